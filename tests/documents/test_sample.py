"""The shipped sample as an editor would take it apart."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from communique.documents.extract import make_document
from communique.model.records import READ_PARTS, Document, PartKind
from communique.sources.base import RawPage
from communique.sources.desk import ReadingDesk
from communique.sources.files import FileFetcher

EXAMPLES = Path(__file__).parents[2] / "examples"


def _read() -> dict[str, Document]:
    pages = [item for item in FileFetcher(ReadingDesk()).fetch(str(EXAMPLES / "articles")) if isinstance(item, RawPage)]
    return {Path(page.uri).name: make_document(page) for page in pages}


DOCUMENTS = _read()
EXPECTED = [json.loads(line) for line in (EXAMPLES / "expected.jsonl").read_text(encoding="utf-8").splitlines()]
META = [row for row in EXPECTED if row["kind"] == "meta"]
# Per outlet, as the texts themselves name it: an agency that only signs with its initials goes by them.
OUTLETS = {
    "meridian-wire": {"Meridian Wire"},
    "indus-morning-post": {"Indus Morning Post"},
    "nafud-press-agency": {"NPA", "Nafud Press Agency"},
    "parsa-news": {"Parsa News"},
    "sepidar": {"Sepidar"},
    "kinabalu-ledger": {"Kinabalu Ledger"},
    "strait-notebook": {None},
}
CREDITS = {
    "2016-01-05": ("Meridian Wire",),
    "2021-05-08": ("Meridian Wire",),
    "2022-03-14": ("Parsa News",),
    "2023-03-12": ("Meridian Wire", "Parsa News", "NPA"),
}


def test_every_article_is_read() -> None:
    assert len(DOCUMENTS) == 15
    assert {row["file"] for row in EXPECTED} <= set(DOCUMENTS)


@pytest.mark.parametrize("name", DOCUMENTS)
def test_outlet_day_and_credits(name: str) -> None:
    document = DOCUMENTS[name]
    day, outlet, _ = name.split("_")
    assert (document.published.isoformat() if document.published else "undated") == day
    assert (document.source.name if document.source else None) in OUTLETS[outlet]
    assert document.credits == CREDITS.get(day, ())
    assert document.translated is (True if outlet == "sepidar" else None)


@pytest.mark.parametrize("row", META, ids=lambda row: row["doc"])
def test_day_of_publication_as_by_hand(row: dict[str, str]) -> None:
    assert str(DOCUMENTS[row["file"]].published) == row["published"]


@pytest.mark.parametrize("name", DOCUMENTS)
def test_the_note_at_the_end_is_a_footer(name: str) -> None:
    last = DOCUMENTS[name].parts[-1]
    assert (last.kind, last.span.of(DOCUMENTS[name].text)[0]) == (PartKind.FOOTER, "(")


@pytest.mark.parametrize("row", [row for row in EXPECTED if row.get("quote")], ids=lambda row: row["id"])
def test_what_is_reported_stands_in_parts_that_are_read(row: dict[str, str]) -> None:
    document = DOCUMENTS[row["file"]]
    at = document.text.index(row["quote"])
    kinds = {p.kind for p in document.parts if p.span.start < at + len(row["quote"]) and at < p.span.end}
    assert kinds <= set(READ_PARTS)


@pytest.mark.parametrize("name", DOCUMENTS)
def test_lines_that_are_read_are_paragraphs(name: str) -> None:
    document = DOCUMENTS[name]
    short = [w for p in document.parts if p.kind is PartKind.BODY and not (w := p.span.of(document.text)).endswith(".")]
    assert short in ([], ["Iraq: A new page, says Baghdad"])
