"""The pages of events, contradictions and documents: filters in the address, a part at a time."""

from __future__ import annotations

from collections import Counter
from typing import Annotated, Literal

from fastapi import APIRouter, Query
from starlette.requests import Request
from starlette.responses import Response

from communique.model.glances import Filters
from communique.model.records import ContradictionKind
from communique.views.door import asking
from communique.views.door.records import records
from communique.views.finding import actor_named
from communique.views.listing import contradictions_part, documents_part, events_part
from communique.views.paging import USUAL, cursor_of, key_of
from communique.views.reader import Finder
from communique.views.render import naming, telling
from communique.views.rows import skipped_rows
from communique.views.sources import find_source
from communique.views.web.filtering import chips, period_words, state_options
from communique.views.web.shell import page

router = APIRouter(include_in_schema=False)

Cursor = Annotated[str | None, Query(max_length=1000)]
Order = Annotated[Literal["newest", "oldest", ""], Query()]
KindParam = Annotated[Literal["contradiction", "update", "scope", ""], Query(alias="type")]

FIELDS = ("date", "place", "kind", "participants", "outcome", "stage", "status", "previous visit", "since")
"""Fields that reports may differ on; beside them how many of something: "quantity: agreement"."""

_MOST_SOURCES = 300  # to choose from; any other can be written into the address


@router.get("/events")
def events_page(
    request: Request,
    *,
    states: asking.StatesParam = [],  # noqa: B006 - FastAPI copies it
    since: asking.Since = None,
    until: asking.Until = None,
    event: asking.EventParam = None,
    form: asking.FormParam = None,
    status: asking.StatusParam = None,
    source: asking.SourceParam = None,
    actor: asking.ActorParam = None,
    contradicted: asking.Contradicted = False,
    between: asking.BetweenParam = False,
    order: Order = "newest",
    cursor: Cursor = None,
) -> Response:
    """All events, or those that the filters let through."""
    with records(request).reading() as record:
        who = actor_named(record, actor) if actor else None
        found = asking.filters(
            record,
            states=states,
            since=since,
            until=until,
            event=event,
            form=form,
            status=status,
            source=source,
            actor=who and who["id"],
            contradicted=contradicted,
            between=between,
        )
        part = events_part(record, found, newest=order != "oldest", cursor=cursor)
        number = record.counts()["events"] if found == Filters() else len(record.event_keys(found))
        outlets = _sources(record)
    refs = asking.state_refs(found.states)
    told = {
        **period_words(since, until),
        "event": (found.event or "").capitalize(),
        "form": (found.form or "").replace("-", " "),
        "status": telling.STATUSES.get(found.status or "", ""),
        "source": f"told by {dict(outlets).get(found.source, found.source)}" if found.source else "",
        "actor": f"with {who['name']}" if who else "",
        "contradicted": "reports contradict each other" if contradicted else "",
        "between": "only what is between them" if between and len(refs) > 1 else "",
    }
    return page(
        request,
        "events.html",
        part=part,
        number=number,
        asked=found,
        given={"since": since, "until": until},
        wanted=asking.query(
            **asking.asked(found),
            state=[one["code"] for one in refs],
            between=between,
            newest=order != "oldest" and "true",
        ),
        states=refs,
        who=who,
        chips=chips(request, told, refs),
        order="oldest" if order == "oldest" else "newest",
        cursor=cursor,
        events=[(e, e.capitalize()) for e in asking.EVENTS],
        forms=[(f, f.replace("-", " ")) for f in asking.FORMS],
        statuses=list(telling.STATUSES.items()),
        outlets=outlets,
        options=state_options(),
    )


@router.get("/contradictions")
def contradictions_page(
    request: Request,
    states: asking.StatesParam = [],  # noqa: B006
    kind: KindParam = "",
    field: Annotated[str | None, Query(max_length=200)] = None,
    cursor: Cursor = None,
) -> Response:
    """Where reports do not agree, real contradictions first."""
    refs = asking.state_refs(states)
    codes = [one["code"] for one in refs]
    wanted = (field or "").strip() or None
    with records(request).reading() as record:
        part = contradictions_part(record, states=codes, kind=kind or None, field=wanted, cursor=cursor)
        numbers = {
            str(one): len(record.contradiction_keys(states=codes, kind=str(one), field=wanted))
            for one in ContradictionKind
            if kind in ("", one)
        }
    told = {"type": kind, "field": f"on {telling.field(wanted)}" if wanted else ""}
    return page(
        request,
        "contradictions.html",
        part=part,
        numbers=numbers,
        number=sum(numbers.values()),
        groups=[(k, [row for row in part["items"] if row["type"] == k]) for k in numbers],
        states=refs,
        kind=kind,
        field=wanted,
        wanted=asking.query(state=codes, type=kind, field=wanted),
        fields=sorted({*FIELDS, *(row["field"] for row in part["items"])}),
        chips=chips(request, told, refs),
        cursor=cursor,
        options=state_options(),
        tell=telling,
    )


@router.get("/documents")
def documents_page(
    request: Request, source: asking.SourceParam = None, order: Order = "newest", cursor: Cursor = None
) -> Response:
    """The documents with what was found in them."""
    with records(request).reading() as record:
        one = find_source(record, source) if source else None
        part = documents_part(record, source=one.id if one else None, newest=order != "oldest", cursor=cursor)
        counts = record.counts()
        outlets = _sources(record)
        number = len(record.document_keys(source=one.id)) if one else counts["documents"]
        copied = sorted({row["copy_of"] for row in part["items"] if row["copy_of"]})
        originals = {id: record.document(id).title or id for id in copied}
    return page(
        request,
        "documents.html",
        part=part,
        number=number,
        copies=counts["copies"],
        skipped=counts["skipped"],
        originals=originals,
        source=one,
        chips=chips(request, {"source": f"published by {one.name}"} if one else {}),
        order="oldest" if order == "oldest" else "newest",
        cursor=cursor,
        outlets=outlets,
        tell=telling,
    )


@router.get("/documents/skipped")
def skipped_page(
    request: Request, reason: Annotated[str, Query(max_length=100)] = "", cursor: Cursor = None
) -> Response:
    """What was not read, and why."""
    with records(request).reading() as record:
        rows = skipped_rows(record.skipped())
    after = key_of(cursor)
    behind = [
        row for row in rows if reason in ("", row["reason"]) and (after is None or (row["reason"], row["uri"]) > after)
    ]
    shown = behind[:USUAL]
    return page(
        request,
        "skipped.html",
        rows=shown,
        number=len(rows),
        reasons=sorted(Counter(row["reason"] for row in rows).items(), key=lambda pair: (-pair[1], pair[0])),
        reason=reason,
        next=cursor_of((shown[-1]["reason"], shown[-1]["uri"])) if len(behind) > USUAL else None,
        cursor=cursor,
        naming=naming,
    )


def _sources(record: Finder) -> list[tuple[str, str]]:
    """Sources to choose from, by name: id and name."""
    busiest = sorted(record.sources(), key=lambda pair: (-pair[1], pair[0].id))[:_MOST_SOURCES]
    return sorted(((one.id, one.name) for one, _ in busiest), key=lambda row: (row[1].casefold(), row[0]))
