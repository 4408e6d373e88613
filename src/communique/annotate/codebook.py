"""The codebook's rules that the predicate alone does not decide: plans, promises of force, refusals, calls by
telephone.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from communique.annotate.lexicon import lexicon
from communique.annotate.matches import Match
from communique.annotate.status import Standing, standing
from communique.model.ontology import EventType, ontology
from communique.model.records import Status

if TYPE_CHECKING:
    from spacy.tokens import Token

_VERBAL = frozenset(
    {
        EventType.AGREE,
        EventType.CONSULT,
        EventType.SUPPORT,
        EventType.REQUEST,
        EventType.ACCUSE,
        EventType.REJECT,
        EventType.THREATEN,
    }
)


_DECIDED = frozenset({"planned by decided", "planned by decision"})


@dataclass(frozen=True, slots=True)
class Coded:
    """What a match codes after the rules."""

    event: EventType
    mode: str | None
    form: str | None
    status: Status
    reasons: tuple[str, ...]


_DAYS = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday january february march april may june july august "
    "september october november december".split()
)


def recode(match: Match, stands: Standing) -> Coded | None:
    """PLOVER's rules of tense and polarity; None when nothing is asserted.

    Planned cooperation is AGREE, planned force or coercion THREATEN, a refusal in the future REJECT; planned meetings
    stay CONSULT with status planned.
    """
    predicate = match.predicate
    event, mode, form = predicate.event, predicate.mode, predicate.form
    status = stands.status if stands.status is not None else Status.HYPOTHETICAL
    reasons = list(stands.reasons)
    if status is Status.ACTUAL and (predicate.lemma in {"expect", "plan"} or "due" in predicate.particles):
        status = Status.PLANNED  # "is due in Tehran", "is expected in Ankara", "plans a pipeline"
        reasons.append("planned")
    if event is EventType.SANCTION and status is Status.PLANNED and _DECIDED & {*stands.reasons}:
        status = Status.ACTUAL  # "has decided to expel", "the decision to cut the staff": that is the act
    if stands.status is None and scheduled(match.token):
        status = Status.PLANNED
    inner = (
        _content(match.token)
        if event in {EventType.AGREE, EventType.REQUEST} and predicate.pos == "verb" and form is None
        else None
    )
    harmful = inner is not None and (ontology().quad(inner) == 4 or inner in {EventType.SANCTION, EventType.THREATEN})
    if event is EventType.AGREE and harmful:
        event, mode = EventType.THREATEN, None
        reasons.append(f"promise of {inner}")
    if stands.negated and status is Status.PLANNED:
        reasons.append("will not")
        return Coded(EventType.REJECT, "meet" if event is EventType.CONSULT else None, None, status, tuple(reasons))
    if status is Status.PLANNED and event not in _VERBAL:
        event = EventType.AGREE if ontology().quad(event) <= 2 else EventType.THREATEN
        mode, form = None, None
        reasons.append("planned")
    if event is EventType.CONSULT and form in {"meeting", "negotiation", None} and _by_phone(match):
        mode, form = "phone", "call"
        reasons.append("by telephone")
    if event is EventType.CONSULT and mode is None and form in {"meeting", "negotiation", "summit", "conference", None}:
        mode = _way(match)
    return Coded(event, mode, form, status, tuple(reasons))


def scheduled(token: Token) -> bool:
    """True when the phrase tells that it is set: "the meeting to be held in August"."""
    return any(
        t.lower_ in {"held", "scheduled", "planned", "slated"} and t.tag_ in {"VBN", "VBD"} for t in token.subtree
    )


def _by_phone(match: Match) -> bool:
    words = {t.lower_ for t in match.token.children} | {
        g.lower_ for c in match.token.children for g in c.children if c.dep_ in {"prep", "agent"}
    }
    if match.carrier is not None:
        words |= {g.lower_ for c in match.carrier.children for g in c.children if c.dep_ in {"prep", "agent"}}
    return bool(words & {"phone", "telephone", "videoconference", "video", "telephonic"})


def _way(match: Match) -> str | None:
    """How talks are held where not at one table: by video, or through somebody in between."""
    heads = [match.token, *([match.carrier] if match.carrier is not None else [])]
    words = {
        t.lower_
        for head in heads
        for c in head.children
        if c.dep_ in {"amod", "advmod", "prep", "agent", "compound"}
        for t in c.subtree
    }
    if words & {
        "video",
        "videolink",
        "virtual",
        "virtually",
        "online",
        "digitally",
        "digital",
        "remotely",
        "videoconference",
    }:
        return "phone"
    between = words & {"through", "via"} and words & {
        "mediator",
        "mediators",
        "intermediary",
        "intermediaries",
        "mediation",
    }
    # "negotiated only through him", "talked through the Omani minister"; not "through Monday"
    agents = [g for head in heads for c in head.children if c.lower_ == "through" for g in c.children]
    somebody = any(g.pos_ in {"PRON", "PROPN"} and g.lower_ not in _DAYS for g in agents)
    apart = {"separate"} <= words and words & {"rooms", "floors", "buildings", "hotels"}
    return "third-party" if words & {"indirect", "indirectly", "proximity"} or between or somebody or apart else None


def _content(verb: Token) -> EventType | None:
    """The event of what was promised or asked: "vowed to retaliate", "agreed to withdraw"."""
    for child in verb.children:
        if child.dep_ in {"xcomp", "ccomp"} and not standing(child).negated:
            things = {t.lemma_.lower() for c in child.children if c.dep_ == "dobj" for t in (c, *c.children)}
            for entry in lexicon().get((child.lemma_.lower(), "verb"), ()):
                if not entry.particles and (not entry.objects or things & entry.objects):
                    return entry.event
            if child.lemma_.lower() in {"retaliate", "respond", "avenge", "crush"}:
                return EventType.ASSAULT
    return None
