"""Stretches of a dependency tree as token indices."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token


def tree(token: Token) -> frozenset[int]:
    """Indices of the token and all below it."""
    return frozenset(t.i for t in token.subtree)


def runs(doc: Doc, tokens: Iterable[int], joining: frozenset[str] = frozenset()) -> list[tuple[int, int]]:
    """First and last token of each stretch that the tokens make; punctuation, blanks and ``joining`` part none."""
    out: list[tuple[int, int]] = []
    for i in sorted(tokens):
        between = doc[out[-1][1] + 1 : i] if out else ()
        if out and all(t.is_punct or t.is_space or t.text in joining for t in between):
            out[-1] = (out[-1][0], i)
        else:
            out.append((i, i))
    return out


def trees(tokens: list[Token]) -> frozenset[int]:
    """Indices of these tokens and all below them."""
    return frozenset(i for token in tokens for i in tree(token))


def phrase(token: Token) -> frozenset[int]:
    """The noun phrase headed by the token: all below it but relative clauses."""
    out = set(tree(token))
    for child in token.children:
        if child.dep_ in {"relcl", "acl"}:
            out -= tree(child)
    return frozenset(out)


def clause_of(token: Token) -> Token:
    """The verb whose clause the token stands in; the root where there is none."""
    node = token.head
    while node.head != node and node.pos_ not in {"VERB", "AUX"}:
        node = node.head
    return node


def has_to(verb: Token) -> bool:
    """True for an infinitive with "to"."""
    return any(c.dep_ == "aux" and c.lower_ == "to" for c in verb.children)


def auxiliaries(token: Token) -> frozenset[int]:
    """Indices of "has", "did not", "will", with the adverbs between them and the verb."""
    wanted = {c.i for c in token.children if c.dep_ in {"aux", "auxpass", "neg"} and c.i < token.i}
    if not wanted:
        return frozenset()
    between = range(min(wanted), token.i)
    kinds = {"aux", "auxpass", "neg", "advmod"}
    return frozenset(i for i in between if token.doc[i].dep_ in kinds and token.doc[i].head.i == token.i)
