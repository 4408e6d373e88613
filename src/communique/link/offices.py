"""Who held an office on a day: from what the record's own texts say, then from the shipped table.

A description such as "the Russian foreign minister" names an office and no person; who held it depends on the day.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib import resources

from communique.knowledge.offices import Tenure, holders, position_titles, tenures_of
from communique.knowledge.states import State, states
from communique.link.names import same_spelling, tokens
from communique.model.values import PartialDate

_REACH = dt.timedelta(days=365)  # how far from its own day a text's word on an office is believed


_ARTICLES = frozenset(("the", "a", "an", "his", "her", "their", "its", "our", "of", "s"))


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
    """A text's word that ``person`` (actor id) held an office of ``country`` on ``days``."""

    position: str
    country: str
    days: Days
    person: str
    name: str
    document: str


@dataclass(frozen=True, slots=True)
class Holder:
    """Who held the office. ``person`` is an actor id when a text shows it, None when only the shipped table does."""

    name: str
    person: str | None
    why: str


@cache
def canonical(office: str) -> tuple[str, ...]:
    """The positions that an office in a document's words may be: "deputy premier and foreign minister" is two."""
    words = " ".join(office.lower().replace("-", " ").split())
    titles = position_titles()
    whole = titles.get(office.lower()) or titles.get(words)
    if whole is not None:
        return (whole.title,)
    parts = [titles[p.strip()].title for p in words.split(" and ") if p.strip() in titles]
    return tuple(dict.fromkeys(parts)) or (words,)


@cache
def _title_words() -> frozenset[str]:
    plain = resources.files("communique.link").joinpath("data/office_words.txt").read_text(encoding="utf-8").split()
    return frozenset(plain) | {w for alias in position_titles() for w in tokens(alias)}


@cache
def _state_words() -> frozenset[str]:
    def forms(state: State) -> Iterable[str]:
        names = (state.name, *state.names, *state.adjectives, *state.people)
        return (*names, *state.seats, *state.regions, state.capital or "")

    return frozenset(w for state in states() for form in forms(state) for w in (*tokens(form), *tokens(form + "'s")))


def is_description(name: str, office: str | None) -> bool:
    """True when ``name`` is words of offices and states only, so that it names no person."""
    words = tokens(name)
    known = _title_words() | set(tokens(office or ""))
    left = [w for w in words if w not in known]
    # Without an office from the annotator one bare word can be a surname ("King"), so it must be a phrase.
    if office is None and len(words) < 2:
        return False
    # A state's words may stand beside an office's ("Jordan's king"), but alone they can be a surname ("Jordan").
    return len(left) < len(words) and all(w in _state_words() for w in left)


def position_words(name: str) -> str:
    """A description's own words without articles and states: "the top Vietnamese leader" is "top leader"."""
    kept = [w for w in tokens(name) if w not in _state_words() and w not in _ARTICLES]
    return " ".join(kept) or name.lower()


class OfficeBook:
    """Looks up holders by position, state and days. Built from evidence in any order."""

    def __init__(self, evidence: Iterable[Evidence]) -> None:
        """``evidence``: what the record's texts say, in any order; repeats do not count."""
        self._rows: defaultdict[tuple[str, str], list[Evidence]] = defaultdict(list)
        for row in sorted(set(evidence), key=lambda e: (e.days.first, e.days.last, e.person, e.document)):
            self._rows[(row.position, row.country)].append(row)

    def holder(self, office: str, country: str, days: Days) -> Holder | None:
        """The one holder that texts or table show, or None when there is none or more than one."""
        for position in canonical(office):
            found = self._by_texts(position, country, days) or _by_table(position, country, days)
            if found is not None:
                return found
        return None

    def _by_texts(self, position: str, country: str, days: Days) -> Holder | None:
        rows = [r for r in self._rows[(position, country)] if r.days.gap(days) <= _REACH]
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
        listed = holders(position, country, between.first, between.last)
        if others or any(not _is_person(t, row.name) for t in listed):
            return None
        why = _why(position, country, days, f"{row.name}, as {row.document} says of {row.days.text()}")
        return Holder(row.name, row.person, why)


def _is_person(tenure: Tenure, name: str) -> bool:
    if same_spelling(tenure.person, name) or any(same_spelling(alias, name) for alias in tenure.aliases):
        return True
    return any(t.person == tenure.person for t in tenures_of(name))


@cache
def _by_table(position: str, country: str, days: Days) -> Holder | None:
    found = sorted({t.person for t in holders(position, country, days.first, days.last)})
    if len(found) != 1:
        return None
    return Holder(found[0], None, _why(position, country, days, f"{found[0]}, shipped table"))


def _why(position: str, country: str, days: Days, who: str) -> str:
    return f"linked because: office {position} of {country} on {days.text()}: {who}"
