"""What is most worth a person's minute: merges that could as well have gone the other way, reports that contradict each
other, claims of which the coder is unsure and nobody else tells.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Literal

from communique.errors import UnknownId
from communique.merge.bonds import ordered
from communique.merge.candidates import may_meet
from communique.merge.compare import Comparison, compare
from communique.merge.facts import Facts, facts_of
from communique.merge.grouping import THRESHOLD
from communique.merge.judged import Judged, Weighed, is_about
from communique.merge.right_values import heard
from communique.model.judgements import Verdict
from communique.model.records import Claim, Contradiction, ContradictionKind, Document, Event
from communique.record import queries
from communique.record.store import Store
from communique.run.remerge import weighed

_NEAR = 0.3  # how far from the threshold a pair may lie to be offered
_JUST = 0.1  # and so near it lies just under or over it
_UNSURE = 0.6  # claims below this score are offered
_EVERY_PAIR = 200  # up to so many claims of a block every pair is looked at, of more only those near in time
_NEIGHBOURS = 40
_PAIR = re.compile(r"(c-[0-9a-f]+) and (c-[0-9a-f]+): ")
_WORTH = {
    ContradictionKind.CONTRADICTION: 0.75,
    ContradictionKind.UPDATE: 0.3,
    ContradictionKind.SCOPE: 0.25,
}


@dataclass(frozen=True, slots=True)
class Candidate:
    """One thing to decide.

    ``kind``: ``pair`` (two events that may be one), ``join`` (two claims of one event that may be two happenings),
    ``contradiction``, or ``claim``. ``worth`` ranks it, 0 to 1, and ``why`` says what for. ``subjects`` are the ids
    that a judgement would name; ``claims`` those whose sentences show it; ``explained``: how the pair compares.
    """

    kind: Literal["pair", "join", "contradiction", "claim"]
    worth: float
    why: str
    subjects: tuple[str, ...]
    events: tuple[str, ...]
    claims: tuple[str, ...]
    explained: str = ""


def candidates(store: Store) -> tuple[Candidate, ...]:
    """All that there is to decide, most worth it first; what was judged is not offered again."""
    known = _Known(store)
    found = [*known.pairs(), *known.joins(), *known.contradictions(), *known.claims()]
    return tuple(sorted(found, key=lambda c: (-c.worth, c.kind, c.subjects)))


def comparison(store: Store, one: str, two: str) -> str:
    """How two claims compare, in one line.

    Raises:
        UnknownId: no claim has one of the ids.
    """
    found = {c.id: c for c in queries.claims(store, ids=[one, two])}
    for id in (one, two):
        if id not in found:
            raise UnknownId(f"no claim has the id {id}")
    facts = [facts_of(c, queries.document(store, c.document)) for c in found.values()]
    return compare(facts[0], facts[-1]).explain()


class _Known:
    """The record as reviewing looks at it."""

    def __init__(self, store: Store) -> None:
        self.weighed: Weighed = weighed(store)
        self.judged: Judged = self.weighed.judged
        self.documents: dict[str, Document] = {d.id: d for d in queries.documents(store)}
        self.claims_by_id: dict[str, Claim] = {c.id: c for c in heard(queries.claims(store), self.judged)}
        self.events: tuple[Event, ...] = queries.events(store)
        self.found: tuple[Contradiction, ...] = queries.contradictions(store)
        self.event_of = {c: e for e in self.events for c in e.claims}
        self._facts: dict[str, Facts] = {}

    def facts(self, id: str) -> Facts:
        if id not in self._facts:
            claim = self.claims_by_id[id]
            self._facts[id] = facts_of(claim, self.documents.get(claim.document))
        return self._facts[id]

    def pairs(self) -> Iterator[Candidate]:
        """Events whose best pair of claims lies near the threshold, on either side of it."""
        best: dict[tuple[str, str], Comparison] = {}
        for one, two in self._across():
            found = compare(one, two)
            if found.blocked or found.silent or abs(found.score - THRESHOLD) > _NEAR:
                continue
            key = ordered(self.event_of[one.id].id, self.event_of[two.id].id)
            if key not in best or (-found.score, found.left, found.right) < (
                -best[key].score,
                best[key].left,
                best[key].right,
            ):
                best[key] = found
        by_id = {e.id: e for e in self.events}
        for (left, right), found in sorted(best.items()):
            first, second = by_id[left], by_id[right]
            if self._is_judged(first.claims, second.claims):
                continue
            reports = len({*first.documents, *second.documents})
            but = "" if found.score < THRESHOLD else ", and other claims of them kept them apart"
            why = (
                f"two events, that compare at {_beside(found)}{but}: "
                f"as one they would be 1 event told by {_count(reports, 'document')}"
            )
            worth = _closeness(found) * (0.75 if reports == 1 else 0.95)
            yield Candidate(
                "pair", round(worth, 4), why, (left, right), (left, right), (found.left, found.right), found.explain()
            )

    def joins(self) -> Iterator[Candidate]:
        """The weakest join of each event of several claims."""
        for event in self.events:
            pairs = [(m[1], m[2]) for line in event.why if (m := _PAIR.match(line))]
            known = [p for p in pairs if all(i in self.claims_by_id for i in p) and ordered(*p) not in self.judged.same]
            compared = [compare(self.facts(a), self.facts(b)) for a, b in known]
            weak = [c for c in compared if not c.blocked and abs(c.score - THRESHOLD) <= _NEAR]
            if not weak:
                continue
            found = min(weak, key=lambda c: (c.score, c.left, c.right))
            why = (
                f"one event of {_count(len(event.claims), 'claim')}, whose weakest join compares at "
                f"{_beside(found)}: without it there would be 2 events"
            )
            worth = 0.9 * _closeness(found)
            pair = (found.left, found.right)
            yield Candidate("join", round(worth, 4), why, pair, (event.id,), pair, found.explain())

    def contradictions(self) -> Iterator[Candidate]:
        """Contradictions that nobody judged yet."""
        told = [s for s in self.weighed.standings if s.counts]
        for found in self.found:
            if any(is_about(s, found) for s in told) or self._is_settled(found):
                continue
            claims = tuple(c for v in found.values for c in v.claims)
            sides = " against ".join(str(len(v.claims)) for v in found.values)
            kind = "contradiction" if found.kind is ContradictionKind.CONTRADICTION else f"difference ({found.kind})"
            why = f"a {kind} on {found.field} that nobody judged: {sides} claims"
            worth = min(0.95, _WORTH[found.kind] + 0.02 * len(claims))
            events = () if found.event is None else (found.event,)
            yield Candidate("contradiction", round(worth, 4), why, (found.id,), events, claims)

    def _is_settled(self, found: Contradiction) -> bool:
        """True when somebody said what the field of its event really is."""
        name = "since" if found.field == "previous visit" else found.field
        fields = [f for e in self.events if e.id == found.event for f in e.fields if f.name == name]
        return any(value.judged == "right" for f in fields for value in f.values)

    def claims(self) -> Iterator[Candidate]:
        """Claims of low score in events that nobody tells independently."""
        right = {
            i for s in self.weighed.standings
            if s.counts and s.judgement.verdict is Verdict.RIGHT and not s.judgement.field for i in s.found
        }  # fmt: skip
        for event in self.events:
            if len(event.origins) > 1:
                continue
            for id in event.claims:
                claim = self.claims_by_id.get(id)
                if claim is None or claim.score >= _UNSURE or id in right:
                    continue
                alone = "the only claim of its event" if len(event.claims) == 1 else "in an event of one origin"
                why = f"the coder gives it {claim.score:.2f}, and it is {alone}"
                worth = 0.7 * (1 - claim.score / _UNSURE) + 0.1
                yield Candidate("claim", round(worth, 4), why, (id,), (event.id,), (id,))

    def _is_judged(self, one: Iterable[str], two: Collection[str]) -> bool:
        return any(ordered(a, b) in self.judged.different for a in one for b in two)

    def _across(self) -> Iterator[tuple[Facts, Facts]]:
        """Pairs of claims of two events of one block that could be one happening."""
        blocks: defaultdict[str, list[str]] = defaultdict(list)
        for id, event in sorted(self.event_of.items()):
            if id in self.claims_by_id:
                blocks[event.block].append(id)
        for _, ids in sorted(blocks.items()):
            for one, two in _near([self.facts(i) for i in ids]):
                if self.event_of[one.id] is not self.event_of[two.id] and _compared(one, two):
                    yield one, two


def _compared(one: Facts, two: Facts) -> bool:
    """True of what merging itself would compare: nothing else could have gone the other way."""
    return one.days[0] <= two.days[1] and two.days[0] <= one.days[1] and may_meet(one, two)


def _near(facts: Sequence[Facts]) -> Iterator[tuple[Facts, Facts]]:
    """Pairs of one family and standing; of many claims only with those next to it in time."""
    alike: Mapping[tuple[str, str], list[Facts]] = defaultdict(list)
    for fact in facts:
        alike[(fact.family, fact.standing)].append(fact)
    for _, group in sorted(alike.items()):
        if len(group) <= _EVERY_PAIR:
            yield from combinations(group, 2)
            continue
        group.sort(key=lambda f: (str(f.first or f.published or ""), f.id))
        for at, fact in enumerate(group):
            for other in group[at + 1 : at + 1 + _NEIGHBOURS]:
                yield fact, other


def _closeness(found: Comparison) -> float:
    return 1 - abs(found.score - THRESHOLD) / _NEAR / 2


def _beside(found: Comparison) -> str:
    """The score beside the threshold: "0.44, just under 0.50"."""
    just = "just " if abs(found.score - THRESHOLD) <= _JUST else ""
    return f"{found.score:.2f}, {just}{'under' if found.score < THRESHOLD else 'over'} {THRESHOLD:.2f}"


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
