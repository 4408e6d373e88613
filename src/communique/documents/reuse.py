"""Which passages of a document stand in an earlier one that it is no copy of.

Passages are found by shared runs of six words (after Broder, "On the resemblance and containment of documents", 1997;
the way from seeds to passages is that of the alignment of texts in plagiarism detection, Potthast and others, 2013) and
grow by whole sentences, so that a word changed here and there does not end one.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from communique.documents.series import in_series, marked
from communique.documents.wording import WORD, Mask, Vocabulary, covered, found_in, index_of, shingles, words_of
from communique.model.values import Span

LEAST = 40
"""Words of a passage."""

_SIZE = 6  # words of a shingle
_SEEDS = 8  # shared shingles from which two documents are looked at; a passage with two words changed has some 20
_OF_SENTENCE = 0.6  # share of a sentence's words in shared runs that make it a part of the passage
_OF_PASSAGE = 0.75  # the same of the whole passage; with every twentieth word changed some 0.85
_TOLD = 0.5  # share of a passage's words that must stand outside quotation marks
_OPENING = "“”\"‘'«„([$€£"
_CLOSING = ".!?…”\"’'»)]%"
_SENTENCE_END = re.compile(r"[.!?…][\"'”’»)\]]*(?=\s)|\n")


@dataclass(frozen=True, slots=True)
class Text:
    """A document as it is searched: its id, its order key (the earlier is the origin), its text and the parts read."""

    id: str
    key: str
    text: str
    read: tuple[Span, ...]


@dataclass(frozen=True, slots=True, order=True)
class Reuse:
    """``span`` of ``document``'s text stands word for word, or nearly so, in the document ``of``, which is earlier."""

    document: str
    span: Span
    of: str


@dataclass(frozen=True, slots=True, eq=False)
class _Places:
    """Where the n words of what is read of a text stand.

    ``starts`` and ``ends`` are offsets into the text, ``part`` says in which of the parts that are read a word stands,
    and ``units`` has the first word of each sentence, and n.
    """

    starts: list[int]
    ends: list[int]
    part: list[int]
    units: list[int]


def reused(texts: Sequence[Text], copies: Mapping[str, str]) -> tuple[Reuse, ...]:
    """The passages that documents share with earlier ones which they are no near copies of, by document and place.

    Args:
        texts: the documents; smaller order key (then id) is earlier.
        copies: document id -> id of the document that it nearly repeats, as `duplicates.near_copies` gives it.

    A passage is one sentence or several, of at least ``LEAST`` words, most of them in runs that the other document has
    too, and at least half of them outside quotation marks: what a speaker said two reporters may have heard. A form
    with other figures or names in its blanks is not reused. The origin is the earliest document that has the
    passage; a passage of which the origin is the document's own near copy is not told, nor is a second origin. A
    passage over several of the parts that are read comes as one span for each of them. The order of ``texts``
    does not matter.
    """
    entries = sorted(texts, key=lambda t: (t.key, t.id))
    vocabulary = Vocabulary()
    words = [words_of(_read(text), vocabulary) for text in entries]
    hashed = [shingles(w.ids, _SIZE) for w in words]
    different = [np.unique(h) for h in hashed]
    index = index_of(different)
    groups = [copies.get(text.id, text.id) for text in entries]
    found: list[Reuse] = []
    for i, text in enumerate(entries):
        starts, ranks = index.before(i)
        origins, seeds = np.unique(index.holders[starts[ranks > 0]], return_counts=True)
        places: _Places | None = None
        free = np.ones(len(words[i]), dtype=np.bool_)
        for j in origins[seeds >= _SEEDS].tolist():
            shared = covered(found_in(hashed[i], different[j]), _SIZE) & free
            if not _dense(shared):
                continue
            places = _places(text) if places is None else places
            for first, last in _passages(places.units, shared, ~words[i].quoted):
                passage = text.text[places.starts[first] : places.ends[last - 1]]
                if in_series(marked(passage, vocabulary), marked(_read(entries[j]), vocabulary)):
                    continue
                free[first:last] = False
                if groups[i] != groups[j]:
                    found += [Reuse(text.id, span, entries[j].id) for span in _spans(text, places, first, last)]
    return tuple(sorted(found))


def _read(text: Text) -> str:
    return "\n".join(span.of(text.text) for span in sorted(text.read))


def _places(text: Text) -> _Places:
    places = _Places([], [], [], [])
    firsts = {0}
    for k, span in enumerate(sorted(text.read)):
        before = len(places.starts)
        read = span.of(text.text)
        found = [word.span() for word in WORD.finditer(read)]
        places.starts.extend([span.start + start for start, _ in found])
        places.ends.extend([span.start + end for _, end in found])
        places.part.extend([k] * (len(places.starts) - before))
        ends = (span.start + m.end() for m in _SENTENCE_END.finditer(read))
        firsts |= {before, *(bisect_left(places.starts, end, before) for end in ends)}
    places.units.extend(sorted({*firsts, len(places.starts)}))
    return places


def _dense(shared: Mask) -> bool:
    """Whether some ``LEAST`` words on end are shared for one half: every passage has such a stretch."""
    upto = np.concatenate(([0], np.cumsum(shared)))
    return bool(len(shared) >= LEAST and np.max(upto[LEAST:] - upto[:-LEAST]) >= LEAST // 2)


def _passages(units: Sequence[int], shared: Mask, told: Mask) -> Iterator[tuple[int, int]]:
    """First word and end of each row of sentences that is a passage.

    Args:
        units: first word of each sentence, and the number of words.
        shared: which words stand in shared runs.
        told: which words stand outside quotation marks.
    """
    first: int | None = None
    for start, end in [*pairwise(units), (len(shared), len(shared))]:
        if end > start and np.count_nonzero(shared[start:end]) >= _OF_SENTENCE * (end - start):
            first = start if first is None else first
        elif first is not None:
            enough = start - first >= LEAST and shared[first:start].mean() >= _OF_PASSAGE
            if enough and (shared & told)[first:start].sum() >= _TOLD * (start - first):
                yield first, start
            first = None


def _spans(text: Text, places: _Places, first: int, last: int) -> Iterator[Span]:
    """The spans of a passage with the marks that belong to its words, one for each of the parts that it stands in."""
    cuts = [i for i in range(first + 1, last) if places.part[i] != places.part[i - 1]]
    read = sorted(text.read)
    for a, b in pairwise([first, *cuts, last]):
        part = read[places.part[a]]
        before = text.text[part.start : places.starts[a]]
        after = text.text[places.ends[b - 1] : part.end]
        opening = len(before) - len(before.rstrip(_OPENING))
        closing = len(after) - len(after.lstrip(_CLOSING))
        yield Span(places.starts[a] - opening, places.ends[b - 1] + closing)
