"""What `show ID` gives: one thing with its chain, event to fields to claims to the very words to documents."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Literal

from typing_extensions import TypedDict

from communique.errors import UnknownId
from communique.model.records import (
    READ_PARTS,
    Claim,
    Contradiction,
    Document,
    Event,
    Statement,
)
from communique.model.values import Span, hull
from communique.views.actors import actor_row
from communique.views.bodies import body_row
from communique.views.dates import DateShape, date_shape, iso
from communique.views.events import event_rows
from communique.views.judgements import JudgementRow, is_of_one, judgement_row
from communique.views.origins import OriginRow, origin_rows
from communique.views.phrases import phrase, said
from communique.views.reader import ActorLike, Reader
from communique.views.rows import (
    Library,
    actor_refs,
    are_persons,
    chain,
    contradiction_rows,
    document_row,
    quantity_text,
    source_name,
    statement_row,
    statement_rows,
    written,
)
from communique.views.shapes import (
    ActorRef,
    ActorRow,
    BodyRow,
    ContradictionRow,
    DocumentRow,
    EventRow,
    StatementRow,
)
from communique.views.words import folded, own_verb


class Marked(TypedDict):
    """A sentence with the words that count: ``marks`` are offsets into ``text``, ``start`` is that of the document."""

    text: str
    start: int
    end: int
    marks: list[tuple[int, int]]


class DocumentRef(TypedDict):
    """The document that something stands in."""

    id: str
    title: str
    source: str
    published: str | None
    published_basis: str
    uri: str


class ClaimChain(TypedDict):
    """One claim with its sentence, its document, the way the words came and what decided it."""

    kind: Literal["claim"]
    id: str
    document: DocumentRef
    event: str | None
    form: str | None
    mode: str | None
    status: str
    who: list[ActorRef]
    what: str
    whom: list[ActorRef]
    date: DateShape | None
    place: str | None
    quantities: list[str]
    contexts: list[str]
    chain: list[str]
    statement: str | None
    sentence: Marked
    reasons: list[str]
    score: float
    judged: list[JudgementRow]


class StatementChain(TypedDict):
    """One statement with its sentence, its document and the claims made inside it."""

    kind: Literal["statement"]
    row: StatementRow
    document: DocumentRef
    sentence: Marked
    nested_in: str | None
    claims: list[ClaimChain]
    judged: list[JudgementRow]


class ValueSupport(TypedDict):
    """One value of a field and the claims that say so; ``judged``: "right" or "wrong" where people said so."""

    value: str
    supports: list[str]
    judged: str


class FieldSupport(TypedDict):
    """One field of an event with all values found, best supported first."""

    field: str
    values: list[ValueSupport]


class EventChain(TypedDict):
    """One event down to the words of each report. ``whole``: the visit that it is part of; ``parts``: those of one."""

    kind: Literal["event"]
    row: EventRow
    whole: EventRow | None
    parts: list[EventRow]
    fields: list[FieldSupport]
    origins: list[OriginRow]
    contradictions: list[ContradictionRow]
    claims: list[ClaimChain]
    why: list[str]
    judged: list[JudgementRow]


class PartRow(TypedDict):
    """A stretch of a document's text: whether it was read for claims, and if not why."""

    part: str
    start: int
    end: int
    read: bool
    why: str
    text: str


class ReuseRow(TypedDict):
    """A stretch that stands in an earlier document too; ``source`` is that one's."""

    start: int
    end: int
    document: str
    source: str | None
    text: str


class VersionRow(TypedDict):
    """One text that the document's address has shown; ``current``: it stands there now."""

    uri: str
    document: str
    seen: str
    current: bool


class DocumentChain(TypedDict):
    """One document: where it was seen, its parts, and what was found in it."""

    kind: Literal["document"]
    row: DocumentRow
    sightings: list[str]
    credits: list[str]
    reuses: list[ReuseRow]
    versions: list[VersionRow]
    translated: bool | None
    parts: list[PartRow]
    claims: list[ClaimChain]
    statements: list[StatementRow]


class ActorChain(TypedDict):
    """One actor: names, offices with what shows them, events and statements; ``body``: an organisation's own facts."""

    kind: Literal["actor"]
    row: ActorRow
    body: BodyRow | None
    why: list[str]
    events: list[EventRow]
    statements: list[StatementRow]


class ContradictionSide(TypedDict):
    """One side of a contradiction with the sentences that say so."""

    value: str
    claims: list[ClaimChain]


class ContradictionChain(TypedDict):
    """One contradiction: each side with its sentences, and the event it is about."""

    kind: Literal["contradiction"]
    row: ContradictionRow
    event: EventRow | None
    sides: list[ContradictionSide]
    judged: list[JudgementRow]


Chain = EventChain | ClaimChain | StatementChain | DocumentChain | ActorChain | ContradictionChain


def show(record: Reader, id: str) -> Chain:
    """The chain of one thing; ``id`` may also be a name that only one actor has.

    Raises:
        UnknownId: nothing in the record has this id or name.
    """
    thing = find(record, id)
    library = Library(record)
    if isinstance(thing, Event):
        return _event(record, thing, library)
    if isinstance(thing, Claim):
        return claim_chain(thing, library)
    if isinstance(thing, Statement):
        return _statement(record, thing, library)
    if isinstance(thing, Document):
        return _document(record, thing, library)
    if isinstance(thing, Contradiction):
        return _contradiction(record, thing, library)
    return _actor(record, thing)


def find(record: Reader, id: str) -> Document | Claim | Statement | Event | Contradiction | ActorLike:
    """The one thing with this id, or whose id begins so; else the only actor of this name.

    Raises:
        UnknownId: there is none, or there are several.
    """
    try:
        return record.get(id)
    except UnknownId:
        wanted = id.strip().casefold()
        named = [
            actor
            for actor in record.actors()
            if wanted in {name.casefold() for name in (actor.name, *actor.names)}
            or actor.id.casefold() == f"state:{wanted}"
        ]
        if len(named) > 1:
            ids = ", ".join(sorted(actor.id for actor in named))
            raise UnknownId(f"{len(named)} actors go by the name {id}", f"give the id of one: {ids}") from None
        if not named:
            raise
        return named[0]


def claim_chain(claim: Claim, library: Library) -> ClaimChain:
    """The chain of one claim."""
    document = library[claim.document]
    what = phrase(
        claim.event,
        claim.form,
        claim.mode,
        details=claim.details,
        words=folded(claim.predicate.of(document.text)),
        verb=own_verb(claim, document.text),
        persons=are_persons(claim.targets),
    )
    return ClaimChain(
        kind="claim",
        id=claim.id,
        document=document_ref(document),
        event=None if claim.event is None else claim.event.value,
        form=claim.form,
        mode=claim.mode,
        status=claim.status.value,
        who=actor_refs(claim.sources),
        what=said(what, claim.status, named=bool(claim.targets), many=len(actor_refs(claim.sources)) > 1),
        whom=actor_refs(claim.targets),
        date=date_shape(claim.date),
        place=None if claim.place is None else claim.place.name,
        quantities=[quantity_text(q) for q in claim.quantities],
        contexts=list(claim.contexts),
        chain=chain(document, claim.attribution),
        statement=claim.statement,
        sentence=marked(document.text, claim.sentence, _deciding(claim)),
        reasons=list(claim.reasons),
        score=round(claim.score, 4),
        judged=[judgement_row(one) for one in library.judged(claim.id) if is_of_one(one)],
    )


def _deciding(claim: Claim) -> list[Span]:
    """Where it stands who did what: the predicate, those who take part, and what it is about."""
    matter = [] if claim.matter is None else [claim.matter]
    return [claim.predicate, *(p.span for p in claim.participants()), *matter]


def document_ref(document: Document) -> DocumentRef:
    """What names a document in a chain."""
    return DocumentRef(
        id=document.id,
        title=document.title,
        source=source_name(document),
        published=iso(document.published),
        published_basis=document.published_basis.value,
        uri=document.uri,
    )


def marked(text: str, sentence: Span, spans: Iterable[Span]) -> Marked:
    """A sentence, widened to hold all ``spans`` near it, with their union as sorted marks that do not overlap."""
    near = [s for s in spans if s.end > s.start and sentence.touches(s)]
    around = hull([sentence, *near])
    marks: list[tuple[int, int]] = []
    for span in sorted(near):
        start, end = span.start - around.start, span.end - around.start
        if marks and start <= marks[-1][1]:
            marks[-1] = (marks[-1][0], max(marks[-1][1], end))
        else:
            marks.append((start, end))
    return Marked(text=around.of(text), start=around.start, end=around.end, marks=marks)


def _claims(record: Reader, ids: Sequence[str], library: Library) -> list[ClaimChain]:
    def as_told(claim: Claim) -> tuple[str, str, Span, str]:
        return (iso(library[claim.document].published) or "9999", claim.document, claim.sentence, claim.id)

    return [claim_chain(claim, library) for claim in sorted(record.claims(ids=ids), key=as_told)]


def _linked(record: Reader, event: Event) -> tuple[EventRow | None, list[EventRow]]:
    """The visit that an event is part of, and the parts of a visit, by day."""
    if event.part_of is None and event.form != "visit":
        return None, []
    whole = None if event.part_of is None else record.get(event.part_of)
    rows = event_rows(record, [whole]) if isinstance(whole, Event) else []
    return (rows[0] if rows else None), event_rows(record, record.parts_of(event.id))


def _event(record: Reader, event: Event, library: Library) -> EventChain:
    whole, parts = _linked(record, event)
    return EventChain(
        kind="event",
        row=event_rows(record, [event])[0],
        whole=whole,
        parts=parts,
        fields=[
            FieldSupport(
                field=f.name,
                values=[ValueSupport(value=v.value, supports=list(v.supports), judged=v.judged) for v in f.values],
            )
            for f in event.fields
        ],
        origins=origin_rows(event, library),
        contradictions=contradiction_rows(record, record.contradictions_of([event.id])),
        claims=_claims(record, event.claims, library),
        why=list(event.why),
        judged=[judgement_row(one) for one in library.judged(event.id, *event.claims) if not is_of_one(one)],
    )


def _statement(record: Reader, statement: Statement, library: Library) -> StatementChain:
    document = library[statement.document]
    inside = [c.id for c in record.claims(document=document.id) if c.statement == statement.id]
    return StatementChain(
        kind="statement",
        row=statement_row(statement, document, library.verdict_on(statement.id)),
        document=document_ref(document),
        sentence=marked(document.text, statement.sentence, statement.spans()),
        nested_in=statement.nested_in,
        claims=_claims(record, inside, library),
        judged=[judgement_row(one) for one in library.judged(statement.id)],
    )


def _document(record: Reader, document: Document, library: Library) -> DocumentChain:
    claims = record.claims(document=document.id)
    statements = record.statements(document=document.id)
    in_order = sorted(statements, key=lambda s: (s.sentence, s.id))
    return DocumentChain(
        kind="document",
        row=document_row(document, len(claims), len(statements), written(record, document)),
        sightings=sorted({s.uri for s in document.sightings}),
        credits=list(document.credits),
        reuses=[
            ReuseRow(
                start=r.span.start,
                end=r.span.end,
                document=r.document,
                source=r.source,
                text=r.span.of(document.text),
            )
            for r in document.reuses
        ],
        versions=[
            VersionRow(uri=v.uri, document=v.document, seen=v.seen, current=v.current)
            for v in record.versions(document.id)
        ],
        translated=document.translated,
        parts=[
            PartRow(
                part=p.kind.value,
                start=p.span.start,
                end=p.span.end,
                read=p.kind in READ_PARTS,
                why=p.why,
                text=p.span.of(document.text),
            )
            for p in document.parts
        ],
        claims=_claims(record, [c.id for c in claims], library),
        statements=[statement_row(s, document, library.verdict_on(s.id)) for s in in_order],
    )


def _actor(record: Reader, actor: ActorLike) -> ActorChain:
    events = [e for e in record.events() if any(p.actor == actor.id for p in (*e.sources, *e.targets))]
    return actor_chain(
        record, actor, events, [s for s in record.statements() if any(p.actor == actor.id for p in s.speakers)]
    )


def actor_chain(record: Reader, actor: ActorLike, events: Sequence[Event], own: Sequence[Statement]) -> ActorChain:
    """The chain of one actor with its events, in their order, and its own statements, in any."""
    return ActorChain(
        kind="actor",
        row=actor_row(actor, Library(record)),
        body=body_row(actor.id),
        why=list(actor.why),
        events=event_rows(record, events),
        statements=statement_rows(record, own),
    )


def _contradiction(record: Reader, found: Contradiction, library: Library) -> ContradictionChain:
    event = None if found.event is None else record.get(found.event)
    return ContradictionChain(
        kind="contradiction",
        row=contradiction_rows(record, [found])[0],
        event=event_rows(record, [event])[0] if isinstance(event, Event) else None,
        sides=[ContradictionSide(value=v.value, claims=_claims(record, v.claims, library)) for v in found.values],
        judged=[judgement_row(one) for one in library.judged(found.id)],
    )
