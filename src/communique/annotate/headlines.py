"""Claims from headlines that the parser cannot read: "Angola, Zambia sign railway deal", "Peru recalls envoy from
Bolivia".

Read by order alone: who stands before the verb acts, who stands after it is acted on. Used only where the parse of a
title has no finite verb, which is where it fails.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from communique.annotate.entities import RefKind
from communique.annotate.lexicon import Predicate, lexicon
from communique.annotate.matches import Actor, Match, countries, split_reciprocal
from communique.annotate.syntax import Sentence
from communique.model.ontology import ontology

if TYPE_CHECKING:
    from spacy.tokens import Span as Tokens
    from spacy.tokens import Token

_ACTING = frozenset({RefKind.PERSON, RefKind.OFFICE, RefKind.STATE, RefKind.ROLE, RefKind.ORGANISATION, RefKind.GROUP})


def headline_match(sentence: Sentence, tokens: Tokens) -> Match | None:
    """The match of a title that has no finite verb in its parse; None when it has one or no verb of the lexicon
    follows an actor.
    """
    if any(t.pos_ in {"VERB", "AUX"} and t.dep_ in {"ROOT", "conj"} for t in tokens):
        return None
    for token in tokens:
        before = sentence.covering.get(token.i - 1)
        if token.i == tokens.start or before is None or before.kind not in _ACTING or token.i in sentence.covering:
            continue
        for lemma in _lemmas(token):
            for predicate in lexicon().get((lemma, "verb"), ()):
                match = _filled(sentence, tokens, token, predicate)
                if match is not None:
                    return match
    return None


def _lemmas(token: Token) -> list[str]:
    word = token.lower_
    if word.endswith("es") and (word[:-2], "verb") in lexicon():
        return [word[:-2], word[:-1]]
    return [word[:-1], word] if word.endswith("s") else [word]


def _filled(sentence: Sentence, tokens: Tokens, token: Token, predicate: Predicate) -> Match | None:
    if predicate.particles or predicate.needs:
        return None
    after = [t for t in tokens if t.i > token.i]
    words = {t.lower_ for t in after} | {t.lemma_.lower() for t in after}
    if predicate.objects and not words & predicate.objects:
        return None
    match = Match(predicate, token, None)
    match.sources = _actors(sentence, range(tokens.start, token.i))
    match.targets = _actors(sentence, range(token.i + 1, tokens.end), placed="in" in predicate.target)
    match.objects = [t for t in after if t.lemma_.lower() in predicate.objects or t.lower_ in predicate.objects][:1]
    match.reasons.append("headline order")
    if ontology().reciprocal(predicate.event, predicate.form):
        split_reciprocal(match)
    own = countries(match.sources)
    match.targets = [a for a in match.targets if (a[1].country or a[1].name) not in own]
    return match if match.sources and match.targets else None


def _actors(sentence: Sentence, indices: range, *, placed: bool = False) -> list[Actor]:
    """Those named there; ``placed``: the states of places too ("Sweden shuts embassy in Baghdad")."""
    found: dict[object, Actor] = {}
    for i in indices:
        reference = sentence.covering.get(i)
        if reference is not None and (reference.kind in _ACTING or (placed and reference.kind is RefKind.PLACE)):
            for entity in reference.entities:
                found.setdefault(entity, (reference, entity))
    return list(found.values())
