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


TIMEX = {
    "id": "a",
    "dct": "2021-09-29",
    "text": "They met on Tuesday. The war lasted two years. In 1994 they met too.",
    "timex": [
        {"start": 12, "end": 19, "type": "DATE", "value": "2021-09-28"},
        {"start": 36, "end": 45, "type": "DURATION", "value": "P2Y"},
        {"start": 50, "end": 54, "type": "DATE", "value": "1995"},
    ],
}


def test_dates_of_a_bed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path, out = tmp_path / "timex.jsonl", tmp_path / "found.jsonl"
    path.write_text(json.dumps(TIMEX) + "\n" + json.dumps({**TIMEX, "id": "b", "timex": None}) + "\n", encoding="utf-8")
    assert main(["bench", "dates", str(path), "--predictions", str(out)]) == 0
    told = "2 texts, 4 dates found; of 2 in the bed 2 found (100.0 %), value right 1 (50.0 %)\n"
    assert capsys.readouterr().out == told
    rows = [json.loads(line) for line in out.read_text(encoding="utf-8").splitlines()]
    assert [r["id"] for r in rows] == ["a", "b"]
    assert {(t["value"], TIMEX["text"][t["start"] : t["end"]].split()[-1]) for t in rows[0]["timex"]} == {
        ("2021-09-28", "Tuesday"),
        ("1994", "1994"),
    }


def test_a_text_without_its_day_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "timex.jsonl"
    path.write_text(json.dumps({**TIMEX, "dct": "some day"}) + "\n", encoding="utf-8")
    assert main(["bench", "dates", str(path)]) == 2
    assert "no day under 'dct'" in capsys.readouterr().err


NESTED = "The Fijian premier said that the Tongan premier had promised that the cable would hold."
OUTER = {"source": [[0, 18]], "cue": [[19, 23]], "content": [[24, 86]]}
INNER = {"source": [[29, 47]], "cue": [[48, 60]], "content": [[61, 86]]}


@pytest.fixture
def told(tmp_path: Path) -> Path:
    path = tmp_path / "told.jsonl"
    rows = [
        {"id": "a", "text": NESTED, "attributions": [OUTER, {**OUTER, "content": [[0, 3]]}]},
        {"id": "b", "text": "It rained."},
    ]
    path.write_text("".join(f"{json.dumps(row)}\n" for row in rows), encoding="utf-8")
    return path


def test_attributions_of_a_bed(told: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "found.jsonl"
    assert main(["bench", "attribution", str(told), "--predictions", str(out)]) == 0
    assert capsys.readouterr().out == "2 texts, 1 attribution found; of 2 in the bed 1 right (F1 66.7)\n"
    rows = [json.loads(line) for line in out.read_text(encoding="utf-8").splitlines()]
    assert rows == [{"id": "a", "attributions": [OUTER]}, {"id": "b", "attributions": []}]


@pytest.mark.parametrize(
    ("flag", "found"),
    [("--outermost-only", [OUTER]), ("--nested", [OUTER, INNER])],
)
def test_attributions_inside_others(
    flag: str, found: list[object], told: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "found.jsonl"
    assert main(["bench", "attribution", str(told), flag, "--json", "--predictions", str(out)]) == 0
    shape = json.loads(capsys.readouterr().out)
    assert (shape["texts"], shape["predicted"], shape["gold"], shape["right"]) == (2, len(found), 2, 1)
    assert shape["recall"] == 0.5 and shape["precision"] == pytest.approx(1 / len(found))
    first = json.loads(out.read_text(encoding="utf-8").splitlines()[0])
    assert first == {"id": "a", "attributions": found}


def test_attributions_that_are_withheld_are_not_judged(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "hidden.jsonl"
    path.write_text(json.dumps({"id": "a", "text": NESTED}) + "\n", encoding="utf-8")
    assert main(["bench", "attribution", str(path)]) == 0
    assert capsys.readouterr().out == "1 text, 1 attribution found\n"
    assert main(["bench", "attribution", str(path), "--json"]) == 0
    shape = json.loads(capsys.readouterr().out)
    assert (shape["predicted"], shape["gold"], shape["f1"]) == (1, 0, None)


@pytest.mark.parametrize(
    ("content", "told"), [("{", "bad.jsonl:1"), ("[1]\n", "bad.jsonl:1"), ('\n{"id": "a"}', "bad.jsonl:2")]
)
def test_a_bed_of_attributions_that_is_none_is_told(
    content: str, told: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "bad.jsonl"
    path.write_text(content, encoding="utf-8")
    assert main(["bench", "attribution", str(path)]) == 2
    assert told in capsys.readouterr().err
    assert main(["bench", "attribution", str(tmp_path / "none.jsonl")]) == 3
    assert "none.jsonl cannot be read" in capsys.readouterr().err


STORIES = [
    {"id": "a", "cluster": "7", "date": "2022-02-01", "text": "The Reliance is near Tonga, whose cable Hunga broke."},
    {
        "id": "b",
        "cluster": "7",
        "date": "2022-02-02",
        "text": "Tonga's cable, cut by Hunga, is spliced by the Reliance.",
    },
    {
        "id": "c",
        "cluster": "9",
        "date": "2022-02-02",
        "text": "Malawi gets power from Mozambique over a line from Tete.",
    },
]


@pytest.mark.parametrize("way", [(), ("--arrival",)])
def test_stories_of_a_bed(way: tuple[str, ...], tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path, out = tmp_path / "stories.jsonl", tmp_path / "found.jsonl"
    path.write_text("".join(f"{json.dumps(row)}\n" for row in STORIES), encoding="utf-8")
    assert main(["bench", "stories", str(path), *way, "--predictions", str(out)]) == 0
    told = "3 articles, 2 stories found; 2 stories in the bed, BCubed precision 100.0, recall 100.0, F1 100.0\n"
    assert capsys.readouterr().out == told
    rows = [json.loads(line) for line in out.read_text(encoding="utf-8").splitlines()]
    assert rows == [{"id": "a", "cluster": "a"}, {"id": "b", "cluster": "a"}, {"id": "c", "cluster": "c"}]


def test_stories_that_are_withheld_are_not_judged(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "hidden.jsonl"
    path.write_text(json.dumps({"id": "a", "title": "Rain", "text": "Rain fell."}) + "\n", encoding="utf-8")
    assert main(["bench", "stories", str(path)]) == 0
    assert capsys.readouterr().out == "1 article, 1 story found\n"
    assert main(["bench", "stories", str(path), "--json"]) == 0
    shape = json.loads(capsys.readouterr().out)
    assert (shape["articles"], shape["stories"], shape["judged"], shape["f1"]) == (1, 1, 0, None)


@pytest.mark.parametrize(("content", "told"), [("{", "bad.jsonl:1"), ('{"id": "a"}', "bad.jsonl:1")])
def test_a_bed_of_stories_that_is_none_is_told(
    content: str, told: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "bad.jsonl"
    path.write_text(content, encoding="utf-8")
    assert main(["bench", "stories", str(path)]) == 2
    assert told in capsys.readouterr().err
    assert main(["bench", "stories", str(tmp_path / "none.jsonl")]) == 3
