"""The year of a dateline without one: from what is certain around it, or not at all."""

from __future__ import annotations

import datetime as dt

import pytest

from communique.documents.clean import classify
from communique.documents.dates import find_month_day
from communique.documents.published import find_published
from communique.model.values import PublishedBasis

TITLE = "Ghana and Togo agree to dredge the channel of Lome"
REST = (
    "The ports of both countries will share two dredgers, and the silt goes to the beaches that the sea has eaten.",
    "Fishermen asked that the work rest in the months in which the shoals come near the shore.",
)


def text_of(lead: str, *foot: str, rest: tuple[str, ...] = REST) -> str:
    return "\n\n".join([TITLE, lead, *rest, *foot])


def lead(day: str, weekday: str, agency: str = "Volta Wire") -> str:
    return f"LOME, {day} ({agency}) - Ghana and Togo agreed on {weekday} to dredge the channel that their ships share."


CAPTION = "Ministers of both countries sign the paper in Lome, Togo, {}. (Photo: Volta Wire)"
# 12 November 2023 was a Sunday, 4 January 2016 a Monday, 29 February 2024 a Thursday.
CERTAIN = [
    (text_of(lead("Nov. 12", "Saturday"), "© 2023 Volta Wire"), "2023-11-12"),
    (text_of(lead("Nov. 12", "Sunday"), "Copyright 2023 Volta Wire. All rights reserved."), "2023-11-12"),
    (text_of(lead("Jan. 4", "Sunday", "AP"), "Copyright 2016 The Associated Press"), "2016-01-04"),
    (text_of(lead("Feb. 29", "Thursday", "VW"), "(c) 2024 Volta Wire"), "2024-02-29"),
    (text_of(lead("Nov. 12", "Friday"), CAPTION.format("November 12, 2023")), "2023-11-12"),
    (text_of(lead("12 November", "Friday"), CAPTION.format("12 November 2023")), "2023-11-12"),
    (text_of(lead("Sunday, Nov. 12", "Sunday"), "© 2023 Some Portal"), "2023-11-12"),
    (text_of(lead("Nov. 12", "Saturday, Nov. 11,"), "© 2023 Some Portal"), "2023-11-12"),
    ("\n\n".join([TITLE, "03/04/2024", lead("April 3", "Tuesday"), *REST]), "2024-04-03"),
]
OPEN = [
    text_of(lead("Nov. 12", "Saturday")),
    text_of(lead("Nov. 12", "Saturday"), "© 2026 Volta Wire"),  # stamped with the year of printing: a Thursday
    text_of(lead("Nov. 12", "Saturday"), "© 2023 Some Portal"),
    text_of(lead("Nov. 12", "Wednesday"), "© 2023 Volta Wire"),
    text_of(lead("Nov. 12", "Saturday"), "© 2011-2023 Volta Wire"),
    text_of(lead("Nov. 12", "Saturday"), "© 2023 Volta Wire", "© 2024 Volta Wire"),
    text_of(lead("Feb. 29", "Wednesday"), "© 2023 Volta Wire"),
    text_of(lead("Sunday, Nov. 12", "Sunday"), "© 2024 Some Portal"),
    text_of(lead("Nov. 12", "Saturday, Nov. 11,"), "© 2024 Volta Wire"),
    text_of(lead("Nov. 12", "Saturday"), CAPTION.format("November 11, 2023")),
    text_of(lead("Nov. 12", "Saturday"), "FILE - Ministers of both countries in Lome, Togo, November 12, 2013."),
    text_of(lead("Nov. 12", "Saturday"), CAPTION.format("November 12, 2013").replace("Photo:", "File photo:")),
    text_of(lead("Nov. 12", "Saturday"), rest=(*REST, "The canal had been opened by both on November 12, 1923.")),
    text_of(lead("Nov. 12", "Saturday"), CAPTION.format("Nov. 12, 2023"), CAPTION.format("Nov. 12, 2013")),
    text_of("LOME (Volta Wire) - Ghana and Togo agreed on Saturday to dredge the channel.", "© 2023 Volta Wire"),
]


@pytest.mark.parametrize(("text", "day"), CERTAIN)
def test_the_year_is_certain(text: str, day: str) -> None:
    found = find_published(text, classify(text))
    assert (str(found.day), found.basis) == (day, PublishedBasis.DATELINE)


@pytest.mark.parametrize("text", OPEN)
def test_the_year_stays_open(text: str) -> None:
    found = find_published(text, classify(text))
    assert (found.day, found.basis) == (None, PublishedBasis.NONE)


def test_another_day_of_the_week_is_never_taken() -> None:
    for year in range(2010, 2030):
        text = text_of(lead("Sunday, Nov. 12", "Saturday"), f"© {year} Volta Wire")
        day = find_published(text, classify(text)).day
        right = dt.date(year, 11, 12)
        assert day == (right if right.weekday() == 6 else None)


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("Nov. 12", (11, 12)),
        ("12 November", (11, 12)),
        ("Sunday, March 5th", (3, 5)),
        ("November 12, 2023", (11, 12)),
        ("5 Mar", (3, 5)),
        ("Feb. 30", None),
        ("March", None),
        ("March 5 and March 6", None),
        ("Marching 12", None),
        ("", None),
    ],
)
def test_month_and_day(words: str, found: tuple[int, int] | None) -> None:
    assert find_month_day(words) == found
