"""Claims of predicates that the lexicon lacks, and sentences that name two states and tell of nothing between them."""

from __future__ import annotations

from dataclasses import replace

import pytest
from tests.annotate.casework import cases

from communique.annotate.pipeline import bare_document
from communique.annotate.relations.joining import Joining, agreement, log_odds
from communique.annotate.relations.learned import question, settled
from communique.annotate.stage import Draft
from communique.model.ontology import EventType
from communique.model.records import Status

ROWS = [case.values[0] for case in cases("learned")]
TOLD = [row for row in ROWS if row["claim"]]
NOTHING = [row for row in ROWS if not row["claim"]]


def found(read, row):
    return [[str(c.event), c.sources[0].country, c.targets[0].country] for c in read(row["text"]).claims if c.targets]


def test_the_lexicon_alone_finds_none_of_them(coder):
    for row in TOLD:
        draft = Draft(bare_document(row["text"]))
        coder.apply(draft, last="events")
        assert row["claim"] not in [[str(c.event), c.sources[0].country, c.targets[0].country] for c in draft.claims]


def test_most_are_found(read):
    missed = [row["text"] for row in TOLD if row["claim"] not in found(read, row)]
    assert len(missed) <= 5, missed


def test_hardly_any_is_made_up(read):
    made = [(row["text"], found(read, row)) for row in NOTHING if found(read, row)]
    assert made == []


def test_who_says_so_does_not_do_so(read):
    text = "Oman's foreign minister told reporters that Yemeni envoys had been thrown out of the hall by guards."
    assert not [c for c in read(text).claims if c.event in {EventType.COERCE, EventType.ASSAULT, EventType.SANCTION}
                and c.sources[0].country == "OMN"]  # fmt: skip


def test_a_claim_tells_its_words_and_what_came_next(read):
    text = "Canberra turned its back on the Solomon Islands' request for a new loan."
    (claim,) = read(text).claims
    assert "turned its back" in claim.predicate.of(text)
    assert any(r.startswith("encoder: REJECT ") and "%, " in r for r in claim.reasons)
    assert claim.predicate in claim.spans


def test_a_host_is_asked_about_as_the_host(coder):
    text = "Spain hosted the king of Jordan in Valencia for the opening of a plant."
    draft = Draft(bare_document(text))
    coder.apply(draft, last="events")
    (claim,) = draft.claims
    pair = question(draft, claim)
    assert claim.sources[0].country == "JOR"
    assert pair is not None and text[slice(*pair.source)] == "Spain" and "Jordan" in text[slice(*pair.target)]


def test_rules_and_encoder_both_pull_the_score(coder):
    text = "Peru recalled its ambassador from Bolivia on Tuesday."
    draft = Draft(bare_document(text))
    coder.apply(draft, last="events")
    (bare,) = draft.claims
    pair = question(draft, bare)
    assert pair is not None
    sure = coder.code(text, source=pair.source, target=pair.target, trigger=pair.trigger)
    doubted = replace(sure, events={**sure.events, EventType.SANCTION: 0.05, None: 0.9})
    joining = Joining()
    assert joining.judged(bare, sure).score > joining.judged(bare, doubted).score
    weak, strong = replace(bare, score=0.4), replace(bare, score=0.9)
    assert joining.judged(strong, sure).score > joining.judged(weak, sure).score
    assert joining.judged(bare, None) == bare
    assert agreement(bare, sure) == sure.events[EventType.SANCTION]


def test_a_promise_of_help_agrees_with_help_that_is_planned(read, coder):
    text = "Norway will send Moldova 200 generators next week."
    (claim,) = read(text).claims
    coding = coder.code(text, source=(0, 6), target=(17, 24))
    assert claim.status is Status.PLANNED
    assert agreement(claim, coding) >= coding.events[EventType.AGREE]


def test_log_odds_are_finite():
    assert log_odds(0.5) == 0
    assert log_odds(0) == pytest.approx(-9.21, abs=0.01) and log_odds(1) == pytest.approx(9.21, abs=0.01)


@pytest.mark.parametrize(
    ("text", "event", "form", "status"),
    [
        ("Japan has steadily deepened its relations with India since the accord.", "SUPPORT", None, "actual"),
        ("Ghana recognised Kosovo on Thursday in a short note.", "SUPPORT", "recognition", "actual"),
        ("Reports of an attack by Serbia on Kosovo are baseless, Belgrade said.", "ASSAULT", None, "denied"),
    ],
)  # fmt: skip
def test_what_the_encoder_says_of_form_and_status_needs_words_for_it(read, text, event, form, status):
    claims = [c for c in read(text).claims if c.event == event]
    assert [(c.form, c.status) for c in claims] == [(form, status)]


@pytest.mark.parametrize(
    ("text", "event"),
    [
        # broken is an image, and nothing between two states
        (
            "Venezuelan President Nicolas Maduro landed in Jakarta on Thursday. With the stay in Jakarta, which keeps "
            "a warm relationship with the United States, Maduro breaks the isolation that has dogged him since the "
            "election.",
            "SANCTION",
        ),
        # for what somebody is given a way he may or may not use it
        ("Paris offered Chad a way to condemn Libya without losing face.", "ACCUSE"),
    ],
)
def test_what_reads_like_an_act_and_is_none(read, text, event):
    assert [c for c in read(text).claims if c.event == event] == []


@pytest.mark.parametrize(
    ("told", "coded", "text", "status"),
    [
        ("actual", "denied", "Grain from Odesa kept Eritrea alive in its war with Ethiopia.", "actual"),
        ("actual", "denied", "Chad hasn’t shelled a Libyan post, its army said.", "denied"),
        ("actual", "denied", "Talk of a Kenyan raid on Somalia is baseless.", "denied"),
        ("planned", "denied", "Peru will not send troops to Haiti.", "planned"),
        ("denied", "actual", "Laos needs Thai help, not lectures.", "actual"),
        ("actual", "ongoing", "Mali is holding Ivorian soldiers.", "ongoing"),
    ],
)
def test_a_denial_needs_a_word_that_denies(told, coded, text, status):
    assert settled(Status(told), Status(coded), text) is Status(status)


def test_what_somebody_is_helped_to_do_is_no_act_of_his(read):
    claims = read("Iran is helping Yemen build up its missile force against Saudi Arabia.").claims
    assert "MOBILIZE" not in {str(c.event) for c in claims}
    assert ("AID", "IRN") in {(str(c.event), c.sources[0].country) for c in claims}
