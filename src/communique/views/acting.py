"""All about one actor: who it is, what shows its offices, what it did, whom it met, what it says and when."""

from __future__ import annotations

from typing_extensions import TypedDict

from communique.errors import UnknownId
from communique.model.glances import Encounter, Filters
from communique.views.actors import actor_row
from communique.views.bodies import body_row
from communique.views.dates import iso
from communique.views.finding import near_to
from communique.views.listing import events_part, statements_part
from communique.views.paging import Part
from communique.views.reader import Finder
from communique.views.rows import Library
from communique.views.shapes import ActorRow, BodyRow, EventRow, OfficeRow, StatementRow
from communique.views.speaking import Speaking, spoken

MET = 20
"""How many of those whom somebody met are told."""
SAID = 5
"""How many statements, the newest, are told."""
EVENTS = 25
"""How many events stand on one page."""


class MetRow(TypedDict):
    """Somebody whom the actor met, called or talked with: how often, on which days, and the last of these events."""

    actor: str
    name: str
    state: str
    events: int
    first: str | None
    last: str | None
    latest: str


class ActorPage(TypedDict):
    """One actor. ``events``: how many it takes part in, of which ``part`` has some, the newest first.

    ``met``: those whom it met most often; ``speaking``: its statements over time; ``said``: the newest of them.
    """

    row: ActorRow
    body: BodyRow | None
    why: list[str]
    events: int
    part: Part[EventRow]
    met: list[MetRow]
    speaking: Speaking
    said: list[StatementRow]


def actor_page(record: Finder, id: str, *, cursor: str | None = None, limit: int = EVENTS) -> ActorPage:
    """All about the actor with this id.

    Args:
        record: where to look.
        id: of the actor.
        cursor: leads to the events behind those that were seen.
        limit: how many events.

    Raises:
        UnknownId: there is none; the hint has those with a name or id near it.
        UsageError: no cursor of ours.
    """
    found = record.actors_with([id])
    if not found:
        raise UnknownId(f"nobody in the record has the id {id}", near_to(record, id))
    actor = found[0]
    own = Filters(actor=actor.id)
    row = actor_row(actor, Library(record))
    row["offices"].sort(key=_until, reverse=True)
    return ActorPage(
        row=row,
        body=body_row(actor.id),
        why=list(actor.why),
        events=len(record.event_keys(own)),
        part=events_part(record, own, newest=True, cursor=cursor, limit=limit),
        met=[_met(one, actor.id) for one in record.encounters(own, limit=MET) if actor.id in (one.one, one.two)],
        speaking=spoken(record, actor.id, actor.name, actor.country),
        said=statements_part(record, speaker=actor.id, newest=True, limit=SAID)["items"],
    )


def _until(office: OfficeRow) -> str:
    """The last day on which an office is shown; one that a table leaves open is held now, as far as is known."""
    return office["until"] or (office["since"] or "" if office["basis"] == "text" else "9999")


def _met(found: Encounter, id: str) -> MetRow:
    other = (found.two, found.two_name, found.two_state)
    if found.two == id:
        other = (found.one, found.one_name, found.one_state)
    return MetRow(
        actor=other[0],
        name=other[1],
        state=other[2],
        events=found.events,
        first=iso(found.first),
        last=iso(found.last),
        latest=found.latest,
    )
