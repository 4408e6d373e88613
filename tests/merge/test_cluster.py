from __future__ import annotations

from itertools import combinations

import networkx as nx
from hypothesis import given
from hypothesis import strategies as st

from communique.merge.cluster import cluster

IDS = [f"c-{i}" for i in range(9)]
PAIRS = list(combinations(IDS, 2))
HIGH = st.floats(0.5, 1.0, allow_nan=False)


@given(st.dictionaries(st.sampled_from(PAIRS), HIGH, max_size=14))
def test_without_vetoes_and_low_scores_it_is_connected_components(scores: dict[tuple[str, str], float]) -> None:
    graph = nx.Graph()
    graph.add_nodes_from(IDS)
    graph.add_edges_from(scores)
    assert {frozenset(g) for g in cluster(IDS, scores).groups} == {frozenset(c) for c in nx.connected_components(graph)}


@given(st.data())
def test_order_does_not_matter_and_vetoes_hold(data: st.DataObject) -> None:
    scores = data.draw(st.dictionaries(st.sampled_from(PAIRS), st.floats(0, 1, allow_nan=False), max_size=20))
    banned = data.draw(st.sets(st.sampled_from(PAIRS), max_size=6))
    first = cluster(IDS, scores, cannot=lambda a, b: (a, b) in banned)
    shuffled = data.draw(st.permutations(sorted(scores.items())))
    again = cluster(data.draw(st.permutations(IDS)), dict(shuffled), cannot=lambda a, b: (a, b) in banned)
    assert first == again
    home = {i: g for g in first.groups for i in g}
    assert sorted(home) == IDS
    assert not any(home[a] is home[b] for a, b in banned)
    for group in first.groups:
        found = [scores[p] for p in combinations(group, 2) if p in scores]
        assert len(group) == 1 or sum(found) / len(found) >= 0.5 - 1e-9


def test_a_weak_average_keeps_groups_apart() -> None:
    scores = {("c-0", "c-1"): 0.9, ("c-2", "c-3"): 0.9, ("c-1", "c-2"): 0.6, ("c-0", "c-2"): 0.1, ("c-0", "c-3"): 0.1}
    assert cluster(IDS[:4], scores).groups == (("c-0", "c-1"), ("c-2", "c-3"))


def test_the_better_pair_wins_where_only_one_may() -> None:
    scores = {("c-0", "c-1"): 0.7, ("c-0", "c-2"): 0.8}
    found = cluster(IDS[:3], scores, cannot=lambda a, b: (a, b) == ("c-1", "c-2"))
    assert found.groups == (("c-0", "c-2"), ("c-1",))
    assert found.joins == (("c-0", "c-2"),)
