from __future__ import annotations

import io
import sys
from pathlib import Path
from typing import Any

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
from memory import MemoryRecord
from tests.merge.builders import Paper, World, build, report

from communique.errors import UsageError
from communique.merge.events import merge_all
from communique.views.comparison import Comparison, compare
from communique.views.render.comparison_text import show_comparison
from communique.views.render.screen import Screen

RUTO, SAMIA = "William Ruto/KEN", "Samia Suluhu Hassan/TZA"
VISIT: dict[str, Any] = {"form": "visit", "mode": "visit", "who": RUTO, "whom": "TZA", "place": "Dodoma/TZA"}
SIGNED: dict[str, Any] = {"event": "AGREE", "form": "agreement", "details": {"stage": "signed"}}
PAPERS = [
    Paper("a", "Daily Nation", "2023-05-11"),
    Paper("b", "The Citizen", "2023-05-12"),
    Paper("c", "Wire", "2023-05-13"),
]


def world() -> World:
    rows = [
        ("a", "Ruto arrived in Dodoma on May 9.", "arrived", {**VISIT, "date": "2023-05-09"}),
        ("b", "The visit of Ruto lasted from May 9 to 10.", "visit", {**VISIT, "date": "2023-05-09..2023-05-10"}),
        ("a", "He met President Samia on May 9.", "met",
         {"who": RUTO, "whom": SAMIA, "form": "meeting", "date": "2023-05-09"}),
        ("b", "The two signed 12 accords on May 9.", "signed",
         {**SIGNED, "who": "KEN", "whom": "TZA", "date": "2023-05-09", "quantities": [(12, "accords", "12")]}),
        ("c", "Kenya and Tanzania signed 11 accords on May 9.", "signed",
         {**SIGNED, "who": "KEN", "whom": "TZA", "date": "2023-05-09", "quantities": [(11, "accords", "11")]}),
    ]  # fmt: skip
    made = []
    for paper, sentence, word, given in rows:
        full = dict(given)
        made.append(report(paper, sentence, word, full.pop("who"), full.pop("whom"), **full))
    return build(PAPERS, made)


@pytest.fixture(scope="module")
def record() -> MemoryRecord:
    made = world()
    merged = merge_all(made.claims, made.documents, {})
    documents = tuple(d for _, d in sorted(made.documents.items()))
    return MemoryRecord(documents, made.claims, (), merged.events, merged.contradictions)


def of_form(record: MemoryRecord, form: str) -> Comparison:
    (event,) = [e for e in record.events() if e.form == form]
    return compare(record, event.id)


def fields(shape: Comparison) -> dict[str, tuple[list[list[str]], str]]:
    return {f["field"]: (f["values"], f["differ"]) for f in shape["fields"]}


def text_of(shape: Comparison, width: int = 110) -> str:
    held = io.StringIO()
    show_comparison(Screen(held, width=width), shape)
    return held.getvalue()


def test_less_exact_is_no_contradiction(record: MemoryRecord) -> None:
    shape = of_form(record, "visit")
    assert [r["source"] for r in shape["reports"]] == ["Daily Nation", "The Citizen"]
    assert fields(shape)["date"] == ([["2023-05-09"], ["2023-05-09..2023-05-10"]], "precision")
    assert fields(shape)["sources"] == ([["William Ruto"], ["William Ruto"]], "")
    assert "~ told more or less exactly" in text_of(shape)
    assert "≠" not in text_of(shape)


def test_numbers_that_cannot_both_be_are_marked(record: MemoryRecord) -> None:
    shape = of_form(record, "agreement")
    assert fields(shape)["quantity: agreement"] == ([["12"], ["11"]], "contradiction")
    assert "quantity: agreement ≠" in text_of(shape)
    assert "≠ they differ" in text_of(shape)


def test_which_report_tells_which_part(record: MemoryRecord) -> None:
    shape = of_form(record, "visit")
    told = {p["event"]["form"]: p["told"] for p in shape["parts"]}
    assert told == {"meeting": [True, False], "agreement": [False, True]}
    assert of_form(record, "meeting")["parts"] == []
    assert "ITS PARTS" in text_of(shape)


def test_only_events_are_compared(record: MemoryRecord) -> None:
    with pytest.raises(UsageError, match="is no event"):
        compare(record, record.all_claims[0].id)
