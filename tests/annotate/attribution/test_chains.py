"""Ids, nesting and chains of a document's statements: the outermost link first, nameless ones with what is known."""

from __future__ import annotations

import pytest

from communique.annotate.attribution.chains import Found, finish, link_of
from communique.annotate.pipeline import bare_document
from communique.annotate.stage import Draft
from communique.model.values import ActorKind, Link, LinkKind, Participant, Span

TEXT = "Reuters wrote: Ana said Bea said Cay said Dot said it rained."
REUTERS, TASS = (Link(name, LinkKind.MEDIUM) for name in ("Reuters", "TASS"))


def person(name: str, kind: ActorKind = ActorKind.PERSON, country: str | None = None, sector: str | None = None):
    at = TEXT.find(name)
    return Participant("speaker", name, Span(at, at + len(name)), name, kind, country, sector)


def said(name: str, *media: Link, by: Participant | None = None) -> Found:
    """All that follows on "NAME said" is said by NAME."""
    start = TEXT.index(f"{name} said")
    cue = Span(start + len(name) + 1, start + len(name) + 5)
    content = Span(cue.end + 1, len(TEXT) - 1)
    speaker = by or person(name)
    return Found((speaker,), (speaker.span,), (cue,), (content,), Span(0, len(TEXT)), "said", False, 0.8, media=media)


def told(*found: Found) -> dict[str, tuple[list[str], str | None]]:
    """Chain and speaker of the statement around it, by speaker."""
    statements = finish(Draft(bare_document(TEXT)), list(found))
    by = {s.id: s.speakers[0].name for s in statements}
    return {
        s.speakers[0].name: ([link.name for link in s.attribution], by[s.nested_in] if s.nested_in else None)
        for s in statements
    }


def test_a_plain_statement_has_the_media_of_its_sentence():
    assert told(said("Ana")) == {"Ana": ([], None)}
    assert told(said("Ana", REUTERS, TASS)) == {"Ana": (["Reuters", "TASS"], None)}


def test_each_medium_once():
    assert told(said("Ana", REUTERS, REUTERS)) == {"Ana": (["Reuters"], None)}


def test_nested_ones_inherit_and_the_outermost_link_is_first():
    assert told(said("Ana", REUTERS), said("Bea"), said("Cay"), said("Dot")) == {
        "Ana": (["Reuters"], None),
        "Bea": (["Reuters", "Ana"], "Ana"),
        "Cay": (["Reuters", "Ana", "Bea"], "Bea"),
        "Dot": (["Reuters", "Ana", "Bea", "Cay"], "Cay"),
    }


def test_media_of_the_sentence_are_not_told_again_by_the_inner_one():
    assert told(said("Ana", TASS), said("Bea", REUTERS))["Bea"] == (["TASS", "Ana"], "Ana")


def test_nobody_stands_in_the_chain_of_his_own_words():
    found = told(said("Ana"), said("Bea"), said("Cay", by=person("Ana")))
    assert found["Bea"] == (["Ana"], "Ana")
    statements = finish(Draft(bare_document(TEXT)), [said("Ana"), said("Bea"), said("Cay", by=person("Ana"))])
    (innermost,) = (s for s in statements if s.content_spans[0].of(TEXT).startswith("Dot"))
    assert [link.name for link in innermost.attribution] == ["Bea"]


def test_the_smallest_statement_around_it_is_the_outer_one():
    assert told(said("Dot"), said("Ana"), said("Cay"))["Dot"] == (["Ana", "Cay"], "Cay")


def test_what_stands_beside_is_not_nested():
    first, second = said("Ana"), said("Dot")
    cut = Span(first.content[0].start, TEXT.index(" Cay"))
    beside = Found(first.speakers, first.source, first.cue, (cut,), first.sentence, "said", False, 0.8)
    assert told(beside, second) == {"Ana": ([], None), "Dot": ([], None)}


def test_words_without_a_cue_are_not_nested():
    inner = said("Bea")
    bare = Found(inner.speakers, (), (), inner.content, inner.sentence, "said", True, 0.5, media=(REUTERS,))
    assert told(said("Ana"), bare)["Bea"] == (["Reuters"], None)


def test_statements_are_sorted_and_their_ids_rest_on_their_spans():
    document = Draft(bare_document(TEXT))
    one, two = finish(document, [said("Ana"), said("Bea")]), finish(document, [said("Bea"), said("Ana")])
    assert one == two
    assert len({s.id for s in one}) == 2
    assert finish(document, [said("Ana"), said("Ana")]) == finish(document, [said("Ana")])
    assert finish(document, []) == []


LINKS = [
    (ActorKind.PERSON, LinkKind.SPEAKER),
    (ActorKind.STATE, LinkKind.SPEAKER),
    (ActorKind.ORGANISATION, LinkKind.SPEAKER),
    (ActorKind.UNKNOWN, LinkKind.ANONYMOUS),
]


@pytest.mark.parametrize(("kind", "wanted"), LINKS)
def test_a_speaker_as_a_link(kind, wanted):
    speaker = person("Ana", kind, "MLI", "GOV")
    assert link_of(speaker) == Link("Ana", wanted, speaker.span, "MLI", "GOV")


def test_a_nameless_link_keeps_its_state_and_sector(read):
    text = "Iranian officials said that the Omani premier had promised that the strait would stay open."
    (inner,) = (s for s in read(text).statements if s.nested_in)
    (link,) = inner.attribution
    assert (link.name, link.kind, link.country, link.sector) == ("Iranian officials", LinkKind.ANONYMOUS, "IRN", "GOV")
    assert link.span is not None and link.span.of(text) == "Iranian officials"


def test_a_chain_of_outlets_and_speakers(read):
    text = "TASS reported that the Polish premier had said Kyiv had promised that the grain would pass."
    chains = {s.speakers[0].name: [link.name for link in s.attribution] for s in read(text).statements}
    assert chains == {"prime minister of Poland": ["TASS"], "Ukraine": ["TASS", "prime minister of Poland"]}
