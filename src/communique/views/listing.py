"""Parts of the long lists of a record as rows: what the pages page through and REST gives by cursor."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import Protocol, TypeVar

from communique.model.glances import Filters
from communique.views.actors import actor_row
from communique.views.events import event_rows
from communique.views.paging import USUAL, Part, part
from communique.views.reader import Finder
from communique.views.rows import Library, contradiction_rows, document_row, statement_row, written
from communique.views.shapes import ActorRow, ContradictionRow, DocumentRow, EventRow, StatementRow


class _Identified(Protocol):
    @property
    def id(self) -> str: ...


T = TypeVar("T", bound=_Identified)


def events_part(
    record: Finder, filters: Filters, *, newest: bool = False, cursor: str | None = None, limit: int = USUAL
) -> Part[EventRow]:
    """Events by day, the undated last; with ``newest`` the latest first, those of one day by how well they are told."""

    def rows(ids: list[str]) -> list[EventRow]:
        made = event_rows(record, in_order(record.events_with(ids), ids))
        return _weightiest_first(made) if newest else made

    return part(
        lambda after, most: record.event_keys(filters, newest=newest, after=after, limit=most),
        rows,
        cursor=cursor,
        limit=limit,
    )


def _weightiest_first(rows: list[EventRow]) -> list[EventRow]:
    """Rows of one date in the order of their origins and reports; the order of the dates stays as it is."""
    out: list[EventRow] = []
    for _, same in groupby(rows, key=lambda row: row["date"]):
        out += sorted(same, key=lambda row: (-row["origins"], -row["documents"]))
    return out


def statements_part(
    record: Finder,
    *,
    states: Sequence[str] = (),
    speaker: str | None = None,
    since: dt.date | None = None,
    until: dt.date | None = None,
    newest: bool = False,
    cursor: str | None = None,
    limit: int = USUAL,
) -> Part[StatementRow]:
    """Statements by day of publication, those of undated documents last; with ``newest`` the latest first."""
    return part(
        lambda after, most: record.statement_keys(
            states=states, speaker=speaker, since=since, until=until, newest=newest, after=after, limit=most
        ),
        lambda ids: statements_with(record, ids),
        cursor=cursor,
        limit=limit,
    )


def statements_with(record: Finder, ids: Sequence[str]) -> list[StatementRow]:
    """The rows of these statements, in the order of the ids, each by itself (none is told as a repetition)."""
    found, library = in_order(record.statements(ids=ids), ids), Library(record)
    library.fetch(s.document for s in found)
    return [statement_row(s, library[s.document], library.verdict_on(s.id)) for s in found]


def contradictions_part(
    record: Finder,
    *,
    states: Sequence[str] = (),
    kind: str | None = None,
    field: str | None = None,
    cursor: str | None = None,
    limit: int = USUAL,
) -> Part[ContradictionRow]:
    """Contradictions, then updates, then differences of scope."""

    def rows(ids: list[str]) -> list[ContradictionRow]:
        made = {row["id"]: row for row in contradiction_rows(record, record.contradictions_with(ids))}
        return [made[id] for id in ids if id in made]

    return part(
        lambda after, most: record.contradiction_keys(states=states, kind=kind, field=field, after=after, limit=most),
        rows,
        cursor=cursor,
        limit=limit,
    )


def documents_part(
    record: Finder, *, source: str | None = None, newest: bool = False, cursor: str | None = None, limit: int = USUAL
) -> Part[DocumentRow]:
    """Documents by day of publication, the undated last; with ``newest`` the latest first."""
    return part(
        lambda after, most: record.document_keys(source=source, newest=newest, after=after, limit=most),
        lambda ids: documents_with(record, ids),
        cursor=cursor,
        limit=limit,
    )


def documents_with(record: Finder, ids: Sequence[str]) -> list[DocumentRow]:
    """The rows of these documents, in the order of the ids."""
    tallies = record.tallies(ids)
    return [
        document_row(document, *tallies.get(document.id, (0, 0)), written(record, document))
        for document in in_order(record.documents_with(ids), ids)
    ]


def actors_part(
    record: Finder,
    *,
    state: str | None = None,
    kind: str | None = None,
    cursor: str | None = None,
    limit: int = USUAL,
) -> Part[ActorRow]:
    """Actors, the most mentioned first."""
    return part(
        lambda after, most: record.actor_keys(state=state, kind=kind, after=after, limit=most),
        lambda ids: [actor_row(a) for a in in_order(record.actors_with(ids), ids)],
        cursor=cursor,
        limit=limit,
    )


def in_order(things: Iterable[T], ids: Sequence[str]) -> list[T]:
    """Things in the order of their ids; one that went meanwhile is left out."""
    found = {thing.id: thing for thing in things}
    return [found[id] for id in ids if id in found]
