"""The claims of one cell into groups that are one happening each, with what joined them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from communique.merge.bonds import bind
from communique.merge.candidates import candidates
from communique.merge.cluster import cluster, components
from communique.merge.compare import Score, compare, score_of
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
    return {claim for pair, x in _compared(facts, new) if x.score >= THRESHOLD for claim in pair} - new


def group(facts: Sequence[Facts], judged: Judged = NOTHING) -> Grouping:
    """Group the claims of one cell, in any order; what people decided of pairs holds before all scores.

    First within each report, then the tellings of several reports by the pair of claims that fits best: a headline that
    says little must not keep two full reports apart.
    """
    ready = {f.id: f for f in facts}
    compared = dict(_compared(facts, None))
    scores = {pair: x.score for pair, x in compared.items() if x.score >= THRESHOLD or not x.silent}

    def kept_apart(one: str, two: str) -> bool:
        return (one, two) not in compared and apart(ready[one], ready[two])

    together = [own for found in judged.groups() if len(own := found & ready.keys()) > 1]
    tellings = _tellings(ready, scores, lambda one, two: (one, two) in judged.different or kept_apart(one, two))
    bound = bind(
        together, judged.different, ready, scores, compared, apart=kept_apart, tellings=[g for g, _ in tellings]
    )
    found = bound.spread(cluster(bound.ids, bound.scores, threshold=THRESHOLD, cannot=bound.cannot))
    why: defaultdict[str, list[str]] = defaultdict(list, bound.why())
    for one, two in (*(join for _, joins in tellings for join in joins), *found.joins):
        why[one].append(f"{one} and {two}: {compare(ready[one], ready[two]).explain()}")
    likely = [pair for pair, score in scores.items() if score >= THRESHOLD]
    likely += [(min(own), other) for own in together for other in own]
    return Grouping(found.groups, {i: tuple(sorted(lines)) for i, lines in why.items()}, components(ready, likely))


def _tellings(
    ready: Mapping[str, Facts], scores: Mapping[tuple[str, str], float], cannot: Callable[[str, str], bool]
) -> list[tuple[tuple[str, ...], tuple[tuple[str, str], ...]]]:
    """What each report tells of one happening, where it tells it more than once, with what joined it; by first id."""
    reports: defaultdict[str, dict[tuple[str, str], float]] = defaultdict(dict)
    for (one, two), score in scores.items():
        if ready[one].claim.document == ready[two].claim.document:
            reports[ready[one].claim.document][(one, two)] = score
    found: list[tuple[tuple[str, ...], tuple[tuple[str, str], ...]]] = []
    for _, own in sorted(reports.items()):
        ids = {i for pair in own for i in pair}
        made = cluster(ids, own, threshold=THRESHOLD, cannot=cannot)
        several = (members for members in made.groups if len(members) > 1)
        found += [(members, tuple(j for j in made.joins if j[0] in members)) for members in several]
    return sorted(found)


def _compared(facts: Sequence[Facts], fresh: Collection[str] | None) -> Iterator[tuple[tuple[str, str], Score]]:
    for one, two in candidates(facts, fresh):
        found = score_of(one, two)
        if found is not None:
            yield (one.id, two.id), found
