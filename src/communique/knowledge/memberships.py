"""Which state was a member of which organisation when.

``memberships.csv`` has the memberships that began or ended since about 1990; a state that the table of organisations
lists as a member and that has no row here counts as a member always, also before the organisation was founded.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import groupby, pairwise
from types import MappingProxyType

from communique.knowledge.organisations import Organisation, organisations
from communique.knowledge.states import state_codes
from communique.knowledge.tables import Row, shipped_table

COLUMNS = ("organisation", "state", "joined", "left", "origin")
CHECKED = dt.date(2025, 12, 31)
"""Until this day the table knows of changes; later changes are in it only here and there."""


@dataclass(frozen=True, slots=True)
class Membership:
    """One state in one organisation for one stretch of time.

    Args:
        organisation: id of the organisation.
        state: ISO alpha-3.
        joined: first day, or None: from the beginning, or since a day that the table does not know.
        left: the day on which it left, which still counts; None for a member of today.
        origin: where it can be checked; that of the organisation's own row for a member without a row here.
    """

    organisation: str
    state: str
    joined: dt.date | None
    left: dt.date | None
    origin: str

    def covers(self, day: dt.date) -> bool:
        """True when the state was a member on this day."""
        return (self.joined is None or self.joined <= day) and (self.left is None or day <= self.left)


def parse_memberships(rows: Sequence[Row], known: Sequence[Organisation]) -> tuple[Membership, ...]:
    """Check and build memberships, sorted by organisation, state and first day.

    Args:
        rows: of the table.
        known: the organisations; where one lists its members, the rows must agree with the list.

    Raises:
        BadTable: an unknown organisation or state, a day of leaving before that of joining, two memberships of one
            state in one organisation that overlap, a row without ``left`` of a state that is no member, or a last row
            with ``left`` of a state that is one.
    """
    named = {one.name: one for one in known}
    built = [(row, _membership(row, named)) for row in rows]
    built.sort(key=lambda b: (b[1].organisation, b[1].state, b[1].joined or dt.date.min))
    for _, same in groupby(built, key=lambda b: (b[1].organisation, b[1].state)):
        listed = list(same)
        for (_, before), (row, after) in pairwise(listed):
            if before.left is None or after.joined is None or after.joined <= before.left:
                raise row.bad(f"{after.state} joins {row.cells['organisation']} before it has left it")
        row, last = listed[-1]
        members = named[row.cells["organisation"]].members
        if members and (last.left is None) != (last.state in members):
            what = "is no member in organisations.csv" if last.left is None else "is a member in organisations.csv"
            raise row.bad(f"{last.state} {what}")
    return tuple(one for _, one in built)


def _membership(row: Row, named: Mapping[str, Organisation]) -> Membership:
    if row.text("organisation") not in named:
        raise row.bad(f"organisation is {row.text('organisation')!r}, not a name of organisations.csv")
    joined, left = row.optional_day("joined"), row.optional_day("left")
    if joined is None and left is None:
        raise row.bad("neither joined nor left is given")
    if joined is not None and left is not None and left < joined:
        raise row.bad(f"left {left} lies before joined {joined}")
    organisation = named[row.text("organisation")].id
    return Membership(organisation, row.choice("state", state_codes()), joined, left, row.text("origin"))


@cache
def _by_organisation() -> Mapping[str, tuple[Membership, ...]]:
    known = organisations()
    found: dict[str, list[Membership]] = {}
    for one in parse_memberships(shipped_table("memberships.csv", COLUMNS), known):
        found.setdefault(one.organisation, []).append(one)
    for organisation in known:
        rows = found.get(organisation.id, [])
        without = sorted(set(organisation.members) - {m.state for m in rows})
        rows = [*rows, *(Membership(organisation.id, s, None, None, organisation.origin) for s in without)]
        if rows:
            rows.sort(key=lambda m: (m.state, m.joined or dt.date.min))
            found[organisation.id] = rows
    return MappingProxyType({key: tuple(rows) for key, rows in found.items()})


def memberships(organisation_id: str) -> tuple[Membership, ...]:
    """All memberships in an organisation, today's and former ones, by state and first day; empty where none is known.

    Raises:
        BadTable: ``memberships.csv`` or ``organisations.csv`` is damaged.
    """
    return _by_organisation().get(organisation_id, ())


def members_on(organisation_id: str, day: dt.date) -> frozenset[str]:
    """The states that were members of an organisation on a day, as ISO alpha-3.

    Of an organisation whose members the table of organisations does not list, only those with a row of their own.

    Raises:
        BadTable: as ``memberships``.
    """
    return frozenset(m.state for m in memberships(organisation_id) if m.covers(day))


def organisations_of(state: str, day: dt.date) -> tuple[str, ...]:
    """The ids of the organisations that a state was a member of on a day, sorted.

    Raises:
        BadTable: as ``memberships``.
    """
    return tuple(sorted(key for key in _by_organisation() if state in members_on(key, day)))
