"""Quotation marks: which stretches of the text stand between them, over paragraphs too."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from communique.model.values import Span

_PAIRS = {"“": "”", "«": "»", "„": "“", "‘": "’", '"': '"', "''": "''", "``": "''", "'": "'"}
_OPENERS = re.compile(r"[“«„\"]|''|``|(?<![\w.,!?])[‘'](?=\w)")
_MIXED = re.compile(r"(?<=[\w.,!?…])(?:”|“(?=\s)|\"|'')(?!\w)")
_MIXABLE = frozenset({"“", "„", '"', "''"})
_WORD = re.compile(r"\w")


@dataclass(frozen=True, slots=True)
class Quotation:
    """A quoted stretch: ``span`` with its marks, ``inner`` without; ``paragraph`` is where it stands.

    A quotation that runs over paragraphs gives one for each.
    """

    span: Span
    inner: Span
    paragraph: int

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
        position = 0
        if open_mark:
            closing = _closing(text, 0, open_mark)
            first = _OPENERS.search(text)
            # where each paragraph opens again, it is read as an ordinary quotation
            again = first is not None and first[0] == open_mark and first.start() == text.find(text.strip()[:1])
            if not again and closing is not None and (first is None or closing[0] <= first.start()):
                if _WORD.search(text[: closing[0]]):
                    found.append(_quotation(index, offset, (0, closing[1]), (0, closing[0])))
                position = closing[1]
        open_mark = ""
        while (match := _OPENERS.search(text, position)) is not None:
            start, inner = match.span()
            end = _closing(text, inner, match[0])
            if end is None:
                if match[0] in "‘'" or not _WORD.search(text[inner:]):
                    position = inner
                    continue
                found.append(_quotation(index, offset, (start, len(text)), (inner, len(text))))
                open_mark = match[0]
                break
            if _WORD.search(text[inner : end[0]]):
                found.append(_quotation(index, offset, (start, end[1]), (inner, end[0])))
            position = end[1]
    return found


def _quotation(index: int, offset: int, outer: tuple[int, int], inner: tuple[int, int]) -> Quotation:
    return Quotation(
        Span(outer[0] + offset, outer[1] + offset),
        Span(inner[0] + offset, inner[1] + offset),
        index,
    )


def _closing(text: str, start: int, opening: str) -> tuple[int, int] | None:
    """Where the mark stands that closes the quotation opened before ``start``: its own kind, or where the writer mixed
    them up a kind that ends words.
    """
    closing = _PAIRS[opening]
    own = _own_closing(text, start, closing)
    others = _MIXED.finditer(text, start) if opening in _MIXABLE else iter(())
    other = next((m for m in others if m[0] != closing and not (opening == "„" and m[0] == "“")), None)
    if other is not None and (own is None or _opened(text, start, own, opening, other.start())):
        return other.span()
    return None if own is None else (own, own + len(closing))


def _opened(text: str, start: int, own: int, opening: str, other: int) -> bool:
    """True where the other mark closes the quotation before its own kind, which belongs to the next one."""
    if other >= own:
        return False
    if opening in {'"', "''"}:
        return text[other] == "”" and "“" not in text[start:other]
    again = text.find(opening, other, own) >= 0 or text.find(text[other], other + 1, own) >= 0
    return again and text.find(opening, start, other) < 0


def _own_closing(text: str, start: int, closing: str) -> int | None:
    """An apostrophe inside a word closes nothing."""
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
