"""Where the reports of one event do not agree: on a number, a day, a place, a stage, on whether it happened."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from communique.merge.borders import AT_THE_BORDER, at_the_border, is_capital
from communique.merge.disagreements import Said, clashing, listed, made_of
from communique.merge.facts import STATED, city_of, known_days
from communique.merge.fields import date_text, since_text
from communique.merge.firsts import Measure, measure_of, same_measure, years_apart
from communique.merge.manners import cannot_both_be, manner, told_both_ways
from communique.merge.numbers import numbers
from communique.merge.results import of_one_matter
from communique.merge.signers import signers
from communique.model.records import Claim, Contradiction, ContradictionKind, Document, Event, Status

ARRIVAL = re.compile(r"(?i)\b(?:arriv\w*|land(?:ed|s)?|touch(?:ed|es)? down|set foot)\b")


def contradictions(
    events: Sequence[Event], claims: Mapping[str, Claim], documents: Mapping[str, Document]
) -> tuple[Contradiction, ...]:
    """All contradictions, updates and differences of scope inside of events, by id."""
    found: list[Contradiction] = []
    for event in events:
        told = [claims[i] for i in event.claims]
        found += numbers(event, told, documents)
        found += _days(event, told, documents)
        found += _cities(event, told, documents)
        found += _denials(event, told, documents)
        found += _stages(event, told)
        found += signers(event, told, documents)
        found += _outcomes(event, told, documents)
        found += _previous(event, told, documents)
        found += _manners(event, told, documents)
    return tuple(sorted({x.id: x for x in found}.values(), key=lambda x: x.id))


def _days(event: Event, told: Sequence[Claim], documents: Mapping[str, Document]) -> list[Contradiction]:
    said = [
        Said(text, c) for c in sorted(told, key=lambda c: c.id)
        if c.status is not Status.DENIED  # whose day is often that of the denial
        and c.date is not None and c.date.basis in STATED and (text := date_text(c.date)) is not None
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


def _cities(event: Event, told: Sequence[Claim], documents: Mapping[str, Document]) -> list[Contradiction]:
    # One visit goes to several cities, so there another city is no disagreement.
    if event.form == "visit" or event.mode == "visit":
        return []
    said = [Said(place, c) for c in sorted(told, key=lambda c: c.id) if (place := _spot(c, documents)) is not None]
    apart = clashing(said, _elsewhere)
    if not apart:
        return []
    return [made_of(event, "place", ContradictionKind.CONTRADICTION, apart, f"the city is told as {listed(apart)}")]


def _spot(claim: Claim, documents: Mapping[str, Document]) -> str | None:
    document = documents.get(claim.document)
    at_border = document is not None and at_the_border(claim, document.text)
    return AT_THE_BORDER if at_border else city_of(claim)


def _elsewhere(a: Said, b: Said) -> bool:
    if AT_THE_BORDER in (a.value, b.value):
        return a.claim.document != b.claim.document and (is_capital(a.value) or is_capital(b.value))
    return a.value != b.value


def _denials(event: Event, told: Sequence[Claim], documents: Mapping[str, Document]) -> list[Contradiction]:
    """Whether it was at all, and of papers how far they have come."""
    denying = {c.document for c in told if c.status is Status.DENIED}
    # Who tells of one signing and denies another is of one mind with who tells of the one.
    both = {c.document for c in told if c.document in denying and c.status is Status.ACTUAL and not _others_words(c)}
    papers = any(c.form == "agreement" for c in told)
    stages = [c.details.stage for c in told if c.status is Status.DENIED or c.form == "agreement"]
    stage = next((s for s in stages if s and s != "proposed"), "concluded")
    yes, no = (stage, f"not {stage}") if papers else ("happened", "denied")
    # What a denial itself says of the thing denied is no report of it.
    said = [
        Said(no if c.status is Status.DENIED else yes, c) for c in sorted(told, key=lambda c: c.id)
        if (c.status is Status.DENIED and c.document not in both) or c.document not in denying
    ]  # fmt: skip

    def clash(a: Said, b: Said) -> bool:
        if a.value == b.value:
            return False
        denial, report = (a.claim, b.claim) if a.value == no else (b.claim, a.claim)
        return not _written_before(documents.get(denial.document), report)

    apart = clashing(said, clash)
    if not apart:
        return []
    why = "one report says that it happened, another denies it"
    if papers and stage == "agreed":  # "they failed to reach an agreement": so ended talks
        apart = [Said("no-result" if s.value == no else "agreed", s.claim) for s in apart]
        return [made_of(event, "outcome", ContradictionKind.CONTRADICTION, apart, why)]
    return [made_of(event, "stage" if papers else "status", ContradictionKind.CONTRADICTION, apart, why)]


def _stages(event: Event, told: Sequence[Claim]) -> list[Contradiction]:
    """Signed, or only initialled: of one paper on one day it is the one or the other."""
    said = [
        Said(c.details.stage, c) for c in sorted(told, key=lambda c: c.id)
        if c.details.stage in ("initialled", "signed") and c.status is Status.ACTUAL
    ]  # fmt: skip
    stages: defaultdict[str, set[str]] = defaultdict(set)
    for row in said:
        stages[row.claim.document].add(row.value)
    # Who tells of both tells of two days, or of two papers.
    apart = clashing([s for s in said if len(stages[s.claim.document]) == 1], lambda a, b: a.value != b.value)
    if not apart:
        return []
    return [made_of(event, "stage", ContradictionKind.CONTRADICTION, apart, f"the paper is told as {listed(apart)}")]


def _others_words(claim: Claim) -> bool:
    return claim.statement is not None or bool(claim.attribution)


def _written_before(document: Document | None, claim: Claim) -> bool:
    """What "has not yet been signed" on one day may be signed on the next."""
    first, _ = known_days(claim.date)
    return document is not None and document.published is not None and first is not None and document.published < first


def _outcomes(event: Event, told: Sequence[Claim], documents: Mapping[str, Document]) -> list[Contradiction]:
    """What talks ended with: on oil without an agreement, on water with one."""
    said = [Said(c.details.outcome, c) for c in sorted(told, key=lambda c: c.id) if c.details.outcome]
    ends = {(s.claim.document, s.value) for s in said}
    tellers = [document for document, _ in ends]
    # Who tells of both tells of two matters.
    said = [s for s in said if tellers.count(s.claim.document) == 1]

    def clash(a: Said, b: Said) -> bool:
        return a.value != b.value and of_one_matter(a.claim, b.claim, documents)

    apart = clashing(said, clash)
    if not apart:
        return []
    return [
        made_of(event, "outcome", ContradictionKind.CONTRADICTION, apart, f"its outcome is told as {listed(apart)}")
    ]


@dataclass(frozen=True, slots=True)
class _Since(Said):
    """A claim that implies when the two last met."""

    since: tuple[int, int]
    measure: Measure


def _previous(event: Event, told: Sequence[Claim], documents: Mapping[str, Document]) -> list[Contradiction]:
    """When the two last met before. Visits are compared across events (`occasions`)."""
    if event.form == "visit" or event.mode == "visit":
        return []
    said = []
    for claim in sorted(told, key=lambda c: c.id):
        since, document = claim.details.since, documents.get(claim.document)
        if since is not None and document is not None:
            measure = measure_of(claim.sentence.of(document.text))
            said.append(_Since(since_text(since) or "", claim, since, measure))

    def clash(a: _Since, b: _Since) -> bool:
        other = a.claim.document != b.claim.document
        return other and years_apart(a.since, b.since) and same_measure(a.measure, b.measure)

    apart = clashing(said, clash)
    if not apart:
        return []
    why = f"the time before is put as {listed(apart)}"
    return [made_of(event, "since", ContradictionKind.CONTRADICTION, apart, why)]


def _manners(event: Event, told: Sequence[Claim], documents: Mapping[str, Document]) -> list[Contradiction]:
    """How two talked. Who says nothing of it says nothing against it."""
    rows = ((c, documents.get(c.document)) for c in sorted(told, key=lambda c: c.id))
    said = [how for c, d in rows if d is not None and (how := manner(c, d.text)) is not None]
    several = told_both_ways(said)
    apart = clashing([s for s in said if s.claim.document not in several], cannot_both_be)
    if not apart:
        return []
    why = f"how they talked is told as {listed(apart)}"
    return [made_of(event, "kind", ContradictionKind.CONTRADICTION, apart, why)]
