"""Routes of builds: giving articles to the record, and how far that is."""

from __future__ import annotations

import json
from typing import Annotated, Any

from fastapi import APIRouter, Path
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from communique.views.door.failures import Problem
from communique.views.door.giving import GivenTexts, given
from communique.views.door.jobs import BuildShape, jobs
from communique.views.paging import Part
from communique.views.rest.answers import one, whole

router = APIRouter()

_FORM: dict[str, Any] = {
    "type": "object",
    "properties": {
        "files": {"type": "array", "items": {"type": "string", "format": "binary"}},
        "text": {"type": "string", "description": "A text instead of a file, or beside them."},
        "address": {"type": "string"},
        "source": {"type": "string"},
        "published": {"type": "string"},
    },
}
_BODY: dict[str, Any] = {
    "requestBody": {
        "required": True,
        "content": {
            "application/json": {"schema": GivenTexts.model_json_schema()},
            "multipart/form-data": {"schema": _FORM},
        },
    }
}


@router.post(
    "/api/builds",
    tags=["Record"],
    summary="Read texts, files or an address into the record",
    status_code=202,
    response_model=BuildShape,
    responses={
        202: {
            "description": "The build has begun.",
            "headers": {"Location": {"description": "Where to ask how far it is.", "schema": {"type": "string"}}},
        },
        409: {"model": Problem, "description": "Another build is under way."},
        411: {"model": Problem, "description": "The request does not say how long it is."},
        415: {"model": Problem, "description": "Neither JSON nor a form."},
    },
    openapi_extra=_BODY,
)
async def start_build(request: Request) -> Response:  # async, since the body comes in pieces
    """Begin to read what is given; the answer comes at once, and its `Location` tells how far the build is.

    What is given is kept in a folder beside the record. 64 MB at once; one build at a time. Nothing is asked of the
    network unless an `address` is given.
    """
    what = await given(request)
    job = await run_in_threadpool(
        jobs(request).start, what.uploads, address=what.address, source=what.source, published=what.published
    )
    return Response(
        json.dumps(job, ensure_ascii=False),
        status_code=202,
        media_type="application/json",
        headers={"Location": f"/api/builds/{job['id']}"},
    )


@router.get("/api/builds", tags=["Record"], summary="Builds since the server started", response_model=Part[BuildShape])
def list_builds(request: Request) -> Response:
    """The builds that pages or programs asked this server for, the latest first, in one part."""
    return one(whole(jobs(request).all()))


@router.get("/api/builds/{id}", tags=["Record"], summary="How far a build is", response_model=BuildShape)
def get_build(
    request: Request,
    id: Annotated[str, Path(description="The id that the start of the build gave.", min_length=1, max_length=40)],
) -> Response:
    """One build: `state` is running, done or failed; `error` and `hint` tell what was wrong."""
    return one(jobs(request).get(id))
