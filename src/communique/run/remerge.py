"""Merging again what judgements concern, and nothing else: its cost is that of some cells, not of the record."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Set

from communique.merge.judged import NOTHING, Judged, Weighed, weigh
from communique.merge.right_values import said
from communique.model.records import Claim, Document, Event
from communique.record import codec, documents, merging, queries
from communique.record.store import Store
from communique.run.finish import finish
from communique.run.merging import merge_waiting
from communique.run.ports import Merging, Placing, Progress, Rooms


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
    """Merge what judgements concern of which ``before`` did not know, in one transaction.

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
    # Where a claim stands may have changed for all that it was or is made one with.
    concerned |= {i for found in (*before.groups(), *judged.groups()) if found & concerned for i in found}
    with store.transaction():
        claims = queries.claims(store, ids=sorted(concerned))
        slots = rooms.merging.slots_of(claims, merging.words_of(store, {c.document for c in claims}), judged)
        merging.place_again(store, ((i, s.block, s.cell, s.first, s.last) for i, s in sorted(slots.items())))
        merge_waiting(store, rooms.merging, tell, judged=judged)


def unjudged(store: Store, rooms: Rooms, ids: Set[str]) -> tuple[Event, ...]:
    """The events that the program would make of the cells with these claims if nobody had judged anything."""
    rules = rooms.merging
    own = queries.claims(store, ids=sorted(ids))
    blocks = {event.block for id in ids for event in queries.events_of_claim(store, id)}
    blocks |= {slot.block for slot in _places(store, rules, own).values()}
    claims = {c.id: c for c in (*queries.claims_of_blocks(store, sorted(blocks)), *own)}
    cells: defaultdict[tuple[str, str], list[Claim]] = defaultdict(list)
    for id, slot in _places(store, rules, claims.values()).items():
        cells[(slot.block, slot.cell)].append(claims[id])
    made: list[Event] = []
    for (block, _), told in sorted(cells.items()):
        if not ids & {c.id for c in told}:
            continue
        rows = queries.rows_behind(store, {c.document for c in told})
        documents = {d.id: d for d in map(queries.document_of, rows)}
        said_in = queries.statements(store, ids=sorted({c.statement for c in told if c.statement}))
        statements = {s.id: s for s in said_in}
        made += rules.merge_claims(
            block, sorted(told, key=lambda c: c.id), documents, statements, judged=NOTHING
        ).events
    return tuple(made)


def _places(store: Store, rules: Merging, claims: Iterable[Claim]) -> Mapping[str, Placing]:
    listed = list(claims)
    return rules.slots_of(listed, merging.words_of(store, {c.document for c in listed}), NOTHING)


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


def _current(store: Store, ids: Iterable[str]) -> dict[str, Document]:
    """Those of these documents that are seen at some address now, by id."""
    there = [id for id in sorted(set(ids)) if documents.is_current(store, id)]
    return {id: document for id in there if (document := queries.document(store, id)) is not None}
