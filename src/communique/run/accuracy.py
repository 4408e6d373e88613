"""How often the program was right where people judged: measured on what it says without their judgements."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from communique.merge.judged import UNDER_EVENT
from communique.merge.right_values import QUANTITY, said
from communique.model.judgements import JOINING, PARTING, Stands, Verdict
from communique.model.records import Claim, Event
from communique.record import queries
from communique.record.store import Store
from communique.run.ports import Rooms
from communique.run.remerge import unjudged, weighed
from communique.run.scores import wilson

MERGES = ("merge: same", "merge: different")
CLAIM, STATEMENT, CONTRADICTION = "claim", "statement", "contradiction"


@dataclass(frozen=True, slots=True)
class Accuracy:
    """One thing that was measured: a field's name, ``claim``, ``statement``, ``contradiction`` (each as such), or
    ``merge: same`` and ``merge: different``.

    ``right`` and ``wrong`` count claims for fields and claims as such, and judgements for all else; ``low`` and
    ``high`` bound the share that is right with 95 % (Wilson).
    """

    name: str
    right: int
    wrong: int
    low: float
    high: float

    @property
    def share(self) -> float:
        """The share that is right, 0 to 1."""
        return self.right / (self.right + self.wrong)


def accuracy(store: Store, rooms: Rooms) -> tuple[Accuracy, ...]:
    """What was measured, merges first, then things as such, then fields; only what somebody judged.

    People judge what looks doubtful, so these figures tell of what was judged and not of the whole record.
    """
    told = [s for s in weighed(store).standings if s.counts]
    concerned = {i for s in told for i in s.found}
    claims = {c.id: c for c in queries.claims(store, ids=sorted(concerned))}
    events = unjudged(store, rooms, concerned) if concerned else ()
    event_of = {c: e for e in events for c in e.claims}
    tally: Counter[tuple[str, bool]] = Counter()
    for one in told:
        tally.update(_counted(one, claims, event_of))
    names = {name for name, _ in tally}
    order = (*MERGES, CLAIM, STATEMENT, CONTRADICTION)
    listed = [n for n in order if n in names] + sorted(names - set(order))
    return tuple(_measured(n, tally[(n, True)], tally[(n, False)]) for n in listed)


def _measured(name: str, right: int, wrong: int) -> Accuracy:
    low, high = wilson(right, right + wrong)
    return Accuracy(name, right, wrong, round(low, 4), round(high, 4))


def _counted(one: Stands, claims: Mapping[str, Claim], event_of: Mapping[str, Event]) -> Counter[tuple[str, bool]]:
    judgement = one.judgement
    if judgement.verdict in JOINING:
        return Counter({(MERGES[0], _are_one(one, event_of)): 1})
    if judgement.verdict in PARTING:
        return Counter({(MERGES[1], not _meet(one, event_of)): 1})
    if judgement.verdict is Verdict.WITHDRAWN:
        return Counter()
    if any(a.side for a in judgement.anchors):
        return Counter({(CONTRADICTION, judgement.verdict is not Verdict.WRONG): 1})
    if not judgement.field:
        right = judgement.verdict is not Verdict.WRONG
        return Counter((STATEMENT if i.startswith("s-") else CLAIM, right) for i in one.found)
    name = QUANTITY.strip(": ") if judgement.field.startswith(QUANTITY) else judgement.field
    if any(a.subject.startswith(UNDER_EVENT) for a in judgement.anchors):
        says = _best([event_of[i] for i in one.found if i in event_of], judgement.field)
        return Counter({(name, (says == judgement.value) == (judgement.verdict is not Verdict.WRONG)): 1})
    if judgement.verdict is Verdict.WRONG:
        return Counter({(name, False): len(one.found)})
    return Counter((name, said(claims[i]).get(judgement.field) == judgement.value) for i in one.found if i in claims)


def _best(events: list[Event], field: str) -> str | None:
    """The value that comes first in the event that most of the judged claims are in."""
    if not events:
        return None
    most = Counter(e.id for e in events).most_common()
    event = min((e for e in events if (e.id, most[0][1]) in most), key=lambda e: e.id)
    return next((f.values[0].value for f in event.fields if f.name == field), None)


def _are_one(one: Stands, event_of: Mapping[str, Event]) -> bool:
    return len({event_of[i].id for i in one.found if i in event_of}) == 1


def _meet(one: Stands, event_of: Mapping[str, Event]) -> bool:
    """True when a claim on one side of what was judged to be different stands in one event with one of the other."""
    events = [{event_of[i].id for i in side if i in event_of} for side in one.sides]
    return any(a & b for at, a in enumerate(events) for b in events[at + 1 :])
