"""Persons' names in a parse."""

from __future__ import annotations

import itertools

import pytest

from communique.annotate.gazetteer import Gazetteer
from communique.annotate.models import parser
from communique.annotate.names import KnownNames, name_spans


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return Gazetteer(parser())


NAMES = [
    ("Prime Minister Tane Rewi flew home.", {"Tane Rewi"}),
    ("South Korean Defence Minister Kim Yong-soo spoke.", {"Kim Yong-soo"}),
    ("Taiwanese premier Lin Mei-hua spoke on Friday.", {"Lin Mei-hua"}),
    ("Colombian Foreign Minister María José Restrepo de la Torre spoke.", {"María José Restrepo de la Torre"}),
    ("Sheikh Hamad bin Rashid Al Suwaidi spoke.", {"Hamad bin Rashid Al Suwaidi"}),
    ("Moroccan King Idris al-Fassi spoke.", {"Idris al-Fassi"}),
    ("The Dutch foreign minister, Pieter van der Berg, spoke.", {"Pieter van der Berg"}),
    ("Vietnamese Deputy Foreign Minister Tran Quoc Minh landed in Oslo.", {"Tran Quoc Minh"}),
    ("Mr. Kato met Ms Joly.", {"Kato", "Joly"}),
    ("Ivorian Foreign Minister Jean-Pierre N'Guessan spoke.", {"Jean-Pierre N'Guessan"}),
    ("Irish premier Sean O’Hara spoke on Monday.", {"Sean O’Hara"}),
    ("The foreign minister flew to Oslo on Monday.", set()),
    ("The COVID-19 wards of Fiji closed in March.", set()),
    ("The minister spoke.", set()),
    ("The Prime Minister of Viet Nam Tran Quoc Minh spoke.", {"Tran Quoc Minh"}),
    ("The head of the Peruvian Navy spoke.", set()),
    ("The director of the Kenyan Central Bank spoke.", set()),
    ("The spokesman of the Chilean Ministry of Defence spoke.", set()),
]


@pytest.mark.parametrize(("text", "wanted"), NAMES)
def test_names(text, wanted, gazetteer, parse):
    doc = parse(text)
    spans = name_spans(doc, gazetteer.hits(doc))
    assert {doc[start:end].text for start, end in spans.items()} == wanted


def test_a_known_word_is_a_name(gazetteer, parse):
    doc = parse("Later Moyo, who was tired, slept.")
    plain = name_spans(doc, gazetteer.hits(doc))
    known = name_spans(doc, gazetteer.hits(doc), KnownNames.of(["Tendai Moyo"]))
    assert {i for s, e in plain.items() for i in range(s, e)} >= {i for s in known for i in (s,)}
    assert "Moyo" in {doc[s:e].text for s, e in known.items()}


@pytest.mark.parametrize(("text", "_wanted"), NAMES)
def test_names_do_not_overlap(text, _wanted, gazetteer, parse):
    doc = parse(text)
    spans = sorted(name_spans(doc, gazetteer.hits(doc)).items())
    assert all(a[1] <= b[0] for a, b in itertools.pairwise(spans))
