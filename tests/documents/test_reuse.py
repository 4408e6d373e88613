"""Passages of earlier documents: what counts as one, where it begins and ends, and whose it is."""

from __future__ import annotations

import itertools
import textwrap

from hypothesis import given, settings
from hypothesis import strategies as st

from communique.documents.reuse import LEAST, Reuse, Text, reused
from communique.model.values import Span


def prose(seed: str, words: int, sentence: int = 12) -> str:
    """Sentences of words that no other seed shares."""
    said = [f"{seed}{n}" for n in range(words)]
    return " ".join(" ".join(said[i : i + sentence]) + "." for i in range(0, words, sentence))


def text(id_: str, key: str, *paragraphs: str) -> Text:
    body = "\n\n".join(paragraphs)
    return Text(id_, key, body, (Span(0, len(body)),) if body else ())


def said(found: tuple[Reuse, ...], texts: list[Text]) -> list[tuple[str, str, str]]:
    bodies = {t.id: t.text for t in texts}
    return [(r.document, r.span.of(bodies[r.document]), r.of) for r in found]


BACKGROUND = prose("background", 60)
# Nobody else's words stand between these quotation marks, and most of the passage stands in them.
SPEECH = f"“{prose('speech', 60)[:-1]},” he said in the old hall of the castle."
FIRST = text("first", "1", prose("p", 80), BACKGROUND, prose("q", 30))
SECOND = text("second", "2", prose("r", 50), BACKGROUND, prose("s", 90))


def test_a_paragraph_of_an_earlier_document() -> None:
    assert said(reused([FIRST, SECOND], {}), [FIRST, SECOND]) == [("second", BACKGROUND, "first")]


def test_a_few_words_changed_do_not_end_a_passage() -> None:
    edited = BACKGROUND.replace("background20", "other").replace("background41 ", "")
    second = text("second", "2", prose("r", 50), edited, prose("s", 90))
    assert said(reused([FIRST, second], {}), [second]) == [("second", edited, "first")]


def test_the_origin_is_the_earliest() -> None:
    third = text("third", "3", BACKGROUND, prose("t", 100))
    found = reused([third, SECOND, FIRST], {})
    assert [(r.document, r.of) for r in found] == [("second", "first"), ("third", "first")]
    tied = [text(id_, "1", BACKGROUND, prose(id_, 100)) for id_ in "zya"]
    assert {(r.document, r.of) for r in reused(tied, {})} == {("y", "a"), ("z", "a")}


def test_near_copies_do_not_reuse_each_other() -> None:
    assert reused([FIRST, SECOND], {"second": "first"}) == ()
    assert reused([FIRST, SECOND], {"first": "root", "second": "root"}) == ()
    later = text("later", "3", BACKGROUND, prose("t", 100))
    assert [(r.document, r.of) for r in reused([FIRST, SECOND, later], {"second": "first"})] == [("later", "first")]


def test_a_digest_reuses_what_it_is_no_copy_of() -> None:
    parts = [text("a", "1", prose("a", 90)), text("b", "2", prose("b", 90))]
    digest = text("digest", "3", parts[0].text, parts[1].text)
    assert [(r.document, r.of) for r in reused([*parts, digest], {"digest": "a"})] == [("digest", "b")]


def test_short_runs_are_not_reuse() -> None:
    short = prose("short", LEAST - 1)
    assert reused([text("a", "1", short, prose("p", 60)), text("b", "2", short, prose("q", 60))], {}) == ()


def test_a_speech_that_both_have_heard_is_not_reuse() -> None:
    for speech in (SPEECH, SPEECH.replace("“", '"').replace("”", '"'), SPEECH.replace("“", "'").replace("”", "'")):
        texts = [text("a", "1", prose("p", 60), speech), text("b", "2", prose("q", 60), speech)]
        assert reused(texts, {}) == (), speech[:1]
    with_report = f"{SPEECH} {BACKGROUND}"
    texts = [text("a", "1", prose("p", 60), with_report), text("b", "2", prose("q", 60), with_report)]
    assert said(reused(texts, {}), texts) == [("b", with_report, "a")]


def test_a_form_with_other_figures_is_not_reuse() -> None:
    form = "The index of the exchange closed at {} points on a quiet day, and {} million shares changed hands there. "
    rest = (
        "The river at the old bridge stood at {} centimetres this morning, some {} more than at the same hour before. "
    )
    one, other = ((form * 2 + rest).format(*range(n, n + 6)) for n in (100, 700))
    assert reused([text("a", "1", prose("p", 60), one), text("b", "2", prose("q", 60), other)], {}) == ()


def test_only_what_is_read_is_compared_and_told() -> None:
    body = f"{prose('r', 50)}\n\n{BACKGROUND}\n\nSign up here.\n\n{prose('c', 60)}"
    one, two = body.index("background0"), body.index("Sign up")
    three = body.index("c0 ")
    read = (Span(0, one - 2), Span(one, two - 2), Span(three, len(body)))
    texts = [text("first", "1", BACKGROUND, prose("c", 60)), Text("second", "2", body, read)]
    found = reused(texts, {})
    assert said(found, texts) == [("second", BACKGROUND, "first"), ("second", prose("c", 60), "first")]
    unread = Text("second", "2", body, (Span(0, one - 2),))
    assert reused([FIRST, unread], {}) == ()


def test_line_breaks_do_not_matter() -> None:
    wrapped = textwrap.fill(BACKGROUND, 72)
    texts = [FIRST, text("second", "2", wrapped, prose("s", 90))]
    assert said(reused(texts, {}), texts) == [("second", wrapped, "first")]


def test_empty_and_tiny_texts() -> None:
    assert reused([], {}) == ()
    assert reused([text("a", "1"), text("b", "2"), text("c", "3", "One."), text("d", "4", "One.")], {}) == ()
    assert reused([FIRST], {}) == ()


_PIECES = [prose(seed, 45) for seed in "pqrs"]
_BODIES = st.lists(st.sampled_from(_PIECES), max_size=4, unique=True)


@given(st.lists(st.tuples(st.sampled_from("12"), _BODIES), max_size=5))
@settings(max_examples=40, deadline=None)
def test_properties(rows: list[tuple[str, list[str]]]) -> None:
    texts = [text(f"d{n}", key, *body) for n, (key, body) in enumerate(rows)]
    found = reused(texts, {})
    assert all(reused(list(order), {}) == found for order in itertools.islice(itertools.permutations(texts), 6))
    by_id = {t.id: t for t in texts}
    for reuse in found:
        assert (by_id[reuse.of].key, reuse.of) < (by_id[reuse.document].key, reuse.document)
        paragraphs = reuse.span.of(by_id[reuse.document].text).split("\n\n")
        assert all(p in by_id[reuse.of].text for p in paragraphs)
    for one, other in itertools.pairwise(r for r in found):
        assert one.document != other.document or one.span.end <= other.span.start
