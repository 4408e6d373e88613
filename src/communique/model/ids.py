"""Ids made from what makes a thing that thing, so that the same input gives the same ids anywhere."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterable

from communique.model.values import Span

_LENGTH = 12  # hex digits: 48 bits, a collision in a million things has a chance of 0.2 %; the store refuses one


def digest(prefix: str, *parts: str) -> str:
    """``prefix-`` and 12 hex digits of BLAKE2b over the parts; parts are length-framed, so no two lists collide by
    joining.
    """
    state = hashlib.blake2b(digest_size=_LENGTH // 2)
    for part in parts:
        raw = part.encode("utf-8", "surrogatepass")
        state.update(f"{len(raw)}:".encode())
        state.update(raw)
    return f"{prefix}-{state.hexdigest()}"


def document_id(content: bytes) -> str:
    """The id of a document: of its raw bytes as they were read, not of what cleaning made of them."""
    return f"d-{hashlib.blake2b(content, digest_size=_LENGTH // 2).hexdigest()}"


def _framed(spans: Iterable[Span]) -> str:
    return ",".join(f"{s.start}:{s.end}" for s in spans)


def claim_id(document: str, event: str, predicate: Span, sources: Iterable[Span], targets: Iterable[Span]) -> str:
    """The id of a claim: its document, what it codes, and where predicate and both sides stand."""
    return digest("c", document, event, _framed([predicate]), _framed(sources), _framed(targets))


def statement_id(document: str, source: Iterable[Span], cue: Iterable[Span], content: Iterable[Span]) -> str:
    """The id of a statement: its document and where source, cue and content stand."""
    return digest("s", document, _framed(source), _framed(cue), _framed(content))


def event_id(earliest_claim: str) -> str:
    """The id of an event, from its earliest claim."""
    return digest("e", earliest_claim)


def contradiction_id(subject: str, field: str, values: Iterable[str]) -> str:
    """The id of a contradiction: its subject, field and the values on its sides."""
    return digest("x", subject, field, *values)


def judgement_id(verdict: str, subjects: Iterable[str], *more: str) -> str:
    """The id of a judgement: what was decided of what, then field, value, note, by whom and when."""
    return digest("j", verdict, *more, *subjects)


def slug(name: str) -> str:
    """``name`` in lower-case ASCII words joined by hyphens: "Sergey Lavrov" gives "sergey-lavrov"."""
    folded = unicodedata.normalize("NFKD", name.replace("Đ", "D").replace("đ", "d"))
    plain = "".join(c for c in folded if not unicodedata.combining(c)).lower()
    return "-".join(re.findall(r"[^\W_]+", plain))
