"""What a server does to a page's bytes on their way: chunks and compression, undone within bounds."""

from __future__ import annotations

import re
import zlib
from collections.abc import Callable, Generator, Iterator
from importlib import import_module
from typing import Protocol

from communique.errors import ItemError
from communique.sources.base import told
from communique.sources.formats import SNIFFED, recognise

_CHUNK_SIZE = re.compile(rb"([0-9A-Fa-f]{1,8})[ \t]*(?:;[^\r\n]{0,1000})?\r?\n")
_LONGEST_SIZE = 1024  # bytes of the line that says how long a chunk is
_MOST_CODINGS = 3  # one on the other; one is usual
_STEP = 64 * 1024  # bytes that are unpacked at once
_BROTLI_STEP = 16  # bytes; its library knows no bound, and a few of them may stand for megabytes
_GZ = b"\x1f\x8b"
_MOST_PARTS = 100  # one is usual


def unchunked(content: bytes) -> bytes:
    """The body that was sent in chunks; as it is when it was put together already, as some archives do.

    Raises:
        ItemError: ``truncated`` when the last chunk is missing, ``damaged`` when one has no length.
    """
    size = _CHUNK_SIZE.match(content)
    if size is None:
        return content
    parts: list[bytes] = []
    end = 0
    while size is not None:
        length, start = int(size[1], 16), size.end()
        if not length:
            return b"".join(parts)
        if start + length > len(content):
            raise ItemError("truncated", "the page was not fetched to its end")
        parts.append(content[start : start + length])
        end = start + length
        end += 2 if content[end : end + 2] == b"\r\n" else content[end : end + 1] == b"\n"
        if end >= len(content):
            raise ItemError("truncated", "the page was not fetched to its end")
        size = _CHUNK_SIZE.match(content, end)
    if b"\n" not in content[end : end + _LONGEST_SIZE]:
        raise ItemError("truncated", "the page was not fetched to its end")
    raise ItemError("damaged", "a chunk of the page has no length")


def decoded(content: bytes, codings: str, limit: int, ratio: int) -> bytes:
    """The page without its content codings, as a header lists them; as it is when an archive undid them already.

    Raises:
        ItemError: ``encoding`` for one that is not known here, ``damaged``, ``truncated``; ``too-large`` beyond
            ``limit`` bytes, ``bomb`` if that is more than ``ratio`` times what was sent.
    """
    names = [name for name in codings.lower().replace(" ", "").split(",") if name not in ("", "identity", "none")]
    if len(names) > _MOST_CODINGS:
        raise ItemError("encoding", f"{len(names)} codings, one on the other")
    packed = len(content)
    for name in reversed(names):
        parts: list[bytes] = []
        size = 0
        for part in _parts(content, name):
            parts.append(part)
            size += len(part)
            if size > limit:
                reason = "bomb" if size > ratio * packed else "too-large"
                raise ItemError(reason, f"{packed:,} bytes unpack to more than {limit:,}")
        content = b"".join(parts)
    return content


def _parts(content: bytes, coding: str) -> Iterator[bytes]:
    if coding in ("gzip", "x-gzip"):
        return _gunzipped(content) if content.startswith(_GZ) else iter((content,))
    if _is_markup(content):
        return iter((content,))
    if coding == "deflate":
        return _undeflated(content)
    if coding == "br" and (brotli := _brotli()) is not None:
        return _unbrotlied(content, brotli)
    raise ItemError("encoding", f"{coding[:40]!r} is not read")


def _is_markup(content: bytes) -> bool:
    found = recognise("", content[:SNIFFED])
    return found is not None and found.name == "html"


def _gunzipped(content: bytes) -> Iterator[bytes]:
    for _ in range(_MOST_PARTS):
        content = yield from _inflated(content, 16 + zlib.MAX_WBITS)
        if not content.startswith(_GZ):
            return  # browsers do not mind what follows
    raise ItemError("damaged", f"more than {_MOST_PARTS} compressed parts in one page")


def _undeflated(content: bytes) -> Iterator[bytes]:
    # The standard means zlib's envelope; many servers send the bare data.
    try:
        zlib.decompressobj().decompress(content, 1)
        window = zlib.MAX_WBITS
    except zlib.error:
        window = -zlib.MAX_WBITS
    yield from _inflated(content, window)


def _inflated(content: bytes, window: int) -> Generator[bytes, None, bytes]:
    """The unpacked steps; at last what follows the packed data."""
    inflater = zlib.decompressobj(window)
    for at in range(0, len(content), _STEP):
        data = content[at : at + _STEP]
        while data and not inflater.eof:
            try:
                yield inflater.decompress(data, _STEP)
            except zlib.error as error:
                raise ItemError("damaged", f"the page cannot be unpacked: {error}") from error
            data = inflater.unconsumed_tail
        if inflater.eof:
            return inflater.unused_data + content[at + _STEP :]
    yield inflater.flush()
    if not inflater.eof:
        raise ItemError("truncated", "the page was not fetched to its end")
    return inflater.unused_data


class _Brotli(Protocol):
    """What is asked of the brotli library."""

    def process(self, data: bytes) -> bytes: ...
    def is_finished(self) -> bool: ...


def _brotli() -> Callable[[], _Brotli] | None:
    """The brotli library's decompressor, if it is installed; warcio's way to it fails with newer versions."""
    try:
        found: Callable[[], _Brotli] | None = getattr(import_module("brotli"), "Decompressor", None)
    except ImportError:
        return None
    return found


def _unbrotlied(content: bytes, make: Callable[[], _Brotli]) -> Iterator[bytes]:
    try:
        unpacker = make()
        for at in range(0, len(content), _BROTLI_STEP):
            yield unpacker.process(content[at : at + _BROTLI_STEP])
        whole = unpacker.is_finished()
    except Exception as error:  # its error class is that of a library which need not be there
        raise ItemError("damaged", f"the page cannot be unpacked: {told(error)}") from error
    if not whole:
        raise ItemError("truncated", "the page was not fetched to its end")
