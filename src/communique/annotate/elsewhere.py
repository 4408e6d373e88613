"""Names of states and capitals that mean a town or a part somewhere else: "Paris, Texas", Georgia in the USA."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from communique.annotate.gazetteer import Hit, HitKind
from communique.annotate.namesake_tables import Sense, longest_region, regions, senses, shared_regions, word_class
from communique.annotate.scene import Scene, codes, form
from communique.knowledge.parts import StatePart

_LOCATIVE = frozenset("in at near outside around from to of through for above beyond across off".split())
_FEDERAL = frozenset({"USA", "CAN", "AUS"})
_HOMONYMS = frozenset({"Georgia", "Washington"})  # parts of the USA too


@dataclass(slots=True)
class Whole:
    """What the whole document tells. ``named`` holds, by code, the words that name a state in it, ``placed`` its cities
    and parts; ``persons`` and ``towns`` the names of states that persons and places elsewhere have there.
    """

    text: str
    named: Mapping[str, frozenset[str]] = field(default_factory=dict)
    placed: frozenset[str] = frozenset()
    persons: frozenset[str] = frozenset()
    towns: frozenset[str] = frozenset()

    def otherwise(self, hit: Hit, surface: str) -> bool:
        """True when other words of the document name the state that ``surface`` could mean."""
        if any(self.named.get(code, frozenset()) - {surface} for code in codes(hit)):
            return True
        # a city of the USA says nothing of Washington: the state of that name has cities too
        return bool(self.placed & codes(hit) - _FEDERAL)


def region_at(scene: Scene, i: int) -> tuple[StatePart, int] | None:
    """The part of a state whose name begins at token ``i``, the longest, with the token after it."""
    for size in range(longest_region(), 0, -1):
        if i + size <= len(scene.doc):
            part = regions().get(tuple(t.text for t in scene.doc[i : i + size]))
            if part is not None:
                return part, i + size
    return None


def in_part(scene: Scene, hit: Hit) -> bool:
    """ "Paris, Texas", "Moscow in Idaho", but not "Canada, Mexico, Texas"."""
    if form(hit) not in {"name", "capital", "seat"}:
        return False
    link = scene.word(hit.end)
    if link != "," and not (link == "in" and scene.word(hit.start - 1) in {"in", "at", "near", "outside", "from"}):
        return False
    found = region_at(scene, hit.end + 1)
    if found is None or found[0].state in codes(hit):
        return False
    part, end = found
    name = scene.doc[hit.end + 1 : end].text
    if name in shared_regions() and name not in {s.part for s in senses().get(scene.surface(hit), ())}:
        return False  # "Kyiv, Washington and others", "London, New York"
    if link == "in":
        return part.state in _FEDERAL
    return not _lists(scene, hit, end)


def _lists(scene: Scene, hit: Hit, end: int) -> bool:
    """True when the name and the part after it are two of a list."""
    if scene.word(end) in {"and", "or"}:
        return True
    after = end
    if scene.word(after) == "," and scene.word(after + 1) in {"and", "or"}:
        return scene.capital(after + 2)
    if scene.word(after) == "," and (region_at(scene, after + 1) or after + 1 in scene.covered):
        return True
    return scene.word(hit.start - 1) == "," and scene.capital(hit.start - 2) and hit.start - 2 in scene.covered


def seat_in_town(scene: Scene, hit: Hit) -> bool:
    """ "Downing Street, Farnham,", "Downing Street in Leeds": a seat of government has no town after it."""
    i, link = hit.end + 1, scene.word(hit.end)
    if form(hit) != "seat" or link not in {",", "in"} or not scene.capital(i) or i in scene.covered:
        return False
    end = scene.run(i)
    if link == "in":
        return scene.doc[i].ent_type_ == "GPE"
    return scene.doc[end - 1].dep_ == "appos" and scene.word(end) in {",", "."} and scene.doc[i].ent_type_ != "PERSON"


def described(scene: Scene, hit: Hit) -> bool:
    """ "Armenia, capital of Colombia's Quindio", "Cuba, a village", "the town of Lebanon"."""
    if form(hit) not in {"name", "capital", "seat"}:
        return False
    settlement = word_class("settlement")
    if scene.word(hit.start - 1) == "of" and form(hit) == "name":
        named = scene.word(hit.start - 2) in {"town", "village", "hamlet", "suburb", "township"}
        if named and scene.word(hit.start - 3) == "the":
            return True  # but "a village of Cameroon"
    elif scene.doc[max(hit.start - 1, 0)].lower_ in settlement and scene.doc[max(hit.start - 1, 0)].dep_ in {
        "compound",
        "nmod",
    }:
        return scene.root(hit).i < len(scene.doc) and scene.doc[hit.start - 1].head.i in range(hit.start, hit.end + 3)
    if scene.word(hit.end) != ",":
        return False
    limit = min(hit.end + 7, scene.sentence(hit).end)
    for k in range(hit.end + 1, limit):
        if scene.word(k) in {",", ";", "and"} or scene.doc[k].pos_ in {"VERB", "AUX"}:
            return False
        if scene.word(k) in settlement and scene.word(hit.end + 1) in {"a", "an", "the", "another"}:
            return True
        if scene.word(k) in {"capital", "city"} and scene.word(k + 1) in {"of", "in"}:
            return _another(scene, hit, k + 2, scene.sentence(hit).end)
    return False


def _another(scene: Scene, hit: Hit, start: int, end: int) -> bool:
    """True when the next name of a state or part is of another state."""
    for k in range(start, min(start + 4, end)):
        other = scene.covered.get(k)
        if other is not None and other.kind is HitKind.STATE:
            return not codes(other) & codes(hit)
        found = region_at(scene, k)
        if found is not None:
            return found[0].state not in codes(hit)
    return False


def other_sense(scene: Scene, hit: Hit, whole: Whole) -> bool:
    """A row of the table of namesakes counts: its cues are there, and nothing else names the state."""
    surface = scene.surface(hit)
    listed = senses().get(surface, ())
    if not listed or whole.otherwise(hit, surface):
        return False
    if surface in whole.towns and form(hit) in {"name", "capital"}:
        return True
    return any(_shown(scene, hit, sense, whole) for sense in listed) or _beside_parts(scene, hit, surface)


def _shown(scene: Scene, hit: Hit, sense: Sense, whole: Whole) -> bool:
    sentence, root = scene.sentence(hit).text, scene.root(hit)
    if sense.always:
        return root.dep_ not in {"nsubj", "nsubjpass", "dobj"}  # what acts is the capital
    if sense.part and not (root.dep_ == "pobj" and root.head.lower_ in _LOCATIVE):
        return False
    return any(all(p.search(whole.text) for p in cue) and cue[-1].search(sentence) for cue in sense.cues) or any(
        all(p.search(sentence) for p in cue) for cue in sense.near
    )


def _beside_parts(scene: Scene, hit: Hit, surface: str) -> bool:
    """ "Oregon and Washington", "Alabama, Florida and Georgia": one of a list of parts of the same state."""
    if surface not in _HOMONYMS:
        return False
    root = scene.root(hit)
    beside = {root.head.i} if root.dep_ in {"conj", "appos"} else set[int]()
    beside.update(c.i for c in root.children if c.dep_ == "conj")
    for i in beside:
        first = i
        while first > 0 and scene.doc[first - 1].dep_ == "compound" and scene.doc[first - 1].head.i == i:
            first -= 1
        found = region_at(scene, first)
        if found is not None and found[0].state == "USA" and found[1] > i:
            return True
    if surface == "Georgia":
        sentence = scene.sentence(hit)
        foreign = any(h is not hit and sentence.start <= h.start < sentence.end for h in scene.states)
        others = (region_at(scene, k) for k in range(sentence.start, sentence.end) if scene.doc[k].text != "Georgia")
        return not foreign and any(o is not None and o[0].state == "USA" for o in others if o is not None)
    return False


def town_names(dismissed: Iterable[tuple[str, str]]) -> frozenset[str]:
    """Surfaces that a rule of this file found elsewhere, of ``(surface, rule)``."""
    return frozenset(surface for surface, rule in dismissed if rule in {"in part", "described"})
