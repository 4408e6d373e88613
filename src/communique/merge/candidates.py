"""Which pairs of claims of one cell are worth comparing.

A pair is a candidate by what the two claims say and nothing else, so that it is one in every record that has both.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from communique.merge.facts import FIRST_DAY, LAST_DAY, Facts
from communique.merge.measures import same_measure
from communique.merge.vetoes import day_gap

_NEAR_DAYS = 3  # talks of which no person is common must be told of days so near
_SHARED_WORDS = 2  # fewer say nothing
_FEW_WORDS = 3  # with so few there is nothing to share


def candidates(facts: Sequence[Facts], fresh: Collection[str] | None = None) -> Iterator[tuple[Facts, Facts]]:
    """Pairs, the smaller id first, whose days overlap and that `may_meet`; with ``fresh``, those with one of them."""
    running: list[Facts] = []
    for fact in sorted(facts, key=lambda f: (f.days, f.id)):
        first = fact.days[0]
        running = [other for other in running if other.days[1] >= first]
        for other in running:
            if (fresh is None or fact.id in fresh or other.id in fresh) and may_meet(fact, other):
                yield (fact, other) if fact.id < other.id else (other, fact)
        running.append(fact)


def may_meet(a: Facts, b: Facts) -> bool:
    """False when nothing that a comparison looks at could bring two claims of one cell together."""
    if a.claim.document == b.claim.document:
        return True
    if not a.persons.isdisjoint(b.persons) or a.denied != b.denied:
        return True
    dated = a.first is not None and b.first is not None
    if a.nature == "talk" and dated and (day_gap(a, b) or 0) <= _NEAR_DAYS:
        return not (a.persons and b.persons) or _one_side_only(a, b)
    if a.city is not None and a.city == b.city:
        return True
    if _bounded(a) and _bounded(b) and dated and min(len(a.words), len(b.words)) < _FEW_WORDS:
        return True
    if not a.deciding.isdisjoint(b.deciding) and (dated or a.nature != "content"):
        return True
    return len(a.words & b.words) >= _SHARED_WORDS or _same_count(a, b)


def _one_side_only(a: Facts, b: Facts) -> bool:
    """No party has named persons in both, so that different names do not keep them apart."""
    return all(
        not (side.persons and b.sides[party].persons)
        or (a.family == "CONSULT:visit" and not (side.source and b.sides[party].source))
        for party, side in a.sides.items()
        if party in b.sides
    )


def _bounded(fact: Facts) -> bool:
    return fact.days != (FIRST_DAY, LAST_DAY)


def _same_count(a: Facts, b: Facts) -> bool:
    return any(same_measure(q, r) for q in a.claim.quantities for r in b.claim.quantities)
