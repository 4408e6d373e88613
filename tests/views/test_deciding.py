"""What the answers of `review` stand for, and what becomes of a judgement, without a terminal or a page."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from small_record import small

import communique
from communique import api
from communique.errors import UnknownId, UsageError
from communique.views.deciding import (
    Offered,
    Wanted,
    became,
    decided,
    field_of,
    is_settled,
    offered,
    on_claims,
    still_stands,
    wanted,
)
from communique.views.review import review_rows

PAIR = Offered("pair", ("e-1", "e-2"), ("c-1", "c-2"), ("e-1", "e-2"))
JOIN = Offered("join", ("c-1", "c-2"), ("c-1", "c-2"), ("e-1",))
DIFFER = Offered("contradiction", ("x-1",), ("c-1", "c-2"), ("e-1",), "date")
ACROSS = Offered("contradiction", ("x-1",), ("c-1", "c-2"), (), "date")
CLAIM = Offered("claim", ("c-1",), ("c-1",), ("e-1",))


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return small(tmp_path_factory.mktemp("small") / "r.record")


@pytest.fixture
def record(shared: Path, tmp_path: Path) -> Iterator[api.Record]:
    copy = tmp_path / "r.record"
    copy.write_bytes(shared.read_bytes())
    with communique.open(copy) as opened:
        yield opened


@pytest.mark.parametrize(
    ("one", "answer", "given", "found"),
    [
        (PAIR, "y", {}, Wanted("merge", ("e-1", "e-2"))),
        (PAIR, "m", {}, Wanted("merge", ("e-1", "e-2"))),
        (PAIR, "n", {}, Wanted("different", ("e-1", "e-2"))),
        (JOIN, "y", {}, Wanted("same", ("c-1", "c-2"))),
        (JOIN, "n", {}, Wanted("different", ("c-1", "c-2"))),
        (JOIN, "s", {"claim": "2"}, Wanted("split", ("c-2",))),
        (DIFFER, "y", {}, Wanted("right", ("x-1",))),
        (DIFFER, "n", {}, Wanted("wrong", ("x-1",))),
        (DIFFER, "v", {"value": "2021-05-06"}, Wanted("right", ("e-1",), "date", "2021-05-06")),
        (DIFFER, "v", {"claim": "c-2", "field": "place", "value": "Lima"}, Wanted("right", ("c-2",), "place", "Lima")),
        (ACROSS, "v", {"claim": "1", "field": "place", "value": "Lima"}, Wanted("right", ("c-1",), "place", "Lima")),
        (CLAIM, "s", {}, Wanted("split", ("c-1",))),
        (CLAIM, "w", {}, Wanted("wrong", ("c-1",))),
        (CLAIM, "w", {"field": "date"}, Wanted("wrong", ("c-1",), "date")),
        (CLAIM, "v", {"claim": "e", "field": "date", "value": "2021"}, Wanted("right", ("e-1",), "date", "2021")),
        (PAIR, "v", {"claim": "e-2", "field": "date", "value": "2021"}, Wanted("right", ("e-2",), "date", "2021")),
    ],
)
def test_what_an_answer_stands_for(one: Offered, answer: str, given: dict[str, str], found: Wanted) -> None:
    assert wanted(one, answer, **given) == found


@pytest.mark.parametrize(
    ("one", "answer", "claim"),
    [
        (JOIN, "m", ""),
        (JOIN, "s", ""),
        (JOIN, "s", "0"),
        (JOIN, "s", "3"),
        (JOIN, "s", "-1"),
        (JOIN, "s", "²"),
        (JOIN, "w", "c-9"),
        (JOIN, "w", "e"),
        (ACROSS, "v", "e"),
        (CLAIM, "x", ""),
        (CLAIM, "", ""),
    ],
)
def test_an_answer_that_does_not_fit(one: Offered, answer: str, claim: str) -> None:
    with pytest.raises(UsageError):
        wanted(one, answer, claim=claim)


def test_a_contradiction_calls_a_field_as_its_event_does() -> None:
    assert (field_of("previous visit"), field_of("date")) == ("since", "date")


def test_what_is_said_of_events_can_be_said_of_the_claims_that_were_shown() -> None:
    assert on_claims(PAIR, wanted(PAIR, "y")) == Wanted("same", ("c-1", "c-2"))
    assert on_claims(PAIR, wanted(PAIR, "n")) == Wanted("different", ("c-1", "c-2"))
    assert on_claims(PAIR, wanted(PAIR, "w", claim="1")) is None
    assert on_claims(JOIN, wanted(JOIN, "n")) is None


def test_a_row_tells_all_that_answers_need(record: api.Record) -> None:
    for candidate, row in zip(record.review(), review_rows(record, record.review()), strict=True):
        one = offered(row)
        assert (one.kind, one.subjects) == (candidate.kind, candidate.subjects)
        assert sorted(one.claims) == sorted(candidate.claims)
        assert set(one.events) == set(candidate.events)
        assert [w for w in row["stand_in"] if w] and set(row["stand_in"]) <= {*one.events, ""}


def test_what_became_of_a_judgement(record: api.Record) -> None:
    one, two = (e.id for e in record.events(form="visit"))
    shape = decided(record, "merge", [one, two], by="ana")
    (now,) = shape["events"]
    assert (len(now["claims"]), now["documents"], shape["overrules"], shape["agrees"]) == (3, 3, [], [])
    assert became(record, shape["judgement"]["id"]) == shape
    claims = record.events(form="visit")[0].claims
    against = decided(record, "different", [claims[0], claims[2]], by="ben")
    assert [o["by"] for o in against["overrules"]] == ["ana"]
    assert became(record, against["judgement"]["id"])["overrules"] == against["overrules"]
    with pytest.raises(UsageError, match="j-000000000000"):
        became(record, "j-000000000000")


def test_two_who_say_the_same_are_told_so(record: api.Record) -> None:
    claim = record.claims()[0].id
    decided(record, "right", [claim], by="ana")
    decided(record, "right", [claim], by="ana", field="date")
    decided(record, "right", [record.claims()[1].id], by="eve")
    shape = decided(record, "right", [claim], by="ben")
    assert [(a["by"], a["field"]) for a in shape["agrees"]] == [("ana", "")]
    assert decided(record, "wrong", [claim], by="eve")["agrees"] == []


@pytest.mark.parametrize("given", [{"by": "a\ud800"}, {"note": "\0"}, {"field": "date", "value": "\udfff"}])
def test_what_is_no_text_is_not_kept(record: api.Record, given: dict[str, str]) -> None:
    with pytest.raises(UsageError, match="no text"):
        decided(record, "right", [record.claims()[0].id], **{"by": "ana", **given})
    assert record.judgements() == ()


@pytest.mark.parametrize("answer", ["y", "n"])
def test_what_was_answered_is_settled_and_nothing_else_is(record: api.Record, answer: str) -> None:
    # Held against the queue made anew, which leaves out what was judged.
    for at, candidate in enumerate(record.review()):
        row = review_rows(record, [candidate])[0]
        before = record.review()
        assert still_stands(record, candidate) and not is_settled(candidate, [])
        shape = decided(record, row["yes"][0] if answer == "y" else row["no"][0], row["yes"][1:], by="ana")
        made = [j for j in record.judgements() if j.id == shape["judgement"]["id"]]
        gone = {c.subjects for c in before if is_settled(c, made) or not still_stands(record, c)}
        after = {c.subjects for c in record.review()}
        assert candidate.subjects in gone and not gone & after, (at, candidate)
        decided(record, "withdrawn", [shape["judgement"]["id"]], by="ana")


def test_what_is_gone_stands_no_more(record: api.Record) -> None:
    pair = next((c for c in record.review() if c.kind == "pair"), None)
    one, two = (e.id for e in record.events(form="visit"))
    decided(record, "merge", [one, two], by="ana")
    with pytest.raises(UnknownId):
        [record.get(id) for id in (one, two)]
    assert pair is None or not still_stands(record, pair) or set(pair.events) != {one, two}
