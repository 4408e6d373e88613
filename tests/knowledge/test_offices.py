from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from communique.errors import BadTable
from communique.knowledge.offices import (
    CHECKED,
    OFFICE_COLUMNS,
    holders,
    parse_tenures,
    tenures,
    tenures_of,
)
from communique.knowledge.positions import position_titles
from communique.knowledge.states import state_codes
from communique.knowledge.tables import parse_table

# position as a text may say it, state or organisation, day, who
HOLDERS = [
    ("foreign minister", "VNM", "2021-09-29", "Bui Thanh Son"),
    ("foreign minister", "VNM", "2017-05-01", "Pham Binh Minh"),
    ("top diplomat", "RUS", "2022-07-06", "Sergey Lavrov"),
    ("president", "VNM", "2024-06-20", "To Lam"),
    ("party chief", "VNM", "2022-07-06", "Nguyen Phu Trong"),
    ("Prime Minister", "VNM", "2024-06-20", "Pham Minh Chinh"),
    ("president", "VNM", "2017-11-10", "Tran Dai Quang"),
    ("secretary of state", "USA", "2022-07-06", "Antony Blinken"),
    ("president", "USA", "2019-01-01", "Donald Trump"),
    ("foreign minister", "CAN", "2022-07-06", "Melanie Joly"),
    ("premier", "CHN", "2022-07-06", "Li Keqiang"),
    ("foreign minister", "CHN", "2023-05-01", "Qin Gang"),
    ("energy minister", "RUS", "2024-06-20", "Sergei Tsivilev"),
    ("foreign secretary", "GBR", "2023-12-01", "David Cameron"),
    ("chancellor", "DEU", "2022-02-24", "Olaf Scholz"),
    ("external affairs minister", "IND", "2023-09-09", "S. Jaishankar"),
    ("president", "IRN", "2023-03-10", "Ebrahim Raisi"),
    ("supreme leader", "PRK", "2018-06-12", "Kim Jong Un"),
    ("president", "BRA", "2023-01-08", "Luiz Inacio Lula da Silva"),
    ("president", "KEN", "2023-05-05", "William Ruto"),
    ("prime minister", "AUS", "2021-09-15", "Scott Morrison"),
    ("secretary-general", "NATO", "2022-02-24", "Jens Stoltenberg"),
    ("secretary general", "United Nations", "2016-05-05", "Ban Ki-moon"),
    ("director general", "International Atomic Energy Agency", "2023-01-01", "Rafael Grossi"),
    ("high representative", "European Union", "2023-01-01", "Josep Borrell"),
    ("spokeswoman", "RUS", "2023-01-01", "Maria Zakharova"),
    ("spokesperson", "Russian Foreign Ministry", "2023-01-01", "Maria Zakharova"),
]


@pytest.mark.parametrize(("position", "where", "day", "person"), HOLDERS)
def test_holders(position: str, where: str, day: str, person: str) -> None:
    on = dt.date.fromisoformat(day)
    assert [t.person for t in holders(position, where, on, on)] == [person]


def test_holders_over_a_change() -> None:
    found = holders("president", "VNM", dt.date(2024, 1, 1), dt.date(2024, 12, 31))
    assert [t.person for t in found] == ["Vo Van Thuong", "Vo Thi Anh Xuan", "To Lam", "Luong Cuong"]


def test_holders_of_nothing_known() -> None:
    assert holders("court jester", "VNM", dt.date(2024, 1, 1), dt.date(2024, 1, 1)) == ()
    assert holders("president", "Atlantis", dt.date(2024, 1, 1), dt.date(2024, 1, 1)) == ()


@pytest.mark.parametrize(("name", "position", "country"), [
    ("Sergei Lavrov", "foreign minister", "RUS"),
    ("sergey lavrov", "foreign minister", "RUS"),
    ("Tô Lâm", "president", "VNM"),
    ("Volodymyr Zelenskyy", "president", "UKR"),
    ("Kim Jong-un", "supreme leader", "PRK"),
    ("MBS", "crown prince", "SAU"),
    ("Recep Tayyip Erdoğan", "president", "TUR"),
    ("Binyamin Netanyahu", "prime minister", "ISR"),
])  # fmt: skip
def test_tenures_of(name: str, position: str, country: str) -> None:
    assert (position, country) in {(t.position, t.country) for t in tenures_of(name)}


def test_tenures_of_a_person_run_in_time() -> None:
    found = tenures_of("To Lam")
    assert [t.start for t in found] == sorted(t.start for t in found)
    assert {t.surname for t in found} == {"Lam"}
    assert tenures_of("Nobody At All") == ()


@pytest.mark.parametrize(("name", "surname"), [
    ("Nguyen Phu Trong", "Trong"), ("Bui Thanh Son", "Son"), ("Xi Jinping", "Xi"), ("Yoon Suk-yeol", "Yoon"),
    ("Vladimir Putin", "Putin"), ("Shinzo Abe", "Abe"), ("Joko Widodo", "Widodo"), ("Prayut Chan-o-cha", "Prayut"),
])  # fmt: skip
def test_short_forms_of_the_press(name: str, surname: str) -> None:
    assert {t.surname for t in tenures_of(name)} == {surname}


def test_no_office_is_held_twice_at_once() -> None:
    # The loader refuses it; this looks again without the loader's own sorting, at every pair of one office.
    for one in tenures():
        for other in tenures():
            if (one.country, one.organisation, one.position) != (other.country, other.organisation, other.position):
                continue
            if one is other or one.start > other.start:
                continue
            assert one.end is not None, (one, other)
            assert one.end <= other.start, (one, other)


def test_one_person_has_one_short_form() -> None:
    short: dict[str, str] = {}
    for one in tenures():
        assert short.setdefault(one.person, one.surname) == one.surname, one.person


def test_many_states_have_a_head() -> None:
    heads = {t.country for t in tenures() if position_titles()[t.position].rank <= 2}
    assert len(heads & state_codes()) >= 150


@given(st.dates(dt.date(2015, 1, 1), dt.date(2026, 12, 31)))
def test_on_one_day_an_office_has_one_holder_or_hands_over(day: dt.date) -> None:
    for country in ("RUS", "VNM", "USA", "CHN", "GBR", "JPN"):
        found = holders("foreign minister", country, day, day)
        assert len(found) <= 1 or any(t.end == day for t in found)


def office_rows(*lines: str):
    return parse_table("offices.csv", "\n".join([",".join(OFFICE_COLUMNS), *lines]) + "\n", OFFICE_COLUMNS)


BAD_OFFICES = [
    (["A B,,B,president,VNM,,2020-01-02,2020-01-01,o"], "end 2020-01-01 lies before start 2020-01-02"),
    (["A B,,B,premier,VNM,,2020-01-01,,o"], "position is 'premier', not a title"),
    (["A B,,B,president,XXX,,2020-01-01,,o"], "country is 'XXX'"),
    (["A B,,B,president,,,2020-01-01,,o"], "neither country nor organisation"),
    (["A B,,B,president,,Club of Two,2020-01-01,,o"], "organisation is 'Club of Two'"),
    (["A B,,C,president,VNM,,2020-01-01,,o"], "surname 'C' is no part of 'A B'"),
    (["A B,,B,president,VNM,,2020-01,,o"], "start is '2020-01', not a day"),
    (["A B,,B,president,VNM,,2020-01-01,,o", "C D,,D,president,VNM,,2021-01-01,,o"], "before A B ends"),
    (["A B,,B,president,VNM,,2020-01-01,2021-01-02,o", "C D,,D,president,VNM,,2021-01-01,,o"], "before A B ends"),
]


@pytest.mark.parametrize(("lines", "what"), BAD_OFFICES)
def test_a_bad_office_is_refused(lines: list[str], what: str) -> None:
    with pytest.raises(BadTable, match=r"^offices\.csv:[23]: ") as caught:
        parse_tenures(office_rows(*lines), position_titles())
    assert what in caught.value.what


def test_handing_over_on_one_day_is_allowed() -> None:
    lines = ("A B,,B,president,VNM,,2020-01-01,2021-01-01,o", "C D,,D,president,VNM,,2021-01-01,,o")
    assert len(parse_tenures(office_rows(*lines), position_titles())) == 2


HEADS = frozenset(("president", "king", "queen", "emir", "emperor", "sultan", "supreme leader", "leader", "pope"))
HEADS |= frozenset(("general secretary of the communist party", "head of state", "prime minister", "chancellor"))
HEADS |= frozenset(("chief adviser",))  # of Bangladesh between August 2024 and February 2026
VACANT = dt.timedelta(days=75)  # so long may nobody be in the table: offices do stand empty between two ministers


def covered_without_gaps(country: str, wanted: frozenset[str]) -> bool:
    """True when the table has a holder of these positions on every day from 2015 on, short vacancies aside."""
    at = dt.date(2015, 1, 1)
    for one in sorted((t for t in tenures() if t.country == country and t.position in wanted), key=lambda t: t.start):
        if one.organisation is not None:
            continue
        if one.start > at + VACANT:
            return False
        at = max(at, one.end or CHECKED)
    return at >= CHECKED - VACANT


@pytest.mark.parametrize(("wanted", "least"), [
    (HEADS, 140), (frozenset(("foreign minister",)), 130), (frozenset(("defence minister",)), 85),
])  # fmt: skip
def test_the_states_that_matter_most_have_their_offices_since_2015(wanted: frozenset[str], least: int) -> None:
    without = [code for code in sorted(state_codes()) if not covered_without_gaps(code, wanted)]
    assert len(state_codes()) - len(without) >= least, without


@pytest.mark.parametrize("country", (
    "USA CHN RUS GBR FRA DEU ITA ESP CAN MEX BRA ARG CHL COL JPN KOR IND PAK BGD IDN VNM THA MYS SGP PHL KHM LAO MMR "
    "AUS NZL TUR IRN IRQ ISR SAU ARE QAT JOR EGY UKR POL CZE SVK HUN ROU BGR GRC SRB SWE NOR DNK FIN EST LVA LTU NLD "
    "BEL AUT PRT KAZ UZB GEO ARM AZE BLR MDA PRK MNG ZAF KEN ETH MAR"
).split())  # fmt: skip
def test_each_of_them_has_head_foreign_and_defence_minister(country: str) -> None:
    for wanted in (HEADS, frozenset(("foreign minister",)), frozenset(("defence minister",))):
        assert covered_without_gaps(country, wanted), sorted(wanted)
