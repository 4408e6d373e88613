"""Where a claim stands among all others: its block, its cell, and the days on which its happening may have been.

Only claims of one cell whose days overlap can be one happening, so a record looks up candidates by three columns. All
that is decided here is of one claim alone: a pair is a candidate or not whatever else the record holds.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from communique.merge.block import block_of
from communique.merge.facts import Written, days_of, family_of, standing_of
from communique.merge.judged import NOTHING, Judged
from communique.merge.right_values import heard
from communique.model.records import Claim


class Slot(NamedTuple):
    """``block``: the two parties. ``cell``: block, family of happening and standing in one line.

    ``first`` and ``last``: days as proleptic Gregorian ordinals, both included (see `facts.days_of`).
    """

    block: str
    cell: str
    first: int
    last: int


def slots_of(claims: Iterable[Claim], documents: Mapping[str, Written], judged: Judged = NOTHING) -> dict[str, Slot]:
    """The slots of claims, by id, as they were judged: what people made one stands in one cell, whatever it names."""
    listed = sorted(claims, key=lambda c: c.id)
    told = {c.id: c for c in heard(listed, judged)}
    slots = {}
    for claim in listed:
        document = documents.get(claim.document)
        slots[claim.id] = slot_of(told.get(claim.id, claim), document.published if document else None)
    for own in (known for found in judged.groups() if (known := found & slots.keys())):
        # Of two states rather than of one, then where most of them are.
        held = Counter(slots[i].block for i in own)
        home = min(held, key=lambda name: (-name.count("-"), -held[name], name))
        cell = min(slots[i].cell for i in own if slots[i].block == home)
        slots |= {i: slots[i]._replace(block=home, cell=cell) for i in own}
    return slots


def slot_of(claim: Claim, published: dt.date | None) -> Slot:
    """The slot of one claim, whose document was published on a day, if that is known."""
    block = block_of(claim)
    family, _ = family_of(claim)
    return Slot(block, f"{block} {family} {standing_of(claim.status)}", *days_of(claim, published))
