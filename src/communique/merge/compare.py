"""How far two claims seem to be about one happening: named features in points, and vetoes.

Points add up like log-odds; ``score`` is their logistic, so 0.5 is the line between "more likely one" and "more likely
two". A veto (``blocked``) says that the two cannot be one whatever the points. The weights were set by hand on cases of
several regions (tests/merge) and are all in ``WEIGHTS``.
"""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType
from typing import NamedTuple

from communique.merge.facts import Facts, Who, once_words
from communique.merge.measures import same_measure
from communique.merge.vetoes import ANY_PAPER, day_gap, one_trip, same_people, vetoes
from communique.model.values import Qualifier, Quantity

WEIGHTS: Mapping[str, Mapping[str, float]] = MappingProxyType(
    {
        # who and when decide: the same persons met, called, visited
        "talk": MappingProxyType(
            {"start": -2.5, "kind": 1.0, "persons": 1.5, "party": 0.4, "date": 2.0, "published": 1.0, "place": 0.8,
             "details": 0.5, "quantity": 0.5, "mention": 1.0, "wording": 1.0, "word": 0.0, "denial": 1.0, "thin": 1.5}
        ),
        # when, where and what decide: a vote, a strike, a sanction, an expulsion
        "act": MappingProxyType(
            {"start": -3.0, "kind": 1.0, "persons": 0.8, "party": 0.6, "date": 1.8, "published": 1.2, "place": 1.0,
             "details": 1.0, "quantity": 1.2, "mention": 0.8, "wording": 2.0, "word": 0.4, "denial": 1.0, "thin": 0.5}
        ),
        # as an act, but two sign once, at one table, whatever each report finds worth telling of it
        "signing": MappingProxyType(
            {"start": -2.5, "kind": 1.0, "persons": 0.8, "party": 0.6, "date": 1.8, "published": 1.2, "place": 1.0,
             "details": 1.0, "quantity": 1.2, "mention": 1.2, "wording": 1.0, "word": 0.4, "denial": 1.0, "thin": 1.0}
        ),
        # the words decide: the same two say many different things on one day
        "content": MappingProxyType(
            {"start": -4.0, "kind": 0.8, "persons": 0.7, "party": 0.4, "date": 1.0, "published": 1.0, "place": 0.2,
             "details": 0.8, "quantity": 1.6, "mention": 0.4, "wording": 3.5, "word": 1.5, "denial": 0.5, "thin": 0.0}
        ),
    }
)  # fmt: skip
# How much the smaller of two counts is of the larger, and what that says.
_LIKE_COUNTS = ((0.99, 1.0), (0.75, 0.8), (0.5, 0.5), (0.3, 0.2), (0.1, -0.3), (0.05, -1.0))
_OTHER_ORDER = -2.0
_SENT_HOME = frozenset(("expel", "release"))
_SOON = 3  # days between two reports of one act


class Feature(NamedTuple):
    """One thing looked at: ``value`` from -1 (speaks against) to 1 (speaks for), times ``weight``, gives points.

    ``said`` is its note, or a pattern with ``values`` to fill in: few of millions of notes are ever read.
    """

    name: str
    value: float
    weight: float
    said: str
    values: tuple[object, ...] = ()

    @property
    def points(self) -> float:
        """What it adds to the total."""
        return self.value * self.weight

    @property
    def note(self) -> str:
        """What was seen, in words."""
        return self.said.format(*self.values) if self.values else self.said


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two claims compared: ``left`` and ``right`` are their ids in order. ``blocked`` is the veto's reason, or None.

    ``score``: 0 to 1, and 0 when blocked. ``silent``: the two say too little to tell, so that there is no reason to
    join them and none to keep their groups apart.
    """

    left: str
    right: str
    features: tuple[Feature, ...]
    blocked: str | None = None
    score: float = 0.0
    silent: bool = False

    @property
    def points(self) -> float:
        """The sum of all features' points."""
        return math.fsum(f.points for f in self.features)

    def explain(self) -> str:
        """One line: the score and what decided it, strongest first."""
        if self.blocked:
            return f"two happenings: {self.blocked}"
        ranked = sorted((f for f in self.features if f.points), key=lambda f: (-abs(f.points), f.name))
        return f"{self.score:.2f}: " + "; ".join(f"{f.note} {f.points:+.1f}" for f in ranked)


def compare(one: Facts, two: Facts) -> Comparison:
    """Compare two claims; the result is the same whichever comes first."""
    a, b = (one, two) if one.id <= two.id else (two, one)
    reason = next(vetoes(a, b), None)
    if reason is not None:
        return Comparison(a.id, b.id, (), reason)
    return weighed(a.id, b.id, tuple(_features(a, b)))


class Score(NamedTuple):
    """A comparison without its reasons: see `Comparison`."""

    score: float
    silent: bool


def score_of(one: Facts, two: Facts) -> Score | None:
    """What `compare` comes to; None when blocked. Of thousands of pairs few are ever explained, so none is kept."""
    a, b = (one, two) if one.id <= two.id else (two, one)
    if next(vetoes(a, b), None) is not None:
        return None
    return _weighed(_features(a, b))


def _features(a: Facts, b: Facts) -> list[Feature]:
    """All that is looked at in two claims that nothing keeps apart, "thin" last; ``a`` has the smaller id."""
    # A promise may be the signing told in other words; then the words must carry it.
    weights = WEIGHTS["content" if "content" in (a.nature, b.nature) else a.nature]
    features = [Feature("start", 1.0, weights["start"], "before looking"), _kind(a, b, weights)]
    features += _participants(a.who, b.who, a.family == "CONSULT:visit", weights["persons"], weights["party"])
    features += _dates(a, b, weights)
    # Most claims lack most of this, and millions are compared.
    if a.claim.place is not None and b.claim.place is not None:
        features += _place(a, b, weights)
    if a.detailed and b.detailed:
        features += _details(a, b, weights)
    if a.claim.quantities and b.claim.quantities:
        features += _quantities(a, b, weights)
    features.append(_wording(a, b, weights))
    if a.claim.document == b.claim.document:
        features += _mentions(a, b, weights)
    else:
        features += _deciding_word(a, b, weights)
        features += _denial(a, b, weights)
        features += _thin(a, b, weights)
    return features


def weighed(left: str, right: str, features: tuple[Feature, ...]) -> Comparison:
    """The comparison that some features come to."""
    return Comparison(left, right, features, None, *_weighed(features))


def _weighed(features: Sequence[Feature]) -> Score:
    points = math.fsum([f.value * f.weight for f in features])
    return Score(round(1 / (1 + math.exp(-points)), 6), features[-1].name == "thin")


# features -------------------------------------------------------------------------------------------------------------


def _kind(a: Facts, b: Facts, weights: Mapping[str, float]) -> Feature:
    same = a.claim.form == b.claim.form and a.claim.mode == b.claim.mode
    label = a.claim.form or a.claim.mode or str(a.claim.event or "vote")
    return Feature(
        "kind", 1.0 if same else 0.5, weights["kind"], "same kind ({})" if same else "kinds that fit", (label,)
    )


@lru_cache(maxsize=1 << 15)
def _participants(a: Who, b: Who, visit: bool, weight: float, per_party: float) -> tuple[Feature, ...]:
    found = []
    for party in a.sides if a.sides.keys() == b.sides.keys() else sorted(a.sides.keys() | b.sides.keys()):
        one, two = a.sides.get(party), b.sides.get(party)
        if one is None or two is None:
            if len(a.sides) > 1 and len(b.sides) > 1:
                found.append(Feature("party", -1.0, per_party, "{} in one only", (party,)))
        elif one.persons and two.persons:
            share = len(one.persons & two.persons) / len(one.persons | two.persons)
            value = 2 * share - 1 if share else -0.5
            # Hosts of a visit are named as the report likes.
            value = max(value, 0.0) if visit and not (one.source and two.source) else value
            found.append(Feature("persons", value, weight, "persons of {} {:.0%} the same", (party, share)))
        else:
            found.append(Feature("party", 1.0, per_party, "{} in both", (party,)))
    return tuple(found)


def _dates(a: Facts, b: Facts, weights: Mapping[str, float]) -> Iterator[Feature]:
    gap = day_gap(a, b)
    if gap is None:
        yield from _coverage(a, b, weights)
        return
    trust = 1.0 if a.stated and b.stated else 0.6
    if gap and (a.denied != b.denied) and not (a.stated and b.stated):
        # Who denies a thing writes days later and seldom says when it is said to have been.
        yield from _coverage(a, b, weights)
    elif gap and one_trip(a, b):
        yield Feature("date", 0.3, weights["date"], "{} days apart on one trip", (gap,))
    elif gap == 1 and not (a.stated and b.stated):
        yield Feature("date", 0.4, weights["date"], "a day apart, not both stated")
    elif gap == 1:
        # What is stated for two days in a row got here because all else is so much alike: see `vetoes`.
        yield Feature("date", -0.3, weights["date"], "a day apart, all else alike")
    elif gap:
        yield Feature("date", -0.5 * trust * min(gap, 4), weights["date"], "{} days apart", (gap,))
    elif (a.first, a.last) == (b.first, b.last) and a.first == a.last:
        yield Feature("date", trust, weights["date"], "same day {}", (a.first,))
    else:
        width = max(_width(a), _width(b))
        value = 0.6 if width <= 10 else 0.2 if width <= 31 else 0.0
        yield Feature(
            "date", value * trust, weights["date"], "{}..{} and {}..{} overlap", (a.first, a.last, b.first, b.last)
        )


def _width(a: Facts) -> int:
    return (a.last - a.first).days if a.first and a.last else 0


def _coverage(a: Facts, b: Facts, weights: Mapping[str, float]) -> Iterator[Feature]:
    """When a date is missing, the days of publication bound it: what was written months apart is rarely one thing."""
    if a.claim.document == b.claim.document:
        one_day = a.claim.date, b.claim.date
        if one_day[0] and one_day[1] and one_day[0].text and one_day[0].text.casefold() == one_day[1].text.casefold():
            yield Feature("date", 0.5, weights["date"], "both “{}”", (one_day[0].text,))
        return
    one, two = a.first or a.published, b.first or b.published
    if one is None or two is None:
        return
    days = abs((one - two) / dt.timedelta(days=1))
    value = 0.5 if days <= 3 else 0.0 if days <= 14 else -1.5 if days <= 60 else -4.0
    yield Feature("published", value, weights["published"], "written {:.0f} days apart", (days,))


def _place(a: Facts, b: Facts, weights: Mapping[str, float]) -> Iterator[Feature]:
    one, two = a.claim.place, b.claim.place
    if one is None or two is None:
        return
    if (a.city and a.city == b.city) or one.name == two.name:
        yield Feature("place", 1.0, weights["place"], "both in {}", (one.name,))
    elif one.country and one.country == two.country:
        yield Feature("place", 0.3, weights["place"], "both in {}", (one.country,))


def _details(a: Facts, b: Facts, weights: Mapping[str, float]) -> Iterator[Feature]:
    one, two = a.claim.details, b.claim.details
    # "agreement", "document", "deal" say nothing against "memorandum"; "treaty" against "contract" does.
    if one.kind and two.kind and (one.kind == two.kind or not ANY_PAPER & {one.kind, two.kind}):
        same = one.kind == two.kind
        yield Feature("agreement", 0.5 if same else -1.0, weights["details"], "{}, {}", (one.kind, two.kind))
    # Of one paper on one day one report says that it was initialled, another that it was signed.
    one_day = {one.stage, two.stage} == {"initialled", "signed"} and day_gap(a, b) == 0
    if one.stage and two.stage and not one_day:
        same = one.stage == two.stage
        yield Feature("stage", 0.5 if same else -1.5, weights["details"], "stage {}, {}", (one.stage, two.stage))
    for name, left, right in (
        ("choice", one.choice, two.choice),
        ("body", one.body, two.body),
        ("resolution", one.resolution, two.resolution),
    ):
        if left and right:  # what differs is vetoed
            yield Feature(name, 1.0, weights["details"], "same {} ({})", (name, left))


def _quantities(a: Facts, b: Facts, weights: Mapping[str, float]) -> Iterator[Feature]:
    best = max(
        (_near(q, r) for q in a.claim.quantities for r in b.claim.quantities if same_measure(q, r)), default=None
    )
    if best is not None:
        shown = (_shown(a.claim.quantities), _shown(b.claim.quantities))
        yield Feature("quantity", best, weights["quantity"], "quantities {}, {}", shown)


def _near(one: Quantity, two: Quantity) -> float:
    low, high = sorted((abs(one.value), abs(two.value)))
    ratio = 1.0 if high == low else low / high
    if one.qualifier is not Qualifier.EXACT or two.qualifier is not Qualifier.EXACT:
        ratio = math.sqrt(ratio)
    # Reports of one happening differ in their counts; only a count of another order speaks for another happening.
    return next((value for least, value in _LIKE_COUNTS if ratio >= least), _OTHER_ORDER)


def _shown(quantities: Iterable[Quantity]) -> str:
    return ", ".join(sorted(f"{q.value:g} {q.unit}" for q in quantities))


def _mentions(a: Facts, b: Facts, weights: Mapping[str, float]) -> Iterator[Feature]:
    if a.nature == "content":
        return
    between = max(a.claim.sentence.start - b.claim.sentence.end, b.claim.sentence.start - a.claim.sentence.end, 0)
    later = a if a.claim.predicate > b.claim.predicate else b
    value = 0.5 + (0.5 if between <= 300 else 0.0) + (0.8 if later.definite else 0.0)
    yield Feature("mention", value, weights["mention"], "a later mention in the same document")


def _deciding_word(a: Facts, b: Facts, weights: Mapping[str, float]) -> Iterator[Feature]:
    """Both are told by one word ("summoned"): acts of one kind are many, acts of one word are few.

    Of what is said and agreed only a word for what is done once counts: the same two agree on many things in a day.
    """
    shared = a.deciding & b.deciding
    if a.nature == "content":
        shared &= once_words()
    if shared and a.nature != "talk":
        yield Feature("word", 1.0, weights["word"], "both told by “{}”", (min(shared),))


def _denial(a: Facts, b: Facts, weights: Mapping[str, float]) -> Iterator[Feature]:
    """What is denied is what others report: a denial of a meeting of the same two within days is of that meeting."""
    if a.denied != b.denied:
        yield Feature("denial", 1.0, weights["denial"], "one denies what the other tells")


def _thin(a: Facts, b: Facts, weights: Mapping[str, float]) -> Iterator[Feature]:
    """Two states "held talks", no day given: that says too little to be any one meeting of another document."""
    if day_gap(a, b) is not None or a.denied != b.denied:
        return
    written = a.published and b.published and a.nature != "talk" and abs((a.published - b.published).days) <= _SOON
    if not written and not same_people(a, b):
        yield Feature("thin", -1.0, weights["thin"], "no person and no day in common")


def _sent_home(a: Facts, b: Facts) -> bool:
    """Both tell whose people another state expelled or freed: of these each report tells what it likes."""
    modes = {a.claim.mode, b.claim.mode}
    counted = any(same_measure(q, r) for q in a.claim.quantities for r in b.claim.quantities)
    return len(modes) == 1 and modes <= _SENT_HOME and counted and a.sides.keys() == b.sides.keys()


def _wording(a: Facts, b: Facts, weights: Mapping[str, float]) -> Feature:
    smaller = min(len(a.words), len(b.words))
    share = len(a.words & b.words) / smaller if smaller >= 3 else 0.0
    value = max(-0.5, min(1.0, 2.5 * (share - 0.2))) if smaller >= 3 else 0.0
    # Talk is told in ever new words, so a different wording says nothing there.
    value = max(value, 0.0) if a.nature == "talk" or _sent_home(a, b) else value
    return Feature("wording", value, weights["wording"], "{:.0%} of the words shared", (share,))
