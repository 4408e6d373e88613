"""What the encoder adds to the lexicon: a second opinion on every claim that has two sides, joined with the rules in
one calibrated score, and the claims of predicates that the lexicon lacks.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from communique.annotate.build import ClaimBuilder
from communique.annotate.codebook import Coded
from communique.annotate.leaders import with_leaders
from communique.annotate.lexicon import word_classes
from communique.annotate.relations.candidates import Candidate, by_finder, by_tree, told_sentences
from communique.annotate.relations.coding import Coding, Codings, Pair
from communique.annotate.relations.finder import Finder
from communique.annotate.relations.joining import Joining
from communique.annotate.relations.marking import overlap
from communique.annotate.stage import Draft
from communique.annotate.status import standing
from communique.model.ontology import EventType, ontology
from communique.model.records import Claim, Status
from communique.model.values import Participant

if TYPE_CHECKING:
    from communique.annotate.relations.marking import Chars


_ON_PLACES = frozenset(
    {EventType.ASSAULT, EventType.COERCE, EventType.MOBILIZE, EventType.RETREAT, EventType.AID, EventType.PROTEST}
)
# What one does by saying it.
_SAID = frozenset(
    {EventType.ACCUSE, EventType.REQUEST, EventType.REJECT, EventType.SUPPORT, EventType.THREATEN, EventType.AGREE}
)
_GATHERINGS = frozenset({"meeting", "visit", "call", "summit"})
_SIGNING = frozenset(
    {"noun signing", "noun signature", "noun ceasefire", "noun truce", "verb put", "verb affix", "verb set"}
)
_OPENING = frozenset({"verb open", "verb reopen", "noun opening", "noun reopening", "verb close", "verb shut"})
_SURE = 0.75
_FAINT_AT = 0.8  # what the encoder must reach where adjectives are all that names the sides


class Learned:
    """The stage: scores ``draft.claims`` and adds to them."""

    name = "learned"
    needs = frozenset({"paragraphs", "references", "entities", "times", "places", "statements", "claims"})
    gives = frozenset({"coded"})

    def __init__(self) -> None:
        self._codings, self._finder, self._joining = Codings(), Finder(), Joining()

    def __call__(self, draft: Draft) -> None:
        """Ask the encoder about all claims and candidates at once."""
        candidates = self._candidates(draft)
        asked = [(claim, None if _plain(claim) else question(draft, claim)) for claim in draft.claims]
        pairs = [pair for _, pair in asked if pair is not None]
        answers = self._codings([*pairs, *(c.pair for c in candidates)])
        own = iter(answers[: len(pairs)])
        claims = [self._joining.judged(c, next(own) if p is not None else None) for c, p in asked]
        for candidate, coding in zip(candidates, answers[len(pairs) :], strict=True):
            made = self._made(candidate, coding)
            if made is not None and not any(_same(made, c) for c in claims):
                claims.append(made)
        draft.claims = sorted(claims, key=lambda c: (c.predicate, c.id))

    def _candidates(self, draft: Draft) -> list[Candidate]:
        """By the tree in every sentence; where nothing is claimed also by the finder, who knows phrases better."""
        sentences = list(told_sentences(draft))
        silent = [t for t in sentences if t.both and not t.claimed]
        pointed = dict(zip(map(id, silent), self._finder([t.tokens.text for t in silent]), strict=True))
        found: list[Candidate] = []
        for told in sentences:
            here = by_tree(told)
            best = by_finder(told, pointed[id(told)]) if id(told) in pointed else None
            if best is not None and not best.hearsay:
                here = [best, *(c for c in here if c.token != best.token)]
            elif best is not None:
                here.append(best)
            # asking costs: what could be no claim of its own is not asked about
            found += [c for c in here if not c.is_none and standing(c.token).status is not None]
        return found

    def _made(self, candidate: Candidate, coding: Coding) -> Claim | None:
        score = self._joining.alone(coding)
        stands = standing(candidate.token)
        if coding.event is None or score is None or stands.status is None:
            return None
        if candidate.faint and score < _FAINT_AT:
            return None
        if candidate.place is not None and coding.event not in _ON_PLACES:
            return None
        if candidate.hearsay and coding.event not in _SAID:
            return None
        if coding.event is EventType.SANCTION and candidate.leaves:
            return None
        if candidate.together and not ontology().reciprocal(coding.event, coding.form):
            return None
        status = settled(stands.status, coding.status, candidate.pair.text)
        told = candidate.told
        match = candidate.match(coding)
        coded = Coded(coding.event, coding.mode, match.predicate.form, status, ())
        if coding.event is EventType.CONSULT:
            match.sources = with_leaders(told.sentence, match.token, match.sources)
            match.targets = with_leaders(told.sentence, match.token, match.targets)
        claim = ClaimBuilder(told.draft, told.paragraph, told.sentence).claim(match, stands, coded)
        reasons = (*claim.reasons, *self._joining.reasons(coding))
        return replace(claim, score=score, contexts=coding.contexts, reasons=reasons)


def settled(told: Status, coded: Status, text: str) -> Status:
    """The status of a claim: as the grammar tells it, where that is more than done or denied; else as the encoder says,
    which "needs help, not lectures" does not lead to a denial. A denial needs some word in the sentence that denies.
    """
    if told not in {Status.ACTUAL, Status.DENIED}:
        return told
    words = re.findall(r"[\w'’]+", text.lower())
    denies = any(w in word_classes()["denying"] or w.endswith(("n't", "n’t")) for w in words)
    return told if coded is Status.DENIED and not denies else coded


def _plain(claim: Claim) -> bool:
    """True for what the lexicon knows better than the encoder, so that asking is not worth its time: a meeting, a
    visit, a call told by its own word between two that stand right at it; and of a signing told by a noun or by names
    put to papers, which the encoder takes for talk; and of missions and borders that open or close by themselves.
    """
    if claim.reasons[0] in _SIGNING and claim.form == "agreement":
        return True
    if claim.reasons[0] in _OPENING and "source: whose" in claim.reasons:
        return True
    return claim.event is EventType.CONSULT and claim.form in _GATHERINGS and claim.score >= _SURE


def _same(new: Claim, old: Claim) -> bool:
    """True when one sentence would tell one thing twice."""
    if new.sentence != old.sentence or new.event is not old.event:
        return False
    sides = [{p.country or p.name for p in c.participants()} for c in (new, old)]
    return bool(sides[0] & sides[1]) and (ontology().reciprocal(new.event, new.form) or sides[0] <= sides[1])


def question(draft: Draft, claim: Claim) -> Pair | None:
    """The claim as a question; None for votes and where the sides do not stand in its sentence."""
    source, target = _side(claim, claim.sources), _side(claim, claim.targets)
    if claim.event is None or source is None or target is None:
        return None
    at = claim.sentence.start
    trigger = (claim.predicate.start - at, claim.predicate.end - at)
    if overlap(source, target, trigger):
        return None
    if {"source: obj", "target: subj"} <= set(claim.reasons):
        source, target = target, source  # a host: the record has the guest as source, the sentence the host
    return Pair(claim.sentence.of(draft.document.text), source, target, trigger)


def _side(claim: Claim, participants: tuple[Participant, ...]) -> Chars | None:
    """Where the first of them stands in the claim's sentence."""
    start = claim.sentence.start
    return next((s for p in participants if claim.sentence.covers(p.span) and (s := _within(p, start))), None)


def _within(participant: Participant, start: int) -> Chars:
    return participant.span.start - start, participant.span.end - start
