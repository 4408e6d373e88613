"""A user's own table of who held which office: read whole or not at all, each wrong row named with its line."""

from __future__ import annotations

import csv
import datetime as dt
import difflib
import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from communique.errors import BadTable, UnknownState
from communique.knowledge.offices import GIVEN, Tenure
from communique.knowledge.organisations import organisation_names
from communique.knowledge.positions import position_titles
from communique.knowledge.states import find_state
from communique.knowledge.tables import fold
from communique.model.values import EARLIEST, LATEST

REQUIRED = ("person", "position", "start")
OPTIONAL = ("state", "organisation", "end", "surname", "aliases", "origin")
_WHERE = frozenset({"state", "organisation"})
_OTHER_NAMES = {"country": "state", "name": "person", "office": "position", "from": "start", "to": "end"}
_LIKELY = 0.85  # so near to a known title an unknown one is a slip of the pen ("foriegn minister")


@dataclass(slots=True)
class _Read:
    """What was read so far: rows with their lines, and what is wrong."""

    rows: list[tuple[int, Tenure]] = field(default_factory=list)
    wrong: list[tuple[int, str]] = field(default_factory=list)


def read_given_offices(text: str, file: str) -> tuple[Tenure, ...]:
    """A user's table of offices.

    Args:
        text: CSV (commas, semicolons or tabs) with a header; columns ``person``, ``position``, ``start``, and ``state``
            or ``organisation``; beside them ``end``, ``surname``, ``aliases`` (parted by ``|``) and ``origin``. Days
            are ISO; states are codes or names.
        file: its name, for complaints.

    Returns:
        One tenure a row, with basis ``given``, in the order of the file.

    Raises:
        BadTable: a wrong header, or rows that are wrong; ``details`` names each with its line. Nothing of such a
            table is taken.
    """
    cells = list(_lines(text, file))
    if not cells:
        raise BadTable(f"{file} is empty", f"its first line must name the columns: {_columns()}")
    header = _header(cells[0][1], file)
    read = _Read()
    for line, row in cells[1:]:
        if len(row) != len(header):
            read.wrong.append((line, f"{len(row)} cells where the header has {len(header)}"))
            continue
        named = {column: cell.strip() for column, cell in zip(header, row, strict=True)}
        complaints: list[str] = []
        tenure = _tenure(named, complaints, f"{file}:{line}")
        read.wrong += [(line, complaint) for complaint in complaints]
        if tenure is not None and not complaints:
            read.rows.append((line, tenure))
    if len(cells) == 1:
        raise BadTable(f"{file} has no row", "write one office a line below the header")
    read.wrong += _repeated(read.rows)
    read.wrong += _overlapping(read.rows)
    if read.wrong:
        lines = {line for line, _ in read.wrong}
        details = tuple(f"line {line}: {what}" for line, what in sorted(read.wrong))
        wrong = "1 row is wrong" if len(lines) == 1 else f"{len(lines)} rows are wrong"
        raise BadTable(f"{file}: {wrong}, so none was taken", "correct them and give the file again", details)
    return tuple(tenure for _, tenure in read.rows)


def _columns() -> str:
    return f"{', '.join(REQUIRED)}, state or organisation; and if you like end, surname, aliases, origin"


def _lines(text: str, file: str) -> Iterator[tuple[int, list[str]]]:
    """Rows that hold anything, with the line that each ends on."""
    first = text.lstrip("\ufeff").split("\n", 1)[0]
    delimiter = max(",;\t", key=first.count)
    reader = csv.reader(io.StringIO(text.lstrip("\ufeff")), delimiter=delimiter, strict=True)
    try:
        for row in reader:
            if any(cell.strip() for cell in row):
                yield reader.line_num, row
    except csv.Error as error:
        raise BadTable(f"{file}:{reader.line_num}: {error}", f"correct line {reader.line_num} of {file}") from error


def _header(cells: Sequence[str], file: str) -> list[str]:
    names = [_OTHER_NAMES.get(cell.strip().lower(), cell.strip().lower()) for cell in cells]
    unknown = [n for n in names if n not in (*REQUIRED, *OPTIONAL)]
    missing = [n for n in REQUIRED if n not in names]
    if not _WHERE & set(names):
        missing.append("state or organisation")
    twice = sorted({n for n in names if names.count(n) > 1})
    wrong = [f"no column {n}" for n in missing]
    wrong += [f"a column {n or 'without a name'} that is not known" for n in unknown]
    wrong += [f"column {n} twice" for n in twice if n not in unknown]
    if wrong:
        raise BadTable(f"{file}:1: {', '.join(wrong)}", f"the columns are {_columns()}")
    return names


def _tenure(cells: Mapping[str, str], complaints: list[str], origin: str) -> Tenure | None:
    person = cells["person"]
    if len(fold(person).split()) == 0 or not any(c.isalpha() for c in person):
        complaints.append("person is empty" if not person else f"{person!r} is no name")
    start = _day(cells, "start", complaints, needed=True)
    end = _day(cells, "end", complaints, needed=False)
    if start and end and end < start:
        complaints.append(f"end {end} lies before start {start}")
    position = _position(cells["position"], complaints)
    country, organisation = _where(cells, complaints)
    aliases = tuple(dict.fromkeys(a.strip() for a in cells.get("aliases", "").split("|") if a.strip()))
    surname = cells.get("surname", "") or (person.split()[-1] if person else "")
    if person and fold(surname) not in fold(person):
        complaints.append(f"surname {surname!r} is no part of {person!r}")
    if complaints or start is None:
        return None
    where = cells.get("origin", "") or origin
    return Tenure(person, aliases, surname, position, country, organisation, start, end, where, GIVEN)


def _day(cells: Mapping[str, str], column: str, complaints: list[str], *, needed: bool) -> dt.date | None:
    cell = cells.get(column, "")
    if not cell:
        if needed:
            complaints.append(f"{column} is empty")
        return None
    try:
        day = dt.date.fromisoformat(cell)
    except ValueError:
        complaints.append(f"{column} {cell!r} is no day: write it as 2021-04-08")
        return None
    if not EARLIEST <= day <= LATEST:
        complaints.append(f"{column} {day} is not between {EARLIEST.year} and {LATEST.year}")
        return None
    return day


def _position(cell: str, complaints: list[str]) -> str:
    word = " ".join(cell.lower().split())
    known = position_titles().get(word)
    if known is not None:
        return known.title
    if not word:
        complaints.append("position is empty")
    near = difflib.get_close_matches(word, sorted(position_titles()), n=1, cutoff=_LIKELY)
    if near:
        complaints.append(f"position {cell!r} is not known: did you mean {near[0]!r}?")
    return word  # one that no table lists is taken as it is: "minister for the digital economy"


def _where(cells: Mapping[str, str], complaints: list[str]) -> tuple[str | None, str | None]:
    state, organisation = cells.get("state", ""), cells.get("organisation", "")
    if not state and not organisation:
        complaints.append("neither state nor organisation is given")
        return None, None
    country = None
    if state:
        try:
            country = find_state(state).code
        except UnknownState as error:
            complaints.append(f"{error.what} ({error.hint})")
    listed = organisation_names().get(organisation)
    name = listed.name if listed is not None else organisation or None
    return country, name


def _repeated(rows: Sequence[tuple[int, Tenure]]) -> Iterator[tuple[int, str]]:
    first: dict[tuple[object, ...], int] = {}
    for line, one in rows:
        key = (fold(one.person), one.position, one.country, one.organisation, one.start, one.end)
        if key in first:
            yield line, f"the same as line {first[key]}"
        first.setdefault(key, line)


def _overlapping(rows: Sequence[tuple[int, Tenure]]) -> Iterator[tuple[int, str]]:
    """Offices that one person holds at a time, held by two; and one person twice in one office on the same days."""
    offices: dict[tuple[object, ...], list[tuple[int, Tenure]]] = {}
    for line, one in rows:
        known = position_titles().get(one.position)
        holder = None if known is not None and known.single else fold(one.person)
        offices.setdefault((one.position, one.country, one.organisation, holder), []).append((line, one))
    for held in offices.values():
        held.sort(key=lambda row: (row[1].start, row[1].end or LATEST, row[0]))
        last_line, last = held[0]  # who stays longest of those so far
        for line, one in held[1:]:
            same = (fold(last.person), last.start, last.end) == (fold(one.person), one.start, one.end)
            if not same and (last.end or LATEST) > one.start:
                until = f"until {last.end}" if last.end else "with no end"
                yield (
                    line,
                    (
                        f"{one.person} starts as {one.position} on {one.start}, "
                        f"but line {last_line} has {last.person} {until}"
                    ),
                )
            if (one.end or LATEST) > (last.end or LATEST):
                last_line, last = line, one
