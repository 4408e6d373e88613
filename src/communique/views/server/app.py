"""Joins the pages and the REST API to one application."""

from __future__ import annotations

import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.middleware.base import BaseHTTPMiddleware, RequestResponseEndpoint
from starlette.responses import JSONResponse, Response
from starlette.staticfiles import StaticFiles

import communique
from communique.errors import RunError
from communique.model.glances import Filters
from communique.views.chain import show
from communique.views.door.failures import RETRY_SECONDS, Problem, for_strangers, make_problem, problem
from communique.views.door.guard import COOKIE, SAFE, Guard
from communique.views.door.headers import Wrapped
from communique.views.door.jobs import Jobs
from communique.views.door.records import Records
from communique.views.listing import contradictions_part, events_part, statements_part
from communique.views.rest import routers as rest_routers
from communique.views.rest.description import describe
from communique.views.web import routers as web_routers
from communique.views.web.shell import failure_page, static_folder, templates

log = logging.getLogger("communique.server")
GIVING = frozenset({"/build", "/api/builds"})
"""Where articles are given, which may be large: `giving` bounds them."""


def make_app(path: Path, *, token: str | None = None, read_only: bool = False, loopback: bool = True) -> FastAPI:
    """The application that shows the record at ``path``, which need not be there yet.

    Args:
        path: the record.
        token: what whoever writes must know; None: whoever sits at this machine may.
        read_only: nobody may write.
        loopback: only this machine is listened to.
    """

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        await run_in_threadpool(_warm, app)
        yield
        app.state.records.close()

    app = FastAPI(
        title="communique",
        version=communique.__version__,
        lifespan=lifespan,
        openapi_url="/api/openapi.json",
        docs_url=None,  # its pages fetch scripts from elsewhere; ours is /help/api
        redoc_url=None,
    )
    app.state.records, app.state.jobs = Records(path), Jobs(path)
    app.state.guard = Guard(token=token, read_only=read_only, loopback=loopback)
    app.add_middleware(BaseHTTPMiddleware, dispatch=_let_in)
    app.add_middleware(Wrapped)
    app.mount("/static", StaticFiles(directory=static_folder()), name="static")
    for router in (*rest_routers(), *web_routers()):
        app.include_router(router)
    app.add_exception_handler(RunError, _on_run_error)
    app.add_exception_handler(RequestValidationError, _on_bad_request)
    app.add_exception_handler(HTTPException, _on_http)
    app.add_exception_handler(Exception, _on_fault)
    describe(app)
    return app


def _warm(app: FastAPI) -> None:
    """Load what the first page would wait for: templates, routes, how each kind of thing is read from the record."""
    made = templates()
    for name in made.list_templates():
        made.get_template(name)
    app.openapi()  # builds what the routes are told by, once
    with suppress(RunError), app.state.records.reading() as record:  # what is wrong with it is told to whoever asks
        events = events_part(record, Filters(), newest=True, limit=5)["items"]
        statements_part(record, limit=1)
        contradictions_part(record, limit=1)
        for row in events[:1]:
            show(record, row["id"])


async def _let_in(request: Request, go_on: RequestResponseEndpoint) -> Response:
    """Ask the guard before anything else is done."""
    found: Guard = request.app.state.guard
    try:
        found.check_host(request.headers.get("host", ""))
        found.check_reader(request.headers)
        path = request.url.path
        if path != "/enter":
            found.check_write(request.method, request.headers, request.cookies.get(COOKIE, ""))
        elif request.method not in SAFE:  # where the token is given
            found.check_origin(request.headers)
        if request.method not in SAFE and path not in GIVING:
            found.check_size(request.headers)
    except RunError as error:
        return await _told(request, problem(error))
    try:
        return await go_on(request)
    except Exception as error:  # answered here: what gets past this makes the server break off the connection
        return await _on_fault(request, error)


async def _told(request: Request, found: Problem) -> Response:
    """A problem as JSON under /api, as a page elsewhere."""
    state = request.app.state
    if not state.guard.loopback:
        found = for_strangers(found, state.records.path)
    headers = {"Retry-After": str(RETRY_SECONDS)} if found["status"] == 503 else {}
    if found["status"] == 401:
        headers["WWW-Authenticate"] = "Bearer"
    if request.url.path.startswith("/api"):
        return JSONResponse(dict(found), status_code=found["status"], headers=headers)
    return await run_in_threadpool(failure_page, request, found, headers)


async def _on_run_error(request: Request, error: Exception) -> Response:
    assert isinstance(error, RunError)
    return await _told(request, problem(error))


async def _on_bad_request(request: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)
    details = [f"{'.'.join(str(p) for p in e['loc'][1:]) or e['loc'][0]}: {e['msg']}" for e in error.errors()]
    return await _told(request, make_problem(422, "the request cannot be understood", "see /help/api", details))


async def _on_http(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    what = f"there is nothing at {request.url.path}" if error.status_code == 404 else str(error.detail).lower()
    hint = "start at /" if error.status_code == 404 else ""
    answer = await _told(request, make_problem(error.status_code, what, hint))
    for name, value in (error.headers or {}).items():
        answer.headers[name] = value
    return answer


async def _on_fault(request: Request, error: Exception) -> Response:
    """A fault of ours: the log has it whole, the asker a line."""
    log.error("%s %s failed", request.method, request.url.path, exc_info=error)
    return await _told(request, make_problem(500, "a fault of the program", "please report it with the server's log"))
