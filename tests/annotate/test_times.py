"""Date expressions with and without a day to count from, and when that day is only roughly known."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.annotate.casework import cases, days

from communique.annotate.periods import TimeMention
from communique.annotate.times import find_times, find_within
from communique.model.values import Basis, Precision

THURSDAY = dt.date(2019, 3, 14)


@pytest.mark.parametrize("case", cases("times"))
def test_expression(case):
    reference = dt.date.fromisoformat(case["reference"]) if case["reference"] else None
    found = find_times(case["text"], reference)
    if case.get("none"):
        assert found == []
        return
    (mention,) = found
    assert mention.precision.value == case["precision"]
    if "words" in case:
        assert mention.text == case["words"]
        assert mention.span.of(case["text"]) == case["words"]
    if "past" in case:
        assert days(*mention.past) == case["past"]
    if "future" in case:
        assert days(*mention.future) == case["future"]
    assert mention.since is case.get("since", False)
    if "duration" in case:
        assert mention.duration_years == pytest.approx(case["duration"], abs=0.003)


@pytest.mark.parametrize(
    "text", ["They met on Tuesday.", "They met last year.", "They met on July 6.", "They met in May."]
)
def test_nothing_is_placed_without_a_day_to_count_from(text):
    (mention,) = find_times(text, None)
    assert mention.past is None and mention.future is None
    assert mention.resolve(ahead=False) is None


def test_resolve():
    (stated,) = find_times("They met on 9 November 2011.", None)
    date = stated.resolve(ahead=False)
    assert date is not None
    assert (date.start, date.precision, date.basis) == (dt.date(2011, 11, 9), Precision.DAY, Basis.STATED)
    (counted,) = find_times("They met on Friday.", THURSDAY)
    behind, ahead = counted.resolve(ahead=False), counted.resolve(ahead=True)
    assert behind is not None and ahead is not None
    assert (behind.start, ahead.start) == (dt.date(2019, 3, 8), dt.date(2019, 3, 15))
    assert behind.basis is Basis.RELATIVE


def test_offsets_are_added():
    (plain,) = find_times("They met in 2009.", None)
    (moved,) = find_times("They met in 2009.", None, 50)
    assert moved.span == plain.span.moved(50)


# -- when the day of writing lies in a window -------------------------------------------------------------------------

JUNE = (dt.date(2016, 6, 1), dt.date(2016, 6, 30))
WINTER = (dt.date(2016, 11, 20), dt.date(2017, 2, 20))

WITHIN = [
    ("They met last year.", JUNE, "2015-01-01/2015-12-31"),
    ("They met last month.", JUNE, "2016-05-01/2016-05-31"),
    ("They met on June 14.", JUNE, "2016-06-14"),
    ("They met from June 3 to 5.", JUNE, "2016-06-03/2016-06-05"),
    ("They met on Tuesday.", JUNE, None),
    ("They met yesterday.", JUNE, None),
    ("They met last year.", WINTER, None),
    ("They met last month.", WINTER, None),
    ("They met in January.", WINTER, None),
    ("They met on December 24.", WINTER, "2016-12-24"),
    ("They met in 2009.", WINTER, "2009-01-01/2009-12-31"),
    ("They met in 2009.", None, "2009-01-01/2009-12-31"),
    ("They met on June 14.", None, None),
    ("They met on Tuesday.", (THURSDAY, THURSDAY), "2019-03-12"),
]


@pytest.mark.parametrize(("text", "window", "past"), WITHIN)
def test_find_within(text, window, past):
    (mention,) = find_within(text, window, 7)
    assert (days(*mention.past) if mention.past else None) == past
    assert mention.span.moved(-7).of(text) == mention.text


def test_a_reading_inside_the_window_is_the_only_one():
    (mention,) = find_within("They met on June 14.", JUNE)
    assert mention.past == mention.future


def test_durations_need_no_window():
    (mention,) = find_within("They were apart for a decade.", WINTER)
    assert mention.duration_years == pytest.approx(10)


# -- odd figures ------------------------------------------------------------------------------------------------------

ODD = [
    "31/31 happened", "in 99999 BC", "the 35th of March 2019", "February 30, 2018", "on 0/0/0000", "2019-13-45",
    "12345678901234567890 days ago", "May May may 2019 2019", "year 0000", "1e400 years ago", "last last last year",
    "９月２０１９", "the 0th of Nevuary", "24:61 on Monday", "2019-02-29", "10000 years ago", "in 3000", "99/99/9999",
    "between and", "from to", "since since since", "early late mid", "-1 years ago", "٣ مارس ٢٠١٩", "2019年3月14日",
]  # fmt: skip


@pytest.mark.parametrize("text", ODD)
@pytest.mark.parametrize("reference", [THURSDAY, None, dt.date(1, 1, 1), dt.date(9999, 12, 31)], ids=str)
def test_odd_figures_raise_nothing(text, reference):
    _sound(text, find_times(text, reference))


_WORDS = st.sampled_from(
    "early mid late last next this since until between and of the in on 3 31 2019 1066 99999 May March Monday Tuesday "
    "week weeks month year years decade ago yesterday 3/4 - . , first second half quarter end start".split()
)


@given(st.lists(_WORDS, max_size=9).map(" ".join), st.sampled_from([None, THURSDAY]))
@settings(max_examples=60, deadline=None)
def test_any_row_of_time_words_gives_sound_mentions(text, reference):
    _sound(text, find_times(text, reference))


@given(st.text(max_size=30).map(lambda t: f"{t} on 3 May 2011 {t}"))
@settings(max_examples=40, deadline=None)
def test_any_text_around_a_date_gives_sound_mentions(text):
    _sound(text, find_times(text, THURSDAY))


def _sound(text: str, found: list[TimeMention]) -> None:
    for mention in found:
        assert 0 <= mention.span.start < mention.span.end <= len(text)
        assert mention.span.of(text) == mention.text
        for reading in (mention.past, mention.future):
            assert reading is None or reading[0] <= reading[1]


def test_two_dates_of_a_long_sentence_stay_two():
    text = (
        "The council met this morning in Brussels at Estonia's request to hold consultations, and strongly condemned "
        "Russia's dangerous violation of Estonian airspace on 19 September."
    )
    found = find_times(text, dt.date(2025, 9, 23))
    assert [m.text for m in found] == ["this morning", "19 September"]
