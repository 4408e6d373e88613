"""Full text over documents and statements. Whatever is typed is a search, never a syntax error."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from communique.model.records import Statement
from communique.model.values import Span
from communique.record import codec
from communique.record.store import Store

_MOST_WORDS = 32  # more would only slow the search down; SQLite's parser has its own limit far above
_OPEN, _CLOSE = "\ue000\ue0a1\ue000", "\ue000\ue0a2\ue000"  # around a match: private characters, rare in texts
_MARK = re.compile(f"{_OPEN}|{_CLOSE}")
_TERM = re.compile(r'"([^"]*)"?|([^\s"]+)')


@dataclass(frozen=True, slots=True)
class Hit:
    """One answer of a search.

    ``kind`` is ``document`` or ``statement``, ``id`` its id, ``document`` the document it stands in, ``spans`` the
    matched words in that document's text (none when only a title matched). ``score``: higher is better; BM25 with
    SQLite's constants (k1 1.2, b 0.75), rounded; those of documents and of statements are not of one measure.
    """

    kind: str
    id: str
    document: str
    spans: tuple[Span, ...]
    score: float


def query(words: str) -> str:
    """The FTS5 query for what a user typed: all words, a ``"phrase in quotes"`` as such, ``word*`` for its beginnings.

    Everything else is taken as it stands. Empty when there is no word in it.
    """
    # NUL would end the query for SQLite, and a lone surrogate cannot be sent to it.
    clean = words.replace("\x00", " ").encode("utf-8", "ignore").decode("utf-8")
    terms = []
    for phrase, word in _TERM.findall(clean):
        text = phrase or word
        if not any(c.isalnum() for c in text):
            continue  # punctuation has no token, and a phrase without one would match nothing
        terms.append(f'"{text.rstrip("*")}"' + ("*" if word.endswith("*") else ""))
    return " AND ".join(terms[:_MOST_WORDS])


def search(store: Store, words: str, *, limit: int = 20, kind: str | None = None) -> tuple[Hit, ...]:
    """The best ``limit`` documents and statements (or those of one kind) that have all the words; best first, then by
    kind and id.
    """
    wanted = query(words)
    if not wanted or limit < 1:
        return ()
    hits = [] if kind == "statement" else [*_documents(store, wanted, limit)]
    hits += [] if kind == "document" else _statements(store, wanted, limit)
    return tuple(sorted(hits, key=lambda h: (-h.score, h.kind, h.id))[:limit])


def _documents(store: Store, wanted: str, limit: int) -> Iterator[Hit]:
    sql = (
        "SELECT d.id, d.text, highlight(documents_words, 1, ?, ?), round(-bm25(documents_words), 6) AS score"
        " FROM documents_words JOIN documents d ON d.n = documents_words.rowid"
        " WHERE documents_words MATCH ? ORDER BY score DESC, d.id LIMIT ?"
    )
    for id, text, marked, score in store.rows(sql, (_OPEN, _CLOSE, wanted, limit)):
        yield Hit("document", id, id, _marks(text, marked), score)


def _statements(store: Store, wanted: str, limit: int) -> Iterator[Hit]:
    sql = (
        "SELECT s.id, s.document, s.words, s.json, highlight(statements_words, 0, ?, ?),"
        " round(-bm25(statements_words), 6) AS score"
        " FROM statements_words JOIN statements s ON s.n = statements_words.rowid"
        " WHERE statements_words MATCH ? ORDER BY score DESC, s.id LIMIT ?"
    )
    for id, document, words, json, marked, score in store.rows(sql, (_OPEN, _CLOSE, wanted, limit)):
        content = codec.load(Statement, json).content_spans
        spans = tuple(there for match in _marks(words, marked) for there in _back(match, content))
        yield Hit("statement", id, document, spans, score)


def words_of(text: str, content: Sequence[Span]) -> str:
    """The words of a statement's content, one line for each span: what `search` looks in and finds its way out of."""
    return "\n".join(span.of(text) for span in content)


def _marks(text: str, marked: str | None) -> tuple[Span, ...]:
    """Where the marks stand in ``text``; none when the text itself has them, so that offsets are never wrong."""
    if marked is None or _MARK.sub("", marked) != text:
        return ()
    spans, taken, start = [], 0, 0
    for mark in _MARK.finditer(marked):
        at = mark.start() - taken
        taken += len(mark.group())
        if mark.group() == _OPEN:
            start = at
        else:
            spans.append(Span(start, at))
    return tuple(spans)


def _back(match: Span, content: Sequence[Span]) -> Iterator[Span]:
    """The stretches of the document's text that a stretch of `words_of` stands for."""
    offset = 0
    for span in content:
        here = Span(offset, offset + span.end - span.start)
        if match.touches(here):
            both = Span(max(match.start, here.start), min(match.end, here.end))
            yield both.moved(span.start - offset)
        offset = here.end + 1
