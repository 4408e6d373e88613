from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from communique.merge.mentions.linkage import average_link, connected


def matrix(size: int, pairs: dict[tuple[int, int], float]) -> np.ndarray:
    found = np.zeros((size, size))
    for (one, two), value in pairs.items():
        found[one, two] = found[two, one] = value
    return found


CASES = [
    (0, {}, []),
    (1, {}, [0]),
    (3, {}, [0, 1, 2]),
    (3, {(0, 2): 0.5}, [0, 1, 0]),
    (3, {(0, 2): 0.49}, [0, 1, 2]),
    # the best pair first, and the third stays out for its average
    (3, {(0, 1): 0.6, (1, 2): 0.9}, [0, 1, 1]),
    (4, {(0, 1): 0.9, (2, 3): 0.9, (1, 2): 0.9, (0, 2): 0.2, (0, 3): 0.2, (1, 3): 0.6}, [0, 0, 2, 2]),
    (4, {(0, 1): 0.9, (2, 3): 0.9, (1, 2): 0.9, (0, 2): 0.3, (0, 3): 0.2, (1, 3): 0.6}, [0, 0, 0, 0]),
]


@pytest.mark.parametrize(("size", "pairs", "wanted"), CASES)
def test_average_link(size: int, pairs: dict[tuple[int, int], float], wanted: list[int]) -> None:
    assert average_link(matrix(size, pairs), 0.5) == wanted


def test_what_is_given_stays_as_it_was() -> None:
    given_ = matrix(3, {(0, 1): 0.9})
    average_link(given_, 0.5)
    assert given_[0, 0] == 0 and given_[0, 1] == 0.9


@given(st.data())
def test_the_order_of_rows_does_not_matter(data: st.DataObject) -> None:
    size = data.draw(st.integers(2, 8))
    pairs = [(i, j) for i in range(size) for j in range(i)]
    # roots have no two means alike: where there are ties the place decides
    values = data.draw(st.permutations([math.sqrt(k + 2) % 1 for k in range(len(pairs))]))
    plain = matrix(size, dict(zip(pairs, values, strict=True)))
    order = data.draw(st.permutations(range(size)))
    one, two = average_link(plain, 0.6), average_link(plain[np.ix_(order, order)], 0.6)
    groups = {frozenset(i for i in range(size) if one[i] == leader) for leader in one}
    assert groups == {frozenset(order[i] for i in range(size) if two[i] == leader) for leader in two}
    for group in groups:
        inside = [plain[i, j] for i in group for j in group if i < j]
        assert len(group) == 1 or max(inside) >= 0.6


@given(st.integers(1, 9), st.data())
def test_what_hangs_together(size: int, data: st.DataObject) -> None:
    pairs = data.draw(st.lists(st.tuples(st.integers(0, size - 1), st.integers(0, size - 1)), max_size=8))
    heaps = connected(size, pairs)
    assert sorted(row for heap in heaps for row in heap) == list(range(size))
    home = {row: n for n, heap in enumerate(heaps) for row in heap}
    assert all(home[a] == home[b] for a, b in pairs)
    assert [heap[0] for heap in heaps] == sorted(heap[0] for heap in heaps)
    assert len(heaps) >= size - len(pairs)
