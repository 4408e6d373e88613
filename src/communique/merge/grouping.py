"""The claims of one cell into groups that are one happening each, with what joined them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from communique.merge.bonds import bind
from communique.merge.candidates import candidates
from communique.merge.cluster import cluster, components
from communique.merge.compare import Comparison, compare
from communique.merge.facts import Facts, Written, facts_of
from communique.merge.judged import NOTHING, Judged
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


def group(facts: Sequence[Facts], judged: Judged = NOTHING) -> Grouping:
    """Group the claims of one cell, in any order; what people decided of pairs holds before all scores."""
    ready = {f.id: f for f in facts}
    compared = {(x.left, x.right): x for x in _compared(facts, None)}
    scores = {pair: x.score for pair, x in compared.items() if x.score >= THRESHOLD or not x.silent}
    together = [own for found in judged.groups() if len(own := found & ready.keys()) > 1]
    bound = bind(
        together, judged.different, ready, scores, compared, apart=lambda one, two: apart(ready[one], ready[two])
    )
    found = bound.spread(cluster(bound.ids, bound.scores, threshold=THRESHOLD, cannot=bound.cannot))
    why: defaultdict[str, list[str]] = defaultdict(list, bound.why())
    for one, two in found.joins:
        why[one].append(f"{one} and {two}: {compared[(one, two)].explain()}")
    likely = [pair for pair, score in scores.items() if score >= THRESHOLD]
    likely += [(min(own), other) for own in together for other in own]
    return Grouping(found.groups, {i: tuple(sorted(lines)) for i, lines in why.items()}, components(ready, likely))


def _compared(facts: Sequence[Facts], fresh: Collection[str] | None) -> Iterable[Comparison]:
    for one, two in candidates(facts, fresh):
        found = compare(one, two)
        if found.blocked is None:
            yield found
