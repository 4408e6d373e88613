"""Routes of what there is to decide and of what people decided."""

from __future__ import annotations

import threading
from typing import Annotated

from fastapi import APIRouter
from pydantic import BaseModel, ConfigDict, Field
from starlette.requests import Request
from starlette.responses import Response

from communique.views.deciding import Decided, decided
from communique.views.door.failures import Refused
from communique.views.door.queue import queues
from communique.views.door.records import records
from communique.views.judgements import JudgementRow, judgement_rows
from communique.views.paging import MOST, USUAL, Part
from communique.views.rest.answers import LINES, ROWS, listed, one, whole
from communique.views.rest.asked import CursorParam, FormatParam, LimitParam
from communique.views.rest.lookups import held
from communique.views.review import ReviewRow, review_rows

router = APIRouter()
_PATIENCE = 60.0  # seconds that a program may wait for the ranking of a large record
WAITING = threading.BoundedSemaphore(4)
"""Programs that wait so long at one time; others shall come again: who waits keeps a thread from the pages."""

Id = Annotated[str, Field(min_length=1, max_length=300)]


class Judging(BaseModel):
    """A judgement to keep."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "examples": [{"verdict": "wrong", "ids": ["c-0123456789ab"], "by": "Ana", "note": "a rumour"}]
        },
    )

    verdict: str = Field(
        max_length=40, description="same, different, merge, split, wrong, right, right-value, withdrawn"
    )
    ids: list[Id] = Field(min_length=1, max_length=MOST, description="What is judged, by id.")
    field: str = Field("", max_length=200, description="Only this field of it: date, place, who, whom, what, ...")
    value: str = Field("", max_length=2000, description="What the field should say.")
    note: str = Field("", max_length=4000, description="Why, in your own words.")
    by: str = Field(min_length=1, max_length=200, description="Who judges.")


@router.get(
    "/api/review",
    tags=["Judgements"],
    summary="What is most worth a person's minute",
    response_model=Part[ReviewRow],
    responses={**ROWS},
)
def list_review(request: Request, *, limit: LimitParam = USUAL, format: FormatParam = "json") -> Response:
    """Doubtful merges, contradictions, claims of which the coder is unsure: the most worth deciding first, in one part.
    What was judged is not among them. `yes` and `no` of each say which judgement an answer stands for.
    """
    may_wait = WAITING.acquire(blocking=False)
    try:
        queue = queues(request).get(wait=_PATIENCE if may_wait else None)
    finally:
        if may_wait:
            WAITING.release()
    if queue is None:
        raise Refused(503, "what there is to decide is still being ranked", "ask again in a minute")
    with records(request).reading() as record:
        rows = review_rows(record, queue.standing(record, limit))
    return listed(request, whole(rows), ReviewRow, format)


@router.get(
    "/api/judgements",
    tags=["Judgements"],
    summary="What people decided, in parts",
    response_model=Part[JudgementRow],
    responses={**ROWS},
)
def list_judgements(
    request: Request, *, cursor: CursorParam = None, limit: LimitParam = USUAL, format: FormatParam = "json"
) -> Response:
    """Judgements by time, each with how it stands: in force, in force in part, overruled, withdrawn, no longer applies.

    `format=jsonl` gives all of them whole, with the words that they are tied to, as `communique judgements import`
    takes them in.
    """
    with records(request).reading() as record:
        if format == "jsonl":
            answer = Response("".join(f"{line}\n" for line in record.judgement_lines()), media_type=LINES)
            answer.headers["Content-Disposition"] = 'attachment; filename="judgements.jsonl"'
            return answer
        rows = judgement_rows(record.standings())
    return listed(
        request, held(rows, lambda row: (row["when"], row["id"]), cursor=cursor, limit=limit), JudgementRow, format
    )


@router.post(
    "/api/judgements",
    tags=["Judgements"],
    summary="Decide something",
    status_code=201,
    response_model=Decided,
)
def add_judgement(request: Request, judging: Judging) -> Response:
    """Keep a judgement and merge again what it concerns. Nothing is changed by it but what hangs together with its
    subjects; the latest judgement of a thing counts.
    """
    with records(request).writing() as record:
        shape = decided(
            record,
            judging.verdict,
            judging.ids,
            by=judging.by,
            field=judging.field,
            value=judging.value,
            note=judging.note,
        )
    answer = one(shape)
    answer.status_code = 201
    return answer
