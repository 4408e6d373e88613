"""The page of statements: search in their words, by speaker over time."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Annotated, Literal

from fastapi import APIRouter, Query
from starlette.requests import Request
from starlette.responses import Response

from communique.views.door import asking
from communique.views.door.records import records
from communique.views.finding import SaidRow, actor_named, said_rows
from communique.views.listing import statements_part
from communique.views.reader import Finder
from communique.views.speaking import speaking, spoken
from communique.views.web.filtering import chips, period_words, state_options
from communique.views.web.lists import Cursor
from communique.views.web.shell import page

router = APIRouter(include_in_schema=False)

MOST_FOUND = 100
"""How many statements a search in their words shows: the best of them."""
_LOOKED_AT = 1000  # matches that are looked at where other filters may leave out most of them


@router.get("/statements")
def statements_page(
    request: Request,
    *,
    q: Annotated[str, Query(max_length=20_000)] = "",
    states: asking.StatesParam = [],  # noqa: B006 - FastAPI copies it
    speaker: Annotated[str | None, Query(max_length=300)] = None,
    since: asking.Since = None,
    until: asking.Until = None,
    order: Annotated[Literal["newest", "oldest", "best", ""], Query()] = "",
    cursor: Cursor = None,
) -> Response:
    """All statements, or those that have some words and that the filters let through."""
    refs = asking.state_refs(states)
    codes = [one["code"] for one in refs]
    first, last = asking.period(since, until)
    words = q if q.strip() else ""
    newest = order != "oldest"
    with records(request).reading() as record:
        who = actor_named(record, speaker) if speaker else None
        id = who and who["id"]
        found, more = None, False
        part = None
        if words:
            found, more = _found(record, words, codes, id, (first, last))
        else:
            part = statements_part(
                record, states=codes, speaker=id, since=first, until=last, newest=newest, cursor=cursor
            )
        filtered = bool(codes or id or first or last)
        number = (
            len(record.statement_keys(states=codes, speaker=id, since=first, until=last))
            if filtered
            else record.counts()["statements"]
        )
        told = None
        if not words and not cursor:
            told = (
                spoken(record, who["id"], who["name"], who["country"])
                if who
                else speaking(record, states=codes, since=first, until=last)
            )
    if found is not None and order in ("newest", "oldest"):
        found.sort(key=lambda row: row["statement"]["published"] or ("" if newest else "9999"), reverse=newest)
    in_force = {"q": f"“{words.strip()}”" if words else "", "speaker": f"said by {who['name']}" if who else ""}
    return page(
        request,
        "statements.html",
        words=words,
        found=found,
        more=more,
        most=MOST_FOUND,
        part=part,
        number=number,
        told=told,
        states=refs,
        who=who,
        given={"since": since, "until": until},
        wanted=asking.query(state=codes, speaker=id, since=first, until=last, newest=newest and "true"),
        chips=chips(request, in_force | period_words(since, until), refs),
        order=order or ("best" if words else "newest"),
        cursor=cursor,
        options=state_options(),
    )


def _found(
    record: Finder,
    words: str,
    states: Sequence[str],
    speaker: str | None,
    days: tuple[dt.date | None, dt.date | None],
) -> tuple[list[SaidRow], bool]:
    """The statements that have all the words, the best first, and whether there are more than are shown."""
    since, until = days
    if not (states or speaker or since or until):
        hits = list(record.search(words, limit=MOST_FOUND + 1, kind="statement"))
    else:
        let = {id for _, id in record.statement_keys(states=states, speaker=speaker, since=since, until=until)}
        hits = [hit for hit in record.search(words, limit=_LOOKED_AT, kind="statement") if hit.id in let]
    return said_rows(record, hits[:MOST_FOUND]), len(hits) > MOST_FOUND
