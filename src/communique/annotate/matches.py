"""A predicate found at its place with its two sides, and who stands behind these."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from communique.annotate.entities import Entity, Reference
from communique.annotate.lexicon import Predicate
from communique.model.values import ActorKind, Place

if TYPE_CHECKING:
    from spacy.tokens import Token

Actor = tuple[Reference, Entity]


@dataclass(slots=True)
class Match:
    """A predicate with its sides. ``carrier`` is the light verb when the predicate is a noun; ``nested`` counts
    actors found inside a phrase; ``words``: first and one past the last character of the deciding words in the
    paragraph, where they are not the predicate's own.
    """

    predicate: Predicate
    token: Token
    carrier: Token | None
    sources: list[Actor] = field(default_factory=list)
    targets: list[Actor] = field(default_factory=list)
    objects: list[Token] = field(default_factory=list)
    target_tokens: list[Token] = field(default_factory=list)
    nested: int = 0
    reasons: list[str] = field(default_factory=list)
    place: Place | None = None
    words: tuple[int, int] | None = None


def countries(actors: list[Actor]) -> set[str]:
    """Who stands behind these actors: states by code, else the name."""
    return {party(e) for _, e in actors}


def party(entity: Entity) -> str:
    """The side an actor stands on: its state, but an armed group and an organisation stand for themselves."""
    if entity.kind is ActorKind.ARMED_GROUP:
        return entity.name
    return entity.country or entity.name


def split_reciprocal(match: Match) -> None:
    """ "The two ministers agreed": with no other side, those of the first state are source and the others target."""
    if len(countries(match.sources)) < 2 or (match.targets and not match.nested):
        return
    first = match.sources[0][1]
    own = party(first)
    match.targets = [(r, e) for r, e in match.sources if party(e) != own]
    match.sources = [(r, e) for r, e in match.sources if party(e) == own]
    match.reasons.append("sides of one subject")
