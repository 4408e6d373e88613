"""Sides that a sentence leaves out: whose it is where the text is plainly about two, and nobody's where it is not."""

from __future__ import annotations

import pytest
from tests.annotate.casework import assert_found, cases, claim_words

from communique.annotate.build import ClaimBuilder
from communique.annotate.pairs import Pair
from communique.annotate.syntax import Sentence


@pytest.mark.parametrize("case", cases("implied"))
def test_implied(case, read):
    assert_found(case["claims"], [claim_words(c) for c in read(case["text"]).claims])


def test_what_is_implied_says_so_and_is_less_sure(read):
    told, implied = read("Serbia and Hungary agreed to build a railway. The signing took place in Subotica.").claims
    assert "source: the two states of the text" in implied.reasons
    assert implied.score <= 0.7 < told.score


@pytest.mark.parametrize(
    ("text", "states"),
    [
        ("Peru thanked Chile. Peru and Chile share a border.", ("CHL", "PER")),
        ("Oman and Yemen share a border.", ("OMN", "YEM")),
        ("Oman, Yemen and Qatar share a sea.", ()),
        ("Ghana is far from Kenya. Mali, too, is far from Ghana, and Niger farther.", ()),
    ],
)
def test_the_pair_is_clear_only_where_no_third_is_named_as_often(text, states, draft):
    made = draft(text)
    assert Pair(made, Sentence(made, made.paragraphs[0])).clear([]) == states


def test_a_state_meant_only_by_its_people_can_be_a_side(draft):
    made = draft("The Fijian premier met Samoan chiefs.")
    (paragraph,) = made.paragraphs
    builder = ClaimBuilder(made, paragraph, Sentence(made, paragraph))
    token = paragraph.doc[3]
    assert builder.state_known("TON", token) == []
    assert [e.country for _, e in builder.state_known("TON", token, meant=True)] == ["TON"]
