"""The working sheet of one reading and the port that every stage implements (the idea is spaCy's: stages declare
needs).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

from communique.model.records import Claim, Document, Office, Part, Statement
from communique.model.values import PartialDate, Span

if TYPE_CHECKING:
    from spacy.tokens import Doc
    from spacy.tokens import Span as Tokens

    from communique.annotate.entities import Reference
    from communique.annotate.periods import TimeMention
    from communique.annotate.places import PlaceMention


@dataclass(slots=True)
class Paragraph:
    """One part of the document that is read, with its parse. ``offset`` moves the parse's offsets into the
    document's text.
    """

    index: int
    part: Part
    offset: int
    doc: Doc
    _sentences: list[Tokens] | None = None

    def span(self, start: int, end: int) -> Span:
        """Document offsets of the paragraph's characters ``[start, end)``."""
        return Span(start + self.offset, end + self.offset)

    def sentences(self) -> list[Tokens]:
        """The sentences of the parse, in order."""
        if self._sentences is None:
            self._sentences = list(self.doc.sents)
        return self._sentences


@dataclass(slots=True)
class Draft:
    """What the stages fill in, for one document. Lives only while it is read.

    ``pair`` names the two states that the text is about, by code; empty when there are none. ``namesakes`` holds the
    tokens ``(paragraph, token)`` that look like a state's or a city's name and mean neither.
    """

    document: Document
    paragraphs: list[Paragraph] = field(default_factory=list)
    references: list[Reference] = field(default_factory=list)
    namesakes: frozenset[tuple[int, int]] = frozenset()
    offices: list[Office] = field(default_factory=list)
    times: list[TimeMention] = field(default_factory=list)
    places: list[PlaceMention] = field(default_factory=list)
    statements: list[Statement] = field(default_factory=list)
    claims: list[Claim] = field(default_factory=list)
    anchor: PartialDate | None = None
    pair: tuple[str, ...] = ()


class Stage(Protocol):
    """One step of a reading. ``needs`` and ``gives`` name what it reads and fills in; the pipeline checks the order."""

    name: str
    needs: frozenset[str]
    gives: frozenset[str]

    def __call__(self, draft: Draft) -> None:
        """Fill in what the stage gives."""
        ...


def check_order(stages: Sequence[Stage], given: Iterable[str] = ()) -> None:
    """Make sure that each stage finds what it needs.

    Raises:
        ValueError: naming the stage and what nobody before it gives.
    """
    have = set(given)
    for stage in stages:
        missing = stage.needs - have
        if missing:
            raise ValueError(f"stage {stage.name} needs {', '.join(sorted(missing))}, which no stage before it gives")
        have |= stage.gives
