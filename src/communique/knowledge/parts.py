"""Parts of states that the press names as places or as acting: provinces, federal states, territories, disputed lands.

The state is the one under which ISO 3166-2 lists the part. That is a convention of the table and says nothing of whose
a disputed land is.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from communique.knowledge.states import state_codes
from communique.knowledge.tables import Row, refuse_repeats, shipped_table

COLUMNS = ("name", "aliases", "adjectives", "state", "kind", "origin")
KINDS = ("region", "territory", "disputed")


@dataclass(frozen=True, slots=True)
class StatePart:
    """One part of a state.

    Args:
        name: display name.
        aliases: other names in print.
        adjectives: "Scottish", "Texan".
        state: ISO alpha-3.
        kind: ``region`` (province, federal state, republic), ``territory`` (overseas or dependent), ``disputed``.
        origin: where it can be checked.
    """

    name: str
    aliases: tuple[str, ...]
    adjectives: tuple[str, ...]
    state: str
    kind: str
    origin: str


def parse_parts(rows: Sequence[Row]) -> tuple[StatePart, ...]:
    """Check and build parts of states, by state, then name.

    Raises:
        BadTable: an unknown state or kind, or a name or adjective that two parts share.
    """
    refuse_repeats(((r, n) for r in rows for n in (r.text("name"), *r.many("aliases"), *r.many("adjectives"))), "name")
    return tuple(sorted((_part(r) for r in rows), key=lambda p: (p.state, p.name)))


def _part(row: Row) -> StatePart:
    return StatePart(
        row.text("name"),
        row.many("aliases"),
        row.many("adjectives"),
        row.choice("state", state_codes()),
        row.choice("kind", KINDS),
        row.text("origin"),
    )


@cache
def parts() -> tuple[StatePart, ...]:
    """All parts of states.

    Raises:
        BadTable: ``parts.csv`` is damaged.
    """
    return parse_parts(shipped_table("parts.csv", COLUMNS))


@cache
def part_names() -> Mapping[str, StatePart]:
    """Every name exactly as printed, with its part. Adjectives are in ``part_adjectives``."""
    return MappingProxyType({n: p for p in parts() for n in (p.name, *p.aliases)})


@cache
def part_adjectives() -> Mapping[str, StatePart]:
    """Every adjective exactly as printed, with its part."""
    return MappingProxyType({a: p for p in parts() for a in p.adjectives})


def of_part(office: str) -> bool:
    """True for the office of a part of a state, not of the state: "president of Tatarstan"."""
    pieces = office.split(" of ")
    return any(" of ".join(pieces[i:]) in part_names() for i in range(1, len(pieces)))
