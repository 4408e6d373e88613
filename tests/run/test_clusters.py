"""Figures of groupings: worked by hand, counted by brute force, and as the scorer beside the bench tells them."""

from __future__ import annotations

import importlib.util
from collections.abc import Hashable, Mapping
from fractions import Fraction
from itertools import combinations, permutations
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from communique.run.clusters import Rates, bcubed, best_pairing, ceaf_e, conll, lea, muc

SCORER = Path(__file__).resolve().parents[3] / "shared" / "bench" / "score_clusters.py"
FIGURES = {"muc": muc, "bcubed": bcubed, "ceaf_e": ceaf_e, "lea": lea}


def grouping(text: str) -> dict[str, int]:
    """'ab c' -> {a: 0, b: 0, c: 1}."""
    return {item: n for n, group in enumerate(text.split()) for item in group}


# -- by hand ----------------------------------------------------------------------------------------------------------

THIRDS = Fraction(1, 3)
BY_HAND = [
    # gold, found, figure, precision, recall
    ("abc def", "ab cd ef", "muc", Fraction(2, 3), Fraction(2, 4)),
    ("abc def", "ab cd ef", "bcubed", Fraction(5, 6), Fraction(5, 9)),
    ("abc def", "ab cd ef", "ceaf_e", Fraction(8, 15), Fraction(4, 5)),
    ("abc def", "ab cd ef", "lea", Fraction(2, 3), THIRDS),
    # Bagga and Baldwin (1998): one wrong link joins two small chains, or a small one and a large one.
    ("12345 67 89ABC", "12345 6789ABC", "bcubed", Fraction(16, 21), 1),
    ("12345 67 89ABC", "1234589ABC 67", "bcubed", Fraction(7, 12), 1),
    ("12345 67 89ABC", "12345 6789ABC", "muc", Fraction(9, 10), 1),
    ("12345 67 89ABC", "1234589ABC 67", "muc", Fraction(9, 10), 1),
    # Luo (2005): all in one against three.
    ("12345 67 89ABC", "123456789ABC", "ceaf_e", Fraction(10, 17), Fraction(10, 51)),
    ("12345 67 89ABC", "123456789ABC", "bcubed", Fraction(25 + 4 + 25, 144), 1),
    ("12345 67 89ABC", "1 2 3 4 5 6 7 8 9 A B C", "ceaf_e", Fraction(1, 12) * Fraction(4, 3), Fraction(4, 9)),
    ("12345 67 89ABC", "1 2 3 4 5 6 7 8 9 A B C", "muc", 0, 0),
    ("12345 67 89ABC", "1 2 3 4 5 6 7 8 9 A B C", "bcubed", 1, Fraction(3, 12)),
    ("a b", "a b", "lea", 1, 1),
    ("a b", "ab", "lea", 0, 0),
    ("a b", "a b", "muc", 0, 0),
    # An item on one side only.
    ("abc", "ab", "muc", 1, Fraction(1, 2)),
    ("abc", "ab", "bcubed", 1, Fraction(4, 9)),
    ("ab", "abc", "bcubed", Fraction(4, 9), 1),
    ("ab", "cd", "ceaf_e", 0, 0),
]  # fmt: skip


@pytest.mark.parametrize(("gold", "found", "figure", "precision", "recall"), BY_HAND)
def test_worked_by_hand(gold: str, found: str, figure: str, precision: Fraction, recall: Fraction) -> None:
    told = FIGURES[figure](grouping(gold), grouping(found))
    assert (told.precision, told.recall) == (pytest.approx(float(precision)), pytest.approx(float(recall)))


def test_f1_is_the_harmonic_mean() -> None:
    assert Rates(0.5, 1.0).f1 == pytest.approx(2 / 3)
    assert Rates(0.0, 0.0).f1 == 0.0


def test_conll_is_the_mean_of_three() -> None:
    gold, found = grouping("abc def"), grouping("ab cd ef")
    assert conll(gold, found) == pytest.approx((4 / 7 + 2 / 3 + 0.64) / 3)


@pytest.mark.parametrize("figure", FIGURES)
def test_nothing_is_neither_right_nor_an_error(figure: str) -> None:
    assert FIGURES[figure]({}, {}) == Rates(0.0, 0.0)
    assert FIGURES[figure](grouping("ab"), {}).f1 == 0.0
    assert FIGURES[figure]({}, grouping("ab")).f1 == 0.0


# -- by brute force ---------------------------------------------------------------------------------------------------

_SIDE = st.dictionaries(st.integers(0, 7), st.integers(0, 4), max_size=8)


def sets(side: Mapping[int, int]) -> list[frozenset[int]]:
    return [frozenset(i for i, n in side.items() if n == name) for name in sorted(set(side.values()))]


def mine(item: int, side: Mapping[int, int]) -> frozenset[int]:
    return next((g for g in sets(side) if item in g), frozenset())


def links(group: frozenset[int]) -> set[frozenset[int]]:
    return {frozenset(p) for p in combinations(group, 2)} or {group}


def share(a: float, b: float) -> float:
    return a / b if b else 0.0


def slow_muc(own: Mapping[int, int], other: Mapping[int, int]) -> float:
    cut = sum(len({mine(i, other) or frozenset((i, -1)) for i in g}) - 1 for g in sets(own))
    whole = sum(len(g) - 1 for g in sets(own))
    return share(whole - cut, whole)


def slow_bcubed(own: Mapping[int, int], other: Mapping[int, int]) -> float:
    return share(sum(len(mine(i, own) & mine(i, other)) / len(mine(i, own)) for i in own), len(own))


def slow_lea(own: Mapping[int, int], other: Mapping[int, int]) -> float:
    theirs = set().union(*map(links, sets(other)))
    return share(sum(len(g) * len(links(g) & theirs) / len(links(g)) for g in sets(own)), len(own))


def slow_ceaf(own: Mapping[int, int], other: Mapping[int, int]) -> float:
    few, many = sorted((sets(own), sets(other)), key=len)
    best = max(
        sum(2 * len(a & b) / (len(a) + len(b)) for a, b in zip(few, chosen, strict=True))
        for chosen in permutations(many, len(few))
    )
    return share(best, len(sets(own)))


@given(_SIDE, _SIDE)
def test_the_figures_are_what_counting_gives(gold: dict[int, int], found: dict[int, int]) -> None:
    slow = {"muc": slow_muc, "bcubed": slow_bcubed, "ceaf_e": slow_ceaf, "lea": slow_lea}
    for name, figure in FIGURES.items():
        told = figure(gold, found)
        assert told.precision == pytest.approx(slow[name](found, gold)), name
        assert told.recall == pytest.approx(slow[name](gold, found)), name


@given(_SIDE, _SIDE, st.permutations(range(5)))
def test_names_of_groups_do_not_matter(gold: dict[int, int], found: dict[int, int], names: list[int]) -> None:
    renamed: dict[int, Hashable] = {i: f"g{names[n]}" for i, n in found.items()}
    for figure in FIGURES.values():
        one, other = figure(gold, found), figure(gold, renamed)
        assert (one.precision, one.recall) == (pytest.approx(other.precision), pytest.approx(other.recall))


@given(st.integers(1, 5), st.integers(1, 5), st.data())
def test_the_best_pairing_is_the_best_of_all(rows: int, columns: int, data: st.DataObject) -> None:
    row = st.lists(st.integers(0, 9), min_size=columns, max_size=columns)
    weights = np.array(data.draw(st.lists(row, min_size=rows, max_size=rows)), dtype=np.float64)
    small = weights if rows <= columns else weights.T
    best = max(sum(small[i, j] for i, j in enumerate(p)) for p in permutations(range(small.shape[1]), len(small)))
    assert best_pairing(weights) == pytest.approx(best)


@pytest.mark.skipif(not SCORER.is_file(), reason="there is no shared/bench beside the checkout")
@given(_SIDE, _SIDE)
def test_the_figures_agree_with_the_scorer_beside_the_bench(gold: dict[int, int], found: dict[int, int]) -> None:
    spec = importlib.util.spec_from_file_location("score_clusters", SCORER)
    assert spec is not None and spec.loader is not None
    scorer = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(scorer)
    for name, figure in (("muc", muc), ("b3", bcubed), ("ceafe", ceaf_e), ("lea", lea)):
        told, theirs = figure(gold, found), getattr(scorer, name)(gold, found)
        assert [told.precision, told.recall, told.f1] == pytest.approx([theirs[k] for k in "PRF"]), name
