"""From what people decided to what merging takes from it (pairs, wrong claims, values), and how each decision stands.

A later judgement goes before an earlier one over the same things. So judgements are taken from the latest to the first,
and whatever of one contradicts those already taken is refused and told; in which order they came in does not matter.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations, product

from communique.merge.anchors import Register, found_in
from communique.merge.bonds import Bonds, Pair, ordered
from communique.model.ids import digest
from communique.model.judgements import JOINING, PARTING, Judgement, Standing, Stands, Verdict
from communique.model.records import Claim, Contradiction, Document, Statement
from communique.model.values import Participant

Groups = Mapping[str, Sequence[str]]
"""What a judgement is about today, by the subject that it named."""
UNDER_EVENT, UNDER_CONTRADICTION = "e-", "x-"


@dataclass(frozen=True, slots=True, order=True)
class Ruling:
    """What was decided of a field of a whole event. ``at`` orders rulings by time."""

    at: tuple[str, str]
    value: str
    right: bool


@dataclass(frozen=True, slots=True)
class Dismissed:
    """A contradiction that is none: its field, the values on its sides, the claims that said them."""

    field: str
    values: frozenset[str]
    claims: frozenset[str]


@dataclass(frozen=True, slots=True)
class Judged:
    """What judgements make of the claims of a record, or of one block.

    ``same`` and ``different`` are pairs of claim ids, smaller first, and never contradict each other. ``wrong``: claims
    that should not be. ``values``: by claim and field, what the claim really says; ``unsaid``: by claim, fields that it
    does not tell after all. ``rulings``: by claim and field, what the field of the event with this claim is or is not.
    ``dismissed``: contradictions that are none. ``people``: who is meant by the names in values, by folded name, as the
    documents that were judged have them. ``lost``: judgements that no longer apply, with the reason.
    """

    same: frozenset[Pair] = frozenset()
    different: frozenset[Pair] = frozenset()
    wrong: frozenset[str] = frozenset()
    values: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    unsaid: Mapping[str, frozenset[str]] = field(default_factory=dict)
    rulings: Mapping[str, Mapping[str, Ruling]] = field(default_factory=dict)
    dismissed: tuple[Dismissed, ...] = ()
    people: Mapping[str, Participant] = field(default_factory=dict)
    lost: tuple[Stands, ...] = ()

    def among(self, ids: Collection[str]) -> Judged:
        """What concerns some claims and no others."""
        own = frozenset(ids)
        return Judged(
            frozenset(p for p in self.same if own.issuperset(p)),
            frozenset(p for p in self.different if own.issuperset(p)),
            self.wrong & own,
            {i: v for i, v in self.values.items() if i in own},
            {i: v for i, v in self.unsaid.items() if i in own},
            {i: v for i, v in self.rulings.items() if i in own},
            tuple(d for d in self.dismissed if d.claims & own),
            self.people,
        )

    def ids(self) -> frozenset[str]:
        """The claims that anything was decided of."""
        paired = (i for pair in (*self.same, *self.different) for i in pair)
        dismissed = (i for d in self.dismissed for i in d.claims)
        return frozenset((*paired, *self.wrong, *self.values, *self.unsaid, *self.rulings, *dismissed))

    def key(self) -> str:
        """A text that is the same when all that merging takes from it is the same; empty when that is nothing."""
        parts = [
            *(f"same {a} {b}" for a, b in sorted(self.same)),
            *(f"different {a} {b}" for a, b in sorted(self.different)),
            *(f"wrong {i}" for i in sorted(self.wrong)),
            *(f"value {i} {f} {v}" for i, said in sorted(self.values.items()) for f, v in sorted(said.items())),
            *(f"unsaid {i} {f}" for i, fields in sorted(self.unsaid.items()) for f in sorted(fields)),
            *(f"ruling {i} {f} {r}" for i, said in sorted(self.rulings.items()) for f, r in sorted(said.items())),
            *(f"dismissed {d.field} {sorted(d.values)} {sorted(d.claims)}" for d in self.dismissed),
        ]
        return digest("judged", *parts) if parts else ""

    def of(self, id: str) -> str:
        """A text that is the same when all that was decided of one claim, or of pairs with it, is the same."""
        pairs = [("same", p) for p in self.same if id in p] + [("different", p) for p in self.different if id in p]
        return digest("judged", *(f"{word} {p}" for word, p in sorted(pairs)), self.among([id]).key())

    def groups(self) -> list[frozenset[str]]:
        """Claims that must stand in one event, two or more each, by first id."""
        bonds = Bonds()
        for one, two in sorted(self.same):
            bonds.join(one, two, "")
        return bonds.groups()


NOTHING = Judged()


@dataclass(frozen=True, slots=True)
class Weighed:
    """What judgements come to, and how each of them stands, in the order of their time."""

    judged: Judged
    standings: tuple[Stands, ...]


def weigh(
    judgements: Iterable[Judgement],
    claims: Iterable[Claim],
    statements: Iterable[Statement] = (),
    documents: Mapping[str, Document] | None = None,
    *,
    said: Callable[[Claim], Mapping[str, str]] = lambda _: {},
) -> Weighed:
    """What judgements come to over these claims and statements; the same for any order of any of them.

    Args:
        judgements: all of a record; one that comes twice counts once.
        claims: all of the record, linked.
        statements: likewise.
        documents: by id, so that words are found again whose offsets moved.
        said: the fields of a claim with their values, as events have them: tells whether a field that was judged wrong
            still says the same.
    """
    by_time = sorted({j.id: j for j in judgements}.values(), key=age)
    if not by_time:
        return Weighed(NOTHING, ())
    by_id = {c.id: c for c in claims}
    scales = _Scales(Register((*by_id.values(), *statements), documents or {}), by_id, said)
    off = _withdrawn(by_time)
    for one in reversed(by_time):
        scales.take(one, off.get(one.id), {j.id for j in by_time})
    standings = tuple(scales.stands[j.id] for j in by_time)
    return Weighed(scales.judged(standings), standings)


def age(judgement: Judgement) -> tuple[str, str]:
    """Sort key, earliest first: the moment in UTC, then the id."""
    return moment(judgement.when), judgement.id


def moment(when: str) -> str:
    """An ISO time in UTC with microseconds, so that texts of it sort as the times do; empty for any other text."""
    try:
        read = dt.datetime.fromisoformat(when)
    except ValueError:
        return ""
    zoned = read if read.tzinfo is not None else read.replace(tzinfo=dt.UTC)
    return zoned.astimezone(dt.UTC).isoformat(timespec="microseconds")


def _withdrawn(by_time: Sequence[Judgement]) -> dict[str, Judgement]:
    """Judgements that do not count any more, by id, with the one that says so: that may be withdrawn itself."""
    off: dict[str, Judgement] = {}
    for one in reversed(by_time):
        if one.verdict is Verdict.WITHDRAWN and one.id not in off:
            for subject in one.subjects:
                if subject != one.id:
                    off.setdefault(subject, one)
    return off


class _Scales:
    """Takes judgements from the latest to the first; what has been taken refuses what contradicts it."""

    def __init__(
        self, register: Register, claims: Mapping[str, Claim], said: Callable[[Claim], Mapping[str, str]]
    ) -> None:
        self.stands: dict[str, Stands] = {}
        self._register, self._claims, self._said = register, claims, said
        self._bonds = Bonds()
        self._by: dict[str, Judgement] = {}
        self._single: dict[tuple[str, str, str], Judgement] = {}  # level, id, field: the judgement that decides it
        self._wrong: set[str] = set()
        self._values: dict[str, dict[str, str]] = {}
        self._unsaid: dict[str, set[str]] = {}
        self._rulings: dict[str, dict[str, Ruling]] = {}
        self._dismissed: list[Dismissed] = []

    def take(self, one: Judgement, off: Judgement | None, known: Collection[str]) -> None:
        self._by[one.id] = one
        if off is not None:
            self._tell(one, Standing.WITHDRAWN, f"withdrawn by {_whose(off)}", by=[off.id])
            return
        if one.verdict is Verdict.WITHDRAWN:
            there = set(one.subjects).intersection(known)
            why = "" if there else f"there is no judgement {' or '.join(one.subjects)}"
            self._tell(one, Standing.IN_FORCE if there else Standing.LOST, why)
            return
        groups, reasons = found_in(self._register, one.anchors)
        if not one.anchors:
            reasons = ["it does not tell which words it is about"]
        if one.verdict in JOINING or one.verdict in PARTING:
            self._pairs(one, groups, reasons)
        elif any(a.side for a in one.anchors):
            self._contradiction(one, groups, reasons)
        else:
            self._singles(one, groups, reasons)

    def judged(self, standings: Iterable[Stands]) -> Judged:
        return Judged(
            self._bonds.same_pairs(),
            self._bonds.different_pairs(),
            frozenset(self._wrong),
            self._values,
            {i: frozenset(fields) for i, fields in self._unsaid.items()},
            self._rulings,
            tuple(sorted(self._dismissed, key=lambda d: (d.field, sorted(d.values), sorted(d.claims)))),
            self._people(),
            tuple(s for s in standings if s.standing is Standing.LOST),
        )

    def _people(self) -> dict[str, Participant]:
        """The participants that values name, each as the first claim of the judged documents has it."""
        judged = {a.document for one in self._by.values() for a in one.anchors}
        names = {part.strip().casefold() for one in self._by.values() for part in one.value.split(",")}
        found: dict[str, Participant] = {}
        for _, claim in sorted(self._claims.items()):
            for row in claim.participants() if claim.document in judged else ():
                if row.name.casefold() in names:
                    found.setdefault(row.name.casefold(), row)
        return found

    def _tell(
        self, one: Judgement, standing: Standing, why: str = "", groups: Groups | None = None, by: Iterable[str] = ()
    ) -> None:
        sides = _sides(one, groups or {})
        found = tuple(sorted({i for side in sides for i in side}))
        self.stands[one.id] = Stands(one, standing, why, found, tuple(sorted(set(by))), sides)

    def _pairs(self, one: Judgement, groups: Groups, reasons: Sequence[str]) -> None:
        pairs = _pairs_of(one, _sides(one, groups))
        if not pairs:
            self._tell(one, Standing.LOST, "; ".join(reasons) or "all of it is one claim now", groups)
            return
        do = self._bonds.join if one.verdict in JOINING else self._bonds.part
        refused = [blockers for a, b in pairs if (blockers := do(a, b, one.id))]
        self._settle(one, len(pairs), refused, reasons, groups)

    def _settle(
        self,
        one: Judgement,
        tried: int,
        refused: Sequence[Collection[str]],
        reasons: Sequence[str],
        groups: Groups,
    ) -> None:
        by = {b for blockers in refused for b in blockers}
        told = [f"overruled by {_whose(self._by[b])}" for b in sorted(by, key=lambda b: age(self._by[b]))]
        if len(refused) == tried:
            standing = Standing.OVERRULED
        else:
            standing = Standing.IN_PART if refused or reasons else Standing.IN_FORCE
        self._tell(one, standing, "; ".join((*told, *reasons)), groups, by)

    def _contradiction(self, one: Judgement, groups: Groups, reasons: Sequence[str]) -> None:
        found = [i for ids in groups.values() for i in ids]
        sides = frozenset(a.side for a in one.anchors)
        if not found:
            self._tell(one, Standing.LOST, "; ".join(reasons))
            return
        refused = self._claim_field(one, [(UNDER_CONTRADICTION, f"{i} {'|'.join(sorted(sides))}") for i in found])
        if len(refused) < len(found) and one.verdict is Verdict.WRONG:
            self._dismissed.append(Dismissed(one.field, sides, frozenset(found)))
        # Some of its claims may be gone; those that are there still do not contradict each other.
        self._settle(one, len(found), refused, (), groups)

    def _singles(self, one: Judgement, groups: Groups, reasons: Sequence[str]) -> None:
        found = [i for ids in groups.values() for i in ids]
        if not found:
            self._tell(one, Standing.LOST, "; ".join(reasons))
            return
        rows = [
            (UNDER_EVENT if subject.startswith(UNDER_EVENT) and one.field else "", i)
            for subject, ids in groups.items()
            for i in ids
        ]
        if not one.field or one.verdict is Verdict.WRONG:
            rows, changed = self._still_said(one, rows)
            reasons = [*reasons, *changed]
            if not rows:
                self._tell(one, Standing.LOST, "; ".join(reasons), groups)
                return
        refused: list[set[str]] = []
        for row in rows:
            blockers = self._claim_field(one, [row])
            refused += blockers
            if not blockers:
                self._decide(one, *row)
        self._settle(one, len(rows), refused, reasons, groups)

    def _still_said(self, one: Judgement, rows: Sequence[tuple[str, str]]) -> tuple[list[tuple[str, str]], list[str]]:
        """Without the claims of which a new reading says something else than what was judged.

        Whoever called a threat wrong did not say so of the protest that a better coder makes of the same words.
        """
        was = {self._register.find(a)[0]: a for a in one.anchors}
        kept, changed = [], []
        for level, id in rows:
            before, claim = was.get(id), self._claims.get(id)
            name, then, now = one.field or "event", "", ""
            if before is not None and claim is not None and not level:
                then = before.said if one.field else before.event
                now = self._said(claim).get(one.field, "") if one.field else str(claim.event or "")
            if not then or not now or then == now:
                kept.append((level, id))
            else:
                changed.append(f"{id}: its {name} is now read as {now}, not as {then}")
        return kept, changed

    def _claim_field(self, one: Judgement, rows: Iterable[tuple[str, str]]) -> list[set[str]]:
        """Lay claim to a field of some things; gives the later judgements that have it already, one set each."""
        refused = []
        for level, id in rows:
            holder = self._single.setdefault((level, id, one.field), one)
            if holder is not one:
                refused.append({holder.id})
        return refused

    def _decide(self, one: Judgement, level: str, id: str) -> None:
        if not one.field:
            if one.verdict is Verdict.WRONG and id in self._claims:
                self._wrong.add(id)
            return
        if level == UNDER_EVENT:
            if one.value:
                right = one.verdict is not Verdict.WRONG
                self._rulings.setdefault(id, {})[one.field] = Ruling(age(one), one.value, right)
        elif one.verdict is Verdict.WRONG:
            self._unsaid.setdefault(id, set()).add(one.field)
        elif one.value:
            self._values.setdefault(id, {})[one.field] = one.value


def _sides(one: Judgement, groups: Groups) -> tuple[tuple[str, ...], ...]:
    """What a judgement is about today, by subject; of a split, the claims taken out and then the rest of the event."""
    if one.verdict is not Verdict.SPLIT:
        return tuple(tuple(groups[subject]) for subject in sorted(groups))
    rest = tuple(tuple(ids) for subject, ids in sorted(groups.items()) if subject.startswith(UNDER_EVENT))
    taken = tuple(sorted(i for subject, ids in groups.items() if not subject.startswith(UNDER_EVENT) for i in ids))
    return (taken, *rest) if taken else rest


def _pairs_of(one: Judgement, sides: Sequence[Sequence[str]]) -> list[Pair]:
    """The pairs of claims that a judgement joins or parts, in order; none where it has no two things to speak of."""
    if len(sides) < 2:
        return []
    if one.verdict in JOINING:
        return list(combinations(sorted({i for side in sides for i in side}), 2))
    return sorted({ordered(a, b) for g, h in combinations(sides, 2) for a, b in product(g, h) if a != b})


def _whose(one: Judgement) -> str:
    return f"{one.id} ({one.verdict}, {one.by}, {one.when[:10]})"


def dismisses(judged: Judged, found: Contradiction) -> bool:
    """True when a contradiction is one of those that people said are none: the same field and no new value."""
    values, claims = {v.value for v in found.values}, {c for v in found.values for c in v.claims}
    return any(d.field == found.field and values <= d.values and claims & d.claims for d in judged.dismissed)


def is_about(stands: Stands, found: Contradiction) -> bool:
    """True when a judgement is about this contradiction."""
    sides = {a.side for a in stands.judgement.anchors if a.side}
    values, claims = {v.value for v in found.values}, {c for v in found.values for c in v.claims}
    return stands.judgement.field == found.field and values <= sides and bool(claims & set(stands.found))
