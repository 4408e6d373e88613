from __future__ import annotations

import datetime as dt

import pytest

from communique.knowledge.given_offices import read_given_offices
from communique.knowledge.offices import Roster, Tenure, shipped
from communique.link.offices import Days, Evidence, OfficeBook


def days(first: str, last: str | None = None) -> Days:
    return Days(dt.date.fromisoformat(first), dt.date.fromisoformat(last or first))


def said(
    name: str, day: str, *, position: str = "foreign minister", where: str = "KIR", document: str = "d-1"
) -> Evidence:
    return Evidence(position, where, days(day), f"person:{name.lower().replace(' ', '-')}", name, document)


def book(*evidence: Evidence, own: str = "", roster: Roster | None = None) -> OfficeBook:
    given = read_given_offices("person,position,state,start,end\n" + own, "mine.csv") if own else ()
    return OfficeBook(evidence, (roster or shipped()).with_given(given))


def test_texts_then_table_with_what_shows_it() -> None:
    made = book(said("Taneti Abano", "2023-03-01"), said("Taneti Abano", "2023-05-01", document="d-2"))
    found = made.holder("top diplomat", "KIR", days("2023-03-10"))
    assert found is not None
    assert found.name == "Taneti Abano"
    assert found.why == (
        "linked because: office foreign minister of KIR on 2023-03-10: Taneti Abano, as d-1 says of 2023-03-01, "
        "and 1 more document"
    )
    assert made.holder("foreign minister", "KIR", days("2026-01-01")) is None  # too far from what was said


def test_the_table_tells_its_row_and_how_many_documents_say_so() -> None:
    evidence = [said("Sergei Lavrov", f"2021-09-{d}", where="RUS", document=f"d-{d}") for d in (10, 11, 12)]
    found = book(*evidence).holder("foreign minister", "RUS", days("2021-09-28"))
    assert found is not None
    assert "as d-12 says of 2021-09-12, and 2 more documents; shipped table (mid.ru; since 2004-03-09)" in found.why
    alone = book().holder("foreign minister", "RUS", days("2021-09-28"))
    assert alone is not None
    assert alone.why.endswith("on 2021-09-28: Sergey Lavrov, shipped table (mid.ru; since 2004-03-09)")


def test_the_own_table_goes_before_texts() -> None:
    own = "Ivan Neverov,foreign minister,RUS,2021-01-01,2021-12-31\n"
    found = book(said("Sergei Lavrov", "2021-09-10", where="RUS"), own=own).holder(
        "foreign minister", "RUS", days("2021-09-28")
    )
    assert found is not None
    assert found.name == "Ivan Neverov"
    assert "your own table (mine.csv:2; 2021-01-01 to 2021-12-31)" in found.why


@pytest.mark.parametrize(("evidence", "against"), [
    (said("Ivan Neverov", "2021-09-10", where="RUS"), ["shipped table (mid.ru; since 2004-03-09) has Sergey Lavrov"]),
    (said("Sergei Lavrov", "2021-09-10", where="RUS"), []),
    (said("Ivan Neverov", "2021-09-10", where="RUS", position="ambassador"), []),  # of those there are many
    (said("Ivan Neverov", "2026-09-10", where="RUS"), []),  # the table knows nothing of that year
    (said("Taneti Abano", "2023-03-01"), []),  # nor of that state
])  # fmt: skip
def test_what_speaks_against_a_text(evidence: Evidence, against: list[str]) -> None:
    assert list(book(evidence).against(evidence)) == against


def test_two_texts_that_name_two_holders_speak_against_each_other() -> None:
    one, two = said("Taneti Abano", "2023-03-01"), said("Ruti Baraniko", "2023-03-20", document="d-2")
    later = said("Ruti Baraniko", "2023-09-20", document="d-3")
    made = book(one, two, later)
    assert made.against(one) == ("d-2 has Ruti Baraniko on 2023-03-20",)
    assert made.against(two) == ("d-1 has Taneti Abano on 2023-03-01",)
    assert made.against(later) == ()  # half a year later the office may have changed hands


def test_what_the_shipped_table_has_against_an_own_row() -> None:
    own = "Ivan Neverov,foreign minister,RUS,2021-01-01,2021-12-31\n"
    made = book(own=own)
    (row,) = [t for t in shipped().with_given(given(own)).rows if t.basis == "given"]
    assert made.against_given(row, shipped()) == ("shipped table (mid.ru; since 2004-03-09) has Sergey Lavrov",)


def given(own: str) -> tuple[Tenure, ...]:
    return read_given_offices("person,position,state,start,end\n" + own, "mine.csv")
