"""Positions in the words of the press: canonical titles, their other names, sector and rank."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from communique.knowledge.tables import Row, refuse_repeats, shipped_table
from communique.model.ontology import ontology

POSITION_COLUMNS = ("title", "aliases", "sector", "rank", "holders")


@dataclass(frozen=True, slots=True)
class Position:
    """A kind of office. ``title`` and ``aliases`` are lower-case; ``rank`` 1 is a head of state, larger is lower.

    ``single``: a state or organisation has one holder at a time, so that two named for one day contradict each other.
    """

    title: str
    aliases: tuple[str, ...]
    sector: str
    rank: int
    single: bool


def parse_positions(rows: Sequence[Row]) -> tuple[Position, ...]:
    """Check and build positions, by rank, then title.

    Raises:
        BadTable: a title or alias that is not lower-case or that two positions share, an unknown sector, a bad rank.
    """
    keyed = [(r, name) for r in rows for name in (r.text("title"), *r.many("aliases"))]
    for row, name in keyed:
        if name != name.lower():
            raise row.bad(f"{name!r} is not lower-case")
    refuse_repeats(keyed, "title or alias")
    sectors = ontology().sectors
    found = (
        Position(
            r.text("title"),
            r.many("aliases"),
            r.choice("sector", sectors),
            r.number("rank"),
            r.choice("holders", ("one", "many")) == "one",
        )
        for r in rows
    )
    return tuple(sorted(found, key=lambda p: (p.rank, p.title)))


@cache
def positions() -> tuple[Position, ...]:
    """All positions, highest rank first.

    Raises:
        BadTable: ``positions.csv`` is damaged.
    """
    return parse_positions(shipped_table("positions.csv", POSITION_COLUMNS))


@cache
def position_titles() -> Mapping[str, Position]:
    """Every title and alias in lower case, with its position."""
    return MappingProxyType({name: p for p in positions() for name in (p.title, *p.aliases)})
