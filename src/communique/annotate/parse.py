"""First stage: parse each part of the document that is read, one paragraph a time, so that no sentence crosses a
break.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from communique.annotate.stage import Draft, Paragraph
from communique.annotate.tables import rows
from communique.annotate.truecase import truecase
from communique.model.records import READ_PARTS, PartKind

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

# The parser's memory grows with length; a paragraph longer than this is cut at a sentence-like break.
MAX_PARAGRAPH = 20_000
# Half of a surrogate pair is no character; the parser refuses it, and one for one keeps the offsets.
_UNREADABLE = re.compile("[\ud800-\udfff]")


@cache
def _lemmas() -> dict[str, str]:
    return {row["form"]: row["lemma"] for _, row in rows("lemmas.csv", ["form", "lemma"], ["form", "lemma"])}


def _mend(doc: Doc) -> Doc:
    for token in doc:
        if token.pos_ == "VERB" and token.lower_ in _lemmas():
            token.lemma_ = _lemmas()[token.lower_]
    return doc


class Parse:
    """Tokens, tags, dependencies and named entities of every read paragraph."""

    name = "parse"
    needs = frozenset[str]()
    gives = frozenset({"paragraphs"})

    def __init__(self, nlp: Language) -> None:
        self._nlp = nlp

    def __call__(self, draft: Draft) -> None:
        """Fill ``draft.paragraphs``."""
        pieces = []
        body = "\n".join(p.span.of(draft.document.text) for p in draft.document.parts if p.kind is PartKind.BODY)
        for part in draft.document.parts:
            if part.kind not in READ_PARTS:
                continue
            start, end = part.span
            while start < end:
                stop = min(end, start + MAX_PARAGRAPH)
                if stop < end:
                    stop = max(draft.document.text.rfind(". ", start, stop) + 1, start + MAX_PARAGRAPH // 2)
                text = draft.document.text[start:stop]
                pieces.append((part, start, truecase(text, body) if part.kind is PartKind.TITLE else text))
                start = stop
        plain = [_UNREADABLE.sub("\ufffd", text.replace("\n", " ")) for _, _, text in pieces]
        docs = [_mend(doc) for doc in self._nlp.pipe(plain)]
        draft.paragraphs = [
            Paragraph(index, part, start, doc)
            for index, ((part, start, _), doc) in enumerate(zip(pieces, docs, strict=True))
        ]
