"""Headlines in Title Case hide which words are names; this gives back the case that the body uses. Lengths never
change.
"""

from __future__ import annotations

import re
from functools import cache

from communique.knowledge.offices import tenures
from communique.knowledge.organisations import organisation_names
from communique.knowledge.parts import part_adjectives, part_names
from communique.knowledge.places import city_names
from communique.knowledge.sources import outlet_names
from communique.knowledge.states import state_names

_WORD = re.compile(r"[^\W\d_][\w’'-]*")
_LONGEST = 8  # words of a name
_SMALL = 4  # shorter words are often lower-case in Title Case too ("in", "and", "with")


@cache
def _names() -> frozenset[str]:
    surfaces = [*state_names(), *outlet_names(), *city_names(), *(n for n in _bodies() if " " not in n)]
    surfaces += [n for t in tenures() for n in (t.person, t.surname, *t.aliases)]
    return frozenset(w for surface in surfaces for w in _WORD.findall(surface) if w[0].isupper())


@cache
def _bodies() -> frozenset[str]:
    """Organisations and parts of states: of a long name ("International Crisis Group") no word is a name alone."""
    return frozenset((*organisation_names(), *part_names(), *part_adjectives()))


def _named_whole(title: str) -> set[int]:
    """Where the words of long names begin that the title has whole."""
    words = list(_WORD.finditer(title))
    found: set[int] = set()
    for i, first in enumerate(words):
        for last in words[i + 1 : i + _LONGEST]:
            if title[first.start() : last.end()].removesuffix("’s").removesuffix("'s") in _bodies():
                found.update(w.start() for w in words if first.start() <= w.start() < last.end())
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
    whole = _named_whole(title)

    def case(match: re.Match[str]) -> str:
        word = match[0]
        bare = re.sub(r"[’']s$", "", word)
        if match.start() == 0 or match.start() in whole or not word[0].isupper() or any(c.isupper() for c in word[1:]):
            return word
        if bare in names and word.lower() not in inner:
            return word
        return word.lower() if len(word.lower()) == len(word) else word

    return _WORD.sub(case, title)
