"""References and whom they mean: titles, appositions, counterparts, groups, pronouns, descriptions, capitals."""

from __future__ import annotations

import itertools

import pytest
from tests.annotate.casework import assert_found, cases, mention_words

from communique.annotate.entities import Entity, RefKind
from communique.model.values import ActorKind


@pytest.mark.parametrize("case", cases("mentions"))
def test_mention(case, read):
    found = [mention_words(m) for m in read(case["text"]).mentions]
    for row in case["mentions"]:
        assert_found([row], found, only=False)


KINDS = [
    ("Fiji sailed.", "Fiji", RefKind.STATE),
    ("They sailed in Fiji.", "Fiji", RefKind.PLACE),
    ("They went to Suva.", "Suva", RefKind.PLACE),
    ("Suva thanked Apia.", "Suva", RefKind.STATE),
    ("The Fijian reefs are wide.", "Fijian", RefKind.ADJECTIVE),
    ("The Fijian prime minister sailed.", "The Fijian prime minister", RefKind.OFFICE),
    ("The Fijian government sailed.", "The Fijian government", RefKind.ROLE),
    ("The Fijian premier met her Tongan counterpart.", "her Tongan counterpart", RefKind.COUNTERPART),
    ("Fiji met Tonga. The two countries sailed.", "The two countries", RefKind.GROUP),
    ("Fiji sailed. The country is wide.", "The country", RefKind.DESCRIPTION),
    ("Fiji sailed and it sank.", "it", RefKind.PRONOUN),
    ("Reuters reported the news.", "Reuters", RefKind.OUTLET),
    ("The African Union met.", "African Union", RefKind.ORGANISATION),
]


@pytest.mark.parametrize(("text", "words", "kind"), KINDS)
def test_kind_of_reference(text, words, kind, draft):
    assert (words, kind) in [(r.text, r.kind) for r in draft(text).references]


@pytest.mark.parametrize(
    ("text", "sector"),
    [
        ("The Kenyan army slept.", "MIL"),
        ("The Kenyan parliament slept.", "LEG"),
        ("The Kenyan police slept.", "COP"),
        ("Kenyan rebels slept.", "REB"),
        ("A Kenyan company slept.", "BUS"),
        ("The Kenyan government slept.", "GOV"),
        ("Kenyan protesters slept.", "CVL"),
    ],
)
def test_sector_of_a_role(text, sector, draft):
    (reference,) = [r for r in draft(text).references if r.kind is RefKind.ROLE]
    assert (reference.country, reference.sector) == ("KEN", sector)


def test_references_come_in_order_and_do_not_overlap(draft):
    text = "The Kenyan and Ugandan presidents met Fiji’s foreign minister, Tane Rewi, in Suva. He thanked them."
    spans = [r.span for r in draft(text).references]
    assert spans == sorted(spans)
    assert all(a.end <= b.start for a, b in itertools.pairwise(spans))


def test_a_city_that_names_no_state_alone_is_a_person_or_nothing(read):
    countries = {m.country for m in read("Michael Jordan met Paris Hilton.").mentions}
    assert not countries & {"JOR", "FRA"}


def test_an_entity_knows_its_first_office_and_words():
    entity = Entity(ActorKind.PERSON, "Kim Yong-soo", 0)
    assert entity.office is None
    entity.offices += ["defence minister", "general"]
    assert entity.office == "defence minister"
    assert entity.words() == {"kim", "yong", "soo"}
