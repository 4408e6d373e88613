"""Days written in a line, left open where figures leave day and month open, and lines that only date a text."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from dataclasses import dataclass

from communique.model.values import EARLIEST, LATEST, Span

# Written out, because those of the calendar module follow the machine's language.
MONTHS = (
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
)
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")

_MONTH = (
    r"(?P<month>jan(?:uary|\.)?|feb(?:ruary|\.)?|mar(?:ch|\.)?|apr(?:il|\.)?|may|june?\.?|july?\.?|aug(?:ust|\.)?|"
    r"sept?(?:ember|\.)?|oct(?:ober|\.)?|nov(?:ember|\.)?|dec(?:ember|\.)?)"
)
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th|\.(?=\s))?"
_YEAR = r"(?P<year>(?:19|20)\d\d)"
_EDGE = r"(?<![\w./-])"
_ANY_YEAR = re.compile(r"(?:19|20)\d\d")
_NAMED = (
    re.compile(rf"{_EDGE}{_MONTH}[\s-]*{_DAY}(?:,|\s|-)\s*{_YEAR}\b", re.I),
    re.compile(rf"{_EDGE}{_DAY}(?:\s+of)?[\s-]*{_MONTH}[\s,-]*{_YEAR}\b", re.I),
    re.compile(rf"{_EDGE}{_YEAR}[\s,-]+{_MONTH}[\s-]+{_DAY}\b", re.I),
)
_MONTH_DAY = (
    re.compile(rf"{_EDGE}{_MONTH}[\s-]*{_DAY}\b", re.I),
    re.compile(rf"{_EDGE}{_DAY}(?:\s+of)?[\s-]*{_MONTH}(?!\w)", re.I),
)
_MONTH_DAYS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_ISO = re.compile(
    r"(?<![\w./-])(?P<year>(?:19|20)\d\d)(?P<mark>[-/.])(?P<month>\d{1,2})(?P=mark)(?P<day>\d{1,2})"
    r"(?=T\d\d:|\b(?![./-]\d))"
)
_CJK = re.compile(r"(?P<year>(?:19|20)\d\d)\s?年\s?(?P<month>\d{1,2})\s?月\s?(?P<day>\d{1,2})\s?日")
_NUMERIC = re.compile(
    r"(?<![\w./-])(?P<first>\d{1,2})(?P<mark>[./-])(?P<second>\d{1,2})(?P=mark)(?P<year>(?:19|20)\d\d)(?![\w-]|[./]\d)"
)
_WEEKDAY = re.compile(r"\b(?P<name>mon|tue|wed|thu|fri|sat|sun)(?:s|nes|rs|ur)?(?:day)?\b\.?", re.I)

_TIME = re.compile(
    r"(?:\bT|(?<!\d))\d{1,2}[:.h]\d{2}(?::\d{2})?(?:[.,]\d+)?\s*(?:Z\b|hrs?\b|hours\b|h\b|[ap]\.?\s?m\b\.?)?"
    r"|\b\d{1,2}\s*[ap]\.?m\b\.?|\b\d{4}\s*(?:hrs|GMT|UTC)\b",
    re.I,
)
_ZONE = re.compile(
    r"\(?\b(?:(?:GMT|UTC)\s*(?:[+-]\s*\d{1,2}(?::?\d{2})?)?|[ECMP][SD]T|ET|PT|CES?T|EES?T|WES?T|BST|IST|MSK|ICT|WIB|"
    r"HKT|SGT|JST|KST|PKT|PHT|MYT|EAT|WAT|CAT|SAST|AEST|AEDT|NZ[SD]T|TRT|AST|GST|(?:local|[A-Z][a-z]+) time)\b\)?"
    r"|(?<=[\d\s])[+-]\d{2}:?\d{2}\b",
    re.I,
)
_LABEL = re.compile(
    r"\b(?P<label>(?:(?:first|last|originally)\s+)?"
    r"(?:published|posted|updated|modified|released|issued|created|uploaded|edited)(?:\s+(?:on|at|date|time|online))?"
    r"|(?:publication|publish|release|posting|issue)\s+date|date\s+of\s+(?:publication|issue|release|posting)"
    r"|for\s+immediate\s+release|(?:press|media|news)\s+(?:release|statement|note)"
    r"|date|time|update|last\s+update)\b\s*[:：]?",
    re.I,
)
_AGO = re.compile(
    r"\b(?:\d+|an?|one|two|three|few)\s+(?:sec(?:ond)?|min(?:ute)?|hour|hr|day|week|month|year)s?\s+ago\b", re.I
)
_COUNTS = re.compile(
    r"\b\d[\d.,]*\s*[km]?\s*(?:min(?:ute)?s?\s*read|views?|shares?|comments?|reads?)\b"
    r"|\b(?:hits|views|reads|comments|shares)\s*[:(]\s*\d[\d.,]*\s*[km]?\)?"
    r"|\b(?:(?:news|story|article|document)\s+)?(?:id|code|no\.?|number)\s*[:.]?\s*\d[\d/-]*",
    re.I,
)
_OTHER_CALENDAR = re.compile(  # the same day by the Islamic or the Persian calendar, which no line is dated by alone
    r"\b\d{1,2}\s+[^\W\d_][\w'’‘`-]+(?:\s[^\W\d_][\w'’‘`-]*){0,2},?\s+1[34]\d\d\b(?:\s?A?\.?H\b\.?)?"
    r"|\b[^\W\d_][\w'’‘`-]+(?:\s[IVX]{1,2})?\s+\d{1,2},?\s+1[34]\d\d\b(?:\s?A?\.?H\b\.?)?"
    r"|\b1[34]\d\d([/.-])\d{1,2}\1\d{1,2}\b"
)
_JOINING = frozenset({"at", "on", "of", "in", "and", "t", "z", "hrs", "@"})
_LEADS_ON = re.compile(r"^(?:in|on|at)\s+(?=[A-Z])")
_MOST_WORDS = 24


@dataclass(frozen=True, slots=True)
class Written:
    """A day as written: one reading, or two (day first, then month first) when the figures allow both."""

    span: Span
    days: tuple[dt.date, ...]

    def resolve(self, *, weekday: int | None = None, month_first: bool | None = None) -> dt.date | None:
        """The one day meant. ``weekday`` 0 is Monday; ``month_first`` is the habit of the source, None when unknown.

        None when both readings stay open, or when the weekday fits neither.
        """
        days = self.days if weekday is None else tuple(d for d in self.days if d.weekday() == weekday)
        if len(days) == 1:
            return days[0]
        if len(days) == 2 and month_first is not None:
            return days[1] if month_first else days[0]
        return None


@dataclass(frozen=True, slots=True)
class DateLine:
    """A line that only dates a text.

    ``labels`` has "published", "updated" or "" for each date; ``rest`` is what else it says (a place, an outlet, a
    name), part by part; ``timed`` when an hour or a label stands with the date.
    """

    dates: tuple[Written, ...]
    labels: tuple[str, ...]
    weekday: int | None
    timed: bool
    month_first: bool | None
    rest: tuple[str, ...]


def find_dates(text: str) -> tuple[Written, ...]:
    """Every full date (day, month, year) in ``text`` in order; impossible days and years out of range are left out."""
    if _ANY_YEAR.search(text) is None:
        return ()
    found: dict[int, Written] = {}  # by every place that a date covers, so that no two overlap
    for pattern in (_ISO, _CJK, *_NAMED):
        for match in pattern.finditer(text):
            month = match["month"]
            number = int(month) if month.isdigit() else _month(month)
            _add(found, match, _days((int(match["year"]), number, int(match["day"]))))
    for match in _NUMERIC.finditer(text):
        first, second, year = int(match["first"]), int(match["second"]), int(match["year"])
        readings = [(year, second, first)]
        if match["mark"] != ".":  # with dots it is always the day that comes first
            readings.append((year, first, second))
        _add(found, match, _days(*readings))
    return tuple(sorted(set(found.values()), key=lambda w: w.span))


def find_month_day(text: str) -> tuple[int, int] | None:
    """Month and day of the one date in ``text``, with a year or without; None without any, or with several."""
    found: set[tuple[int, int]] = set()
    for pattern in _MONTH_DAY:
        for match in pattern.finditer(text):
            month, number = _month(match["month"]), int(match["day"])
            if 1 <= number <= _MONTH_DAYS[month - 1]:
                found.add((month, number))
    return found.pop() if len(found) == 1 else None


def _month(name: str) -> int:
    return next(i for i, month in enumerate(MONTHS, 1) if month.startswith(name.lower().rstrip(".")[:3]))


def _days(*readings: tuple[int, int, int]) -> tuple[dt.date, ...]:
    days: list[dt.date] = []
    for year, month, day in readings:
        try:
            date = dt.date(year, month, day)
        except ValueError:
            continue
        if EARLIEST <= date <= LATEST and date not in days:
            days.append(date)
    return tuple(days)


def _add(found: dict[int, Written], match: re.Match[str], days: tuple[dt.date, ...]) -> None:
    covered = range(*match.span())
    if days and not any(at in found for at in covered):
        found.update(dict.fromkeys(covered, Written(Span(*match.span()), days)))


def weekday_in(text: str) -> int | None:
    """The one weekday named in ``text``, 0 for Monday; None without any, or with several."""
    names = {m["name"].lower() for m in _WEEKDAY.finditer(text)}
    if len(names) != 1:
        return None
    name = names.pop()
    return next(i for i, day in enumerate(WEEKDAYS) if day.startswith(name))


def parse_date_line(text: str, allowed: Callable[[str], bool]) -> DateLine | None:
    """``text`` as a line that only dates, or None when it says anything else.

    ``allowed`` decides about what is left beside dates, hours, weekdays and labels: an outlet, a place, a byline.
    """
    if len(text.split()) > _MOST_WORDS:
        return None
    dates = find_dates(text)
    left = list(text)
    for written in dates:
        left[written.span.start : written.span.end] = "|" * len(written.span.of(text))
    rest = "".join(left)
    labels = [(m.start(), m["label"]) for m in _LABEL.finditer(rest)]
    ago = _AGO.search(rest) is not None
    timed = bool(_TIME.search(rest) or labels)
    if not dates and not ago:
        return None
    for pattern in (_OTHER_CALENDAR, _AGO, _COUNTS, _ZONE, _TIME, _LABEL):
        rest = pattern.sub("|", rest)
    weekday = weekday_in(rest)
    rest = _WEEKDAY.sub("|", rest)
    parts = tuple(p for part in re.split(r"[|•·;()\[\]]+", rest) if (p := _LEADS_ON.sub("", part.strip(" \t,:/.–—@-"))))
    parts = tuple(p for p in parts if p.lower() not in _JOINING)
    if any(not allowed(p) for p in parts):
        return None
    return DateLine(dates, tuple(_label_before(labels, w) for w in dates), weekday, timed, _us_clock(text), parts)


def _label_before(labels: list[tuple[int, str]], written: Written) -> str:
    before = [name for at, name in labels if at < written.span.start]
    if not before:
        return ""
    return "updated" if re.search(r"updat|modif|edited", before[-1], re.I) else "published"


def _us_clock(text: str) -> bool | None:
    """True for "9:00:26 AM": seconds with AM or PM are how software set to US English prints a time, month first."""
    return True if re.search(r"\b\d{1,2}:\d{2}:\d{2}\s[AP]M\b", text) else None
