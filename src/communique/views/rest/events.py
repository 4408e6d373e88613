"""Routes of events and of contradictions."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query
from starlette.requests import Request
from starlette.responses import Response

from communique.model.records import ContradictionKind
from communique.views.chain import ContradictionChain, EventChain
from communique.views.comparison import Comparison, compare
from communique.views.door.asking import (
    ActorParam,
    BetweenParam,
    Contradicted,
    EventParam,
    FormParam,
    Since,
    SourceParam,
    StatusParam,
    Until,
    filters,
    state_refs,
)
from communique.views.door.records import records
from communique.views.listing import contradictions_part, events_part
from communique.views.paging import USUAL, Part
from communique.views.rest.answers import ROWS, listed, one
from communique.views.rest.asked import CursorParam, FormatParam, IdParam, LimitParam, NewestParam, StatesParam
from communique.views.rest.lookups import actor_id, chain_of, check
from communique.views.shapes import ContradictionRow, EventRow

router = APIRouter()


@router.get(
    "/api/events", tags=["Events"], summary="Events, in parts", response_model=Part[EventRow], responses={**ROWS}
)
def list_events(
    request: Request,
    *,
    states: StatesParam = None,
    since: Since = None,
    until: Until = None,
    event: EventParam = None,
    form: FormParam = None,
    status: StatusParam = None,
    source: SourceParam = None,
    actor: ActorParam = None,
    contradicted: Contradicted = False,
    between: BetweenParam = False,
    newest: NewestParam = False,
    cursor: CursorParam = None,
    limit: LimitParam = USUAL,
    format: FormatParam = "json",
) -> Response:
    """Who did what to whom, by day, the undated last.

    Filters all have to hold. With `since` or `until` undated events are left out, and an event counts when one of the
    days that it may have been on lies within.
    """
    with records(request).reading() as record:
        wanted = filters(
            record,
            states=states or (),
            since=since,
            until=until,
            event=event,
            form=form,
            status=status,
            source=source,
            actor=actor_id(record, actor),
            contradicted=contradicted,
            between=between,
        )
        found = events_part(record, wanted, newest=newest, cursor=cursor, limit=limit)
    return listed(request, found, EventRow, format)


@router.get(
    "/api/events/{id}",
    tags=["Events"],
    summary="One event, down to the words of each report",
    response_model=EventChain,
)
def get_event(request: Request, id: IdParam) -> Response:
    """An event with every value of every field and the claims that say so, its origins, its contradictions, the
    sentences of all its claims, and why these claims were taken for one event.
    """
    with records(request).reading() as record:
        return one(chain_of(record, "event", id))


@router.get(
    "/api/events/{id}/compare",
    tags=["Events"],
    summary="The reports of one event side by side",
    response_model=Comparison,
)
def compare_event(request: Request, id: IdParam) -> Response:
    """What each report says of each field, what it leaves out, and whom it quotes; each party's own media first."""
    with records(request).reading() as record:
        return one(compare(record, check(record, "event", id)))


@router.get(
    "/api/contradictions",
    tags=["Contradictions"],
    summary="Contradictions, in parts",
    response_model=Part[ContradictionRow],
    responses={**ROWS},
)
def list_contradictions(
    request: Request,
    *,
    states: StatesParam = None,
    kind: Annotated[
        ContradictionKind | None,
        Query(alias="type", description="Whether they contradict, update, or count otherwise."),
    ] = None,
    field: Annotated[
        str | None, Query(description="What they differ in: date, place, status, quantity, ...", max_length=100)
    ] = None,
    cursor: CursorParam = None,
    limit: LimitParam = USUAL,
    format: FormatParam = "json",
) -> Response:
    """Where reports do not agree, each value with those who say it: contradictions, then updates, then differences of
    scope. Nothing here says who is right.
    """
    with records(request).reading() as record:
        found = contradictions_part(
            record,
            states=[s["code"] for s in state_refs(states or ())],
            kind=None if kind is None else kind.value,
            field=field or None,
            cursor=cursor,
            limit=limit,
        )
    return listed(request, found, ContradictionRow, format)


@router.get(
    "/api/contradictions/{id}",
    tags=["Contradictions"],
    summary="One contradiction with the sentences of each side",
    response_model=ContradictionChain,
)
def get_contradiction(request: Request, id: IdParam) -> Response:
    """A contradiction with the event that it is about and all sentences that say the one and the other."""
    with records(request).reading() as record:
        return one(chain_of(record, "contradiction", id))
