from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from communique.errors import BadTable
from communique.knowledge.tables import Row, fold, parse_table, refuse_repeats

FOLDED = [
    ("Türkiye", "turkiye"),
    ("Côte d’Ivoire", "cote d'ivoire"),
    ("  Viet\u00a0 Nam ", "viet nam"),
    ("Tô Lâm", "to lam"),
    ("Đặng Thị Ngọc Thịnh", "dang thi ngoc thinh"),
    ("Władysław", "wladyslaw"),
    ("Løkke", "lokke"),
    ("Guinea–Bissau", "guinea-bissau"),
    ("Yıldırım", "yildirim"),
]


@pytest.mark.parametrize(("text", "folded"), FOLDED)
def test_fold(text: str, folded: str) -> None:
    assert fold(text) == folded


@given(st.text())
def test_fold_twice_is_fold_once(text: str) -> None:
    assert fold(fold(text)) == fold(text)


BAD_TABLES = [
    ("a;b\n1;2\n", "x.csv:1: columns are a;b"),
    ("a\n1\n", "x.csv:1: columns are a"),
    ("", "x.csv:1: columns are "),
    ("a,b\n1\n", "x.csv:2: 1 cells where 2 columns are"),
    ("a,b\n1,2\n1,2,3\n", "x.csv:3: 3 cells where 2 columns are"),
    ("a,b\n1, 2\n", "x.csv:2: b has outer blanks or a line break"),
    ('a,b\n1,"2\n3"\n', "x.csv:3: b has outer blanks or a line break"),
    ('a,b\n1,"2"3\n', "x.csv:2: "),
]


@pytest.mark.parametrize(("text", "what"), BAD_TABLES)
def test_a_bad_table_is_told_with_file_and_line(text: str, what: str) -> None:
    with pytest.raises(BadTable) as caught:
        parse_table("x.csv", text, ("a", "b"))
    assert caught.value.what.startswith(what)
    assert caught.value.hint


def row(**cells: str) -> Row:
    return Row("x.csv", 7, cells)


BAD_CELLS = [
    (lambda: row(a="").text("a"), "a is empty"),
    (lambda: row(a="x||y").many("a"), "a has an empty or padded part"),
    (lambda: row(a="x| y").many("a"), "a has an empty or padded part"),
    (lambda: row(a="x|y|x").many("a"), "a names x twice"),
    (lambda: row(a="q").choice("a", ("r", "s")), "a is 'q', not one of r, s"),
    (lambda: row(a="2022-02-30").day("a"), "a is '2022-02-30', not a day"),
    (lambda: row(a="2022-02").day("a"), "a is '2022-02', not a day"),
    (lambda: row(a="0").number("a"), "a is '0', not a whole number above zero"),
    (lambda: row(a="-1").number("a"), "a is '-1', not a whole number above zero"),
    (lambda: row(a="²").number("a"), "a is '²', not a whole number above zero"),
]


@pytest.mark.parametrize(("read", "what"), BAD_CELLS)
def test_a_bad_cell_is_told_with_file_and_line(read, what: str) -> None:
    with pytest.raises(BadTable) as caught:
        read()
    assert caught.value.what.startswith(f"x.csv:7: {what}")


def test_empty_cells_where_they_may_be() -> None:
    empty = row(a="")
    assert empty.optional("a") is None
    assert empty.many("a") == ()
    assert empty.optional_day("a") is None
    assert empty.optional_choice("a", ("r",)) is None


def test_repeats_name_both_lines() -> None:
    rows = [Row("x.csv", 2, {"a": "1"}), Row("x.csv", 3, {"a": "2"}), Row("x.csv", 4, {"a": "1"})]
    with pytest.raises(BadTable, match=r"x\.csv:4: key '1' stands on line 2 already"):
        refuse_repeats(((r, r.text("a")) for r in rows), "key")
