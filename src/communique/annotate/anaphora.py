"""Whom groups, pronouns and descriptions mean: "the two ministers", "they", "the Southeast Asian country"."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from communique.annotate.entities import Entity, Reference, RefKind
from communique.annotate.holders import HolderResolver
from communique.annotate.memory import Memory
from communique.knowledge.states import states
from communique.model.values import ActorKind

if TYPE_CHECKING:
    from spacy.tokens import Doc

_POLITIES = frozenset({"kingdom", "republic", "sultanate", "emirate"})
_SUBJECTS = frozenset({"nsubj", "nsubjpass"})


class AnaphoraResolver(HolderResolver):
    """Expressions that mean what was named before."""

    def _group(self, reference: Reference, memory: Memory, doc: Doc) -> tuple[Entity, ...]:
        if reference.members:
            return self._members(reference, memory)
        wanted = {"three": 3, "four": 4}.get(
            next((w for w in reference.text.lower().split() if w in {"three", "four"}), ""), 2
        )
        return self._opposite(reference, memory, wanted)

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

    def _opposite(self, reference: Reference, memory: Memory, wanted: int) -> tuple[Entity, ...]:
        """The latest actors of different states that can be this group: persons for "the two ministers", else
        states.
        """
        want_state = reference.actor_kind is ActorKind.STATE
        want_person = reference.actor_kind is ActorKind.PERSON
        latest: dict[str, Entity] = {}
        for _, entities in reversed(memory.recent):
            for entity in entities:
                if entity.country is None or entity.country in latest:
                    continue
                if want_person and entity.kind is not ActorKind.PERSON:
                    continue
                latest[entity.country] = memory.state(entity.country) if want_state else entity
        if want_person and len(latest) < wanted:
            return ()
        # the states that the document sets side by side, then those it names most; not one named in passing
        ranked = sorted(latest, key=lambda c: (-memory.counts.get(c, 0), c))[:wanted]
        if wanted == 2:
            paired = [p for p, _ in memory.pairs.most_common() if set(p) <= set(latest)]
            ranked = list(paired[0]) if paired else ranked
        if len(ranked) < wanted:
            return ()
        return tuple(sorted((latest[c] for c in ranked), key=lambda e: e.order))

    def _pronoun(self, reference: Reference, memory: Memory, doc: Doc) -> tuple[Entity, ...]:
        if reference.plural:
            return self._they(reference, memory, doc)
        person = reference.name in {"he", "she", "him", "her", "his", "hers"}
        if not person:
            return self._it(reference, memory, doc)
        female = reference.name in {"she", "her", "hers"}
        barred = self._clause_mates(reference, memory, doc)
        candidates = [
            (r, e)
            for r, es in memory.recent
            for e in es
            if e not in barred
            and (reference.quoted or not r.quoted)
            and len(es) == 1
            and e.kind is ActorKind.PERSON
            and (e.female is None or e.female == female)
            and r.kind is not RefKind.PRONOUN
        ]
        own = reference.tokens[0]
        return self._prefer_subject(candidates, reference, own, doc)

    def _clause_mates(self, reference: Reference, memory: Memory, doc: Doc) -> set[Entity]:
        """Whom an object pronoun cannot mean: the subject of its own verb ("she will confront him")."""
        token = doc[reference.head]
        if token.dep_ not in {"dobj", "dative", "pobj"} or token.tag_ == "PRP$":
            return set()
        verb = token.head if token.head.pos_ != "ADP" else token.head.head
        while verb.dep_ == "conj" and not any(c.dep_ == "nsubj" for c in verb.children):
            verb = verb.head  # "met the leader and invited him"
        subjects = {c.i for c in verb.children if c.dep_ == "nsubj"}
        return {
            e
            for r, es in memory.recent
            for e in es
            if r.tokens[0] == reference.tokens[0] and subjects.intersection(range(r.tokens[1], r.tokens[2]))
        }

    def _prefer_subject(
        self, candidates: list[tuple[Reference, Entity]], reference: Reference, paragraph: int, doc: Doc
    ) -> tuple[Entity, ...]:
        """The subject of this sentence, else of the one before, else the person named last: the press's usual way."""
        if not candidates:
            return ()
        sentence = doc[reference.head].sent
        here = [(r, e) for r, e in candidates if r.tokens[0] == paragraph and sentence.start <= r.head < sentence.end]
        subjects = [e for r, e in here if r.dep in _SUBJECTS | {"poss"}]
        if here and doc[reference.head].dep_ not in {"nsubj", "nsubjpass"}:
            return ((subjects or [here[-1][1]])[0],)
        if subjects:
            return (subjects[0],)
        earlier = [
            (r, e)
            for r, e in candidates
            if r.span < reference.span and not (r.tokens[0] == paragraph and r.head >= sentence.start)
        ]
        if not earlier:
            return (here[-1][1],) if here else ()
        last = earlier[-1][0]
        near = [(r, e) for r, e in earlier if r.tokens[0] == last.tokens[0]]
        topical = [(r, e) for r, e in near if r.basis != "pronoun" and r.dep in _SUBJECTS]
        return ((topical or near)[-1][1],)

    def _joined_subject(self, reference: Reference, memory: Memory, doc: Doc) -> tuple[Entity, ...]:
        """ "Vietnam and Russia ..., in which they signed": the coordinated subject earlier in the paragraph."""
        here = [(r, es) for r, es in memory.recent if r.tokens[0] == reference.tokens[0] and r.span < reference.span]
        for first, entities in reversed(here):
            if first.dep not in _SUBJECTS or len(entities) != 1:
                continue
            inside = range(first.tokens[1], first.tokens[2])
            others = [
                es[0] for r, es in here if len(es) == 1 and doc[r.head].dep_ == "conj" and doc[r.head].head.i in inside
            ]
            members = tuple(dict.fromkeys((entities[0], *others)))
            if len({e.country or e.name for e in members}) > 1:
                return members
        return ()

    def _they(self, reference: Reference, memory: Memory, doc: Doc) -> tuple[Entity, ...]:
        joined = self._joined_subject(reference, memory, doc)
        if joined:
            return joined
        groups = [
            (r, es)
            for r, es in memory.recent
            if len(es) > 1 and r.kind in {RefKind.GROUP, RefKind.PRONOUN} and r.tokens[0] >= reference.tokens[0] - 2
        ]
        # who acted before acts again: "The two officials noted the ties between the two countries. They also ..."
        acting = [es for r, es in groups if r.dep in _SUBJECTS]
        if groups:
            return (acting or [es for _, es in groups])[-1]
        if not memory.pairs:
            return ()  # in a text about many, "they" are anybody
        stand_in = Reference(
            kind=RefKind.GROUP,
            span=reference.span,
            text=reference.text,
            tokens=reference.tokens,
            head=reference.head,
            actor_kind=ActorKind.PERSON,
        )
        return self._opposite(stand_in, memory, 2)

    def _it(self, reference: Reference, memory: Memory, doc: Doc) -> tuple[Entity, ...]:
        token = doc[reference.head]
        sentence = token.sent
        states_here = [
            (r, es[0])
            for r, es in memory.recent
            if len(es) == 1
            and es[0].kind is not ActorKind.PERSON
            and r.kind in {RefKind.STATE, RefKind.ROLE, RefKind.ORGANISATION, RefKind.DESCRIPTION}
            and r.tokens[0] == reference.tokens[0]
        ]
        inside = [(r, e) for r, e in states_here if sentence.start <= r.head < sentence.end]
        subjects = [e for r, e in inside if r.dep in _SUBJECTS]
        if subjects and (token.tag_ == "PRP$" or token.dep_ not in {"dobj", "dative", "pobj"}):
            return (subjects[-1],)
        if reference.dep in _SUBJECTS and not inside:
            before = [e for r, e in states_here if r.dep in _SUBJECTS]
            return (before[-1],) if before else ()  # "The ministry said ... It called on ..."
        others = [e for _, e in inside if e not in subjects]
        if others:
            return (others[-1],)
        return (
            (states_here[-1][1],) if states_here and (token.tag_ == "PRP$" or token.dep_ in {"dobj", "dative"}) else ()
        )

    def _polity(self, word: str, memory: Memory) -> tuple[Entity, ...]:
        """ "the kingdom": the state of the document that calls itself so; the home state before others."""
        having = [c for c in memory.counts if any(word in name.lower().split() for name in _names().get(c, ()))]
        if memory.home in having:
            return (memory.state(memory.home),) if memory.home else ()
        best = max(having, key=lambda c: (memory.counts[c], c), default=None)
        return (memory.state(best),) if best is not None else ()

    def _description(self, reference: Reference, memory: Memory, doc: Doc) -> tuple[Entity, ...]:
        region = reference.name
        if region in _POLITIES:
            return self._polity(region, memory)
        order = [
            e
            for r, es in reversed(memory.recent)
            for e in es
            if r.kind in {RefKind.STATE, RefKind.PLACE, RefKind.ROLE, RefKind.DESCRIPTION}
            and len(es) == 1
            and e.country
        ]
        if region in {"host"}:
            return ()
        paired = sorted({c for pair, _ in memory.pairs.most_common(1) for c in pair})
        about = [c for c in paired if region in _regions().get(c, ())]
        if len(about) == 1:
            return (memory.state(about[0]),)  # of the two that the text is about, the one of that region
        for entity in order:
            if region[:1].islower() or region in _regions().get(entity.country or "", ()):
                return (memory.state(entity.country),) if entity.country else ()
        for code in sorted(memory.counts, key=lambda c: -memory.counts[c]):
            if not region[:1].islower() and region in _regions().get(code, ()):
                return (memory.state(code),)
        return ()


@cache
def _names() -> dict[str, tuple[str, ...]]:
    return {state.code: state.names for state in states()}


@cache
def _regions() -> dict[str, tuple[str, ...]]:
    return {state.code: state.regions for state in states()}
