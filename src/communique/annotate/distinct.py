"""One claim where verb and noun of a sentence tell the same happening."""

from __future__ import annotations

from dataclasses import replace

from communique.model.ontology import EventType
from communique.model.records import Claim


def distinct(claims: list[Claim]) -> list[Claim]:
    """One claim where verb and noun of a sentence code the same ("held talks ... discussed"); the better score
    stays.
    """
    kept: dict[tuple[object, ...], Claim] = {}
    for claim in claims:
        sides = frozenset(p.name for p in claim.participants())
        key: tuple[object, ...] = (claim.sentence, claim.event, claim.form, sides, claim.details.choice, claim.status)
        if claim.event is not EventType.CONSULT and claim.form is None:
            key = (*key, claim.predicate)  # two agreements of one sentence are two
        other = kept.get(key)
        if other is None:
            kept[key] = claim
        else:
            better, worse = (claim, other) if claim.score > other.score else (other, claim)
            kept[key] = _completed(better, worse)
    return sorted(kept.values(), key=lambda c: (c.predicate, c.id))


def _completed(claim: Claim, other: Claim) -> Claim:
    """The claim with what only the other words of its sentence tell: "arrived ... on the first visit since 2013"."""
    details = replace(
        claim.details,
        since=claim.details.since or other.details.since,
        outcome=claim.details.outcome or other.details.outcome,
        stage=claim.details.stage or other.details.stage,
    )
    return replace(claim, details=details, quantities=claim.quantities or other.quantities)
