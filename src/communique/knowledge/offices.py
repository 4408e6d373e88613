"""Positions in the words of the press, and who held which of them when.

``offices.csv`` has heads of state and government, foreign ministers and some others since 2015 for the states most in
the news. An empty end means: in office when the table was last checked (``CHECKED``); offices that a text itself
states come beside this table, not from it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from types import MappingProxyType

from communique.knowledge.organisations import organisations
from communique.knowledge.states import state_codes
from communique.knowledge.tables import Row, fold, refuse_repeats, shipped_table
from communique.model.ids import slug
from communique.model.ontology import ontology

POSITION_COLUMNS = ("title", "aliases", "sector", "rank")
OFFICE_COLUMNS = ("person", "aliases", "surname", "position", "country", "organisation", "start", "end", "origin")
CHECKED = dt.date(2025, 6, 30)
"""Until this day the table knows of changes; later changes are in it only here and there."""


@dataclass(frozen=True, slots=True)
class Position:
    """A kind of office. ``title`` and ``aliases`` are lower-case; ``rank`` 1 is a head of state, larger is lower."""

    title: str
    aliases: tuple[str, ...]
    sector: str
    rank: int


@dataclass(frozen=True, slots=True)
class Tenure:
    """One person in one office.

    Args:
        person: display name, in the order that the press uses ("Xi Jinping", "Sergey Lavrov").
        aliases: other spellings of the whole name.
        surname: the short form that the press uses ("Lavrov", "Trong", "Xi").
        position: canonical title of a ``Position``.
        country: ISO alpha-3, or None for the office of an organisation of many states.
        organisation: display name of the organisation, or None for the office of a state itself.
        start: first day in office.
        end: last day in office, or None (see ``CHECKED``).
        origin: where it can be checked.
    """

    person: str
    aliases: tuple[str, ...]
    surname: str
    position: str
    country: str | None
    organisation: str | None
    start: dt.date
    end: dt.date | None
    origin: str

    def covers(self, first: dt.date, last: dt.date) -> bool:
        """True when the tenure shares a day with ``first`` to ``last``, both included."""
        return self.start <= last and (self.end is None or first <= self.end)


def parse_positions(rows: Sequence[Row]) -> tuple[Position, ...]:
    """Check and build positions, by rank, then title.

    Raises:
        BadTable: a title or alias that is not lower-case or that two positions share, an unknown sector, a bad rank.
    """
    keyed = [(r, name) for r in rows for name in (r.text("title"), *r.many("aliases"))]
    for row, name in keyed:
        if name != name.lower():
            raise row.bad(f"{name!r} is not lower-case")
    refuse_repeats(keyed, "title or alias")
    sectors = ontology().sectors
    found = (Position(r.text("title"), r.many("aliases"), r.choice("sector", sectors), r.number("rank")) for r in rows)
    return tuple(sorted(found, key=lambda p: (p.rank, p.title)))


@cache
def positions() -> tuple[Position, ...]:
    """All positions, highest rank first.

    Raises:
        BadTable: ``positions.csv`` is damaged.
    """
    return parse_positions(shipped_table("positions.csv", POSITION_COLUMNS))


@cache
def position_titles() -> Mapping[str, Position]:
    """Every title and alias in lower case, with its position."""
    return MappingProxyType({name: p for p in positions() for name in (p.title, *p.aliases)})


def parse_tenures(rows: Sequence[Row], titles: Mapping[str, Position]) -> tuple[Tenure, ...]:
    """Check and build tenures, sorted by country or organisation, position and start.

    Raises:
        BadTable: a position that is no canonical title, neither country nor organisation, an unknown organisation, an
            end before the start, a surname that the name does not have, or one office held twice on more than the day
            of handing over.
    """
    built = [(r, _tenure(r, titles)) for r in rows]
    built.sort(key=lambda b: (b[1].country or "", b[1].organisation or "", b[1].position, b[1].start, b[1].person))
    for (_, before), (row, after) in pairwise(built):
        same = (before.country, before.organisation, before.position) == (
            after.country,
            after.organisation,
            after.position,
        )
        if same and (before.end is None or before.end > after.start):
            raise row.bad(f"{after.person} starts as {after.position} on {after.start}, before {before.person} ends")
    return tuple(t for _, t in built)


@cache
def _organisation_names() -> frozenset[str]:
    return frozenset(o.name for o in organisations())


def _tenure(row: Row, titles: Mapping[str, Position]) -> Tenure:
    tenure = Tenure(
        person=row.text("person"),
        aliases=row.many("aliases"),
        surname=row.text("surname"),
        position=row.text("position"),
        country=row.optional_choice("country", state_codes()),
        organisation=row.optional("organisation"),
        start=row.day("start"),
        end=row.optional_day("end"),
        origin=row.text("origin"),
    )
    if tenure.position not in titles or titles[tenure.position].title != tenure.position:
        raise row.bad(f"position is {tenure.position!r}, not a title of positions.csv")
    if tenure.country is None and tenure.organisation is None:
        raise row.bad("neither country nor organisation is given")
    if tenure.organisation is not None and tenure.organisation not in _organisation_names():
        raise row.bad(f"organisation is {tenure.organisation!r}, not a name of organisations.csv")
    if tenure.end is not None and tenure.end < tenure.start:
        raise row.bad(f"end {tenure.end} lies before start {tenure.start}")
    if tenure.surname not in tenure.person:
        raise row.bad(f"surname {tenure.surname!r} is no part of {tenure.person!r}")
    return tenure


@cache
def tenures() -> tuple[Tenure, ...]:
    """All tenures, sorted by country, organisation, position and start.

    Raises:
        BadTable: ``offices.csv`` is damaged.
    """
    return parse_tenures(shipped_table("offices.csv", OFFICE_COLUMNS), position_titles())


@cache
def _by_office() -> Mapping[tuple[str, str], tuple[Tenure, ...]]:
    found: dict[tuple[str, str], list[Tenure]] = {}
    for one in tenures():
        # The spokeswoman of a ministry is found under her state and under her ministry.
        for where in filter(None, (one.country, one.organisation and slug(one.organisation))):
            found.setdefault((one.position, where), []).append(one)
    return MappingProxyType({k: tuple(v) for k, v in found.items()})


def holders(position: str, country: str, first: dt.date, last: dt.date) -> tuple[Tenure, ...]:
    """Who held an office on any day from ``first`` to ``last``, both included, in order of start.

    Args:
        position: a title or alias, any case ("foreign minister", "top diplomat").
        country: ISO alpha-3, or an organisation's display name or slug ("nato").
        first: first day asked about.
        last: last day asked about.
    """
    known = position_titles().get(position.lower())
    title = known.title if known is not None else position.lower()
    where = country if country in state_codes() else slug(country)
    return tuple(t for t in _by_office().get((title, where), ()) if t.covers(first, last))


@cache
def _by_name() -> Mapping[str, tuple[Tenure, ...]]:
    found: dict[str, list[Tenure]] = {}
    for one in tenures():
        for key in {fold(n) for n in (one.person, *one.aliases)}:
            found.setdefault(key, []).append(one)
    return MappingProxyType({k: tuple(sorted(v, key=lambda t: (t.start, t.position))) for k, v in found.items()})


def tenures_of(name: str) -> tuple[Tenure, ...]:
    """All tenures of the person with this whole name or alias, in order of start; case and diacritics do not count."""
    return _by_name().get(fold(name), ())
