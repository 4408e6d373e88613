"""Bodies that speak for a state under many names: "the Foreign Office", "Wisma Putra", "the Kremlin"."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache, lru_cache
from types import MappingProxyType

from communique.knowledge.states import state_names
from communique.knowledge.tables import Row, fold, refuse_repeats, shipped_table

COLUMNS = ("body", "patterns")
# Somebody inside a body, or a paper of it, is not the body itself.
_SOMEBODY = re.compile(
    r"\b(?:officials?|sources?|diplomats?|aides?|advis[eo]rs?|insiders?|people|persons?|members?|employees?|former|ex|"
    r"analysts?|notes?|letters?|documents?|embass(?:y|ies)|opposition|critics?)\b"
)
_WORD = re.compile(r"[^\W\d_][\w.’'-]*")
_KEPT = 4096  # phrases at hand: the same few stand in every report
_LONGEST = 4  # words of a state's name or adjective


def parse_mouthpieces(rows: Sequence[Row]) -> Mapping[str, str]:
    """Check the table: folded pattern -> body, the longest pattern first.

    Raises:
        BadTable: a body without patterns, or a pattern that two bodies share.
    """
    refuse_repeats(((r, r.text("body")) for r in rows), "body")
    refuse_repeats(((r, fold(p)) for r in rows for p in r.many("patterns")), "pattern")
    found = {}
    for row in rows:
        if not row.many("patterns"):
            raise row.bad("patterns is empty")
        found.update({_plain(pattern): row.text("body") for pattern in row.many("patterns")})
    return MappingProxyType(dict(sorted(found.items(), key=lambda pair: (-len(pair[0]), pair[0]))))


@cache
def mouthpieces() -> Mapping[str, str]:
    """Folded pattern -> body, the longest first.

    Raises:
        BadTable: ``mouthpieces.csv`` is damaged.
    """
    return parse_mouthpieces(shipped_table("mouthpieces.csv", COLUMNS))


@lru_cache(maxsize=_KEPT)
def body_in(text: str) -> str | None:
    """The body that a phrase names as speaking ("Turkish Foreign Ministry spokesman X"): its word in the table.

    None where it names none, or somebody inside it who does not speak for it ("officials at the State Department").

    >>> body_in("the Kremlin"), body_in("Seoul’s foreign ministry"), body_in("a Pentagon official")
    ('presidency', 'foreign ministry', None)
    """
    plain = _plain(text)
    if _SOMEBODY.search(plain):
        return None
    return next(
        (body for pattern, body in mouthpieces().items() if re.search(rf"\b{re.escape(pattern)}\b", plain)), None
    )


@lru_cache(maxsize=_KEPT)
def state_in(text: str) -> str | None:
    """The one state (ISO 3166-1 alpha-3) that a body's name names, by name, adjective or seat; None for none or two.

    >>> state_in("Ministry of Foreign Affairs of the Kyrgyz Republic"), state_in("Foreign Ministry")
    ('KGZ', None)
    """
    words = _WORD.findall(text.replace("’", "'"))
    found: set[str] = set()
    at = 0
    while at < len(words):
        for size in range(min(_LONGEST, len(words) - at), 0, -1):
            name = " ".join(words[at : at + size])
            forms = state_names().get(name) or state_names().get(name.removesuffix("'s").removesuffix("'"), ())
            codes = {form.code for form in forms}
            if len(codes) == 1:
                found |= codes
                at += size - 1
                break
        at += 1
    return found.pop() if len(found) == 1 else None


def _plain(text: str) -> str:
    return fold(text.replace("’", "'"))
