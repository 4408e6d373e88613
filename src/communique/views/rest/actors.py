"""Routes of those who act and of those who report: actors, offices, states, sources."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query
from starlette.requests import Request
from starlette.responses import Response

from communique import api
from communique.model.values import ActorKind
from communique.views.actors import office_rows
from communique.views.brief import StateRef
from communique.views.chain import ActorChain
from communique.views.dates import parse_day
from communique.views.door.records import records
from communique.views.listing import actors_part
from communique.views.paging import USUAL, Key, Part
from communique.views.rest.answers import ROWS, listed, one
from communique.views.rest.asked import CursorParam, FormatParam, IdParam, LimitParam, StateParam
from communique.views.rest.lookups import chain_of, held
from communique.views.rows import Library, source_rows
from communique.views.shapes import ActorRow, OfficeRow, SourceRow
from communique.views.sources import SourcePage, source_page

router = APIRouter()


@router.get(
    "/api/actors", tags=["Actors"], summary="Actors, in parts", response_model=Part[ActorRow], responses={**ROWS}
)
def list_actors(
    request: Request,
    *,
    state: StateParam = None,
    kind: Annotated[ActorKind | None, Query(description="Only actors of this kind.")] = None,
    cursor: CursorParam = None,
    limit: LimitParam = USUAL,
    format: FormatParam = "json",
) -> Response:
    """States, persons, organisations and groups, the most mentioned first, with the offices that they hold."""
    code = api.state_code(state) if state else None
    with records(request).reading() as record:
        found = actors_part(record, state=code, kind=None if kind is None else kind.value, cursor=cursor, limit=limit)
    return listed(request, found, ActorRow, format)


@router.get("/api/actors/{id}", tags=["Actors"], summary="One actor", response_model=ActorChain)
def get_actor(request: Request, id: IdParam) -> Response:
    """An actor with its names, its offices and the words that show them, its events and what it said. A name that only
    one actor has will do for the id.
    """
    with records(request).reading() as record:
        return one(chain_of(record, "actor", id))


@router.get(
    "/api/offices", tags=["Actors"], summary="Offices, in parts", response_model=Part[OfficeRow], responses={**ROWS}
)
def list_offices(
    request: Request,
    *,
    state: StateParam = None,
    position: Annotated[str | None, Query(description="Only positions with these words.", max_length=200)] = None,
    on: Annotated[str | None, Query(description="Who held it on this day: 2021-09-28.", max_length=40)] = None,
    disputed: Annotated[bool, Query(description="Only those that something speaks against.")] = False,
    cursor: CursorParam = None,
    limit: LimitParam = USUAL,
    format: FormatParam = "json",
) -> Response:
    """Who held which position from when to when, and what shows it: texts, the record's own table, the shipped one."""
    day = parse_day(on or None)
    countries = [api.state_code(state)] if state else []
    with records(request).reading() as record:
        offices = record.offices()

        def with_words(rows: list[OfficeRow]) -> list[OfficeRow]:
            holders = {(row["actor"], row["position"]) for row in rows}
            some = [o for o in offices if (o.person, o.position) in holders]
            told = {_office(row): row for row in office_rows(some, countries=countries, library=Library(record))}
            return [told[_office(row)] for row in rows]

        rows = office_rows(offices, countries=countries, position=position or None, on=day, disputed=disputed)
        found = held(rows, _office, cursor=cursor, limit=limit, shown=with_words)
    return listed(request, found, OfficeRow, format)


def _office(row: OfficeRow) -> Key:
    where = "\t".join((row["country"] or "", row["organisation"] or "", row["position"], row["name"]))
    return where, "\t".join((row["actor"], row["basis"], row["since"] or "", row["until"] or "", row["origin"]))


@router.get(
    "/api/sources", tags=["Sources"], summary="Sources, in parts", response_model=Part[SourceRow], responses={**ROWS}
)
def list_sources(
    request: Request, *, cursor: CursorParam = None, limit: LimitParam = USUAL, format: FormatParam = "json"
) -> Response:
    """Who published the documents, those with most documents first."""

    def place(row: SourceRow) -> Key:
        return f"{10**9 - row['documents']:09d} {row['name']}", row["id"]

    with records(request).reading() as record:
        rows = source_rows(record.sources())
    return listed(request, held(rows, place, cursor=cursor, limit=limit), SourceRow, format)


@router.get("/api/sources/{id}", tags=["Sources"], summary="One source", response_model=SourcePage)
def get_source(request: Request, id: IdParam) -> Response:
    """What a source covers, whom it quotes and whom it never does, whose reports it has, how often it was first, and
    what it leaves out. Counts with what they are counted in; nothing is judged. A name will do for the id.
    """
    with records(request).reading() as record:
        return one(source_page(record, id))


@router.get(
    "/api/states", tags=["Actors"], summary="States, in parts", response_model=Part[StateRef], responses={**ROWS}
)
def list_states(
    request: Request, *, cursor: CursorParam = None, limit: LimitParam = USUAL, format: FormatParam = "json"
) -> Response:
    """Every state that is known, by code (ISO 3166-1 alpha-3), whether or not the record names it."""
    rows = [StateRef(code=s.code, name=s.name) for s in api.all_states()]
    found = held(rows, lambda row: (row["code"], row["name"]), cursor=cursor, limit=limit)
    return listed(request, found, StateRef, format)
