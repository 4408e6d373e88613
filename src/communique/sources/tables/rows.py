"""From the rows of a table to pages: which column is the text, what is given with it, and what is not there."""

from __future__ import annotations

import datetime as dt
import html
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from communique.errors import ItemError
from communique.model.records import Skipped
from communique.sources.base import Blob, Desk, Item, MediaType, RawPage
from communique.sources.given import Told, both, told_by
from communique.sources.pages import Addresses, complaints
from communique.sources.tables.mappings import ABSENT, Row, Shape, is_over, mappings

MOST_TOLD = 100
"""Broken rows of one table that are told one by one; the rest is counted."""

_TOLD = ("title", "uri", "source", "domain", "published", "language", "seen")
_NOTHING = frozenset({"", "null", "none", "nan", "nat"})
_NAMES = ("name", "title", "uri", "url", "$date", "$numberLong")  # what an object's one name stands under
_COLUMNS_NAMED = 12
_CUT_WITHIN = 200  # characters at the end of a text
_LONGEST = 2000  # bytes of a title, a name or an address
_DEEPEST = 3  # objects within objects
_MARKUP = re.compile(
    r"\s*<(?:!--|!doctype|html|head|body|article|section|main|div|p|h[1-6]|span|figure|img|a|b|i|em|strong|ul|ol|br|"
    r"blockquote|table)\b[^<>]*>",
    re.I,
)
_PAGE = re.compile(r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*+<(?:!doctype|html|head|body)\b", re.I | re.S)


@dataclass(slots=True)
class Rows:
    """Makes pages of the rows of one table, and keeps count of what it cannot.

    Args:
        blob: the table.
        desk: what the user says about columns, and the largest row.
        what: what a row is called there (line, row).
    """

    blob: Blob
    desk: Desk
    what: str = "row"
    _read: int = 0
    _broken: int = 0
    _over: Counter[str] = field(default_factory=Counter)
    _unknown: int = 0
    _unknown_columns: str = ""
    _addresses: Addresses = field(default_factory=Addresses)

    def row(self, number: int, values: object, *, rest: bool = False) -> Iterator[Item]:
        """The page that row ``number`` (from 1) is, and complaints; reasons: ``empty``, ``reference``, ``too-large``.

        ``rest``: what an object holds beside its articles, which is a page or nothing.
        """
        if not isinstance(values, Mapping):
            if not rest:
                yield from self.broken(number, "json", f"no object with fields but {_kind(values)}")
            return
        if not values:
            return  # some servers answer so when they have found nothing
        row = Row(values)
        shape = mappings().shape_of(row)
        if (word := is_over(shape, row)) is not None:
            self._over[word] += 1
            return
        if rest and not any(_words(v) for v in self._places(row, shape, "text")):
            return
        if not self.knows(row):
            self._unknown += 1
            self._unknown_columns = self._unknown_columns or columns_told(row.values)
            return
        self._read += 1
        yield from self._page(number, row, shape)

    def knows(self, row: Row) -> bool:
        """True when a row has a column for its text, or is of a shape that is known to have none."""
        shape = mappings().shape_of(row)
        return shape.known or bool(self._places(row, shape, "text") or self._places(row, shape, "html"))

    def broken(self, number: int, reason: str, detail: str) -> Iterator[Skipped]:
        """A row that cannot be read at all."""
        self._broken += 1
        if self._broken <= MOST_TOLD:
            yield Skipped(f"{self.blob.uri}#{number}", reason, f"{self.what} {number}: {detail}")

    def end(self, *, whole: bool = True) -> Iterator[Skipped]:
        """What was counted, in one note each; ``empty`` for a table without rows, if all of it was seen."""
        uri = self.blob.uri
        if self._over:
            kinds = ", ".join(f"{n:,} {kind}" for kind, n in sorted(self._over.items()))
            yield Skipped(uri, "passed-over", f"no articles and not read: {kinds}")
        if self._broken > MOST_TOLD:
            yield Skipped(uri, "broken", f"{self._broken - MOST_TOLD:,} more {self.what}s that cannot be read")
        if self._unknown:
            yield self.unknown_columns(self._unknown_columns, f"{self._unknown:,} {self.what}s: " if self._read else "")
        elif whole and not (self._read or self._broken or self._over):
            yield Skipped(uri, "empty", "no article in it")

    def unknown_columns(self, columns: str, where: str = "") -> Skipped:
        """The note on a table in which no column is known for the text; ``columns`` as `columns_told` says them."""
        hint = "name the one with the text by --column text=NAME"
        return Skipped(
            self.blob.uri, "columns", f"{where}no column is known to hold the text; there are {columns}; {hint}"
        )

    def _page(self, number: int, row: Row, shape: Shape) -> Iterator[Item]:
        here = f"{self.blob.uri}#{number}"
        found = self._told(row, shape)
        uri = found.uri or here
        try:
            text, markup = self._content(row, shape)
        except ItemError as error:
            yield Skipped(uri, error.reason, f"{self.what} {number}: {error.detail}")
            return
        cut = shape.cut.search(text[-_CUT_WITHIN:]) if shape.cut is not None else None
        if cut is not None:
            text = text[: len(text) - len(cut[0])]
        if not text.strip() and not markup:
            yield Skipped(uri, *self._without_text(number, row, shape))
            return
        content, media = _composed(found.given.title or "", text, markup, whole=shape.whole)
        if len(content) > self.desk.limits.item:
            size = f"{len(content):,} bytes; the limit is {self.desk.limits.item:,}"
            yield Skipped(uri, "too-large", f"{self.what} {number}: {size}")
            return
        uri = self._addresses.own(uri, number, content, found.given.title)
        yield RawPage(uri, content, media, both(found.given, self.blob.given), found.seen or self.blob.seen)
        yield from complaints(uri, found)
        if cut is not None:
            yield Skipped(f"{uri}#text", "cut", f"{shape.name} gives only the beginning; that was read")

    def _without_text(self, number: int, row: Row, shape: Shape) -> tuple[str, str]:
        places = [*self._places(row, shape, "text"), *self._places(row, shape, "html")]
        if shape.known and not places:
            return "reference", f"{self.what} {number} of {shape.name} only names an article and has no text of it"
        return "empty", f"{self.what} {number}: nothing stands in its column of the text"

    def _content(self, row: Row, shape: Shape) -> tuple[str, str]:
        """The text, or else the HTML, of a row."""
        asked_for_html = "html" in self.desk.columns and "text" not in self.desk.columns
        text = next(filter(None, map(_words, self._places(row, shape, "text"))), "")
        if text and not asked_for_html:
            return ("", text) if _MARKUP.match(text) and "</" in text else (text, "")
        markup = next(filter(None, map(_words, self._places(row, shape, "html"))), "")
        return ("", markup) if markup else (text, "")

    def _told(self, row: Row, shape: Shape) -> Told:
        values: dict[str, object] = {}
        for what in _TOLD:
            places = map(_plain, self._places(row, shape, what))
            values[what] = next((v for v in places if str(v).strip().lower() not in _NOTHING), None)
        values["source"] = values["source"] or values["domain"]
        return told_by(values)

    def _places(self, row: Row, shape: Shape, what: str) -> list[object]:
        """What stands in the columns for a field, the likeliest first: the user's own alone if the row has it."""
        own = self.desk.columns.get(what)
        if own is not None and (value := row.named(own)) is not ABSENT:
            return [value]
        return [value for path in shape.fields[what] if (value := row.at(path)) is not ABSENT]


def columns_told(columns: Mapping[str, object]) -> str:
    """The names of columns, for people: the first dozen."""
    names = [" ".join(str(c).encode("utf-8", "replace").decode().split())[:40] or "(without a name)" for c in columns]
    more = f" and {len(names) - _COLUMNS_NAMED:,} more" if len(names) > _COLUMNS_NAMED else ""
    return (", ".join(names[:_COLUMNS_NAMED]) or "none") + more


def _composed(title: str, text: str, markup: str, *, whole: bool) -> tuple[bytes, MediaType]:
    """The page's bytes: HTML as it is, or a text under its title, unless that is its beginning already."""
    if markup:
        return (markup if _PAGE.match(markup) else _page_around(title, markup)).encode("utf-8"), "text/html"
    if title and not whole and not _begins_with(text, title):
        text = f"{title}\n\n{text}"
    return text.encode("utf-8"), "text/plain"


def _page_around(title: str, markup: str) -> str:
    """A whole page: what looks for the article in a page looks for its head as well."""
    head = f'<meta charset="utf-8"><title>{html.escape(title)}</title>'
    return f"<!DOCTYPE html>\n<html><head>{head}</head><body><article>{markup}</article></body></html>\n"


def _begins_with(text: str, title: str) -> bool:
    wanted = _squeezed(title)
    return _squeezed(text[: 4 * len(title) + 1000]).startswith(wanted)


def _squeezed(text: str) -> str:
    return "".join(text.split()).casefold()


def _words(value: object) -> str:
    """The text in a cell: itself, or the paragraphs of a list; empty for anything else.

    Raises:
        ItemError: ``encoding`` for bytes that are not UTF-8.
    """
    if isinstance(value, bytes):
        try:
            value = value.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            raise ItemError("encoding", f"its text is not UTF-8 (byte {error.start})") from error
    if isinstance(value, list):
        value = "\n\n".join(v for v in value if isinstance(v, str))
    if not isinstance(value, str) or value.strip().lower() in _NOTHING:
        return ""
    return _clean(value)


def _clean(text: str) -> str:
    """Without NULs, which no record can hold, and with ``?`` for half a character out of two (a lone surrogate)."""
    text = text.replace("\0", "")
    return text if text.isascii() else text.encode("utf-8", "replace").decode("utf-8")


def _plain(value: object, depth: int = 0) -> object:
    """The one thing that a cell says: of an object its name, of a list its first."""
    if isinstance(value, str):
        return _clean(value)
    if isinstance(value, (dt.date, int, float)) and not isinstance(value, bool):
        return value
    if isinstance(value, bytes):
        return _clean(value[:_LONGEST].decode("utf-8", "replace"))
    if depth < _DEEPEST and isinstance(value, Mapping):
        return next((v for k in _NAMES if (v := _plain(value.get(k), depth + 1)) not in (None, "")), None)
    if depth < _DEEPEST and isinstance(value, list) and value:
        return _plain(value[0], depth + 1)
    return None


def _kind(value: object) -> str:
    names = {str: "a text", list: "a list", bool: "true or false", int: "a number", float: "a number"}
    return names.get(type(value), "nothing")
