from __future__ import annotations

import pytest

from communique.errors import BadTable
from communique.knowledge.states import states
from communique.knowledge.tables import parse_table
from communique.knowledge.traits import COLUMNS, parse_traits, traits


@pytest.mark.parametrize(("words", "state", "fits"), [
    ("landlocked", "MNG", True), ("landlocked", "PER", False), ("island nation", "FJI", True),
    ("emirate", "KWT", True),
    ("Southeast Asian", "VNM", True), ("city-state", "SGP", True), ("nuclear-armed", "PAK", True),
    ("Nordic", "EST", False),
])  # fmt: skip
def test_what_fits_whom(words: str, state: str, fits: bool) -> None:
    assert (state in traits()[words]) is fits


def test_every_region_of_a_state_is_a_trait() -> None:
    assert all(s.code in traits()[region] for s in states() for region in s.regions)


@pytest.mark.parametrize(("line", "what"), [
    ("a,PER|XXX,o", "unknown codes XXX"), ("a,,o", "no state"), ("a,PER,o\na,CHL,o", "words 'a' stands on line 2"),
])  # fmt: skip
def test_a_wrong_row_is_refused(line: str, what: str) -> None:
    with pytest.raises(BadTable) as caught:
        parse_traits(parse_table("traits.csv", ",".join(COLUMNS) + f"\n{line}\n", COLUMNS))
    assert what in caught.value.what
