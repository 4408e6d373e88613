"""The two states of those who were there: "in the presence of X and Y", "X and Y agreed on a truce after talks"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from communique.annotate.carriers import counted_by
from communique.annotate.entities import RefKind
from communique.annotate.lexicon import word_classes
from communique.annotate.matches import Actor, Match
from communique.annotate.syntax import Sentence, is_passive

if TYPE_CHECKING:
    from spacy.tokens import Token

Sides = tuple[list[Actor], list[Actor]]

_PRESENT = frozenset({"presence", "eye", "patronage", "gaze"})
_PARTS = frozenset("end close start beginning conclusion day margin sideline course".split())
_AT_TALKS = frozenset({"after", "during", "following", "at", "in"})


def present(sentence: Sentence, match: Match, both: Sides | None) -> Sides | None:
    """The two states of those who watched: "in the presence of X and Y", "witnessed by", "X and Y witnessed".

    Args:
        sentence: the references of the paragraph.
        match: what they watched.
        both: the two states of the text, meant by "the two prime ministers" where these are not known.
    """
    tokens: list[Token] = []
    for token in match.token.sent:
        if token.lemma_.lower() in _PRESENT:
            tokens += sentence.slot(token, "of")
        elif token.pos_ == "VERB" and token.lemma_.lower() in word_classes()["witness"]:
            own = any(c.dep_ == "nsubj" for c in token.children)
            hangs = token.tag_ == "VBN" and token.dep_ in {"acl", "advcl", "conj", "dep"}
            passive = not own and (is_passive(token) or hangs)
            agents = [g for c in token.children if c.dep_ in {"agent", "prep"} and c.lower_ == "by" for g in c.children]
            tokens += agents if passive else sentence.subjects(token)
    found = _in_two([a for a in sentence.actors(tokens) if a[1].country])
    if found is None and any(_are_two(sentence, t) for t in tokens):
        return both  # "the two prime ministers witnessed": both, whoever they are
    return found


def _are_two(sentence: Sentence, token: Token) -> bool:
    reference = sentence.covering.get(token.i)
    unknown = reference is not None and reference.kind is RefKind.GROUP and not reference.entities
    unknown = unknown or (token.lower_ in {"they", "both"} and (reference is None or not reference.entities))
    return unknown or (token.tag_ in {"NNS", "NNPS"} and any(c.lower_ in {"two", "both"} for c in token.children))


def stands_at(match: Match) -> Token | None:
    """The verb at which a noun tells of the talks: "agreed ... after talks", "said at the end of a two-day meeting"."""
    noun = counted_by(match.token) or match.token  # "after ten days of talks"
    owned = any(c.dep_ == "poss" and c.lower_ not in {"their", "the"} for c in noun.children)
    if match.predicate.pos != "noun" or match.carrier is not None or owned:
        return None  # "after the cabinet's meeting"
    if noun.dep_ == "pobj" and noun.head.lower_ == "of" and noun.head.head.lemma_.lower() in _PARTS:
        noun = noun.head.head
    if noun.dep_ != "pobj" or noun.head.lower_ not in _AT_TALKS:
        return None
    above = noun.head.head
    return next((t for t in (above, *above.ancestors) if t.pos_ == "VERB"), None)


def around(sentence: Sentence, match: Match) -> Sides | None:
    """ "X and Y agreed on a truce after talks in Z": the talks of those two."""
    verb = stands_at(match)
    if verb is None or (match.target_tokens and sentence.actors(match.target_tokens)):
        return None
    while True:
        found = _in_two([a for a in sentence.actors(sentence.subjects(verb)) if a[1].country])
        if found is not None or verb.dep_ not in {"conj", "ccomp", "xcomp"} or verb.head.pos_ != "VERB":
            return found
        verb = verb.head  # the parser may hang "after talks" on the clause that was agreed


def _in_two(found: list[Actor]) -> tuple[list[Actor], list[Actor]] | None:
    """Those of the first state and those of the second, where there are two."""
    order = list(dict.fromkeys(e.country for _, e in found))
    if len(order) != 2:
        return None
    first = [a for a in found if a[1].country == order[0]]
    return first, [a for a in found if a not in first]
