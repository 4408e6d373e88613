"""Values that people may give to fields, and what a claim says with them."""

from __future__ import annotations

import pytest
from tests.merge.builders import Paper, build, report
from tests.merge.worlds import WORLDS

from communique.merge.judged import Judged
from communique.merge.right_values import corrected, field_name, heard, said, value_text
from communique.model.records import Claim, Status
from communique.model.values import Basis


def claim(**rest) -> Claim:
    sentence = "Ana Silva met Jon Berg in Oslo and signed 11 agreements."
    rows = [report("p", sentence, "met", "Ana Silva/PRT", "Jon Berg/SWE", form="meeting", **rest)]
    return build([Paper("p", "o", "2022-05-01")], rows).claims[0]


@pytest.mark.parametrize(
    ("field", "value", "kept"),
    [
        ("date", "2022-05", "2022-05-01..2022-05-31"),
        ("date", "2022-05-03", "2022-05-03"),
        ("date", " 2022-05-03..2022-05-04 ", "2022-05-03..2022-05-04"),
        ("place", "Peking", "Beijing"),
        ("place", "Viet Nam", "Vietnam"),
        ("place", "Camp  David Lodge", "Camp David Lodge"),
        ("kind", "Visit", "visit"),
        ("kind", "aid", "AID"),
        ("status", "denied", "denied"),
        ("since", "2011..2014", "2011..2014"),
        ("quantity: ship", "more than 3", "more than 3"),
        ("sources", "Ana Silva,  Bo Berg", "Ana Silva, Bo Berg"),
    ],
)
def test_a_value_has_one_form(field: str, value: str, kept: str) -> None:
    assert value_text(field, value) == kept
    assert value_text(field, kept) == kept


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("date", "soon"),
        ("date", "2022-02-30"),
        ("date", "2022-05-04..2022-05-03"),
        ("status", "done"),
        ("kind", "party"),
        ("since", "long ago"),
        ("quantity: ship", "many"),
        ("place", "  "),
    ],
)
def test_what_no_field_can_be_is_refused(field: str, value: str) -> None:
    with pytest.raises(ValueError, match=r"\w"):
        value_text(field, value)


def test_fields_go_by_the_names_that_are_shown() -> None:
    assert [field_name(n) for n in ("Who", "whom", "what", "previous", "DATE", "quantity: ship")] == [
        "sources", "targets", "kind", "since", "date", "quantity: ship",
    ]  # fmt: skip
    for wrong in ("colour", "quantity:", ""):
        with pytest.raises(ValueError, match="no field"):
            field_name(wrong)


@pytest.mark.parametrize("make", WORLDS, ids=lambda f: f.__name__)
def test_what_a_claim_says_is_what_saying_it_again_gives(make) -> None:
    for one in make().claims:
        told = said(one)
        people = {p.name.casefold(): p for p in one.participants()}
        for field, value in told.items():
            assert said(corrected(one, {field: value}, (), people)).get(field) == value, field


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("date", "2022-05-03"),
        ("place", "Beijing"),
        ("status", "denied"),
        ("kind", "call"),
        ("kind", "SANCTION"),
        ("agreement", "treaty"),
        ("stage", "signed"),
        ("since", "2017"),
        ("quantity: agreement", "about 12"),
        ("sources", "Bo Lind, Jon Berg"),
        ("targets", "Chile"),
    ],
)
def test_a_claim_says_what_it_was_given(field: str, value: str) -> None:
    one = claim(date="2022-05-01", quantities=[(11, "agreements", "11 agreements")])
    people = {p.name.casefold(): p for p in one.participants()}
    made = corrected(one, {field: value}, (), people)
    assert said(made)[field] == value
    assert made.id == one.id
    assert {k: v for k, v in said(made).items() if k != field and k != "kind"} == {
        k: v for k, v in said(one).items() if k != field and k != "kind"
    }


@pytest.mark.parametrize("field", ["date", "place", "sources", "targets", "kind", "quantity: agreement"])
def test_a_claim_does_not_say_what_is_wrong(field: str) -> None:
    one = claim(date="2022-05-01", place="Oslo/NOR", quantities=[(11, "agreements", "11 agreements")])
    was = said(one)[field]
    assert said(corrected(one, {}, (field,), {})).get(field) != was


def test_a_day_that_was_given_counts_as_stated_and_somebody_new_is_a_state_where_the_name_is_one() -> None:
    one = corrected(claim(), {"date": "2022-05-03", "targets": "Chile, Nobody Known"}, (), {})
    assert one.date is not None and one.date.basis is Basis.JUDGED
    assert [(p.name, p.country) for p in one.targets] == [("Chile", "CHL"), ("Nobody Known", None)]


def test_claims_are_heard_as_they_were_judged() -> None:
    one, other = claim(), claim(status="planned")
    listed = [other, one] if other.id > one.id else [one, other]
    assert [c.id for c in heard(listed, Judged())] == sorted({one.id, other.id})
    judged = Judged(values={one.id: {"status": "denied"}})
    assert {c.status for c in heard([one], judged)} == {Status.DENIED}
    assert heard([one], Judged(wrong=frozenset({one.id}))) == ()
