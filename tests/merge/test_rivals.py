from __future__ import annotations

from typing import Any

import pytest
from tests.merge.builders import Paper, World, build, report

from communique.merge.events import Merged, merge_all

PAPERS = [
    Paper("a", "Nile Post", "2024-05-15"),
    Paper("b", "Gulf Courier", "2024-05-15"),
    Paper("c", "Horn Wire", "2024-05-16"),
]
SHOUKRY, BADR, OTHER = "Sameh Shoukry/EGY", "Badr Albusaidi/OMN", "Hassan Rashad/EGY"
MET: dict[str, Any] = {"who": SHOUKRY, "whom": BADR, "form": "meeting", "date": "2024-05-14"}


def world(*rows: tuple[str, str, dict[str, Any]]) -> World:
    made = []
    for paper, sentence, given in rows:
        full = {**MET, **given}
        made.append(report(paper, sentence, full.pop("word", "met"), full.pop("who"), full.pop("whom"), **full))
    return build(PAPERS, made)


def told(*rows: tuple[str, str, dict[str, Any]]) -> list[tuple[str, list[str]]]:
    return sorted((x.field, [v.value for v in x.values]) for x in merged(world(*rows)).contradictions)


def merged(made: World) -> Merged:
    return merge_all(made.claims, made.documents, {})


IN_DOHA = ("a", "Shoukry met Albusaidi in Doha.", {"place": "Doha/QAT"})
IN_MUSCAT = ("b", "The two met in Muscat.", {"place": "Muscat/OMN"})
STATES = {"who": "EGY", "whom": "OMN"}
CAME: dict[str, Any] = {"word": "arrived", "form": "visit", "mode": "visit", "whom": "OMN", "place": "Muscat/OMN"}
TALKED: dict[str, Any] = {**STATES, "word": "talks", "form": "negotiation", "place": "Doha/QAT"}
CASES: list[tuple[str, list[tuple[str, str, dict[str, Any]]], list[tuple[str, list[str]]]]] = [
    ("two cities on one day", [IN_DOHA, IN_MUSCAT], [("place", ["Doha, QAT", "Muscat, OMN"])]),
    ("two cities, no person named", [(p, s, {**r, **STATES}) for p, s, r in (IN_DOHA, IN_MUSCAT)],
     [("place", ["Doha, QAT", "Muscat, OMN"])]),
    ("a city of another state than the one named",
     [IN_DOHA, ("b", "The two met in Oman.", {"place": "Oman/OMN"})], [("place", ["Doha, QAT", "OMN"])]),
    ("the host's state is named beside the two",
     [IN_DOHA, ("b", "The two met in Muscat.", {"place": "Muscat/OMN", "whom": f"{BADR}; OMN"})],
     [("place", ["Doha, QAT", "Muscat, OMN"])]),
    ("one report tells of both cities: two meetings",
     [IN_DOHA, ("a", "Then they met in Muscat.", {"place": "Muscat/OMN"})], []),
    ("another person: another meeting",
     [IN_DOHA, ("b", "Rashad met him in Muscat.", {"who": OTHER, "place": "Muscat/OMN"})], []),
    ("a month later", [IN_DOHA, ("b", "They met in Muscat.", {"place": "Muscat/OMN", "date": "2024-06-14"})], []),
    ("where it was is told by the story only",
     [IN_DOHA, ("b", "The two met again at last.", {"place": "Muscat/OMN"})], []),
    ("a suburb is its city",
     [("a", "They met in Quezon City.", {"place": "Quezon City/PHL"}),
      ("b", "They met in Manila.", {"place": "Manila/PHL"})],
     []),
    ("one of them says in its headline only that they discuss gas",
     [("a", "Shoukry, Albusaidi discuss gas.", {"word": "discuss", "form": None}),
      ("a", "Shoukry telephoned Albusaidi.", {"word": "telephoned", "form": "call", "mode": "phone"}),
      ("b", "Shoukry met Albusaidi.", {})],
     [("kind", ["call", "meeting"])]),
    ("by telephone or face to face",
     [IN_DOHA, ("b", "Albusaidi spoke by telephone with Shoukry.", {"word": "spoke", "form": "call", "mode": "phone"})],
     [("kind", ["call", "meeting"])]),
    ("two states may well call and meet on one day",
     [("a", "The two met.", STATES),
      ("b", "They spoke by phone.", {**STATES, "word": "spoke", "form": "call", "mode": "phone"})],
     []),
    ("two days in one city",
     [("a", "They met in Doha on May 13.", {"place": "Doha/QAT", "date": "2024-05-13"}),
      ("c", "They met in Doha on May 15.", {"place": "Doha/QAT", "date": "2024-05-15"})],
     [("date", ["2024-05-13", "2024-05-15"])]),
    ("two days in two cities: two meetings",
     [("a", "They met in Doha on May 13.", {"place": "Doha/QAT", "date": "2024-05-13"}),
      ("c", "They met in Muscat on May 15.", {"place": "Muscat/OMN", "date": "2024-05-15"})], []),
    ("he came on the one day or on the other",
     [("a", "Shoukry arrived in Muscat on May 13.", {**CAME, "date": "2024-05-13"}),
      ("b", "Shoukry landed in Muscat on May 14.", {**CAME, "word": "landed"})],
     [("date", ["2024-05-13", "2024-05-14"])]),
    ("he came, and was there the day after",
     [("a", "Shoukry arrived in Muscat on May 13.", {**CAME, "date": "2024-05-13"}),
      ("b", "Shoukry spoke in Muscat on the visit.", {**CAME, "word": "visit"})], []),
    ("the second day of a visit",
     [("a", "Shoukry visited Muscat on May 13.", {**CAME, "word": "visited", "date": "2024-05-13"}),
      ("b", "It was the second day of the visit.", {**CAME, "word": "visit"})], []),
    ("talks that opened on two days",
     [("a", "The talks opened in Doha on May 13.", {**TALKED, "date": "2024-05-13"}),
      ("b", "The talks began in Doha on May 14.", TALKED)],
     [("date", ["2024-05-13", "2024-05-14"])]),
    ("talks that opened on one day and went on the next",
     [("a", "The talks opened in Doha on May 13.", {**TALKED, "date": "2024-05-13"}),
      ("b", "The talks in Doha were hard on May 14.", TALKED)], []),
    ("two rounds opened",
     [("a", "The first round of the talks opened in Doha.", {**TALKED, "date": "2024-05-13"}),
      ("b", "The second round of the talks opened in Doha.", TALKED)], []),
    ("one round on two days",
     [("a", "The sixth round of the talks was held in Doha.", {**TALKED, "date": "2024-05-13"}),
      ("b", "They held the sixth round of their talks in Doha.", TALKED)],
     [("date", ["2024-05-13", "2024-05-14"])]),
    ("one round over two days",
     [("a", "The sixth round of the talks was held in Doha.", {**TALKED, "date": "2024-05-13"}),
      ("b", "The sixth round of the talks ended in Doha.", TALKED)], []),
    ("a delegation of which nobody is named",
     [("a", "A delegation arrived in Muscat on Monday.", {**CAME, "who": "EGY", "date": "2024-05-13"}),
      ("b", "The delegation landed in Muscat on Tuesday.", {**CAME, "who": "EGY", "word": "landed"})],
     [("date", ["2024-05-13", "2024-05-14"])]),
    ("a delegation that was there",
     [("a", "A delegation arrived in Muscat on Monday.", {**CAME, "who": "EGY", "date": "2024-05-13"}),
      ("b", "The delegation went on with its visit.", {**CAME, "who": "EGY", "word": "visit"})], []),
    ("talks opened in two cities",
     [("a", "The talks opened in Doha.", {**TALKED, "date": "2024-05-13"}),
      ("b", "The talks opened in Muscat.", {**TALKED, "place": "Muscat/OMN"})], []),
    ("two heads of one delegation",
     [("a", "A delegation led by Shoukry met Albusaidi in Doha.", {"place": "Doha/QAT"}),
      ("b", "A delegation headed by Rashad met Albusaidi.", {"who": OTHER})],
     [("participants", ["Hassan Rashad", "Sameh Shoukry"])]),
    ("two heads of one delegation, over two days and on the second",
     [("a", "A team headed by Shoukry met Albusaidi.", {"date": "2024-05-13..2024-05-14"}),
      ("b", "Rashad led his country's team that met Albusaidi.", {"who": OTHER})],
     [("participants", ["Hassan Rashad", "Sameh Shoukry"])]),
    ("two heads, the day that of the story in one, the host unnamed in the other",
     [("a", "The Egyptian side was headed by Sameh Shoukry as they met.", {"whom": "OMN", "basis": "story"}),
      ("b", "A delegation headed by Rashad met Albusaidi.", {"who": OTHER, "date": "2024-05-15"})],
     [("participants", ["Hassan Rashad", "Sameh Shoukry"])]),
    ("two heads in two cities: two delegations",
     [("a", "A delegation led by Shoukry met Albusaidi in Doha.", {"place": "Doha/QAT"}),
      ("b", "A delegation headed by Rashad met Albusaidi in Muscat.", {"who": OTHER, "place": "Muscat/OMN"})], []),
    ("two heads who met two others",
     [("a", "A delegation led by Shoukry met Albusaidi.", {}),
      ("b", "A delegation headed by Rashad met Busaid.", {"who": OTHER, "whom": "Asaad Busaid/OMN"})], []),
    ("two heads a week apart",
     [("a", "A delegation led by Shoukry met Albusaidi.", {"basis": "story"}),
      ("b", "A delegation headed by Rashad met Albusaidi.", {"who": OTHER, "basis": "story", "date": "2024-05-21"})],
     []),
    ("over a wire, or at one table a day later by the story",
     [("a", "They met by video link.", {**STATES, "mode": "phone", "basis": "story", "form": "negotiation"}),
      ("b", "They met face to face, at one table.", {**STATES, "basis": "story", "date": "2024-05-15"})],
     [("kind", ["by telephone or video", "face to face"])]),
    ("over a wire; of the other nobody says how",
     [("a", "They met by video link.", {**STATES, "mode": "phone", "basis": "story"}),
      ("b", "They met.", {**STATES, "basis": "story", "date": "2024-05-15"})], []),
    ("two heads in two places: at a crossing, or in a capital",
     [("a", "The Egyptian side at the Taba border crossing was headed by Shoukry when they met.", {"whom": "OMN"}),
      ("b", "A delegation headed by Rashad met Albusaidi in Muscat.", {"who": OTHER, "place": "Muscat/OMN"})],
     [("participants", ["Hassan Rashad", "Sameh Shoukry"]), ("place", ["Muscat, OMN", "at the border"])]),
    ("two cities, the day in one that of the story",
     [("a", "Shoukry met Albusaidi in Doha.", {"place": "Doha/QAT", "basis": "story", "date": "2024-05-15"}),
      IN_MUSCAT],
     [("place", ["Doha, QAT", "Muscat, OMN"])]),
    ("two cities of two states, the day that of the story, nobody named",
     [("a", "They met in Doha.", {**STATES, "place": "Doha/QAT", "basis": "story"}),
      ("b", "They met in Muscat.", {**STATES, "place": "Muscat/OMN"})], []),
    ("one names nobody, and tells that they were apart",
     [("a", "Shoukry met Albusaidi at one table.", {}),
      ("b", "They talked through others.", {**STATES, "word": "talked", "form": "negotiation", "mode": "third-party",
                                            "basis": "story", "date": "2024-05-16"})],
     [("kind", ["face to face", "through others"])]),
    ("one names nobody, and tells of another city",
     [IN_DOHA, ("b", "They met in Muscat.", {**STATES, "place": "Muscat/OMN"})], []),
    ("apart on one day and at one table on the next",
     [("a", "They met at one table.", STATES),
      ("b", "They talked through others.", {**STATES, "word": "talked", "form": "negotiation", "mode": "third-party",
                                            "date": "2024-05-13"})], []),
    ("two ministers see the host on one day",
     [("a", "Shoukry met Albusaidi in Doha.", {"place": "Doha/QAT"}), ("b", "Rashad met Albusaidi.", {"who": OTHER})],
     []),
]  # fmt: skip


@pytest.mark.parametrize(("what", "rows", "expected"), CASES, ids=[c[0] for c in CASES])
def test_what_is_told_differently(what: str, rows: list[Any], expected: list[Any]) -> None:
    assert told(*rows) == expected


def test_nothing_is_merged_and_both_sides_are_shown() -> None:
    found = merged(world(IN_DOHA, IN_MUSCAT))
    assert len(found.events) == 2
    (clash,) = found.contradictions
    assert clash.event == min(e.id for e in found.events)
    assert {c for v in clash.values for c in v.claims} == {c for e in found.events for c in e.claims}
    assert clash.why == "place told as Doha, QAT and as Muscat, OMN, by reports of which none tells of both"


def test_in_a_crowd_nothing_is_a_rival() -> None:
    cities = [
        "Doha/QAT",
        "Muscat/OMN",
        "Cairo/EGY",
        "Amman/JOR",
        "Tunis/TUN",
        "Rabat/MAR",
        "Algiers/DZA",
        "Baghdad/IRQ",
    ]
    papers = [Paper(c, c, "2024-05-15") for c in cities]
    rows = [
        report(
            c, f"They met in {c.partition('/')[0]}.", "met", "EGY", "OMN", form="meeting", date="2024-05-14", place=c
        )
        for c in cities
    ]
    made = build(papers, rows)
    assert merged(made).contradictions == ()
    few = build(papers[:3], rows[:3])
    assert {x.field for x in merged(few).contradictions} == {"place"}
