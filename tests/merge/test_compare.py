from __future__ import annotations

from typing import Any

import pytest
from tests.merge.builders import Paper, build, report

from communique.merge.compare import WEIGHTS, Comparison, compare
from communique.merge.facts import content_words, facts_of

PAPERS = [
    Paper("a", "Outlet A", "2024-03-05"),
    Paper("b", "Outlet B", "2024-03-05"),
    Paper("late", "Outlet C", "2024-09-01"),
]
FIDAN, ARAGHCHI, PEZESHKIAN = "Hakan Fidan/TUR", "Abbas Araghchi/IRN", "Masoud Pezeshkian/IRN"


def pair(one: dict[str, Any], two: dict[str, Any], *, papers: tuple[str, str] = ("a", "b")) -> Comparison:
    rows = []
    for paper, row, words in zip(papers, (one, two), ("met in the palace", "sat down together"), strict=True):
        full: dict[str, Any] = {"who": FIDAN, "whom": ARAGHCHI, "form": "meeting", "sentence": f"They {words}.", **row}
        sentence = full.pop("sentence")
        predicate = full.pop("predicate", sentence.split()[1])
        who, whom = full.pop("who"), full.pop("whom")
        rows.append(report(paper, sentence, predicate, who, whom, **full))
    world = build(PAPERS, rows)
    return compare(*(facts_of(c, world.documents[c.document]) for c in world.claims))


DAY, NEXT, WEEK = {"date": "2024-03-04"}, {"date": "2024-03-05"}, {"date": "2024-03-11"}
SIGNED = {"event": "AGREE", "form": "agreement", "who": "TUR", "whom": "IRN"}

VOTED = {"event": None, "form": "vote", "who": "@council", "whom": "IRN", **DAY}
GIVEN = {"event": "AID", "form": None, "who": "TUR", "whom": "IRN", **DAY}
OUT = {"event": "SANCTION", "mode": "expel", "predicate": "expelled"}
SUMMONED = {"event": "ACCUSE", "form": None, "who": "TUR", "whom": ARAGHCHI, **DAY}

APART = [
    ("other day", DAY, WEEK),
    ("other person on one side", DAY, {**DAY, "whom": PEZESHKIAN}),
    ("round of meetings", DAY, {**DAY, "whom": f"{ARAGHCHI}; {PEZESHKIAN}; Ali Larijani/IRN"}),
    ("other city", {**DAY, "place": "Moscow/RUS"}, {**DAY, "place": "Hanoi/VNM"}),
    ("other city of the same state", {**DAY, "place": "Ho Chi Minh City/VNM"}, {**DAY, "place": "Hanoi/VNM"}),
    ("a plan and what came of it", DAY, {**DAY, "status": "planned"}),
    ("a visit and the meeting in it", {**DAY, "form": "visit", "mode": "visit"}, DAY),
    ("a call and a meeting", {**DAY, "form": "call", "mode": "phone"}, DAY),
    ("other event", DAY, {**DAY, "event": "ACCUSE", "form": None}),
    ("next day and another person", DAY, {**NEXT, "whom": "IRN"}),
    ("next day in the same document", DAY, NEXT),
    ("signed, ratified", {**SIGNED, "details": {"stage": "signed"}}, {**SIGNED, "details": {"stage": "ratified"}}),
    (
        "accused the other way round",
        {"event": "ACCUSE", "form": None, "who": "TUR", "whom": "IRN"},
        {"event": "ACCUSE", "form": None, "who": "IRN", "whom": "TUR"},
    ),
    (
        "other vote",
        {"event": None, "form": "vote", "details": {"choice": "for"}},
        {"event": None, "form": "vote", "details": {"choice": "abstain"}},
    ),
    (
        "other body",
        {"event": None, "form": "vote", "details": {"body": "UNSC"}},
        {"event": None, "form": "vote", "details": {"body": "IAEA"}},
    ),
    (
        "other text by its number",
        {**VOTED, "details": {"resolution": "resolution 2728"}},
        {**VOTED, "details": {"resolution": "resolution 2735"}},
    ),
    (
        "two votes counted in the same document",
        {**VOTED, "sentence": "They adopted it with 91 votes.", "quantities": [(91, "vote", "91 votes")]},
        {**VOTED, "sentence": "They adopted it with 157 votes.", "quantities": [(157, "vote", "157 votes")]},
    ),
    (
        "votes on four texts and on two",
        {**VOTED, "sentence": "It abstained twice.", "quantities": [(2, "time", "twice")]},
        {**VOTED, "sentence": "It abstained on four texts.", "quantities": [(4, "resolution", "four texts")]},
    ),
    (
        "other text by its matter",
        {**VOTED, "details": {"resolution": "a resolution on Haiti's gangs"}},
        {**VOTED, "details": {"resolution": "a draft resolution on sanctions for Mali"}},
    ),
    (
        "next day, as many planes",
        {**GIVEN, "event": "MOBILIZE", "sentence": "They sent 35 jets.", "quantities": [(35, "jet", "35 jets")]},
        {
            **GIVEN,
            "event": "MOBILIZE",
            **NEXT,
            "sentence": "They sent 35 jets.",
            "quantities": [(35, "jet", "35 jets")],
        },
    ),
    (
        "next day, another number",
        {
            **GIVEN,
            "sentence": "They sent 35 ambulances.",
            "quantities": [(35, "ambulance", "35 ambulances")],
        },
        {**GIVEN, **NEXT, "sentence": "They sent 33 ambulances.", "quantities": [(33, "ambulance", "33 ambulances")]},
    ),
    ("next round", {**DAY, "sentence": "They met."}, {**NEXT, "sentence": "They met again."}),
]

TOGETHER = [
    ("same day", DAY, DAY),
    ("talks and meeting", DAY, {**DAY, "form": "negotiation"}),
    ("sides changed", DAY, {**DAY, "who": ARAGHCHI, "whom": FIDAN}),
    ("an undated report of the same days", DAY, {}),
    ("next day, all else equal", DAY, NEXT),
    (
        "next day, two expelled",
        {**GIVEN, **OUT, "sentence": "They expelled two diplomats.", "quantities": [(2, "diplomat", "two diplomats")]},
        {
            **GIVEN,
            **OUT,
            **NEXT,
            "sentence": "They expelled two diplomats.",
            "quantities": [(2, "diplomat", "two diplomats")],
        },
    ),
    (
        "next day, as many",
        {
            **GIVEN,
            "sentence": "They sent 35 ambulances to northern clinics.",
            "quantities": [(35, "ambulance", "35 ambulances")],
        },
        {
            **GIVEN,
            **NEXT,
            "sentence": "They sent clinics 35 ambulances.",
            "quantities": [(35, "ambulance", "35 ambulances")],
        },
    ),
    (
        "next day, summoned in the same matter",
        {**SUMMONED, "sentence": "They summoned the ambassador over insults to the flag."},
        {
            **SUMMONED,
            **NEXT,
            "sentence": "The ambassador was summoned over insults to the flag.",
            "predicate": "summoned",
        },
    ),
    ("state for person", DAY, {**DAY, "whom": "IRN"}),
    ("unnamed holder for person", DAY, {**DAY, "whom": "?foreign minister/IRN"}),
    ("a range around the day", DAY, {"date": "2024-03-03..2024-03-05"}),
    ("denied and actual", DAY, {**DAY, "status": "denied"}),
    (
        "a vote on one text that names other states",
        {**VOTED, "whom": "IRN", "details": {"resolution": "a resolution condemning the strikes on Erbil"}},
        {**VOTED, "whom": "IRQ", "details": {"resolution": "the draft on the strikes that hit Erbil"}},
    ),
    (
        "one text in other words",
        {**VOTED, "details": {"resolution": "a resolution condemning the referendums in Ukraine"}},
        {**VOTED, "details": {"resolution": "the draft that condemned the annexation of parts of Ukraine"}},
    ),
    ("planned twice", {**DAY, "status": "planned"}, {**DAY, "status": "planned"}),
    (
        "agreements counted differently",
        {
            **SIGNED,
            **DAY,
            "sentence": "They signed a dozen agreements on gas.",
            "quantities": [(12, "agreements", "dozen")],
        },
        {**SIGNED, **DAY, "sentence": "They inked eleven agreements.", "quantities": [(11, "agreements", "eleven")]},
    ),
]

APART_BY_POINTS = [
    (
        "sums of another order",
        {
            **GIVEN,
            "sentence": "They gave 230 million dollars for the northern port and its cranes.",
            "quantities": [(230e6, "dollar", "230 million dollars")],
        },
        {
            **GIVEN,
            "sentence": "They gave eight million to build two clinics beside the desert.",
            "quantities": [(8e6, "dollar", "eight million")],
        },
    ),
    (
        "two promises of one day",
        {**SIGNED, **DAY, "form": None, "sentence": "They agreed to build a gas pipeline."},
        {**SIGNED, **DAY, "form": None, "sentence": "They pledged to fight smuggling along mountain roads."},
    ),
    (
        "signed agreements and a promise",
        {**SIGNED, **DAY, "sentence": "They signed eleven agreements on energy.", "details": {"stage": "signed"}},
        {**SIGNED, **DAY, "form": None, "sentence": "They promised closer defence ties."},
    ),
]


@pytest.mark.parametrize(("why", "one", "two"), APART, ids=[c[0] for c in APART])
def test_vetoes(why: str, one: dict[str, Any], two: dict[str, Any]) -> None:
    found = pair(one, two, papers=("a", "a") if "same document" in why else ("a", "b"))
    assert found.blocked, why
    assert found.score == 0.0
    assert found.explain().startswith("two happenings: ")


@pytest.mark.parametrize(("why", "one", "two"), TOGETHER, ids=[c[0] for c in TOGETHER])
def test_one_happening(why: str, one: dict[str, Any], two: dict[str, Any]) -> None:
    found = pair(one, two)
    assert found.score >= 0.5, found.explain()


@pytest.mark.parametrize(("why", "one", "two"), APART_BY_POINTS, ids=[c[0] for c in APART_BY_POINTS])
def test_two_happenings_by_points(why: str, one: dict[str, Any], two: dict[str, Any]) -> None:
    found = pair(one, two)
    assert not found.blocked
    assert found.score < 0.5, found.explain()


def test_undated_reports_months_apart_are_two() -> None:
    assert pair({}, {}, papers=("a", "late")).score < 0.5


@pytest.mark.parametrize(("why", "one", "two"), [*APART, *TOGETHER], ids=lambda c: c if isinstance(c, str) else "")
def test_symmetric(why: str, one: dict[str, Any], two: dict[str, Any]) -> None:
    there, back = pair(one, two), pair(two, one, papers=("b", "a"))
    assert (there.blocked is None) == (back.blocked is None)
    assert there.points == pytest.approx(back.points)


def test_total_is_the_sum_of_what_is_explained() -> None:
    found = pair(DAY, DAY)
    assert found.points == pytest.approx(sum(f.value * f.weight for f in found.features))
    for feature in found.features:
        if feature.points:
            assert feature.note in found.explain()


def test_every_nature_weighs_every_feature() -> None:
    assert len({frozenset(w) for w in WEIGHTS.values()}) == 1


def test_content_words_meet_across_inflection() -> None:
    assert content_words("signing agreements") == content_words("signed agreement")
    assert content_words("the minister said on Tuesday") == frozenset()


@pytest.mark.parametrize(
    ("sentence", "predicate", "definite"),
    [
        ("The talks lasted two hours.", "talks", True),
        ("Both called the two-day official visit a success.", "visit", True),
        ("His visit to Ankara ended.", "visit", True),
        ("Fidan’s visit to Tehran ended.", "visit", True),
        ("The meeting took place at noon.", "The meeting", True),
        ("The foreign ministers met in Ankara.", "met", False),
        ("The two ministers held talks.", "held talks", False),
        ("A meeting took place.", "meeting", False),
    ],
)
def test_a_noun_with_its_article_takes_up_what_was_told(sentence: str, predicate: str, definite: bool) -> None:
    world = build([Paper("p")], [report("p", sentence, predicate, FIDAN, ARAGHCHI)])
    (claim,) = world.claims
    assert facts_of(claim, world.documents[claim.document]).definite is definite


def test_states_that_held_talks_some_day_are_no_one_meeting_of_another_paper() -> None:
    states = {"who": "TUR", "whom": "IRN"}
    found = pair(states, states)
    assert found.silent
    assert found.score < 0.5
    assert not pair(states, states, papers=("a", "a")).silent


def test_undated_papers_signed_on_the_day_of_the_same_words() -> None:
    rows = [
        {**SIGNED, "sentence": "They signed a dozen agreements on gas.", "quantities": [(12, "agreements", "dozen")]},
        {**SIGNED, "sentence": "Of the eleven agreements little is known.", "predicate": "agreements",
         "quantities": [(11, "agreements", "eleven")]},
    ]  # fmt: skip
    assert pair(*rows, papers=("a", "a")).score >= 0.5
