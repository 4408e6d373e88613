"""Parts of states and organisations: in offices, acting, as adjectives, as places."""

from __future__ import annotations

import pytest
from tests.annotate.casework import assert_found, cases, mention_words

from communique.annotate.entities import RefKind


@pytest.mark.parametrize("case", cases("parts"))
def test_part(case, read, draft):
    reading = read(case["text"])
    found = [mention_words(m) for m in reading.mentions]
    for row in case["mentions"]:
        assert_found([row], found, only=False)
    places = [(p.place.name, p.place.country) for p in draft(case["text"]).places]
    for name, country in case.get("places", ()):
        assert (name, country) in places
    sides = [
        (c.event.value, p.country, q.country) for c in reading.claims if c.event for p in c.sources for q in c.targets
    ]
    for row in case.get("claims", ()):
        assert (row["event"], row["source"], row["target"]) in sides
    assert not {m.country for m in reading.mentions} & set(case.get("never", ()))


KINDS = [
    ("Bavaria thanked Chad.", "Bavaria", RefKind.ORGANISATION),
    ("They met in Bavaria.", "Bavaria", RefKind.PLACE),
    ("They fled to Bavaria.", "Bavaria", RefKind.PLACE),
    ("They fired missiles from Bavaria.", "Bavaria", RefKind.PLACE),
    ("They met in Hesse, Saxony and Bavaria.", "Bavaria", RefKind.PLACE),
    ("They met in parts of Bavaria.", "Bavaria", RefKind.PLACE),
    ("They gave aid to Bavaria.", "Bavaria", RefKind.ORGANISATION),
    ("The Bavarian lakes are wide.", "Bavarian", RefKind.ADJECTIVE),
    ("The Bavarian government thanked Chad.", "The Bavarian government", RefKind.ORGANISATION),
    ("The Bavarian premier thanked Chad.", "The Bavarian premier", RefKind.OFFICE),
    ("The Bavarian ministers thanked Chad.", "The Bavarian ministers", RefKind.ORGANISATION),
    ("They met in Abkhazia.", "Abkhazia", RefKind.PLACE),
]


@pytest.mark.parametrize(("text", "words", "kind"), KINDS)
def test_kind_of_reference(text, words, kind, draft):
    assert (words, kind) in [(r.text, r.kind) for r in draft(text).references]


@pytest.mark.parametrize(
    "text", ["Bavaria thanked Chad.", "The Bavarian ministers thanked Chad.", "They met Chad’s envoy in Bavaria."]
)
def test_a_part_is_never_its_state(text, read):
    named = {(m.name, m.actor_kind.value) for m in read(text).mentions if m.country == "DEU"}
    assert named == {("Bavaria", "organisation")}


@pytest.mark.parametrize(
    ("text", "sector"),
    [("The Bavarian police slept.", "COP"), ("Abkhazia slept.", "REB"), ("Bavaria slept.", "GOV")],
)
def test_sector(text, sector, draft):
    (reference,) = draft(text).references
    assert reference.sector == sector


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("The Kenyan president met the Ugandan president at a summit in Bavaria.", "Bavaria"),
        ("The Kenyan president visited Bavaria on Monday.", "Bavaria"),
        ("The Kenyan president met the Ugandan president in Munich, Bavaria.", "Munich"),
    ],
)
def test_the_place_of_a_claim(text, place, read):
    (claim,) = read(text).claims
    assert (claim.place.name, claim.place.country) == (place, "DEU")


def test_a_ministry_of_a_part_is_not_the_states(read):
    names = {m.name for m in read("The Abkhaz Foreign Ministry thanked Russia.").mentions}
    assert "Foreign Ministry of Abkhazia" in names
