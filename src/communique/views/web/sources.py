"""The pages of those who publish: the list of sources, and what one of them covers, quotes and leaves out."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from communique.errors import UnknownId
from communique.views.door.records import records
from communique.views.finding import near_names
from communique.views.reader import Finder
from communique.views.render import naming, telling
from communique.views.rows import source_rows
from communique.views.sources import find_source, source_page
from communique.views.web.filtering import chips
from communique.views.web.shell import href, page

router = APIRouter(include_in_schema=False)

MOST = 12
"""How many rows of one of the lists of a source stand open; the others are folded away."""


@router.get("/sources")
def sources_page(request: Request, q: Annotated[str, Query(max_length=20_000)] = "") -> Response:
    """The sources, those with most documents first."""
    with records(request).reading() as record:
        rows = source_rows(record.sources())
        unknown = record.counts()["documents"] - sum(row["documents"] for row in rows)
    words = q.casefold().split()
    shown = [row for row in rows if all(word in f"{row['name']} {row['id']}".casefold() for word in words)]
    return page(
        request,
        "sources.html",
        rows=shown,
        number=len(rows),
        unknown=unknown,
        most=max((row["documents"] for row in rows), default=1),
        words=q,
        chips=chips(request, {"q": f"called {q.strip()}" if q.strip() else ""}),
        naming=naming,
        tell=telling,
    )


@router.get("/sources/{id:path}")
def one_source_page(request: Request, id: str) -> Response:
    """One source."""
    with records(request).reading() as record:
        source = _known(record, id)
        if source != id:
            return RedirectResponse(href(source), status_code=302)
        found = source_page(record, id)
    return page(
        request,
        "source.html",
        found=found,
        row=found["row"],
        most=MOST,
        naming=naming,
        tell=telling,
    )


def _known(record: Finder, name: str) -> str:
    """The id of the source with this id or name.

    Raises:
        UnknownId: there is none; the hint has those with a name near it.
        UsageError: several have it in their names.
    """
    try:
        return find_source(record, name).id
    except UnknownId as error:
        near = near_names(name, [(one.id, [one.name, one.id, *one.aliases]) for one, _ in record.sources()])
        hint = f"near it: {', '.join(near)}" if near else "the list of all is at /sources"
        raise UnknownId(error.what, hint) from error
