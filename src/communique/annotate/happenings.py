"""What a sentence tells around a word that stands for a happening: its dictionary form, who, whom, and where else."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from communique.model.values import Span

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_EMPTY = frozenset({"ADP", "DET", "PART", "AUX", "PRON", "PUNCT", "CCONJ", "SCONJ", "SPACE", "ADV"})
# Verbs that say little: what happens is told by their object ("made an offer", "took a break").
_LIGHT = frozenset("make take have give get do put go be hold".split())
_CONTENT = frozenset({"NOUN", "PROPN", "VERB", "ADJ", "NUM"})
_AGENTS = frozenset({"nsubj", "csubj", "agent"})
_PATIENTS = frozenset({"dobj", "obj", "nsubjpass", "oprd", "attr", "dative"})
_INSIDE = frozenset({"compound", "amod", "nmod", "nummod", "appos", "poss", "flat"})


@dataclass(frozen=True, slots=True)
class Happening:
    """One word or phrase that stands for a happening.

    ``lemma``: of the deciding word, lower-case; ``phrase``: the same with its particle ("step_down"), else equal.
    ``who``, ``whom``, ``rest``: the words of what stands as its subject, its object and on its prepositions, lower-case
    lemmas. ``names``, ``words``: of the whole sentence. ``head``, ``around``: where the deciding word and those of
    its subject, object and prepositions stand, in characters of the sentence.
    """

    lemma: str
    phrase: str
    who: frozenset[str]
    whom: frozenset[str]
    rest: frozenset[str]
    names: frozenset[str]
    words: frozenset[str]
    head: Span
    around: tuple[Span, ...]


def happening(doc: Doc, spans: Sequence[Span]) -> Happening:
    """Read one mention of a parsed sentence.

    Args:
        doc: one sentence.
        spans: where the mention stands, in characters of it.
    """
    inside = [t for t in doc if not t.is_space and any(t.idx < s.end and s.start < t.idx + len(t) for s in spans)]
    head = _head(inside) if inside else doc[0]
    verb = _governor(head)
    who, whom, rest = (list(part(head, verb)) for part in (_agents, _patients, _rest))
    around = {t.i: Span(t.idx, t.idx + len(t)) for t in (*who, *whom, *rest) if t not in inside}
    return Happening(
        lemma=lemma_of(head),
        phrase=_phrase(head, inside),
        who=frozenset(map(lemma_of, who)),
        whom=frozenset(map(lemma_of, whom)),
        rest=frozenset(map(lemma_of, rest)),
        names=frozenset(t.lower_ for t in doc if t.pos_ == "PROPN" and t not in inside),
        words=frozenset(lemma_of(t) for t in doc if t.pos_ in _CONTENT and not t.is_stop),
        head=Span(head.idx, head.idx + len(head)),
        around=tuple(around[i] for i in sorted(around)),
    )


def lemma_of(token: Token) -> str:
    """The dictionary form, lower-case."""
    return token.lemma_.lower().strip()


def _head(inside: Sequence[Token]) -> Token:
    """The word that decides: the topmost one, or the first with a meaning where that has none of its own."""
    within = {t.i for t in inside}
    top = next((t for t in inside if t.head.i not in within or t.head.i == t.i), inside[0])
    full = [t for t in inside if t.pos_ not in _EMPTY]
    if top.pos_ in _EMPTY and full:
        return full[0]
    nouns = [t for t in full if t.pos_ in ("NOUN", "PROPN")]
    if lemma_of(top) in _LIGHT and nouns:
        return nouns[-1]
    return top


def _phrase(head: Token, inside: Sequence[Token]) -> str:
    particles = [t.lower_ for t in head.children if t.dep_ == "prt"]
    particles = particles or [t.lower_ for t in inside if t.i > head.i and t.pos_ in ("ADP", "ADV")]
    return f"{lemma_of(head)}_{particles[0]}" if particles else lemma_of(head)


def _governor(head: Token) -> Token | None:
    """The light verb of which a noun is the object."""
    if head.pos_ in ("NOUN", "PROPN") and head.dep_ in ("dobj", "obj") and lemma_of(head.head) in _LIGHT:
        return head.head
    return None


def _noun_words(token: Token) -> Iterator[Token]:
    """A noun phrase's words with a meaning: its head and what stands beside it."""
    if token.pos_ in _CONTENT:
        yield token
    for child in token.children:
        if child.dep_ in _INSIDE:
            yield from _noun_words(child)
        elif child.dep_ == "conj" or (child.dep_ == "prep" and child.lower_ == "of"):
            for below in (child, *child.children):
                if below.pos_ in _CONTENT:
                    yield below


def _objects(token: Token, *prepositions: str) -> Iterator[Token]:
    for child in token.children:
        if child.dep_ in ("prep", "agent") and (not prepositions or child.lower_ in prepositions):
            yield from (t for t in child.children if t.dep_ in ("pobj", "pcomp"))


def _agents(head: Token, verb: Token | None) -> Iterator[Token]:
    yield from _below(head, _AGENTS)
    for token in (head, verb) if verb is not None else (head,):
        for found in _objects(token, "by"):
            yield from _noun_words(found)
    if verb is not None:
        yield from _below(verb, _AGENTS)
    if head.lower_ == "according":
        yield from (t for found in _objects(head, "to") for t in _noun_words(found))
    for child in head.children:
        if child.dep_ == "poss":
            yield from _noun_words(child)
    if head.pos_ == "VERB" and not any(c.dep_ in (*_AGENTS, *_PATIENTS) for c in head.children if c.i < head.i):
        yield from _raised(head)


def _raised(head: Token) -> Iterator[Token]:
    """The subject that a verb has from the one above: "was arrested and charged", "the man accused of"."""
    above = head
    for _ in range(3):
        if above.dep_ in ("acl", "relcl", "appos"):
            yield from _noun_words(above.head)
            return
        if above.dep_ not in ("conj", "xcomp", "advcl", "ccomp", "pcomp") or above.head.i == above.i:
            return
        above = above.head
        found = [c for c in above.children if c.dep_ in ("nsubj", "nsubjpass")]
        if found:
            for child in found:
                yield from _noun_words(child)
            return


def _patients(head: Token, verb: Token | None) -> Iterator[Token]:
    yield from _below(head, _PATIENTS)
    if head.pos_ in ("NOUN", "PROPN"):
        for found in _objects(head, "of"):
            yield from _noun_words(found)
        for child in head.children:
            if child.dep_ in ("compound", "nmod", "amod"):
                yield from _noun_words(child)
    if verb is not None:
        yield from (t for found in _objects(verb, "of") for t in _noun_words(found))


def _below(head: Token, roles: Iterable[str]) -> Iterator[Token]:
    for child in head.children:
        if child.dep_ in roles and child.dep_ != "agent":
            yield from _noun_words(child)


def _rest(head: Token, verb: Token | None) -> Iterator[Token]:
    for token in (head, verb) if verb is not None else (head,):
        for child in token.children:
            if child.dep_ == "prep" and child.lower_ not in ("of", "by"):
                for found in child.children:
                    yield from _noun_words(found)
            elif child.dep_ in ("npadvmod", "advmod") and child.pos_ in _CONTENT:
                yield from _noun_words(child)
