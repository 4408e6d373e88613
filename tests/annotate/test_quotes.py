"""Statements: speaker, addressee, words, manner, chain, nesting."""

from __future__ import annotations

import pytest
from tests.annotate.casework import assert_found, cases, statement_words

from communique.model.values import ActorKind, LinkKind


@pytest.mark.parametrize("case", cases("statements"))
def test_statement(case, read):
    found = [statement_words(s, case["text"]) for s in read(case["text"]).statements]
    assert_found(case["statements"], found)


def test_spans_of_a_statement_show_its_words(read):
    text = "The Tongan premier told the Fijian ambassador that the cable had been cut."
    (statement,) = read(text).statements
    assert [s.of(text) for s in statement.source_spans] == ["The Tongan premier"]
    assert [s.of(text) for s in statement.cue_spans] == ["told"]
    assert [s.of(text) for s in statement.content_spans] == ["the cable had been cut"]
    assert statement.sentence.of(text) == text


def test_an_inner_statement_points_to_its_outer_one(read):
    reading = read("The Sudanese premier said that Ethiopia had promised that the dam would wait.")
    outer, inner = sorted(reading.statements, key=lambda s: s.nested_in is not None)
    assert inner.nested_in == outer.id
    assert [(link.name, link.kind) for link in inner.attribution] == [("prime minister of Sudan", LinkKind.SPEAKER)]


def test_an_unnamed_speaker_is_kept_as_he_is_called(read):
    (statement,) = read("A diplomat said the list was long.").statements
    (speaker,) = statement.speakers
    assert (speaker.name, speaker.kind) == ("A diplomat", ActorKind.UNKNOWN)


def test_the_scores_of_statements_are_chances(read):
    for text in ("“We agree to nothing of the sort,” the Irish premier said.", "A diplomat said the list was long."):
        (statement,) = read(text).statements
        assert 0 < statement.score <= 1


@pytest.mark.parametrize("marks", ["“”", '""', "«»", "‘’", "„“", "''"])
def test_verbatim_words_in_any_marks(marks, read):
    text = f"The Slovenian premier said: {marks[0]}The river belongs to all of us.{marks[1]}"
    (statement,) = read(text).statements
    assert statement.verbatim
    assert statement_words(statement, text)["content"] == "The river belongs to all of us"


def test_a_quotation_over_two_paragraphs_has_one_speaker(read):
    text = "“The road was never safe,” the Malian premier said. “We knew it.\n“We shall mend it before the rains come.”"
    statements = read(text).statements
    assert {p.name for s in statements for p in s.speakers} == {"prime minister of Mali"}
    assert "We shall mend it before the rains come" in [statement_words(s, text)["content"] for s in statements]
