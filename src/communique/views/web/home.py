"""The first page: what is new in the record, or how to begin where there is none yet."""

from __future__ import annotations

import datetime as dt
from typing import Annotated

from fastapi import APIRouter, Query
from starlette.requests import Request
from starlette.responses import Response

from communique import settings
from communique.errors import NotARecord, RecordMissing
from communique.views.door.jobs import jobs
from communique.views.door.records import records
from communique.views.home import Since, home
from communique.views.web.shell import page

router = APIRouter(include_in_schema=False)

SWITCH: tuple[tuple[Since, str], ...] = (
    ("build", "Since the last build"),
    ("week", "Last 7 days of news"),
    ("all", "All"),
)


@router.get("/")
def home_page(request: Request, new: Annotated[Since, Query()] = "build") -> Response:
    """What is new."""
    under_way = jobs(request).under_way()
    try:
        with records(request).reading() as record:
            shape = home(record, today=dt.date.fromisoformat(settings.now()[:10]), since=new)
    except RecordMissing:
        return page(request, "welcome.html", under_way=under_way)
    except NotARecord:
        if under_way is None:
            raise
        return page(request, "welcome.html", under_way=under_way)  # the file is being made at this moment
    if not shape["holding"]["counts"].get("documents"):
        return page(request, "welcome.html", under_way=under_way)
    return page(request, "home.html", home=shape, switch=SWITCH, under_way=under_way)
