"""Keeps what link and merge make: actors, offices, linked claims and statements, events, contradictions.

All of it is a function of the readings, and may be made again. Claims and statements are compared with what is there,
so that a build writes what changed and no more. Judgements and the user's own offices stand here too: people made them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol, TypeVar

from communique.knowledge.offices import Tenure
from communique.model.judgements import Judgement
from communique.model.records import Claim, Contradiction, Event, Office, Statement
from communique.model.values import PartialDate, Participant
from communique.record import codec
from communique.record.documents import IdCollision
from communique.record.store import Store


class ActorLike(Protocol):
    """An actor as link makes it: a frozen dataclass with at least these."""

    @property
    def id(self) -> str:
        """Its id."""

    @property
    def name(self) -> str:
        """How it is shown."""


@dataclass(frozen=True, slots=True)
class Told:
    """A statement with what it is found by: the words of its content, and the states that it is of, to or about."""

    statement: Statement
    words: str
    states: frozenset[str]


@dataclass(frozen=True, slots=True)
class Block:
    """What was merged from the claims of one block, and the fingerprint of what it was merged from."""

    name: str
    fingerprint: str
    events: tuple[Event, ...]
    contradictions: tuple[Contradiction, ...]


class _Identified(Protocol):
    @property
    def id(self) -> str: ...


_T = TypeVar("_T", bound=_Identified)


def put_actors(store: Store, actors: Sequence[ActorLike]) -> None:
    """Keep these actors and no others. Raises `IdCollision` when two of them share an id."""
    kept = _unique(actors)
    store.execute("DELETE FROM actors")
    store.execute_all(
        "INSERT INTO actors (id, name, json) VALUES (?, ?, ?)",
        [(id, actor.name, codec.dump(actor)) for id, actor in kept.items()],
    )


def put_offices(store: Store, offices: Sequence[Office]) -> None:
    """Keep these offices and no others, in this order."""
    store.execute("DELETE FROM offices")
    store.execute_all(
        "INSERT INTO offices (n, person, json) VALUES (?, ?, ?)",
        [(n, office.person, codec.dump(office)) for n, office in enumerate(offices)],
    )


def put_given_offices(store: Store, given: Sequence[Tenure]) -> bool:
    """Keep these rows of the user's own table and no others; True when that changes anything."""
    now = [codec.dump(one) for one in given]
    if now == [json for (json,) in store.rows("SELECT json FROM given_offices ORDER BY n")]:
        return False
    store.execute("DELETE FROM given_offices")
    store.execute_all("INSERT INTO given_offices (n, json) VALUES (?, ?)", list(enumerate(now)))
    return True


def put_claims(store: Store, claims: Iterable[Claim], block_of: Callable[[Claim], str]) -> int:
    """Keep these claims and no others; returns how many were not there before. Raises `IdCollision`."""
    kept = _unique(claims)
    before = {id: (json, block) for id, json, block in store.rows("SELECT id, json, block FROM claims")}
    now = {id: (codec.dump(claim), block_of(claim)) for id, claim in kept.items()}
    changed = [id for id in now if before.get(id) != now[id]]
    gone = [id for id in before if id not in now]
    store.execute_all("DELETE FROM claims WHERE id = ?", [(id,) for id in (*gone, *changed)])
    store.execute_all(
        'INSERT INTO claims (id, document, at, event, form, status, start, "end", block, statement, json)'
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        [(*_claim_columns(kept[id]), now[id][1], kept[id].statement, now[id][0]) for id in changed],
    )
    store.execute_all(
        "INSERT INTO claim_states (claim, state) VALUES (?, ?)",
        [(id, state) for id in changed for state in sorted(_states(kept[id].participants()))],
    )
    return sum(id not in before for id in changed)


def put_statements(store: Store, told: Iterable[Told]) -> int:
    """Keep these statements and no others; returns how many were not there before. Raises `IdCollision`."""
    entries: dict[str, Told] = {}
    for entry in told:
        if entries.setdefault(entry.statement.id, entry) != entry:
            raise IdCollision(f"two different statements have the id {entry.statement.id}")
    before = {id: (json, words) for id, json, words in store.rows("SELECT id, json, words FROM statements")}
    states: dict[str, set[str]] = {}
    for id, state in store.rows("SELECT statement, state FROM statement_states"):
        states.setdefault(id, set()).add(state)
    now = {id: codec.dump(entry.statement) for id, entry in entries.items()}
    changed = [
        id
        for id, entry in entries.items()
        if before.get(id) != (now[id], entry.words) or states.get(id, set()) != entry.states
    ]
    out = [(id,) for id in (*(id for id in before if id not in now), *(id for id in changed if id in before))]
    store.execute_all(
        "INSERT INTO statements_words (statements_words, rowid, words)"
        " SELECT 'delete', n, words FROM statements WHERE id = ?",
        out,
    )
    store.execute_all("DELETE FROM statements WHERE id = ?", out)
    store.execute_all(
        "INSERT INTO statements (id, document, at, words, json) VALUES (?, ?, ?, ?, ?)",
        [(id, (said := entries[id].statement).document, _at(said), entries[id].words, now[id]) for id in changed],
    )
    store.execute_all(
        "INSERT INTO statement_states (statement, state) VALUES (?, ?)",
        [(id, state) for id in changed for state in sorted(entries[id].states)],
    )
    store.execute_all(
        "INSERT INTO statements_words (rowid, words) SELECT n, words FROM statements WHERE id = ?",
        [(id,) for id in changed],
    )
    return sum(id not in before for id in changed)


def fingerprints(store: Store) -> dict[str, str]:
    """What each block was last merged from."""
    return dict(store.rows("SELECT block, fingerprint FROM blocks ORDER BY block"))


def put_blocks(store: Store, merged: Sequence[Block], gone: Iterable[str] = ()) -> None:
    """Keep what was merged in the place of what these blocks held; blocks that are ``gone`` hold nothing any more.

    Raises:
        IdCollision: two events, or two contradictions, share an id and differ.
    """
    names = [(name,) for name in (*gone, *(block.name for block in merged))]
    # All that is old goes first: a claim that moves to another block takes the id of its event along.
    for table in ("events", "contradictions", "blocks"):
        store.execute_all(f"DELETE FROM {table} WHERE block = ?", names)
    prints = [(block.name, block.fingerprint) for block in merged]
    store.execute_all("INSERT INTO blocks (block, fingerprint) VALUES (?, ?)", prints)
    events = _unique(event for block in merged for event in block.events)
    contradictions = _unique(contradiction for block in merged for contradiction in block.contradictions)
    _refuse(store, "events", events)
    _refuse(store, "contradictions", contradictions)
    for event in events.values():
        _put_event(store, event)
    for contradiction in contradictions.values():
        _put_contradiction(store, contradiction)


def put_judgement(store: Store, judgement: Judgement) -> None:
    """Add a person's decision. Raises `IdCollision` when another has its id; the same one again changes nothing."""
    json = codec.dump_checked(judgement)
    found = store.rows("SELECT json FROM judgements WHERE id = ?", (judgement.id,))
    if found and found[0][0] != json:
        raise IdCollision(f"two different judgements have the id {judgement.id}")
    if not found:
        store.execute("INSERT INTO judgements (id, json) VALUES (?, ?)", (judgement.id, json))


def _put_event(store: Store, event: Event) -> None:
    start, end = _days(event.date)
    store.execute(
        'INSERT INTO events (id, block, event, form, status, start, "end", json) VALUES (?, ?, ?, ?, ?, ?, ?, ?)',
        (event.id, event.block, event.event, event.form, event.status, start, end, codec.dump(event)),
    )
    claims = [(event.id, claim) for claim in sorted(set(event.claims))]
    store.execute_all("INSERT INTO event_claims (event, claim) VALUES (?, ?)", claims)
    states = [(event.id, state) for state in sorted(_states((*event.sources, *event.targets)))]
    store.execute_all("INSERT INTO event_states (event, state) VALUES (?, ?)", states)


def _put_contradiction(store: Store, contradiction: Contradiction) -> None:
    store.execute(
        "INSERT INTO contradictions (id, block, event, json) VALUES (?, ?, ?, ?)",
        (contradiction.id, contradiction.block, contradiction.event, codec.dump(contradiction)),
    )
    # It is of the states of its event, and of those that the claims on its sides name.
    store.execute(
        "INSERT INTO contradiction_states (contradiction, state) SELECT ?, state FROM event_states WHERE event = ?",
        (contradiction.id, contradiction.event),
    )
    store.execute_all(
        "INSERT OR IGNORE INTO contradiction_states (contradiction, state)"
        " SELECT ?, state FROM claim_states WHERE claim = ?",
        [(contradiction.id, claim) for value in contradiction.values for claim in value.claims],
    )


def _unique(things: Iterable[_T]) -> dict[str, _T]:
    kept: dict[str, _T] = {}
    for thing in things:
        if kept.setdefault(thing.id, thing) != thing:
            raise IdCollision(f"two different entries have the id {thing.id}")
    return kept


def _refuse(store: Store, table: str, ids: Iterable[str]) -> None:
    for id in ids:
        if store.rows(f"SELECT 1 FROM {table} WHERE id = ?", (id,)):
            raise IdCollision(f"two blocks have {table} with the id {id}")


def _states(participants: Iterable[Participant]) -> set[str]:
    return {p.country for p in participants if p.country is not None}


def _days(date: PartialDate | None) -> tuple[str | None, str | None]:
    if date is None:
        return None, None
    start, end = date.start or date.end, date.end or date.start
    return (None, None) if start is None or end is None else (start.isoformat(), end.isoformat())


def _claim_columns(claim: Claim) -> tuple[object, ...]:
    start, end = _days(claim.date)
    return (claim.id, claim.document, claim.predicate.start, claim.event, claim.form, claim.status, start, end)


def _at(statement: Statement) -> int:
    return min((span.start for span in statement.spans()), default=statement.sentence.start)
