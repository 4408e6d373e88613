"""Where reports do not agree: on a number, a day, a place, on whether it happened, on when the previous visit was."""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import TypeVar

from communique.knowledge.states import display_name
from communique.merge.block import parties_of
from communique.merge.facts import STATED, city_of, family_of, known_days, named_person
from communique.merge.fields import date_text, measure_text, quantity_text, since_text
from communique.model.ids import contradiction_id
from communique.model.records import (
    Claim,
    Contradiction,
    ContradictionKind,
    ContradictionValue,
    Document,
    Event,
    Status,
)
from communique.model.values import Qualifier, Quantity

_GROWING = re.compile(
    r"\b(?:so far|by now|now|to date|has risen|have risen|rose to|risen to|increased to|grown to|grew to|climbed to|"
    r"toll|in total|total of|brings? the|bringing the|updated|at least)\b",
    re.IGNORECASE,
)
_PART = re.compile(
    r"\b(?:including|includes?|included|among (?:them|which|these)|of (?:which|whom|them|these)|plus|another)\b"
    r"[^.;]{0,30}$",
    re.IGNORECASE,
)
_DOZEN = re.compile(r"\b(?:a|one|two|three|four|five|half a) dozen\b", re.IGNORECASE)
_HEDGE = re.compile(
    r"\b(?:about|around|some|nearly|almost|roughly|over|more than|less than|under|at least|up to)\b", re.IGNORECASE
)
_TRIP_DAYS = 3
_TRIP_WRITTEN = 30
_ABOUT = 0.1  # "about 100" agrees with 90 to 110


@dataclass(frozen=True, slots=True)
class _Said:
    """One claim's word on a field."""

    value: str
    claim: Claim


_AnySaid = TypeVar("_AnySaid", bound=_Said)


def contradictions(
    events: Sequence[Event], claims: Mapping[str, Claim], documents: Mapping[str, Document]
) -> tuple[Contradiction, ...]:
    """All contradictions, updates and differences of scope inside of events, by id."""
    found: list[Contradiction] = []
    for event in events:
        told = [claims[i] for i in event.claims]
        found += _numbers(event, told, documents)
        found += _days(event, told)
        found += _cities(event, told)
        found += _denials(event, told)
    return tuple(sorted({x.id: x for x in found}.values(), key=lambda x: x.id))


def _subject(event: Event) -> str:
    """The event in a few words: "meeting: Sergey Lavrov, To Lam"."""
    kind = event.form or event.mode or (str(event.event).lower() if event.event else "vote")
    names = sorted({p.name for p in (*event.sources, *event.targets)})
    return f"{kind}: {', '.join(names)}"


def _made(event: Event, field: str, kind: ContradictionKind, said: Iterable[_Said], why: str) -> Contradiction:
    return _built(event.block, event.id, _subject(event), field=field, kind=kind, said=said, why=why)


def _built(
    block: str, event: str | None, subject: str, *, field: str, kind: ContradictionKind, said: Iterable[_Said], why: str
) -> Contradiction:
    groups: defaultdict[str, set[str]] = defaultdict(set)
    for row in said:
        groups[row.value].add(row.claim.id)
    values = tuple(ContradictionValue(v, tuple(sorted(ids))) for v, ids in sorted(groups.items()))
    # By the event where there is one: two meetings of the same two may each be told with the same two numbers.
    key = contradiction_id(event or f"{block}: {subject}", field, [v.value for v in values])
    return Contradiction(key, block, event, subject, field, kind, values, why)


def _clashing(said: Sequence[_AnySaid], clash: Callable[[_AnySaid, _AnySaid], bool]) -> list[_AnySaid]:
    """Those that clash with at least one other."""
    struck = {i for (i, a), (j, b) in combinations(enumerate(said), 2) if clash(a, b) for i in (i, j)}
    return [said[i] for i in sorted(struck)]


# numbers --------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Counted(_Said):
    quantity: Quantity


def _numbers(event: Event, told: Sequence[Claim], documents: Mapping[str, Document]) -> list[Contradiction]:
    by_measure: defaultdict[str, list[_Counted]] = defaultdict(list)
    for claim in sorted(told, key=lambda c: c.id):
        for quantity in claim.quantities:
            by_measure[measure_text(quantity)].append(_Counted(quantity_text(quantity), claim, quantity))
    found: list[Contradiction] = []
    for what, rows in sorted(by_measure.items()):
        parts = [r for r in rows if _is_part(r, documents)]
        wholes = [r for r in rows if r not in parts]
        apart = _clashing(wholes, lambda a, b: _counts_clash(a, b, documents))
        if apart:
            field = f"quantity: {what}"
            why = f"{what}: counted as {_listed(apart)}"
            found.append(_made(event, field, ContradictionKind.CONTRADICTION, apart, why))
        grown = _clashing(wholes, lambda a, b: _numbers_apart(a, b) and _is_update(a, b, documents))
        if grown and not apart:
            why = f"{what}: counted as {_listed(grown)}; the later report has the newer total"
            found.append(_made(event, f"quantity: {what}", ContradictionKind.UPDATE, grown, why))
        found += _scopes(event, what, wholes, parts)
    return found


def _scopes(event: Event, what: str, wholes: Sequence[_Counted], parts: Sequence[_Counted]) -> list[Contradiction]:
    """A part beside its whole looks like another number and is none."""
    beside = [(w, p) for p in parts for w in wholes if _numbers_apart(w, p)]
    if not beside:
        return []
    rows = list(dict.fromkeys(row for pair in beside for row in pair))
    why = f"{what}: {_listed(p for _, p in beside)} is a part of {_listed(w for w, _ in beside)}"
    return [_made(event, f"quantity: {what}", ContradictionKind.SCOPE, rows, why)]


def _listed(rows: Iterable[_Said]) -> str:
    return " and as ".join(sorted({r.value for r in rows}))


def _numbers_apart(a: _Counted, b: _Counted) -> bool:
    if a.claim.id == b.claim.id:
        return False
    (low, high), (least, most) = bounds(a.quantity), bounds(b.quantity)
    return high < least or most < low


def bounds(quantity: Quantity) -> tuple[float, float]:
    """The values that a stated number leaves open, both included. "A dozen" with no hedge is twelve."""
    value = quantity.value
    dozen = _DOZEN.search(quantity.text) and not _HEDGE.search(quantity.text)
    if dozen and quantity.qualifier is Qualifier.ABOUT:
        return value, value
    slack = abs(value) * _ABOUT
    return {
        Qualifier.EXACT: (value, value),
        Qualifier.ABOUT: (value - slack, value + slack),
        Qualifier.NEARLY: (value - slack, value),
        Qualifier.MORE_THAN: (value, math.inf),
        Qualifier.LESS_THAN: (-math.inf, value),
    }[quantity.qualifier]


def _counts_clash(a: _Counted, b: _Counted, documents: Mapping[str, Document]) -> bool:
    return _numbers_apart(a, b) and not _is_update(a, b, documents)


def _is_update(a: _Counted, b: _Counted, documents: Mapping[str, Document]) -> bool:
    """The larger figure comes from a later day and is worded as a running total."""
    one, two = documents.get(a.claim.document), documents.get(b.claim.document)
    if one is None or two is None or one.published is None or two.published is None or one.published == two.published:
        return False
    older, newer = (a, b) if one.published < two.published else (b, a)
    sentence = newer.claim.sentence.of(documents[newer.claim.document].text)
    return newer.quantity.value > older.quantity.value and bool(_GROWING.search(sentence))


def _is_part(row: _Counted, documents: Mapping[str, Document]) -> bool:
    document = documents.get(row.claim.document)
    if document is None or row.quantity.span is None:
        return False
    start = max(row.claim.sentence.start, row.quantity.span.start - 100)
    return bool(_PART.search(document.text[start : row.quantity.span.start]))


# days, places, whether at all -----------------------------------------------------------------------------------------


def _days(event: Event, told: Sequence[Claim]) -> list[Contradiction]:
    said = [
        _Said(text, c) for c in sorted(told, key=lambda c: c.id)
        if c.date is not None and c.date.basis in STATED and (text := date_text(c.date)) is not None
    ]  # fmt: skip

    def clash(a: _Said, b: _Said) -> bool:
        return a.claim.date is not None and b.claim.date is not None and not a.claim.date.overlaps(b.claim.date)

    apart = _clashing(said, clash)
    if not apart:
        return []
    why = f"the day is told as {_listed(apart)}"
    return [_made(event, "date", ContradictionKind.CONTRADICTION, apart, why)]


def _cities(event: Event, told: Sequence[Claim]) -> list[Contradiction]:
    # One visit goes to several cities, so there another city is no disagreement.
    if event.form == "visit" or event.mode == "visit":
        return []
    said = [_Said(city, c) for c in sorted(told, key=lambda c: c.id) if (city := city_of(c)) is not None]
    apart = _clashing(said, lambda a, b: a.value != b.value)
    if not apart:
        return []
    return [_made(event, "place", ContradictionKind.CONTRADICTION, apart, f"the city is told as {_listed(apart)}")]


def _denials(event: Event, told: Sequence[Claim]) -> list[Contradiction]:
    said = [_Said("denied" if c.status is Status.DENIED else "happened", c) for c in sorted(told, key=lambda c: c.id)]
    apart = _clashing(said, lambda a, b: a.value != b.value)
    if not apart:
        return []
    why = "one report says that it happened, another denies it"
    return [_made(event, "status", ContradictionKind.CONTRADICTION, apart, why)]


# the previous visit ---------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _First(_Said):
    """A claim that implies when the previous visit was: who came, to where, in which event."""

    since: tuple[int, int]
    visitors: frozenset[str]
    event: Event


def previous_visits(
    events: Sequence[Event], claims: Mapping[str, Claim], documents: Mapping[str, Document]
) -> list[Contradiction]:
    """Where reports of one block imply different years for the previous visit of the same to the same."""
    by_way: defaultdict[tuple[str, str], list[_First]] = defaultdict(list)
    for event in events:
        for claim in (claims[i] for i in event.claims):
            way, since = _way(claim), claim.details.since
            if way is not None and since is not None:
                visitors = frozenset(p for r in claim.sources if (p := named_person(r)))
                by_way[way].append(_First(since_text(since) or "", claim, since, visitors, event))
    found: list[Contradiction] = []
    for (guest, host), rows in sorted(by_way.items()):
        rows.sort(key=lambda r: r.claim.id)
        for trip in _trips(rows, documents):
            apart = _clashing(trip, _since_clash)
            if apart:
                found.append(_previous(guest, host, apart))
    return found


def _previous(guest: str, host: str, apart: Sequence[_First]) -> Contradiction:
    names = sorted({p.name for r in apart for p in r.claim.sources if named_person(p)})
    subject = f"{', '.join(names) or display_name(guest)} visiting {display_name(host)}"
    ids = {r.event.id for r in apart}
    why = f"the previous visit is put as {_listed(apart)}"
    return _built(
        apart[0].event.block, ids.pop() if len(ids) == 1 else None, subject,
        field="previous visit", kind=ContradictionKind.CONTRADICTION, said=apart, why=why,
    )  # fmt: skip


def _since_clash(a: _First, b: _First) -> bool:
    return a.since[1] < b.since[0] or b.since[1] < a.since[0]


def _way(claim: Claim) -> tuple[str, str] | None:
    """Whose visit to whom: the first party of the sources, and of the targets or the place."""
    if family_of(claim)[0] != "CONSULT:visit":
        return None
    guests = parties_of(claim.sources)
    hosts = [p for p in parties_of(claim.targets) if p not in guests]
    if claim.place and claim.place.country and claim.place.country not in guests:
        hosts.append(claim.place.country)
    return (guests[0], hosts[0]) if guests and hosts else None


def _trips(rows: Sequence[_First], documents: Mapping[str, Document]) -> list[list[_First]]:
    """Rows that can be about one trip, each row in the first group of which it fits every member."""
    groups: list[list[_First]] = []
    for row in rows:
        home = next((g for g in groups if all(_same_trip(row, other, documents) for other in g)), None)
        if home is None:
            groups.append([row])
        else:
            home.append(row)
    return groups


def _same_trip(a: _First, b: _First, documents: Mapping[str, Document]) -> bool:
    if a.visitors and b.visitors and not a.visitors & b.visitors:
        return False
    if a.event.id == b.event.id:
        return True
    (first, last), (start, end) = known_days(a.event.date), known_days(b.event.date)
    if first and last and start and end:
        return max((first - end).days, (start - last).days) <= _TRIP_DAYS
    one, two = documents.get(a.claim.document), documents.get(b.claim.document)
    days = [d.published for d in (one, two) if d is not None and d.published is not None]
    return len(days) < 2 or abs((days[0] - days[1]).days) <= _TRIP_WRITTEN
