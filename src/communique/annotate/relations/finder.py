"""Who did something to whom, and by which words: found by the encoder in a sentence in which nothing is marked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from communique.annotate.relations.coding import pointed
from communique.annotate.relations.encoder import Encoder, encoder
from communique.annotate.relations.marking import Chars


@dataclass(frozen=True, slots=True)
class Found:
    """Offsets in the sentence, each None where there is none."""

    source: Chars | None
    target: Chars | None
    trigger: Chars | None


class Finder:
    """Searches sentences, many at once."""

    def __init__(self, network: Encoder | None = None) -> None:
        self._network = network or encoder()

    def __call__(self, sentences: Sequence[str]) -> list[Found]:
        """One finding a sentence."""
        cut = self._network.marking.pieces(sentences)
        marked = [self._network.marking.mark(pieces) for pieces in cut]
        pointers = self._network.heads.pointers
        return [
            Found(*(pointed(pieces, inputs, answer, pointers, what) for what in ("source", "target", "trigger")))
            for pieces, inputs, answer in zip(cut, marked, self._network(marked), strict=True)
        ]
