"""How a sentence and a pair of actors become the numbers that the encoder reads.

The sentence is cut into word pieces once; each pair of actors, and the predicate where it is known, is marked by
pieces that stand for nothing else (Baldini Soares et al. 2019, "Matching the Blanks"). Training and running share
this file, so that both see the same numbers.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from communique.errors import ModelMissing

if TYPE_CHECKING:
    from tokenizers import Tokenizer

LONGEST = 144  # pieces, marks included: 99.9 % of the corpus fit
MARKS = ("[unused0]", "[unused1]", "[unused2]", "[unused3]", "[unused4]", "[unused5]")

_HALVES = re.compile("[\ud800-\udfff]")  # halves of surrogate pairs: no characters, and no tokenizer takes them

Chars = tuple[int, int]  # first and one past the last character


@dataclass(frozen=True, slots=True)
class Pieces:
    """A sentence in word pieces, without marks; ``chars`` are each piece's offsets in the sentence."""

    ids: tuple[int, ...]
    chars: tuple[Chars, ...]

    def covering(self, span: Chars) -> tuple[int, int]:
        """The first piece of a stretch of characters and one past its last; an empty range where there is none."""
        inside = [i for i, (start, end) in enumerate(self.chars) if start < span[1] and span[0] < end]
        return (inside[0], inside[-1] + 1) if inside else (0, 0)


@dataclass(frozen=True, slots=True)
class Marked:
    """What the encoder reads.

    ``ids``: piece numbers with the marks and both ends. ``source``, ``target``: where the opening marks stand in it
    (0, the first piece, without a pair). ``pieces``: for each place in ``ids`` the sentence's piece, -1 for a mark.
    """

    ids: tuple[int, ...]
    source: int
    target: int
    pieces: tuple[int, ...]


def overlap(*spans: Chars) -> bool:
    """True when two of the stretches share a character: then they cannot both be marked."""
    order = sorted(spans)
    return any(a[1] > b[0] for a, b in itertools.pairwise(order))


class Marking:
    """Cuts sentences and sets marks, by the tokenizer in ``file`` (a ``tokenizer.json``)."""

    def __init__(self, file: Path) -> None:
        self._file = file

    @cached_property
    def _tokenizer(self) -> Tokenizer:
        from tokenizers import Tokenizer

        made = Tokenizer.from_file(str(self._file))
        made.no_truncation()
        made.no_padding()
        return made

    @cached_property
    def ends(self) -> tuple[int, int]:
        """The numbers of the first and the last piece of every input."""
        ids = self._tokenizer.encode("a").ids
        return ids[0], ids[-1]

    @cached_property
    def marks(self) -> tuple[int, ...]:
        """The numbers of the marks: source, target, predicate, each opening and closing."""
        known = [self._tokenizer.token_to_id(mark) for mark in MARKS]
        if None in known:
            raise ModelMissing(f"{self._file} is no tokenizer of the coder's network", "install communique again")
        return tuple(int(k) for k in known if k is not None)

    @cached_property
    def padding(self) -> int:
        """The number of the piece that fills up a batch."""
        known = [self._tokenizer.token_to_id(name) for name in ("[PAD]", "<pad>")]
        return next(int(k) for k in known if k is not None)

    def pieces(self, sentences: Sequence[str]) -> list[Pieces]:
        """Each sentence in word pieces."""
        readable = [_HALVES.sub("\ufffd", s) for s in sentences]
        found = self._tokenizer.encode_batch(readable, add_special_tokens=False)
        return [Pieces(tuple(e.ids), tuple(e.offsets)) for e in found]

    def mark(
        self, pieces: Pieces, *, source: Chars | None = None, target: Chars | None = None, trigger: Chars | None = None
    ) -> Marked:
        """Set the marks. A sentence that is too long is cut around them."""
        spans = [(2 * k, pieces.covering(s)) for k, s in enumerate((source, target, trigger)) if s is not None]
        opens: dict[int, list[int]] = {}
        closes: dict[int, list[int]] = {}
        for mark, (first, last) in spans:
            opens.setdefault(first, []).append(mark)
            closes.setdefault(last, []).append(mark + 1)
        ids, back, place = [self.ends[0]], [-1], {0: 0, 2: 0}
        for first, last in _windows(len(pieces.ids), [s for _, s in spans], LONGEST - 2 - 2 * len(spans)):
            for i in range(first, last + 1):
                for mark in (*closes.pop(i, ()), *opens.pop(i, ())):
                    place[mark] = len(ids)
                    ids.append(self.marks[mark])
                    back.append(-1)
                if i < last:
                    ids.append(pieces.ids[i])
                    back.append(i)
        return Marked((*ids, self.ends[1]), place[0], place[2], (*back, -1))


def _windows(length: int, spans: Sequence[tuple[int, int]], room: int) -> list[tuple[int, int]]:
    """Which pieces are kept: all that is marked, as near the middle as can be. Where the marks are too far apart for
    one window there are two, around the first and around the last, without what lies between.
    """
    if length <= room:
        return [(0, length)]
    low = min((s for s, _ in spans), default=0)
    high = max((e for _, e in spans), default=0)
    if high - low > room:
        half, last = room // 2, max(spans)
        start = max(0, low - half // 4)
        second = min(max(start + half, last[0] - half // 4), length - half)
        return [(start, start + half), (second, second + half)]
    first = max(0, min((low + high - room) // 2, length - room, low))
    return [(first, min(length, first + room))]
