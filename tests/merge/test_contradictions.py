from __future__ import annotations

from typing import Any

import pytest
from tests.merge.builders import Paper, build, report

from communique.merge.events import merge_all
from communique.merge.measures import bounds
from communique.model.records import Contradiction
from communique.model.values import Qualifier, Quantity

PAPERS = [
    Paper("a", "Outlet A", "2024-03-05"),
    Paper("b", "Outlet B", "2024-03-05"),
    Paper("c", "Outlet C", "2024-03-09"),
]


def found(*rows: tuple[str, str, dict[str, Any]], base: dict[str, Any] | None = None) -> tuple[Contradiction, ...]:
    reports = []
    for paper, sentence, rest in rows:
        full: dict[str, Any] = {
            "who": "KEN",
            "whom": "TZA",
            "event": "AGREE",
            "form": "agreement",
            "date": "2024-03-04",
            **(base or {}),
            **rest,
        }
        predicate = full.pop("predicate", "signed")
        reports.append(report(paper, sentence, predicate, full.pop("who"), full.pop("whom"), **full))
    world = build(PAPERS, reports)
    return merge_all(world.claims, world.documents, {}).contradictions


def counted(*quantities: tuple[Any, ...], **rest: Any) -> dict[str, Any]:
    return {"quantities": quantities, **rest}


COUNTS = [
    ("exact and other", (12, "deals", "12"), (11, "deals", "11"), "b", ["contradiction"]),
    ("a dozen is twelve", (12, "deals", "a dozen"), (11, "deals", "11"), "b", ["contradiction"]),
    ("same", (11, "deals", "11"), (11, "deals", "eleven"), "b", []),
    ("about", (100, "deals", "about 100", "about"), (104, "deals", "104"), "b", []),
    ("about, too far", (100, "deals", "about 100", "about"), (130, "deals", "130"), "b", ["contradiction"]),
    ("more than", (10, "deals", "over 10", "more than"), (11, "deals", "11"), "b", []),
    ("more than, wrongly", (12, "deals", "over 12", "more than"), (11, "deals", "11"), "b", ["contradiction"]),
    ("nearly", (60, "percent", "almost 60", "nearly"), (58, "percent", "58"), "b", []),
    ("other things counted", (12, "deals", "12"), (11, "schools", "11"), "b", []),
    ("later and growing", (11, "deals", "11"), (14, "deals", "now 14"), "c", ["update"]),
    ("later and smaller", (14, "deals", "14"), (11, "deals", "now 11"), "c", ["contradiction"]),
    ("later, no word of growing", (11, "deals", "11"), (14, "deals", "14"), "c", ["contradiction"]),
    ("a part of the whole", (11, "deals", "11"), (4, "deals", "including 4"), "b", ["scope"]),
]


@pytest.mark.parametrize(("what", "one", "two", "paper", "kinds"), COUNTS, ids=[c[0] for c in COUNTS])
def test_numbers(what: str, one: tuple[Any, ...], two: tuple[Any, ...], paper: str, kinds: list[str]) -> None:
    text = "They signed trade and transport accords in the lakeside capital, {} in all."
    if "including" in two[2]:
        two = (two[0], two[1], "4", *two[3:])
        last = "They signed trade and transport accords in the lakeside capital, including 4 on fish."
    else:
        last = text.format(two[2])
    got = found(("a", text.format(one[2]), counted(one)), (paper, last, counted(two)))
    assert [x.kind.value for x in got if x.field.startswith("quantity")] == kinds


def test_values_and_claims_are_sorted_and_ids_stable() -> None:
    rows = [
        ("a", "They signed 12 accords on trade and transport.", counted((12, "accords", "12"))),
        ("b", "They signed 11 accords on trade and transport.", counted((11, "accords", "11"))),
        ("c", "They signed 11 accords on transport and trade.", counted((11, "accords", "11"))),
    ]
    one, two = found(*rows), found(*reversed(rows))
    assert one == two
    (clash,) = one
    assert [v.value for v in clash.values] == ["11", "12"]
    assert [len(v.claims) for v in clash.values] == [2, 1]
    assert clash.why == "agreement: counted as 11 and as 12"


VISIT = {
    "event": "CONSULT",
    "form": "visit",
    "mode": "visit",
    "who": "William Ruto/KEN",
    "whom": "TZA",
    "predicate": "visit",
}
PREVIOUS = [
    ("years apart", (2017, 2017), (1990, 2013), {}, 1),
    ("same year", (2017, 2017), (2017, 2017), {}, 0),
    ("one range holds the other", (2010, 2018), (2017, 2017), {}, 0),
    ("other visitor", (2017, 2017), (2013, 2013), {"who": "Musalia Mudavadi/KEN"}, 0),
    ("other host", (2017, 2017), (2013, 2013), {"whom": "UGA"}, 0),
    ("another trip", (2017, 2017), (2013, 2013), {"date": "2023-01-04"}, 0),
    ("an unnamed visitor", (2017, 2017), (2013, 2013), {"who": "?president/KEN"}, 1),
]
VISITS = "It was the first visit by a Kenyan president in years."
MEASURES = [
    ("of one kind", VISITS, "The visit was the first by a Kenyan head of state since then.", 1),
    ("a state visit and any visit", VISITS, "It was the first state visit by a Kenyan president in long.", 0),
    ("a president and a minister", VISITS, "It was the first visit by a Kenyan foreign minister in long.", 0),
    ("his own", VISITS, "It was his first visit to the country.", 0),
    (
        "his own, of one who is named by his office",
        "It was the first visit of the Kenyan leader in years.",
        "The leader was on his first visit in long.",
        1,
    ),
    ("his own in both", "It was his first visit.", "He was there on his first visit in years.", 1),
]


@pytest.mark.parametrize(("what", "one", "two", "count"), MEASURES, ids=[c[0] for c in MEASURES])
def test_of_what_it_is_the_first(what: str, one: str, two: str, count: int) -> None:
    got = found(
        ("a", one, {**VISIT, "details": {"since": (2017, 2017)}}),
        ("b", two, {**VISIT, "details": {"since": (2013, 2013)}}),
    )
    assert len([x for x in got if x.field == "previous visit"]) == count


MET = {"event": "CONSULT", "form": "meeting", "who": "William Ruto/KEN", "whom": "Samia Hassan/TZA", "predicate": "met"}
RATIFIED = {"kind": "treaty", "stage": "ratified"}
PAPER = {"details": {"kind": "treaty", "stage": "signed"}, "predicate": "signed"}
NOT = {**PAPER, "status": "denied", "date": None}
INITIALLED = {"details": {"kind": "treaty", "stage": "initialled"}, "predicate": "initialled"}
FURTHER: list[tuple[str, list[tuple[str, str, dict[str, Any]]], list[tuple[str, list[str]]]]] = [
    ("when they last met",
     [("a", "They met for the first time since 2013.", {**MET, "details": {"since": (2013, 2013)}}),
      ("b", "The two met, their first meeting since 2017.", {**MET, "details": {"since": (2017, 2017)}})],
     [("since", ["2013", "2017"])]),
    ("first of all, and first at one table",
     [("a", "They met for the first time since 2013.", {**MET, "details": {"since": (2013, 2013)}}),
      ("b", "They met, their first in-person meeting since 2009.", {**MET, "details": {"since": (2009, 2009)}})], []),
    ("signed or initialled",
     [("a", "They signed the border treaty in Arusha.", PAPER),
      ("b", "They initialled the border treaty in Arusha.", INITIALLED)],
     [("stage", ["initialled", "signed"])]),
    ("initialled in May, signed now",
     [("a", "They signed the border treaty in Arusha.", PAPER),
      ("b", "They initialled the border treaty in Arusha.", {**INITIALLED, "date": "2023-05-02"})], []),
    ("who tells of both",
     [("a", "They signed the border treaty in Arusha.", PAPER),
      ("b", "They signed the border treaty in Arusha.", PAPER),
      ("b", "They initialled a border treaty on fish in Arusha.", INITIALLED)], []),
    ("signed or not",
     [("a", "They signed the border treaty in Arusha.", PAPER),
      ("b", "The border treaty was not signed in Arusha.", NOT)], [("stage", ["not signed", "signed"])]),
    ("ratified or not",
     [("a", "They signed the border treaty of Arusha.", {**PAPER, "details": RATIFIED}),
      ("b", "The border treaty of Arusha was not signed.", {**NOT, "details": RATIFIED})],
     [("stage", ["not ratified", "ratified"])]),
    ("not yet signed the week before",
     [("c", "They signed the border treaty in Arusha.", {**PAPER, "date": "2024-03-08"}),
      ("b", "The border treaty in Arusha is not yet signed.", NOT)], []),
    ("who signed one and not the other",
     [("a", "They signed the border treaty in Arusha.", PAPER),
      ("b", "They signed the border treaty in Arusha.", PAPER),
      ("b", "The treaty on fish was not signed in Arusha.", NOT)], []),
    ("another paper",
     [("a", "They signed a treaty on water in Arusha.", {**PAPER, "predicate": "signed a treaty"}),
      ("b", "A deal on gas was not signed, an official said.", {**NOT, "predicate": "deal"})], []),
    ("a paper of another kind",
     [("a", "They signed the declaration in Arusha.", {**PAPER, "details": {"kind": "declaration", "stage": "signed"}}),
      ("b", "They did not sign the treaty in Arusha.", {**NOT, "predicate": "sign"})], []),
    ("at a crossing or in a capital",
     [("a", "They met at the Namanga border crossing.", {**MET, "who": "KEN", "whom": "TZA"}),
      ("b", "They met in Nairobi.", {**MET, "who": "KEN", "whom": "TZA", "place": "Nairobi/KEN"})],
     [("place", ["Nairobi, KEN", "at the border"])]),
    ("at a crossing or in a town, which may be its own",
     [("a", "They met at the Namanga border crossing.", {**MET, "who": "KEN", "whom": "TZA"}),
      ("b", "They met in Arusha.", {**MET, "who": "KEN", "whom": "TZA", "place": "Arusha/TZA"})], []),
    ("on a day that may be that of the denial",
     [("a", "Ruto met Hassan.", {**MET, "date": "2024-03-02"}),
      ("b", "Ruto never met Hassan, she said on Monday.", {**MET, "status": "denied", "date": "2024-03-04"})],
     [("status", ["denied", "happened"])]),
]  # fmt: skip


@pytest.mark.parametrize(("what", "rows", "expected"), FURTHER, ids=[c[0] for c in FURTHER])
def test_what_else_is_told_differently(what: str, rows: list[Any], expected: list[Any]) -> None:
    assert [(x.field, [v.value for v in x.values]) for x in found(*rows)] == expected


@pytest.mark.parametrize(("what", "one", "two", "rest", "count"), PREVIOUS, ids=[c[0] for c in PREVIOUS])
def test_previous_visit(
    what: str, one: tuple[int, int], two: tuple[int, int], rest: dict[str, Any], count: int
) -> None:
    got = found(
        ("a", "It was his first visit in years.", {**VISIT, "details": {"since": one}}),
        ("b", "The visit was a rare one.", {**VISIT, "details": {"since": two}, **rest}),
    )
    assert len([x for x in got if x.field == "previous visit"]) == count


def test_bounds_of_a_dozen() -> None:
    assert bounds(Quantity(12, "deals", "", Qualifier.ABOUT, "a dozen")) == (12, 12)
    low, high = bounds(Quantity(12, "deals", "", Qualifier.ABOUT, "about a dozen"))
    assert low < 12 < high
