"""The page of one event: its reports side by side, who has it from whom, and the words of each."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query
from starlette.requests import Request
from starlette.responses import Response

from communique import settings
from communique.model.records import Event
from communique.views.chain import show
from communique.views.comparison import compare
from communique.views.door.records import records
from communique.views.render import telling
from communique.views.reports import left_out, said_fields, tree
from communique.views.web.shell import page
from communique.views.web.things import moved, thing

router = APIRouter(include_in_schema=False)

FIRST = 20  # claims that are shown before somebody asks for all
BESIDE = 6  # reports that stand beside each other as columns; more are a list for each field


@router.get("/events/{id}")
def event_page(
    request: Request, id: str, all: Annotated[bool, Query(description="Every claim, not the first only.")] = False
) -> Response:
    """One event down to the words of each report."""
    with records(request).reading() as record:
        found = thing(record, Event, id)
        if found.id != id:
            return moved(request, found.id)
        chain = show(record, id)
        assert chain["kind"] == "event"
        compared = compare(record, id)
    return page(
        request,
        "event.html",
        event=chain,
        row=chain["row"],
        dyad=telling.dyad(chain["row"]),
        compared=compared,
        beside=len(compared["reports"]) <= BESIDE,
        fields=said_fields(chain, compared),
        trees=[tree(origin) for origin in chain["origins"]],
        left_out=left_out(compared),
        claims=chain["claims"] if all else chain["claims"][:FIRST],
        tell=telling,
        by=settings.load().by,
    )
