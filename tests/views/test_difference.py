"""How two records differ: by documents, by another reading, by another merge, by judgements."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from memory import MemoryRecord
from small_record import ARTICLES, RenamingCoder, small

import communique
from communique.model.records import Claim
from communique.model.values import Span
from communique.views import cli
from communique.views.difference import Difference, difference
from communique.views.matching import match_claims, match_events


def told(one: Path, two: Path) -> Difference:
    with communique.open(one) as a, communique.open(two) as b:
        return difference(a, b)


@pytest.fixture
def base(tmp_path: Path) -> Path:
    return small(tmp_path / "a.record")


def reasons(shape: Difference) -> set[str]:
    return {r["kind"] for e in shape["events"] for r in e["why"]}


def test_a_record_is_like_itself(base: Path) -> None:
    shape = told(base, base)
    assert shape["alike"] and shape["events"] == []


def test_claims_with_other_ids_are_the_same_claims(base: Path, tmp_path: Path) -> None:
    other = small(tmp_path / "b.record", coder=RenamingCoder)
    shape = told(base, other)
    assert shape["alike"]
    assert shape["coders"] == ["tiny-1", "tiny-renaming"]


def test_a_document_that_only_one_has(base: Path, tmp_path: Path) -> None:
    fewer = small(tmp_path / "b.record", {n: t for n, t in ARTICLES.items() if n not in ("four.txt", "one.txt")})
    shape = told(base, fewer)
    assert {d["uri"] for d in shape["only_a"]} == {"four.txt", "one.txt"} and shape["only_b"] == []
    assert (shape["lost"], shape["gained"], shape["changed"]) == (1, 0, 1)
    changed = next(e for e in shape["events"] if e["change"] == "changed")
    assert [c["change"] for c in changed["claims"]] == ["lost"]
    assert {"field": "documents", "a": "2", "b": "1"} in changed["fields"]
    assert reasons(shape) == {"document"}
    back = told(fewer, base)
    assert (back["gained"], back["lost"], back["changed"]) == (1, 0, 1)


def test_a_judgement_that_only_one_has(base: Path, tmp_path: Path) -> None:
    other = small(tmp_path / "b.record")
    with communique.open(other) as record:
        record.judge("merge", [e.id for e in record.events(form="visit")], by="ana")
    shape = told(base, other)
    assert (shape["lost"], shape["changed"]) == (1, 1)
    assert any(r["text"].startswith("merge by ana") for e in shape["events"] for r in e["why"])
    assert reasons(shape) == {"judgement"}


def reader(record: MemoryRecord, **changes) -> MemoryRecord:
    return replace(record, **changes)


def test_another_reading_of_the_same_sentence(record: MemoryRecord) -> None:
    claim = record.all_claims[0]
    moved = replace(claim, id="c-ffffffffffff", place=None, score=0.1)
    claims = (moved, *record.all_claims[1:])
    events = tuple(
        replace(e, claims=tuple(moved.id if c == claim.id else c for c in e.claims)) for e in record.all_events
    )
    shape = difference(record, reader(record, all_claims=claims, all_events=events))
    (change,) = shape["events"]
    (row,) = change["claims"]
    assert (row["change"], row["a"], row["b"]) == ("changed", claim.id, moved.id)
    assert [f["field"] for f in row["fields"]] == ["place"]
    assert change["why"][0]["kind"] == "reading" and "place" in change["why"][0]["text"]


def test_a_claim_that_only_one_reading_has(record: MemoryRecord) -> None:
    claim = record.all_claims[0]
    event = next(e for e in record.all_events if claim.id in e.claims)
    other = replace(claim, id="c-ffffffffffff", predicate=Span(claim.predicate.start + 1, claim.predicate.end + 1))
    fewer = replace(event, claims=tuple(c for c in event.claims if c != claim.id))
    changed = reader(
        record,
        all_claims=(other, *record.all_claims[1:]),
        all_events=tuple(fewer if e is event else e for e in record.all_events),
    )
    (change,) = difference(record, changed)["events"]
    assert [r["kind"] for r in change["why"]] == ["reading"]
    assert "c-ffffffffffff in the same sentence" in change["why"][0]["text"]


def test_another_merge_shows_the_comparison(record: MemoryRecord) -> None:
    visit = next(e for e in record.all_events if len(e.claims) == 2)
    one, two = visit.claims
    joined = replace(visit, why=(f"{one} and {two}: 0.61: same day +2.0",))
    parts = (replace(visit, claims=(one,), why=()), replace(visit, id="e-999999999999", claims=(two,), why=()))
    rest = tuple(e for e in record.all_events if e is not visit)
    a, b = reader(record, all_events=(joined, *rest)), reader(record, all_events=(*parts, *rest))
    for first, second in ((a, b), (b, a)):
        shape = difference(first, second)
        assert reasons(shape) == {"merge"}
        (text,) = {r["text"] for e in shape["events"] for r in e["why"]}
        assert "joins" in text and "0.61: same day" in text and "keeps them apart: 0.50:" in text


def coded(claims: tuple[Claim, ...]) -> dict[str, str]:
    return match_claims(claims, tuple(replace(c, id=f"n{c.id}") for c in reversed(claims)))


def test_of_several_claims_at_one_predicate_those_coded_alike_go_together(record: MemoryRecord) -> None:
    one = record.all_claims[0]
    other = replace(one, id="c-000000000000", sources=one.targets, targets=one.sources)
    assert coded((one, other)) == {one.id: f"n{one.id}", other.id: f"n{other.id}"}
    alone = replace(one, id="c-111111111111", form="letter")
    assert match_claims((one, other), (alone,)) == {one.id: alone.id}
    assert match_claims((one,), (replace(one, id="x", document="d-other"),)) == {}


def test_events_go_together_by_the_claims_they_share(record: MemoryRecord) -> None:
    same = {c.id: c.id for c in record.all_claims}
    assert match_events(record.all_events, record.all_events, same) == {e.id: e.id for e in record.all_events}
    assert match_events(record.all_events, record.all_events, {}) == {}


def test_the_command(base: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    other = small(tmp_path / "b.record", {n: t for n, t in ARTICLES.items() if n != "four.txt"})
    assert cli.main(["diff", str(base), str(base)]) == 0
    assert "tell the same" in capsys.readouterr().out
    assert cli.main(["diff", str(base), str(other), "--width", "100"]) == 1
    out = capsys.readouterr().out
    assert "0 events gained, 1 lost, 0 changed" in out and "only in a" in out and "\n- e-" in out
    assert cli.main(["diff", str(base), str(other), "--json"]) == 1
    assert json.loads(capsys.readouterr().out)["lost"] == 1
    assert cli.main(["diff", str(base), str(tmp_path / "none")]) == 4
    assert "there is no record" in capsys.readouterr().err
