"""Which events are part of a visit: the talks, the signing, the ceremony of those days, with the visitor there.

They are linked and never merged: a visit has many parts, and each has reports and disagreements of its own.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace

from communique.merge.block import party_of
from communique.merge.facts import STATED, known_days, named_person, standing_of
from communique.model.ontology import EventType
from communique.model.records import Event
from communique.model.values import PartialDate, Participant

_FORMS = frozenset(("meeting", "negotiation", "summit", "press-conference", "ceremony", "agreement", "conference"))
_SLACK = dt.timedelta(days=1)
_MONTH = 31  # days
_LONG = 12  # months; a visit of "2023" stands in no single one


def parts(events: Sequence[Event], again: Collection[str]) -> tuple[Event, ...]:
    """The same events, in their order, those of ``again`` with ``part_of``: the id of a visit, or None.

    Args:
        events: of one block, in order of their ids.
        again: ids of those to look at; the others stay as they are.
    """
    visits = _Visits(e for e in events if e.form == "visit" and e.event is EventType.CONSULT)
    return tuple(replace(e, part_of=_visit_of(e, visits)) if e.id in again else e for e in events)


class _Visits:
    """Visits by the months that they were in, and by their documents."""

    def __init__(self, visits: Iterable[Event]) -> None:
        self._months: defaultdict[int, list[Event]] = defaultdict(list)
        self._documents: defaultdict[str, list[Event]] = defaultdict(list)
        self._long: list[Event] = []
        for visit in visits:
            for document in visit.documents:
                self._documents[document].append(visit)
            months = _months(visit.date)
            if months is not None and len(months) > _LONG:
                self._long.append(visit)
                continue
            for month in months or ():
                self._months[month].append(visit)

    def that_may_have(self, event: Event) -> Iterator[Event]:
        """Every visit that the event can be part of by its day or its documents; one may come twice."""
        for document in event.documents:
            yield from self._documents.get(document, ())
        months = _months(event.date)
        if months is None:
            return
        yield from self._long
        for month in months if len(months) <= len(self._months) else sorted(self._months):
            yield from self._months.get(month, ())


def _months(date: PartialDate | None) -> range | None:
    """The stretches of `_MONTH` days that some days are in, with the slack of reports; None where no day is known."""
    first, last = known_days(date)
    if first is None or last is None:
        return None
    return range((first - 2 * _SLACK).toordinal() // _MONTH, (last + 2 * _SLACK).toordinal() // _MONTH + 1)


def _visit_of(event: Event, visits: _Visits) -> str | None:
    if event.form not in _FORMS and not (event.event is EventType.CONSULT and event.form is None):
        return None
    found = [(fit, v.id) for v in visits.that_may_have(event) if (fit := _fit(event, v)) is not None]
    return min(found)[1] if found else None


def _fit(event: Event, visit: Event) -> tuple[int, int] | None:
    """How well an event fits into a visit, best first: persons in common, days from its first; None: not at all."""
    if standing_of(event.status) != standing_of(visit.status):
        return None
    guests = {p for r in visit.sources if (p := named_person(r))}
    people = (*event.sources, *event.targets)
    shared = len(guests & {p for r in people if (p := named_person(r))})
    # A signing by the visitor's state is of this visit; talks of others of its ministers on that day are not.
    home = {party_of(r) for r in visit.sources}
    others = any(named_person(r) for r in people if party_of(r) in home)
    if not shared and (others or event.form != "agreement"):
        return None
    host = _host(visit)
    sides = {party_of(r) for r in people}
    if host not in sides or not home & sides or (event.place is not None and event.place.country not in (None, host)):
        return None
    days = _apart(event, visit)
    if days is None or (not shared and known_days(event.date)[0] is None):
        return None  # without a day and the visitor nothing ties it to this visit
    return (-shared, days)


def _host(visit: Event) -> str | None:
    hosts: list[Participant] = [r for r in visit.targets if r.country]
    if hosts:
        return hosts[0].country
    return visit.place.country if visit.place is not None else None


def _apart(event: Event, visit: Event) -> int | None:
    """Days from the visit's first day to the event; None where it is not during the visit, or nobody can know."""
    (first, last), (start, end) = known_days(event.date), known_days(visit.date)
    if first is None or last is None or start is None or end is None:
        return 0 if set(event.documents) & set(visit.documents) else None
    stated = event.date is not None and event.date.basis in STATED
    slack = _SLACK if stated else 2 * _SLACK
    if last < start - slack or first > end + slack:
        return None
    return abs((first - start).days)
