"""Grouping by pair scores: average-link agglomeration with pairs that must not meet.

The same for any order of input: the two groups with the best average join first, ties by id (Sokal and Michener 1958;
with constraints as in Wagstaff et al. 2001; average link as in nomenklatura and most cross-document coreference
systems). Scores are counted in millionths, so that no sum depends on its order.
"""

from __future__ import annotations

import heapq
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from itertools import product
from typing import NamedTuple

_UNIT = 1_000_000


@dataclass(frozen=True, slots=True)
class Clustering:
    """``groups`` of ids, each sorted, by first id; ``joins``: the best scored pair of every two groups that joined."""

    groups: tuple[tuple[str, ...], ...]
    joins: tuple[tuple[str, str], ...]


class _Link(NamedTuple):
    """What is known between two groups: the sum and the number of their scored pairs, and the best pair."""

    total: int
    pairs: int
    best: tuple[int, str, str]  # minus its score, then its ids: the smallest is the best

    def plus(self, other: _Link) -> _Link:
        return _Link(self.total + other.total, self.pairs + other.pairs, min(self.best, other.best))


def never(_one: str, _two: str) -> bool:
    """No pair is kept apart."""
    return False


def cluster(
    ids: Collection[str],
    scores: Mapping[tuple[str, str], float],
    *,
    threshold: float = 0.5,
    cannot: Callable[[str, str], bool] = never,
    same: Iterable[tuple[str, str]] = (),
) -> Clustering:
    """Group ``ids``.

    Args:
        ids: what to group.
        scores: 0 to 1 for pairs ``(smaller id, larger id)``; a pair without one is not counted in an average.
        threshold: two groups join when the average over their scored pairs reaches it.
        cannot: true for a pair that must not stand in one group; asked with the smaller id first, and only of groups
            that would join.
        same: pairs that stand in one group whatever else holds.
    """
    work = _Groups(sorted(set(ids)), scores, round(threshold * _UNIT), cannot)
    for one, two in sorted(same):
        work.force(one, two)
    work.run()
    groups = sorted(tuple(sorted(members)) for members in work.members.values())
    return Clustering(tuple(groups), tuple(work.joins))


class _Groups:
    """Groups under way, each called by its smallest id."""

    def __init__(
        self,
        ids: Iterable[str],
        scores: Mapping[tuple[str, str], float],
        threshold: int,
        cannot: Callable[[str, str], bool],
    ) -> None:
        self.members: dict[str, list[str]] = {i: [i] for i in ids}
        self.joins: list[tuple[str, str]] = []
        self._home = {i: i for i in self.members}
        self._threshold = threshold
        self._cannot = cannot
        self._links: dict[str, dict[str, _Link]] = {i: {} for i in self.members}
        self._apart: dict[str, set[str]] = {}
        self._heap: list[tuple[float, str, str, _Link]] = []
        for (one, two), score in scores.items():
            millionths = round(score * _UNIT)
            link = _Link(millionths, 1, (-millionths, one, two))
            self._links[one][two] = self._links[two][one] = link

    def force(self, one: str, two: str) -> None:
        """Join the groups of two ids without asking."""
        left, right = sorted((self._home[one], self._home[two]))
        if left != right:
            self.joins.append((one, two))
            self._join(left, right)

    def run(self) -> None:
        """Join the best two groups until no two may join."""
        for one, links in self._links.items():
            for two, link in links.items():
                if one < two:
                    self._offer(one, two, link)
        while self._heap:
            _, one, two, link = heapq.heappop(self._heap)
            if self._links.get(one, {}).get(two) is not link or two in self._apart.get(one, ()):
                continue  # one of the two has joined another meanwhile, or they are known to be two
            if self._kept_apart(one, two):
                self._apart.setdefault(one, set()).add(two)
                self._apart.setdefault(two, set()).add(one)
                continue
            self.joins.append(link.best[1:])
            for other in self._join(one, two):
                left, right = (one, other) if one < other else (other, one)
                self._offer(left, right, self._links[one][other])

    def _offer(self, one: str, two: str, link: _Link) -> None:
        if link.total >= self._threshold * link.pairs:
            heapq.heappush(self._heap, (-link.total / link.pairs, one, two, link))

    def _kept_apart(self, one: str, two: str) -> bool:
        pairs = product(self.members[one], self.members[two])
        return any(self._cannot(a, b) if a < b else self._cannot(b, a) for a, b in pairs)

    def _join(self, one: str, two: str) -> Iterable[str]:
        """Take ``two`` (the larger id) into ``one``; returns the groups that still have links with it."""
        joined = self.members.pop(two)
        self.members[one] += joined
        self._home.update(dict.fromkeys(joined, one))
        links = self._links[one]
        links.pop(two, None)
        gone = self._links.pop(two)
        gone.pop(one, None)
        for other, link in gone.items():
            known = links.get(other)
            links[other] = link if known is None else known.plus(link)
            theirs = self._links[other]
            del theirs[two]
            theirs[one] = links[other]
        for other in self._apart.pop(two, ()):
            self._apart.setdefault(one, set()).add(other)
            self._apart[other].discard(two)
            self._apart[other].add(one)
        return [other for other in gone if other not in self._apart.get(one, ())]


def components(ids: Collection[str], pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Each id with the smallest id that ``pairs`` connect it to, itself where none does."""
    root = {i: i for i in ids}

    def find(one: str) -> str:
        while root[one] != one:
            root[one] = root[root[one]]
            one = root[one]
        return one

    for pair in pairs:
        left, right = sorted(find(i) for i in pair)
        root[right] = left
    return {i: find(i) for i in root}
