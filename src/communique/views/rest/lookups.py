"""What several routes look up alike: one thing of one kind, somebody by id, and parts of lists that are held whole."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

from communique.errors import UnknownId
from communique.model.glances import Filters
from communique.model.records import Claim, Contradiction, Document, Event, Statement
from communique.views.chain import Chain, actor_chain, find, show
from communique.views.door.asking import must_be
from communique.views.paging import USUAL, Key, Part, cursor_of, key_of
from communique.views.reader import Finder

T = TypeVar("T")


def chain_of(record: Finder, kind: str, id: str) -> Chain:
    """The chain of the one thing of a kind whose id this is or begins so; of an actor also its name.

    Raises:
        UnknownId: nothing has it, several do, or it is another kind of thing.
    """
    if kind != "actor":
        return show(record, check(record, kind, id))
    actor = find(record, id)
    must_be(kind, type(actor).__name__.lower(), actor.id)
    assert not isinstance(actor, Document | Claim | Statement | Event | Contradiction)
    events = record.event_keys(Filters(actor=actor.id))
    said = record.statement_keys(speaker=actor.id)
    return actor_chain(
        record, actor, record.events_with([id for _, id in events]), record.statements(ids=[id for _, id in said])
    )


def check(record: Finder, kind: str, id: str) -> str:
    """The whole id of the one thing of a kind whose id this is or begins so.

    Raises:
        UnknownId: as `chain_of`.
    """
    thing = record.get(id)
    must_be(kind, type(thing).__name__.lower(), thing.id)
    return thing.id


def actor_id(record: Finder, given: str | None) -> str | None:
    """The id of an actor that a filter names; nothing for nothing.

    Raises:
        UnknownId: there is no such actor; the hint has those whose names come near.
    """
    if not given:
        return None
    try:
        return check(record, "actor", given)
    except UnknownId as error:
        near = [found.id for found in record.find_actors(given, limit=5)]
        if not near:
            raise
        raise UnknownId(f"no actor has the id {given}", f"by that name: {', '.join(near)}") from error


def held(
    rows: Sequence[T],
    key: Callable[[T], Key],
    *,
    cursor: str | None = None,
    limit: int = USUAL,
    shown: Callable[[list[T]], list[T]] = list,
) -> Part[T]:
    """The part of a list that is held whole.

    Args:
        rows: all of it, in any order.
        key: what a row is ordered by, and what tells it from others.
        cursor: as `paging.part`.
        limit: likewise.
        shown: completes the rows that are in the part.

    Raises:
        UsageError: no cursor of ours.
    """
    after = key_of(cursor)
    behind = sorted((one for one in rows if after is None or key(one) > after), key=key)
    found = behind[:limit]
    return Part(items=shown(found), next=cursor_of(key(found[-1])) if len(behind) > limit else None)
