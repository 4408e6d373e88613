"""Events of a dyad as points in time: what the timeline chart draws, made of glances alone, as many as there are."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Sequence

from typing_extensions import TypedDict

from communique.model.glances import Filters, Glance
from communique.model.records import Status
from communique.model.values import Basis, PartialDate, Precision
from communique.views.dates import date_shape
from communique.views.reader import Finder
from communique.views.series import score_of
from communique.views.summary import Counted, kinds, rank

MOST_POINTS = 1_500
"""How many events one chart draws."""

_SLOTS = (0, 1, -1, 2, -2)
_UNDONE = (Status.DENIED.value, Status.CANCELLED.value)
_AHEAD = (Status.PLANNED.value, Status.HYPOTHETICAL.value)


class TimelinePoint(TypedDict):
    """One event in the chart.

    ``start`` and ``end``: the first and last day that it may have been on, ISO; ``at``: the day in their middle;
    ``shown``: these for people. ``lane``: its kind, the word for many, ``order`` the place of that among the lanes;
    ``kind``: the word for one. ``side``: cooperation, conflict, or neither, by the sign of its PLOVER score. ``shape``:
    event, ahead (planned or hypothetical) or undone (denied or cancelled). ``slot``: from -2 to 2, where in the height
    of its lane, so that those of one day do not hide each other. ``words`` says all that.
    """

    id: str
    href: str
    start: str
    end: str
    at: str
    shown: str
    lane: str
    order: int
    slot: int
    kind: str
    side: str
    status: str
    shape: str
    contradicted: bool
    documents: int
    origins: int
    words: str


class Lane(TypedDict):
    """One row of the chart: how many events of a kind there are in all, drawn or not, and their first and last day."""

    lane: str
    events: int
    contradicted: int
    ahead: int
    first: str
    last: str


class Timeline(TypedDict):
    """``events``: how many there are; ``undated`` of them have no place in time, ``left_out`` no room in the chart.

    ``points`` by day; ``lanes`` from top to bottom. ``notes`` tells people what is not drawn.
    """

    events: int
    undated: int
    left_out: int
    points: list[TimelinePoint]
    lanes: list[Lane]
    notes: list[str]


def timeline(record: Finder, filters: Filters, *, most: int = MOST_POINTS) -> Timeline:
    """The events that filters let through; `timeline_of` tells the rest."""
    return timeline_of(record.glances(filters), most=most)


def timeline_of(glances: Sequence[Glance], *, most: int = MOST_POINTS, points: bool = True) -> Timeline:
    """Events as points.

    Args:
        glances: the events.
        most: how many points at most. Where there are more events, those with most independent origins are drawn, and
            among equals those whose reports contradict each other; by id then, which is a fair choice.
        points: false leaves them empty, where only the rest is wanted.
    """
    dated = [g for g in glances if g.start is not None and g.end is not None]
    drawn = dated
    if len(dated) > most:
        drawn = sorted(dated, key=lambda g: (-g.origins, not g.contradicted, -g.documents, g.id))[:most]
    places = {id: place for place, id in enumerate(sorted({rank(counted(g)) for g in dated}))}
    made = sorted((_point(g, places) for g in drawn) if points else [], key=lambda p: (p["start"], p["end"], p["id"]))
    _spread(made)
    undated, left = len(glances) - len(dated), len(dated) - len(drawn)
    notes = []
    if left:
        notes.append(
            f"{len(drawn)} of {len(dated)} dated events are drawn, those told by most independent origins;"
            " ask for fewer days or one kind to see the others."
        )
    if undated:
        notes.append(f"{_count(undated, 'event')} of no known day {'is' if undated == 1 else 'are'} not drawn.")
    return Timeline(
        events=len(glances),
        undated=undated,
        left_out=left,
        points=made,
        lanes=_lanes(dated),
        notes=notes,
    )


def counted(glance: Glance) -> Counted:
    """A glance as the tallies of kinds take it."""
    return Counted(event=glance.event, form=glance.form, mode=glance.mode, status=glance.status, outcome=glance.outcome)


def partial_date(glance: Glance) -> PartialDate | None:
    """The date of a glance as it was before; None where it has none."""
    if glance.start is None or not glance.precision or not glance.basis:
        return None
    return PartialDate(glance.start, glance.end, Precision(glance.precision), Basis(glance.basis))


def _point(glance: Glance, places: dict[int, int]) -> TimelinePoint:
    start, end = glance.start or dt.date.min, glance.end or dt.date.max
    at = rank(counted(glance))
    one, many = kinds().names[at]
    date = date_shape(partial_date(glance))
    shown = date["shown"] if date else "undated"
    shape = "undone" if glance.status in _UNDONE else "ahead" if glance.status in _AHEAD else "event"
    score = score_of(glance.event, glance.mode)
    told = [
        shown,
        one,
        "" if glance.status == Status.ACTUAL.value else glance.status,
        f"outcome: {glance.outcome}" if glance.status == Status.PLANNED.value and glance.outcome else "",
        f"{_count(glance.documents, 'report')} from {_count(glance.origins, 'independent origin')}",
        "its reports contradict each other" if glance.contradicted else "",
    ]
    return TimelinePoint(
        id=glance.id,
        href=f"/events/{glance.id}",
        start=start.isoformat(),
        end=end.isoformat(),
        at=(start + (end - start) / 2).isoformat(),
        shown=shown,
        lane=many,
        order=places[at],
        slot=0,
        kind=one,
        side="cooperation" if score > 0 else "conflict" if score < 0 else "neither",
        status=glance.status,
        shape=shape,
        contradicted=glance.contradicted,
        documents=glance.documents,
        origins=glance.origins,
        words=" · ".join(filter(None, told)),
    )


def _spread(points: Sequence[TimelinePoint]) -> None:
    """Give those of one kind and day places of their own, the best reported in the middle."""
    taken: Counter[tuple[str, str]] = Counter()
    for point in sorted(points, key=lambda p: (-p["origins"], -p["documents"], p["id"])):
        place = point["lane"], point["at"]
        point["slot"] = _SLOTS[taken[place] % len(_SLOTS)]
        taken[place] += 1


def _lanes(dated: Sequence[Glance]) -> list[Lane]:
    events, against, ahead = Counter[int](), Counter[int](), Counter[int]()
    first: dict[int, dt.date] = {}
    last: dict[int, dt.date] = {}
    for glance in dated:
        at = rank(counted(glance))
        events[at] += 1
        against[at] += glance.contradicted
        ahead[at] += glance.status in _AHEAD
        start, end = glance.start or dt.date.min, glance.end or dt.date.max
        first[at], last[at] = min(first.get(at, start), start), max(last.get(at, end), end)
    return [
        Lane(
            lane=kinds().names[at][1],
            events=events[at],
            contradicted=against[at],
            ahead=ahead[at],
            first=first[at].isoformat(),
            last=last[at].isoformat(),
        )
        for at in sorted(events)
    ]


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
