"""Whether a happening can be what a plan announced: the same thing, a part of it, or its people's being there."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum

from communique.knowledge.places import city_names
from communique.merge.block import parties_of, party_of
from communique.merge.facts import TALKS, family_of, named_person
from communique.model.ontology import EventType
from communique.model.records import Claim, Event
from communique.model.values import ActorKind, Participant

# What somebody has to be present for; a call, a letter or a word of blame can come from anywhere.
_IN_PERSON = TALKS - {None} | {"visit", "press-conference", "ceremony", "mediation"}


class Fit(IntEnum):
    """How a happening answers a plan, the closest first; ``THERE``: its people are in its place, or together."""

    SAME = 0
    PART = 1
    THERE = 2


def fit_of(plan: Event, event: Event, claims: Mapping[str, Claim], *, closely: bool = False) -> Fit | None:
    """How ``event`` could be what ``plan`` announced, whatever the days; None when it could not.

    Args:
        plan: a planned event.
        event: another event, of any status and any block.
        claims: by id, at least those of both; what is missing is not looked at.
        closely: only the same thing is asked for.
    """
    one, two = _first(plan, claims), _first(event, claims)
    if one is None or two is None or _elsewhere(plan, event):
        return None
    if _is_same(plan, event, one, two):
        return Fit.SAME
    if closely or not _in_person(event, two):
        return None
    if _is_visit(one):
        return _of_visit(plan, event, two, claims)
    if family_of(one)[0] != "CONSULT:talks":
        return None
    if _is_visit(two) and _both_sides(plan, event, claims):
        return Fit.PART
    if not _same_place(plan, event):
        return None
    attended = _attends(plan) and _shared(plan.sources or plan.targets, event, claims)
    return Fit.THERE if attended or _both_sides(plan, event, claims) else None


@dataclass(frozen=True, slots=True)
class Kind:
    """What of an event alone says whether it can answer a plan, or be answered: so a crowd of events can be sieved."""

    family: str
    nature: str
    in_person: bool

    def answers(self, plan: Kind) -> bool:
        """False only where `fit_of` is None for any two events of these kinds."""
        if self.family == plan.family and plan.nature != "content":
            return True
        return self.in_person and plan.family in ("CONSULT:visit", "CONSULT:talks")


def kind_of(event: Event, claims: Mapping[str, Claim]) -> Kind | None:
    """An event's kind; None where none of its claims is there."""
    claim = _first(event, claims)
    return None if claim is None else Kind(*family_of(claim), _in_person(event, claim))


def people_of(event: Event, claims: Mapping[str, Claim]) -> tuple[Participant, ...]:
    """Everybody whom any report of it names."""
    told = (claims[i].participants() for i in event.claims if i in claims)
    return (*event.sources, *event.targets, *(row for rows in told for row in rows))


def shared_persons(plan: Event, event: Event) -> int:
    """How many named persons stand in both."""
    one = {named_person(p) for p in (*plan.sources, *plan.targets)} - {None}
    return len(one & {named_person(p) for p in (*event.sources, *event.targets)})


def _first(event: Event, claims: Mapping[str, Claim]) -> Claim | None:
    return next((claims[i] for i in event.claims if i in claims), None)


def _is_visit(claim: Claim) -> bool:
    return family_of(claim)[0] == "CONSULT:visit"


def _in_person(event: Event, claim: Claim) -> bool:
    signed = claim.event is EventType.AGREE and family_of(claim)[1] in ("act", "signing")
    return signed or (claim.event is EventType.CONSULT and event.form in _IN_PERSON)


def _is_same(plan: Event, event: Event, one: Claim, two: Claim) -> bool:
    """Same kind, parties and direction, no other persons on a side."""
    if family_of(one)[0] != family_of(two)[0] or family_of(one)[1] == "content":
        return False
    mine, theirs = set(parties_of((*plan.sources, *plan.targets))), set(parties_of((*event.sources, *event.targets)))
    if _is_visit(one):
        # A journey to three states is announced as one, and told stop by stop.
        hosts, seen = set(parties_of(plan.targets)), set(parties_of(event.targets))
        if set(parties_of(plan.sources)).isdisjoint(parties_of(event.sources)) or (
            hosts and seen and hosts.isdisjoint(seen)
        ):
            return False
    elif not mine <= theirs and not theirs <= mine:
        return False
    return not _other_persons(plan, event, visit=_is_visit(one))


def _of_visit(plan: Event, event: Event, claim: Claim, claims: Mapping[str, Claim]) -> Fit | None:
    """A meeting with the host there is a part of the visit; the visitor may also just be told to be there."""
    hosts = set(parties_of(plan.targets)) | ({plan.place.country} if plan.place and plan.place.country else set())
    there = event.place is not None and event.place.country in hosts
    if _is_visit(claim) or not (there or event.place is None) or not _shared(plan.sources, event, claims):
        return None
    met = set(parties_of(people_of(event, claims))) & hosts
    if there:
        return Fit.PART if met else Fit.THERE
    return Fit.THERE if met else None


def _shared(rows: Sequence[Participant], event: Event, claims: Mapping[str, Claim]) -> bool:
    """One of these persons takes part; where none is named, their party does, with nobody named for it either."""
    persons = {p for r in rows if (p := named_person(r))}
    present = people_of(event, claims)
    if persons:
        return bool(persons & {named_person(r) for r in present})
    return bool(set(parties_of(rows)) & set(parties_of(present)))


def _both_sides(plan: Event, event: Event, claims: Mapping[str, Claim]) -> bool:
    """Every party of the plan takes part, with one of the persons whom the plan names for it."""
    present = people_of(event, claims)
    named = 0
    for party in parties_of((*plan.sources, *plan.targets)):
        wanted = _persons((*plan.sources, *plan.targets), party)
        found = [r for r in present if party_of(r) == party]
        if not found or (wanted and not wanted & _persons(found, party)):
            return False
        named += bool(wanted or _persons(found, party))
    return named > 1


def _attends(plan: Event) -> bool:
    """Somebody comes to a gathering of many: then any word of him there shows that he came."""
    bodies = [r for r in (*plan.sources, *plan.targets) if r.kind is ActorKind.ORGANISATION and not r.country]
    named = any(named_person(r) for r in (*plan.sources, *plan.targets))
    return named and (bool(bodies) or plan.form in ("summit", "conference"))


def _same_place(plan: Event, event: Event) -> bool:
    one, two = plan.place, event.place
    return one is not None and two is not None and (one.name == two.name or one.country == two.country is not None)


def _persons(rows: Sequence[Participant], party: str) -> frozenset[str]:
    return frozenset(p for r in rows if party in parties_of((r,)) and (p := named_person(r)))


def _other_persons(plan: Event, event: Event, *, visit: bool) -> bool:
    """The two name different persons for one of the parties."""
    return any(one and two and not one & two for one, two in _sides(plan, event, visit=visit))


def _sides(plan: Event, event: Event, *, visit: bool) -> Iterator[tuple[frozenset[str], frozenset[str]]]:
    rows = plan.sources if visit else (*plan.sources, *plan.targets)
    others = event.sources if visit else (*event.sources, *event.targets)
    for party in parties_of((*plan.sources, *plan.targets)):
        yield _persons(rows, party), _persons(others, party)


def _elsewhere(plan: Event, event: Event) -> bool:
    """The two are told of two places. A journey has as many as it has hosts."""
    one, two = plan.place, event.place
    if one is None or two is None:
        return False
    if one.country and two.country and one.country != two.country:
        return two.country not in parties_of(plan.targets) or len(parties_of(plan.targets)) < 2
    cities = city_names()
    return one.name in cities and two.name in cities and cities[one.name][0] != cities[two.name][0]
