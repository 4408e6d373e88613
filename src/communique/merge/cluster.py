"""Grouping by pair scores: greedy average-link agglomeration with pairs that must not meet.

The same for any order of input: pairs are taken by falling score, ties by id (compare constrained clustering as in
Wagstaff et al. 2001; average link as in nomenklatura and most cross-document coreference systems).
"""

from __future__ import annotations

import math
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from itertools import product


@dataclass(frozen=True, slots=True)
class Clustering:
    """``groups`` of ids, each sorted, by first id; ``joins``: the pairs that brought groups together, as taken."""

    groups: tuple[tuple[str, ...], ...]
    joins: tuple[tuple[str, str], ...]


def never(_one: str, _two: str) -> bool:
    """No pair is kept apart."""
    return False


def cluster(
    ids: Collection[str],
    scores: Mapping[tuple[str, str], float],
    *,
    threshold: float = 0.5,
    cannot: Callable[[str, str], bool] = never,
) -> Clustering:
    """Group ``ids``.

    Args:
        ids: what to group.
        scores: 0 to 1 for pairs ``(smaller id, larger id)``; a pair without one is not counted in an average.
        threshold: two groups join when a pair of theirs and the average over their scored pairs reach it.
        cannot: true for a pair that must not stand in one group; asked with the smaller id first.
    """
    group = {i: frozenset((i,)) for i in sorted(set(ids))}
    pairs = sorted((p for p, s in scores.items() if s >= threshold), key=lambda p: (-scores[p], p))
    joins: list[tuple[str, str]] = []
    changed = True
    while changed:  # a pair refused for its average may pass once both groups have grown
        changed = False
        for one, two in pairs:
            left, right = group[one], group[two]
            if left is right or not _may_join(left, right, scores, threshold=threshold, cannot=cannot):
                continue
            joined = left | right
            for member in joined:
                group[member] = joined
            joins.append((one, two))
            changed = True
    groups = sorted({tuple(sorted(g)) for g in group.values()})
    return Clustering(tuple(groups), tuple(joins))


def _may_join(
    left: frozenset[str],
    right: frozenset[str],
    scores: Mapping[tuple[str, str], float],
    *,
    threshold: float,
    cannot: Callable[[str, str], bool],
) -> bool:
    across = [(a, b) if a < b else (b, a) for a, b in product(sorted(left), sorted(right))]
    if any(cannot(a, b) for a, b in across):
        return False
    found = [scores[p] for p in across if p in scores]
    return bool(found) and math.fsum(found) / len(found) >= threshold
