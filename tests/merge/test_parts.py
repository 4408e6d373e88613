from __future__ import annotations

from typing import Any

import pytest
from tests.merge.builders import Paper, World, build, report

from communique.merge.events import merge_all
from communique.model.records import Event

VISIT: dict[str, Any] = {"form": "visit", "mode": "visit", "date": "2023-05-08..2023-05-10", "place": "Chile/CHL"}
SANCHEZ, BORIC, OTHER, TORRES = "Ana Sanchez/PER", "Luis Boric/CHL", "Raul Paz/PER", "Eva Torres/CHL"


def world(*more: dict[str, Any], visit: dict[str, Any] = VISIT) -> World:
    rows = [report("a", "Sanchez visited Chile from May 8 to 10.", "visited", SANCHEZ, "CHL", "visit", **visit)]
    for n, given in enumerate(more):
        row = {"who": SANCHEZ, "whom": BORIC, "form": "meeting", "date": "2023-05-09", "paper": "b", **given}
        who, whom, paper = row.pop("who"), row.pop("whom"), row.pop("paper")
        rows.append(report(paper, f"Reports number {n} told of it.", "told", who, whom, f"part {n}", **row))
    return build([Paper("a", "Outlet", "2023-05-10"), Paper("b", "Other", "2023-05-11")], rows)


def linked(made: World) -> list[bool]:
    events = merge_all(made.claims, made.documents, {}).events
    by_label: dict[str, Event] = {made.labels[c]: e for e in events for c in e.claims}
    return [by_label[f"part {n}"].part_of == by_label["visit"].id for n in range(len(by_label) - 1)]


CASES: list[tuple[str, dict[str, Any], bool]] = [
    ("talks of the visitor during the visit", {}, True),
    ("talks of the visitor a month later", {"date": "2023-06-09"}, False),
    ("talks of the visitor in a third state", {"place": "Lima/PER"}, False),
    ("talks of another minister of hers", {"who": OTHER, "whom": TORRES}, False),
    ("a call from home", {"form": "call", "mode": "phone"}, False),
    ("a signing by the two states", {"who": "PER", "whom": "CHL", "event": "AGREE", "form": "agreement"}, True),
    ("a signing that her host and her state are named for",
     {"who": "PER", "whom": BORIC, "event": "AGREE", "form": "agreement"}, True),
    ("a signing by another minister of hers",
     {"who": OTHER, "whom": TORRES, "event": "AGREE", "form": "agreement"}, False),
    ("a meeting still to come", {"status": "planned", "date": "2023-05-12"}, False),
    ("undated, in the report of the visit", {"paper": "a", "date": None}, True),
    ("undated, in another report", {"date": None, "place": "Santiago/CHL"}, False),
    ("with somebody of a third state", {"whom": "Mia Rojas/BOL"}, False),
]  # fmt: skip


@pytest.mark.parametrize(("what", "given", "expected"), CASES, ids=[c[0] for c in CASES])
def test_what_is_part_of_a_visit(what: str, given: dict[str, Any], expected: bool) -> None:
    assert linked(world(given)) == [expected]


def test_of_two_visits_the_nearer_one_has_it() -> None:
    made = world(
        {},
        {"who": SANCHEZ, "whom": "CHL", "form": "visit", "mode": "visit", "date": "2023-08-01", "place": "Chile/CHL"},
        {"date": "2023-08-01"},
    )
    events = merge_all(made.claims, made.documents, {}).events
    by_label = {made.labels[c]: e for e in events for c in e.claims}
    assert by_label["part 0"].part_of == by_label["visit"].id
    assert by_label["part 2"].part_of == by_label["part 1"].id
