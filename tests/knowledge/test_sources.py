from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from communique.errors import BadTable
from communique.knowledge.organisations import organisation_names
from communique.knowledge.sources import (
    COLUMNS,
    find_outlet,
    outlet_names,
    outlet_of_domain,
    outlets,
    parse_outlets,
)
from communique.knowledge.states import state_names
from communique.knowledge.tables import parse_table

# as a text or a person writes it, display name, country, kind, ownership
NAMES = [
    ("TASS", "TASS", "RUS", "agency", "state"),
    ("ria novosti", "RIA Novosti", "RUS", "agency", "state"),
    ("VNA", "VNA", "VNM", "agency", "state"),
    ("VGP", "VGP", "VNM", "government", "state"),
    ("Nhân Dân", "Nhan Dan", "VNM", "newspaper", "party"),
    ("thoibao.de", "Thoibao.de", "DEU", "newspaper", "exile"),
    ("Vietnam Investment Review", "Vietnam Investment Review", "VNM", "newspaper", "state"),
    ("Xinhua", "Xinhua", "CHN", "agency", "state"),
    ("People’s Daily", "People's Daily", "CHN", "newspaper", "party"),
    ("AP", "AP", "USA", "agency", "private"),
    ("the Associated Press", "AP", "USA", "agency", "private"),
    ("Saudi Press Agency", "SPA", "SAU", "agency", "state"),
    ("Emirates News Agency", "WAM", "ARE", "agency", "state"),
    ("Associated Press of Pakistan", "APP", "PAK", "agency", "state"),
    ("Vietnam Government Portal", "VGP", "VNM", "government", "state"),
    ("Voice of America", "VOA", "USA", "broadcaster", "state"),
    ("Agence France-Presse", "AFP", "FRA", "agency", "public"),
    ("The New York Times", "New York Times", "USA", "newspaper", "private"),
    ("BBC", "BBC", "GBR", "broadcaster", "public"),
    ("RFE/RL", "RFE/RL", "CZE", "broadcaster", "public"),
    ("Radio Free Europe", "RFE/RL", "CZE", "broadcaster", "public"),
    ("Al-Jazeera", "Al Jazeera", "QAT", "broadcaster", "state"),
    ("Meduza", "Meduza", "LVA", "newspaper", "exile"),
    ("Iran International", "Iran International", "GBR", "broadcaster", "exile"),
    ("KCNA", "KCNA", "PRK", "agency", "state"),
    ("Tasnim", "Tasnim", "IRN", "agency", "state"),
    ("Press Trust of India", "PTI", "IND", "agency", "private"),
    ("Granma", "Granma", "CUB", "newspaper", "party"),
]


@pytest.mark.parametrize(("text", "name", "country", "kind", "ownership"), NAMES)
def test_find_outlet(text: str, name: str, country: str, kind: str, ownership: str) -> None:
    found = find_outlet(text)
    assert found is not None
    assert (found.name, found.country, found.kind, found.ownership) == (name, country, kind, ownership)


DOMAINS = [
    ("tass.com", "TASS"),
    ("www.tass.ru", "TASS"),
    ("en.vietnamplus.vn", "VNA"),
    ("english.news.cn", "Xinhua"),
    ("https://www.bbc.co.uk/news/world-1?x=1", "BBC"),
    ("BBC.COM", "BBC"),
    ("bbc.com:443", "BBC"),
    ("https://user@www.reuters.com/world", "Reuters"),
    ("edition.cnn.com", "CNN"),
    ("timesofindia.indiatimes.com", "Times of India"),
    ("economictimes.indiatimes.com", "Economic Times"),
    ("abcnews.go.com", "ABC News"),
    ("www.abc.net.au", "ABC Australia"),
    ("somebody.substack.com", "Substack"),
    ("somebody.blogspot.com", "Blogspot"),
    ("tass.com.", "TASS"),
]


@pytest.mark.parametrize(("host", "name"), DOMAINS)
def test_outlet_of_domain(host: str, name: str) -> None:
    found = outlet_of_domain(host)
    assert found is not None
    assert found.name == name


# A domain is known by whole labels: what only looks like one is not.
@pytest.mark.parametrize(
    "host", ["nottass.com", "tass.com.example", "go.com", "com", "", "localhost", "co.uk", "127.0.0.1"]
)
def test_no_outlet_of_domain(host: str) -> None:
    assert outlet_of_domain(host) is None


@pytest.mark.parametrize("text", ["", "Nobody's Gazette", "TASSS", "the"])
def test_no_outlet(text: str) -> None:
    assert find_outlet(text) is None


@given(st.text())
def test_any_host_is_taken(host: str) -> None:
    outlet_of_domain(host)
    find_outlet(host)


def test_every_name_leads_home() -> None:
    for one in outlets():
        for name in (one.name, *one.aliases):
            assert find_outlet(name) == one == outlet_names()[name]


def test_no_surface_names_an_outlet_and_something_else() -> None:
    assert not set(outlet_names()) & set(organisation_names())
    assert not set(outlet_names()) & set(state_names())


@pytest.mark.parametrize("word", ["Economist", "Trend", "TIME", "MENA", "MAP"])
def test_names_that_are_words_need_more_than_the_word(word: str) -> None:
    assert word not in outlet_names()


BAD_ROWS = [
    ("A,,a.com,XXX,agency,state,o", "country is 'XXX'"),
    ("A,,a.com,,agencies,state,o", "kind is 'agencies'"),
    ("A,,a.com,,agency,mine,o", "ownership is 'mine'"),
    ("A,,www.a.com,,agency,state,o", "'www.a.com', not a bare"),
    ("A,,A.com,,agency,state,o", "'A.com', not a bare"),
    ("A,,a.com/b,,agency,state,o", "'a.com/b', not a bare"),
    ("A,,a.com,,agency,state,", "origin is empty"),
    ("A,,a.com,,agency,state,o\nB,,a.com,,agency,state,o", "domain 'a.com' stands on line 2 already"),
    ("A,Café,a.com,,agency,state,o\nB,CAFE,b.com,,agency,state,o", "name 'cafe' stands on line 2 already"),
]


@pytest.mark.parametrize(("line", "what"), BAD_ROWS)
def test_a_bad_row_is_refused(line: str, what: str) -> None:
    rows = parse_table("outlets.csv", ",".join(COLUMNS) + "\n" + line + "\n", COLUMNS)
    with pytest.raises(BadTable, match=r"^outlets\.csv:[23]: ") as caught:
        parse_outlets(rows)
    assert what in caught.value.what
