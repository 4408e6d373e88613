"""Who speaks how often, and when: periods, counts, and what has no day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

import pytest
from small_record import small

import communique
from communique import api
from communique.views import speaking as module
from communique.views.speaking import speaking, spoken

SAID = {
    "one.txt": "A first day in May\n\nLIMA, May 7, 2021 - It was a long day for all who were there. "
    'Peru said: "The first of all words"\n',
    "two.txt": "A second day in August\n\nLIMA, August 9, 2021 - It was a longer day for those who stayed. "
    'Peru said: "The second of all words" and in the evening Chile said: "Words of another kind"\n',
    "three.txt": "A day of no year\n\nNobody knows any more when this was written, or where. "
    'Peru said: "Words without a day"\n',
}


@pytest.fixture(scope="module")
def record(tmp_path_factory: pytest.TempPathFactory) -> Iterator[api.Record]:
    with communique.open(small(tmp_path_factory.mktemp("said") / "r.record", SAID)) as opened:
        yield opened


def test_each_speaker_has_a_bar_for_each_period_also_for_those_in_which_nobody_speaks(record: api.Record) -> None:
    told = speaking(record)
    assert told["unit"] == "month"
    assert [p["shown"] for p in told["periods"]] == ["May 2021", "Jun 2021", "Jul 2021", "Aug 2021"]
    assert (told["periods"][1]["since"], told["periods"][1]["until"]) == ("2021-06-01", "2021-06-30")
    assert [(row["name"], row["counts"]) for row in told["rows"]] == [("Peru", [1, 0, 0, 1]), ("Chile", [0, 0, 0, 1])]
    assert told["most"] == 1


def test_what_has_no_day_is_counted_apart(record: api.Record) -> None:
    peru = speaking(record)["rows"][0]
    assert (peru["statements"], peru["undated"]) == (3, 1)
    assert (peru["first"], peru["last"]) == ("2021-05-07", "2021-08-09")


def test_a_period_leaves_out_who_says_nothing_in_it_and_what_has_no_day(record: api.Record) -> None:
    told = speaking(record, since=dt.date(2021, 1, 1), until=dt.date(2021, 6, 1))
    assert [(row["name"], row["statements"], row["undated"]) for row in told["rows"]] == [("Peru", 1, 0)]


def test_one_speaker(record: api.Record) -> None:
    peru = speaking(record)["rows"][0]
    assert spoken(record, peru["actor"], peru["name"], peru["state"])["rows"][0]["statements"] == 3
    assert spoken(record, "person:nobody", "Nobody", None)["rows"] == []


@pytest.mark.parametrize(
    ("first", "last", "unit", "names"),
    [
        ("2021-01-31", "2022-12-01", "month", ("Jan 2021", "Dec 2022")),
        ("2021-01-31", "2023-01-01", "quarter", ("Q1 2021", "Q1 2023")),
        ("2016-03-31", "2022-04-01", "year", ("2016", "2022")),
        ("1899-12-31", "2022-04-01", "decade", ("1890–1899", "2020–2029")),
        ("0001-01-01", "9999-12-31", "millennium", ("1–1000", "9000–9999")),
    ],
)
def test_periods_are_as_long_as_the_time_needs(first: str, last: str, unit: str, names: tuple[str, str]) -> None:
    told = module._speaking([(("person:a", "A", None), [first, last])])
    assert told["unit"] == unit
    shown = [p["shown"] for p in told["periods"]]
    assert (shown[0], shown[-1]) == names
    assert len(shown) <= 24
    assert told["rows"][0]["counts"] == [1] + [0] * (len(shown) - 2) + [1]
