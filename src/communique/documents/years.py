"""The year of a dateline that names only month and day, from what stands around the report. In doubt there is none."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Sequence

from communique.documents.credits import RIGHTS, stated_outlets
from communique.documents.datelines import Dateline
from communique.documents.dates import WEEKDAYS, find_dates, find_month_day
from communique.documents.outlets import same_outlet
from communique.model.records import READ_PARTS, Part, PartKind
from communique.model.values import EARLIEST, LATEST, Span

_AROUND = (PartKind.HEADER, PartKind.CAPTION, PartKind.FOOTER, PartKind.CREDIT)
_ARCHIVE = re.compile(r"(?i)\b(?:file|archive|archival|stock)\b")
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_DAY_NAMES = "|".join(WEEKDAYS)
_WEEKDAY = re.compile(rf"\b(?P<name>{_DAY_NAMES})\b", re.I)
_PAIR = re.compile(  # "Saturday, Nov. 11", "Saturday (November 11)", "Saturday 11 November"
    rf"\b(?P<name>{_DAY_NAMES})(?:,\s*|\s*\(|\s+)(?P<date>[A-Z][a-z]{{2,8}}\.?\s\d{{1,2}}\b|\d{{1,2}}\s[A-Z][a-z]{{2,8}}\b)"
    r"(?!,?\s*(?:19|20)\d\d)",
    re.I,
)
_LEAD_TELLS = (0, 1)  # days before the dateline that an agency's first sentence tells of


def complete_year(text: str, parts: Sequence[Part], dateline: Dateline, span: Span) -> dt.date | None:
    """The full day of a ``dateline`` without a year that stands at ``span``; None unless what shows it is certain.

    Either a full date of the same month and day stands in header, caption or footer, or a line of rights names one
    year, in which the weekdays that the report names fall on the right days. A site stamps the current year on old
    articles, so where no weekday stands beside a date, the rights must be the dateline's own agency's, and the first
    weekday after the dateline must be that day or the one before.
    """
    if dateline.month_day is None:
        return None
    exact = {d for d in _dates_around(text, parts) if (d.month, d.day) == dateline.month_day}
    if exact:
        day = exact.pop() if len(exact) == 1 else None
        return day if day is not None and _weekday_fits(dateline, day) else None
    lines = [words for p in parts if p.kind is PartKind.FOOTER and RIGHTS.search(words := p.span.of(text))]
    years = {int(year) for line in lines for year in _YEAR.findall(line)}
    day = _day(years.pop(), *dateline.month_day) if len(years) == 1 else None
    if day is None or not _weekday_fits(dateline, day):
        return None
    told = [_told_right(m["name"], m["date"], day) for p in parts for m in _pairs(text, p)]
    if told or dateline.weekday is not None:
        return day if all(told) else None
    owners = [name for line in lines for name in stated_outlets(line)]
    own = any(same_outlet(owner, agency) for owner in owners for agency in dateline.agencies)
    return day if own and _lead_fits(text, parts, span, day) else None


def _dates_around(text: str, parts: Iterable[Part]) -> set[dt.date]:
    found: set[dt.date] = set()
    for part in parts:
        words = part.span.of(text)
        if part.kind in _AROUND and not _ARCHIVE.search(words):
            # A header in figures may leave day and month open: the dateline then says which is meant.
            found.update(day for written in find_dates(words) for day in written.days)
    return found


def _day(year: int, month: int, number: int) -> dt.date | None:
    try:
        day = dt.date(year, month, number)
    except ValueError:  # 29 February
        return None
    return day if EARLIEST <= day <= LATEST else None


def _weekday_fits(dateline: Dateline, day: dt.date) -> bool:
    return dateline.weekday is None or dateline.weekday == day.weekday()


def _pairs(text: str, part: Part) -> Iterable[re.Match[str]]:
    return _PAIR.finditer(part.span.of(text)) if part.kind in READ_PARTS else ()


def _told_right(weekday: str, date: str, published: dt.date) -> bool:
    """Whether month and day fall on that weekday where they come nearest to the day of publication."""
    month_day = find_month_day(date)
    if month_day is None:
        return True
    days = [d for year in (-1, 0, 1) if (d := _day(published.year + year, *month_day)) is not None]
    nearest = min(days, key=lambda d: abs((d - published).days), default=None)
    return nearest is not None and WEEKDAYS[nearest.weekday()] == weekday.lower()


def _lead_fits(text: str, parts: Iterable[Part], span: Span, day: dt.date) -> bool:
    lead = next((p.span.of(text) for p in parts if p.kind in READ_PARTS and p.span.start >= span.end), "")
    named = _WEEKDAY.search(lead)
    return named is not None and (day.weekday() - WEEKDAYS.index(named["name"].lower())) % 7 in _LEAD_TELLS
