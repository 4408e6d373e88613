"""What came of talks, where the sentences after them tell it: "X met Y. The request was refused outright"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from communique.annotate.lexicon import word_classes
from communique.annotate.outcomes import outcome_of
from communique.annotate.stage import Draft, Paragraph
from communique.model.ontology import EventType
from communique.model.records import Claim, Status

if TYPE_CHECKING:
    from spacy.tokens import Span as Tokens

_TALKS = frozenset({"meeting", "negotiation", "summit", None})
_DONE = frozenset({Status.ACTUAL, Status.ONGOING})
_REACH = 2  # sentences after the talks
_SUBJECTS = frozenset({"nsubj", "nsubjpass"})


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
    return [
        replace(c, details=replace(c.details, outcome=told[c.id])) if c.id in told else c
        for c in claims
    ]  # fmt: skip


def _is_theirs(draft: Draft, paragraph: Paragraph, sentence: Tokens, claim: Claim) -> bool:
    """Whether the sentence speaks of those who talked, or of what was asked there, and of no one else."""
    sides = {p.country or p.name for p in claim.participants()}
    named = {
        e.country or e.name
        for r in draft.references
        if r.tokens[0] == paragraph.index and sentence.start <= r.head < sentence.end and r.dep in _SUBJECTS
        for e in r.acting
    }
    words = {t.lemma_.lower() for t in sentence if t.dep_ in _SUBJECTS}
    return named <= sides and (bool(named) or bool(words & (word_classes()["joint"] | word_classes()["asked"])))
