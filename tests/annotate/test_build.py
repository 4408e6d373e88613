"""What belongs to a claim beside its sides: date, place, quantities, stages, earlier visits."""

from __future__ import annotations

import datetime as dt

import pytest
from tests.annotate.casework import assert_found, cases, claim_words

from communique.model.ontology import EventType
from communique.model.values import Basis, LinkKind, Precision


@pytest.mark.parametrize("case", cases("details"))
def test_details(case, read):
    assert_found(case["claims"], [claim_words(c) for c in read(case["text"]).claims])


def test_the_matter_says_what_it_is_about(read):
    text = "Kosovo accused Serbia of arming smugglers."
    (claim,) = read(text).claims
    assert claim.matter is not None
    assert claim.matter.of(text) == "of arming smugglers"


def test_attribution_of_a_claim_runs_from_the_medium_to_the_speaker(read):
    (claim,) = read("According to Xinhua, the Mongolian premier said Japan had thanked Laos.").claims
    assert [(link.name, link.kind) for link in claim.attribution] == [
        ("Xinhua", LinkKind.MEDIUM),
        ("prime minister of Mongolia", LinkKind.SPEAKER),
    ]


def test_a_stated_date_keeps_its_words(read):
    text = "Slovenia thanked Austria on 3 February 2019."
    (claim,) = read(text).claims
    assert claim.date is not None
    assert claim.date.start == dt.date(2019, 2, 3)
    assert (claim.date.precision, claim.date.basis) == (Precision.DAY, Basis.STATED)
    assert claim.date.span is not None
    assert claim.date.span.of(text) == claim.date.text


def test_a_plan_lies_ahead_and_a_deed_behind(read):
    (deed,) = read("Slovenia thanked Austria on Tuesday.").claims
    (plan,) = read("Slovenia will thank Austria on Tuesday.").claims
    assert deed.date is not None and deed.date.start == dt.date(2019, 3, 12)
    assert plan.date is not None and plan.date.start == dt.date(2019, 3, 19)


def test_no_relative_date_without_a_day_to_count_from(read):
    (claim,) = read("Slovenia thanked Austria on Tuesday.", None).claims
    assert claim.event is EventType.SUPPORT
    assert claim.date is None or claim.date.start is None
