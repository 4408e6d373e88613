from __future__ import annotations

import pytest

from communique.merge.measures import apart, measure, measures, narrower, same_measure
from communique.model.values import Qualifier, Quantity


def q(value: float, unit: str, text: str = "", of: str = "", qualifier: Qualifier = Qualifier.EXACT) -> Quantity:
    return Quantity(value, unit, of, qualifier, text or f"{value:g} {unit}")


def test_the_table_is_whole() -> None:
    assert measures()["memorandum"] == "agreement"
    assert measures()["mou"] == measures()["pact"] == "agreement"
    assert all(unit == unit.casefold() for unit in measures())


@pytest.mark.parametrize(
    ("one", "two", "same"),
    [
        (q(8, "memorandum", of="understanding"), q(11, "agreements"), True),
        (q(3, "diplomats"), q(4, "envoy"), True),
        (q(100, "tonnes", of="maize"), q(150, "ton"), True),
        (q(100, "tonnes", of="maize"), q(150, "tonne", of="rice"), False),
        (q(50, "tonnes", of="aid"), q(65, "tonne", of="food"), True),
        (q(50, "tonnes", of="medicine"), q(65, "tonne", of="food"), False),
        (q(30, "prisoners", of="war"), q(32, "captives"), True),
        (q(12, "company"), q(14, "firms"), True),
        (q(3, "dead"), q(3, "wounded"), False),
        (q(3, "glasses"), q(4, "glass"), False),
        (q(3, "schools"), q(4, "school"), True),
    ],
)
def test_what_counts_the_same(one: Quantity, two: Quantity, same: bool) -> None:
    assert same_measure(one, two) is same
    assert same_measure(two, one) is same


def test_names_of_measures() -> None:
    assert measure(q(2, "Memoranda", of="understanding")) == ("agreement", "")
    assert measure(q(2, "tonnes", of="Maize")) == ("tonne", "maize")
    assert measure(q(2, "bridges")) == ("bridge", "")


@pytest.mark.parametrize(
    ("one", "two", "no_value_fits_both"),
    [
        (q(11, "deals"), q(12, "deals"), True),
        (q(11, "deals"), q(11, "deals"), False),
        (q(2000, "men", qualifier=Qualifier.ABOUT), q(1950, "men"), False),
        (q(2000, "men", qualifier=Qualifier.ABOUT), q(1500, "men"), True),
        (q(10, "men", qualifier=Qualifier.MORE_THAN), q(400, "men"), False),
        (q(10, "men", qualifier=Qualifier.MORE_THAN), q(9, "men"), True),
        (q(10, "men", qualifier=Qualifier.LESS_THAN), q(40, "men", qualifier=Qualifier.MORE_THAN), True),
    ],
)
def test_apart(one: Quantity, two: Quantity, no_value_fits_both: bool) -> None:
    assert apart(one, two) is apart(two, one) is no_value_fits_both


@pytest.mark.parametrize(
    ("one", "two", "is_narrower"),
    [
        ((3, "three energy agreements"), (11, "eleven agreements"), True),
        ((11, "eleven energy agreements"), (3, "three agreements"), False),
        ((3, "three new bilateral agreements"), (11, "eleven agreements"), False),
        ((4, "four power purchase agreements"), (12, "12 cooperation documents"), True),
        ((3, "three energy agreements"), (5, "five health agreements"), False),
        ((3, "three agreements"), (3, "three energy agreements"), False),
        ((4, "four legal instruments"), (5, "five cooperation agreements"), False),
    ],
)
def test_narrower(one: tuple[int, str], two: tuple[int, str], is_narrower: bool) -> None:
    assert narrower(q(one[0], "agreement", one[1]), q(two[0], "agreement", two[1])) is is_narrower
