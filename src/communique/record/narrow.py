"""Keeps the narrow tables beside events, statements and actors: what lists and charts are sorted, counted and drawn by.

`schema_5.sql` fills the same tables from the JSON of older records, and must come to the same rows.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import NamedTuple, Protocol

from communique.knowledge.tables import fold
from communique.model.dyads import pairs_of
from communique.model.records import Event, Statement
from communique.model.values import ActorKind, PartialDate, Participant
from communique.record.store import Store

UNDATED = "9999"
"""Stands where a day is not known and sorts after all days."""

Row = tuple[str | int | None, ...]

_MOST = 10**12 - 1  # mentions are counted down from here, so that text sorts by them


class ActorLike(Protocol):
    """An actor as link makes it: a frozen dataclass with at least these."""

    @property
    def id(self) -> str:
        """Its id."""

    @property
    def name(self) -> str:
        """How it is shown."""

    @property
    def kind(self) -> ActorKind:
        """What it is."""

    @property
    def country(self) -> str | None:
        """Its state, as a code."""

    @property
    def names(self) -> tuple[str, ...]:
        """The forms of its name that were found."""

    @property
    def mentions(self) -> int:
        """How often it is named."""


class EventRows(NamedTuple):
    """What is kept of one event: its own row, a row for each who takes part, the pairs of states, and its documents."""

    glance: Row
    actors: tuple[Row, ...]
    pairs: tuple[str, ...]
    documents: tuple[str, ...]

    @classmethod
    def of(cls, event: Event) -> EventRows:
        """The rows of an event."""
        e = event
        sides = (("source", e.sources), ("target", e.targets))
        actors = tuple((e.id, side, *row) for side, people in sides for row in _named(people, with_kind=True))
        pairs = tuple(sorted(map("-".join, pairs_of(e))))
        return cls(_glance(e), actors, pairs, tuple(sorted(set(e.documents))))


def put_events(store: Store, rows: Sequence[EventRows]) -> None:
    """Keep what lists need of events that are kept already. What there was goes away with an event itself."""
    _put_glances(store, (row.glance for row in rows))
    store.execute_all(
        "INSERT INTO event_actors (event, side, actor, kind, name, state) VALUES (?, ?, ?, ?, ?, ?)",
        (actor for row in rows for actor in row.actors),
    )
    store.execute_all(
        "INSERT INTO event_pairs (event, pair) VALUES (?, ?)",
        ((row.glance[0], pair) for row in rows for pair in row.pairs),
    )
    store.execute_all(
        "INSERT INTO event_documents (event, document) VALUES (?, ?)",
        ((row.glance[0], document) for row in rows for document in row.documents),
    )


def put_settled(store: Store, events: Sequence[Event]) -> None:
    """Keep what became of events when they were settled: their outcome, and the visit that they are part of."""
    _put_glances(store, (_glance(event) for event in events))


def put_statements(store: Store, statements: Sequence[Statement]) -> None:
    """Keep what lists need of statements that are kept already."""
    days = days_of_documents(store, {s.document for s in statements})
    store.execute_all(
        "INSERT INTO statement_days (statement, day, document) VALUES (?, ?, ?)",
        ((s.id, days.get(s.document, UNDATED), s.document) for s in statements),
    )
    store.execute_all(
        "INSERT INTO statement_speakers (statement, actor, name, state) VALUES (?, ?, ?, ?)",
        ((s.id, *row) for s in statements for row in _named(s.speakers)),
    )


def days_of_documents(store: Store, ids: Iterable[str]) -> dict[str, str]:
    """When documents were published, by id, as ISO dates; `UNDATED` where that is not known."""
    sql = (
        f"SELECT id, coalesce(published, '{UNDATED}') FROM documents WHERE id IN (SELECT value FROM json_each(?))"
        " ORDER BY id"
    )
    return dict(store.rows(sql, (json.dumps(sorted(ids)),)))


def put_actors(store: Store, actors: Iterable[ActorLike]) -> None:
    """Keep what lists need of actors that are kept already."""
    store.execute_all(
        "INSERT INTO actor_glances (id, rank, name, kind, country, mentions, names) VALUES (?, ?, ?, ?, ?, ?, ?)",
        (
            (
                *(a.id, f"{_MOST - a.mentions:012d} {a.name}", a.name, a.kind, a.country, a.mentions),
                "\n".join(map(fold, (a.name, *a.names))),
            )
            for a in actors
        ),
    )


def iso_days(date: PartialDate | None) -> tuple[str | None, str | None]:
    """First and last day as ISO dates; None where neither is known."""
    if date is None:
        return None, None
    start, end = date.start or date.end, date.end or date.start
    return (None, None) if start is None or end is None else (start.isoformat(), end.isoformat())


def _glance(event: Event) -> Row:
    e, (start, end) = event, iso_days(event.date)
    precision, basis = ("", "") if e.date is None else (e.date.precision, e.date.basis)
    sizes = len(e.documents), len(e.origins)
    days = start or UNDATED, end or ""
    return (e.id, e.event, e.mode, e.form, e.status, *days, precision, basis, *sizes, e.outcome, e.part_of)


def _put_glances(store: Store, rows: Iterable[Row]) -> None:
    store.execute_all(
        "INSERT OR REPLACE INTO event_glances (id, event, mode, form, status, first, last, precision, basis,"
        " documents, origins, outcome, part_of) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        rows,
    )


def _named(people: Iterable[Participant], *, with_kind: bool = False) -> list[tuple[str | None, ...]]:
    """Those whose actor is known, each once: as it stands first."""
    found: dict[str, tuple[str | None, ...]] = {}
    for p in people:
        if p.actor is not None:
            found.setdefault(p.actor, (p.actor, *((p.kind,) if with_kind else ()), p.name, p.country))
    return list(found.values())
