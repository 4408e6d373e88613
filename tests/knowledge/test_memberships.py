from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from communique.errors import BadTable
from communique.knowledge.memberships import (
    CHECKED,
    COLUMNS,
    members_on,
    memberships,
    organisations_of,
    parse_memberships,
)
from communique.knowledge.organisations import COLUMNS as ORGANISATION_COLUMNS
from communique.knowledge.organisations import organisations, parse_organisations
from communique.knowledge.states import state_codes
from communique.knowledge.tables import parse_table

# organisation, state, day, member
FACTS = [
    ("european-union", "GBR", "2019-06-01", True),
    ("european-union", "GBR", "2021-06-01", False),
    ("european-union", "HRV", "2012-06-01", False),
    ("european-union", "HRV", "2013-07-01", True),
    ("eurozone", "BGR", "2025-12-31", False),
    ("eurozone", "BGR", "2026-01-01", True),
    ("schengen-area", "ROU", "2025-02-01", True),
    ("schengen-area", "ROU", "2020-02-01", False),
    ("nato", "FIN", "2023-04-03", False),
    ("nato", "FIN", "2023-04-04", True),
    ("nato", "SWE", "2024-03-07", True),
    ("nato", "TUR", "1975-01-01", True),
    ("council-of-europe", "RUS", "2022-03-16", True),
    ("council-of-europe", "RUS", "2022-03-17", False),
    ("asean", "VNM", "1995-07-27", False),
    ("asean", "VNM", "1995-07-28", True),
    ("asean", "TLS", "2025-10-25", False),
    ("asean", "TLS", "2025-10-26", True),
    ("brics", "IDN", "2024-12-31", False),
    ("brics", "IDN", "2025-01-06", True),
    ("brics", "ARE", "2023-12-31", False),
    ("brics", "ARE", "2024-01-01", True),
    ("brics", "EGY", "2024-01-01", True),
    ("brics", "ETH", "2024-01-01", True),
    ("brics", "IRN", "2024-01-01", True),
    ("brics", "SAU", "2025-06-01", False),
    ("brics", "ZAF", "2010-06-01", False),
    ("shanghai-cooperation-organization", "IRN", "2022-01-01", False),
    ("shanghai-cooperation-organization", "IRN", "2023-07-04", True),
    ("ecowas", "MLI", "2024-06-01", True),
    ("ecowas", "MLI", "2025-06-01", False),
    ("opec", "QAT", "2018-06-01", True),
    ("opec", "QAT", "2020-01-01", False),
    ("opec", "ARE", "2026-04-30", True),
    ("opec", "ARE", "2026-05-02", False),
    ("opec", "IDN", "2016-06-01", True),
    ("opec", "IDN", "2017-06-01", False),
    ("unesco", "USA", "2017-06-01", True),
    ("unesco", "USA", "2020-06-01", False),
    ("unesco", "USA", "2024-06-01", True),
    ("international-criminal-court", "PHL", "2018-06-01", True),
    ("international-criminal-court", "PHL", "2020-06-01", False),
    ("international-criminal-court", "UKR", "2024-12-31", False),
    ("united-nations", "SSD", "2011-07-14", True),
    ("united-nations", "CSK", "1990-01-01", True),
    ("united-nations", "CSK", "1993-06-01", False),
    ("g8", "RUS", "2010-01-01", True),
    ("g8", "RUS", "2015-01-01", False),
    ("world-trade-organization", "RUS", "2012-08-22", True),
    ("world-trade-organization", "IRN", "2024-01-01", False),
    ("mercosur", "VEN", "2014-01-01", True),
    ("mercosur", "VEN", "2019-01-01", False),
]


@pytest.mark.parametrize(("organisation", "state", "day", "member"), FACTS)
def test_facts(organisation: str, state: str, day: str, member: bool) -> None:
    on = dt.date.fromisoformat(day)
    assert (state in members_on(organisation, on)) is member
    assert (organisation in organisations_of(state, on)) is member


COUNTS = [
    ("united-nations", 193),
    ("unesco", 194),
    ("oecd", 38),
    ("commonwealth", 56),
    ("international-criminal-court", 125),
    ("world-trade-organization", 163),
    ("european-union", 27),
    ("nato", 32),
    ("schengen-area", 29),
]


@pytest.mark.parametrize(("organisation", "count"), COUNTS)
def test_how_many_members_today(organisation: str, count: int) -> None:
    assert len(members_on(organisation, CHECKED)) == count


def test_nobody_is_a_member_of_what_is_not_known() -> None:
    assert members_on("club-of-two", CHECKED) == frozenset()
    assert memberships("rosatom") == ()


DAYS = st.dates(dt.date(1945, 1, 1), dt.date(2030, 12, 31))


@given(st.sampled_from(organisations()), DAYS)
def test_members_are_states_with_one_membership_that_covers_the_day(one, day: dt.date) -> None:
    found = members_on(one.id, day)
    assert found <= state_codes()
    assert len(found) == sum(m.covers(day) for m in memberships(one.id))


@given(st.sampled_from([o for o in organisations() if o.members]), st.dates(dt.date(2026, 6, 1), dt.date(2035, 1, 1)))
def test_in_the_end_the_members_are_those_of_the_table_of_organisations(one, day: dt.date) -> None:
    assert members_on(one.id, day) == frozenset(one.members)


@given(st.sampled_from(sorted(state_codes())), DAYS)
def test_both_look_ups_agree(state: str, day: dt.date) -> None:
    assert set(organisations_of(state, day)) == {o.id for o in organisations() if state in members_on(o.id, day)}


KNOWN = parse_organisations(
    parse_table(
        "organisations.csv",
        ",".join(ORGANISATION_COLUMNS) + "\nClub,,,IGO,bloc,FRA|VNM,o\nOpen Club,,,IGO,bloc,,o\n",
        ORGANISATION_COLUMNS,
    )
)


def membership_rows(*lines: str):
    return parse_table("memberships.csv", "\n".join([",".join(COLUMNS), *lines]) + "\n", COLUMNS)


BAD_ROWS = [
    (["Club of Two,VNM,2000-01-01,,o"], "organisation is 'Club of Two'"),
    (["Club,XXX,2000-01-01,,o"], "state is 'XXX'"),
    (["Club,DEU,2000-01-02,2000-01-01,o"], "left 2000-01-01 lies before joined 2000-01-02"),
    (["Club,VNM,,,o"], "neither joined nor left"),
    (["Club,DEU,2000-01-01,,o"], "DEU is no member in organisations.csv"),
    (["Club,VNM,2000-01-01,2001-01-01,o"], "VNM is a member in organisations.csv"),
    (["Club,VNM,2000-01-01,2003-01-01,o", "Club,VNM,2002-01-01,,o"], "VNM joins Club before it has left it"),
    (["Club,VNM,2000-01-01,,o", "Club,VNM,2002-01-01,,o"], "VNM joins Club before it has left it"),
    (["Club,VNM,2000-01,,o"], "joined is '2000-01', not a day"),
    (["Club,VNM,2000-01-01,,"], "origin is empty"),
]


@pytest.mark.parametrize(("lines", "what"), BAD_ROWS)
def test_a_bad_row_is_refused(lines: list[str], what: str) -> None:
    with pytest.raises(BadTable, match=r"^memberships\.csv:[23]: ") as caught:
        parse_memberships(membership_rows(*lines), KNOWN)
    assert what in caught.value.what


def test_leaving_and_joining_again_is_allowed_and_so_is_an_open_list() -> None:
    lines = ("Club,VNM,2002-01-01,,o", "Club,VNM,1990-01-01,2000-01-01,o", "Open Club,DEU,2000-01-01,,o")
    found = parse_memberships(membership_rows(*lines), KNOWN)
    assert [(m.organisation, m.state, m.joined and m.joined.year) for m in found] == [
        ("club", "VNM", 1990),
        ("club", "VNM", 2002),
        ("open-club", "DEU", 2000),
    ]
