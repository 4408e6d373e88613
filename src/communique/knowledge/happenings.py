"""Well-dated happenings that the press counts from ("four months after the invasion of Ukraine")."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from communique.knowledge.states import state_codes
from communique.knowledge.tables import Row, refuse_repeats, shipped_table

COLUMNS = ("name", "patterns", "day", "by", "origin")


@dataclass(frozen=True, slots=True)
class Happening:
    """One happening: display name, phrases as the press writes it, the day it happened or began, the states (ISO
    3166-1 alpha-3) whose own act it was where that is undisputed, where it can be checked."""

    name: str
    patterns: tuple[str, ...]
    day: dt.date
    by: tuple[str, ...]
    origin: str


def parse_happenings(rows: Sequence[Row]) -> tuple[Happening, ...]:
    """Check and build happenings, by day, then name.

    Raises:
        BadTable: no pattern, a pattern that two happenings share, or a cell that is no day.
    """
    refuse_repeats(((r, r.text("name")) for r in rows), "name")
    refuse_repeats(((r, p) for r in rows for p in r.many("patterns")), "pattern")
    return tuple(sorted((_happening(r) for r in rows), key=lambda h: (h.day, h.name)))


def _happening(row: Row) -> Happening:
    if not row.text("patterns"):
        raise row.bad("patterns is empty")
    return Happening(row.text("name"), row.many("patterns"), row.day("day"), _states(row), row.text("origin"))


def _states(row: Row) -> tuple[str, ...]:
    codes = row.many("by")
    for code in codes:
        if code not in state_codes():
            raise row.bad(f"{code} is no state")
    return codes


def doers_of(text: str) -> tuple[str, ...]:
    """Codes of the states whose act ``text`` names ("resolutions condemning the invasion of Kuwait"); empty when
    it names none.
    """
    return next((h.by for pattern, h in happening_patterns().items() if h.by and pattern in text), ())


@cache
def happenings() -> tuple[Happening, ...]:
    """All happenings, earliest first.

    Raises:
        BadTable: ``happenings.csv`` is damaged.
    """
    return parse_happenings(shipped_table("happenings.csv", COLUMNS))


@cache
def happening_patterns() -> Mapping[str, Happening]:
    """Every pattern, with its happening, longest first."""
    listed = sorted(((p, h) for h in happenings() for p in h.patterns), key=lambda x: (-len(x[0]), x[0]))
    return MappingProxyType(dict(listed))
