"""Partial dates as people write them, and the days that people write on a command line."""

from __future__ import annotations

import calendar
import datetime as dt
import re

from typing_extensions import TypedDict

from communique.errors import UsageError
from communique.model.values import Basis, PartialDate, Precision

_MONTHS = ("", "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_UNSURE = (Basis.STORY, Basis.INFERRED)
_WIDE = dt.timedelta(days=8)  # an inferred range of more days is no estimate of a day, it only bounds it


class DateShape(TypedDict):
    """A date as exported: ISO days or None, both included; ``shown`` is the same for people."""

    start: str | None
    end: str | None
    precision: str
    basis: str
    shown: str


def date_shape(date: PartialDate | None) -> DateShape | None:
    """The shape of a partial date; None stays None."""
    if date is None:
        return None
    return DateShape(
        start=iso(date.start),
        end=iso(date.end),
        precision=date.precision.value,
        basis=date.basis.value,
        shown=shown(date),
    )


def iso(day: dt.date | None) -> str | None:
    """ISO form, None where nothing is known."""
    return None if day is None else day.isoformat()


def shown(date: PartialDate | None) -> str:
    """A date for people; ``~`` marks what the text does not say itself, and a wide range says that it only bounds.

    >>> day = dt.date(2022, 7, 5)
    >>> shown(PartialDate(day, dt.date(2022, 7, 6), Precision.RANGE, Basis.STATED))
    '5–6 Jul 2022'
    """
    if date is None or date.precision is Precision.UNKNOWN or (date.start is None and date.end is None):
        return "undated"
    mark = "~" if date.basis in _UNSURE else ""
    if date.start is None or date.end is None:
        return f"{mark}until {_day(date.end)}" if date.end else f"{mark}from {_day(date.start)}"
    text = between(date.start, date.end)
    if mark and "–" in text and text[:1].isdigit() and date.end - date.start > _WIDE and len(text) > len("2014–2022"):
        return f"between {text.replace(' – ', ' and ').replace('–', ' and ')} (inferred)"
    return mark + text


def without_year(text: str, year: int) -> str:
    """A shown date as it stands under a heading of its year.

    >>> without_year("28 Sep 2021", 2021), without_year("between 22 May and 19 Jul 2024 (inferred)", 2024)
    ('28 Sep', 'between 22 May and 19 Jul (inferred)')
    """
    return text.replace(f" {year}", "") if text.count(f" {year}") == 1 else text


def day_text(day: dt.date, *, month: bool = False) -> str:
    """A day as people write it, or with ``month`` only its month.

    >>> day_text(dt.date(2024, 7, 19)), day_text(dt.date(2024, 7, 19), month=True)
    ('19 Jul 2024', 'Jul 2024')
    """
    return f"{_MONTHS[day.month]} {day.year}" if month else _day(day)


def between(start: dt.date, end: dt.date) -> str:
    """The days from ``start`` to ``end`` in as few words as say it: whole years and months by their names.

    >>> between(dt.date(2021, 1, 1), dt.date(2021, 12, 31)), between(dt.date(2021, 9, 28), dt.date(2021, 10, 2))
    ('2021', '28 Sep – 2 Oct 2021')
    """
    if start == end:
        return _day(start)
    if (start.month, start.day, end.month, end.day) == (1, 1, 12, 31):
        return f"{start.year}" if start.year == end.year else f"{start.year}–{end.year}"
    same_year = start.year == end.year
    if start.day == 1 and end.day == calendar.monthrange(end.year, end.month)[1]:
        last = f"{_MONTHS[end.month]} {end.year}"
        if same_year:
            return last if start.month == end.month else f"{_MONTHS[start.month]}–{last}"
        return f"{_MONTHS[start.month]} {start.year} – {last}"
    if same_year and start.month == end.month:
        return f"{start.day}–{_day(end)}"
    return f"{start.day} {_MONTHS[start.month]}{'' if same_year else f' {start.year}'} – {_day(end)}"


def _day(day: dt.date | None) -> str:
    return "" if day is None else f"{day.day} {_MONTHS[day.month]} {day.year}"


def parse_day(text: str | None, *, last: bool = False) -> dt.date | None:
    """``2022``, ``2022-07`` or ``2022-07-05`` as its first day, or with ``last`` as its last day.

    Raises:
        UsageError: any other text, or a day that no calendar has.
    """
    if text is None:
        return None
    found = re.fullmatch(r"(\d{4})(?:-(\d{1,2}))?(?:-(\d{1,2}))?", text.strip(), re.ASCII)
    try:
        if found is None:
            raise ValueError("not a date")
        year, month, day = (int(group or 0) for group in found.groups())
        if last:
            return dt.date(year, month or 12, day or calendar.monthrange(year, month or 12)[1])
        return dt.date(year, month or 1, day or 1)
    except ValueError as error:
        raise UsageError(f"{text!r} is not a date", "write it as 2022, 2022-07 or 2022-07-05") from error
