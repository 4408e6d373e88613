"""The page on which people decide, one thing at a time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import islice
from typing import Annotated, Any

from fastapi import APIRouter, Form, Query
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from communique.api import Candidate, Record
from communique.errors import RunError, UnknownId, UsageError
from communique.model.records import Event
from communique.views.deciding import (
    FIELDS,
    KINDS,
    Decided,
    Offered,
    Wanted,
    became,
    decided,
    field_of,
    on_claims,
    wanted,
)
from communique.views.door.asking import query
from communique.views.door.failures import Problem, problem
from communique.views.door.queue import Queue, queues
from communique.views.door.records import records
from communique.views.events import event_rows
from communique.views.judgements import JudgementRow, judgement_rows
from communique.views.review import ANSWERS, review_rows
from communique.views.review import KINDS as KINDS_SAID
from communique.views.shapes import EventRow
from communique.views.web.judging import NOBODY, ByField, why_not
from communique.views.web.shell import is_part, page

router = APIRouter(include_in_schema=False)
_BEFORE, _AFTER = 3, 9  # how much of the queue is shown around what is asked
_MOST_MADE = 100  # judgements of a sitting that its address remembers

Ids = Annotated[str, Query(max_length=4000)]
IdsField = Annotated[str, Form(max_length=20_000)]
Short = Annotated[str, Form(max_length=200)]


@dataclass(frozen=True, slots=True)
class Sitting:
    """Who judges, and what they judged in this sitting, by id; both travel with every address and form."""

    by: str = ""
    made: tuple[str, ...] = ()

    def href(self, at: str = "", done: str = "") -> str:
        """The address of one thing to decide in this sitting."""
        told = query(at=at, made=" ".join(self.made), done=done, by=self.by)
        return f"/review?{told}" if told else "/review"


@dataclass(frozen=True, slots=True)
class Told:
    """What happened just now: what became of a judgement, or what went wrong and what had been given."""

    done: Decided | None = None
    problem: Problem | None = None
    given: dict[str, str] | None = None
    status: int = 200
    judged: tuple[JudgementRow, ...] = ()


@router.get("/review")
def review(
    request: Request,
    at: Ids = "",
    made: Ids = "",
    done: Annotated[str, Query(max_length=40)] = "",
    by: Annotated[str, Query(max_length=200)] = "",
) -> Response:
    """The queue, and what ``at`` names of it in full; else the first."""
    with records(request).reading() as record:
        told = Told(done=became(record, done)) if done else Told()
    return _show(request, at, Sitting(by, tuple(made.split())), told)


@router.post("/review")
def answer(
    request: Request,
    answer: Short,
    *,
    kind: Short = "",
    at: IdsField = "",
    after: IdsField = "",
    claims: IdsField = "",
    events: IdsField = "",
    differ: Short = "",
    claim: Short = "",
    field: Short = "",
    value: Annotated[str, Form(max_length=2000)] = "",
    by: ByField = "",
    made: IdsField = "",
) -> Response:
    """Keep an answer, or take the last one back, and go on to what comes next."""
    sitting = Sitting(by.strip(), tuple(made.split()))
    short, _, named = answer.strip().partition(" ")
    one = Offered(kind, tuple(at.split()), tuple(claims.split()), tuple(events.split()), field_of(differ))
    try:
        if not sitting.by:
            raise NOBODY
        with records(request).writing() as record:
            if short == "u":
                shape = _undone(record, sitting)
                sitting, go = replace(sitting, made=sitting.made[:-1]), _again(shape)
            else:
                if kind not in KINDS:
                    raise UsageError("it is not told what is judged", "open /review again")
                shape = _kept(record, one, wanted(one, short, claim=named or claim, field=field, value=value), sitting)
                sitting, go = replace(sitting, made=(*sitting.made, shape["judgement"]["id"])[-_MOST_MADE:]), after
    except RunError as error:
        given = {"answer": short, "claim": claim, "field": field, "value": value}
        found = problem(error)
        judged = _judged_meanwhile(request, one) if isinstance(error, UnknownId) else ()
        return _show(request, at, sitting, Told(None, found, given, found["status"], judged))
    done = shape["judgement"]["id"]
    if not is_part(request):
        return RedirectResponse(sitting.href(go, done), status_code=303)
    shown = _show(request, go, sitting, Told(done=shape))
    shown.headers["HX-Push-Url"] = replace(sitting, by="").href(go)
    return shown


def _kept(record: Record, one: Offered, found: Wanted, sitting: Sitting) -> Decided:
    """Judge; where the events are no more, because somebody judged them meanwhile, judge the claims that were shown."""
    try:
        return decided(record, found.verdict, found.ids, by=sitting.by, field=found.field, value=found.value)
    except UnknownId:
        other = on_claims(one, found)
        if other is None:
            raise
        return decided(record, other.verdict, other.ids, by=sitting.by)


def _undone(record: Record, sitting: Sitting) -> Decided:
    if not sitting.made:
        raise UsageError("nothing was judged in this sitting", "all judgements are at /judgements")
    last = sitting.made[-1]
    found = next((j for j in record.judgements() if j.id == last), None)
    if found is not None and found.by != " ".join(sitting.by.split()):
        raise UsageError(f"{last} is a judgement of {found.by}", "others are withdrawn at /judgements")
    return decided(record, "withdrawn", [last], by=sitting.by)


def _again(shape: Decided) -> str:
    """What was withdrawn; `_show` finds what it had been about."""
    return shape["judgement"]["subjects"][0]


def _judged_meanwhile(request: Request, one: Offered) -> tuple[JudgementRow, ...]:
    """What people said of something that is gone from the record, where that is why."""
    with records(request).reading() as record:
        found = [s for s in record.standings() if s.counts and _is_about(one, s.judgement.subjects, s.found)]
    return tuple(judgement_rows(found))


def _is_about(one: Offered, subjects: Sequence[str], found: Sequence[str]) -> bool:
    return set(subjects) == set(one.subjects) or bool(one.claims and set(found) >= set(one.claims))


def _show(request: Request, at: str, sitting: Sitting, told: Told) -> Response:
    """The page, or for htmx what changes of it."""
    made = queues(request)
    queue = made.get()
    shapes: dict[str, Any] = {
        "by": sitting.by,
        "sitting": sitting,
        "told": told,
        "why_not": why_not(request),
        "words": ANSWERS,
        "kinds": KINDS_SAID,
        "fields": FIELDS,
        "fresh": queue is not None and queue.fresh,
        "looking": queue is None,
        "seconds": round(made.seconds()) if made.running else None,
        "row": None,
    }
    with records(request).reading() as record:
        shapes["now"] = [] if told.done is None else _now(record, told.done)
        if queue is not None:
            shapes |= _place(record, queue, _named(record, at), sitting)
            if not (shapes["total"] or queue.fresh):  # it is through: what came into doubt since?
                made.get(0, anew=True)
                shapes |= {"looking": True, "seconds": round(made.seconds())}
    part = is_part(request) and request.headers.get("hx-history-restore-request") != "true"
    # What people meet while they judge is no error to a script: it shows what it gets.
    shown = page(request, "review_item.html" if part else "review.html", status=200 if part else told.status, **shapes)
    shown.headers["Vary"] = "HX-Request"
    return shown


def _now(record: Record, shape: Decided) -> list[EventRow]:
    found = [e for one in shape["events"] if isinstance(e := record.get(one["id"]), Event)]
    return event_rows(record, found)


def _named(record: Record, at: str) -> frozenset[str]:
    """The ids that an address names; for a judgement those that it is about, so that undoing leads back to it."""
    found: set[str] = set()
    for id in at.split():
        if id.startswith("j-"):
            about = [j for j in record.judgements() if j.id == id]
            found |= {i for j in about for i in (*j.subjects, *(a.id for a in j.anchors))} or {id}
        else:
            found.add(id)
    return frozenset(found)


def _place(record: Record, queue: Queue, named: frozenset[str], sitting: Sitting) -> dict[str, Any]:
    """What is asked, and the queue around it."""
    left = queue.left(record.standings())
    place = _find(left, named)
    before, ahead = _around(record, queue, left, place or 0)
    some = [*before, *ahead]
    if not some:
        return {"total": 0, "window": [], "number": 0, "gone": bool(named)}
    here = len(before) if ahead else len(before) - 1
    first = (place or 0) - len(before)
    # Of what is not asked now a claim is enough to name it.
    rows = review_rows(record, [c if n == here else replace(c, claims=c.claims[:1]) for n, c in enumerate(some)])

    def at(index: int) -> str:
        return " ".join(some[index].subjects) if 0 <= index < len(some) else ""

    return {
        "row": rows[here],
        "at": at(here),
        "after": at(here + 1) or at(here - 1),
        "forward": sitting.href(at(here + 1)) if at(here + 1) else "",
        "backward": sitting.href(at(here - 1)) if at(here - 1) else "",
        "window": [(first + n + 1, rows[n], sitting.href(at(n)), n == here) for n in range(len(some))],
        "in_company": {c for e in record.events_of(some[here].claims) if len(e.claims) > 1 for c in e.claims},
        "total": len(left),
        "number": first + here + 1,
        "gone": bool(named) and (place is None or some[here] is not left[place]),
    }


def _around(
    record: Record, queue: Queue, left: Sequence[Candidate], place: int
) -> tuple[list[Candidate], list[Candidate]]:
    """What stands before a place of what is left, and from it on; of an old queue only what is still as it was."""
    before = list(islice((one for one in reversed(left[:place]) if queue.stands(record, one)), _BEFORE))
    ahead = list(islice((one for one in left[place:] if queue.stands(record, one)), _AFTER + 1))
    return before[::-1], ahead


def _find(queue: Sequence[Candidate], named: frozenset[str]) -> int | None:
    """Where what is named stands in the queue: just that, else the first that has most of it."""
    if not named:
        return None
    best, most = None, 0
    for at, one in enumerate(queue):
        if set(one.subjects) == named:
            return at
        common = len(named & {*one.subjects, *one.claims})
        if common > most:
            best, most = at, common
    return best if most >= min(len(named), 2) or len(named) == 1 else None
