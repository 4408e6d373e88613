"""Titles: headline grammar, Title Case and the speaker after the colon."""

from __future__ import annotations

import datetime as dt

import pytest

from communique.model.ids import document_id
from communique.model.records import Document, Part, PartKind, PublishedBasis, Sighting
from communique.model.values import Span


def _document(title: str, body: str = "") -> Document:
    text = f"{title}\n{body}" if body else title
    parts = [Part(PartKind.TITLE, Span(0, len(title)))]
    if body:
        parts.append(Part(PartKind.BODY, Span(len(title) + 1, len(text))))
    return Document(
        id=document_id(text.encode()), text=text, title=title, parts=tuple(parts), sightings=(Sighting(uri="a"),),
        published=dt.date(2019, 3, 14), published_basis=PublishedBasis.GIVEN,
    )  # fmt: skip


TITLES = [
    ("Angola recalls envoy from Zambia", "SANCTION", "AGO", "ZMB"),
    ("Peru thanks Ecuador for flood relief", "SUPPORT", "PER", "ECU"),
    ("Kenya accuses Somalia of smuggling", "ACCUSE", "KEN", "SOM"),
    ("Angola, Zambia sign rail pact", "AGREE", "AGO", "ZMB"),
    ("Norway Expels Two Belarusian Diplomats Over Forged Papers", "SANCTION", "NOR", "BLR"),
    ("Turkey condemns Greek drilling", "ACCUSE", "TUR", "GRC"),
]


@pytest.mark.parametrize(("title", "event", "source", "target"), TITLES)
def test_claims_of_titles(title, event, source, target, coder):
    (claim,) = coder.read_document(_document(title)).claims
    sides = ([p.country for p in claim.sources], [p.country for p in claim.targets])
    assert (claim.event, *sides) == (event, [source], [target])
    assert title.lower().find(claim.predicate.of(title).lower()) >= 0


@pytest.mark.parametrize(
    ("title", "speaker"),
    [
        ("Border will stay shut: Kenyan president", "president of Kenya"),
        ("Kenyan president: Border will stay shut", "president of Kenya"),
    ],
)
def test_the_speaker_by_the_colon(title, speaker, coder):
    (statement,) = coder.read_document(_document(title)).statements
    assert [p.name for p in statement.speakers] == [speaker]
    assert [s.of(title) for s in statement.content_spans] == ["Border will stay shut"]


def test_a_colon_after_a_subject_is_no_speaker(coder):
    assert coder.read_document(_document("Fishing quotas: a long road to the lake")).statements == ()


def test_names_of_the_body_are_known_in_the_title(coder):
    document = _document("Moyo lands in Lusaka", "Zimbabwean Foreign Minister Tendai Moyo was late.")
    title = [m for m in coder.read_document(document).mentions if m.span.start < 5]
    assert [m.name for m in title] == ["Tendai Moyo"]
