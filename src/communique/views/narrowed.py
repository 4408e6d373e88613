"""A record seen through filters, for what reads a whole record: so a brief follows the filters of its page."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace
from typing import Any, cast

from communique.model.glances import Filters
from communique.model.records import Contradiction, Document, Event, Statement
from communique.views.brief import Brief, StateRef, brief
from communique.views.reader import Finder, Reader


def filtered_brief(record: Finder, states: Sequence[StateRef], filters: Filters) -> Brief:
    """The brief of one or two states with the events that filters let through, and of the source that they name.

    The kind of an event, its status and its contradictions say nothing of statements, which stay.
    """
    seen = cast(Reader, _Narrowed(record, filters))
    return brief(seen, states, filters.since, filters.until)


class _Narrowed:
    """All that a reader has; events, contradictions and statements only as far as the filters let them through."""

    def __init__(self, record: Finder, filters: Filters) -> None:
        self._record, self._filters = record, filters
        self._documents: dict[str, Document] = {}

    def __getattr__(self, name: str) -> Any:
        return getattr(self._record, name)

    def document(self, id: str) -> Document:
        """As of the record, looked up once: a brief asks for the same ones again and again."""
        if id not in self._documents:
            self._documents[id] = self._record.document(id)
        return self._documents[id]

    def events(
        self, *, states: Sequence[str] = (), since: dt.date | None = None, until: dt.date | None = None, **_: object
    ) -> tuple[Event, ...]:
        """The events of these states and days that the filters let through."""
        wanted = replace(self._filters, states=tuple(states), since=since, until=until, between=False)
        return self._record.events_with([id for _, id in self._record.event_keys(wanted)])

    def contradictions(self, *, states: Sequence[str] = ()) -> tuple[Contradiction, ...]:
        """The contradictions of the states; what differs across events only where nothing but days is asked for."""
        found = self._record.contradictions(states=states)
        f = self._filters
        if any((f.event, f.form, f.status, f.source, f.actor, f.contradicted)):
            return tuple(x for x in found if x.event is not None)
        return found

    def statements(
        self, *, document: str | None = None, states: Sequence[str] = (), ids: Sequence[str] | None = None
    ) -> tuple[Statement, ...]:
        """The statements of documents of the source."""
        found = self._record.statements(document=document, states=states, ids=ids)
        source = self._filters.source
        if source is None:
            return found
        own = {d.id for d in self._record.documents(source=source)}
        return tuple(s for s in found if s.document in own)
