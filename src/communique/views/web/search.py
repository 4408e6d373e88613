"""The page that searches everywhere."""

from __future__ import annotations

from typing import Annotated, Literal

from fastapi import APIRouter, Query
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from communique.views.asking_events import events_asked
from communique.views.door.records import records
from communique.views.finding import SHOWN, direct, findings
from communique.views.render import naming, telling
from communique.views.web.shell import href, page

router = APIRouter(include_in_schema=False)

KINDS = ("actors", "sources", "documents", "statements")
MOST = 100
"""How many answers of one kind are shown when only these are asked for."""


@router.get("/search")
def search_page(
    request: Request,
    q: Annotated[str, Query(max_length=100_000)] = "",
    kind: Annotated[Literal["actors", "sources", "documents", "statements", ""], Query()] = "",
) -> Response:
    """What is found for ``q``; an id leads to its own page at once."""
    found, events = None, []
    if q.strip():
        with records(request).reading() as record:
            if (id := direct(record, q)) is not None:
                return RedirectResponse(href(id), status_code=302)
            events = [] if kind else events_asked(record, q)
            found = findings(record, q, kind=kind or None, limit=MOST if kind else SHOWN)
    return page(
        request,
        "search.html",
        words=q,
        kind=kind,
        found=found,
        events=events,
        kinds=KINDS,
        most=MOST,
        tell=telling,
        naming=naming,
    )
