"""Which documents nearly repeat which.

Candidates come from two sketches of Broder, "On the resemblance and containment of documents" (1997): MinHash for texts
that are much the same, and a sample of all shingles (those whose hash is 0 modulo m) for texts that lie inside longer
ones. What the candidates share is then counted exactly.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Hashable, Iterable, Sequence
from itertools import combinations
from typing import TypeAlias

Entry: TypeAlias = tuple[str, str, str]
"""Id, order key, body text."""

SAME = 0.7
"""Share of word 5-grams that two texts have in common (Jaccard), or that one has of the other's (containment)."""

_SIZE = 5  # words of a shingle
_SHORT = 30  # words; shorter texts share formulas, and count only when they are the same
_PERMUTATIONS = 128
_SEED = 1
_CANDIDATES_FROM = 0.5  # estimated Jaccard; below ``SAME``, because the estimate errs
_SAMPLED = 4  # one shingle in so many is kept: of 30 words some five, so that hardly a contained text is missed
_FEW = 64  # up to so many texts each is compared with each
_CROWD = 20  # texts with the same shingle; more are compared with the first and the last of them, not each with each
_WORD = re.compile(r"[^\W_]+")

_Shingles: TypeAlias = frozenset[str]


def near_copies(texts: Sequence[Entry]) -> dict[str, str]:
    """Document id -> id of the document that it nearly repeats; documents that repeat none are left out.

    Args:
        texts: (id, order key, body text) of each document; the smallest order key (then id) of a group is its original.

    Texts that share ``SAME`` of their shingles are one group, and so are those joined by a chain of such pairs. A text
    that lies inside a longer one is a copy of it, or the longer of the shorter when that is earlier; such pairs make no
    chains, or a digest would make its unrelated parts copies of each other. The order of ``texts`` does not matter.
    """
    entries = sorted(texts, key=lambda e: (e[1], e[0]))
    words = [tuple(_WORD.findall(body.casefold())) for _, _, body in entries]
    shingles = [_shingles(w) if len(w) >= _SHORT else frozenset() for w in words]
    leader = list(range(len(entries)))
    for a, b in _same(words):
        _join(leader, a, b)
    contained: list[tuple[int, int]] = []
    for a, b in _candidates(shingles):
        common = len(shingles[a] & shingles[b])
        if common >= SAME * (len(shingles[a]) + len(shingles[b]) - common):
            _join(leader, a, b)
        elif common >= SAME * min(len(shingles[a]), len(shingles[b])):
            contained.append((a, b))
    original = _with_contained(leader, contained)
    return {entries[i][0]: entries[o][0] for i, o in enumerate(original) if i != o and entries[i][0] != entries[o][0]}


def _shingles(words: tuple[str, ...]) -> _Shingles:
    return frozenset(" ".join(words[i : i + _SIZE]) for i in range(len(words) - _SIZE + 1))


def _same(words: Sequence[Hashable]) -> Iterable[tuple[int, int]]:
    first: dict[Hashable, int] = {}
    for i, key in enumerate(words):
        if key and (at := first.setdefault(key, i)) != i:
            yield at, i


def _candidates(shingles: Sequence[_Shingles]) -> list[tuple[int, int]]:
    """Pairs (earlier, later) that may share enough, in order."""
    return sorted({*_alike(shingles), *_sharing(shingles)})


def _alike(shingles: Sequence[_Shingles]) -> Iterable[tuple[int, int]]:
    long = [i for i, s in enumerate(shingles) if s]
    if len(long) <= _FEW:
        yield from combinations(long, 2)  # quicker than loading the library that finds candidates among many
        return
    from datasketch import MinHash, MinHashLSH  # loads numpy; most calls of the program never need it

    index = MinHashLSH(threshold=_CANDIDATES_FROM, num_perm=_PERMUTATIONS)
    for i in long:
        sketch = MinHash(num_perm=_PERMUTATIONS, seed=_SEED)
        sketch.update_batch([s.encode() for s in sorted(shingles[i])])
        for j in index.query(sketch):
            yield j, i
        index.insert(i, sketch)


def _sharing(shingles: Sequence[_Shingles]) -> Iterable[tuple[int, int]]:
    holders: dict[str, list[int]] = {}
    for i, own in enumerate(shingles):
        for shingle in own:
            if hashlib.blake2b(shingle.encode(), digest_size=2).digest()[0] % _SAMPLED == 0:
                at = holders.setdefault(shingle, [])
                for j in at if len(at) <= _CROWD else (at[0], at[-1]):
                    yield j, i
                at.append(i)


def _find(leader: list[int], i: int) -> int:
    while leader[i] != i:
        leader[i] = leader[leader[i]]
        i = leader[i]
    return i


def _join(leader: list[int], a: int, b: int) -> None:
    one, other = _find(leader, a), _find(leader, b)
    leader[max(one, other)] = min(one, other)  # places are in order of the keys, so the smaller is the earlier


def _with_contained(leader: list[int], contained: Iterable[tuple[int, int]]) -> list[int]:
    groups = [_find(leader, i) for i in range(len(leader))]
    linked: dict[int, set[int]] = {}
    for a, b in contained:
        one, other = sorted((groups[a], groups[b]))
        if one != other:
            linked.setdefault(other, set()).add(one)
    of: dict[int, int] = {}
    for group in sorted(linked):
        originals = [g for g in sorted(linked[group]) if g not in of]
        if originals:
            of[group] = originals[0]
    return [of.get(g, g) for g in groups]
