"""Routes of the record as a whole: what there is, search, what was not read, the export."""

from __future__ import annotations

import tempfile
import threading
from collections.abc import Iterator
from difflib import get_close_matches
from itertools import islice
from typing import IO, Annotated, Literal

from fastapi import APIRouter, Query
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse
from typing_extensions import TypedDict

import communique
from communique.errors import CannotWrite
from communique.views.door.failures import Refused
from communique.views.door.records import Records, records
from communique.views.exports import exporter
from communique.views.paging import USUAL, Part
from communique.views.rest.answers import LINES, ROWS, listed, one, whole
from communique.views.rest.asked import CursorParam, FormatParam, LimitParam
from communique.views.rest.lookups import held
from communique.views.rows import hit_rows, skipped_rows
from communique.views.shapes import HitRow, SkippedRow

router = APIRouter()
last = APIRouter(include_in_schema=False)
"""What stands under `/api` and is none of its routes; behind all others."""

_AT_ONCE = 256  # lines that are written together
_PIECE = 256 * 1024  # bytes that are sent together
MAKING = threading.BoundedSemaphore(2)
"""Exports that are made at one time: one of a large record takes memory and minutes."""


class Start(TypedDict):
    """What there is: ``counts`` of each thing in the record, ``links``: the addresses of its lists by name."""

    name: str
    version: str
    record: str
    counts: dict[str, int]
    links: dict[str, str]
    help: str
    description: str


@router.get("/api", tags=["Record"], summary="What there is", response_model=Start)
def get_start(request: Request) -> Response:
    """How many of each thing the record holds, and where its lists are."""
    paths = request.app.openapi()["paths"]
    lists = sorted(path for path, told in paths.items() if "get" in told and path.count("/") == 2 and "{" not in path)
    with records(request).reading() as record:
        counts = record.counts()
    return one(
        Start(
            name="communique",
            version=communique.__version__,
            record=records(request).path.name,
            counts=counts,
            links={path.removeprefix("/api/"): path for path in lists},
            help="/help/api",
            description=request.app.openapi_url,
        )
    )


@router.get(
    "/api/search",
    tags=["Record"],
    summary="Search in documents and statements",
    response_model=Part[HitRow],
    responses={**ROWS},
)
def search(
    request: Request,
    *,
    q: Annotated[
        str,
        Query(
            description='Words that must all stand in the text; "a phrase" and begin* are understood.',
            min_length=1,
            max_length=400,
        ),
    ],
    limit: LimitParam = 20,
    format: FormatParam = "json",
) -> Response:
    """The best documents and statements with all the words, best first, each with the words around its first match;
    all in one part.
    """
    with records(request).reading() as record:
        rows = hit_rows(record, record.search(q, limit=limit))
    return listed(request, whole(rows), HitRow, format)


@router.get(
    "/api/skipped",
    tags=["Record"],
    summary="What was not read, in parts",
    response_model=Part[SkippedRow],
    responses={**ROWS},
)
def list_skipped(
    request: Request, *, cursor: CursorParam = None, limit: LimitParam = USUAL, format: FormatParam = "json"
) -> Response:
    """Files and addresses that could not be read, and why, by reason."""
    with records(request).reading() as record:
        rows = skipped_rows(record.skipped())
    found = held(rows, lambda row: (row["reason"], row["uri"]), cursor=cursor, limit=limit)
    return listed(request, found, SkippedRow, format)


@router.get(
    "/api/export",
    tags=["Record"],
    summary="The whole record",
    response_class=StreamingResponse,
    responses={200: {"content": {"application/x-ndjson": {"schema": {"type": "string"}}}}},
)
def export(
    request: Request,
    *,
    format: Annotated[Literal["jsonl"], Query(description="jsonl: one thing a line, `kind` first.")] = "jsonl",
) -> Response:
    """All of the record as `communique export` writes it: documents with their texts, claims, statements, events,
    contradictions, offices. It is of one state of the record; the same record gives the same bytes.
    """
    if not MAKING.acquire(blocking=False):
        raise Refused(503, "other exports are being made", "ask again in a minute")
    try:
        made = _written(records(request), format)
    finally:
        MAKING.release()
    answer = StreamingResponse(_pieces(made), media_type=LINES)
    answer.headers["Content-Disposition"] = f'attachment; filename="communique.{format}"'
    return answer


def _written(lent: Records, format: str) -> IO[bytes]:
    """The export in a file without a name, at its beginning.

    The record is given back before anything is sent: it belongs to the thread that took it, while the pieces of an
    answer are sent by many; and whoever reads slowly would hold a state of it for as long.

    Raises:
        CannotWrite: there is no room for it.
    """
    made = tempfile.TemporaryFile()  # noqa: SIM115  # `_pieces` closes it
    try:
        with lent.reading() as record:
            lines = exporter(format)(record)
            while some := list(islice(lines, _AT_ONCE)):
                made.write("".join(f"{line}\n" for line in some).encode())
        made.seek(0)
    except OSError as error:
        made.close()
        raise CannotWrite(f"the export cannot be made: {error.strerror or error}", "free some room") from error
    except BaseException:
        made.close()
        raise
    return made


def _pieces(made: IO[bytes]) -> Iterator[bytes]:
    with made:
        while some := made.read(_PIECE):
            yield some


@last.get("/api/{rest:path}")
def nothing_there(request: Request, rest: str) -> Response:
    """Say what comes near an address that there is not."""
    lists = [path for path in request.app.openapi()["paths"] if "{" not in path]
    near = get_close_matches(f"/api/{rest}".rstrip("/"), lists, n=1, cutoff=0.6)
    told = f"near it: {near[0]}" if near else "see /api, which names its lists, or /help/api"
    raise Refused(404, f"there is nothing at /api/{rest}", told)
