from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from communique.errors import BadTable
from communique.knowledge.given_offices import read_given_offices
from communique.knowledge.offices import GIVEN, Tenure, shipped

HEADER = "person,position,state,start,end\n"


def read(text: str) -> tuple[Tenure, ...]:
    return read_given_offices(text, "mine.csv")


def details(text: str) -> tuple[str, ...]:
    with pytest.raises(BadTable) as caught:
        read(text)
    assert "none was taken" in caught.value.what
    return caught.value.details


def test_a_table_as_people_make_it() -> None:
    text = (
        "\ufeffName;Office;Country;Organisation;From;To;Aliases\r\n"
        "Taneti Abano;Top Diplomat;Kiribati;;2020-01-02;2021-03-04;T. Abano|Abano Taneti\r\n\r\n"
        "Rosa Quintal;Minister for the Digital Economy;bra;;2022-01-01;;\r\n"
        "Ole Lund;secretary general;;North Atlantic Treaty Organization;2031-01-01;;\r\n"
    )
    one, two, three = read(text)
    assert one == Tenure(
        "Taneti Abano", ("T. Abano", "Abano Taneti"), "Abano", "foreign minister", "KIR", None,
        dt.date(2020, 1, 2), dt.date(2021, 3, 4), "mine.csv:2", GIVEN,
    )  # fmt: skip
    assert (two.position, two.country, two.end) == ("minister for the digital economy", "BRA", None)
    assert (three.position, three.country, three.organisation) == ("secretary-general", None, "NATO")


@pytest.mark.parametrize(("text", "what"), [
    ("", "mine.csv is empty"),
    ("\n \n", "mine.csv is empty"),
    (HEADER, "mine.csv has no row"),
    ("person,position,state\nA B,president,RUS\n", "mine.csv:1: no column start"),
    ("person,position,start\nA B,president,2020-01-01\n", "no column state or organisation"),
    ("person,position,state,start,shoe size\n", "a column shoe size that is not known"),
    ("person,person,position,state,start\n", "column person twice"),
    ('person,position,state,start\n"A B,president,RUS,2020-01-01\n', "mine.csv:2: "),
])  # fmt: skip
def test_a_wrong_header_or_file_is_refused_whole(text: str, what: str) -> None:
    with pytest.raises(BadTable) as caught:
        read(text)
    assert what in caught.value.what


@pytest.mark.parametrize(("rows", "expected"), [
    ("A B,president,RUS,2020-01-02,2020-01-01", ["line 2: end 2020-01-01 lies before start 2020-01-02"]),
    ("A B,president,RUS,2021-02-30,", ["line 2: start '2021-02-30' is no day: write it as 2021-04-08"]),
    ("A B,president,RUS,12 May 2020,", ["line 2: start '12 May 2020' is no day: write it as 2021-04-08"]),
    ("A B,president,RUS,1720-01-01,", ["line 2: start 1720-01-01 is not between 1900 and 2049"]),
    ("A B,president,RUS,,", ["line 2: start is empty"]),
    ("A B,president,Kiribatti,2020-01-01,", ["line 2: no state is called 'Kiribatti' (did you mean Kiribati (KIR)?)"]),
    ("A B,president,,2020-01-01,", ["line 2: neither state nor organisation is given"]),
    ("A B,foriegn minister,RUS,2020-01-01,", ["line 2: position 'foriegn minister' is not known: "]),
    ("A B,,RUS,2020-01-01,", ["line 2: position is empty"]),
    (",president,RUS,2020-01-01,", ["line 2: person is empty"]),
    ("A B,president,RUS,2020-01-01", ["line 2: 4 cells where the header has 5"]),
    ("A B,president,RUS,2020-01-01,\nA B,president,Russia,2020-01-01,", ["line 3: the same as line 2"]),
    (
        "A B,president,RUS,2020-01-01,2022-01-01\nC D,president,RUS,2021-01-01,",
        ["line 3: C D starts as president on 2021-01-01, but line 2 has A B until 2022-01-01"],
    ),
    (
        "A B,king,BEL,2000-01-01,\nC D,king,BEL,2010-01-01,2011-01-01\nE F,king,BEL,2012-01-01,2013-01-01",
        [
            "line 3: C D starts as king on 2010-01-01, but line 2 has A B with no end",
            "line 4: E F starts as king on 2012-01-01, but line 2 has A B with no end",
        ],
    ),
    ("A B,envoy,RUS,2020-01-01,\nA B,envoy,RUS,2021-01-01,", ["line 3: A B starts as envoy on 2021-01-01, but line 2"]),
    ("A B,president,XX,2020-01-01,\n,king,BEL,2020-13-01,", ["line 2: no state", "line 3: person", "line 3: start"]),
])  # fmt: skip
def test_each_wrong_row_is_named_with_its_line(rows: str, expected: list[str]) -> None:
    found = details(HEADER + rows + "\n")
    assert len(found) == len(expected), found
    for line, start in zip(found, expected, strict=True):
        assert line.startswith(start)


@pytest.mark.parametrize("rows", [
    "A B,president,RUS,2020-01-01,2021-01-01\nC D,president,RUS,2021-01-01,",  # handing over
    "A B,envoy,RUS,2020-01-01,\nC D,envoy,RUS,2020-01-01,",  # of which there are many
    "A B,president,RUS,2020-01-01,\nC D,president,PER,2020-01-01,",
    "A B,president,RUS,2020-01-01,2021-01-01\nA B,president,RUS,2023-01-01,",  # twice in office
])  # fmt: skip
def test_what_only_looks_like_an_overlap(rows: str) -> None:
    assert len(read(HEADER + rows + "\n")) == 2


@given(st.text(max_size=200))
def test_any_text_is_read_or_refused(text: str) -> None:
    try:
        read(text)
    except BadTable as error:
        assert error.what


def test_given_rows_go_before_shipped_ones_for_their_days_only() -> None:
    own = read(HEADER + "Ivan Neverov,foreign minister,RUS,2019-01-01,2019-12-31\n")
    roster = shipped().with_given(own)

    def on(year: int) -> list[str]:
        return [t.person for t in roster.holders("foreign minister", "RUS", dt.date(year, 6, 1), dt.date(year, 6, 1))]

    assert (on(2018), on(2019), on(2020)) == (["Sergey Lavrov"], ["Ivan Neverov"], ["Sergey Lavrov"])
    assert shipped().with_given(()) is shipped()


def test_a_person_of_both_tables_has_the_shipped_name() -> None:
    roster = shipped().with_given(read(HEADER + "Sergei Lavrov,envoy,RUS,1990-01-01,1991-01-01\n"))
    assert {t.person for t in roster.of("Sergei Lavrov")} == {"Sergey Lavrov"}
    assert "envoy" in {t.position for t in roster.of("Sergey Lavrov")}
    # Another state's man of the same name is another man.
    other = shipped().with_given(read(HEADER + "Sergei Lavrov,envoy,BLR,1990-01-01,1991-01-01\n"))
    assert {t.person for t in other.of("Sergei Lavrov")} == {"Sergey Lavrov", "Sergei Lavrov"}
