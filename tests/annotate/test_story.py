"""The day and place of a claim: its own clause first, then the story's; history inherits nothing."""

from __future__ import annotations

import datetime as dt

import pytest

from communique.annotate.when import own_time
from communique.model.values import Basis, Precision

NEAREST = [
    ("On Monday, Fiji thanked Tonga.", "thanked", "Monday"),
    ("Fiji thanked Tonga on Monday and criticised Samoa on Tuesday.", "criticised", "Tuesday"),
    ("Fiji thanked Tonga, which it visited in 2011.", "visited", "2011"),
    ("Fiji thanked Tonga.", "thanked", None),
]


@pytest.mark.parametrize(("text", "word", "words"), NEAREST)
def test_own_time(text, word, words, draft):
    made = draft(text)
    (paragraph,) = made.paragraphs
    verb = next(t for t in paragraph.doc if t.text == word)
    found = own_time(paragraph, made.times, (verb,))
    assert (found.text if found else None) == words


def test_the_date_of_a_clause_stays_in_it(draft):
    made = draft("Fiji thanked Tonga, which had sunk in 2011.")
    (paragraph,) = made.paragraphs
    thanked = next(t for t in paragraph.doc if t.text == "thanked")
    assert own_time(paragraph, made.times, (thanked,)) is None


@pytest.mark.parametrize("text", ["Fiji thanked Tonga, its first guest since 2011.", "Fiji thanked Tonga since 2011."])
def test_since_is_of_what_goes_on(text, draft):
    made = draft(text)
    (paragraph,) = made.paragraphs
    thanked = next(t for t in paragraph.doc if t.text == "thanked")
    assert own_time(paragraph, made.times, (thanked,)) is None


STORY = (
    "The Kenyan and Ugandan foreign ministers met in Kisumu on Tuesday.\n"
    "The two ministers discussed the lake.\n"
    "Kenya will visit Uganda in June."
)


def test_the_storys_day_and_place_are_inherited(read):
    main, later, *_ = read(STORY).claims
    assert (main.date.start, main.date.basis) == (dt.date(2019, 3, 12), Basis.RELATIVE)
    assert later.date is not None and later.place is not None
    assert (later.date.start, later.date.basis) == (dt.date(2019, 3, 12), Basis.STORY)
    assert later.place.name == main.place.name == "Kisumu"


def test_history_does_not_inherit_the_storys_day(read):
    text = STORY + "\nKenya had accused Uganda of smuggling."
    (accused,) = [c for c in read(text).claims if c.event == "ACCUSE"]
    assert accused.date is None or accused.date.basis is not Basis.STORY


def test_plans_do_not_inherit_the_storys_day(read):
    text = "The Kenyan and Ugandan foreign ministers met in Kisumu on Tuesday.\nKenya will thank Uganda."
    (plan,) = [c for c in read(text).claims if c.event == "SUPPORT"]
    assert plan.date is None or plan.date.basis is not Basis.STORY


def test_claims_of_other_states_do_not_inherit(read):
    text = "The Kenyan and Ugandan foreign ministers met in Kisumu on Tuesday.\nNorway thanked Estonia."
    (other,) = [c for c in read(text).claims if c.event == "SUPPORT"]
    assert other.date is None or other.date.start != dt.date(2019, 3, 12)


def test_without_any_day_nothing_is_dated(read):
    for claim in read("Kenya thanked Uganda.\nUganda praised Kenya on Tuesday.", None).claims:
        assert claim.date is None or claim.date.start is None
        assert claim.date is None or claim.date.precision is not Precision.DAY
