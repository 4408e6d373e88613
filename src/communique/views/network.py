"""Who deals with whom in a period: states with what each pair of them has between them, and persons who met."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Literal

from typing_extensions import TypedDict

from communique import api
from communique.model.glances import Encounter, Filters, PairCount
from communique.views.brief import StateRef
from communique.views.dates import iso
from communique.views.reader import Finder

Leaning = Literal["cooperation", "conflict", "both", "neither"]

PAIRS, ENCOUNTERS = 60, 40
"""How many pairs a picture holds that can still be read, and how many encounters a table."""

_CLEAR = 2  # one kind dominates where it has more than so many times the events of the other


class NodeRow(TypedDict):
    """A state in the network: ``events`` in the pairs shown, one that more than two share in each of its pairs;
    ``pairs``: with how many others; ``last``: the last day of any that came about, ISO.
    """

    code: str
    name: str
    events: int
    pairs: int
    last: str | None


class EdgeRow(TypedDict):
    """What two states have between them: how many events, of PLOVER's four quads; votes are in none of these.

    ``leaning``: of which kind most are, both where neither has twice the other.
    """

    states: list[StateRef]
    events: int
    verbal_cooperation: int
    material_cooperation: int
    verbal_conflict: int
    material_conflict: int
    leaning: Leaning
    last: str | None


class EncounterRow(TypedDict):
    """How often two persons or bodies of different states met, called or talked, from when to when.

    ``latest``: id of the last of these events.
    """

    one: str
    one_name: str
    one_state: StateRef
    two: str
    two_name: str
    two_state: StateRef
    events: int
    first: str | None
    last: str | None
    latest: str


class Network(TypedDict):
    """The network of a period (ISO days, both included, None: without bound), the busiest pairs first.

    ``around``: the state whose neighbourhood it is: its own pairs, and those of its neighbours with each other.
    ``least``: pairs with fewer events are not there. ``left_out``: how many pairs there was no room for, and
    ``left_out_most``: how many events the busiest of them has. ``encounters_left_out``: whether there are more of them.
    """

    since: str | None
    until: str | None
    least: int
    around: StateRef | None
    states: list[NodeRow]
    pairs: list[EdgeRow]
    left_out: int
    left_out_most: int
    encounters: list[EncounterRow]
    encounters_left_out: bool


def network(
    record: Finder,
    *,
    since: dt.date | None = None,
    until: dt.date | None = None,
    least: int = 1,
    around: StateRef | None = None,
    most: int = PAIRS,
) -> Network:
    """The network of a period.

    Args:
        record: where to read.
        since: first day, included.
        until: last day, included. With either, undated events are left out.
        least: how many events a pair must have.
        around: only the neighbourhood of this state.
        most: how many pairs at most.
    """
    names = {s.code: s.name for s in api.all_states()}
    found = [p for p in record.pairs(since=since, until=until) if p.events >= least]
    if around is not None:
        found = _near(found, around["code"])
    shown, rest = found[:most], found[most:]
    wanted = Filters(states=(around["code"],) if around else (), since=since, until=until)
    met = record.encounters(wanted, limit=ENCOUNTERS + 1)
    return Network(
        since=iso(since),
        until=iso(until),
        least=least,
        around=around,
        states=_nodes(shown, names),
        pairs=[_edge(p, names) for p in shown],
        left_out=len(rest),
        left_out_most=max((p.events for p in rest), default=0),
        encounters=[_encounter(e, names) for e in met[:ENCOUNTERS]],
        encounters_left_out=len(met) > ENCOUNTERS,
    )


def _near(pairs: Sequence[PairCount], code: str) -> list[PairCount]:
    """The pairs of a state, then those of the states that it deals with."""
    own = [p for p in pairs if code in p.states]
    neighbours = {state for p in own for state in p.states}
    return own + [p for p in pairs if code not in p.states and neighbours.issuperset(p.states)]


def _nodes(pairs: Iterable[PairCount], names: Mapping[str, str]) -> list[NodeRow]:
    events: Counter[str] = Counter()
    others: Counter[str] = Counter()
    last: dict[str, dt.date] = {}
    for pair in pairs:
        for code in pair.states:
            events[code] += pair.events
            others[code] += 1
            if pair.last is not None:
                last[code] = max(last.get(code, pair.last), pair.last)
    return [
        NodeRow(code=code, name=names.get(code, code), events=n, pairs=others[code], last=iso(last.get(code)))
        for code, n in sorted(events.items(), key=lambda one: (-one[1], one[0]))
    ]


def _edge(pair: PairCount, names: Mapping[str, str]) -> EdgeRow:
    verbal, material, words, deeds = pair.quads
    return EdgeRow(
        states=[_state(code, names) for code in pair.states],
        events=pair.events,
        verbal_cooperation=verbal,
        material_cooperation=material,
        verbal_conflict=words,
        material_conflict=deeds,
        leaning=leaning(verbal + material, words + deeds),
        last=iso(pair.last),
    )


def leaning(cooperation: int, conflict: int) -> Leaning:
    """Which of the two kinds dominates.

    >>> leaning(5, 2), leaning(2, 1), leaning(0, 1), leaning(0, 0)
    ('cooperation', 'both', 'conflict', 'neither')
    """
    if cooperation > _CLEAR * conflict:
        return "cooperation"
    if conflict > _CLEAR * cooperation:
        return "conflict"
    return "both" if cooperation else "neither"


def _encounter(found: Encounter, names: Mapping[str, str]) -> EncounterRow:
    return EncounterRow(
        one=found.one,
        one_name=found.one_name,
        one_state=_state(found.one_state, names),
        two=found.two,
        two_name=found.two_name,
        two_state=_state(found.two_state, names),
        events=found.events,
        first=iso(found.first),
        last=iso(found.last),
        latest=found.latest,
    )


def _state(code: str, names: Mapping[str, str]) -> StateRef:
    return StateRef(code=code, name=names.get(code, code))
