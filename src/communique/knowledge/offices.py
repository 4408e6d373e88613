"""Who held which office when.

``offices.csv`` has heads of state and government, foreign ministers and some others since 2015 for the states most in
the news. An empty end means: in office when the table was last checked (``CHECKED``); offices that a text itself
states come beside this table, not from it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import pairwise

from communique.knowledge.organisations import organisations
from communique.knowledge.positions import Position, position_titles
from communique.knowledge.states import state_codes
from communique.knowledge.tables import Row, fold, shipped_table
from communique.model.ids import slug

OFFICE_COLUMNS = ("person", "aliases", "surname", "position", "country", "organisation", "start", "end", "origin")
SHIPPED, GIVEN = "table", "given"
CHECKED = dt.date(2025, 6, 30)
"""Until this day the table knows of changes; later changes are in it only here and there."""


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
        basis: ``table`` for a shipped row, ``given`` for one of a user's own table.
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
    basis: str = SHIPPED

    def covers(self, first: dt.date, last: dt.date) -> bool:
        """True when the tenure shares a day with ``first`` to ``last``, both included."""
        return self.start <= last and (self.end is None or first <= self.end)


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


class Roster:
    """Tenures looked up by office and by name.

    What a user gave goes before what is shipped: for the days on which a given tenure covers an office, the shipped
    ones of that office are not asked.
    """

    def __init__(self, rows: Iterable[Tenure]) -> None:
        """``rows``: in any order; what comes of them does not depend on it."""
        self.rows = tuple(sorted(rows, key=_order))
        self._by_office: dict[tuple[str, str], list[Tenure]] = {}
        self._by_name: dict[str, list[Tenure]] = {}
        for one in self.rows:
            # The spokeswoman of a ministry is found under her state and under her ministry.
            for where in filter(None, (one.country, one.organisation and slug(one.organisation))):
                self._by_office.setdefault((one.position, where), []).append(one)
            for key in {fold(n) for n in (one.person, *one.aliases)}:
                self._by_name.setdefault(key, []).append(one)
        for listed in self._by_name.values():
            listed.sort(key=lambda t: (t.start, t.position))

    def holders(self, position: str, where: str, first: dt.date, last: dt.date) -> tuple[Tenure, ...]:
        """Who held an office on any day from ``first`` to ``last``, both included, in order of start.

        Args:
            position: a title or alias, any case ("foreign minister", "top diplomat").
            where: ISO alpha-3, or an organisation's display name or slug ("nato").
            first: first day asked about.
            last: last day asked about.
        """
        known = position_titles().get(position.lower())
        title = known.title if known is not None else position.lower()
        key = (title, where if where in state_codes() else slug(where))
        found = [t for t in self._by_office.get(key, ()) if t.covers(first, last)]
        given = [t for t in found if t.basis == GIVEN]
        return tuple(
            t
            for t in found
            if t.basis == GIVEN or not any(g.covers(max(first, t.start), min(last, t.end or last)) for g in given)
        )

    def of(self, name: str) -> tuple[Tenure, ...]:
        """All tenures of the person with this whole name or alias, in order of start; case and diacritics do not
        count.
        """
        return tuple(self._by_name.get(fold(name), ()))

    def person_named(self, name: str, country: str | None) -> str | None:
        """The display name of the one office holder that ``name`` (and state, if known) can mean."""
        found = {t.person for t in self.of(name) if not country or t.country in (country, None)}
        return found.pop() if len(found) == 1 else None

    def country_of(self, person: str) -> str | None:
        """The state of this exact person, when only one is given."""
        found = {t.country for t in self.of(person) if t.person == person and t.country}
        return found.pop() if len(found) == 1 else None

    def with_given(self, given: Iterable[Tenure]) -> Roster:
        """This roster and a user's own rows, under the names that this roster has for their persons."""
        rows = [self._as_known(one) for one in given]
        return Roster((*self.rows, *rows)) if rows else self

    def _as_known(self, one: Tenure) -> Tenure:
        """A row whose person goes by another name here: "Sergei Lavrov" of the user is "Sergey Lavrov" of the table."""
        known = {t.person for t in self.of(one.person) if one.country is None or t.country in (one.country, None)}
        if len(known) != 1 or one.person in known:
            return one
        (name,) = known
        return replace(one, person=name, aliases=tuple(dict.fromkeys((one.person, *one.aliases))))


def _order(one: Tenure) -> tuple[str, ...]:
    ends = one.end.isoformat() if one.end else "9999"
    return (
        one.country or "", one.organisation or "", one.position, one.start.isoformat(), ends, one.person, one.basis,
        "|".join(one.aliases),
    )  # fmt: skip


@cache
def shipped() -> Roster:
    """The shipped table.

    Raises:
        BadTable: ``offices.csv`` is damaged.
    """
    return Roster(parse_tenures(shipped_table("offices.csv", OFFICE_COLUMNS), position_titles()))


def tenures() -> tuple[Tenure, ...]:
    """All shipped tenures, sorted by country, organisation, position and start."""
    return shipped().rows


def holders(position: str, country: str, first: dt.date, last: dt.date) -> tuple[Tenure, ...]:
    """Who held an office by the shipped table; see `Roster.holders`."""
    return shipped().holders(position, country, first, last)


def tenures_of(name: str) -> tuple[Tenure, ...]:
    """All shipped tenures of a person; see `Roster.of`."""
    return shipped().of(name)
