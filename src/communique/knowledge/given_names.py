"""Given names of the world with the gender of those who bear them; by state where it depends on it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from types import MappingProxyType

from communique.knowledge.states import state_codes
from communique.knowledge.tables import Row, fold, refuse_repeats, shipped_table

COLUMNS = ("name", "gender", "cultures")

Genders = Mapping[str, Mapping[str, bool]]
"""Folded name to culture ("" for all others) to True for a woman's."""


def parse_given_names(rows: Sequence[Row]) -> Genders:
    """Check and build the table.

    Raises:
        BadTable: a gender that is neither f nor m, an unknown state, or two genders for one name in one state.
    """
    found: dict[str, dict[str, bool]] = {}
    refuse_repeats(((r, f"{r.text('name')} {r.cells['cultures']}") for r in rows), "name")
    for row in rows:
        female = row.choice("gender", ("f", "m")) == "f"
        cultures = row.many("cultures")
        if unknown := sorted(set(cultures) - state_codes()):
            raise row.bad(f"cultures has unknown codes {', '.join(unknown)}")
        of_name = found.setdefault(fold(row.text("name")), {})
        for culture in cultures or ("",):
            if of_name.setdefault(culture, female) != female:
                raise row.bad(f"{row.text('name')} is both a woman's and a man's name in {culture or 'general'}")
    return MappingProxyType({name: MappingProxyType(by) for name, by in found.items()})


@cache
def given_names() -> Genders:
    """The shipped table.

    Raises:
        BadTable: ``given_names.csv`` is damaged.
    """
    return parse_given_names(shipped_table("given_names.csv", COLUMNS))


def is_female(name: str, country: str | None) -> bool | None:
    """Whether a given name is a woman's (True) or a man's (False) in a state; None when it is neither for sure.

    Args:
        name: one given name, any case and diacritics.
        country: ISO alpha-3 of the person's state; None when it is not known: then all its bearers must agree.
    """
    by = given_names().get(fold(name))
    if by is None:
        return None
    if country is not None and country in by:
        return by[country]
    kinds = set(by.values())
    return kinds.pop() if len(kinds) == 1 else by.get("")
