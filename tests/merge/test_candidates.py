from __future__ import annotations

from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st
from tests.merge.builders import World
from tests.merge.worlds import WORLDS

from communique.merge.candidates import candidates, may_meet
from communique.merge.compare import compare
from communique.merge.facts import Facts, facts_of
from communique.merge.grouping import THRESHOLD


def cells(world: World) -> list[list[Facts]]:
    found: dict[tuple[str, str], list[Facts]] = {}
    for claim in world.claims:
        fact = facts_of(claim, world.documents[claim.document])
        found.setdefault((fact.family, fact.standing), []).append(fact)
    return list(found.values())


ALL = [cell for make in WORLDS for cell in cells(make())]


def overlap(a: Facts, b: Facts) -> bool:
    return a.days[0] <= b.days[1] and b.days[0] <= a.days[1]


@given(st.sampled_from(ALL), st.data())
def test_by_days_it_finds_what_all_pairs_have(cell: list[Facts], data: st.DataObject) -> None:
    expected = {tuple(sorted((a.id, b.id))) for a, b in combinations(cell, 2) if overlap(a, b) and may_meet(a, b)}
    found = [(a.id, b.id) for a, b in candidates(data.draw(st.permutations(cell)))]
    assert set(found) == expected
    assert len(found) == len(expected)
    assert all(a < b for a, b in found)


@given(st.sampled_from(ALL), st.data())
def test_with_fresh_ones_it_is_the_pairs_with_these(cell: list[Facts], data: st.DataObject) -> None:
    fresh = data.draw(st.sets(st.sampled_from([f.id for f in cell])))
    everything = {(a.id, b.id) for a, b in candidates(cell)}
    some = {(a.id, b.id) for a, b in candidates(cell, fresh)}
    assert some == {pair for pair in everything if fresh & set(pair)}


def test_what_compares_well_is_a_candidate() -> None:
    for cell in ALL:
        found = {(a.id, b.id) for a, b in candidates(cell)}
        for one, two in combinations(sorted(cell, key=lambda f: f.id), 2):
            if compare(one, two).score >= THRESHOLD:
                assert (one.id, two.id) in found, compare(one, two).explain()
