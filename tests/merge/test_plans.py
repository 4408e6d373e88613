from __future__ import annotations

from typing import Any

import pytest
from tests.merge.builders import Paper, build, report

from communique.merge.events import merge_all
from communique.model.records import Event, Outcome, Status

LULA, PENA = "Luiz Inacio Lula da Silva/BRA", "Santiago Pena/PRY"
PAPERS = [Paper("before", "Folha Post", "2024-05-01"), Paper("after", "Chaco Times", "2024-06-20")]


def settled(plan: dict[str, Any], *later: dict[str, Any]) -> tuple[Event, tuple[Event, ...]]:
    base: dict[str, Any] = {"who": LULA, "whom": PENA, "form": "meeting"}
    rows = []
    for number, row in enumerate(({"status": "planned", "paper": "before", **plan}, *later)):
        full = {**base, "paper": "after", **row}
        paper, who, whom = full.pop("paper"), full.pop("who"), full.pop("whom")
        rows.append(report(paper, f"Item {number}: they meet.", "meet", who, whom, **full))
    world = build(PAPERS, rows)
    events = merge_all(world.claims, world.documents, {}).events
    return next(e for e in events if e.status is Status.PLANNED), events


ON_15 = {"date": "2024-05-15"}
CASES = [
    ("kept", ON_15, [ON_15], Outcome.KEPT),
    ("kept, a day off by time zone", ON_15, [{"date": "2024-05-16"}], Outcome.KEPT),
    ("kept within a range", {"date": "2024-05-13..2024-05-19"}, [{"date": "2024-05-21"}], Outcome.KEPT),
    ("kept, the plan undated", {}, [{"date": "2024-05-28"}], Outcome.KEPT),
    ("kept, told with states only", ON_15, [{**ON_15, "who": "BRA", "whom": "PRY"}], Outcome.KEPT),
    ("moved", ON_15, [{"date": "2024-06-10"}], Outcome.MOVED),
    ("cancelled", ON_15, [{**ON_15, "status": "cancelled"}], Outcome.CANCELLED),
    ("cancelled without a day", ON_15, [{"status": "cancelled"}], Outcome.CANCELLED),
    (
        "missed: other things were covered",
        ON_15,
        [{"event": "ACCUSE", "form": None, "who": "BRA", "whom": "PRY"}],
        Outcome.MISSED,
    ),
    ("another person came", ON_15, [{**ON_15, "whom": "Ruben Ramirez/PRY"}], Outcome.MISSED),
    ("another kind", ON_15, [{**ON_15, "form": "call", "mode": "phone"}], Outcome.MISSED),
    ("another city", {**ON_15, "place": "Brussels/BEL"}, [{**ON_15, "place": "Hanoi/VNM"}], Outcome.MISSED),
    ("denied is not kept", ON_15, [{**ON_15, "status": "denied"}], Outcome.MISSED),
    ("open: nothing later", ON_15, [], Outcome.OPEN),
    ("open: still to come", {"date": "2024-07-15"}, [{"date": "2024-03-01"}], Outcome.OPEN),
    ("years later is no moving", ON_15, [{"date": "2026-05-15"}], Outcome.MISSED),
]


@pytest.mark.parametrize(("what", "plan", "later", "outcome"), CASES, ids=[c[0] for c in CASES])
def test_outcome(what: str, plan: dict[str, Any], later: list[dict[str, Any]], outcome: Outcome) -> None:
    event, events = settled(plan, *later)
    assert event.outcome is outcome
    if outcome in (Outcome.KEPT, Outcome.MOVED, Outcome.CANCELLED):
        assert event.outcome_event in {e.id for e in events} - {event.id}
    else:
        assert event.outcome_event is None


def test_a_plan_told_on_the_day_itself() -> None:
    event, _ = settled({"paper": "after", "date": "2024-06-20"}, {"date": "2024-06-20"})
    assert event.outcome is Outcome.KEPT


def test_the_nearest_happening_is_the_outcome() -> None:
    event, events = settled(ON_15, {"date": "2024-06-10"}, {"date": "2024-05-15"})
    kept = next(e for e in events if e.id == event.outcome_event)
    assert kept.date is not None and str(kept.date.start) == "2024-05-15"


def test_only_plans_have_outcomes() -> None:
    _, events = settled(ON_15, ON_15)
    assert all(e.outcome is None for e in events if e.status is not Status.PLANNED)


def test_a_visit_by_the_other_side_does_not_keep_the_plan() -> None:
    visit = {"form": "visit", "mode": "visit", **ON_15}
    event, _ = settled({**visit, "who": LULA, "whom": "PRY"}, {**visit, "who": PENA, "whom": "BRA"})
    assert event.outcome is Outcome.MISSED
