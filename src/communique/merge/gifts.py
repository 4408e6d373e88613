"""What one gives another, told as given or promised by one report and as still to come by another, with another sum.

"Qatar pledged 60 million dollars" and "Qatar will give 50 million": what is done and what is to come are two entries,
so what they say of the sum is held together here. Nothing is merged.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from communique.merge.block import party_of
from communique.merge.disagreements import Said, built, subject_of
from communique.merge.facts import content_words
from communique.merge.fields import measure_text, quantity_text
from communique.merge.measures import apart, measure
from communique.model.ontology import EventType
from communique.model.records import Claim, Contradiction, ContradictionKind, Document, Event, Status
from communique.model.values import Quantity

_GIVEN = frozenset((EventType.AGREE, EventType.AID))
_STATUSES = frozenset((Status.ACTUAL, Status.ONGOING, Status.PLANNED))
_SOON = 2  # days between two reports of one promise
_CROWDED = 6  # so many events in few days are many gifts
_CROWD = 60  # as are so many sums
_HALF = 0.5  # of the larger sum: less is a part of it, or another gift


@dataclass(frozen=True, slots=True)
class _Sum:
    """One number of one claim. ``day``: of the report's publication. ``words``: what the sentence says beside names."""

    event: Event
    claim: Claim
    quantity: Quantity
    day: int
    words: frozenset[str]


def gifts(
    events: Sequence[Event],
    again: Collection[str],
    claims: Mapping[str, Claim],
    documents: Mapping[str, Document],
) -> tuple[Contradiction, ...]:
    """Contradictions on a sum between events of one block, by id. Arguments as in `rivals.rivals`."""
    sums: defaultdict[tuple[object, ...], list[_Sum]] = defaultdict(list)
    for event in events:
        if event.event in _GIVEN and event.status in _STATUSES and (event.form is None or event.event is EventType.AID):
            for key, one in _sums(event, claims, documents):
                sums[key].append(one)
    found: dict[str, Contradiction] = {}
    for _, told in sorted(sums.items(), key=lambda item: str(item[0])):
        if any(s.event.id in again for s in told):
            found |= {x.id: x for x in _apart(told, again)}
    return tuple(found[i] for i in sorted(found))


def _sums(
    event: Event, claims: Mapping[str, Claim], documents: Mapping[str, Document]
) -> Iterator[tuple[tuple[object, ...], _Sum]]:
    for claim in (claims[i] for i in event.claims):
        document = documents.get(claim.document)
        givers, takers = ({party_of(p) for p in rows} for rows in (claim.sources, claim.targets))
        if document is None or document.published is None or len(givers) != 1 or len(takers) != 1:
            continue
        names = content_words(" ".join(t for p in claim.participants() for t in (p.name, p.text)))
        words = content_words(claim.sentence.of(document.text)) - names
        day = document.published.toordinal()
        for quantity in claim.quantities:
            yield (*givers, *takers, *measure(quantity)), _Sum(event, claim, quantity, day, words)


def _apart(told: Sequence[_Sum], again: Collection[str]) -> Iterator[Contradiction]:
    """Of one giver, one taker and one thing: two sums of which no report tells both."""
    by_event: defaultdict[str, list[_Sum]] = defaultdict(list)
    for told_sum in told:
        by_event[told_sum.event.id].append(told_sum)
    for a, b in sorted(_near(told)):
        one, two = by_event[a], by_event[b]
        if (a in again or b in again) and _other_standing(one[0].event, two[0].event) and _two_sums(one, two):
            said = [Said(quantity_text(s.quantity), s.claim) for s in (*one, *two)]
            what, event = measure_text(one[0].quantity), one[0].event
            values = " and as ".join(sorted({s.value for s in said}))
            yield built(
                event.block, event.id, subject_of(event), field=f"quantity: {what}",
                kind=ContradictionKind.CONTRADICTION, said=said,
                why=f"{what}: told as {values}, by one report as given and by another as to come",
            )  # fmt: skip


def _near(told: Sequence[_Sum]) -> set[tuple[str, str]]:
    """Pairs of events told within days, where these are few."""
    ordered = sorted(told, key=lambda s: (s.day, s.claim.id, s.quantity.value))
    days = [s.day for s in ordered]
    pairs = set()
    for one in ordered:
        first, end = bisect_left(days, one.day - _SOON), bisect_right(days, one.day + _SOON)
        if end - first > _CROWD:
            continue
        others = {s.event.id for s in ordered[first:end]} - {one.event.id}
        if len(others) < _CROWDED:
            pairs |= {(min(one.event.id, i), max(one.event.id, i)) for i in others}
    return pairs


def _other_standing(a: Event, b: Event) -> bool:
    """Given, promised, to come: what stands alike was compared as it was merged."""
    return (a.event, a.status is Status.PLANNED) != (b.event, b.status is Status.PLANNED)


def _two_sums(one: Sequence[_Sum], two: Sequence[_Sum]) -> bool:
    if {s.claim.document for s in one} & {s.claim.document for s in two}:
        return False
    pairs = [(s, t) for s in one for t in two]
    return all(
        apart(s.quantity, t.quantity)
        and min(s.quantity.value, t.quantity.value) >= _HALF * max(s.quantity.value, t.quantity.value)
        for s, t in pairs
    ) and any(s.words & t.words for s, t in pairs)
