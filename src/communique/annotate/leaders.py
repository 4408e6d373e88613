"""Who led a delegation: "a Ghanaian delegation headed by Minister X" is X's doing too."""

from __future__ import annotations

from typing import TYPE_CHECKING

from communique.annotate.matches import Actor, countries
from communique.annotate.syntax import Sentence
from communique.model.values import ActorKind

if TYPE_CHECKING:
    from spacy.tokens import Token

_LEADS = frozenset({"lead", "head", "chair", "represent"})
_DELEGATIONS = frozenset(
    "delegation team side mission party group commission committee contingent negotiator official expert".split()
)


def with_leaders(sentence: Sentence, near: Token, side: list[Actor]) -> list[Actor]:
    """The side, with those persons of its own state who led its delegation in the sentence of ``near``."""
    own = countries(side)
    led = [a for a in _leading(sentence, near) if a[1].country in own and a[1] not in [e for _, e in side]]
    return [*side, *dict.fromkeys(led)]


def _leading(sentence: Sentence, near: Token) -> list[Actor]:
    agents: list[Token] = []
    for verb in near.sent:
        if verb.lemma_.lower() not in _LEADS or verb.tag_ != "VBN":
            continue
        led = [verb.head] if verb.dep_ == "acl" else [c for c in verb.children if c.dep_ == "nsubjpass"]
        # "a delegation from Kuwait headed by"
        led += [t.head.head for t in led if t.dep_ == "pobj" and t.head.dep_ == "prep"]
        if any(t.lemma_.lower() in _DELEGATIONS for one in led for t in (one, *one.conjuncts)):
            agents += [g for c in verb.children if c.lower_ == "by" for g in c.children if g.dep_ == "pobj"]
    return [a for a in sentence.actors(agents) if a[1].kind is ActorKind.PERSON]
