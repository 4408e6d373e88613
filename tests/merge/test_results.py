from __future__ import annotations

from typing import Any

import pytest
from tests.merge.builders import Paper, build, report

from communique.merge.events import merge_all

PAPERS = [Paper("a", "Nile Post", "2024-05-15"), Paper("b", "Gulf Courier", "2024-05-16")]
TALKS: dict[str, Any] = {"form": "meeting", "date": "2024-05-14"}
AGREED: dict[str, Any] = {"event": "AGREE", "date": "2024-05-14"}
AGREED_END = {"outcome": "agreed"}
FAILED = "The fuel talks in Moundou on transit came to nothing."
CASES: list[tuple[str, str, str, dict[str, Any], list[str]]] = [
    ("an agreement on the matter of the talks", "Chad and Cameroon agreed on fuel transit in their talks in Moundou.",
     "agreed", AGREED, ["agreed", "no-result"]),
    ("the deal is a paper", "At a meeting in Moundou the two reached a deal on fuel.", "reached a deal",
     {**AGREED, "form": "agreement", "details": {"stage": "agreed"}}, ["agreed", "no-result"]),
    ("of another matter", "Chad and Cameroon agreed on visas at their ministers' meeting.", "agreed", AGREED, []),
    ("nothing is told of talks", "Chad and Cameroon agreed on fuel transit by letter, as Moundou wished.", "agreed",
     AGREED, []),
    ("only that they meet again", "In the fuel talks in Moundou they agreed to hold another round.", "agreed", AGREED,
     []),
    ("a week later", "Chad and Cameroon agreed on fuel transit in their talks in Moundou.", "agreed",
     {**AGREED, "date": "2024-05-21"}, []),
    ("what is only planned", "Chad and Cameroon will agree on fuel transit in their talks in Moundou.", "will agree",
     {**AGREED, "status": "planned"}, []),
]  # fmt: skip


@pytest.mark.parametrize(("sentence", "word", "rest", "expected"), [c[1:] for c in CASES], ids=[c[0] for c in CASES])
def test_results(sentence: str, word: str, rest: dict[str, Any], expected: list[str]) -> None:
    rows = [
        report("a", FAILED, "talks", "TCD", "CMR", details={"outcome": "no-result"}, **TALKS),
        report("b", sentence, word, "TCD", "CMR", **rest),
    ]
    made = build(PAPERS, rows)
    found = merge_all(made.claims, made.documents, {}).contradictions
    assert [v.value for x in found if x.field == "outcome" for v in x.values] == expected


def test_who_tells_of_an_agreement_too_tells_of_two_matters() -> None:
    rows = [
        report("a", FAILED, "talks", "TCD", "CMR", details={"outcome": "no-result"}, **TALKS),
        report("a", "They agreed on grain.", "agreed", "TCD", "CMR", **AGREED),
        report("b", CASES[0][1], "agreed", "TCD", "CMR", **AGREED),
    ]
    made = build(PAPERS, rows)
    assert not [x for x in merge_all(made.claims, made.documents, {}).contradictions if x.field == "outcome"]


@pytest.mark.parametrize(("sentence", "expected"), [
    ("They could not agree on oil at their talks.", []),
    ("They could not agree on the water of the Tigris at their talks.", ["agreed", "no-result"]),
], ids=["of another matter", "of one matter"])  # fmt: skip
def test_two_ends_of_one_round(sentence: str, expected: list[str]) -> None:
    rows = [
        report("a", "At talks they signed a plan for water.", "talks", "TUR", "IRQ", details=AGREED_END, **TALKS),
        report("b", sentence, "talks", "TUR", "IRQ", details={"outcome": "no-result"}, **TALKS),
    ]
    made = build(PAPERS, rows)
    found = merge_all(made.claims, made.documents, {}).contradictions
    assert [v.value for x in found if x.field == "outcome" for v in x.values] == expected
