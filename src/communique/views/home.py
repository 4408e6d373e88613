"""What `/` shows in the morning: what is in the record, what is new in it, what is planned, what does not agree."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from typing import Literal

from typing_extensions import TypedDict

from communique.model.glances import Filters
from communique.model.records import Contradiction, ContradictionKind, Event, Outcome, Status
from communique.views.dates import between, iso
from communique.views.events import event_rows
from communique.views.languages import language
from communique.views.pulse import DyadCard, dyad_cards
from communique.views.reader import Finder
from communique.views.rows import contradiction_rows
from communique.views.shapes import ContradictionRow, EventRow

Since = Literal["build", "week", "all"]

EVENTS, PLANS, CONTRADICTIONS = 16, 8, 6
VOICES = 2  # reports that are heard for one side of a contradiction
_WEEK = dt.timedelta(days=6)  # with its last day
_BATCH, _MOST_BATCHES = 48, 6  # events looked through for those that a list wants
_MONTH = dt.timedelta(days=31)  # of what may have been at any time in a wider range nobody knows that it is new
_AHEAD = (Status.PLANNED, Status.HYPOTHETICAL)


class LanguageCount(TypedDict):
    """How many documents are in a language: ISO 639 code and English name."""

    code: str
    name: str
    documents: int


class Holding(TypedDict):
    """What the record holds: how many of each thing, of which languages (most first), how many documents were skipped.

    ``built``: the ISO time of the last build that brought anything, None when there was none; ``brought``: how many
    documents it brought.
    """

    counts: dict[str, int]
    languages: list[LanguageCount]
    skipped: int
    built: str | None
    brought: int


class News(TypedDict):
    """The newest events that came about or were denied, the latest day first, the undated last.

    ``which`` says of what: of what the last build brought, of the last seven days that there is news of (``since`` and
    ``until``, ISO, and ``shown`` for people), or of all. ``whole``: the last build brought all that there is.
    ``again``: ids of events that an earlier document told too. ``more``: there are others.
    """

    which: Since
    since: str | None
    until: str | None
    shown: str
    whole: bool
    events: list[EventRow]
    again: list[str]
    more: bool


class Home(TypedDict):
    """The first page.

    ``upcoming``: open plans whose day is today (``today``, ISO) or later, the next first; ``passed``: those whose day
    is over and of which nothing more is told, the latest first. ``contradictions``: real ones only, those that the
    newest documents bring first (``fresh``: ids of these), with at most two reports for each side.
    """

    today: str
    holding: Holding
    new: News
    upcoming: list[EventRow]
    passed: list[EventRow]
    contradictions: list[ContradictionRow]
    fresh: list[str]
    dyads: list[DyadCard]


def home(record: Finder, *, today: dt.date, since: Since = "build") -> Home:
    """The first page of a record.

    Args:
        record: where to read.
        today: the day by which plans are upcoming or passed.
        since: of what the newest events are shown.
    """
    holding = _holding(record)
    seen = holding["built"]
    whole = seen is None or holding["brought"] >= holding["counts"].get("documents", 0)
    against, fresh = _contradictions(record, None if whole else seen)
    return Home(
        today=today.isoformat(),
        holding=holding,
        new=_news(record, since, seen, whole=whole),
        upcoming=_upcoming(record, today),
        passed=_passed(record, today),
        contradictions=against,
        fresh=fresh,
        dyads=dyad_cards(record),
    )


def _holding(record: Finder) -> Holding:
    counts = dict(record.counts())
    languages = sorted(record.languages().items(), key=lambda pair: (-pair[1], pair[0]))
    latest = next(iter(record.builds(limit=1)), None)
    return Holding(
        counts=counts,
        languages=[LanguageCount(code=code, name=language(code), documents=n) for code, n in languages],
        skipped=counts.get("skipped", 0),
        built=None if latest is None else latest.seen,
        brought=0 if latest is None else latest.documents,
    )


def _news(record: Finder, which: Since, seen: str | None, *, whole: bool) -> News:
    first = last = None
    filters, shown = Filters(), ""
    if which == "week":
        last = max((day for day in record.published() if day is not None), default=None)
        if last is not None:
            first = last - _WEEK
            filters, shown = Filters(since=first, until=last), between(first, last)
    elif which == "build" and not whole:
        filters = Filters(seen=seen)

    def wanted(event: Event) -> bool:
        return event.status not in _AHEAD and (first is None or _is_within(event, first))

    found, more = _newest(record, filters, wanted, EVENTS)
    told = set(record.documents_seen(seen)) if filters.seen is not None and seen is not None else set()
    return News(
        which=which,
        since=iso(first),
        until=iso(last),
        shown=shown,
        whole=whole,
        events=event_rows(record, found),
        again=[e.id for e in found if told and not told.issuperset(e.documents)],
        more=more,
    )


def _is_within(event: Event, first: dt.date) -> bool:
    """True for what surely began in the period, and for what at most a month leaves open."""
    if event.date is None or event.date.start is None or event.date.end is None:
        return False
    return event.date.start >= first or event.date.end - event.date.start <= _MONTH


def _newest(record: Finder, filters: Filters, wanted: Callable[[Event], bool], most: int) -> tuple[list[Event], bool]:
    """The newest wanted events by first day, and whether there are more.

    The record gives them by their last day: what may have been at any time of a year would stand before all that was
    in it. So more are looked at than are shown.
    """
    found: list[Event] = []
    after: tuple[str, str] | None = None
    for _ in range(_MOST_BATCHES):
        keys = record.event_keys(filters, newest=True, after=after, limit=_BATCH)
        found += [e for e in record.events_with([id for _, id in keys]) if wanted(e)]
        if len(keys) < _BATCH:
            after = None
            break
        after = keys[-1]
        if len(found) >= 2 * most:
            break

    def latest(event: Event) -> tuple[object, ...]:
        day = event.date and (event.date.start or event.date.end)
        return (-day.toordinal() if day else 0, -len(event.origins), not event.targets, event.id)

    return sorted(found, key=latest)[:most], after is not None or len(found) > most


def _is_open(event: Event) -> bool:
    return event.outcome in (None, Outcome.OPEN)


def _upcoming(record: Finder, today: dt.date) -> list[EventRow]:
    """Open plans whose last day is not over yet, the next first."""
    ahead = [g for g in record.glances(Filters(status="planned", since=today)) if g.outcome in (None, "open")]
    ahead = [g for g in ahead if g.end is not None and g.end >= today]
    ahead.sort(key=lambda g: (max(g.start or today, today), g.end, g.id))
    return event_rows(record, record.events_with([g.id for g in ahead[:PLANS]]))


def _passed(record: Finder, today: dt.date) -> list[EventRow]:
    """Open plans whose last day is over, the latest first."""
    day = today - dt.timedelta(days=1)

    def wanted(event: Event) -> bool:
        return _is_open(event) and event.date is not None and event.date.end is not None and event.date.end < today

    found, _ = _newest(record, Filters(status="planned", until=day), wanted, PLANS)
    return event_rows(record, found)


def _contradictions(record: Finder, seen: str | None) -> tuple[list[ContradictionRow], list[str]]:
    """Real contradictions, those that documents of the last build take part in first, then by the day of the event."""
    chosen: dict[str, Contradiction] = {}
    fresh: list[str] = []
    if seen is not None:
        new = set(record.documents_seen(seen))
        near = _of_events(record, Filters(contradicted=True, seen=seen))
        said = record.claims(ids=sorted({c for x in near for v in x.values for c in v.claims}))
        theirs = {c.id for c in said if c.document in new}
        fresh = [x.id for x in near if any(c in theirs for v in x.values for c in v.claims)]
        chosen = {x.id: x for x in near if x.id in fresh}
    if len(chosen) < CONTRADICTIONS:
        chosen |= {x.id: x for x in _of_events(record, Filters(contradicted=True)) if x.id not in chosen}
    if len(chosen) < CONTRADICTIONS:  # those about no single event
        keys = record.contradiction_keys(kind=ContradictionKind.CONTRADICTION.value, limit=CONTRADICTIONS)
        chosen |= {x.id: x for x in record.contradictions_with([id for _, id in keys]) if x.id not in chosen}
    shown = list(chosen.values())[:CONTRADICTIONS]
    rows = {row["id"]: row for row in contradiction_rows(record, shown)}
    for side in (side for row in rows.values() for side in row["values"]):
        side["says"] = side["says"][:VOICES]
    return [rows[x.id] for x in shown], [x.id for x in shown if x.id in fresh]


def _of_events(record: Finder, filters: Filters) -> list[Contradiction]:
    """The real contradictions of the newest events that are wanted, in the order of these."""
    ids = [id for _, id in record.event_keys(filters, newest=True, limit=2 * CONTRADICTIONS)]
    return _by_event(ids, record.contradictions_of(ids))


def _by_event(ids: Sequence[str], found: Iterable[Contradiction]) -> list[Contradiction]:
    place = {id: at for at, id in enumerate(ids)}
    real = [x for x in found if x.kind is ContradictionKind.CONTRADICTION and x.event in place]
    return sorted(real, key=lambda x: (place[x.event or ""], x.id))
