"""What `compare EVENT` gives: the reports of one event side by side, field by field, with what each side says of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Literal

from typing_extensions import TypedDict

from communique.errors import UsageError
from communique.model.records import Document, Event, EventField, Statement
from communique.views.dates import iso
from communique.views.events import event_rows
from communique.views.reader import Reader
from communique.views.rows import Library, source_name, statement_row
from communique.views.shapes import EventRow, StatementRow


class ReportRow(TypedDict):
    """One report of the event.

    ``side``: the party whose own media it is (ISO alpha-3), empty for others. ``origin``: whom it leads back to.
    ``statements``: what it has the parties say, in the order of the text.
    """

    document: str
    source: str
    side: str
    origin: str
    published: str | None
    claims: list[str]
    statements: list[StatementRow]


class ComparedField(TypedDict):
    """One field: what each report says of it, in the order of the reports; an empty list where it leaves it out.

    ``differ``: how far they do: contradiction, update, scope; precision, where what they say fits together but is not
    the same (a day against its month, a person against his state); empty, where they agree.
    """

    field: str
    values: list[list[str]]
    differ: str


class ComparedPart(TypedDict):
    """One part of a visit (talks, a signing): whether each report tells it, in the order of the reports."""

    event: EventRow
    told: list[bool]


class Comparison(TypedDict):
    """The reports of one event side by side. ``parts``: those of a visit that some of these reports tell."""

    kind: Literal["comparison"]
    row: EventRow
    reports: list[ReportRow]
    fields: list[ComparedField]
    parts: list[ComparedPart]


def compare(record: Reader, id: str) -> Comparison:
    """The reports of the event ``id`` (or of an id that begins so) side by side: each party's own media first.

    Raises:
        UnknownId: nothing has this id.
        UsageError: what has it is no event.
    """
    event = record.get(id)
    if not isinstance(event, Event):
        raise UsageError(f"{id} is no event", "communique events lists them with their ids")
    library = Library(record)
    parties = list(dict.fromkeys(p.country for p in (*event.sources, *event.targets) if p.country))
    told = {c.id: c.document for c in record.claims(ids=event.claims)}
    marks = {x.field: x.kind.value for x in record.contradictions_of([event.id])}
    documents = [library[d] for d in dict.fromkeys(told.values())]
    documents.sort(key=lambda d: (_rank(d, parties), iso(d.published) or "9", d.id))
    return Comparison(
        kind="comparison",
        row=event_rows(record, [event])[0],
        reports=[
            ReportRow(
                document=d.id,
                source=source_name(d),
                side=_side(d, parties),
                origin=library.origin(d.id),
                published=iso(d.published),
                claims=sorted(c for c, at in told.items() if at == d.id),
                statements=[
                    statement_row(s, d, library.verdict_on(s.id))
                    for s in _of_parties(record.statements(document=d.id), parties)
                ],
            )
            for d in documents
        ],
        fields=[_field(f, [d.id for d in documents], told, marks) for f in event.fields],
        parts=_parts(record, event, [d.id for d in documents]),
    )


def _parts(record: Reader, event: Event, documents: Sequence[str]) -> list[ComparedPart]:
    if event.form != "visit":
        return []
    found = [e for e in record.events(documents=documents) if e.part_of == event.id]
    rows = event_rows(record, found)
    by_id = {e.id: e.documents for e in found}
    return [ComparedPart(event=row, told=[d in by_id[row["id"]] for d in documents]) for row in rows]


def _side(document: Document, parties: Sequence[str]) -> str:
    country = document.source.country if document.source is not None else None
    return country if country in parties and country is not None else ""


def _rank(document: Document, parties: Sequence[str]) -> int:
    side = _side(document, parties)
    return parties.index(side) if side else len(parties)


def _of_parties(statements: Sequence[Statement], parties: Sequence[str]) -> list[Statement]:
    """What the parties themselves say, in the order of the text; what stands in another's words apart."""
    own = [s for s in statements if s.nested_in is None and any(p.country in parties for p in s.speakers)]
    return sorted(own, key=lambda s: (s.sentence, min(s.spans()), s.id))


# A field of an event, and what a disagreement on it is about.
_AS_DISAGREED = {"since": "previous visit", "sources": "participants", "targets": "participants"}


def _field(
    field: EventField, documents: Sequence[str], told: Mapping[str, str], marks: Mapping[str, str]
) -> ComparedField:
    cells = [[v.value for v in field.values if any(told.get(c) == d for c in v.supports)] for d in documents]
    said = {tuple(sorted(cell)) for cell in cells if cell}
    kind = marks.get(field.name) or marks.get(_AS_DISAGREED.get(field.name, ""), "")
    return ComparedField(field=field.name, values=cells, differ=kind or ("precision" if len(said) > 1 else ""))
