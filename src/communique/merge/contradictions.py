"""Where the reports of one event do not agree: on a number, a day, a place, a stage, on whether it happened."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from communique.merge.disagreements import Said, clashing, listed, made_of
from communique.merge.facts import STATED, city_of
from communique.merge.fields import date_text
from communique.merge.numbers import numbers
from communique.model.ontology import EventType
from communique.model.records import Claim, Contradiction, ContradictionKind, Document, Event, Status

ARRIVAL = re.compile(r"(?i)\b(?:arriv\w*|land(?:ed|s)?|touch(?:ed|es)? down|set foot)\b")
_AT_ONE_TABLE = re.compile(
    r"(?i)\b(?:face[- ]to[- ]face|in person|at (?:one|the same) table|in one room|sat (?:down )?(?:together|with))\b"
)


def contradictions(
    events: Sequence[Event], claims: Mapping[str, Claim], documents: Mapping[str, Document]
) -> tuple[Contradiction, ...]:
    """All contradictions, updates and differences of scope inside of events, by id."""
    found: list[Contradiction] = []
    for event in events:
        told = [claims[i] for i in event.claims]
        found += numbers(event, told, documents)
        found += _days(event, told, documents)
        found += _cities(event, told)
        found += _denials(event, told)
        found += _outcomes(event, told)
        found += _manners(event, told, documents)
    return tuple(sorted({x.id: x for x in found}.values(), key=lambda x: x.id))


def _days(event: Event, told: Sequence[Claim], documents: Mapping[str, Document]) -> list[Contradiction]:
    said = [
        Said(text, c) for c in sorted(told, key=lambda c: c.id)
        if c.date is not None and c.date.basis in STATED and (text := date_text(c.date)) is not None
    ]  # fmt: skip
    if event.form == "visit" or event.mode == "visit":
        # A visit lasts: one report tells of its first day and one of its last. Only two first days cannot both be.
        said = [
            s for s in said if (d := documents.get(s.claim.document)) and ARRIVAL.search(s.claim.predicate.of(d.text))
        ]

    def clash(a: Said, b: Said) -> bool:
        return a.claim.date is not None and b.claim.date is not None and not a.claim.date.overlaps(b.claim.date)

    apart = clashing(said, clash)
    if not apart:
        return []
    why = f"the day is told as {listed(apart)}"
    return [made_of(event, "date", ContradictionKind.CONTRADICTION, apart, why)]


def _predicate(claim: Claim, documents: Mapping[str, Document]) -> str:
    document = documents.get(claim.document)
    return claim.predicate.of(document.text) if document else ""


def _cities(event: Event, told: Sequence[Claim]) -> list[Contradiction]:
    # One visit goes to several cities, so there another city is no disagreement.
    if event.form == "visit" or event.mode == "visit":
        return []
    said = [Said(city, c) for c in sorted(told, key=lambda c: c.id) if (city := city_of(c)) is not None]
    apart = clashing(said, lambda a, b: a.value != b.value)
    if not apart:
        return []
    return [made_of(event, "place", ContradictionKind.CONTRADICTION, apart, f"the city is told as {listed(apart)}")]


def _denials(event: Event, told: Sequence[Claim]) -> list[Contradiction]:
    """Whether it was at all. What a denial itself says of the thing denied is no report of it."""
    denying = {c.document for c in told if c.status is Status.DENIED}
    papers = any(c.form == "agreement" and c.details.stage for c in told)
    yes, no = ("signed", "not signed") if papers else ("happened", "denied")
    said = [
        Said(no if c.status is Status.DENIED else yes, c) for c in sorted(told, key=lambda c: c.id)
        if c.status is Status.DENIED or c.document not in denying
    ]  # fmt: skip
    apart = clashing(said, lambda a, b: a.value != b.value)
    if not apart:
        return []
    why = "one report says that it happened, another denies it"
    return [made_of(event, "stage" if papers else "status", ContradictionKind.CONTRADICTION, apart, why)]


def _outcomes(event: Event, told: Sequence[Claim]) -> list[Contradiction]:
    """What talks ended with."""
    said = [Said(c.details.outcome, c) for c in sorted(told, key=lambda c: c.id) if c.details.outcome]
    apart = clashing(said, lambda a, b: a.value != b.value and a.claim.document != b.claim.document)
    if not apart:
        return []
    return [
        made_of(event, "outcome", ContradictionKind.CONTRADICTION, apart, f"its outcome is told as {listed(apart)}")
    ]


def _manners(event: Event, told: Sequence[Claim], documents: Mapping[str, Document]) -> list[Contradiction]:
    """How two talked: over a wire, through others, or at one table. Who says nothing of it says nothing against it."""
    said = [Said(how, c) for c in sorted(told, key=lambda c: c.id) if (how := _manner(c, documents)) is not None]
    apart = clashing(said, lambda a, b: a.value != b.value and a.claim.document != b.claim.document)
    if not apart:
        return []
    why = f"how they talked is told as {listed(apart)}"
    return [made_of(event, "kind", ContradictionKind.CONTRADICTION, apart, why)]


def _manner(claim: Claim, documents: Mapping[str, Document]) -> str | None:
    if claim.event is not EventType.CONSULT or claim.form == "visit":
        return None
    document = documents.get(claim.document)
    if document is not None and _AT_ONE_TABLE.search(claim.sentence.of(document.text)):
        return "face to face"
    return {"phone": "by telephone or video", "third-party": "through others"}.get(claim.mode or "")
