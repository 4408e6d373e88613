"""What one event shows of another between the same two: what became of plans, what is part of what, who disagrees.

A function of the events near each other in time, so that a record can settle again only where something changed.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from communique.merge.facts import FIRST_DAY, IN_WORDS, LAST_DAY, known_days
from communique.merge.gifts import gifts
from communique.merge.judged import NOTHING, Judged, dismisses
from communique.merge.occasions import previous_visits
from communique.merge.parts import parts
from communique.merge.plans import settle_plan
from communique.merge.results import results
from communique.merge.rivals import rivals
from communique.merge.undertakings import Kind, kind_of
from communique.merge.unsigned import unsigned
from communique.model.ontology import EventType
from communique.model.records import Claim, Contradiction, Document, Event, Status

_BUCKET = 31  # days
_REACH = 62  # days around an event in which others can show something of it
NOT_KEPT: Mapping[str, tuple[int, int]] = MappingProxyType({})
_LONG = 400  # days; what may have been on so many stands in no bucket


@dataclass(frozen=True, slots=True)
class Settled:
    """The same events with what others show of them; contradictions between events near each other, and ``of_block``
    those between any of them. Each by id.
    """

    events: tuple[Event, ...]
    contradictions: tuple[Contradiction, ...]
    of_block: tuple[Contradiction, ...]


def settle(
    events: Sequence[Event],
    again: Collection[str],
    claims: Mapping[str, Claim],
    documents: Mapping[str, Document],
    coverage: Sequence[dt.date],
    *,
    judged: Judged = NOTHING,
    days: Mapping[str, tuple[int, int]] = NOT_KEPT,
    close: Collection[str] | None = None,
) -> Settled:
    """Settle events of one block.

    Args:
        events: those to settle, all others within `_REACH` days of them, and all visits told as the first since one.
        again: ids of those to settle; the others come back as they are.
        claims: by id, at least the events' own.
        documents: by id, at least those of the claims.
        coverage: the days on which documents with claims of the block were published, in order.
        judged: what people decided; of it only which contradictions are none.
        days: of events `days_of_event`, where that is known already.
        close: of ``again`` those near in days to what is new, where that is known: plans reach far, and others
            only differ with what is told of the same days.
    """
    told = sorted(events, key=lambda e: e.id)
    known = {e.id: days[e.id] if e.id in days else days_of_event(e, documents) for e in told}
    settled = parts(_outcomes(told, again, claims, documents, coverage, known), again)
    close = again if close is None else close
    told_apart = (
        *rivals(settled, close, claims, documents),
        *gifts(settled, close, claims, documents, known),
        *results(settled, close, claims, documents, known),
        *unsigned(settled, close, claims, documents, known),
    )
    near_ones = sorted({x.id: x for x in told_apart if not dismisses(judged, x)}.values(), key=lambda x: x.id)
    visits = (x for x in previous_visits(settled, claims, documents) if not dismisses(judged, x))
    return Settled(settled, tuple(near_ones), tuple(sorted(visits, key=lambda x: x.id)))


def _outcomes(
    events: Sequence[Event],
    again: Collection[str],
    claims: Mapping[str, Claim],
    documents: Mapping[str, Document],
    coverage: Sequence[dt.date],
    days: Mapping[str, tuple[int, int]],
) -> list[Event]:
    """The same events, plans with what became of them. Of many thousand events most can answer no plan at all."""
    plans = {e.id for e in events if e.id in again and e.status is Status.PLANNED}
    if not plans:
        return list(events)
    by_kind: defaultdict[Kind, list[Event]] = defaultdict(list)
    for event in events:
        kind = kind_of(event, claims)
        if kind is not None:
            by_kind[kind].append(event)
    near = {kind: _Near(group, days) for kind, group in by_kind.items()}
    settled = []
    for event in events:
        if event.id in plans:
            own = kind_of(event, claims)
            others = (e for kind, group in near.items() if own and kind.answers(own) for e in group.to(event))
            event = settle_plan(event, others, claims, documents, coverage)
        settled.append(event)
    return settled


def shows(event: str | None, form: str | None, status: str) -> bool:
    """False for words without a form, unless they are planned: they answer no plan, are part of no visit, and differ
    from no like event, as the same two say many things.
    """
    words_only = event in IN_WORDS and event != EventType.AGREE  # what is agreed may be signed
    return not words_only or form is not None or status == Status.PLANNED


def days_of_event(event: Event, documents: Mapping[str, Document]) -> tuple[int, int]:
    """First and last day that an event may have been on, as ordinals: its own, else those of its reports.

    `FIRST_DAY` to `LAST_DAY` where neither is known.
    """
    first, last = known_days(event.date)
    if first is not None and last is not None:
        return first.toordinal(), last.toordinal()
    told = [d.published.toordinal() for i in event.documents if (d := documents.get(i)) and d.published]
    return (min(told), max(told)) if told else (FIRST_DAY, LAST_DAY)


class _Near:
    """Events by the months that they may have been in."""

    def __init__(self, events: Sequence[Event], days: Mapping[str, tuple[int, int]]) -> None:
        self._days = days
        self._buckets: defaultdict[int, list[Event]] = defaultdict(list)
        self._anywhere: list[Event] = []
        self._all = events
        for event in events:
            first, last = days[event.id]
            if last - first > _LONG:
                self._anywhere.append(event)
                continue
            for bucket in range(first // _BUCKET, last // _BUCKET + 1):
                self._buckets[bucket].append(event)

    def to(self, event: Event) -> list[Event]:
        """The events that may have been within `_REACH` days of one."""
        first, last = self._days[event.id]
        if last - first > _LONG:
            return list(self._all)
        span = range((first - _REACH) // _BUCKET, (last + _REACH) // _BUCKET + 1)
        found = {e.id: e for bucket in span for e in self._buckets.get(bucket, ())}
        return [*found.values(), *self._anywhere]
