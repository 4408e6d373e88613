from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from communique.errors import BadTable
from communique.knowledge.parts import COLUMNS, of_part, parse_parts, part_adjectives, part_names, parts
from communique.knowledge.tables import parse_table

# surface, part, state, kind
CASES = [
    ("Texas", "Texas", "USA", "region"),
    ("Chechnya", "Chechnya", "RUS", "region"),
    ("Crimea", "Crimea", "UKR", "disputed"),
    ("Iraqi Kurdistan", "Kurdistan Region", "IRQ", "region"),
    ("Hokkaido", "Hokkaido", "JPN", "region"),
    ("Greenlandic", None, None, None),
    ("Transdniestria", "Transnistria", "MDA", "disputed"),
    ("Xizang", "Tibet", "CHN", "region"),
    ("Malvinas", "Falkland Islands", "GBR", "disputed"),
    ("Oromia", "Oromia", "ETH", "region"),
    ("Puerto Rico", "Puerto Rico", "USA", "territory"),
    ("Cabo Delgado", "Cabo Delgado", "MOZ", "region"),
]


@pytest.mark.parametrize(("surface", "name", "state", "kind"), CASES)
def test_known_parts(surface: str, name: str | None, state: str | None, kind: str | None) -> None:
    found = part_names().get(surface)
    assert (found and found.name, found and found.state, found and found.kind) == (name, state, kind)


@pytest.mark.parametrize(("adjective", "name"), [
    ("Scottish", "Scotland"), ("Chechen", "Chechnya"), ("Catalan", "Catalonia"), ("Tibetan", "Tibet"),
    ("Texan", "Texas"), ("Abkhaz", "Abkhazia"), ("Iraqi Kurdish", "Kurdistan Region"), ("Tigrayan", "Tigray"),
])  # fmt: skip
def test_adjectives(adjective: str, name: str) -> None:
    assert part_adjectives()[adjective].name == name


@given(st.sampled_from(parts()), st.sampled_from(["president", "governor", "first minister", "general secretary"]))
def test_an_office_of_a_part_is_known_as_one(part, office: str) -> None:
    assert of_part(f"{office} of {part.name}")
    assert not of_part(office)


@pytest.mark.parametrize("office", ["president", "secretary of state", "minister of defence", "president of Peru", ""])
def test_other_offices_are_not(office: str) -> None:
    assert not of_part(office)


BAD_ROWS = [
    ("A,,,XXX,region,o", "state is 'XXX'"),
    ("A,,,FRA,province,o", "kind is 'province'"),
    ("A,B,B,FRA,region,o", "name 'B' stands on line 2 already"),
    ("A,,,FRA,region,", "origin is empty"),
]


@pytest.mark.parametrize(("line", "what"), BAD_ROWS)
def test_a_bad_row_is_refused(line: str, what: str) -> None:
    rows = parse_table("parts.csv", ",".join(COLUMNS) + "\n" + line + "\n", COLUMNS)
    with pytest.raises(BadTable, match=r"^parts\.csv:2: ") as caught:
        parse_parts(rows)
    assert what in caught.value.what
