"""Quotation marks of every kind, nested, unclosed, over paragraphs, and apostrophes that are none."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from communique.annotate.quotations import quotations


def _inner(*paragraphs: str) -> list[str]:
    text, placed = "", []
    for paragraph in paragraphs:
        placed.append((len(text), paragraph))
        text += paragraph + "\n"
    return [q.inner.of(text) for q in quotations(placed)]


ONE_PARAGRAPH = [
    ('She said "we agree" twice.', ["we agree"]),
    ("She said “we agree” twice.", ["we agree"]),
    ("She said «we agree» twice.", ["we agree"]),
    ("She said „we agree“ twice.", ["we agree"]),
    ("She said ‘we agree’ twice.", ["we agree"]),
    ("She said 'we agree' twice.", ["we agree"]),
    ("“One,” he said, “two.”", ["One,", "two."]),
    ("“He called it a ‘gift’ to us,” she said.", ["He called it a ‘gift’ to us,"]),
    ("\"He called it a 'gift' to us,\" she said.", ["He called it a 'gift' to us,"]),
    ("‘We don’t want the islands’ boats,’ she said.", ["We don’t want the islands’ boats,"]),
    ("'We don't want it,' she said.", ["We don't want it,"]),
    ("The minister’s boats and the ministers’ cars are gone.", []),
    ("The minister's boats and the ministers' cars are gone.", []),
    ("In the '90s the port was shut.", []),
    ("“We shall not", ["We shall not"]),
    ("He said “”.", []),
    ("He said “ ... ”.", []),
    ("No marks at all.", []),
    ("", []),
    ("“”“”", []),
    ("She wrote “The Prophet” and «Le Prophète».", ["The Prophet", "Le Prophète"]),
]


@pytest.mark.parametrize(("text", "inner"), ONE_PARAGRAPH)
def test_one_paragraph(text, inner):
    assert _inner(text) == inner


def test_over_paragraphs_each_opening_again():
    first, second = "He said: “We came by sea.", "“We shall go by land.” Then he left."
    assert _inner(first, second) == ["We came by sea.", "We shall go by land."]
    found = quotations([(0, first), (len(first) + 1, second)])
    assert [q.paragraph for q in found] == [0, 1]


def test_over_paragraphs_opened_once():
    assert _inner("He said: “We came by sea.", "We shall go by land.” Then he left.") == [
        "We came by sea.",
        "We shall go by land.",
    ]


def test_a_forgotten_mark_does_not_swallow_the_rest():
    assert _inner("He said: “We came by sea.", "Nobody saw him.", "The boat sank.") == ["We came by sea."]


def test_spans_hold_the_marks_and_inner_does_not():
    text = "Then: “we agree”."
    (found,) = quotations([(0, text)])
    assert found.span.of(text) == "“we agree”"
    assert found.inner.of(text) == "we agree"
    assert found.length == len("we agree")


def test_offsets_are_added():
    (found,) = quotations([(1000, "“we agree”")])
    assert found.span == (1000, 1010)
    assert found.inner == (1001, 1009)


_MARKED = st.text(alphabet="ab ,.s\n“”‘’«»„\"'", max_size=40)


@given(st.lists(_MARKED, max_size=5))
def test_quotations_lie_in_their_paragraph_in_order(paragraphs):
    placed, at = [], 0
    for paragraph in paragraphs:
        placed.append((at, paragraph))
        at += len(paragraph) + 1
    found = quotations(placed)
    for one in found:
        offset, text = placed[one.paragraph]
        assert offset <= one.span.start <= one.inner.start < one.inner.end <= one.span.end <= offset + len(text)
    assert all(a.span.end <= b.span.start for a, b in itertools.pairwise(found))


@given(st.text(max_size=60))
def test_any_text_can_be_read(text):
    for one in quotations([(0, text)]):
        assert one.inner.of(text).strip()
