"""Which documents nearly repeat which.

Candidates are pairs that share word 4-grams (Broder, "On the resemblance and containment of documents", 1997), found in
an index of all of them. Of each candidate pair is counted how much of the shorter text stands in shared runs: edits and
cuts break a text into runs and leave most of it in them, while two reports that only tell the same share quotations,
names and formulas. What is left out of the shorter one does not matter, and neither does the order of the paragraphs.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from communique.documents.series import Marked, in_series, marked
from communique.documents.wording import (
    Hashes,
    Index,
    Mask,
    Vocabulary,
    Words,
    covered,
    found_in,
    index_of,
    runs_of,
    shingles,
    words_of,
)

Entry: TypeAlias = tuple[str, str, str]
"""Id, order key, body text."""

SHARED = 0.65
"""Share of a copy's words that stand in runs of four words or more of the other text.

With every tenth word edited at random about 0.85 do; independent reports of one event reach 0.5, if half of them is
quotation.
"""

_SIZE = 4  # words of a shingle
_TOLD = 0.65  # share, likewise, of the words outside quotation marks: quotations two reporters may have from one speech
_LITTLE = (
    0.2  # share of a text's words; when less stands outside quotation marks, the text is a speech or a statement ...
)
_WHOLE = 0.8  # ... and a copy when so much of it is shared
_LONG = 8  # words; runs of this length are no formulas
_IN_LONG = 0.3  # share of the words outside quotation marks in such runs; some 0.73 with every tenth word edited
_SHORT = 21  # words; shorter texts share formulas, and count only when they are the same
_WORTH = (
    0.1  # shared 4-grams of all those of the text with fewer, from which a pair is looked at: well below ``SHARED``
)
_CROWD = 16  # texts with the same shingle; later ones are compared with the first and the last before them
_MANY = 8  # texts with the same shingle, from which it may be a formula
_KIN = 0.4  # shared 4-grams, as for ``_WORTH``, of texts that have more in common than formulas
_OWN = 8  # words that are no formulas; with fewer a text is nothing but formulas, and has to be the same
_OWN_SHARE = 0.4  # of the words that are no formulas; less than of all, because an edit inside a formula leaves none
_OWN_PART = 0.5  # when so many of a text's words are no formulas, they alone decide
_NEXT_BEST = 0.05  # of several earlier texts that one nearly repeats, those with so little less of it are joined to it
_HALF = 0.5  # share of the shorter; a copy's copy has so much in common with the original of that
_AS_GOOD = 0.02  # of several texts in which a shorter one lies, those that have so little less of it are as good
_KEPT = 4096  # texts whose figures and names are kept at hand

_Places: TypeAlias = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True, eq=False)
class _Text:
    """A text's n words, its n - 3 shingles in order, the different ones among them, sorted, and which words count."""

    words: Words
    shingles: Hashes
    different: Hashes
    counts: Mask


def near_copies(texts: Sequence[Entry]) -> dict[str, str]:
    """Document id -> id of the document that it nearly repeats; documents that repeat none are left out.

    Args:
        texts: (id, order key, body text) of each document; the smallest order key (then id) of a group is its original.

    A text nearly repeats another when ``SHARED`` of its words stand in runs of the other, most of the words outside
    quotation marks among them, and a part of them in long runs. Formulas, that is runs that stand in many texts which
    have little else in common, do not count. Pieces of a series with other figures, days or names in the same sentences
    are no copies of each other. Texts of which each nearly repeats the other are one group, and so are those joined by
    a chain of such pairs. A text that lies inside a longer one is a copy of it, or the longer of the shorter when that
    is earlier; such pairs make no chains, or a digest would make its unrelated parts copies of each other, unless the
    ends have half of the shorter in common. Texts of fewer than 21 words are copies only of equal ones. The order of
    ``texts`` does not matter.
    """
    entries = sorted(texts, key=lambda e: (e[1], e[0], e[2]))
    vocabulary = Vocabulary()
    words = [words_of(body, vocabulary) for _, _, body in entries]
    leader = list(range(len(entries)))
    repeats = set()
    for a, b in _same(words):
        _join(leader, a, b)
        repeats.add(b)
    compared, pairs = candidates([w.none() if i in repeats else w for i, w in enumerate(words)])

    @lru_cache(maxsize=_KEPT)
    def marks(i: int) -> Marked:
        return marked(entries[i][2], vocabulary)

    contained: list[tuple[int, int, float]] = []
    for later, earlier in groupby(pairs, key=lambda pair: pair[1]):
        for a, share in _best(later, [a for a, _ in earlier], compared, marks):
            if repeated(compared[a], compared[later]) and repeated(compared[later], compared[a]):
                _join(leader, a, later)
            else:
                contained.append((a, later, share))
    original = _with_contained(leader, contained, lambda a, b: _in_common(compared[a], compared[b]) >= _HALF)
    return {entries[i][0]: entries[o][0] for i, o in enumerate(original) if i != o and entries[i][0] != entries[o][0]}


def _best(
    later: int, earlier: Sequence[int], texts: Sequence[_Text], marks: Callable[[int], Marked]
) -> Iterator[tuple[int, float]]:
    """Of the earlier texts those that a later one nearly repeats, or lies in, most, with the share of the shorter."""
    shares = []
    for i in earlier:
        short, long = sorted((i, later), key=lambda k: (len(texts[k].words), k))
        shares.append((repeated(texts[short], texts[long]), i))
    least = SHARED
    for share, i in sorted(shares, key=lambda found: (-found[0], found[1])):
        if share < least:
            return
        if not in_series(*(marks(k) for k in sorted((i, later), key=lambda k: (len(texts[k].words), k)))):
            least = max(least, share - _NEXT_BEST)
            yield i, share


def _same(words: Sequence[Words]) -> Iterator[tuple[int, int]]:
    first: dict[Hashable, int] = {}
    for i, own in enumerate(words):
        if len(own) and (at := first.setdefault(own.ids.tobytes(), i)) != i:
            yield at, i


def candidates(words: Sequence[Words]) -> tuple[list[_Text], list[tuple[int, int]]]:
    """The texts as they are compared, and the pairs (earlier, later) of places that may share enough, in order."""
    hashed = [shingles(w.ids if len(w) >= _SHORT else w.ids[:0], _SIZE) for w in words]
    different = [np.unique(h) for h in hashed]
    index = index_of(different)
    sizes = np.array([len(d) for d in different], dtype=np.int64)
    pairs: list[tuple[int, int]] = []
    for later in range(len(words)):
        earlier, shared = np.unique(_holders_before(index, later), return_counts=True)
        worth = shared >= _WORTH * np.minimum(sizes[earlier], sizes[later])
        pairs += [(i, later) for i in earlier[worth].tolist()]
    del index
    counts = _no_formulas(words, different, frozenset(pairs))
    return [_Text(*parts) for parts in zip(words, hashed, different, counts, strict=True)], pairs


def _no_formulas(words: Sequence[Words], different: Sequence[Hashes], pairs: frozenset[tuple[int, int]]) -> list[Mask]:
    """Which words of each text stand in no run that many texts have which have little else in common."""
    hashed = [shingles(w.ids if len(d) else w.ids[:0], _LONG) for w, d in zip(words, different, strict=True)]
    runs = [np.unique(h) for h in hashed]
    index = index_of(runs)
    kin = np.zeros(len(index.holders), dtype=np.int32)  # at the start of a run: how many are kin of its first holder
    for i, own in enumerate(different):
        starts, ranks = index.before(i)
        starts = starts[(index.held[starts] > _MANY) & (ranks > 0)]
        firsts = index.holders[starts]
        for first in np.unique(firsts).tolist():
            if (first, i) not in pairs:
                continue
            small, large = sorted((own, different[first]), key=len)
            if found_in(small, large).sum() >= _KIN * len(small):
                kin[starts[firsts == first]] += 1
    formulas = (index.held > _MANY) & (2 * kin < index.held - 1)
    return [
        ~covered(found_in(h, r[formulas[index.before(i)[0]]]), _LONG) if len(h) else np.ones(len(w), dtype=np.bool_)
        for i, (w, h, r) in enumerate(zip(words, hashed, runs, strict=True))
    ]


def _holders_before(index: Index, text: int) -> npt.NDArray[np.int32]:
    """The earlier texts with a shingle of this one, once for each such shingle; of a crowd the first and the last."""
    starts, ranks = index.before(text)
    few = (ranks > 0) & (ranks <= _CROWD)
    many = ranks > _CROWD
    lengths = ranks[few].astype(np.int64)
    inner = np.arange(lengths.sum()) - np.repeat(np.cumsum(lengths) - lengths, lengths)
    at: _Places = np.concatenate((np.repeat(starts[few], lengths) + inner, starts[many], (starts + ranks)[many] - 1))
    return index.holders[at]


def repeated(one: _Text, other: _Text) -> float:
    """Which share of the first text stands in runs of the second; 0 when it is not enough to nearly repeat it."""
    shared = found_in(one.shingles, other.different)
    words = covered(shared, _SIZE)
    if not len(words):
        return 0.0
    share = _share(words, one.counts)
    told = ~one.words.quoted
    if (told & one.counts).sum() < _LITTLE * one.counts.sum():
        return share if share >= _WHOLE else 0.0
    long = covered(runs_of(shared, _LONG - _SIZE), _LONG) if len(words) >= _LONG else words
    enough = share >= SHARED and words[told].mean() >= _TOLD and long[told].mean() >= _IN_LONG
    return share if enough else 0.0


def _in_common(one: _Text, other: _Text) -> float:
    """The share of the shorter text that stands in runs of the longer."""
    short, long = sorted((one, other), key=lambda t: len(t.words))
    return float(covered(found_in(short.shingles, long.different), _SIZE).mean()) if len(short.shingles) else 0.0


def _share(words: Mask, counts: Mask) -> float:
    """The share of shared words: of all, where enough of those that are no formulas are shared, or of these alone."""
    if counts.sum() < min(_OWN, len(words)):
        return 0.0
    own = float(words[counts].mean())
    both = float(words.mean()) if own >= _OWN_SHARE else 0.0
    return max(both, own if counts.mean() >= _OWN_PART else 0.0)


def _find(leader: list[int], i: int) -> int:
    while leader[i] != i:
        leader[i] = leader[leader[i]]
        i = leader[i]
    return i


def _join(leader: list[int], a: int, b: int) -> None:
    one, other = _find(leader, a), _find(leader, b)
    leader[max(one, other)] = min(one, other)  # places are in order of the keys, so the smaller is the earlier


def _with_contained(
    leader: list[int], contained: Iterable[tuple[int, int, float]], kin: Callable[[int, int], bool]
) -> list[int]:
    groups = [_find(leader, i) for i in range(len(leader))]
    linked: dict[int, dict[int, float]] = {}
    for a, b, share in contained:
        one, other = sorted((groups[a], groups[b]))
        if one != other:
            of_other = linked.setdefault(other, {})
            of_other[one] = max(share, of_other.get(one, 0.0))
    of: dict[int, int] = {}
    for group, originals in sorted(linked.items()):
        free = {g: share for g, share in originals.items() if g not in of}
        for g in sorted(originals.keys() - free.keys()):
            if of[g] not in free and kin(group, of[g]):
                free[of[g]] = originals[g]
        if free:
            of[group] = min(g for g, share in free.items() if share >= max(free.values()) - _AS_GOOD)
    return [of.get(g, g) for g in groups]
