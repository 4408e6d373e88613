"""From the query of an address to what is asked: the same filters for pages and for REST, checked in one place."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from typing import Annotated
from urllib.parse import urlencode

from fastapi import Query

from communique import api
from communique.errors import UnknownId, UsageError
from communique.model.glances import Filters
from communique.model.ontology import EventType, ontology
from communique.model.records import Status
from communique.views.brief import StateRef
from communique.views.dates import parse_day
from communique.views.reader import Finder
from communique.views.sources import find_source

EVENTS: tuple[str, ...] = tuple(e.value for e in EventType)
FORMS: tuple[str, ...] = tuple(name for name, _ in ontology().forms)
STATUSES: tuple[str, ...] = tuple(s.value for s in Status)

Since = Annotated[str | None, Query(description="First day, included: 2022, 2022-07 or 2022-07-05.", max_length=40)]
Until = Annotated[str | None, Query(description="Last day, included: 2022, 2022-07 or 2022-07-05.", max_length=40)]
EventParam = Annotated[str | None, Query(description="A PLOVER event, such as CONSULT.", max_length=40)]
FormParam = Annotated[str | None, Query(description="A diplomatic form, such as visit.", max_length=40)]
StatusParam = Annotated[str | None, Query(description="actual, planned, denied, ...", max_length=40)]
SourceParam = Annotated[str | None, Query(description="A source, by name, alias or id.", max_length=200)]
ActorParam = Annotated[str | None, Query(description="An actor id, such as person:wang-yi.chn.", max_length=300)]
StatesParam = Annotated[list[str], Query(alias="state", description="One state, or two for a dyad.", max_length=2)]
Contradicted = Annotated[bool, Query(description="Only events whose reports contradict each other.")]
BetweenParam = Annotated[
    bool, Query(description="Of two states only what is between them, not what they do beside each other.")
]


def filters(
    record: Finder,
    *,
    states: Sequence[str] = (),
    since: str | None = None,
    until: str | None = None,
    event: str | None = None,
    form: str | None = None,
    status: str | None = None,
    source: str | None = None,
    actor: str | None = None,
    contradicted: bool = False,
    between: bool = False,
) -> Filters:
    """The filters that an address asks for. Empty text counts as not given.

    Raises:
        UnknownState, UnknownId: no such state; no such source in the record.
        UsageError: no such event, form or status; no day; the last day before the first.
    """
    first, last = period(since, until)
    return Filters(
        states=tuple(s["code"] for s in state_refs(states)),
        since=first,
        until=last,
        event=_one_of("event", (event or "").upper(), EVENTS),
        form=_one_of("form", (form or "").lower(), FORMS),
        status=_one_of("status", (status or "").lower(), STATUSES),
        source=find_source(record, source).id if source else None,
        actor=actor or None,
        contradicted=contradicted,
        between=between,
    )


def period(since: str | None, until: str | None) -> tuple[dt.date | None, dt.date | None]:
    """First and last day.

    Raises:
        UsageError: no day, or the last before the first.
    """
    first, last = parse_day(since or None), parse_day(until or None, last=True)
    if first and last and last < first:
        raise UsageError(f"until {until} lies before since {since}", "change one of the two")
    return first, last


def state_refs(named: Iterable[str]) -> list[StateRef]:
    """States by code or name, each once, in the order given.

    Raises:
        UnknownState: no state has this name.
        UsageError: more than two.
    """
    codes = list(dict.fromkeys(api.state_code(name) for name in named if name))
    if len(codes) > 2:
        raise UsageError(f"{len(codes)} states given", "give one state, or two for what is between them")
    shown = {s.code: s.name for s in api.all_states()}
    return [StateRef(code=code, name=shown[code]) for code in codes]


def query(**given: object) -> str:
    """What follows the ``?`` of an address: what is None, False or empty is left out, lists repeat their key.

    >>> query(state=["RUS", "VNM"], since=None, form="visit")
    'state=RUS&state=VNM&form=visit'
    """
    pairs: list[tuple[str, str]] = []
    for key, value in given.items():
        values = value if isinstance(value, list | tuple) else [value]
        pairs += [(key, "true" if v is True else str(v)) for v in values if v not in (None, False, "")]
    return urlencode(pairs)


def asked(found: Filters, source: str | None = None) -> Mapping[str, object]:
    """Filters as an address gives them, for `query` (without states, which pages have in their path)."""
    return {
        "since": found.since,
        "until": found.until,
        "event": found.event,
        "form": found.form,
        "status": found.status,
        "source": source or found.source,
        "actor": found.actor,
        "contradicted": found.contradicted,
    }


def must_be(kind: str, thing_kind: str, id: str) -> None:
    """Refuse an id of another kind of thing.

    Raises:
        UnknownId: it is one.
    """
    if kind != thing_kind:
        article = "an" if thing_kind[:1] in "aeiou" else "a"
        raise UnknownId(f"no {kind} has the id {id}", f"it is {article} {thing_kind}: {id}")


def _one_of(what: str, value: str, known: Sequence[str]) -> str | None:
    if not value:
        return None
    if value not in known:
        raise UsageError(f"there is no {what} {value}", f"one of: {', '.join(known)}")
    return value
