"""The shipped table of shapes, and what is said about a damaged one."""

from __future__ import annotations

import pytest

from communique.errors import BadTable
from communique.sources.tables.mappings import ABSENT, FIELDS, Row, fold, mappings, parse_mappings

LISTS = '[lists]\npaths = ["articles"]\npacked = ["_source"]\n'
LAST = '[[shape]]\nname = "any"\nabout = "us"\n' + "".join(f'{f} = ["{f}"]\n' for f in FIELDS)


def shape(more: str = 'needs = ["a"]', name: str = "one") -> str:
    return f'[[shape]]\nname = "{name}"\nabout = "us"\n{more}\n'


def test_the_shipped_table_is_whole() -> None:
    table = mappings()
    assert all(s.known for s in table.shapes[:-1])
    assert not table.shapes[-1].known
    assert "response.results" in table.lists
    assert {"response", "hits"} <= table.ways


def test_a_shape_takes_from_the_last_what_it_does_not_say() -> None:
    table = parse_mappings(LISTS + shape('needs = ["a"]\ntext = ["x"]\nseen = []') + LAST)
    fields = table.shapes[0].fields
    assert (fields["text"], fields["seen"], fields["title"]) == (("x", "text"), (), ("title",))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("x = ", "m.toml: "),
        (LAST, "holds shape"),
        (LISTS, "holds lists"),
        (LISTS.replace("packed", "packet") + LAST, r"\[lists\] has packet, paths"),
        (LISTS.replace('"articles"', "7") + LAST, r"\[lists\]: paths has 7"),
        (LISTS + shape(), r"shape 1 \(one\): no text"),
        (LISTS + shape("") + LAST, r"shape 1 \(one\): needs is \[\]"),
        (LISTS + LAST + 'needs = ["a"]', r"shape 1 \(any\): needs is \['a'\]"),
        (LISTS + shape() + shape() + LAST, r"shape 1 \(one\): the name is there twice"),
        (LISTS + shape('needs = ["a"]\ntxt = ["x"]') + LAST, r"shape 1 \(one\): unknown key txt"),
        (LISTS + shape('needs = ["a..b"]') + LAST, r"needs has 'a..b'"),
        (LISTS + shape('needs = ["a"]\ntext = "x"') + LAST, r"text is 'x'"),
        (LISTS + shape('needs = ["a"]\nwhole = 1') + LAST, "whole is 1"),
        (LISTS + shape('needs = ["a"]\ncut = "("') + LAST, "cut: "),
        (LISTS + shape('needs = ["a"]\nkind = {key = "k"}') + LAST, "kind is "),
        (LISTS + shape('needs = ["a"]\nkind = {key = "k", read = [], over = ["x"]}') + LAST, "kind is "),
        (LISTS + shape(name="") + LAST, r"shape 1 \(\): no name"),
    ],
)
def test_a_damaged_table_is_named_with_its_entry(text: str, said: str) -> None:
    with pytest.raises(BadTable, match=said) as caught:
        parse_mappings(text, "m.toml")
    assert caught.value.what.startswith("m.toml")
    assert caught.value.hint


@pytest.mark.parametrize("name", ["publishedAt", "Published At", "published_at", " PUBLISHED-AT "])
def test_names_are_folded(name: str) -> None:
    assert fold(name) == "publishedat"


@pytest.mark.parametrize(
    ("path", "value"),
    [("a", 1), ("b.c", 2), ("b.d.e", 3), ("f.g", 4), ("b.x", ABSENT), ("a.x", ABSENT), ("x", ABSENT), ("n", None)],
)
def test_a_path_leads_into_objects(path: str, value: object) -> None:
    assert Row({"A": 1, "B": {"c": 2, "D": {"E": 3}}, "f.g": 4, "n": None}).at(path) is value
