from __future__ import annotations

import pytest

from communique.errors import BadTable
from communique.knowledge.parts import COLUMNS, parse_parts, part_adjectives, part_names, parts
from communique.knowledge.tables import parse_table


@pytest.mark.parametrize(("name", "state", "kind"), [
    ("Texas", "USA", "region"), ("Xinjiang", "CHN", "region"), ("Crimea", "UKR", "disputed"),
    ("Scotland", "GBR", "region"), ("Hong Kong", "CHN", "region"), ("Greenland", None, None),
])  # fmt: skip
def test_parts_with_their_state(name: str, state: str | None, kind: str | None) -> None:
    found = part_names().get(name)
    assert (found and found.state, found and found.kind) == (state, kind)


def test_adjectives() -> None:
    assert part_adjectives()["Chechen"].state == "RUS"
    assert len(parts()) >= 350


@pytest.mark.parametrize(("line", "what"), [
    ("A,,,XXX,region,o", "state is 'XXX'"), ("A,,,PER,shire,o", "kind is 'shire'"),
    (",,,PER,region,o", "name is empty"),
    ("A,B,,PER,region,o\nC,B,,PER,region,o", "name 'B' stands on line 2"), ("A,,,PER,region,", "origin is empty"),
])  # fmt: skip
def test_a_wrong_row_is_refused(line: str, what: str) -> None:
    with pytest.raises(BadTable) as caught:
        parse_parts(parse_table("parts.csv", ",".join(COLUMNS) + f"\n{line}\n", COLUMNS))
    assert what in caught.value.what
