"""Makes probabilities of the network's numbers, on relations that it has not learnt from."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from communique.annotate.relations.coding import softmax
from communique.annotate.relations.kinds import kinds

EVENT_OF_KIND = {name: kind.event for name, kind in kinds().items()}


@dataclass(frozen=True, slots=True)
class Held:
    """One held-out relation: the network's logits of kinds, in the order of ``kinds()``, and the right kind."""

    logits: tuple[float, ...]
    kind: str


def event_shares(logits: Sequence[float], temperature: float) -> dict[object, float]:
    """Probability of each event, and of nothing under None."""
    shares: dict[object, float] = {}
    for name, p in zip(kinds(), softmax(logits, temperature), strict=True):
        event = EVENT_OF_KIND[name]
        shares[event] = shares.get(event, 0.0) + p
    return shares


def temperature_of(rows: Sequence[Held]) -> float:
    """The temperature under which the right events are likeliest (Guo et al. 2017), to two digits."""

    def loss(t: float) -> float:
        return -sum(math.log(max(1e-9, event_shares(r.logits, t)[EVENT_OF_KIND[r.kind]])) for r in rows)

    return min((k / 100 for k in range(20, 201, 2)), key=lambda t: (loss(t), t))


def isotonic(points: Sequence[tuple[float, bool]], steps: int = 12) -> tuple[tuple[float, ...], tuple[float, ...]]:
    """Knots and levels of a rising line through (score, right): pool adjacent violators over ``steps`` equal groups."""
    rows = sorted(points)
    size = max(1, len(rows) // steps)
    groups = [rows[i : i + size] for i in range(0, len(rows), size)]
    if len(groups) > 1 and len(groups[-1]) < size // 2:
        groups[-2:] = [groups[-2] + groups[-1]]
    pools = [[sum(s for s, _ in g), float(sum(r for _, r in g)), float(len(g))] for g in groups]
    merged: list[list[float]] = []
    for pool in pools:
        merged.append(pool)
        while len(merged) > 1 and merged[-2][1] / merged[-2][2] >= merged[-1][1] / merged[-1][2]:
            last = merged.pop()
            merged[-1] = [a + b for a, b in zip(merged[-1], last, strict=True)]
    line: dict[float, float] = {}
    for s, r, n in merged:
        knot, level = round(s / n, 4), round((r + 0.5) / (n + 1), 4)
        line[knot] = max(level, *line.values(), 0.0)  # groups of one score are one knot; smoothing must not let it fall
    return tuple(line), tuple(line.values())


def logistic(
    rows: Sequence[tuple[Sequence[float], bool]], prior: Sequence[float] = (), strength: float = 1e-3
) -> tuple[float, ...]:
    """Weights (the bias first) of a logistic regression, by Newton's method. They are drawn towards ``prior`` (of as
    many weights; by default nothing) with ``strength``: a few rows do not outweigh it, many do.
    """
    import numpy as np

    x = np.array([[1.0, *features] for features, _ in rows])
    y = np.array([float(right) for _, right in rows])
    w = np.zeros(x.shape[1])
    towards = np.array(prior) if len(prior) else w.copy()
    for _ in range(400):
        p = 1 / (1 + np.exp(-x @ w))
        gradient = x.T @ (y - p) - strength * (w - towards)
        curvature = (x * (p * (1 - p))[:, None]).T @ x + strength * np.eye(x.shape[1])
        step = np.linalg.solve(curvature, gradient)
        w += step
        if float(np.abs(step).max()) < 1e-8:
            break
    return tuple(float(v) for v in w)
