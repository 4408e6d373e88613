"""The route of the network."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query
from starlette.requests import Request
from starlette.responses import Response

from communique.views.door.asking import Since, Until, period, state_refs
from communique.views.door.records import records
from communique.views.network import PAIRS, Network, network
from communique.views.paging import MOST
from communique.views.rest.answers import one

router = APIRouter()


@router.get("/api/network", tags=["Events"], summary="Who deals with whom", response_model=Network)
def get_network(
    request: Request,
    *,
    since: Since = None,
    until: Until = None,
    least: Annotated[int, Query(description="Only pairs with so many events or more.", ge=1, le=10**9)] = 1,
    around: Annotated[
        str | None, Query(description="Only the neighbourhood of this state, by code or name.", max_length=100)
    ] = None,
    limit: Annotated[int, Query(description="How many pairs at most.", ge=1, le=MOST)] = PAIRS,
) -> Response:
    """States, the pairs of them with what each has between them, the busiest first, and persons who met. With `since`
    or `until` undated events are left out.
    """
    first, last = period(since, until)
    centre = next(iter(state_refs([around or ""])), None)
    with records(request).reading() as record:
        return one(network(record, since=first, until=last, least=least, around=centre, most=limit))
