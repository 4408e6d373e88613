"""Sentences that parsers take apart wrongly, and what shows it: whom the words beside a gap must belong to."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from communique.annotate.entities import Reference, RefKind

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_LISTABLE = frozenset(
    {RefKind.PERSON, RefKind.OFFICE, RefKind.STATE, RefKind.ROLE, RefKind.ORGANISATION, RefKind.COUNTERPART}
)
_SPEAKERS = frozenset({RefKind.PERSON, RefKind.OFFICE})
_HONOURS = frozenset({"his", "her", "excellency", "majesty", "highness", "h.e.", "the"})


def before(doc: Doc, covering: Mapping[int, Reference], verb: Token) -> list[Token]:
    """The name right before a verb to which parsers give no subject: "at the invitation of A, B is paying a visit"."""
    start = min([verb.i, *(c.i for c in verb.children if c.dep_ in {"aux", "neg"} and c.i < verb.i)])
    named = covering.get(start - 1)
    if named is None or named.kind not in _SPEAKERS or doc[named.head].dep_ != "appos":
        return []
    first = named.tokens[1]
    while first and doc[first - 1].lower_ in _HONOURS:
        first -= 1
    return [doc[named.head]] if first and doc[first - 1].text == "," else []


def displaced(doc: Doc, covering: Mapping[int, Reference], verb: Token) -> list[Token]:
    """The guest in "received on Tuesday at the palace the minister X", whom parsers hang on the palace."""
    for child in (c for c in verb.children if c.dep_ == "prep" and c.i > verb.i):
        for token in child.subtree:
            guest = covering.get(token.i)
            bare = doc[token.left_edge.i - 1].pos_ in {"NOUN", "PROPN"} and token.dep_ in {"appos", "dobj"}
            if guest is not None and guest.kind in _LISTABLE and bare:
                return [token]
    return []


def joined_before(doc: Doc, covering: Mapping[int, Reference], second: Reference) -> list[Reference]:
    """X of "President X and President Y met", where the parser takes "X and" for a part of Y's name."""
    start = second.tokens[1]
    if start < 2 or doc[start - 1].lower_ not in {"and", "&"}:
        return []
    first = covering.get(start - 2)
    if first is None or first.kind not in _SPEAKERS or second.kind not in _SPEAKERS:
        return []
    head = doc[first.head]
    inside = head.head.i in range(*second.tokens[1:]) and head.dep_ in {"nmod", "compound", "amod"}
    return [first] if inside else []


def listed(doc: Doc, covering: Mapping[int, Reference], found: list[Reference]) -> list[Reference]:
    """The rest of a list that the parser broke up: "the president, the prime minister, and the foreign
    minister".
    """
    if not found or found[0].kind not in _LISTABLE:
        return []
    last = max(found, key=lambda r: r.tokens)
    more: list[Reference] = []
    joined = False
    while True:
        i = last.tokens[2]
        between: list[str] = []
        while i < len(doc) and doc[i].lower_ in {",", "and"} and len(between) < 3:
            between.append(doc[i].lower_)
            i += 1
        following = covering.get(i)
        if not between or following is None or following.tokens[1] != i or following.dep not in {"conj", "appos"}:
            return more if joined else []
        if following.kind not in _LISTABLE or doc[following.head].pos_ == "VERB":
            return more if joined else []
        joined = joined or "and" in between
        more.append(following)
        last = following


def cleft(be: Token, clause: Token) -> Token | None:
    """ "It was the prime minister who received him": who is meant by "who", where parsers hang the clause on "was"."""
    it = any(c.lower_ == "it" and c.dep_ == "nsubj" for c in be.children)
    named = [c for c in be.children if c.dep_ == "attr" and c.i < clause.i]
    return named[-1] if be.lemma_ == "be" and it and named else None
