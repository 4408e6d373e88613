"""Pairs of claims that people joined or parted, and how grouping by scores keeps to them."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
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
    judged: frozenset[str]
    apart: Callable[[str, str], bool]

    def cannot(self, one: str, two: str) -> bool:
        """True for two that must not stand in one event.

        What people made one is kept from others only by a veto on all its pairs: a misread day of one claim must not
        keep away what goes with the other. What one report tells is kept by any.
        """
        pair = ordered(one, two)
        if pair in self.parted:
            return True
        lenient = one in self.judged or two in self.judged
        if lenient and pair in self.free:
            return False
        pairs = product(self.members.get(one, (one,)), self.members.get(two, (two,)))
        return (all if lenient else any)(self.apart(*ordered(a, b)) for a, b in pairs)

    def spread(self, found: Clustering) -> Clustering:
        """The grouping over all claims again; joins are the pairs that were compared."""
        groups = sorted(tuple(sorted(m for i in g for m in self.members.get(i, (i,)))) for g in found.groups)
        return Clustering(tuple(groups), tuple(self.best[ordered(*pair)] for pair in found.joins))

    def why(self) -> dict[str, list[str]]:
        """What joined the claims that people made one, by the first of them."""
        return {h: [f"{', '.join(group)}: judged to be one"] for h, group in self.members.items() if h in self.judged}


def bind(
    groups: Sequence[Collection[str]],
    different: Collection[Pair],
    ids: Iterable[str],
    scores: Mapping[Pair, float],
    free: Collection[Pair],
    *,
    apart: Callable[[str, str], bool],
    tellings: Sequence[Collection[str]] = (),
) -> Bound:
    """Make people's pairs hold in a grouping by scores, and let what one report tells of one happening stand together.

    Args:
        groups: ids that must stand together.
        different: pairs that must not.
        ids: what is grouped.
        scores: of pairs, smaller id first.
        free: pairs of which it is known that no veto keeps them apart.
        apart: asked for all other pairs, smaller id first.
        tellings: ids that stand together unless that would join what must not.
    """
    own = set(ids)
    members = _members(groups, different, own, tellings)
    head = {i: h for h, group in members.items() for i in group}
    best: dict[Pair, Pair] = {}
    for pair in sorted(scores, key=lambda p: (-scores[p], p)):
        one, two = (head.get(i, i) for i in pair)
        if one != two:
            best.setdefault(ordered(one, two), pair)
    kept = sorted(own - (head.keys() - members.keys()))
    judged = frozenset(head[i] for group in groups for i in group if i in head)
    free_pairs = frozenset(ordered(head.get(a, a), head.get(b, b)) for a, b in free) if judged else frozenset()
    parted = frozenset(ordered(head.get(a, a), head.get(b, b)) for a, b in different if a in own and b in own)
    best_scores = {p: scores[pair] for p, pair in best.items()}
    return Bound(tuple(kept), best_scores, free_pairs, parted, members, best, judged, apart)


def _members(
    groups: Iterable[Collection[str]],
    different: Collection[Pair],
    own: Collection[str],
    tellings: Iterable[Collection[str]],
) -> dict[str, tuple[str, ...]]:
    """What stands together, by its first id."""
    found = [set(group) & set(own) for group in groups]
    for telling in tellings:
        touched = [group for group in found if group & set(telling)]
        joined = set(telling).union(*touched)
        if not any(a in joined and b in joined for a, b in different):
            found = [group for group in found if group not in touched] + [joined]
    return {
        min(group): tuple(sorted(group)) for group in sorted(found, key=lambda g: min(g, default="")) if len(group) > 1
    }
