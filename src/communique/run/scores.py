"""Figures that test beds are judged by."""

from __future__ import annotations

import math
from collections.abc import Sequence


def macro_f1(pairs: Sequence[tuple[str, str]]) -> float:
    """The mean F1 over the right ones' classes, from 0 to 1; ``pairs`` are (right, given)."""
    found = []
    for code in {right for right, _ in pairs}:
        both = sum(right == given == code for right, given in pairs)
        either = sum(right == code for right, _ in pairs) + sum(given == code for _, given in pairs)
        found.append(2 * both / either)
    return sum(found) / len(found)


def calibration_error(answers: Sequence[tuple[float, bool]], bins: int = 15) -> float:
    """The mean distance of score and share right, over ``bins`` equal stretches of the score (Guo et al. 2017)."""
    error = 0.0
    for k in range(bins):
        inside = [(s, r) for s, r in answers if k / bins < s <= (k + 1) / bins or (k == 0 and s == 0)]
        error += abs(sum(s for s, _ in inside) - sum(r for _, r in inside))
    return error / len(answers)


def wilson(right: int, tried: int, *, z: float = 1.96) -> tuple[float, float]:
    """The interval in which a share lies with 95 % (``z`` 1.96) after so many trials (Wilson 1927); 0 to 1 after none.

    >>> tuple(round(end, 3) for end in wilson(9, 10))
    (0.596, 0.982)
    """
    if not tried:
        return 0.0, 1.0
    share, square = right / tried, z * z
    middle = share + square / (2 * tried)
    half = z * math.sqrt(share * (1 - share) / tried + square / (4 * tried * tried))
    whole = 1 + square / tried
    return max(0.0, (middle - half) / whole), min(1.0, (middle + half) / whole)
