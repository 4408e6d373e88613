"""The finishing step of a build: copies, link and merge over the whole record.

A function of the documents, their readings, the user's own offices and judgements alone. Linking sees all of them each
time; what is merged again is what changed, with all that it may be one happening with.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from communique.documents.reuse import Text
from communique.merge.judged import Judged, weigh
from communique.merge.right_values import said
from communique.model.records import Claim, Document, MentionKind, Reading, Reuse, Statement
from communique.record import codec, derived, documents, merging, queries
from communique.record.search import words_of
from communique.record.store import Store
from communique.run.merging import merge_waiting
from communique.run.ports import Progress, Rooms, SlotsOf


def finish(
    store: Store, rooms: Rooms, coder: str, tell: Callable[[Progress], None], *, workers: int = 1
) -> tuple[int, int]:
    """Link and merge the record in one transaction, unless nothing has changed since the last time.

    Returns:
        How many claims, and how many statements, were not in the record before.
    """
    made_by = codec.digest(coder, rooms.extractor, rooms.version)
    if store.meta("dirty") != "1" and store.meta("made_by") in (made_by, None):
        return 0, 0
    with store.transaction():
        found = _with_copies(store, rooms)
        readings = queries.readings(store)
        tell(Progress(0, len(found), "", "link"))
        linked = rooms.link(readings, found, queries.given_offices(store))
        claims = [claim for id in found for claim in linked.claims.get(id, ())]
        statements = {id: tuple(linked.statements.get(id, ())) for id in found}
        derived.put_actors(store, linked.actors)
        derived.put_offices(store, linked.offices)
        if store.meta("merged_by") != rooms.version:
            merging.start_afresh(store)
        told = (statement for listed in statements.values() for statement in listed)
        judged = weigh(queries.judgements(store), claims, told, found, said=said).judged
        new = (
            derived.put_claims(store, _Whole(found, statements).placed(claims, rooms.merging.slots_of, judged)),
            derived.put_statements(store, _told(readings, found, statements)),
        )
        tell(Progress(len(found), len(found), "", "link"))
        merge_waiting(store, rooms.merging, tell, judged=judged, workers=workers)
        store.set_meta("merged_by", rooms.version)
        store.set_meta("made_by", made_by)
        store.set_meta("coder", coder)
        store.set_meta("extractor", rooms.extractor)
        store.set_meta("dirty", "0")
    return new


class _Whole:
    """The linked record: documents, and statements by document."""

    def __init__(self, documents: Mapping[str, Document], statements: Mapping[str, Sequence[Statement]]) -> None:
        self.documents = documents
        self.statements = statements
        self._prints: dict[str, str] = {}

    def placed(self, claims: Sequence[Claim], slots_of: SlotsOf, judged: Judged) -> Iterator[derived.Placed]:
        """Claims with their places among the others, each with a digest of all that merging it may look at."""
        slots, decided = slots_of(claims, self.documents, judged), judged.ids()
        for claim in claims:
            slot = slots[claim.id]
            told = judged.of(claim.id) if claim.id in decided else ""
            context = codec.digest(*(self.fingerprint(id) for id in self.nearby([claim])), told)
            yield derived.Placed(claim, slot.block, slot.cell, slot.first, slot.last, context)

    def nearby(self, claims: Iterable[Claim]) -> tuple[str, ...]:
        """The documents of some claims, and those whose words they repeat: all that merging them may look at."""
        near: set[str] = set()
        ahead = {claim.document for claim in claims}
        while ahead:
            near |= ahead
            copied = {self.documents[id].copy_of for id in ahead}
            copied |= {reuse.document for id in ahead for reuse in self.documents[id].reuses}
            ahead = {id for id in copied if id is not None and id in self.documents} - near
        return tuple(sorted(near))

    def fingerprint(self, id: str) -> str:
        """Of one document as it stands, with its statements."""
        if id not in self._prints:
            said = (codec.dump(statement) for statement in self.statements[id])
            self._prints[id] = codec.digest(codec.dump(self.documents[id]), *said)
        return self._prints[id]


def _with_copies(store: Store, rooms: Rooms) -> dict[str, Document]:
    """The documents by id, each with which it nearly repeats, and with what it has from others."""
    found = {document.id: document for document in queries.documents(store)}
    texts = [Text(d.id, _order(d), d.text, d.read_spans()) for d in found.values()]
    copies = rooms.near_copies([(t.id, t.key, "\n".join(span.of(t.text) for span in t.read)) for t in texts])
    taken: dict[str, list[Reuse]] = {}
    for reuse in rooms.reused(texts, copies):
        source = found[reuse.of].source
        name = source.name if source is not None else None
        taken.setdefault(reuse.document, []).append(Reuse(reuse.span, reuse.of, name))
    documents.set_copies(store, copies, taken)
    return {
        id: replace(document, copy_of=copies.get(id), reuses=tuple(taken.get(id, ()))) for id, document in found.items()
    }


def _order(document: Document) -> str:
    """What orders documents by age, as far as is known: the day of publication, then address and id."""
    published = "9999" if document.published is None else document.published.isoformat()
    return "\n".join((published, document.uri, document.id))


def _told(
    readings: Iterable[Reading], found: Mapping[str, Document], statements: Mapping[str, Sequence[Statement]]
) -> Iterator[derived.Told]:
    """Statements with what they are found by. Of a statement are those who speak, are addressed, or are named in it."""
    for reading in readings:
        named = [m for m in reading.mentions if m.kind is MentionKind.ACTOR and m.country is not None]
        for statement in statements[reading.document]:
            inside = {m.country for m in named if any(s.covers(m.span) for s in statement.content_spans)}
            sides = {p.country for p in (*statement.speakers, *statement.addressees)}
            words = words_of(found[reading.document].text, statement.content_spans)
            yield derived.Told(statement, words, frozenset(code for code in inside | sides if code is not None))
