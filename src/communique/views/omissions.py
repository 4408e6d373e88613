"""What one source leaves out of the events that it tells: fields, and whole happenings within them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence

from typing_extensions import TypedDict

from communique.model.records import Claim, Event, Status
from communique.model.values import PartialDate
from communique.views.events import event_rows
from communique.views.reader import Reader
from communique.views.shapes import EventRow

INDEPENDENT = 2
"""Origins that must have something before its absence elsewhere is worth a word."""

# Every report says in some way who did what; that it says so otherwise is no omission.
_NOT_LEFT_OUT = frozenset({"sources", "targets", "kind", "status"})
_NEAR = dt.timedelta(days=3)


class LeftFieldRow(TypedDict):
    """A field of an event that the source tells without it; ``value`` is told by so many independent ``origins``."""

    event: EventRow
    field: str
    value: str
    origins: int


class LeftEventRow(TypedDict):
    """A happening that stands in other reports of ``within`` (an event that the source tells), and not in its own."""

    event: EventRow
    within: str
    documents: int
    origins: int


def left_fields(
    record: Reader, events: Sequence[Event], claims: Mapping[str, Claim], own: set[str]
) -> list[LeftFieldRow]:
    """Values that at least two independent origins have, of fields on which the documents ``own`` are silent.

    Args:
        record: where to read.
        events: those that the source tells.
        claims: theirs, by id.
        own: ids of the source's documents.
    """
    found: list[tuple[Event, str, str, int]] = []
    for event in events:
        for field in event.fields:
            told = {v.value: {claims[i].document for i in v.supports if i in claims} for v in field.values}
            if field.name in _NOT_LEFT_OUT or any(documents & own for documents in told.values()):
                continue
            for value, documents in told.items():
                origins = sum(bool(documents & set(origin.documents)) for origin in event.origins)
                if origins >= INDEPENDENT:
                    found.append((event, field.name, value, origins))
    rows = _rows(record, [event for event, *_ in found])
    return [
        LeftFieldRow(event=rows[event.id], field=field, value=value, origins=origins)
        for event, field, value, origins in found
    ]


def left_events(record: Reader, events: Sequence[Event], near: Sequence[Event], own: set[str]) -> list[LeftEventRow]:
    """Happenings that two or more reports of an event tell beside it, of at least two origins, and ``own`` do not.

    Args:
        record: where to read.
        events: those that the source tells.
        near: all that the reports of these events tell.
        own: ids of the source's documents.
    """
    found: list[tuple[Event, Event, int]] = []
    for other in near:
        if other.status not in (Status.ACTUAL, Status.ONGOING) or len(other.origins) < INDEPENDENT:
            continue
        if set(other.documents) & own:
            continue
        shared = [
            (len(set(event.documents) & set(other.documents)), event)
            for event in events
            if event.block == other.block and event.status == other.status and _meet(event.date, other.date)
        ]
        shared = [(n, event) for n, event in shared if n >= INDEPENDENT]
        if shared:
            n, within = min(shared, key=lambda pair: (-pair[0], pair[1].id))
            found.append((other, within, n))
    rows = _rows(record, [other for other, *_ in found])
    return [
        LeftEventRow(event=rows[other.id], within=within.id, documents=n, origins=len(other.origins))
        for other, within, n in found
    ]


def _meet(one: PartialDate | None, two: PartialDate | None) -> bool:
    """Their days are the same or near; background of other years is no part of an event. Unknown days may be."""
    if one is None or two is None or one.start is None or two.start is None or one.end is None or two.end is None:
        return True
    return one.start - _NEAR <= two.end and two.start - _NEAR <= one.end


def _rows(record: Reader, events: Sequence[Event]) -> dict[str, EventRow]:
    listed = list({e.id: e for e in events}.values())
    return {row["id"]: row for row in event_rows(record, listed)}
