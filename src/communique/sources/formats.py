"""The formats that are read: how each is recognised, by the ends of names and by first bytes, and who reads it."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module

from communique.sources.base import Reader

SNIFFED = 8192
"""Bytes that are looked at to recognise a format."""

_BOM = b"\xef\xbb\xbf"
_WIDE_MARKS = (b"\xff\xfe", b"\xfe\xff")  # UTF-16 and UTF-32 announce themselves and are full of NULs
_NULS_ALLOWED = 0.001  # share; one stray NUL in a long article is damage, more of them is not text
_CONTROLS_ALLOWED = 0.1
_CONTROLS = frozenset(set(range(32)) - {7, 8, 9, 10, 11, 12, 13, 27}) - {0}
# Comments are taken once and for all (``*+``): a row of them would be tried in all possible cuts.
_PROLOGUE = rb"\s*(?:<\?xml[^>]*>\s*)?(?:<!DOCTYPE[^>]*>\s*)?(?:<!--.*?-->\s*|<\?xml-stylesheet[^>]*>\s*)*+"
_HTML = re.compile(rb"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*+<(?:!doctype\s+html|html|head|body)\b", re.I | re.S)
_FEED = re.compile(_PROLOGUE + rb"<(?:rss|feed|rdf:RDF|channel)\b", re.I | re.S)
_SITEMAP = re.compile(_PROLOGUE + rb"<(?:\w+:)?(?:urlset|sitemapindex)\b", re.I | re.S)
_MAIL = re.compile(rb"(?:From |(?:[A-Za-z][\w-]*:[^\n]*\n(?:[ \t][^\n]*\n)*){3,})")
_PICTURES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"{\\rtf", b"\xd0\xcf\x11\xe0", b"7z\xbc\xaf", b"Rar!")


@dataclass(frozen=True, slots=True)
class Format:
    """One format: its name, what it is in words, how files of it end, what servers call it, and its reader's place."""

    name: str
    what: str
    suffixes: tuple[str, ...]
    types: tuple[str, ...]
    reader: str
    """Module and function under ``communique.sources``; loaded only when a file of the format is met."""

    def load(self) -> Reader:
        """The reader."""
        module, _, function = self.reader.partition(":")
        found: Reader = getattr(import_module(f"communique.sources.{module}"), function)
        return found


FORMATS = (
    Format("text", "plain text", (".txt", ".text"), ("text/plain",), "pages:read_page"),
    Format(
        "markdown",
        "Markdown, with YAML front matter or without",
        (".md", ".markdown"),
        ("text/markdown",),
        "pages:read_page",
    ),
    Format(
        "html",
        "web page as saved by a browser",
        (".html", ".htm", ".xhtml"),
        ("text/html", "application/xhtml+xml"),
        "pages:read_page",
    ),
    Format("pdf", "PDF with text in it", (".pdf",), ("application/pdf",), "pages:read_page"),
    Format(
        "jsonl",
        "articles as JSON, one a line",
        (".jsonl", ".ndjson"),
        ("application/x-ndjson", "application/jsonl"),
        "tables.readers:read_jsonl",
    ),
    Format(
        "json",
        "articles as JSON: one, or a list of them",
        (".json",),
        ("application/json",),
        "tables.readers:read_json",
    ),
    Format(
        "csv",
        "articles as a table, one a row",
        (".csv", ".tsv", ".tab"),
        ("text/csv", "text/tab-separated-values"),
        "tables.readers:read_csv",
    ),
    Format(
        "parquet",
        "articles as a Parquet table",
        (".parquet",),
        ("application/vnd.apache.parquet",),
        "tables.readers:read_parquet",
    ),
    Format(
        "feed",
        "RSS or Atom feed",
        (".rss", ".atom", ".rdf"),
        ("application/rss+xml", "application/atom+xml", "application/rdf+xml"),
        "web.feeds:read_feed",
    ),
    Format("sitemap", "site map of news pages", (), (), "web.sitemaps:read_sitemap"),
    Format(
        "warc", "web archive (Common Crawl)", (".warc", ".warc.gz"), ("application/warc",), "archives.warc:read_warc"
    ),
    Format("mbox", "mailbox", (".mbox", ".mbx"), ("application/mbox",), "mail:read_mbox"),
    Format("eml", "one mail", (".eml",), ("message/rfc822",), "mail:read_mail"),
    Format("zip", "ZIP archive of any of these", (".zip",), ("application/zip",), "archives.zips:read_zip"),
    Format(
        "tar",
        "tar archive of any of these",
        (".tar", ".tar.gz", ".tgz", ".tar.bz2", ".tbz2", ".tar.xz", ".txz"),
        ("application/x-tar",),
        "archives.tars:read_tar",
    ),
    Format(
        "compressed",
        "one of these, compressed",
        (".gz", ".bz2", ".xz"),
        ("application/gzip", "application/x-gzip", "application/x-bzip2", "application/x-xz"),
        "archives.compressed:read_compressed",
    ),
)

_BY_NAME = {f.name: f for f in FORMATS}
_BY_SUFFIX = {suffix: f for f in FORMATS for suffix in f.suffixes}
_BY_TYPE = {type_: f for f in FORMATS for type_ in f.types}
_OFFICE = frozenset(
    (".docx", ".xlsx", ".pptx", ".odt", ".ods", ".odp", ".epub", ".jar", ".apk", ".doc", ".xls", ".ppt", ".rtf")
)
_MAGIC: tuple[tuple[Callable[[bytes], bool], str], ...] = (
    (lambda head: head.startswith(b"%PDF-"), "pdf"),
    (lambda head: head.startswith(b"PAR1"), "parquet"),
    (lambda head: head.startswith((b"PK\x03\x04", b"PK\x05\x06")), "zip"),
    (lambda head: head.startswith(b"WARC/"), "warc"),
    (lambda head: head[257:262] == b"ustar", "tar"),
    (lambda head: head.startswith((b"\x1f\x8b", b"BZh", b"\xfd7zXZ")), "compressed"),
    (lambda head: _SITEMAP.match(head) is not None, "sitemap"),
    (lambda head: _FEED.match(head) is not None, "feed"),
)
_PACKED = frozenset(("zip", "tar", "compressed", "warc"))
_PLAIN = frozenset(("text", "markdown"))


def suffix_of(name: str) -> str:
    """How a file's name ends, in lower case: ``.txt``, ``.tar.gz``; empty without a dot."""
    lowered = name.lower().replace("\\", "/").rpartition("/")[2]
    for known in (".warc.gz", ".tar.gz", ".tar.bz2", ".tar.xz"):
        if lowered.endswith(known):
            return known
    stem, dot, end = lowered.rpartition(".")
    return dot + end if stem and end else ""


def recognise(name: str, head: bytes, content_type: str = "") -> Format | None:
    """The format of a file called ``name`` that begins with ``head``; None for one that is not read.

    What the first bytes say beyond doubt wins over the name: servers and people name files wrongly. A web page under
    the name of a feed is a web page.
    """
    bare, suffix = head.removeprefix(_BOM), suffix_of(name)
    by_name = _BY_SUFFIX.get(suffix)
    if suffix in _OFFICE:
        return None
    magic = next((_BY_NAME[found] for test, found in _MAGIC if test(bare)), None)
    if magic is not None:
        # The name tells what is inside what is packed: "a.tar.gz" and "a.warc.gz" begin as any gzip does.
        packed_as_named = magic.name == "compressed" and by_name is not None and by_name.name in _PACKED
        return by_name if packed_as_named else magic
    if _HTML.match(bare):
        return _BY_NAME["html"]
    if by_name is not None:
        return by_name
    by_type = _BY_TYPE.get(content_type.partition(";")[0].strip().lower())
    if by_type is not None:
        return by_type
    return _BY_NAME["eml"] if not suffix and _MAIL.match(bare) else None


def why_binary(head: bytes) -> str | None:
    """Why these first bytes are no text, or None."""
    if head.startswith(_WIDE_MARKS):
        return None
    if head.startswith(_PICTURES):
        return "starts like a picture, an archive or an office file"
    head = head[:SNIFFED]
    nuls = head.count(0)
    if nuls / max(1, len(head)) > _NULS_ALLOWED:
        return f"{nuls} NUL bytes in the first {len(head)}"
    controls = sum(b in _CONTROLS for b in head)
    if controls / max(1, len(head)) > _CONTROLS_ALLOWED:
        return f"{controls} control characters in the first {len(head)} bytes"
    return None
