"""One page in one file (plain text, Markdown, HTML, PDF), and what readers of many pages share with it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from hashlib import blake2b

from communique.model.records import Skipped
from communique.sources.base import Blob, Desk, Item, MediaType, RawPage, told
from communique.sources.formats import SNIFFED, recognise, why_binary
from communique.sources.given import Told, both, front_matter

_CHARSET = re.compile(r"charset\s*=\s*[\"']?([\w.:-]{1,40})", re.I | re.A)
_BOM = b"\xef\xbb\xbf"
_MEDIA: dict[str, MediaType] = {"pdf": "application/pdf", "html": "text/html", "markdown": "text/markdown"}


def read_page(blob: Blob, desk: Desk) -> Iterator[Item]:
    """The page. Reasons when it is skipped: ``too-large``, ``unreadable``, ``empty``, ``binary``."""
    limit = desk.limits.item
    if blob.size is not None and blob.size > limit:
        yield Skipped(blob.uri, "too-large", f"{blob.size:,} bytes; the limit is {limit:,}")
        return
    try:
        with blob.open() as stream:
            content = stream.read(limit + 1)
    except (OSError, EOFError) as error:
        yield Skipped(blob.uri, "unreadable", told(error))
        return
    if len(content) > limit:
        yield Skipped(blob.uri, "too-large", f"more than {limit:,} bytes")
        return
    yield from page_of(blob, content)


def page_of(blob: Blob, content: bytes) -> Iterator[Item]:
    """The page that ``content`` is, under the address that its front matter gives, if it has any."""
    if not content.removeprefix(_BOM).strip():
        size = f"{len(content)} bytes, all of them white space" if content else "0 bytes"
        yield Skipped(blob.uri, "empty", size)
        return
    found = recognise(blob.name, content[:SNIFFED], blob.content_type)
    media = _MEDIA.get(found.name if found is not None else "", "text/plain")
    if media != "application/pdf" and (why := why_binary(content)) is not None:
        yield Skipped(blob.uri, "binary", why)
        return
    front, lines = front_matter(content) if media in ("text/plain", "text/markdown") else (Told(), 0)
    uri = front.uri or blob.uri
    yield RawPage(
        uri,
        content,
        media,
        both(blob.given, front.given),
        blob.seen or front.seen,
        lines,
        charset_of(blob.content_type),
    )
    yield from complaints(uri, front)


def charset_of(content_type: str) -> str:
    """The encoding in what a server calls a page ("text/html; charset=koi8-r"); empty when it names none."""
    found = _CHARSET.search(content_type)
    return found[1].lower() if found is not None else ""


def _mark(part: bytes) -> bytes:
    return blake2b(part, digest_size=8).digest()


@dataclass(frozen=True, slots=True)
class Addresses:
    """The addresses that the pages of one table or feed have.

    Many give the site's address for all its articles. Taken for versions of one page, all but one would be lost; a
    version of a page keeps its title.
    """

    _taken: dict[bytes, set[bytes]] = field(default_factory=dict)

    def own(self, uri: str, number: int, content: bytes, title: str | None) -> str:
        """``uri``, with the page's number where an earlier page was there with another title and content."""
        folded = " ".join((title or "").casefold().split())
        marks = {_mark(part) for part in (content, folded.encode()) if part}
        there = self._taken.setdefault(_mark(uri.encode()), marks)
        if not there & marks:
            return f"{uri}#{number}"
        there |= marks
        return uri


def complaints(uri: str, found: Told) -> Iterator[Skipped]:
    """What was said about the page at ``uri`` and could not be used; the page itself is read."""
    for what, why in found.unusable:
        yield Skipped(f"{uri}#{what}", what if what != "published" else "date", f"{why}; read without it")
