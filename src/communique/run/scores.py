"""Figures that test beds are judged by."""

from __future__ import annotations

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
