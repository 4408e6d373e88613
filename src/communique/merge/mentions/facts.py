"""What a comparison looks at in one mention of a happening."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import numpy as np
import numpy.typing as npt

from communique.merge.mentions.words import Word, in_rows

Vector = npt.NDArray[np.float32]

_SPEECH = ("say", "announce", "confirm", "report", "claim", "deny", "explain", "call_for")


@dataclass(frozen=True, slots=True, eq=False)
class Mention:
    """One mention: ``document`` and ``sentence`` tell where it stands.

    ``who``, ``whom``, ``rest``: lemmas of its subject, its object, of what stands on its prepositions. ``names``,
    ``words``: of its whole sentence. ``meaning``, ``bearers``: vectors of length 1 for the word itself and for the
    words around it; None where there are none.
    """

    id: str
    document: str
    sentence: int
    word: Word
    who: frozenset[str] = frozenset()
    whom: frozenset[str] = frozenset()
    rest: frozenset[str] = frozenset()
    names: frozenset[str] = frozenset()
    words: frozenset[str] = frozenset()
    meaning: Vector | None = None
    bearers: Vector | None = None

    @property
    def sides(self) -> frozenset[str]:
        """Subject and object together: an active and a passive sentence divide them differently."""
        return self.who | self.whom

    @property
    def around(self) -> frozenset[str]:
        """All that stands around it."""
        return self.who | self.whom | self.rest

    @property
    def speech(self) -> bool:
        """True when the word tells that something is said."""
        return is_speech(self.word.lemma)


@cache
def is_speech(lemma: str) -> bool:
    """True for verbs and nouns of speech."""
    return in_rows(lemma, _SPEECH)


def cosine(one: Vector | None, two: Vector | None) -> float | None:
    """The cosine of two vectors of length 1, -1 to 1; None where one is not there."""
    return None if one is None or two is None else float(one @ two)
