"""The bed of stories: grouped by title, text and day alone, with gold and without, refused where it is none."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from communique.errors import NothingToRead, UsageError
from communique.run.stories_bed import StoryAnswer, bench_stories, stories_score

ROWS = [
    {"id": "d", "cluster": "7", "date": "2022-02-03", "title": "Tonga's cable ship reaches Nuku'alofa",
     "text": "The ship Reliance began to splice the cable that Tonga lost in the eruption of the Hunga volcano."},
    {"id": "a", "cluster": "7", "date": "2022-02-01T08:00:00", "title": "Repair ship nears Tonga",
     "text": "The Reliance is two days from Tonga, whose cable broke when the Hunga volcano erupted."},
    {"id": "b", "cluster": "9", "date": "2022-02-02", "title": "Malawi, Mozambique open power line",
     "text": "A line from Tete to Phombeya will bring Malawi fifty megawatts from Mozambique."},
    {"id": "c", "cluster": 9, "text": "Phombeya waits for power from Tete: Malawi and Mozambique tested the line."},
]  # fmt: skip


def write(path: Path, *rows: Mapping[str, Any]) -> Path:
    path.write_text("".join(f"{json.dumps(row, ensure_ascii=False)}\n" for row in rows), encoding="utf-8")
    return path


@pytest.mark.parametrize("arrival", [False, True])
def test_stories_are_told_in_the_order_of_the_bed(arrival: bool, tmp_path: Path) -> None:
    found = bench_stories(write(tmp_path / "bed.jsonl", *ROWS), arrival=arrival)
    assert found == [
        StoryAnswer("d", "a", "7"),
        StoryAnswer("a", "a", "7"),
        StoryAnswer("b", "b", "9"),
        StoryAnswer("c", "b", "9"),
    ]


@pytest.mark.parametrize("arrival", [False, True])
def test_the_gold_has_no_part_in_the_grouping(arrival: bool, tmp_path: Path) -> None:
    bare = [{k: row[k] for k in ("id", "text", "title", "date") if k in row} for row in ROWS]
    wrong = [{**row, "cluster": n, "event": "x", "category": "y"} for n, row in enumerate(ROWS)]
    told = [(a.id, a.story) for a in bench_stories(write(tmp_path / "bed.jsonl", *ROWS), arrival=arrival)]
    for name, rows in (("bare", bare), ("wrong", wrong)):
        found = bench_stories(write(tmp_path / f"{name}.jsonl", *rows), arrival=arrival)
        assert [(a.id, a.story) for a in found] == told
    assert {a.gold for a in bench_stories(tmp_path / "bare.jsonl")} == {None}


def test_a_row_needs_no_title_and_no_day(tmp_path: Path) -> None:
    rows = [{"id": "a", "title": None, "date": None, "text": ""}, {"id": "b", "date": "soon", "text": "Rain fell."}]
    assert [a.story for a in bench_stories(write(tmp_path / "bed.jsonl", *rows))] == ["a", "b"]
    assert bench_stories(write(tmp_path / "none.jsonl")) == []


@pytest.mark.parametrize(
    ("rows", "told"),
    [
        ([{"id": "a"}], "no text under 'text'"),
        ([ROWS[0], ROWS[0]], "two articles have the id 'd'"),
        ([[1]], "no JSON object"),
    ],
)
def test_a_bed_that_is_none_is_told(rows: list[Any], told: str, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=told) as caught:
        bench_stories(write(tmp_path / "bed.jsonl", *rows))
    assert caught.value.hint


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(NothingToRead):
        bench_stories(tmp_path / "none.jsonl")


def test_the_score_counts_what_the_bed_can_judge() -> None:
    answers = [
        StoryAnswer("a", "a", "7"),
        StoryAnswer("b", "a", "7"),
        StoryAnswer("c", "a", "9"),
        StoryAnswer("d", "d", None),
    ]
    told = stories_score(answers)
    assert (told["articles"], told["stories"], told["judged"], told["gold"]) == (4, 2, 3, 2)
    assert (told["precision"], told["recall"]) == (pytest.approx(5 / 9), 1.0)
    assert told["f1"] == pytest.approx(10 / 14)


def test_nothing_is_judged_without_gold() -> None:
    for answers in ([], [StoryAnswer("a", "a", None)]):
        told = stories_score(answers)
        assert (told["judged"], told["precision"], told["recall"], told["f1"]) == (0, None, None, None)
