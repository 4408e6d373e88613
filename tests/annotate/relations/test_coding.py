"""Codings of pairs: what is told, that it adds up, and how many of sentences nobody has trained on are right."""

from __future__ import annotations

import hashlib
import json
import math

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.annotate.casework import cases

from communique.annotate.pipeline import Coder
from communique.annotate.relations.coding import Calibration, Codings, Pair, softmax
from communique.annotate.relations.encoder import FOLDER, Encoder
from communique.annotate.relations.finder import Finder
from communique.errors import ModelMissing, UsageError
from communique.model.ontology import EventType
from communique.model.records import Status

ROWS = [case.values[0] for case in cases("coding")]
TEXT = "Nauru's parliament condemned Palau on Tuesday and recalled its envoy."


def span(text: str, words: str) -> tuple[int, int]:
    start = text.index(words)
    return start, start + len(words)


@pytest.fixture(scope="module")
def codings() -> Codings:
    return Codings()


def test_probabilities_add_up_and_the_best_is_told(codings):
    (coding,) = codings([Pair(TEXT, span(TEXT, "Nauru's parliament"), span(TEXT, "Palau"))])
    assert sum(coding.events.values()) == pytest.approx(1) and sum(coding.kinds.values()) == pytest.approx(1)
    assert set(coding.events) == {*EventType, None}
    assert coding.events[coding.event] == max(coding.events.values())
    second, share = coding.runner_up
    assert second is not coding.event and share == sorted(coding.events.values())[-2]
    assert 0 < coding.score < 1


def test_the_marked_predicate_decides_which_act_is_asked_for(codings):
    pair = (span(TEXT, "Nauru's parliament"), span(TEXT, "Palau"))
    blamed, recalled = codings([Pair(TEXT, *pair, span(TEXT, "condemned")), Pair(TEXT, *pair, span(TEXT, "recalled"))])
    assert blamed.event is EventType.ACCUSE and blamed.trigger == span(TEXT, "condemned")
    assert recalled.events[EventType.SANCTION] > blamed.events[EventType.SANCTION]


def test_the_deciding_words_are_told_where_none_were_given(codings):
    text = "Villagers in Suriname blocked the road to the mine on Friday over unpaid wages."
    (coding,) = codings([Pair(text, span(text, "Villagers in Suriname"), span(text, "the road to the mine"))])
    assert coding.event is EventType.PROTEST and coding.mode == "obstruct"
    assert coding.trigger is not None and "blocked" in text[slice(*coding.trigger)]


def test_many_at_once_are_as_one_by_one(codings):
    """int8 takes its scale from a whole batch: the numbers move a little, the answers do not."""
    rows = [marked(row["text"]) for row in ROWS[:20]]
    pairs = [Pair(*row) for row in rows]
    together = codings(pairs)
    for pair, coding in zip(pairs, together, strict=True):
        (alone,) = codings([pair])
        assert alone.event is coding.event or coding.score < 0.6
        assert alone.score == pytest.approx(coding.score, abs=0.15)
    assert codings(pairs) == together and codings([]) == []


def test_a_word_of_the_coder(codings):
    coding = Coder().code(TEXT, source=(0, 18), target=span(TEXT, "Palau"))
    assert coding.event is EventType.ACCUSE and coding.status is Status.ACTUAL
    for wrong in ((5, 5), (-1, 4), (3, 900)):
        with pytest.raises(UsageError, match="stretch"):
            Coder().code(TEXT, source=wrong, target=(0, 5))
    for source, target in (((0, 9), (5, 12)), ((5, 6), (7, 10)), ((0, 5), (0, 5))):
        with pytest.raises(UsageError):
            Coder().code("Fiji   met Tonga.", source=source, target=target)


def test_the_card_tells_of_the_network_that_is_shipped():
    """The coder's version rests on it."""
    card = json.loads((FOLDER / "card.json").read_text("utf-8"))
    assert card["network"] == hashlib.sha256((FOLDER / "coder.onnx").read_bytes()).hexdigest()
    assert card["network"] in (FOLDER / "MODEL_CARD.md").read_text("utf-8")


def test_a_missing_network_is_told(tmp_path):
    for name in ("tokenizer.json", "heads.json"):
        (tmp_path / name).write_bytes((Encoder()._folder / name).read_bytes())
    network = Encoder(tmp_path)
    with pytest.raises(ModelMissing):
        network([network.marking.mark(network.marking.pieces(["a"])[0])])
    assert Codings(network, tmp_path).calibration == Calibration(1.0, (), ())


@given(st.lists(st.floats(-30, 30), min_size=1, max_size=40), st.floats(0.2, 5))
def test_softmax(logits, temperature):
    shares = softmax(logits, temperature)
    assert sum(shares) == pytest.approx(1) and all(0 <= s <= 1 and math.isfinite(s) for s in shares)
    assert shares.index(max(shares)) == logits.index(max(logits)) or max(shares) == pytest.approx(
        shares[logits.index(max(logits))]
    )


def marked(text: str) -> tuple[str, tuple[int, int], tuple[int, int]]:
    """ "{s:Chad} thanked {t:Niger}"."""
    spans = {}
    while "{" in text:
        start, end = text.index("{"), text.index("}")
        spans[text[start + 1]] = (start, end - 3)
        text = text[:start] + text[start + 3 : end] + text[end + 1 :]
        spans = {k: (s - 4, e - 4) if s > end else (s, e) for k, (s, e) in spans.items()}
    return text, spans["s"], spans["t"]


def test_of_the_cases_most_are_right(codings):
    """Sentences written for this test; nobody trained on them. A single one may be wrong, many may not."""
    pairs, wanted = [], []
    for row in ROWS:
        text, source, target = marked(row["text"])
        pairs.append(Pair(text, source, target))
        wanted.append(row["event"])
    given = [str(c.event) for c in codings(pairs)]
    wrong = [(p.text, w, g) for p, w, g in zip(pairs, wanted, given, strict=True) if w != g]
    assert len(wrong) <= 0.15 * len(ROWS), wrong


def test_both_sides_are_found_where_nothing_is_marked():
    rows = [row for row in ROWS if row["event"] != "None"]
    texts = [marked(row["text"]) for row in rows]
    found = Finder()([t for t, _, _ in texts])
    right = 0
    for (_, source, target), f in zip(texts, found, strict=True):
        right += all(a and a[0] < b[1] and b[0] < a[1] for a, b in ((f.source, source), (f.target, target)))
    assert right >= 0.75 * len(texts)
