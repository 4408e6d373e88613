"""Keeps what merge makes, and finds what it is to be made from: only what changed is merged again.

A claim that is new or changed waits. It is merged with what it may be one happening with: its whole cell, or, in a
large cell, the claims of those components that a likely pair connects it to. What events show of each other is looked
at again on the days on which some came, went or changed.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from communique.model.records import Claim, Contradiction, Event
from communique.model.values import Participant
from communique.record import codec, narrow
from communique.record.documents import IdCollision
from communique.record.narrow import EventRows, iso_days
from communique.record.store import Store

Days = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell with claims that wait: how many do, and how many claims it has in all."""

    name: str
    block: str
    waiting: int
    total: int


class ClaimRow(NamedTuple):
    """A claim as it is kept: what a job needs to know without reading its JSON."""

    id: str
    document: str
    statement: str | None
    json: str

    def claim(self) -> Claim:
        """The claim itself."""
        return codec.load(Claim, self.json)


class KeptEvent(NamedTuple):
    """An event as it is kept: ``columns`` of its row (the id first, its JSON last), its claims, its states, and what
    lists need of it.
    """

    columns: tuple[str | int | None, ...]
    claims: tuple[str, ...]
    states: tuple[str, ...]
    narrow: EventRows

    @classmethod
    def of(cls, event: Event, component: str, days: Days) -> KeptEvent:
        """The row of an event with its component and the days that it may have been on, as ordinals."""
        e = event
        columns = (e.id, e.block, e.event, e.form, e.status, *iso_days(e.date), component, *days, codec.dump(e))
        states = tuple(sorted(states_of((*e.sources, *e.targets))))
        return cls(columns, tuple(sorted(set(e.claims))), states, EventRows.of(e))

    @property
    def id(self) -> str:
        """The event's id."""
        return str(self.columns[0])

    @property
    def days(self) -> Days:
        """First and last day that it may have been on."""
        return self.columns[8], self.columns[9]  # type: ignore[return-value]


@dataclass(frozen=True, slots=True)
class Near:
    """An event with the days that it may have been on, as ordinals."""

    event: Event
    days: Days


@dataclass(frozen=True, slots=True)
class Words:
    """Of a document what comparing needs."""

    text: str
    published: dt.date | None


def disturb(store: Store, claims: Sequence[str]) -> None:
    """Take away the events of these claims' components; all other claims of those wait to be merged again."""
    asked = json.dumps(list(claims))
    found = store.rows(
        "SELECT DISTINCT e.block, e.component FROM event_claims c JOIN events e ON e.id = c.event"
        " WHERE c.claim IN (SELECT value FROM json_each(?))",
        (asked,),
    )
    _take_away(store, [component for _, component in found])


def _take_away(store: Store, components: Sequence[str]) -> None:
    asked = (json.dumps(list(components)),)
    chosen = "SELECT id FROM events WHERE component IN (SELECT value FROM json_each(?))"
    store.execute(
        f"INSERT OR IGNORE INTO unsettled (block, lo, hi) SELECT block, lo, hi FROM events WHERE id IN ({chosen})",
        asked,
    )
    store.execute(
        f"INSERT OR IGNORE INTO waiting (claim) SELECT claim FROM event_claims WHERE event IN ({chosen})", asked
    )
    store.execute(f"DELETE FROM contradictions WHERE across = 0 AND event IN ({chosen})", asked)
    store.execute(f"DELETE FROM events WHERE id IN ({chosen})", asked)


def place_again(store: Store, placed: Iterable[tuple[str, str, str, int, int]]) -> None:
    """Let claims wait, with all that stands in a component with them, where they stand now: id, block, cell, days."""
    rows = list(placed)
    disturb(store, [row[0] for row in rows])
    store.execute_all(
        "UPDATE claims SET block = ?, cell = ?, lo = ?, hi = ? WHERE id = ?",
        [(block, cell, lo, hi, id) for id, block, cell, lo, hi in rows],
    )
    store.execute_all("INSERT OR IGNORE INTO waiting (claim) VALUES (?)", [(row[0],) for row in rows])


def start_afresh(store: Store) -> None:
    """Let every claim wait: the rules of merging have changed."""
    store.execute("DELETE FROM contradictions")
    store.execute("DELETE FROM events")
    store.execute("DELETE FROM unsettled")
    store.execute("INSERT OR IGNORE INTO waiting (claim) SELECT id FROM claims")


def cells(store: Store) -> tuple[Cell, ...]:
    """The cells in which claims wait, by block and name."""
    rows = store.rows(
        "SELECT c.cell, c.block, count(*) FROM waiting w JOIN claims c ON c.id = w.claim"
        " GROUP BY c.block, c.cell ORDER BY c.block, c.cell"
    )
    totals: dict[str, int] = {}
    for cell, _, _ in rows:
        if cell not in totals:
            totals[cell] = int(store.rows("SELECT count(*) FROM claims WHERE cell = ?", (cell,))[0][0])
    return tuple(Cell(cell, block, int(count), totals[cell]) for cell, block, count in rows)


def cells_of(store: Store, claims: Iterable[str]) -> set[str]:
    """The cells of some claims."""
    sql = "SELECT DISTINCT cell FROM claims WHERE id IN (SELECT value FROM json_each(?))"
    return {cell for (cell,) in store.rows(sql, (json.dumps(sorted(claims)),))}


_CLAIM = "SELECT c.id, c.document, c.statement, c.json FROM claims c"


def waiting_in(store: Store, cell: str) -> list[ClaimRow]:
    """The claims of a cell that wait, by id."""
    sql = f"{_CLAIM} JOIN waiting w ON w.claim = c.id WHERE c.cell = ? ORDER BY c.id"
    return [ClaimRow(*row) for row in store.rows(sql, (cell,))]


def days_waiting(store: Store, cell: str) -> list[Days]:
    """The days on which the waiting claims of a cell may have been."""
    sql = "SELECT DISTINCT c.lo, c.hi FROM claims c JOIN waiting w ON w.claim = c.id WHERE c.cell = ? ORDER BY 1, 2"
    return [(lo, hi) for lo, hi in store.rows(sql, (cell,))]


def near(store: Store, cell: str, stretches: Sequence[Days]) -> list[ClaimRow]:
    """The claims of a cell that do not wait and may have been on one of these days, by id."""
    found: dict[str, ClaimRow] = {}
    sql = f"{_CLAIM} WHERE c.cell = ? AND c.lo <= ? AND c.hi >= ? AND c.id NOT IN (SELECT claim FROM waiting)"
    for lo, hi in stretches:
        found |= {row[0]: ClaimRow(*row) for row in store.rows(sql, (cell, hi, lo))}
    return [found[id] for id in sorted(found)]


def all_in(store: Store, cell: str) -> list[ClaimRow]:
    """All claims of a cell, by id."""
    return [ClaimRow(*row) for row in store.rows(f"{_CLAIM} WHERE c.cell = ? ORDER BY c.id", (cell,))]


def words_of(store: Store, documents: Iterable[str]) -> dict[str, Words]:
    """What comparing needs of documents, by id."""
    sql = "SELECT id, text, published FROM documents WHERE id IN (SELECT value FROM json_each(?)) ORDER BY id"
    return {
        id: Words(text, None if published is None else dt.date.fromisoformat(published))
        for id, text, published in store.rows(sql, (json.dumps(sorted(set(documents))),))
    }


def statements_as_json(store: Store, ids: Iterable[str]) -> list[str]:
    """Statements, as JSON, by id."""
    sql = "SELECT json FROM statements WHERE id IN (SELECT value FROM json_each(?)) ORDER BY id"
    return [text for (text,) in store.rows(sql, (json.dumps(sorted(set(ids))),))]


def put_made(
    store: Store,
    block: str,
    claims: Sequence[str],
    events: Sequence[KeptEvent],
    contradictions: Sequence[Contradiction],
) -> None:
    """Keep what was made of some waiting claims; these wait no more, also those that are in no event.

    Raises:
        IdCollision: an event or a contradiction has the id of another one.
    """
    _refuse(store, "events", [row.id for row in events])
    store.execute_all(
        'INSERT INTO events (id, block, event, form, status, start, "end", component, lo, hi, json)'
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (row.columns for row in events),
    )
    store.execute_all(
        "INSERT INTO event_claims (event, claim) VALUES (?, ?)", ((row.id, c) for row in events for c in row.claims)
    )
    store.execute_all(
        "INSERT INTO event_states (event, state) VALUES (?, ?)", ((row.id, s) for row in events for s in row.states)
    )
    narrow.put_events(store, [row.narrow for row in events])
    store.execute_all("DELETE FROM waiting WHERE claim = ?", ((c,) for c in claims))
    days = sorted({row.days for row in events})
    store.execute_all("INSERT OR IGNORE INTO unsettled (block, lo, hi) VALUES (?, ?, ?)", ((block, *d) for d in days))
    of_event = {row.id: row.days for row in events}
    put_contradictions(store, [(x, of_event[x.event] if x.event else (0, 0)) for x in contradictions], INSIDE)


INSIDE, ACROSS, OF_BLOCK = 0, 1, 2  # between what a contradiction stands: claims of one event, events, any two visits


def put_contradictions(store: Store, found: Sequence[tuple[Contradiction, Days]], across: int) -> None:
    """Keep contradictions with the days of what they are about; ``across``: `INSIDE`, `ACROSS` or `OF_BLOCK`.

    Raises:
        IdCollision: one has the id of another one.
    """
    _refuse(store, "contradictions", [x.id for x, _ in found])
    store.execute_all(
        "INSERT INTO contradictions (id, block, event, kind, field, across, lo, hi, json)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        ((x.id, x.block, x.event, x.kind, x.field, across, *days, codec.dump(x)) for x, days in found),
    )
    for x, _ in found:
        # It is of the states of its event, and of those that the claims on its sides name.
        store.execute(
            "INSERT INTO contradiction_states (contradiction, state) SELECT ?, state FROM event_states WHERE event = ?",
            (x.id, x.event),
        )
        store.execute(
            "INSERT OR IGNORE INTO contradiction_states (contradiction, state)"
            " SELECT ?, state FROM claim_states WHERE claim IN (SELECT value FROM json_each(?))",
            (x.id, json.dumps([claim for value in x.values for claim in value.claims])),
        )


# settling -------------------------------------------------------------------------------------------------------------


def unsettled(store: Store) -> dict[str, list[Days]]:
    """By block, the days around which its events are to be looked at again, in order."""
    found: dict[str, list[Days]] = {}
    for block, lo, hi in store.rows("SELECT block, lo, hi FROM unsettled ORDER BY block, lo, hi"):
        found.setdefault(block, []).append((lo, hi))
    return found


def events_near(
    store: Store,
    block: str,
    stretches: Sequence[Days],
    wanted: Callable[[str | None, str | None, str], bool] = lambda *_: True,
) -> dict[str, Near]:
    """The events of a block that may have been on one of these days, by id; ``wanted`` by type, form and status."""
    found: dict[str, Near] = {}
    sql = "SELECT id, json, lo, hi, event, form, status FROM events WHERE block = ? AND lo <= ? AND hi >= ?"
    for lo, hi in stretches:
        for id, text, first, last, *kind in store.rows(sql, (block, hi, lo)):
            if id not in found and wanted(*kind):
                found[id] = Near(codec.load(Event, text), (first, last))
    return dict(sorted(found.items()))


def visits_counted(store: Store, block: str) -> dict[str, Near]:
    """The visits of a block that are told as the first since another, by id."""
    sql = (
        "SELECT id, json, lo, hi FROM events WHERE block = ? AND form = 'visit'"
        " AND json_extract(json, '$.details.since') IS NOT NULL ORDER BY id"
    )
    return {id: Near(codec.load(Event, text), (lo, hi)) for id, text, lo, hi in store.rows(sql, (block,))}


def coverage(store: Store, block: str) -> list[str]:
    """The days, as ISO dates, on which documents with claims of a block were published, in order."""
    sql = (
        "SELECT DISTINCT published FROM documents WHERE id IN (SELECT document FROM claims WHERE block = ?)"
        " AND published IS NOT NULL ORDER BY published"
    )
    return [day for (day,) in store.rows(sql, (block,))]


def put_settled(store: Store, block: str, before: Mapping[str, Near], events: Iterable[Event]) -> None:
    """Keep events as they are now that they are settled; what did not change is not written."""
    changed = [e for e in events if before[e.id].event != e]
    store.execute_all("UPDATE events SET json = ? WHERE id = ?", ((codec.dump(e), e.id) for e in changed))
    narrow.put_settled(store, changed)


def clear_across(store: Store, block: str, stretches: Sequence[Days]) -> None:
    """Forget the contradictions of a block between events on one of these days, and those of the block as a whole."""
    store.execute_all(
        "DELETE FROM contradictions WHERE across = ? AND block = ? AND lo <= ? AND hi >= ?",
        ((ACROSS, block, hi, lo) for lo, hi in stretches),
    )
    store.execute("DELETE FROM contradictions WHERE across = ? AND block = ?", (OF_BLOCK, block))


def all_settled(store: Store, block: str) -> None:
    """Nothing of a block is to be looked at again."""
    store.execute("DELETE FROM unsettled WHERE block = ?", (block,))


def _refuse(store: Store, table: str, ids: Sequence[str]) -> None:
    sql = f"SELECT id FROM {table} WHERE id IN (SELECT value FROM json_each(?)) ORDER BY id LIMIT 1"
    for (id,) in store.rows(sql, (json.dumps(list(ids)),)):
        raise IdCollision(f"two {table} have the id {id}")
    if len(set(ids)) != len(ids):
        raise IdCollision(f"two {table} have one id: {next(i for i in ids if ids.count(i) > 1)}")


def merged_stretches(days: Iterable[Days], reach: int = 0) -> Iterator[Days]:
    """Stretches of days, each widened by ``reach``, those that touch joined, in order."""
    current: Days | None = None
    for lo, hi in sorted((lo - reach, hi + reach) for lo, hi in days):
        if current is None or lo > current[1] + 1:
            if current is not None:
                yield current
            current = (lo, hi)
        else:
            current = (current[0], max(current[1], hi))
    if current is not None:
        yield current


def states_of(participants: Iterable[Participant]) -> set[str]:
    """The states that stand behind some participants."""
    return {p.country for p in participants if p.country is not None}
