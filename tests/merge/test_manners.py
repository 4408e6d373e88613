from __future__ import annotations

from typing import Any

import pytest
from tests.merge.builders import Paper, build, report

from communique.merge.manners import AT_ONE_TABLE, OVER_A_WIRE, THROUGH_OTHERS, cannot_both_be, manner, told_both_ways

NAMED = {"who": "Ann Lee/NOR", "whom": "Oleg Orlov/RUS", "place": "Oslo/NOR"}
CASES: list[tuple[str, dict[str, Any], str | None]] = [
    ("They met face to face in Oslo.", {}, AT_ONE_TABLE),
    ("The two delegations met at one table.", {}, AT_ONE_TABLE),
    ("They met for direct talks.", {}, AT_ONE_TABLE),
    ("They met, but not at one table.", {}, None),
    ("They met ahead of direct talks.", {}, None),
    ("They met in separate rooms of one hotel.", {}, THROUGH_OTHERS),
    ("They met, with Omani diplomats carrying messages between them.", {}, THROUGH_OTHERS),
    ("They met in indirect talks.", {"mode": "third-party"}, THROUGH_OTHERS),
    ("They met by video link.", {"mode": "phone"}, OVER_A_WIRE),
    ("Lee met Orlov in Oslo.", NAMED, AT_ONE_TABLE),
    ("Officials met in Oslo.", {"place": "Oslo/NOR"}, None),
    ("They met.", {}, None),
    ("They met face to face in Oslo.", {"status": "planned"}, None),
    ("They met face to face in Oslo.", {"form": "visit"}, None),
    ("They met face to face in Oslo.", {"event": "AGREE"}, None),
]


@pytest.mark.parametrize(("sentence", "rest", "expected"), CASES, ids=[c[0] + str(c[1])[:30] for c in CASES])
def test_manner(sentence: str, rest: dict[str, Any], expected: str | None) -> None:
    full = {"who": "NOR", "whom": "RUS", "form": "meeting", **rest}
    made = build([Paper("a")], [report("a", sentence, "met", full.pop("who"), full.pop("whom"), **full)])
    found = manner(made.claims[0], next(iter(made.documents.values())).text)
    assert (found.value if found else None) == expected


def test_who_meets_in_a_city_may_have_others_in_between() -> None:
    rows = [
        report("a", "Lee met Orlov in Oslo.", "met", NAMED["who"], NAMED["whom"], form="meeting", place="Oslo/NOR"),
        report("b", "They met in separate rooms.", "met", NAMED["who"], NAMED["whom"], form="meeting"),
        report("c", "They met by video.", "met", NAMED["who"], NAMED["whom"], form="meeting", mode="phone"),
        report("c", "Then they met face to face.", "met", NAMED["who"], NAMED["whom"], form="meeting"),
    ]
    made = build([Paper(p) for p in "abc"], rows)
    hows = [h for c in made.claims if (h := manner(c, made.documents[c.document].text))]
    city, apart, wire, table = hows
    assert not cannot_both_be(city, apart)
    assert cannot_both_be(city, wire)
    assert cannot_both_be(table, apart)
    assert not cannot_both_be(wire, table)  # one report
    assert told_both_ways(hows) == {wire.claim.document}
