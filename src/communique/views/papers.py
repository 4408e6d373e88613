"""What a dyad has on paper: agreements with their stage, and votes with the choice of each side."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import replace

from typing_extensions import TypedDict

from communique.model.glances import Filters
from communique.model.records import Event, Status
from communique.views.brief import StateRef
from communique.views.dates import DateShape, date_shape
from communique.views.reader import Finder
from communique.views.shapes import EventRow

AGREEMENT, VOTE = "agreement", "vote"
STAGES = {
    "proposed": "proposed",
    "agreed": "agreed",
    "initialled": "initialled",
    "signed": "signed",
    "ratified": "ratified",
    "in-force": "in force",
    "suspended": "suspended",
    "ended": "ended",
}
"""The stages of an agreement in the order in which it passes them, with their words."""

_MOST_VOTES = 80  # of each state, the newest, that are set beside those of the other


class AgreementRow(TypedDict):
    """One agreement, treaty or memorandum at the stage that its reports tell.

    ``stage`` is empty where they do not tell it; ``done``: it came about, so that the stage is reached. ``kind``: what
    the reports call it. ``row`` is its event.
    """

    kind: str
    stage: str
    done: bool
    row: EventRow


class ChoiceRow(TypedDict):
    """How one state voted: for, against, abstain, veto; ``status`` as of events. ``choice`` is empty where not told."""

    state: str
    choice: str
    status: str
    event: str


class VoteRow(TypedDict):
    """One vote in which both states have a part, by what was voted on.

    ``choices``: of each of the two that voted, in the order of the page; ``about``: those of the two whom the vote was
    about and who are not told to have voted; ``others``: names of others who voted the same way in the same reports.
    """

    date: DateShape | None
    body: str
    resolution: str
    choices: list[ChoiceRow]
    about: list[str]
    others: list[str]
    documents: int
    origins: int


def agreement_rows(events: Sequence[Event], rows: Mapping[str, EventRow]) -> list[AgreementRow]:
    """Rows of the agreements among some events, in their order; ``rows``: their rows as events, by id."""
    return [
        AgreementRow(
            kind=e.details.kind or "agreement",
            stage=STAGES.get(e.details.stage or "", e.details.stage or ""),
            done=e.status in (Status.ACTUAL, Status.ONGOING),
            row=rows[e.id],
        )
        for e in events
        if e.form == AGREEMENT and e.id in rows
    ]


def vote_rows(record: Finder, states: Sequence[StateRef], filters: Filters) -> list[VoteRow]:
    """Votes of two states on the same thing, or of one of them on the other; the latest first.

    Args:
        record: where to read.
        states: two.
        filters: as of the page; its states are not looked at.
    """
    if filters.form not in (None, VOTE) or filters.event is not None or filters.actor is not None:
        return []
    codes = [s["code"] for s in states]
    ids: dict[str, None] = {}
    for code in codes:
        one = replace(filters, states=(code,), form=VOTE)
        ids.update((id, None) for _, id in record.event_keys(one, newest=True, limit=_MOST_VOTES))
    same: dict[tuple[object, ...], list[Event]] = {}
    for event in sorted(record.events_with(list(ids)), key=lambda e: (-len(e.origins), -len(e.documents), e.id)):
        same.setdefault(_matter(event), []).append(event)
    rows = [_vote(events, states) for events in same.values() if _both(events, codes)]
    return sorted(rows, key=_latest_first)


def _matter(event: Event) -> tuple[object, ...]:
    """What was voted on; a vote of which that is not told is the same as one on the same day in the same body only."""
    if event.details.resolution:
        return ("".join(c for c in event.details.resolution.lower() if c.isalnum()),)
    start = None if event.date is None else event.date.start
    return (event.details.body, start) if start is not None else (event.id,)


def _both(events: Sequence[Event], codes: Sequence[str]) -> bool:
    named = {p.country for e in events for p in (*e.sources, *e.targets)}
    return set(codes) <= named


def _vote(events: Sequence[Event], states: Sequence[StateRef]) -> VoteRow:
    first = events[0]
    choices: list[ChoiceRow] = []
    others: dict[str, None] = {}
    for event in events:
        for voter in event.sources:
            mine = next((s for s in states if s["code"] == voter.country), None)
            if mine is None:
                others[voter.name or voter.text] = None
            elif not any(c["state"] == mine["name"] and c["choice"] == (event.details.choice or "") for c in choices):
                told = ChoiceRow(
                    state=mine["name"],
                    choice=event.details.choice or "",
                    status=event.status.value,
                    event=event.id,
                )
                choices.append(told)
    order = {s["name"]: place for place, s in enumerate(states)}
    voted = {c["state"] for c in choices}
    return VoteRow(
        date=next((date_shape(e.date) for e in events if e.date is not None), None),
        body=next((e.details.body for e in events if e.details.body), ""),
        resolution=first.details.resolution or "",
        choices=sorted(choices, key=lambda c: order[c["state"]]),
        about=[
            s["name"]
            for s in states
            if s["name"] not in voted and any(p.country == s["code"] for e in events for p in e.targets)
        ],
        others=list(others),
        documents=len({d for e in events for d in e.documents}),
        origins=max(len(e.origins) for e in events),
    )


def _latest_first(row: VoteRow) -> tuple[object, ...]:
    date = row["date"]
    day = date and (date["end"] or date["start"])
    return (-dt.date.fromisoformat(day).toordinal() if day else 0, row["resolution"], row["body"])
