"""What words weigh: rare ones, early ones, those of the title; and a table that is none."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from communique.documents.story_words import folded, parse, rarity_of, vector
from communique.errors import BadTable

TERMS = [
    ("Ports", "port"),
    ("congress", "congress"),
    ("bus", "bus"),
    ("U.S", "us"),
    ("1.500", "1.500"),
    ("İzmir", "i̇zmir"),
    ("STRASSE", "strasse"),
    ("Straße", "strasse"),
]


@pytest.mark.parametrize(("word", "term"), TERMS)
def test_terms(word: str, term: str) -> None:
    assert folded(word) == term


def test_rare_words_weigh_more_than_common_ones_and_the_commonest_nothing() -> None:
    found = vector("", "The minister of Kiribati said that the ship had sailed from Tarawa and the crew was safe")
    assert min(found["tarawa"], found["kiribati"]) > found["ship"] > 0
    assert not found.keys() & {"the", "of", "that", "and"}


def test_words_of_the_title_and_of_the_lead_weigh_more() -> None:
    text = "zorbing " + "filler " * 300 + "quokka"
    found = vector("wombat", text)
    assert found["wombat"] > found["zorbing"] > found["quokka"] > 0


@given(st.text(), st.text())
def test_the_squares_add_up_to_one_or_there_are_none(title: str, text: str) -> None:
    found = vector(title, text)
    assert len(found) <= 120 and all(w > 0 for w in found.values())
    assert not found or math.fsum(w * w for w in found.values()) == pytest.approx(1)


def test_only_the_heaviest_terms_of_a_long_article_are_kept() -> None:
    found = vector("", " ".join(f"word{n}x" for n in range(500)))
    assert len(found) == 120 and "word0x" in found and "word499x" not in found


def test_rarity_falls_with_the_rank() -> None:
    weights = [rarity_of(rank) for rank in (1, 10, 100, 1000, 10_000, 100_000)]
    assert (
        weights == sorted(weights) and 0 <= weights[0] < 0.01 and weights[-1] == pytest.approx(math.log(2500), abs=0.01)
    )


TABLE = 'ignored = "the"\nother_languages = "und"\n[more_common]\n300 = "ports"\n9600 = "port quay"\n'


def test_of_words_with_one_term_the_commonest_decides() -> None:
    assert parse(TABLE) == {"the": 0.0, "und": 0.0, "port": rarity_of(300), "quay": rarity_of(9600)}


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("ignored", "ignored = ", "word_bands.toml"),
        ('"the"', '""', "ignored is missing, empty"),
        ('"the"', "7", "ignored is missing"),
        ('"und"', '"Und"', "other_languages"),
        ("[more_common]", "[bands]", "more_common"),
        ("300 =", "many =", "more_common"),
        ("300 =", "0 =", "more_common"),
        ('"ports"', '"PORTS"', "300 is missing, empty or not lower-case"),
    ],
)
def test_a_damaged_table_is_told(old: str, new: str, told: str) -> None:
    with pytest.raises(BadTable, match=told):
        parse(TABLE.replace(old, new))
