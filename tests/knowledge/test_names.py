from __future__ import annotations

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from communique.errors import BadTable
from communique.knowledge.names import (
    SPELLING_COLUMNS,
    is_full,
    keys,
    parse_spellings,
    same_spelling,
    short_of,
    spellings,
    tokens,
)
from communique.knowledge.tables import parse_table

SAME = [
    ("Sergey Lavrov", "Sergei Lavrov"),
    ("Volodymyr Zelenskyy", "Volodymyr Zelensky"),
    ("Volodymyr Zelenskiy", "Vladimir Zelensky"),
    ("Recep Tayyip Erdoğan", "Recep Tayyip Erdogan"),
    ("Recep Tayyip Erdogan", "Tayyip Erdogan"),
    ("Kim Jong-un", "Kim Jong Un"),
    ("Abdel-Fattah el-Sisi", "Abdel Fattah al-Sisi"),
    ("Nguyễn Phú Trọng", "Nguyen Phu Trong"),
    ("Phạm Bình Minh", "Pham Binh Minh"),
    ("Đặng Minh Khôi", "Dang Minh Khoi"),
    ("Donald Trump", "Donald J. Trump"),
    ("Vladimir Putin", "Vladimir Vladimirovich Putin"),
    ("Mohammed bin Salman", "Mohamed bin Salman"),
    ("Muhammad Ishaq Dar", "Mohammad Ishaq Dar"),
    ("Hossein Amir-Abdollahian", "Hossein Amirabdollahian"),
    ("Orbán Viktor", "Viktor Orban"),
    ("Aleksandr Lukashenko", "Alexander Lukashenko"),
    ("Dmytro Kuleba", "Dmitry Kuleba"),
    ("Luiz Inácio Lula da Silva", "Lula da Silva"),
    ("Isaias Afwerki", "Isaias Afewerki"),
    ("Marin Čilić", "Marin Cilic"),
    ("Yoon Suk Yeol", "Yoon Suk-yeol"),
    ("Ilham Aliyev", "Ilham Aliev"),
    ("Mr. Josep Borrell", "Josep Borrell"),
]

OTHER = [
    ("Kim Jong Un", "Kim Jong Il"),
    ("Nguyen Phu Trong", "Nguyen Xuan Phuc"),
    ("Pham Minh Chinh", "Pham Binh Minh"),
    ("Mohammed bin Salman", "Khalid bin Salman"),
    ("Mahinda Rajapaksa", "Gotabaya Rajapaksa"),
    ("Maria Lopez", "Mario Lopez"),
    ("Sergei Ivanov", "Igor Ivanov"),
    ("Wang Yi", "Wang Li"),
    ("Ali Khamenei", "Ruhollah Khomeini"),
    ("Raul Castro", "Fidel Castro"),
    ("Hun Sen", "Hun Manet"),
    ("Bashar al-Assad", "Hafez al-Assad"),
    ("George Bush", "Georgia Bush"),
    ("Tran Dai Quang", "Tran Luu Quang"),
]


@pytest.mark.parametrize(("one", "two"), SAME)
def test_spellings_of_one_name(one: str, two: str) -> None:
    assert same_spelling(one, two)
    assert same_spelling(two, one)
    assert keys(one) & keys(two)


@pytest.mark.parametrize(("one", "two"), OTHER)
def test_other_names(one: str, two: str) -> None:
    assert not same_spelling(one, two)
    assert not same_spelling(two, one)


@pytest.mark.parametrize("name", ["Lavrov", "Mr. Lavrov", "S. Lavrov", "von der Leyen", "bin Salman", "Le Pen"])
def test_not_full(name: str) -> None:
    assert not is_full(name)


@pytest.mark.parametrize(
    "name", ["To Lam", "Le Hoai Trung", "Ursula von der Leyen", "Xi Jinping", "Ben Wallace", "Lula da Silva"]
)
def test_full(name: str) -> None:
    assert is_full(name)


@pytest.mark.parametrize(
    ("short", "full", "fits"),
    [
        ("Lavrov", "Sergey Lavrov", True),
        ("S. Lavrov", "Sergei Lavrov", True),
        ("I. Lavrov", "Sergei Lavrov", False),
        ("von der Leyen", "Ursula von der Leyen", True),
        ("Sergey", "Sergey Lavrov", False),
        ("Sergey Lavrov", "Lavrov", False),
    ],
)
def test_short_forms(short: str, full: str, fits: bool) -> None:
    assert short_of(short, full) is fits


_ALL = sorted({n for pair in (*SAME, *OTHER) for n in pair})


def test_keys_lose_no_pair() -> None:
    for one, two in product(_ALL, _ALL):
        if same_spelling(one, two):
            assert keys(one) & keys(two)


@given(st.text(max_size=30), st.text(max_size=30))
def test_symmetric_on_anything(one: str, two: str) -> None:
    assert same_spelling(one, two) == same_spelling(two, one)
    assert same_spelling(one, one) or not tokens(one)


def test_the_table_is_sound() -> None:
    assert spellings()["sergei"] == spellings()["serhiy"]
    for row, what in (
        ("sergei|sergei,x", "sergei twice"),
        ("sergei,x", "fewer than two"),
        ("a|b,x\nb|c,x", "'b' stands"),
    ):
        with pytest.raises(BadTable, match=what):
            parse_spellings(parse_table("spellings.csv", f"spellings,note\n{row}\n", SPELLING_COLUMNS))
