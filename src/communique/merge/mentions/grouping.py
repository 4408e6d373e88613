"""Which mentions are of one happening: pairs compared, then grouped by average link."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np
import numpy.typing as npt

from communique.merge.mentions.compare import MEANT, Setting, compare
from communique.merge.mentions.facts import Mention
from communique.merge.mentions.linkage import average_link, connected
from communique.merge.mentions.words import Nearness, Word, nearness

ONE_HAPPENING = 0.5
"""Two groups are one when their mentions are so likely one on average."""

_STRANGERS = 0.05  # documents less alike than this tell of nothing in common
_KIN = 0.2  # documents so alike tell of one story, or of two of a kind

_Rows = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Collection:
    """What is known of the documents of some mentions.

    ``order``: document id -> its row in ``alike``, a symmetric matrix from 0 to 1. ``story``: document id -> its group;
    None where there are no groups, and any two documents may tell of one happening.
    """

    order: Mapping[str, int]
    alike: npt.NDArray[np.float64]
    story: Mapping[str, str] | None = None


def group(mentions: Sequence[Mention], collection: Collection) -> dict[str, str]:
    """Mention id -> the first id, in order of ids, of those that are of one happening; by id.

    The order of ``mentions`` does not matter.

    Raises:
        ValueError: two mentions have the same id.
        KeyError: a mention's document is not in the collection.
    """
    rows = sorted(mentions, key=lambda m: m.id)
    if len({m.id for m in rows}) < len(rows):
        raise ValueError("two mentions have the same id")
    scores = dict(scored(rows, collection))
    heaps = connected(len(rows), [pair for pair, score in scores.items() if score >= ONE_HAPPENING])
    places = {row: (n, place) for n, heap in enumerate(heaps) for place, row in enumerate(heap)}
    alike = [np.zeros((len(heap), len(heap))) for heap in heaps]
    for (one, two), score in scores.items():
        (n, i), (other, j) = places[one], places[two]
        if n == other:
            alike[n][i, j] = alike[n][j, i] = score
    first: dict[int, int] = {}
    for heap, matrix in zip(heaps, alike, strict=True):
        for row, leader in zip(heap, average_link(matrix, ONE_HAPPENING), strict=True):
            first[row] = heap[leader]
    return {m.id: rows[first[row]].id for row, m in enumerate(rows)}


def scored(mentions: Sequence[Mention], collection: Collection) -> Iterator[tuple[tuple[int, int], float]]:
    """Places of two mentions, the smaller first, and how likely they are one; of pairs that may be."""
    places = np.array([collection.order[m.document] for m in mentions], dtype=np.int64)
    wordings, beside = _wordings(mentions), _beside(mentions, places)
    kin = collection.alike >= _KIN
    for one, two in _candidates(mentions, collection, places):
        a, b = mentions[one], mentions[two]
        rows = beside.get(_pair(a.word.lemma, b.word.lemma))
        setting = Setting(
            documents=float(collection.alike[places[one], places[two]]),
            wording=_cosine(wordings[one], wordings[two]),
            beside=0 if rows is None else int((kin[places[one], rows] | kin[places[two], rows]).sum()),
        )
        yield (one, two), compare(a, b, setting).score


def _beside(mentions: Sequence[Mention], places: _Rows) -> dict[tuple[str, str], _Rows]:
    """Two words -> the document's row, for each sentence that tells of both: whoever tells of both means two things."""
    sentences: defaultdict[tuple[int, int], set[str]] = defaultdict(set)
    for mention, place in zip(mentions, places.tolist(), strict=True):
        sentences[place, mention.sentence].add(mention.word.lemma)
    found: defaultdict[tuple[str, str], list[int]] = defaultdict(list)
    for (place, _), words in sorted(sentences.items()):
        for pair in combinations(sorted(words), 2):
            found[pair].append(place)
    return {pair: np.array(rows, dtype=np.int64) for pair, rows in found.items()}


def _pair(one: str, two: str) -> tuple[str, str]:
    return (one, two) if one <= two else (two, one)


def _candidates(mentions: Sequence[Mention], collection: Collection, places: _Rows) -> Iterator[tuple[int, int]]:
    """Pairs from documents that may tell of one happening, with words that are near, or near in meaning."""
    words = sorted({m.word for m in mentions}, key=lambda w: (w.phrase, w.lemma))
    near = _near(words)
    number = {w: n for n, w in enumerate(words)}
    kinds = np.array([number[m.word] for m in mentions], dtype=np.int64)
    width = max((len(m.meaning) for m in mentions if m.meaning is not None), default=1)
    meanings = np.array([m.meaning if m.meaning is not None else np.zeros(width) for m in mentions], dtype=np.float32)
    stories = collection.story
    for one, mention in enumerate(mentions):
        later = np.arange(one + 1, len(mentions))
        known = collection.alike[places[one], places[later]] > _STRANGERS
        told = near[kinds[one], kinds[later]] | (meanings[later] @ meanings[one] >= MEANT)
        for two in later[known & told].tolist():
            if stories is None or stories[mention.document] == stories[mentions[two].document]:
                yield one, two


def _near(words: Sequence[Word]) -> npt.NDArray[np.bool_]:
    found = np.zeros((len(words), len(words)), dtype=np.bool_)
    for i, one in enumerate(words):
        for j in range(i, len(words)):
            found[i, j] = found[j, i] = nearness(one, words[j]) is not Nearness.FAR
    return found


def _wordings(mentions: Sequence[Mention]) -> list[dict[str, float]]:
    """The words of each mention's sentence but its own, weighted by rarity, with squares that add up to 1."""
    told: defaultdict[str, set[str]] = defaultdict(set)
    for mention in mentions:
        told[mention.document] |= mention.words
    spread = Counter(word for words in told.values() for word in words)
    found = []
    for mention in mentions:
        weights = {w: math.log(len(told) / spread[w]) for w in sorted(mention.words) if w != mention.word.lemma}
        length = math.sqrt(math.fsum(x * x for x in weights.values()))
        found.append({w: x / length for w, x in weights.items()} if length else {})
    return found


def _cosine(one: Mapping[str, float], two: Mapping[str, float]) -> float:
    return math.fsum(weight * two[word] for word, weight in one.items() if word in two)
