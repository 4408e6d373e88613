"""Which part of a brief an event belongs to: between the two states, or with others."""

from __future__ import annotations

from collections.abc import Sequence

from communique.model.dyads import pairs_of
from communique.model.records import Event


def between_them(event: Event, states: Sequence[str]) -> bool:
    """True when an event is between two states: one on each side, or both among those who meet or agree.

    What both do to a third, or a third does to both, is not. Of one state everything is its own.

    Args:
        event: one in which each of ``states`` takes part.
        states: one or two codes (ISO 3166-1 alpha-3).
    """
    if len(states) < 2:
        return True
    first, second = sorted(states)
    return (first, second) in pairs_of(event)
