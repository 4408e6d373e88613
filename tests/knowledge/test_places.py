from __future__ import annotations

import pytest

from communique.errors import BadTable
from communique.knowledge.places import (
    AREA_COLUMNS,
    CITY_COLUMNS,
    METRO_COLUMNS,
    VENUE_COLUMNS,
    areas,
    cities,
    city_names,
    metros,
    parse_areas,
    parse_cities,
    parse_metros,
    parse_venues,
    venue_words,
    venues,
)
from communique.knowledge.states import state_names, states
from communique.knowledge.tables import parse_table

CITIES = [
    ("Hanoi", "Hanoi", "VNM"), ("Ha Noi", "Hanoi", "VNM"), ("Kiev", "Kyiv", "UKR"), ("Geneva", "Geneva", "CHE"),
    ("New York", "New York", "USA"), ("Bali", "Bali", "IDN"), ("Vladivostok", "Vladivostok", "RUS"),
    ("St Petersburg", "Saint Petersburg", "RUS"), ("St. Petersburg", "Saint Petersburg", "RUS"),
    ("Sochi", "Sochi", "RUS"),
    ("Hiroshima", "Hiroshima", "JPN"), ("Jeddah", "Jeddah", "SAU"), ("Davos", "Davos", "CHE"),
    ("Odessa", "Odesa", "UKR"),
    ("Samarkand", "Samarkand", "UZB"), ("Donetsk", "Donetsk", "UKR"), ("Kharkov", "Kharkiv", "UKR"),
    ("Saigon", "Ho Chi Minh City", "VNM"), ("the Hague", "The Hague", "NLD"), ("Abidjan", "Abidjan", "CIV"),
    ("Sao Paulo", "São Paulo", "BRA"), ("Rangoon", "Yangon", "MMR"), ("Hong Kong", "Hong Kong", "CHN"),
]  # fmt: skip


@pytest.mark.parametrize(("surface", "name", "country"), CITIES)
def test_cities(surface: str, name: str, country: str) -> None:
    first = city_names()[surface][0]
    assert (first.name, first.country) == (name, country)


def test_every_capital_is_a_city_of_its_state() -> None:
    for one in states():
        if one.capital is not None:
            assert one.code in {c.country for c in city_names()[one.capital]}, one.capital


# Cities that share a name, likeliest first. A new pair is a decision about its order.
SHARED = {
    "Alexandria": ("EGY", "USA"),
    "Barcelona": ("ESP", "VEN"),
    "Birmingham": ("GBR", "USA"),
    "Brest": ("FRA", "BLR"),
    "Bunagana": ("COD", "UGA"),
    "Cambridge": ("GBR", "USA"),
    "Cartagena": ("COL", "ESP"),
    "Cordoba": ("ARG", "ESP"),
    "Córdoba": ("ARG", "ESP"),
    "George Town": ("MYS", "GBR"),
    "Georgetown": ("GUY", "MYS"),
    "Granada": ("ESP", "NIC"),
    "Hyderabad": ("IND", "PAK"),
    "Julfa": ("AZE", "IRN"),
    "Kazungula": ("ZMB", "BWA"),
    "Khorgos": ("CHN", "KAZ"),
    "Kingston": ("JAM", "CAN"),
    "La Paz": ("BOL", "MEX"),
    "Leon": ("MEX", "NIC", "ESP"),
    "Merida": ("MEX", "VEN", "ESP"),
    "Moyale": ("ETH", "KEN"),
    "Mérida": ("MEX", "VEN", "ESP"),
    "Newcastle": ("GBR", "AUS"),
    "Pemba": ("MOZ", "TZA"),
    "Saint Petersburg": ("RUS", "USA"),
    "San Fernando": ("TTO", "PHL"),
    "San Jose": ("CRI", "USA"),
    "Santa Clara": ("CUB", "AGO"),
    "Santa Fe": ("USA", "ARG"),
    "St. John's": ("ATG", "CAN"),
    "St. Petersburg": ("RUS", "USA"),
    "Tripoli": ("LBY", "LBN"),
    "Valencia": ("ESP", "VEN"),
    "Victoria": ("SYC", "CAN"),
}


def test_shared_names_are_these_and_no_others() -> None:
    assert {n: tuple(c.country for c in v) for n, v in city_names().items() if len(v) > 1} == SHARED


@pytest.mark.parametrize(
    "word", ["Nice", "Reading", "Bath", "Split", "Male", "Bled", "Phoenix", "Orange", "Mobile", "Mary"]
)
def test_words_are_no_cities(word: str) -> None:
    assert word not in city_names()


VENUES = [
    ("Presidential Palace", None, None),
    ("Kremlin", "Moscow", "RUS"),
    ("Great Hall of the People", "Beijing", "CHN"),
    ("Camp David", None, "USA"),
    ("Mar-a-Lago", "Palm Beach", "USA"),
    ("Elysee Palace", "Paris", "FRA"),
]


@pytest.mark.parametrize(("name", "city", "country"), VENUES)
def test_venues(name: str, city: str | None, country: str | None) -> None:
    assert [(v.city, v.country) for v in venues() if name == v.name or name in v.aliases] == [(city, country)]


def test_venue_words_are_longest_first() -> None:
    words = venue_words()
    assert [len(w) for w in words] == sorted((len(w) for w in words), reverse=True)
    assert words.index("Grand Kremlin Palace") < words.index("Kremlin")


@pytest.mark.parametrize(("phrase", "kind"), [
    ("South China Sea", "water"), ("New Mexico", "province"), ("Vietnam War", "thing"), ("Indian Ocean", "water"),
    ("African Americans", "people"), ("Latin America", "region"), ("Paris Agreement", "thing"),
    ("Paris Hilton", "thing"),
])  # fmt: skip
def test_phrases_that_name_no_state(phrase: str, kind: str) -> None:
    assert areas()[phrase].kind == kind
    assert phrase not in state_names()


def test_bad_places_are_refused() -> None:
    twice = parse_table("cities.csv", "name,country,aliases\nA,VNM,B\nB,VNM,\n", CITY_COLUMNS)
    with pytest.raises(BadTable, match=r"cities\.csv:3: city 'B, VNM' stands on line 2 already"):
        parse_cities(twice)
    with pytest.raises(BadTable, match=r"cities\.csv:2: country is 'XXX'"):
        parse_cities(parse_table("cities.csv", "name,country,aliases\nA,XXX,\n", CITY_COLUMNS))
    known = {c.name: (c,) for c in cities()}
    for line in ("Hall,,Atlantis,VNM", "Hall,,Hanoi,LAO", "Hall,,Hanoi,"):
        rows = parse_table("venues.csv", f"name,aliases,city,country\n{line}\n", VENUE_COLUMNS)
        with pytest.raises(BadTable, match=r"venues\.csv:2: cities\.csv has no"):
            parse_venues(rows, known)
    with pytest.raises(BadTable, match=r"areas\.csv:2: kind is 'sea'"):
        parse_areas(parse_table("areas.csv", "name,kind\nA Sea,sea\n", AREA_COLUMNS))


def test_a_suburb_belongs_to_its_city() -> None:
    assert metros()[("Quezon City", "PHL")] == "Manila"
    assert metros()[("New Delhi", "IND")] == "Delhi"
    with pytest.raises(BadTable):
        parse_metros(parse_table("m.csv", "town,city,country\nA,B,IND\nA,C,IND\n", METRO_COLUMNS))
    with pytest.raises(BadTable):
        parse_metros(parse_table("m.csv", "town,city,country\nA,A,IND\n", METRO_COLUMNS))
