"""Who did something to whom, and by which words: found by the encoder in a sentence in which nothing is marked, or
only the predicate.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from communique.annotate.relations.coding import best_span
from communique.annotate.relations.encoder import Encoder, encoder
from communique.annotate.relations.marking import Chars


@dataclass(frozen=True, slots=True)
class Found:
    """Offsets in the sentence, each None where there is none. ``lead``: how far the network prefers the weakest of the
    three to finding nothing (logits; below zero it finds nothing).
    """

    source: Chars | None
    target: Chars | None
    trigger: Chars | None
    lead: float


class Finder:
    """Searches sentences, many at once."""

    def __init__(self, network: Encoder | None = None) -> None:
        self._network = network or encoder()

    def __call__(self, sentences: Sequence[str], triggers: Sequence[Chars | None] = ()) -> list[Found]:
        """One finding a sentence. ``triggers``: the predicate of each, where it is known."""
        given = list(triggers) or [None] * len(sentences)
        cut = self._network.marking.pieces(sentences)
        marked = [self._network.marking.mark(p, trigger=t) for p, t in zip(cut, given, strict=True)]
        found = []
        for pieces, inputs, answer, known in zip(cut, marked, self._network(marked), given, strict=True):
            spans = [
                best_span(pieces, inputs, answer, self._network.heads.pointers, what)
                for what in ("source", "target", "trigger")
            ]
            (source, _), (target, _), (trigger, _) = spans
            found.append(Found(source, target, known or trigger, min(lead for _, lead in spans)))
        return found
