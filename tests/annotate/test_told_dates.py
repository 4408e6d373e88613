"""What dates with their year say about when a text was written."""

from __future__ import annotations

import datetime as dt

import pytest

from communique.annotate.told_dates import FIRST, LAST, told_windows
from communique.model.values import Basis


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


@pytest.mark.parametrize(
    ("text", "windows"),
    [
        ("Kenya and Uganda signed a pact in May 2022.", [("2022-05-01", None)]),
        ("The bridge was closed on March 3, 2024.", [("2024-03-03", None)]),
        ("During 2015 the two armies fought along the river.", [("2015-01-01", None)]),
        ("The summit will be held in Bali in November 2022.", [(None, "2022-11-30")]),
        ("A new round of talks is scheduled for 12 September 2016 in Lomé.", [(None, "2016-09-12")]),
        ("Peru’s president said he will travel to Quito on 4 June 2021.", [(None, "2021-06-04")]),
        (
            "Ghana elected a new president in December 2024 and he will travel to Togo in January 2025.",
            [("2024-12-01", None), (None, "2025-01-31")],
        ),
        # What bounds nothing: supposed, wished, somebody's plan, the name of a thing, a span that is still open.
        ("If the talks in May 2023 fail, Peru would close its border.", []),
        ("The minister said he would visit Oslo in May 2019.", []),
        ("By 2030 the two states want to double trade.", []),
        ("The plan until 2045 was adopted.", []),
        ("Japan's 2020 Olympics drew envoys of forty states.", []),
        ("Both sides hope to finish the dam in 2027.", []),
        ("The treaty has been in force since 1994.", []),
        ("Fiji sailed to Tonga on Tuesday.", []),
        ("The port did not open in June 2020.", []),
    ],
)
def test_windows(text, windows, draft):
    found = told_windows(draft(text, None))
    assert found == [(FIRST if a is None else day(a), LAST if b is None else day(b)) for a, b in windows]


def test_past_and_future_together_are_an_anchor(read):
    text = (
        "Indonesia will host the summit in Bali in November 2022. Kenya and Uganda signed a pact in May 2022, and on "
        "July 6 their ministers met in Kampala."
    )
    reading = read(text, None)
    assert reading.anchor is not None
    assert (reading.anchor.start, reading.anchor.end) == (day("2022-05-01"), day("2022-11-30"))
    assert reading.anchor.basis is Basis.INFERRED
    (meeting,) = [c for c in reading.claims if c.form == "meeting"]
    assert meeting.date is not None
    assert (meeting.date.start, meeting.date.end) == (day("2022-07-06"), day("2022-07-06"))


def test_the_past_alone_bounds_one_side_and_is_no_anchor(read):
    assert read("Russia and Vietnam signed a treaty in June 1994. Their ministers met on July 6.", None).anchor is None
