from __future__ import annotations

import hashlib
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from communique.model.records import Statement
from communique.model.values import Span
from communique.record import derived, documents
from communique.record.search import query, search, words_of
from communique.record.store import Store
from communique.sources.base import RawPage

sys.path.insert(0, str(Path(__file__).parent))
from tiny_rooms import make_document

TEXTS = {
    "a": "Port of Callao\nThe port of Callao was opened by both ministers. Callao waits for ships.",
    "b": "Tariffs\nThe U.S. envoy met Đặng Thị Hương and Señor Núñez; no port was named. O'Neill's port.",
    "c": "C++ and NEAR\nNOT a query: title:port AND (OR) * near^2 {x}",
}


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    with Store.open(tmp_path_factory.mktemp("search") / "r.record", create=True) as opened:
        with opened.transaction():
            for uri, text in TEXTS.items():
                content = text.encode()
                document = make_document(RawPage(uri, content, "text/plain"))
                documents.put(opened, document, content=hashlib.sha256(content).hexdigest(), extractor="x")
                if uri == "b":
                    spans = (Span(text.index("no port"), text.index(";") + 20), Span(len(text) - 15, len(text)))
                    said = Statement("s-1", document.id, (), (), (), spans, Span(0, 9), "said", True, 0.5)
                    derived.put_statements(opened, [derived.Told(said, words_of(text, spans), frozenset())])
        yield opened


def found(store: Store, words: str) -> list[tuple[str, str, list[str]]]:
    by_id = dict(store.rows("SELECT id, text FROM documents"))
    uris = dict(store.rows("SELECT document, uri FROM sightings"))
    hits = search(store, words)
    return [(h.kind[0], uris[h.document], [span.of(by_id[h.document]) for span in h.spans]) for h in hits]


CASES = [
    ("callao", [("d", "a", ["Callao", "Callao", "Callao"])]),
    ("CALLAO ministers", [("d", "a", ["Callao", "Callao", "ministers", "Callao"])]),
    ('"port of callao"', [("d", "a", ["Port of Callao", "port of Callao"])]),
    ('"callao of port"', []),
    ("minist*", [("d", "a", ["ministers"])]),
    ("minist", []),
    ("nunez huong", [("d", "b", ["Hương", "Núñez"])]),
    ("U.S.", [("d", "b", ["U.S"])]),
    ("O'Neill's", [("d", "b", ["O'Neill's"]), ("s", "b", ["O'Neill's"])]),
    ("named port", [("d", "b", ["port", "named", "port"]), ("s", "b", ["port", "named", "port"])]),
    ("title:port", [("d", "c", ["title:port"])]),
    ("c++", [("d", "c", ["C"])]),
    ("NOT AND OR NEAR", [("d", "c", ["and", "NEAR", "NOT", "AND", "OR", "near"])]),
    ("", []),
    ('" * - "" ()', []),
    ('"envoy met', [("d", "b", ["envoy met"])]),
    ("port\x00 of", [("d", "a", ["Port", "of", "port", "of"])]),
]


@pytest.mark.parametrize(("words", "expected"), CASES, ids=[c[0] or "nothing" for c in CASES])
def test_what_is_found_and_where(store: Store, words: str, expected) -> None:
    assert sorted(found(store, words)) == sorted(expected)


def test_the_best_comes_first_and_no_more_than_asked(store: Store) -> None:
    hits = search(store, "port")
    assert [h.score for h in hits] == sorted((h.score for h in hits), reverse=True)
    assert search(store, "port", limit=1) == hits[:1]
    assert search(store, "port", limit=0) == ()
    assert search(store, "port") == hits


TRICKY = st.sampled_from(
    ['"', "*", "port", " ", "AND", "NOT", "NEAR(", ")", "^", "-", ":", "{", "'", "\x00", "\ud800", "+"]
)


@settings(max_examples=250, deadline=None)
@given(words=st.one_of(st.text(max_size=30), st.lists(TRICKY, max_size=12).map("".join)))
def test_whatever_is_typed_is_no_error(store: Store, words: str) -> None:
    for hit in search(store, words):
        assert hit.kind in ("document", "statement")
        assert all(span.start < span.end for span in hit.spans)


@settings(max_examples=60, deadline=None)
@given(text=st.text(alphabet="ab é\n", min_size=1, max_size=40), word=st.sampled_from(["a", "ab", "é", "b"]))
def test_spans_are_the_words_that_match(tmp_path_factory, text: str, word: str) -> None:
    plain = lambda s: s.lower().replace("é", "e")  # noqa: E731
    with Store.open(tmp_path_factory.mktemp("s") / "r", create=True) as store:
        content = text.encode()
        with store.transaction():
            made = make_document(RawPage("u", content, "text/plain"))
            documents.put(store, made, content=hashlib.sha256(content).hexdigest(), extractor="x")
        hits = search(store, word)
    spans = [span.of(text) for hit in hits for span in hit.spans]
    assert [plain(s) for s in spans] == [plain(w) for w in text.split() if plain(w) == plain(word)]


def test_long_queries_are_cut(store: Store) -> None:
    assert query("word " * 5000).count("AND") == 31
    assert search(store, "port " * 5000) == search(store, "port " * 32)


def test_words_that_would_mark_themselves_give_no_wrong_spans(tmp_path: Path) -> None:
    text = "odd \ue000\ue0a1\ue000 word"
    with Store.open(tmp_path / "r", create=True) as store:
        with store.transaction():
            made = make_document(RawPage("u", text.encode(), "text/plain"))
            documents.put(store, made, content="x", extractor="x")
        (hit,) = search(store, "word")
    assert hit.spans == ()
