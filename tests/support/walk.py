"""The addresses of a served record that somebody reaches by following links, by the kind of page behind them."""

from __future__ import annotations

from collections import deque
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from urllib.parse import urldefrag, urljoin, urlsplit

import httpx
from fastapi.routing import APIRoute
from lxml import html
from starlette.routing import Match

from communique.views.web import routers

MOST_OF_A_KIND = 3
"""How many pages of one kind are opened; of the others only the address is noted."""
NO_PAGES = {"/favicon.ico"}
"""Answers that are no pages of their own: pictures, parts that a page asks for."""
AFTER_A_FORM = {"/build/{id}"}
"""Pages that come after something was written; they have tests of their own."""
BY_HAND = {address: address for address in ("/enter", "/build", "/documents/skipped")}
"""Pages that no link needs to lead to: kind -> address."""


def page_routes() -> tuple[APIRoute, ...]:
    """What the application answers to a browser beside the REST API, in the order in which it is asked."""
    routes = [route for router in routers() for route in router.routes if isinstance(route, APIRoute)]
    return tuple(route for route in routes if "GET" in (route.methods or ()))


def kind_of(address: str, routes: Sequence[APIRoute]) -> str | None:
    """The path of the route that answers an address, as the application writes it (`/events/{id}`)."""
    scope = {"type": "http", "method": "GET", "path": urlsplit(address).path, "root_path": "", "headers": []}
    return next((r.path for r in routes if r.matches(scope)[0] is Match.FULL), None)


KINDS = [route.path for route in page_routes() if route.path not in NO_PAGES | AFTER_A_FORM]
"""Every kind of page, as the application writes its address."""


@dataclass
class Walked:
    """What a walk came by.

    Attributes:
        found: kind of page -> addresses without the server's own, in the order in which links named them.
        faults: links that led to a failure, with where they stood.
        foreign: links to other machines, or of schemes that run something.
    """

    found: dict[str, list[str]] = field(default_factory=dict)
    faults: list[str] = field(default_factory=list)
    foreign: list[str] = field(default_factory=list)


def walk(base: str, also: Mapping[str, str] | None = None) -> Walked:
    """Follow links from the first page, and from the pages ``also`` (kind to address) that only a form leads to."""
    routes, walked, seen = page_routes(), Walked(), set[str]()
    waiting = deque([("/", "the walk"), *((address, "the walk") for address in (also or {}).values())])
    opened: dict[str, int] = {}
    alone = {
        "Connection": "close"
    }  # after a fault of its own the server breaks off, and the next shall not be to blame
    with httpx.Client(base_url=base, timeout=60, follow_redirects=True, headers=alone) as client:
        while waiting:
            address, told_by = waiting.popleft()
            if address in seen:
                continue
            seen.add(address)
            kind = kind_of(address, routes)
            if kind is not None:
                walked.found.setdefault(kind, []).append(address)
            opened[kind or address] = opened.get(kind or address, 0) + 1
            if opened[kind or address] > MOST_OF_A_KIND:
                continue
            try:
                answer = client.get(address)
            except httpx.TransportError as error:
                walked.faults.append(f"{error!r} {address[:200]} (linked from {told_by[:200]})")
                continue
            if answer.status_code >= 400:
                walked.faults.append(f"{answer.status_code} {address[:200]} (linked from {told_by[:200]})")
            elif answer.headers["content-type"].startswith("text/html"):
                waiting += _links(answer.text, address, walked)
    return walked


def _links(text: str, address: str, walked: Walked) -> list[tuple[str, str]]:
    """The links of a page to this server, each with the page's own address."""
    inside = []
    for link in html.document_fromstring(text).xpath("//a[@href]/@href"):
        to = urldefrag(urljoin(f"http://here{address}", str(link))).url
        parts = urlsplit(to)
        if (parts.scheme, parts.netloc) == ("http", "here"):
            inside.append((to.removeprefix("http://here"), address))
        else:
            walked.foreign.append(f"{link} on {address[:200]}")
    return inside
