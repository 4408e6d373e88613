"""Of which state an official is whom a text names without it: "Foreign Minister X summoned Morocco's ambassador"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from communique.annotate.entities import Reference, RefKind
from communique.annotate.genders import by_name
from communique.annotate.memory import Memory
from communique.annotate.plurals import SUBJECTS
from communique.annotate.stage import Draft
from communique.annotate.titles import ABROAD
from communique.model.values import ActorKind

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

OF_STATE = frozenset({"GOV", "MIL", "LEG", "JUD", "COP", "SPY", "PTY"})
_OF_A_STATE = frozenset({RefKind.STATE, RefKind.PLACE, RefKind.ROLE, RefKind.DESCRIPTION})
_TRAVELS = frozenset("arrive come travel fly land accompany leave go join flank depart".split())
# Offices that cities, firms and courts have too.
_LOCAL = frozenset(
    "prosecutor judge mayor governor chairman director lawmaker senator official analyst colonel".split()
)
_LOCAL |= frozenset({"police chief", "chief executive", "committee chairman", "attorney general", "chief of staff"})
_ALSO_OF_FIRMS = frozenset({"president", "vice president", "spokesperson", "secretary-general", "commander", "leader"})
_BODIES = frozenset("government army military presidential ministry cabinet parliament navy police junta".split())
_LEADS = frozenset({"lead", "head", "chair"})
_DELEGATIONS = frozenset("delegation team mission side group contingent".split())
_OWNED = frozenset(
    "deputy aide adviser advisor successor predecessor spokesman spokeswoman secretary assistant".split()
)
_BACK = 3  # sentences that are looked back


class NationalityResolver:
    """Gives officials without a state the one that the text is speaking of when it names them."""

    def _nationality(self, reference: Reference, draft: Draft, memory: Memory) -> None:
        """Where a person is met with an office: the state, if not known yet; then whether "she" may mean the person."""
        entity = reference.entities[0]
        if entity.country is None:
            doc = draft.paragraphs[reference.tokens[0]].doc
            entity.country = self._of_owner(reference, draft) or self._delegation(reference, draft, doc)
        if entity.country is None and _of_a_state(reference, draft):
            entity.country = self._state_of(reference, draft, memory)
        elif entity.country is None and _official(reference) and memory.home not in self._others(reference, draft):
            entity.country = memory.home  # any official whom a state's own press names without it
        if entity.female is None:
            entity.female = by_name(entity)
        if reference.counterpart and not entity.offices:
            owner = next(
                (e for _, es in reversed(memory.recent) for e in es if len(es) == 1 and e.kind is ActorKind.PERSON),
                None,
            )
            if owner is not None and owner is not entity:
                entity.offices.extend(owner.offices[:1])  # a counterpart holds the same office

    def _state_of(self, reference: Reference, draft: Draft, memory: Memory) -> str | None:
        """The state of whoever is named so: his or her owner's ("her deputy, X"), else the one spoken of."""
        companion = self._companion(reference, draft)
        if companion is not None:
            return companion
        others = self._others(reference, draft)
        posted = [r.posted for r in draft.references if r.posted and r.span < reference.span and r.posted not in others]
        if posted:
            return posted[-1]  # where an ambassador is, the ministers are that state's
        if memory.home is not None and memory.home not in others:
            return memory.home
        nearest = self._spoken_of(reference, draft, others)
        if nearest is not None:
            return nearest
        if memory.dateline is not None and memory.dateline not in others:
            return memory.dateline
        left = [c for c in memory.counts if c not in others]
        about = [c for pair, _ in memory.pairs.most_common(1) for c in pair if c not in others]
        return about[0] if len(about) == 1 else left[0] if len(left) == 1 else None

    @staticmethod
    def _of_owner(reference: Reference, draft: Draft) -> str | None:
        """ "her deputy, X": of her state."""
        doc, start = draft.paragraphs[reference.tokens[0]].doc, reference.tokens[1]
        if (
            start < 3
            or doc[start - 1].text != ","
            or doc[start - 2].lower_ not in _OWNED
            or doc[start - 3].tag_ != "PRP$"
        ):
            return None
        owner = next((r for r in draft.references if r.tokens[:2] == (reference.tokens[0], start - 3)), None)
        return _country(owner) if owner is not None else None

    def _companion(self, reference: Reference, draft: Draft) -> str | None:
        """ "A arrived with army chief B", "A, accompanied by minister B": of A's state; "her deputy, B" of hers."""
        doc = draft.paragraphs[reference.tokens[0]].doc
        team = self._delegation(reference, draft, doc)
        if team is not None:
            return team
        before = doc[reference.tokens[1] - 1] if reference.tokens[1] else None
        if before is None or before.lower_ not in {"with", "by"}:
            return None
        verb = before.head
        if verb.lemma_.lower() in _LEADS:
            # "a delegation of the Ministry of Energy of Peru led by Deputy Minister X"
            between = range(verb.head.i, before.i)
            led = [r for r in draft.references if r.tokens[0] == reference.tokens[0] and r.tokens[1] in between]
            return next((code for r in reversed(led) if (code := _country(r)) is not None), None)
        if verb.lemma_.lower() not in _TRAVELS:
            return None
        subjects = {c.i for c in (*verb.children, *verb.head.children) if c.dep_ in SUBJECTS} | {verb.head.i}
        for earlier in draft.references:
            at = range(earlier.tokens[1], earlier.tokens[2])
            if earlier.tokens[0] == reference.tokens[0] and subjects.intersection(at) and earlier.span < reference.span:
                return _country(earlier)
        return None

    @staticmethod
    def _delegation(reference: Reference, draft: Draft, doc: Doc) -> str | None:
        """ "X headed the Chinese team", "the Chinese team was headed by X and the Omani delegation by Y"."""
        first, last = reference.tokens[1], reference.tokens[2]
        sentence = doc[first].sent
        nouns: list[Token] = []
        by = _by(doc, first)
        if by is not None:
            # the nearest before: a second one in a row leaves its verb out
            nouns = [t for t in doc[sentence.start : by] if t.lemma_.lower() in _DELEGATIONS][-1:]
            between = doc[nouns[0].i + 1 : by] if nouns else ()
            if any(t.pos_ == "VERB" and t.lemma_.lower() not in _LEADS for t in between):
                return None
        elif first > sentence.start and doc[first - 1].lemma_ == "be":
            # "leading the Chinese team was X", "at the head of the Omani delegation was X"
            before = doc[sentence.start : first - 1]
            led = any(t.lemma_.lower() in _LEADS and (t.tag_ == "VBG" or t.lower_ == "head") for t in before)
            nouns = [t for t in before if t.lemma_.lower() in _DELEGATIONS][-1:] if led else []
        elif last < len(doc) and doc[last].lemma_.lower() in _LEADS:
            nouns = [t for t in doc[last].children if t.dep_ == "dobj" and t.lemma_.lower() in _DELEGATIONS]
        for noun in nouns:
            phrase = range(noun.left_edge.i, noun.i + 1)
            for r in draft.references:
                if r.tokens[0] == reference.tokens[0] and r is not reference and r.tokens[1] in phrase:
                    return _country(r)
        return None

    def _others(self, reference: Reference, draft: Draft) -> set[str]:
        """States that the person deals with in the same sentence, and so is not of."""
        doc = draft.paragraphs[reference.tokens[0]].doc
        sentence = doc[reference.tokens[1]].sent
        return {
            r.country
            for r in draft.references
            if r is not reference
            and r.country
            and r.tokens[0] == reference.tokens[0]
            and sentence.start <= r.tokens[1] < sentence.end
            and (
                r.kind in {RefKind.COUNTERPART, RefKind.OFFICE, RefKind.PERSON}
                and not self._joined(doc, reference, r)
                and (r.office not in ABROAD or r.tokens[1] > reference.tokens[1])
            )
        }

    @staticmethod
    def _joined(doc: Doc, one: Reference, two: Reference) -> bool:
        """ "X and Y" in one phrase may be of one state."""
        first, second = sorted((one, two), key=lambda r: r.tokens[1])
        return {t.lower_ for t in doc[first.tokens[2] : second.tokens[1]]} <= {"and", ","}

    def _spoken_of(self, reference: Reference, draft: Draft, others: set[str]) -> str | None:
        """The state that acts, or where the scene is laid, in this sentence before the name, or shortly before it."""
        paragraph, at = reference.tokens[0], reference.tokens[1]
        doc = draft.paragraphs[paragraph].doc
        before = [
            r
            for r in draft.references
            if r.span < reference.span
            and (code := _country(r)) is not None
            and code not in others
            and (r.kind in _OF_A_STATE or (r.kind is RefKind.PERSON and r.dep in SUBJECTS))
        ]
        here = [r for r in before if r.tokens[0] == paragraph and doc[r.tokens[1]].sent.start == doc[at].sent.start]
        if here:
            acting = [r for r in here if r.dep in SUBJECTS] or here
            return _country(acting[-1])
        sentences = list(doc.sents)
        own = next(i for i, s in enumerate(sentences) if s.start <= at < s.end)
        for back in range(1, _BACK + 1):
            if own - back < 0:
                break
            sentence = sentences[own - back]
            there = [r for r in before if r.tokens[0] == paragraph and sentence.start <= r.tokens[1] < sentence.end]
            acting = [r for r in there if r.dep in SUBJECTS and r.kind is not RefKind.PERSON]
            place = next((r for r in reversed(there) if r.kind is RefKind.PLACE), None)
            if acting and place is not None and acting[0].verb in _TRAVELS and _country(place) != _country(acting[0]):
                return _country(place)  # "Two Romanians came to Chisinau. President X thanked them"
            if acting:
                return _country(acting[0])
            hosts = [r for r in there if r.kind is not RefKind.PERSON]
            persons = {_country(r) for r in there if r.kind is RefKind.PERSON}
            away = [r for r in hosts if _country(r) not in persons]
            if persons and away:
                return _country(away[-1])  # "the Cypriot president brought an offer to Beirut. Prime minister X ..."
            if there:
                return _country(there[0])
        first = [r for r in before if r.kind is not RefKind.PERSON]
        return _country(first[0]) if first else None


def _by(doc: Doc, first: int) -> int | None:
    """The "by" before a name at ``first``: "by X", "by the Undersecretary for Trade, X"."""
    for at in range(first - 1, max(first - 12, doc[first].sent.start) - 1, -1):
        token = doc[at]
        if token.lower_ == "by":
            return at
        if token.pos_ in {"VERB", "AUX", "PRON"} or (token.text == "," and at != first - 1):
            return None
    return None


def _official(reference: Reference) -> bool:
    return bool(reference.office) and reference.sector in OF_STATE and not reference.organisation


def _of_a_state(reference: Reference, draft: Draft) -> bool:
    """True for an office that a state's own press names without the state; presidents of firms are written small."""
    office = reference.office or ""
    if not _official(reference) or office in _LOCAL:
        return False
    if office not in _ALSO_OF_FIRMS:
        return True
    words = [w for w in reference.text.removesuffix(reference.name).split() if w.lower() not in {"the", "a", "an"}]
    doc, start = draft.paragraphs[reference.tokens[0]].doc, reference.tokens[1]
    before = doc[start - 1].lower_ if start else ""
    return before in _BODIES or any(w[:1].isupper() for w in words)


def _country(reference: Reference) -> str | None:
    """The state that a reference names, or whose it turned out to be."""
    return reference.country or (reference.entities[0].country if len(reference.entities) == 1 else None)
