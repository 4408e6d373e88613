"""Votes in international bodies: who voted how, on what, where. PLOVER has no category for them;
``Details.choice`` tells.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from communique.annotate.entities import RefKind
from communique.annotate.lexicon import word_classes
from communique.annotate.matches import Actor
from communique.annotate.syntax import Sentence, is_passive
from communique.model.values import ActorKind

if TYPE_CHECKING:
    from spacy.tokens import Token

_CHOICES = {"against": "against", "for": "for", "favour": "for", "favor": "for"}
# What a parliament, a cabinet or a board decides by vote, and how its verbs choose.
_DECIDED = {
    "approve": "for", "ratify": "for", "pass": "for", "adopt": "for", "endorse": "for", "reject": "against",
}  # fmt: skip


@dataclass(slots=True)
class Vote:
    """One vote: the deciding word, the choice, who cast it, whom the matter concerns, the body where it was named."""

    token: Token
    choice: str
    voters: list[Actor]
    concerned: list[Actor]
    body: str | None
    matter: list[Token]


def votes(sentence: Sentence) -> list[Vote]:
    """The votes told of in one paragraph, in order."""
    found = []
    for token in sentence.doc:
        choice, matter = _choice(sentence, token)
        if choice is None:
            continue
        house = token.lemma_.lower() in _DECIDED
        voters = [
            a
            for a in sentence.actors(sentence.subjects(token))
            if (a[1].country or (house and a[1].sector == "IGO")) and a[0].kind is not RefKind.PLACE
        ]
        if not voters and not is_passive(token):
            continue
        inside = [(r, e) for t in matter for r in _all_inside(sentence, t) for e in r.entities]
        concerned = [(r, e) for r, e in inside if e.country and e not in {v for _, v in voters}]
        found.append(Vote(token, choice, voters, list(dict.fromkeys(concerned)), _body(sentence, token), matter))
    return found


def _choice(sentence: Sentence, token: Token) -> tuple[str | None, list[Token]]:
    lemma = token.lemma_.lower()
    if token.pos_ != "VERB":
        return None, []
    if lemma == "carry" and any(t.lemma_.lower() == "vote" for t in token.subtree):
        matter = [t for t in sentence.objects(token) if t.lemma_.lower() in word_classes()["bills"]]
        return ("for", matter) if matter else (None, [])
    if lemma == "abstain":
        return "abstain", sentence.slot(token, "from") + sentence.slot(token, "on") + sentence.slot(token, "in")
    if lemma == "veto":
        return "veto", sentence.objects(token)
    house = lemma in _DECIDED and _is_of_a_house(sentence, token)
    if lemma in _DECIDED and is_counted(token) and (house or is_passive(token)):
        # "passed it by 301 votes", "the text was approved with 23", "approved, with 21 votes, a resolution"
        beside = [t for t in token.subtree if t.dep_ == "appos" and t.lemma_.lower() in word_classes()["bills"]]
        return _DECIDED[lemma], sentence.objects(token) or beside
    if house:
        matter = [t for t in sentence.objects(token) if t.lemma_.lower() in word_classes()["bills"]]
        return (_DECIDED[lemma], matter) if matter else (None, [])
    if lemma != "vote":
        return None, []
    for child in token.children:
        if child.dep_ == "prep" and child.lower_ in {"against", "for"}:
            return _CHOICES[child.lower_], sentence.slot(token, child.lower_)
        if child.dep_ == "prep" and child.lower_ == "in":
            for noun in child.children:
                if noun.lower_ in {"favour", "favor"}:
                    return "for", sentence.slot(noun, "of")
    return None, []


def is_counted(verb: Token) -> bool:
    """ "by 301 votes to 98", "with 23 votes in favour": the votes hang on the verb."""
    nouns = [n for c in verb.children if c.dep_ in {"prep", "agent"} and c.lower_ in {"by", "with"} for n in c.children]
    return any(n.lemma_.lower() == "vote" and any(c.dep_ == "nummod" for c in n.children) for n in nouns)


def _is_of_a_house(sentence: Sentence, verb: Token) -> bool:
    """Whether a body that votes decides here: "parliament ratified", "the board of the agency passed"."""
    for subject in sentence.subjects(verb):
        reference = sentence.covering.get(subject.i)
        words = {t.lemma_.lower() for t in (subject, *subject.children)}
        words |= {w.lower() for w in (reference.text.split() if reference is not None else ())}
        if words & word_classes()["houses"]:
            return True
    return False


def _all_inside(sentence: Sentence, token: Token) -> list:  # type: ignore[type-arg]
    """References anywhere in the matter voted on, nearest first; the act condemned names its doer by possessor."""
    first = sentence.direct(token) or sentence.inside(token)
    rest = [r for t in token.subtree if (r := sentence.covering.get(t.i)) and r.kind is not RefKind.PLACE]
    keep = [r for r in dict.fromkeys([*first, *rest]) if all(e.kind is not ActorKind.ORGANISATION for e in r.entities)]
    return keep[:2]


def _body(sentence: Sentence, token: Token) -> str | None:
    for other in token.sent:
        reference = sentence.covering.get(other.i)
        if reference is not None and reference.kind is RefKind.ORGANISATION and reference.sector == "IGO":
            return reference.name
    return None
