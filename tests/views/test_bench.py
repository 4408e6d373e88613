"""`communique bench`: predictions for outside scorers, and the score where the bed tells the day."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

import pytest

from communique.run.bench import PublishedAnswer, bench_published
from communique.views.cli import main
from communique.views.commands.bench import published_score

BODY = (
    "The power companies of both countries will feed their lines from two new dams, the energy ministers said.\n\n"
    "Villages along the river welcomed the plan but asked who would pay for those that must move."
)
ROWS = [
    {"id": "a", "title": "Zambia, Malawi share power", "text": f"May 30, 2020 | 06:45\n\n{BODY}", "date": "2020-05-30"},
    {"id": "b", "title": "Zambia and Malawi share power", "text": BODY, "date": "2020-05-31T00:00:00"},
    {"id": "c", "title": "", "text": f"LUSAKA, June 2, 2020 (Xinhua) -- {BODY}", "date": "2020-06-01"},
    {"id": "d", "text": f"LUSAKA, June 2, 2020 (Xinhua) -- {BODY}"},
    {"id": "e", "title": "12", "text": "34", "date": "2020-06-01"},
]  # fmt: skip


@pytest.fixture
def bed(tmp_path: Path) -> Path:
    path = tmp_path / "stories.jsonl"
    path.write_text("".join(f"{json.dumps(row)}\n" for row in ROWS), encoding="utf-8")
    return path


def test_days_are_found_from_the_words_alone(bed: Path) -> None:
    found = list(bench_published(bed))
    assert [(a.id, str(a.published), a.basis) for a in found] == [
        ("a", "2020-05-30", "header"),
        ("b", "None", "none"),
        ("c", "2020-06-02", "dateline"),
        ("d", "2020-06-02", "dateline"),
        ("e", "None", "no-text"),
    ]
    assert found[1].gold == dt.date(2020, 5, 31) and found[3].gold is None


def test_the_score_counts_what_the_bed_can_judge() -> None:
    day = dt.date(2020, 5, 30)
    other = dt.date(2020, 5, 29)
    answers = [
        PublishedAnswer("a", day, "header", day),
        PublishedAnswer("b", day, "header", other),
        PublishedAnswer("c", None, "none", day),
        PublishedAnswer("d", day, "header", None),
    ]
    assert published_score(answers) == {"articles": 4, "found": 3, "judged": 3, "right": 1, "wrong": 1}


def test_the_command_writes_predictions_and_prints_the_score(
    bed: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "days.jsonl"
    assert main(["bench", "published", str(bed), "--predictions", str(out)]) == 0
    told = "5 articles: a day found in 3; right 1 (50.0 % of those found), wrong 1 (25.0 % of all)\n"
    assert capsys.readouterr().out == told
    rows = [json.loads(line) for line in out.read_text(encoding="utf-8").splitlines()]
    assert rows[:2] == [
        {"id": "a", "published": "2020-05-30", "basis": "header"},
        {"id": "b", "published": None, "basis": "none"},
    ]


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ("[" * 100_000, "stories.jsonl:1 is no JSON"),
        ("{", "stories.jsonl:1 is no JSON"),
        ("[1]\n", "no JSON object"),
        ('{"id": "a"}', "no text under 'text'"),
    ],
)
def test_a_bed_that_is_none_is_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], content: str, told: str
) -> None:
    path = tmp_path / "stories.jsonl"
    path.write_text(content, encoding="utf-8")
    assert main(["bench", "published", str(path)]) == 2
    assert told in capsys.readouterr().err
    assert main(["bench", "published", str(tmp_path / "none.jsonl")]) == 3
