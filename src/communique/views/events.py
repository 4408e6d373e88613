"""Rows of events: who did what to whom, and the words of the report that says most."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from communique.model.ontology import EventType
from communique.model.records import Claim, ContradictionKind, Event, Outcome, Status
from communique.views.dates import date_shape
from communique.views.phrases import phrase, said, tells_more
from communique.views.reader import Reader
from communique.views.rows import Library, actor_refs, are_persons
from communique.views.shapes import EventRow
from communique.views.words import balanced, folded, own_verb, own_words, tell_more


def event_rows(record: Reader, events: Sequence[Event]) -> list[EventRow]:
    """Rows of these events, in their order. One look-up for all claims, one for each document they stand in."""
    claims = {c.id: c for c in record.claims(ids=sorted({i for e in events for i in e.claims}))}
    against: dict[str, list[str]] = {}
    for found in record.contradictions_of([e.id for e in events]):
        if found.event is not None and found.kind is ContradictionKind.CONTRADICTION:
            against.setdefault(found.event, []).append(found.id)
    library = Library(record)
    library.fetch(c.document for c in claims.values())
    return [event_row(e, claims, library, sorted(against.get(e.id, ()))) for e in events]


def event_row(event: Event, claims: Mapping[str, Claim], library: Library, contradictions: list[str]) -> EventRow:
    """The row of one event; ``claims`` must hold its own."""
    # A report of the plan does not say what was done in the end.
    own = sorted(
        (claims[i] for i in event.claims if i in claims), key=lambda c: (c.status != event.status, -c.score, c.id)
    )
    first = own[0] if own else None
    text = "" if first is None else library[first.document].text
    words = "" if first is None else folded(first.predicate.of(text))
    verb = "" if first is None else own_verb(first, text)
    who, whom = actor_refs(event.sources), actor_refs(event.targets)
    about = event.details.resolution or event.details.body or ""
    what = said(
        phrase(
            event.event,
            event.form,
            event.mode,
            details=event.details,
            words=words,
            verb=verb,
            persons=are_persons(event.targets),
        ),
        event.status,
        named=bool(whom or about),
        many=len(who) > 1,
        settled=event.outcome not in (None, Outcome.OPEN),
    )
    place = None if event.place is None else event.place.name
    return EventRow(
        id=event.id,
        date=date_shape(event.date),
        event=None if event.event is None else event.event.value,
        form=event.form,
        mode=event.mode,
        status=event.status.value,
        who=who,
        what=what,
        # A form or a choice says what happened; only a bare event leaves room for the words to say more.
        words=words if not event.form and not event.details.choice and tells_more(words, what) else "",
        said=_said(own, library, event, [what, about, place or "", *(ref["name"] for ref in (*who, *whom))]),
        whom=whom,
        about=about,
        place=place,
        documents=len(event.documents),
        origins=len(event.origins),
        contradictions=contradictions,
        outcome=None if event.outcome is None else event.outcome.value,
        outcome_event=event.outcome_event,
        outcome_why=event.outcome_why,
        part_of=event.part_of,
        planned=None,
        section="",
        score=round(event.score, 4),
    )


def is_open_plan(row: EventRow) -> bool:
    """True for what was announced and of which nothing more is known."""
    return row["status"] == Status.PLANNED.value and row["outcome"] in (None, "open")


def _said(claims: Sequence[Claim], library: Library, event: Event, known: Sequence[str]) -> str:
    """The own words of the best scored claim that adds some, one with a matter before others; may be empty."""
    # Of a visit or a meeting the bare words say nothing; a vote has its resolution beside it.
    plain = event.event is EventType.CONSULT

    def telling(claim: Claim) -> tuple[object, ...]:
        length = 0 if claim.matter is None else claim.matter.end - claim.matter.start
        return (claim.status != event.status, claim.matter is None, -claim.score, -length, claim.id)

    for claim in sorted(claims, key=telling):
        text = library[claim.document].text
        told = balanced(own_words(claim, text))
        if plain and " " not in told:  # "headed", "round": the bare word of a meeting says nothing either
            continue
        # A name in other words is no news; "the visit" that stands for its guest is.
        taking_part = [w for p in claim.participants() if not (w := p.span.of(text)).islower()]
        if not event.details.resolution and tell_more(told, [*known, *taking_part], plain=plain):
            return told
    return ""
