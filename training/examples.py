"""What the network is shown: each relation as a marked pair, and each sentence as a search for who did what to whom."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from corpus import Chars, Relation, Sentence
from network import CONTEXTS, KINDS, POINTERS, STATUSES

from communique.annotate.relations.kinds import NONE
from communique.annotate.relations.marking import Marked, Marking, Pieces

_SEARCHED = 0.5
NOTHING = -100  # no answer is asked for


@dataclass(frozen=True, slots=True)
class Example:
    """One input and what is right for it. ``points``: six places in the input, or NOTHING each; kind likewise."""

    marked: Marked
    kind: int
    status: int
    contexts: tuple[float, ...]
    points: tuple[int, ...]


class Examples:
    """Makes the examples of sentences; which predicates are marked is drawn anew for each epoch."""

    def __init__(self, marking: Marking, sentences: Sequence[Sentence]) -> None:
        self._marking = marking
        self._sentences = list(sentences)
        self._pieces = marking.pieces([s.text for s in self._sentences])

    def epoch(self, rng: random.Random) -> list[Example]:
        """One pass: every relation once, half of them with the predicate marked; half of the sentences searched."""
        found: list[Example] = []
        for sentence, pieces in zip(self._sentences, self._pieces, strict=True):
            found += [self._pair(sentence, pieces, r, self._mark(sentence, r, rng)) for r in sentence.relations]
            found += self._strangers(sentence, pieces, rng)
            if rng.random() < _SEARCHED:
                found.append(self._search(sentence, pieces, rng))
        rng.shuffle(found)
        return found

    def plain(self) -> Iterator[tuple[Sentence, Relation, Example]]:
        """Every relation without its predicate, in order: for measuring."""
        for sentence, pieces in zip(self._sentences, self._pieces, strict=True):
            for relation in sentence.relations:
                yield sentence, relation, self._pair(sentence, pieces, relation, None)

    def _mark(self, sentence: Sentence, relation: Relation, rng: random.Random) -> Chars | None:
        """Half of the time the predicate; where nothing passes, another relation's, so that a mark tells nothing."""
        if rng.random() < 0.5:
            return None
        if relation.trigger:
            return relation.trigger
        others = [r.trigger for r in sentence.relations if r.trigger]
        return rng.choice(others) if others else None

    def _pair(self, sentence: Sentence, pieces: Pieces, relation: Relation, trigger: Chars | None) -> Example:
        marked = self._marking.mark(
            pieces,
            source=sentence.actors[relation.source],
            target=sentence.actors[relation.target],
            trigger=_clear(trigger, sentence, relation),
        )
        told = relation.kind != NONE
        points = [NOTHING] * len(POINTERS)
        if relation.trigger:
            points[4:] = _places(marked, pieces, relation.trigger)
        return Example(
            marked,
            KINDS.index(relation.kind),
            STATUSES.index(relation.status) if told else NOTHING,
            tuple(float(c in relation.contexts) for c in CONTEXTS) if told else (),
            tuple(points),
        )

    def _strangers(self, sentence: Sentence, pieces: Pieces, rng: random.Random) -> list[Example]:
        """Now and then a true pair with another pair's predicate: nothing passes between these two by that word."""
        true = [r for r in sentence.relations if r.trigger]
        if len(true) < 2 or rng.random() < 0.6:
            return []
        one, other = rng.sample(true, 2)
        if {one.source, one.target} == {other.source, other.target} or one.trigger == other.trigger:
            return []
        if any({r.source, r.target} == {one.source, one.target} and r.trigger == other.trigger for r in true):
            return []
        nothing = Relation(one.source, one.target, None, NONE, one.status, ())
        return [self._pair(sentence, pieces, nothing, other.trigger)]

    def _search(self, sentence: Sentence, pieces: Pieces, rng: random.Random) -> Example:
        """Who did what to whom, told by nothing (the first relation) or by the predicate (any)."""
        true = [r for r in sentence.relations if r.trigger]
        if not true:
            return Example(self._marking.mark(pieces), NOTHING, NOTHING, (), (0,) * len(POINTERS))
        told = rng.random() < 0.5
        relation = rng.choice(true) if told else true[0]
        marked = self._marking.mark(pieces, trigger=relation.trigger if told else None)
        spans = (sentence.actors[relation.source], sentence.actors[relation.target], relation.trigger)
        points: list[int] = []
        for span in spans:
            assert span is not None  # `true` holds relations with a trigger
            points += _places(marked, pieces, span)
        return Example(marked, NOTHING, NOTHING, (), tuple(points))


def _clear(trigger: Chars | None, sentence: Sentence, relation: Relation) -> Chars | None:
    """The predicate, unless it overlaps one of the pair."""
    if trigger is None:
        return None
    pair = (sentence.actors[relation.source], sentence.actors[relation.target])
    return None if any(trigger[0] < e and s < trigger[1] for s, e in pair) else trigger


def _places(marked: Marked, pieces: Pieces, span: Chars) -> list[int]:
    first, last = pieces.covering(span)
    place = {piece: i for i, piece in enumerate(marked.pieces)}
    if first not in place or last - 1 not in place:
        return [NOTHING, NOTHING]
    return [place[first], place[last - 1]]
