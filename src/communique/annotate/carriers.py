"""Verbs that carry a noun ("held talks", "the round ended", "is on a visit"), and nouns that count one ("five rounds of
talks").
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from communique.annotate.lexicon import lexicon, word_classes
from communique.annotate.syntax import Sentence

if TYPE_CHECKING:
    from spacy.tokens import Token

LIGHT_VERBS = frozenset(
    "hold pay make have conduct begin start open give take lead co-chair wrap finish conclude continue undertake "
    "issue launch scrap abandon shelve delay reschedule defer arrange carry join engage enter impose reach sign chair "
    "attend resume cancel postpone schedule plan offer send deliver extend announce end kick host complete cut "
    "voice express exchange set fix expect convene stage renew break close wind slate pencil foresee".split()
)
COUNTERS = frozenset(
    "round series session set minute hour day week month year number dozen string bout pair couple".split()
)
# What "which opened on Sunday" tells of talks is when they were; "which failed" is no more than a remark.
_FIXED = frozenset("set fix schedule plan expect slate intend".split())
_BOUNDS = frozenset("begin start open end close conclude take resume hold set fix schedule plan last".split())
# Verbs after which "on", "in" or "for" tells what one is doing: "is on a visit", "arrived for talks".
_ENGAGED = frozenset("be engage enter arrive come meet join take embark go travel fly set".split())


def counts(sentence: Sentence, noun: Token) -> bool:
    """ "five rounds of talks": what is counted tells, and not the counter."""
    of = sentence.slot(noun, "of") if noun.lemma_.lower() in COUNTERS else []
    return any((t.lemma_.lower(), "noun") in lexicon() for t in of)


def counted_by(noun: Token) -> Token | None:
    """The noun that counts this one: "five rounds of talks", "a series of meetings"."""
    if noun.dep_ == "pobj" and noun.head.lower_ == "of" and noun.head.head.lemma_.lower() in COUNTERS:
        return noun.head.head
    return None


def carrier_of(noun: Token) -> Token | None:
    """The verb that carries a noun: "held talks", "talks were held", "is on a visit", "talks took place"."""
    node = counted_by(noun) or noun
    while node.dep_ in {"conj", "appos"} and node.head.pos_ in {"NOUN", "PROPN"}:
        node = node.head
    head = node.head
    begun = _in_a_clause(node)
    if begun is not None:
        return begun
    if node.dep_ in {"attr", "nsubj"} and head.lemma_ == "be" and (_is_one_of_a_row(node) or _is_said_to_be(node)):
        return head
    beside = node.dep_ == "npadvmod" and node.i > head.i  # "held today the second meeting"
    if (beside or node.dep_ in {"dobj", "nsubjpass", "attr"}) and head.pos_ in {"VERB", "AUX"}:
        return head if head.lemma_.lower() in LIGHT_VERBS or put_or_called_off(head) else None
    if node.dep_ == "nsubj" and head.pos_ in {"VERB", "AUX"}:
        return head if head.lemma_.lower() in word_classes()["happens"] | {"come", "enter"} else _to_happen(head)
    if (
        node.dep_ == "pobj"
        and head.head.pos_ in {"VERB", "AUX"}
        and head.lower_ in {"on", "in", "for", "into", "during"}
        and not any(c.lower_ in {"date", "day", "time"} for c in head.head.children)  # "no date was set for the talks"
    ):
        return head.head if head.head.lemma_.lower() in _ENGAGED else None
    return None


def put_or_called_off(verb: Token) -> bool:
    """ "called off her trip", "put off the signing"."""
    return verb.lemma_.lower() in {"call", "put"} and any(c.lower_ == "off" for c in verb.children)


def is_one_left_out(word: Token) -> bool:
    """ "The first was held in May", "the next will take place in Split": the round, which the text does not repeat."""
    ordinal = word.lower_ in {"first", "last", "previous", "latest", "next"} or word.ent_type_ == "ORDINAL"
    alone = ordinal and word.dep_ in {"nsubj", "nsubjpass"} and any(c.lower_ == "the" for c in word.children)
    if not alone or any(c.dep_ == "prep" for c in word.children):
        return False
    if any(c.dep_ in {"prt", "agent"} for c in word.head.children):
        return False  # "the last was held up by traffic"
    return word.head.lemma_.lower() in {"hold", "take", "open", "convene", "schedule", "set", "plan"}


def was_planned(verb: Token) -> bool:
    """ "The meeting, which had been planned for June, was chaired by X": it was held, and at another time."""
    return verb.lemma_.lower() in _FIXED and any(c.lower_ == "had" for c in verb.children)


def _in_a_clause(noun: Token) -> Token | None:
    """ "the talks, which opened on Sunday, ...": the verb of the clause tells of them, and when."""
    # parsers hang it on the place: "the talks in Ankara, which opened on Sunday"
    places = [g for c in noun.children if c.dep_ == "prep" and c.lower_ in {"in", "at"} for g in c.children]
    hanging = [c for n in (noun, *places) for c in n.children]
    for clause in (c for c in hanging if c.dep_ == "relcl" and c.lemma_.lower() in _BOUNDS):
        if was_planned(clause):
            continue
        if any(c.dep_ in {"nsubj", "nsubjpass"} and c.lower_ in {"which", "that"} for c in clause.children):
            return clause
    return None


def _is_one_of_a_row(noun: Token) -> bool:
    """ "It was the eighth session", "the former meeting was in Lusaka"."""
    ordinal = {"first", "last", "former", "previous", "latest", "next"}
    ordinals = [
        c for c in noun.children if c.dep_ == "amod" and (c.lower_ in ordinal or c.lower_.endswith(("th", "rd", "nd")))
    ]
    if noun.dep_ == "attr":
        return bool(ordinals) or any(c.dep_ == "amod" and c.ent_type_ == "ORDINAL" for c in noun.children)
    where = [c for c in noun.head.children if c.dep_ == "prep" and c.lower_ in {"in", "at", "on"}]
    return bool(ordinals) and bool(where)


def _is_said_to_be(noun: Token) -> bool:
    """ "There was no meeting with the envoy", "a second round is due in May"."""
    return any(c.dep_ == "expl" or c.lower_ == "due" for c in noun.head.children)


def _to_happen(head: Token) -> Token | None:
    """What comes after the verb that the noun is subject of: "the talks are to open", "a round set for May did not
    take place".
    """
    words = word_classes()["happens"]
    if head.lemma_.lower() in {"be", "set", "fix", "schedule", "plan"}:
        after = (c for c in head.children if c.dep_ in {"xcomp", "conj", "acomp"} and c.i > head.i)
        found = next((c for c in after if c.pos_ == "VERB" and c.lemma_.lower() in words | LIGHT_VERBS), None)
        if found is not None:
            return found
    return head if head.tag_ == "VBN" and head.lemma_.lower() in LIGHT_VERBS else None


def opens_again(token: Token) -> bool:
    """ "The border is open again": that it was opened."""
    above = token.head
    be = above.lemma_.lower() in {"be", "stand", "lie"} and not any(c.dep_ == "neg" for c in above.children)
    again = any(c.lower_ == "again" for c in (*token.children, *above.children))
    return token.lower_ == "open" and token.dep_ == "acomp" and be and again
