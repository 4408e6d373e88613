"""Site maps: the addresses of a site's pages, with what Google News' extension says about each."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any, BinaryIO

from lxml import etree

from communique.model.records import Given, Skipped
from communique.sources.base import Blob, Desk, Item, told
from communique.sources.given import both, is_web, told_by
from communique.sources.pages import complaints
from communique.sources.web.addresses import LONGEST, joined

_PIECE = 64 * 1024  # bytes
_LARGEST = 100 * 1024 * 1024  # bytes; twice what the protocol allows
_MOST_MISTAKES = 1000  # each is kept by the parser
_DEEPEST = 16  # elements within elements; the protocol needs five
_BARE = re.compile(rb"&(?!(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z]\w{0,30});)")
_LONGEST_REFERENCE = 40  # bytes
_ENTRIES = frozenset(("url", "sitemap"))
_FIELDS = {
    ("url", "loc"): "uri",
    ("sitemap", "loc"): "uri",
    ("news", "publication_date"): "published",
    ("news", "title"): "title",
    ("publication", "name"): "source",
    ("publication", "language"): "language",
}
"""(parent, element) to what it says. ``lastmod`` is none of these: pages are touched long after they are published."""


def read_sitemap(blob: Blob, desk: Desk) -> Iterator[Item]:
    """The pages that a site map names, or the site maps that an index names, each followed in its turn.

    Reasons of its own: ``unreadable``, ``damaged``, ``too-large``, ``no-documents``, ``scheme``, and ``date`` for a day
    that cannot be read.
    """
    given = replace(blob.given, title=None, published=None)  # those are of the map, not of its pages
    count, explained = 0, False
    for found in _entries(blob):
        if isinstance(found, Skipped):
            yield found
            explained = True
            continue
        if count >= desk.limits.members:
            yield Skipped(blob.uri, "too-large", f"more than {desk.limits.members:,} pages; the others are left out")
            return
        count += 1
        yield from _followed(found, given, blob, desk)
    if not count and not explained:
        yield Skipped(blob.uri, "no-documents", "this site map names no pages")


def _followed(entry: dict[str, str], given: Given, blob: Blob, desk: Desk) -> Iterator[Item]:
    entry = {name: html.unescape(value) for name, value in entry.items()}  # often escaped once too often
    link = entry.get("uri", "").strip()
    uri = joined(blob.uri, link) if link and is_web(blob.uri) else link
    if not uri:
        yield Skipped(blob.uri, "empty", "an entry without address")
    elif "\ufffd" in uri:
        yield Skipped(uri, "damaged", "the address has damaged letters")
    elif not is_web(uri):
        yield Skipped(uri, "scheme", "named in a site map, and no web address")
    elif uri != blob.uri:  # a map that names itself names nothing
        said = told_by(entry)
        yield from complaints(uri, said)
        yield from desk.follow(uri, both(said.given, given), blob.depth + 1)


@dataclass(slots=True)
class _Target:
    """Takes the parser's events and keeps only finished entries: no tree is built, however large the map is."""

    done: list[dict[str, str]] = field(default_factory=list)
    _entry: dict[str, str] | None = None
    _path: list[str] = field(default_factory=list)
    _depth: int = 0
    _field: str = ""

    def start(self, tag: str, attributes: Any) -> None:
        name = tag.rpartition("}")[2].rpartition(":")[2].lower()
        parent = self._path[-1] if self._path and self._depth == len(self._path) else ""
        self._depth += 1
        if self._depth <= _DEEPEST:
            self._path.append(name)
        if name in _ENTRIES:
            self._finish()
            self._entry = {}
        self._field = _FIELDS.get((parent, name), "") if self._entry is not None else ""

    def end(self, tag: str) -> None:
        if self._depth == len(self._path):
            name = self._path.pop()
            if name in _ENTRIES:
                self._finish()
        self._depth -= 1
        self._field = ""

    def data(self, text: str) -> None:
        if self._field and self._entry is not None:
            before = self._entry.get(self._field, "")
            self._entry[self._field] = (before + text)[: LONGEST + 1]

    def close(self) -> None:
        self._entry = None  # an entry that never ended may be cut anywhere, also within its address

    def _finish(self) -> None:
        if self._entry is not None:
            self.done.append(self._entry)
        self._entry = None


def _entries(blob: Blob) -> Iterator[dict[str, str] | Skipped]:
    """Each entry's fields; the ``Skipped`` that says why there are no more comes last."""
    target = _Target()
    damage: str | None = None
    size = 0
    try:
        with blob.open() as stream:
            parser, pieces = _prepared(stream, target)
            for piece in pieces:
                size += len(piece)
                if size > _LARGEST:
                    yield Skipped(blob.uri, "too-large", f"more than {_LARGEST:,} bytes; the rest is left out")
                    return
                try:
                    parser.feed(piece)
                except (etree.LxmlError, ValueError) as error:  # ValueError: letters that there are not
                    damage = told(error)
                yield from target.done
                target.done.clear()
                if len(parser.feed_error_log) > _MOST_MISTAKES:
                    damage = damage or "hardly XML"
                if damage is not None:
                    break
            if damage is None:
                try:
                    parser.close()
                except (etree.LxmlError, ValueError) as error:  # ValueError: letters that there are not
                    damage = told(error)
                yield from target.done
                damage = damage or _first_mistake(parser)
    except (OSError, EOFError) as error:
        yield Skipped(blob.uri, "unreadable", told(error))
        return
    if damage is not None:
        yield Skipped(blob.uri, "damaged", f"read as far as it goes: {damage}"[:300])


def _first_mistake(parser: Any) -> str | None:
    # Maps that use the news extension without naming its namespace are read all the same.
    found = (e for e in parser.feed_error_log if not e.type_name.startswith("NS_"))
    return next((e.message.strip() for e in found), None)


def _prepared(stream: BinaryIO, target: _Target) -> tuple[Any, Iterator[bytes]]:
    """A parser, and the pieces to feed it with."""
    head = stream.read(_PIECE)
    wide = b"\x00" in head[:4]
    options = {"resolve_entities": False, "no_network": True, "load_dtd": False, "huge_tree": False}
    # Recovery leaves out what it does not understand, which must not happen within addresses: so only where they are
    # mended before.
    parser = etree.XMLParser(target=target, recover=not wide, **options)
    return parser, _mended(head if wide else head.lstrip(), stream, wide)


def _mended(head: bytes, stream: BinaryIO, wide: bool) -> Iterator[bytes]:
    """The pieces of a map, "&" in addresses written as XML wants it where people did not."""
    held = b""
    piece = head
    while piece:
        if wide:
            yield piece
        else:
            piece = held + piece
            last = piece.rfind(b"&", max(0, len(piece) - _LONGEST_REFERENCE))
            piece, held = (piece[:last], piece[last:]) if last >= 0 else (piece, b"")
            yield _BARE.sub(b"&amp;", piece)
        piece = stream.read(_PIECE)
    if held:
        yield _BARE.sub(b"&amp;", held)
