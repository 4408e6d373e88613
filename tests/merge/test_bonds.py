"""Pairs that people joined and parted, over third claims too, and a grouping by scores that keeps to them."""

from __future__ import annotations

from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from communique.merge.bonds import Bonds, bind, ordered
from communique.merge.cluster import cluster

NAMES = "abcdefg"


def always(_one: str, _two: str) -> bool:
    """Every pair that is not known to be free is kept apart."""
    return True


PAIRS = list(combinations(NAMES, 2))


def test_a_pair_follows_from_others_and_is_refused_with_the_names_of_those_in_its_way() -> None:
    bonds = Bonds()
    assert bonds.join("a", "b", "one") == bonds.join("c", "b", "two") == bonds.part("c", "d", "three") == set()
    assert bonds.part("a", "c", "four") == {"one", "two"}
    assert bonds.join("d", "a", "five") == {"three"}
    assert bonds.same_pairs() == {("a", "b"), ("a", "c"), ("b", "c")}
    assert bonds.different_pairs() == {("c", "d")}
    assert bonds.groups() == [frozenset("abc")]


STEPS = st.lists(st.tuples(st.booleans(), st.sampled_from(PAIRS)), max_size=14)


@given(steps=STEPS)
def test_no_pair_is_ever_one_and_two(steps: list[tuple[bool, tuple[str, str]]]) -> None:
    bonds = Bonds()
    for n, (join, pair) in enumerate(steps):
        refused = (bonds.join if join else bonds.part)(*pair, str(n))
        held = bonds.same_pairs() if join else bonds.different_pairs()
        assert bool(refused) == (pair not in held)
        assert refused <= {str(i) for i in range(n)}
    assert not bonds.same_pairs() & bonds.different_pairs()


@given(steps=STEPS, scores=st.dictionaries(st.sampled_from(PAIRS), st.floats(0, 1), max_size=21), data=st.data())
def test_a_grouping_keeps_to_what_was_joined_and_parted(steps, scores: dict, data: st.DataObject) -> None:
    bonds = Bonds()
    for n, (join, pair) in enumerate(steps):
        (bonds.join if join else bonds.part)(*pair, str(n))
    free = set(scores) | set(data.draw(st.lists(st.sampled_from(PAIRS))))
    bound = bind(bonds.groups(), bonds.different_pairs(), NAMES, scores, free, apart=always)
    found = bound.spread(cluster(bound.ids, bound.scores, cannot=bound.cannot))
    place = {i: n for n, group in enumerate(found.groups) for i in group}
    assert sorted(place) == list(NAMES)
    assert all(place[a] == place[b] for a, b in bonds.same_pairs())
    assert all(place[a] != place[b] for a, b in bonds.different_pairs())
    assert all(pair in scores for pair in found.joins)


def test_without_judgements_nothing_changes() -> None:
    scores = {("a", "b"): 0.9, ("b", "c"): 0.6, ("a", "c"): 0.2}
    free = {*scores, ("c", "d")}
    bound = bind([], [], "abc", scores, free, apart=lambda one, two: (one, two) not in free)
    assert (bound.ids, dict(bound.scores)) == (("a", "b", "c"), scores)
    assert bound.cannot("b", "d") and not bound.cannot("c", "a")
    assert ordered("b", "a") == ("a", "b")


def test_of_what_people_made_one_the_best_pair_speaks() -> None:
    scores = {("a", "c"): 0.9, ("b", "c"): 0.1}
    bound = bind([{"a", "b"}], [], "abc", scores, scores, apart=always)
    found = bound.spread(cluster(bound.ids, bound.scores, cannot=bound.cannot))
    assert found.groups == (("a", "b", "c"),)
    assert found.joins == (("a", "c"),)
    assert bound.why() == {"a": ["a, b: judged to be one"]}


def test_what_one_report_tells_stands_together_unless_people_parted_it() -> None:
    scores = {("a", "c"): 0.9, ("b", "c"): 0.1, ("c", "d"): 0.2}

    def bound(different: list[tuple[str, str]], apart: set[tuple[str, str]]) -> list[tuple[str, ...]]:
        made = bind([], different, "abcd", scores, scores, apart=lambda *p: p in apart, tellings=[("a", "b")])
        return list(made.spread(cluster(made.ids, made.scores, cannot=made.cannot)).groups)

    assert bound([], set()) == [("a", "b", "c"), ("d",)]
    assert bound([("a", "b")], set()) == [("a", "c"), ("b",), ("d",)]
    # A veto on any claim of a report keeps the report apart.
    assert bound([], {("b", "c")}) == [("a", "b"), ("c",), ("d",)]


def test_people_go_before_what_reports_tell() -> None:
    found = bind([{"a", "c"}], [("c", "b")], "abc", {}, (), apart=lambda *_: False, tellings=[("a", "b")])
    assert found.members == {"a": ("a", "c")}
