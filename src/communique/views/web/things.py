"""One thing of a record by its id, as its page looks it up; and the pages of claims, statements and contradictions."""

from __future__ import annotations

from typing import Any, TypeVar

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from communique import settings
from communique.model.records import Claim, Contradiction, Document, Event, Statement
from communique.model.values import hull
from communique.views.chain import document_ref, show
from communique.views.dates import date_shape
from communique.views.door.asking import must_be
from communique.views.door.records import records
from communique.views.events import event_rows
from communique.views.marks import segments
from communique.views.reader import Reader
from communique.views.render import telling
from communique.views.reports import claim_words, statement_marks, value_segments
from communique.views.rows import Library, statement_row
from communique.views.web.marking import sentence_html
from communique.views.web.shell import href, is_part, page, render

router = APIRouter(include_in_schema=False)

_KINDS: tuple[tuple[type[object], str], ...] = (
    (Document, "document"),
    (Claim, "claim"),
    (Statement, "statement"),
    (Event, "event"),
    (Contradiction, "contradiction"),
)
T = TypeVar("T", Document, Claim, Statement, Event, Contradiction)


def thing(record: Reader, wanted: type[T], id: str) -> T:
    """The thing of this kind with this id, or whose id begins so.

    Raises:
        UnknownId: nothing has it, or what has it is of another kind.
    """
    found = record.get(id)
    names = dict(_KINDS)
    if not isinstance(found, wanted):
        must_be(names[wanted], names.get(type(found), "actor"), found.id)
    assert isinstance(found, wanted)
    return found


def moved(request: Request, id: str) -> Response:
    """Lead from the beginning of an id to the whole."""
    asked = f"?{request.url.query}" if request.url.query else ""
    return RedirectResponse(f"{href(id)}{asked}", status_code=302)


def answer(request: Request, whole: str, part: str, **shapes: Any) -> Response:
    """A page, or what htmx puts into another one."""
    shapes |= {"tell": telling, "by": settings.load().by, "back": request.url.path}
    if is_part(request):
        return HTMLResponse(render(request, part, part=True, **shapes))
    return page(request, whole, part=False, **shapes)


@router.get("/claims/{id}")
def claim_page(request: Request, id: str) -> Response:
    """One claim down to its words."""
    with records(request).reading() as record:
        found = thing(record, Claim, id)
        if found.id != id:
            return moved(request, found.id)
        document = record.document(found.document)
        date = date_shape(found.date)
        inside = record.statements(ids=[found.statement]) if found.statement else ()
        return answer(
            request,
            "claim.html",
            "claim_part.html",
            claim=show(record, id),
            words=claim_words(found, document, telling.when(date)),
            details=found.details,
            events=event_rows(record, record.events_of([id])),
            said=[statement_row(s, document) for s in inside],
        )


@router.get("/statements/{id}")
def statement_page(request: Request, id: str) -> Response:
    """One statement with its sentence, what it stands in and what is claimed in it."""
    with records(request).reading() as record:
        found = thing(record, Statement, id)
        if found.id != id:
            return moved(request, found.id)
        document = record.document(found.document)
        others = record.statements(document=found.document)
        outer = [s for s in others if s.id == found.nested_in]
        inner = [s for s in others if s.nested_in == id]
        around = hull([found.sentence, *found.spans()])
        return answer(
            request,
            "statement.html",
            "statement_part.html",
            thing=show(record, id),
            document=document_ref(document),
            sentence=sentence_html(document.text, segments(around, statement_marks(found))),
            outer=[statement_row(s, document) for s in outer],
            inner=[statement_row(s, document) for s in inner],
        )


@router.get("/contradictions/{id}")
def contradiction_page(request: Request, id: str) -> Response:
    """One contradiction: its sides with the sentences that say so."""
    with records(request).reading() as record:
        found = thing(record, Contradiction, id)
        if found.id != id:
            return moved(request, found.id)
        chain = show(record, id)
        library = Library(record)
        sentences = {
            claim.id: sentence_html(
                library[claim.document].text, value_segments(claim, side.value, library[claim.document].text)
            )
            for side in found.values
            for claim in record.claims(ids=side.claims)
        }
    return page(
        request,
        "contradiction.html",
        thing=chain,
        sentences=sentences,
        told=any("k-value" in words for words in sentences.values()),
        tell=telling,
        by=settings.load().by,
    )
