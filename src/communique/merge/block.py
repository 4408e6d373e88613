"""Which block a claim belongs to: the two parties between whom it stands. Only claims of one block are compared."""

from __future__ import annotations

from collections.abc import Iterable

from communique.model.ids import slug
from communique.model.records import Claim
from communique.model.values import ActorKind, Participant

NO_PARTY = "NONE"


def party_of(row: Participant) -> str | None:
    """The state that a participant stands for (ISO 3166-1 alpha-3), else its organisation in capitals, else None.

    A person or body of no known state stands for no party.
    """
    if row.country:
        return row.country
    if row.kind in (ActorKind.ORGANISATION, ActorKind.ARMED_GROUP):
        name = row.actor.split(":", 1)[1] if row.actor and ":" in row.actor else slug(row.name)
        return name.upper() or None
    return None


def parties_of(rows: Iterable[Participant]) -> tuple[str, ...]:
    """The different parties of some participants, states first, else in their order."""
    listed = list(rows)
    found = dict.fromkeys(p for row in sorted(listed, key=lambda r: not r.country) if (p := party_of(row)))
    return tuple(found)


def block_of(claim: Claim) -> str:
    """The one block of a claim: "RUS-VNM" (sorted), "RUS-ASEAN" (an organisation last), "RUS" alone, or "NONE".

    The first state among the sources, then the first other state (of targets, then of sources), then an organisation.
    What a body votes on is the body's own.
    """
    sources, targets = parties_of(claim.sources), parties_of(claim.targets)
    if not sources and not targets:
        return NO_PARTY
    if claim.form == "vote" and not any(row.country for row in claim.sources):
        return sources[0] if sources else targets[0]  # of one text the one report names the state, the other its doings
    states = {row.country for row in claim.participants() if row.country}
    first = (sources or targets)[0]
    rest = [p for p in (*targets, *sources) if p != first]
    if not rest:
        return first
    second = next((p for p in rest if p in states), rest[0])
    return "-".join(sorted((first, second), key=lambda p: (p not in states, p)))
