"""How alike the texts of a collection are, by their words and by the names and figures in them.

Term weights tf-idf (Salton and Buckley 1988) with a rarity that the collection itself tells: of two floods of one kind
the words are the same, and the names and years are not, so that these count as much as all words together.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence

import numpy as np
import numpy.typing as npt

Likeness = npt.NDArray[np.float64]

_WORD = re.compile(r"[A-Za-z][A-Za-z\-']+|\d+")
_ADDRESS = re.compile(r"https?\s*:|www\s*\.")
_HALF = 0.5  # what stands in more of the texts than this says nothing
_CAPITALS = 0.6  # a line with a larger share of capitalised words is a headline, where capitals tell no names
_OPENING = frozenset('.“"')


def likeness(texts: Sequence[str]) -> Likeness:
    """A symmetric matrix, 0 to 1 and 1 on the diagonal: the mean of two cosines, over words and over names.

    It takes a collection of several stories: what stands in one text only, or in half of them, is not counted. Lines
    that hold a web address are left out. A text without anything that counts is like no other.
    """
    lines = [[line for line in text.split("\n") if not _ADDRESS.search(line)] for text in texts]
    alike: Likeness = (_cosines(lines, _words) + _cosines(lines, _names)) / 2
    np.fill_diagonal(alike, 1.0)
    return alike


def _words(line: str) -> Iterator[str]:
    yield from (word.lower() for word in _WORD.findall(line) if len(word) > 1 or word.isdigit())


def _names(line: str) -> Iterator[str]:
    words = line.split()
    spelt = [w for w in words if w[0].isalpha()]
    if sum(w[0].isupper() for w in spelt) > _CAPITALS * max(1, len(spelt)):
        return
    for before, word in zip(("", *words), words, strict=False):
        named = word[0].isupper() and before and before not in _OPENING
        if named or word[0].isdigit():
            yield word.lower()


def _cosines(texts: Sequence[Sequence[str]], terms: Callable[[str], Iterator[str]]) -> Likeness:
    counts = [Counter(term for line in lines for term in terms(line)) for lines in texts]
    spread = Counter(term for count in counts for term in count)
    kept = sorted(term for term, n in spread.items() if 1 < n < _HALF * len(texts))
    column = {term: k for k, term in enumerate(kept)}
    weights = np.zeros((len(texts), len(kept)))
    for row, count in enumerate(counts):
        for term, n in count.items():
            if term in column:
                weights[row, column[term]] = (1 + math.log(n)) * math.log(len(texts) / spread[term])
    weights /= np.maximum(np.linalg.norm(weights, axis=1, keepdims=True), 1e-9)
    found: Likeness = weights @ weights.T
    return found
