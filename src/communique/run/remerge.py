"""Merging again what judgements concern, and nothing else: its cost is that of some blocks, not of the record."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable

from communique.merge.judged import NOTHING, Judged, Weighed, weigh
from communique.merge.right_values import said
from communique.model.records import Claim, Document, Event, Statement
from communique.record import codec, documents, queries
from communique.record.store import Store
from communique.run.finish import Whole, finish, merge_blocks
from communique.run.ports import Progress, Rooms


def weighed(store: Store) -> Weighed:
    """What the record's judgements come to, and how each of them stands."""
    judgements = queries.judgements(store)
    if not judgements:
        return Weighed(NOTHING, ())
    # What a judgement is about stands in the documents that it names, however large the record is.
    named = {a.document for j in judgements for a in j.anchors}
    found = _current(store, named)
    claims = [claim for id in found for claim in queries.claims(store, document=id)]
    told = [statement for id in found for statement in queries.statements(store, document=id)]
    return weigh(judgements, claims, told, found, said=said)


def merge_again(store: Store, rooms: Rooms, before: Judged, tell: Callable[[Progress], None]) -> None:
    """Merge the blocks that judgements concern of which ``before`` did not know, in one transaction.

    A record that was not finished, or by another version, is finished: what it links may be out of date. One that was
    never built has nothing to merge.
    """
    coder = store.meta("coder")
    if coder is None:
        return
    if store.meta("dirty") == "1" or store.meta("made_by") != codec.digest(coder, rooms.extractor, rooms.version):
        finish(store, rooms, coder, tell)
        return
    judged = weighed(store).judged
    concerned = _differing(before, judged)
    if not concerned:
        return
    with store.transaction():
        names, whole = _part(store, rooms, concerned, judged)
        merge_blocks(store, rooms, whole, judged, tell, only=names)


def unjudged(store: Store, rooms: Rooms, ids: Collection[str]) -> tuple[Event, ...]:
    """The events that the program would make of the blocks with these claims if nobody had judged anything."""
    names, whole = _part(store, rooms, ids, NOTHING)
    made: list[Event] = []
    for name, claims in whole.blocks(rooms.block_of, NOTHING).items():
        if name in names:
            near = whole.nearby(claims)
            told = {statement.id: statement for id in near for statement in whole.statements[id]}
            found = {id: whole.documents[id] for id in near}
            made += rooms.merge_block(name, claims, found, told, judged=NOTHING).events
    return tuple(made)


def _differing(one: Judged, two: Judged) -> set[str]:
    """The claims of which two do not say the same."""
    ids = {i for pair in (one.same ^ two.same) | (one.different ^ two.different) for i in pair}
    ids |= one.wrong ^ two.wrong
    for id in {*one.values, *one.unsaid, *one.rulings, *two.values, *two.unsaid, *two.rulings}:
        if any(
            mine.get(id) != theirs.get(id)
            for mine, theirs in ((one.values, two.values), (one.unsaid, two.unsaid), (one.rulings, two.rulings))
        ):
            ids.add(id)
    return ids | {i for d in set(one.dismissed) ^ set(two.dismissed) for i in d.claims}


def _part(store: Store, rooms: Rooms, ids: Iterable[str], judged: Judged) -> tuple[set[str], Whole]:
    """The blocks that some claims are in, or should be in, and of the record what these are merged from."""
    concerned = set(ids)
    grouped = {i for group in judged.groups() if group & concerned for i in group}
    own = queries.claims(store, ids=sorted(concerned | grouped))
    names = {rooms.block_of(claim) for claim in own}
    # Where they stand now: people may have made them one with claims of another block before.
    names |= {event.block for id in concerned for event in queries.events_of_claim(store, id)}
    claims = {claim.id: claim for claim in (*queries.claims_of_blocks(store, sorted(names)), *own)}
    # Others of these blocks may be one with claims of further blocks: all of those tell where such a group stands.
    further = {i for group in judged.groups() if group & claims.keys() for i in group} - claims.keys()
    claims |= {claim.id: claim for claim in queries.claims(store, ids=sorted(further))}
    return names, Whole(tuple(claims.values()), *_around(store, claims.values()))


def _around(store: Store, claims: Iterable[Claim]) -> tuple[dict[str, Document], dict[str, list[Statement]]]:
    """The documents of some claims with those that they repeat, and the statements of all these."""
    found: dict[str, Document] = {}
    ahead = {claim.document for claim in claims}
    while ahead:
        new = _current(store, ahead)
        found |= new
        copied = {d.copy_of for d in new.values()} | {r.document for d in new.values() for r in d.reuses}
        ahead = {id for id in copied if id is not None} - found.keys()
        ahead = {id for id in ahead if documents.is_current(store, id)}
    return found, {id: list(queries.statements(store, document=id)) for id in found}


def _current(store: Store, ids: Iterable[str]) -> dict[str, Document]:
    """Those of these documents that are seen at some address now, by id."""
    there = [id for id in sorted(set(ids)) if documents.is_current(store, id)]
    return {id: document for id in there if (document := queries.document(store, id)) is not None}
