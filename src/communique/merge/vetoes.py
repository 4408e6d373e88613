"""Hard negatives: what keeps two claims apart however alike they are otherwise.

Other parties, other persons, other cities, days that are both stated and differ, other stages, votes on other texts.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from communique.merge.facts import FINAL_STAGES, Facts, Side, Who, content_words, once_words
from communique.merge.measures import same_measure
from communique.merge.papers import one_paper
from communique.model.ontology import EventType

# Words that any paper is called by: a "deal" may be the treaty that another report names.
ANY_PAPER = frozenset(("agreement", "document", "deal", "signing", "accord", "pact", "instrument", "paper"))
_NUMBER = re.compile(r"\d[\d/.-]*")
_ANY_TEXT = "resolution draft text motion measure bill proposal document amendment calling demanding"
_TEXTS = frozenset(("resolution", "time", "occasion", "text", "draft", "motion"))
_ONE_DAY = 1
_TRIP = 3
_MANY = 3  # of one thing, told alike by two reports, is no chance
_SEVERAL = 2  # nor are two, of what is done once
_FAR = 6  # days from which even an inferred date speaks for two happenings


def apart(a: Facts, b: Facts) -> bool:
    """True when two claims cannot stand in one event: a veto, or days that nothing brings together."""
    return a.days[1] < b.days[0] or b.days[1] < a.days[0] or next(vetoes(a, b), None) is not None


def vetoes(a: Facts, b: Facts) -> Iterator[str]:
    """Why two claims cannot be about one happening, cheapest to tell first; none when they can."""
    if a.family != b.family:
        yield f"{a.family} is not {b.family}"
    if a.standing != b.standing:
        yield f"one is {a.standing}, the other {b.standing}"
    yield from _direction(a, b)
    people = _people_apart(a.who, b.who, a.family, a.claim.event is EventType.AGREE)
    if people is not None:
        yield people
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
    if a.doers and b.doers and a.doers.isdisjoint(b.doers):
        yield "done by different parties"
    if a.family != "VOTE" and a.done_to and b.done_to and a.done_to.isdisjoint(b.done_to):
        yield "done to different parties"


def shared_sides(a: Facts, b: Facts) -> tuple[tuple[str, Side, Side], ...]:
    """The parties that both name, each with how the one and the other have it, by party."""
    return _shared_sides(a.who, b.who, a.family == "CONSULT:visit")


@lru_cache(maxsize=1 << 15)
def _shared_sides(one: Who, two: Who, visit: bool) -> tuple[tuple[str, Side, Side], ...]:
    both = ((party, side, two.sides[party]) for party, side in one.sides.items() if party in two.sides)  # in order
    # In a visit only the visitor makes it that visit: each report names another of the hosts.
    return tuple((party, x, y) for party, x, y in both if not visit or (x.source and y.source))


def same_people(a: Facts, b: Facts) -> bool:
    """Some named person stands in both, on one side."""
    return _same_people(a.who, b.who, a.family == "CONSULT:visit")


@lru_cache(maxsize=1 << 15)
def _same_people(one: Who, two: Who, visit: bool) -> bool:
    return any(x.persons & y.persons for _, x, y in _shared_sides(one, two, visit))


@lru_cache(maxsize=1 << 15)
def _people_apart(one: Who, two: Who, family: str, agreed: bool) -> str | None:
    for party, x, y in _shared_sides(one, two, family == "CONSULT:visit"):
        if not x.persons or not y.persons:
            continue
        if not x.persons & y.persons and not agreed:
            return f"different persons of {party}"
        few, many = sorted((len(x.persons), len(y.persons)))
        if family == "CONSULT:talks" and few == 1 and many > 2:
            return f"a meeting with one person of {party} is not the round of meetings with several"
    if family == "CONSULT:talks" and len(one.sides) > 1 and len(two.sides) > 1:
        return "they share one party only" if len(one.sides.keys() & two.sides.keys()) < 2 else None
    return None


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
    ):
        if left and right and left.casefold() != right.casefold():
            yield f"different {name}: {left}, {right}"
    if a.family == "VOTE" and a.claim.document == b.claim.document and _counted_apart(a, b):
        yield "two votes counted in one report"
    if a.family == "VOTE" and _texts(a) != _texts(b):
        yield "several votes told as one"
    if one.resolution and two.resolution and _other_text(one.resolution, two.resolution):
        yield f"different resolution: {one.resolution}, {two.resolution}"
    if one.stage != two.stage and one.stage in FINAL_STAGES and two.stage in FINAL_STAGES:
        yield f"different stages: {one.stage}, {two.stage}"
    if a.denied != b.denied and a.claim.form == b.claim.form == "agreement":
        kinds = {one.kind, two.kind} - ANY_PAPER - {None}
        if len(kinds) > 1 or (a.topic and b.topic and a.topic.isdisjoint(b.topic)):
            yield "what is denied is another paper"
    if a.family in ("SUPPORT", "REJECT") and a.claim.form != b.claim.form and a.claim.form and b.claim.form:
        yield f"{a.claim.form} is not {b.claim.form}"


@lru_cache(maxsize=1 << 12)
def _other_text(one: str, two: str) -> bool:
    """Two texts were voted on: their numbers differ, or nothing that is told of the one is told of the other."""
    numbers = [frozenset(_NUMBER.findall(text)) for text in (one, two)]
    if all(numbers):
        return numbers[0].isdisjoint(numbers[1])
    words = [content_words(text) - content_words(_ANY_TEXT) for text in (one, two)]
    return all(words) and words[0].isdisjoint(words[1])


def _counted_apart(a: Facts, b: Facts) -> bool:
    return any(q.value != r.value for q in a.claim.quantities for r in b.claim.quantities if same_measure(q, r))


def _texts(a: Facts) -> frozenset[float]:
    """On how many texts, or how often, it was voted, where that is more than once."""
    return frozenset(q.value for q in a.claim.quantities if q.value > 1 and q.unit.casefold().rstrip("s") in _TEXTS)


def day_gap(a: Facts, b: Facts) -> int | None:
    """Days between the two dates: 0 when they share a day, None when one is not known."""
    if a.first is None or a.last is None or b.first is None or b.last is None:
        return None
    if a.first == b.first and a.last == b.last:  # most that are compared
        return 0
    return max((a.first - b.last).days, (b.first - a.last).days, 0)


def _days_apart(a: Facts, b: Facts) -> Iterator[str]:
    gap = day_gap(a, b)
    if not gap:
        return
    both = a.stated and b.stated
    if both and not (gap == _ONE_DAY and (_all_else_equal(a, b) or _done_once(a, b))) and not one_trip(a, b):
        yield f"stated for different days: {days_text(a)}, {days_text(b)}"
    elif not both and gap > _FAR:
        yield f"{gap} days apart"


def one_trip(a: Facts, b: Facts) -> bool:
    """Visits of the same persons within days: one report tells of the first day, one of the last."""
    gap = day_gap(a, b)
    if a.family != "CONSULT:visit" or b.family != a.family or gap is None or gap > _TRIP or a.again or b.again:
        return False
    return any(one.source and two.source and one.persons & two.persons for _, one, two in shared_sides(a, b))


def _all_else_equal(a: Facts, b: Facts) -> bool:
    """Same named persons on every side, same form, no other place, another document, and no word of a second round."""
    shared = list(shared_sides(a, b))
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


def _done_once(a: Facts, b: Facts) -> bool:
    """Other documents of the same two tell of one paper, as many things or one person, for two days in a row."""
    if a.sides.keys() != b.sides.keys() or a.claim.document == b.claim.document or a.again or b.again:
        return False
    return one_paper(a, b) or _as_many(a, b) or _one_person(a, b)


def _as_many(a: Facts, b: Facts) -> bool:
    """Planes are counted anew each day and strikes hit another place, but "23 diplomats" are expelled once."""
    if a.nature != "act" or a.family == "MOBILIZE" or (a.family == "ASSAULT" and not (a.city and a.city == b.city)):
        return False
    least = _MANY if once_words().isdisjoint(a.deciding & b.deciding) else _SEVERAL
    return any(
        q.value == r.value >= least and same_measure(q, r) for q in a.claim.quantities for r in b.claim.quantities
    )


def _one_person(a: Facts, b: Facts) -> bool:
    """Who is named in both was summoned, expelled or sworn in, by the same word."""
    return bool(a.persons) and a.persons == b.persons and not once_words().isdisjoint(a.deciding & b.deciding)


def days_text(a: Facts) -> str:
    """Its day, or its first and last with two dots."""
    return f"{a.first}" if a.first == a.last else f"{a.first}..{a.last}"
