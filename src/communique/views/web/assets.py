"""Small things that browsers ask for, and where a token is entered."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Form
from starlette.requests import Request
from starlette.responses import FileResponse, RedirectResponse, Response

from communique.views.door.guard import COOKIE, guard
from communique.views.web.shell import page, static_folder

router = APIRouter(include_in_schema=False)


@router.get("/favicon.ico")
def icon() -> Response:
    """The icon of the pages."""
    return FileResponse(static_folder() / "icon.svg", media_type="image/svg+xml")


@router.get("/enter")
def enter_page(request: Request) -> Response:
    """Where somebody enters the token."""
    return page(request, "enter.html", wrong=False)


@router.post("/enter")
def enter(request: Request, token: Annotated[str, Form(max_length=400)] = "") -> Response:
    """Keep the token in the browser, where it is the right one."""
    found = guard(request)
    if found.token is None or not found.may_write(token):
        return page(request, "enter.html", status=401, wrong=True)
    answer = RedirectResponse("/", status_code=303)
    answer.set_cookie(COOKIE, token, httponly=True, samesite="strict")
    return answer
