"""The claims of one cell into groups that are one happening each, with what joined them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from communique.merge.candidates import candidates
from communique.merge.cluster import cluster, components
from communique.merge.compare import Comparison, compare
from communique.merge.facts import Facts, Written, facts_of
from communique.merge.vetoes import apart
from communique.model.records import Claim

THRESHOLD = 0.5


@dataclass(frozen=True, slots=True)
class Grouping:
    """``groups`` of claim ids, each sorted, by first id; ``why``: for a claim, what joined it to others.

    ``components``: each claim with the smallest id of those that some chain of likely pairs connects it to. What is in
    two components is grouped the same whether the other is there or not.
    """

    groups: tuple[tuple[str, ...], ...]
    why: Mapping[str, tuple[str, ...]]
    components: Mapping[str, str]


def touched(fresh: Sequence[Claim], others: Sequence[Claim], documents: Mapping[str, Written]) -> set[str]:
    """Ids of the ``others`` of one cell that are likely one happening with some ``fresh`` claim, by that pair alone."""
    facts = [facts_of(c, documents.get(c.document)) for c in (*fresh, *others)]
    new = {c.id for c in fresh}
    found = (x for x in _compared(facts, new) if x.score >= THRESHOLD)
    return {claim for x in found for claim in (x.left, x.right)} - new


def group(facts: Sequence[Facts]) -> Grouping:
    """Group the claims of one cell, in any order."""
    ready = {f.id: f for f in facts}
    compared = {(x.left, x.right): x for x in _compared(facts, None)}
    scores = {pair: x.score for pair, x in compared.items() if x.score >= THRESHOLD or not x.silent}
    found = cluster(
        ready, scores, threshold=THRESHOLD, cannot=lambda one, two: _apart(ready[one], ready[two], compared)
    )
    why: defaultdict[str, list[str]] = defaultdict(list)
    for one, two in found.joins:
        why[one].append(f"{one} and {two}: {compared[(one, two)].explain()}")
    connected = components(ready, (pair for pair, score in scores.items() if score >= THRESHOLD))
    return Grouping(found.groups, {claim: tuple(sorted(lines)) for claim, lines in why.items()}, connected)


def _compared(facts: Sequence[Facts], fresh: Collection[str] | None) -> Iterable[Comparison]:
    for one, two in candidates(facts, fresh):
        found = compare(one, two)
        if found.blocked is None:
            yield found


def _apart(one: Facts, two: Facts, compared: Mapping[tuple[str, str], Comparison]) -> bool:
    return (one.id, two.id) not in compared and apart(one, two)
