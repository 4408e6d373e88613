"""What is asked of a dyad, in the address of its page and of its answers under /api alike."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated, Literal

from fastapi import Path, Query

from communique.errors import UsageError
from communique.model.glances import Filters
from communique.views.brief import StateRef
from communique.views.door.asking import (
    ActorParam,
    Contradicted,
    EventParam,
    FormParam,
    Since,
    SourceParam,
    StatusParam,
    Until,
    filters,
    state_refs,
)
from communique.views.reader import Finder

StatePath = Annotated[str, Path(description="A state, by code or name.", min_length=1, max_length=100)]
StepParam = Annotated[
    Literal["month", "quarter", "year"] | None,
    Query(description="How long a period is; without it the finest that a chart shows well."),
]


@dataclass(frozen=True, slots=True)
class Between:
    """Filters as somebody wrote them; `resolve` checks them against a record."""

    since: str | None
    until: str | None
    event: str | None
    form: str | None
    status: str | None
    source: str | None
    actor: str | None
    contradicted: bool

    def resolve(self, record: Finder, states: Sequence[StateRef]) -> Filters:
        """The filters for what is between these states, or of one state. Raises as `asking.filters` does."""
        return filters(
            record,
            states=[s["code"] for s in states],
            since=self.since,
            until=self.until,
            event=self.event,
            form=self.form,
            status=self.status,
            source=self.source,
            actor=self.actor,
            contradicted=self.contradicted,
            between=True,
        )


def between(
    *,
    since: Since = None,
    until: Until = None,
    event: EventParam = None,
    form: FormParam = None,
    status: StatusParam = None,
    source: SourceParam = None,
    actor: ActorParam = None,
    contradicted: Contradicted = False,
) -> Between:
    """The filters of an address; a dependency of routes."""
    return Between(since, until, event, form, status, source, actor, contradicted)


def two_states(one: str, two: str) -> list[StateRef]:
    """The states of a dyad, in the order given.

    Raises:
        UnknownState: no state has this name.
        UsageError: they are the same.
    """
    found = state_refs([one, two])
    if len(found) != 2:
        raise UsageError(f"{one} and {two} are the same state", "name another one for what is between two")
    return found
