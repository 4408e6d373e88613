"""Rows made from a record. One function a shape, each pure: the same record gives the same dict."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence

from communique.model.judgements import Stands, Verdict
from communique.model.records import (
    Claim,
    Contradiction,
    ContradictionKind,
    Document,
    Skipped,
    Source,
    Statement,
)
from communique.model.values import ActorKind, Link, PartialDate, Participant, Quantity, Span, hull
from communique.views.dates import date_shape, iso
from communique.views.reader import FormatLike, HitLike, OutletLike, Reader
from communique.views.shapes import (
    ActorRef,
    ContradictionRow,
    DocumentRow,
    FormatRow,
    HitRow,
    OutletRow,
    SaysRow,
    SideRow,
    SkippedRow,
    SourceRow,
    StatementRow,
)
from communique.views.words import balanced, closed, folded, window

_SAYS = 110  # characters of a sentence that show what one side of a contradiction says
# How much of a document stands around a found word; enough for one sentence on either side of it.
_AROUND = 90


class Library:
    """The documents of one record, fetched once each while a shape is made."""

    def __init__(self, record: Reader) -> None:
        self._record = record
        self._documents: dict[str, Document] = {}
        self._judged: dict[str, list[Stands]] | None = None

    def __getitem__(self, id: str) -> Document:
        if id not in self._documents:
            self._documents[id] = self._record.document(id)
        return self._documents[id]

    def fetch(self, ids: Iterable[str]) -> None:
        """Look up documents that will be asked for, in one question; what is not there is told when it is asked for."""
        missing = sorted({*ids} - self._documents.keys())
        if missing:
            self._documents |= {d.id: d for d in self._record.documents_with(missing)}

    def judged(self, *ids: str) -> list[Stands]:
        """The judgements in force that are about any of these things, by time."""
        if self._judged is None:
            self._judged = {}
            for one in self._record.standings():
                if one.counts:
                    for id in {*one.found, *one.judgement.subjects}:
                        self._judged.setdefault(id, []).append(one)
        found = {one.judgement.id: one for id in ids for one in self._judged.get(id, ())}
        return sorted(found.values(), key=lambda one: (one.judgement.when, one.judgement.id))

    def verdict_on(self, id: str) -> str:
        """ "right" or "wrong" where people said so of a thing as such, else nothing."""
        told = [one.judgement for one in self.judged(id) if not one.judgement.field]
        return next((j.verdict.value for j in told if j.verdict in (Verdict.RIGHT, Verdict.WRONG)), "")

    def origin(self, id: str) -> str:
        """Who a document leads back to as a whole: the one it copies, the agency that it credits, else its source."""
        seen = [id]
        while (copied := self[seen[-1]].copy_of) is not None and copied not in seen:
            seen.append(copied)
        # Copies of each other lead to the same one of them, wherever one starts.
        first = self[seen[-1] if copied is None else min(seen[seen.index(copied) :])]
        if first.credits:
            return first.credits[0]
        return first.source.name if first.source is not None else first.id


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
        label=_label(name, participant),
        country=participant.country,
        office=participant.office,
    )


def _label(name: str, participant: Participant) -> str:
    if participant.kind is ActorKind.STATE:
        # A crowd is not its state, although the codebook books it under that.
        return f"people of {name}" if participant.sector == "CVL" else name
    return f"{name} ({participant.country})" if participant.country else name


def are_persons(participants: Sequence[Participant]) -> bool:
    """True when somebody stands there, and no state as such."""
    return bool(participants) and not any(p.kind is ActorKind.STATE and p.sector != "CVL" for p in participants)


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
    listed = sorted(spans)
    if listed:  # a quotation that is still open at its last word closes just behind it
        listed[-1] = Span(listed[-1].start, max(listed[-1].end, closed(hull(listed), text).end))
    for span in listed:
        piece = folded(span.of(text))
        gap = "" if end is None else text[end : span.start]
        if piece:
            pieces.append(piece if end is None else f"{' … ' if gap.strip() else ' '}{piece}")
            end = span.end
    return balanced("".join(pieces))


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


def statement_rows(record: Reader, statements: Sequence[Statement], states: Sequence[str] = ()) -> list[StatementRow]:
    """Rows of these statements, by strength, the newest first within; one that others repeat word for word stands once.

    Strength: those who speak for one of ``states`` (ISO codes) before others, then verbatim before reported.
    """
    library = Library(record)
    library.fetch(s.document for s in statements)
    groups: dict[tuple[object, ...], list[StatementRow]] = {}
    for statement in sorted(statements, key=lambda s: (-s.score, s.id)):
        row = statement_row(statement, library[statement.document], library.verdict_on(statement.id))
        letters = "".join(c for c in row["quote"].lower() if c.isalnum())
        who = tuple(ref["actor"] or ref["name"] for ref in row["speakers"])
        groups.setdefault((who, letters, row["judged"]) if letters else (row["id"],), []).append(row)
    rows = []
    for same in groups.values():
        first = same[0]
        first["also"] = sorted({r["document"] for r in same} - {first["document"]})
        rows.append(first)

    def strength(row: StatementRow) -> tuple[object, ...]:
        stranger = bool(states) and not any(ref["country"] in states for ref in row["speakers"])
        age = -dt.date.fromisoformat(row["published"]).toordinal() if row["published"] else 0
        return (stranger, not row["verbatim"], age, -len(row["also"]), -row["score"], row["id"])

    return sorted(rows, key=strength)


def statement_row(statement: Statement, document: Document, judged: str = "") -> StatementRow:
    """The row of one statement; ``judged`` as `Library.verdict_on` tells it."""
    text = document.text
    cue = max((s for s in statement.cue_spans), default=None)
    first = min(statement.content_spans, default=None)
    between = "?" if cue is None or first is None or cue.end > first.start else text[cue.end : first.start].strip()
    return StatementRow(
        id=statement.id,
        document=statement.document,
        published=iso(document.published),
        speakers=actor_refs(statement.speakers),
        addressees=actor_refs(statement.addressees),
        manner=statement.manner,
        verbatim=statement.verbatim,
        chain=chain(document, statement.attribution, statement.speakers),
        occasion=statement.occasion,
        medium=statement.medium,
        stances=[f"{s.sign}{s.name}" for s in statement.stances],
        topics=list(statement.topics),
        joint="" if not between else "that" if between.split()[-1] == "that" else ":",
        quote=words_of(statement.content_spans, text),
        also=[],
        judged=judged,
        score=round(statement.score, 4),
    )


def contradiction_rows(record: Reader, contradictions: Sequence[Contradiction]) -> list[ContradictionRow]:
    """Rows of these contradictions: real ones first, then updates, then differences of scope; by subject within."""
    claims = {
        c.id: c for c in record.claims(ids=sorted({i for x in contradictions for v in x.values for i in v.claims}))
    }
    library = Library(record)
    library.fetch(c.document for c in claims.values())
    order = list(ContradictionKind)

    def side(field: str, value: str, ids: Sequence[str]) -> SideRow:
        own = [claims[i] for i in ids if i in claims]
        chains = {tuple(chain(library[c.document], c.attribution)): None for c in own}
        says: dict[str, SaysRow] = {}
        for claim in own:  # one voice for each document: what it repeats of itself adds nothing
            says.setdefault(claim.document, _says(claim, library[claim.document], field, value))
        return SideRow(value=value, claims=list(ids), chains=[list(c) for c in chains], says=list(says.values()))

    return [
        ContradictionRow(
            id=x.id,
            event=x.event,
            subject=x.subject,
            field=x.field,
            type=x.kind.value,
            values=[side(x.field, v.value, v.claims) for v in x.values],
            why=x.why,
        )
        for x in sorted(contradictions, key=lambda x: (order.index(x.kind), x.subject, x.field, x.id))
    ]


def _says(claim: Claim, document: Document, field: str, value: str) -> SaysRow:
    spans = [claim.predicate]
    if field == "date" and claim.date is not None and claim.date.span is not None:
        spans.append(claim.date.span)
    if field == "place" and claim.place is not None and claim.place.span is not None:
        spans.append(claim.place.span)
    # A number stands as the text writes it: only its own quantity shows the value.
    spans += [q.span for q in claim.quantities if q.span is not None and f"{q.value:g}" in value.split()]
    return SaysRow(
        claim=claim.id,
        document=document.id,
        source=source_name(document),
        published=iso(document.published),
        chain=chain(document, claim.attribution),
        words=window(document.text, claim.sentence, spans, _SAYS),
    )


def source_rows(sources: Sequence[tuple[Source, int]]) -> list[SourceRow]:
    """Rows of these sources, those with most documents first."""
    return [
        SourceRow(id=s.id, name=s.name, country=s.country, kind=s.kind, ownership=s.ownership, documents=n)
        for s, n in sorted(sources, key=lambda pair: (-pair[1], pair[0].name, pair[0].id))
    ]


def format_rows(formats: Sequence[FormatLike]) -> list[FormatRow]:
    """Rows of these formats, in their order."""
    return [FormatRow(name=f.name, what=f.what, suffixes=list(f.suffixes)) for f in formats]


def outlet_rows(outlets: Sequence[OutletLike]) -> list[OutletRow]:
    """Rows of these outlets by name."""
    return [
        OutletRow(
            id=o.source.id,
            name=o.source.name,
            country=o.source.country,
            kind=o.source.kind,
            ownership=o.source.ownership,
            aliases=list(o.source.aliases),
            domains=list(o.domains),
            origin=o.origin,
        )
        for o in sorted(outlets, key=lambda o: (o.source.name.casefold(), o.source.id))
    ]


def document_rows(record: Reader, documents: Sequence[Document]) -> list[DocumentRow]:
    """Rows of these documents by day of publication (undated last), then by address."""
    claims = _tally(c.document for c in record.claims())
    statements = _tally(s.document for s in record.statements())
    return [
        document_row(d, claims.get(d.id, 0), statements.get(d.id, 0), written(record, d))
        for d in sorted(documents, key=lambda d: (iso(d.published) or "9999", d.uri, d.id))
    ]


def written(record: Reader, document: Document) -> PartialDate | None:
    """When an undated document was written, as far as its own words bound that."""
    reading = record.reading(document.id) if document.published is None else None
    return reading.anchor if reading is not None else None


def document_row(document: Document, claims: int, statements: int, inferred: PartialDate | None = None) -> DocumentRow:
    """The row of one document with how much was found in it."""
    return DocumentRow(
        id=document.id,
        title=document.title,
        source=None if document.source is None else document.source.name,
        published=iso(document.published),
        published_basis=document.published_basis.value,
        written=date_shape(inferred),
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
    library.fetch(hit.document for hit in hits)
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
