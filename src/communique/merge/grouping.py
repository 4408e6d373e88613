"""The claims of one cell into groups that are one happening each, with what joined them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from communique.merge.candidates import candidates
from communique.merge.cluster import cluster, components
from communique.merge.compare import Comparison, compare
from communique.merge.facts import Facts
from communique.merge.vetoes import apart

THRESHOLD = 0.5


@dataclass(frozen=True, slots=True)
class Grouping:
    """``groups`` of claim ids, each sorted, by first id; ``why``: for a claim, what joined it to others.

    ``components``: each claim with the smallest id of those that some chain of likely pairs connects it to. What is in
    two components is grouped the same whether the other is there or not.
    """

    groups: tuple[tuple[str, ...], ...]
    why: Mapping[str, tuple[str, ...]]
    components: Mapping[str, str]


def likely(facts: Sequence[Facts], fresh: Collection[str] | None = None) -> Iterable[Comparison]:
    """The comparisons of candidates that reach the threshold; with ``fresh``, of pairs with one of these."""
    return (found for found in _compared(facts, fresh) if found.score >= THRESHOLD)


def group(facts: Sequence[Facts]) -> Grouping:
    """Group the claims of one cell, in any order."""
    ready = {f.id: f for f in facts}
    compared = {(x.left, x.right): x for x in _compared(facts, None)}
    scores = {pair: x.score for pair, x in compared.items() if x.score >= THRESHOLD or not x.silent}
    found = cluster(
        ready, scores, threshold=THRESHOLD, cannot=lambda one, two: _apart(ready[one], ready[two], compared)
    )
    why: defaultdict[str, list[str]] = defaultdict(list)
    for one, two in found.joins:
        why[one].append(f"{one} and {two}: {compared[(one, two)].explain()}")
    connected = components(ready, (pair for pair, score in scores.items() if score >= THRESHOLD))
    return Grouping(found.groups, {claim: tuple(sorted(lines)) for claim, lines in why.items()}, connected)


def _compared(facts: Sequence[Facts], fresh: Collection[str] | None) -> Iterable[Comparison]:
    for one, two in candidates(facts, fresh):
        found = compare(one, two)
        if found.blocked is None:
            yield found


def _apart(one: Facts, two: Facts, compared: Mapping[tuple[str, str], Comparison]) -> bool:
    return (one.id, two.id) not in compared and apart(one, two)
