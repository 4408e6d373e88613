"""The day of a claim: its own clause, what was told before it, the gathering it was at; and what is not its own."""

from __future__ import annotations

import datetime as dt

import pytest
from tests.annotate.casework import days

WEDNESDAY = dt.date(2024, 6, 12)

OWN = [
    # counted from a day told of before
    ("Peru recalled its envoy to Bogota on 3 June. The following day Colombia expelled two Peruvian diplomats.",
     "expelled", "2024-06-04"),
    ("Chad freed a Sudanese officer on 15 April. A week earlier Sudan accused Chad of spying.",
     "accused", "2024-04-08"),
    ("Mali sent Niger's envoy home on May 26. Niger expelled two Malian diplomats three days later.",
     "expelled", "2024-05-29"),
    ("Tonga joined the pact in 2015. Two years after that vote Tonga expelled the Chinese ambassador.",
     "expelled", "2017-01-01/2017-12-31"),
    ("Fiji signed the pact on 4 March 2019. Exactly two years after the pact was signed, Fiji expelled Tonga's envoy.",
     "expelled", "2021-03-04"),
    ("Oman's cabinet met on June 3. The same day Oman condemned the Israeli strike on Beirut.",
     "condemned", "2024-06-03"),
    # two days that follow each other
    ("Japan sanctioned three North Korean firms on Monday and Tuesday.", "sanctioned", "2024-06-10/2024-06-11"),
    # until the day of writing
    ("Senegal has banned Malian lorries since 2017.", "banned", "2017-01-01/2024-06-12"),
    ("Germany has supplied Ukraine with shells since the start of the year.", "supplied", "2024-01-01/2024-06-12"),
    # of the gathering
    ("Ghana's foreign minister spoke with his Kenyan counterpart on the margins of a forum held in Accra "
     "from 2 to 4 June.",
     "spoke", "2024-06-02/2024-06-04"),
    ("Fiji and Nauru voted against the text when the council met in Geneva on June 6.", "voted", "2024-06-06"),
]  # fmt: skip

NOT_OWN = [
    ("Yemen and Saudi Arabia signed a truce, due to end on Sunday, in Muscat.", "signed", "2024-06-09"),
    ("Uruguay and Brazil agreed to reopen the bridge next week.", "agreed", "2024-06-17/2024-06-23"),
    ("Norway's king made his first visit to Iceland since 2017.", "visit", "2017-01-01/2024-06-12"),
    ("Iraq expelled the Swedish ambassador, ordering him to leave by Friday.", "expelled", "2024-06-07"),
    ("Niger expelled the French ambassador. Two days later Niger thanked Mali.", "thanked", "2024-06-14"),
    ("India claimed the reef, two days after a vote. India condemned China.", "condemned", "2024-06-10"),
]


def _day(text, word, read):
    claims = [c for c in read(text, WEDNESDAY).claims if word in c.predicate.of(text)]
    assert claims, [c.predicate.of(text) for c in read(text, WEDNESDAY).claims]
    date = claims[0].date
    return days(date.start, date.end) if date else None


@pytest.mark.parametrize(("text", "word", "wanted"), OWN)
def test_the_day_is_its_own(text, word, wanted, read):
    assert _day(text, word, read) == wanted


@pytest.mark.parametrize(("text", "word", "other"), NOT_OWN)
def test_the_day_of_something_else_is_not(text, word, other, read):
    assert _day(text, word, read) != other


def test_what_is_due_is_still_to_come(coder):
    (timex,) = coder.dates("The truce, due to end on Sunday, holds.", WEDNESDAY)
    assert timex.value == "2024-06-16"


def test_nothing_is_counted_from_a_day_that_was_not_told(draft):
    made = draft("Three days later they met.", WEDNESDAY)
    assert [t.past for t in made.times] == [None]


@pytest.mark.parametrize(
    "text", ["Exports rose by 3 percent from a year earlier.", "Profit was 4 dollars, more than a year earlier."]
)
def test_what_is_compared_is_no_sequel(text, draft):
    made = draft("The port was shut in March 2021. " + text, WEDNESDAY)
    assert all(t.past is None or t.past[0].year != 2020 for t in made.times)
