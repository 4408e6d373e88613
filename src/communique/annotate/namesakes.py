"""Names of states that mean no state: the bird, the man called Chad, Paris in Texas, a china shop, French fries.

Rules in three files say so, each by a name: ``longer_names`` by the words right there, ``elsewhere`` by the parts of
states and the table of namesakes, ``bearers`` by what only persons and animals do. The first look only at the
paragraph; the others also at what the whole document names.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache

from communique.annotate.bearers import bearer
from communique.annotate.elsewhere import Whole, described, in_part, other_sense, seat_in_town, town_names
from communique.annotate.gazetteer import Hit, HitKind
from communique.annotate.longer_names import (
    accord,
    end_of_name,
    head_of_name,
    honorific,
    language,
    of_a_person,
    river,
    surnames,
    surrounded,
    tail,
    thing,
    title,
    vessel,
)
from communique.annotate.scan import USUAL
from communique.annotate.scene import Scene, codes, names
from communique.annotate.stage import Paragraph
from communique.knowledge.offices import tenures
from communique.knowledge.parts import StatePart, part_adjectives, part_names
from communique.knowledge.places import city_names, venue_words
from communique.knowledge.states import StateName

_BY_WORDS: tuple[tuple[str, Callable[[Scene, Hit], bool]], ...] = (
    ("surrounded", surrounded),
    ("river", river),
    ("vessel", vessel),
    ("tail", tail),
    ("in part", in_part),
    ("seat in town", seat_in_town),
    ("described", described),
    ("accord", accord),
    ("language", language),
    ("thing", thing),
    ("title", title),
    ("honorific", honorific),
    ("end of name", end_of_name),
    ("head of name", head_of_name),
)
_BY_DOCUMENT: tuple[tuple[str, Callable[[Scene, Hit, Whole], bool]], ...] = (
    ("other sense", other_sense),
    ("bearer", bearer),
)
_OF_PERSONS = frozenset({"honorific", "end of name", "head of name"})


_SIFTED = frozenset({HitKind.STATE, HitKind.PART})


@dataclass(frozen=True, slots=True)
class Dismissal:
    """A hit that means no state, and the rule that says so. ``at`` counts the paragraphs given."""

    at: int
    hit: Hit
    rule: str


@dataclass(frozen=True, slots=True)
class Sifted:
    """The hits that stay, by paragraph, and the tokens ``(paragraph, token)`` that name no state and no city."""

    hits: tuple[list[Hit], ...]
    elsewhere: frozenset[tuple[int, int]]
    dismissals: tuple[Dismissal, ...]


def sift(paragraphs: Sequence[Paragraph], found: Sequence[list[Hit]]) -> Sifted:
    """Part the hits of a document's paragraphs into those that stay and those that mean no state.

    A name that several states share stays with the one of them that the document names by other words, where that is
    one only.
    """
    scenes = [Scene(p.doc, hits) for p, hits in zip(paragraphs, found, strict=True)]
    dismissed = {(d.at, d.hit.start): d for d in _by_words(scenes)}
    whole = _whole(paragraphs, scenes, dismissed)
    dismissed |= {(d.at, d.hit.start): d for d in _by_document(scenes, dismissed, whole)}
    kept, elsewhere = [], set()
    for at, (paragraph, scene) in enumerate(zip(paragraphs, scenes, strict=True)):
        stay = [h for h in scene.hits if h.kind not in _SIFTED or (at, h.start) not in dismissed]
        gone = [h for h in scene.hits if (at, h.start) in dismissed or _is_area(scene, h)]
        kept.append([_meant(h, whole) for h in stay])
        elsewhere |= {(paragraph.index, i) for h in gone for i in range(h.start, h.end)}
    return Sifted(tuple(kept), frozenset(elsewhere), tuple(dismissed.values()))


def _by_words(scenes: Sequence[Scene]) -> Iterator[Dismissal]:
    for at, scene in enumerate(scenes):
        for hit in (*scene.states, *_parts_as_states(scene)):
            rule = next((name for name, rule in _BY_WORDS if rule(scene, hit)), None)
            if rule is not None:
                yield Dismissal(at, hit, rule)


def _parts_as_states(scene: Scene) -> Iterator[Hit]:
    """Parts of states under the same rules: "Bermuda shorts", "a Jersey cow", "Lynndie England"."""
    for hit in scene.hits:
        if hit.kind is HitKind.PART and isinstance(hit.payload, StatePart):
            name = StateName(scene.surface(hit), hit.payload.state, "name")
            yield Hit(hit.start, hit.end, HitKind.STATE, (name,))


def _by_document(
    scenes: Sequence[Scene], dismissed: Mapping[tuple[int, int], Dismissal], whole: Whole
) -> Iterator[Dismissal]:
    for at, scene in enumerate(scenes):
        for hit in scene.states:
            if (at, hit.start) in dismissed:
                continue
            rule = next((name for name, rule in _BY_DOCUMENT if rule(scene, hit, whole)), None)
            if rule is not None:
                yield Dismissal(at, hit, rule)


def _whole(
    paragraphs: Sequence[Paragraph], scenes: Sequence[Scene], dismissed: Mapping[tuple[int, int], Dismissal]
) -> Whole:
    named: dict[str, set[str]] = {}
    placed: set[str] = set()
    persons: set[str] = set()
    surfaces = []
    for at, scene in enumerate(scenes):
        persons |= surnames(scene)
        for hit in scene.hits:
            surface = scene.surface(hit)
            gone = dismissed.get((at, hit.start))
            if gone is not None:
                surfaces.append((surface, gone.rule))
                if gone.rule in _OF_PERSONS and of_a_person(scene, hit):
                    persons.add(surface)
            elif hit.kind is HitKind.STATE and len(codes(hit)) == 1:
                named.setdefault(names(hit)[0].code, set()).add(surface)
            elif hit.kind is HitKind.PERSON:
                for code in _countries().get(str(hit.payload), ()):
                    named.setdefault(code, set()).add(surface)
        for token in scene.doc:
            if token.text[:1].isupper() and token.i not in scene.covered and token.text in _places():
                placed.add(_places()[token.text])
    return Whole(
        "\n".join(p.doc.text for p in paragraphs),
        {code: frozenset(words) for code, words in named.items()},
        frozenset(placed),
        frozenset(persons),
        town_names(surfaces),
    )


def _is_area(scene: Scene, hit: Hit) -> bool:
    """True for an area that is no venue of its own: "Paris Agreement"."""
    return hit.kind is HitKind.AREA and scene.surface(hit) not in venue_words()


@cache
def _countries() -> Mapping[str, frozenset[str]]:
    """Whose offices the persons of the tables have held."""
    found: dict[str, set[str]] = {}
    for tenure in tenures():
        if tenure.country:
            found.setdefault(tenure.person, set()).add(tenure.country)
    return {person: frozenset(where) for person, where in found.items()}


@cache
def _places() -> Mapping[str, str]:
    """Cities that only one state has, and parts of states with their adjectives, of one word each."""
    parts = {**part_names(), **part_adjectives()}
    found = {name: part.state for name, part in parts.items() if " " not in name}
    return found | {n: c[0].country for n, c in city_names().items() if len(c) == 1 and " " not in n}


def _meant(hit: Hit, whole: Whole) -> Hit:
    """The hit with only the state that the document otherwise names, of those that share its name; else the usual one
    first.
    """
    if hit.kind is not HitKind.STATE or len(codes(hit)) == 1:
        return hit
    known = {code for code in codes(hit) if whole.named.get(code) or code in whole.placed}
    if len(known) != 1:
        return replace(hit, payload=tuple(sorted(names(hit), key=lambda n: n.code not in USUAL)))
    return replace(hit, payload=tuple(n for n in names(hit) if n.code in known))
