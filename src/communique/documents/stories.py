"""Which articles report one and the same happening.

Two articles are as alike as the cosine of their terms' weights (`story_words`), less what articles of this collection
have in common anyway, and a little less the more days lie between them. Known all at once they are grouped by average
link (Sokal and Michener, "A statistical method for evaluating systematic relationships", 1958); in the order of their
arrival each joins the story that it is most like, if enough, or opens one (single-pass clustering, as in Allan, Papka
and Lavrenko, "On-line new event detection and tracking", 1998). Both use the same measure and the same bound.
"""

from __future__ import annotations

import datetime as dt
import heapq
from array import array
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from communique.documents.story_words import vector

SAME_STORY = 0.15
"""How alike, from 0 to 1, the articles of two groups have to be on average for the groups to be one story."""

# Reports of one happening come in a burst; what is told of it for a year or two is its sequel or its trial; after more
# years the same words mean something of the same kind.
_BURST = 60.0  # days, in which most of the first difference is made
_AFTER = 0.6  # how much alike articles count after the burst, where 1 is the same day
_GONE = 1000.0  # days; then they count half of that, and soon nothing
_FEW = 50  # articles; with fewer, what all have in common is more likely the story than the subject of the collection
_LEAST = 0.05  # pairs less alike count as not alike at all

_Values: TypeAlias = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Article:
    """One article: its ``text`` may hold the title too; ``day``: when it was published, None where nobody knows."""

    id: str
    title: str
    text: str
    day: dt.date | None = None


def stories(articles: Sequence[Article]) -> dict[str, str]:
    """Article id -> id of the earliest article of its story, which is often its own; in the order of arrival.

    The order of ``articles`` does not matter. An article without words that tell anything is a story by itself. Takes
    some n² steps for n articles, and memory for the pairs that are a little alike.

    Raises:
        ValueError: two articles have the same id.
    """
    entries = _arriving(articles)
    vectors = [vector(a.title, a.text) for a in entries]
    leaders = average_link(len(entries), _alike(vectors, _days(entries)), SAME_STORY)
    return {a.id: entries[leader].id for a, leader in zip(entries, leaders, strict=True)}


def stories_on_arrival(articles: Sequence[Article]) -> dict[str, str]:
    """The same, each article assigned when it arrives: by those before it alone, and never again.

    Articles arrive by day, then id; those without a day last.

    Raises:
        ValueError: two articles have the same id.
    """
    entries = _arriving(articles)
    days = _days(entries)
    index = _Index()
    likeness = np.zeros(len(entries))  # of each article to all others so far, added up
    story = np.zeros(len(entries), dtype=np.int64)
    opened: list[int] = []
    for later, article in enumerate(entries):
        raw = index.add(vector(article.title, article.text))
        likeness[:later] += raw
        likeness[later] = raw.sum()
        scores = _compared(raw, likeness[: later + 1] / (later + _FEW), days[: later + 1])
        own = len(opened)
        if later:
            means = np.bincount(story[:later], weights=scores) / np.bincount(story[:later])
            if means.max() >= SAME_STORY:
                own = int(means.argmax())
        if own == len(opened):
            opened.append(later)
        story[later] = own
    return {a.id: entries[opened[n]].id for a, n in zip(entries, story.tolist(), strict=True)}


def _arriving(articles: Sequence[Article]) -> list[Article]:
    entries = sorted(articles, key=lambda a: (a.day or dt.date.max, a.id))
    if len({a.id for a in entries}) < len(entries):
        raise ValueError("two articles have the same id")
    return entries


def _days(entries: Sequence[Article]) -> _Values:
    return np.array([a.day.toordinal() if a.day else np.nan for a in entries])


def _alike(vectors: Sequence[Mapping[str, float]], days: _Values) -> Iterator[tuple[int, int, float]]:
    usual = _usual(vectors)
    index = _Index()
    for later, terms in enumerate(vectors):
        scores = _compared(index.add(terms), usual[: later + 1], days[: later + 1])
        for earlier in np.flatnonzero(scores).tolist():
            yield earlier, later, float(scores[earlier])


def _usual(vectors: Sequence[Mapping[str, float]]) -> _Values:
    """How alike each article is to the others on average, less where there are few."""
    total: dict[str, float] = defaultdict(float)
    for terms in vectors:
        for term, weight in terms.items():
            total[term] += weight
    others = [sum(w * (total[t] - w) for t, w in terms.items()) for terms in vectors]
    return np.array(others) / (len(vectors) - 1 + _FEW)


def _compared(raw: _Values, usual: _Values, days: _Values) -> _Values:
    """How alike the last article is to each before it, 0 to 1: ``raw`` has n, the others n + 1 values."""
    common = (usual[:-1] + usual[-1]) / 2
    alike: _Values = (raw - common) / (1 - common)
    gap = np.abs(days[:-1] - days[-1])
    near = (_AFTER + (1 - _AFTER) * np.exp(-gap / _BURST)) / (1 + (gap / _GONE) ** 4)
    alike *= np.where(np.isnan(near), 1.0, near)  # where a day is not known, it says nothing
    alike[alike < _LEAST] = 0.0
    return alike


class _Index:
    """Which articles have which term with which weight."""

    def __init__(self) -> None:
        self._holders: dict[str, array[int]] = defaultdict(lambda: array("q"))
        self._weights: dict[str, array[float]] = defaultdict(lambda: array("d"))
        self._size = 0

    def add(self, terms: Mapping[str, float]) -> _Values:
        """The cosine of a new article with each before it."""
        found = np.zeros(self._size)
        for term, weight in terms.items():
            holders, weights = self._holders[term], self._weights[term]
            if holders:
                found[np.frombuffer(holders, dtype=np.int64)] += weight * np.frombuffer(weights)
            holders.append(self._size)
            weights.append(weight)
        self._size += 1
        return found


def average_link(size: int, alike: Iterable[tuple[int, int, float]], least: float) -> list[int]:
    """For each place from 0 the first place of its group.

    The two groups most alike on average over all their pairs are joined, until none reach ``least``; of equal ones
    those with the first places.

    Args:
        size: how many places there are.
        alike: two places and how alike they are, each pair once; one that is not told counts as 0.
        least: above 0.
    """
    linked: list[dict[int, float]] = [{} for _ in range(size)]  # what the pairs of two groups add up to, from both ends
    for a, b, score in alike:
        linked[a][b] = linked[b][a] = score
    members = [1] * size
    leader = list(range(size))
    heap = [entry for place in range(size) for entry in _worth(place, linked, members, least)]
    heapq.heapify(heap)
    while heap:
        score, a, b = heapq.heappop(heap)
        if b not in linked[a] or -linked[a][b] / (members[a] * members[b]) != score:
            continue  # one of them has been joined to another since
        leader[b] = a
        members[a] += members[b]
        for c, total in linked[b].items():
            del linked[c][b]
            if c != a:
                linked[a][c] = linked[c][a] = linked[a].get(c, 0.0) + total
        linked[b] = {}
        for entry in _worth(a, linked, members, least):
            heapq.heappush(heap, entry)
    for place in range(size):
        leader[place] = leader[leader[place]]  # who leads stands before those that it leads
    return leader


def _worth(
    place: int, linked: Sequence[Mapping[int, float]], members: Sequence[int], least: float
) -> Iterator[tuple[float, int, int]]:
    for other, total in linked[place].items():
        score = total / (members[place] * members[other])
        if score >= least:
            yield -score, min(place, other), max(place, other)
