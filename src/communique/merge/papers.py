"""Whether two signings told for two days are of one paper: its matter is told alike, or as many papers were signed."""

from __future__ import annotations

from functools import cache
from importlib import resources

from communique.knowledge.places import city_names
from communique.merge.facts import Facts, content_words
from communique.merge.measures import apart, same_measure

_SEVERAL = 3  # papers: two states sign one, or two, on any day
_HALF = 0.5
_TWO = 2  # words of the matter in common are enough, however long the two sentences are


def one_paper(a: Facts, b: Facts) -> bool:
    """True when what was signed is told so much alike that a day's difference is one of telling.

    Two states that sign on two days sign different things: a shared matter, or a shared count, tells that they do not.
    """
    if a.nature != "signing" or a.nature != b.nature:
        return False
    if any(q.value >= _SEVERAL and not apart(q, r) for q in a.claim.quantities for r in b.claim.quantities
           if same_measure(q, r)):  # fmt: skip
        return True
    return alike(matter_of(a), matter_of(b))


def alike(one: frozenset[str], two: frozenset[str]) -> bool:
    """True when two matters share so many words that they are one."""
    shared = len(one & two)
    return shared >= _TWO or (shared > 0 and shared >= _HALF * min(len(one), len(two)))


def matter_of(fact: Facts) -> frozenset[str]:
    """What the paper is on: the words of the sentence without those of any signing and those of places."""
    return fact.words - signing_words() - city_words()


@cache
def city_words() -> frozenset[str]:
    """Stems of the words in names of cities."""
    return content_words(" ".join(city_names()))


@cache
def signing_words() -> frozenset[str]:
    """Stems of words that any report of a signing has."""
    raw = resources.files("communique.merge").joinpath("data/signing_words.txt").read_text(encoding="utf-8")
    return content_words(raw)
