"""Votes in international bodies."""

from __future__ import annotations

import pytest
from tests.annotate.casework import assert_found, cases, claim_words

from communique.annotate.syntax import Sentence
from communique.annotate.votes import votes
from communique.model.records import Status


@pytest.mark.parametrize("case", cases("votes"))
def test_vote(case, read):
    assert_found(case["claims"], [claim_words(c) for c in read(case["text"]).claims])


def test_body_and_matter(read):
    (claim,) = read("Uganda abstained from the vote on the draft in the United Nations General Assembly.").claims
    assert claim.event is None
    assert claim.details.body
    assert claim.place is not None
    assert claim.status is Status.ACTUAL


def test_a_vote_without_a_voter_is_none(draft):
    made = draft("They voted against the motion.")
    assert [v for p in made.paragraphs for v in votes(Sentence(made, p))] == []


@pytest.mark.parametrize(
    ("text", "choice"),
    [
        ("Togo voted against the text.", "against"),
        ("Togo voted for the text.", "for"),
        ("Togo voted in favour of the text.", "for"),
        ("Togo voted in favor of the text.", "for"),
        ("Togo abstained.", "abstain"),
        ("Togo vetoed the text.", "veto"),
        ("Togo voted.", None),
        ("The vote of Togo came late.", None),
    ],
)
def test_choice(text, choice, draft):
    made = draft(text)
    found = [v.choice for p in made.paragraphs for v in votes(Sentence(made, p))]
    assert found == ([choice] if choice else [])
