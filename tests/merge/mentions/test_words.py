from __future__ import annotations

from itertools import combinations_with_replacement

import pytest

from communique.errors import BadTable
from communique.merge.mentions.words import Nearness, Word, base_form, derived, in_rows, nearness, read_synonyms, word

NEAR = [
    ("drown", "drown", Nearness.SAME),
    ("check_into", "check_in", Nearness.SAME),
    ("look_after", "look_for", Nearness.LEMMA),
    ("excavate", "excavation", Nearness.DERIVED),
    ("announce", "announcement", Nearness.DERIVED),
    ("die", "death", Nearness.CLOSE),
    ("wed", "marriage", Nearness.CLOSE),
    ("quit", "step_down", Nearness.CLOSE),
    ("buy", "takeover", Nearness.CLOSE),
    ("quake", "temblor", Nearness.CLOSE),
    ("murder", "death", Nearness.NEAR),
    ("win", "defeat", Nearness.CLOSE),
    ("lose", "victory", Nearness.NEAR),
    ("drown", "marry", Nearness.FAR),
    ("state", "stable", Nearness.FAR),
    ("take", "take_office", Nearness.LEMMA),
    ("step", "resign", Nearness.FAR),
]


def made(phrase: str) -> Word:
    return word(phrase.partition("_")[0], phrase)


@pytest.mark.parametrize(("one", "two", "wanted"), NEAR)
def test_how_near_two_words_are(one: str, two: str, wanted: Nearness) -> None:
    assert nearness(made(one), made(two)) is nearness(made(two), made(one)) is wanted


def test_a_word_is_nearest_to_itself() -> None:
    words = [made(phrase) for row in NEAR for phrase in row[:2]]
    for one, two in combinations_with_replacement(words, 2):
        assert (nearness(one, two) is Nearness.SAME) == (one.phrase == two.phrase)


@pytest.mark.parametrize(
    ("form", "base"),
    [
        ("escapes", "escape"),
        ("robbed", "rob"),
        ("rescuing", "rescue"),
        ("marries", "marry"),
        ("launches", "launch"),
        ("killing", "killing"),
        ("glass", "glass"),
        ("lisbon", "lisbon"),
        ("is", "is"),
    ],
)
def test_a_form_that_a_headline_hid_is_mended(form: str, base: str) -> None:
    assert base_form(form) == base


@pytest.mark.parametrize(
    ("one", "two", "wanted"),
    [
        ("explode", "explosion", False),  # the stem changes: a matter of the table
        ("govern", "government", True),
        ("negotiate", "negotiation", True),
        ("port", "portrait", False),
        ("cat", "cats", False),  # too short to tell
    ],
)
def test_derivation(one: str, two: str, wanted: bool) -> None:
    assert derived(one, two) is derived(two, one) is wanted


def test_words_of_a_topic() -> None:
    assert in_rows("declare", ("announce",))
    assert not in_rows("drown", ("announce", "say"))


HEAD = "closeness,topic,words\n"
WRONG = [
    "near,words\n",
    HEAD + "close,death,die\n",
    HEAD + "close,death,die|die\n",
    HEAD + "close,death,die|Death\n",
    HEAD + "close,death,die|\n",
    HEAD + "far,death,die|death\n",
    HEAD + "close,,die|death\n",
    HEAD + "close,death,die|death,x\n",
    HEAD + "close,death,die|death\nclose,death,perish|fall\n",
]


@pytest.mark.parametrize("text", WRONG)
def test_a_wrong_table_is_refused_by_line(text: str) -> None:
    with pytest.raises(BadTable, match=r"synonyms\.csv:\d"):
        list(read_synonyms(text))


def test_notes_and_both_closenesses_of_a_topic_are_read() -> None:
    rows = list(read_synonyms("# a note\n" + HEAD + "close,death,die|death\n\nnear,death,die|kill\n"))
    assert rows == [("close", "death", frozenset({"die", "death"})), ("near", "death", frozenset({"die", "kill"}))]
