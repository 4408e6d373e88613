"""Where a claim stands among all others: its block, its cell, and the days on which its happening may have been.

Only claims of one cell whose days overlap can be one happening, so a record looks up candidates by three columns. All
that is decided here is of one claim alone: a pair is a candidate or not whatever else the record holds.
"""

from __future__ import annotations

import datetime as dt
from typing import NamedTuple

from communique.merge.block import block_of
from communique.merge.facts import days_of, family_of, standing_of
from communique.model.records import Claim


class Slot(NamedTuple):
    """``block``: the two parties. ``cell``: block, family of happening and standing in one line.

    ``first`` and ``last``: days as proleptic Gregorian ordinals, both included (see `facts.days_of`).
    """

    block: str
    cell: str
    first: int
    last: int


def slot_of(claim: Claim, published: dt.date | None) -> Slot:
    """The slot of one claim, whose document was published on a day, if that is known."""
    block = block_of(claim)
    family, _ = family_of(claim)
    return Slot(block, f"{block} {family} {standing_of(claim.status)}", *days_of(claim, published))
