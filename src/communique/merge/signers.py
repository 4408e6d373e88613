"""Who put the name to one paper, where two reports name different people for the same side."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from communique.merge.block import party_of
from communique.merge.disagreements import Said, clashing, listed, made_of
from communique.merge.facts import content_words, facts_of, named_person
from communique.merge.papers import city_words, matter_of, signing_words
from communique.model.records import Claim, Contradiction, ContradictionKind, Document, Event, PartKind, Status
from communique.model.values import Participant

_PRONOUN = re.compile(r"(?i)\b(?:it|them)\b")
_BEFORE = 160  # characters before "he signed it", in which the paper is named


@dataclass(slots=True)
class _Signing:
    """What one report says of the signing: who signed for each party, and what the paper is on."""

    said: list[Said] = field(default_factory=list)
    persons: defaultdict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    matter: set[str] = field(default_factory=set)


def signers(event: Event, told: Sequence[Claim], documents: Mapping[str, Document]) -> list[Contradiction]:
    """Where two reports of one paper have no signatory in common, and for one party name two."""
    if event.form != "agreement" or len(event.documents) < 2:
        return []
    signings: defaultdict[str, _Signing] = defaultdict(_Signing)
    papers = sorted((c for c in told if c.form == "agreement" and c.status is Status.ACTUAL), key=lambda c: c.id)
    for claim in papers:
        people = _signatories(claim, documents)
        if people:
            own = signings[claim.document]
            own.said.append(Said(", ".join(sorted({p.name for p in people})), claim))
            for row in people:
                own.persons[party_of(row) or ""].add(named_person(row) or "")
    if len(signings) < 2:
        return []
    for claim in papers:
        if claim.document in signings:
            signings[claim.document].matter |= _matter(claim, documents[claim.document])

    def clash(a: Said, b: Said) -> bool:
        return _others(signings[a.claim.document], signings[b.claim.document])

    apart = clashing([row for one in signings.values() for row in one.said], clash)
    if not apart:
        return []
    why = f"it was signed by {listed(apart)}"
    return [made_of(event, "participants", ContradictionKind.CONTRADICTION, apart, why)]


def _signatories(claim: Claim, documents: Mapping[str, Document]) -> list[Participant]:
    """The named persons of its sentence; none of a headline, which leaves the signing to the heads of states."""
    document = documents.get(claim.document)
    if document is None or claim.details.stage != "signed":
        return []
    if any(p.kind is PartKind.TITLE and p.span.covers(claim.predicate) for p in document.parts):
        return []
    return [p for p in claim.participants() if named_person(p) and claim.sentence.covers(p.span)]


def _matter(claim: Claim, document: Document) -> frozenset[str]:
    """What the paper is on; "he signed it" is on what is told before."""
    own = matter_of(facts_of(claim, document))
    if not _PRONOUN.search(claim.predicate.of(document.text)):
        return own
    before = document.text[max(0, claim.sentence.start - _BEFORE) : claim.sentence.start]
    return own | (content_words(before) - signing_words() - city_words())


def _others(a: _Signing, b: _Signing) -> bool:
    """Nobody is common to both, one party has a signatory in each, and a word of what they signed is told by both."""
    if a is b or a.matter.isdisjoint(b.matter):
        return False
    shared = a.persons.keys() & b.persons.keys()
    return bool(shared) and not set().union(*a.persons.values()) & set().union(*b.persons.values())
