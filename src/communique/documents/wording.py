"""Texts as rows of numbered words, and the stretches of words that two of them share.

A shingle is a run of so many words (Broder, "On the resemblance and containment of documents", 1997), kept as a 64-bit
hash; that two different shingles get one hash is as good as excluded (among 4 million: one chance in two million).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

Ids: TypeAlias = npt.NDArray[np.int64]
Hashes: TypeAlias = npt.NDArray[np.uint64]
Mask: TypeAlias = npt.NDArray[np.bool_]

WORD = re.compile(r"\b[^\W\d_](?:\.[^\W\d_]\b)+|\d+(?:[.,]\d+)*|[^\W_]+")
"""A word: initials without their last full stop, a figure with its separators, or a row of letters and digits."""

# An opening mark stands before a word and after none, a closing mark the other way round, so that a mark that an edit
# or a cut has lost spoils no more than its own quotation. A quotation over several paragraphs opens each of them anew.
# Straight single quotes are mostly apostrophes: they count where the second comes after a stop, in the same line.
_QUOTED = re.compile(
    r'["“”„«](?<![^\W_].)(?=[^\W_]|[‘\'(\[$£€.…])[^"“”„«»]{1,1500}?(?:["“”»](?![^\W_])|(?=\n\s*["“”„«]))'
    r"|‘(?<![^\W_].)(?=[^\W_])[^‘“”]{1,1500}?’(?![^\W_])"
    r"|'(?<![^\W_].)(?=[^\W_])(?:[^'\n]|'(?=[^\W_])){1,1500}?[,.!?]'(?![^\W_])"
)
_BASE = np.uint64(0x9E3779B97F4A7C15)
_MIX = (np.uint64(0xBF58476D1CE4E5B9), np.uint64(0x94D049BB133111EB))


class Vocabulary(dict[str, int]):
    """Word as it is written -> its number; words that differ in case or in the points of initials have the same one."""

    def __init__(self) -> None:
        super().__init__()
        self._folded: dict[str, int] = {}

    def __missing__(self, word: str) -> int:
        folded = word.casefold()
        if not folded[0].isdigit():
            folded = folded.replace(".", "")
        self[word] = number = self._folded.setdefault(folded, len(self._folded))
        return number


@dataclass(frozen=True, slots=True, eq=False)
class Words:
    """One text: the number of each of its n words, and whether the word stands in quotation marks."""

    ids: Ids
    quoted: Mask

    def __len__(self) -> int:
        return len(self.ids)

    def none(self) -> Words:
        """A text without words."""
        return Words(self.ids[:0], self.quoted[:0])


def quotations(text: str) -> Iterator[tuple[int, int]]:
    """Half-open character offsets of what stands in quotation marks, the marks included, in order."""
    return (m.span() for m in _QUOTED.finditer(text))


def words_of(text: str, vocabulary: Vocabulary) -> Words:
    """The words of a text, numbered by ``vocabulary``, which learns those that it has not met."""
    ids: list[int] = []
    ends: list[int] = []  # number of words up to each change from unquoted to quoted and back
    at = 0
    for start, end in quotations(text):
        for piece in (text[at:start], text[start:end]):
            ids += [vocabulary[word] for word in WORD.findall(piece)]
            ends.append(len(ids))
        at = end
    ids += [vocabulary[word] for word in WORD.findall(text[at:])]
    quoted = np.zeros(len(ids), dtype=np.bool_)
    for opens, closes in zip(ends[::2], ends[1::2], strict=True):
        quoted[opens:closes] = True
    return Words(np.array(ids, dtype=np.int64), quoted)


def shingles(ids: Ids, size: int) -> Hashes:
    """The hash of each run of ``size`` words, in order: n - size + 1 of them, or none."""
    if len(ids) < size:
        return np.empty(0, dtype=np.uint64)
    mixed = ids.astype(np.uint64) * _BASE + _BASE
    for shift, factor in zip((np.uint64(30), np.uint64(27)), _MIX, strict=True):  # the mixer of SplitMix64
        mixed = (mixed ^ (mixed >> shift)) * factor
    count = len(ids) - size + 1
    hashed = np.zeros(count, dtype=np.uint64)
    for k in range(size):
        hashed = hashed * _BASE + mixed[k : k + count]
    return hashed ^ (hashed >> np.uint64(31))


def found_in(own: Hashes, others: Hashes) -> Mask:
    """Which of ``own`` are among ``others``, which are sorted."""
    if not len(others):
        return np.zeros(len(own), dtype=np.bool_)
    at = np.minimum(np.searchsorted(others, own), len(others) - 1)
    found: Mask = others[at] == own
    return found


def covered(shared: Mask, size: int) -> Mask:
    """Which words stand in a shared shingle, from which of the shingles of ``size`` words are shared."""
    words = np.zeros(len(shared) + size - 1 if len(shared) else 0, dtype=np.bool_)
    for k in range(size if len(shared) else 0):
        words[k : k + len(shared)] |= shared
    return words


def runs_of(shared: Mask, more: int) -> Mask:
    """Where ``more`` further shingles after a shared one are shared too: n - more places, or none."""
    count = max(len(shared) - more, 0)
    runs = shared[:count].copy()
    for k in range(1, more + 1):
        runs &= shared[k : k + count]
    return runs


@dataclass(frozen=True, slots=True, eq=False)
class Index:
    """Which texts hold which shingle: the postings of a shingle lie together, in order of the texts.

    For the s-th entry of all the hashes given, laid end to end: ``starts[s]`` is where the postings of its shingle
    begin in ``holders``, and ``ranks[s]`` how many of these texts come before its own; ``held`` has at such a start how
    many they are, and 0 elsewhere. Text t has the entries ``bounds[t]:bounds[t + 1]``. Some 50 bytes for each entry
    while it is made.
    """

    holders: npt.NDArray[np.int32]
    starts: npt.NDArray[np.int32]
    ranks: npt.NDArray[np.int32]
    held: npt.NDArray[np.int32]
    bounds: Ids

    def before(self, text: int) -> tuple[npt.NDArray[np.int32], npt.NDArray[np.int32]]:
        """Starts and ranks of the shingles of a text."""
        own = slice(int(self.bounds[text]), int(self.bounds[text + 1]))
        return self.starts[own], self.ranks[own]


def index_of(hashes: Iterable[Hashes]) -> Index:
    """The index over the shingles of texts, which are in order."""
    listed = list(hashes)
    bounds = np.concatenate(([0], np.cumsum([len(h) for h in listed]))).astype(np.int64)
    if not bounds[-1]:
        none = np.empty(0, dtype=np.int32)
        return Index(none, none, none, none, bounds)
    order = np.argsort(np.concatenate(listed), kind="stable").astype(np.int32)
    ordered = np.concatenate(listed)[order]
    first = np.flatnonzero(np.concatenate(([True], ordered[1:] != ordered[:-1]))).astype(np.int32)
    del ordered
    sizes = np.diff(np.append(first, len(order)))
    holders = (np.searchsorted(bounds, order, side="right") - 1).astype(np.int32)
    starts = np.empty(len(order), dtype=np.int32)
    starts[order] = np.repeat(first, sizes)
    ranks = np.empty(len(order), dtype=np.int32)
    ranks[order] = np.arange(len(order), dtype=np.int32)
    held = np.zeros(len(order), dtype=np.int32)
    held[first] = sizes
    return Index(holders, starts, ranks - starts, held, bounds)
