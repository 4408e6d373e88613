from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from communique.merge.mentions.compare import WEIGHTS, WORDS, Setting, compare
from communique.merge.mentions.facts import Mention, is_speech
from communique.merge.mentions.words import Nearness, word

ALIKE, STRANGE = Setting(0.4, 0.2), Setting(0.1, 0.0)


def mention(number: int, phrase: str, **told: Any) -> Mention:
    """A mention of document ``number``; ``who="ferry captain"`` for the words of its subject, and so on."""
    sets = {k: frozenset(v.split()) if isinstance(v, str) else v for k, v in told.items()}
    made: dict[str, Any] = {"document": f"d{number}", "sentence": 0, **sets}
    return Mention(id=f"m{number}", word=word(phrase.partition("_")[0], phrase), **made)


FERRY = {"whom": "ferry", "words": "ferry storm Cebu"}

TOGETHER = [
    ("one word, one object", ("sink", FERRY), ("sink", FERRY), ALIKE),
    ("a word of the same meaning", ("sink", FERRY), ("capsize", FERRY), ALIKE),
    ("nothing told, but stories alike", ("sink", {}), ("sink", {}), ALIKE),
    ("the same speaker", ("say", {"who": "captain"}), ("say", {"who": "captain"}), ALIKE),
    ("verb and noun", ("acquire", {"whom": "brewery"}), ("acquisition", {"whom": "brewery"}), ALIKE),
]
APART = [
    ("strange documents", ("sink", {}), ("sink", {}), STRANGE),
    ("far words", ("sink", FERRY), ("marry", FERRY), ALIKE),
    ("who says is not told", ("say", {}), ("say", {}), ALIKE),
    ("another speaker", ("say", {"who": "captain"}), ("say", {"who": "widow"}), ALIKE),
    ("side by side", ("sink", {**FERRY, "document": "d0"}), ("capsize", {**FERRY, "document": "d0"}), ALIKE),
    ("told beside each other again and again", ("steal", {}), ("rob", {}), Setting(0.3, 0.2, beside=4)),
]


@pytest.mark.parametrize(("_name", "one", "two", "setting"), TOGETHER, ids=[row[0] for row in TOGETHER])
def test_one_happening(_name: str, one: Any, two: Any, setting: Setting) -> None:
    assert compare(mention(1, one[0], **one[1]), mention(2, two[0], **two[1]), setting).score > 0.5


@pytest.mark.parametrize(("_name", "one", "two", "setting"), APART, ids=[row[0] for row in APART])
def test_two_happenings(_name: str, one: Any, two: Any, setting: Setting) -> None:
    assert compare(mention(1, one[0], **one[1]), mention(2, two[0], **two[1]), setting).score < 0.5


@pytest.mark.parametrize(
    ("less", "more"),
    [
        ({"whom": "tram"}, {"whom": "ferry"}),
        ({"rest": "Oslo"}, {"rest": "Cebu"}),
        ({"names": frozenset({"oslo"})}, {"names": frozenset({"cebu"})}),
        ({}, {"whom": "ferry"}),
    ],
)
def test_what_speaks_for_one(less: dict[str, Any], more: dict[str, Any]) -> None:
    own = mention(1, "burn", whom="ferry", rest="Cebu", names=frozenset({"cebu"}))
    apart, near = (compare(own, mention(2, "burn", **told), ALIKE) for told in (less, more))
    assert apart.points < near.points


def test_vectors_decide_between_words_that_no_table_brings_together() -> None:
    up, side = np.array([1, 0], dtype=np.float32), np.array([0.6, 0.8], dtype=np.float32)
    told = {"whom": "ferry", "words": "ferry", "bearers": up}
    same = compare(mention(1, "sink", meaning=up, **told), mention(2, "vaporise", meaning=up, **told), ALIKE)
    other = compare(mention(1, "sink", meaning=up, **told), mention(2, "vaporise", meaning=side, **told), ALIKE)
    assert other.points < same.points
    assert {f.name for f in same.features} >= {"meaning", "bearers"}


def test_it_explains_itself_and_does_not_mind_the_order() -> None:
    one, two = mention(1, "sink", **FERRY), mention(2, "capsize", **FERRY)
    assert compare(one, two, ALIKE) == compare(two, one, ALIKE)
    assert compare(one, two, ALIKE).explain() == (
        "0.92: documents 0.40 alike +1.2; sides: ferry +0.5; done to ferry +0.5; "
        "its participants are in the other's sentence +0.4; sink, capsize: close -0.2"
    )


def test_weights_are_round() -> None:
    values = [*WEIGHTS.values(), *(v for trust in WORDS.values() for v in trust)]
    assert all(v == round(v, 2) for v in values)
    assert set(WORDS) == set(Nearness)


@pytest.mark.parametrize(
    ("lemma", "wanted"), [("say", True), ("announcement", True), ("accord", True), ("sink", False)]
)
def test_words_of_speech(lemma: str, wanted: bool) -> None:
    assert is_speech(lemma) is wanted
