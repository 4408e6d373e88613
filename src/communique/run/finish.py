"""The finishing step of a build: copies, link and merge over the whole record.

A function of the documents, their readings, the user's own offices and judgements alone. Linking sees all of them each
time; a block is merged again, from scratch, only when what it is merged from has changed.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from communique.documents.reuse import Text
from communique.merge.judged import NOTHING, Judged, weigh
from communique.merge.right_values import said
from communique.model.judgements import Judgement
from communique.model.records import Claim, Document, MentionKind, Reading, Reuse, Statement
from communique.record import codec, derived, documents, queries
from communique.record.search import words_of
from communique.record.store import Store
from communique.run.ports import Progress, Rooms


def finish(store: Store, rooms: Rooms, coder: str, tell: Callable[[Progress], None]) -> tuple[int, int]:
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
        new = (
            derived.put_claims(store, claims, rooms.block_of),
            derived.put_statements(store, _told(readings, found, statements)),
        )
        tell(Progress(len(found), len(found), "", "link"))
        whole = Whole(claims, found, statements)
        merge_blocks(store, rooms, whole, whole.judged(queries.judgements(store)), tell)
        store.set_meta("made_by", made_by)
        store.set_meta("coder", coder)
        store.set_meta("extractor", rooms.extractor)
        store.set_meta("dirty", "0")
    return new


class Whole:
    """The linked record, or so much of it as is merged: claims, documents, statements by document."""

    def __init__(
        self,
        claims: Sequence[Claim],
        documents: Mapping[str, Document],
        statements: Mapping[str, Sequence[Statement]],
    ) -> None:
        self.claims = sorted(claims, key=lambda claim: claim.id)
        self.documents = documents
        self.statements = statements
        self._prints: dict[str, str] = {}

    def blocks(self, block_of: Callable[[Claim], str], judged: Judged) -> dict[str, list[Claim]]:
        """Block to its claims, both sorted. Claims that people made one stand in one block, whatever they name."""
        names = {claim.id: block_of(claim) for claim in self.claims}
        for group in (known for all_of in judged.groups() if (known := all_of & names.keys())):
            # Of two states rather than of one, then where most of them are.
            held = Counter(names[id] for id in group)
            home = min(held, key=lambda name: (-name.count("-"), -held[name], name))
            names.update(dict.fromkeys(group, home))
        blocks: dict[str, list[Claim]] = {}
        for claim in self.claims:
            blocks.setdefault(names[claim.id], []).append(claim)
        return dict(sorted(blocks.items()))

    def judged(self, judgements: Sequence[Judgement]) -> Judged:
        """What judgements come to over this record."""
        told = (statement for listed in self.statements.values() for statement in listed)
        return weigh(judgements, self.claims, told, self.documents, said=said).judged

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
            told = sorted(codec.dump(statement) for statement in self.statements[id])
            self._prints[id] = codec.digest(codec.dump(self.documents[id]), *told)
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


def merge_blocks(
    store: Store,
    rooms: Rooms,
    whole: Whole,
    judged: Judged,
    tell: Callable[[Progress], None],
    *,
    only: Collection[str] | None = None,
) -> None:
    """Merge the blocks whose input changed and keep what they come to, inside a transaction.

    Args:
        whole: what is merged.
        judged: what judgements make of it.
        only: the blocks that may have changed, where it is known that no others have; ``whole`` need hold no more.
    """
    blocks = {n: c for n, c in whole.blocks(rooms.block_of, judged).items() if only is None or n in only}
    before = {n: f for n, f in derived.fingerprints(store).items() if only is None or n in only}
    touched = {}
    concerned = judged.concerned()
    for name, claims in blocks.items():
        near = whole.nearby(claims)
        ids = {claim.id for claim in claims}
        own = judged.among(ids) if not concerned.isdisjoint(ids) else NOTHING
        parts = [*(codec.dump(claim) for claim in claims), *(whole.fingerprint(id) for id in near)]
        parts += [own.key()] if own.key() else []
        fingerprint = codec.digest(rooms.version, *parts)
        if before.get(name) != fingerprint:
            touched[name] = (fingerprint, near, own)
    merged = []
    for done, (name, (fingerprint, near, own)) in enumerate(touched.items(), start=1):
        told = {statement.id: statement for id in near for statement in whole.statements[id]}
        made = rooms.merge_block(name, blocks[name], {id: whole.documents[id] for id in near}, told, judged=own)
        merged.append(derived.Block(name, fingerprint, tuple(made.events), tuple(made.contradictions)))
        tell(Progress(done, len(touched), name, "merge"))
    derived.put_blocks(store, merged, gone=[name for name in before if name not in blocks])


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
