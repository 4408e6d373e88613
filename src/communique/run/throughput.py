"""How long reading takes beside what the language parser alone takes for the same texts, both in one run."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from communique import settings
from communique.annotate.models import parser
from communique.annotate.pipeline import Coder
from communique.annotate.relations.coding import Codings, Pair
from communique.documents.extract import make_document
from communique.errors import ItemError, NothingToRead
from communique.model.records import Document, Given
from communique.run.inputs import fetching
from communique.sources.base import RawPage

_WARM = 3  # documents read first, so that tables and models are loaded


@dataclass(frozen=True, slots=True)
class Throughput:
    """CPU seconds of this process, tables and models loaded before. ``pairs``: relations put to the encoder."""

    documents: int
    words: int
    claims: int
    parser_seconds: float
    reading_seconds: float
    pairs: int
    coding_seconds: float

    @property
    def ratio(self) -> float:
        """The whole reading against the parser alone."""
        return self.reading_seconds / self.parser_seconds if self.parser_seconds else 0.0

    @property
    def relations_a_second(self) -> float:
        """Relations that the encoder codes in a CPU second."""
        return self.pairs / self.coding_seconds if self.coding_seconds else 0.0


def bench_throughput(
    path: str | Path,
    model: str | None = None,
    clock: Callable[[], float] = settings.cpu_seconds,
    *,
    rounds: int = 3,
) -> Throughput:
    """Read every article at ``path`` ``rounds`` times; the fastest round of each measure counts.

    Args:
        path: files or a folder of articles, or any other format that is read.
        model: the spaCy package; by default the one of the settings.
        clock: gives CPU seconds of this process.
        rounds: how often.

    Raises:
        NothingToRead: no article in English at ``path``.
        ModelMissing: the language model, or the coder's own, is not installed.
    """
    model = model or settings.load().model
    documents = [d for d in _documents(Path(path)) if d.language == "en"]
    if not documents:
        raise NothingToRead(f"there is no article in English at {path}", "name a file or a folder of articles")
    nlp, coder, codings = parser(model), Coder(model), Codings()
    readings = [coder.read_document(d) for d in documents[:_WARM]]
    texts = [d.text for d in documents]
    pairs = _pairs(documents)
    parsing = reading = coding = float("inf")
    for _ in range(rounds):
        begun = clock()
        for text in texts:
            nlp(text)
        parsing = min(parsing, clock() - begun)
        begun = clock()
        readings = [coder.read_document(d) for d in documents]
        reading = min(reading, clock() - begun)
        begun = clock()
        codings(pairs)
        coding = min(coding, clock() - begun)
    return Throughput(
        documents=len(documents),
        words=sum(len(t.split()) for t in texts),
        claims=sum(len(r.claims) for r in readings),
        parser_seconds=parsing,
        reading_seconds=reading,
        pairs=len(pairs),
        coding_seconds=coding,
    )


def _documents(path: Path) -> list[Document]:
    found = []
    for item in fetching(Given(), {}, online=False, private=False)(str(path)):
        if isinstance(item, RawPage):
            try:
                found.append(make_document(item))
            except ItemError:
                continue
    return found


def _pairs(documents: list[Document]) -> list[Pair]:
    """Sentences of the articles as they are, each with two of its words as the pair: what coding costs does not
    depend on who they are.
    """
    pairs = []
    for document in documents:
        for line in document.text.splitlines():
            words = line.split()
            for start in range(0, len(words) - 15, 28):
                text = " ".join(words[start : start + 28])
                second = text.index(words[start + 8], len(words[start]))
                pairs.append(Pair(text, (0, len(words[start])), (second, second + len(words[start + 8]))))
    return pairs
