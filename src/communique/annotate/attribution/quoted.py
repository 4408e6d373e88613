"""A paragraph's quotations as tokens, and how cues stand to them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from communique.annotate.quotations import Quotation

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

DASHES = frozenset({"—", "–", "―", "--", "-"})
LONG_QUOTE = 25  # characters: shorter quoted words without a cue are scare quotes or titles


class Quoted:
    """The quotations of one paragraph.

    Args:
        doc: the paragraph's parse.
        offset: of the paragraph in the document.
        quotations: those of the paragraph, in order.
        opens_next: the next paragraph begins with a quotation, which a cue at the end of this one may announce.
    """

    def __init__(self, doc: Doc, offset: int, quotations: Sequence[Quotation], *, opens_next: bool) -> None:
        self.doc = doc
        self.opens_next = opens_next
        words = [(t.i, t.idx + offset) for t in doc if not t.is_space] if quotations else []
        self._all = [(q, frozenset(i for i, at in words if q.inner.start <= at < q.inner.end)) for q in quotations]

        self._held = frozenset(i for _, inside in self._all for i in inside)

    def __iter__(self) -> Iterator[tuple[Quotation, frozenset[int]]]:
        """Each quotation with the tokens between its marks; none is empty."""
        return (pair for pair in self._all if pair[1])

    def holds(self, i: int) -> bool:
        """True for a token between quotation marks."""
        return i in self._held

    def around(self, i: int) -> frozenset[int]:
        """The longer quotation that the token stands in; empty where there is none."""
        long = (inside for quote, inside in self._all if quote.length > LONG_QUOTE)
        return next((inside for inside in long if i in inside), frozenset())

    def in_sentence(self, cue: int, inside: frozenset[int]) -> bool:
        """True where the cue's sentence holds some of the quotation."""
        sent = self.doc[cue].sent
        return min(inside) < sent.end and max(inside) >= sent.start

    def in_reach(self, cue: int, inside: frozenset[int]) -> bool:
        """True where the cue's sentence holds some of the quotation, ends in a colon before it, or begins after it."""
        if self.in_sentence(cue, inside):
            return True
        sent, first, last = self.doc[cue].sent, min(inside), max(inside)
        if last < sent.start:
            return sent.start - last <= 3 and cue - sent.start <= 8
        return first - sent.end <= 2 and any(self.doc[i].text == ":" for i in range(max(0, sent.end - 2), first))

    def near(self, token: Token) -> bool:
        """True where quoted words that the cue stands outside of are in reach of it."""
        return any(token.i not in inside and self.in_reach(token.i, inside) for _, inside in self) or (
            self.ends_open(token.i) and self.doc[-1].text in {":", ","}
        )

    def ends_open(self, cue: int) -> bool:
        """True for a cue in the last sentence before a paragraph that begins with a quotation."""
        return self.opens_next and self.doc[cue].sent.end >= len(self.doc) - 1

    def announces(self, token: Token) -> bool:
        """True for a cue before the colon that ends a paragraph, where a quotation begins the next one."""
        return self.ends_open(token.i) and len(self.doc) - token.i <= 4 and self.doc[-1].text == ":"

    def alone(self, inside: frozenset[int]) -> bool:
        """True where the quotation fills its sentence."""
        return not any(t.is_alpha for t in self.doc[min(inside)].sent if t.i not in inside)

    def after(self, token: Token) -> frozenset[int]:
        """A quotation that begins right after the cue and ends as a sentence does: all that is said, whatever the
        parse.
        """
        for _, inside in self:
            first, last = min(inside), max(inside)
            if token.i in inside or not token.i < first <= token.i + 4:
                continue
            between = self.doc[token.i + 1 : first]
            ends = any(t.text[-1] in ".!?" for t in self.doc[last : last + 3])
            split = any(token.sent.start <= max(other) < token.i for _, other in self)  # '"A," he said, "B"'
            stopped = any(t.text in {".", "!", "?"} for t in between)
            if ends and not split and not stopped and all(t.is_punct or t.is_space for t in between):
                return inside
        return frozenset()
