"""Whatever the order in which documents come, and in however many builds: the export is the same to the byte."""

from __future__ import annotations

import tempfile
from functools import cache
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import communique
from communique import api
from communique.annotate.pipeline import Coder
from communique.documents.duplicates import near_copies
from communique.documents.extract import EXTRACTOR_VERSION, make_document
from communique.documents.reuse import reused
from communique.link.actors import link
from communique.model.records import Document, Reading
from communique.record.store import Store
from communique.run.build import build
from communique.run.house import MERGING
from communique.run.ports import Rooms
from communique.sources.base import RawPage
from communique.views.exports import jsonl

ARTICLES = Path(__file__).parents[2] / "examples" / "articles"


class ReadingOnce:
    """The real coder; each text is read once in all of these tests."""

    def __init__(self) -> None:
        self._coder = Coder()
        self._read: dict[Document, Reading] = {}

    @property
    def version(self) -> str:
        return self._coder.version

    def read_document(self, document: Document) -> Reading:
        if document not in self._read:
            self._read[document] = self._coder.read_document(document)
        return self._read[document]


@cache
def coder() -> ReadingOnce:
    return ReadingOnce()


ROOMS = Rooms(coder, make_document, EXTRACTOR_VERSION, near_copies, reused, link, MERGING, communique.__version__)


@cache
def pages() -> tuple[RawPage, ...]:
    files = sorted(f for f in ARTICLES.iterdir() if f.suffix in (".txt", ".html"))
    kinds = {".txt": "text/plain", ".html": "text/html"}
    return tuple(RawPage(f.name, f.read_bytes(), kinds[f.suffix]) for f in files)


def exported(builds: list[list[RawPage]]) -> str:
    with tempfile.TemporaryDirectory() as scratch:
        path = Path(scratch) / "x.record"
        with Store.open(path, create=True) as store:
            for some in builds:
                build(store, some, ROOMS, seen="2026-01-01T00:00:00Z")
        with api.open(path) as record:
            return "\n".join(jsonl.lines(record))


@cache
def at_once() -> str:
    return exported([list(pages())])


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(data=st.data())
def test_any_order_of_files_in_any_number_of_builds(data: st.DataObject) -> None:
    order = data.draw(st.permutations(pages()))
    cuts = sorted(data.draw(st.sets(st.integers(1, len(order) - 1), max_size=3)))
    builds = [order[a:b] for a, b in zip([0, *cuts], [*cuts, len(order)], strict=True)]
    assert exported([list(b) for b in builds]) == at_once()
