"""Claims into events. Pure; the same for any order of input."""

from __future__ import annotations

import datetime as dt
import math
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from communique.merge.contradictions import contradictions
from communique.merge.facts import Facts, facts_of
from communique.merge.fields import (
    Support,
    age,
    date_field,
    event_details,
    event_status,
    orient,
    place_field,
    plain_fields,
    side_field,
)
from communique.merge.grouping import group
from communique.merge.judged import NOTHING, Judged, dismisses
from communique.merge.origins import origins
from communique.merge.right_values import heard, ruled
from communique.merge.settle import settle
from communique.merge.slots import slots_of
from communique.model.ids import event_id
from communique.model.records import Claim, Contradiction, Document, Event, EventField, Outcome, Statement, Status


@dataclass(frozen=True, slots=True)
class Merged:
    """Events and contradictions, each by id."""

    events: tuple[Event, ...]
    contradictions: tuple[Contradiction, ...]


@dataclass(frozen=True, slots=True)
class Made:
    """What some claims of one cell made: events and the contradictions inside of them, each by id.

    ``components``: see `grouping.Grouping`.
    """

    events: tuple[Event, ...]
    contradictions: tuple[Contradiction, ...]
    components: Mapping[str, str]


def merge_all(
    claims: Sequence[Claim],
    documents: Mapping[str, Document],
    statements: Mapping[str, Statement],
    *,
    judged: Judged = NOTHING,
) -> Merged:
    """Merge claims of any blocks: what a record holds after a build of just these.

    Args:
        claims: linked, in any order; an id that comes twice counts once.
        documents: by id, at least those of the claims and the originals that they copy.
        statements: by id, at least those that the claims stand in.
        judged: what people decided: it holds before all else.
    """
    by_id = {c.id: c for c in sorted(claims, key=lambda c: c.id)}
    cells: defaultdict[tuple[str, str], list[Claim]] = defaultdict(list)
    for id, slot in slots_of(by_id.values(), documents, judged).items():
        cells[(slot.block, slot.cell)].append(by_id[id])
    made: defaultdict[str, list[Made]] = defaultdict(list)
    days: defaultdict[str, set[dt.date]] = defaultdict(set)
    for (block, _), found in sorted(cells.items()):
        made[block].append(merge_claims(block, found, documents, statements, judged=judged))
        days[block] |= {d.published for c in found if (d := documents.get(c.document)) and d.published}
    settled = []
    for block, parts in sorted(made.items()):
        events = [event for part in parts for event in part.events]
        again = {event.id for event in events}
        settled.append(settle(events, again, by_id, documents, sorted(days[block]), judged=judged))
    inside = (x for found in made.values() for m in found for x in m.contradictions)
    across = (x for s in settled for x in (*s.contradictions, *s.of_block))
    return Merged(
        tuple(sorted((e for s in settled for e in s.events), key=lambda e: e.id)),
        tuple(sorted({x.id: x for x in (*inside, *across)}.values(), key=lambda x: x.id)),
    )


def merge_claims(
    block: str,
    claims: Sequence[Claim],
    documents: Mapping[str, Document],
    statements: Mapping[str, Statement],
    *,
    judged: Judged = NOTHING,
) -> Made:
    """Merge claims of one cell: all of it, or whole components. Arguments as in `merge_all`."""
    by_id = {c.id: c for c in heard(claims, judged)}
    facts = {i: facts_of(c, documents.get(c.document)) for i, c in by_id.items()}
    found = group(list(facts.values()), judged)
    events = [
        _event(
            block,
            [facts[i] for i in ids],
            documents,
            statements,
            why=sorted(line for i in ids for line in found.why.get(i, ())),
        )
        for ids in found.groups
    ]
    events = sorted((ruled(event, judged, by_id) for event in events), key=lambda e: e.id)
    told = (x for x in contradictions(events, by_id, documents) if not dismisses(judged, x))
    return Made(tuple(events), tuple(told), found.components)


def _event(
    block: str,
    told: Sequence[Facts],
    documents: Mapping[str, Document],
    statements: Mapping[str, Statement],
    *,
    why: Sequence[str],
) -> Event:
    facts = sorted(told, key=lambda f: age(f.claim, documents))
    claims = [f.claim for f in facts]
    told_by = origins(claims, documents, statements)
    lead, support = facts[0], Support(documents, told_by)
    oriented = {f.id: orient(f, lead) for f in facts}
    date, day = date_field(claims, support)
    place, where = place_field(facts, support)
    source, sources = side_field("sources", {i: s for i, (s, _) in oriented.items()}, claims, support)
    target, targets = side_field("targets", {i: t for i, (_, t) in oriented.items()}, claims, support)
    plain = plain_fields(claims, support)
    fields: list[EventField] = [f for f in (date, place, source, target) if f is not None] + list(plain)
    named = {f.name: f for f in fields}
    kind = min(claims, key=lambda c: (_said(c) != _best(named.get("kind")), age(c, documents)))
    event = Event(
        id=event_id(lead.id),
        block=block,
        event=kind.event,
        mode=kind.mode or next((c.mode for c in claims if c.mode), None),
        form=kind.form,
        status=event_status(named.get("status")),
        claims=tuple(sorted(c.id for c in claims)),
        documents=tuple(sorted({c.document for c in claims})),
        origins=told_by,
        sources=sources,
        targets=targets,
        date=day,
        place=where,
        details=event_details(fields, claims),
        fields=tuple(fields),
        score=_score(claims, support),
        why=tuple(sorted(why)),
    )
    return replace(event, outcome=Outcome.OPEN) if event.status is Status.PLANNED else event


def _said(claim: Claim) -> str:
    return claim.form or claim.mode or (str(claim.event) if claim.event else "")


def _best(field: EventField | None) -> str:
    return field.values[0].value if field else ""


def _score(claims: Sequence[Claim], support: Support) -> float:
    """The chance that at least one independent telling is read rightly, taking the best-read claim of each."""
    best: dict[str, float] = {}
    for claim in claims:
        for root in support.roots([claim]):
            best[root] = max(best.get(root, 0.0), claim.score)
    return round(1 - math.prod(1 - s for _, s in sorted(best.items())), 4)
