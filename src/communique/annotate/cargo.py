"""Planes, ships and trains that bring goods: what they bring, and from whom."""

from __future__ import annotations

from typing import TYPE_CHECKING

from communique.annotate.lexicon import word_classes
from communique.annotate.syntax import Sentence

if TYPE_CHECKING:
    from spacy.tokens import Token

_BRINGING = frozenset({"bring", "carry", "deliver", "transport"})  # "landed, bringing tents"
_VEHICLES = frozenset("truck bus boat ambulance helicopter lorry vehicle jet tank".split())


def goods_of(sentence: Sentence, verb: Token) -> list[Token]:
    """What a plane or ship brings: "a train with aid", "a plane landed with 12 tonnes of medicines"."""
    words = word_classes()["goods"]
    subjects = sentence.subjects(verb)
    near = [t for s in subjects for t in s.subtree if t not in subjects]
    near += [t for n in sentence.slot(verb, "with") for t in (n, *n.conjuncts, *n.subtree)]
    brought = [c for c in verb.children if c.tag_ == "VBG" and c.lemma_.lower() in _BRINGING]
    near += [t for c in brought for o in sentence.objects(c) for t in (o, *o.conjuncts, *o.subtree)]
    own = [s for s in subjects if s.lemma_.lower() in words and s.lemma_.lower() not in _VEHICLES]
    return [t for t in dict.fromkeys((*own, *near)) if t.pos_ == "NOUN" and t.lemma_.lower() in words]


def senders_of(sentence: Sentence, subject: Token) -> list[Token]:
    """ "a ship carrying rice from X", "an X-ian air force plane": the words inside that name a state."""
    own = [t for t in subject.subtree if t.i in sentence.covering]
    return [subject] if sentence.actors([subject]) else own[:1]
