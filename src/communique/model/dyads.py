"""Which pairs of states an event is between, and which states only stand beside each other in it."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations, product

from communique.model.ontology import ontology
from communique.model.records import Event
from communique.model.values import Participant

Pair = tuple[str, str]


def pairs_of(event: Event) -> frozenset[Pair]:
    """The pairs of states (codes in order) that an event is between: one on each side, or both among those who meet or
    agree. What both do to a third, or a third does to both, is not between the two.
    """
    doing, done_to = _countries(event.sources), _countries(event.targets)
    if ontology().reciprocal(event.event, event.form):
        return frozenset(combinations(sorted(doing | done_to), 2))
    return frozenset((min(a, b), max(a, b)) for a, b in product(doing, done_to) if a != b)


def _countries(participants: Sequence[Participant]) -> set[str]:
    return {p.country for p in participants if p.country}
