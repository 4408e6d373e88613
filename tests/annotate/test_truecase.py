"""Headlines in Title Case."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from communique.annotate.truecase import is_title_case, truecase

TITLES = [
    ("Kenya Signs Fishing Pact With Tanzania After Long Dispute", True),
    ("Fijian Premier Arrives in Wellington for Talks", True),
    ("Kenya signs fishing pact with Tanzania after long dispute", False),
    ("Kenya Signs Pact", False),
    ("", False),
    ("KENYA SIGNS FISHING PACT WITH TANZANIA", True),
]


@pytest.mark.parametrize(("title", "answer"), TITLES)
def test_is_title_case(title, answer):
    assert is_title_case(title) is answer


CASED = [
    (
        "Kenya Signs Fishing Quota With Tanzania After Quarrel",
        "Officials said so on Monday.",
        "Kenya signs fishing quota with Tanzania after quarrel",
    ),
    (
        "Envoy Moyo Visits Lusaka for Water Talks",
        "On Monday, Tendai Moyo said the water talks were short.",
        "Envoy Moyo visits Lusaka for water talks",
    ),
    (
        "President’s Envoy Thanks Botswana’s Farmers for Maize",
        "The maize came late.",
        "President’s envoy thanks Botswana’s farmers for maize",
    ),
    (
        "UN Council Debates Water Crisis in Yemen",
        "The council met.",
        "UN council debates water crisis in Yemen",
    ),
]


@pytest.mark.parametrize(("title", "body", "cased"), CASED)
def test_truecase(title, body, cased):
    assert truecase(title, body) == cased


def test_other_titles_stay_as_they_are():
    assert truecase("Kenya signs Fishing pact", "") == "Kenya signs Fishing pact"


@given(st.text(max_size=80), st.text(max_size=80))
def test_lengths_never_change(title, body):
    cased = truecase(title, body)
    assert len(cased) == len(title)
    assert cased.lower() == title.lower()


_ALPHABETS = "Kenya İstanbul Straße ǅungla Signs The Ŋ’s Fishing O’Hara".split()


@given(st.lists(st.sampled_from(_ALPHABETS), max_size=12).map(" ".join))
def test_lengths_never_change_in_capitals_of_many_alphabets(title):
    assert len(truecase(title, "the fishing of ǆungla")) == len(title)


@given(st.lists(st.sampled_from("Kenya Signs Fishing Pact With Tanzania Moyo".split()), max_size=10).map(" ".join))
def test_doing_it_twice_changes_nothing(title):
    once = truecase(title, "Moyo said so.")
    assert truecase(once, "Moyo said so.") == once
