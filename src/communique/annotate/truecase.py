"""Headlines in Title Case hide which words are names; this gives back the case that the body uses. Lengths never
change.
"""

from __future__ import annotations

import re
from functools import cache

from communique.knowledge.offices import tenures
from communique.knowledge.organisations import organisation_names
from communique.knowledge.places import city_names
from communique.knowledge.sources import outlet_names
from communique.knowledge.states import state_names

_WORD = re.compile(r"[^\W\d_][\w’'-]*")
_LONGEST = 7  # words of a name
_SMALL = 4  # shorter words are often lower-case in Title Case too ("in", "and", "with")


@cache
def _names() -> frozenset[str]:
    """Words that are capitals wherever they stand: of states, cities and persons, and names of a single word."""
    surfaces = [*state_names(), *city_names()]
    surfaces += [n for t in tenures() for n in (t.person, t.surname, *t.aliases)]
    surfaces += [n for n in (*organisation_names(), *outlet_names()) if len(_WORD.findall(n)) == 1]
    return frozenset(w for surface in surfaces for w in _WORD.findall(surface) if w[0].isupper())


@cache
def _phrases() -> frozenset[tuple[str, ...]]:
    """Names of several words, which are common words by themselves: "International Crisis Group"."""
    split = (tuple(_WORD.findall(n)) for n in (*organisation_names(), *outlet_names()))
    return frozenset(words for words in split if len(words) > 1)


def _named(title: str) -> set[int]:
    """Where the words of such names begin in the title."""
    words = list(_WORD.finditer(title))
    found: set[int] = set()
    for i in range(len(words)):
        for j in range(i + 2, min(len(words), i + _LONGEST) + 1):
            if tuple(w[0] for w in words[i:j]) in _phrases():
                found |= {w.start() for w in words[i:j]}
    return found


def is_title_case(text: str) -> bool:
    """True when nearly all longer words begin with a capital."""
    words = [w for w in _WORD.findall(text) if len(w) >= _SMALL]
    return len(words) >= 4 and sum(w[0].isupper() for w in words) >= 0.8 * len(words)


def truecase(title: str, body: str) -> str:
    """``title`` with capitals only where the body, or a table of names, has them; unchanged when it is no Title
    Case.
    """
    if not is_title_case(title):
        return title
    inner = {w for sentence in re.split(r"(?<=[.!?:”\"])\s+|\n", body) for w in _WORD.findall(sentence)[1:]}
    names = {w for w in inner if w[0].isupper()} | _names()
    named = _named(title)

    def case(match: re.Match[str]) -> str:
        word = match[0]
        bare = re.sub(r"[’']s$", "", word)
        if match.start() == 0 or not word[0].isupper() or any(c.isupper() for c in word[1:]):
            return word
        if match.start() in named or (bare in names and word.lower() not in inner):
            return word
        return word.lower() if len(word.lower()) == len(word) else word

    return _WORD.sub(case, title)
