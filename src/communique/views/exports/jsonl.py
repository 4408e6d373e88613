"""The record as JSON Lines: one object a line, `kind` first, by kind and id; the same record gives the same bytes.

The names are a contract that outside checks rely on (`tests/contract`). Offsets are into the document's ``text``.
Keys without content are left out, except those that may be null: a document's ``published``, a claim's ``choice`` and
``statement``.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from communique.model.judgements import Stands, Verdict
from communique.model.records import Claim, Contradiction, Document, Event, Office, Statement
from communique.model.values import Link, PartialDate, Participant, Place, Quantity, Span
from communique.views.dates import iso
from communique.views.reader import Reader
from communique.views.rows import written

_NULLABLE = frozenset({"published", "choice", "statement"})
Row = dict[str, Any]


def lines(record: Reader) -> Iterator[str]:
    """The whole record, line by line, without line ends."""
    for row in rows(record):
        yield json.dumps(row, ensure_ascii=False, separators=(",", ":"))


def rows(record: Reader) -> Iterator[Row]:
    """Documents, claims, statements, events, contradictions, offices: each sorted by id."""
    for document in sorted(record.documents(), key=lambda d: d.id):
        yield document_row(document, written(record, document))
    wrong = {i for one in record.standings() if _says_wrong(one) for i in one.found}
    told = [
        *map(claim_row, sorted(record.claims(), key=lambda c: c.id)),
        *map(statement_row, sorted(record.statements(), key=lambda s: s.id)),
    ]
    for row in told:
        yield row | ({"judged": "wrong"} if row["id"] in wrong else {})
    yield from map(event_row, sorted(record.events(), key=lambda e: e.id))
    yield from map(contradiction_row, sorted(record.contradictions(), key=lambda x: x.id))
    yield from map(office_row, sorted(record.offices(), key=_office_key))


def _says_wrong(one: Stands) -> bool:
    """True of a judgement that claims or statements as such should not be; such claims are in no event."""
    return one.counts and one.judgement.verdict is Verdict.WRONG and not one.judgement.field


def document_row(document: Document, inferred: PartialDate | None = None) -> Row:
    """One document. ``source`` and ``credits`` are display names; ``inferred`` is when it was written, if not known."""
    return _kept(
        kind="document",
        id=document.id,
        uri=document.uri,
        source=None if document.source is None else document.source.name,
        title=document.title,
        text=document.text,
        published=iso(document.published),
        published_basis=document.published_basis.value,
        written=_date(inferred, spans=False),
        language=document.language,
        copy_of=document.copy_of,
        credits=list(document.credits),
        reuses=[
            _kept(start=r.span.start, end=r.span.end, document=r.document, source=r.source) for r in document.reuses
        ],
        sightings=sorted({s.uri for s in document.sightings}) if len(document.sightings) > 1 else None,
        translated=document.translated,
    )


def claim_row(claim: Claim) -> Row:
    """One claim. ``attribution`` are display names, outermost medium first; ``choice`` is that of a vote."""
    details = claim.details
    return _kept(
        kind="claim",
        id=claim.id,
        document=claim.document,
        event=None if claim.event is None else claim.event.value,
        mode=claim.mode,
        form=claim.form,
        choice=details.choice,
        status=claim.status.value,
        source=[_participant(p) for p in claim.sources],
        target=[_participant(p) for p in claim.targets],
        date=_date(claim.date),
        place=_place(claim.place),
        quantities=[_quantity(q) for q in claim.quantities],
        attribution=_names(claim.attribution),
        statement=claim.statement,
        spans=_spans(claim.spans),
        score=round(claim.score, 4),
        contexts=list(claim.contexts),
        details=_kept(
            kind=details.kind,
            stage=details.stage,
            body=details.body,
            resolution=details.resolution,
            since=None if details.since is None else list(details.since),
            outcome=details.outcome,
        ),
        predicate=list(claim.predicate),
        sentence=list(claim.sentence),
        reasons=list(claim.reasons),
    )


def statement_row(statement: Statement) -> Row:
    """One statement. ``speaker`` is the first of ``speakers``."""
    speakers = [_participant(p) for p in statement.speakers]
    return _kept(
        kind="statement",
        id=statement.id,
        document=statement.document,
        speaker=speakers[0] if speakers else None,
        speakers=speakers,
        addressees=[_participant(p) for p in statement.addressees],
        attribution=_names(statement.attribution),
        links=[_link(link) for link in statement.attribution],
        manner=statement.manner,
        verbatim=statement.verbatim,
        occasion=statement.occasion,
        medium=statement.medium,
        stances=[
            _kept(name=s.name, sign=s.sign, text=s.text, country=s.country, start=s.span.start, end=s.span.end)
            for s in statement.stances
        ],
        topics=list(statement.topics),
        spans=_spans(statement.spans()),
        source_spans=_spans(statement.source_spans),
        cue_spans=_spans(statement.cue_spans),
        content_spans=_spans(statement.content_spans),
        score=round(statement.score, 4),
        nested_in=statement.nested_in,
        sentence=list(statement.sentence),
    )


def event_row(event: Event) -> Row:
    """One event. ``documents`` and ``origins`` are numbers; ``fields`` give every value with the claims that say so."""
    return _kept(
        kind="event",
        id=event.id,
        event=None if event.event is None else event.event.value,
        form=event.form,
        mode=event.mode,
        status=event.status.value,
        claims=list(event.claims),
        documents=len(event.documents),
        origins=len(event.origins),
        source=[_participant(p, spans=False) for p in event.sources],
        target=[_participant(p, spans=False) for p in event.targets],
        date=_date(event.date, spans=False),
        place=_place(event.place, spans=False),
        fields={
            f.name: [
                {"value": v.value, "supports": list(v.supports)} | ({"judged": v.judged} if v.judged else {})
                for v in f.values
            ]
            for f in event.fields
        },
        outcome=None if event.outcome is None else event.outcome.value,
        outcome_event=event.outcome_event,
        part_of=event.part_of,
        score=round(event.score, 4),
    )


def contradiction_row(found: Contradiction) -> Row:
    """One contradiction. ``type``: contradiction, update, scope."""
    return _kept(
        kind="contradiction",
        id=found.id,
        event=found.event,
        subject=found.subject,
        field=found.field,
        type=found.kind.value,
        values=[{"value": v.value, "claims": list(v.claims)} for v in found.values],
        why=found.why,
    )


def office_row(office: Office) -> Row:
    """One office. ``from`` and ``to`` are ISO days."""
    return _kept(
        kind="office",
        actor=office.person,
        name=office.name,
        position=office.position,
        country=office.country,
        **{"from": iso(office.start), "to": iso(office.end)},
        basis=office.basis,
        document=office.document,
        spans=_spans(office.spans),
        origin=office.origin,
        organisation=office.organisation,
        conflicts=list(office.conflicts),
    )


def _office_key(office: Office) -> tuple[str, ...]:
    days = (iso(office.start) or "", iso(office.end) or "")
    whose = (office.country or "", office.organisation or "")
    return (office.person, office.position, *whose, *days, office.basis, office.document or "", office.origin)


def _participant(participant: Participant, *, spans: bool = True) -> Row:
    row = _kept(
        actor=participant.actor,
        name=participant.name,
        text=participant.text,
        country=participant.country,
        sector=participant.sector,
        office=participant.office,
        kind=participant.kind.value,
    )
    # An event stands in no one document, so offsets would lead nowhere.
    return row | {"start": participant.span.start, "end": participant.span.end} if spans else row


def _date(date: PartialDate | None, *, spans: bool = True) -> Row | None:
    if date is None:
        return None
    row = _kept(start=iso(date.start), end=iso(date.end), precision=date.precision.value, basis=date.basis.value)
    return row | _kept(text=date.text, span=_span(date.span)) if spans else row


def _place(place: Place | None, *, spans: bool = True) -> Row | None:
    if place is None:
        return None
    return _kept(name=place.name, country=place.country, span=_span(place.span) if spans else None)


def _quantity(quantity: Quantity) -> Row:
    # One number has one form, whether it was just read or comes from a file: 11, not 11.0.
    value = int(quantity.value) if float(quantity.value).is_integer() else quantity.value
    return {"value": value} | _kept(
        unit=quantity.unit,
        of=quantity.of,
        qualifier=quantity.qualifier.value,
        text=quantity.text,
        span=_span(quantity.span),
    )


def _names(links: Iterable[Link]) -> list[str]:
    return [link.name for link in links]


def _link(link: Link) -> Row:
    return _kept(name=link.name, kind=link.kind.value, country=link.country, sector=link.sector, span=_span(link.span))


def _spans(spans: Iterable[Span]) -> list[list[int]]:
    return [list(s) for s in spans]


def _span(span: Span | None) -> list[int] | None:
    return None if span is None else list(span)


def _kept(**row: Any) -> Row:
    """``row`` without the keys that have nothing to say; numbers and false say something."""
    return {k: v for k, v in row.items() if not _is_empty(v) or k in _NULLABLE}


def _is_empty(value: Any) -> bool:
    return value is None or (isinstance(value, str | list | Mapping) and not value)
