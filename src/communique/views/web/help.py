"""The page that tells how to read the others."""

from __future__ import annotations

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from communique.model.ontology import ontology
from communique.views.render import telling
from communique.views.web.shell import page

router = APIRouter(include_in_schema=False)


@router.get("/help")
def help_page(request: Request) -> Response:
    """How to read these pages."""
    book = ontology()
    return page(
        request,
        "help.html",
        quads=[(words, [e for e in book.events if e.quad == quad]) for quad, words in book.quads],
        tell=telling,
    )
