"""How far one grouping of items agrees with another: MUC, BCubed, CEAF-e, CoNLL and LEA.

Every figure takes two mappings from an item to the group that it is in; what the groups are called does not matter. An
item that stands on one side only is found in no group of the other, and so counts against precision or recall. The
counting is that of the reference scorer of coreference (Pradhan and others, "Scoring coreference partitions of
predicted mentions", 2014) with the same items on both sides.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt

Grouping: TypeAlias = Mapping[Any, Hashable]
"""Item (whatever can be a key) -> the name of its group."""

_Weights: TypeAlias = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Rates:
    """Precision and recall, each from 0 to 1; 0 where nothing could be right."""

    precision: float
    recall: float

    @property
    def f1(self) -> float:
        """Their harmonic mean, 0 to 1."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


def muc(gold: Grouping, found: Grouping) -> Rates:
    """Links that would have to be cut or added (Vilain and others, 1995). Groups of one have no links and count not."""
    return Rates(_muc(found, gold), _muc(gold, found))


def bcubed(gold: Grouping, found: Grouping) -> Rates:
    """Of the items in an item's group, how many stand with it on the other side too: the mean over all items.

    Bagga and Baldwin, "Algorithms for scoring coreference chains", 1998.
    """
    return Rates(_bcubed(found, gold), _bcubed(gold, found))


def ceaf_e(gold: Grouping, found: Grouping) -> Rates:
    """Groups paired one to one so that they have most in common (Luo, 2005; entities compared by his phi 4)."""
    own, others = list(_groups(gold).values()), list(_groups(found).values())
    total = _paired(own, others)
    return Rates(total / len(others) if others else 0.0, total / len(own) if own else 0.0)


def lea(gold: Grouping, found: Grouping) -> Rates:
    """Links kept, each group weighted by its size (Moosavi and Strube, 2016). A group of one is right as such alone."""
    return Rates(_lea(found, gold), _lea(gold, found))


def conll(gold: Grouping, found: Grouping) -> float:
    """The mean F1 of `muc`, `bcubed` and `ceaf_e`, 0 to 1 (the CoNLL shared tasks of 2011 and 2012)."""
    return sum(figure(gold, found).f1 for figure in (muc, bcubed, ceaf_e)) / 3


def _groups(grouping: Grouping) -> dict[Hashable, list[Hashable]]:
    groups: dict[Hashable, list[Hashable]] = defaultdict(list)
    for item, name in grouping.items():
        groups[name].append(item)
    return groups


def _parts(group: Sequence[Hashable], other: Grouping) -> Counter[Hashable]:
    """How many of a group each group of the other side holds."""
    return Counter(other[item] for item in group if item in other)


def _muc(own: Grouping, other: Grouping) -> float:
    right = links = 0
    for group in _groups(own).values():
        parts = _parts(group, other)
        right += parts.total() - len(parts)  # an item that the other side lacks is a part by itself
        links += len(group) - 1
    return right / links if links else 0.0


def _bcubed(own: Grouping, other: Grouping) -> float:
    shares = (sum(n * n for n in _parts(group, other).values()) / len(group) for group in _groups(own).values())
    return sum(shares) / len(own) if own else 0.0


def _lea(own: Grouping, other: Grouping) -> float:
    sizes = Counter(other.values())
    right = 0.0
    for group in _groups(own).values():
        parts = _parts(group, other)
        if len(group) == 1:
            right += any(sizes[name] == 1 for name in parts)
        else:
            kept = sum(n * (n - 1) for n in parts.values())
            right += kept / (len(group) - 1)  # times the group's size, over its links counted from both ends
    return right / len(own) if own else 0.0


def _paired(own: Sequence[Sequence[Hashable]], others: Sequence[Sequence[Hashable]]) -> float:
    """What the best pairing of groups adds up to. Each heap of groups that hang together is paired by itself."""
    at = {item: j for j, group in enumerate(others) for item in group}
    alike: dict[tuple[int, int], float] = {}
    for i, group in enumerate(own):
        for j, n in Counter(at[item] for item in group if item in at).items():
            alike[i, j] = 2 * n / (len(group) + len(others[j]))
    total = 0.0
    for heap in _heaps(list(alike)):
        rows = {i: k for k, i in enumerate(sorted({i for i, _ in heap}))}
        columns = {j: k for k, j in enumerate(sorted({j for _, j in heap}))}
        weights = np.zeros((len(rows), len(columns)))
        for i, j in heap:
            weights[rows[i], columns[j]] = alike[i, j]
        total += best_pairing(weights)
    return total


def _heaps(edges: Sequence[tuple[int, int]]) -> list[list[tuple[int, int]]]:
    """The edges between two sides by connected component."""
    leader: dict[tuple[int, int], tuple[int, int]] = {}

    def find(node: tuple[int, int]) -> tuple[int, int]:
        while leader.setdefault(node, node) != node:
            leader[node] = node = leader[leader[node]]
        return node

    for i, j in edges:
        leader[find((0, i))] = find((1, j))
    heaps: dict[tuple[int, int], list[tuple[int, int]]] = defaultdict(list)
    for i, j in edges:
        heaps[find((0, i))].append((i, j))
    return list(heaps.values())


def best_pairing(weights: _Weights) -> float:
    """The greatest sum of weights that pairs each row with one column at most, and each column with one row.

    The Hungarian method in its form of shortest augmenting paths (Kuhn, 1955; Jonker and Volgenant, 1987), for a matrix
    of rows x columns. Takes some rows² x columns steps.
    """
    costs = -(weights.T if weights.shape[0] > weights.shape[1] else weights)
    rows, columns = costs.shape
    of_row, of_column = np.zeros(rows + 1), np.zeros(columns + 1)  # prices; place 0 stands for none
    taken = np.zeros(columns + 1, dtype=np.int64)  # the row that a column is paired with
    for row in range(1, rows + 1):
        taken[0], at = row, 0
        nearest, before = np.full(columns + 1, np.inf), np.zeros(columns + 1, dtype=np.int64)
        reached = np.zeros(columns + 1, dtype=np.bool_)
        while taken[at]:
            reached[at] = True
            ahead = costs[taken[at] - 1] - of_row[taken[at]] - of_column[1:]
            closer = ~reached[1:] & (ahead < nearest[1:])
            nearest[1:][closer], before[1:][closer] = ahead[closer], at
            free = np.flatnonzero(~reached)
            following = int(free[np.argmin(nearest[free])])
            step = nearest[following]
            of_row[taken[reached]] += step
            of_column[reached] -= step
            nearest[free] -= step
            at = following
        while at:
            taken[at], at = taken[before[at]], int(before[at])
    paired = np.flatnonzero(taken[1:])
    return float(-costs[taken[1:][paired] - 1, paired].sum())
