"""Stretches of time that the recogniser of `times` does not know, or of which it makes two days or the wrong year.

Lists of days ("May 5 and 6", "from June 2 to 4"), a month or a day with a word for its year ("May last year"), halves
and quarters, seasons, decades, weekdays of last week and the next, and what lies between the start of a period and the
day of writing ("earlier this year").
"""

from __future__ import annotations

import calendar
import datetime as dt
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from communique.annotate.periods import Days, portion

_MONTHS = {name: n for n, name in enumerate(("jan feb mar apr may jun jul aug sep oct nov dec").split(), 1)}
_WEEKDAYS = {name: n for n, name in enumerate(("mon tue wed thu fri sat sun").split())}
_NUMBERS = {w: n for n, w in enumerate("two three four five six seven eight nine ten eleven".split(), 2)} | {
    "a": 1,
    "one": 1,
}
_M = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December|"
    r"(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\b\.?)"
)
_D = r"(?:[12]\d|3[01]|0?[1-9])(?:st|nd|rd|th)?"
_Y = r"(?:1[6-9]|20)\d\d"
_W = r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
_JOIN = r"(?:,?\s+and\s+|\s+to\s+|\s*[-–—]\s*)"
_DAYS = rf"{_D}(?:,\s+{_D})*{_JOIN}{_D}"
# What may follow a number that is a day's and counts nothing: "on May 5 and 6 in Bali", not "on May 5 and 6 people".
_AFTER = (
    r"(?=\s*(?:$|[.,;:)!?\"”’'–—-](?!\d)|\s(?:in|at|on|to|for|with|by|and|after|before|as|during|when|where|that|which|who|of|is|"
    r"was|were|will|would|has|had|have|but|about|over|under|between|against|from|amid|following|near|this|last|next|while|"
    r"ahead|because|since|the|a|an|its|their|his|her|[A-Z]\w*)\b))"
)
_SEASONS = {"spring": 3, "summer": 6, "autumn": 9, "fall": 9, "winter": 12}


@dataclass(frozen=True, slots=True)
class Stretch:
    """Offsets into the text; the days read as past and as future, None where there is no day to count from.

    ``stated``: the year is written out.
    """

    start: int
    end: int
    past: Days | None
    future: Days | None
    stated: bool


Reading = Callable[["re.Match[str]", "dt.date | None"], "tuple[Days | None, Days | None] | None"]
"""The two readings of a match; None where it is no date after all."""


def stretches(text: str, reference: dt.date | None) -> Iterator[Stretch]:
    """The stretches of ``text``, the first of those that touch; not in order.

    Args:
        text: one sentence or paragraph.
        reference: the day of writing, or None: then only what names its year is placed.
    """
    taken: list[tuple[int, int]] = []
    for pattern, reading in _READINGS:
        for match in pattern.finditer(text):
            start, end = match.span()
            if any(start < b and a < end for a, b in taken):
                continue
            days = reading(match, reference)
            if days is None:
                continue
            taken.append((start, end))
            past, future = days
            months = bool(re.search(_M, match[0])) and past is not None and (past[1] - past[0]).days > 26
            if past is not None and future is not None and months:
                start, past, future = portion(text, start, end, past, future, months=True)
            yield Stretch(start, end, past, future, bool(re.search(rf"\b{_Y}", match[0])))


def _listed(match: re.Match[str], reference: dt.date | None) -> tuple[Days | None, Days | None] | None:
    """ "May 5 and 6", "5 and 6 May 2023", "last year" for the year likewise."""
    month = _month(match["month"])
    named = [int(d) for d in re.findall(r"\d+", match["days"])]
    if named != sorted(set(named)):
        return None
    years = _years(match, reference, month)
    if years is None:
        return None, None
    try:
        past, future = ((dt.date(y, month, named[0]), dt.date(y, month, named[-1])) for y in years)
    except ValueError:
        return None
    if len(named) == 2 and "and" in match["days"] and named[1] - named[0] > 7 and "between" not in match[0].lower():
        return None  # two days far apart, of two happenings
    return past, future


def _over_two(match: re.Match[str], reference: dt.date | None) -> tuple[Days | None, Days | None] | None:
    """ "between May 30 and June 2"."""
    first, last = _month(match["month"]), _month(match["month2"])
    years = _years(match, reference, first)
    if years is None:
        return None, None
    try:
        past, future = (
            (dt.date(y, first, int(match["day"])), dt.date(y + (last < first), last, int(match["day2"]))) for y in years
        )
    except ValueError:
        return None
    return (past, future) if past[0] <= past[1] else None


def _month_of_year(match: re.Match[str], reference: dt.date | None) -> tuple[Days | None, Days | None] | None:
    """ "May last year", "5 May of this year"."""
    month = _month(match["month"])
    years = _years(match, reference, month)
    if years is None:
        return None, None
    day = match["day"] or match["day2"]
    try:
        first = dt.date(years[0], month, int(re.sub(r"\D", "", day)) if day else 1)
    except ValueError:
        return None
    return ((first, first),) * 2 if day else (_months(years[0], month, month),) * 2


def _part_of_year(match: re.Match[str], reference: dt.date | None) -> tuple[Days | None, Days | None] | None:
    """ "the first half of the year", "the last quarter of 2022", "the first six months of last year"."""
    which, unit = match["which"].lower(), match["unit"].lower()
    length = {"half": 6, "quarter": 3}.get(unit) or _NUMBERS.get((match["count"] or "").lower(), 0)
    if not length or length > 11:
        return None
    position = {"first": 0, "1st": 0, "second": 1, "2nd": 1, "latter": 1, "third": 2, "3rd": 2, "fourth": 3, "4th": 3}
    at = (12 // length) - 1 if which in {"last", "final", "closing"} else position.get(which)
    if at is None or (at + 1) * length > 12 or (match["count"] and which not in {"first", "last", "final"}):
        return None
    year = _year(match, reference)
    if year is None:
        return None, None
    last = 12 if which in {"last", "final", "closing"} else (at + 1) * length
    return (_months(year, last - length + 1, last),) * 2


def _half_of_month(match: re.Match[str], reference: dt.date | None) -> tuple[Days | None, Days | None] | None:
    month = _month(match["month"])
    years = _years(match, reference, month)
    if years is None:
        return None, None
    first = match["which"].lower() in {"first", "1st"}
    past, future = (
        (dt.date(y, month, 1), dt.date(y, month, 15)) if first else (dt.date(y, month, 16), _months(y, month, month)[1])
        for y in years
    )
    return past, future


def _season(match: re.Match[str], reference: dt.date | None) -> tuple[Days | None, Days | None] | None:
    """Of the north, in whole months: spring from March, summer from June, autumn from September, winter after."""
    start = _SEASONS[match["season"].lower()]
    if (year := _group(match, "year")) is not None:
        return (_three_months(int(year), start),) * 2
    if reference is None:
        return None, None
    around = [_three_months(y, start) for y in range(reference.year - 2, reference.year + 3)]
    word = (_group(match, "which") or "").lower()
    over = [d for d in around if d[1] < reference]
    now = next((d for d in around if d[0] <= reference <= d[1]), None)
    ahead = next(d for d in around if d[0] > reference)
    if word in {"last", "past"}:
        return (over[-1],) * 2
    if word == "next":
        return (ahead,) * 2
    if word == "this":
        own = now or _three_months(reference.year, start)
        return own, own
    return (now or over[-1]), (now or ahead)


def _decade(match: re.Match[str], _: dt.date | None) -> tuple[Days | None, Days | None] | None:
    first = int(match["year"])
    a, b = {"early": (0, 3), "mid": (4, 6), "late": (7, 9)}.get((match["part"] or "").lower(), (0, 9))
    return ((dt.date(first + a, 1, 1), dt.date(first + b, 12, 31)),) * 2


def _decades_ago(match: re.Match[str], reference: dt.date | None) -> tuple[Days | None, Days | None] | None:
    if reference is None:
        return None, None
    year = reference.year - 10 * _NUMBERS[match["count"].lower()]
    return (_months(year, 1, 12),) * 2 if year > 0 else None


def _weekday(match: re.Match[str], reference: dt.date | None) -> tuple[Days | None, Days | None] | None:
    """The nearest one before the day of writing, or after it."""
    if reference is None:
        return None, None
    apart = _WEEKDAYS[match["day"][:3].lower()] - reference.weekday()
    step = (apart - 1) % 7 + 1 if match["which"].lower().split()[-1] in {"next", "coming"} else -((-apart - 1) % 7 + 1)
    day = reference + dt.timedelta(days=step)
    return (day, day), (day, day)


def _so_far(match: re.Match[str], reference: dt.date | None) -> tuple[Days | None, Days | None] | None:
    """ "earlier this year" ends the day before that of writing, "later this week" begins the day after."""
    if reference is None:
        return None, None
    unit = match["unit"].lower()
    if unit == "week":
        first = reference - dt.timedelta(days=reference.weekday())
        last = first + dt.timedelta(days=6)
    else:
        months = (1, 12) if unit == "year" else (reference.month,) * 2
        first, last = _months(reference.year, *months)
    day = dt.timedelta(days=1)
    days = (
        (first, max(first, reference - day))
        if match["which"].lower() == "earlier"
        else (min(last, reference + day), last)
    )
    return days, days


def _night(_: re.Match[str], reference: dt.date | None) -> tuple[Days | None, Days | None] | None:
    if reference is None:
        return None, None
    days = (reference - dt.timedelta(days=1), reference)
    return days, days


def _years(match: re.Match[str], reference: dt.date | None, month: int) -> tuple[int, int] | None:
    """The year read as past and as future: the one written or worded, else those nearest to the day of writing."""
    year = _year(match, reference)
    if year is not None:
        return year, year
    if reference is None:
        return None
    now = reference.year
    named = re.findall(r"\d+", _group(match, "days") or _group(match, "day") or "")
    if not named and month == reference.month:
        return now, now
    over = (month, int(named[0]) if named else 1) <= (reference.month, reference.day)
    return (now, now + 1) if over else (now - 1, now)


def _year(match: re.Match[str], reference: dt.date | None) -> int | None:
    if (year := _group(match, "year")) is not None:
        return int(year)
    word = _group(match, "worded")
    if word is None or reference is None:
        return None
    word = word.lower().removeprefix("the ")
    return reference.year + {"last": -1, "previous": -1, "next": 1, "coming": 1}.get(word, 0)


def _group(match: re.Match[str], name: str) -> str | None:
    """What the group holds; None where the pattern has no such group."""
    return match.groupdict().get(name)


def _month(words: str) -> int:
    return _MONTHS[words[:3].lower()]


def _months(year: int, first: int, last: int) -> Days:
    return dt.date(year, first, 1), dt.date(year, last, calendar.monthrange(year, last)[1])


def _three_months(year: int, start: int) -> Days:
    if start < 12:
        return _months(year, start, start + 2)
    return dt.date(year, 12, 1), dt.date(year + 1, 2, calendar.monthrange(year + 1, 2)[1])


_OF_YEAR = rf"(?:,?\s+(?P<year>{_Y})\b|(?:\s+of|\s+in)?\s+(?P<worded>last|this|next)\s+year\b)"
_WHOSE_YEAR = (
    rf"\s+(?:of|in)\s+(?:(?P<year>{_Y})\b|(?P<worded>the|last|this|next|the current|the previous|the coming)\s+year\b)"
)
_FROM = r"\b(?:(?:[Bb]etween|[Ff]rom)\s+)?"
_PARTS = r"first|second|latter|third|fourth|last|final|1st|2nd|3rd|4th"
_READINGS: tuple[tuple[re.Pattern[str], Reading], ...] = tuple(
    (re.compile(pattern), reading)
    for pattern, reading in (
        (
            rf"\b[Bb]etween\s+(?P<month>{_M})\s+(?P<day>{_D})\s+and\s+(?P<month2>{_M})\s+(?P<day2>{_D})\b"
            rf"(?:,?\s+(?P<year>{_Y})\b)?",
            _over_two,
        ),
        (rf"{_FROM}(?P<month>{_M})\s+(?P<days>{_DAYS})\b(?:{_OF_YEAR}|{_AFTER})", _listed),
        (rf"{_FROM}(?P<days>{_DAYS})\s+(?P<month>{_M})\b{_OF_YEAR}?", _listed),
        (
            rf"\b(?:(?P<day>{_D})\s+)?(?P<month>{_M})(?:\s+(?P<day2>{_D}),?)?(?:\s+of|\s+in)?\s+"
            r"(?P<worded>last|this|next)\s+year\b",
            _month_of_year,
        ),
        (
            rf"(?i)\b(?:the\s+)?(?P<which>{_PARTS})\s+(?:(?P<count>\w+)\s+)?(?P<unit>half|quarter|months){_WHOSE_YEAR}",
            _part_of_year,
        ),
        (
            rf"\b(?:[Tt]he\s+)?(?P<which>first|second|latter)\s+half\s+of\s+(?P<month>{_M})(?:\s+(?P<year>{_Y}))?\b",
            _half_of_month,
        ),
        (r"\b(?P<which>last|this|next|past)\s+(?P<season>spring|summer|autumn|fall|winter)\b", _season),
        (rf"\b(?:[Tt]he\s+)?(?P<season>spring|summer|autumn|winter)(?:\s+of)?\s+(?P<year>{_Y})\b(?!-)", _season),
        (rf"\bthe\s+(?P<season>fall)\s+of\s+(?P<year>{_Y})\b", _season),
        (rf"(?<=\bin the )(?P<season>spring|summer|autumn|winter)(?! of\b){_AFTER}", _season),
        (r"(?i)\b(?:(?P<part>early|mid|late)[\s-]+)?(?P<year>(?:1[5-9]|20)\d0)['’]?s\b", _decade),
        (rf"(?i)\b(?P<count>{'|'.join(_NUMBERS)})\s+decades?\s+ago\b", _decades_ago),
        (rf"(?i)\b(?P<which>last|next|this past|this coming|coming)\s+(?P<day>{_W})\b", _weekday),
        (r"(?i)\b(?P<which>earlier|later)\s+this\s+(?P<unit>week|month|year)\b", _so_far),
        (rf"\b[Oo]vernight(?!\s+(?:on|from|into|to)\b|\s+(?:{_W}|{_M})){_AFTER}", _night),
    )
)
