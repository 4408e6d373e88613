"""Values that people gave to fields: what a claim tells by itself, a claim and an event as they were judged."""

from __future__ import annotations

import calendar
import datetime as dt
import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from communique.errors import UnknownState
from communique.knowledge.places import city_names
from communique.knowledge.states import display_name, find_state
from communique.merge.facts import facts_of
from communique.merge.fields import Support, date_field, measure_text, place_field, plain_fields, side_field
from communique.merge.judged import Judged, Ruling
from communique.model.ontology import EventType, ontology
from communique.model.records import Claim, Event, EventField, FieldValue, Outcome, Status
from communique.model.values import (
    ActorKind,
    Basis,
    PartialDate,
    Participant,
    Place,
    Precision,
    Qualifier,
    Quantity,
    Span,
)

QUANTITY = "quantity: "
SIDES = ("sources", "targets")
_DETAILS = {
    "agreement": "kind",
    "stage": "stage",
    "choice": "choice",
    "body": "body",
    "resolution": "resolution",
    "since": "since",
    "outcome": "outcome",
}
FIELDS = ("date", "place", *SIDES, "kind", "status", *_DETAILS)
"""The fields that can be judged; beside them ``quantity: `` with what is counted."""
SHOWN_AS = {"who": "sources", "whom": "targets", "what": "kind", "previous": "since"}
"""How `show` calls some of them."""
_DAY = re.compile(r"(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?", re.ASCII)
_OPEN_YEARS = 100  # so wide that only its end is told
_NUMBER = re.compile(rf"(?:({'|'.join(q.value for q in Qualifier)}) )?(-?\d+(?:\.\d+)?)", re.ASCII)


def field_name(given: str) -> str:
    """The field that somebody means.

    Raises:
        ValueError: there is no such field.
    """
    name = " ".join(given.split())
    name = SHOWN_AS.get(name.lower(), name if name.startswith(QUANTITY) else name.lower())
    if name not in FIELDS and not (name.startswith(QUANTITY) and name != QUANTITY.strip()):
        raise ValueError(f"there is no field {given}")
    return name


def value_text(field: str, given: str) -> str:
    """A value as fields of events write it: days in ISO form, the rest as given without blanks around it.

    Raises:
        ValueError: the field cannot have such a value; the message says which it can.
    """
    value = " ".join(given.split())
    if not value:
        raise ValueError("the value is empty")
    if field == "date":
        first, last = _days(value)
        return first.isoformat() if first == last else f"{first.isoformat()}..{last.isoformat()}"
    if field == "status" and value not in [s.value for s in Status]:
        raise ValueError(f"a status is one of {', '.join(s.value for s in Status)}")
    if field == "kind":
        return _kind(value)
    if field == "since":
        _years(value)
    if field.startswith(QUANTITY) and not _NUMBER.fullmatch(value):
        raise ValueError("a quantity is a number, if need be after: about, more than, less than, nearly")
    if field == "place":
        return _place(value).name
    return value


def said(claim: Claim) -> dict[str, str]:
    """What a claim alone tells, by field, in the words of an event's fields."""
    facts, support = facts_of(claim, None), Support({})
    fields: list[EventField | None] = [date_field([claim], support)[0], place_field([facts], support)[0]]
    for name, rows in (("sources", claim.sources), ("targets", claim.targets)):
        fields.append(side_field(name, {claim.id: rows}, [claim], support)[0])
    return {f.name: f.values[0].value for f in (*fields, *plain_fields([claim], support)) if f is not None}


def heard(claims: Iterable[Claim], judged: Judged) -> tuple[Claim, ...]:
    """The claims as they were judged, by id: without those that should not be, and saying what they really say."""
    listed = sorted({c.id: c for c in claims}.values(), key=lambda c: c.id)
    if not (judged.wrong or judged.values or judged.unsaid):
        return tuple(listed)
    return tuple(
        corrected(c, judged.values.get(c.id, {}), judged.unsaid.get(c.id, frozenset()), judged.people)
        for c in listed
        if c.id not in judged.wrong
    )


def _people(claims: Iterable[Claim]) -> dict[str, Participant]:
    """Who takes part, by name: the first by claim."""
    found: dict[str, Participant] = {}
    for claim in claims:
        for row in claim.participants():
            found.setdefault(row.name.casefold(), row)
    return found


def corrected(
    claim: Claim, values: Mapping[str, str], unsaid: Iterable[str], people: Mapping[str, Participant]
) -> Claim:
    """A claim with these values, and without what it does not tell. ``people``: participants by folded name."""
    for field in sorted(unsaid):
        if field not in values:
            claim = _without(claim, field)
    for field, value in sorted(values.items()):
        claim = _with(claim, field, value, people)
    return claim


def _without(claim: Claim, field: str) -> Claim:
    if field == "date":
        return replace(claim, date=None)
    if field == "place":
        return replace(claim, place=None)
    if field == "sources":
        return replace(claim, sources=())
    if field == "targets":
        return replace(claim, targets=())
    if field in _DETAILS:
        return replace(claim, details=replace(claim.details, **{_DETAILS[field]: None}))
    if field.startswith(QUANTITY):
        rest = tuple(q for q in claim.quantities if QUANTITY + measure_text(q) != field)
        return replace(claim, quantities=rest)
    if field == "kind":
        return replace(claim, form=None, mode=None)
    return claim  # something is always its status


def _with(claim: Claim, field: str, value: str, people: Mapping[str, Participant]) -> Claim:
    if field == "date":
        return replace(claim, date=_date(value))
    if field == "place":
        return replace(claim, place=_place(value))
    if field == "sources":
        return replace(claim, sources=_rows("source", value, claim.predicate, people))
    if field == "targets":
        return replace(claim, targets=_rows("target", value, claim.predicate, people))
    if field == "status":
        return replace(claim, status=Status(value))
    if field == "since":
        return replace(claim, details=replace(claim.details, since=_years(value)))
    if field in _DETAILS:
        told: dict[str, Any] = {_DETAILS[field]: value}
        return replace(claim, details=replace(claim.details, **told))
    if field.startswith(QUANTITY):
        return replace(claim, quantities=_counted(claim.quantities, field, value))
    return _of_kind(claim, value) if field == "kind" else claim


def _date(text: str) -> PartialDate:
    first, last = _days(text)
    precision = {4: Precision.YEAR, 7: Precision.MONTH, 10: Precision.DAY}.get(len(text), Precision.RANGE)
    return PartialDate(first, last, Precision.DAY if first == last else precision, Basis.JUDGED, text)


def _days(text: str) -> tuple[dt.date, dt.date]:
    start, _, end = text.partition("..")
    first, last = _bounds(start)[0], _bounds(end or start)[1]
    if last < first:
        raise ValueError(f"{text} ends before it begins")
    return first, last


def _bounds(text: str) -> tuple[dt.date, dt.date]:
    found = _DAY.fullmatch(text)
    try:
        if found is None:
            raise ValueError
        year, month, day = (int(group or 0) for group in found.groups())
        last = day or calendar.monthrange(year, month or 12)[1]
        return dt.date(year, month or 1, day or 1), dt.date(year, month or 12, last)
    except ValueError:
        raise ValueError(f"{text!r} is no day: write 2022, 2022-07, 2022-07-05 or 2022-07-05..2022-07-06") from None


def _years(text: str) -> tuple[int, int]:
    if found := re.fullmatch(r"(\d{4}) or earlier", text, re.ASCII):
        return int(found[1]) - _OPEN_YEARS, int(found[1])
    first, _, last = text.partition("..")
    if not (re.fullmatch(r"\d{4}", first, re.ASCII) and re.fullmatch(r"\d{4}", last or first, re.ASCII)):
        raise ValueError(f"{text!r} is no year: write 2017, 2011..2014, or 2014 or earlier")
    return int(first), int(last or first)


def _place(text: str) -> Place:
    found = city_names().get(text, ())
    if found:
        return Place(found[0].name, found[0].country)
    try:
        code = find_state(text).code
    except UnknownState:
        return Place(text)
    return Place(display_name(code), code)


def _rows(role: str, value: str, span: Span, people: Mapping[str, Participant]) -> tuple[Participant, ...]:
    rows = []
    for name in dict.fromkeys(n for part in value.split(",") if (n := part.strip())):
        known = people.get(name.casefold())
        rows.append(replace(known, role=role) if known is not None else _stranger(role, name, span))
    return tuple(rows)


def _stranger(role: str, name: str, span: Span) -> Participant:
    """Somebody of whom only the name is known: a state where it is one's."""
    try:
        code = find_state(name).code
    except UnknownState:
        return Participant(role, name, span, name)
    return Participant(role, name, span, display_name(code), ActorKind.STATE, code, actor=f"state:{code}")


def _counted(quantities: Sequence[Quantity], field: str, value: str) -> tuple[Quantity, ...]:
    found = _NUMBER.fullmatch(value)
    if found is None:
        return tuple(quantities)
    number, qualifier = float(found[2]), Qualifier(found[1] or Qualifier.EXACT.value)
    mine = [q for q in quantities if QUANTITY + measure_text(q) == field]
    if not mine:
        unit, _, of = field.removeprefix(QUANTITY).partition(" of ")
        return (*quantities, Quantity(number, unit, of, qualifier, value))
    return tuple(replace(q, value=number, qualifier=qualifier) if q in mine else q for q in quantities)


def _kind(text: str) -> str:
    """A kind as fields write it: a form or mode in lower case, an event in capitals."""
    forms = {name for name, _ in ontology().forms}
    modes = {mode for definition in ontology().events for mode, _ in definition.modes}
    if text.lower() in forms | modes:
        return text.lower()
    if text.upper() in [e.value for e in EventType]:
        return text.upper()
    raise ValueError(f"a kind is a form ({', '.join(sorted(forms))}), a mode or an event of the codebook")


_EVENT_OF_FORM = {"agreement": EventType.AGREE}


def _of_kind(claim: Claim, value: str) -> Claim:
    if value in [e.value for e in EventType]:
        return replace(claim, event=EventType(value), form=None, mode=None)
    if value in dict(ontology().forms):
        talk = value in ("visit", "meeting", "call", "summit", "negotiation", "conference", "mediation")
        event = EventType.CONSULT if talk else _EVENT_OF_FORM.get(value, claim.event)
        return replace(claim, event=event, form=value, mode=None)
    event = next((d.type for d in ontology().events if value in dict(d.modes)), claim.event)
    return replace(claim, event=event, form=None, mode=value)


# events ---------------------------------------------------------------------------------------------------------------


def ruled(event: Event, judged: Judged, claims: Mapping[str, Claim]) -> Event:
    """An event with what people decided of its fields: a right value first, one that is wrong last, each marked."""
    rights, wrongs = _decided(event, judged)
    if not rights and not wrongs:
        return event
    fields = {f.name: f for f in event.fields}
    changed: dict[str, str] = {}
    unknown: set[str] = set()
    for name in sorted(rights.keys() | wrongs.keys()):
        before = fields.get(name, EventField(name, ()))
        after = _reordered(before, rights.get(name, []), wrongs.get(name, set()))
        if after.values:
            fields[name] = after
        if after.values and after.values[0].judged == "wrong":
            unknown.add(name)
        elif after.values and (not before.values or after.values[0].value != before.values[0].value):
            changed[name] = after.values[0].value
    told = [f.name for f in event.fields]
    listed = sorted(fields.values(), key=lambda f: (told.index(f.name) if f.name in told else len(told), f.name))
    return _as_told(replace(event, fields=tuple(listed)), changed, unknown, claims)


def _decided(event: Event, judged: Judged) -> tuple[dict[str, list[str]], dict[str, set[str]]]:
    """By field the right values, that of the whole event before those of single claims, and the wrong ones."""
    latest: dict[str, Ruling] = {}
    rights: dict[str, list[str]] = {}
    wrongs: dict[str, set[str]] = {}
    for id in event.claims:
        for name, ruling in judged.rulings.get(id, {}).items():
            latest[name] = max(ruling, latest.get(name, ruling))
    for name, ruling in latest.items():
        if ruling.right:
            rights[name] = [ruling.value]
        else:
            wrongs[name] = {ruling.value}
    for id in event.claims:
        for name, value in judged.values.get(id, {}).items():
            if value not in rights.setdefault(name, []) and value not in wrongs.get(name, ()):
                rights[name].append(value)
    return rights, wrongs


def _reordered(field: EventField, rights: Sequence[str], wrongs: Iterable[str]) -> EventField:
    by_value = {v.value: v for v in field.values}
    order = [v.value for v in field.values]
    # Of several claims with a right value each the best supported goes first; that of the whole event before them.
    first = [*rights[:1], *sorted(rights[1:], key=lambda r: order.index(r) if r in order else len(order))]
    last = [v for v in order if v in set(wrongs) and v not in first]
    middle = [v for v in order if v not in first and v not in last]
    marks = dict.fromkeys(first, "right") | dict.fromkeys(last, "wrong")
    rows = (by_value.get(v, FieldValue(v, ())) for v in (*first, *middle, *last))
    return EventField(field.name, tuple(replace(r, judged=marks.get(r.value, "")) for r in rows))


def _as_told(event: Event, changed: Mapping[str, str], unknown: Collection[str], claims: Mapping[str, Claim]) -> Event:
    """The event as if its fields had had these values first; without the fields of which no value is left."""
    own = [claims[i] for i in event.claims if i in claims]
    if not own or not (changed or unknown):
        return event
    model = replace(own[0], date=None, place=None, status=event.status, details=event.details)
    model = corrected(replace(model, event=event.event, form=event.form, mode=event.mode), changed, (), _people(own))
    changes: dict[str, Any] = {}
    if "date" in changed:
        exact = [c.date for c in own if c.date is not None and said(c).get("date") == changed["date"]]
        changes["date"] = exact[0] if exact else model.date
    if "place" in changed:
        same = [c.place for c in own if c.place is not None and c.place.name == changed["place"]]
        changes["place"] = same[0] if same else model.place
    for name in SIDES:
        if name in changed:
            changes[name] = getattr(model, name)
    if "status" in changed:
        changes["status"] = model.status
        changes["outcome"] = Outcome.OPEN if model.status is Status.PLANNED else None
    if "kind" in changed:
        changes |= {"event": model.event, "form": model.form, "mode": model.mode}
    if _DETAILS.keys() & changed.keys():
        changes["details"] = model.details
    for name in unknown:
        if name in ("date", "place"):
            changes[name] = None
        elif name in SIDES:
            changes[name] = ()
        elif name in _DETAILS:
            changes["details"] = replace(changes.get("details", event.details), **{_DETAILS[name]: None})
    return replace(event, **changes)
