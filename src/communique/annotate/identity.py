"""Which names mean one person, and of which state a person is."""

from __future__ import annotations

from functools import cache
from itertools import pairwise

from rapidfuzz import fuzz

from communique.annotate.entities import Entity, Reference, RefKind, name_words
from communique.annotate.memory import Memory
from communique.annotate.names import PARTICLES, near_spelling
from communique.annotate.stage import Draft
from communique.knowledge.names import same_spelling
from communique.knowledge.offices import Tenure, tenures, tenures_of
from communique.knowledge.positions import positions
from communique.knowledge.states import display_name
from communique.model.values import ActorKind

_WHOLE = 85  # of 100, over all letters of both names: "Abdel Salam al-Fituri"/"Abdulsalam al-Fitouri" is 90
_SPELLING = 80  # of 100: "Sergei"/"Sergey" is 83, "Anna"/"Ivan" 50

_REIGNING = frozenset({"king", "queen", "emir", "sultan", "emperor", "pope"})


class PersonResolver:
    """Persons by name, short name, spelling and the shipped table of offices."""

    def _person(self, reference: Reference, memory: Memory) -> None:
        words = name_words(reference.name)
        entity = self._named_before(reference, memory, words)
        if entity is None:
            tenure = self._known(reference, memory)
            if tenure is not None and len(words) == 1:
                again = frozenset(name_words(tenure.person))
                entity = next((e for e in memory.persons() if e.words() == again), None)
            if entity is None:
                name = tenure.person if tenure is not None else reference.name
                entity = memory.new(ActorKind.PERSON, name, country=reference.country, sector=reference.sector)
            if tenure is not None and entity.country is None:
                entity.country = tenure.country
                entity.sector = entity.sector or ("GOV" if tenure.country else "IGO")
        entity.spellings.add(reference.name)
        entity.country = entity.country or reference.country
        entity.sector = entity.sector or reference.sector
        for office in reference.offices or ((reference.office,) if reference.office else ()):
            if office not in entity.offices:
                entity.offices.append(office)
        if reference.female is not None:
            entity.female = reference.female
        reference.basis = "name" if len(words) > 1 else "surname"
        reference.entities = (entity,)
        memory.named.setdefault(entity.order, []).append(reference.span)

    def _named_before(self, reference: Reference, memory: Memory, words: tuple[str, ...]) -> Entity | None:
        """The person of that name; of several (two of one surname) the one named last before it."""
        alike = [e for e in memory.persons() if self._same_person(e, reference, words)]
        exact = [e for e in alike if set(words) <= e.words()]

        def nearness(entity: Entity) -> tuple[bool, int]:
            before = [s.start for s in memory.named.get(entity.order, ()) if s < reference.span]
            return not before, -max(before, default=0)

        return min(exact or alike, key=nearness, default=None)

    def _share_state(self, draft: Draft) -> None:
        """ "Kazakh Prime Minister A and Energy Minister B": the second is of the first's state, unless both hold
        one office.
        """
        persons = [r for r in draft.references if r.kind is RefKind.PERSON and r.entities]
        for before, after in pairwise(persons):
            first, second = before.entities[0], after.entities[0]
            if second.country or not first.country or not after.office or after.tokens[0] != before.tokens[0]:
                continue
            between = draft.paragraphs[after.tokens[0]].doc[before.tokens[2] : after.tokens[1]]
            if (
                {t.lower_ for t in between} <= {",", "and"}
                and len(between)
                and not set(first.offices) & set(second.offices)
            ):
                second.country = first.country

    def _appose(self, draft: Draft) -> None:
        """ "the Minister of Foreign Affairs, Prince X": an office and the name set beside it are one."""
        for one, two in pairwise(draft.references):
            office, person = (one, two) if two.kind is RefKind.PERSON else (two, one)
            if office.kind is not RefKind.OFFICE or person.kind is not RefKind.PERSON or two.dep != "appos":
                continue
            if not person.entities or (person is one and not self._set_beside(draft, one, two)):
                continue
            doc = draft.paragraphs[office.tokens[0]].doc
            if one.tokens[0] != two.tokens[0] or doc[one.tokens[2] : two.tokens[1]].text.strip() != ",":
                continue
            entity = person.entities[0]
            if office.country and entity.country and office.country != entity.country:
                continue
            entity.country = entity.country or office.country
            entity.sector = entity.sector or office.sector
            entity.offices[:0] = [o for o in office.offices if o not in entity.offices]
            office.entities, office.beside = (entity,), True

    @staticmethod
    def _set_beside(draft: Draft, person: Reference, office: Reference) -> bool:
        """ "General X, the Cambodian defence minister, spoke": the office ends at a comma or full stop."""
        doc, end = draft.paragraphs[office.tokens[0]].doc, office.tokens[2]
        return end >= len(doc) or doc[end].is_punct

    def _ministries_at_home(self, draft: Draft, memory: Memory) -> None:
        """ "The Foreign Ministry" in a state's own agency is that state's."""
        if memory.home is None:
            return
        for reference in draft.references:
            if reference.country is None and reference.kind is RefKind.ROLE and "inistry" in reference.text:
                reference.country = memory.home
                reference.name = f"{reference.name} of {display_name(memory.home)}"

    def _same_person(self, entity: Entity, reference: Reference, words: tuple[str, ...]) -> bool:
        if reference.country and entity.country and reference.country != entity.country:
            return False
        if len(words) == 1 and reference.office in _REIGNING and reference.office not in entity.offices:
            return False  # "King Salman" is not the crown prince of that name
        if set(words) <= entity.words():
            return True
        bare = [w for w in words if w not in PARTICLES] or list(words)
        if len(bare) == 1:
            named = name_words(entity.name)
            joined = {a + b for a, b in pairwise(named) if a in PARTICLES}  # "Almutlaq" for "al-Mutlaq"
            return any(near_spelling(bare[0], known) for known in (*entity.words(), *joined))
        if _in_table(entity.name) and _in_table(reference.name):
            return False  # the table tells them apart
        named = name_words(entity.name)
        if near_spelling(words[-1], named[-1]) and fuzz.ratio("".join(words), "".join(named)) >= _WHOLE:
            return True
        if len(words) != len(named):
            return same_spelling(reference.name, entity.name)
        # one spelled in two ways: the words pair off, all alike and at least one the same
        pairs = list(zip(words, named, strict=True))
        paired = any(a == b for a, b in pairs) and all(a == b or fuzz.ratio(a, b) >= _SPELLING for a, b in pairs)
        return paired or same_spelling(reference.name, entity.name)

    def _known(self, reference: Reference, memory: Memory) -> Tenure | None:
        """What the shipped table knows of the name; a surname counts only for a state that the document names."""
        found = list(tenures_of(reference.name))
        if not found and " " not in reference.name:
            named = _by_surname().get(reference.name, ())
            if reference.office in _REIGNING:
                named = tuple(t for t in tenures() if reference.name in t.person.split())
            found = [
                t
                for t in named
                if t.country in memory.counts and (not reference.office or t.position == reference.office)
            ]
        if not found and reference.office and " " in reference.name:
            found = self._misprinted(reference, memory)
        if reference.country:
            found = [t for t in found if t.country == reference.country]
        found = _likeliest(found, memory)
        return found[-1] if found else None

    @staticmethod
    def _misprinted(reference: Reference, memory: Memory) -> list[Tenure]:
        """A name of the table with one word misspelt, in just that office: "Deputy Prime Minister Tran Hog Ha"."""
        words = name_words(reference.name)
        found = []
        for tenure in tenures():
            if tenure.position not in reference.offices or tenure.country not in (reference.country, *memory.counts):
                continue
            named = name_words(tenure.person)
            if len(named) == len(words) and all(near_spelling(a, b) for a, b in zip(words, named, strict=True)):
                found.append(tenure)
        return found


def _in_table(name: str) -> bool:
    return bool(tenures_of(name))


def _likeliest(found: list[Tenure], memory: Memory) -> list[Tenure]:
    """The tenures of one person: of those in office then, the highest, of the state that the text names most.

    Empty where that leaves several persons: which of them would be a guess.
    """
    named = max((memory.counts.get(t.country or "", 0) for t in found), default=0)
    highest = min((_rank(t) for t in found), default=0)
    for narrower in (
        lambda t: memory.written is None or t.covers(*memory.written),
        lambda t: _rank(t) == highest,
        lambda t: memory.counts.get(t.country or "", 0) == named,
    ):
        if len({t.person for t in found}) > 1:
            found = [t for t in found if narrower(t)] or found
    return found if len({t.person for t in found}) == 1 else []


def _rank(tenure: Tenure) -> int:
    """1 for a head of state, larger for lower offices."""
    return _ranks().get(tenure.position, 99)


@cache
def _ranks() -> dict[str, int]:
    return {p.title: p.rank for p in positions()}


@cache
def _by_surname() -> dict[str, tuple[Tenure, ...]]:
    found: dict[str, list[Tenure]] = {}
    for tenure in tenures():
        found.setdefault(tenure.surname, []).append(tenure)
    return {name: tuple(rows) for name, rows in found.items()}
