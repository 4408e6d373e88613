"""Whom descriptions mean: "the Southeast Asian country", "the bloc", "the host", "the Finn"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from communique.annotate.descriptions import MAJESTY, OURS, PLAIN, BodyWord, body_words, fits
from communique.annotate.entities import Entity, Reference, RefKind
from communique.annotate.memory import Memory
from communique.annotate.plurals import SUBJECTS
from communique.annotate.pronouns import PronounResolver
from communique.knowledge.organisations import organisation_names
from communique.model.values import ActorKind

if TYPE_CHECKING:
    from spacy.tokens import Doc

_RECEIVES = frozenset("welcome receive host greet entertain".split())
_COMES = frozenset("visit arrive land fly come travel".split())
_CROWNED = frozenset("king queen sultan emir prince princess emperor".split())
_NEIGHBOURS = frozenset({"neighbour", "neighbor"})
_SPEAKING_OF = frozenset({RefKind.STATE, RefKind.PLACE, RefKind.ROLE, RefKind.DESCRIPTION})


class AnaphoraResolver(PronounResolver):
    """Expressions that mean what was named before, or what the whole text is about."""

    def _description(self, reference: Reference, memory: Memory, doc: Doc) -> tuple[Entity, ...]:
        if reference.actor_kind is ActorKind.ORGANISATION:
            return self._described_body(reference, memory)
        if reference.name in {"host", "guest"}:
            beside = self._beside_a_name(reference, memory, doc)
            return (beside,) if beside is not None else self._host_or_guest(reference, memory, doc)
        if reference.name == "national":
            return self._national(reference, memory)
        if reference.name == MAJESTY:
            return self._monarch(memory)
        if reference.name.split()[0] == OURS:
            return self._ours(reference, memory)
        return self._described_state(reference, memory, doc)

    # -- states -------------------------------------------------------------------------------------------------------

    def _described_state(self, reference: Reference, memory: Memory, doc: Doc) -> tuple[Entity, ...]:
        """The state of the document that fits the words: of the two that it is about, else the latest, else the one it
        names most.
        """
        phrase = reference.name
        told = fits(phrase)
        words = phrase.split()
        if words[-1] in _NEIGHBOURS:
            return self._neighbour(reference, memory, doc)
        known = [codes for _, codes in told]
        covered = {w for part, _ in told for w in part.split()}
        unknown = [w for w in words[:-1] if w not in covered and w.lower() not in PLAIN and w != "-"]
        if any(w[:1].isupper() for w in unknown):
            return ()  # "the Olympic nation": words that tell something we do not know

        def fit(code: str) -> bool:
            return all(code in codes for codes in known)

        if known:
            paired = sorted({c for pair, _ in memory.pairs.most_common(1) for c in pair})
            about = [c for c in paired if fit(c)]
            if len(about) == 1:
                return (memory.state(about[0]),)  # of the two that the text is about, the one of that region
            if memory.home is not None and fit(memory.home) and words[-1] in {"kingdom", "republic"}:
                return (memory.state(memory.home),)
        own = self._speakers_own(reference, memory, doc)
        if own is not None and fit(own) and len(words) > 1:
            return (memory.state(own),)
        acting = self._subject_here(reference, memory, doc) if unknown else None
        for earlier, entities in reversed(memory.recent):
            code = entities[0].country
            spoken = earlier.kind in _SPEAKING_OF or (known and earlier.kind in {RefKind.PERSON, RefKind.ADJECTIVE})
            if spoken and len(entities) == 1 and code and fit(code) and code != acting:
                return (memory.state(code),)
        if known:
            named = sorted((c for c in memory.counts if fit(c)), key=lambda c: (-memory.counts[c], c))
            return (memory.state(named[0]),) if named else ()
        return ()

    def _neighbour(self, reference: Reference, memory: Memory, doc: Doc) -> tuple[Entity, ...]:
        """ "its eastern neighbour", "the southern neighbor": the other of the two that the text is about."""
        acting = self._subject_here(reference, memory, doc)
        pairs = [p for p, _ in memory.pairs.most_common() if acting is None or acting in p]
        if acting is not None and pairs:
            return tuple(memory.state(c) for c in pairs[0] if c != acting)
        others = [c for c in sorted(memory.counts, key=lambda c: (-memory.counts[c], c)) if c != acting]
        if acting is not None and others:
            return (memory.state(others[0]),)
        return ()

    @staticmethod
    def _speakers_own(reference: Reference, memory: Memory, doc: Doc) -> str | None:
        """The state of the person in whose reported words this stands: "told his guest that the small country ..."."""
        node = doc[reference.head]
        while node.head != node and node.dep_ != "ccomp":
            node = node.head
        if node.dep_ != "ccomp":
            return None
        subjects = {c.i for c in node.head.children if c.dep_ in SUBJECTS}
        for earlier, entities in reversed(memory.recent):
            if earlier.tokens[0] == reference.tokens[0] and subjects.intersection(range(*earlier.tokens[1:])):
                person = len(entities) == 1 and entities[0].kind is ActorKind.PERSON
                return entities[0].country if person else None
        return None

    @staticmethod
    def _subject_here(reference: Reference, memory: Memory, doc: Doc) -> str | None:
        """The state of the subject that this sentence has had already."""
        sentence = doc[reference.head].sent
        for earlier, entities in reversed(memory.recent):
            here = earlier.tokens[0] == reference.tokens[0] and sentence.start <= earlier.head < sentence.end
            if here and earlier.dep in SUBJECTS and len(entities) == 1 and entities[0].country:
                return entities[0].country
        return None

    @staticmethod
    def _monarch(memory: Memory) -> tuple[Entity, ...]:
        """ "His Majesty arrived": the crowned head named last."""
        for _, entities in reversed(memory.recent):
            if len(entities) == 1 and _CROWNED & {w for office in entities[0].offices for w in office.split()}:
                return entities
        return ()

    @staticmethod
    def _ours(reference: Reference, memory: Memory) -> tuple[Entity, ...]:
        """ "us", "our country" outside of quotations: the paper's own state; "our neighbour" the other of the two."""
        if memory.own is None or reference.quoted:
            return ()
        if reference.name == OURS:
            return (memory.state(memory.own),)
        pairs = [p for p, _ in memory.pairs.most_common() if memory.own in p]
        others = [c for p in pairs[:1] for c in p] or sorted(memory.counts, key=lambda c: (-memory.counts[c], c))
        return tuple(memory.state(c) for c in others if c != memory.own)[:1]

    # -- organisations ------------------------------------------------------------------------------------------------

    def _described_body(self, reference: Reference, memory: Memory) -> tuple[Entity, ...]:
        """The organisation named last that goes by this noun; one whose name has the noun before others."""
        word = body_words()[reference.name]
        fitting = []
        for earlier, entities in reversed(memory.recent):
            entity = entities[0]
            if len(entities) != 1 or entity.kind not in {ActorKind.ORGANISATION, ActorKind.ARMED_GROUP}:
                continue
            if earlier.kind in {RefKind.ORGANISATION, RefKind.ROLE, RefKind.DESCRIPTION} and _goes_by(entity, word):
                fitting.append(entity)
        if reference.text.lower().split()[1:-1] in (["world"], ["global"]):
            fitting = [e for e in fitting if e.name == "United Nations"]
        named = [e for e in fitting if any(n in e.name for n in word.names)]
        chosen = (named or fitting)[:1]
        return tuple(chosen)

    # -- persons ------------------------------------------------------------------------------------------------------

    def _national(self, reference: Reference, memory: Memory) -> tuple[Entity, ...]:
        """ "the Finn": the person of that state named last; the state itself when there is none."""
        for _, entities in reversed(memory.recent):
            if len(entities) == 1 and entities[0].kind is ActorKind.PERSON and entities[0].country == reference.country:
                return (entities[0],)
        return (memory.state(reference.country),) if reference.country else ()

    def _host_or_guest(self, reference: Reference, memory: Memory, doc: Doc) -> tuple[Entity, ...]:
        """Of the two persons named last: the host is of the state where the scene is, the guest is not."""
        persons: list[Entity] = []
        for earlier, entities in reversed(memory.recent):
            entity = entities[0]
            single = (
                len(entities) == 1 and entity.kind is ActorKind.PERSON and not (earlier.quoted and not reference.quoted)
            )
            if single and entity not in persons:
                persons.append(entity)
        persons = [e for e in persons if e.offices or len(e.name.split()) > 1] or persons
        if reference.country is not None:
            return tuple([e for e in persons if e.country == reference.country][:1])
        if reference.owner is not None:
            owner = self._owner_of(reference, memory, doc)
            others = [e for e in persons if e not in owner]
            apart = [e for e in others if e.country not in {o.country for o in owner}]
            return tuple((apart or others)[:1]) if owner else ()
        received = self._by_deed(reference, memory, persons)
        if received is not None:
            return (received,)
        scene = self._scene(memory)
        near = persons[:3]
        at_home = [e for e in near if e.country is not None and e.country == scene]
        away = [e for e in near if e.country is not None and e.country != scene]
        if scene is None or not at_home:
            return ()
        return tuple((at_home if reference.name == "host" else away)[:1])

    def _beside_a_name(self, reference: Reference, memory: Memory, doc: Doc) -> Entity | None:
        """ "Batbayar Ganzorig, the host, spoke first": of the state where the scene is."""
        if not memory.recent:
            return None
        earlier, entities = memory.recent[-1]
        near = earlier.tokens[0] == reference.tokens[0] and reference.tokens[1] - earlier.tokens[2] == 1
        if not near or doc[earlier.tokens[2]].text != "," or earlier.kind is not RefKind.PERSON:
            return None
        if entities[0].country is None:
            entities[0].country = reference.country or (self._scene(memory) if reference.name == "host" else None)
        return entities[0]

    @staticmethod
    def _by_deed(reference: Reference, memory: Memory, persons: list[Entity]) -> Entity | None:
        """Who received whom, or came to whom, in the sentences before; and whom a guest thanks is the host."""
        deeds: list[tuple[Reference, Entity, str]] = []
        for earlier, entities in memory.recent:
            if len(entities) == 1 and entities[0].kind is ActorKind.PERSON and earlier.verb:
                deeds.append((earlier, entities[0], earlier.verb))
        for earlier, entity, verb in reversed(deeds):
            if earlier.dep not in SUBJECTS or not (verb in _RECEIVES or verb in _COMES):
                continue
            if (verb in _RECEIVES) == (reference.name == "host") and earlier.dep == "nsubj":
                return entity
            other = next((e for e in persons if e is not entity and e.country != entity.country), None)
            if other is not None:
                return other
        if reference.dep not in SUBJECTS:
            subject = next(
                (
                    e
                    for r, e, _ in reversed(deeds)
                    if r.sentence == reference.sentence and r.tokens[0] == reference.tokens[0]
                ),
                None,
            )
            if subject is not None:
                return next((e for e in persons if e is not subject and e.country != subject.country), None)
        return None

    def _owner_of(self, reference: Reference, memory: Memory, doc: Doc) -> tuple[Entity, ...]:
        """Whom "his" in "his guest" means: the subject of the clause, else as the pronoun would."""
        assert reference.owner is not None
        token = doc[reference.owner]
        pronoun = Reference(
            kind=RefKind.PRONOUN,
            span=reference.span,
            text=token.text,
            tokens=reference.tokens,
            head=reference.owner,
            dep=token.dep_,
            name=token.lower_,
            plural=token.lower_ == "their",
            quoted=reference.quoted,
            sentence=reference.sentence,
        )
        return self._pronoun(pronoun, memory, doc)

    @staticmethod
    def _scene(memory: Memory) -> str | None:
        """The state where the text's scene is laid: of the place named last, else of the dateline."""
        for earlier, entities in reversed(memory.recent):
            if earlier.kind is RefKind.PLACE and entities[0].country:
                return entities[0].country
        return memory.dateline or memory.home


def _goes_by(entity: Entity, word: BodyWord) -> bool:
    if any(n in entity.name for n in word.names):
        return True
    known = organisation_names().get(entity.name)
    if known is not None:
        return known.kind in word.kinds
    return False
