"""Cities, venues and states as places; capitals as actors."""

from __future__ import annotations

import pytest

PLACES = [
    ("They met in Gaborone.", "Gaborone", "BWA", True),
    ("They met in Fiji.", "Fiji", "FJI", False),
    ("A forum in Davos, Switzerland, was held.", "Davos", "CHE", True),
    ("The envoys met in Sao Paulo.", "São Paulo", "BRA", True),
    ("The plane landed in Ulaanbaatar.", "Ulaanbaatar", "MNG", True),
]


@pytest.mark.parametrize(("text", "name", "country", "city"), PLACES)
def test_place(text, name, country, city, draft):
    found = [(p.place.name, p.place.country, p.city) for p in draft(text).places]
    assert (name, country, city) in found


def test_spans_and_order(draft):
    text = "They met in Nairobi, then in Kampala, then in Kigali."
    places = draft(text).places
    assert [p.span.of(text) for p in places] == ["Nairobi", "Kampala", "Kigali"]
    assert all(p.place.span == p.span for p in places)


def test_an_acting_state_is_no_place(draft):
    assert [p for p in draft("Fiji thanked Tonga.").places if not p.city] == []


def test_words_of_a_persons_name_are_no_place(draft):
    assert "Georgia" not in [p.place.name for p in draft("Prime Minister Georgia Andrews slept.").places]


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("The Kenyan president met the Ugandan president at a summit in Kigali.", "Kigali"),
        ("The Kenyan president flew to Kampala on Monday.", "Kampala"),
        ("Kenya thanked Uganda.", None),
        ("Kenya criticised Uganda for its war in Somalia.", None),
    ],
)
def test_the_place_of_a_claim(text, place, read):
    (claim,) = read(text).claims
    assert (claim.place.name if claim.place else None) == place
