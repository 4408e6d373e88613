"""Rows made from a record. One function a shape, each pure: the same record gives the same dict."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from communique.model.records import (
    Claim,
    Contradiction,
    ContradictionKind,
    Document,
    Event,
    Office,
    Skipped,
    Source,
    Statement,
    Status,
)
from communique.model.values import ActorKind, Link, Participant, Quantity, Span
from communique.views.dates import date_shape, iso
from communique.views.phrases import phrase, said, tells_more
from communique.views.reader import ActorLike, HitLike, Reader
from communique.views.shapes import (
    ActorRef,
    ActorRow,
    ContradictionRow,
    DocumentRow,
    EventRow,
    HitRow,
    OfficeRow,
    SideRow,
    SkippedRow,
    SourceRow,
    StatementRow,
)

# How much of a document stands around a found word; enough for one sentence on either side of it.
_AROUND = 90


class Library:
    """The documents of one record, fetched once each while a shape is made."""

    def __init__(self, record: Reader) -> None:
        self._record = record
        self._documents: dict[str, Document] = {}

    def __getitem__(self, id: str) -> Document:
        if id not in self._documents:
            self._documents[id] = self._record.document(id)
        return self._documents[id]


def source_name(document: Document) -> str:
    """The display name of a document's source; the file name of its address where no source is known."""
    if document.source is not None:
        return document.source.name
    return document.uri.replace("\\", "/").rstrip("/").rsplit("/", 1)[-1] or document.id


def actor_ref(participant: Participant) -> ActorRef:
    """One participant as a row names it."""
    name = participant.name or participant.text
    return ActorRef(
        actor=participant.actor,
        name=name,
        label=_label(name, participant.kind, participant.country),
        country=participant.country,
        office=participant.office,
    )


def _label(name: str, kind: ActorKind, country: str | None) -> str:
    return name if kind is ActorKind.STATE or not country else f"{name} ({country})"


def actor_refs(participants: Iterable[Participant]) -> list[ActorRef]:
    """Participants as a row names them, each once, in their order."""
    seen: dict[str, ActorRef] = {}
    for participant in participants:
        seen.setdefault(participant.actor or participant.name or participant.text, actor_ref(participant))
    return list(seen.values())


def chain(document: Document, links: Sequence[Link], speakers: Sequence[Participant] = ()) -> list[str]:
    """The way the words came: publishing source, media it names, speakers. A name that came before is left out."""
    names = [source_name(document), *(link.name for link in links)]
    speaker = " and ".join(ref["name"] for ref in actor_refs(speakers))
    names.extend([speaker] if speaker else [])
    return [n for i, n in enumerate(names) if n and n not in names[:i]]


def words_of(spans: Iterable[Span], text: str) -> str:
    """The words of several spans in one line; … stands where they do not touch."""
    pieces: list[str] = []
    end: int | None = None
    for span in sorted(spans):
        piece = " ".join(span.of(text).split())
        gap = "" if end is None else text[end : span.start]
        if piece:
            pieces.append(piece if end is None else f"{' … ' if gap.strip() else ' '}{piece}")
            end = span.end
    return "".join(pieces)


def quantity_text(quantity: Quantity) -> str:
    """A quantity in words: the text's own where they are known."""
    if quantity.text:
        return " ".join(quantity.text.split())
    parts = (
        "" if quantity.qualifier.value == "exact" else quantity.qualifier.value,
        f"{quantity.value:g}",
        quantity.unit,
    )
    return " ".join(p for p in parts if p) + (f" of {quantity.of}" if quantity.of else "")


def event_rows(record: Reader, events: Sequence[Event]) -> list[EventRow]:
    """Rows of these events, in their order. One look-up for all claims, one for each document they stand in."""
    claims = {c.id: c for c in record.claims(ids=sorted({i for e in events for i in e.claims}))}
    against: dict[str, list[str]] = {}
    for found in record.contradictions():
        if found.event is not None and found.kind is ContradictionKind.CONTRADICTION:
            against.setdefault(found.event, []).append(found.id)
    library = Library(record)
    return [event_row(e, claims, library, sorted(against.get(e.id, ()))) for e in events]


def event_row(event: Event, claims: Mapping[str, Claim], library: Library, contradictions: list[str]) -> EventRow:
    """The row of one event; ``claims`` must hold its own."""
    own = [claims[i] for i in event.claims if i in claims]
    deciding = min(own, key=lambda c: (-c.score, c.id), default=None)
    words = "" if deciding is None else " ".join(deciding.predicate.of(library[deciding.document].text).split())
    about = event.details.resolution or event.details.body or ""
    what_phrase = phrase(event.event, event.form, event.mode, details=event.details, words=words)
    what = said(what_phrase, event.status, named=bool(event.targets or about))
    return EventRow(
        id=event.id,
        date=date_shape(event.date),
        event=None if event.event is None else event.event.value,
        form=event.form,
        mode=event.mode,
        status=event.status.value,
        who=actor_refs(event.sources),
        what=what,
        # A form or a choice says what happened; only a bare event leaves room for the words to say more.
        words=words if not event.form and not event.details.choice and tells_more(words, what) else "",
        whom=actor_refs(event.targets),
        about=about,
        place=None if event.place is None else event.place.name,
        documents=len(event.documents),
        origins=len(event.origins),
        contradictions=contradictions,
        outcome=None if event.outcome is None else event.outcome.value,
        outcome_event=event.outcome_event,
        score=round(event.score, 4),
    )


def is_open_plan(row: EventRow) -> bool:
    """True for what was announced and of which nothing more is known."""
    return row["status"] == Status.PLANNED.value and row["outcome"] in (None, "open")


def statement_rows(record: Reader, statements: Sequence[Statement]) -> list[StatementRow]:
    """Rows of these statements, strongest first; one that other documents repeat word for word stands once.

    Strength: verbatim before reported, then the number of documents, then the score.
    """
    library = Library(record)
    groups: dict[tuple[object, ...], list[StatementRow]] = {}
    for statement in sorted(statements, key=lambda s: (-s.score, s.id)):
        row = statement_row(statement, library[statement.document])
        folded = "".join(c for c in row["quote"].lower() if c.isalnum())
        who = tuple(ref["actor"] or ref["name"] for ref in row["speakers"])
        groups.setdefault((who, folded) if folded else (row["id"],), []).append(row)
    rows = []
    for same in groups.values():
        first = same[0]
        first["also"] = sorted({r["document"] for r in same} - {first["document"]})
        rows.append(first)
    return sorted(rows, key=lambda r: (not r["verbatim"], -len(r["also"]), -r["score"], r["id"]))


def statement_row(statement: Statement, document: Document) -> StatementRow:
    """The row of one statement."""
    return StatementRow(
        id=statement.id,
        document=statement.document,
        published=iso(document.published),
        speakers=actor_refs(statement.speakers),
        addressees=actor_refs(statement.addressees),
        manner=statement.manner,
        verbatim=statement.verbatim,
        chain=chain(document, statement.attribution, statement.speakers),
        quote=words_of(statement.content_spans, document.text),
        also=[],
        score=round(statement.score, 4),
    )


def contradiction_rows(record: Reader, contradictions: Sequence[Contradiction]) -> list[ContradictionRow]:
    """Rows of these contradictions: real ones first, then updates, then differences of scope; by subject within."""
    claims = {
        c.id: c for c in record.claims(ids=sorted({i for x in contradictions for v in x.values for i in v.claims}))
    }
    library = Library(record)
    order = list(ContradictionKind)

    def side(value: str, ids: Sequence[str]) -> SideRow:
        own = [claims[i] for i in ids if i in claims]
        chains = {tuple(chain(library[c.document], c.attribution)): None for c in own}
        return SideRow(value=value, claims=list(ids), chains=[list(c) for c in chains])

    return [
        ContradictionRow(
            id=x.id,
            event=x.event,
            subject=x.subject,
            field=x.field,
            type=x.kind.value,
            values=[side(v.value, v.claims) for v in x.values],
            why=x.why,
        )
        for x in sorted(contradictions, key=lambda x: (order.index(x.kind), x.subject, x.field, x.id))
    ]


def office_row(office: Office) -> OfficeRow:
    """The row of one office."""
    return OfficeRow(
        actor=office.person,
        name=office.name,
        position=office.position,
        country=office.country,
        since=iso(office.start),
        until=iso(office.end),
        basis=office.basis,
        document=office.document,
        origin=office.origin,
    )


def actor_rows(actors: Sequence[ActorLike]) -> list[ActorRow]:
    """Rows of these actors, most mentioned first."""
    return [actor_row(a) for a in sorted(actors, key=lambda a: (-a.mentions, a.name, a.id))]


def actor_row(actor: ActorLike) -> ActorRow:
    """The row of one actor."""
    return ActorRow(
        id=actor.id,
        name=actor.name,
        kind=actor.kind.value,
        country=actor.country,
        sector=actor.sector,
        names=list(actor.names),
        offices=[office_row(o) for o in actor.offices],
        documents=len(actor.documents),
        mentions=actor.mentions,
    )


def source_rows(sources: Sequence[tuple[Source, int]]) -> list[SourceRow]:
    """Rows of these sources, those with most documents first."""
    return [
        SourceRow(id=s.id, name=s.name, country=s.country, kind=s.kind, ownership=s.ownership, documents=n)
        for s, n in sorted(sources, key=lambda pair: (-pair[1], pair[0].name, pair[0].id))
    ]


def document_rows(record: Reader, documents: Sequence[Document]) -> list[DocumentRow]:
    """Rows of these documents by day of publication (undated last), then by address."""
    claims = _tally(c.document for c in record.claims())
    statements = _tally(s.document for s in record.statements())
    return [
        document_row(d, claims.get(d.id, 0), statements.get(d.id, 0))
        for d in sorted(documents, key=lambda d: (iso(d.published) or "9999", d.uri, d.id))
    ]


def document_row(document: Document, claims: int, statements: int) -> DocumentRow:
    """The row of one document with how much was found in it."""
    return DocumentRow(
        id=document.id,
        title=document.title,
        source=None if document.source is None else document.source.name,
        published=iso(document.published),
        published_basis=document.published_basis.value,
        language=document.language,
        uri=document.uri,
        copy_of=document.copy_of,
        claims=claims,
        statements=statements,
    )


def skipped_rows(skipped: Sequence[Skipped]) -> list[SkippedRow]:
    """Rows of what was not read, by reason, then address."""
    listed = sorted(skipped, key=lambda s: (s.reason, s.uri))
    return [SkippedRow(uri=s.uri, reason=s.reason, detail=s.detail) for s in listed]


def hit_rows(record: Reader, hits: Sequence[HitLike]) -> list[HitRow]:
    """Rows of these search answers, in their order, each with the words around its first match."""
    library = Library(record)
    rows = []
    for hit in hits:
        document = library[hit.document]
        at = min(hit.spans, default=Span(0, 0))
        begin, end = _around(document.text, at)
        marks = [
            (max(s.start, begin) - begin, min(s.end, end) - begin) for s in sorted(hit.spans) if begin <= s.start < end
        ]
        rows.append(
            HitRow(
                kind=hit.kind,
                id=hit.id,
                document=hit.document,
                title=document.title,
                excerpt=document.text[begin:end],
                marks=marks,
                score=round(hit.score, 4),
            )
        )
    return rows


def _around(text: str, at: Span) -> tuple[int, int]:
    """A stretch around ``at`` that begins and ends with a whole word."""
    begin, end = max(at.start - _AROUND, 0), min(at.end + _AROUND, len(text))
    if begin and (blank := text.find(" ", begin, at.start)) >= 0:
        begin = blank + 1
    if end < len(text) and (blank := text.rfind(" ", at.end, end)) >= 0:
        end = blank
    return begin, end


def _tally(names: Iterable[str]) -> dict[str, int]:
    counts: dict[str, int] = {}
    for name in names:
        counts[name] = counts.get(name, 0) + 1
    return counts
