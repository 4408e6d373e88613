"""Events at a glance, and what charts need of many of them: counted and sorted in narrow tables, without their JSON."""

from __future__ import annotations

import datetime as dt
import json
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from communique.model.glances import Coverage, Encounter, Filters, Glance, PairCount
from communique.model.ontology import EventType, ontology
from communique.model.records import Contradiction, ContradictionKind, Event, Status
from communique.record import codec
from communique.record.narrow import UNDATED
from communique.record.paging import Key, Wanted, at_most, in_order, keys
from communique.record.store import Store

_CAME_ABOUT = f"'{Status.ACTUAL}', '{Status.ONGOING}'"


def glances(store: Store, filters: Filters) -> tuple[Glance, ...]:
    """The events that are wanted, by first day (undated last) and id."""
    source, values = _wanted(store, filters).source()
    sql = (
        "SELECT g.id, g.event, g.mode, g.form, g.status, g.first, g.last, g.precision, g.basis, g.documents, g.origins,"
        " EXISTS (SELECT 1 FROM contradictions x WHERE x.event = g.id AND x.kind = 'contradiction'),"
        f" g.outcome, g.part_of {source} ORDER BY g.first, g.id"
    )
    return tuple(_glance(row) for row in store.rows(sql, values))


def event_keys(
    store: Store, filters: Filters, *, newest: bool = False, after: Key | None = None, limit: int | None = None
) -> tuple[Key, ...]:
    """Keys of the events that are wanted, by first day (undated last); ``newest``: the latest last day first."""
    day = "g.last" if newest else "g.first"
    return keys(store, _wanted(store, filters), day, newest=newest, after=after, limit=limit)


def events_with(store: Store, ids: Sequence[str]) -> tuple[Event, ...]:
    """The events with these ids, in this order."""
    rows = store.rows("SELECT id, json FROM events WHERE id IN (SELECT value FROM json_each(?))", (_list(ids),))
    return in_order(ids, {id: codec.load(Event, text) for id, text in rows})


def parts_of(store: Store, event: str) -> tuple[Event, ...]:
    """The events that are part of this one, by first day (undated last), then id."""
    rows = store.rows("SELECT id FROM event_glances WHERE part_of = ? ORDER BY first, id", (event,))
    return events_with(store, [id for (id,) in rows])


def coverage(store: Store, filters: Filters) -> Coverage:
    """What stands behind the events that are wanted."""
    source, values = _wanted(store, filters).source()
    told = f"SELECT DISTINCT document FROM event_documents WHERE event IN (SELECT g.id {source})"
    own = [id for (id,) in store.rows(told, values)]
    known: dict[str, tuple[str | None, str | None, str | None]] = {}
    counted: Counter[tuple[str, str]] = Counter()
    more = own
    while more:  # then what these are copies of, which may tell none of the events
        sql = (
            "SELECT d.id, d.source, s.name, d.copy_of, json_extract(d.json, '$.credits[0]') FROM documents d"
            " LEFT JOIN sources s ON s.id = d.source WHERE d.id IN (SELECT value FROM json_each(?))"
        )
        rows = store.rows(sql, (_list(more),))
        if more is own:
            counted.update((source, name) for _, source, name, _, _ in rows if source is not None)
        known.update((id, (name, copied, credit)) for id, _, name, copied, credit in rows)
        more = [copied for _, _, _, copied, _ in rows if copied and copied not in known]
    listed = sorted(counted.items(), key=lambda pair: (-pair[1], pair[0]))
    return Coverage(
        documents=len(own),
        sources=tuple((id, name, count) for (id, name), count in listed),
        unsourced=len(own) - counted.total(),
        origins=len({_root(id, known) for id in own if id in known}),
    )


def _root(id: str, known: Mapping[str, tuple[str | None, str | None, str | None]]) -> str:
    """Who a document leads back to as a whole: the agency that the one it copies credits, else its source."""
    seen = [id]
    while (copied := known[seen[-1]][1]) is not None and copied not in seen and copied in known:
        seen.append(copied)
    first = seen[-1] if copied is None or copied not in seen else min(seen[seen.index(copied) :])
    name, _, credit = known[first]
    return credit or name or first


def contradictions_of(store: Store, events: Sequence[str]) -> tuple[Contradiction, ...]:
    """The contradictions of these events, by id."""
    sql = "SELECT json FROM contradictions WHERE event IN (SELECT value FROM json_each(?)) ORDER BY id"
    return tuple(codec.load(Contradiction, text) for (text,) in store.rows(sql, (_list(events),)))


def pairs(
    store: Store, *, since: dt.date | None = None, until: dt.date | None = None, limit: int | None = None
) -> tuple[PairCount, ...]:
    """Pairs of states with what they have between them, busiest first, then by code."""
    begin = ""
    values: tuple[str | int, ...]
    if limit is not None and since is None and until is None:
        begin, source, values = _BUSIEST, _OF_THE_BUSIEST, (at_most(limit),)
    else:
        wanted = _wanted(store, Filters(since=since, until=until))
        source, values = wanted.source()
        source = source.replace(wanted.table, _TWO_STATES, 1)
    sql = (
        f"{begin}SELECT p.pair, g.event, count(*),"
        f" max(CASE WHEN g.status IN ({_CAME_ABOUT}) THEN nullif(g.last, '') END)"
        f" {source} GROUP BY p.pair, g.event"
    )
    quads = {str(event): ontology().quad(event) for event in EventType}
    sums: dict[tuple[str, str], list[int]] = defaultdict(lambda: [0, 0, 0, 0, 0])  # all, then by quad
    latest: dict[tuple[str, str], str] = {}
    for pair, event, count, last in store.rows(sql, values):
        one, _, two = pair.partition("-")
        sums[one, two][0] += count
        if event is not None:
            sums[one, two][quads[event]] += count
        latest[one, two] = max(latest.get((one, two), ""), last or "")
    busiest = sorted(sums, key=lambda pair: (-sums[pair][0], pair))[: None if limit is None else max(limit, 0)]
    return tuple(
        PairCount(pair, events, (first, second, third, fourth), _day(latest[pair] or None))
        for pair in busiest
        for events, first, second, third, fourth in (sums[pair],)
    )


_TWO_STATES = "event_glances g CROSS JOIN event_pairs p ON p.event = g.id"
# Which pairs are the busiest can be told without their events; of these alone the events are looked up.
_BUSIEST = (
    "WITH busiest AS MATERIALIZED"
    " (SELECT pair AS busy FROM event_pairs GROUP BY pair ORDER BY count(*) DESC, pair LIMIT ?) "
)
_OF_THE_BUSIEST = "FROM busiest CROSS JOIN event_pairs p ON p.pair = busy CROSS JOIN event_glances g ON g.id = p.event"


def encounters(store: Store, filters: Filters, *, limit: int | None = None) -> tuple[Encounter, ...]:
    """Who met, called or talked with whom, one on each side of an actual event; most events first.

    Of one state in ``filters``, one of the two is; of two, each is of one of them.
    """
    wanted = _wanted(store, filters)
    wanted.where("g.event = ?", EventType.CONSULT)
    wanted.where("g.status = ?", Status.ACTUAL)
    states = dict.fromkeys(filters.states)
    for state in states:
        if len(states) <= 2:
            wanted.where("? IN (a.state, b.state)", state)
    source, values = wanted.source()
    sql = (
        "SELECT a.actor, min(a.name), a.state, b.actor, min(b.name), b.state, count(DISTINCT g.id),"
        f" min(nullif(g.first, '{UNDATED}')), max(nullif(g.last, '')),"
        # Days are of one length, so that the latest of both is the latest day with the last id on it.
        " substr(max(coalesce(nullif(g.last, ''), '0000-00-00') || g.id), 11)"
        f" {source.replace(wanted.table, _TWO_ACTORS, 1)}"
        " GROUP BY a.state, a.actor, b.state, b.actor ORDER BY 7 DESC, a.state, a.actor, b.state, b.actor LIMIT ?"
    )
    return tuple(
        Encounter(one, one_name, one_state, two, two_name, two_state, events, _day(first), _day(last), latest)
        for one, one_name, one_state, two, two_name, two_state, events, first, last, latest in store.rows(
            sql, (*values, at_most(limit))
        )
    )


_TWO_ACTORS = (
    "event_glances g CROSS JOIN event_actors a ON a.event = g.id AND a.kind IN ('person', 'organisation')"
    " CROSS JOIN event_actors b ON b.event = g.id AND b.kind IN ('person', 'organisation')"
    " AND b.side <> a.side AND b.state > a.state"
)


def _wanted(store: Store, filters: Filters) -> Wanted:
    f, wanted = filters, Wanted("event_glances g", "g.id")
    pair = sorted(set(f.states))
    if f.between and len(pair) == 2:
        wanted.among("SELECT event AS wanted FROM event_pairs WHERE pair = ?", "-".join(pair))
    for state in () if f.between and len(pair) == 2 else _rarest_first(store, f.states):
        wanted.among("SELECT event AS wanted FROM event_states WHERE state = ?", state)
    if f.actor is not None:
        wanted.among("SELECT event AS wanted FROM event_actors WHERE actor = ?", f.actor)
    if f.source is not None:
        wanted.among(
            "SELECT e.event AS wanted FROM documents d CROSS JOIN event_documents e ON e.document = d.id"
            " WHERE d.current = 1 AND d.source = ?",
            f.source,
        )
    if f.seen is not None:
        wanted.among(
            "SELECT e.event AS wanted FROM sightings s CROSS JOIN event_documents e ON e.document = s.document"
            " WHERE s.current = 1 AND s.seen >= ?",
            f.seen,
        )
    if f.contradicted:
        wanted.among("SELECT event AS wanted FROM contradictions WHERE kind = ?", ContradictionKind.CONTRADICTION)
    wanted.where("g.last >= ?", None if f.since is None else f.since.isoformat())
    wanted.where("g.first <= ?", None if f.until is None else f.until.isoformat())
    wanted.where("g.event = ?", f.event)
    wanted.where("g.form = ?", f.form)
    wanted.where("g.status = ?", f.status)
    return wanted


def _rarest_first(store: Store, states: Sequence[str]) -> list[str]:
    """The states, the one with the fewest events first: it leaves the fewest to look up."""
    named = list(dict.fromkeys(states))
    if len(named) < 2:
        return named
    sql = "SELECT count(*) FROM event_states WHERE state = ?"
    return sorted(named, key=lambda state: (store.rows(sql, (state,))[0][0], state))


def _glance(row: tuple[Any, ...]) -> Glance:
    id, event, mode, form, status, first, last, precision, basis, documents, origins, contradicted, outcome, part = row
    start, end = (None, None) if first == UNDATED else (dt.date.fromisoformat(first), dt.date.fromisoformat(last))
    kind = (event, mode, form, status)
    return Glance(id, *kind, start, end, precision, basis, documents, origins, bool(contradicted), outcome, part)


def _day(text: str | None) -> dt.date | None:
    return None if text is None else dt.date.fromisoformat(text)


def _list(ids: Sequence[str]) -> str:
    return json.dumps(list(ids))
