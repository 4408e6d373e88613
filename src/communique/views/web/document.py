"""The page of one document: its text with what was found in it."""

from __future__ import annotations

from typing import Annotated
from urllib.parse import urlsplit

from fastapi import APIRouter, Query
from starlette.requests import Request
from starlette.responses import Response

from communique.errors import UsageError
from communique.model.records import READ_PARTS, Document
from communique.views.chain import claim_chain
from communique.views.door.records import records
from communique.views.marks import ACTOR, CLAIM, DATE, PLACE, STATEMENT, Mark, blocks, marks_of
from communique.views.render import telling
from communique.views.reports import found_rows
from communique.views.rows import Library, document_row, source_name, statement_row, written
from communique.views.web.marking import text_html
from communique.views.web.shell import page
from communique.views.web.things import moved, thing

router = APIRouter(include_in_schema=False)

SHOWN = {"claims": CLAIM, "statements": STATEMENT, "actors": ACTOR, "dates": DATE, "places": PLACE}
"""The kinds of marks by their names in the address."""
REUSE = "reuse"


@router.get("/documents/{id}")
def document_page(
    request: Request, id: str, marks: Annotated[list[str] | None, Query(max_length=20)] = None
) -> Response:
    """One document; ``marks``: which kinds are shown, all where nothing is said."""
    names = shown_names(marks)
    with records(request).reading() as record:
        found = thing(record, Document, id)
        if found.id != id:
            return moved(request, found.id)
        # Asked for once each: a long document has thousands of claims.
        claims, statements, reading = record.claims(document=id), record.statements(document=id), record.reading(id)
        library, versions = Library(record), record.versions(id)
        row = document_row(found, len(claims), len(statements), written(record, found))
        listed = found_rows(
            [(min(c.spans).start, claim_chain(c, library)) for c in claims],
            [
                (min(s.spans(), default=s.sentence).start, statement_row(s, found, library.verdict_on(s.id)))
                for s in statements
            ],
        )
        others = {r.document for r in found.reuses} | {v.document for v in versions} | {found.copy_of or id}
        named = {other: _named(library[other]) for other in others if other != id}
    marked = marks_of(claims, statements, reading.mentions if reading else ())
    marked.append(Mark(REUSE, tuple(r.span for r in found.reuses)))
    sightings = sorted({s.uri for s in found.sightings if s.uri})
    return page(
        request,
        "document.html",
        doc=found,
        row=row,
        versions=versions,
        source_id=found.source.id if found.source else "",
        text=text_html(found, blocks(found, marked), [SHOWN[name] for name in names], named),
        found=listed,
        names=list(SHOWN),
        shown=names,
        aside=sum(p.kind not in READ_PARTS for p in found.parts),
        named=named,
        published=telling.PUBLISHED[found.published_basis.value],
        web=[uri for uri in sightings if is_web(uri)],
        other_places=[uri for uri in sightings if not is_web(uri)],
        tell=telling,
    )


def shown_names(marks: list[str] | None) -> list[str]:
    """Which kinds of marks an address asks for, in their usual order.

    Raises:
        UsageError: there is no such kind.
    """
    if marks is None:
        return list(SHOWN)
    asked = {name.strip() for part in marks for name in part.split(",") if name.strip()}
    if wrong := sorted(asked - set(SHOWN)):
        raise UsageError(f"there are no marks {', '.join(wrong)}", f"of: {', '.join(SHOWN)}")
    return [name for name in SHOWN if name in asked]


def is_web(uri: str) -> bool:
    """True for an address that a link may lead to: nothing that could run.

    >>> is_web("https://vnanet.vn/1"), is_web("javascript:alert(1)"), is_web("news/1.txt")
    (True, False, False)
    """
    try:
        parts = urlsplit(uri)
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(parts.netloc)


def _named(other: Document) -> str:
    """Source and title of another document."""
    return f"{source_name(other)}: {other.title}" if other.title else source_name(other)
