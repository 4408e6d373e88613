"""The story's main day and place, which its own sentences inherit when they name none."""

from __future__ import annotations

from dataclasses import replace

from communique.annotate.stage import Draft
from communique.model.ontology import EventType
from communique.model.records import Claim, PartKind, Status
from communique.model.values import Basis, PartialDate, Place, Precision

_INHERIT = frozenset({Status.ACTUAL, Status.ONGOING})
_NARROW = 120  # days: a wider guess at the day of writing says too little of the day of an event
BACKGROUND = "background"  # reason that marks a claim told as history: it inherits nothing


class Story:
    """Finds the main day of a document's claims and completes those without one."""

    def __init__(self, draft: Draft) -> None:
        self.draft = draft

    def main(self, claims: list[Claim]) -> Claim | None:
        """The claim the story is built around: the first that is done, has a day of its own and stands in the lead."""
        lead = self._lead_end()
        dated = [
            c
            for c in claims
            if c.status in _INHERIT
            and c.date is not None
            and c.date.start is not None
            and c.predicate.start <= lead
            and c.date.precision in {Precision.DAY, Precision.RANGE}
            and BACKGROUND not in c.reasons
        ]
        written = self.draft.anchor.start if self.draft.anchor is not None else None
        if written is not None:  # what was long before the writing is told as history, wherever it stands
            dated = [c for c in dated if c.date and c.date.end and (written - c.date.end).days <= _NARROW]
        if not dated:
            return None
        # a day of one meeting is more telling than the days of the whole visit
        return min(dated, key=lambda c: (c.date.precision is not Precision.DAY if c.date else True, c.predicate))

    def _lead_end(self) -> int:
        bodies = [p.span for p in self.draft.document.parts if p.kind is PartKind.BODY]
        return bodies[min(2, len(bodies) - 1)].end if bodies else len(self.draft.document.text)

    def complete(self, claims: list[Claim]) -> list[Claim]:
        """The claims with the story's day (basis ``story``) and, for meetings, its place."""
        main = self.main(claims)
        if main is None or main.date is None:
            return self._bounded(claims)
        sides = {p.country for p in main.participants() if p.country}
        day = PartialDate(
            main.date.start, main.date.end, main.date.precision, Basis.STORY, main.date.text, main.date.span
        )
        place = main.place or next(
            (c.place for c in claims if c.place and c.date and c.date.start == day.start and c.form == "meeting"), None
        )
        return self._bounded([self._inherit(c, sides, day, place) for c in claims])

    def _bounded(self, claims: list[Claim]) -> list[Claim]:
        """Without any day: news is of the day it is published, or of the days that the text itself implies for its
        writing.
        """
        anchor = self.draft.anchor
        if anchor is None or anchor.start is None or anchor.end is None or (anchor.end - anchor.start).days > _NARROW:
            return claims
        if anchor.basis is Basis.INFERRED:
            day = PartialDate(anchor.start, anchor.end, Precision.RANGE, Basis.INFERRED)
        else:
            day = PartialDate(anchor.start, anchor.end, Precision.DAY, Basis.STORY)
        return [
            replace(c, date=day) if c.date is None and c.status in _INHERIT and BACKGROUND not in c.reasons else c
            for c in claims
        ]

    def _inherit(self, claim: Claim, sides: set[str], day: PartialDate, place: Place | None) -> Claim:
        if claim.status not in _INHERIT or BACKGROUND in claim.reasons:
            return claim
        own = {p.country for p in claim.participants() if p.country}
        if not own & sides or (len(own) > 1 and len(own & sides) < 2):
            return claim
        if claim.date is None:
            claim = replace(claim, date=day)
        same_day = claim.date is not None and claim.date.overlaps(day)
        if (
            claim.place is None
            and same_day
            and claim.event is EventType.CONSULT
            and claim.mode is None
            and place is not None
        ):
            claim = replace(claim, place=place)
        return claim
