"""What numbers count, so that those of two reports can be held against each other."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from functools import cache
from importlib import resources
from types import MappingProxyType

from communique.knowledge.states import states
from communique.knowledge.tables import parse_table, refuse_repeats
from communique.model.values import Qualifier, Quantity

_ABOUT = 0.1  # "about 100" agrees with 90 to 110
_DOZEN = re.compile(r"\b(?:a|one|two|three|four|five|half a) dozen\b", re.IGNORECASE)
_HEDGE = re.compile(
    r"\b(?:about|around|some|nearly|almost|roughly|over|more than|less than|under|at least|up to)\b", re.IGNORECASE
)
_WORD = re.compile(r"[^\W\d_]{3,}")
# What is said of any papers, people or goods, and takes no part of them out.
_PLAIN = frozenset(
    "new joint official signed legal intergovernmental separate accompanying bilateral cooperation mutual various "
    "different other foreign said the and more than about around some nearly almost roughly over under least most "
    "dozen hundred thousand million billion half metric russian chinese american".split()
)


# Cargo that is not named more closely: it may be the same as what another report names.
_ANY_CARGO = frozenset(
    "aid assistance relief supply supplies goods cargo item items material equipment donation freight load".split()
)


# Who is let go, sent away or held has many names, and each report takes another.
PEOPLE = frozenset(("person", "prisoner", "soldier", "diplomat"))
MONEY = frozenset(("dollar", "euro", "pound", "yen", "yuan", "rupee", "ringgit", "shilling", "franc", "ruble", "won"))
_WHOLE = PEOPLE | {"agreement"}


@cache
def measures() -> Mapping[str, str]:
    """Noun -> the measure's name.

    Raises:
        BadTable: ``measures.csv`` is damaged.
    """
    text = resources.files("communique.merge").joinpath("data/measures.csv").read_text(encoding="utf-8")
    rows = parse_table("measures.csv", text, ("unit", "measure"))
    refuse_repeats(((row, row.text("unit")) for row in rows), "unit")
    return MappingProxyType({row.text("unit"): row.text("measure") for row in rows})


def measure(quantity: Quantity) -> tuple[str, str]:
    """What a number counts: the measure, and of what, folded; ("agreement", ""), ("tonne", "maize")."""
    name = _name(quantity.unit)
    of = quantity.of.casefold().strip()
    # "memoranda of understanding" are papers like the others, prisoners of war are prisoners
    return (name, "") if name in _WHOLE or of in _ANY_CARGO else (name, of)


def cargo_of_any_kind(quantity: Quantity) -> bool:
    """ "50 tonnes of aid": the whole of it, whatever it was."""
    return quantity.of.casefold().strip() in _ANY_CARGO


@cache
def _name(unit: str) -> str:
    folded = unit.casefold().strip()
    single = folded[:-1] if folded.endswith("s") and not folded.endswith("ss") else folded
    return measures().get(folded) or measures().get(single) or ("person" if folded in peoples() else single)


@cache
def peoples() -> Mapping[str, str]:
    """Words for people of a state, and its adjectives, with its code: "21 Colombians", "two Afghan soldiers"."""
    found = {name.casefold(): state.code for state in states() for name in (*state.people, *state.adjectives)}
    return MappingProxyType(found)


def same_measure(one: Quantity, two: Quantity) -> bool:
    """True when two numbers count the same thing; of what need not be told by both."""
    (name, of), (other, theirs) = measure(one), measure(two)
    return (name == other or {name, other} <= PEOPLE) and (not of or not theirs or of == theirs)


def bounds(quantity: Quantity) -> tuple[float, float]:
    """The values that a stated number leaves open, both included. "A dozen" with no hedge is twelve."""
    value = quantity.value
    dozen = _DOZEN.search(quantity.text) and not _HEDGE.search(quantity.text)
    if dozen and quantity.qualifier is Qualifier.ABOUT:
        return value, value
    slack = abs(value) * _ABOUT
    return {
        Qualifier.EXACT: (value, value),
        Qualifier.ABOUT: (value - slack, value + slack),
        Qualifier.NEARLY: (value - slack, value),
        Qualifier.MORE_THAN: (value, math.inf),
        Qualifier.LESS_THAN: (-math.inf, value),
    }[quantity.qualifier]


def apart(one: Quantity, two: Quantity) -> bool:
    """True when no value fits both."""
    (low, high), (least, most) = bounds(one), bounds(two)
    return high < least or most < low


def narrower(one: Quantity, two: Quantity) -> bool:
    """True when the first counts some kind of what the second counts all of: "three energy agreements", "eleven
    agreements".
    """
    return one.value < two.value and bool(_kinds(one) - _kinds(two)) and not _kinds(two) - _kinds(one)


def _kinds(quantity: Quantity) -> frozenset[str]:
    """The words between number and noun that tell what kind of it is counted."""
    words = [w.casefold() for w in _WORD.findall(quantity.text)]
    return frozenset(w for w in words[:-1] if w not in _PLAIN and not _is_number(w))


@cache
def _is_number(word: str) -> bool:
    return word in _NUMBERS


_NUMBERS = frozenset(
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety".split()
)
