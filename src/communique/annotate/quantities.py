"""Numbers with what they count: "a dozen agreements", "more than 11,000 containers"."""

from __future__ import annotations

import re
import warnings
from collections.abc import Callable
from dataclasses import replace
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
_HARMED = {
    "kill": "dead", "slay": "dead", "die": "dead", "drown": "dead", "perish": "dead", "martyr": "dead",
    "wound": "wounded", "injure": "wounded", "hurt": "wounded",
}  # fmt: skip
_LOSSES = {
    "dead": "dead",
    "death": "dead",
    "martyrdom": "dead",
    "toll": "dead",
    "wounded": "wounded",
    "injured": "wounded",
    "fatalities": "dead",
    "deaths": "dead",
    "lives": "dead",
}
# "the bodies of 909 soldiers", "a batch of 12 jets": what is counted stands after "of".
_HOLDERS = frozenset(
    "body remains group batch shipment consignment convoy fleet squadron total package contingent force cargo load "
    "planeload delivery loan grant credit line donation gift contribution facility tranche aid fund".split()
)
_CARGO = frozenset({"aid", "assistance", "relief", "supply", "cargo", "donation", "item", "material", "product"})
_BODIES = frozenset({"body", "remains"})
_LISTS = frozenset({"appos", "conj"})
_DELEGATIONS = frozenset({"delegation", "team", "mission"})
_PEOPLE = frozenset(
    "people person civilian citizen soldier officer child woman man guard operative militant fighter villager member "
    "resident worker policeman troop victim other pilgrim student serviceman adviser rescuer sailor passenger".split()
)
# Signs and words of currencies, as their money is counted.
_MONEY = {
    "$": "dollar", "us$": "dollar", "usd": "dollar", "€": "euro", "eur": "euro", "£": "pound", "¥": "yen",
    "rm": "ringgit", "sh": "shilling", "ksh": "shilling", "rs": "rupee", "₹": "rupee",
}  # fmt: skip
CURRENCIES = frozenset(_MONEY.values())
_SIGNED = re.compile(r"^(?P<sign>[^\d\s.,]{1,4})(?P<number>\d[\d.,]*)$")
_POWERS = {"thousand": 1e3, "million": 1e6, "billion": 1e9, "bn": 1e9, "trillion": 1e12, "m": 1e6}
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
        found += [q for one in _listed(noun) if (q := _of(paragraph, one) or _held(paragraph, one)) is not None]
    return tuple(dict.fromkeys(found))


def _is_definite(noun: Token) -> bool:
    return any(c.dep_ in {"det", "poss"} for c in noun.children)


def _listed(noun: Token) -> list[Token]:
    """The noun and what a list puts beside it: "three agreements, seven memoranda of understanding and one program"."""
    found = [noun]
    for one in found:  # grows while it is read
        beside = [c for c in one.children if c.dep_ in _LISTS]
        # the parser hangs the last of the list on the noun after "of"
        beside += [d for c in one.children if c.lower_ == "of" for g in c.children for d in g.conjuncts if d.i > g.i]
        found += [t for t in beside if t.pos_ in {"NOUN", "PROPN"} and t not in found and t.i > noun.i]
    return found


def _held(paragraph: Paragraph, noun: Token) -> Quantity | None:
    """ "a loan of $230 million", "aid worth 50 million euros", "the bodies of 909 soldiers"."""
    for child in noun.children:
        if child.lower_ == "worth":
            held = [c for c in child.children if c.dep_ in {"npadvmod", "dobj", "pobj"}]
        elif child.lower_ == "of" and noun.lemma_.lower() in _HOLDERS:
            held = [c for c in child.children if c.dep_ == "pobj"]
        else:
            continue
        for one in held:
            quantity = _of(paragraph, one) if one.lemma_.lower() not in _CALENDAR else None
            if quantity is not None:
                return replace(quantity, unit="body", of=quantity.unit) if noun.lemma_ in _BODIES else quantity
    return None


def delegates(paragraph: Paragraph, nouns: list[Token]) -> tuple[Quantity, ...]:
    """How many came: "a delegation of 20 officials", "a 14-member team", "a 20-strong mission"."""
    for noun in nouns:
        if noun.lemma_.lower() not in _DELEGATIONS:
            continue
        near = [c for c in noun.children if c.lower_ in {"member", "strong", "person", "man"}]
        near += [
            g for c in noun.children if c.lower_ == "of" for g in c.children if g.dep_ == "pobj" and not _is_definite(g)
        ]
        for one in near:
            number = next((c for c in one.children if c.pos_ == "NUM" and c.i < one.i), None)
            value = _value(number.text) if number is not None else None
            if number is None or value is None or one.lemma_.lower() in _CALENDAR:
                continue
            before = paragraph.doc[number.i - 1].lower_ if number.i else ""
            qualifier = _BEFORE.get(before, Qualifier.EXACT)
            span = paragraph.span(number.idx, one.idx + len(one))
            text = paragraph.doc[number.i : one.i + 1].text
            return (Quantity(value, "delegate", "", qualifier, text, span),)
    return ()


def casualties(paragraph: Paragraph, verb: Token) -> tuple[Quantity, ...]:
    """Dead and wounded told in the sentence of an attack: "killing five people", "the death of two", "12 wounded"."""
    found: dict[str, Quantity] = {}
    for token in verb.sent:
        unit = _HARMED.get(token.lemma_.lower()) if token.pos_ == "VERB" else _LOSSES.get(token.lower_)
        if unit is None or unit in found:
            continue
        toll = _toll(paragraph, token) if token.pos_ != "VERB" else None
        if toll is not None:
            found[unit] = replace(toll, unit=unit, of="")
            continue
        people = [c for c in token.children if c.dep_ in {"dobj", "nsubjpass", "nsubj", "nummod"}]
        if token.lower_ == "lives" and token.head.lemma_.lower() == "lose":  # "eleven soldiers lost their lives"
            people += [c for c in token.head.children if c.dep_ == "nsubj"]
        people += [g for c in token.children if c.lower_ == "of" for g in c.children if g.dep_ == "pobj"]
        if token.dep_ == "acl" and token.tag_ == "VBN":
            people.append(token.head)  # "five people killed in the raid"
        if token.lower_ == "dead" and token.dep_ in {"amod", "oprd", "acomp", "advmod", "advcl"}:
            # "shot dead two soldiers", "left eight people dead"
            people += [token.head, *(c for c in token.head.children if c.dep_ in {"dobj", "nsubjpass"})]
        for person in people:
            quantity = _number_of(paragraph, person)
            if quantity is not None:
                found[unit] = replace(quantity, unit=unit, of="")
                break
    return tuple(found.values())


def _toll(paragraph: Paragraph, token: Token) -> Quantity | None:
    """ "put the dead at two", "the toll stood at eleven", "a death toll of nine"."""
    counted = token.head.head if token.dep_ == "pobj" and token.head.lower_ == "of" else token
    noun = counted if counted.lemma_.lower() == "number" else token  # "put the number of dead at eleven"
    nodes = [noun, noun.head] if noun.dep_ in {"dobj", "nsubj", "nsubjpass", "attr"} else [token]
    for node in nodes:
        for child in node.children:
            numbers = [child] if child.dep_ in {"attr", "dobj"} and node.i not in {token.i, noun.i} else []
            if child.dep_ == "prep" and child.lower_ in {"at", "to", "of"}:
                numbers = [c for c in child.children if c.dep_ == "pobj"]
            for number in numbers:
                quantity = _number_of(paragraph, number) if number.i not in {token.i, noun.i} else None
                if quantity is not None:
                    return quantity
    return None


def _number_of(paragraph: Paragraph, noun: Token) -> Quantity | None:
    """How many people, where these are people: "five officers", "two"."""
    if noun.pos_ == "NUM" and noun.lemma_.lower() not in _POWERS:
        value = _value(noun.text)
        span = paragraph.span(noun.idx, noun.idx + len(noun))
        return None if value is None else Quantity(value, "", "", Qualifier.EXACT, noun.text, span)
    people = noun.lemma_.lower() in _PEOPLE or noun.lemma_.lower().endswith(("man", "men"))
    return _of(paragraph, noun) if people else None


def _money(paragraph: Paragraph, noun: Token) -> Quantity | None:
    """ "$1.2 billion", "Sh156 billion", "a credit of $750 million"."""
    sign: str | None = None
    number: float | None = None
    parts = [*noun.children, noun] if noun.lemma_.lower() in _POWERS else [noun, *noun.children]
    parts.sort(key=lambda t: t.i)
    for token in parts:
        signed = _SIGNED.match(token.text)
        if token.text.lower() in _MONEY:
            sign = _MONEY[token.text.lower()]
        elif signed is not None and signed["sign"].lower() in _MONEY:
            sign, number = _MONEY[signed["sign"].lower()], _value(signed["number"])
        elif token.pos_ == "NUM" and token.lemma_.lower() not in _POWERS and number is None:
            number = _value(token.text)
    if sign is None or number is None:
        return None
    first, last = parts[0].i, noun.i
    stretch = paragraph.doc[min(first, last) : last + 1]
    before = paragraph.doc[max(0, stretch.start - 1)].lower_ if stretch.start else ""
    qualifier = _BEFORE.get(before, Qualifier.EXACT)
    value = number * _POWERS.get(noun.lemma_.lower(), 1.0)
    return Quantity(value, sign, "", qualifier, stretch.text, paragraph.span(stretch.start_char, stretch.end_char))


def _of(paragraph: Paragraph, noun: Token) -> Quantity | None:
    money = _money(paragraph, noun)
    if money is not None:
        return money
    numbers = [c for c in noun.children if c.dep_ in {"nummod", "quantmod"} or c.lower_ == "dozen" or _is_number(c)]
    # "Fifteen Kyrgyz citizens": the number may hang on the name
    numbers = numbers or [g for c in noun.children if c.dep_ == "compound" for g in c.children if _is_number(g)]
    if not numbers:
        return _of_some(paragraph, noun)
    number = numbers[0]
    counted_money = _money(paragraph, number) if number.lemma_.lower() in _POWERS else None
    if counted_money is not None:
        return counted_money  # "a $1.1 billion tranche"
    # "handed over 400 tonnes", "flew in twenty": the verb's particle says nothing of the number
    first = next(t.i for t in paragraph.doc[number.left_edge.i : number.i + 1] if t.tag_ != "RP")
    words = paragraph.doc[first : number.i + 1]
    value = _value(words.text) if number.lower_ not in _SCALES else _SCALES[number.lower_]
    if value is None:
        return None
    last = paragraph.doc[max(0, words.start - 1)]
    before = last.lower_ if words.start and last.tag_ != "RP" else ""
    inner = {t.lower_ for t in words}
    qualifier = next((q for w, q in _BEFORE.items() if w == before or w in inner), Qualifier.EXACT)
    if qualifier is Qualifier.MORE_THAN and ("less" in inner or "fewer" in inner):
        qualifier = Qualifier.LESS_THAN
    of = next((_goods(g) for c in noun.children if c.lower_ == "of" for g in c.children if g.dep_ == "pobj"), "")
    unit = noun.lemma_.lower()
    stretch = paragraph.doc[words.start : noun.i + 1]
    return Quantity(value, unit, of, qualifier, stretch.text, paragraph.span(stretch.start_char, stretch.end_char))


def _is_number(token: Token) -> bool:
    """The parser takes the first word of "Eleven Chadian soldiers" for an adjective, or for a part of the name."""
    spelled = token.text.replace("-", "").isalpha()
    return token.pos_ == "NUM" and (token.dep_ == "amod" or (token.dep_ == "compound" and spelled))


def _goods(noun: Token) -> str:
    """What is counted in tonnes or bags: "food" of "food aid"."""
    kind = next((c for c in noun.children if c.dep_ == "compound" and c.pos_ == "NOUN"), None)
    return kind.lemma_.lower() if kind is not None and noun.lemma_.lower() in _CARGO else noun.lemma_.lower()


def _of_some(paragraph: Paragraph, number: Token) -> Quantity | None:
    """ "three of our staff", "five of its diplomats"."""
    people = [g for c in number.children if c.lower_ == "of" for g in c.children if g.dep_ == "pobj"]
    whole = people and any(c.dep_ in {"poss", "det"} for c in people[0].children)
    if number.pos_ != "NUM" or not whole or people[0].pos_ != "NOUN" or people[0].lemma_.lower() in _CALENDAR:
        return None
    value = _value(number.text)
    span = paragraph.span(number.idx, number.idx + len(number))
    unit = people[0].lemma_.lower()
    return None if value is None else Quantity(value, unit, "", Qualifier.EXACT, number.text, span)


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
