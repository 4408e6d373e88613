"""Which of the cities that share a name is meant, and names of other things that hold a city's."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from communique.knowledge.parts import part_names
from communique.knowledge.places import City, city_names
from communique.knowledge.states import state_names

if TYPE_CHECKING:
    from spacy.tokens import Doc

    from communique.annotate.entities import Reference

# "the Minsk agreements", "the Geneva Conventions", "the Astana format": a thing named after the place.
_NAMED = frozenset(
    "accord accords agreement agreements convention conventions protocol protocols treaty treaties declaration pact "
    "process format memorandum memoranda principles formula club charter consensus communique communiqué statement "
    "statute framework doctrine guarantees criteria".split()
)
_NAMES_OF = frozenset(
    "treaty treaties convention declaration congress charter statute peace protocol accord accords battle siege spirit "
    "university bishop patriarch archbishop duke earl".split()
)
_LONGEST_REGION = 4  # tokens
_DATELINE = re.compile(
    r"\s*(?P<city>[A-ZÀ-Þ][\w'’. -]{2,30}?)(?:, [A-Z][\w .]+?)?"
    r"(?:,? (?:[A-Z][a-z]{2,8}\.? \d{1,2}|\d{1,2} [A-Z][a-z]{2,8}))?(?: ?\([^)]{2,30}\))?(?P<end> ?[-–—]+ |: )"
)
_CLOSED = frozenset({",", ".", ";", ":", ")", "-", "–", "—"})


def is_part_of_a_name(doc: Doc, start: int, end: int) -> bool:
    """True for "Minsk" in "the Minsk agreements" and "Rome" in "the Treaty of Rome"."""
    after = [t.lower_ for t in doc[end : end + 2]]
    if after and (after[0] in _NAMED or (after[0] in {"peace", "ceasefire", "nuclear"} and after[-1] in _NAMED)):
        return True
    if start < 2 or doc[start - 1].lower_ != "of":
        return False
    return doc[start - 2].lower_ in _NAMES_OF and doc[start - 2].text[0].isupper()


def which(cities: Sequence[City], doc: Doc, span: tuple[int, int], nearby: Iterable[Reference]) -> str:
    """The state of a city whose name is ``cities``'s: the one told right after it ("Paris, Texas"), else the one of
    those that the sentence names, nearest first, else of those that the document names, else the likeliest.

    Args:
        cities: those of that name, likeliest first.
        doc: the paragraph.
        span: the city's tokens.
        nearby: the document's references; those of this paragraph nearest first, then the others.
    """
    end = span[1]
    countries = [c.country for c in cities]
    told = _region_after(doc, end, countries)
    if told is not None:
        return told
    if len(cities) == 1:
        return countries[0]
    states = ({r.country, *(e.country for e in r.entities)} for r in nearby)
    return next((c for near in states for c in countries if c in near), countries[0])


def _region_after(doc: Doc, end: int, countries: Sequence[str]) -> str | None:
    """ "Paris, Texas", "Hyderabad, in Pakistan's Sindh province", "Tripoli, Lebanon's second city"."""
    if end + 1 >= len(doc) or doc[end].text != ",":
        return None
    first = end + 1
    while first < len(doc) and doc[first].lower_ in {"in", "on", "the", "northern", "southern", "eastern", "western"}:
        first += 1
    for length in range(_LONGEST_REGION, 0, -1):
        last = first + length
        if last > len(doc):
            continue
        name = doc[first:last].text
        closed = last == len(doc) or doc[last].text in _CLOSED
        part = part_names().get(name)
        if part is not None and (closed or part.state in countries):
            return part.state
        state = state_names().get(name)
        codes = [s.code for s in state if s.form == "name"] if state else []
        mine = [c for c in codes if c in countries]
        if mine:
            return mine[0]
        if codes and closed and doc[first].dep_ in {"appos", "npadvmod"} and doc[first - 1].text == ",":
            return codes[0]
    return None


def dateline_city(text: str) -> City | None:
    """The city of a dateline at the head of ``text``: "HANOI, March 1 - ", "KUALA LUMPUR: "."""
    match = _DATELINE.match(text)
    if match is None or (match["end"] == ": " and not match["city"].isupper()):
        return None
    known = city_names()
    name = match["city"].strip()
    for form in (name, name.title(), name.title().replace("Al-", "al-")):
        if form in known:
            return known[form][0]
    return None
