"""What in one record is what in another: claims by id or by document and predicate, events by the claims they share."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence

from communique.model.records import Claim, Event

Pairs = Mapping[str, str]


def match_claims(one: Iterable[Claim], two: Iterable[Claim]) -> dict[str, str]:
    """Claims of the first record to those of the second: by id, else by document and predicate.

    Of several at one predicate those go together that are coded alike, then those whose sides are alike, then in order.
    """
    left, right = {c.id: c for c in one}, {c.id: c for c in two}
    found = {id: id for id in left if id in right}
    places: defaultdict[tuple[object, ...], tuple[list[Claim], list[Claim]]] = defaultdict(lambda: ([], []))
    for side, claims, taken in ((0, left, found.keys()), (1, right, set(found.values()))):
        for claim in claims.values():
            if claim.id not in taken:
                places[(claim.document, claim.predicate)][side].append(claim)
    for mine, theirs in places.values():
        for alike in (_coding_and_sides, _coding, _sides, _anything):
            _pair_off(mine, theirs, alike, found)
    return found


def _pair_off(mine: list[Claim], theirs: list[Claim], alike: object, found: dict[str, str]) -> None:
    assert callable(alike)
    for claim in sorted(mine, key=lambda c: c.id):
        fitting = sorted((c for c in theirs if alike(c) == alike(claim)), key=lambda c: c.id)
        if fitting:
            found[claim.id] = fitting[0].id
            mine.remove(claim)
            theirs.remove(fitting[0])


def _coding(claim: Claim) -> tuple[object, ...]:
    return (claim.event, claim.form, claim.mode)


def _sides(claim: Claim) -> tuple[object, ...]:
    return (sorted(p.name for p in claim.sources), sorted(p.name for p in claim.targets))


def _coding_and_sides(claim: Claim) -> tuple[object, ...]:
    return (*_coding(claim), *_sides(claim))


def _anything(_: Claim) -> tuple[object, ...]:
    return ()


def match_events(one: Sequence[Event], two: Sequence[Event], claims: Pairs) -> dict[str, str]:
    """Events of the first record to those of the second: the two that share most claims first, each at most once."""
    place = {c: e.id for e in two for c in e.claims}
    shared = Counter((e.id, place[claims[c]]) for e in one for c in e.claims if claims.get(c) in place)
    found: dict[str, str] = {}
    taken: set[str] = set()
    for (left, right), _ in sorted(shared.items(), key=lambda row: (-row[1], row[0])):
        if left not in found and right not in taken:
            found[left] = right
            taken.add(right)
    return found
