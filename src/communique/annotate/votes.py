"""Votes in international bodies: who voted how, on what, where. PLOVER has no category for them;
``Details.choice`` tells.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from communique.annotate.entities import RefKind
from communique.annotate.lexicon import word_classes
from communique.annotate.matches import Actor
from communique.annotate.syntax import Sentence
from communique.model.values import ActorKind

if TYPE_CHECKING:
    from spacy.tokens import Token

_CHOICES = {"against": "against", "for": "for", "favour": "for", "favor": "for"}
# What a parliament, a cabinet or a board decides by vote, and how its verbs choose.
_DECIDED = {
    "approve": "for", "ratify": "for", "pass": "for", "adopt": "for", "endorse": "for", "reject": "against",
}  # fmt: skip
_TEXTS = frozenset({"text", "resolution", "draft", "motion", "measure", "document", "bill", "proposal"})
_SOME = frozenset({"country", "state", "nation", "member", "delegation", "government"})


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
        subjects = sentence.subjects(token)
        voters = _voters(sentence, subjects, house=house)
        if not voters and house:  # "the Permanent Council of the OAS", "UNESCO's Executive Board"
            whose = [c for s in subjects for c in s.children if c.dep_ == "poss"]
            voters = _voters(sentence, [*whose, *(t for s in subjects for t in sentence.slot(s, "of"))], house=house)
        if not voters:
            continue
        inside = [(r, e) for t in matter for r in _all_inside(sentence, t) for e in r.entities]
        concerned = [(r, e) for r, e in inside if e.country and e not in {v for _, v in voters}]
        found.append(Vote(token, choice, voters, list(dict.fromkeys(concerned)), _body(sentence, token), matter))
    return found


def retold(sentence: Sentence) -> list[Token]:
    """Words that tell how a vote came out, and not who held it: "the text was approved with 23 votes", "twenty states
    voted in favour".
    """
    return [t for t in sentence.doc if t.pos_ in {"VERB", "AUX"} and _tells_again(sentence, t)]


def _tells_again(sentence: Sentence, verb: Token) -> bool:
    subjects = [c for c in verb.children if c.dep_ in {"nsubj", "nsubjpass"}]
    about = {c.lemma_.lower() for c in subjects}
    if any(c.lower_ in {"a", "an", "another"} for s in subjects for c in s.children) and about & _TEXTS:
        return False  # "a resolution on X was passed with 98 votes": another text
    if verb.lemma_.lower() in _DECIDED:
        passive = any(c.dep_ == "auxpass" and c.lower_ in {"was", "were"} for c in verb.children)
        return passive and bool(about & _TEXTS) and not sentence.subjects(verb)
    return (verb.lemma_ == "vote" and bool(about & _SOME)) or (verb.lower_ in {"was", "passed"} and "vote" in about)


def _voters(sentence: Sentence, subjects: list[Token], *, house: bool) -> list[Actor]:
    """Those of the subjects that have a vote: states, their people, and bodies that decide by vote."""
    return [
        a
        for a in sentence.actors(subjects)
        if (a[1].country or (house and a[1].sector == "IGO")) and a[0].kind is not RefKind.PLACE
    ]


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
    if house and is_counted(token):  # "passed it by 301 votes"
        beside = [t for t in token.subtree if t.dep_ == "appos" and t.lemma_.lower() in word_classes()["bills"]]
        return _DECIDED[lemma], sentence.objects(token) or beside
    if house:
        bills = word_classes()["bills"]
        matter = [t for t in sentence.objects(token) if t.lemma_.lower() in bills]
        # "approved, with 21 votes in favour, a resolution": the parser hangs the object on the votes
        matter = matter or [t for t in token.subtree if t.dep_ == "appos" and t.lemma_.lower() in bills]
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
