"""From a raw page to a document: decoded, its parts named, its day, source and credits found. Pure."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass, field
from typing import Protocol

from communique.documents.clean import classify
from communique.documents.credits import SiteData, find_credits, find_source, is_translated
from communique.documents.decode import check_lines, decode
from communique.documents.language import find_language
from communique.documents.lines import has_letters
from communique.documents.markdown import read_markdown
from communique.documents.markup import published_in_address, read_markup
from communique.documents.pdf import read_pdf
from communique.documents.published import find_published
from communique.errors import ItemError
from communique.model.ids import document_id
from communique.model.records import READ_PARTS, Document, Given, Part, PartKind, Sighting
from communique.model.values import Span

EXTRACTOR_VERSION = "3"
"""Changes whenever the same page may give another document."""

_MOST_TAGS = 80_000  # the fullest pages of news have some 20,000; what has many more takes minutes to read
_SPACES = re.compile(r"[^\S\n]+")
_MARKDOWN = re.compile(r"^#{1,6}\s+|\s+#+$")


class Page(Protocol):
    """A page as the readers of files and network hand it over."""

    @property
    def uri(self) -> str:
        """Its address."""

    @property
    def content(self) -> bytes:
        """Its bytes, untouched."""

    @property
    def media_type(self) -> str:
        """``text/plain``, ``text/markdown``, ``text/html`` or ``application/pdf``."""

    @property
    def given(self) -> Given:
        """What was handed over with it."""

    @property
    def charset(self) -> str:
        """The encoding that a server named for it; empty when none did."""

    @property
    def front_lines(self) -> int:
        """So many lines at its start are front matter."""


@dataclass(frozen=True, slots=True)
class _Extract:
    """A page's text; what stands before ``start`` is front matter, from ``end`` on what runs along a PDF's pages.

    ``pictures``: where the descriptions of pictures stand, when the page marks them.
    """

    text: str
    start: int
    end: int
    title: str | None = None
    published: dt.date | None = None
    site: SiteData = field(default_factory=SiteData)
    pictures: tuple[Span, ...] = ()


def make_document(page: Page, seen: str = "") -> Document:
    """The document in ``page``; ``seen`` is when it was fetched, an ISO time.

    A plain text stays whole: ``text`` is all of it, decoded, and ``parts`` say what each stretch is. Of an HTML page
    ``text`` is the title, a blank line, and the paragraphs of the article; of PDF and Markdown their paragraphs.

    Raises:
        ItemError: ``encoding``, ``empty``, ``long-line``, ``too-complex``, ``no-text``, ``pdf``.
    """
    extract = _extract(page)
    text, given = extract.text, page.given
    check_lines(text)
    if not has_letters(text[extract.start : extract.end]):
        raise ItemError("no-text", "no letter in the whole text")
    parts = _parts(extract, given)
    source = find_source(text, parts, given=given.source, site=extract.site, uri=page.uri)
    published = find_published(
        text,
        parts,
        given=given.published,
        metadata=extract.published,
        address=published_in_address(page.uri),
        country=source.country if source is not None else None,
    )
    return Document(
        id=document_id(page.content),
        text=text,
        title=given.title or extract.title or _title(text, parts),
        parts=parts,
        sightings=(Sighting(page.uri, seen, given),),
        source=source,
        published=published.day,
        published_basis=published.basis,
        language=given.language or find_language(" ".join(p.span.of(text) for p in parts if p.kind in READ_PARTS)),
        translated=is_translated(text, parts),
        credits=find_credits(text, parts, source),
    )


def _extract(page: Page) -> _Extract:
    if page.media_type == "application/pdf":
        found = read_pdf(page.content)
        return _Extract(found.text, 0, found.running)
    is_html = page.media_type == "text/html"
    decoded = decode(page.content, html=is_html, charset=page.charset)
    if is_html:
        return _from_html(decoded, page.uri)
    start = sum(len(line) + 1 for line in decoded.split("\n")[: page.front_lines])
    if page.media_type == "text/markdown":
        front, marked = decoded[:start], read_markdown(decoded[start:])
        pictures = tuple(span.moved(start) for span in marked.pictures)
        return _Extract(front + marked.text, start, start + len(marked.text), marked.title, pictures=pictures)
    return _Extract(decoded, start, len(decoded))


def _parts(extract: _Extract, given: Given) -> tuple[Part, ...]:
    text, start, end = extract.text, extract.start, extract.end
    parts = [_marked(text, Span(0, start), PartKind.HEADER, "is front matter")] if text[:start].strip() else []
    inner = classify(text[start:end], title=given.title or extract.title)
    parts += (Part(part.kind, part.span.moved(start), part.why) for part in inner)
    parts = [
        Part(PartKind.CAPTION, part.span, "describes a picture") if part.span in extract.pictures else part
        for part in parts
    ]
    if text[end:].strip():
        parts.append(_marked(text, Span(end, len(text)), PartKind.FOOTER, "runs along the pages"))
    return tuple(parts)


def _marked(text: str, span: Span, kind: PartKind, why: str) -> Part:
    words = span.of(text)
    start = span.start + len(words) - len(words.lstrip())
    return Part(kind, Span(start, start + len(words.strip())), why)


def _title(text: str, parts: tuple[Part, ...]) -> str:
    found = next((p.span.of(text) for p in parts if p.kind is PartKind.TITLE), "")
    return _MARKDOWN.sub("", " ".join(found.split())).strip()  # in long white space the pattern takes quadratic time


def _from_html(html: str, uri: str) -> _Extract:
    from trafilatura import bare_extraction  # a second to load, and only HTML needs it

    if (tags := html.count("<")) > _MOST_TAGS:
        raise ItemError("too-complex", f"{tags:,} tags; the limit is {_MOST_TAGS:,}")
    found = bare_extraction(html, url=_address(uri), include_comments=False, with_metadata=True)
    if found is None or isinstance(found, dict) or not (found.text or "").strip():
        raise ItemError("no-text", "no article in this page")
    title = _one_line(found.title or "")
    paragraphs = [p for line in (found.text or "").split("\n") if (p := _one_line(line))]
    if title and paragraphs and paragraphs[0] == title:
        del paragraphs[0]
    text = "\n\n".join([title, *paragraphs] if title else paragraphs)
    markup = read_markup(html)
    return _Extract(
        text, 0, len(text), title or None, markup.published, SiteData(markup.outlet or found.sitename, found.hostname)
    )


def _address(uri: str) -> str | None:
    return uri if uri.startswith(("http://", "https://")) else None


def _one_line(text: str) -> str:
    return _SPACES.sub(" ", text.replace("\n", " ")).strip()
