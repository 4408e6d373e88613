"""Bytes and lines of a table in bounded memory, whatever its encoding and however long a line is."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterable, Iterator
from tempfile import SpooledTemporaryFile
from typing import BinaryIO, cast

from communique.knowledge.encodings import BYTE_ORDER_MARKS

CHUNK = 64 * 1024
"""Bytes that are read at once."""

_STRAY = re.compile("[\udc80-\udcff]")  # what "surrogateescape" makes of bytes that are not UTF-8
_BEYOND_ASCII = re.compile("[^\x00-\x7f\udc80-\udcff]")
_IN_MEMORY = 4 * 1024 * 1024  # bytes, beyond which what cannot be rewound goes to a temporary file


def chunks(stream: BinaryIO) -> Iterator[bytes]:
    """What a stream holds, piece by piece: UTF-16 and UTF-32 as UTF-8, a byte order mark left out, all else as it is.

    Raises:
        OSError, EOFError: the stream cannot be read.
    """
    head = b""
    while len(head) < 4 and (more := stream.read(CHUNK)):
        head += more
    mark, encoding = next(((m, e) for m, e in BYTE_ORDER_MARKS if head.startswith(m)), (b"", _wide(head)))
    head = head[len(mark) :]
    # Whatever is not UTF-8 in what says it is stays as it is: whoever parses it tells where.
    decoder = codecs.getincrementaldecoder(encoding)("replace") if encoding != "utf-8" else None
    while head:
        if decoder is None:
            yield head
        elif text := decoder.decode(head):
            yield text.encode("utf-8", "replace")
        head = stream.read(CHUNK)
    if decoder is not None and (text := decoder.decode(b"", final=True)):
        yield text.encode("utf-8", "replace")


def _wide(head: bytes) -> str:
    """The encoding of a text without a byte order mark that begins with an ASCII character."""
    nuls = tuple(b == 0 for b in head[:4])
    if nuls == (False, True, True, True):
        return "utf-32-le"
    if nuls == (True, True, True, False):
        return "utf-32-be"
    if nuls[:2] == (False, True):
        return "utf-16-le"
    return "utf-16-be" if nuls[:2] == (True, False) else "utf-8"


def lines(pieces: Iterable[bytes], limit: int) -> Iterator[bytes | None]:
    r"""The lines without their ends (``\n`` or ``\r\n``); None for one of more than ``limit`` bytes, never held."""
    held: list[bytes] = []
    size, begun = 0, False
    for piece in pieces:
        start = 0
        while start < len(piece):
            end = piece.find(b"\n", start)
            part = piece[start : end if end >= 0 else len(piece)]
            size, begun = size + len(part), True
            if size > limit:
                held.clear()
            else:
                held.append(part)
            if end < 0:
                break
            yield b"".join(held).removesuffix(b"\r") if size <= limit else None
            held.clear()
            size, begun, start = 0, False, end + 1
    if begun:
        yield b"".join(held).removesuffix(b"\r") if size <= limit else None


def encoding_of(pieces: Iterable[bytes]) -> tuple[str, int]:
    """``utf-8`` or ``cp1252``, and how many bytes do not fit.

    A text is taken for UTF-8 as long as more of what is beyond ASCII is UTF-8 than not: one damaged letter in a large
    table must not spoil all the others.
    """
    decoder = codecs.getincrementaldecoder("utf-8")("surrogateescape")
    fits = stray = 0
    for piece in pieces:
        text = decoder.decode(piece)
        if not text.isascii():
            stray += len(_STRAY.findall(text))
            fits += len(_BEYOND_ASCII.findall(text))
    stray += len(decoder.decode(b"", final=True))
    return ("cp1252", 0) if stray > fits else ("utf-8", stray)


def texts(pieces: Iterable[bytes], encoding: str) -> Iterator[str]:
    """What the bytes say, piece by piece; what does not fit the encoding becomes U+FFFD."""
    decoder = codecs.getincrementaldecoder(encoding)("replace")
    for piece in pieces:
        if text := decoder.decode(piece):
            yield text
    if text := decoder.decode(b"", final=True):
        yield text


def rewindable(stream: BinaryIO, limit: int) -> BinaryIO | None:
    """The stream, or a copy of it where it cannot be rewound; None when that would be more than ``limit`` bytes.

    The caller closes the copy as well.

    Raises:
        OSError, EOFError: the stream cannot be read.
    """
    if stream.seekable():
        return stream
    copy = cast(BinaryIO, SpooledTemporaryFile(max_size=_IN_MEMORY))  # noqa: SIM115
    try:
        size = 0
        while piece := stream.read(CHUNK):
            size += len(piece)
            if size > limit:
                copy.close()
                return None
            copy.write(piece)
        copy.seek(0)
    except BaseException:
        copy.close()
        raise
    return copy
