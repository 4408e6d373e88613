"""Names that are built as outlets' names are, and names of much else; names that are one outlet's."""

from __future__ import annotations

import pytest

from communique.documents.bylines import byline_outlets
from communique.documents.outlets import outlet_like, outlets_in_line, same_outlet

OUTLETS = [
    "Lake Turkana Gazette", "Savanna Weekly", "Sami News Agency", "Andes Press Agency", "Radio Altiplano", "Fell Wire",
    "Voice of the Steppe", "The Ganges Courier", "Tonga Evening Star", "Baobab News", "Titicaca TV",
    "Daily Savanna Monitor", "Gulf of Guinea Herald", "La Paz Tribune", "Reuters", "the Associated Press",
]  # fmt: skip
OTHERS = [
    "World News", "Kenya News", "Latest News", "State Media", "Russian Media", "Western Media",
    "International Energy Agency", "Space Agency", "Intelligence Service", "Rising Star", "Border Post", "Hard Times",
    "Joint Press", "Prime Minister", "New World", "Human Rights Monitor", "European Express", "Radio Silence at last",
    "Asia Today", "Live TV", "gazette", "the savanna weekly", "Savanna Weekly said", "Oslo", "", "Kari Nordmann",
]  # fmt: skip


@pytest.mark.parametrize("name", OUTLETS)
def test_names_of_outlets(name: str) -> None:
    assert outlet_like(name)


@pytest.mark.parametrize("name", OTHERS)
def test_names_of_much_else(name: str) -> None:
    assert not outlet_like(name)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("VNA", "Vietnam News Agency", True),
        ("the Associated Press", "AP", True),
        ("Fell Gazette", "The Fell Gazette", True),
        ("FELL GAZETTE", "Fell Gazette", True),
        ("SNA", "Sami News Agency", True),
        ("Voice of the Steppe", "VS", True),
        ("AP", "Andes Press", False),  # AP is another outlet's name
        ("SNA", "Sahel Press Agency", False),
        ("Fell Gazette", "Fell Herald", False),
        ("Fell", "F", False),
        ("TASS", "Reuters", False),
        ("sna", "Sami News Agency", False),
    ],
)
def test_one_outlet_under_two_names(one: str, other: str, same: bool) -> None:
    assert same_outlet(one, other) is same_outlet(other, one) is same


@pytest.mark.parametrize(
    ("line", "last", "names"),
    [
        ("Fell | Translated from Sami", False, ("Fell",)),
        ("Fell Gazette (Translated)", False, ("Fell Gazette",)),
        ("fellgazette.no (Machine translated)", False, ("fellgazette.no",)),
        ("Fell Gazette", True, ("Fell Gazette",)),
        ("Fell Gazette", False, ()),
        ("Fell Gazette / Reuters", True, ("Fell Gazette", "Reuters")),
        ("The letter was translated from Sami", True, ()),
        ("Oslo | Translated from Norwegian", True, ()),
        ("a long day | translated from Sami", True, ()),
        ("Rising Star", True, ()),
        ("Oslo", True, ()),
        ("World News", True, ()),
    ],
)
def test_outlets_in_a_line(line: str, last: bool, names: tuple[str, ...]) -> None:
    assert outlets_in_line(line, last=last) == names


@pytest.mark.parametrize(
    ("byline", "names"),
    [
        ("By Kari Nordmann, Fell Gazette", ("Fell Gazette",)),
        ("Kari Nordmann | Sami News Agency", ("Sami News Agency",)),
        ("By the Fell Gazette correspondent", ("Fell Gazette",)),
        ("By Reuters and Fell Wire", ("Reuters", "Fell Wire")),
        ("By Fell Gazette's staff", ("Fell Gazette",)),
        ("By Kari Nordmann in Oslo, Savanna Weekly", ("Savanna Weekly",)),
        ("By Emily Post", ()),
        ("By Kari Nordmann and Emily Post", ()),
        ("By Kari Nordmann and Lee Sun", ()),
        ("By Kari Nordmann, Foreign Ministry", ()),
        ("By Kari Nordmann", ()),
        ("Web Desk", ()),
    ],
)
def test_outlets_of_bylines(byline: str, names: tuple[str, ...]) -> None:
    assert byline_outlets(byline) == names
