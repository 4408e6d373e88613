"""How many came with whom: "with a delegation of 26", "accompanied by 27 officials", "with him are 33 people"."""

from __future__ import annotations

import re
from collections.abc import Callable

from communique.annotate.tallies import NUMBER, number_of
from communique.model.values import Qualifier, Quantity, Span

_TEAM = (
    r"(?:delegation|entourage|retinue|"
    r"(?<=\bwith a )(?:team|group|party)|(?<=\bleading a )(?:team|group|party|mission)|"
    r"(?<=\bheading a )(?:team|group|party|mission))"
)
_COUNT = r"(?:(?:about|around|some|nearly|almost|over|more than|at least)\s+)?" + NUMBER
_PEOPLE = r"(?:[\w-]+\s+){0,2}?(?:people|persons|members|delegates|officials|companions|aides|others)"
_PATTERNS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"\b{_TEAM}\s+(?:of|numbers|numbered|numbering|comprises|comprised|comprising|counts|counted|"
        rf"consists\s+of|consisting\s+of|made\s+up\s+of|totall?ing)\s+{_COUNT}(?!\s+(?:ministers|vessels|ships))\b",
        rf"{NUMBER}[- ](?:member|strong|person|man)\b(?:\s+[\w-]+){{0,3}}?\s+(?:delegation|team|mission|entourage)\b",
        rf"\b{_TEAM}\b[^.;]{{0,90}}?\b(?:has|had)\s+{_COUNT}\s+(?:members|people)\b",
        rf"\b{_TEAM}\s+(?:is\s+|was\s+)?{NUMBER}[- ]strong\b",
        rf"\b(?:accompanied|joined|followed)\s+by\s+{_COUNT}\s+{_PEOPLE}\b",
        rf"\bwith\s+(?:him|her|them)\s+(?:are|were|came|come|flew|travel\w*)\s+{_COUNT}\s+{_PEOPLE}\b",
        rf"\b(?:brought|brings|took|takes|taken)\s+{_COUNT}\s+{_PEOPLE}\s+(?:along|with\s+(?:him|her|them))\b",
    )
)
_LEAST = 3  # "a party of two" is no delegation
_HEDGES = (
    (re.compile(r"(?i)\b(?:about|around|some)\b"), Qualifier.ABOUT),
    (re.compile(r"(?i)\b(?:nearly|almost)\b"), Qualifier.NEARLY),
    (re.compile(r"(?i)\b(?:over|more than|at least)\b"), Qualifier.MORE_THAN),
)


def company(sentence: str, span: Callable[[int, int], Span]) -> tuple[Quantity, ...]:
    """How many people came, where the sentence counts all of them.

    Args:
        sentence: its text.
        span: a stretch of the document from a stretch of the sentence.
    """
    for pattern in _PATTERNS:
        match = pattern.search(sentence)
        value = number_of(match["n"]) if match is not None else 0.0
        if match is not None and value >= _LEAST:
            text = match.group()
            hedge = next((q for words, q in _HEDGES if words.search(text)), Qualifier.EXACT)
            return (Quantity(value, "delegate", "", hedge, text, span(match.start("n"), match.end("n"))),)
    return ()
