"""Where the tables' names stand in a parse: the longest wins, exact case, titles in any case, plurals known."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from communique.annotate.gazetteer import Gazetteer, HitKind
from communique.annotate.models import parser


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return Gazetteer(parser())


def _hits(gazetteer, parse, text):
    doc = parse(text)
    return [(doc[h.start : h.end].text, h.kind, h.plural) for h in gazetteer.hits(doc)]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Botswana thanked Namibia.", {"Botswana", "Namibia"}),
        ("South Sudan thanked Sudan.", {"South Sudan", "Sudan"}),
        ("Guinea-Bissau thanked Papua New Guinea.", {"Guinea-Bissau", "Papua New Guinea"}),
        (
            "The Democratic Republic of the Congo thanked Nigeria, not Niger.",
            {"Democratic Republic of the Congo", "Nigeria", "Niger"},
        ),
        ("The Kremlin called Ankara.", {"Kremlin", "Ankara"}),
        ("The Omani and Emirati sailors rowed.", {"Omani", "Emirati"}),
        ("botswana and namibia in small letters", set()),
    ],
)
def test_states_by_exact_case(text, wanted, gazetteer, parse):
    assert {words for words, kind, _ in _hits(gazetteer, parse, text) if kind is HitKind.STATE} == wanted


@pytest.mark.parametrize(
    ("text", "title", "plural"),
    [
        ("The foreign minister left.", "foreign minister", False),
        ("The Foreign Minister left.", "Foreign Minister", False),
        ("Two foreign ministers left.", "foreign ministers", True),
        ("The ministers of foreign affairs left.", "ministers of foreign affairs", True),
        ("The minister of foreign affairs left.", "minister of foreign affairs", False),
        ("The deputy prime minister left.", "deputy prime minister", False),
        ("The spokesmen left.", "spokesmen", True),
    ],
)
def test_titles_and_their_number(text, title, plural, gazetteer, parse):
    assert (title, HitKind.TITLE, plural) in _hits(gazetteer, parse, text)


@pytest.mark.parametrize("text", ["They met at 3 pm.", "A song on fm radio."])
def test_acronyms_in_small_letters_are_no_titles(text, gazetteer, parse):
    assert [h for h in _hits(gazetteer, parse, text) if h[1] is HitKind.TITLE] == []


def test_organisations_and_outlets(gazetteer, parse):
    hits = _hits(gazetteer, parse, "Reuters said the African Union had met.")
    assert ("Reuters", HitKind.OUTLET, False) in hits
    assert ("African Union", HitKind.ORGANISATION, False) in hits


_NAMES = "Mali Niger Nigeria South Sudan Guinea - Bissau prime minister of the Kremlin . ,".split()


@given(st.lists(st.sampled_from(_NAMES), max_size=25))
@settings(max_examples=40, deadline=None)
def test_hits_never_overlap_and_come_in_order(words):
    nlp = parser()
    doc = nlp(" ".join(words))
    hits = _SHARED.hits(doc)
    assert all(0 <= h.start < h.end <= len(doc) for h in hits)
    assert all(a.end <= b.start for a, b in itertools.pairwise(hits))


_SHARED = Gazetteer(parser())
