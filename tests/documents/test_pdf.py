"""PDFs as they come: broken lines, divided words, running titles, pages that are pictures, damage."""

from __future__ import annotations

import io
import zlib
from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfReader, PdfWriter
from pypdf.generic import ArrayObject, NameObject, StreamObject
from reportlab.pdfgen.canvas import Canvas

from communique.documents.extract import make_document
from communique.documents.pdf import read_pdf
from communique.errors import ItemError
from communique.model.records import PartKind
from communique.sources.base import RawPage

TITLE = "Joint statement of Fiji and Kiribati on fisheries"
FIRST = (
    "The foreign ministers of Fiji and Kiribati met in Suva on Monday and agreed to open their ports to each other's\n"
    "fishing boats from next year, the two governments said in a joint statement. The coopera-\n"
    "tion will begin with tuna, the Asia-\nPacific region's most valuable catch, and it will be reviewed by a well-\n"
    "known panel after two years."
)
SECOND = (
    "Kiribati thanked Fiji for the two patrol boats that it gave last year. Both sides will meet again in Tarawa in\n"
    "March, the statement said, and will then speak about a direct flight between the two capitals."
)


def pdf(pages: Sequence[Sequence[str]], *, running: str = "", gap: int = 26) -> bytes:
    """A PDF of pages of paragraphs, each broken into lines as it stands."""
    out = io.BytesIO()
    canvas = Canvas(out, invariant=1)
    for number, paragraphs in enumerate(pages, start=1):
        at = 800
        if running:
            canvas.drawString(50, 820, running)
            canvas.drawString(50, 20, f"Page {number} of {len(pages)}")
        for paragraph in paragraphs:
            for line in paragraph.split("\n"):
                canvas.drawString(50, at, line)
                at -= 13
            at -= gap - 13
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def test_lines_become_paragraphs_and_divided_words_whole() -> None:
    found = read_pdf(pdf([[TITLE, FIRST, SECOND]]))
    title, first, second = found.text.split("\n\n")
    assert title == TITLE
    assert first.startswith("The foreign ministers of Fiji") and first.endswith("after two years.")
    assert "The cooperation will begin" in first and "the Asia-Pacific region's" in first.replace("Asia- ", "Asia-")
    assert second.startswith("Kiribati thanked") and second.endswith("two capitals.")
    assert found.running == len(found.text)


def test_what_runs_along_the_pages_is_set_behind_and_sentences_go_on() -> None:
    cut = FIRST.index("from next year")
    pages = [[TITLE, FIRST[:cut].rstrip()], [FIRST[cut:], SECOND], ["Suva, 12 June 2023"]]
    found = read_pdf(pdf(pages, running="Ministry of Foreign Affairs of Fiji"))
    body, behind = found.text[: found.running], found.text[found.running :]
    assert "each other's fishing boats from next year" in body
    assert "Ministry of Foreign Affairs of Fiji" not in body and "Page 1" not in body
    assert behind.split() == "Ministry of Foreign Affairs of Fiji Page 1 of 3".split()


def test_a_document_of_it() -> None:
    content = pdf([[TITLE, "Suva, 12 June 2023", FIRST], [SECOND], ["End"]], running="Fiji Government Gazette")
    document = make_document(RawPage("a.pdf", content, "application/pdf"))
    assert document.title == TITLE
    kinds = [p.kind for p in document.parts]
    assert kinds[0] is PartKind.TITLE and kinds[-1] is PartKind.FOOTER
    assert document.parts[-1].why == "runs along the pages"
    assert document.language == "en"
    body = " ".join(s.of(document.text) for s in document.read_spans())
    assert "Kiribati thanked Fiji" in body and "Gazette" not in body


@pytest.mark.parametrize("number", ["1", "- 1 -", "Page 1", "page 1 of 1", "1/1", "| 1"])
def test_the_number_of_a_single_page_is_no_text(number: str) -> None:
    found = read_pdf(pdf([[TITLE, FIRST, number]]))
    assert found.text[: found.running].endswith("after two years.")


def locked() -> bytes:
    writer = PdfWriter()
    writer.append(PdfReader(io.BytesIO(pdf([[TITLE, FIRST]]))))
    writer.encrypt("secret")
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def bomb(pages: int) -> bytes:
    """A page whose content unpacks, twice, to so many times ten megabytes."""
    writer = PdfWriter()
    writer.append(PdfReader(io.BytesIO(pdf([[TITLE]]))))
    content = StreamObject()
    content.set_data(zlib.compress(zlib.compress(b" " * (pages * 10_000_000))))
    content[NameObject("/Filter")] = ArrayObject([NameObject("/FlateDecode")] * 2)
    writer.pages[0][NameObject("/Contents")] = writer._add_object(content)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def test_what_unpacks_to_hundreds_of_megabytes_is_not_tried_again() -> None:
    with pytest.raises(ItemError, match="unpacks to more"):
        read_pdf(bomb(20))


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (pdf([[]]), "no-text"),
        (pdf([["1 2 3"]]), "no-text"),
        (b"%PDF-1.7\n", "pdf"),
        (b"%PDF-1.7\nno such thing", "pdf"),
        (pdf([[TITLE, FIRST]])[:300], "pdf"),
        (locked(), "pdf"),
        (pdf([["x"]] * 401), "pdf"),
    ],
    ids=["blank", "figures", "head-only", "no-pdf", "cut", "locked", "too-many-pages"],
)
def test_what_cannot_be_read_says_why(content: bytes, reason: str) -> None:
    with pytest.raises(ItemError) as caught:
        read_pdf(content)
    assert caught.value.reason == reason
    assert "\n" not in caught.value.detail and len(caught.value.detail) < 300


def test_cut_in_its_last_part_it_is_still_read() -> None:
    # Without its table of contents at the end a reader must search for the pages.
    content = pdf([[TITLE, FIRST, SECOND]])
    assert "Kiribati thanked Fiji" in read_pdf(content[: content.rindex(b"startxref")]).text


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_damage_gives_a_text_or_an_item_error(data: st.DataObject) -> None:
    content = bytearray(pdf([[TITLE, FIRST, SECOND]]))
    for _ in range(data.draw(st.integers(1, 8))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    cut = data.draw(st.integers(0, len(content)))
    try:
        found = read_pdf(bytes(content[:cut]))
    except ItemError:
        return
    assert 0 <= found.running <= len(found.text)
