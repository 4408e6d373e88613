"""One block's claims into events, their outcomes and their contradictions. Pure; the same for any order of input."""

from __future__ import annotations

import datetime as dt
import math
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations

from communique.merge.bonds import bind
from communique.merge.cluster import cluster
from communique.merge.compare import Comparison, compare
from communique.merge.contradictions import contradictions
from communique.merge.facts import Facts, facts_of
from communique.merge.fields import (
    Support,
    age,
    date_field,
    event_details,
    event_status,
    orient,
    place_field,
    plain_fields,
    side_field,
)
from communique.merge.judged import NOTHING, Judged, dismisses
from communique.merge.origins import origins, root_of
from communique.merge.plans import outcomes
from communique.merge.right_values import heard, ruled
from communique.model.ids import event_id
from communique.model.records import Claim, Contradiction, Document, Event, EventField, Outcome, Statement, Status

THRESHOLD = 0.5
_ALL_PAIRS = 200  # up to so many claims every pair is compared
_BUCKET_DAYS = 31
_UNDATED_REACH = 2  # buckets before and after the day of writing in which an undated claim's happening is looked for


@dataclass(frozen=True, slots=True)
class Merged:
    """One block's events and contradictions, each by id."""

    events: tuple[Event, ...]
    contradictions: tuple[Contradiction, ...]


def merge_block(
    block: str,
    claims: Sequence[Claim],
    documents: Mapping[str, Document],
    statements: Mapping[str, Statement],
    *,
    judged: Judged = NOTHING,
) -> Merged:
    """Merge all claims of one block.

    Args:
        block: its name, from ``block_of``.
        claims: all of its claims, linked, in any order; an id that comes twice counts once.
        documents: by id, at least those of the claims and the originals that they copy.
        statements: by id, at least those that the claims stand in.
        judged: what people decided: it holds before all else.
    """
    by_id = {c.id: c for c in heard(claims, judged)}
    facts = [facts_of(c, documents.get(c.document)) for c in by_id.values()]
    compared = {(x.left, x.right): x for x in _compared(facts)}
    free = {pair: x for pair, x in compared.items() if not x.blocked}
    scores = {pair: x.score for pair, x in free.items() if x.score >= THRESHOLD or not x.silent}
    bound = bind(judged.groups(), judged.different, by_id, scores, free)
    clusters = bound.spread(cluster(bound.ids, bound.scores, threshold=THRESHOLD, cannot=bound.cannot))
    why: defaultdict[str, list[str]] = defaultdict(list, bound.why())
    for one, two in clusters.joins:
        why[one].append(f"{one} and {two}: {compared[(one, two)].explain()}")
    ready = {f.id: f for f in facts}
    events = [
        _event(block, [ready[i] for i in group], documents, statements, why=[line for i in group for line in why[i]])
        for group in clusters.groups
    ]
    events = [ruled(event, judged, by_id) for event in events]
    events = sorted(outcomes(sorted(events, key=lambda e: e.id), by_id, documents), key=lambda e: e.id)
    return Merged(tuple(events), tuple(x for x in contradictions(events, by_id, documents) if not dismisses(judged, x)))


def _compared(facts: Sequence[Facts]) -> Iterator[Comparison]:
    """Pairs that could be one happening; a pair that is not here cannot be, and is kept apart."""
    if len(facts) <= _ALL_PAIRS:
        for one, two in combinations(facts, 2):
            yield compare(one, two)
        return
    buckets: defaultdict[tuple[str, str, int], list[Facts]] = defaultdict(list)
    anywhere: defaultdict[tuple[str, str], list[Facts]] = defaultdict(list)
    for fact in facts:
        months = _months(fact)
        for month in months:
            buckets[(fact.family, fact.standing, month)].append(fact)
        if not months:
            anywhere[(fact.family, fact.standing)].append(fact)
    seen: set[tuple[str, str]] = set()
    for key, group in sorted(buckets.items()):
        yield from _fresh(group, anywhere[key[:2]], seen)
    for _, group in sorted(anywhere.items()):
        yield from _fresh(group, (), seen)


def _fresh(group: Sequence[Facts], others: Sequence[Facts], seen: set[tuple[str, str]]) -> Iterator[Comparison]:
    for one, two in (*combinations(group, 2), *((a, b) for a in group for b in others)):
        pair = (one.id, two.id) if one.id < two.id else (two.id, one.id)
        if pair not in seen:
            seen.add(pair)
            yield compare(one, two)


def _months(fact: Facts) -> range:
    """The stretches of about a month in which the claim's day may lie, a day wider; none when nothing bounds it."""
    if fact.first is not None and fact.last is not None:
        slack = dt.timedelta(days=1 if fact.stated else _BUCKET_DAYS)
        first, last = fact.first - slack, fact.last + slack
    elif fact.published is not None:
        first = fact.published - dt.timedelta(days=_UNDATED_REACH * _BUCKET_DAYS)
        last = fact.published + dt.timedelta(days=_UNDATED_REACH * _BUCKET_DAYS)
    else:
        return range(0)
    return range(first.toordinal() // _BUCKET_DAYS, last.toordinal() // _BUCKET_DAYS + 1)


def _event(
    block: str,
    group: Sequence[Facts],
    documents: Mapping[str, Document],
    statements: Mapping[str, Statement],
    *,
    why: Sequence[str],
) -> Event:
    facts = sorted(group, key=lambda f: age(f.claim, documents))
    claims = [f.claim for f in facts]
    lead, support = facts[0], Support(documents)
    oriented = {f.id: orient(f, lead) for f in facts}
    date, day = date_field(claims, support)
    place, where = place_field(facts, support)
    source, sources = side_field("sources", {i: s for i, (s, _) in oriented.items()}, claims, support)
    target, targets = side_field("targets", {i: t for i, (_, t) in oriented.items()}, claims, support)
    plain = plain_fields(claims, support)
    fields: list[EventField] = [f for f in (date, place, source, target) if f is not None] + list(plain)
    named = {f.name: f for f in fields}
    kind = min(claims, key=lambda c: (_said(c) != _best(named.get("kind")), age(c, documents)))
    event = Event(
        id=event_id(lead.id),
        block=block,
        event=kind.event,
        mode=kind.mode or next((c.mode for c in claims if c.mode), None),
        form=kind.form,
        status=event_status(named.get("status")),
        claims=tuple(sorted(c.id for c in claims)),
        documents=tuple(sorted({c.document for c in claims})),
        origins=origins(claims, documents, statements),
        sources=sources,
        targets=targets,
        date=day,
        place=where,
        details=event_details(fields, claims),
        fields=tuple(fields),
        score=_score(claims, documents),
        why=tuple(sorted(why)),
    )
    return replace(event, outcome=Outcome.OPEN) if event.status is Status.PLANNED else event


def _said(claim: Claim) -> str:
    return claim.form or claim.mode or (str(claim.event) if claim.event else "")


def _best(field: EventField | None) -> str:
    return field.values[0].value if field else ""


def _score(claims: Sequence[Claim], documents: Mapping[str, Document]) -> float:
    """The chance that at least one independent telling is read rightly, taking the best-read claim of each."""
    best: dict[str, float] = {}
    for claim in claims:
        key = root_of(claim, documents).key
        best[key] = max(best.get(key, 0.0), claim.score)
    return round(1 - math.prod(1 - s for _, s in sorted(best.items())), 4)
