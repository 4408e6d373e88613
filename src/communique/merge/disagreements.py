"""What all disagreements are made of: who says what on a field, and the entry that sets it side by side."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import TypeVar

from communique.model.ids import contradiction_id
from communique.model.records import Claim, Contradiction, ContradictionKind, ContradictionValue, Event


@dataclass(frozen=True, slots=True)
class Said:
    """One claim's word on a field."""

    value: str
    claim: Claim


AnySaid = TypeVar("AnySaid", bound=Said)


def subject_of(event: Event) -> str:
    """The event in a few words: "meeting: Sergey Lavrov, To Lam"."""
    kind = event.form or event.mode or (str(event.event).lower() if event.event else "vote")
    names = sorted({p.name for p in (*event.sources, *event.targets)})
    return f"{kind}: {', '.join(names)}"


def made_of(event: Event, field: str, kind: ContradictionKind, said: Iterable[Said], why: str) -> Contradiction:
    """An entry on one event."""
    return built(event.block, event.id, subject_of(event), field=field, kind=kind, said=said, why=why)


def built(
    block: str,
    event: str | None,
    subject: str,
    *,
    field: str,
    kind: ContradictionKind,
    said: Iterable[Said],
    why: str,
    beside: bool = False,
) -> Contradiction:
    """An entry on an event, or on a subject where ``event`` is None; ``beside``: on an event and another one."""
    groups: defaultdict[str, set[str]] = defaultdict(set)
    for row in said:
        groups[row.value].add(row.claim.id)
    values = tuple(ContradictionValue(v, tuple(sorted(ids))) for v, ids in sorted(groups.items()))
    # By the event where there is one: two meetings of the same two may each be told with the same two numbers.
    about = f"{event} and another" if event and beside else event or f"{block}: {subject}"
    key = contradiction_id(about, field, [v.value for v in values])
    return Contradiction(key, block, event, subject, field, kind, values, why)


def clashing(said: Sequence[AnySaid], clash: Callable[[AnySaid, AnySaid], bool]) -> list[AnySaid]:
    """Those that clash with at least one other."""
    struck = {i for (i, a), (j, b) in combinations(enumerate(said), 2) if clash(a, b) for i in (i, j)}
    return [said[i] for i in sorted(struck)]


def listed(rows: Iterable[Said]) -> str:
    """The different values in one line: "11 and as 12"."""
    return " and as ".join(sorted({r.value for r in rows}))
