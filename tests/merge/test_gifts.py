from __future__ import annotations

from typing import Any

import pytest
from tests.merge.builders import Paper, build, report

from communique.merge.events import merge_all

PAPERS = [
    Paper("a", "Gulf Courier", "2024-03-05"),
    Paper("b", "Cedar Wire", "2024-03-05"),
    Paper("late", "Levant Post", "2024-03-15"),
]
DONE: dict[str, Any] = {"event": "AGREE", "who": "QAT", "whom": "LBN", "date": "2024-03-05", "word": "pledged"}
TO_COME: dict[str, Any] = {**DONE, "status": "planned", "date": None, "word": "give"}
SIXTY = (
    "a",
    "Qatar pledged 60 million dollars for the army's wages.",
    {"quantities": [(60e6, "dollar", "60 million")]},
)
CASES: list[tuple[str, list[tuple[str, str, dict[str, Any]]], list[tuple[str, list[str]]]]] = [
    ("pledged and to be given",
     [("a", SIXTY[1], {**DONE, **SIXTY[2]}),
      ("b", "They will give 50 million to pay wages.", {**TO_COME, "quantities": [(50e6, "dollar", "50 million")]})],
     [("quantity: dollar", ["50000000", "60000000"])]),
    ("given and to be given",
     [("a", SIXTY[1], {**DONE, **SIXTY[2], "event": "AID"}),
      ("b", "They will give 50 million to pay wages.", {**TO_COME, "quantities": [(50e6, "dollar", "50 million")]})],
     [("quantity: dollar", ["50000000", "60000000"])]),
    ("as much",
     [("a", SIXTY[1], {**DONE, **SIXTY[2]}),
      ("b", "They will give 60 million to pay wages.", {**TO_COME, "quantities": [(60e6, "dollar", "60 million")]})],
     []),
    ("a part of it, or another gift",
     [("a", SIXTY[1], {**DONE, **SIXTY[2]}),
      ("b", "They will give five million to pay wages.", {**TO_COME, "quantities": [(5e6, "dollar", "five")]})],
     []),
    ("for something else",
     [("a", SIXTY[1], {**DONE, **SIXTY[2]}),
      ("b", "They will give 50 million to clinics.", {**TO_COME, "quantities": [(50e6, "dollar", "50 million")]})],
     []),
    ("by one report both",
     [("a", SIXTY[1], {**DONE, **SIXTY[2]}),
      ("a", "They will give 50 million to pay wages.", {**TO_COME, "quantities": [(50e6, "dollar", "50 million")]})],
     []),
    ("ten days later",
     [("a", SIXTY[1], {**DONE, **SIXTY[2]}),
      ("late", "They will give 50 million to pay wages.", {**TO_COME, "quantities": [(50e6, "dollar", "50")]})],
     []),
    ("the other way round",
     [("a", SIXTY[1], {**DONE, **SIXTY[2]}),
      ("b", "They will give 50 million to pay wages.",
       {**TO_COME, "who": "LBN", "whom": "QAT", "quantities": [(50e6, "dollar", "50 million")]})], []),
]  # fmt: skip


@pytest.mark.parametrize(("what", "rows", "expected"), CASES, ids=[c[0] for c in CASES])
def test_sums(what: str, rows: list[tuple[str, str, dict[str, Any]]], expected: list[tuple[str, list[str]]]) -> None:
    assert told(rows) == told(rows[::-1]) == expected


def test_many_sums_are_many_gifts(monkeypatch: pytest.MonkeyPatch) -> None:
    assert told(CASES[0][1]) != []
    monkeypatch.setattr("communique.merge.gifts._CROWDED", 1)
    assert told(CASES[0][1]) == []


def told(rows: list[tuple[str, str, dict[str, Any]]]) -> list[tuple[str, list[str]]]:
    made = []
    for paper, sentence, given in rows:
        full = dict(given)
        made.append(report(paper, sentence, full.pop("word"), full.pop("who"), full.pop("whom"), **full))
    world = build(PAPERS, made)
    found = merge_all(world.claims, world.documents, {}).contradictions
    return [(x.field, [v.value for v in x.values]) for x in found if x.field.startswith("quantity")]
