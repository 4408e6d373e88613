"""Keeps documents, where they were seen, what was skipped, and their readings.

A document is known by its content. The same content may be seen at several addresses, each with its own source and day;
which of these the document shows does not depend on the order in which they came: the best dated, then the one with a
known source, then the first address by sort order.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType

from communique.errors import ItemError
from communique.model.records import Document, Given, Reading, Reuse, Skipped
from communique.model.values import PublishedBasis
from communique.record import codec
from communique.record.store import Store

_WEB = re.compile("https?://", re.I)
_BASES = tuple(PublishedBasis)  # in the order of trust


class IdCollision(ItemError):
    """Two different things have one id. It must not be kept: the one would take the other's place."""

    def __init__(self, detail: str) -> None:
        super().__init__("id-collision", detail)


@dataclass(frozen=True, slots=True)
class Known:
    """What the record has of one address: the document seen there now, what was given with it, who extracted it, when
    it was seen there (an ISO time).
    """

    document: str
    given: Given
    extractor: str
    seen: str = ""


@dataclass(frozen=True, slots=True)
class Reused:
    """What a document has from others, as it is kept."""

    stretches: tuple[Reuse, ...]


def known(store: Store, uri: str) -> Known | None:
    """What the record has of an address, or None."""
    sql = "SELECT document, given, extractor, seen FROM sightings WHERE uri = ? AND current = 1"
    found = store.rows(sql, (uri,))
    if not found:
        return None
    document, given, extractor, seen = found[0]
    return Known(document, codec.load(Given, given), extractor, seen)


def was_seen(store: Store, uri: str, id: str) -> str | None:
    """When this document was seen at an address that shows another one now; None when it never was."""
    sql = "SELECT seen FROM sightings WHERE uri = ? AND document = ? AND current = 0"
    return next((seen for (seen,) in store.rows(sql, (uri, id))), None)


def is_current(store: Store, id: str) -> bool:
    """True when a document of this id is seen at some address now."""
    return bool(store.rows("SELECT 1 FROM documents WHERE id = ? AND current = 1", (id,)))


def is_read(store: Store, id: str, coder: str) -> bool:
    """True when there is a reading by this version of the coder of the document as it stands."""
    sql = (
        "SELECT 1 FROM readings r JOIN documents d ON d.id = r.document"
        " WHERE d.id = ? AND r.coder = ? AND r.digest = d.digest"
    )
    return bool(store.rows(sql, (id, coder)))


def body(document: Document) -> str:
    """What of a document does not depend on the rest of the record, as JSON.

    Raises:
        ValueError: when it cannot be written as JSON and read back.
    """
    return codec.dump_checked(replace(document, sightings=(), copy_of=None, reuses=()))


def put(store: Store, document: Document, *, content: str, extractor: str, superseded: bool = False) -> None:
    """Keep a document as seen at its one sighting. What was seen there before goes into history.

    Args:
        store: inside a transaction.
        document: with exactly one sighting.
        content: SHA-256 of the raw content, in hex digits.
        extractor: the version that made the document.
        superseded: a later version stands at this address already: it is this one that goes into history.

    Raises:
        IdCollision: another content has this id.
        ValueError: when it cannot be kept as JSON.
    """
    (sighting,) = document.sightings
    made = body(document)
    row = store.rows("SELECT content, json, text FROM documents WHERE id = ?", (document.id,))
    if row and row[0][0] != content:
        raise IdCollision(f"{sighting.uri} and another document both have the id {document.id}")
    if not row:
        store.execute(
            "INSERT INTO documents (id, content, digest, current, title, text, json)"
            " VALUES (?, ?, '', 0, '', '', '{}')",
            (document.id, content),
        )
        _show(store, document.id, made)
    shown = _shown(store, document.id)
    before = store.rows("SELECT document FROM sightings WHERE uri = ? AND current = 1", (sighting.uri,))
    if not superseded:
        store.execute("UPDATE sightings SET current = 0 WHERE uri = ?", (sighting.uri,))
    store.execute(
        "INSERT OR REPLACE INTO sightings (uri, document, seen, given, extractor, current, rank, variant)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        (
            sighting.uri,
            document.id,
            sighting.seen,
            codec.dump(sighting.given),
            extractor,
            int(not superseded),
            _rank(document),
            None if made == shown else made,
        ),
    )
    for id in sorted({document.id, *(old for (old,) in before)}):
        _refresh(store, id)
    store.execute("DELETE FROM skipped WHERE uri = ?", (sighting.uri,))


def retire(store: Store, id: str) -> None:
    """Take a document out of the record: it is seen nowhere now. Its row and its sightings stay as history."""
    store.execute("UPDATE sightings SET current = 0 WHERE document = ?", (id,))
    _refresh(store, id)


def put_reading(store: Store, reading: Reading, read_from: str) -> bool:
    """Keep a reading, inside a transaction; False when the document does not stand as it was when it was read.

    Args:
        store: inside a transaction.
        reading: what the coder made.
        read_from: `body` of the document that it was made from.

    Raises:
        IdCollision: two of its claims, or two of its statements, share an id and differ.
        ValueError: when it cannot be kept as JSON.
    """
    digest = codec.digest(read_from)
    if not store.rows("SELECT 1 FROM documents WHERE id = ? AND digest = ?", (reading.document, digest)):
        return False
    for things in (reading.claims, reading.statements):
        ids = [thing.id for thing in things]
        if len(set(ids)) < len(ids):
            twice = sorted({id for id in ids if ids.count(id) > 1})
            raise IdCollision(f"{reading.document} has two different entries with the id {twice[0]}")
    store.execute(
        "INSERT OR REPLACE INTO readings (document, coder, digest, json) VALUES (?, ?, ?, ?)",
        (reading.document, reading.coder, digest, codec.dump_checked(reading)),
    )
    return True


def unread(store: Store, coder: str) -> tuple[str, ...]:
    """Ids of the current documents that this version of the coder has not read as they stand."""
    sql = (
        "SELECT d.id FROM documents d LEFT JOIN readings r ON r.document = d.id AND r.coder = ? AND r.digest = d.digest"
        " WHERE d.current = 1 AND r.document IS NULL ORDER BY d.id"
    )
    return tuple(id for (id,) in store.rows(sql, (coder,)))


def put_skipped(store: Store, skipped: Skipped) -> None:
    """Note that an item was not read, and why, in the place of what was noted for it before."""
    store.execute(
        "INSERT OR REPLACE INTO skipped (uri, reason, detail) VALUES (?, ?, ?)",
        (skipped.uri, skipped.reason, skipped.detail),
    )


def clear_skipped(store: Store, uri: str) -> bool:
    """Forget that an item was skipped; True when it had been."""
    return store.execute("DELETE FROM skipped WHERE uri = ?", (uri,)) > 0


def clear_skipped_in(store: Store, place: str) -> int:
    """Forget what was skipped at a place that is about to be read again: a file, what a folder or archive holds."""
    on_web = _WEB.match(place) is not None  # where "/" leads to other pages, not to what this one holds
    bare = place if on_web else place.rstrip("/")
    starts = [f"{bare}{mark}" for mark in (("!/", "#") if on_web else ("/", "!/", "#"))]
    sql = "DELETE FROM skipped WHERE uri = ?" + " OR substr(uri, 1, ?) = ?" * len(starts)
    if place == ".":  # what lies in the folder at hand is called by its bare name
        sql += " OR (instr(uri, ':') = 0 AND uri NOT GLOB '/*' AND uri NOT GLOB '../*')"
    return store.execute(sql, (bare, *(value for start in starts for value in (len(start), start))))


def set_copies(
    store: Store, copies: Mapping[str, str], reuses: Mapping[str, Sequence[Reuse]] = MappingProxyType({})
) -> None:
    """Set, for every document, which one it nearly repeats, and what it has from others.

    Both hold only those that repeat one, or have something.
    """
    rows = store.rows("SELECT id, copy_of, reuses FROM documents")
    made = {id: codec.dump(Reused(tuple(found))) for id, found in reuses.items() if found}
    changed = [
        (copies.get(id), made.get(id), id)
        for id, copy_of, had in rows
        if (copies.get(id), made.get(id)) != (copy_of, had)
    ]
    store.execute_all("UPDATE documents SET copy_of = ?, reuses = ? WHERE id = ?", changed)


def _rank(document: Document) -> int:
    return 2 * _BASES.index(document.published_basis) + (document.source is None)


def _shown(store: Store, id: str) -> str:
    """`body` of the document as it stands."""
    text, json = store.rows("SELECT text, json FROM documents WHERE id = ?", (id,))[0]
    return codec.dump(replace(codec.load(Document, json), text=text))


def _show(store: Store, id: str, made: str) -> None:
    """Let the document stand as ``made`` has it."""
    document = codec.load(Document, made)
    source = document.source
    store.execute(
        "UPDATE documents SET digest = ?, source = ?, published = ?, title = ?, text = ?, json = ? WHERE id = ?",
        (
            codec.digest(made),
            None if source is None else source.id,
            None if document.published is None else document.published.isoformat(),
            document.title,
            document.text,
            codec.dump(replace(document, text="")),
            id,
        ),
    )
    if source is not None:
        # One id may come with several spellings; the least one stands, whichever came first.
        store.execute(
            "INSERT INTO sources (id, name, json) VALUES (?, ?, ?)"
            " ON CONFLICT (id) DO UPDATE SET name = excluded.name, json = excluded.json WHERE excluded.json < json",
            (source.id, source.name, codec.dump(source)),
        )


def _refresh(store: Store, id: str) -> None:
    """Choose again what the document shows, whether it is current, and whether its words can be searched."""
    best = store.rows(
        "SELECT variant FROM sightings WHERE document = ? AND current = 1 ORDER BY rank, uri LIMIT 1", (id,)
    )
    _unindex(store, id)
    if best and best[0][0] is not None:
        (made,) = best[0]
        old = _shown(store, id)
        store.execute("UPDATE sightings SET variant = ? WHERE document = ? AND variant IS NULL", (old, id))
        store.execute("UPDATE sightings SET variant = NULL WHERE document = ? AND variant = ?", (id, made))
        _show(store, id, made)
    store.execute("UPDATE documents SET current = ? WHERE id = ?", (int(bool(best)), id))
    store.execute(
        "INSERT INTO documents_words (rowid, title, text)"
        " SELECT n, title, text FROM documents WHERE id = ? AND current = 1",
        (id,),
    )


def _unindex(store: Store, id: str) -> None:
    store.execute(
        "INSERT INTO documents_words (documents_words, rowid, title, text)"
        " SELECT 'delete', n, title, text FROM documents WHERE id = ? AND current = 1",
        (id,),
    )
