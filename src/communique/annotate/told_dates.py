"""Bounds on when a text was written, from the dates that it writes out with their year.

"Lavrov visited Hanoi in July 2022" was written in July 2022 or later, "the summit will be held in Bali in November
2022" not after November 2022. Only plain clauses are asked: a date in a condition or a wish bounds nothing, nor does
what somebody said would be.
"""

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING

from communique.annotate.climbs import SCHEDULED, verb_above
from communique.annotate.periods import TimeMention
from communique.annotate.stage import Draft
from communique.annotate.status import standing
from communique.annotate.times import find_times
from communique.model.records import Status

if TYPE_CHECKING:
    from spacy.tokens import Span as Tokens
    from spacy.tokens import Token

Window = tuple[dt.date, dt.date]
"""The first and the last day on which the text may have been written."""

FIRST, LAST = dt.date(1900, 1, 1), dt.date(2100, 1, 1)
"""Where a window is open."""

_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_PLACED = frozenset({"in", "on", "during", "last"})
_WILL = frozenset({"will", "shall", "'ll", "’ll"})
_STEPS = 3  # from the date up to the verb that it belongs to


def told_windows(draft: Draft) -> list[Window]:
    """One window for each date with a year that a clause tells as past, or as still to come."""
    windows = []
    for paragraph in draft.paragraphs:
        for sentence in paragraph.sentences():
            if not _YEAR.search(sentence.text):
                continue
            for mention in find_times(sentence.text, None):
                window = _window(sentence, mention)
                if window is not None:
                    windows.append(window)
    return windows


def _window(sentence: Tokens, mention: TimeMention) -> Window | None:
    if not mention.stated or mention.past is None or mention.duration_years:
        return None
    if not _YEAR.search(mention.text):
        return None
    verb = _verb_of(sentence, mention)
    if verb is None:
        return None
    first, last = mention.past
    if _is_past(verb):
        return max(first, FIRST), LAST
    if _is_ahead(verb):
        return FIRST, min(last, LAST)
    return None


def _verb_of(sentence: Tokens, mention: TimeMention) -> Token | None:
    """The verb whose time the date is: through "in" or "on" or with nothing between; the time of a noun ("the 2030
    agenda") is none.
    """
    words = sentence.char_span(mention.span.start, mention.span.end, alignment_mode="expand")
    if words is None:
        return None
    within = range(words.start, words.end)
    verb, between = verb_above(words.root, within, _STEPS)
    for node in (words.root, *between):
        if node.dep_ == "prep" and node.lower_ not in _PLACED and node.head.lower_ not in SCHEDULED:
            return None
        if node.i not in within and node.dep_ != "prep":
            return None
    return verb


def _is_past(verb: Token) -> bool:
    helpers = {c.lower_ for c in verb.children if c.dep_ in {"aux", "auxpass"}}
    past = verb.tag_ == "VBD" or (verb.tag_ in {"VBN", "VBD"} and bool(helpers & {"was", "were"}))
    return past and not helpers - {"was", "were", "did"} and standing(verb).status is Status.ACTUAL


def _is_ahead(verb: Token) -> bool:
    """ "will be held", "is scheduled for": ahead of the reporter too, as "said it would" need not be."""
    helpers = {c.lower_ for c in verb.children if c.dep_ in {"aux", "auxpass"}}
    return bool(helpers & _WILL) or (verb.lower_ in SCHEDULED and bool(helpers & {"is", "are"}))
