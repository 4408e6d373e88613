from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from communique.model.records import Document, Part, PartKind
from communique.model.values import Span
from communique.views.marks import CLAIM, STATEMENT, Mark, blocks, segments

LENGTH = 60


@st.composite
def span_lists(draw: st.DrawFn) -> tuple[Span, ...]:
    edges = st.integers(0, LENGTH)
    pairs = draw(st.lists(st.tuples(edges, edges), min_size=1, max_size=4))
    return tuple(Span(min(p), max(p)) for p in pairs)


@st.composite
def marks(draw: st.DrawFn) -> list[Mark]:
    found = draw(st.lists(st.tuples(st.sampled_from([CLAIM, STATEMENT, "actor"]), span_lists()), max_size=8))
    return [Mark(kind, spans, "" if kind == "actor" else f"{kind[0]}-{n}") for n, (kind, spans) in enumerate(found)]


@given(marks(), st.sets(st.integers(-3, LENGTH + 3)))
def test_every_character_stands_once_and_under_its_marks_only(found: list[Mark], cuts: set[int]) -> None:
    cut = segments(Span(0, LENGTH), found, cuts)
    assert [i for s in cut for i in range(s.span.start, s.span.end)] == list(range(LENGTH))
    for mark in found:
        under = {i for s in cut if mark in s.marks for i in range(*s.span)}
        assert under == {i for span in mark.spans for i in range(*span)}
        if mark.id:
            assert under == {i for s in cut if mark.id in s.ids() for i in range(*s.span)}
    for inside in cuts & set(range(1, LENGTH)):
        assert any(s.span.start == inside for s in cut)


@given(marks())
def test_the_shortest_span_is_innermost_and_an_id_begins_once(found: list[Mark]) -> None:
    cut = segments(Span(0, LENGTH), found)
    began = [id for s in cut for id in s.begins]
    assert sorted(began) == sorted(m.id for m in found if m.id and any(s.end > s.start for s in m.spans))
    for s in cut:
        lengths = [
            min(span.end - span.start for span in m.spans if span.start <= s.span.start and s.span.end <= span.end)
            for m in s.marks
        ]
        assert lengths == sorted(lengths)
        assert len(set(map(id, s.marks))) == len(s.marks)


def test_an_id_that_hides_behind_another_kind_is_opened_when_that_is_not_shown() -> None:
    statement, claim = Mark(STATEMENT, (Span(0, 9),), "s-1"), Mark(CLAIM, (Span(2, 4),), "c-1")
    inner = segments(Span(0, 9), [claim, statement])[1]
    assert inner.opens() == "c-1"
    assert inner.opens([STATEMENT]) == "s-1"
    assert inner.opens([]) == ""


@given(marks(), st.lists(st.integers(1, LENGTH - 1), unique=True, max_size=5))
def test_blocks_give_the_whole_text_in_order(found: list[Mark], starts: list[int]) -> None:
    text = "".join(chr(97 + i % 26) for i in range(LENGTH))
    edges = [0, *sorted(starts), LENGTH]
    parts = tuple(
        Part(PartKind.BODY if n % 2 else PartKind.TEASER, Span(a, max(b - 1, a + 1)), "" if n % 2 else "a teaser")
        for n, (a, b) in enumerate(pairwise(edges))
    )
    made = blocks(Document("d-1", text, "", parts, ()), found)
    assert "".join(s.span.of(text) for b in made for s in b.segments) == text
    assert [b.span.start for b in made] == edges[:-1]
    assert [b.read for b in made] == [p.kind is PartKind.BODY for p in parts]
    for mark in found:
        under = {i for b in made for s in b.segments if mark in s.marks for i in range(*s.span)}
        assert under == {i for span in mark.spans for i in range(*span)}


def test_a_text_without_parts_is_one_block() -> None:
    assert [b.span for b in blocks(Document("d-1", "abc", "", (), ()), [])] == [Span(0, 3)]
    assert blocks(Document("d-1", "", "", (), ()), []) == []
