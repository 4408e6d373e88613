"""Quotations as tokens of a parse: what they hold, and which cues they are in reach of."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from communique.annotate.attribution.quoted import LONG_QUOTE, Quoted
from communique.annotate.quotations import quotations

SPLIT = "“Ask the miners who dig there,” the Zambian president told them, “and not the clerks.”"


@pytest.fixture(scope="session")
def quoted(parse):
    """The quotations of a paragraph that begins at ``offset``."""

    def made(text: str, *, offset: int = 0, opens_next: bool = False) -> Quoted:
        return Quoted(parse(text), offset, quotations([(offset, text)]), opens_next=opens_next)

    return made


def token(quoted: Quoted, word: str):
    return next(t for t in quoted.doc if t.text == word)


def words(quoted: Quoted, inside) -> str:
    return " ".join(quoted.doc[i].text for i in sorted(inside))


def inside(quoted: Quoted, at: int = 0):
    return list(quoted)[at][1]


def test_each_quotation_comes_with_the_tokens_between_its_marks(quoted):
    found = quoted(SPLIT)
    assert [words(found, i) for _, i in found] == ["Ask the miners who dig there ,", "and not the clerks ."]
    assert [q.inner.of(SPLIT) for q, _ in found] == ["Ask the miners who dig there,", "and not the clerks."]


def test_a_paragraph_without_marks_has_none(quoted):
    found = quoted("The Irish premier crossed the bridge on foot.")
    assert not list(found)
    assert not any(found.holds(t.i) or found.near(t) or found.after(t) or found.around(t.i) for t in found.doc)


def test_tokens_are_held_only_between_the_marks(quoted):
    found = quoted(SPLIT)
    assert [
        t.text for t in found.doc if found.holds(t.i)
    ] == "Ask the miners who dig there , and not the clerks .".split()


def test_only_a_longer_quotation_is_around_its_tokens(quoted):
    found = quoted("“We agree,” he said. “The river was ours long before the dam.”")
    assert found.around(token(found, "agree").i) == frozenset()
    assert found.around(token(found, "river").i) == inside(found, 1)
    assert found.around(token(found, "said").i) == frozenset()
    assert [q.length > LONG_QUOTE for q, _ in found] == [False, True]


REACH = [
    ("same sentence", "The Omani envoy said the price was “far too high.”", "said", True, True),
    (
        "before it, ending in a colon",
        "The Malian premier spoke at noon: “We shall mend the road.”",
        "spoke",
        True,
        True,
    ),
    (
        "before it, ending in a stop",
        "The Malian premier spoke at noon. “We shall mend the road.”",
        "spoke",
        False,
        False,
    ),
    ("two sentences before", "The premier spoke. It rained. “We shall mend the road.”", "spoke", False, False),
    ("right after it", "“Shall we wait for the boats?” asked the envoy.", "asked", True, True),
    (
        "in the next sentence but one",
        "“We wait for boats.” The harbour is shut. The envoy asked.",
        "asked",
        False,
        False,
    ),
]


@pytest.mark.parametrize(("case", "text", "cue", "reach", "near"), REACH, ids=[r[0] for r in REACH])
def test_a_cue_in_reach(case, text, cue, reach, near, quoted):
    found = quoted(text)
    at = token(found, cue)
    assert found.in_reach(at.i, inside(found)) is reach, case
    assert found.near(at) is near, case


def test_a_cue_in_the_quotation_is_not_near_it(quoted):
    found = quoted("“He said that the road was open,” she wrote.")
    assert found.in_sentence(token(found, "said").i, inside(found))
    assert not found.near(token(found, "said"))
    assert found.near(token(found, "wrote"))


def test_a_colon_or_comma_before_a_quoted_paragraph_brings_it_near(quoted):
    text = "The Estonian premier told the house:"
    assert quoted(text, opens_next=True).near(token(quoted(text), "told"))
    assert quoted(text[:-1] + ",", opens_next=True).near(token(quoted(text), "told"))
    assert not quoted(text[:-1] + ".", opens_next=True).near(token(quoted(text), "told"))
    assert not quoted(text).near(token(quoted(text), "told"))


def test_only_the_last_sentence_opens_the_next_paragraph(quoted):
    text = "The Rwandan president thanked Kigali. Then he told the house:"
    found = quoted(text, opens_next=True)
    assert found.ends_open(token(found, "told").i)
    assert not found.ends_open(token(found, "thanked").i)
    assert not quoted(text).ends_open(token(found, "told").i)


def test_a_quotation_alone_fills_its_sentence(quoted):
    alone = quoted("“The river was ours long before the dam.” Then it rained.")
    assert alone.alone(inside(alone))
    part = quoted("The Thai minister called it “a grave mistake.”")
    assert not part.alone(inside(part))


def test_a_whole_quotation_right_after_the_cue_is_what_it_holds(quoted):
    found = quoted("The Icelandic foreign minister added: “We want cod, not quarrels.”")
    assert found.after(token(found, "added")) == inside(found)
    assert found.after(token(found, "minister")) == frozenset()


def test_words_between_cue_and_quotation_keep_them_apart(quoted):
    found = quoted("The Chadian president told them: “Our soldiers will come home.”")
    assert found.after(token(found, "told")) == frozenset()


def test_a_quotation_that_ends_within_the_sentence_is_not_all_that_is_said(quoted):
    found = quoted("Cuba said “no more” and left.")
    assert found.after(token(found, "said")) == frozenset()


def test_the_second_half_of_a_split_quotation_is_not_all_that_is_said(quoted):
    found = quoted("“The road is ours,” the Eritrean minister said, “and nobody will close it.”")
    assert found.after(token(found, "said")) == frozenset()


def test_a_cue_between_the_marks_holds_no_quotation_after_it(quoted):
    found = quoted("“He said: nobody came,” she wrote.")
    assert found.after(token(found, "said")) == frozenset()


TEXTS = [
    SPLIT,
    "The Omani envoy said the price was “far too high.”",
    "«La mer,» she wrote, «is not for sale.» Then: “we agree”.",
    "‘He never reads the ministers’ papers,’ the Swazi king’s aide said.",
    "“We shall not",
    "No marks at all.",
]


@settings(deadline=None)
@given(st.sampled_from(TEXTS), st.integers(0, 100_000), st.booleans())
def test_the_place_of_the_paragraph_changes_nothing(quoted, text, offset, opens_next):
    here, there = quoted(text), quoted(text, offset=offset, opens_next=opens_next)
    assert [i for _, i in here] == [i for _, i in there]
    for quote, held in there:
        assert held
        for i in held:
            assert quote.inner.start <= there.doc[i].idx + offset < quote.inner.end
            assert there.holds(i)
    for t in there.doc:
        assert t.i not in there.after(t)
        assert there.around(t.i) <= {i for i in range(len(there.doc)) if there.holds(i)}
