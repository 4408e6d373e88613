from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import Any

import merging
import pytest
from merging import in_dev, score_merging

from communique.annotate.pipeline import Coder

BED = Path(__file__).parents[1] / "golden" / "merging.jsonl"
ROWS = [json.loads(line) for line in BED.read_text(encoding="utf-8").splitlines()]
KINDS = {"contradiction", "update", "scope", "precision"}
FIELDS = {
    "date", "place", "participants", "kind", "stage", "number", "outcome", "status", "previous occasion",
}  # fmt: skip


def quotes(row: dict[str, Any]) -> list[dict[str, str]]:
    found = [q for e in row["events"] for q in e["mentions"]]
    return found + [q for d in row["disagreements"] for v in d["values"] for q in v["quotes"]]


@pytest.mark.parametrize("row", ROWS, ids=lambda r: r["id"])
def test_every_quotation_stands_once_in_its_report(row: dict[str, Any]) -> None:
    texts = {d["key"]: f"{d['title']}\n{d['text']}" for d in row["docs"]}
    assert 2 <= len(texts) == len(row["docs"]) <= 5
    assert [q for q in quotes(row) if texts[q["doc"]].count(q["quote"]) != 1] == []
    assert {d["type"] for d in row["disagreements"]} <= KINDS
    assert {d["field"] for d in row["disagreements"]} <= FIELDS
    assert all(len(d["values"]) > 1 for d in row["disagreements"])
    assert all(e["outcome"] for e in row["events"] if e["status"] == "planned")


def test_the_bed_is_as_large_and_as_mixed_as_it_says() -> None:
    assert len({r["id"] for r in ROWS}) == len(ROWS) >= 60
    kinds = Counter(d["type"] for r in ROWS for d in r["disagreements"])
    assert min(kinds[k] for k in KINDS) >= 20
    without = [r for r in ROWS if not any(d["type"] == "contradiction" for d in r["disagreements"])]
    assert len(without) >= len(ROWS) / 4
    assert 0.4 < sum(map(in_dev, ROWS)) / len(ROWS) < 0.6


def row(one: str, two: str, kind: str, quotes: tuple[str, str]) -> dict[str, Any]:
    return {
        "id": "x", "region": "here",
        "docs": [
            {"key": "a", "source": "Alpha", "published": "2023-05-11", "title": "A day in Lima", "text": one},
            {"key": "b", "source": "Beta", "published": "2023-05-11", "title": "Two signatures", "text": two},
        ],
        "events": [{
            "key": "E1", "form": "agreement", "status": "actual", "outcome": None, "parties": ["PER", "CHL"],
            "origins": 2,
            "mentions": [{"doc": "a", "quote": quotes[0]}, {"doc": "b", "quote": quotes[1]}],
        }],
        "disagreements": [{
            "type": kind, "field": "number", "event": "E1", "values": [
                {"value": "12", "quotes": [{"doc": "a", "quote": quotes[0]}]},
                {"value": "11", "quotes": [{"doc": "b", "quote": quotes[1]}]},
            ],
        }],
    }  # fmt: skip


ELEVEN = ("Peru and Chile signed 12 agreements on Wednesday.", "Chile and Peru signed 11 agreements on Wednesday.")
SAID = ("signed 12 agreements", "signed 11 agreements")


@pytest.fixture(scope="module")
def coder() -> Coder:
    return Coder()


def counts(made: dict[str, Any], coder: Coder) -> dict[str, tuple[int, int]]:
    figures, _ = score_merging([made], coder)
    return {name: (f.hits, f.asked) for name, f in figures.items() if f.asked}


def test_a_contradiction_that_is_told(coder: Coder) -> None:
    assert counts(row(*ELEVEN, "contradiction", SAID), coder) == {
        "contradiction_precision": (1, 1), "contradiction_recall": (1, 1), "contradiction_of_read": (1, 1),
        "mention_found": (2, 2), "one_event": (1, 1), "origins": (1, 1),
    }  # fmt: skip


def test_what_is_no_contradiction_and_is_told_as_one_counts_against(coder: Coder) -> None:
    found = counts(row(*ELEVEN, "scope", SAID), coder)
    assert (found["contradiction_precision"], found["scope"]) == ((0, 1), (0, 1))


def test_what_is_not_read_is_not_asked_of_merging(coder: Coder) -> None:
    texts = ("Peru and Chile signed 12 agreements on Wednesday.", "Of those eleven nobody spoke.")
    figures, misses = score_merging([row(*texts, "contradiction", (SAID[0], "Of those eleven"))], coder)
    assert (figures["contradiction_recall"].hits, figures["contradiction_recall"].asked) == (0, 1)
    assert figures["contradiction_of_read"].asked == 0
    assert figures["mention_found"].hits == 1
    assert {m.figure for m in misses} == {"contradiction_recall", "mention_found"}
    assert all(name in merging.FIGURES for name in figures)
