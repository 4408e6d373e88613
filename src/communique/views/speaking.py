"""Who speaks how often, and when: statements by speaker over the days on which they were published."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import pairwise

from typing_extensions import TypedDict

from communique.views.dates import day_text, iso
from communique.views.reader import Finder

MOST_SPEAKERS = 8
_MOST_PERIODS = 24  # bars that can be told from each other beside a name
# Months in a period, shortest first: the first that needs no more than that many bars is taken.
_UNITS = (("month", 1), ("quarter", 3), ("year", 12), ("decade", 120), ("century", 1200), ("millennium", 12_000))


class PeriodRow(TypedDict):
    """A stretch of time: its first and last day, ISO, and its name ("Q3 2022")."""

    since: str
    until: str
    shown: str


class SpeakerRow(TypedDict):
    """How many statements somebody makes, published from when to when.

    ``counts``: how many in each period; ``undated``: how many in documents of no known day.
    """

    actor: str
    name: str
    state: str | None
    statements: int
    first: str | None
    last: str | None
    counts: list[int]
    undated: int


class Speaking(TypedDict):
    """Speakers over time. ``unit``: what the periods are (month, quarter, ...); ``most``: the largest of all counts."""

    unit: str
    periods: list[PeriodRow]
    most: int
    rows: list[SpeakerRow]


def speaking(
    record: Finder,
    *,
    states: Sequence[str] = (),
    since: dt.date | None = None,
    until: dt.date | None = None,
    limit: int = MOST_SPEAKERS,
) -> Speaking:
    """The busiest speakers over time.

    Args:
        record: where to look.
        states: only statements that are of, to or about each of these (by code).
        since: only those published on this day or later; `limit` speakers are taken before that.
        until: likewise.
        limit: how many speakers.
    """
    found = record.speakers(states=states, limit=limit)
    told = [
        [d for d, _ in record.statement_keys(states=states, speaker=one.actor, since=since, until=until)]
        for one in found
    ]
    return _speaking([((one.actor, one.name, one.state), days) for one, days in zip(found, told, strict=True) if days])


def spoken(record: Finder, speaker: str, name: str, state: str | None) -> Speaking:
    """One speaker over time; no row where there is no statement."""
    days = [day for day, _ in record.statement_keys(speaker=speaker)]
    return _speaking([((speaker, name, state), days)] if days else [])


def _speaking(told: Sequence[tuple[tuple[str, str, str | None], Sequence[str]]]) -> Speaking:
    speakers = [(who, [_dated(day) for day in days]) for who, days in told]
    known = [day for _, days in speakers for day in days if day is not None]
    unit, months = _unit(known)
    periods = _periods(known, months)
    rows = []
    for (actor, name, state), days in speakers:
        own = [day for day in days if day is not None]
        counts = Counter(_start(day, months).isoformat() for day in own)
        rows.append(
            SpeakerRow(
                actor=actor,
                name=name,
                state=state,
                statements=len(days),
                first=iso(min(own, default=None)),
                last=iso(max(own, default=None)),
                counts=[counts[period["since"]] for period in periods],
                undated=len(days) - len(own),
            )
        )
    rows.sort(key=lambda row: -row["statements"])
    most = max((n for row in rows for n in row["counts"]), default=0)
    return Speaking(unit=unit, periods=periods, most=most, rows=rows)


def _dated(day: str) -> dt.date | None:
    """The day of a key; what has none is not written as a day there."""
    try:
        return dt.date.fromisoformat(day)
    except ValueError:
        return None


def _unit(days: Iterable[dt.date]) -> tuple[str, int]:
    """The shortest unit in which these days need no more bars than can be told from each other."""
    months = [day.year * 12 + day.month - 1 for day in days]
    if not months:
        return _UNITS[0]
    for name, size in _UNITS:
        if max(months) // size - min(months) // size < _MOST_PERIODS:
            return name, size
    return _UNITS[-1]


def _periods(days: Sequence[dt.date], months: int) -> list[PeriodRow]:
    """The periods from the first to the last of these days, also those in which none of them is."""
    if not days:
        return []
    first, last = _start(min(days), months), _start(max(days), months)
    starts = [first]
    while starts[-1] < last:
        starts.append(_after(starts[-1], months))
    return [
        PeriodRow(since=one.isoformat(), until=_before(two), shown=_shown(one, months))
        for one, two in pairwise([*starts, _after(starts[-1], months)])
    ]


def _start(day: dt.date, months: int) -> dt.date:
    at = (day.year * 12 + day.month - 1) // months * months
    return dt.date(max(at // 12, dt.MINYEAR), at % 12 + 1, 1)


def _after(start: dt.date, months: int) -> dt.date:
    """The first day behind a period; the last day that there is, where it would lie behind that."""
    at = start.year * 12 + start.month - 1
    at = at // months * months + months
    return dt.date(at // 12, at % 12 + 1, 1) if at // 12 <= dt.MAXYEAR else dt.date.max


def _before(day: dt.date) -> str:
    return (day if day == dt.date.max else day - dt.timedelta(days=1)).isoformat()


def _shown(start: dt.date, months: int) -> str:
    if months == 1:
        return day_text(start, month=True)
    if months == 3:
        return f"Q{start.month // 3 + 1} {start.year}"
    return str(start.year) if months == 12 else f"{start.year}–{start.year + months // 12 - 1}"
