"""A person's decision on its way into the record: checked, tied to its words, kept, and the record merged again."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from communique.errors import UsageError
from communique.merge.anchors import anchor
from communique.merge.judged import moment
from communique.merge.right_values import FIELDS, QUANTITY, SHOWN_AS, field_name, said, value_text
from communique.model.ids import judgement_id
from communique.model.judgements import JOINING, PARTING, Anchor, Judgement, Stands, Verdict
from communique.model.records import Claim, Contradiction, Document, Event, Statement
from communique.record import derived, queries
from communique.record.store import Store
from communique.run.ports import Progress, Rooms
from communique.run.remerge import merge_again, weighed

Thing = Claim | Statement | Event | Contradiction | Judgement
_NAMES = {
    Claim: "claim",
    Statement: "statement",
    Event: "event",
    Contradiction: "contradiction",
    Judgement: "judgement",
}
_MAY_BE: Mapping[Verdict, tuple[type, ...]] = {
    Verdict.SAME: (Claim, Event),
    Verdict.DIFFERENT: (Claim, Event),
    Verdict.MERGE: (Event,),
    Verdict.SPLIT: (Claim, Event),
    Verdict.WRONG: (Claim, Statement, Event, Contradiction),
    Verdict.RIGHT: (Claim, Statement, Event, Contradiction),
    Verdict.RIGHT_VALUE: (Claim, Event),
    Verdict.WITHDRAWN: (Judgement,),
}


@dataclass(frozen=True, slots=True)
class Ask:
    """What a person says: the verdict, of what, and the rest as it was typed."""

    verdict: Verdict
    things: Sequence[Thing]
    field: str = ""
    value: str = ""
    note: str = ""
    by: str = ""


@dataclass(frozen=True, slots=True)
class Decision:
    """A judgement that was kept, and those that it overrules."""

    judgement: Judgement
    overrules: tuple[Stands, ...]


def decide(store: Store, rooms: Rooms, ask: Ask, *, now: str, tell: Callable[[Progress], None]) -> Decision:
    """Keep what a person decided and merge again what it concerns.

    Args:
        now: this moment as an ISO time. Where the record has a judgement of the same second, a little later is written:
            what is decided later must come later.

    Raises:
        UsageError: the verdict does not fit its subjects, field or value.
    """
    before = weighed(store)
    judgement = make(ask, store, when=_after(now, [s.judgement.when for s in before.standings]))
    with store.transaction():  # both or neither: nothing else would ask for merging again
        derived.put_judgement(store, judgement)
        merge_again(store, rooms, before.judged, tell)
    stood = {s.judgement.id for s in before.standings if s.counts}
    after = [s for s in weighed(store).standings if judgement.id in s.overruled_by and s.judgement.id in stood]
    return Decision(judgement, tuple(after))


def _after(now: str, others: Iterable[str]) -> str:
    same = [m for when in others if (m := moment(when))[:19] == moment(now)[:19]]
    if not same:
        return now
    return (dt.datetime.fromisoformat(max(same)) + dt.timedelta(microseconds=1)).isoformat(timespec="microseconds")


def add(store: Store, rooms: Rooms, judgements: Sequence[Judgement], tell: Callable[[Progress], None]) -> int:
    """Keep these judgements, all or none; returns how many were not there. Merges again when there were any.

    Raises:
        IdCollision: the record has another one with an id of these.
    """
    before = weighed(store)
    new = {j.id for j in judgements} - {s.judgement.id for s in before.standings}
    with store.transaction():
        for judgement in judgements:
            derived.put_judgement(store, judgement)
        if new:
            merge_again(store, rooms, before.judged, tell)
    return len(new)


def make(ask: Ask, store: Store, *, when: str) -> Judgement:
    """The judgement of what was asked, tied to the words that it is about.

    Raises:
        UsageError: the verdict does not fit its subjects, field or value.
    """
    verdict = Verdict.RIGHT_VALUE if ask.verdict is Verdict.RIGHT and ask.value else ask.verdict
    things = list({thing.id: thing for thing in ask.things}.values())
    _check(ask, verdict, things)
    if verdict is Verdict.SPLIT:
        things = _split(things, store)
    ids = sorted({id for thing in things for id in _claims_of(thing)})
    claims = {c.id: c for c in queries.claims(store, ids=ids)}
    field = _field(ask.field) if ask.field else ""
    value = _value(verdict, things[0], field, ask.value, claims) if field else ""
    documents: dict[str, Document] = {}
    anchors: list[Anchor] = []
    for thing in things:
        anchors += _anchors(thing, claims, field, documents, store)
    if len(things) == 1 and isinstance(things[0], Contradiction):
        field = things[0].field
    if verdict is Verdict.SPLIT:
        taken = {t.id for t in things if isinstance(t, Claim)}
        anchors = [a for a in anchors if a.id not in taken or a.subject == a.id]
    subjects = tuple(thing.id for thing in things)
    by = " ".join(ask.by.split())
    id = judgement_id(verdict, subjects, field, value, ask.note, by, when)
    return Judgement(id, verdict, subjects, by, when, field, value, ask.note, tuple(anchors))


def _check(ask: Ask, verdict: Verdict, things: Sequence[Thing]) -> None:
    if not ask.by.strip():
        raise UsageError("nobody is named who judges", "name yourself with --by NAME or COMMUNIQUE_BY")
    if not things:
        raise UsageError(f"{verdict} of what?", "give an id; communique review --list has some")
    for thing in things:
        if not isinstance(thing, _MAY_BE[verdict]):
            what = " or ".join(_NAMES[kind] for kind in _MAY_BE[verdict])
            raise UsageError(
                f"{thing.id} is no {what}, and {verdict} is said of nothing else", "see communique judge --help"
            )
    if verdict in JOINING or verdict in PARTING - {Verdict.SPLIT}:
        if len(things) < 2:
            raise UsageError(f"{verdict} takes two or more", "give the ids of two claims or events")
        _apart(things)
    if ask.field and verdict not in (Verdict.WRONG, Verdict.RIGHT, Verdict.RIGHT_VALUE):
        raise UsageError(f"{verdict} has no field", "leave out --field")
    if ask.field and (len(things) > 1 or not isinstance(things[0], Claim | Event)):
        raise UsageError("a field is that of one claim or event", "give one id with --field")
    if verdict is Verdict.RIGHT_VALUE and not (ask.field and ask.value):
        raise UsageError("a right value needs --field and --value", f"fields are {', '.join(FIELDS)}, {QUANTITY}...")
    if ask.value and not ask.field:
        raise UsageError("--value without --field", f"fields are {', '.join(FIELDS)}, {QUANTITY}...")
    if len(things) > 1 and any(isinstance(t, Contradiction) for t in things):
        raise UsageError("one contradiction at a time", "judge each on its own")


def _apart(things: Sequence[Thing]) -> None:
    seen: dict[str, str] = {}
    for thing in things:
        for id in _claims_of(thing):
            if id in seen:
                raise UsageError(f"{id} is in {seen[id]} and in {thing.id}", "give things that have no claim in common")
            seen[id] = thing.id


def _claims_of(thing: Thing) -> tuple[str, ...]:
    """The claims that a subject stands for."""
    if isinstance(thing, Claim):
        return (thing.id,)
    if isinstance(thing, Event):
        return thing.claims
    if isinstance(thing, Contradiction):
        return tuple(c for v in thing.values for c in v.claims)
    return ()


def _split(things: Sequence[Thing], store: Store) -> list[Thing]:
    """The event that claims are taken out of, then the claims."""
    taken = [t for t in things if isinstance(t, Claim)]
    events = {e.id: e for t in things if isinstance(t, Event) for e in [t]}
    if not taken:
        raise UsageError("split takes claims out of an event", "name the claims that do not belong to it")
    events |= {e.id: e for claim in taken for e in queries.events_of_claim(store, claim.id)}
    if len(events) != 1:
        where = " and of ".join(sorted(events)) or "no event"
        raise UsageError(f"these are claims of {where}", "split claims of one event at a time")
    (event,) = events.values()
    if {c.id for c in taken} >= set(event.claims):
        raise UsageError(f"{event.id} would have no claim left", "leave one in it, or judge it wrong")
    return [event, *taken]


def _field(given: str) -> str:
    try:
        return field_name(given)
    except ValueError as error:
        shown = ", ".join((*FIELDS, f"{QUANTITY}...", *SHOWN_AS))
        raise UsageError(str(error), f"one of: {shown}") from error


def _value(verdict: Verdict, thing: Thing, field: str, given: str, claims: Mapping[str, Claim]) -> str:
    """The value that is judged: the one given, else the one that is there."""
    there: tuple[str, ...] = ()
    if isinstance(thing, Event):
        there = tuple(v.value for f in thing.fields if f.name == field for v in f.values)
    elif isinstance(thing, Claim):
        there = tuple(v for f, v in said(claims[thing.id]).items() if f == field)
    if given:
        try:
            value = value_text(field, given)
        except ValueError as error:
            raise UsageError(f"{field} cannot be {given}", str(error)) from error
        if verdict is Verdict.WRONG and value not in there:
            raise UsageError(f"{thing.id} has no {field} {value}", f"it has: {', '.join(there) or 'none'}")
        return value
    if not there:
        raise UsageError(f"{thing.id} tells no {field}", "say what it is with --value")
    return there[0]


def _anchors(
    thing: Thing, claims: Mapping[str, Claim], field: str, documents: dict[str, Document], store: Store
) -> list[Anchor]:
    if isinstance(thing, Judgement):
        return []

    def document(id: str) -> Document | None:
        if id not in documents and (found := queries.document(store, id)) is not None:
            documents[id] = found
        return documents.get(id)

    if isinstance(thing, Statement):
        return [anchor(thing, document(thing.document), thing.id)]
    sides = {c: v.value for v in thing.values for c in v.claims} if isinstance(thing, Contradiction) else {}
    return [
        anchor(
            claim,
            document(claim.document),
            thing.id,
            side=sides.get(id, ""),
            said=said(claim).get(field, "") if field else "",
        )
        for id in sorted(_claims_of(thing))
        if (claim := claims.get(id)) is not None
    ]
