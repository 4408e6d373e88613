"""Dates of a text as TIMEX3 (Pustejovsky and others, "TimeML: robust specification of event and temporal expressions",
2003): for benches and for programs that read that standard. Claims take their dates from `times` themselves.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from communique.annotate.climbs import verb_above
from communique.annotate.periods import TimeMention
from communique.annotate.stage import Draft, Paragraph
from communique.annotate.status import standing
from communique.model.records import Status
from communique.model.values import Precision, Span

if TYPE_CHECKING:
    from spacy.tokens import Token

_QUARTER = re.compile(r"(?i)\b(first|second|third|fourth|1st|2nd|3rd|4th)[\s-]+quarter")
_QUARTERS = {"fi": 1, "1s": 1, "se": 2, "2n": 2, "th": 3, "3r": 3, "fo": 4, "4t": 4}
_REFERENCES = (
    (re.compile(r"(?i)\b(?:now|currently|at present|presently|at the moment|nowadays|current(?=\s))\b"), "PRESENT_REF"),
    (re.compile(r"(?i)\b(?:recently|previously|formerly|lately|in the past|recent(?=\s)|not long ago)\b"), "PAST_REF"),
    (re.compile(r"(?i)\b(?:soon|in the (?:near )?future|the future|shortly|future(?=\s))\b"), "FUTURE_REF"),
)
_ENDS = re.compile(r"(?i)(?:from |between |both )?(.+?) (?:to|and|through|until) (.+)$")
_UNTIL = re.compile(r"(?i)\b(?:through|until|till|by|effective)\s+$")
_MONTH = re.compile(r"(?i)\b(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)(?:\b|[a-z]{3,}\b)")
_YEAR_AGO = re.compile(r"(?i)(?:the )?year-(?:ago|earlier) (?P<period>(?:\w+ )?(?:quarter|period)\b)?")
_WEEKS_AGO = re.compile(r"\bweeks? (?:ago|earlier)$")
_POSSESSIVE = re.compile(r"['’]s\b")
_LONG_AGO = 270  # days
_SEASON = re.compile(r"(?i)\b(spring|summer|autumn|fall|winter)\b")
_SEASONS = {"spring": "SP", "summer": "SU", "autumn": "FA", "fall": "FA", "winter": "WI"}
_HALF = re.compile(
    r"(?i)\b(first|second|latter|last) half of (?!.*(?:january|february|march|april|may|june|july|august|[a-z]+ber)\b)"
)
_DECADE = re.compile(r"(?i)\b\d{3}0['’]?s$")
_MONTHS_OF = re.compile(r"(?i).*\bmonths\s+(?:of|in)\s+")
_UP = 4  # steps from a date to the verb that it belongs to
_AHEAD_WORDS = frozenset("scheduled expected due planned set slated plans plan expects hopes intends aims".split())


@dataclass(frozen=True, slots=True, order=True)
class Timex:
    """One date expression: its place in the text, and its value as TIMEX3 writes it ("1998-08-07", "1998-W33")."""

    span: Span
    value: str


def timexes(draft: Draft) -> tuple[Timex, ...]:
    """The date expressions of a draft whose times have been found, in order; spans of time ("two years") are none."""
    found = [
        timex
        for mention in draft.times
        if mention.duration_years is None and not any(p.fullmatch(mention.text) for p, _ in _REFERENCES)
        for timex in _timexes(mention, draft)
    ]
    for paragraph in draft.paragraphs:
        for pattern, value in _REFERENCES:
            for match in pattern.finditer(paragraph.doc.text):
                span = paragraph.span(match.start(), match.end())
                if not any(span.touches(timex.span) for timex in found):
                    found.append(Timex(span, value))
    return tuple(sorted(found))


def _timexes(mention: TimeMention, draft: Draft) -> list[Timex]:
    """One, or the two ends of a stretch from one date to another."""
    ends = _ENDS.match(mention.text)
    if ends is not None and mention.past is not None and mention.past[0] != mention.past[1]:
        start = mention.span.start
        both = zip((ends.span(1), ends.span(2)), mention.past, strict=True)
        return [
            Timex(
                Span(start + a, start + b),
                f"{day:%Y}" if re.fullmatch(r"\d{4}", mention.text[a:b]) else day.isoformat(),
            )
            for (a, b), day in both
        ]
    counted = _MONTHS_OF.match(mention.text)
    if counted is not None and mention.past is not None:  # the months are a span of time, the year is a date
        return [Timex(Span(mention.span.start + counted.end(), mention.span.end), f"{mention.past[0]:%Y}")]
    value = _value(mention, draft)
    return [Timex(mention.span, value)] if value is not None else []


def _value(mention: TimeMention, draft: Draft) -> str | None:
    words = mention.text.lower()
    named = _QUARTER.search(words)
    ahead = _nearer_ahead(mention, draft) if named is not None else _is_ahead(mention, draft)
    days = mention.future if ahead else mention.past
    if days is None:
        return None
    if (ago := _a_year_ago(mention, draft)) is not None:
        return ago
    first, last = days
    if named is not None:
        return f"{first.year}-Q{_QUARTERS[named[1][:2].lower()]}"
    if (season := _SEASON.search(words)) is not None:
        return f"{first.year}-{_SEASONS[season[1]]}"
    if _DECADE.search(words):
        return f"{first.year // 10}"
    if (half := _HALF.search(words)) is not None and first.year == last.year:
        return f"{first.year}-H{1 if half[1] == 'first' else 2}"
    year, week, _ = first.isocalendar()
    if "this month" in words:
        return f"{first:%Y-%m}"
    if "overnight" in words:
        return first.isoformat()
    if mention.precision is Precision.DAY and not _WEEKS_AGO.search(words):
        return first.isoformat()
    if "weekend" in words:
        return f"{year}-W{week:02d}-WE"
    if "week" in words or (last - first).days == 6:
        return f"{year}-W{week:02d}"
    if (first.year, first.month) == (last.year, last.month):
        return f"{first:%Y-%m}"  # "late November" is November, with its end marked
    if _is_quarter(first, last):
        return f"{first.year}-Q{(first.month + 2) // 3}"
    if first.year == last.year and ("year" in words or re.search(r"\b\d{4}\b", words)):
        return f"{first:%Y}"
    if first.year // 10 == last.year // 10 and (last.year - first.year) == 9:
        return f"{first.year // 10}"
    return f"{last:%Y}" if mention.since is False and first.year != last.year else f"{first:%Y}"


def _a_year_ago(mention: TimeMention, draft: Draft) -> str | None:
    """ "the year-ago results" are last year's, "the year-earlier quarter" is that of the last whole quarter."""
    written = draft.document.published
    found = _YEAR_AGO.match(draft.document.text, mention.span.start)
    if written is None or found is None:
        return None
    if not found["period"]:
        return str(written.year - 1)
    year, quarter = (written.year, (written.month - 1) // 3) if written.month > 3 else (written.year - 1, 4)
    return f"{year - 1}-Q{quarter}"


def _is_quarter(first: dt.date, last: dt.date) -> bool:
    return first.day == 1 and first.month in (1, 4, 7, 10) and 89 <= (last - first).days + 1 <= 92


def _is_ahead(mention: TimeMention, draft: Draft) -> bool:
    """Whether the date lies ahead, by the words around it and the verb that it belongs to."""
    paragraph = next((p for p in draft.paragraphs if p.span(0, len(p.doc.text)).covers(mention.span)), None)
    if paragraph is None:
        return False
    before, after = mention.span.start - paragraph.offset, mention.span.end - paragraph.offset
    nearer = _nearer_ahead(mention, draft)
    if _UNTIL.search(paragraph.doc.text[:before]):
        return nearer
    named = nearer and _MONTH.search(mention.text) is not None
    if named and mention.precision is Precision.DAY and _days_behind(mention, draft) > _LONG_AGO:
        return True  # "Nov. 6" in a paper of October, whatever the verb: who means last year's says so
    verb = _verb(mention, paragraph)
    if verb is None or _POSSESSIVE.match(paragraph.doc.text[after:]):
        return False
    return (named and mention.precision is Precision.MONTH and verb.tag_ != "VBD") or _tells_ahead(verb)


def _tells_ahead(verb: Token) -> bool:
    if verb.tag_ in {"VBD", "VBN"} and verb.lower_ not in _AHEAD_WORDS:
        return standing(verb).status is Status.PLANNED
    if verb.lower_ in _AHEAD_WORDS or standing(verb).status is Status.PLANNED:
        return True
    helpers = {child.lower_ for child in verb.children}
    # "to meet on Tuesday", "resumes on Monday"; but "did meet", "to have met".
    return verb.tag_ in {"VB", "VBZ", "VBP"} and not helpers & {"did", "had", "have", "has"} and verb.lemma_ != "say"


def _nearer_ahead(mention: TimeMention, draft: Draft) -> bool:
    """Whether the reading ahead is nearer to the day of writing than the one behind."""
    written = draft.document.published
    if written is None or mention.past is None or mention.future is None:
        return False
    return mention.future[0] > written and (mention.future[0] - written) < (written - mention.past[1])


def _days_behind(mention: TimeMention, draft: Draft) -> int:
    written = draft.document.published
    return (written - mention.past[0]).days if written is not None and mention.past is not None else 0


def _verb(mention: TimeMention, paragraph: Paragraph) -> Token | None:
    start, end = mention.span.start - paragraph.offset, mention.span.end - paragraph.offset
    span = paragraph.doc.char_span(start, end, alignment_mode="expand")
    return None if span is None else verb_above(span.root, range(span.start, span.end), _UP)[0]
