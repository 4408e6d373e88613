"""The page of a dyad, its printable brief, and the page of one state."""

from __future__ import annotations

import base64
import datetime as dt
import hashlib
import re
from collections.abc import Sequence
from typing import Annotated

from fastapi import APIRouter, Depends, Query
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from typing_extensions import TypedDict

from communique import settings
from communique.model.glances import Filters, Glance
from communique.views.brief import StateRef
from communique.views.dates import date_shape
from communique.views.door import asking
from communique.views.door.asking import query
from communique.views.door.between import Between, StatePath, StepParam, between, two_states
from communique.views.door.headers import CSP
from communique.views.door.records import records
from communique.views.dyad import DyadPage, dyad, state_page
from communique.views.finding import actor_named
from communique.views.narrowed import filtered_brief
from communique.views.render import telling
from communique.views.render.brief_html import html
from communique.views.series import STEPS, series_of
from communique.views.sources import find_source
from communique.views.timeline import partial_date, timeline_of
from communique.views.web.filtering import chips, period_words
from communique.views.web.shell import is_part, page

router = APIRouter(include_in_schema=False)

Asked = Annotated[Between, Depends(between)]
Cursor = Annotated[str | None, Query(max_length=1000)]

_MOST_SOURCES = 100  # to choose from; any other can be written into the address


class PagePart(TypedDict):
    """A part of the page, by the id of its heading."""

    id: str
    name: str


@router.get("/{one}/{two}")
def dyad_page(
    request: Request, one: StatePath, two: StatePath, asked: Asked, step: StepParam = None, cursor: Cursor = None
) -> Response:
    """How two states stand."""
    states = _states(one, two)
    if (elsewhere := _canonical(request, states, "")) is not None:
        return elsewhere
    today = dt.date.fromisoformat(settings.now()[:10])
    with records(request).reading() as record:
        filters = asked.resolve(record, states)
        glances = record.glances(filters)
        shape = dyad(record, states, filters, today=today, cursor=cursor, glances=glances)
        if is_part(request):
            return page(request, "dyad_events.html", part=shape["events"])
        over_time = series_of(record, filters, step=step, glances=glances)
        who = actor_named(record, filters.actor)["name"] if filters.actor else ""
        outlet = find_source(record, filters.source).name if filters.source else ""
    latest = {e["latest"] for e in shape["encounters"]}
    told = {
        **period_words(asked.since, asked.until),
        "form": (filters.form or "").replace("-", " "),
        "event": (filters.event or "").capitalize(),
        "status": telling.STATUSES.get(filters.status or "", ""),
        "source": f"told by {outlet}" if outlet else "",
        "actor": f"with {who}" if who else "",
        "contradicted": "reports contradict each other" if filters.contradicted else "",
    }
    answer = page(
        request,
        "dyad.html",
        dyad=shape,
        states=states,
        number=len(glances),
        days=_days([g for g in glances if g.id in latest]),
        path=f"/{states[0]['code']}/{states[1]['code']}",
        timeline=timeline_of(glances, points=False),
        series=over_time,
        step=step,
        steps=list(STEPS),
        asked=filters,
        given=asked,
        wanted=query(**asking.asked(filters)),
        chips=chips(request, told),
        cursor=cursor,
        parts=_parts(shape),
        events=[(e, e.capitalize()) for e in asking.EVENTS],
        forms=[(f, f.replace("-", " ")) for f in asking.FORMS],
        statuses=list(telling.STATUSES.items()),
        outlets=_outlets(shape, filters, outlet),
    )
    answer.headers["Vary"] = "HX-Request"
    return answer


def _days(glances: Sequence[Glance]) -> dict[str, str]:
    """The dates of events for people, by their ids: where a text only bounds a day, both ends of it."""
    return {g.id: date["shown"] for g in glances if (date := date_shape(partial_date(g))) is not None}


@router.get("/{one}/{two}/brief")
def brief_page(request: Request, one: StatePath, two: StatePath, asked: Asked) -> Response:
    """The brief of two states, to print or to keep: it stands alone, with a style of its own."""
    states = _states(one, two)
    if (elsewhere := _canonical(request, states, "/brief")) is not None:
        return elsewhere
    with records(request).reading() as record:
        text = html(filtered_brief(record, states, asked.resolve(record, states)))
    return HTMLResponse(text, headers={"Content-Security-Policy": _with_style_of(text)})


@router.get("/{state}")
def one_state(request: Request, state: StatePath, cursor: Cursor = None) -> Response:
    """One state: what it is part of, with whom it deals, what is new, who holds its offices."""
    found = asking.state_refs([state])[0]
    if (elsewhere := _canonical(request, [found], "")) is not None:
        return elsewhere
    today = dt.date.fromisoformat(settings.now()[:10])
    with records(request).reading() as record:
        shape = state_page(record, found, today=today, cursor=cursor)
    if is_part(request):
        return page(request, "dyad_events.html", part=shape["events"])
    answer = page(request, "state.html", shape=shape, state=found, cursor=cursor)
    answer.headers["Vary"] = "HX-Request"
    return answer


def _states(one: str, two: str) -> list[StateRef]:
    found = asking.state_refs([one, two])
    return found if len(found) == 1 else two_states(one, two)


def _canonical(request: Request, states: Sequence[StateRef], tail: str) -> Response | None:
    """The way to the address of these states by their codes and without empty filters; None where this is it."""
    if len(states) == 1:
        tail = ""
    path = "".join(f"/{s['code']}" for s in states) + tail
    params = request.query_params
    kept = query(**{key: params.getlist(key) for key in params}) if len(states) == 2 or path == request.url.path else ""
    empty = any(value == "" for _, value in params.multi_items())
    if path == request.url.path and not empty:
        return None
    return RedirectResponse(f"{path}?{kept}" if kept else path, status_code=307)


def _with_style_of(text: str) -> str:
    """The policy of every page, that allows the one style element of this page in the place of style sheets."""
    found = re.search(r"<style>(.*?)</style>", text, re.DOTALL)
    style = "" if found is None else found.group(1)
    allowed = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    return CSP.replace("style-src 'self'", f"style-src 'sha256-{allowed}'")


def _parts(shape: DyadPage) -> list[PagePart]:
    """The parts of the page that hold something, for the way to them at its head."""
    plans = shape["plans"]
    there = {
        "timeline": ("Timeline", True),
        "series": ("Over time", True),
        "events": ("Events", True),
        "plans": ("Open plans", any((plans["ahead"], plans["passed"], plans["undated"]))),
        "encounters": ("Who meets whom", bool(shape["encounters"])),
        "agreements": ("Agreements", bool(shape["agreements"])),
        "votes": ("Votes", bool(shape["votes"])),
        "contradictions": ("Contradictions", bool(shape["contradictions"])),
        "said": ("Statements", any(side["statements"] for side in shape["said"])),
    }
    return [PagePart(id=id, name=name) for id, (name, is_there) in there.items() if is_there]


def _outlets(shape: DyadPage, filters: Filters, outlet: str) -> list[tuple[str, str]]:
    """Sources that tell of this dyad, by name, to choose from."""
    told = shape["summary"]["coverage"]["sources"][:_MOST_SOURCES]
    options = {one["id"]: f"{one['name']} ({one['documents']})" for one in told}
    if filters.source is not None:
        options.setdefault(filters.source, outlet)
    return sorted(options.items(), key=lambda pair: (pair[1].casefold(), pair[0]))
