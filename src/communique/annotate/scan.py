"""What every mention rule sees of a paragraph: table hits and names by token, and how a reference is made."""

from __future__ import annotations

from typing import TYPE_CHECKING

from communique.annotate.entities import Reference, RefKind
from communique.annotate.gazetteer import Hit, HitKind
from communique.annotate.names import KnownNames, name_spans
from communique.annotate.stage import Paragraph
from communique.knowledge.organisations import Organisation
from communique.knowledge.parts import StatePart, part_names
from communique.knowledge.states import StateName
from communique.model.records import Source

if TYPE_CHECKING:
    from spacy.tokens import Doc

POSSESSIVES = frozenset({"'s", "’s", "'", "’"})


# Which state a shared name usually means ("Dominican", "Congolese", "Korean").
USUAL = frozenset({"DOM", "COD", "KOR"})


class Scan:
    """One paragraph under the mention rules. ``at`` holds table hits, ``names`` the ends of persons' names, both
    by first token.
    """

    def __init__(self, paragraph: Paragraph, hits: list[Hit], known: KnownNames) -> None:
        self.paragraph = paragraph
        self.doc: Doc = paragraph.doc
        self._lower = [token.lower_ for token in self.doc]  # asked for some twenty times a token
        hits = [h for h in hits if h.kind is not HitKind.PART or not _in_longer_name(self.doc, h, hits)]
        hits = [h for h in hits if not (isinstance(h.payload, Source) and _hyphenated(self.doc, h))]
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

    def part_at(self, i: int) -> tuple[StatePart, int] | None:
        """A state's part named at token ``i``, and where its name ends; de facto authorities are parts too."""
        hit = self.at.get(i)
        if hit is None:
            return None
        if isinstance(hit.payload, StatePart):
            return hit.payload, hit.end
        part = part_names().get(self.doc[i : hit.end].text) if isinstance(hit.payload, Organisation) else None
        return (part, hit.end) if part is not None else None

    def lower(self, i: int) -> str:
        """The token's word in lower case; empty past the end."""
        return self._lower[i] if i < len(self._lower) else ""


def _hyphenated(doc: Doc, hit: Hit) -> bool:
    """ "Kan-Dapaah", "al-Watan-Press": part of a longer word."""
    joined = hit.end + 1 < len(doc) and doc[hit.end].text == "-" and not doc[hit.end].whitespace_
    return joined and not doc[hit.end - 1].whitespace_ and doc[hit.end + 1].text[:1].isupper()


def _in_longer_name(doc: Doc, hit: Hit, hits: list[Hit]) -> bool:
    """ "Virginia Mayo" is a person, "University of California" a body of its own; "Texas Governor Bush" is neither."""
    around = next((e for e in doc.ents if e.start <= hit.start and hit.end <= e.end), None)
    if around is None or all(t.lower_ in POSSESSIVES | {"the"} or hit.start <= t.i < hit.end for t in around):
        return False
    before = [t for t in doc[around.start : hit.start] if t.lower_ != "the"]
    titled = any(hit.end <= h.start < around.end for h in hits if h.kind is HitKind.TITLE)
    return (around.label_ == "PERSON" and not titled) or (
        bool(before) and around.label_ in {"ORG", "FAC", "WORK_OF_ART"}
    )
