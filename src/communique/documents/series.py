"""Whether two texts are pieces of one series: the same sentences, filled with other figures, days or names.

Yesterday's and today's bulletin of an exchange, or two cables of congratulation, have nine words in ten in common, as
an edited copy has. What tells them apart is where they differ: an editor changes any word, a form only its blanks. The
two texts are aligned by their longest common subsequence (Hyyrö, "Bit-parallel LCS-length computation revisited", 2004,
as rapidfuzz has it), and the small gaps with a figure, or a name, on both sides are counted against the figures and
names that stayed.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from rapidfuzz.distance import Indel, LCSseq

from communique.documents.wording import WORD, Vocabulary

_GAP = 8  # words; a longer stretch was rewritten, not filled in
_LIKE = 0.8  # two spellings of one name share so much of their letters
_FIGURES = 2  # so many blanks with figures make a series, when they are more than the figures that stayed
_NAMES = 3  # likewise names ...
_NAMES_SHARE = 0.25  # ... when they are so many of all names; a form has its own names, which stay
_BLANKS = 0.25  # share of the small gaps
_LARGEST = 10**8  # words times words; longer pairs are no forms, and their alignment would need much memory
_NUMBERS = frozenset(
    "two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety first second third fourth fifth "
    "sixth seventh eighth ninth tenth monday tuesday wednesday thursday friday saturday sunday january february "
    "march april june july august september october november december".split()
)


@dataclass(frozen=True, slots=True)
class Marked:
    """The n words of a text: numbers, spellings, and the places of figures, and of names inside a sentence."""

    ids: list[int]
    spelt: list[str]
    figures: frozenset[int]
    names: frozenset[int]


def marked(text: str, vocabulary: Vocabulary) -> Marked:
    """A text with its figures (also numbers in words, days of the week and months) and its capitalised words marked."""
    spelt: list[str] = []
    figures: list[int] = []
    names: list[int] = []
    at = 0
    for place, found in enumerate(WORD.finditer(text)):
        word = found.group()
        spelt.append(word)
        if word[0].isdigit() or word.casefold() in _NUMBERS:
            figures.append(place)
        elif word[0].isupper() and text[at : found.start()].strip(" \t\n-–—,()’'") == "" and place:
            names.append(place)
        at = found.end()
    return Marked([vocabulary[word] for word in spelt], spelt, frozenset(figures), frozenset(names))


def in_series(one: Marked, other: Marked) -> bool:
    """Whether two texts that share most of their words differ in what a form leaves blank.

    Figures: at least two are filled in otherwise, and more than stay. Names: at least three, and a quarter of them all.
    Of the places where the texts differ, a quarter have to be such blanks: editors also change other words.
    """
    if len(one.ids) * len(other.ids) > _LARGEST:
        return False
    figures = names = kept_figures = kept_names = gaps = blanks = 0
    for kind, a, b in _aligned(one.ids, other.ids):
        if kind == "equal":
            kept_figures += sum(i in one.figures for i in a)
            kept_names += sum(i in one.names and j in other.names for i, j in zip(a, b, strict=True))
        elif len(a) <= _GAP and len(b) <= _GAP:
            counted = min(sum(i in one.figures for i in a), sum(j in other.figures for j in b))
            ours, theirs = [one.spelt[i] for i in a if i in one.names], [other.spelt[j] for j in b if j in other.names]
            named = _renamed(ours, theirs)
            figures, names, gaps, blanks = figures + counted, names + named, gaps + 1, blanks + bool(counted or named)
    if blanks < _BLANKS * gaps:
        return False
    by_figures = figures >= _FIGURES and figures > kept_figures
    return by_figures or (names >= _NAMES and names >= _NAMES_SHARE * (names + kept_names))


def _aligned(one: list[int], other: list[int]) -> Iterator[tuple[str, range, range]]:
    """Stretches that are equal, and the gaps after them.

    What stands before all of them is no gap: there papers put their datelines.
    """
    left: tuple[int, int] | None = None
    for step in LCSseq.opcodes(one, other):
        if step.tag != "equal":
            continue
        if left is not None:
            yield "gap", range(left[0], step.src_start), range(left[1], step.dest_start)
        yield "equal", range(step.src_start, step.src_end), range(step.dest_start, step.dest_end)
        left = step.src_end, step.dest_end
    if left is not None and (left[0] < len(one) or left[1] < len(other)):
        yield "gap", range(left[0], len(one)), range(left[1], len(other))


def _renamed(ours: list[str], theirs: list[str]) -> int:
    """How many names of a gap are others, and not the same in another spelling."""
    if not ours or not theirs:
        return 0
    like = Indel.normalized_similarity("".join(ours).casefold(), "".join(theirs).casefold())
    return 0 if like >= _LIKE else min(len(ours), len(theirs))
