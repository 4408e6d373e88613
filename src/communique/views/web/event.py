"""The page of one event: its reports side by side, who has it from whom, and the words of each."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Annotated

from fastapi import APIRouter, Query
from starlette.requests import Request
from starlette.responses import Response

from communique import settings
from communique.model.records import Event
from communique.views.chain import show
from communique.views.comparison import compare
from communique.views.door.records import records
from communique.views.reasons import joined_by
from communique.views.render import telling
from communique.views.reports import by_report, left_out, said_fields, tree
from communique.views.web.shell import page
from communique.views.web.things import moved, thing

router = APIRouter(include_in_schema=False)

FIRST = 20  # claims that are shown before somebody asks for all
JOINED = 100  # pairs of claims of which it is told what joined them
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
        titles={c["document"]["id"]: c["document"]["title"] for c in chain["claims"] if c["document"]["title"]},
        reports=by_report(chain["claims"] if all else chain["claims"][:FIRST]),
        whole=all or len(chain["claims"]) <= FIRST,
        joined=[_joined(why, {c["id"]: n for n, c in enumerate(chain["claims"], 1)}) for why in chain["why"][:JOINED]],
        tell=telling,
        by=settings.load().by,
    )


def _joined(why: str, numbers: Mapping[str, int]) -> tuple[str, list[str]]:
    """What joined two claims, which are called by their numbers on the page."""
    head, sides = joined_by(why)

    def number(found: re.Match[str]) -> str:
        return f"claim {numbers[found[0]]}" if found[0] in numbers else found[0]

    return re.sub(r"c-[0-9a-f]+", number, head), sides
