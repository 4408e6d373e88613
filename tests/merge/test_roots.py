from __future__ import annotations

from graphlib import CycleError, TopologicalSorter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from communique.merge.roots import roots

CASES = [
    ("a chain", {"a": ["b"], "b": ["c"]}, set(), {"a": "c", "b": "c", "c": "c"}, ""),
    ("two ends", {"a": ["b", "c"]}, set(), {"a": "bc", "b": "b", "c": "c"}, ""),
    ("two ends of one that is an end then", {"a": ["b", "c"], "d": ["a"]}, {"a"}, {"a": "a", "d": "a"}, ""),
    ("one that has a single end", {"a": ["b", "c"], "b": ["e"], "c": ["e"]}, {"a"}, {"a": "e"}, ""),
    ("a circle", {"a": ["b"], "b": ["c"], "c": ["a"], "d": ["b"]}, set(), dict.fromkeys("abcd", "a"), "a"),
    ("a circle with a way out", {"a": ["b"], "b": ["a", "e"], "d": ["a"]}, set(), dict.fromkeys("abde", "e"), ""),
    ("a circle with two ways out", {"a": ["b", "e"], "b": ["a", "f"]}, set(), {"a": "a", "b": "a", "e": "e"}, ""),
    ("one that leads to itself", {"a": ["a"]}, set(), {"a": "a"}, "a"),
    ("nothing", {}, set(), {}, ""),
]


@pytest.mark.parametrize(("what", "ways", "one", "ends", "circles"), CASES, ids=[c[0] for c in CASES])
def test_roots(what: str, ways: dict[str, list[str]], one: set[str], ends: dict[str, str], circles: str) -> None:
    found, round_ = roots(ways, one, set())
    assert {node: "".join(sorted(found[node])) for node in ends} == ends
    assert round_ == set(circles)


def test_a_circle_is_named_after_one_of_the_names() -> None:
    found, circles = roots({"1": ["b"], "b": ["2"], "2": ["c"], "c": ["1"]}, set(), {"b", "c"})
    assert set(found.values()) == {frozenset("b")}
    assert circles == {"b"}


def test_a_long_chain_does_not_exhaust_the_stack() -> None:
    ways = {f"{n:05}": [f"{n + 1:05}"] for n in range(20_000)}
    assert roots(ways, set(), set())[0]["00000"] == {"20000"}


NODES = "abcdefg"


@settings(max_examples=200, deadline=None)
@given(ways=st.dictionaries(st.sampled_from(NODES), st.lists(st.sampled_from(NODES), max_size=3, unique=True)))
def test_ends_are_what_can_be_reached(ways: dict[str, list[str]]) -> None:
    found, circles = roots(ways, set(), set())
    assert set(found) == {*ways, *(to for tos in ways.values() for to in tos)}
    try:
        TopologicalSorter(ways).prepare()
        round_ = False
    except CycleError:
        round_ = True
    for node, ends in found.items():
        seen, ahead = {node}, [node]
        while ahead:
            fresh = [to for to in ways.get(ahead.pop(), ()) if to not in seen]
            seen.update(fresh)
            ahead += fresh
        assert ends
        assert ends <= seen
        assert round_ or ends == {n for n in seen if not ways.get(n)}
    assert round_ or not circles
    assert roots(dict(reversed(ways.items())), set(), set())[0] == found
