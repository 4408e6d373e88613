"""Whom "he", "she" and "it" mean."""

from __future__ import annotations

from typing import TYPE_CHECKING

from communique.annotate.entities import Entity, Reference, RefKind
from communique.annotate.memory import Memory
from communique.annotate.plurals import SUBJECTS, PluralResolver
from communique.model.values import ActorKind

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_IMPERSONAL = frozenset("seem appear happen emerge transpire rain snow follow turn".split())


# What is denied, signed or lifted is no actor: "neither confirm nor deny them", "signed it in Oslo".
_DONE_TO_THINGS = frozenset(
    "deny confirm discuss announce sign initial ratify adopt implement postpone cancel verify publish broker mediate "
    "renew repeal revoke impose lift read debate finalise finalize".split()
)


class PronounResolver(PluralResolver):
    """Pronouns for one actor that was named before."""

    def _pronoun(self, reference: Reference, memory: Memory, doc: Doc) -> tuple[Entity, ...]:
        if self._is_a_thing(reference, doc):
            return ()
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
        again = [
            es[0]
            for r, es in memory.recent
            if r.kind is RefKind.PRONOUN
            and (r.tokens[0], r.sentence) == (reference.tokens[0], reference.sentence)
            and r.dep in SUBJECTS
            and r.quoted == reference.quoted
            and len(es) == 1
            and es[0].kind is ActorKind.PERSON
            and es[0] not in barred
            and es[0].female in (None, female)
        ]
        if again:
            return (again[-1],)  # "he shook hands with X, with whom he had spoken"
        # Whom the name tells to be a woman "she" means before one whose name tells nothing; of "he" that tells little.
        near = [(r, e) for r, e in candidates if female and e.female and reference.tokens[0] - r.tokens[0] <= 1]
        candidates = near or candidates
        own = reference.tokens[0]
        return self._prefer_subject(candidates, reference, own, doc)

    @staticmethod
    def _is_a_thing(reference: Reference, doc: Doc) -> bool:
        token = doc[reference.tokens[1]]
        object_of = token.head.lemma_.lower() if token.dep_ in {"dobj", "nsubjpass"} else ""
        return token.lower_ in {"it", "they", "them"} and object_of in _DONE_TO_THINGS

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
        subjects = [e for r, e in here if r.dep in SUBJECTS | {"poss"}]
        if here and doc[reference.head].dep_ not in {"nsubj", "nsubjpass"}:
            return ((subjects or [here[-1][1]])[0],)
        if subjects:
            return (subjects[0],)
        if here:
            return (here[-1][1],)  # "She met President X, and he thanked her"
        earlier = [
            (r, e)
            for r, e in candidates
            if r.span < reference.span and not (r.tokens[0] == paragraph and r.head >= sentence.start)
        ]
        if not earlier:
            return ()
        last = earlier[-1][0]
        near = [(r, e) for r, e in earlier if r.tokens[0] == last.tokens[0]]
        topical = [(r, e) for r, e in near if r.basis != "pronoun" and r.dep in SUBJECTS]
        return ((topical or near)[-1][1],)

    def _it(self, reference: Reference, memory: Memory, doc: Doc) -> tuple[Entity, ...]:
        token = doc[reference.head]
        if _means_nothing(token):
            return ()
        sentence = token.sent
        barred = self._clause_mates(reference, memory, doc)
        states_here = [
            (r, es[0])
            for r, es in memory.recent
            if len(es) == 1
            and es[0] not in barred
            and es[0].kind is not ActorKind.PERSON
            and r.kind in {RefKind.STATE, RefKind.ROLE, RefKind.ORGANISATION, RefKind.DESCRIPTION}
            and r.tokens[0] == reference.tokens[0]
        ]
        inside = [(r, e) for r, e in states_here if sentence.start <= r.head < sentence.end]
        subjects = [e for r, e in inside if r.dep in SUBJECTS]
        if subjects and (token.tag_ == "PRP$" or token.dep_ not in {"dobj", "dative", "pobj"}):
            return (subjects[-1],)
        if reference.dep in SUBJECTS and not inside:
            before = [e for r, e in states_here if r.dep in SUBJECTS]
            return (before[-1],) if before else ()  # "The ministry said ... It called on ..."
        others = [e for _, e in inside if e not in subjects]
        if others:
            return (others[-1],)
        return (
            (states_here[-1][1],) if states_here and (token.tag_ == "PRP$" or token.dep_ in {"dobj", "dative"}) else ()
        )


def _means_nothing(token: Token) -> bool:
    """ "It seems that ...", "it was snowing", "it is rare for them to meet": a subject that stands for nobody."""
    verb = token.head
    if token.lower_ != "it" or token.dep_ not in SUBJECTS | {"expl"}:
        return token.dep_ == "expl"
    if verb.lemma_.lower() in _IMPERSONAL:
        return True
    if verb.lemma_ != "be":
        return False
    said = [c for c in verb.children if c.dep_ in {"acomp", "attr"}]
    clauses = {c.dep_ for c in verb.children} | {c.dep_ for s in said for c in s.children}
    return bool(said) and bool(clauses & {"ccomp", "xcomp", "csubj", "advcl", "relcl", "acl"})
