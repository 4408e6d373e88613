"""From bytes to documents: encodings, bad inputs, plain text kept whole, HTML taken apart."""

from __future__ import annotations

import datetime as dt
import time
from dataclasses import dataclass, field

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from communique.documents.decode import LONGEST_LINE, decode
from communique.documents.extract import EXTRACTOR_VERSION, make_document
from communique.errors import ItemError
from communique.model.ids import document_id
from communique.model.records import Given, PartKind
from communique.model.values import PublishedBasis

PLAIN = (
    "Mexico and Guatemala agree on a dam\n\n12 March 2024\n\nMEXICO CITY (Reuters) - The dam on the river “Usumacinta” "
    "will be built by both, the ministers said on Tuesday — in 2026.\n\nVillages on both banks must move, and each "
    "family is to get a new field.\n\n(Photo: Notimex)\n"
)


@dataclass(frozen=True)
class Page:
    content: bytes
    uri: str = "news/a.txt"
    media_type: str = "text/plain"
    given: Given = field(default_factory=Given)
    front_lines: int = 0
    charset: str = ""


def test_plain_text_stays_whole() -> None:
    page = Page(PLAIN.encode())
    document = make_document(page, "2026-01-02T03:04:05Z")
    assert document.text == PLAIN
    assert document.id == document_id(page.content)
    assert document.title == "Mexico and Guatemala agree on a dam"
    assert [p.kind for p in document.parts] == [
        PartKind.TITLE,
        PartKind.HEADER,
        PartKind.DATELINE,
        PartKind.BODY,
        PartKind.BODY,
        PartKind.CAPTION,
    ]
    assert (document.published, document.published_basis) == (dt.date(2024, 3, 12), PublishedBasis.HEADER)
    assert document.source is not None and document.source.name == "Reuters"
    assert document.credits == ()  # who publishes it is no origin beside itself
    assert document.language == "en"
    assert document.sightings[0].seen == "2026-01-02T03:04:05Z"
    assert document.uri == "news/a.txt"


def test_what_is_given_is_taken() -> None:
    given = Given(source="Notimex", published=dt.date(2024, 3, 13), title="A dam", language="es")
    document = make_document(Page(PLAIN.encode(), given=given))
    assert (document.published, document.published_basis) == (dt.date(2024, 3, 13), PublishedBasis.GIVEN)
    assert (document.title, document.language) == ("A dam", "es")
    assert document.source is not None and document.source.name == "Notimex"
    assert document.sightings[0].given == given


def test_version_is_told() -> None:
    assert EXTRACTOR_VERSION


@pytest.mark.parametrize(
    "content",
    [
        PLAIN.encode(),
        PLAIN.encode("utf-8-sig"),
        PLAIN.encode("utf-16"),
        b"\xfe\xff" + PLAIN.encode("utf-16-be"),
        b"\xff\xfe\x00\x00" + PLAIN.encode("utf-32-le"),
        PLAIN.encode("cp1252"),
        PLAIN.replace("\n", "\r\n").encode(),
        PLAIN.replace("\n", "\r").encode(),
        PLAIN.replace("\n", "\u2028").encode(),
    ],
)
def test_the_same_text_in_any_encoding(content: bytes) -> None:
    assert make_document(Page(content)).text == PLAIN


def test_control_characters_become_spaces_one_for_one() -> None:
    assert decode(b"a\x00b\x07c\td\ne\xef\xbb\xbff\xe2\x80\x8bg") == "a b c\td\ne f g"


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "empty"),
        (b" \n\t \r\n", "empty"),
        (b"\x00\x00", "empty"),
        (b"12 345 -- 99 ...", "no-text"),
        (("word " * (LONGEST_LINE // 5 + 1)).encode(), "long-line"),
        (b"\xff\xfe\x00\xd8", "encoding"),
        (b"\xef\xbb\xbfabc \xff\xff", "encoding"),
        (bytes(range(128, 256)) * 3, "encoding"),
    ],
)
def test_bad_inputs_say_why(content: bytes, reason: str) -> None:
    with pytest.raises(ItemError) as caught:
        make_document(Page(content))
    assert caught.value.reason == reason
    assert caught.value.detail


ARTICLE = "".join(
    f"<p>Paragraph {n} says that the ministers of both countries spoke about the dam and the fish for hours.</p>"
    for n in ("one", "two", "three", "four")
)
HTML = (
    '<!doctype html><html lang="en"><head>{charset}<title>A dam for two | Fell Herald</title>'
    '<meta property="og:title" content="A dam for two"><meta property="og:site_name" content="Fell Herald">'
    '<meta property="article:published_time" content="2024-03-05T10:00:00Z"></head>'
    "<body><nav><a href='/'>Home</a><a href='/s'>Sport</a></nav><article><h1>A dam for two</h1>"
    "<figure><img src='a.jpg'><figcaption>Ministers at the dam</figcaption></figure>" + ARTICLE + "</article>"
    "<aside class='related'><h3>Related</h3><a href='/x'>Ten recipes</a></aside><footer>Copyright 2026</footer>"
    "</body></html>"
)


def test_html_is_title_and_paragraphs() -> None:
    document = make_document(Page(HTML.format(charset="").encode(), "a.html", "text/html"))
    assert document.title == "A dam for two"
    assert document.text.startswith("A dam for two\n\nParagraph one says")
    assert document.text.count("\n\n") == 4
    assert [p.kind for p in document.parts] == [PartKind.TITLE, *[PartKind.BODY] * 4]
    assert (document.published, document.published_basis) == (dt.date(2024, 3, 5), PublishedBasis.METADATA)
    assert document.source is not None and document.source.name == "Fell Herald"
    for left_out in ("Sport", "recipes", "Copyright", "Ministers at the dam"):
        assert left_out not in document.text


def test_html_in_a_declared_charset() -> None:
    html = HTML.format(charset='<meta charset="windows-1251">').replace("Paragraph one", "Абзац один")
    document = make_document(Page(html.encode("cp1251"), "a.html", "text/html"))
    assert "Абзац один" in document.text


@pytest.mark.parametrize(
    ("html", "reason"),
    [
        (b"<html><body></body></html>", "no-text"),
        (b"<html><body><script>var a = 1;</script></body></html>", "no-text"),
        ('<html><head><meta charset="nonsense"></head><body>é</body></html>'.encode("latin-1"), "encoding"),
        *[
            (f'<meta charset="{name}"><p>é'.encode("latin-1") * 3, "encoding")
            for name in ("punycode", "idna", "undefined", "unicode_escape", "zlib", "utf-7", "rot13")
        ],
        (b'<html><head><meta charset="ascii"></head><body>\x81\x8d</body></html>', "encoding"),
    ],
)
def test_bad_pages_say_why(html: bytes, reason: str) -> None:
    with pytest.raises(ItemError) as caught:
        make_document(Page(html, "a.html", "text/html"))
    assert caught.value.reason == reason


@given(st.one_of(st.binary(max_size=200), st.text(max_size=200).map(str.encode)))
@settings(max_examples=200, deadline=None)
def test_any_bytes_give_a_document_or_an_item_error(content: bytes) -> None:
    try:
        document = make_document(Page(content))
    except ItemError as error:
        assert error.reason in {"encoding", "empty", "no-text", "long-line"}
        return
    assert document == make_document(Page(content))
    assert all(p.span.of(document.text).strip() for p in document.parts)


def test_front_matter_stays_in_the_text_as_a_part_of_its_own() -> None:
    front = "---\nsource: Sahel Times\n---\n"
    document = make_document(Page((front + PLAIN).encode(), front_lines=3, given=Given(source="Sahel Times")))
    assert document.text == front + PLAIN
    assert (document.parts[0].kind, document.parts[0].why) == (PartKind.HEADER, "is front matter")
    assert document.parts[0].span.of(document.text) == front.strip()
    assert document.title == "Mexico and Guatemala agree on a dam"
    assert document.published == dt.date(2024, 3, 12)
    bare = make_document(Page(PLAIN.encode()))
    moved = [(p.kind, p.span.of(document.text)) for p in document.parts[1:]]
    assert moved == [(p.kind, p.span.of(bare.text)) for p in bare.parts]


def test_front_matter_alone_is_no_document() -> None:
    with pytest.raises(ItemError, match="no-text"):
        make_document(Page(b"---\nsource: Sahel Times\n---\n", front_lines=3))


@pytest.mark.parametrize(
    ("content", "text"),
    [
        ("Le “président” du Bénin à Lomé – ".encode() + b"\x93hier\x94", "Le “président” du Bénin à Lomé – “hier”"),
        ("Déjà à Lomé, où l’été".encode()[:-1], "Déjà à Lomé, où l’étÃ"),  # cut in the middle of a letter
        (("a" * 999).encode() + b"\x97 b", "a" * 999 + "— b"),
        ("“Bénin” \ufffd".encode() + b"\xe9", "“Bénin” \ufffdé"),
    ],
)
def test_a_few_stray_bytes_do_not_lose_a_text(content: bytes, text: str) -> None:
    assert decode(content) == text


def test_a_text_in_another_encoding_is_not_taken_for_a_damaged_one() -> None:
    text = "Der Außenminister Österreichs führte Gespräche über die Brücke"
    assert decode(text.encode("cp1252"), charset="iso-8859-1") == text
    assert decode("Министр прибыл в Минск".encode("koi8-r"), html=True, charset="koi8-r") == "Министр прибыл в Минск"


def test_a_server_that_names_the_wrong_encoding_is_not_believed() -> None:
    text = "Der Außenminister Österreichs führte Gespräche über die Brücke"
    assert decode(text.encode(), html=True, charset="iso-8859-1") == text
    page = f'<html><meta charset="iso-8859-1">{text}</html>'
    assert decode(page.encode("latin-1"), html=True, charset="punycode") == page


def test_long_white_space_in_a_title_takes_no_time() -> None:
    start = time.perf_counter()
    title = make_document(Page(b"# Chad" + b" " * 50_000 + b"and Niger ##\n\nThey met.")).title
    assert (title, time.perf_counter() - start < 2) == ("Chad and Niger", True)


def test_what_would_take_minutes_to_read_is_not_begun() -> None:
    for content, kind in ((b"a\n" * 20_001, "text/plain"), (b"<p>" + b"<b><i>word</i></b>" * 21_000, "text/html")):
        with pytest.raises(ItemError) as caught:
            make_document(Page(content, media_type=kind))
        assert caught.value.reason == "too-complex"
