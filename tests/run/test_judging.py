"""Judging a record in a file: what is decided is kept, holds at once, and outlives another reading."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from small_record import ARTICLES, RenamingCoder, rooms, small

import communique
from communique import api
from communique.errors import UnknownId, UsageError
from communique.merge.events import merge_claims
from communique.model.judgements import Standing, Verdict
from communique.record import derived, queries
from communique.record.store import Store
from communique.run.build import build
from communique.run.finish import finish
from communique.run.judging import Ask, decide
from communique.views.commands.build import report_lines

T0 = "2026-01-01T10:00:00+00:00"


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return small(tmp_path_factory.mktemp("small") / "r.record")


@pytest.fixture
def record(shared: Path, tmp_path: Path):
    copy = tmp_path / "r.record"
    copy.write_bytes(shared.read_bytes())
    with communique.open(copy) as opened:
        yield opened


def visits(record: api.Record) -> list[set[str]]:
    return [set(e.claims) for e in record.events(form="visit")]


def a_visit(record: api.Record, n: int = 0) -> str:
    return record.events(form="visit")[n].id


def test_what_there_is_to_judge(record: api.Record) -> None:
    assert [len(v) for v in visits(record)] == [2, 1]
    assert len(record.events()) == 4


def test_a_merge_holds_at_once_and_after_a_new_document(record: api.Record) -> None:
    both = set().union(*visits(record))
    decision = record.judge("merge", [a_visit(record, 0), a_visit(record, 1)], by="ana", now=T0)
    assert visits(record) == [both]
    assert decision.judgement.when == T0 and decision.overrules == ()
    small(
        record.path, {"five.txt": "Late news\n\nLIMA, July 2, 2021 - It was told that Ghana met Peru on 2021-07-01.\n"}
    )
    assert visits(record) == [both]


def test_different_splits_and_takes_back(record: api.Record) -> None:
    one, two = sorted(visits(record)[0])
    apart = record.judge("different", [one, two], by="ana")
    assert len(visits(record)) == 3
    record.judge("withdrawn", [apart.judgement.id[:8]], by="ana")
    assert len(visits(record)) == 2
    split = record.judge("split", [one], by="ben")
    assert len(visits(record)) == 3
    assert split.judgement.subjects[0].startswith("e-") and split.judgement.subjects[1:] == (one,)


def test_what_is_overruled_is_told(record: api.Record) -> None:
    one, two = sorted(visits(record)[0])
    first = record.judge("same", [one, two], by="ana", now=T0)
    second = record.judge("different", [one, two], by="ben", now=T0)
    assert [s.judgement for s in second.overrules] == [first.judgement]
    assert second.judgement.when > first.judgement.when  # the same second, and yet later
    assert [s.standing for s in record.standings()] == [Standing.OVERRULED, Standing.IN_FORCE]


def test_only_the_blocks_that_a_judgement_concerns_are_merged_again(record: api.Record) -> None:
    call = record.events(form="call")[0]
    merged: list[str] = []

    def watched(block, *rest, judged):
        merged.append(block)
        return merge_claims(block, *rest, judged=judged)

    using = dataclasses.replace(rooms(), merging=dataclasses.replace(rooms().merging, merge_claims=watched))
    with Store.open(record.path) as store:
        decide(store, using, Ask(Verdict.WRONG, [call], by="ana"), now=T0, tell=lambda _: None)
    assert merged == ["GHA-TGO"]
    assert record.events(form="call") == ()


def test_judgements_outlive_a_coder_that_names_claims_anew(record: api.Record) -> None:
    record.judge("merge", [a_visit(record, 0), a_visit(record, 1)], by="ana", now=T0)
    record.judge("right-value", [a_visit(record)], field="date", value="2021-05-07", by="ana")
    record.judge("wrong", record.events(form="call")[0].claims, by="ana")
    before = {c.id for c in record.claims()}
    small(record.path, coder=RenamingCoder)
    assert not before & {c.id for c in record.claims()}
    (visit,) = record.events(form="visit")
    assert (len(visit.claims), str(visit.date.start)) == (3, "2021-05-07")
    assert record.events(form="call") == ()
    assert {s.standing for s in record.standings()} == {Standing.IN_FORCE}


def test_what_lost_its_document_is_told(record: api.Record) -> None:
    call = record.events(form="call")[0]
    record.judge("wrong", call.claims, by="ana", now=T0)
    small(record.path, {"four.txt": "Another text\n\nACCRA, June 1, 2021 - Nothing of what was here is left today.\n"})
    (stands,) = record.standings()
    assert stands.standing is Standing.LOST
    assert stands.why.endswith("is not in the record")
    with Store.open(record.path) as store:
        report = build(store, [], rooms())
    assert report.judgements_lost == 1
    assert "1 judgement no longer applies: communique judgements tells why" in report_lines(report)


def test_claims_of_two_blocks_can_be_one(record: api.Record) -> None:
    call, met = record.events(form="call")[0], record.events(form="meeting")[0]
    assert call.block != met.block
    record.judge("same", [call.id, met.id], by="ana")
    event = next(e for e in record.events() if call.claims[0] in e.claims)
    assert set(event.claims) == {*call.claims, *met.claims}
    record.judge("withdrawn", [record.judgements()[0].id], by="ana")
    assert {e.id for e in record.events()} >= {call.id, met.id}


def test_a_field_of_an_event_and_of_a_claim(record: api.Record) -> None:
    one = visits(record)[1].pop()
    right = record.judge("right", [one], field="what", by="ana").judgement
    assert (right.verdict, right.field, right.value) == (Verdict.RIGHT, "kind", "visit")
    record.judge("right", [one], field="place", value="Arica", by="ana")
    event = next(e for e in record.events() if one in e.claims)
    assert event.place is not None and event.place.name == "Arica"
    assert [(v.value, v.judged) for f in event.fields if f.name == "place" for v in f.values] == [("Arica", "right")]
    record.judge("wrong", [event.id], field="date", by="ana")
    event = next(e for e in record.events() if one in e.claims)
    assert [(v.value, v.judged) for f in event.fields if f.name == "date" for v in f.values] == [
        ("2021-05-10", "wrong")
    ]


def test_a_statement_is_judged_and_stays(record: api.Record) -> None:
    (said,) = record.statements()
    record.judge("wrong", [said.id], by="ana", note="a caption")
    assert record.statements() == (said,)
    assert record.standings()[0].found == (said.id,)


WRONG: dict[str, tuple[Callable[[api.Record], tuple[str, list[str]]], dict[str, str], str]] = {
    "no such verdict": (lambda r: ("perhaps", [a_visit(r)]), {}, "no verdict perhaps"),
    "nobody": (lambda r: ("wrong", [a_visit(r)]), {"by": " "}, "nobody is named"),
    "one alone": (lambda r: ("same", [a_visit(r)]), {}, "two or more"),
    "an event and its own claim": (
        lambda r: ("different", [a_visit(r), r.events(form="visit")[0].claims[0]]),
        {},
        "is in e-",
    ),
    "claims are not merged": (lambda r: ("merge", [c.id for c in r.claims()[:2]]), {}, "is no event"),
    "all of an event": (lambda r: ("split", [*r.events(form="visit")[0].claims]), {}, "no claim left"),
    "claims of two events": (
        lambda r: ("split", [r.events()[0].claims[0], r.events()[-1].claims[0]]),
        {},
        "are claims of",
    ),
    "split without claims": (lambda r: ("split", [a_visit(r)]), {}, "takes claims out"),
    "a document": (lambda r: ("wrong", [r.documents()[0].id]), {}, "is no claim"),
    "no field": (lambda r: ("right-value", [a_visit(r)]), {"value": "x"}, "needs --field"),
    "no such field": (lambda r: ("wrong", [a_visit(r)]), {"field": "colour"}, "there is no field colour"),
    "a value alone": (lambda r: ("wrong", [a_visit(r)]), {"value": "x"}, "without --field"),
    "a pair has no field": (lambda r: ("same", [a_visit(r), a_visit(r, 1)]), {"field": "date"}, "has no field"),
    "no day": (lambda r: ("right", [a_visit(r)]), {"field": "date", "value": "soon"}, "date cannot be soon"),
    "no status": (lambda r: ("right", [a_visit(r)]), {"field": "status", "value": "done"}, "status cannot be done"),
    "no kind": (lambda r: ("right", [a_visit(r)]), {"field": "what", "value": "party"}, "kind cannot be party"),
    "not there": (lambda r: ("wrong", [a_visit(r)]), {"field": "place"}, "tells no place"),
    "not said": (lambda r: ("wrong", [a_visit(r)]), {"field": "date", "value": "2020"}, "has no date"),
}


@pytest.mark.parametrize("case", WRONG)
def test_what_does_not_fit_is_refused_and_nothing_kept(record: api.Record, case: str) -> None:
    made, rest, told = WRONG[case]
    verdict, ids = made(record)
    with pytest.raises(UsageError, match=told) as caught:
        record.judge(verdict, ids, **{"by": "ana", **rest})
    assert caught.value.hint
    assert record.judgements() == ()


def test_an_unknown_judgement_cannot_be_withdrawn(record: api.Record) -> None:
    with pytest.raises(UnknownId, match="j-0123"):
        record.judge("withdrawn", ["j-0123"], by="ana")


def test_a_record_that_was_never_built_keeps_judgements_for_later(tmp_path: Path, record: api.Record) -> None:
    record.judge("merge", [a_visit(record, 0), a_visit(record, 1)], by="ana")
    with Store.open(tmp_path / "new.record", create=True) as store, store.transaction():
        for one in record.judgements():
            derived.put_judgement(store, one)
    small(tmp_path / "new.record", ARTICLES)
    with Store.open(tmp_path / "new.record") as store:
        assert len([e for e in queries.events(store) if e.form == "visit"]) == 1


def told(store: Store) -> tuple[object, ...]:
    return (queries.events(store), queries.contradictions(store))


CALL = "SANTIAGO, July 9, 2021 - In the end, as all had expected for weeks, Chile called Ghana on 2021-07-08."
MORE = {**ARTICLES, "five.txt": f"The line is open\n\n{CALL}\n"}


@settings(max_examples=12, deadline=None)
@given(
    steps=st.lists(
        st.tuples(
            st.sampled_from(["same", "different", "wrong", "right", "date", "withdrawn"]),
            st.lists(st.integers(0, 5), min_size=2, max_size=3, unique=True),
        ),
        min_size=1,
        max_size=4,
    )
)
def test_merging_some_blocks_again_gives_what_merging_all_gives(tmp_path_factory, steps) -> None:
    """Also where people made claims of several blocks one, and took it back."""
    path = small(tmp_path_factory.mktemp("part") / "r.record", MORE)
    with Store.open(path) as store:
        claims = queries.claims(store)
        for verdict, picked in steps:
            things = [claims[i] for i in picked]
            made = queries.judgements(store)
            ask = Ask(Verdict.RIGHT_VALUE, things[:1], "date", "2021-05-30", by="ana")
            if verdict == "withdrawn":
                ask = Ask(Verdict.WITHDRAWN, made[-1:], by="ana")
            elif verdict != "date":
                ask = Ask(Verdict(verdict), things, by="ana")
            if ask.things:
                decide(store, rooms(), ask, now=T0, tell=lambda _: None)
        by_parts = told(store)
        with store.transaction():
            store.set_meta("dirty", "1")
        finish(store, rooms(), str(store.meta("coder")), lambda _: None)
        assert told(store) == by_parts
        # Not only what changed: all is what it is merged to from nothing.
        with store.transaction():
            store.set_meta("dirty", "1")
            store.set_meta("merged_by", "")
        finish(store, rooms(), str(store.meta("coder")), lambda _: None)
        assert told(store) == by_parts
