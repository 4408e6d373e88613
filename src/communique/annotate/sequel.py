"""Days counted from a day that the text told of before, and not from the day of writing.

"A week earlier", "three days later", "the same day", "the following month", "two years after that signature". Where no
day was told of before, none is made up: such a mention keeps no date.
"""

from __future__ import annotations

import calendar
import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import replace

from communique.annotate.periods import Days, TimeMention, precision_of
from communique.model.values import Precision, Span

_COUNTS = {w: n for n, w in enumerate("one two three four five six seven eight nine ten eleven twelve".split(), 1)}
_COUNTS |= {"a": 1, "an": 1}
_NUMBER = rf"(?P<count>{'|'.join(_COUNTS)}|\d{{1,3}})"
_UNIT = r"(?P<unit>day|week|month|year|decade)s?"
_EXACTLY = re.compile(r"\b(?:exactly|precisely|to the day)\s+$", re.IGNORECASE)
_COUNTED = re.compile(
    rf"\b{_NUMBER}\s+{_UNIT}\s+(?P<way>later|earlier|afterwards?|beforehand|before(?=\s*[,.;]|\s*$))", re.IGNORECASE
)
_NEXT = re.compile(
    r"\b(?:the|on the)\s+(?:(?P<way>next|following|subsequent|previous|preceding)\s+(?P<unit>day|week|month|year)|"
    r"(?P<unit2>day|week|month|year)\s+(?P<way2>before|after)(?=\s*[,.;]|\s*$|\s+(?:in|at|with)\b))\b",
    re.IGNORECASE,
)
_SAME = re.compile(
    r"\b(?:the same|that(?: same)?|that very)\s+(?P<unit>day|night|evening|morning|afternoon|week|month|year)\b",
    re.IGNORECASE,
)
_AFTER = re.compile(rf"\b{_NUMBER}\s+{_UNIT}\s+(?P<way>after|before)\s+(?P<what>[^,;.]+)", re.IGNORECASE)
# "from $100 million a year earlier", "more than a year earlier": what is compared, not when something was done
_COMPARED = re.compile(
    r"(?:\b(?:from|than|with|to|share,|of)|[\d.%])(?:\s+(?:million|billion|percent|cents|pence),?)?\s+\Z"
)
_BACK = frozenset({"earlier", "before", "beforehand", "previous", "preceding"})
_WORD = re.compile(r"[a-z]{4,}")
_STEM = 4  # letters that "signed" and "signature" share
_FAR = 500  # characters: what was told longer ago is no longer spoken of


def sequel(found: list[TimeMention], before: Sequence[TimeMention], text: str, at: Span) -> list[TimeMention]:
    """The dates of one sentence with those that count from a date told of before it, or in it.

    Args:
        found: the dates of the sentence as they were read alone.
        before: those of the text before it, in order.
        text: the whole document.
        at: where the sentence stands in it.
    """
    made: list[TimeMention] = []
    for pattern in (_COUNTED, _NEXT, _SAME, _AFTER):
        for match in pattern.finditer(text, at.start, at.end):
            end = match.start("what") if pattern is _AFTER else match.end()
            span = Span(match.start(), end)
            if pattern is _COUNTED and _COMPARED.search(text[at.start : match.start()]):
                continue
            if any(span.touches(m.span) for m in made):
                continue
            told = _told([*before, *found], span, text, match if pattern is _AFTER else None)
            if told is None and (pattern is _AFTER or pattern is _SAME or _is_of_writing(match, found, span)):
                continue
            days = None if told is None else _days(match, told, text)
            if told is not None and days is None:
                continue
            precision = Precision.DAY if days is None else precision_of(days)
            made.append(TimeMention(span, span.of(text), days, days, precision, stated=False))
    return sorted([*(m for m in found if not any(m.span.touches(s.span) for s in made)), *made], key=lambda m: m.span)


def _is_of_writing(match: re.Match[str], found: list[TimeMention], span: Span) -> bool:
    """ "a year earlier", with nothing told of before, is a year before the day of writing."""
    groups = match.groupdict()
    whole = (groups.get("unit") or "").lower() in {"month", "year", "decade"}
    return whole and (groups.get("way") or "").lower() in _BACK and any(m.past and m.span.touches(span) for m in found)


def _told(known: list[TimeMention], span: Span, text: str, match: re.Match[str] | None) -> TimeMention | None:
    """The last date that stands before ``span``; for "two years after ..." the one of the sentence that it takes up."""
    for mention in reversed(known):
        if (
            mention.past is None
            or mention.span.end > span.start
            or mention.since
            or mention.precision is Precision.UNKNOWN
        ):
            continue
        if span.start - mention.span.end > _FAR:
            return None
        if match is None:
            return mention
        around = text[
            text.rfind(".", 0, mention.span.start) + 1 : mention.span.end + text[mention.span.end :].find(".") + 1
        ]
        if (
            around
            and match.start() < mention.span.end + len(around)
            and "." not in text[mention.span.end : match.start()]
        ):
            continue  # of the same sentence: "claimed the land on Tuesday, two days after a vote"
        what = match["what"].lower()
        stems = {w[:_STEM] for w in _WORD.findall(around.lower())}
        if re.match(r"(?:that|this|it|these|those)\b", what) or any(w[:_STEM] in stems for w in _WORD.findall(what)):
            return mention
    return None


def _days(match: re.Match[str], told: TimeMention, text: str) -> Days | None:
    groups = match.groupdict()
    unit = (groups.get("unit") or groups.get("unit2") or "").lower()
    way = (groups.get("way") or groups.get("way2") or "same").lower()
    assert told.past is not None
    first, last = told.past
    if way == "same":
        return _whole(first, unit) if unit in {"week", "month", "year"} else (told.past if first == last else None)
    number = groups.get("count") or "one"
    count = _COUNTS.get(number.lower()) or int(number)
    count *= -1 if way in _BACK else 1
    if unit in {"day", "week"}:
        if first != last:
            return None if (last - first).days > 6 else (_moved(last if count > 0 else first, count, unit),) * 2
        if unit == "week" and "count" not in groups:
            return _whole(_moved(first, count, unit), unit)
        day = _moved(first, count, unit)
        return day, day
    if unit == "decade":
        unit, count = "year", count * 10
    if unit == "month" and (last - first).days > 31:
        return None
    try:
        moved = _moved(first, count, unit)
    except ValueError:
        return None
    if first == last and _EXACTLY.search(text[: match.start()]):
        return moved, moved
    return _whole(moved, unit)


def _moved(day: dt.date, count: int, unit: str) -> dt.date:
    if unit in {"day", "week"}:
        return day + dt.timedelta(days=count * (7 if unit == "week" else 1))
    months = day.year * 12 + day.month - 1 + count * (12 if unit == "year" else 1)
    year, month = divmod(months, 12)
    return dt.date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def _whole(day: dt.date, unit: str) -> Days:
    if unit == "week":
        first = day - dt.timedelta(days=day.weekday())
        return first, first + dt.timedelta(days=6)
    if unit == "month":
        return day.replace(day=1), day.replace(day=calendar.monthrange(day.year, day.month)[1])
    return dt.date(day.year, 1, 1), dt.date(day.year, 12, 31)


def joined_weekdays(found: list[TimeMention], text: str, offset: int) -> list[TimeMention]:
    """ "on Monday and Tuesday", "Thursday, Friday and Saturday": days that follow each other are one stretch."""
    out: list[TimeMention] = []
    for mention in found:
        last = out[-1] if out else None
        if last is not None and _follow(last, mention, text[last.span.end - offset : mention.span.start - offset]):
            assert last.past and last.future and mention.past and mention.future
            length = dt.timedelta(days=((mention.past[0] - last.past[1]).days % 7) + (last.past[1] - last.past[0]).days)
            past = (mention.past[1] - length, mention.past[1])
            future = (last.future[0], last.future[0] + length)
            span = Span(last.span.start, mention.span.end)
            words = text[span.start - offset : span.end - offset]
            out[-1] = replace(last, span=span, text=words, past=past, future=future, precision=Precision.RANGE)
        else:
            out.append(mention)
    return out


_WEEKDAY = re.compile(r"(?:mon|tues|wednes|thurs|fri|satur|sun)day$", re.IGNORECASE)


def _follow(last: TimeMention, mention: TimeMention, between: str) -> bool:
    if not (_WEEKDAY.search(last.text) and _WEEKDAY.fullmatch(mention.text) and last.past and mention.past):
        return False
    if between.strip() not in {"and", "and on", ", and", "&", ","}:
        return False
    return (mention.past[0] - last.past[1]).days % 7 == 1
