"""The lines of a text while it is cleaned, with what has been found out about each so far."""

from __future__ import annotations

from dataclasses import dataclass, field

from communique.documents.furniture import first_fit
from communique.documents.lines import Line, ends_sentence, is_prose, split_lines
from communique.model.records import PartKind

_RULED = 1500  # characters; longer lines are no furniture, and would make some patterns slow


@dataclass(slots=True)
class Sheet:
    """The lines of a text; for each a kind with its reason, or None while it is open; and which line is the title."""

    lines: list[Line]
    marks: list[tuple[PartKind, str] | None] = field(default_factory=list)
    title: int | None = None

    @classmethod
    def of(cls, text: str) -> Sheet:
        """A sheet of the text's lines, all open."""
        lines = split_lines(text)
        return cls(lines, [None] * len(lines))

    def mark(self, at: int, kind: PartKind, why: str) -> None:
        """Give the line at ``at`` a kind, unless it has one."""
        if self.marks[at] is None:
            self.marks[at] = (kind, why)

    def open(self, at: int) -> bool:
        """True while nothing is known about the line."""
        return self.marks[at] is None

    def is_kind(self, at: int, *kinds: PartKind) -> bool:
        """True when the line has been marked as one of ``kinds``."""
        mark = self.marks[at]
        return mark is not None and mark[0] in kinds

    def prose(self) -> list[int]:
        """The places of lines that are still open and prose."""
        return [i for i, line in enumerate(self.lines) if self.open(i) and is_prose(line)]

    def split(self, at: int, lines: tuple[Line, Line]) -> None:
        """Put two lines in the place of the one at ``at``; both are open."""
        self.lines[at : at + 1] = lines
        self.marks[at : at + 1] = [None, None]

    def apply(self, at: int, *zones: str) -> bool:
        """Mark the line by the first rule of furniture for ``zones`` that fits it; False when none does."""
        line = self.lines[at]
        words = " ".join(line.text.split())
        if len(words) > _RULED:
            return False
        rule = first_fit(words, zones, words=line.words, sentence=ends_sentence(words))
        if rule is not None:
            self.mark(at, rule.kind, rule.why)
        return rule is not None
