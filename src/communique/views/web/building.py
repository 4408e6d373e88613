"""Where articles are given to the record, and how far a build is."""

from __future__ import annotations

from fastapi import APIRouter
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from communique.errors import RunError
from communique.views.door.failures import problem
from communique.views.door.giving import given
from communique.views.door.jobs import BuildShape, jobs
from communique.views.web.shell import is_part, page, render

router = APIRouter(include_in_schema=False)


@router.get("/build")
def builds_page(request: Request) -> Response:
    """The builds since the server started, and a form for the next."""
    return page(request, "build.html", builds=jobs(request).all(), problem=None)


@router.post("/build")
async def build(request: Request) -> Response:  # async, since the body comes in pieces
    """Begin a build of what a form gives, and lead to how far it is."""
    try:
        what = await given(request)
        job = await run_in_threadpool(
            jobs(request).start, what.uploads, address=what.address, source=what.source, published=what.published
        )
    except RunError as error:
        return await run_in_threadpool(_refused, request, error)
    return _lead(job)


@router.post("/build/sample")
def build_sample(request: Request) -> Response:
    """Begin a build of the shipped sample."""
    try:
        return _lead(jobs(request).start_sample())
    except RunError as error:
        return _refused(request, error)


@router.get("/build/{id}")
def build_page(request: Request, id: str) -> Response:
    """How far one build is; htmx asks for that part alone, again and again."""
    job = jobs(request).get(id)
    if is_part(request):
        return HTMLResponse(render(request, "build_state.html", job=job), headers={"Vary": "HX-Request"})
    answer = page(request, "build_one.html", job=job)
    answer.headers["Vary"] = "HX-Request"
    return answer


def _lead(job: BuildShape) -> Response:
    return RedirectResponse(f"/build/{job['id']}", status_code=303)


def _refused(request: Request, error: RunError) -> Response:
    told = problem(error)
    typed = getattr(request.state, "typed", {})
    return page(request, "build.html", status=told["status"], builds=jobs(request).all(), problem=told, typed=typed)
