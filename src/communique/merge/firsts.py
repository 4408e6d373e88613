"""Of what something is the first: "the first state visit by a president", "his first visit", "their first meeting"."""

from __future__ import annotations

import re
from dataclasses import dataclass

_FIRST_WORDS = re.compile(r"(?i)(?:\b(?P<own>his|her)\s+)?\bfirst\b[^.;]*|\b(?:no|never)\b[^.;]*")
_KINDS = re.compile(
    r"(?i)\b(?:state|official|working|private|formal|bilateral|in[- ]person|face[- ]to[- ]face|one[- ]on[- ]one|solo|"
    r"full|public|secret|direct|separate)\b(?= (?:\w+ ){0,2}(?:visit|trip|meeting|talks|encounter|summit))"
)
_RANKS = (
    re.compile(r"(?i)\b(?:president|king|queen|monarch|sovereign|sultan|emir|amir|emperor|heads? of (?:the )?state)\b"),
    re.compile(r"(?i)\b(?:prime minister|premier|chancellor|taoiseach|heads? of (?:the )?government)\b"),
    re.compile(r"(?i)\b(?:foreign minister|foreign secretary|secretary of state|top diplomat)\b"),
    re.compile(r"(?i)\b(?:defen[cs]e (?:minister|secretary)|army chief|chief of staff)\b"),
)


# "by a Polish president", "the first Polish president to come", "no president had come": of anybody in that office.
_ANYBODY = re.compile(
    r"(?i)\b(?:by|of|from|for|that)\s+(?:an?|any)\b|\bfirst\s+(?:[\w-]+\s+){1,4}(?:to|who)\b|\b(?:no|never)\b"
)


@dataclass(frozen=True, slots=True)
class Measure:
    """The kinds of visit or meeting, the rank of who comes, and whether it is one person's own first.

    None where the sentence does not say.
    """

    kinds: frozenset[str] | None
    rank: int | None
    own: bool | None


def measure_of(sentence: str) -> Measure:
    """What a sentence says of it.

    >>> measure_of("It was the first state visit by a Polish president since 1998.")
    Measure(kinds=frozenset({'state'}), rank=0, own=False)
    """
    first = _FIRST_WORDS.search(sentence)
    if first is None:
        return Measure(None, None, None)
    words = first.group()
    rank = next((n for n, pattern in enumerate(_RANKS) if pattern.search(words)), None)
    own = True if first["own"] is not None else False if _ANYBODY.search(words) else None
    return Measure(frozenset(k.lower() for k in _KINDS.findall(words)), rank, own)


def same_measure(a: Measure, b: Measure) -> bool:
    """The first state visit since 1998 may be the first visit since 2013, and his own first since another year."""
    return all(
        one is None or two is None or one == two for one, two in ((a.kinds, b.kinds), (a.rank, b.rank), (a.own, b.own))
    )


def years_apart(a: tuple[int, int], b: tuple[int, int]) -> bool:
    """True where no year can be both."""
    return a[1] < b[0] or b[1] < a[0]
