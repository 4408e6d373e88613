from __future__ import annotations

import pytest

from communique.errors import BadTable
from communique.knowledge.given_names import COLUMNS, given_names, is_female, parse_given_names
from communique.knowledge.tables import parse_table


@pytest.mark.parametrize(("name", "country", "female"), [
    ("Daniel", None, False), ("ROSA", "PER", True), ("Xqzt", None, None),
])  # fmt: skip
def test_of_whom(name: str, country: str | None, female: bool | None) -> None:
    assert is_female(name, country) is female


def test_by_state_where_it_depends_on_it() -> None:
    rows = parse_table("given_names.csv", "name,gender,cultures\nAndrea,m,ITA\nAndrea,f,DEU|ESP\n", COLUMNS)
    assert parse_given_names(rows) == {"andrea": {"ITA": False, "DEU": True, "ESP": True}}


def test_the_shipped_table_is_sound() -> None:
    assert given_names()


@pytest.mark.parametrize(("line", "what"), [
    ("A,x,", "gender is 'x'"), ("A,f,XXX", "unknown codes XXX"), ("A,f,\nA,m,", "'A ' stands on line 2"),
    ("A,f,PER\nÁ,m,PER", "is both"), (",f,", "name is empty"),
])  # fmt: skip
def test_a_wrong_row_is_refused(line: str, what: str) -> None:
    with pytest.raises(BadTable) as caught:
        parse_given_names(parse_table("given_names.csv", f"name,gender,cultures\n{line}\n", COLUMNS))
    assert what in caught.value.what
