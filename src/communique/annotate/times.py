"""Dates in the text, resolved against the day of publication. Our own interface over recognizers-text.

The recogniser finds the expressions and their TIMEX values; what is ours: choosing between past and future, the parts
of a period ("early August", "the end of last year"), and saying nothing when there is no day to count from.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import replace
from typing import Any

from communique.annotate.periods import MONTH, Days, TimeMention, coarse, last_of, portion, precision_of
from communique.annotate.recogniser import recogniser
from communique.annotate.sequel import joined_weekdays, sequel
from communique.annotate.stage import Draft
from communique.annotate.stretches import stretches
from communique.model.values import Precision, Span

# What a date expression always holds; a sentence without any is not worth the recogniser's time.
_TRIGGER = re.compile(
    r"\d(?:st|nd|rd|th)\b|\b(?:1[6-9]|20)\d\ds?\b|\d[/.-]\d|\b(?:January|February|March|April|May|June|July|August|September|October|"
    r"November|December|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\b|(?i:\b(?:mon|tues|wednes|thurs|fri|satur|sun)day\b|"
    r"\b(?:today|tomorrow|yesterday|tonight|days?|weeks?|weekends?|months?|years?|decades?|quarters?|century|centuries|spring|summer|"
    r"autumn|winter|fall|morning|afternoon|evening|night|overnight)\b)"
)
_FULL = re.compile(r"^\d{4}(-\d{2}(-\d{2})?)?$")
_WEEKEND = re.compile(r"^(?:(?:over|during|at|on) )?(?:the |this )?weekend$", re.IGNORECASE)
_WEEKDAY = re.compile(r"\b(?:mon|tues|wednes|thurs|fri|satur|sun)day\b", re.IGNORECASE)
_PART_OF = re.compile(
    r"\b(?:early|late|mid|the (?:start|beginning|middle|end) of|(?:start|beginning|middle|end) of)[\s-]+(?:in\s+)?"
    r"(?=(?:January|February|March|April|May|June|July|August|September|October|November|December)\b)",
    re.IGNORECASE,
)
_YEARS = re.compile(
    r"\b(?:between|from)\s+((?:1[6-9]|20)\d\d)\s+(?:and|to|until|till)\s+((?:1[6-9]|20)\d\d)\b"
    r"|\b((?:1[6-9]|20)\d\d)[-–]((?:(?:1[6-9]|20)\d\d|\d\d))\b(?![-–/\d])"
)
_SINCE = re.compile(r"\bsince\s+(?:the\s+)?$", re.IGNORECASE)
_CLOCK = re.compile(
    r"\b(?:before|after|around|at|by|until|near)\s+(?:midnight|noon|midday|dawn|dusk|sunrise|sunset)\s+(?=on\b|late\b|early\b|[A-Z])"
)
_PART_BEFORE = re.compile(r"(?:early|late|mid|start|beginning|middle|end|close)\b", re.IGNORECASE)
# "the first visit in 30 years" looks back, which the library does not know.
_FIRST_IN = re.compile(r"\b(?:first|only)\b(?:(?!\b(?:will|would|shall|be)\b)[^.;]){0,80}$", re.IGNORECASE)
_IN_YEARS = re.compile(r"in .*\b(?:years|months)", re.IGNORECASE)
_OVERNIGHT = re.compile(r"\bovernight\s+(?:(?:on|of|late on)\s+|(?P<into>into|to|in to)\s+)?$", re.IGNORECASE)
_LONGEST = 80  # no date expression has so many characters
_FALLBACK = dt.date(2000, 1, 1)


def find_times(text: str, reference: dt.date | None, offset: int = 0) -> list[TimeMention]:
    """The date expressions of ``text`` (one sentence or paragraph), in order.

    Args:
        text: English.
        reference: the day it was written, or None: then only dates with a year are placed.
        offset: added to all spans.
    """
    if not _TRIGGER.search(text):
        return []
    base = reference or _FALLBACK
    moment = dt.datetime.combine(base, dt.time())
    ranges = _own_ranges(text, reference, offset)
    # "early August 2012": the library splits it, see `portion`; "before midnight on Monday" it drops
    seen = _CLOCK.sub(lambda m: " " * len(m[0]), _PART_OF.sub(lambda m: " " * len(m[0]), text))
    for mention in ranges:
        seen = seen[: mention.span.start - offset] + " " * len(mention.text) + seen[mention.span.end - offset :]
    try:
        results = recogniser()(seen, moment)
    except (ValueError, OverflowError, IndexError, KeyError, TypeError, AttributeError):
        # Known failures of the library on odd figures ("31/31", "99999 BC"): the sentence then has no dates.
        return []
    glued = next((r for r in results if int(r.end) - int(r.start) > _LONGEST), None)
    if glued is not None:
        # "this morning in Brussels at ... on 19 September": the library makes one date of two with all between them
        half = text.rfind(" ", 0, (int(glued.start) + int(glued.end)) // 2)
        if half > 0:
            return [*find_times(text[:half], reference, offset), *find_times(text[half:], reference, offset + half)]
    found = [_over_night(m, text, offset) for r in results if (m := _mention(text, r, reference, offset)) is not None]
    return sorted([*ranges, *found], key=lambda m: m.span)


def _over_night(mention: TimeMention, text: str, offset: int) -> TimeMention:
    """ "overnight on Friday" is that day and the one after, "overnight into Saturday" that day and the one before."""
    night = _OVERNIGHT.search(text[: mention.span.start - offset])
    if night is None or mention.precision is not Precision.DAY or mention.past is None or mention.future is None:
        return mention
    day = dt.timedelta(days=1)
    a, b = (-day, 0 * day) if night["into"] else (0 * day, day)
    span = Span(night.start() + offset, mention.span.end)
    return replace(
        mention,
        span=span,
        text=text[night.start() : mention.span.end - offset],
        past=(mention.past[0] + a, mention.past[1] + b),
        future=(mention.future[0] + a, mention.future[1] + b),
        precision=Precision.RANGE,
    )


def _own_ranges(text: str, reference: dt.date | None, offset: int) -> list[TimeMention]:
    """What the library knows nothing of; see `stretches`."""
    ranges = _year_ranges(text, offset)
    for stretch in stretches(text, reference):
        span = Span(stretch.start + offset, stretch.end + offset)
        if any(span.touches(r.span) for r in ranges):
            continue
        past, future = stretch.past, stretch.future
        since = bool(_SINCE.search(text[: stretch.start]))
        precision = precision_of(past) if past is not None else Precision.UNKNOWN
        words = text[stretch.start : stretch.end]
        ranges.append(TimeMention(span, words, past, future, precision, stated=stretch.stated, since=since))
    return sorted(ranges, key=lambda m: m.span)


def _year_ranges(text: str, offset: int) -> list[TimeMention]:
    """ "between 2003 and 2007", "from 1979 to 1989", "1975-79", of which the library makes nothing or two dates."""
    out = []
    for match in _YEARS.finditer(text):
        first, last = (int(y) for y in match.groups() if y)
        last = last if last > 99 else first - first % 100 + last
        if first <= last:
            days = (dt.date(first, 1, 1), dt.date(last, 12, 31))
            span = Span(match.start() + offset, match.end() + offset)
            out.append(TimeMention(span, match[0], days, days, Precision.RANGE, stated=True))
    return out


def _mention(text: str, result: Any, reference: dt.date | None, offset: int) -> TimeMention | None:
    values = (result.resolution or {}).get("values") or []
    start, end = int(result.start), int(result.end) + 1
    kind = str(result.type_name).rsplit(".", 1)[-1]
    words = text[start:end]
    if kind != "duration" and re.search(r"\b(?:decade|centur)", words):
        return None  # the library takes "three decades ago" for a day to come
    if kind in {"time", "timerange", "set"} or not values or _is_noise(text, start, end, kind):
        return None
    timex = str(values[0].get("timex", ""))
    if kind == "duration":
        years = _years(values[0])
        span = Span(start + offset, end + offset)
        return (
            TimeMention(span, words, None, None, Precision.UNKNOWN, stated=False, duration_years=years)
            if years
            else None
        )
    counted = reference is not None or not re.search(r"X|^PRESENT|^\(XXXX", timex)
    stated = bool(re.search(r"\b(1[6-9]|20)\d\d\b", words))
    ranges = [r for v in values if (r := _range(v)) is not None]
    if not ranges:
        return None
    if not stated and reference is None:
        counted = False
    past, future = ranges[0], ranges[-1]
    if reference is not None and past[0] > reference and _FIRST_IN.search(text[:start]) and _IN_YEARS.fullmatch(words):
        years = round((past[1] - reference).days / 365.25, 1)
        return TimeMention(
            Span(start + offset, end + offset), words, None, None, Precision.UNKNOWN, stated=False, duration_years=years
        )
    if reference is not None and future[0] <= reference <= future[1]:
        past = future  # "in March" in a paper of March is this March
    weekday = _WEEKDAY.search(words)
    if (
        weekday
        and reference is not None
        and past[0] == past[1]
        and (reference - past[0]).days == 7
        and "last" not in words.lower()
    ):
        past = (reference, reference)  # "on Monday" in a Monday's paper is today
    if (whole := coarse(words, past, reference)) is not None:
        past = future = whole
    elif reference is not None and _WEEKEND.search(words) and past[0] > reference:
        # "over the weekend" in a Monday's paper is over, "this weekend" in its plans is to come.
        saturday = past[0] - dt.timedelta(days=7)
        past = (saturday, saturday + dt.timedelta(days=1))
    months = MONTH.search(words) is not None
    if reference is not None and months and not stated and "last" not in words.lower():
        past, future = (_not_a_year_ago(d, reference) for d in (past, future))
    start, past, future = portion(text, start, end, past, future, months=months)
    since = bool(re.match(r"\s*since\b", text[start:end], re.IGNORECASE)) or bool(_SINCE.search(text[:start]))
    if since and not _PART_BEFORE.match(text[start:end]):
        past = future = (past[0], last_of(past[0], months=months))
    span = Span(start + offset, end + offset)
    precision = precision_of(past)
    if not counted:
        return TimeMention(span, text[start:end], None, None, precision, stated=False, since=since)
    return TimeMention(span, text[start:end], past, future, precision, stated=stated, since=since)


def _not_a_year_ago(days: Days, reference: dt.date) -> Days:
    """ "since June" in a paper of June is since this June: the library takes the one before."""
    first = days[0]
    if (first.year, first.month, first.day) != (reference.year - 1, reference.month, 1):
        return days
    first = first.replace(year=reference.year)
    return first, last_of(first, months=True)


def _is_noise(text: str, start: int, end: int, kind: str) -> bool:
    words = text[start:end].strip().lower()
    if words in {
        "may",
        "march",
        "sun",
        "sat",
        "mar",
        "now",
        "current",
        "second",
        "the second",
        "the moment",
        "day",
        "the day",
    }:
        # the month only when the press would write it so: "in May", "March 8"
        return not (
            text[start:end][:1].isupper()
            and re.search(r"\b(in|of|since|by|until|last|next|from|to|early|late|mid)[\s-]*$", text[:start])
        )
    if kind == "date" and re.fullmatch(r"\d{1,2}", words):
        return True
    return bool(re.fullmatch(r"\d{1,2}[-/.]\d{1,2}", words))


def _range(value: dict[str, str]) -> tuple[dt.date, dt.date] | None:
    """First and last day of one resolution; the library's ends are exclusive."""
    first = _day(value.get("value") or value.get("start"))
    if first is None:
        return None
    if value.get("value"):
        return first, first
    last = _day(value.get("end"))
    if last is None:
        return first, first
    if last > first and ":" not in str(value.get("end")):
        last -= dt.timedelta(days=1)
    timex = value.get("timex", "")
    days = re.match(r"^\(.*-(\d\d),.*-(\d\d),P\d+D\)$", timex)
    if days and ":" not in str(value.get("end")):
        last += dt.timedelta(days=1)  # "July 5-6" names its last day
    elif timex.count("WXX") > 1:
        last += dt.timedelta(days=1)  # "from Monday to Wednesday" too
    return first, max(first, last)


def _day(text: str | None) -> dt.date | None:
    if not text:
        return None
    try:
        day = dt.date.fromisoformat(text[:10])
    except ValueError:
        return None
    return day if 1700 <= day.year <= 2200 else None


def _years(value: dict[str, str]) -> float | None:
    """A duration in years, from the library's seconds: its TIMEX of "a decade" is no TIMEX."""
    try:
        years = float(value["value"]) / (365 * 86400)
    except (KeyError, TypeError, ValueError):
        return None
    return years if 1 / 400 < years < 1000 else None


class Times:
    """The stage: dates of every paragraph, counted from the document's anchor."""

    name = "times"
    needs = frozenset({"paragraphs", "anchor"})
    gives = frozenset({"times"})

    def __call__(self, draft: Draft) -> None:
        """Fill ``draft.times``."""
        window = reference_days(draft)
        for paragraph in draft.paragraphs:
            for sentence in paragraph.sentences():
                offset = paragraph.offset + sentence.start_char
                found = joined_weekdays(find_within(sentence.text, window, offset), sentence.text, offset)
                found = _joined(found, sentence.text, offset)
                at = Span(offset, offset + len(sentence.text))
                draft.times.extend(sequel(found, draft.times, draft.document.text, at))


def _joined(found: list[TimeMention], text: str, offset: int) -> list[TimeMention]:
    """ "in 2021 and 2022" is one stretch of time."""
    out: list[TimeMention] = []
    for mention in found:
        last = out[-1] if out else None
        if (
            last is not None
            and last.past is not None
            and mention.past is not None
            and last.precision is mention.precision
            and last.precision in {Precision.YEAR, Precision.MONTH}
            and text[last.span.end - offset : mention.span.start - offset].strip() in {"and", "to", "–", "-"}
        ):
            days = (last.past[0], max(last.past[1], mention.past[1]))
            span = Span(last.span.start, mention.span.end)
            out[-1] = replace(last, span=span, past=days, future=days, precision=Precision.RANGE)
        else:
            out.append(mention)
    return out


def reference_days(draft: Draft) -> tuple[dt.date, dt.date] | None:
    """The days to count from: publication, else what the anchor allows when that is less than a year."""
    if draft.document.published is not None:
        return draft.document.published, draft.document.published
    anchor = draft.anchor
    if anchor is None or anchor.start is None or anchor.end is None or (anchor.end - anchor.start).days > 366:
        return None
    return anchor.start, anchor.end


def find_within(text: str, window: tuple[dt.date, dt.date] | None, offset: int = 0) -> list[TimeMention]:
    """:func:`find_times` when the day of writing is only known to lie in ``window``.

    An expression is placed only where it means the same from the first and from the last of those days ("last year"),
    or where one of its readings lies in the window itself ("July 6"). "On Tuesday" stays open.
    """
    if window is None or window[0] == window[1]:
        return find_times(text, window[0] if window else None, offset)
    late = find_times(text, window[1], offset)
    early = {m.span: m for m in find_times(text, window[0], offset)}
    return [_agreed(m, early.get(m.span), window) for m in late]


def _agreed(late: TimeMention, early: TimeMention | None, window: tuple[dt.date, dt.date]) -> TimeMention:
    if late.stated or late.duration_years is not None or late.past is None:
        return late
    if early is not None and early.past == late.past and early.future == late.future:
        return late
    if (
        early is not None
        and _WEEKDAY.search(late.text) is None
        and late.precision in {Precision.DAY, Precision.RANGE}
        and MONTH.search(late.text)
    ):
        for reading in (early.past, early.future, late.past, late.future):
            if reading is not None and window[0] <= reading[0] <= window[1]:
                return replace(late, past=reading, future=reading)
    return replace(late, past=None, future=None)
