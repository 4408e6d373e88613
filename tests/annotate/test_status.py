"""Planned, denied, hypothetical, cancelled, ongoing, and what is only the content of another act."""

from __future__ import annotations

import pytest
from tests.annotate.casework import assert_found, cases, claim_words

from communique.annotate import status as module
from communique.annotate.status import governors, standing
from communique.errors import BadTable
from communique.model.records import Status


@pytest.mark.parametrize("case", cases("status"))
def test_status(case, read):
    assert_found(case["claims"], [claim_words(c) for c in read(case["text"]).claims])


STANDINGS = [
    ("Mali thanked Benin.", "thanked", Status.ACTUAL),
    ("Mali will thank Benin.", "thank", Status.PLANNED),
    ("Mali is to thank Benin on Friday.", "thank", Status.PLANNED),
    ("Mali plans to thank Benin.", "thank", Status.PLANNED),
    ("Mali might thank Benin.", "thank", Status.HYPOTHETICAL),
    ("Mali should thank Benin.", "thank", Status.HYPOTHETICAL),
    ("If Mali thanked Benin, Togo would sulk.", "thanked", Status.HYPOTHETICAL),
    ("Mali tried to thank Benin.", "thank", Status.HYPOTHETICAL),
    ("Mali did not thank Benin.", "thank", Status.DENIED),
    ("Mali never thanked Benin.", "thanked", Status.DENIED),
    ("Mali is attacking Benin.", "attacking", Status.ONGOING),
    ("Mali failed to thank Benin.", "thank", Status.DENIED),
    ("Mali urged Togo to thank Benin.", "thank", None),
    ("Mali refused to thank Benin.", "thank", None),
    ("Mali threatened to attack Benin.", "attack", None),
]


@pytest.mark.parametrize(("text", "word", "status"), STANDINGS)
def test_standing(text, word, status, draft):
    (token,) = [t for p in draft(text).paragraphs for t in p.doc if t.text == word]
    assert standing(token).status is status


@pytest.mark.parametrize(
    ("text", "background"),
    [
        ("Mali had thanked Benin.", True),
        ("Mali, which thanked Benin in 2001, slept.", True),
        ("Mali thanked Benin.", False),
    ],
)
def test_background(text, background, draft):
    (token,) = [t for p in draft(text).paragraphs for t in p.doc if t.text == "thanked"]
    assert standing(token).background is background


def test_light_verb_carries_the_standing(draft):
    (paragraph,) = draft("Mali will hold talks with Benin.").paragraphs
    by_word = {t.text: t for t in paragraph.doc}
    assert standing(by_word["talks"], by_word["hold"]).status is Status.PLANNED
    assert standing(by_word["talks"]).status is Status.ACTUAL


def test_a_reason_is_given_when_the_status_is_not_plain(draft):
    for text, word in (("Mali will thank Benin.", "thank"), ("Mali did not thank Benin.", "thank")):
        (token,) = [t for p in draft(text).paragraphs for t in p.doc if t.text == word]
        assert standing(token).reasons


def test_shipped_governors():
    assert governors()["postpone"] == "planned"
    assert governors()["urge"] == "content"
    assert len(governors()) > 50


def test_unknown_effect_is_a_bad_table(redirect):
    redirect(module, "governors.csv", "effect,lemmas\nplanned,plan\nsometime,dither\n")
    with pytest.raises(BadTable, match=r"governors\.csv:3.*sometime"):
        governors.__wrapped__()
