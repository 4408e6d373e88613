"""The pages of those who act: the list of them, and one person or organisation with its offices."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from communique.errors import UsageError
from communique.model.values import ActorKind
from communique.views.acting import actor_page
from communique.views.actors import actor_row
from communique.views.door import asking
from communique.views.door.records import records
from communique.views.listing import actors_part, in_order
from communique.views.paging import Part
from communique.views.reader import Finder
from communique.views.render import naming, telling
from communique.views.shapes import ActorRow, OfficeWords
from communique.views.web.filtering import chips, state_options
from communique.views.web.lists import Cursor
from communique.views.web.shell import at_words, href, page

router = APIRouter(include_in_schema=False)

MOST_NAMED = 100
"""How many a search for a name shows."""


@router.get("/actors")
def actors_page(
    request: Request,
    *,
    q: Annotated[str, Query(max_length=20_000)] = "",
    state: Annotated[str, Query(max_length=100)] = "",
    kind: Annotated[str, Query(max_length=40)] = "",
    cursor: Cursor = None,
) -> Response:
    """Who takes part in anything, the most mentioned first."""
    refs = asking.state_refs([state])
    code = refs[0]["code"] if refs else None
    if kind and kind not in naming.ACTORS:
        raise UsageError(f"there is no kind of actor {kind}", f"one of: {', '.join(ActorKind)}")
    with records(request).reading() as record:
        if q.strip():
            part = _named(record, q, code, kind)
            number = len(part["items"])
        else:
            part = actors_part(record, state=code, kind=kind or None, cursor=cursor)
            number = len(record.actor_keys(state=code, kind=kind or None))
    told = {"q": f"called {q.strip()}" if q.strip() else "", "kind": naming.ACTORS.get(kind, "")}
    told["state"] = f"of {refs[0]['name']}" if refs else ""
    return page(
        request,
        "actors.html",
        part=part,
        number=number,
        most=MOST_NAMED,
        words=q,
        state=refs[0] if refs else None,
        kind=kind,
        kinds=list(naming.ACTORS.items()),
        chips=chips(request, told),
        cursor=cursor,
        options=state_options(),
        naming=naming,
        tell=telling,
    )


def _named(record: Finder, words: str, state: str | None, kind: str) -> Part[ActorRow]:
    found = record.find_actors(words, limit=10 * MOST_NAMED)
    ids = [one.id for one in found if state in (None, one.country) and kind in ("", one.kind)][:MOST_NAMED]
    return Part(items=[actor_row(one) for one in in_order(record.actors_with(ids), ids)], next=None)


@router.get("/actors/{id:path}")
def one_actor_page(request: Request, id: str, cursor: Cursor = None) -> Response:
    """One actor; a state has a page of its own."""
    if id.lower().startswith("state:") and len(id) == len("state:") + 3:
        return RedirectResponse(href(id), status_code=302)
    with records(request).reading() as record:
        found = actor_page(record, id, cursor=cursor)
    return page(
        request,
        "actor.html",
        found=found,
        row=found["row"],
        cursor=cursor,
        place=place_of,
        naming=naming,
        tell=telling,
        states=dict(state_options()),
    )


def place_of(words: OfficeWords) -> str:
    """The address of the very words in their document."""
    return at_words(words["document"], words["text"])
