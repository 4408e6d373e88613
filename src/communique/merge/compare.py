"""How far two claims seem to be about one happening: named features in points, and vetoes.

Points add up like log-odds; ``score`` is their logistic, so 0.5 is the line between "more likely one" and "more likely
two". A veto (``blocked``) says that the two cannot be one whatever the points. The weights were set by hand on cases of
several regions (tests/merge) and are all in ``WEIGHTS``.
"""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from communique.merge.facts import FINAL_STAGES, Facts, Side
from communique.model.ontology import EventType
from communique.model.values import Qualifier, Quantity

WEIGHTS: Mapping[str, Mapping[str, float]] = MappingProxyType(
    {
        # who and when decide: the same persons met, called, visited
        "talk": MappingProxyType(
            {"start": -2.5, "kind": 1.0, "persons": 1.5, "party": 0.4, "date": 2.0, "published": 1.0, "place": 0.8,
             "details": 0.5, "quantity": 0.5, "mention": 1.0, "wording": 1.0, "thin": 1.5}
        ),
        # when, where and what decide: a vote, a strike, a sanction, an expulsion
        "act": MappingProxyType(
            {"start": -3.0, "kind": 1.0, "persons": 0.8, "party": 0.6, "date": 1.8, "published": 1.2, "place": 1.0,
             "details": 1.0, "quantity": 1.2, "mention": 0.6, "wording": 2.0, "thin": 0.5}
        ),
        # the words decide: the same two say many different things on one day
        "content": MappingProxyType(
            {"start": -4.0, "kind": 0.8, "persons": 0.7, "party": 0.4, "date": 1.0, "published": 1.0, "place": 0.2,
             "details": 0.8, "quantity": 1.6, "mention": 0.4, "wording": 3.5, "thin": 0.0}
        ),
    }
)  # fmt: skip
_ONE_DAY = 1
_FAR = 31  # days from which even an inferred date speaks for two happenings


@dataclass(frozen=True, slots=True)
class Feature:
    """One thing looked at: ``value`` from -1 (speaks against) to 1 (speaks for), times ``weight``, gives points."""

    name: str
    value: float
    weight: float
    note: str

    @property
    def points(self) -> float:
        """What it adds to the total."""
        return self.value * self.weight


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two claims compared: ``left`` and ``right`` are their ids in order. ``blocked`` is the veto's reason, or None."""

    left: str
    right: str
    features: tuple[Feature, ...]
    blocked: str | None = None

    @property
    def points(self) -> float:
        """The sum of all features' points."""
        return math.fsum(f.points for f in self.features)

    @property
    def score(self) -> float:
        """0 to 1; 0 when blocked."""
        return 0.0 if self.blocked else round(1 / (1 + math.exp(-self.points)), 6)

    @property
    def silent(self) -> bool:
        """True when the two say too little to tell: no reason to join them, and none to keep their groups apart."""
        return self.blocked is None and any(f.name == "thin" for f in self.features)

    def explain(self) -> str:
        """One line: the score and what decided it, strongest first."""
        if self.blocked:
            return f"two happenings: {self.blocked}"
        ranked = sorted((f for f in self.features if f.points), key=lambda f: (-abs(f.points), f.name))
        return f"{self.score:.2f}: " + "; ".join(f"{f.note} {f.points:+.1f}" for f in ranked)


def compare(one: Facts, two: Facts) -> Comparison:
    """Compare two claims; the result is the same whichever comes first."""
    a, b = (one, two) if one.id <= two.id else (two, one)
    reason = next(_vetoes(a, b), None)
    if reason is not None:
        return Comparison(a.id, b.id, (), reason)
    # A promise may be the signing told in other words; then the words must carry it.
    weights = WEIGHTS["content" if "content" in (a.nature, b.nature) else a.nature]
    features = (
        Feature("start", 1.0, weights["start"], "before looking"),
        _kind(a, b, weights),
        *_participants(a, b, weights),
        *_dates(a, b, weights),
        *_place(a, b, weights),
        *_details(a, b, weights),
        *_quantities(a, b, weights),
        *_mentions(a, b, weights),
        _wording(a, b, weights),
        *_thin(a, b, weights),
    )
    return Comparison(a.id, b.id, features)


# vetoes ---------------------------------------------------------------------------------------------------------------


def _vetoes(a: Facts, b: Facts) -> Iterator[str]:
    if a.family != b.family:
        yield f"{a.family} is not {b.family}"
    if a.standing != b.standing:
        yield f"one is {a.standing}, the other {b.standing}"
    yield from _direction(a, b)
    yield from _people_apart(a, b)
    yield from _places_apart(a, b)
    yield from _details_apart(a, b)
    yield from _days_apart(a, b)
    if (
        "content" in (a.nature, b.nature)
        and a.claim.document == b.claim.document
        and a.claim.sentence == b.claim.sentence
    ):
        yield "two acts named in one sentence"


def _direction(a: Facts, b: Facts) -> Iterator[str]:
    if a.reciprocal and b.reciprocal:
        return
    sources, others = a.parties(source=True), b.parties(source=True)
    if sources and others and not sources & others:
        yield "done by different parties"
    targets, theirs = a.parties(source=False), b.parties(source=False)
    if targets and theirs and not targets & theirs:
        yield "done to different parties"


def _shared_sides(a: Facts, b: Facts) -> Iterator[tuple[str, Side, Side]]:
    for party in sorted(a.sides.keys() & b.sides.keys()):
        one, two = a.sides[party], b.sides[party]
        # In a visit only the visitor makes it that visit: each report names another of the hosts.
        if a.family != "CONSULT:visit" or (one.source and two.source):
            yield party, one, two


def _people_apart(a: Facts, b: Facts) -> Iterator[str]:
    for party, one, two in _shared_sides(a, b):
        if not one.persons or not two.persons:
            continue
        if not one.persons & two.persons and a.claim.event is not EventType.AGREE:
            yield f"different persons of {party}"
        elif (
            a.family == "CONSULT:talks"
            and sorted((len(one.persons), len(two.persons)))[0] == 1
            and (max(len(one.persons), len(two.persons)) > 2)
        ):
            yield f"a meeting with one person of {party} is not the round of meetings with several"
    if (
        a.family == "CONSULT:talks"
        and len(a.sides) > 1
        and len(b.sides) > 1
        and len(a.sides.keys() & b.sides.keys()) < 2
    ):
        yield "they share one party only"


def _places_apart(a: Facts, b: Facts) -> Iterator[str]:
    if a.family == "CONSULT:call":
        return
    if a.place_country and b.place_country and a.place_country != b.place_country:
        yield f"one in {a.place_country}, the other in {b.place_country}"
    elif a.city and b.city and a.city != b.city and a.family != "CONSULT:visit":
        yield f"one in {a.city}, the other in {b.city}"


def _details_apart(a: Facts, b: Facts) -> Iterator[str]:
    one, two = a.claim.details, b.claim.details
    for name, left, right in (
        ("vote", one.choice, two.choice),
        ("body", one.body, two.body),
        ("resolution", one.resolution, two.resolution),
    ):
        if left and right and left.casefold() != right.casefold():
            yield f"different {name}: {left}, {right}"
    if one.stage != two.stage and one.stage in FINAL_STAGES and two.stage in FINAL_STAGES:
        yield f"different stages: {one.stage}, {two.stage}"
    if a.family in ("SUPPORT", "REJECT") and a.claim.form != b.claim.form and a.claim.form and b.claim.form:
        yield f"{a.claim.form} is not {b.claim.form}"


def day_gap(a: Facts, b: Facts) -> int | None:
    """Days between the two dates: 0 when they share a day, None when one is not known."""
    if a.first is None or a.last is None or b.first is None or b.last is None:
        return None
    return max((a.first - b.last).days, (b.first - a.last).days, 0)


def _days_apart(a: Facts, b: Facts) -> Iterator[str]:
    gap = day_gap(a, b)
    if not gap:
        return
    both = a.stated and b.stated
    if both and not (gap == _ONE_DAY and _all_else_equal(a, b)):
        yield f"stated for different days: {_days(a)}, {_days(b)}"
    elif not both and gap > _FAR:
        yield f"{gap} days apart"


def _all_else_equal(a: Facts, b: Facts) -> bool:
    """Same named persons on every side, same form, no other place, another document, and no word of a second round."""
    shared = list(_shared_sides(a, b))
    people = (
        bool(shared)
        and all(one.persons == two.persons for _, one, two in shared)
        and any(one.persons for _, one, _ in shared)
    )
    return (
        people
        and a.nature != "content"
        and a.sides.keys() == b.sides.keys()
        and a.claim.form == b.claim.form
        and a.claim.document != b.claim.document
        and not (a.city and b.city and a.city != b.city)
        and not (a.again or b.again)
    )


def _days(a: Facts) -> str:
    return f"{a.first}" if a.first == a.last else f"{a.first}..{a.last}"


# features -------------------------------------------------------------------------------------------------------------


def _kind(a: Facts, b: Facts, weights: Mapping[str, float]) -> Feature:
    same = a.claim.form == b.claim.form and a.claim.mode == b.claim.mode
    label = a.claim.form or a.claim.mode or str(a.claim.event or "vote")
    return Feature("kind", 1.0 if same else 0.5, weights["kind"], f"same kind ({label})" if same else "kinds that fit")


def _participants(a: Facts, b: Facts, weights: Mapping[str, float]) -> Iterator[Feature]:
    for party in sorted(a.sides.keys() | b.sides.keys()):
        one, two = a.sides.get(party), b.sides.get(party)
        if one is None or two is None:
            if len(a.sides) > 1 and len(b.sides) > 1:
                yield Feature(f"party {party}", -1.0, weights["party"], f"{party} in one only")
        elif one.persons and two.persons:
            share = len(one.persons & two.persons) / len(one.persons | two.persons)
            value = 2 * share - 1 if share else -0.5
            # Hosts of a visit are named as the report likes.
            value = max(value, 0.0) if a.family == "CONSULT:visit" and not (one.source and two.source) else value
            yield Feature(f"persons {party}", value, weights["persons"], f"persons of {party} {share:.0%} the same")
        else:
            yield Feature(f"party {party}", 1.0, weights["party"], f"{party} in both")


def _dates(a: Facts, b: Facts, weights: Mapping[str, float]) -> Iterator[Feature]:
    gap = day_gap(a, b)
    if gap is None:
        yield from _coverage(a, b, weights)
        return
    trust = 1.0 if a.stated and b.stated else 0.6
    if gap:
        yield Feature("date", -0.5 * trust * min(gap, 4), weights["date"], f"{gap} days apart")
    elif (a.first, a.last) == (b.first, b.last) and a.first == a.last:
        yield Feature("date", trust, weights["date"], f"same day {_days(a)}")
    else:
        width = max(_width(a), _width(b))
        value = 0.6 if width <= 10 else 0.2 if width <= 31 else 0.0
        yield Feature("date", value * trust, weights["date"], f"{_days(a)} and {_days(b)} overlap")


def _width(a: Facts) -> int:
    return (a.last - a.first).days if a.first and a.last else 0


def _coverage(a: Facts, b: Facts, weights: Mapping[str, float]) -> Iterator[Feature]:
    """When a date is missing, the days of publication bound it: what was written months apart is rarely one thing."""
    if a.claim.document == b.claim.document:
        one_day = a.claim.date, b.claim.date
        if one_day[0] and one_day[1] and one_day[0].text and one_day[0].text.casefold() == one_day[1].text.casefold():
            yield Feature("date", 0.5, weights["date"], f"both “{one_day[0].text}”")
        return
    one, two = a.first or a.published, b.first or b.published
    if one is None or two is None:
        return
    days = abs((one - two) / dt.timedelta(days=1))
    value = 0.5 if days <= 3 else 0.0 if days <= 14 else -1.5 if days <= 60 else -4.0
    yield Feature("published", value, weights["published"], f"written {days:.0f} days apart")


def _place(a: Facts, b: Facts, weights: Mapping[str, float]) -> Iterator[Feature]:
    one, two = a.claim.place, b.claim.place
    if one is None or two is None:
        return
    if (a.city and a.city == b.city) or one.name == two.name:
        yield Feature("place", 1.0, weights["place"], f"both in {one.name}")
    elif one.country and one.country == two.country:
        yield Feature("place", 0.3, weights["place"], f"both in {one.country}")


def _details(a: Facts, b: Facts, weights: Mapping[str, float]) -> Iterator[Feature]:
    one, two = a.claim.details, b.claim.details
    if one.kind and two.kind:
        same = one.kind == two.kind
        yield Feature("agreement", 0.5 if same else -1.0, weights["details"], f"{one.kind}, {two.kind}")
    if one.stage and two.stage:
        same = one.stage == two.stage
        yield Feature("stage", 0.5 if same else -1.5, weights["details"], f"stage {one.stage}, {two.stage}")
    for name, left, right in (
        ("choice", one.choice, two.choice),
        ("body", one.body, two.body),
        ("resolution", one.resolution, two.resolution),
    ):
        if left and right:
            yield Feature(name, 1.0, weights["details"], f"same {name} ({left})")


def _quantities(a: Facts, b: Facts, weights: Mapping[str, float]) -> Iterator[Feature]:
    best = max(
        (_near(q, r) for q in a.claim.quantities for r in b.claim.quantities if same_measure(q, r)), default=None
    )
    if best is not None:
        yield Feature(
            "quantity",
            best,
            weights["quantity"],
            f"quantities {_shown(a.claim.quantities)}, {_shown(b.claim.quantities)}",
        )


def same_measure(one: Quantity, two: Quantity) -> bool:
    """True when two numbers count the same thing."""
    return measure(one) == measure(two)


def measure(quantity: Quantity) -> tuple[str, str]:
    """What a number counts, folded: ("agreement", "")."""
    unit = quantity.unit.casefold().strip()
    return (unit[:-1] if unit.endswith("s") and not unit.endswith("ss") else unit, quantity.of.casefold().strip())


def _near(one: Quantity, two: Quantity) -> float:
    low, high = sorted((abs(one.value), abs(two.value)))
    ratio = 1.0 if high == low else low / high
    if one.qualifier is not Qualifier.EXACT or two.qualifier is not Qualifier.EXACT:
        ratio = math.sqrt(ratio)
    return 1.0 if ratio >= 0.99 else 0.8 if ratio >= 0.75 else -0.3


def _shown(quantities: Iterable[Quantity]) -> str:
    return ", ".join(sorted(f"{q.value:g} {q.unit}" for q in quantities))


def _mentions(a: Facts, b: Facts, weights: Mapping[str, float]) -> Iterator[Feature]:
    if a.claim.document != b.claim.document or a.nature == "content":
        return
    between = max(a.claim.sentence.start - b.claim.sentence.end, b.claim.sentence.start - a.claim.sentence.end, 0)
    later = a if a.claim.predicate > b.claim.predicate else b
    value = 0.5 + (0.5 if between <= 300 else 0.0) + (0.8 if later.definite else 0.0)
    yield Feature("mention", value, weights["mention"], "a later mention in the same document")


def _thin(a: Facts, b: Facts, weights: Mapping[str, float]) -> Iterator[Feature]:
    """Two states "held talks", no day given: that says too little to be any one meeting of another document."""
    shared = any(one.persons & two.persons for _, one, two in _shared_sides(a, b))
    if not shared and day_gap(a, b) is None and a.claim.document != b.claim.document:
        yield Feature("thin", -1.0, weights["thin"], "no person and no day in common")


def _wording(a: Facts, b: Facts, weights: Mapping[str, float]) -> Feature:
    smaller = min(len(a.words), len(b.words))
    share = len(a.words & b.words) / smaller if smaller >= 3 else 0.0
    value = max(-0.5, min(1.0, 2.5 * (share - 0.2))) if smaller >= 3 else 0.0
    # Talk is told in ever new words, so a different wording says nothing there.
    value = max(value, 0.0) if a.nature == "talk" else value
    return Feature("wording", value, weights["wording"], f"{share:.0%} of the words shared")
