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
_SMALL = 4  # shorter words are often lower-case in Title Case too ("in", "and", "with")


@cache
def _names() -> frozenset[str]:
    surfaces = [*state_names(), *organisation_names(), *outlet_names(), *city_names()]
    surfaces += [n for t in tenures() for n in (t.person, t.surname, *t.aliases)]
    return frozenset(w for surface in surfaces for w in _WORD.findall(surface) if w[0].isupper())


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

    def case(match: re.Match[str]) -> str:
        word = match[0]
        bare = re.sub(r"[’']s$", "", word)
        if match.start() == 0 or not word[0].isupper() or any(c.isupper() for c in word[1:]):
            return word
        if bare in names and word.lower() not in inner:
            return word
        return word.lower() if len(word.lower()) == len(word) else word

    return _WORD.sub(case, title)
