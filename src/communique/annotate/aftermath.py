"""What came of talks, where other sentences tell it: "X met Y. The request was refused outright"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from communique.annotate.lexicon import word_classes
from communique.annotate.outcomes import outcome_of
from communique.annotate.stage import Draft, Paragraph
from communique.model.ontology import EventType
from communique.model.records import Claim, PartKind, Status

if TYPE_CHECKING:
    from spacy.tokens import Span as Tokens

_TALKS = frozenset({"meeting", "negotiation", "summit", None})
_DONE = frozenset({Status.ACTUAL, Status.ONGOING})
_REACH = 2  # sentences after the talks
_SUBJECTS = frozenset({"nsubj", "nsubjpass"})
_MATTERS = frozenset(
    "document text protocol pact roadmap plan decision compromise trip visit mission dispute question issue".split()
)
# What may come, or came before.
_OTHER_TIME = re.compile(
    r"(?i)\b(?:will|would|may|might|if|unless|hop(?:es?|ed|ing)|should|expect\w*|aim\w*|had|last (?:year|month|week)|"
    r"in (?:19|20)\d\d|previous(?:ly)?|earlier|next|since)\b"
)


def with_outcomes(draft: Draft, claims: Sequence[Claim]) -> list[Claim]:
    """The claims, talks with the outcome that the next sentences of their paragraph tell of them."""
    told: dict[str, str] = {}
    for paragraph in draft.paragraphs:
        last: tuple[int, Claim] | None = None
        for number, sentence in enumerate(paragraph.sentences()):
            span = paragraph.span(sentence.start_char, sentence.end_char)
            here = [c for c in claims if c.sentence == span and c.event is EventType.CONSULT and c.form in _TALKS]
            done = [c for c in here if c.status in _DONE and c.sources and c.targets]
            if here:
                last = (number, done[-1]) if done else None
                continue
            if last is None or number - last[0] > _REACH or last[1].details.outcome or last[1].id in told:
                continue
            outcome = outcome_of(sentence.text)
            if outcome is not None and _is_theirs(draft, paragraph, sentence, last[1]):
                told[last[1].id] = outcome
    told |= _of_report(draft, claims, told)
    return [
        replace(c, details=replace(c.details, outcome=told[c.id])) if c.id in told else c
        for c in claims
    ]  # fmt: skip


def _of_report(draft: Draft, claims: Sequence[Claim], told: Mapping[str, str]) -> dict[str, str]:
    """What any sentence, or the headline, of a report on one meeting says of it; nothing where two do not agree."""
    talks = sorted((c for c in claims if _held(c)), key=lambda c: (_in_title(draft, c), c.predicate))
    if not talks or any(c.details.outcome or c.id in told for c in talks):
        return {}
    lead, sides = talks[0], _sides(talks[0])
    if any(len(sides & _sides(c)) < 2 for c in talks):
        return {}  # two meetings, with others each
    spoken = {c.sentence for c in talks if c is not lead}
    found = {
        outcome
        for paragraph, sentence in _sentences(draft)
        if paragraph.span(sentence.start_char, sentence.end_char) not in spoken
        and (outcome := outcome_of(sentence.text)) is not None
        and not _OTHER_TIME.search(sentence.text)
        and (paragraph.part.kind is PartKind.TITLE or _is_theirs(draft, paragraph, sentence, lead))
    }
    return {lead.id: found.pop()} if len(found) == 1 else {}


def _held(claim: Claim) -> bool:
    """Talks, or a visit, that were; who is told of as elsewhere in time is left out by its day."""
    kinds = claim.event is EventType.CONSULT and claim.form in _TALKS | {"visit"}
    return kinds and claim.status in _DONE and bool(claim.sources) and bool(claim.targets)


def _sides(claim: Claim) -> frozenset[str]:
    return frozenset(p.country or p.name for p in claim.participants())


def _in_title(draft: Draft, claim: Claim) -> bool:
    return any(p.part.kind is PartKind.TITLE and p.part.span.covers(claim.predicate) for p in draft.paragraphs)


def _sentences(draft: Draft) -> Iterator[tuple[Paragraph, Tokens]]:
    return ((paragraph, sentence) for paragraph in draft.paragraphs for sentence in paragraph.sentences())


def _is_theirs(draft: Draft, paragraph: Paragraph, sentence: Tokens, claim: Claim) -> bool:
    """Whether the sentence speaks of those who talked, or of what was asked there, and of no one else."""
    sides = _sides(claim)
    named = {
        e.country or e.name
        for r in draft.references
        if r.tokens[0] == paragraph.index and sentence.start <= r.head < sentence.end and r.dep in _SUBJECTS
        for e in r.acting
    }
    words = {t.lemma_.lower() for t in sentence if t.dep_ in _SUBJECTS}
    return named <= sides and (bool(named) or bool(words & _subjects()))


def _subjects() -> frozenset[str]:
    return word_classes()["joint"] | word_classes()["asked"] | _MATTERS
