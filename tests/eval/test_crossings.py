from __future__ import annotations

from typing import Any

from crossings import crossings
from score import Figure

ARTICLES = ["000", "001", "002", "003", "004"]


def export(*events: tuple[str, list[str]], contradictions: list[dict[str, Any]] | None = None) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = [{"kind": "document", "id": f"d-{a}", "uri": f"seeds/{a}_x.txt"} for a in ARTICLES]
    for n, (form, articles) in enumerate(events):
        ids = [f"c-{n}-{a}" for a in articles]
        rows += [{"kind": "claim", "id": i, "document": f"d-{i[-3:]}", "form": form} for i in ids]
        rows.append({"kind": "event", "id": f"e-{n}", "form": form, "claims": ids})
    return rows + [{"kind": "contradiction", "type": "contradiction", **x} for x in contradictions or []]


RIGHT = [
    ("visit", ["001", "002"]), ("meeting", ["001", "002"]), ("visit", ["000"]), ("meeting", ["003"]), ("call", ["004"]),
    ("vote", ["001"]), ("vote", ["002"]),
]  # fmt: skip
FOUND = [
    {"field": "previous visit", "values": []},
    {"field": "quantity: agreement", "values": []},
]


def test_all_that_should_hold() -> None:
    assert crossings(export(*RIGHT, contradictions=FOUND)) == Figure(7, 7)


def test_each_fault_costs_one() -> None:
    assert crossings(export(("visit", ["001"]), ("visit", ["002"]), *RIGHT[1:], contradictions=FOUND)) == Figure(6, 7)
    assert crossings(export(*RIGHT, ("meeting", ["000", "001"]), contradictions=FOUND)) == Figure(6, 7)
    assert crossings(export(*RIGHT, contradictions=FOUND[:1])) == Figure(6, 7)
    votes = {"field": "quantity: time", "values": [{"value": "2", "claims": ["c-5-001"]}]}
    assert crossings(export(*RIGHT, contradictions=[*FOUND, votes])) == Figure(6, 7)
