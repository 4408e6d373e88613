"""Whom groups and "they" mean: "the two ministers", "both countries", "the two", "they"."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from communique.annotate.descriptions import fits
from communique.annotate.entities import Entity, Reference, RefKind
from communique.annotate.holders import TOP_OFFICES, HolderResolver
from communique.annotate.memory import Memory
from communique.model.values import ActorKind

if TYPE_CHECKING:
    from spacy.tokens import Doc

SUBJECTS = frozenset({"nsubj", "nsubjpass"})


class PluralResolver(HolderResolver):
    """Expressions for several actors that were named before."""

    def _group(self, reference: Reference, memory: Memory, doc: Doc) -> tuple[Entity, ...]:
        if reference.members:
            return self._members(reference, memory)
        words = reference.text.lower().split()
        wanted = 4 if "four" in words else 3 if {"three", "trio"} & set(words) else 2
        if reference.actor_kind is ActorKind.PERSON:
            return self._together(reference, memory, doc, wanted)
        states = self._two_states(reference, memory, doc, wanted)
        # Who acts in "the two sides discussed ..." are those who met; "talks between the two sides" may be others'.
        if reference.actor_kind is ActorKind.UNKNOWN and reference.dep in SUBJECTS:
            reference.through = _acting_for(states, memory)
        return states

    def _members(self, reference: Reference, memory: Memory) -> tuple[Entity, ...]:
        found = []
        for office, code in reference.members:
            if not office and code:
                found.append(memory.state(code))
                continue
            holders = [e for e in memory.persons() if e.country == code and self._holds(e, office)]
            if holders:
                found.append(holders[0])
            elif code:
                single = Reference(
                    kind=RefKind.OFFICE,
                    span=reference.span,
                    text=reference.text,
                    tokens=reference.tokens,
                    head=reference.head,
                    country=code,
                    office=office,
                    sector=reference.sector,
                )
                found.extend(self._office(single, memory))
        return tuple(dict.fromkeys(found))

    # -- persons ------------------------------------------------------------------------------------------------------

    def _together(self, reference: Reference, memory: Memory, doc: Doc, wanted: int) -> tuple[Entity, ...]:
        """The persons named last that this group can be: going back sentence by sentence until there are enough."""
        words = set(reference.text.lower().split())
        female = True if "women" in words else False if "men" in words else None

        barred = _acting_persons(reference, memory, doc)

        def may_be(entity: Entity) -> bool:
            if entity.kind is not ActorKind.PERSON or entity in barred:
                return False
            if reference.country and entity.country != reference.country:
                return False
            return female is None or entity.female is None or entity.female is female

        office = reference.office
        if office:
            holding = self._gathered(reference, memory, wanted, lambda e: may_be(e) and self._holds(e, office))
            if holding:
                return holding
            # Whose office the text has not told may hold it: "his Russian counterpart Y" is one of "the two ministers".
            return self._gathered(
                reference, memory, wanted, lambda e: may_be(e) and (not e.offices or self._holds(e, office))
            ) or (() if office in TOP_OFFICES else self._gathered(reference, memory, wanted, may_be))
        return self._gathered(reference, memory, wanted, may_be)

    def _gathered(
        self, reference: Reference, memory: Memory, wanted: int, may_be: Callable[[Entity], bool]
    ) -> tuple[Entity, ...]:
        found: list[Entity] = []
        for sentence in _backwards(reference, memory):
            fresh = [
                e for r, es in sentence for e in es if may_be(e) and e not in found and not _behind_quote(r, reference)
            ]
            fresh = list(dict.fromkeys(fresh))
            if len(found) + len(fresh) > wanted:
                fresh = self._opposed(fresh, found, wanted)
            found += fresh
            if len(found) >= wanted:
                return tuple(sorted(found[:wanted], key=lambda e: e.order))
        return ()

    @staticmethod
    def _opposed(fresh: list[Entity], found: list[Entity], wanted: int) -> list[Entity]:
        """Of too many persons those with a name, and of different states, first: a meeting has two sides."""
        states = {e.country for e in found}
        ranked: list[Entity] = []
        for entity in sorted(fresh, key=lambda e: e.unnamed):
            if entity.country is None or entity.country not in states:
                ranked.append(entity)
                states.add(entity.country)
        ranked += [e for e in fresh if e not in ranked]
        return ranked[: wanted - len(found)]

    # -- states -------------------------------------------------------------------------------------------------------

    def _two_states(self, reference: Reference, memory: Memory, doc: Doc, wanted: int) -> tuple[Entity, ...]:
        """The states spoken of last; the two that the text sets side by side where there are more."""
        described = [codes for _, codes in fits(" ".join(reference.text.split()[1:]).removesuffix("s"))]
        barred = _acting_on(reference, memory, doc)

        # Where something takes place, and nothing more is told of it, is no party: "... was to meet him in Juba".
        scenes = {e.country for r, es in memory.recent if r.kind is RefKind.PLACE for e in es}
        scenes -= {e.country for r, es in memory.recent if r.kind is not RefKind.PLACE for e in es}

        def code_of(entity: Entity) -> str | None:
            code = entity.country
            fit = code is not None and code not in barred | scenes and all(code in codes for codes in described)
            return code if fit else None

        seen = {c for _, es in memory.recent for e in es if (c := code_of(e)) is not None}
        paired = next((p for p, _ in memory.pairs.most_common() if set(p) <= seen), None)
        if wanted == 2 and paired is not None:
            return tuple(sorted((memory.state(c) for c in paired), key=lambda e: e.order))
        near: list[str] = []
        for sentence in _backwards(reference, memory):
            codes = [c for _, es in sentence for e in es if (c := code_of(e)) is not None]
            near += [c for c in dict.fromkeys(codes) if c not in near]
            if len(near) >= wanted:
                break
        if len(near) < wanted:
            return ()
        if len(near) > wanted:
            near.sort(key=lambda c: (-memory.counts.get(c, 0), c))
        return tuple(sorted((memory.state(c) for c in near[:wanted]), key=lambda e: e.order))

    # -- they ---------------------------------------------------------------------------------------------------------

    def _they(self, reference: Reference, memory: Memory, doc: Doc) -> tuple[Entity, ...]:
        if reference.quoted:
            return self._they_of_a_speaker(reference, memory, doc)
        joined = self._joined_subject(reference, memory, doc)
        if joined:
            return joined
        groups = [
            (r, es)
            for r, es in memory.recent
            if len(es) > 1 and r.kind in {RefKind.GROUP, RefKind.PRONOUN} and r.tokens[0] >= reference.tokens[0] - 2
        ]
        # who acted before acts again: "The two officials noted the ties between the two countries. They also ..."
        acting = [(r, es) for r, es in groups if r.dep in SUBJECTS]
        if groups:
            group, entities = (acting or groups)[-1]
            reference.through = group.through
            return entities
        met = self._met_before(reference, memory, doc)
        if met or not memory.pairs:
            return met  # in a text about many, "they" are anybody
        return self._together(reference, memory, doc, 2)

    def _met_before(self, reference: Reference, memory: Memory, doc: Doc) -> tuple[Entity, ...]:
        """The two persons of the sentence before, or of this one: "A showed B the base before they sat down"."""
        both: list[Entity] = []
        for sentence in list(_backwards(reference, memory))[:2]:
            named = [
                (r, es[0]) for r, es in sentence if len(es) == 1 and es[0].kind is ActorKind.PERSON and not r.quoted
            ]
            persons = list(dict.fromkeys(e for _, e in named))
            if len(persons) == 2:
                return tuple(sorted(persons, key=lambda e: e.order))
            both += [e for e in persons if e not in both]
            if len(both) == 2:
                return tuple(sorted(both, key=lambda e: e.order))
        return ()

    @staticmethod
    def _they_of_a_speaker(reference: Reference, memory: Memory, doc: Doc) -> tuple[Entity, ...]:
        """ "They rammed us twice," she said: the other state."""
        persons = [
            (r, es[0])
            for r, es in memory.recent
            if len(es) == 1 and es[0].kind is ActorKind.PERSON and not r.quoted and es[0].country
        ]
        where = (reference.tokens[0], reference.sentence)
        here = [
            e
            for r, e in persons
            if (r.tokens[0], r.sentence) in {where, (where[0], where[1] + 1)} and r.dep in SUBJECTS
        ]
        before = [e for r, e in persons if r.span < reference.span]
        speaker = next(iter(here), before[-1] if before else None)
        if speaker is None:
            return ()
        about = [p for p, _ in memory.pairs.most_common() if speaker.country in p]
        others = [c for p in about[:1] for c in p if c != speaker.country]
        if not others:
            others = [c for c in sorted(memory.counts, key=lambda c: -memory.counts[c]) if c != speaker.country][:1]
        return (memory.state(others[0]),) if others else ()

    def _joined_subject(self, reference: Reference, memory: Memory, doc: Doc) -> tuple[Entity, ...]:
        """ "Vietnam and Russia ..., in which they signed": the coordinated subject earlier in the paragraph."""
        here = [(r, es) for r, es in memory.recent if r.tokens[0] == reference.tokens[0] and r.span < reference.span]
        for first, entities in reversed(here):
            if first.dep not in SUBJECTS or len(entities) != 1:
                continue
            inside = range(first.tokens[1], first.tokens[2])
            others = [
                es[0] for r, es in here if len(es) == 1 and doc[r.head].dep_ == "conj" and doc[r.head].head.i in inside
            ]
            members = tuple(dict.fromkeys((entities[0], *others)))
            if len({e.country or e.name for e in members}) > 1:
                return members
        return ()


def _backwards(reference: Reference, memory: Memory) -> Iterator[list[tuple[Reference, tuple[Entity, ...]]]]:
    """What was named before, sentence by sentence (by the sentence's number in its paragraph), the latest first."""
    sentence: list[tuple[Reference, tuple[Entity, ...]]] = []
    at: tuple[int, int] | None = None
    for earlier, entities in reversed(memory.recent):
        if earlier.span >= reference.span:
            continue
        where = (earlier.tokens[0], earlier.sentence)
        if at is not None and where != at:
            yield sentence
            sentence = []
        at = where
        sentence.insert(0, (earlier, entities))
    if sentence:
        yield sentence


def _acting_for(states: tuple[Entity, ...], memory: Memory) -> tuple[Entity, ...]:
    """The persons of these states that were named last, where each has one; a side is whoever speaks for it."""
    found = []
    for state in states:
        persons = (
            e
            for _, es in reversed(memory.recent)
            for e in es
            if len(es) == 1 and e.kind is ActorKind.PERSON and e.country == state.country
        )
        person = next(persons, None)
        if person is None:
            return ()
        found.append(person)
    return tuple(found)


def _behind_quote(earlier: Reference, reference: Reference) -> bool:
    """Who is only named within a quotation is not meant by words outside it."""
    return earlier.quoted and not reference.quoted


def _acting_persons(reference: Reference, memory: Memory, doc: Doc) -> set[Entity]:
    """Who does something to the group, or something else while it acts, is not of it."""
    token = doc[reference.head]
    verb = token.head
    if token.dep_ in SUBJECTS:
        if verb.dep_ != "advcl":
            return set()
        verb = verb.head
    elif token.dep_ == "pobj":
        verb = verb.head
    subjects = {c.i for c in verb.children if c.dep_ in SUBJECTS}
    return {
        es[0]
        for r, es in memory.recent
        if len(es) == 1
        and r.tokens[0] == reference.tokens[0]
        and subjects.intersection(range(r.tokens[1], r.tokens[2]))
    }


def _acting_on(reference: Reference, memory: Memory, doc: Doc) -> set[str]:
    """The state that does something to the group cannot be of it: "Angola urged the two countries to ..."."""
    token = doc[reference.head]
    if token.dep_ in SUBJECTS or token.dep_ == "poss":
        verb = token.head
        if verb.dep_ not in {"ccomp", "xcomp"}:
            return set()
        verb = verb.head
    else:
        verb = token.head
    for _ in range(4):
        subjects = {c.i for c in verb.children if c.dep_ in SUBJECTS}
        if subjects:
            return {
                e.country
                for r, es in memory.recent
                for e in es
                if r.tokens[0] == reference.tokens[0]
                and len(es) == 1
                and e.kind is not ActorKind.PERSON
                and e.country
                and subjects.intersection(range(r.tokens[1], r.tokens[2]))
                and not any(c.dep_ == "conj" for i in subjects for c in doc[i].children)
            }
        if verb.head == verb:
            break
        verb = verb.head
    return set()
