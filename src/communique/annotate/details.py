"""What belongs to a claim's form: kind and stage of an agreement, what came of talks, when the previous visit was."""

from __future__ import annotations

from typing import TYPE_CHECKING

from communique.annotate.codebook import Coded
from communique.annotate.matches import Match
from communique.annotate.outcomes import outcome_of
from communique.annotate.previous import previous_of
from communique.annotate.stage import Draft, Paragraph
from communique.model.ontology import EventType
from communique.model.records import Details, Status

if TYPE_CHECKING:
    from collections.abc import Sequence

    from spacy.tokens import Token

    from communique.annotate.periods import TimeMention

_STAGES = {
    "sign": "signed",
    "signing": "signed",
    "signature": "signed",
    "ink": "signed",
    "put": "signed",
    "affix": "signed",
    "initial": "initialled",
    "exchange": "signed",
    "ratify": "ratified",
    "reach": "agreed",
    "strike": "agreed",
    "conclude": "agreed",
    "conclusion": "agreed",
    "settle": "agreed",
    "seal": "agreed",
    "clinch": "agreed",
    "finalise": "agreed",
    "finalize": "agreed",
    "adopt": "agreed",
    "propose": "proposed",
    "renew": "in-force",
}
_ENTERED = frozenset({"come", "enter", "take"})
_TALKS = frozenset({"meeting", "negotiation", "summit", "conference", "call", "visit", None})
_DONE = frozenset({Status.ACTUAL, Status.ONGOING})


def details_of(draft: Draft, paragraph: Paragraph, times: Sequence[TimeMention], match: Match, coded: Coded) -> Details:
    """The details that the words tell.

    Args:
        draft: the document.
        paragraph: where the act stands.
        times: the dates of the paragraph.
        match: the predicate and its sides.
        coded: what it is.
    """
    if coded.form == "agreement":
        return _agreement(match, coded)
    if coded.event is not EventType.CONSULT or coded.form not in _TALKS:
        return Details()
    at = match.token.sent
    sentence = paragraph.span(at.start_char, at.end_char)
    told = coded.form in {"visit", "meeting", "summit", "call"}
    since = previous_of(draft, paragraph, times, match.token, sentence) if told else None
    return Details(since=since, outcome=outcome_of(at.text) if coded.status in _DONE else None)


def _agreement(match: Match, coded: Coded) -> Details:
    noun = next((t for t in match.objects if t.pos_ in {"NOUN", "PROPN"}), match.token)
    verb = match.token if match.predicate.pos == "verb" else match.carrier
    told = verb or next((c for c in match.token.children if c.dep_ in {"acl", "relcl"}), None)
    # "announced" tells nothing of how far it has come
    stage = _STAGES.get(told.lemma_.lower()) if told is not None else None
    stage = _STAGES.get(match.token.lemma_.lower(), stage)
    if stage != "ratified" and any(t.lemma_.lower() == "sign" for t in noun.subtree):
        stage = "signed"
    if told is not None and any(t.lemma_.lower() == "initial" and t.pos_ == "NOUN" for t in told.subtree):
        stage = "initialled"  # "put their initials to"
    if told is not None and told.lemma_.lower() in _ENTERED and _in_force(told):
        stage = "in-force"
    kind = noun.lemma_.lower() if noun.pos_ == "NOUN" else "agreement"
    return Details(kind=kind, stage="proposed" if coded.status is Status.PLANNED else stage)


def _in_force(verb: Token) -> bool:
    """ "took effect", "came into force", "entered into force"."""
    return any(t.lower_ in {"force", "effect"} for t in verb.subtree)
