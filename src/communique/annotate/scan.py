"""What every mention rule sees of a paragraph: table hits and names by token, and how a reference is made."""

from __future__ import annotations

from typing import TYPE_CHECKING

from communique.annotate.entities import Reference, RefKind
from communique.annotate.gazetteer import Hit, HitKind
from communique.annotate.names import name_spans
from communique.annotate.stage import Paragraph
from communique.knowledge.states import StateName

if TYPE_CHECKING:
    from spacy.tokens import Doc

POSSESSIVES = frozenset({"'s", "’s", "'", "’"})


# Which state a shared name usually means ("Dominican", "Congolese", "Korean").
USUAL = frozenset({"DOM", "COD", "KOR"})


class Scan:
    """One paragraph under the mention rules. ``at`` holds table hits, ``names`` the ends of persons' names, both
    by first token.
    """

    def __init__(self, paragraph: Paragraph, hits: list[Hit], known: frozenset[str]) -> None:
        self.paragraph = paragraph
        self.doc: Doc = paragraph.doc
        self.names = name_spans(self.doc, hits, known)
        # a table's name inside a longer person's name is no state: "Michael Jordan", "Paris Hilton"
        covered = {i for start, end in self.names.items() for i in range(start, end)}
        self.at = {
            h.start: h for h in hits if h.kind is not HitKind.PERSON and not covered.intersection(range(h.start, h.end))
        }

    def make(
        self,
        kind: RefKind,
        start: int,
        end: int,
        *,
        name: str = "",
        country: str | None = None,
        sector: str | None = None,
    ) -> Reference:
        """A reference that stands on tokens ``[start, end)``."""
        tokens = self.doc[start:end]
        return Reference(
            kind=kind,
            span=self.paragraph.span(tokens.start_char, tokens.end_char),
            text=tokens.text,
            tokens=(self.paragraph.index, start, end),
            head=tokens.root.i,
            dep=tokens.root.dep_,
            name=name or tokens.text,
            country=country,
            sector=sector,
        )

    def state_at(self, i: int) -> tuple[str, str, int] | None:
        """Code, form and end of a state's name at token ``i``."""
        hit = self.at.get(i)
        if hit is None or hit.kind is not HitKind.STATE or not isinstance(hit.payload, tuple):
            return None
        names: tuple[StateName, ...] = hit.payload
        first = next((n for n in names if n.code in USUAL), names[0])
        return first.code, first.form, hit.end

    def lower(self, i: int) -> str:
        """The token's word in lower case; empty past the end."""
        return self.doc[i].lower_ if i < len(self.doc) else ""
