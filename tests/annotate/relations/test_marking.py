"""Marks stand where the actors stand, and nothing of the sentence is lost on the way."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from communique.annotate.relations.encoder import encoder
from communique.annotate.relations.marking import LONGEST, Pieces, _windows, overlap

TEXT = "Fiji's foreign minister thanked Tonga for its help after the cyclone."


@pytest.fixture(scope="module")
def marking():
    return encoder().marking


def span(text, words):
    start = text.index(words)
    return start, start + len(words)


def test_the_pair_and_the_predicate_are_marked(marking):
    pieces = marking.pieces([TEXT])[0]
    marked = marking.mark(
        pieces, source=span(TEXT, "Fiji's foreign minister"), target=span(TEXT, "Tonga"), trigger=span(TEXT, "thanked")
    )
    assert marked.ids[0] == marking.ends[0] and marked.ids[-1] == marking.ends[1]
    assert [marked.ids.count(m) for m in marking.marks] == [1] * 6
    assert marked.ids[marked.source] == marking.marks[0] and marked.ids[marked.target] == marking.marks[2]
    words = [i for i in marked.ids if i not in {*marking.ends, *marking.marks}]
    assert tuple(words) == pieces.ids
    kept = [p for p in marked.pieces if p >= 0]
    assert kept == list(range(len(pieces.ids)))


def test_without_a_pair_the_first_piece_stands_for_both(marking):
    marked = marking.mark(marking.pieces([TEXT])[0])
    assert marked.source == marked.target == 0
    assert len(marked.ids) == len(marking.pieces([TEXT])[0].ids) + 2


def test_a_long_sentence_is_cut_around_its_pair(marking):
    text = "word " * 300 + "Fiji thanked Tonga" + " again" * 300
    pieces = marking.pieces([text])[0]
    marked = marking.mark(pieces, source=span(text, "Fiji"), target=span(text, "Tonga"))
    assert len(marked.ids) == LONGEST
    assert [marked.ids.count(m) for m in marking.marks[:4]] == [1] * 4


def test_pieces_lead_back_to_the_sentence(marking):
    pieces = marking.pieces([TEXT])[0]
    first, last = pieces.covering(span(TEXT, "Tonga"))
    assert TEXT[pieces.chars[first][0] : pieces.chars[last - 1][1]] == "Tonga"
    assert Pieces((), ()).covering((0, 3)) == (0, 0)


def test_marks_that_are_far_apart_are_kept_both(marking):
    text = "Fiji said that " + "the old blue boat was here and " * 30 + "it thanked Tonga."
    pieces = marking.pieces([text])[0]
    marked = marking.mark(pieces, source=span(text, "Fiji"), target=span(text, "Tonga"), trigger=span(text, "thanked"))
    assert len(marked.ids) <= LONGEST
    assert [marked.ids.count(m) for m in marking.marks] == [1] * 6
    assert marked.ids[marked.target] == marking.marks[2]


def test_stretches_that_overlap():
    assert overlap((0, 4), (3, 6)) and overlap((3, 6), (0, 9)) and overlap((2, 3), (2, 3))
    assert not overlap((0, 4), (4, 6)) and not overlap((0, 4)) and not overlap()


def test_half_a_surrogate_pair_is_no_harm(marking):
    text = "Fiji \ud83d met Tonga."
    (pieces,) = marking.pieces([text])
    first, last = pieces.covering((11, 16))
    assert text[pieces.chars[first][0] : pieces.chars[last - 1][1]] == "Tonga"


@given(
    st.integers(1, 400), st.lists(st.tuples(st.integers(0, 399), st.integers(1, 6)), max_size=3), st.integers(40, 140)
)
def test_the_windows_fit_and_keep_what_is_marked(length, starts, room):
    spans = [(min(s, length - 1), min(length, min(s, length - 1) + n)) for s, n in starts]
    windows = _windows(length, spans, room)
    assert all(0 <= first <= last <= length for first, last in windows)
    assert sum(last - first for first, last in windows) <= min(length, room)
    assert all(a[1] <= b[0] for a, b in itertools.pairwise(windows))
    for start, _ in (min(spans), max(spans)) if spans else ():
        assert any(first <= start < last for first, last in windows)
