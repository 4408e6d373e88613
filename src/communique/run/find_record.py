"""The half of `api.Record` that pages look with: parts of long lists, and what charts need, without reading it all."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING

from communique.errors import UsageError
from communique.knowledge.states import find_state
from communique.model.glances import Build, Coverage, Encounter, Filters, Found, Glance, PairCount, SpeakerCount
from communique.model.ontology import EventType, ontology
from communique.model.records import Contradiction, ContradictionKind, Document, Event, Status
from communique.model.values import ActorKind
from communique.record import glances, listing, queries
from communique.record.store import Store

if TYPE_CHECKING:
    from communique.link.actors import Actor

Key = tuple[str, str]


class Finding:
    """What `api.Record` has for lists and charts.

    ``after`` is the key of the last row that was seen, as the methods that end in ``_keys`` give it: with ``limit`` a
    list can be gone through in parts. States are codes or names. What is not known raises `UnknownState`, or
    `UsageError` (an event, a form, a status, a kind).
    """

    _store: Store

    @contextmanager
    def snapshot(self) -> Iterator[None]:
        """All that is asked inside is of one state of the record, whatever other processes write meanwhile.

        Nothing can be built or judged inside. Other threads that share this record wait.
        """
        with self._store.snapshot():
            yield

    def glances(self, filters: Filters) -> tuple[Glance, ...]:
        """Events at a glance, by first day (undated last), then id."""
        return glances.glances(self._store, _checked(filters))

    def coverage(self, filters: Filters) -> Coverage:
        """What stands behind these events: documents, sources, independent origins."""
        return glances.coverage(self._store, _checked(filters))

    def event_keys(
        self, filters: Filters, *, newest: bool = False, after: Key | None = None, limit: int | None = None
    ) -> tuple[Key, ...]:
        """Keys of events, by first day (undated last), then id; ``newest``: by last day, the latest first, then id.

        A key is that day (undated: "9999", or empty with ``newest``) and the id.
        """
        return glances.event_keys(self._store, _checked(filters), newest=newest, after=after, limit=limit)

    def events_with(self, ids: Sequence[str]) -> tuple[Event, ...]:
        """The events with these ids, in this order; what is not there is left out."""
        return glances.events_with(self._store, ids)

    def documents_with(self, ids: Sequence[str]) -> tuple[Document, ...]:
        """The documents with these ids, by id, also superseded ones; what is not there is left out."""
        return queries.documents_with(self._store, ids)

    def parts_of(self, event: str) -> tuple[Event, ...]:
        """The events that were part of this visit, by first day (undated last), then id."""
        return glances.parts_of(self._store, event)

    def contradictions_of(self, events: Sequence[str]) -> tuple[Contradiction, ...]:
        """The contradictions of the events with these ids, by their own ids."""
        return glances.contradictions_of(self._store, events)

    def contradictions_with(self, ids: Sequence[str]) -> tuple[Contradiction, ...]:
        """The contradictions with these ids, in this order; what is not there is left out."""
        return listing.contradictions_with(self._store, ids)

    def contradiction_keys(
        self,
        *,
        states: Sequence[str] = (),
        kind: str | None = None,
        field: str | None = None,
        after: Key | None = None,
        limit: int | None = None,
    ) -> tuple[Key, ...]:
        """Keys of contradictions: real ones first, then updates, then differences of scope; each by id."""
        kind = one_of("kind", kind and kind.lower(), [str(k) for k in ContradictionKind])
        return listing.contradiction_keys(
            self._store, states=codes(states), kind=kind, field=field, after=after, limit=limit
        )

    def statement_keys(
        self,
        *,
        states: Sequence[str] = (),
        speaker: str | None = None,
        since: dt.date | None = None,
        until: dt.date | None = None,
        newest: bool = False,
        after: Key | None = None,
        limit: int | None = None,
    ) -> tuple[Key, ...]:
        """Keys of statements, by the day on which their documents were published (not known: last), then id.

        Args:
            states: codes or names; each of them speaks, is addressed, or is named in what is said.
            speaker: id of an actor.
            since: only what was published on this day or later; what has no day is left out.
            until: only what was published on this day or earlier; likewise.
            newest: the latest day first.
            after: the key behind which to begin.
            limit: how many at most.
        """
        return listing.statement_keys(
            self._store,
            states=codes(states),
            speaker=speaker,
            since=since,
            until=until,
            newest=newest,
            after=after,
            limit=limit,
        )

    def speakers(self, *, states: Sequence[str] = (), limit: int | None = None) -> tuple[SpeakerCount, ...]:
        """Who makes the statements that are of, to or about these states; most statements first, then by id."""
        return listing.speakers(self._store, states=codes(states), limit=limit)

    def document_keys(
        self,
        *,
        source: str | None = None,
        newest: bool = False,
        after: Key | None = None,
        limit: int | None = None,
    ) -> tuple[Key, ...]:
        """Keys of documents, by the day of publication (not known: last), then id; ``source``: id of their source."""
        return listing.document_keys(self._store, source=source, newest=newest, after=after, limit=limit)

    def tallies(self, documents: Sequence[str]) -> Mapping[str, tuple[int, int]]:
        """How many claims and how many statements each of these documents has, by its id."""
        return listing.tallies(self._store, documents)

    def published(self) -> Mapping[dt.date | None, int]:
        """How many documents were published on each day, copies not counted; under None those of no known day, last."""
        return listing.published(self._store)

    def languages(self) -> Mapping[str, int]:
        """How many documents are in each language, by ISO 639 code."""
        return queries.languages(self._store)

    def pairs(
        self, *, since: dt.date | None = None, until: dt.date | None = None, limit: int | None = None
    ) -> tuple[PairCount, ...]:
        """Pairs of states with how many events they have between them, busiest first, then by code."""
        return glances.pairs(self._store, since=since, until=until, limit=limit)

    def encounters(self, filters: Filters, *, limit: int | None = None) -> tuple[Encounter, ...]:
        """Who met, called or talked with whom, one on each side of an actual event; most events first.

        With one state in ``filters`` one of the two is of it, with two each is of one of them.
        """
        return glances.encounters(self._store, _checked(filters), limit=limit)

    def builds(self, *, limit: int = 20) -> tuple[Build, ...]:
        """The times at which documents came to be seen where they are now, newest first."""
        return listing.builds(self._store, limit=limit)

    def documents_seen(self, since: str) -> tuple[str, ...]:
        """Ids of the documents that came to be seen somewhere at this time (an ISO time) or later, in order."""
        return listing.documents_seen(self._store, since)

    def actor_keys(
        self,
        *,
        state: str | None = None,
        kind: str | None = None,
        after: Key | None = None,
        limit: int | None = None,
    ) -> tuple[Key, ...]:
        """Keys of actors, the most mentioned first, then by name, then id."""
        kind = one_of("kind", kind and kind.lower(), [str(k) for k in ActorKind])
        code = None if state is None else find_state(state).code
        return listing.actor_keys(self._store, state=code, kind=kind, after=after, limit=limit)

    def actors_with(self, ids: Sequence[str]) -> tuple[Actor, ...]:
        """The actors with these ids, in this order; what is not there is left out."""
        from communique.link.actors import Actor

        return listing.actors_with(self._store, Actor, ids)

    def find_actors(self, words: str, *, limit: int = 20) -> tuple[Found, ...]:
        """Actors in whose names all of the words stand, whole or in part, in any case and with any accents.

        The most mentioned first.
        """
        return listing.find_actors(self._store, words, limit=limit)


def codes(named: Sequence[str]) -> tuple[str, ...]:
    """The codes of states, each once. Raises `UnknownState` with what comes near."""
    return tuple(dict.fromkeys(find_state(text).code for text in named))


def one_of(what: str, value: str | None, known: Sequence[str]) -> str | None:
    """``value``, if it is known or None. Raises `UsageError` with all that are."""
    if value is not None and value not in known:
        raise UsageError(f"there is no {what} {value}", f"one of: {', '.join(known)}")
    return value


def event_of(text: str | None) -> str | None:
    """An event of the codebook, in any case. Raises `UsageError`."""
    return one_of("event", text and text.upper(), [str(e) for e in EventType])


def form_of(text: str | None) -> str | None:
    """A diplomatic form, in any case. Raises `UsageError`."""
    return one_of("form", text and text.lower(), [name for name, _ in ontology().forms])


def status_of(text: str | None) -> str | None:
    """A status, in any case. Raises `UsageError`."""
    return one_of("status", text and text.lower(), [str(s) for s in Status])


def _checked(filters: Filters) -> Filters:
    f = filters
    return replace(f, states=codes(f.states), event=event_of(f.event), form=form_of(f.form), status=status_of(f.status))
