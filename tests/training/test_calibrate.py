"""Probabilities of logits: temperature, the rising line, the logistic fit, against what is known of them."""

from __future__ import annotations

import math
import random

import pytest
from calibrate import Held, isotonic, logistic, temperature_of
from hypothesis import given
from hypothesis import strategies as st

from communique.annotate.relations.coding import Calibration
from communique.annotate.relations.kinds import kinds
from communique.run.scores import calibration_error, macro_f1

NAMES = list(kinds())


def test_the_temperature_undoes_a_stretch():
    rng = random.Random(3)
    rows = []
    for _ in range(800):
        logits = [rng.gauss(0, 1) for _ in NAMES]
        logits[0] += 3
        weights = [math.exp(x) for x in logits]
        kind = rng.choices(NAMES, weights)[0]
        rows.append(Held(tuple(2 * x for x in logits), kind))  # twice as sure as is right
    assert 1.6 <= temperature_of(rows) <= 2.0


@given(st.lists(st.tuples(st.floats(0.01, 0.99), st.booleans()), min_size=12, max_size=200))
def test_the_line_rises_and_stays_a_probability(points):
    knots, levels = isotonic(points)
    assert list(knots) == sorted(knots) and list(levels) == sorted(levels)
    assert all(0 < level < 1 for level in levels)
    line = Calibration(1.0, knots, levels)
    scores = [line.score(k / 20) for k in range(21)]
    assert scores == sorted(scores)


def test_the_line_follows_what_was_right():
    rng = random.Random(5)
    points = [(s, rng.random() < s * s) for s in (rng.random() for _ in range(4000))]
    line = Calibration(1.0, *isotonic(points))
    assert max(abs(line.score(s / 10) - (s / 10) ** 2) for s in range(1, 10)) < 0.08


def test_a_calibration_without_knots_changes_nothing():
    assert Calibration(1.0, (), ()).score(0.37) == 0.37


def test_the_logistic_fit_finds_its_weights():
    rng = random.Random(7)
    rows = []
    for _ in range(6000):
        a, b = rng.gauss(0, 1), rng.gauss(0, 2)
        rows.append(((a, b), rng.random() < 1 / (1 + math.exp(-(0.5 + 2 * a - b)))))
    assert logistic(rows) == pytest.approx((0.5, 2, -1), abs=0.15)


def test_scores_of_scores():
    assert macro_f1([("a", "a"), ("b", "a"), ("b", "b")]) == pytest.approx((2 / 3 + 2 / 3) / 2)
    assert calibration_error([(0.9, True)] * 9 + [(0.9, False)]) == pytest.approx(0)
    assert calibration_error([(1.0, False)]) == 1
