"""The route of the first page."""

from __future__ import annotations

import datetime as dt
from typing import Annotated

from fastapi import APIRouter, Query
from starlette.requests import Request
from starlette.responses import Response

from communique import settings
from communique.views.dates import parse_day
from communique.views.door.records import records
from communique.views.home import Home, Since, home
from communique.views.rest.answers import one

router = APIRouter()


@router.get("/api/home", tags=["Record"], summary="What is new", response_model=Home)
def get_home(
    request: Request,
    *,
    new: Annotated[
        Since, Query(description="The newest events: those of the last build, of the last week of news, or of all.")
    ] = "build",
    today: Annotated[
        str | None, Query(description="The day by which plans are upcoming or passed; by default today.", max_length=40)
    ] = None,
) -> Response:
    """What the record holds, the newest events, open plans near their day, contradictions that the newest documents
    bring, and the busiest dyads with their events over time.
    """
    day = parse_day(today or None) or dt.date.fromisoformat(settings.now()[:10])
    with records(request).reading() as record:
        return one(home(record, today=day, since=new))
