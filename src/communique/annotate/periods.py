"""How long what a date expression means lasts: early, mid and late in a period, years and months ago, whole years."""

from __future__ import annotations

import calendar
import datetime as dt
import re
from dataclasses import dataclass

from communique.model.values import Basis, PartialDate, Precision, Span

Days = tuple[dt.date, dt.date]
"""The first and the last day."""

_EARLY = re.compile(r"\b(?:early|start of|beginning of|first days of)\s+(?:in\s+)?(?:the\s+)?$", re.IGNORECASE)
_LATE = re.compile(r"\b(?:late|end of|close of|last days of)\s+(?:in\s+)?(?:the\s+)?$", re.IGNORECASE)
_MIDDLE = re.compile(r"\b(?:mid|middle of)[\s-]+(?:the\s+)?$", re.IGNORECASE)
_WORDS = re.compile(
    r"^(?:in |on |at |the |of )*(early|late|mid|end of|start of|beginning of|middle of)[\s-]+(?:the )?", re.IGNORECASE
)
MONTH = re.compile(
    r"\b(?:january|february|march|april|may|june|july|august|september|october|november|december|jan|feb|mar|apr|jun|jul|aug|"
    r"sept?|oct|nov|dec)\b",
    re.IGNORECASE,
)
"""A month's name, whole or cut off."""

_BARE_YEAR = re.compile(r"(?:from|after|before)\s+(?:the\s+)?(?P<year>(?:1[6-9]|20)\d\d)$", re.IGNORECASE)
_FROM_LAST_YEAR = re.compile(r"(?:from|after|before)\s+last\s+year$", re.IGNORECASE)
_AGO = re.compile(r"\b(?P<unit>year|month)s?\s+(?:ago|earlier|before)$", re.IGNORECASE)
_LAST_MONTH = re.compile(rf"^last\s+{MONTH.pattern}$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class TimeMention:
    """A date expression. ``past`` and ``future`` are its first and last day read either way (equal where it is
    certain).

    Both are None when it cannot be placed: no day to count from. ``duration_years`` is set for spans of time ("a
    decade"). ``stated``: the year is written out, so that nothing was counted.
    """

    span: Span
    text: str
    past: tuple[dt.date, dt.date] | None
    future: tuple[dt.date, dt.date] | None
    precision: Precision
    stated: bool
    duration_years: float | None = None
    since: bool = False

    def resolve(self, *, ahead: bool, basis: Basis | None = None) -> PartialDate | None:
        """The date, in the future when ``ahead`` (for plans). None when it cannot be placed."""
        chosen = self.future if ahead else self.past
        if chosen is None:
            return None
        found = basis or (Basis.STATED if self.stated else Basis.RELATIVE)
        return PartialDate(chosen[0], chosen[1], self.precision, found, self.text, self.span)

    def until(self, day: dt.date) -> PartialDate | None:
        """ "since 2017" as the days from its first to ``day``, that of writing."""
        if self.past is None or self.past[0] > day:
            return None
        return PartialDate(self.past[0], day, Precision.RANGE, Basis.RELATIVE, self.text, self.span)


def coarse(words: str, past: Days, reference: dt.date | None) -> Days | None:
    """What is no finer than its words: "four years ago" is a year, "from 1968" that year, "last April" the one just
    past; of these the library makes days, or the April before. None for anything else.
    """
    if (year := _BARE_YEAR.match(words)) is not None:
        return _whole_year(int(year["year"]))
    if reference is None:
        return None
    if _FROM_LAST_YEAR.match(words):
        return _whole_year(reference.year - 1)
    if (ago := _AGO.search(words)) is not None and past[0] == past[1]:
        if ago["unit"].lower() == "year":
            return _whole_year(past[0].year)
        return _whole_month(past[0].year, past[0].month)
    last = _LAST_MONTH.search(words)
    if last is not None and past[0].month < reference.month and past[0].year == reference.year - 1:
        return _whole_month(reference.year, past[0].month)
    return None


def _whole_year(year: int) -> Days:
    return dt.date(year, 1, 1), dt.date(year, 12, 31)


def _whole_month(year: int, month: int) -> Days:
    return dt.date(year, month, 1), dt.date(year, month, calendar.monthrange(year, month)[1])


def portion(text: str, start: int, end: int, past: Days, future: Days, *, months: bool) -> tuple[int, Days, Days]:
    """Apply "early", "mid", "late" and their like, which the library takes for halves."""
    inner = _WORDS.match(text[start:end])
    word = inner[1].lower() if inner else ""
    before = text[:start]
    for pattern, name in ((_EARLY, "early"), (_LATE, "late"), (_MIDDLE, "mid")):
        outer = pattern.search(before)
        if not word and outer:
            word, start = name, outer.start()
    part = {"early": 0, "start of": 0, "beginning of": 0, "mid": 1, "middle of": 1, "late": 2, "end of": 2}.get(word)
    if part is None or (past[1] - past[0]).days < 2:
        return start, past, future
    return start, _third(past, part, months=months), _third(future, part, months=months)


def _third(period: Days, part: int, *, months: bool) -> Days:
    """Early, mid or late in a month (days 1-10, 11-20, 21 on), a year (first two, middle four, last two months) or, by
    thirds, in what lies between.
    """
    first, last = period
    if (last - first).days < 7:
        return period  # "late this week": its days are too few to part
    if not months and 31 < (last - first).days < 100:
        third = dt.timedelta(days=(last - first).days // 3)
        day = dt.timedelta(days=1)
        return [(first, first + third), (first + third + day, last - third - day), (last - third, last)][part]
    if months or (last - first).days <= 31:
        year, month = first.year, first.month
        days = calendar.monthrange(year, month)[1]
        bounds = [(1, 10), (11, 20), (21, days)][part]
        return dt.date(year, month, bounds[0]), dt.date(year, month, bounds[1])
    year = first.year
    spans = [((1, 1), (2, 28)), ((5, 1), (8, 31)), ((11, 1), (12, 31))]
    (m1, d1), (m2, d2) = spans[part]
    return dt.date(year, m1, d1), dt.date(year, m2, d2)


def last_of(first: dt.date, *, months: bool) -> dt.date:
    """The last day of what begins there: a year, a month (``months``: one is named), else that day."""
    if first.month == 1 and first.day == 1 and not months:
        return dt.date(first.year, 12, 31)
    if first.day == 1 and months:
        return dt.date(first.year, first.month, calendar.monthrange(first.year, first.month)[1])
    return first


def precision_of(days: Days) -> Precision:
    """How fine a stretch of days is."""
    first, last = days
    if first == last:
        return Precision.DAY
    if first.day == 1 and last == dt.date(first.year, first.month, calendar.monthrange(first.year, first.month)[1]):
        return Precision.MONTH
    if (first.month, first.day, last.month, last.day) == (1, 1, 12, 31) and first.year == last.year:
        return Precision.YEAR
    return Precision.RANGE
