"""Numbers with what they count."""

from __future__ import annotations

import pytest

from communique.annotate.quantities import casualties, counted, delegates, repeated
from communique.model.values import Qualifier

COUNTED = [
    ("They signed five agreements.", "agreements", 5, "agreement", Qualifier.EXACT),
    ("They signed a dozen agreements.", "agreements", 12, "agreement", Qualifier.EXACT),
    ("They signed eleven agreements.", "agreements", 11, "agreement", Qualifier.EXACT),
    ("They sent about 200 tents.", "tents", 200, "tent", Qualifier.ABOUT),
    ("They sent some 300 tents.", "tents", 300, "tent", Qualifier.ABOUT),
    ("They sent roughly 40 tents.", "tents", 40, "tent", Qualifier.ABOUT),
    ("They sent more than 1,500 tents.", "tents", 1500, "tent", Qualifier.MORE_THAN),
    ("They sent over 90 tents.", "tents", 90, "tent", Qualifier.MORE_THAN),
    ("They sent at least 12 tents.", "tents", 12, "tent", Qualifier.MORE_THAN),
    ("They sent nearly 70 tents.", "tents", 70, "tent", Qualifier.NEARLY),
    ("They sent almost 70 tents.", "tents", 70, "tent", Qualifier.NEARLY),
    ("They sent fewer than 70 tents.", "tents", 70, "tent", Qualifier.LESS_THAN),
    ("They sent less than 70 tents.", "tents", 70, "tent", Qualifier.LESS_THAN),
]


def _noun(draft, text, word):
    (paragraph,) = draft(text).paragraphs
    return paragraph, next(t for t in paragraph.doc if t.text == word)


@pytest.mark.parametrize(("text", "word", "value", "unit", "qualifier"), COUNTED)
def test_counted(text, word, value, unit, qualifier, draft):
    paragraph, noun = _noun(draft, text, word)
    (quantity,) = counted(paragraph, [noun])
    assert (quantity.value, quantity.unit, quantity.qualifier) == (value, unit, qualifier)
    assert quantity.span is not None
    assert quantity.span.of(text) == quantity.text


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("They sent tents.", "tents"),
        ("They signed dozens of agreements.", "agreements"),
        ("They talked for two days.", "days"),
        ("They met on 3 May.", "May"),
    ],
)
def test_not_counted(text, word, draft):
    paragraph, noun = _noun(draft, text, word)
    assert counted(paragraph, [noun]) == ()


HELD = [
    ("Japan granted Kenya a loan of $230 million.", "loan", 230e6, "dollar", ""),
    ("China gave Laos a grant of 300 million yuan.", "grant", 300e6, "yuan", ""),
    ("Norway pledged aid worth 50 million euros to Jordan.", "aid", 50e6, "euro", ""),
    ("India extended a credit line of USD 500 million.", "line", 500e6, "dollar", ""),
    ("They handed over a batch of 12 jets.", "batch", 12, "jet", ""),
    ("They handed over the bodies of 909 soldiers.", "bodies", 909, "body", "soldier"),
    ("They sent 65 tonnes of food aid.", "tonnes", 65, "tonne", "food"),
]


@pytest.mark.parametrize(("text", "word", "value", "unit", "of"), HELD)
def test_held_by_another_noun(text, word, value, unit, of, draft):
    paragraph, noun = _noun(draft, text, word)
    (quantity,) = counted(paragraph, [noun])
    assert (quantity.value, quantity.unit, quantity.of) == (value, unit, of)


def test_a_list_counts_each_of_its_kinds(draft):
    text = "They signed three agreements, seven memoranda of understanding and one executive program."
    paragraph, noun = _noun(draft, text, "agreements")
    assert [q.value for q in counted(paragraph, [noun])] == [3, 7, 1]


@pytest.mark.parametrize(
    ("text", "size"),
    [
        ("A delegation of 20 officials arrived in Quito.", 20),
        ("A 14-member delegation arrived in Quito.", 14),
        ("A 20-strong delegation arrived in Quito.", 20),
        ("A delegation of officials arrived in Quito.", None),
        ("The delegation of the two states arrived in Quito.", None),
    ],
)
def test_delegates(text, size, draft):
    paragraph, noun = _noun(draft, text, "delegation")
    found = delegates(paragraph, [noun])
    assert [(q.value, q.unit) for q in found] == ([(size, "delegate")] if size else [])


@pytest.mark.parametrize(
    ("text", "verb", "toll"),
    [
        ("Mali's soldiers shot dead two herdsmen from Niger.", "shot", [(2, "dead")]),
        ("Strikes by Israel left eight people dead.", "left", [(8, "dead")]),
        ("Strikes by Israel claimed the lives of eight people and wounded 12 civilians.", "claimed",
         [(8, "dead"), (12, "wounded")]),
        ("Two herdsmen were shot dead by soldiers from Niger.", "shot", [(2, "dead")]),
    ("The raid left the village dead quiet.", "left", []),
    ],
)  # fmt: skip
def test_casualties(text, verb, toll, draft):
    paragraph, token = _noun(draft, text, verb)
    assert [(q.value, q.unit) for q in casualties(paragraph, token)] == toll


def test_the_same_noun_twice_counts_once(draft):
    paragraph, noun = _noun(draft, "They sent 9 tents.", "tents")
    assert len(counted(paragraph, [noun, noun])) == 1


@pytest.mark.parametrize(("word", "times"), [("once", 1), ("twice", 2), ("thrice", 3)])
def test_repeated(word, times, draft):
    paragraph, verb = _noun(draft, f"Fiji {word} abstained.", "abstained")
    (quantity,) = repeated(paragraph, verb)
    assert (quantity.value, quantity.unit) == (times, "time")


@pytest.mark.parametrize(
    "figure",
    ["1/0", "10^400", "1e309", "−5", "½", "٣", "ⅻ", "0", "1,2,3", "12345678901234567890123", "3.5.7", "two-thirds"],
)
def test_odd_figures_raise_nothing(figure, read):
    read(f"Fiji sent {figure} tents to Tonga and signed {figure} deals with Samoa.")
