"""Judging from small forms, and the page of all judgements."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated
from urllib.parse import parse_qsl, urlencode, urlsplit

from fastapi import APIRouter, Form, Query
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from communique.api import Record
from communique.errors import UnknownId, UsageError
from communique.views.deciding import Decided, decided
from communique.views.door.guard import guard, may_write
from communique.views.door.records import records
from communique.views.judgements import JudgementRow, accuracy_rows, judgement_rows
from communique.views.paging import Key, part
from communique.views.web.shell import page

router = APIRouter(include_in_schema=False)

NOBODY = UsageError("nobody is named who judges", "write your name under “You judge as”")
ByField = Annotated[str, Form(max_length=200)]
_PAGE = 100


@router.post("/judge")
def judge(
    request: Request,
    ids: Annotated[list[str], Form(max_length=500)],
    *,
    verdict: Annotated[str, Form(max_length=40)],
    field: Annotated[str, Form(max_length=200)] = "",
    value: Annotated[str, Form(max_length=2000)] = "",
    note: Annotated[str, Form(max_length=4000)] = "",
    by: ByField = "",
    back: Annotated[str, Form(max_length=2000)] = "",
) -> Response:
    """Judge and go back to where the form was, or to the event that its claims are in now."""
    if not by.strip():
        raise NOBODY
    with records(request).writing() as record:
        shape = decided(
            record, verdict, [i for given in ids for i in given.split()], by=by, field=field, value=value, note=note
        )
        where = _still_there(record, inside(back), shape)
    return RedirectResponse(told_at(where, shape["judgement"]["id"]), status_code=303)


@router.get("/judgements")
def judgements(
    request: Request,
    by: Annotated[str, Query(max_length=200)] = "",
    cursor: Annotated[str | None, Query(max_length=400)] = None,
) -> Response:
    """All judgements, the latest first, and how often the program was right where people judged."""
    with records(request).reading() as record:
        rows = {row["id"]: row for row in judgement_rows(record.standings())}
        measured = accuracy_rows(record.accuracy()) if rows else []
    keys = sorted(((row["when"], id) for id, row in rows.items()), reverse=True)

    def behind(after: Key | None, most: int) -> list[Key]:
        return [k for k in keys if after is None or k < after][:most]

    shown = part(behind, lambda ids: [rows[id] for id in ids], cursor=cursor, limit=_PAGE)
    return page(
        request,
        "judgements.html",
        rows=shown["items"],
        next=shown["next"],
        total=len(rows),
        counting=sum(row["standing"] in ("in force", "in force in part") for row in rows.values()),
        withdrawable=withdrawable(rows.values()),
        measured=measured,
        by=by,
        why_not=why_not(request),
    )


def withdrawable(rows: Iterable[JudgementRow]) -> frozenset[str]:
    """The judgements that it makes sense to withdraw: those that may count and are no withdrawal themselves."""
    return frozenset(
        row["id"] for row in rows if row["standing"] not in ("withdrawn", "overruled") and row["verdict"] != "withdrawn"
    )


def inside(back: str) -> str:
    """An address on this server as a form gave it; /judgements where it leads anywhere else.

    >>> inside("/events/e-1?by=ana"), inside("https://elsewhere.example/"), inside("//elsewhere.example"), inside("")
    ('/events/e-1?by=ana', '/judgements', '/judgements', '/judgements')
    """
    clean = all(" " < c < "\x7f" and c != "\\" for c in back)
    parts = urlsplit(back) if clean and back.startswith("/") and not back.startswith("//") else None
    return "/judgements" if parts is None or parts.scheme or parts.netloc else back


def told_at(back: str, id: str) -> str:
    """The address with the judgement that the page there tells of."""
    parts = urlsplit(back)
    kept = [(k, v) for k, v in parse_qsl(parts.query, keep_blank_values=True) if k != "judged"]
    return parts._replace(query=urlencode([*kept, ("judged", id)])).geturl()


def _still_there(record: Record, back: str, shape: Decided) -> str:
    """Where to go back to: what was judged may be gone, or be another event now."""
    _, kind, id, *_ = (*urlsplit(back).path.split("/"), "", "")
    if kind not in ("events", "contradictions") or not id:
        return back
    try:
        record.get(id)
    except UnknownId:
        now = shape["events"]
        return f"/events/{now[0]['id']}" if now else "/judgements"
    return back


def why_not(request: Request) -> str:
    """Why whoever asks for a page may not judge, and what to do; empty when they may."""
    if may_write(request):
        return ""
    found = guard(request)
    if found.read_only:
        return "This server only shows the record. To judge, start it without --read-only."
    if found.token is not None:
        return "Judging needs the token that the server was started with: enter it at /enter."
    return "This server is open to the network, where judging needs a token: start it with --token."
