"""The working sheet and the port of the stages."""

from __future__ import annotations

import itertools
from dataclasses import dataclass, field

import pytest

from communique.annotate.stage import Draft, Paragraph, check_order
from communique.model.records import Part, PartKind
from communique.model.values import Span


@dataclass
class _Stage:
    name: str
    needs: frozenset[str] = frozenset()
    gives: frozenset[str] = field(default_factory=frozenset)

    def __call__(self, draft: Draft) -> None:
        """Does nothing."""


PARSE = _Stage("parse", gives=frozenset({"paragraphs"}))
NAMES = _Stage("names", frozenset({"paragraphs"}), frozenset({"names"}))
CLAIMS = _Stage("claims", frozenset({"paragraphs", "names"}), frozenset({"claims"}))


def test_an_order_that_holds():
    check_order([PARSE, NAMES, CLAIMS])
    check_order([])


@pytest.mark.parametrize("order", [o for o in itertools.permutations([PARSE, NAMES, CLAIMS]) if o[0] is not PARSE])
def test_an_order_that_does_not_hold(order):
    with pytest.raises(ValueError, match="which no stage before it gives"):
        check_order(order)


def test_the_error_names_the_stage_and_what_it_lacks():
    with pytest.raises(ValueError, match=r"stage claims needs names, which"):
        check_order([PARSE, CLAIMS])


def test_what_is_given_from_outside_counts():
    check_order([NAMES, CLAIMS], given=["paragraphs"])


def test_the_coders_own_stages_hold(coder):
    check_order(coder._stages)
    names = [stage.name for stage in coder._stages]
    assert len(names) == len(set(names))


def test_paragraph_spans_are_offsets_of_the_document(parse):
    text = "Fiji sailed. Tonga rowed."
    doc = parse(text)
    paragraph = Paragraph(0, Part(PartKind.BODY, Span(100, 100 + len(text))), 100, doc)
    assert paragraph.span(0, 4) == Span(100, 104)
    assert [s.text for s in paragraph.sentences()] == ["Fiji sailed.", "Tonga rowed."]
