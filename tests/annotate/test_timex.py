"""Dates as TIMEX3: what is found, which way it is read, and how fine its value is."""

from __future__ import annotations

import datetime as dt

import pytest

WEDNESDAY = dt.date(2021, 9, 29)


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("The two ministers met in Lomé on Tuesday.", ["2021-09-28"]),
        ("The two ministers will meet in Lomé on Tuesday.", ["2021-10-05"]),
        ("The envoy is scheduled to arrive on Monday.", ["2021-10-04"]),
        ("The bank reopens on Monday.", ["2021-10-04"]),
        ("The bank says it lost money on Monday.", ["2021-09-27"]),
        ("Chad and Niger signed the pact on May 29, 2020.", ["2020-05-29"]),
        ("The summit in Bali opens on Nov. 6.", ["2021-11-06"]),
        ("The treaty was signed in March.", ["2021-03"]),
        ("The treaty will be signed in March.", ["2022-03"]),
        ("The loan runs through January.", ["2022-01"]),
        ("The firm will trade through Jan. 19.", ["2022-01-19"]),
        ("The bank extended the loan through January.", ["2022-01"]),
        ("The firm is to hold the shares it bought through Aug. 19.", ["2021-08-19"]),
        ("The move follows Friday's vote in Quito.", ["2021-09-24"]),
        ("The road leads nowhere.", []),
        ("Prices rose in late November 2019.", ["2019-11"]),
        ("Peru left the pact last year.", ["2020"]),
        ("Prices fell in the third quarter.", ["2021-Q3"]),
        ("They met over the weekend.", ["2021-W38-WE"]),
        ("They met last week.", ["2021-W38"]),
        ("They met six weeks ago.", ["2021-W33"]),
        ("He came to power 41 years ago.", ["1980"]),
        ("The dam broke two months ago.", ["2021-07"]),
        ("The road was built between 1994 and 1997.", ["1994", "1997"]),
        ("The bank earned less than in the year-ago quarter.", ["2020-Q2"]),
        ("The year-ago results were better.", ["2020"]),
        ("Ghana now buys its gas from Togo.", ["PRESENT_REF"]),
        ("The border was closed recently.", ["PAST_REF"]),
        ("Both will do so in the future.", ["FUTURE_REF"]),
        ("The war lasted two years.", []),
        ("Nobody knew when.", []),
    ],
)
def test_values(text, values, coder):
    assert [timex.value for timex in coder.dates(text, WEDNESDAY)] == values


def test_spans_lie_in_the_text_over_paragraphs(coder):
    text = "  They met on Tuesday,\nas was told.\n\nThe next talks are planned for Monday.\n"
    found = coder.dates(text, WEDNESDAY)
    assert [(t.span.of(text).removeprefix("on "), t.value) for t in found] == [
        ("Tuesday", "2021-09-28"),
        ("Monday", "2021-10-04"),
    ]
