"""What became of a planned event: looked for among what is reported to have happened between the same two."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from communique.knowledge.places import city_names
from communique.merge.block import parties_of
from communique.merge.facts import family_of, known_days, named_person
from communique.model.records import Claim, Document, Event, Outcome, Status
from communique.model.values import Participant, Place

_DAY_SLACK = dt.timedelta(days=1)  # time zones, and "on Tuesday" counted from another capital
_WIDE_SLACK = dt.timedelta(days=3)  # "next week", "early August"
# "Five rounds in 2021 and 2022" keeps no plan for one day: a happening told less exactly than this settles nothing.
_WIDE = dt.timedelta(days=62)
_MOVED_WITHIN = dt.timedelta(days=45)
_UNDATED_WITHIN = dt.timedelta(days=60)  # how long after an undated plan a happening may still be it


@dataclass(frozen=True, slots=True)
class _Window:
    first: dt.date
    last: dt.date
    stated: bool

    def widened(self) -> _Window:
        slack = _DAY_SLACK if self.first == self.last else _WIDE_SLACK
        return _Window(self.first - slack, self.last + slack, self.stated) if self.stated else self

    def gap(self, first: dt.date, last: dt.date) -> dt.timedelta:
        return max(self.first - last, first - self.last, dt.timedelta(0))


def settle_plan(
    plan: Event,
    events: Sequence[Event],
    claims: Mapping[str, Claim],
    documents: Mapping[str, Document],
    coverage: Sequence[dt.date],
) -> Event:
    """A planned event with ``outcome`` and ``outcome_event``.

    Args:
        plan: the event.
        events: those of its block that may have been near it.
        claims: by id, at least the events' own.
        documents: by id, at least those of the claims.
        coverage: the days on which documents with claims of the block were published, in order.
    """
    window = _window(plan, claims, documents)
    like = [e for e in events if e.id != plan.id and _same_undertaking(plan, e, claims)]
    kept, moved = _happened(plan, window, like, documents)
    if kept is None and window is None:
        # An undated report that tells of a visit both as to come and as made tells of one visit.
        told = {d for d in plan.documents if d in documents and documents[d].published is None}
        kept = min((e.id for e in like if e.status is Status.ACTUAL and told & set(e.documents)), default=None)
    if kept is not None:
        return replace(plan, outcome=Outcome.KEPT, outcome_event=kept)
    cancelled = [e.id for e in like if e.status is Status.CANCELLED and _not_before(e, plan, window, documents)]
    if moved is not None:
        return replace(plan, outcome=Outcome.MOVED, outcome_event=moved)
    if cancelled:
        return replace(plan, outcome=Outcome.CANCELLED, outcome_event=min(cancelled))
    # Only what was covered afterwards can be said to have been missed.
    if window is not None and window.stated and coverage and coverage[-1] > window.widened().last:
        return replace(plan, outcome=Outcome.MISSED)
    return replace(plan, outcome=Outcome.OPEN)


def _window(plan: Event, claims: Mapping[str, Claim], documents: Mapping[str, Document]) -> _Window | None:
    first, last = known_days(plan.date)
    if first is not None and last is not None:
        return _Window(first, last, stated=True)
    said = [d.published for c in plan.claims if (d := documents.get(claims[c].document)) and d.published]
    return _Window(min(said), min(said) + _UNDATED_WITHIN, stated=False) if said else None


def _happened(
    plan: Event, window: _Window | None, like: Sequence[Event], documents: Mapping[str, Document]
) -> tuple[str | None, str | None]:
    """Ids of the events that keep the plan and that carry it out on another day; nearest, best fitting, by id."""
    if window is None:
        return None, None
    kept: list[tuple[int, int, str]] = []
    moved: list[tuple[int, int, str]] = []
    for event in like:
        days = _when(event, documents)
        if event.status not in (Status.ACTUAL, Status.ONGOING) or days is None or days[1] - days[0] > _WIDE:
            continue
        gap = window.gap(*days)
        row = (gap.days, -_shared_persons(plan, event), event.id)
        if window.widened().gap(*days) == dt.timedelta(0):
            kept.append(row)
        elif window.stated and gap <= _MOVED_WITHIN and _announced(plan, documents) <= days[1]:
            moved.append(row)
    return min(kept)[2] if kept else None, min(moved)[2] if moved else None


def _when(event: Event, documents: Mapping[str, Document]) -> tuple[dt.date, dt.date] | None:
    first, last = known_days(event.date)
    if first is not None and last is not None:
        return first, last
    told = [d.published for i in event.documents if (d := documents.get(i)) and d.published]
    return (min(told), min(told)) if told else None


def _announced(plan: Event, documents: Mapping[str, Document]) -> dt.date:
    """The first day on which the plan was told: nothing before it can be its outcome."""
    told = [d.published for i in plan.documents if (d := documents.get(i)) and d.published]
    return min(told, default=dt.date.min)


def _not_before(event: Event, plan: Event, window: _Window | None, documents: Mapping[str, Document]) -> bool:
    days = known_days(event.date)
    if window is not None and days[0] is not None and days[1] is not None:
        return window.widened().gap(days[0], days[1]) == dt.timedelta(0)
    told = [d.published for i in event.documents if (d := documents.get(i)) and d.published]
    return not told or max(told) >= _announced(plan, documents)


def _same_undertaking(plan: Event, event: Event, claims: Mapping[str, Claim]) -> bool:
    """Same kind, parties and direction, no other persons on a side, no other place."""
    one, two = claims[plan.claims[0]], claims[event.claims[0]]
    if family_of(one)[0] != family_of(two)[0] or family_of(one)[1] == "content":
        return False
    if not set(_parties(plan)) <= set(_parties(event)) and not set(_parties(event)) <= set(_parties(plan)):
        return False
    if _is_visit(one) and set(parties_of(plan.sources)).isdisjoint(parties_of(event.sources)):
        return False
    return not _other_persons(plan, event, visit=_is_visit(one)) and not _elsewhere(plan.place, event.place)


def _is_visit(claim: Claim) -> bool:
    return family_of(claim)[0] == "CONSULT:visit"


def _parties(event: Event) -> tuple[str, ...]:
    return parties_of((*event.sources, *event.targets))


def _persons(rows: Sequence[Participant], party: str) -> frozenset[str]:
    return frozenset(p for r in rows if party in parties_of((r,)) and (p := named_person(r)))


def _other_persons(plan: Event, event: Event, *, visit: bool) -> bool:
    for party in _parties(plan):
        rows, others = (plan.sources, event.sources) if visit else (_people(plan), _people(event))
        one, two = _persons(rows, party), _persons(others, party)
        if one and two and not one & two:
            return True
    return False


def _people(event: Event) -> tuple[Participant, ...]:
    return event.sources + event.targets


def _shared_persons(plan: Event, event: Event) -> int:
    one = {named_person(p) for p in _people(plan)} - {None}
    return len(one & {named_person(p) for p in _people(event)})


def _elsewhere(one: Place | None, two: Place | None) -> bool:
    if one is None or two is None:
        return False
    if one.country and two.country and one.country != two.country:
        return True
    cities = city_names()
    return one.name in cities and two.name in cities and cities[one.name][0] != cities[two.name][0]
