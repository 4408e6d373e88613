"""Who deals with whom, as a picture with its table, and which persons met."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query
from starlette.requests import Request
from starlette.responses import Response

from communique import api
from communique.errors import UsageError
from communique.views.door.asking import Since, Until, period, state_refs
from communique.views.door.records import records
from communique.views.network import network
from communique.views.web.shell import page

router = APIRouter(include_in_schema=False)


@router.get("/network")
def network_page(
    request: Request,
    *,
    since: Since = None,
    until: Until = None,
    least: Annotated[str, Query(max_length=12)] = "",
    around: Annotated[str, Query(max_length=100)] = "",
) -> Response:
    """The network of a period."""
    first, last = period(since, until)
    centre = next(iter(state_refs([around])), None)
    with records(request).reading() as record:
        shape = network(record, since=first, until=last, least=_at_least(least), around=centre)
    return page(request, "network.html", net=shape, all_states=sorted((s.name, s.code) for s in api.all_states()))


def _at_least(text: str) -> int:
    """A number of events; an empty field of the form is 1.

    Raises:
        UsageError: no such number.
    """
    if not text.strip():
        return 1
    if not text.strip().isdecimal() or not 1 <= int(text) <= 10**9:
        raise UsageError(f"{text!r} is no number of events", "give 1 or more")
    return int(text)
