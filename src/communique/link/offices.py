"""Who held an office on a day: by the user's own table, by what the record's texts say, by the shipped table.

A description such as "the Russian foreign minister" names an office and no person; who held it depends on the day. What
shows it is told with it, and where two of the three disagree, that is told too. (The idea of a dated occupancy of a
position, with its sources, is FollowTheMoney's.)
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from communique.knowledge.names import same_spelling
from communique.knowledge.offices import CHECKED, GIVEN, Roster, Tenure
from communique.knowledge.positions import position_titles
from communique.link.descriptions import canonical
from communique.model.values import PartialDate

_REACH = dt.timedelta(days=365)  # how far from its own day a text's word on an office is believed
_SAME_TIME = dt.timedelta(days=31)  # so near, two texts that name two holders contradict each other


@dataclass(frozen=True, slots=True)
class Days:
    """The days, both included, on one of which something lies."""

    first: dt.date
    last: dt.date

    def text(self) -> str:
        """ISO, one day or two."""
        return self.first.isoformat() if self.first == self.last else f"{self.first}..{self.last}"

    def gap(self, other: Days) -> dt.timedelta:
        """Zero when they touch, else the days between."""
        return max(self.first - other.last, other.first - self.last, dt.timedelta(0))


def days_of(date: PartialDate | None) -> Days | None:
    """The days of a partial date, when both ends are known."""
    if date is None or date.start is None or date.end is None:
        return None
    return Days(date.start, date.end)


@dataclass(frozen=True, slots=True)
class Evidence:
    """A text's word that ``person`` (actor id) held an office on ``days``.

    ``where``: ISO alpha-3 of the state, or the organisation's slug.
    """

    position: str
    where: str
    days: Days
    person: str
    name: str
    document: str


@dataclass(frozen=True, slots=True)
class Holder:
    """Who held the office. ``person`` is an actor id when a text shows it, None when only a table does."""

    name: str
    person: str | None
    why: str


class OfficeBook:
    """Looks up holders by position, state and days. Built from evidence in any order."""

    def __init__(self, evidence: Iterable[Evidence], roster: Roster) -> None:
        """``evidence``: what the record's texts say, in any order; repeats do not count. ``roster``: the tables."""
        self._roster = roster
        self._rows: defaultdict[tuple[str, str], list[Evidence]] = defaultdict(list)
        for row in sorted(set(evidence), key=lambda e: (e.days.first, e.days.last, e.person, e.document)):
            self._rows[(row.position, row.where)].append(row)
        self._known: dict[tuple[str, str, Days], Holder | None] = {}

    def holder(self, office: str, where: str, days: Days) -> Holder | None:
        """The one holder that texts or tables show, or None when there is none or more than one."""
        key = (office, where, days)
        if key not in self._known:
            found = (self._holder(position, where, days) for position in canonical(office))
            self._known[key] = next((f for f in found if f is not None), None)
        return self._known[key]

    def _holder(self, position: str, where: str, days: Days) -> Holder | None:
        listed = self._roster.holders(position, where, days.first, days.last)
        if any(t.basis == GIVEN for t in listed):
            return self._by_table(position, where, days, listed)
        return self._by_texts(position, where, days) or self._by_table(position, where, days, listed)

    def _by_texts(self, position: str, where: str, days: Days) -> Holder | None:
        rows = [r for r in self._rows[(position, where)] if r.days.gap(days) <= _REACH]
        if not rows:
            return None
        nearest = min(r.days.gap(days) for r in rows)
        best = [r for r in rows if r.days.gap(days) == nearest]
        if len({r.person for r in best}) > 1:
            return None
        row = best[0]
        # The stretch between the text's day and the day asked for must show nobody else in the office.
        between = Days(min(row.days.last, days.first), max(row.days.first, days.last))
        others = [r for r in rows if r.person != row.person and r.days.gap(between) == dt.timedelta(0)]
        listed = self._roster.holders(position, where, between.first, between.last)
        if others or any(not self._is_person(t, row.name) for t in listed):
            return None
        shown = f"{row.name}, as {row.document} says of {row.days.text()}"
        more = len({r.document for r in rows if r.person == row.person}) - 1
        if more > 0:
            shown += f", and {more} more document{'s' if more > 1 else ''}"
        if listed:
            shown += f"; {_row(listed[0])}"
        return Holder(row.name, row.person, _why(position, where, days, shown))

    def _by_table(self, position: str, where: str, days: Days, listed: tuple[Tenure, ...]) -> Holder | None:
        if len({t.person for t in listed}) != 1:
            return None
        name = listed[0].person
        rows = [r for r in self._rows[(position, where)] if r.days.gap(days) <= _REACH]
        said = len({r.document for r in rows if self._is_person(listed[0], r.name)})
        shown = f"{name}, {_row(listed[0])}"
        if said:
            shown += f", {said} document{'s say' if said > 1 else ' says'} so"
        return Holder(name, None, _why(position, where, days, shown))

    def _is_person(self, tenure: Tenure, name: str) -> bool:
        if same_spelling(tenure.person, name) or any(same_spelling(alias, name) for alias in tenure.aliases):
            return True
        return any(t.person == tenure.person for t in self._roster.of(name))

    def against(self, said: Evidence) -> tuple[str, ...]:
        """What disagrees with a text's word on an office that one person holds at a time: tables, and texts of about
        that day.
        """
        known = position_titles().get(said.position)
        if known is None or not known.single:
            return ()
        listed = self._roster.holders(said.position, said.where, said.days.first, said.days.last)
        # Of the years after the table was made an open end says nothing.
        stale = said.days.first > CHECKED and all(t.end is None and t.basis != GIVEN for t in listed)
        found = []
        if listed and not stale and not any(self._is_person(t, said.name) for t in listed):
            found += [f"{_row(t)} has {t.person}" for t in listed]
        near = [
            r
            for r in self._rows[(said.position, said.where)]
            if r.person != said.person
            and r.days.gap(said.days) <= _SAME_TIME
            and _narrow(r.days)
            and _narrow(said.days)
        ]
        found += [f"{r.document} has {r.name} on {r.days.text()}" for r in near]
        return tuple(dict.fromkeys(found))

    def against_given(self, given: Tenure, shipped: Roster) -> tuple[str, ...]:
        """What the shipped table has against a row of the user's own."""
        known = position_titles().get(given.position)
        where = given.country or given.organisation
        if known is None or not known.single or where is None:
            return ()
        listed = (
            shipped.holders(given.position, where, given.start, given.end or CHECKED) if given.start <= CHECKED else ()
        )
        # Who hands over and who takes over may share the day.
        clash = [t for t in listed if t.end != given.start and t.start != given.end]
        return tuple(f"{_row(t)} has {t.person}" for t in clash if not self._is_person(t, given.person))


def _narrow(days: Days) -> bool:
    return days.last - days.first <= _SAME_TIME


def _row(tenure: Tenure) -> str:
    """A row of a table in words: "shipped table (mid.ru; since 2004-03-09)"."""
    whose = "your own table" if tenure.basis == GIVEN else "shipped table"
    until = f"{tenure.start} to {tenure.end}" if tenure.end else f"since {tenure.start}"
    return f"{whose} ({tenure.origin}; {until})"


def _why(position: str, where: str, days: Days, who: str) -> str:
    return f"linked because: office {position} of {where} on {days.text()}: {who}"
