"""Who met at a border crossing did not meet in a capital: crossings have many names, and few are in any table."""

from __future__ import annotations

import re
from functools import cache

from communique.knowledge.states import states
from communique.merge.facts import city_of
from communique.model.records import Claim

AT_THE_BORDER = "at the border"
_CROSSING = re.compile(
    r"\b(?:at|near)\s+(?:(?:the|a|their|its)\s+)?(?:[\w'’–-]+\s+){0,4}?"
    r"(?:[Bb]order(?:\s+and\s+customs)?\s+(?:crossing|checkpoint|post|point|gate|station|bridge|terminal)|[Cc]rossing\b)"
    r"|\bon\s+the\s+(?:[\w'’–-]+\s+){1,4}section\s+of\s+the\s+(?:\w+\s+)?border\b"
    r"|\b(?:met|meets|meet|held|place)\s+(?:on\s+\w+\s+)?(?:at|on)\s+(?:the|their)\s+(?:\w+\s+){0,2}border\b"
)


def at_the_border(claim: Claim, text: str) -> bool:
    """True where the sentence puts what was done at a border, and names no city."""
    return city_of(claim) is None and _CROSSING.search(claim.sentence.of(text)) is not None


def is_capital(city: str) -> bool:
    """True for "Damascus, SYR": a city as `facts.city_of` writes it."""
    return city in _capitals()


@cache
def _capitals() -> frozenset[str]:
    return frozenset(f"{state.capital}, {state.code}" for state in states() if state.capital)
