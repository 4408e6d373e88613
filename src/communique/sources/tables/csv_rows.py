"""Rows of a table of separated values, in bounded memory and with what is wrong with each."""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

DELIMITERS = (",", ";", "\t", "|")

_LINE = re.compile(r"[^\r\n]*+(?:\r\n|\r|\n)?")
_EXCEL_HINT = re.compile(r"sep=(.)\s*")
# A field that begins with a quotation mark and goes on after the next one: the marks are the text's own.
_OWN_MARKS = re.compile(r'(?:^|\t)"(?:[^"\t\r\n]|"")*+"(?!["\t\r\n]|\Z)', re.M)
_END = "\ue000end of table\ue000"


class RowTooLarge(Exception):
    """A row is larger than the limit; it is passed over."""


@dataclass(frozen=True, slots=True)
class Dialect:
    """How a table is written: what stands between cells, and whether cells may be in quotation marks."""

    delimiter: str
    quoted: bool = True

    def reader(self, source: Iterator[str]) -> Iterator[list[str]]:
        """The standard library's reader; it must not meet a longer cell than it is allowed."""
        if self.quoted:
            return csv.reader(source, delimiter=self.delimiter)
        return csv.reader(source, delimiter=self.delimiter, quoting=csv.QUOTE_NONE)


@dataclass(frozen=True, slots=True)
class Line:
    """One row: the line of the file (from 1) where it begins, its cells, or what is wrong with it."""

    number: int
    cells: tuple[str, ...]
    reason: str = ""
    detail: str = ""


@dataclass(slots=True)
class _Lines:
    """Feeds a csv reader line by line and knows what the reader cannot tell: where a row began, and how long it is.

    Of a line beyond the limit only the parity of its quotation marks is handed on, so that the reader knows whether it
    is within a cell afterwards.
    """

    pieces: Iterator[str]
    limit: int
    quoted: bool
    number: int = 0
    ended: bool = False
    _row_size: int = 0
    _draining: bool = False
    _too_long: bool = False
    _source: Iterator[tuple[str, bool]] = field(init=False)

    def __post_init__(self) -> None:
        self._source = _split(self.pieces, self.limit)

    def begin_row(self) -> int:
        """The number of the line at which the next row begins; the rest of one that was too large is passed over."""
        while self._draining and (found := next(self._source, None)) is not None:
            self.number += 1
            self._draining = found[0].count('"') % 2 == 0
        self._row_size, self._too_long = 0, False
        return self.number + 1

    @property
    def too_long(self) -> bool:
        """True when a line of the present row was beyond the limit."""
        return self._too_long

    def __iter__(self) -> _Lines:
        return self

    def __next__(self) -> str:
        if self.ended:
            raise StopIteration
        found = next(self._source, None)
        if found is None:
            self.ended = True
            return _END
        self.number += 1
        line, whole = found
        closes = line.count('"') % 2 == 1
        if self._row_size and self._row_size + len(line) > self.limit:
            self._draining = not closes
            raise RowTooLarge
        self._row_size += len(line)
        self._too_long = self._too_long or not whole
        return line if whole or self.quoted else ""


def rows(pieces: Iterator[str], dialect: Dialect, limit: int) -> Iterator[Line]:
    """All rows but empty ones, the header first. Reasons: ``too-large``, ``csv``.

    Raises:
        OSError, EOFError: the table cannot be read.
    """
    lines = _Lines(pieces, limit, dialect.quoted)
    reader = dialect.reader(lines)
    while not lines.ended:
        number = lines.begin_row()
        try:
            cells = _with_room(lambda: next(reader, None), limit)
        except RowTooLarge:
            yield Line(number, (), "too-large", f"a row of more than {limit:,} characters")
            continue
        except csv.Error as error:
            yield Line(number, (), "csv", str(error))
            continue
        if cells is None or cells == [_END]:
            return
        if cells and cells[-1].endswith(_END):
            yield Line(number, (), "csv", "a quotation mark opens a cell and none closes it; not read from there on")
            return
        if lines.too_long:
            yield Line(number, (), "too-large", f"a line of more than {limit:,} characters")
        elif any(map(str.strip, cells)) and not (number == 1 and _EXCEL_HINT.fullmatch(dialect.delimiter.join(cells))):
            yield Line(number, tuple(cells))


def dialect_of(head: str, known: Callable[[tuple[str, ...]], bool], first: str = ",") -> Dialect:
    """How a table that begins with ``head`` is written: by the delimiter that makes its header one that is ``known``.

    Texts are full of commas, so that counting them would tell nothing; headers are not. ``first`` is tried first.
    """
    lines = [line for line in head.splitlines() if line.strip()] or [""]
    hint = _EXCEL_HINT.fullmatch(lines[0])
    if hint is not None and hint[1] in DELIMITERS:
        return Dialect(hint[1])
    tried = sorted(DELIMITERS, key=lambda d: d != first)
    delimiter = max(tried, key=lambda d: _worth(lines[0], d, known))
    return Dialect(delimiter, delimiter != "\t" or _OWN_MARKS.search(head) is None)


def _worth(header: str, delimiter: str, known: Callable[[tuple[str, ...]], bool]) -> tuple[bool, int]:
    try:
        cells = tuple(_with_room(lambda: next(csv.reader([header], delimiter=delimiter), None), len(header) + 1) or ())
    except csv.Error:
        return False, 0
    return known(cells), len(cells)


def _with_room(step: Callable[[], list[str] | None], limit: int) -> list[str] | None:
    """One step of a csv reader under its limit, which is one for the whole process and must be left as it was."""
    before = csv.field_size_limit(max(limit, len(_END)) + 1)
    try:
        return step()
    finally:
        csv.field_size_limit(before)


def _split(pieces: Iterator[str], limit: int) -> Iterator[tuple[str, bool]]:
    r"""Lines with their ends (``\n``, ``\r\n`` or ``\r``), and True; of one that is too long its quotes, and False."""
    held: list[str] = []
    size = quotes = 0
    for piece in _unbroken(pieces):
        at = 0
        while at < len(piece):
            match = _LINE.match(piece, at)
            part = match[0] if match is not None else piece[at:]
            at += len(part)
            size, quotes = size + len(part), quotes + part.count('"')
            if size > limit:
                held.clear()
            else:
                held.append(part)
            if part.endswith(("\n", "\r")):
                yield ("".join(held), True) if size <= limit else ('"' * (quotes % 2), False)
                held.clear()
                size = quotes = 0
    if size:
        yield ("".join(held), True) if size <= limit else ('"' * (quotes % 2), False)


def _unbroken(pieces: Iterator[str]) -> Iterator[str]:
    r"""The same text in pieces of which none ends between ``\r`` and ``\n``."""
    before = ""
    for piece in pieces:
        text = before + piece
        before = "\r" if text.endswith("\r") else ""
        if text := text.removesuffix("\r") if before else text:
            yield text
    if before:
        yield before
