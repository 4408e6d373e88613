"""How a vote came out, as its sentence counts it: "143 countries in favour, five against and 35 abstentions"."""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import product

from communique.model.values import Qualifier, Quantity, Span

_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
_ONES = "one two three four five six seven eight nine".split()
_TEENS = "ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen".split()
_WORDS = {word: n for n, word in enumerate(("zero", *_ONES, *_TEENS))}
_WORDS |= {word: 20 + 10 * n for n, word in enumerate(_TENS)}
_WORDS |= {f"{ten}-{one}": 20 + 10 * i + j for (i, ten), (j, one) in product(enumerate(_TENS), enumerate(_ONES, 1))}
NUMBER = rf"\b(?P<n>\d{{1,3}}|(?:{'|'.join(_TENS)})-(?:{'|'.join(_ONES)})|{'|'.join(_WORDS)})"
_WHO = (
    r"(?:\s+(?:of\s+(?:its|the|their)\s+)?(?:\d+\s+)?(?:[\w-]+\s+){0,2}?"
    r"(?:votes?|countries|states|nations|members?|delegations|ballots)"
    r"(?:\s+(?:of|in)\s+the(?:\s+(?!for\b|against\b|in\b|voted\b)[\w'’-]+){1,8}?)?)?"
)
_CAST = (
    r"\s+(?:(?:that\s+|who\s+)?(?:voted|voting|were|was|being|cast|came\s+out|were\s+found\s+to\s+vote)\s+"
    r"(?:on\s+\w+day\s+)?)?"
)
# What is counted, and in which words; the first that fits of each.
_PATTERNS = (
    ("vote", rf"{NUMBER}{_WHO}{_CAST}(?:in\s+favou?r\b|for\b)"),
    (
        "vote",
        rf"\b(?:by|with|of|was|voted)\s+{NUMBER}(?:\s+votes?)?\s*(?:to|-|–)\s*(?:\d{{1,3}}|{'|'.join(_WORDS)})\b",
    ),
    ("vote", rf"\b(?:by|with)\s+{NUMBER}\s+votes?\b(?!\s+against)"),
    ("vote against", rf"{NUMBER}{_WHO}{_CAST}(?:against|opposed)\b"),
    ("abstention", rf"{NUMBER}(?:{_WHO}{_CAST}|\s+)(?:abstentions?|abstained|abstaining)\b"),
)
_FOUND = tuple((unit, re.compile(pattern, re.IGNORECASE)) for unit, pattern in _PATTERNS)
_VOTES = re.compile(r"(?i)\b(?:vot(?:e[sd]?|ing)|abst(?:ain\w*|entions?)|in\s+favou?r)\b")


def number_of(word: str) -> float:
    """What a match of `NUMBER` says."""
    return float(word) if word.isdigit() else float(_WORDS[word.lower()])


def tally(sentence: str, span: Callable[[int, int], Span]) -> tuple[Quantity, ...]:
    """Votes for, votes against and abstentions, each where it is told; nothing of a sentence that tells of no votes.

    Args:
        sentence: its text.
        span: a stretch of the document from a stretch of the sentence.
    """
    if _VOTES.search(sentence) is None:
        return ()
    found: dict[str, Quantity] = {}
    for unit, pattern in _FOUND:
        match = pattern.search(sentence) if unit not in found else None
        if match is not None:
            where = span(match.start("n"), match.end())
            text = sentence[match.start("n") : match.end()]
            found[unit] = Quantity(number_of(match["n"]), unit, "", Qualifier.EXACT, text, where)
    return tuple(found.values())
