"""Keeps what link makes: actors, offices, linked claims and statements. What merge makes of them stands in `merging`.

All of it is a function of the readings, and may be made again. Claims and statements are compared with what is there,
so that a build writes what changed and no more. Judgements and the user's own offices stand here too: people made them.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol, TypeVar

from communique.knowledge.offices import Tenure
from communique.model.judgements import Judgement
from communique.model.records import Claim, Office, Statement
from communique.record import codec, merging, narrow
from communique.record.documents import IdCollision
from communique.record.merging import states_of
from communique.record.narrow import UNDATED, ActorLike, iso_days
from communique.record.store import Store


@dataclass(frozen=True, slots=True)
class Told:
    """A statement with what it is found by: the words of its content, and the states that it is of, to or about."""

    statement: Statement
    words: str
    states: frozenset[str]


@dataclass(frozen=True, slots=True)
class Placed:
    """A claim, where it stands among all others (see `merge.slots`), and a digest of what else decides its event."""

    claim: Claim
    block: str
    cell: str
    first: int
    last: int
    context: str = ""


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
    narrow.put_actors(store, kept.values())


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


def put_claims(store: Store, placed: Iterable[Placed]) -> int:
    """Keep these claims and no others; returns how many were not there before. Raises `IdCollision`.

    What is new or changed waits to be merged, and with it all that stood in one component with what changed or is gone.
    """
    kept = {p.claim.id: p for p in _unique_claims(placed)}
    before = {id: tuple(row) for id, *row in store.rows("SELECT id, json, block, cell, lo, hi, context FROM claims")}
    now = {id: (codec.dump(p.claim), p.block, p.cell, p.first, p.last, p.context) for id, p in kept.items()}
    changed = [id for id in now if before.get(id) != now[id]]
    gone = [id for id in before if id not in now]
    merging.disturb(store, [id for id in (*gone, *changed) if id in before])
    store.execute_all("DELETE FROM claims WHERE id = ?", [(id,) for id in (*gone, *changed)])
    store.execute_all("DELETE FROM waiting WHERE claim = ?", [(id,) for id in gone])
    add_claims(store, [kept[id] for id in changed])
    return sum(id not in before for id in changed)


def add_claims(store: Store, placed: Sequence[Placed]) -> None:
    """Keep these beside what is there, none of which has their ids; they wait to be merged."""
    store.execute_all(
        'INSERT INTO claims (id, document, at, event, form, status, start, "end", block, cell, lo, hi, context,'
        " statement, json) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            (
                *_claim_columns(p.claim),
                *(p.block, p.cell, p.first, p.last, p.context),
                *(p.claim.statement, codec.dump(p.claim)),
            )
            for p in placed
        ),
    )
    store.execute_all(
        "INSERT INTO claim_states (claim, state) VALUES (?, ?)",
        ((p.claim.id, state) for p in placed for state in sorted(states_of(p.claim.participants()))),
    )
    store.execute_all("INSERT OR IGNORE INTO waiting (claim) VALUES (?)", ((p.claim.id,) for p in placed))


def _unique_claims(placed: Iterable[Placed]) -> Iterable[Placed]:
    kept: dict[str, Placed] = {}
    for one in placed:
        if kept.setdefault(one.claim.id, one).claim != one.claim:
            raise IdCollision(f"two different entries have the id {one.claim.id}")
    return kept.values()


def put_statements(store: Store, told: Iterable[Told]) -> int:
    """Keep these statements and no others; returns how many were not there before. Raises `IdCollision`."""
    entries: dict[str, Told] = {}
    for entry in told:
        if entries.setdefault(entry.statement.id, entry) != entry:
            raise IdCollision(f"two different statements have the id {entry.statement.id}")
    before = {
        id: tuple(row)
        for id, *row in store.rows(
            "SELECT id, json, words, day FROM statements LEFT JOIN statement_days ON statement = id"
        )
    }
    states: dict[str, set[str]] = {}
    for id, state in store.rows("SELECT statement, state FROM statement_states"):
        states.setdefault(id, set()).add(state)
    now = {id: codec.dump(entry.statement) for id, entry in entries.items()}
    days = narrow.days_of_documents(store, {entry.statement.document for entry in entries.values()})
    changed = [
        id
        for id, entry in entries.items()
        if before.get(id) != (now[id], entry.words, days.get(entry.statement.document, UNDATED))
        or states.get(id, set()) != entry.states
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
    narrow.put_statements(store, [entries[id].statement for id in changed])
    store.execute_all(
        "INSERT INTO statements_words (rowid, words) SELECT n, words FROM statements WHERE id = ?",
        [(id,) for id in changed],
    )
    return sum(id not in before for id in changed)


def put_judgement(store: Store, judgement: Judgement) -> None:
    """Add a person's decision. Raises `IdCollision` when another has its id; the same one again changes nothing."""
    json = codec.dump_checked(judgement)
    found = store.rows("SELECT json FROM judgements WHERE id = ?", (judgement.id,))
    if found and found[0][0] != json:
        raise IdCollision(f"two different judgements have the id {judgement.id}")
    if not found:
        store.execute("INSERT INTO judgements (id, json) VALUES (?, ?)", (judgement.id, json))


def _unique(things: Iterable[_T]) -> dict[str, _T]:
    kept: dict[str, _T] = {}
    for thing in things:
        if kept.setdefault(thing.id, thing) != thing:
            raise IdCollision(f"two different entries have the id {thing.id}")
    return kept


def _claim_columns(claim: Claim) -> tuple[object, ...]:
    start, end = iso_days(claim.date)
    return (claim.id, claim.document, claim.predicate.start, claim.event, claim.form, claim.status, start, end)


def _at(statement: Statement) -> int:
    return min((span.start for span in statement.spans()), default=statement.sentence.start)
