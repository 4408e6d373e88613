"""Web archives (WARC): the pages in them that may be articles, each under its own address.

The frame of records is read here and not by warcio's iterator: that one keeps records of any length in memory, writes
its complaints to standard error, and gives up at the first wrong length. warcio reads the headers.
"""

from __future__ import annotations

import io
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import partial
from typing import BinaryIO, TypeAlias
from urllib.parse import urlsplit

from warcio.statusandheaders import StatusAndHeadersParser

from communique.errors import ItemError
from communique.model.records import Skipped
from communique.sources.archives.content import decoded, unchunked
from communique.sources.archives.metered import CHUNK, Fault, Meter
from communique.sources.archives.unpacking import Source, unpacked
from communique.sources.base import Blob, Desk, Item, RawPage, told
from communique.sources.formats import SNIFFED, recognise
from communique.sources.given import told_by
from communique.sources.pages import page_of

_Headers: TypeAlias = dict[str, str]

_START = b"WARC/"
_WITHIN = re.compile(rb"^WARC/\d\.\d+\r?\n", re.M)
_LARGEST_HEAD = 256 * 1024  # bytes of all headers of one record
_RIGHT_LINES = 2  # line ends after a record; fewer and more occur
_BLANK_LINES = 64
_READ_AGAIN = 16  # times the largest page may be read again in search of records that a wrong length has swallowed
_END_OF_HEAD = re.compile(rb"\r?\n\r?\n")
_KINDS = frozenset(("response", "resource", "conversion"))
_NOTES = ("metadata", "urn", "dns", "whois", "filedesc", "screenshot", "warcinfo")  # what crawlers write about crawls
_PAGES = frozenset(("html", "pdf", "text"))
_TYPES = frozenset(
    ("text/html", "application/xhtml+xml", "text/plain", "application/pdf", "application/octet-stream", "text/xml")
)
_FOR_MACHINES = frozenset(("/robots.txt", "/ads.txt", "/app-ads.txt", "/humans.txt", "/security.txt", "/llms.txt"))
_STATUS = re.compile(r"[1-9][0-9]{2}")
_LONGEST_NUMBER = 15  # digits
_PARSER = StatusAndHeadersParser([], verify=False)


@dataclass(frozen=True, slots=True)
class _Record:
    """One record: its headers by name in lower case, as much of its block as may be a page, and how long that is."""

    headers: _Headers
    block: bytes
    length: int


@dataclass(slots=True)
class _Frame:
    """The records of a stream in turn, and notes on where it is damaged."""

    stream: BinaryIO
    uri: str
    limit: int
    """Bytes of a block that are kept."""

    again: list[io.BytesIO] = field(default_factory=list)
    """What is to be read before the stream goes on, the last first."""

    budget: int = 0

    def records(self) -> Iterator[_Record | Skipped]:
        """Each record that is whole, and a note on each place where that is not so.

        Raises:
            OSError: when the stream cannot be read on.
        """
        self.budget = _READ_AGAIN * self.limit
        lost = False
        while line := self._line():
            if not line.startswith(_START):
                if line.strip() and not lost:
                    lost = True
                    yield Skipped(self.uri, "damaged", "bytes between two records that belong to none")
                continue
            lost = False
            headers = self._headers(line)
            length = _length(headers)
            if headers is None or length is None:
                lost = True
                yield Skipped(self.uri, "damaged", "a record without a length that makes sense")
                continue
            found = self._record(headers, length)
            lost = isinstance(found, Skipped)
            yield found

    def _record(self, headers: _Headers, length: int) -> _Record | Skipped:
        uri = _uri(headers) or self.uri
        block = self._bytes(min(length, self.limit))
        rest = length - len(block)
        while rest > 0 and len(block) >= self.limit and (skipped := self._bytes(min(rest, CHUNK))):
            rest -= len(skipped)
        if rest:
            self._search(block)
            return Skipped(uri, "truncated", f"ends {rest:,} bytes before the record does")
        blank, line = 0, self._line()
        while line and not line.strip() and blank < _BLANK_LINES:
            blank, line = blank + 1, self._line()
        if line:
            self.again.append(io.BytesIO(line))
        if line and blank < _RIGHT_LINES and not line.startswith(_START):
            self._search(block)
            return Skipped(uri, "damaged", "the record is not as long as it says")
        return _Record(headers, block, length)

    def _search(self, block: bytes) -> None:
        """Go back to the first record within a block that was read too far."""
        within = _WITHIN.search(block)
        if within is not None and len(block) <= self.budget:
            self.budget -= len(block)
            self.again.append(io.BytesIO(block[within.start() :]))

    def _headers(self, first: bytes) -> _Headers | None:
        lines = [first]
        size = len(first)
        while (line := self._line()).strip():
            size += len(line)
            if size > _LARGEST_HEAD:
                return None
            lines.append(line)
        return _parsed(b"".join(lines))

    def _line(self) -> bytes:
        while self.again:
            line = self.again[-1].readline(CHUNK)
            if line:
                return line
            self.again.pop()
        return self.stream.readline(CHUNK)

    def _bytes(self, count: int) -> bytes:
        parts: list[bytes] = []
        missing = count
        while missing > 0:
            found = self.again[-1].read(missing) if self.again else self.stream.read(min(missing, CHUNK))
            if found:
                parts.append(found)
                missing -= len(found)
            elif self.again:
                self.again.pop()
            else:
                break
        return b"".join(parts)


def read_warc(blob: Blob, desk: Desk) -> Iterator[Item]:
    """The web pages, texts and PDFs of a web archive in its order; ``seen`` is when each was fetched.

    What is no article (requests, pictures, scripts, feeds, notes of the crawler) is passed over. Reasons: ``status``,
    one note on all responses that were no success; ``encoding`` of a body; ``too-large``, ``damaged``, ``truncated``,
    ``bomb``, ``empty``, ``binary``, ``unreadable``.
    """
    meter = Meter.of(blob, desk.limits)
    gaps: list[str] = []
    source = Source(meter, partial(unpacked, blob.open, meter, gaps))
    statuses: Counter[str] = Counter()
    number = 0
    try:
        with source() as stream:
            for record in _Frame(stream, blob.uri, desk.limits.item + _LARGEST_HEAD).records():
                if isinstance(record, Skipped):
                    yield record
                    continue
                number += 1
                yield from _pages(record, blob, desk, number, statuses)
    except Fault as fault:
        yield from fault.tell()
    except (OSError, EOFError) as error:
        yield Skipped(blob.uri, "unreadable", told(error))
    if gaps:
        yield Skipped(blob.uri, "damaged", f"could not be unpacked at {len(gaps):,} places: {gaps[0]}")
    if statuses:
        kinds = ", ".join(f"{status}: {count:,}" for status, count in sorted(statuses.items())[:20])
        yield Skipped(blob.uri, "status", f"{statuses.total():,} responses were not 200 ({kinds})")


def _pages(record: _Record, blob: Blob, desk: Desk, number: int, statuses: Counter[str]) -> Iterator[Item]:
    kind = record.headers.get("warc-type", "").lower()
    if kind not in _KINDS:
        return
    said = told_by({"uri": _uri(record.headers), "seen": record.headers.get("warc-date")})
    uri = said.uri or f"{blob.uri}#{number}"
    if _passed_over(uri):
        return
    content, type_ = record.block, record.headers.get("content-type", "")
    headers: _Headers = {}
    if kind == "response" and type_.lower().startswith("application/http"):
        head = _END_OF_HEAD.search(content, 0, _LARGEST_HEAD)
        http = _parsed(content[: head.end()]) if head is not None else None
        if head is None or http is None:
            yield Skipped(uri, "damaged", "a response without headers that make sense")
            return
        headers = http
        if headers[""] != "200":
            statuses[headers[""] if _STATUS.fullmatch(headers[""]) else "none"] += 1
            return
        content, type_ = content[head.end() :], headers.get("content-type", "")
    name = "" if type_ else _path(uri).rpartition("/")[2]
    page = Blob(uri, name, io.BytesIO, given=blob.given, seen=said.seen, content_type=type_)
    if len(record.block) < record.length:
        if _may_be_page(type_) and (_coded(headers) or _is_page(page, content)):
            yield Skipped(
                uri, "too-large", f"a record of {record.length:,} bytes; a page may have {desk.limits.item:,}"
            )
        return
    yield from _page(page, desk, content, headers)


def _page(blob: Blob, desk: Desk, content: bytes, headers: _Headers) -> Iterator[Item]:
    if _coded(headers):
        if not _may_be_page(blob.content_type):
            return
        try:
            if "chunked" in headers.get("transfer-encoding", "").lower():
                content = unchunked(content)
            content = decoded(content, headers.get("content-encoding", ""), desk.limits.item, desk.limits.ratio)
        except ItemError as error:
            yield Skipped(blob.uri, error.reason, error.detail)
            return
    if not _is_page(blob, content):
        return
    if len(content) > desk.limits.item:
        yield Skipped(blob.uri, "too-large", f"{len(content):,} bytes; the limit is {desk.limits.item:,}")
        return
    for item in page_of(blob, content):
        # What a page says about its own address counts less than where it was fetched.
        yield replace(item, uri=blob.uri) if isinstance(item, RawPage) else item


def _coded(headers: _Headers) -> bool:
    return bool(headers.get("content-encoding") or headers.get("transfer-encoding"))


def _may_be_page(content_type: str) -> bool:
    """Whether it is worth unpacking: not what says that it is a picture or a script."""
    kind = content_type.partition(";")[0].strip().lower()
    return kind in _TYPES or "/" not in kind


def _is_page(blob: Blob, content: bytes) -> bool:
    found = recognise(blob.name, content[:SNIFFED], blob.content_type)
    return (found.name if found is not None else None) in _PAGES


def _passed_over(uri: str) -> bool:
    """What is written for machines, or by crawlers about the crawl."""
    if uri.partition(":")[0].lower() in _NOTES:
        return True
    return _path(uri).lower() in _FOR_MACHINES


def _path(uri: str) -> str:
    try:
        return urlsplit(uri).path
    except ValueError:
        return ""


def _uri(headers: _Headers) -> str:
    return headers.get("warc-target-uri", "").strip("<> ")


def _length(headers: _Headers | None) -> int | None:
    said = headers.get("content-length", "") if headers is not None else ""
    return int(said) if said.isascii() and said.isdecimal() and len(said) <= _LONGEST_NUMBER else None


def _parsed(head: bytes) -> _Headers | None:
    """Headers by name in lower case, the first of each name; under the empty name the status, as ``200``."""
    try:
        found = _PARSER.parse(io.BytesIO(head))
    except (EOFError, ValueError, LookupError):
        return None
    headers: _Headers = {"": found.get_statuscode()}
    for name, value in found.headers:
        headers.setdefault(name.strip().lower() or "-", value.strip())
    return headers
