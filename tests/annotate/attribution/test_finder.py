"""Attributions: who is the source, which words are the cue, and how far the content reaches."""

from __future__ import annotations

import pytest
from tests.annotate.casework import assert_found, attribution_words, cases

from communique.annotate.attribution.lexicon import ATTITUDE
from communique.annotate.attribution.told import attributed


@pytest.mark.parametrize("case", cases("attributions"))
def test_attribution(case, resolved):
    text = case["text"]
    found = attributed(resolved(text), nested=case.get("nested", False))
    assert_found(case["attributions"], [attribution_words(a, text) for a in found])


def only(found):
    (one,) = found
    return one


def words(found, resolved, text):
    doc = resolved(text).paragraphs[0].doc
    return " ".join(doc[i].text for i in sorted(found))


HOW = [
    ("The Kenyan minister said that the road was open.", "clause"),
    ("The Kenyan minister promised to open the road.", "inf"),
    ("The colonel was said to have fled to Chad.", "passive"),
    ("The truce appears to be holding.", "raising"),
    ("The Danish prime minister praised Greenland’s patience.", "obj"),
    ("Ireland called for an inquiry into the crash.", "prep"),
    ("The Serbian premier issued a warning that the pipeline would be cut.", "noun clause"),
    ("Ghana's promise to send troops came late.", "noun"),
    ("The Bulgarian president is confident that the bridge will hold.", "adj"),
    ("According to the Maltese foreign ministry, the ship left port on Sunday.", "according"),
    ("Kenyatta: Border with Somalia to stay shut", "colon"),
    ("“Ask the Russians who pays for the gas,” the Armenian minister grinned.", "beside"),
    ("The Angolan minister would “confront the company with its own numbers.”", "within"),
    ("“We shall not wait again for a train that never runs.”", "after"),
]


@pytest.mark.parametrize(("text", "how"), HOW)
def test_the_frame_that_held_the_content_is_told(text, how, find):
    one = only(find(text))
    assert one.how == how
    assert one.nominal is how.startswith("noun")
    assert one.after is (how == "after")


def test_the_addressee_of_an_infinitive_is_apart(find, resolved):
    text = "Norway asked Iceland to lower its catch."
    one = only(find(text))
    assert resolved(text).paragraphs[0].doc[one.addressed].text == "Iceland"
    assert words(one.content, resolved, text) == "to lower its catch"
    assert only(find("Togo promised to send doctors to Benin.")).addressed is None


THOUGHTS = [
    "Syria wants Turkey to leave the north.",
    "The truce in Darfur appears to be holding.",
    "A poll showed that most Danes opposed the deal.",
    "Their fear that the lake will dry is old.",
    "The Bulgarian president is confident that the bridge will hold.",
]


@pytest.mark.parametrize("text", THOUGHTS)
def test_thoughts_and_wishes_are_told_only_when_asked_for(text, find):
    assert {a.word.force for a in find(text)} == {ATTITUDE}
    assert find(text, attitudes=False) == []


def test_speech_is_told_either_way(find):
    for text in ("The Kenyan minister said that the road was open.", "The well is dry, according to the oil minister."):
        assert find(text) == find(text, attitudes=False) != []


def test_whom_a_report_quotes_is_its_source(find, resolved):
    text = "The road was cut, the channel reported, quoting an officer of the Libyan coast guard."
    found = [a for a in find(text, attitudes=False) if a.how == "quoting"]
    doc = resolved(text).paragraphs[0].doc
    assert [doc[i].text for a in found for i in a.source] == ["officer"]


def test_an_announced_quotation_stands_in_the_next_paragraph(find):
    text = "The Estonian premier told the house in Tallinn:"
    assert only(find(text, opens_next=True)).content == frozenset()
    assert find(text) == []


def test_cues_come_in_their_order(find):
    text = "The Indian minister said Nepal had warned that Bhutan believed that the bridge would fall."
    cues = [a.cue for a in find(text)]
    assert len(cues) == 3
    assert cues == sorted(cues)


def test_a_cue_in_a_quotation_reaches_no_further_than_its_marks(find, resolved):
    text = "“He told us that the bridge was safe,” the Lao villager said, and the ferry left."
    told, _ = find(text)
    assert words(told.content, resolved, text) == "that the bridge was safe"


@pytest.mark.parametrize("case", cases("attributions"))
def test_cue_and_content_are_tokens_apart(case, find, resolved):
    for line in case["text"].split("\n"):
        tokens = set(range(len(resolved(line).paragraphs[0].doc)))
        for one in find(line):
            assert one.content | one.words | set(one.source) <= tokens
            assert not one.content & one.words
