"""The two states of those who were there: "in the presence of X and Y", "X and Y agreed on a truce after talks"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from communique.annotate.entities import RefKind
from communique.annotate.lexicon import word_classes
from communique.annotate.matches import Actor, Match
from communique.annotate.syntax import Sentence, is_passive

if TYPE_CHECKING:
    from spacy.tokens import Token

Sides = tuple[list[Actor], list[Actor]]

_PRESENT = frozenset({"presence", "eye", "patronage", "gaze"})
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
            passive = is_passive(token) or (token.tag_ == "VBN" and token.dep_ in {"acl", "advcl", "conj", "dep"})
            agents = [g for c in token.children if c.dep_ in {"agent", "prep"} and c.lower_ == "by" for g in c.children]
            tokens += agents if passive else sentence.subjects(token)
    found = _in_two([a for a in sentence.actors(tokens) if a[1].country])
    groups = [r for t in tokens if (r := sentence.covering.get(t.i)) and r.kind is RefKind.GROUP]
    if found is None and any(not r.entities for r in groups):
        # "the two prime ministers witnessed": both, whoever they are
        return both
    return found


def around(sentence: Sentence, match: Match) -> Sides | None:
    """ "X and Y agreed on a truce after talks in Z": the talks of those two."""
    token = match.token
    above = token.head.head if token.dep_ == "pobj" and token.head.lower_ in _AT_TALKS else None
    if match.predicate.pos != "noun" or match.carrier is not None:
        return None
    verb = next((t for t in (above, *(above.ancestors if above else ())) if t is not None and t.pos_ == "VERB"), None)
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
