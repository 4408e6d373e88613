"""Finds things again. Every answer is of the model's dataclasses, and in an order that the content alone decides."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import TypeVar

from communique.knowledge.offices import Tenure
from communique.model.judgements import Judgement
from communique.model.records import (
    Claim,
    Contradiction,
    Document,
    Event,
    Given,
    Office,
    Reading,
    Sighting,
    Skipped,
    Source,
    Statement,
    Version,
)
from communique.record import codec
from communique.record.documents import Reused
from communique.record.store import Store

T = TypeVar("T")

_DOCUMENT = "SELECT id, json, text, copy_of, reuses, current FROM documents"
_TABLES = ("documents", "claims", "statements", "events", "contradictions", "actors")


def documents(store: Store, *, source: str | None = None) -> tuple[Document, ...]:
    """The documents that are seen at some address now, by id; ``source``: only those of the source with this id."""
    of, parameters = ("", ()) if source is None else (" AND source = ?", (source,))
    rows = store.rows(f"{_DOCUMENT} WHERE current = 1{of} ORDER BY id", parameters)
    sightings: dict[str, list[Sighting]] = {}
    sql = "SELECT document, uri, seen, given FROM sightings WHERE current = 1"
    if source is not None:
        sql += " AND document IN (SELECT id FROM documents WHERE current = 1 AND source = ?)"
    for id, *fields in store.rows(f"{sql} ORDER BY uri", parameters):
        sightings.setdefault(id, []).append(_sighting(*fields))
    return tuple(_document(row, sightings[row[0]]) for row in rows)


def documents_with(store: Store, ids: Sequence[str]) -> tuple[Document, ...]:
    """The documents with these ids, by id, also those that are only history; an id of none is passed over."""
    asked = (json.dumps(sorted(set(ids))),)
    chosen = "IN (SELECT value FROM json_each(?))"
    rows = store.rows(f"{_DOCUMENT} WHERE id {chosen} ORDER BY id", asked)
    standing = {row[0]: row[5] for row in rows}
    seen: dict[str, list[Sighting]] = {}
    sql = f"SELECT document, current, uri, seen, given FROM sightings WHERE document {chosen} ORDER BY uri"
    for id, current, *fields in store.rows(sql, asked):
        if current == standing.get(id):
            seen.setdefault(id, []).append(_sighting(*fields))
    return tuple(_document(row, seen.get(row[0], ())) for row in rows)


DocumentRow = tuple[str, str, str, str | None, str | None, int, tuple[tuple[str, str, str], ...]]


def rows_behind(store: Store, ids: Iterable[str]) -> list[DocumentRow]:
    """Documents with those that they copy or repeat words of, and so on: all that their claims rest on.

    As they are kept, by id; `document_of` makes documents of them, also in another process.
    """
    found: dict[str, DocumentRow] = {}
    ahead = set(ids)
    while ahead:
        asked = (json.dumps(sorted(ahead)),)
        chosen = "IN (SELECT value FROM json_each(?))"
        seen: dict[str, list[tuple[str, str, str]]] = {}
        sql = f"SELECT document, uri, seen, given FROM sightings WHERE current = 1 AND document {chosen} ORDER BY uri"
        for id, *fields in store.rows(sql, asked):
            seen.setdefault(id, []).append((fields[0], fields[1], fields[2]))
        behind: set[str] = set()
        for row in store.rows(f"{_DOCUMENT} WHERE current = 1 AND id {chosen}", asked):
            found[row[0]] = (*row, tuple(seen[row[0]]))
            copied, reuses = row[3], row[4]
            behind |= {copied} if copied is not None else set()
            behind |= {r.document for r in codec.load(Reused, reuses).stretches} if reuses is not None else set()
        ahead = behind - found.keys() - ahead
    return [found[id] for id in sorted(found)]


def document_of(row: DocumentRow) -> Document:
    """The document that a row of `rows_behind` holds."""
    return _document(row[:6], [_sighting(*fields) for fields in row[6]])


def document(store: Store, id: str) -> Document | None:
    """One document, also one that is only history: that one shows where it had been seen."""
    rows = store.rows(f"{_DOCUMENT} WHERE id = ?", (id,))
    if not rows:
        return None
    sql = "SELECT uri, seen, given FROM sightings WHERE document = ? AND current = ? ORDER BY uri"
    found = store.rows(sql, (id, rows[0][-1]))
    return _document(rows[0], [_sighting(*fields) for fields in found])


def superseded(store: Store, uri: str) -> tuple[str, ...]:
    """Ids of the documents that had been seen at an address before what is there now, by the time they were seen."""
    sql = "SELECT document FROM sightings WHERE uri = ? AND current = 0 ORDER BY seen, document"
    return tuple(id for (id,) in store.rows(sql, (uri,)))


def reading(store: Store, document_id: str) -> Reading | None:
    """The reading of one document, as the coder made it: before link."""
    rows = store.rows("SELECT json FROM readings WHERE document = ?", (document_id,))
    return codec.load(Reading, rows[0][0]) if rows else None


def readings(store: Store) -> tuple[Reading, ...]:
    """The readings of all current documents, by document."""
    sql = "SELECT r.json FROM readings r JOIN documents d ON d.id = r.document WHERE d.current = 1 ORDER BY d.id"
    return _all(store, Reading, sql)


def skipped(store: Store) -> tuple[Skipped, ...]:
    """What was not read, by address."""
    return tuple(Skipped(*row) for row in store.rows("SELECT uri, reason, detail FROM skipped ORDER BY uri"))


def sources(store: Store) -> tuple[tuple[Source, int], ...]:
    """The sources of the current documents with how many documents each has, by id."""
    sql = (
        "SELECT s.json, count(*) FROM sources s JOIN documents d ON d.source = s.id WHERE d.current = 1"
        " GROUP BY s.id ORDER BY s.id"
    )
    return tuple((codec.load(Source, json), count) for json, count in store.rows(sql))


def claims(store: Store, *, document: str | None = None, ids: Sequence[str] | None = None) -> tuple[Claim, ...]:
    """Linked claims, by document and where they stand in it; of one document, or those with these ids."""
    where, parameters = _which(document, ids)
    return _all(store, Claim, f"SELECT json FROM claims{where} ORDER BY document, at, id", parameters)


def claims_of_blocks(store: Store, blocks: Sequence[str]) -> tuple[Claim, ...]:
    """Linked claims that name the parties of these blocks, by id."""
    sql = "SELECT json FROM claims WHERE block IN (SELECT value FROM json_each(?)) ORDER BY id"
    return _all(store, Claim, sql, (json.dumps(list(blocks)),))


def statements(
    store: Store, *, document: str | None = None, states: Sequence[str] = (), ids: Sequence[str] | None = None
) -> tuple[Statement, ...]:
    """Linked statements, by document and where they stand in it.

    ``states``: each of them speaks, is addressed or is named in what is said.
    """
    where, parameters = _which(document, ids, _states_clauses("statement", states))
    return _all(
        store, Statement, f"SELECT json FROM statements{where} ORDER BY document, at, id", (*parameters, *states)
    )


def events(
    store: Store,
    *,
    states: Sequence[str] = (),
    since: dt.date | None = None,
    until: dt.date | None = None,
    event: str | None = None,
    form: str | None = None,
    status: str | None = None,
    documents: Sequence[str] | None = None,
) -> tuple[Event, ...]:
    """Events by first day (undated last) and id. ``since`` and ``until`` (included) keep those with a day between.

    ``documents``: only those that one of the documents with these ids tells.
    """
    clauses = _states_clauses("event", states)
    parameters: list[str] = list(states)
    if documents is not None:
        clauses.append(
            "id IN (SELECT e.event FROM event_claims e JOIN claims c ON c.id = e.claim"
            " WHERE c.document IN (SELECT value FROM json_each(?)))"
        )
        parameters.append(json.dumps(list(documents)))
    for clause, value in (
        ('"end" >= ?', None if since is None else since.isoformat()),
        ("start <= ?", None if until is None else until.isoformat()),
        ("event = ?", event),
        ("form = ?", form),
        ("status = ?", status),
    ):
        if value is not None:
            clauses.append(clause)
            parameters.append(value)
    where = f" WHERE {' AND '.join(clauses)}" if clauses else ""
    return _all(store, Event, f"SELECT json FROM events{where} ORDER BY coalesce(start, '9999'), id", parameters)


def events_of_claim(store: Store, claim: str) -> tuple[Event, ...]:
    """The events that a claim is part of."""
    sql = "SELECT e.json FROM events e JOIN event_claims c ON c.event = e.id WHERE c.claim = ? ORDER BY e.id"
    return _all(store, Event, sql, (claim,))


def contradictions(store: Store, *, states: Sequence[str] = (), event: str | None = None) -> tuple[Contradiction, ...]:
    """Contradictions by id; ``states``: each is named by the event or by a claim on one of its sides."""
    clauses = _states_clauses("contradiction", states)
    parameters = list(states)
    if event is not None:
        clauses.append("event = ?")
        parameters.append(event)
    where = f" WHERE {' AND '.join(clauses)}" if clauses else ""
    return _all(store, Contradiction, f"SELECT json FROM contradictions{where} ORDER BY id", parameters)


def actors(store: Store, kind: type[T]) -> tuple[T, ...]:
    """The actors, by id, as dataclasses of type ``kind`` (which link owns)."""
    return _all(store, kind, "SELECT json FROM actors ORDER BY id")


def given_offices(store: Store) -> tuple[Tenure, ...]:
    """The user's own table of offices, in the order of its file."""
    return _all(store, Tenure, "SELECT json FROM given_offices ORDER BY n")


def offices(store: Store) -> tuple[Office, ...]:
    """Who held what, in the order in which link gave them."""
    return _all(store, Office, "SELECT json FROM offices ORDER BY n")


def judgements(store: Store) -> tuple[Judgement, ...]:
    """What people decided, in the order in which they did."""
    return _all(store, Judgement, "SELECT json FROM judgements ORDER BY n")


def one(store: Store, table: str, kind: type[T], id: str) -> T | None:
    """The entry of one table (claims, statements, events, contradictions, actors) with this very id."""
    found = _all(store, kind, f"SELECT json FROM {_table(table)} WHERE id = ?", (id,))
    return found[0] if found else None


def ids_from(store: Store, table: str, prefix: str, *, limit: int) -> tuple[str, ...]:
    """Ids of one table that begin with ``prefix``, in order."""
    # The upper bound keeps SQLite from looking at all that follow, where fewer than ``limit`` begin so.
    sql = f"SELECT id FROM {_table(table)} WHERE id >= ? AND id < ? AND substr(id, 1, ?) = ? ORDER BY id LIMIT ?"
    return tuple(id for (id,) in store.rows(sql, (prefix, f"{prefix}\U0010ffff", len(prefix), prefix, limit)))


def ids_around(store: Store, table: str, id: str, *, limit: int) -> tuple[str, ...]:
    """The ids of one table next to where ``id`` would stand, nearest by sort order on both sides."""
    name = _table(table)
    below = store.rows(f"SELECT id FROM {name} WHERE id < ? ORDER BY id DESC LIMIT ?", (id, limit))
    above = store.rows(f"SELECT id FROM {name} WHERE id >= ? ORDER BY id LIMIT ?", (id, limit))
    return tuple(found for (found,) in (*reversed(below), *above))


def versions(store: Store, document: str) -> tuple[Version, ...]:
    """What the addresses of a document have shown, itself too, by address and time; none when they showed only this."""
    sql = (
        "SELECT uri, document, seen, current FROM sightings"
        " WHERE uri IN (SELECT uri FROM sightings WHERE document = ?) ORDER BY uri, seen, document"
    )
    found = tuple(Version(uri, id, seen, bool(current)) for uri, id, seen, current in store.rows(sql, (document,)))
    return found if any(v.document != document for v in found) else ()


def counts(store: Store) -> dict[str, int]:
    """How many of each thing the record holds now."""
    numbers = {"documents": "SELECT count(*) FROM documents WHERE current = 1"}
    numbers["copies"] = f"{numbers['documents']} AND copy_of IS NOT NULL"
    numbers["sources"] = "SELECT count(DISTINCT source) FROM documents WHERE current = 1"
    for table in ("claims", "statements", "events", "contradictions", "actors", "offices", "skipped", "judgements"):
        numbers[table] = f"SELECT count(*) FROM {table}"
    return {name: int(store.rows(sql)[0][0]) for name, sql in numbers.items()}


def languages(store: Store) -> dict[str, int]:
    """How many documents the record holds in each language, by code."""
    sql = "SELECT coalesce(json_extract(json, '$.language'), 'en') AS code, count(*) FROM documents WHERE current = 1"
    return {str(code): int(number) for code, number in store.rows(f"{sql} GROUP BY code ORDER BY code")}


def _all(store: Store, kind: type[T], sql: str, parameters: Sequence[object] = ()) -> tuple[T, ...]:
    return tuple(codec.load(kind, json) for (json,) in store.rows(sql, parameters))


def _which(document: str | None, ids: Sequence[str] | None, more: Sequence[str] = ()) -> tuple[str, tuple[str, ...]]:
    clauses: list[str] = []
    parameters: list[str] = []
    if document is not None:
        clauses.append("document = ?")
        parameters.append(document)
    if ids is not None:
        # One parameter whatever their number: SQLite limits how many there may be.
        clauses.append("id IN (SELECT value FROM json_each(?))")
        parameters.append(json.dumps(list(ids)))
    clauses += more
    return f" WHERE {' AND '.join(clauses)}" if clauses else "", tuple(parameters)


def _states_clauses(thing: str, states: Sequence[str]) -> list[str]:
    return [f"id IN (SELECT {thing} FROM {thing}_states WHERE state = ?)" for _ in states]


def _table(name: str) -> str:
    if name not in _TABLES:
        raise ValueError(f"no table {name}")
    return name


def _sighting(uri: str, seen: str, given: str) -> Sighting:
    return Sighting(uri, seen, codec.load(Given, given))


def _document(row: tuple[str, str, str, str | None, str | None, int], sightings: Sequence[Sighting]) -> Document:
    _, json, text, copy_of, reuses, _ = row
    taken = codec.load(Reused, reuses).stretches if reuses is not None else ()
    return replace(codec.load(Document, json), text=text, sightings=tuple(sightings), copy_of=copy_of, reuses=taken)
