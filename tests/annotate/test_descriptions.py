"""Descriptions of states, organisations, hosts and persons, and groups: whom they mean."""

from __future__ import annotations

import pytest

from communique.annotate.descriptions import body_words, fits
from communique.errors import BadTable

# text, words, who is meant (names, or codes of states); nobody where empty
MEANT = [
    ("Laos and Vietnam signed. The landlocked country needs a port.", "The landlocked country", {"Laos"}),
    ("Kuwait and Iraq agreed. The emirate will pay.", "The emirate", {"Kuwait"}),
    ("Maldives hosted India. The archipelago fears the sea.", "The archipelago", {"Maldives"}),
    ("Portugal and Angola met. The Portuguese-speaking African nation thanked it.",
     "The Portuguese-speaking African nation", {"Angola"}),
    ("Peru and Chile met. Chile told its northern neighbour to wait.", "its northern neighbour", {"Peru"}),
    ("Nepal wrote to China. The Himalayan nation waits.", "The Himalayan nation", {"Nepal"}),
    ("Estonia and Latvia met. The Baltic neighbours agreed.", "The Baltic neighbours", {"Estonia", "Latvia"}),
    ("Armenia and Georgia met. The former Soviet republics agreed.", "The former Soviet republics",
     {"Armenia", "Georgia"}),
    ("NATO invited Sweden. The alliance will vote.", "The alliance", {"NATO"}),
    ("ECOWAS closed the border with Niger. The bloc sent troops.", "the bloc", set()),
    ("Ghana asked the International Monetary Fund. The lender refused.", "The lender",
     {"International Monetary Fund"}),
    ("The Russian foreign minister, Ivan Sobolev, welcomed Kenyan Foreign Minister Asha Otieno. The host smiled.",
     "The host", {"Ivan Sobolev"}),
    ("The Russian foreign minister, Ivan Sobolev, welcomed Kenyan Foreign Minister Asha Otieno. He thanked his guest.",
     "his guest", {"Asha Otieno"}),
    ("Finnish President Pekka Laine met Swedish Prime Minister Anna Berg. The Finn spoke first.", "The Finn",
     {"Pekka Laine"}),
    ("Finnish President Pekka Laine met Danish King Olaf Holm and German Chancellor Uwe Brandt. "
     "King Olaf spoke to the two men.", "the two men", {"Pekka Laine", "Uwe Brandt"}),
    ("Chilean President Rosa Vidal met Peruvian President Juan Quispe. The two presidents signed.",
     "The two presidents", {"Rosa Vidal", "Juan Quispe"}),
    ("Chilean President Rosa Vidal met Peruvian President Juan Quispe. The two signed.", "The two",
     {"Rosa Vidal", "Juan Quispe"}),
    ("Oman urged Iran and Iraq to talk. Oman told the two countries to stop.", "the two countries", {"Iran", "Iraq"}),
    ("It seemed that Brazil would sign.", "It", set()),
    ("It is rare for Brazil to sign.", "It", set()),
]  # fmt: skip


@pytest.mark.parametrize(("text", "words", "who"), MEANT)
def test_who_is_meant(text: str, words: str, who: set[str], read) -> None:
    assert {m.name for m in read(text).mentions if m.text == words} == who


# what is like a description and is none, or means nobody that was named
NONE = [
    ("Peru signed. The power failed in Lima.", "The power"),
    ("Peru signed. The bloc of flats burned.", "The bloc"),
    ("Peru signed. The host of reporters waited.", "The host"),
    ("Peru signed. The Swiss cheese was eaten by the state pension fund.", "the state pension fund"),
    ("Chile and Peru met. Both of the Chilean ships left.", "Both"),
]


@pytest.mark.parametrize(("text", "words"), NONE)
def test_what_describes_nobody(text: str, words: str, read) -> None:
    assert [m.name for m in read(text).mentions if m.text == words] == []


@pytest.mark.parametrize(("phrase", "parts"), [
    ("landlocked Central Asian country", ["landlocked", "Central Asian"]),
    ("former colonial power", ["former colonial power"]),
    ("large country", []),
    ("island nation", ["island nation"]),
])  # fmt: skip
def test_what_a_description_tells(phrase: str, parts: list[str]) -> None:
    assert [part for part, _ in fits(phrase)] == parts


def test_the_table_of_bodies_is_read(redirect) -> None:
    from communique.annotate import descriptions

    assert "lender" in body_words()
    body_words.cache_clear()
    redirect(descriptions, "body_words.csv", "word,kinds,names,note\nbloc,,,\n")
    with pytest.raises(BadTable, match="no kinds"):
        body_words()
    body_words.cache_clear()
