"""Pairs of claims that people joined or parted, and how grouping by scores keeps to them."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from itertools import combinations, product

from communique.merge.cluster import Clustering

Pair = tuple[str, str]


def ordered(one: str, two: str) -> Pair:
    """The pair, smaller id first."""
    return (one, two) if one <= two else (two, one)


class Bonds:
    """Pairs that are one and pairs that are two, with who said so; never both, also not over third claims."""

    def __init__(self) -> None:
        self._group: dict[str, set[str]] = {}
        self._same: dict[Pair, str] = {}
        self._different: dict[Pair, str] = {}

    def join(self, one: str, two: str, by: str) -> set[str]:
        """Make two claims one, or give the names under which they stand apart."""
        left, right = self._of(one), self._of(two)
        if left is not right:
            across = (ordered(a, b) for a, b in product(left, right))
            blockers = {self._different[p] for p in across if p in self._different}
            if blockers:
                return blockers
            left |= right
            for member in right:
                self._group[member] = left
        self._same.setdefault(ordered(one, two), by)
        return set()

    def part(self, one: str, two: str, by: str) -> set[str]:
        """Keep two claims apart, or give the names under which they are one."""
        if self._of(one) is self._of(two):
            return self._path(one, two)
        self._different.setdefault(ordered(one, two), by)
        return set()

    def same_pairs(self) -> frozenset[Pair]:
        """Every pair that must stand in one event, also those that follow from others."""
        return frozenset(pair for group in self.groups() for pair in combinations(sorted(group), 2))

    def different_pairs(self) -> frozenset[Pair]:
        """Every pair that must not, as it was said."""
        return frozenset(self._different)

    def groups(self) -> list[frozenset[str]]:
        """Claims that are one, two or more each, by first id."""
        found = {frozenset(group) for group in self._group.values() if len(group) > 1}
        return sorted(found, key=min)

    def _of(self, id: str) -> set[str]:
        return self._group.setdefault(id, {id})

    def _path(self, one: str, two: str) -> set[str]:
        """Under which names one claim is the other: the fewest steps, ties by id."""
        ways: dict[str, list[tuple[str, str]]] = {}
        for (a, b), by in sorted(self._same.items()):
            ways.setdefault(a, []).append((b, by))
            ways.setdefault(b, []).append((a, by))
        came: dict[str, tuple[str, str]] = {one: ("", "")}
        ahead = deque([one])
        while ahead:
            here = ahead.popleft()
            for there, by in ways.get(here, ()):
                if there not in came:
                    came[there] = (here, by)
                    ahead.append(there)
        names: set[str] = set()
        while two != one and two in came:
            two, by = came[two]
            names.add(by)
        return names


@dataclass(frozen=True, slots=True)
class Bound:
    """What grouping is to work on: claims that people made one stand in it as their first.

    ``scores`` are those of the best pair between two such groups: what one telling lacks another may have.
    """

    ids: tuple[str, ...]
    scores: Mapping[Pair, float]
    free: frozenset[Pair]
    parted: frozenset[Pair]
    members: Mapping[str, tuple[str, ...]]
    best: Mapping[Pair, Pair]
    apart: Callable[[str, str], bool]

    def cannot(self, one: str, two: str) -> bool:
        """True for two that must not stand in one event."""
        pair = ordered(one, two)
        if pair in self.parted or pair in self.free:
            return pair in self.parted
        pairs = product(self.members.get(one, (one,)), self.members.get(two, (two,)))
        return all(self.apart(a, b) for a, b in pairs)

    def spread(self, found: Clustering) -> Clustering:
        """The grouping over all claims again; joins are the pairs that were compared."""
        groups = sorted(tuple(sorted(m for i in g for m in self.members.get(i, (i,)))) for g in found.groups)
        return Clustering(tuple(groups), tuple(self.best[ordered(*pair)] for pair in found.joins))

    def why(self) -> dict[str, list[str]]:
        """What joined the claims that people made one, by the first of them."""
        return {head: [f"{', '.join(group)}: judged to be one"] for head, group in self.members.items()}


def bind(
    groups: Iterable[Collection[str]],
    different: Collection[Pair],
    ids: Iterable[str],
    scores: Mapping[Pair, float],
    free: Collection[Pair],
    *,
    apart: Callable[[str, str], bool],
) -> Bound:
    """Make people's pairs hold in a grouping by scores.

    Args:
        groups: ids that must stand together.
        different: pairs that must not.
        ids: what is grouped.
        scores: of pairs, smaller id first.
        free: pairs of which it is known that no veto keeps them apart. A veto counts between two groups only when it
            holds for all their pairs: a misread day of one claim must not keep away what goes with the other.
        apart: asked for all other pairs.
    """
    own = set(ids)
    joined, told_apart = list(groups), list(different)
    if not joined and not told_apart:  # nobody has decided anything here, as nearly everywhere
        return Bound(tuple(sorted(own)), scores, frozenset(free), frozenset(), {}, {p: p for p in scores}, apart)
    members = {min(g): tuple(sorted(g)) for group in joined if len(g := own & set(group)) > 1}
    head = {i: h for h, group in members.items() for i in group}
    best: dict[Pair, Pair] = {}
    for pair in sorted(scores, key=lambda p: (-scores[p], p)):
        one, two = (head.get(i, i) for i in pair)
        if one != two:
            best.setdefault(ordered(one, two), pair)
    kept = sorted(own - (head.keys() - members.keys()))
    free_pairs = frozenset(ordered(head.get(a, a), head.get(b, b)) for a, b in free)
    parted = frozenset(ordered(head.get(a, a), head.get(b, b)) for a, b in told_apart if a in own and b in own)
    return Bound(tuple(kept), {p: scores[pair] for p, pair in best.items()}, free_pairs, parted, members, best, apart)
