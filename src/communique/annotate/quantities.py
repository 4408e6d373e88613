"""Numbers with what they count: "a dozen agreements", "more than 11,000 containers"."""

from __future__ import annotations

import warnings
from collections.abc import Callable
from functools import cache
from typing import TYPE_CHECKING, Any

from communique.annotate.stage import Paragraph
from communique.model.values import Qualifier, Quantity

if TYPE_CHECKING:
    from spacy.tokens import Token

_BEFORE = {
    "about": Qualifier.ABOUT,
    "around": Qualifier.ABOUT,
    "some": Qualifier.ABOUT,
    "roughly": Qualifier.ABOUT,
    "approximately": Qualifier.ABOUT,
    "over": Qualifier.MORE_THAN,
    "than": Qualifier.MORE_THAN,
    "least": Qualifier.MORE_THAN,
    "nearly": Qualifier.NEARLY,
    "almost": Qualifier.NEARLY,
    "under": Qualifier.LESS_THAN,
}
_TIMES = {"once": 1.0, "twice": 2.0, "thrice": 3.0}
_CALENDAR = frozenset(
    "year month week day hour minute decade century time july january february march april may june august "
    "september october november december".split()
)
_SCALES = {"dozen": 12.0, "dozens": None, "score": None, "hundreds": None, "thousands": None, "millions": None}


@cache
def _recogniser() -> Callable[..., list[Any]]:
    with warnings.catch_warnings():
        # The library's sources compare with ``is`` here and there, of which the compiler warns on the first import.
        warnings.simplefilter("ignore")
        from recognizers_number import recognize_number
    return recognize_number  # type: ignore[no-any-return]


def counted(paragraph: Paragraph, nouns: list[Token]) -> tuple[Quantity, ...]:
    """Quantities of these nouns, in order. A number that no digit gives exactly ("dozens") is left out."""
    found = []
    for noun in nouns:
        if noun.lemma_.lower() in _CALENDAR:
            continue
        quantity = _of(paragraph, noun)
        if quantity is not None:
            found.append(quantity)
    return tuple(dict.fromkeys(found))


def _of(paragraph: Paragraph, noun: Token) -> Quantity | None:
    numbers = [c for c in noun.children if c.dep_ in {"nummod", "quantmod"} or c.lower_ == "dozen"]
    if not numbers:
        return None
    number = numbers[0]
    words = paragraph.doc[number.left_edge.i : number.i + 1]
    value = _value(words.text) if number.lower_ not in _SCALES else _SCALES[number.lower_]
    if value is None:
        return None
    before = paragraph.doc[max(0, words.start - 1)].lower_ if words.start else ""
    inner = {t.lower_ for t in words}
    qualifier = next((q for w, q in _BEFORE.items() if w == before or w in inner), Qualifier.EXACT)
    if qualifier is Qualifier.MORE_THAN and ("less" in inner or "fewer" in inner):
        qualifier = Qualifier.LESS_THAN
    of = next((g.lemma_.lower() for c in noun.children if c.lower_ == "of" for g in c.children if g.dep_ == "pobj"), "")
    unit = noun.lemma_.lower()
    stretch = paragraph.doc[words.start : noun.i + 1]
    return Quantity(value, unit, of, qualifier, stretch.text, paragraph.span(stretch.start_char, stretch.end_char))


def _value(text: str) -> float | None:
    try:
        results = _recogniser()(text, "en-us")
    except (ValueError, OverflowError, IndexError, KeyError, TypeError, AttributeError):
        return None
    for result in results:
        try:
            return float(str((result.resolution or {}).get("value", "")).replace(",", ""))
        except ValueError:
            continue
    return None


def repeated(paragraph: Paragraph, verb: Token) -> tuple[Quantity, ...]:
    """ "twice abstained": how often."""
    for child in verb.children:
        if child.lower_ in _TIMES:
            span = paragraph.span(child.idx, child.idx + len(child))
            return (Quantity(_TIMES[child.lower_], "time", "", Qualifier.EXACT, child.text, span),)
    return ()
