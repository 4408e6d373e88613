from __future__ import annotations

import datetime as dt

import pytest

from communique.errors import BadTable
from communique.knowledge.happenings import COLUMNS, doers_of, happening_patterns, happenings, parse_happenings
from communique.knowledge.tables import parse_table

DAYS = [
    ("invasion of Ukraine", "2022-02-24"),
    ("war in Ukraine", "2022-02-24"),
    ("annexation of Crimea", "2014-03-18"),
    ("September 11 attacks", "2001-09-11"),
    ("Brexit referendum", "2016-06-23"),
    ("COVID-19 pandemic", "2020-03-11"),
    ("Hamas attack on Israel", "2023-10-07"),
    ("fall of Kabul", "2021-08-15"),
    ("coup in Myanmar", "2021-02-01"),
    ("collapse of the Soviet Union", "1991-12-26"),
    ("fall of Saigon", "1975-04-30"),
    ("Assad’s ouster", "2024-12-08"),
    ("Assad's ouster", "2024-12-08"),
]


@pytest.mark.parametrize(("pattern", "day"), DAYS)
def test_days(pattern: str, day: str) -> None:
    assert happening_patterns()[pattern].day == dt.date.fromisoformat(day)


def test_sorted_and_longest_first() -> None:
    assert [h.day for h in happenings()] == sorted(h.day for h in happenings())
    lengths = [len(p) for p in happening_patterns()]
    assert lengths == sorted(lengths, reverse=True)


@pytest.mark.parametrize(("line", "what"), [
    ("A,,2020-01-01,,o", "patterns is empty"),
    ("A,x,2020-13-01,,o", "day is '2020-13-01'"),
    ("A,x,2020-01-01,,o\nB,x,2021-01-01,,o", "pattern 'x' stands on line 2 already"),
    ("A,x,2020-01-01,,o\nA,y,2021-01-01,,o", "name 'A' stands on line 2 already"),
])  # fmt: skip
def test_a_bad_row_is_refused(line: str, what: str) -> None:
    rows = parse_table("happenings.csv", ",".join(COLUMNS) + "\n" + line + "\n", COLUMNS)
    with pytest.raises(BadTable, match=r"^happenings\.csv:[23]: ") as caught:
        parse_happenings(rows)
    assert what in caught.value.what


def test_a_doer_that_is_no_state_is_refused() -> None:
    with pytest.raises(BadTable, match="XYZ is no state"):
        parse_happenings(parse_table("h.csv", f"{','.join(COLUMNS)}\nA,x,2020-01-01,XYZ,o\n", COLUMNS))


@pytest.mark.parametrize(
    ("text", "doers"),
    [
        ("a resolution on the invasion of Kuwait", ("IRQ",)),
        ("the annexation of Crimea", ("RUS",)),
        ("the fall of the Berlin Wall", ()),
        ("a resolution on fisheries", ()),
    ],
)
def test_whose_act_a_phrase_names(text: str, doers: tuple[str, ...]) -> None:
    assert doers_of(text) == doers
