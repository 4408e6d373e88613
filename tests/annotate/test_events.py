"""Claims of the sixteen events, verbal and nominal, and look-alikes that are none; then rules over whole readings."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import pytest
from tests.annotate.casework import assert_found, cases, claim_words

from communique.model.ontology import EventType
from communique.model.records import Status

EVENTS = cases("events")


@pytest.mark.parametrize("case", EVENTS)
def test_event(case, read):
    found = [claim_words(c) for c in read(case["text"]).claims]
    assert_found(case["claims"], found)


def test_every_event_has_sentences_and_look_alikes():
    path = Path(__file__).parent / "cases" / "events.jsonl"
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    told = Counter(c["event"] for row in rows for c in row["claims"])
    none = Counter(row["group"] for row in rows if not row["claims"])
    assert {e.value for e in EventType if told[e.value] >= 4} == {e.value for e in EventType}
    assert {e.value for e in EventType if none[e.value] >= 2} == {e.value for e in EventType}


def test_claims_come_in_the_order_of_their_predicates(read):
    reading = read(
        "Peru thanked Chile. Later, Bolivia accused Chile of delays and recalled its ambassador from Santiago."
    )
    starts = [c.predicate.start for c in reading.claims]
    assert len(starts) == 3
    assert starts == sorted(starts)


def test_a_claim_explains_itself(read):
    (claim,) = read("Madagascar thanked Mauritius for the boats.").claims
    assert claim.reasons
    assert claim.reasons[0] == "verb thank"
    assert 0 < claim.score <= 1


def test_no_claim_inside_one_state(read):
    for text in (
        "The Kenyan president met the Kenyan army chief.",
        "The French interior minister criticised the French police.",
    ):
        assert read(text).claims == ()


def test_spans_of_a_claim_show_its_words(read):
    text = "On Monday, Jamaica praised Belize for its reefs."
    (claim,) = read(text).claims
    assert claim.predicate.of(text) == "praised"
    assert {s.of(text) for s in claim.spans} >= {"praised", "Jamaica", "Belize"}
    assert claim.sentence.of(text) == text
    assert list(claim.spans) == sorted(claim.spans)


def test_verb_and_noun_of_one_act_give_one_claim(read):
    reading = read("Cyprus and Malta held talks in Nicosia, where the two discussed fishing.")
    assert len({(c.event, c.form) for c in reading.claims}) == len(reading.claims)


def test_a_statement_is_named_as_the_claims_home(read):
    reading = read("The Irish foreign minister said Norway had sent tents to Jordan.")
    (claim,) = reading.claims
    (statement,) = reading.statements
    assert claim.statement == statement.id
    assert [link.name for link in claim.attribution] == ["foreign minister of Ireland"]
    assert claim.status is Status.ACTUAL


def test_an_act_without_a_doer_is_the_other_sides_in_a_text_about_two_states_only(read):
    two = read("Ghana and Togo share a river. Ghana condemned the decision.")
    many = read("Ghana, Togo and Benin share a coast. Ghana condemned the decision.")
    assert [[p.country for p in c.targets] for c in two.claims] == [["TGO"]]
    assert [[p.country for p in c.targets] for c in many.claims] == [[]]


def test_whoever_says_so_is_no_third_party_to_the_talks(read):
    text = "Iraq has hosted talks between Iran and Saudi Arabia, Iraqi President Barham Salih confirmed on Wednesday."
    sides = {p.country for c in read(text).claims if c.form == "meeting" for p in (*c.sources, *c.targets)}
    assert {"IRN", "SAU"} <= sides
    assert not any("Salih" in p.name for c in read(text).claims for p in (*c.sources, *c.targets))
