"""Average-link grouping over a whole matrix (Sokal and Michener 1958): for many members, where most pairs count.

`merge/cluster.py` groups a block's claims, of which few pairs are compared; here each pair has a value.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

Matrix = npt.NDArray[np.float64]

_TAKEN = -1.0  # stands for "not to be joined": on the diagonal, and for who has been joined to another
_DIGITS = 9  # two sums of the same values in another order must tie


def average_link(alike: Matrix, least: float) -> list[int]:
    """For each row the first row of its group.

    The two groups most alike on average over all their pairs are joined until none reach ``least``; of equal ones
    those whose first members come first. The result is the same for any order of the rows, but for ties.

    Args:
        alike: symmetric, 0 to 1.
        least: above 0.
    """
    size = len(alike)
    leader = list(range(size))
    if size < 2:
        return leader
    means, members = np.round(alike.astype(np.float64), _DIGITS), np.ones(size)
    np.fill_diagonal(means, _TAKEN)
    while True:
        one, two = divmod(int(np.argmax(means)), size)
        if means[one, two] < least:
            return leader
        one, two = min(one, two), max(one, two)
        joined = (means[one] * members[one] + means[two] * members[two]) / (members[one] + members[two])
        joined = np.round(joined, _DIGITS)
        joined[means[one] == _TAKEN] = joined[means[two] == _TAKEN] = _TAKEN
        means[one], means[:, one] = joined, joined
        means[two], means[:, two] = _TAKEN, _TAKEN
        means[one, one] = _TAKEN
        members[one] += members[two]
        leader = [one if row == two else row for row in leader]


def connected(size: int, pairs: list[tuple[int, int]]) -> list[list[int]]:
    """The rows that hang together by some pair, each heap sorted, by first row."""
    parent = list(range(size))

    def root(row: int) -> int:
        while parent[row] != row:
            parent[row] = parent[parent[row]]
            row = parent[row]
        return row

    for one, two in pairs:
        first, second = sorted((root(one), root(two)))
        parent[second] = first
    heaps: dict[int, list[int]] = {}
    for row in range(size):
        heaps.setdefault(root(row), []).append(row)
    return [heaps[k] for k in sorted(heaps)]
