"""What one gives another, told as given or promised by one report and as still to come by another, with another sum.

"Qatar pledged 60 million dollars" and "Qatar will give 50 million": what is done and what is to come are two entries,
so what they say of the sum is held together here. Nothing is merged.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence

from communique.merge.block import party_of
from communique.merge.disagreements import Said, built, subject_of
from communique.merge.facts import content_words
from communique.merge.fields import measure_text, quantity_text
from communique.merge.measures import MONEY, apart
from communique.model.ontology import EventType
from communique.model.records import Claim, Contradiction, ContradictionKind, Document, Event, Status
from communique.model.values import Quantity

_GIVEN = frozenset((EventType.AGREE, EventType.AID))
_STATUSES = frozenset((Status.ACTUAL, Status.ONGOING, Status.PLANNED))
_SOON = 2  # days between two tellings of one promise
_LONG = 10  # what may have been on more days is no happening of a day
_CROWDED = 6  # so many sums in few days are many gifts
_HALF = 0.5  # of the larger sum: less is a part of it, or another gift
_FIELD = "quantity: "

_Days = tuple[int, int]


def gifts(
    events: Sequence[Event],
    again: Collection[str],
    claims: Mapping[str, Claim],
    documents: Mapping[str, Document],
    days: Mapping[str, _Days],
) -> tuple[Contradiction, ...]:
    """Contradictions on a sum between events of one block, by id.

    Args:
        events: in order of their ids.
        again: at least one of the two events is among these.
        claims: by id; only those of events that may clash are looked up.
        documents: by id, as the claims.
        days: of each event, the first and the last that it may have been on, as ordinals.
    """
    told: defaultdict[tuple[str, str, str], list[Event]] = defaultdict(list)
    for event in events:
        lo, hi = days[event.id]
        if event.event in _GIVEN and event.status in _STATUSES and hi - lo <= _LONG:
            for key in _sums_of(event):
                told[key].append(event)
    found: dict[str, Contradiction] = {}
    for key, rows in sorted(told.items()):
        for one, two in _near(rows, days):
            if (one.id in again or two.id in again) and _other_standing(one, two):
                clash = _clash(one, two, key[2], claims, documents)
                found |= {clash.id: clash} if clash is not None else {}
    return tuple(found[i] for i in sorted(found))


def _sums_of(event: Event) -> Iterator[tuple[str, str, str]]:
    """Who gives, who takes, and what is counted, and nothing where several give. A paper on a loan is of either's."""
    givers, takers = ({party_of(p) for p in rows} for rows in (event.sources, event.targets))
    if len(givers) == len(takers) == 1 and None not in givers | takers:
        names = [f.name for f in event.fields if f.name.startswith(_FIELD)]
        giver, taker = str(*givers), str(*takers)
        if event.form is None:
            yield from ((giver, taker, name) for name in names)
        elif event.form == "agreement":
            money = [name for name in names if name.removeprefix(_FIELD) in MONEY]
            yield from (key for name in money for key in ((giver, taker, name), (taker, giver, name)))


def _near(told: Sequence[Event], days: Mapping[str, _Days]) -> Iterator[tuple[Event, Event]]:
    """Pairs of events within days of each other, the smaller id first, where these are few."""
    ordered = sorted(told, key=lambda e: (days[e.id], e.id))
    firsts = [days[e.id][0] for e in ordered]
    for one in ordered:
        lo, hi = days[one.id]
        first, end = bisect_left(firsts, lo - _SOON - _LONG), bisect_right(firsts, hi + _SOON)
        if end - first <= _CROWDED:
            for two in ordered[first:end]:
                if one.id < two.id and days[two.id][1] >= lo - _SOON:
                    yield one, two


def _other_standing(a: Event, b: Event) -> bool:
    """Given, promised, to come: what stands alike was compared as it was merged."""
    return (a.event, a.form, a.status is Status.PLANNED) != (b.event, b.form, b.status is Status.PLANNED)


def _clash(
    a: Event, b: Event, field: str, claims: Mapping[str, Claim], documents: Mapping[str, Document]
) -> Contradiction | None:
    """None where a sum of the one fits one of the other, or is a part of it, or one report tells both."""
    one, two = ([(q, claims[i]) for i in e.claims for q in claims[i].quantities if _FIELD + measure_text(q) == field]
                for e in (a, b))  # fmt: skip
    if {c.document for _, c in one} & {c.document for _, c in two}:
        return None
    if not all(_two_sums(q, r) for q, _ in one for r, _ in two):
        return None
    if not any(_words(c, documents) & _words(d, documents) for _, c in one for _, d in two):
        return None
    said = [Said(quantity_text(q), c) for q, c in (*one, *two)]
    what, values = field.removeprefix(_FIELD), " and as ".join(sorted({s.value for s in said}))
    why = f"{what}: told as {values}, by one report as given and by another as to come"
    return built(
        a.block, a.id, subject_of(a), field=field, kind=ContradictionKind.CONTRADICTION, said=said, beside=True, why=why
    )


def _two_sums(one: Quantity, two: Quantity) -> bool:
    return apart(one, two) and min(one.value, two.value) >= _HALF * max(one.value, two.value)


def _words(claim: Claim, documents: Mapping[str, Document]) -> frozenset[str]:
    """What the sentence says beside the names of the two."""
    document = documents.get(claim.document)
    names = content_words(" ".join(t for p in claim.participants() for t in (p.name, p.text)))
    return content_words(claim.sentence.of(document.text)) - names if document is not None else frozenset()
