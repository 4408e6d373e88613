"""`judge`, `judgements` and `review` on a real record: what they print, how they fail, and a sitting at a terminal."""

from __future__ import annotations

import io
import json
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest
from small_record import ARTICLES, small

import communique
from communique import api
from communique.views import cli
from communique.views.commands.review import Session
from communique.views.render.screen import Screen

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return small(tmp_path_factory.mktemp("small") / "r.record")


@pytest.fixture
def file(shared: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    for name in ("COMMUNIQUE_RECORD", "COMMUNIQUE_BY", "COLUMNS", "FORCE_COLOR"):
        monkeypatch.delenv(name, raising=False)
    copy = tmp_path / "communique.record"
    copy.write_bytes(shared.read_bytes())
    return copy


@pytest.fixture
def record(file: Path):
    with communique.open(file) as opened:
        yield opened


@pytest.fixture
def run(file: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    def command(*arguments: str) -> tuple[int, str, str]:
        code = cli.main(arguments)
        told = capsys.readouterr()
        return code, told.out, told.err

    return command


def visits(record: api.Record) -> list[str]:
    return [e.id for e in record.events(form="visit")]


def test_a_judgement_tells_what_became_of_it(run: Run, record: api.Record) -> None:
    one, two = visits(record)
    code, out, err = run("judge", "merge", one, two, "--by", "ana", "--note", "one trip")
    assert (code, err) == (0, "")
    assert "merge of" in out and "by ana" in out and "3 claims of 3 documents" in out
    assert len(visits(record)) == 1
    code, out, _ = run("judge", "different", *record.events(form="visit")[0].claims[:2], "--by", "ben", "--json")
    shape = json.loads(out)
    assert shape["judgement"]["standing"] == "in force" and shape["judgement"]["by"] == "ben"
    assert [o["by"] for o in shape["overrules"]] == ["ana"]
    assert shape["events"]


def test_who_judges_may_stand_in_the_environment(run: Run, record: api.Record, monkeypatch) -> None:
    claim = record.claims()[0].id
    code, _, err = run("judge", "wrong", claim)
    assert code == 2 and "nobody is named" in err and "COMMUNIQUE_BY" in err
    monkeypatch.setenv("COMMUNIQUE_BY", "eve")
    assert run("judge", "wrong", claim)[0] == 0
    assert record.judgements()[0].by == "eve"


def test_all_judgements_with_their_standing(run: Run, record: api.Record) -> None:
    assert "Nobody judged" in run("judgements")[1]
    claim = record.events(form="call")[0].claims[0]
    run("judge", "wrong", claim, "--by", "ana", "--note", "a denial")
    run("judge", "right", claim, "--by", "ben")
    code, out, _ = run("judgements")
    assert code == 0 and len(out.splitlines()) == 3
    assert "overruled" in out and "in force" in out
    wide = run("judgements", "--width", "90")[1]
    assert "a denial" in wide and "Ghana" in wide and "overruled by" in wide
    rows = json.loads(run("judgements", "--json")[1])
    assert [r["standing"] for r in rows] == ["overruled", "in force"]
    assert rows[0]["overruled_by"] == [rows[1]["id"]]


def test_to_a_file_and_back(run: Run, record: api.Record, tmp_path: Path) -> None:
    run("judge", "wrong", record.claims()[0].id, "--by", "ana")
    assert run("judgements", "export", "-o", "mine.jsonl")[0] == 0
    other = str(small(tmp_path / "other.record"))
    assert "1 new judgement, 1 in the record" in run("judgements", "import", "mine.jsonl", "--record", other)[1]
    assert "0 new judgements" in run("judgements", "import", "mine.jsonl", "--record", other)[1]
    (tmp_path / "mine.jsonl").write_text("{}\n")
    code, _, err = run("judgements", "import", "mine.jsonl", "--record", other)
    assert code == 9 and "line 1: " in err
    assert run("judgements", "import", "none.jsonl")[0] == 3


def test_what_is_judged_is_marked_where_it_is_shown(run: Run, record: api.Record) -> None:
    event, call = record.events(form="visit")[0], record.events(form="call")[0]
    run("judge", "right", event.id, "--field", "date", "--value", "2021-05-07", "--by", "ana")
    run("judge", "wrong", call.claims[0], "--by", "ana", "--note", "a rumour")
    (said,) = record.statements()
    run("judge", "right", said.id, "--by", "ana")
    assert "2021-05-07 (judged right)" in run("show", event.id)[1]
    assert "judged right-value date 2021-05-07 by ana" in run("show", event.id)[1]
    assert "judged wrong by ana" in run("show", call.claims[0])[1]
    assert "judged right by ana" in run("show", said.id)[1]
    assert "judged right" in run("statements")[1]
    rows = [json.loads(row) for row in run("export")[1].splitlines()]
    assert [r["id"] for r in rows if r.get("judged")] == [call.claims[0]]
    (shown,) = [r for r in rows if r["kind"] == "event" and r["id"] == event.id]
    assert shown["fields"]["date"][0] == {"value": "2021-05-07", "supports": [], "judged": "right"}


def test_the_queue_as_a_list(run: Run, record: api.Record) -> None:
    code, out, _ = run("review", "--list", "--limit", "2", "--width", "90")
    assert code == 0 and "worth 0." in out and "communique judge" in out and "^^^^" in out
    rows = json.loads(run("review", "--json", "--limit", "2")[1])
    assert len(rows) == 2
    assert {"kind", "worth", "why", "subjects", "claims", "yes", "no"} <= rows[0].keys()
    code, _, err = run("review", "--by", "ana")
    assert code == 2 and "no terminal" in err and "--list" in err


def test_accuracy_as_text_and_json(run: Run, record: api.Record) -> None:
    assert "Nothing was judged yet" in run("review", "--accuracy")[1]
    run("judge", "right", record.claims()[0].id, "--field", "date", "--by", "ana")
    out = run("review", "--accuracy", "--width", "100")[1]
    assert "date" in out and "100%" in out and "21% to 100%" in out
    (row,) = json.loads(run("review", "--accuracy", "--json")[1])
    assert (row["name"], row["right"], row["wrong"], row["share"]) == ("date", 1, 0, 1.0)


# one sitting ----------------------------------------------------------------------------------------------------------


def sitting(record: api.Record, answers: Iterable[str], limit: int | None = None) -> str:
    told = io.StringIO()
    given = iter(answers)

    def ask(question: str) -> str | None:
        told.write(question)
        return next(given, None)

    Session(record, Screen(told, width=100), ask, "ana", limit).run()
    return told.getvalue()


def test_a_sitting_keeps_each_answer_and_can_take_it_back(record: api.Record) -> None:
    first, second, *_ = record.review()
    told = sitting(record, ["k", "n", "u", "y", "q"])
    assert "^^^^" in told and "is withdrawn" in told
    assert "1 judged, 1 skipped, 1 undone" in told
    verdicts = [s.judgement.verdict for s in record.standings()]
    assert verdicts[1] == "withdrawn" and len(verdicts) == 3
    assert set(record.judgements()[2].subjects) <= {*second.subjects, *second.claims}
    assert first.subjects in [c.subjects for c in record.review()]  # skipped, and offered again another time


def test_a_sitting_ends_with_the_answers_the_limit_or_the_queue(record: api.Record) -> None:
    assert "0 judged, 0 skipped" in sitting(record, [])
    assert "0 judged, 1 skipped" in sitting(record, ["k"] * 9, limit=1)
    told = sitting(record, ["k"] * 99)
    assert f"0 judged, {len(record.review())} skipped" in told
    for claim in record.claims():
        record.judge("wrong", [claim.id], by="ana")
    assert "Nothing is left to decide" in sitting(record, ["k"])


def claim_first(record: api.Record) -> int:
    """How many to skip until a claim is asked about."""
    return next(n for n, c in enumerate(record.review()) if c.kind == "claim")


@pytest.mark.parametrize(
    ("answers", "verdict", "field", "value"),
    [
        (["w", ""], "wrong", "", ""),
        (["w", "date"], "wrong", "date", None),
        (["v", "1 place Arica"], "right-value", "place", "Arica"),
        (["v", "e quantity: ship 3"], "right-value", "quantity: ship", "3"),
        (["v", "1 quantity: round of talk more than 3"], "right-value", "quantity: round of talk", "more than 3"),
        (["n"], "wrong", "", ""),
        (["y"], "right", "", ""),
    ],
)
def test_what_the_keys_mean_for_a_claim(record: api.Record, answers, verdict, field, value) -> None:
    skip = claim_first(record)
    told = sitting(record, ["k"] * skip + answers)
    (one,) = record.judgements()
    assert (one.verdict, one.field) == (verdict, field), told
    assert value in (None, one.value)


@pytest.mark.parametrize("answers", [["m"], ["v", "nonsense"], ["w", "colour"], ["u"], ["s", "7"], ["?"], ["x"]])
def test_what_does_not_fit_is_told_and_asked_again(record: api.Record, answers) -> None:
    told = sitting(record, ["k"] * claim_first(record) + answers + ["q"])
    assert record.judgements() == ()
    assert "error: " in told or "y yes, n no" in told


def test_splitting_in_a_sitting(tmp_path: Path) -> None:
    one_paper = {"paper.one.txt": ARTICLES["one.txt"], "paper.two.txt": ARTICLES["two.txt"]}
    with communique.open(small(tmp_path / "paper.record", one_paper)) as record:
        queue = record.review()
        skip = next(n for n, c in enumerate(queue) if c.kind == "claim" and c.events[0] in visits(record))
        before = len(record.events())
        sitting(record, ["k"] * skip + ["s", "1"])
        assert record.judgements()[0].verdict == "split"
        assert len(record.events()) == before + 1
