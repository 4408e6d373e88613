"""Statements: who is reported to have said what, to whom, in which words, and through whose mouth it came.

Method: attributions (source, cue, content; Pareti 2015) found by a lexicon of cues over dependency trees and quotation
marks, with the speakers that coreference knows.
"""

from __future__ import annotations

from communique.annotate.attribution.chains import Found, finish
from communique.annotate.attribution.floor import Floor
from communique.annotate.attribution.reader import StatementReader
from communique.annotate.attribution.told import opening_next
from communique.annotate.quotations import quotations
from communique.annotate.stage import Draft


class Quotes:
    """The stage: fills ``draft.statements``."""

    name = "quotes"
    needs = frozenset({"paragraphs", "references", "entities"})
    gives = frozenset({"statements"})

    def __call__(self, draft: Draft) -> None:
        """Read every paragraph; then nest and chain what was found."""
        quoted = quotations([(p.offset, p.doc.text) for p in draft.paragraphs])
        floor = Floor()
        found: list[Found] = []
        for paragraph, opens in opening_next(draft.paragraphs):
            mine = [q for q in quoted if q.paragraph == paragraph.index]
            found.extend(StatementReader(draft, paragraph, mine, floor, opens_next=opens).read())
        draft.statements = finish(draft, found)
