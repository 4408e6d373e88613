"""What one event shows of another between the same two: what became of plans, what is a part of what, who disagrees.

A function of the events near each other in time, so that a record can settle again only where something changed.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from communique.merge.contradictions import previous_visits
from communique.merge.plans import outcomes
from communique.model.records import Claim, Contradiction, Document, Event


@dataclass(frozen=True, slots=True)
class Settled:
    """The same events with what others show of them, and the contradictions between them; each by id."""

    events: tuple[Event, ...]
    contradictions: tuple[Contradiction, ...]


def settle(events: Sequence[Event], claims: Mapping[str, Claim], documents: Mapping[str, Document]) -> Settled:
    """Settle the events of one block."""
    told = sorted(events, key=lambda e: e.id)
    settled = outcomes(told, claims, documents)
    return Settled(
        tuple(sorted(settled, key=lambda e: e.id)),
        tuple(sorted(previous_visits(settled, claims, documents), key=lambda x: x.id)),
    )
