"""The one way knowledge tables are read: CSV in the package, every cell checked, every complaint with file and line.

A table is UTF-8 CSV with a header. A cell that lists several things joins them by ``|``. Cells carry no outer blanks
and no line breaks, so that a line of the file is a row of the table.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
import unicodedata
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources

from communique.errors import BadTable

_PLAIN = str.maketrans({"đ": "d", "Đ": "D", "ł": "l", "Ł": "L", "ø": "o", "Ø": "O", "ı": "i", "æ": "ae", "Æ": "Ae"})
_QUOTES = str.maketrans({"’": "'", "‘": "'", "ʼ": "'", "ʻ": "'", "`": "'", "–": "-", "‐": "-", "‑": "-"})


def fold(text: str) -> str:
    """``text`` for comparing: no case, no diacritics, one kind of apostrophe and hyphen, single blanks."""
    split = unicodedata.normalize("NFKD", text.translate(_PLAIN).translate(_QUOTES))
    plain = "".join(c for c in split if not unicodedata.combining(c))
    return " ".join(plain.casefold().split())


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a table. Every reader raises ``BadTable`` with file and line when the cell does not fit."""

    file: str
    line: int
    cells: Mapping[str, str]

    def bad(self, what: str) -> BadTable:
        """The complaint about this line, to be raised."""
        return BadTable(f"{self.file}:{self.line}: {what}", f"correct line {self.line} of {self.file}")

    def text(self, column: str) -> str:
        """A cell that must not be empty."""
        if not self.cells[column]:
            raise self.bad(f"{column} is empty")
        return self.cells[column]

    def optional(self, column: str) -> str | None:
        """A cell that may be empty."""
        return self.cells[column] or None

    def many(self, column: str) -> tuple[str, ...]:
        """The parts of a ``|`` list; an empty cell gives none. No part may be empty, padded or written twice."""
        cell = self.cells[column]
        parts = tuple(cell.split("|")) if cell else ()
        for part in parts:
            if not part or part != part.strip():
                raise self.bad(f"{column} has an empty or padded part in {cell!r}")
        if len(set(parts)) != len(parts):
            twice = sorted({p for p in parts if parts.count(p) > 1})
            raise self.bad(f"{column} names {', '.join(twice)} twice")
        return parts

    def choice(self, column: str, allowed: Collection[str]) -> str:
        """A cell that must be one of ``allowed``."""
        value = self.text(column)
        if value not in allowed:
            raise self.bad(f"{column} is {value!r}, not one of {', '.join(sorted(allowed))}")
        return value

    def optional_choice(self, column: str, allowed: Collection[str]) -> str | None:
        """A cell that is empty or one of ``allowed``."""
        return self.choice(column, allowed) if self.cells[column] else None

    def day(self, column: str) -> dt.date:
        """An ISO day, year-month-day."""
        value = self.text(column)
        try:
            return dt.date.fromisoformat(value)
        except ValueError as error:
            raise self.bad(f"{column} is {value!r}, not a day as year-month-day") from error

    def optional_day(self, column: str) -> dt.date | None:
        """An ISO day, or None for an empty cell."""
        return self.day(column) if self.cells[column] else None

    def number(self, column: str) -> int:
        """A whole number above zero."""
        value = self.text(column)
        if not (value.isascii() and value.isdigit()) or int(value) == 0:
            raise self.bad(f"{column} is {value!r}, not a whole number above zero")
        return int(value)


def parse_table(file: str, text: str, columns: Sequence[str]) -> tuple[Row, ...]:
    """The rows of a table given as text. ``file`` is its name, for complaints.

    Raises:
        BadTable: the header is not ``columns``, a row has too few or too many cells, a cell is padded or breaks the
            line.
    """
    reader = csv.reader(io.StringIO(text), strict=True)
    rows: list[Row] = []
    try:
        header = next(reader, [])
        if header != list(columns):
            raise BadTable(f"{file}:1: columns are {','.join(header)}", f"they must be {','.join(columns)}")
        for cells in reader:
            row = Row(file, reader.line_num, dict(zip(columns, cells, strict=False)))
            if len(cells) != len(columns):
                raise row.bad(f"{len(cells)} cells where {len(columns)} columns are")
            for column, cell in row.cells.items():
                if cell != cell.strip() or "\n" in cell:
                    raise row.bad(f"{column} has outer blanks or a line break")
            rows.append(row)
    except csv.Error as error:
        raise BadTable(f"{file}:{reader.line_num}: {error}", f"correct line {reader.line_num} of {file}") from error
    return tuple(rows)


@cache
def shipped_text(file: str) -> str:
    """The text of a table in the package's ``knowledge/data``."""
    return resources.files("communique.knowledge").joinpath("data", file).read_text(encoding="utf-8")


def shipped_table(file: str, columns: Sequence[str]) -> tuple[Row, ...]:
    """The rows of a shipped table.

    Raises:
        BadTable: as ``parse_table`` does.
    """
    return parse_table(file, shipped_text(file), columns)


def refuse_repeats(keyed: Iterable[tuple[Row, str]], what: str) -> None:
    """Raise ``BadTable`` when a key stands on two lines. ``what`` names the key in the complaint."""
    first: dict[str, int] = {}
    for row, key in keyed:
        if key in first:
            raise row.bad(f"{what} {key!r} stands on line {first[key]} already")
        first[key] = row.line
