"""The day of publication, and all the dates that are not it."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from communique.documents.clean import classify
from communique.documents.dates import find_dates, weekday_in
from communique.documents.published import find_published, month_first_in, parse_orders
from communique.errors import BadTable
from communique.model.values import EARLIEST, LATEST, PublishedBasis

TITLE = "Peru and Chile agree to share data on fishing fleets"
BODY = [
    "The navies of both countries will tell each other where foreign fleets cast their nets, ministers said in Arica.",
    "Fishermen's unions welcomed the step but asked for more patrol boats before the season begins.",
    "Talks on a common register of boats will follow, the two ministries said in a joint note.",
]


def text_with(*head: str, body: tuple[str, ...] = (), foot: tuple[str, ...] = ()) -> str:
    return "\n\n".join([TITLE, *head, *BODY, *body, *foot])


def day_of(text: str, country: str | None = None) -> tuple[str | None, PublishedBasis]:
    found = find_published(text, classify(text), country=country)
    return (found.day.isoformat() if found.day else None, found.basis)


HEADERS = [
    ("9:00:26 AM | 9/29/2021", None, "2021-09-29"),
    ("May 30, 2020 | 06:45", None, "2020-05-30"),
    ("2023-04-06 14:00", None, "2023-04-06"),
    ("Updated: 12 March 2024 10:00 GMT", None, "2024-03-12"),
    ("12 March 2024", None, "2024-03-12"),
    ("Tuesday, 5 March 2024", None, "2024-03-05"),
    ("Published: 3 March 2024 | Updated: 5 March 2024", None, "2024-03-03"),
    ("Updated 5 March 2024, first published 3 March 2024", None, "2024-03-03"),
    ("Xinhua | Updated: 2017-09-15 17:52", None, "2017-09-15"),
    ("7.8.2023", None, "2023-08-07"),
    ("28/02/2024 - 11:10", None, "2024-02-28"),
    ("03/04/2024", "GBR", "2024-04-03"),
    ("03/04/2024", "USA", "2024-03-04"),
    ("03/04/2024", "PHL", "2024-03-04"),
    ("03/04/2024", "IND", "2024-04-03"),
    ("Wednesday, 03/04/2024", None, "2024-04-03"),
    ("Monday, 03/04/2024", None, "2024-03-04"),
    ("Monday, 03/04/2024", "GBR", "2024-03-04"),
    ("5/5/2024", None, "2024-05-05"),
    ("9:08:26 AM | 9/8/2021", None, "2021-09-08"),
    ("March 5th, 2024 at 9 p.m. ET", None, "2024-03-05"),
    ("2024年3月5日", None, "2024-03-05"),
    ("05-Mar-2024", None, "2024-03-05"),
    ("Lima, 5 March 2024", None, "2024-03-05"),
]


@pytest.mark.parametrize(("line", "country", "day"), HEADERS)
def test_header_lines(line: str, country: str | None, day: str) -> None:
    assert day_of(text_with(line), country) == (day, PublishedBasis.HEADER)


NO_DAY = [
    text_with(),
    text_with("03/04/2024"),  # both readings stay open
    text_with("03/04/2024 10:00"),
    pytest.param(text_with("Friday, 03/04/2024"), id="weekday fits neither"),
    text_with("31 February 2024"),
    text_with("12 March 1872"),
    text_with("12 March 2199"),
    text_with("March 2024"),
    text_with(foot=("Baobab.de (Translated)", "Banner summer 3.8.2023")),
    text_with(foot=("© 2024 Baobab Media",)),
    text_with(foot=("Copyright 12 March 2024 Baobab Media. All rights reserved.",)),
    text_with("Ministers sign the note in Arica, March 11, 2024 (Photo: Andina)"),
    text_with("FILE - In this May 18, 2017 file photo, a boat leaves Arica."),
    text_with(body=("The treaty of 12 March 1929 is still in force, lawyers say.",)),
    text_with(body=("They met on 12 March 2024 and again a week later.",)),
    text_with(foot=("($1 = 3.75 soles on 12 March 2024)",)),
    text_with(foot=("Read also: What happened on 12 March 2024",)),
    text_with("1 March 2024", body=("2 March 2024", BODY[0] + " Again.", "3 March 2024", BODY[1] + " Again.")),
    text_with("5 March 2024", "11 November 2026"),  # the second is today's day on the page's banner
    "LIMA, May 29 (Andina) -- " + "\n\n".join(BODY),
]


@pytest.mark.parametrize("text", NO_DAY)
def test_no_day_rather_than_a_wrong_one(text: str) -> None:
    assert day_of(text) == (None, PublishedBasis.NONE)


@pytest.mark.parametrize("country", ["VNM", "CHN", "CAN", None])
def test_states_that_write_both_ways_leave_it_open(country: str | None) -> None:
    assert day_of(text_with("03/04/2024"), country) == (None, PublishedBasis.NONE)


def test_a_day_that_the_report_writes_out_decides() -> None:
    text = text_with("03/04/2024", body=("The note was signed in Arica on April 2, 2024, both said.",))
    assert day_of(text) == ("2024-04-03", PublishedBasis.HEADER)


@pytest.mark.parametrize(
    ("opening", "day"),
    [
        ("LIMA, May 29, 2020 (Andina) -- ", "2020-05-29"),
        ("GENEVA (12 March 2024) – ", "2024-03-12"),
        ("New York, 5 March 2024 — ", "2024-03-05"),
        ("BEIJING, Sept. 3, 2015 (Xinhua) -- ", "2015-09-03"),
    ],
)
def test_dateline_with_a_year(opening: str, day: str) -> None:
    text = "\n\n".join([TITLE, opening + BODY[0], *BODY[1:]])
    assert day_of(text) == (day, PublishedBasis.DATELINE)


@pytest.mark.parametrize(
    ("foot", "day"),
    [
        ("Published in Dawn, March 5th, 2024", "2024-03-05"),
        ("First published on: 15-03-2024 at 10:15 IST", "2024-03-15"),
        ("(China Daily 10/13/2017 page4)", "2017-10-13"),
        ("Last updated: 12 March 2024", "2024-03-12"),
    ],
)
def test_a_footer_that_states_it(foot: str, day: str) -> None:
    assert day_of(text_with(foot=(foot,))) == (day, PublishedBasis.TEXT)


def test_order_of_trust() -> None:
    text = "\n\n".join([TITLE, "12 March 2024", "LIMA, May 29, 2020 (Andina) -- " + BODY[0], *BODY[1:]])
    parts = classify(text)
    one, two = dt.date(2001, 1, 1), dt.date(2002, 2, 2)
    assert find_published(text, parts, given=one, metadata=two).basis is PublishedBasis.GIVEN
    assert find_published(text, parts, metadata=two).basis is PublishedBasis.METADATA
    assert find_published(text, parts, metadata=dt.date(1066, 1, 1)).basis is PublishedBasis.HEADER
    assert find_published(text, parts, address=two).basis is PublishedBasis.HEADER
    bare = text.split("\n\n", 2)[2]
    assert find_published(bare, classify(bare), address=two).basis is PublishedBasis.DATELINE
    undated = "\n\n".join([TITLE, *BODY, "Last updated: 12 March 2024"])
    found = find_published(undated, classify(undated), address=two)
    assert (found.day, found.basis) == (two, PublishedBasis.METADATA)


def test_several_weekdays_are_none() -> None:
    assert weekday_in("Monday or Tuesday") is None
    assert weekday_in("Thu") == 3
    assert weekday_in("month") is None


@given(st.dates(EARLIEST, LATEST))
def test_every_day_is_read_back(day: dt.date) -> None:
    month = day.strftime("%B")
    named = (f"{month} {day.day}, {day.year}", f"{day.day} {month} {day.year}")
    for written in (day.isoformat(), *named, f"{day:%d.%m.%Y}"):
        assert [w.days for w in find_dates(f"on {written} they met")] == [(day,)]
    (slashed,) = find_dates(f"{day:%d/%m/%Y}")
    assert slashed.resolve(month_first=False) == day
    assert slashed.resolve(weekday=day.weekday(), month_first=False) in (day, None)


@pytest.mark.parametrize(
    "text", ["version 1.2.2020.4", "10.0.2021", "2021-13-01", "tel. 12-2020", "1/2/20", "a12/03/2024"]
)
def test_figures_that_are_no_dates(text: str) -> None:
    assert find_dates(text) == ()


def test_table_of_orders_is_sound() -> None:
    orders = month_first_in()
    assert orders["USA"] and not orders["GBR"] and "VNM" not in orders
    head = "country,order,note\n"
    for bad in ("country,order\nUSA,month\n", head + "XXX,day,\n", head + "USA,year,\n", head + "USA,day,\nUSA,day,\n"):
        with pytest.raises(BadTable, match=r"date_order.csv:\d"):
            parse_orders(bad)
