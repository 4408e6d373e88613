"""What the press calls states by, beside their regions: "the landlocked country", "the emirate"."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from types import MappingProxyType

from communique.knowledge.states import state_codes, states
from communique.knowledge.tables import Row, refuse_repeats, shipped_table

COLUMNS = ("words", "states", "origin")


def parse_traits(rows: Sequence[Row]) -> Mapping[str, frozenset[str]]:
    """Words to the states that they fit.

    Raises:
        BadTable: words that two rows share, no state, or an unknown one.
    """
    refuse_repeats(((r, w) for r in rows for w in r.many("words")), "words")
    found: dict[str, frozenset[str]] = {}
    for row in rows:
        codes = frozenset(row.many("states"))
        if not codes or codes - state_codes():
            raise row.bad(
                f"states has unknown codes {', '.join(sorted(codes - state_codes()))}" if codes else "no state"
            )
        found |= dict.fromkeys(row.many("words"), codes)
    return MappingProxyType(found)


@cache
def traits() -> Mapping[str, frozenset[str]]:
    """Every word or phrase that describes states, with the states that it fits: their regions, and the table.

    Raises:
        BadTable: ``traits.csv`` is damaged.
    """
    found = {words: set(codes) for words, codes in parse_traits(shipped_table("traits.csv", COLUMNS)).items()}
    for state in states():
        for region in state.regions:
            found.setdefault(region, set()).add(state.code)
    return MappingProxyType({words: frozenset(codes) for words, codes in sorted(found.items())})
