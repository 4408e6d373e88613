"""Routes of what is between two states: their page, its charts, its brief."""

from __future__ import annotations

import datetime as dt
from typing import Annotated

from fastapi import APIRouter, Depends, Query
from starlette.requests import Request
from starlette.responses import Response

from communique import settings
from communique.views.brief import Brief
from communique.views.dates import parse_day
from communique.views.door.between import Between, StatePath, StepParam, between, two_states
from communique.views.door.records import records
from communique.views.dyad import DyadPage, dyad
from communique.views.narrowed import filtered_brief
from communique.views.rest.answers import one as whole_shape
from communique.views.rest.asked import CursorParam
from communique.views.series import Series, series_of
from communique.views.timeline import Timeline, timeline

router = APIRouter()

Asked = Annotated[Between, Depends(between)]


@router.get("/api/dyads/{one}/{two}", tags=["Dyads"], summary="How two states stand", response_model=DyadPage)
def get_dyad(
    request: Request,
    one: StatePath,
    two: StatePath,
    asked: Asked,
    *,
    cursor: CursorParam = None,
    today: Annotated[
        str | None,
        Query(description="The day by which plans are ahead or have passed; by default today.", max_length=40),
    ] = None,
) -> Response:
    """What there is between two states in a line; the newest events (on with `cursor`), open plans, agreements with
    their stage, votes, contradictions, who meets whom, and what each side says of the other.

    Filters hold for events; for statements those of days and of the source do.
    """
    day = parse_day(today or None) or dt.date.fromisoformat(settings.now()[:10])
    states = two_states(one, two)
    with records(request).reading() as record:
        return whole_shape(dyad(record, states, asked.resolve(record, states), today=day, cursor=cursor))


@router.get(
    "/api/dyads/{one}/{two}/timeline", tags=["Dyads"], summary="Events as points in time", response_model=Timeline
)
def get_timeline(request: Request, one: StatePath, two: StatePath, asked: Asked) -> Response:
    """Events by kind, each with how many origins tell it; where there are too many to draw, `notes` says which are."""
    states = two_states(one, two)
    with records(request).reading() as record:
        return whole_shape(timeline(record, asked.resolve(record, states)))


@router.get(
    "/api/dyads/{one}/{two}/series", tags=["Dyads"], summary="Cooperation and conflict over time", response_model=Series
)
def get_series(request: Request, one: StatePath, two: StatePath, asked: Asked, step: StepParam = None) -> Response:
    """Summed PLOVER scores by period, cooperation and conflict apart, per 100 documents that are held of the period,
    with 95 % intervals; `how` says what these are.
    """
    states = two_states(one, two)
    with records(request).reading() as record:
        return whole_shape(series_of(record, asked.resolve(record, states), step=step))


@router.get("/api/dyads/{one}/{two}/brief", tags=["Dyads"], summary="The brief of two states", response_model=Brief)
def get_brief(request: Request, one: StatePath, two: StatePath, asked: Asked) -> Response:
    """What `communique brief` prints: the best reported, in the order of the days."""
    states = two_states(one, two)
    with records(request).reading() as record:
        return whole_shape(filtered_brief(record, states, asked.resolve(record, states)))
