"""Quotation marks: which stretches of the text stand between them, over paragraphs too."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from communique.model.values import Span

_PAIRS = {"“": "”", "«": "»", "„": "“", "‘": "’", '"': '"', "'": "'"}
_OPENERS = re.compile(r"[“«„\"]|(?<![\w.,!?])[‘'](?=\w)")
_WORD = re.compile(r"\w")


@dataclass(frozen=True, slots=True)
class Quotation:
    """A quoted stretch: ``span`` with its marks, ``inner`` without; ``paragraph`` is where it stands.

    A quotation that runs over paragraphs gives one for each, all but the first with ``continued`` set.
    """

    span: Span
    inner: Span
    paragraph: int
    continued: bool = False

    @property
    def length(self) -> int:
        """Characters between the marks."""
        return self.inner.end - self.inner.start


def quotations(paragraphs: Sequence[tuple[int, str]]) -> list[Quotation]:
    """All outermost quotations, in order.

    Args:
        paragraphs: offset and text of each paragraph, in order.
    """
    found: list[Quotation] = []
    open_mark = ""
    for index, (offset, text) in enumerate(paragraphs):
        position, continued = 0, False
        if open_mark:
            closing = _closing(text, 0, open_mark)
            first = _OPENERS.search(text)
            if (
                first is not None
                and first.start() == text.find(text.strip()[:1])
                and first[0] in _PAIRS
                and first[0] == open_mark
            ):
                continued = True  # each paragraph opens again: read it as an ordinary quotation, marked as going on
            elif closing is not None and (first is None or closing <= first.start()):
                if _WORD.search(text[:closing]):
                    found.append(_quotation(index, offset, (0, closing + 1), (0, closing), continued=True))
                position = closing + 1
        open_mark = ""
        while (match := _OPENERS.search(text, position)) is not None:
            start = match.start()
            end = _closing(text, start + 1, match[0])
            if end is None:
                if match[0] in "‘'" or not _WORD.search(text[start + 1 :]):
                    position = start + 1
                    continue
                found.append(_quotation(index, offset, (start, len(text)), (start + 1, len(text)), continued=continued))
                open_mark = match[0]
                break
            if _WORD.search(text[start + 1 : end]):
                found.append(_quotation(index, offset, (start, end + 1), (start + 1, end), continued=continued))
            continued = False
            position = end + 1
    return found


def _quotation(
    index: int, offset: int, outer: tuple[int, int], inner: tuple[int, int], *, continued: bool
) -> Quotation:
    return Quotation(
        Span(outer[0] + offset, outer[1] + offset),
        Span(inner[0] + offset, inner[1] + offset),
        index,
        continued=continued,
    )


def _closing(text: str, start: int, opening: str) -> int | None:
    """Where the quotation that was opened before ``start`` closes. An apostrophe inside a word closes nothing."""
    closing = _PAIRS[opening]
    position = start
    while (at := text.find(closing, position)) >= 0:
        if closing in "’'" and at + 1 < len(text) and text[at + 1].isalnum() and at > 0 and text[at - 1].isalnum():
            position = at + 1
            continue
        if (
            closing in "’'"
            and text[at - 1 : at] == "s"
            and re.match(r"\s+\w+", text[at + 1 :])
            and closing in text[at + 1 :]
        ):
            position = at + 1  # "the states’ interests’": a plural's apostrophe before the real end
            continue
        return at
    return None
