from __future__ import annotations

from typing import Any

import pytest
from tests.merge.builders import Paper, build, report

from communique.merge.events import merge_all
from communique.model.records import Event

PAPERS = [
    Paper("a", "Outlet A", "2024-03-05"),
    Paper("b", "Outlet B", "2024-03-05"),
    Paper("c", "Outlet C", "2024-03-06"),
    Paper("copy", "Outlet D", "2024-03-06", copy_of="c"),
]
RUTO, HASSAN = "William Ruto/KEN", "Samia Suluhu Hassan/TZA"


def event(*rows: tuple[str, dict[str, Any]]) -> Event:
    reports = []
    for number, (paper, rest) in enumerate(rows):
        full: dict[str, Any] = {"who": RUTO, "whom": HASSAN, "form": "meeting", "date": "2024-03-04", **rest}
        who, whom = full.pop("who"), full.pop("whom")
        reports.append(report(paper, f"Row {number}: the two met.", "met", who, whom, **full))
    world = build(PAPERS, reports)
    (only,) = merge_all(world.claims, world.documents, {}).events
    return only


def values(found: Event, name: str) -> list[str]:
    return next(([v.value for v in f.values] for f in found.fields if f.name == name), [])


def test_the_best_supported_day_counts_origins_not_copies() -> None:
    found = event(("a", {}), ("b", {}), ("c", {"date": "2024-03-05"}), ("copy", {"date": "2024-03-05"}))
    assert values(found, "date") == ["2024-03-04", "2024-03-05"]
    assert [len(v.supports) for f in found.fields if f.name == "date" for v in f.values] == [2, 2]


def test_a_range_supports_the_day_in_it() -> None:
    found = event(("a", {"date": "2024-03-01..2024-03-31"}), ("b", {"date": "2024-03-01..2024-03-31"}), ("c", {}))
    assert values(found, "date")[0] == "2024-03-04"
    assert found.date is not None and found.date.start == found.date.end


@pytest.mark.parametrize("order", [("a", "b", "c"), ("c", "b", "a")])
def test_a_city_before_its_state(order: tuple[str, str, str]) -> None:
    places = ["Vietnam/VNM", "Vietnam/VNM", "Hanoi/VNM"]
    found = event(*((p, {"place": w}) for p, w in zip(order, places, strict=True)))
    assert values(found, "place") == ["Hanoi", "Vietnam"]
    assert found.place is not None and found.place.country == "VNM"


def test_a_person_before_the_state() -> None:
    found = event(("a", {"who": "KEN", "whom": "TZA"}), ("b", {"who": "KEN", "whom": "TZA"}), ("c", {}))
    assert [p.name for p in found.sources] == ["William Ruto"]
    assert [p.name for p in found.targets] == ["Samia Suluhu Hassan"]


def test_sides_are_oriented_as_the_earliest_has_them() -> None:
    found = event(("a", {}), ("b", {"who": HASSAN, "whom": RUTO}), ("c", {"who": f"{HASSAN}; {RUTO}", "whom": ""}))
    assert len(values(found, "sources")) == len(values(found, "targets")) == 1


def test_every_value_names_its_claims_and_every_claim_is_the_events() -> None:
    found = event(("a", {"details": {"since": (2017, 2017)}}), ("b", {"quantities": [(2, "ministers", "two")]}))
    for field in found.fields:
        for value in field.values:
            assert value.supports == tuple(sorted(value.supports))
            assert set(value.supports) <= set(found.claims)
    assert values(found, "quantity: minister") == ["2"]
    assert found.details.since == (2017, 2017)


def test_denied_stands_beside_actual() -> None:
    found = event(("a", {}), ("b", {"status": "denied"}), ("c", {}))
    assert values(found, "status") == ["actual", "denied"]
