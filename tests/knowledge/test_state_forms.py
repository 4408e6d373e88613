"""Every form of a state's name that the press prints is in the table, and the reader finds it in a sentence."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path

import pytest

from communique.annotate.pipeline import Coder
from communique.knowledge.states import State, ambiguous_names, state_names, states

CASES = [
    json.loads(line)
    for line in (Path(__file__).parent / "cases" / "state_forms.jsonl").read_text(encoding="utf-8").splitlines()
]
KINDS = ("forms", "adjectives", "capital", "seats")


@cache
def coder() -> Coder:
    return Coder()


def test_the_cases_are_many():
    assert len(CASES) >= 193
    assert sum(len(case[kind]) for case in CASES for kind in KINDS) >= 1000


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["code"])
def test_the_table_lists_the_form(case):
    missing = [
        form
        for kind in KINDS
        for form in case[kind]
        if case["code"] not in {n.code for n in state_names().get(form, ())}
    ]
    assert missing == []


def sentences(one: State) -> list[tuple[str, str]]:
    """Each form of a state in a sentence of its own."""
    made = [(n, f"Officials from {n} signed the agreement on Monday.") for n in one.names]
    made += [(n, f"{n} recalled its ambassador on Monday.") for n in one.names]
    made += [(n, f"The {n} government rejected the proposal on Monday.") for n in one.adjectives]
    capitals = (one.capital, *one.capital_aliases) if one.capital else ()
    made += [(n, f"The visit has annoyed {n}, which condemned it on Monday.") for n in capitals]
    made += [(n, f"The {n} rejected the proposal on Monday.") for n in one.seats]
    # a name of two states means the usual one where nothing else tells
    return [(form, text) for form, text in made if form not in ambiguous_names()]


@pytest.mark.parametrize("one", states(), ids=lambda one: one.code)
def test_the_reader_finds_the_form(one):
    lost = [text for _, text in sentences(one) if one.code not in {m.country for m in coder().read(text).mentions}]
    assert lost == []
