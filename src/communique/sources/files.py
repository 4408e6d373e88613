"""Articles in files and folders."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from communique.model.records import Given, Skipped
from communique.sources.base import Item, MediaType, RawPage

LARGEST = 20 * 1024 * 1024  # bytes; the longest news page is far below one megabyte

_TEXT = frozenset({".txt", ".text", ".md", ".markdown"})
_HTML = frozenset({".html", ".htm", ".xhtml"})
_RECORDS = frozenset({".record", ".record-wal", ".record-shm"})  # our own, often beside the articles
_SIDECARS = frozenset({".json", ".toml", ".yaml", ".yml", ".meta", ".xmp"})
_LITTER = frozenset({"thumbs.db", "desktop.ini", "__macosx"})
_NOTHING_THERE = "no such file or folder"
_SNIFFED = 8192  # bytes looked at to tell text from anything else
_NULS_ALLOWED = 0.001  # share; one stray NUL in a long article is damage, more of them is not text
_CONTROLS_ALLOWED = 0.1
_CONTROLS = frozenset(set(range(32)) - {7, 8, 9, 10, 11, 12, 13, 27}) - {0}
_WIDE_MARKS = (b"\xff\xfe", b"\xfe\xff")  # UTF-16 and UTF-32 announce themselves and are full of NULs
_MAGIC = (b"%PDF-", b"PK\x03\x04", b"\x1f\x8b", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"{\\rtf", b"\xd0\xcf\x11\xe0")
_HTML_START = re.compile(
    rb"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body)\b", re.I | re.S
)


@dataclass(slots=True)
class FileFetcher:
    """Reads ``.txt``, ``.md``, ``.html`` and the like from one file or, recursively, from a folder.

    Args:
        given: what the user says about all of them.
        largest: files with more bytes are skipped as ``too-large``.

    Reasons of what is skipped: ``missing``, ``unreadable``, ``format``, ``too-large``, ``binary``, ``empty``; and for a
    folder in which nothing could be read, ``no-documents``.
    """

    given: Given = field(default_factory=Given)
    largest: int = LARGEST

    def fetch(self, where: str) -> Iterator[Item]:
        """The pages at ``where`` sorted by path; hidden files and sidecars in folders are passed over in silence."""
        path = Path(where)
        if not path.is_dir():
            yield self._file(path)
            return
        found = False
        for item in self._folder(path, set()):
            found = found or isinstance(item, RawPage)
            yield item
        if not found:
            yield Skipped(_uri(path), "no-documents", "no readable .txt, .md or .html file in this folder")

    def _folder(self, folder: Path, visited: set[Path]) -> Iterator[Item]:
        try:
            # A link that leads back up would go round for ever: each real folder is read once.
            real = folder.resolve()
            if real in visited:
                return
            visited.add(real)
            entries = sorted(folder.iterdir(), key=lambda p: p.name)
        except (OSError, RuntimeError) as error:
            yield Skipped(_uri(folder), "unreadable", _told(error))
            return
        names = {p.name for p in entries}
        for entry in entries:
            if _passed_over(entry, names):
                continue
            if entry.is_dir():
                yield from self._folder(entry, visited)
            else:
                yield self._file(entry)

    def _file(self, path: Path) -> Item:
        uri = _uri(path)
        suffix = path.suffix.lower()
        try:
            if not path.exists():
                return Skipped(uri, "missing", "the link leads nowhere" if path.is_symlink() else _NOTHING_THERE)
            if not path.is_file():
                return Skipped(uri, "unreadable", "not a regular file")
            if suffix not in _TEXT | _HTML:
                return Skipped(uri, "format", f"{suffix or 'no suffix'}: only .txt, .md and .html are read")
            size = path.stat().st_size
            if size > self.largest:
                return Skipped(uri, "too-large", f"{size:,} bytes; the limit is {self.largest:,}")
            content = path.read_bytes()
        except FileNotFoundError:
            return Skipped(uri, "missing", _NOTHING_THERE)
        except (OSError, RuntimeError) as error:  # RuntimeError: a loop of links, as older Pythons report it
            return Skipped(uri, "unreadable", _told(error))
        if not content.removeprefix(b"\xef\xbb\xbf").strip():
            return Skipped(uri, "empty", f"{len(content)} bytes, all of them white space" if content else "0 bytes")
        if (why := _binary(content)) is not None:
            return Skipped(uri, "binary", why)
        return RawPage(uri, content, _media_type(suffix, content), self.given)


def _uri(path: Path) -> str:
    # A file name that is not UTF-8 would carry lone surrogates into the record, which cannot store them.
    return path.as_posix().encode("utf-8", "surrogateescape").decode("utf-8", "replace")


def _told(error: BaseException) -> str:
    return getattr(error, "strerror", None) or str(error) or type(error).__name__


def _passed_over(path: Path, beside: set[str]) -> bool:
    """Hidden files, what editors and file managers leave behind, records, and tables that describe an article
    beside.
    """
    name = path.name
    if path.suffix.lower() in _RECORDS:
        return True
    if name.startswith((".", "~$")) or name.endswith("~") or name.lower() in _LITTER:
        return True
    if path.suffix.lower() not in _SIDECARS:
        return False
    stem = path.stem
    return stem in beside or any(stem + suffix in beside for suffix in _TEXT | _HTML)


def _binary(content: bytes) -> str | None:
    """Why these bytes are no text, or None."""
    if content.startswith(_WIDE_MARKS):
        return None
    if content.startswith(_MAGIC):
        return "starts like a PDF, archive, image or office file"
    head = content[:_SNIFFED]
    nuls = head.count(0)
    if nuls / len(head) > _NULS_ALLOWED:
        return f"{nuls} NUL bytes in the first {len(head)}"
    controls = sum(b in _CONTROLS for b in head)
    if controls / len(head) > _CONTROLS_ALLOWED:
        return f"{controls} control characters in the first {len(head)} bytes"
    return None


def _media_type(suffix: str, content: bytes) -> MediaType:
    if suffix in _HTML or _HTML_START.match(content.removeprefix(b"\xef\xbb\xbf")[:_SNIFFED]):
        return "text/html"
    return "text/plain"
