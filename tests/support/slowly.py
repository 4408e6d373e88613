"""The slow way to what `api.Record` finds for pages: everything is read, and looked through in plain Python."""

from __future__ import annotations

import datetime as dt
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from itertools import combinations

from communique.api import Record
from communique.model.glances import Build, Encounter, Filters, Found, Glance, PairCount, SpeakerCount
from communique.model.ontology import ontology
from communique.model.records import Event, Statement
from communique.views.sections import between_them

Key = tuple[str, str]


def days(event: Event) -> tuple[dt.date | None, dt.date | None]:
    date = event.date
    return (None, None) if date is None else (date.start or date.end, date.end or date.start)


def events(record: Record, f: Filters) -> list[Event]:
    found = record.events(states=f.states, since=f.since, until=f.until, event=f.event, form=f.form, status=f.status)
    if f.source is not None:
        told = record.events(documents=[d.id for d in record.documents(source=f.source)])
        found = [e for e in found if e in told]
    if f.actor is not None:
        found = [e for e in found if any(p.actor == f.actor for p in (*e.sources, *e.targets))]
    if f.contradicted:
        found = [e for e in found if contradicted(record, e.id)]
    if f.between and len(set(f.states)) == 2:
        found = [e for e in found if between_them(e, f.states)]
    if f.seen is not None:
        new = {d.id for d in record.documents() if any(s.seen >= f.seen for s in d.sightings)}
        found = [e for e in found if new & set(e.documents)]
    return list(found)


def contradicted(record: Record, event: str) -> bool:
    return any(x.event == event and x.kind.value == "contradiction" for x in record.contradictions())


def glances(record: Record, f: Filters) -> list[Glance]:
    return [
        Glance(
            e.id, e.event, e.mode, e.form, e.status, *days(e), e.date.precision if e.date else "",
            e.date.basis if e.date else "", len(e.documents), len(e.origins), contradicted(record, e.id), e.outcome,
            e.part_of,
        )
        for e in events(record, f)
    ]  # fmt: skip


def in_order(rows: Iterable[tuple[dt.date | None, str]], *, newest: bool) -> list[Key]:
    """Keys of rows by day and id, those of no day last."""
    if newest:
        return sorted(
            ((day.isoformat() if day else "", id) for day, id in rows),
            key=lambda key: (-int(key[0].replace("-", "") or 0), key[1]),
        )
    return sorted((day.isoformat() if day else "9999", id) for day, id in rows)


def event_keys(record: Record, f: Filters, *, newest: bool) -> list[Key]:
    return in_order(((days(e)[newest], e.id) for e in events(record, f)), newest=newest)


def statements(
    record: Record,
    states: Sequence[str] = (),
    speaker: str | None = None,
    since: dt.date | None = None,
    until: dt.date | None = None,
) -> list[tuple[dt.date | None, Statement]]:
    when = {d.id: d.published for d in record.documents()}
    found = []
    for s in record.statements(states=states):
        day = when[s.document]
        bounded = since is None and until is None
        inside = day is not None and (since is None or day >= since) and (until is None or day <= until)
        if (bounded or inside) and (speaker is None or any(p.actor == speaker for p in s.speakers)):
            found.append((day, s))
    return found


def speakers(record: Record, states: Sequence[str]) -> list[SpeakerCount]:
    said: dict[str, dict[str, tuple[dt.date | None, Statement]]] = defaultdict(dict)
    who = {}
    for day, statement in statements(record, states):
        for p in statement.speakers:
            if p.actor is not None:
                said[p.actor][statement.id] = (day, statement)
                who[p.actor] = (p.name, p.country)
    found = []
    for actor, told in said.items():
        known = [day for day, _ in told.values() if day is not None]
        papers = {s.document for _, s in told.values()}
        bounds = min(known, default=None), max(known, default=None)
        found.append(SpeakerCount(actor, *who[actor], len(told), len(papers), *bounds))
    return sorted(found, key=lambda row: (-row.statements, row.actor))


def pairs(record: Record, since: dt.date | None, until: dt.date | None) -> list[PairCount]:
    found: dict[tuple[str, str], list[Event]] = defaultdict(list)
    for event in record.events(since=since, until=until):
        for pair in combinations(sorted({p.country for p in (*event.sources, *event.targets) if p.country}), 2):
            if between_them(event, pair):
                found[pair[0], pair[1]].append(event)
    rows = []
    for pair, between in found.items():
        quads = Counter(ontology().quad(e.event) for e in between if e.event is not None)
        last = [day for e in between if e.status.value in ("actual", "ongoing") for day in (days(e)[1],) if day]
        rows.append(PairCount(pair, len(between), (quads[1], quads[2], quads[3], quads[4]), max(last, default=None)))
    return sorted(rows, key=lambda row: (-row.events, row.states))


def encounters(record: Record, f: Filters) -> list[Encounter]:
    met: dict[tuple[str, str], dict[str, Event]] = defaultdict(dict)
    who: dict[str, tuple[str, str | None]] = {}
    for event in events(record, f):
        if event.event != "CONSULT" or event.status != "actual":
            continue
        for one in event.sources:
            for two in event.targets:
                if None in (one.actor, two.actor, one.country, two.country) or one.country == two.country:
                    continue
                if {one.kind.value, two.kind.value} <= {"person", "organisation"}:
                    first, second = sorted((one, two), key=lambda p: (str(p.country), str(p.actor)))
                    met[str(first.actor), str(second.actor)][event.id] = event
                    who |= {str(p.actor): (p.name, p.country) for p in (one, two)}
    rows = []
    for (one_id, two_id), held in met.items():
        states = {who[one_id][1], who[two_id][1]}
        if len(f.states) <= 2 and not set(f.states) <= states:
            continue
        latest = max(held.values(), key=lambda e: (days(e)[1] or dt.date.min, e.id))
        starts = [day for e in held.values() for day in (days(e)[0],) if day]
        ends = [day for e in held.values() for day in (days(e)[1],) if day]
        bounds = min(starts, default=None), max(ends, default=None)
        rows.append(Encounter(one_id, *who[one_id], two_id, *who[two_id], len(held), *bounds, latest.id))
    return sorted(rows, key=lambda r: (-r.events, r.one_state, r.one, r.two_state, r.two))


def builds(record: Record) -> list[Build]:
    seen = Counter((s.seen, d.id) for d in record.documents() for s in d.sightings if s.seen)
    times = Counter(time for time, _ in seen)
    return [Build(time, times[time]) for time in sorted(times, reverse=True)]


def bare(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text.replace("Đ", "D").replace("đ", "d").replace("Ø", "O").replace("ø", "o"))
    return "".join(c for c in plain.replace("’", "'") if not unicodedata.combining(c)).casefold()


def find_actors(record: Record, words: str) -> list[Found]:
    wanted = bare(words).split()
    found = [
        Found(a.id, a.name, a.kind.value, a.country, a.mentions)
        for a in record.actors()
        if wanted and all(any(word in bare(name) for name in (a.name, *a.names)) for word in wanted)
    ]
    return sorted(found, key=lambda row: (-row.mentions, row.name, row.id))
