from __future__ import annotations

import datetime as dt
import sqlite3
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from communique.model.judgements import Judgement, Verdict
from communique.model.ontology import EventType
from communique.model.records import (
    Claim,
    Contradiction,
    ContradictionKind,
    ContradictionValue,
    Event,
    Office,
    Statement,
    Status,
)
from communique.model.values import Basis, PartialDate, Participant, Precision, Span
from communique.record import derived, merging, queries
from communique.record.documents import IdCollision
from communique.record.store import Store

sys.path.insert(0, str(Path(__file__).parent))
from tiny_rooms import TinyActor

S = Span(0, 4)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.open(tmp_path / "r.record", create=True) as opened:
        yield opened


def who(code: str) -> Participant:
    return Participant("source", code, S, code, country=code)


def claim(id: str, document: str = "d-1", at: int = 0, states: str = "PER CHL") -> Claim:
    one, two = states.split()
    predicate = Span(at, at + 3)
    return Claim(
        id, document, EventType.CONSULT, predicate, (predicate,), S, (who(one),), (who(two),), Status.ACTUAL, 0.5
    )


def days(start: str | None, end: str | None) -> PartialDate:
    first, last = (day and dt.date.fromisoformat(day) for day in (start, end))
    return PartialDate(first or None, last or None, Precision.RANGE, Basis.STATED)


def event(id: str, block: str = "CHL-PER", states: str = "PER CHL", date: PartialDate | None = None, **more) -> Event:
    one, two = states.split()
    plain = {"event": EventType.CONSULT, "form": "visit", "status": Status.ACTUAL, "claims": (), **more}
    return Event(
        id=id, block=block, mode=None, documents=(), origins=(), sources=(who(one),), targets=(who(two),), date=date,
        place=None, **plain,
    )  # fmt: skip


def contradiction(
    id: str, block: str = "CHL-PER", event: str | None = None, claims: tuple[str, ...] = ()
) -> Contradiction:
    values = (ContradictionValue("11", claims), ContradictionValue("12", ()))
    return Contradiction(id, block, event, "agreements", "number", ContradictionKind.CONTRADICTION, values)


def placed(*claims: Claim) -> list[derived.Placed]:
    return [derived.Placed(c, "B", "B visit", 5, 9) for c in claims]


def put(store: Store, *events: Event, contradictions: tuple[Contradiction, ...] = ()) -> None:
    with store.transaction():
        for event in events:
            merging.put_made(store, event.block, event.claims, [merging.KeptEvent.of(event, event.id, (0, 9))], ())
        merging.put_contradictions(store, [(x, (0, 9)) for x in contradictions], merging.ACROSS)


def test_claims_are_kept_as_they_are_and_in_their_order(store: Store) -> None:
    first = [claim("c-3", "d-1", 0), claim("c-1", "d-1", 50), claim("c-2", "d-2", 0)]
    with store.transaction():
        assert derived.put_claims(store, placed(*first)) == 3
    assert [c.id for c in queries.claims(store)] == ["c-3", "c-1", "c-2"]
    assert queries.claims(store, document="d-1") == tuple(first[:2])
    assert queries.claims(store, ids=["c-2", "c-3", "c-9"]) == (first[0], first[2])
    assert queries.claims(store, ids=[]) == ()
    assert queries.one(store, "claims", Claim, "c-2") == first[2]
    with store.transaction():
        assert derived.put_claims(store, placed(replace(first[0], score=0.9), claim("c-4"))) == 1
    assert [(c.id, c.score) for c in queries.claims(store)] == [("c-3", 0.9), ("c-4", 0.5)]
    states = store.rows("SELECT claim, state FROM claim_states ORDER BY claim, state")
    assert states == [("c-3", "CHL"), ("c-3", "PER"), ("c-4", "CHL"), ("c-4", "PER")]


def test_many_ids_at_once(store: Store) -> None:
    with store.transaction():
        derived.put_claims(store, placed(claim("c-1")))
    assert len(queries.claims(store, ids=[f"c-{n}" for n in range(40_000)])) == 1


def test_statements_are_found_by_their_states(store: Store) -> None:
    def said(id: str, words: str, *states: str) -> derived.Told:
        statement = Statement(id, "d-1", (who("PER"),), (S,), (), (Span(5, 9),), S, "said", True, 0.5)
        return derived.Told(statement, words, frozenset(states))

    told = [said("s-1", "we agree", "PER", "CHL"), said("s-2", "we do not", "PER"), said("s-3", "perhaps")]
    with store.transaction():
        assert derived.put_statements(store, told) == 3
    found = lambda *states: [s.id for s in queries.statements(store, states=states)]  # noqa: E731
    assert (found(), found("PER"), found("PER", "CHL"), found("GHA")) == (
        ["s-1", "s-2", "s-3"], ["s-1", "s-2"], ["s-1"], [],
    )  # fmt: skip
    assert [s.id for s in queries.statements(store, states=["PER"], ids=["s-2", "s-3"], document="d-1")] == ["s-2"]
    with store.transaction():  # only what it is about has changed, and one is gone
        assert derived.put_statements(store, [said("s-1", "we agree", "PER"), said("s-3", "perhaps not", "CHL")]) == 0
        store.execute("INSERT INTO statements_words (statements_words) VALUES ('integrity-check')")
    assert (found("PER"), found("CHL")) == (["s-1"], ["s-3"])


EVENTS = [
    event("e-5", date=days("2021-05-06", "2021-05-08")),
    event("e-4", date=days("2021-05-08", "2021-05-08"), form="call", status=Status.PLANNED),
    event("e-3", date=days(None, "2021-04-30"), event=EventType.ACCUSE, form=None),
    event("e-2", date=days(None, None)),
    event("e-1"),
    event("e-6", "GHA-PER", "PER GHA", date=days("2022-01-01", "2022-12-31"), event=None, form="vote"),
]
DAY = dt.date.fromisoformat
QUESTIONS = [
    ({}, "3 5 4 6 1 2"),
    ({"states": ["PER"]}, "3 5 4 6 1 2"),
    ({"states": ["CHL", "PER"]}, "3 5 4 1 2"),
    ({"states": ["GHA"]}, "6"),
    ({"states": ["GHA", "CHL"]}, ""),
    ({"since": DAY("2021-05-08")}, "5 4 6"),
    ({"since": DAY("2021-05-09")}, "6"),
    ({"until": DAY("2021-05-07")}, "3 5"),
    ({"since": DAY("2021-05-07"), "until": DAY("2021-05-07")}, "5"),
    ({"since": DAY("2022-06-01"), "until": DAY("2022-06-01")}, "6"),
    ({"event": "ACCUSE"}, "3"),
    ({"form": "visit"}, "5 1 2"),
    ({"status": "planned"}, "4"),
    ({"states": ["PER"], "form": "call", "status": "actual"}, ""),
]


@pytest.mark.parametrize(("question", "answer"), QUESTIONS, ids=[str(q) for q, _ in QUESTIONS])
def test_events_by_what_is_asked(store: Store, question, answer: str) -> None:
    put(store, *EVENTS)
    assert [e.id for e in queries.events(store, **question)] == [f"e-{n}" for n in answer.split()]


def test_what_changed_waits_with_its_component(store: Store) -> None:
    claims = [claim(f"c-{n}") for n in range(1, 6)]
    with store.transaction():
        derived.put_claims(store, placed(*claims))
        assert [(c.name, c.block, c.waiting, c.total) for c in merging.cells(store)] == [("B visit", "B", 5, 5)]
        one, two = event("e-1", "B", claims=("c-1", "c-2")), event("e-2", "B", claims=("c-3",))
        rows = [merging.KeptEvent.of(e, "c-1", (5, 9)) for e in (one, two)]
        rows.append(merging.KeptEvent.of(event("e-4", "B", claims=("c-4",)), "c-4", (6, 7)))
        inside = (contradiction("x-1", "B", "e-1", ("c-1",)),)
        merging.put_made(store, "B", ["c-1", "c-2", "c-3", "c-4"], rows, inside)
    assert [r.id for r in merging.waiting_in(store, "B visit")] == ["c-5"]
    assert merging.unsettled(store) == {"B": [(5, 9), (6, 7)]}
    assert [e.id for e in queries.events_of_claim(store, "c-2")] == ["e-1"]
    with store.transaction():
        merging.all_settled(store, "B")
        # One has changed, one is gone: those of their component wait with it, and what was made of them is no more.
        derived.put_claims(store, placed(claims[0], replace(claims[1], score=0.9), *claims[3:]))
    assert [r.id for r in merging.waiting_in(store, "B visit")] == ["c-1", "c-2", "c-5"]
    assert [e.id for e in queries.events(store)] == ["e-4"]
    assert queries.contradictions(store) == ()
    assert merging.unsettled(store) == {"B": [(5, 9)]}
    with store.transaction():
        merging.start_afresh(store)
    assert [r.id for r in merging.waiting_in(store, "B visit")] == ["c-1", "c-2", "c-4", "c-5"]
    assert queries.events(store) == ()


def test_claims_near_some_days(store: Store) -> None:
    days = {"c-1": (1, 3), "c-2": (4, 4), "c-3": (2, 9), "c-4": (20, 30)}
    with store.transaction():
        derived.put_claims(store, [derived.Placed(claim(i), "B", "B visit", *d) for i, d in days.items()])
        rows = [merging.KeptEvent.of(event(f"e-{i}", "B", claims=(i,)), i, d) for i, d in days.items() if i != "c-2"]
        merging.put_made(store, "B", [r.claims[0] for r in rows], rows, ())
    assert [r.id for r in merging.near(store, "B visit", [(3, 4), (25, 40)])] == ["c-1", "c-3", "c-4"]
    assert [r.id for r in merging.near(store, "B visit", [(10, 19)])] == []
    assert merging.days_waiting(store, "B visit") == [(4, 4)]
    assert list(merging.events_near(store, "B", [(9, 19)])) == ["e-c-3"]
    assert list(merging.merged_stretches([(8, 9), (1, 3), (4, 5), (20, 30)])) == [(1, 5), (8, 9), (20, 30)]
    assert list(merging.merged_stretches([(8, 9), (1, 3)], 2)) == [(-1, 11)]


def test_contradictions_are_of_the_states_of_their_event_and_sides(store: Store) -> None:
    with store.transaction():
        derived.put_claims(store, placed(claim("c-1", states="GHA TGO")))
    put(
        store,
        event("e-1"),
        contradictions=(contradiction("x-2", event="e-1"), contradiction("x-1", claims=("c-1",)), contradiction("x-3")),
    )
    found = lambda *states: [c.id for c in queries.contradictions(store, states=states)]  # noqa: E731
    assert (found(), found("PER", "CHL"), found("TGO"), found("PER", "TGO")) == (
        ["x-1", "x-2", "x-3"], ["x-2"], ["x-1"], [],
    )  # fmt: skip
    assert [c.id for c in queries.contradictions(store, event="e-1")] == ["x-2"]


COLLIDING = [
    ("events of two blocks", (event("e-1"), event("e-1", "B")), ()),
    ("contradictions", (), (contradiction("x-1"), contradiction("x-1", claims=("c-1",)))),
]


@pytest.mark.parametrize(("events", "contradictions"), [c[1:] for c in COLLIDING], ids=[c[0] for c in COLLIDING])
def test_one_id_for_two_things_is_refused(store: Store, events, contradictions) -> None:
    with pytest.raises(IdCollision):
        put(store, *events, contradictions=contradictions)
    assert queries.events(store) == ()
    put(store, event("e-1"))
    with pytest.raises(IdCollision):
        put(store, event("e-1", "another"))


def test_claims_and_actors_with_one_id_are_refused(store: Store) -> None:
    with pytest.raises(IdCollision), store.transaction():
        derived.put_claims(store, placed(claim("c-1"), claim("c-1", "d-2")))
    with pytest.raises(IdCollision), store.transaction():
        derived.put_actors(store, [TinyActor("a", "A", 1), TinyActor("a", "B", 1)])
    assert queries.counts(store)["claims"] == queries.counts(store)["actors"] == 0


def test_actors_and_offices_are_replaced(store: Store) -> None:
    for names in (("b", "a"), ("c",)):
        with store.transaction():
            derived.put_actors(store, [TinyActor(name, name.upper(), 1) for name in names])
            derived.put_offices(store, [Office(name, name, "envoy", None, None, None, "text") for name in names])
    assert queries.actors(store, TinyActor) == (TinyActor("c", "C", 1),)
    assert [o.person for o in queries.offices(store)] == ["c"]


def test_judgements_are_only_ever_added(store: Store) -> None:
    one = Judgement("j-1", Verdict.SAME, ("e-1", "e-2"), "ana", "2026-01-01")
    with store.transaction():
        derived.put_judgement(store, one)
        derived.put_judgement(store, one)
        derived.put_judgement(store, replace(one, id="j-0", verdict=Verdict.DIFFERENT))
    assert [j.id for j in queries.judgements(store)] == ["j-1", "j-0"]
    with pytest.raises(IdCollision), store.transaction():
        derived.put_judgement(store, replace(one, verdict=Verdict.WRONG))
    for sql in ("UPDATE judgements SET json = ''", "DELETE FROM judgements", "DELETE FROM judgements WHERE id = 'j-1'"):
        with pytest.raises(sqlite3.IntegrityError, match="only added"), store.transaction():
            store.execute(sql)
    assert len(queries.judgements(store)) == 2


def test_ids_by_their_beginning_and_by_what_is_near(store: Store) -> None:
    put(store, *(event(f"e-{n}") for n in ("0a", "0b", "1c", "1%")))
    assert queries.ids_from(store, "events", "e-0", limit=5) == ("e-0a", "e-0b")
    assert queries.ids_from(store, "events", "e-%", limit=5) == ()
    assert queries.ids_around(store, "events", "e-0c", limit=1) == ("e-0b", "e-1%")
    with pytest.raises(ValueError, match="no table"):
        queries.ids_from(store, "judgements; DROP TABLE events", "x", limit=1)
