"""Which of the cities that share a name is meant, and names of other things that hold a city's."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cache
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
_HEAD = re.compile(
    r"\s*(?P<city>[A-ZÀ-Þ][\w'’. -]{2,30}?)(?:/[^,(]+?)?"
    r"(?P<rest>(?:(?:,|\.(?= [A-Z][a-z]+\.? \d))[^,()–—]{2,30}?| ?\([^)]{2,30}\)){0,6})\.?"
)
_END = re.compile(r" ?,? ?(?:--?|[–—])+ |(?<=\)) ?[-–—]+(?=\w)|: ")
_REGION = re.compile(r"[A-Z][\w.]*(?: [A-Z][\w.]*){0,3}")
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
    """The city of a dateline at the head of ``text``: "HANOI, March 1 - ", "KUALA LUMPUR: ", "Cairo, 12 Rajab 1444 --".

    None where the dateline says that it is another city of that name ("ATHENS, Ga. (AP) - ").
    """
    # The end is looked for first: names of cities have hyphens too, but no spaces around them.
    end = _END.search(text, 3)
    head = _HEAD.fullmatch(text[: end.start()]) if end is not None else None
    if end is None or head is None or (end[0] == ": " and not head["city"].isupper()):
        return None
    regions = []
    for piece in (p.strip() for p in re.sub(r"\([^)]*\)", "", head["rest"]).lstrip(".").split(",")):
        if not piece or any(c.isdigit() for c in piece) or (piece.isupper() and "." not in piece):
            continue  # a day, in whatever calendar, or an agency
        if not _REGION.fullmatch(piece):
            return None
        regions.append(piece)
    cities = _in_any_case().get(head["city"].strip().casefold(), ())
    told = {code for region in regions for code in _states_of(region)}
    return next((c for c in cities if not regions or c.country in told), None)


@cache
def _in_any_case() -> dict[str, Sequence[City]]:
    """The cities by their names without case: datelines have them in capitals."""
    return {name.casefold(): cities for name, cities in reversed(tuple(city_names().items()))}


def _states_of(region: str) -> tuple[str, ...]:
    """The states that a region's name in a dateline can mean; a shortened one ("Ga.", "Ont.") none that we know."""
    part = part_names().get(region)
    state = state_names().get(region)
    return (part.state,) if part is not None else tuple(s.code for s in state) if state else ()
