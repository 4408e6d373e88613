"""The fields of an event: each value found, the claims that say so, the best supported first.

Support counts independent origins first, then documents; a coarser value ("July 2022", "Vietnam", "Russia") also
supports the finer one that it contains ("6 July 2022", "Hanoi", "Sergey Lavrov"), but is listed on its own.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence

from communique.merge.block import party_of
from communique.merge.facts import Facts, known_days, named_person
from communique.merge.measures import measure
from communique.merge.origins import original_of
from communique.model.records import NEVER, Claim, Details, Document, EventField, FieldValue, Origin, Status
from communique.model.values import Basis, PartialDate, Participant, Place, Precision, Qualifier, Quantity

_FINENESS = {Precision.DAY: 0, Precision.RANGE: 1, Precision.MONTH: 2, Precision.YEAR: 3, Precision.UNKNOWN: 4}
_OPEN_YEARS = 30  # a range so wide only says "not later than its end"
_BASES = {basis: at for at, basis in enumerate((Basis.JUDGED, *(b for b in Basis if b is not Basis.JUDGED)))}


def age(claim: Claim, documents: Mapping[str, Document]) -> tuple[str, str]:
    """Sort key by which the earliest claim of an event is found: day of publication (unknown last), then id."""
    document = documents.get(claim.document)
    return (document.published.isoformat() if document and document.published else "9999", claim.id)


class Support:
    """Ranks values by who says them.

    Args:
        documents: by id.
        origins: of the event; a document that leads to none of them stands for itself.
    """

    def __init__(self, documents: Mapping[str, Document], origins: Iterable[Origin] = ()) -> None:
        self.documents = documents
        self._roots: dict[str, set[str]] = {}
        for origin in origins:
            for document in origin.documents:
                self._roots.setdefault(document, set()).add(origin.name)

    def roots(self, claims: Iterable[Claim]) -> set[str]:
        """The origins that the documents of some claims lead back to."""
        return {root for c in claims for root in self._roots.get(c.document, (c.document,))}

    def strength(self, claims: Iterable[Claim]) -> tuple[int, int, tuple[str, str]]:
        """Sort key, strongest first: independent origins, documents, earliest claim."""
        listed = list(claims)
        roots = self.roots(listed)
        originals = {original_of(c.document, self.documents) for c in listed}
        return (-len(roots), -len(originals), min(age(c, self.documents) for c in listed))

    def field(
        self,
        name: str,
        values: Mapping[str, Sequence[Claim]],
        *,
        backs: Callable[[str, str], bool] | None = None,
        fineness: Callable[[str], int] = lambda _: 0,
    ) -> EventField | None:
        """The field with its values ranked. ``backs(coarse, fine)``: claims for the one also support the other."""
        if not values:
            return None

        def rank(value: str) -> tuple[int, int, int, int, tuple[str, str], str]:
            backers = [v for v in values if v == value or (backs is not None and backs(v, value))]
            origins, documents, first = self.strength(c for v in backers for c in values[v])
            # Within one report, what it says more often.
            return (origins, documents, fineness(value), -len(values[value]), first, value)

        ranked = sorted(values, key=rank) if len(values) > 1 else list(values)
        return EventField(name, tuple(FieldValue(v, tuple(sorted({c.id for c in values[v]}))) for v in ranked))


def _collect(claims: Iterable[Claim], value: Callable[[Claim], str | None]) -> dict[str, list[Claim]]:
    found: defaultdict[str, list[Claim]] = defaultdict(list)
    for claim in claims:
        said = value(claim)
        if said is not None:
            found[said].append(claim)
    return dict(found)


# dates ----------------------------------------------------------------------------------------------------------------


def date_text(date: PartialDate | None) -> str | None:
    """ISO: one day, or first and last with two dots."""
    first, last = known_days(date)
    if first is None or last is None:
        return None
    return first.isoformat() if first == last else f"{first}..{last}"


def _days(text: str) -> tuple[dt.date, dt.date]:
    first, _, last = text.partition("..")
    return dt.date.fromisoformat(first), dt.date.fromisoformat(last or first)


def date_field(claims: Sequence[Claim], support: Support) -> tuple[EventField | None, PartialDate | None]:
    """The field and the date chosen: best supported, then finest, then stated rather than inferred."""
    said = _collect(claims, lambda c: date_text(c.date))
    best = {text: min((c.date for c in group if c.date), key=_date_order) for text, group in said.items()}

    def backs(coarse: str, fine: str) -> bool:
        (a, b), (c, d) = _days(coarse), _days(fine)
        return a <= c and d <= b

    def fineness(text: str) -> int:
        first, last = _days(text)
        return (last - first).days * 10 + _BASES[best[text].basis]

    field = support.field("date", said, backs=backs, fineness=fineness)
    return field, best[field.values[0].value] if field else None


def _date_order(date: PartialDate) -> tuple[int, int, str, str]:
    return (_BASES[date.basis], _FINENESS[date.precision], date.text, repr(date.span))


# places ---------------------------------------------------------------------------------------------------------------


def place_field(facts: Sequence[Facts], support: Support) -> tuple[EventField | None, Place | None]:
    """The field and the place chosen: a city before its state."""
    placed = {f.id: f for f in facts if f.claim.place is not None}
    said = _collect([f.claim for f in placed.values()], lambda c: c.place.name if c.place else None)
    country = {name: {c.place.country for c in group if c.place} for name, group in said.items()}
    city = {name for name, group in said.items() if any(placed[c.id].city for c in group)}

    def backs(coarse: str, fine: str) -> bool:
        return coarse not in city and fine in city and bool((country[coarse] & country[fine]) - {None})

    field = support.field("place", said, backs=backs, fineness=lambda name: 0 if name in city else 1)
    if field is None:
        return None, None
    group = said[field.values[0].value]
    chosen = min((c for c in group if c.place), key=lambda c: (c.place is None or c.place.country is None, c.id))
    return field, chosen.place


# who ------------------------------------------------------------------------------------------------------------------


def orient(facts: Facts, lead: Facts) -> tuple[tuple[Participant, ...], tuple[Participant, ...]]:
    """A claim's sources and targets, seen as the earliest claim has them.

    Where all stand on the same footing, one report's source is another's target: the party that the earliest claim puts
    first is the source in all of them.
    """
    claim = facts.claim
    if not facts.reciprocal:
        return claim.sources, claim.targets
    order = [party_of(p) for p in lead.claim.participants()]
    first = next((p for p in order if p), None)
    people = claim.participants()
    front = tuple(p for p in people if party_of(p) == first)
    return (front, tuple(p for p in people if party_of(p) != first)) if front else (claim.sources, claim.targets)


def side_field(
    name: str, rows: Mapping[str, tuple[Participant, ...]], claims: Sequence[Claim], support: Support
) -> tuple[EventField | None, tuple[Participant, ...]]:
    """The field of one side and the participants chosen. ``rows``: by claim id, its participants on this side."""
    shown: dict[str, tuple[Participant, ...]] = {}
    for claim in sorted(claims, key=lambda c: age(c, support.documents)):
        if rows[claim.id]:
            shown.setdefault(_side_text(rows[claim.id]), rows[claim.id])
    said = _collect(claims, lambda c: _side_text(rows[c.id]) if rows[c.id] else None)

    def persons(text: str) -> int:
        return len({p.name for p in shown[text] if _is_person(p)})

    def backs(coarse: str, fine: str) -> bool:
        same = {party_of(p) for p in shown[coarse]} == {party_of(p) for p in shown[fine]}
        return same and persons(coarse) == 0 and persons(fine) > 0

    field = support.field(name, said, backs=backs, fineness=lambda text: -min(persons(text), 1))
    return field, shown[field.values[0].value] if field else ()


def _is_person(row: Participant) -> bool:
    return named_person(row) is not None


def _side_text(rows: Iterable[Participant]) -> str:
    return ", ".join(sorted({p.name for p in rows}))


# the rest -------------------------------------------------------------------------------------------------------------


def plain_fields(claims: Sequence[Claim], support: Support) -> tuple[EventField, ...]:
    """Kind, status, the details of the form, and each thing counted."""
    fields = [
        support.field("kind", _collect(claims, lambda c: c.form or c.mode or (c.event and str(c.event)))),
        support.field("status", _collect(claims, lambda c: str(c.status))),
        *(support.field(name, _collect(claims, read)) for name, read in _DETAILS.items()),
        *_quantity_fields(claims, support),
    ]
    return tuple(f for f in fields if f is not None)


_DETAILS: Mapping[str, Callable[[Claim], str | None]] = {
    "agreement": lambda c: c.details.kind,
    "stage": lambda c: c.details.stage,
    "choice": lambda c: c.details.choice,
    "body": lambda c: c.details.body,
    "resolution": lambda c: c.details.resolution,
    "since": lambda c: since_text(c.details.since),
    "outcome": lambda c: c.details.outcome,
}


def since_text(since: tuple[int, int] | None) -> str | None:
    """The year of the previous one, or when it lies: "2017", "2011..2014", "2014 or earlier", "never"."""
    if since is None:
        return None
    if since == NEVER:
        return "never"
    if since[1] - since[0] >= _OPEN_YEARS:
        return f"{since[1]} or earlier"
    return str(since[0]) if since[0] == since[1] else f"{since[0]}..{since[1]}"


def quantity_text(quantity: Quantity) -> str:
    """The number with its qualifier, as one compares it: "12", "about 12"."""
    mark = "" if quantity.qualifier is Qualifier.EXACT else f"{quantity.qualifier} "
    return f"{mark}{quantity.value:.15g}"  # 60000000, and not 6e+07


def measure_text(quantity: Quantity) -> str:
    """What is counted: "agreement", "percent of transactions"."""
    unit, of = measure(quantity)
    return f"{unit} of {of}" if of else unit


def _quantity_fields(claims: Sequence[Claim], support: Support) -> list[EventField | None]:
    by_measure: defaultdict[str, defaultdict[str, list[Claim]]] = defaultdict(lambda: defaultdict(list))
    for claim in claims:
        for quantity in claim.quantities:
            by_measure[measure_text(quantity)][quantity_text(quantity)].append(claim)
    return [support.field(f"quantity: {name}", values) for name, values in sorted(by_measure.items())]


def event_status(field: EventField | None) -> Status:
    """The best supported status; what happened before what is still going on when both are said as often."""
    return Status(field.values[0].value) if field else Status.ACTUAL


def event_details(fields: Iterable[EventField], claims: Iterable[Claim]) -> Details:
    """The details with the best supported value each."""
    best = {f.name: f.values[0].value for f in fields}
    since = {text: c.details.since for c in claims if (text := since_text(c.details.since)) is not None}
    return Details(
        kind=best.get("agreement"),
        stage=best.get("stage"),
        choice=best.get("choice"),
        body=best.get("body"),
        resolution=best.get("resolution"),
        since=since.get(best.get("since", "")),
        outcome=best.get("outcome"),
    )
