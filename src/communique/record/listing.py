"""Parts of the lists of documents, statements, contradictions and actors, and what stands in the record when."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Mapping, Sequence
from typing import TypeVar

from communique.knowledge.tables import fold
from communique.model.glances import Build, Found, SpeakerCount
from communique.model.records import Contradiction
from communique.record import codec
from communique.record.narrow import UNDATED
from communique.record.paging import Key, Wanted, at_most, in_order, keys
from communique.record.store import Store

T = TypeVar("T")

_MOST_WORDS = 16  # of a search for a name
# Where documents with no day stand: behind all others from either end. Written as the indexes have them.
_PUBLISHED, _PUBLISHED_NEWEST = f"coalesce(d.published, '{UNDATED}')", "coalesce(d.published, '')"
_SAID, _SAID_NEWEST = "d.day", f"replace(d.day, '{UNDATED}', '')"
# INDEXED BY where SQLite, which has no counts to choose by, would read each document's own row.
_RANK = "CASE x.kind WHEN 'contradiction' THEN '0' WHEN 'update' THEN '1' ELSE '2' END"


def contradictions_with(store: Store, ids: Sequence[str]) -> tuple[Contradiction, ...]:
    """The contradictions with these ids, in this order."""
    sql = "SELECT id, json FROM contradictions WHERE id IN (SELECT value FROM json_each(?))"
    rows = store.rows(sql, (json.dumps(list(ids)),))
    return in_order(ids, {id: codec.load(Contradiction, text) for id, text in rows})


def contradiction_keys(
    store: Store,
    *,
    states: Sequence[str] = (),
    kind: str | None = None,
    field: str | None = None,
    after: Key | None = None,
    limit: int | None = None,
) -> tuple[Key, ...]:
    """Keys of contradictions: real ones first, then updates, then differences of scope; by id."""
    wanted = Wanted("contradictions x", "x.id")
    for state in states:
        wanted.among("SELECT contradiction AS wanted FROM contradiction_states WHERE state = ?", state)
    wanted.where("x.kind = ?", kind)
    wanted.where("x.field = ?", field)
    return keys(store, wanted, _RANK, after=after, limit=limit)


def statement_keys(
    store: Store,
    *,
    states: Sequence[str] = (),
    speaker: str | None = None,
    since: dt.date | None = None,
    until: dt.date | None = None,
    newest: bool = False,
    after: Key | None = None,
    limit: int | None = None,
) -> tuple[Key, ...]:
    """Keys of statements, by the day on which they were published (where that is not known, last).

    ``states``: each of them speaks, is addressed or is named; ``speaker``: an actor's id; ``since``, ``until``: days of
    publication, both included.
    """
    wanted = _statements(states)
    if speaker is not None:
        wanted.among("SELECT statement AS wanted FROM statement_speakers WHERE actor = ?", speaker)
    if since is not None:
        wanted.where("d.day >= ?", since.isoformat())
        wanted.where("d.day < ?", UNDATED)
    wanted.where("d.day <= ?", None if until is None else until.isoformat())
    return keys(store, wanted, _SAID_NEWEST if newest else _SAID, newest=newest, after=after, limit=limit)


def speakers(store: Store, *, states: Sequence[str] = (), limit: int | None = None) -> tuple[SpeakerCount, ...]:
    """Who makes the statements that are of, to or about these states; most statements first, then by id."""
    values: tuple[str | int, ...]
    if states or limit is None:
        wanted = _statements(states)
        source, values = wanted.source()
        joined = f"{wanted.table} CROSS JOIN statement_speakers p ON p.statement = d.statement"
        source = source.replace(wanted.table, joined, 1)
    else:
        source, values = _MOST_HEARD, (at_most(limit),)
    sql = (
        "SELECT p.actor, min(p.name), min(p.state), count(*), count(DISTINCT d.document),"
        f" min(nullif(d.day, '{UNDATED}')), max(nullif(d.day, '{UNDATED}'))"
        f" {source} GROUP BY p.actor ORDER BY 4 DESC, 1 LIMIT ?"
    )
    return tuple(
        SpeakerCount(actor, name, state, statements, documents, _day(first), _day(last))
        for actor, name, state, statements, documents, first, last in store.rows(sql, (*values, at_most(limit)))
    )


# Who says most can be told without what is said; of these alone the days are looked up.
_MOST_HEARD = (
    "FROM statement_speakers p CROSS JOIN statement_days d WHERE d.statement = p.statement AND p.actor IN"
    " (SELECT actor FROM statement_speakers GROUP BY actor ORDER BY count(*) DESC, actor LIMIT ?)"
)


def document_keys(
    store: Store,
    *,
    source: str | None = None,
    newest: bool = False,
    after: Key | None = None,
    limit: int | None = None,
) -> tuple[Key, ...]:
    """Keys of the documents that are seen at some address now, by the day of publication (not known: last)."""
    wanted = Wanted("documents d", "d.id")
    wanted.clauses.append("d.current = 1")
    wanted.where("d.source = ?", source)
    return keys(store, wanted, _PUBLISHED_NEWEST if newest else _PUBLISHED, newest=newest, after=after, limit=limit)


def tallies(store: Store, documents: Sequence[str]) -> Mapping[str, tuple[int, int]]:
    """How many claims and how many statements each of these documents has."""
    sql = (
        "SELECT value, (SELECT count(*) FROM claims WHERE document = value),"
        " (SELECT count(*) FROM statements WHERE document = value) FROM json_each(?)"
    )
    return {id: (claims, told) for id, claims, told in store.rows(sql, (json.dumps(list(documents)),))}


def published(store: Store) -> Mapping[dt.date | None, int]:
    """How many documents were published on each day, copies not counted; under None those of no known day, last."""
    sql = (
        "SELECT published, count(*) FROM documents INDEXED BY documents_own WHERE current = 1 AND copy_of IS NULL"
        " GROUP BY published ORDER BY published IS NULL, published"
    )
    return {_day(day): count for day, count in store.rows(sql)}


def builds(store: Store, *, limit: int = 20) -> tuple[Build, ...]:
    """The times at which documents that are current came to be seen where they are, newest first."""
    sql = (
        "SELECT seen, count(DISTINCT document) FROM sightings WHERE current = 1 AND seen > ''"
        " GROUP BY seen ORDER BY seen DESC LIMIT ?"
    )
    return tuple(Build(seen, count) for seen, count in store.rows(sql, (at_most(limit),)))


def documents_seen(store: Store, since: str) -> tuple[str, ...]:
    """Ids of the current documents that came to be seen somewhere at this time (an ISO time) or later, in order."""
    sql = (
        "SELECT DISTINCT document FROM sightings INDEXED BY sightings_seen WHERE current = 1 AND seen >= ?"
        " ORDER BY document"
    )
    return tuple(id for (id,) in store.rows(sql, (since,)))


def actor_keys(
    store: Store,
    *,
    state: str | None = None,
    kind: str | None = None,
    after: Key | None = None,
    limit: int | None = None,
) -> tuple[Key, ...]:
    """Keys of actors, the most mentioned first, then by name."""
    wanted = Wanted("actor_glances a", "a.id")
    wanted.where("a.country = ?", state)
    wanted.where("a.kind = ?", kind)
    return keys(store, wanted, "a.rank", after=after, limit=limit)


def actors_with(store: Store, kind: type[T], ids: Sequence[str]) -> tuple[T, ...]:
    """The actors with these ids, in this order, as dataclasses of type ``kind`` (which link owns)."""
    sql = "SELECT id, json FROM actors WHERE id IN (SELECT value FROM json_each(?))"
    return in_order(ids, {id: codec.load(kind, text) for id, text in store.rows(sql, (json.dumps(list(ids)),))})


def find_actors(store: Store, words: str, *, limit: int = 20) -> tuple[Found, ...]:
    """Actors whose names have all of the words, or beginnings or parts of them, in any case and with any accents."""
    # Half of a surrogate pair is no text that SQLite takes.
    asked = fold(words.encode("utf-8", "ignore").decode("utf-8").replace("\x00", " ")).split()[:_MOST_WORDS]
    if not asked:
        return ()
    having = " AND ".join(["instr(names, ?) > 0"] * len(asked))
    sql = f"SELECT id, name, kind, country, mentions FROM actor_glances WHERE {having} ORDER BY rank, id LIMIT ?"
    return tuple(Found(*row) for row in store.rows(sql, (*asked, at_most(limit))))


def _statements(states: Sequence[str]) -> Wanted:
    wanted = Wanted("statement_days d", "d.statement")
    for state in states:
        wanted.among("SELECT statement AS wanted FROM statement_states WHERE state = ?", state)
    return wanted


def _day(text: str | None) -> dt.date | None:
    return None if text is None else dt.date.fromisoformat(text)
