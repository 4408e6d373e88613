"""Members of a ZIP file whose directory is lost or cut off, by the headers that stand before each."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Generator, Iterator
from dataclasses import dataclass
from functools import partial
from typing import BinaryIO

from communique.sources.archives.metered import CHUNK, Fault, Meter, Spool, copied
from communique.sources.archives.unpacking import Source

_HEADER = struct.Struct("<4s5H3I2H")  # mark, version, flags, method, time, day, sum, packed, unpacked, name, extra
_MARK, _DIRECTORY = b"PK\x03\x04", (b"PK\x01\x02", b"PK\x05\x06", b"PK\x06\x06", b"PK\x06\x08")
_ENCRYPTED, _SIZES_AFTER, _UTF8 = 0x1, 0x8, 0x800
_STORED, _DEFLATED = 0, 8
_UNKNOWN = 0xFFFFFFFF  # the true size stands elsewhere, in files beyond 4 GiB
_AFTERWORDS = (16, 24, 12, 20)  # bytes of what follows a member whose sizes stand after it, in its four forms


@dataclass(frozen=True, slots=True)
class Salvaged:
    """One member: its name, its bytes, and why it is not to be read, if so."""

    name: str
    spool: Spool
    why: tuple[str, str] | None = None


@dataclass(frozen=True, slots=True)
class _Header:
    name: str
    flags: int
    method: int
    crc: int
    packed: int | None
    data: int
    """Where its bytes begin."""


def salvaged(stream: BinaryIO, uri: str, meter: Meter) -> Iterator[Salvaged | Fault]:
    """The members in their order, each to be used before the next is asked for; at last the fault they end in."""
    at = 0
    while True:
        header = _header(stream, at, uri)
        if isinstance(header, Fault):
            yield header
            return
        with Spool(meter) as spool:
            found = _member(stream, header, uri, meter, spool)
            if isinstance(found, Fault):
                if spool.fault is not None:
                    yield Salvaged(header.name, spool)
                if not found.was_told:
                    yield found
                return
            at, why = found
            yield Salvaged(header.name, spool, why)


def _header(stream: BinaryIO, at: int, uri: str) -> _Header | Fault:
    try:
        stream.seek(at)
        head = stream.read(_HEADER.size)
        if head.startswith(_DIRECTORY):
            return Fault(uri, "damaged", "the directory at the end cannot be read; its members were")
        if _MARK.startswith(head[:4]) and len(head) < _HEADER.size:
            return Fault(uri, "truncated", f"ends after {at + len(head):,} bytes, before the directory")
        if not head.startswith(_MARK):
            return Fault(uri, "damaged", f"no member begins at byte {at:,}")
        _, _, flags, method, _, _, crc, packed, _, length, extra = _HEADER.unpack(head)
        name = stream.read(length)
    except OSError as error:
        return Fault(uri, "unreadable", str(error))
    if len(name) < length:
        return Fault(uri, "truncated", "ends within a name")
    text = name.decode("utf-8", "surrogateescape") if flags & _UTF8 else name.decode("cp437")
    known = None if flags & _SIZES_AFTER or packed == _UNKNOWN else packed
    return _Header(text, flags, method, crc, known, at + _HEADER.size + length + extra)


def _member(
    stream: BinaryIO, header: _Header, uri: str, meter: Meter, spool: Spool
) -> tuple[int, tuple[str, str] | None] | Fault:
    """Where the next header is, and why this member is not read; a fault where no next one can be found."""
    why = None
    if header.flags & _ENCRYPTED:
        why = ("encrypted", "a password is needed")
    elif header.method not in (_STORED, _DEFLATED):
        why = ("unsupported", f"compressed by method {header.method}")
    if header.packed is None and (why is not None or header.method != _DEFLATED):
        return Fault(uri, "damaged", f"the size of a member at byte {header.data:,} is not known")
    if why is not None:
        return header.data + (header.packed or 0), why
    ends: list[int] = []
    with Source(meter, partial(_bytes, stream, header, uri, ends))() as source:
        copied(source, spool)
    if spool.fault is not None:
        return spool.fault
    return _behind(stream, header, ends[0]), None


def _bytes(stream: BinaryIO, header: _Header, uri: str, ends: list[int]) -> Generator[bytes, None, None]:
    """A member's bytes; where they end goes into ``ends``.

    Raises:
        Fault: ``truncated``, ``damaged``.
    """
    stream.seek(header.data)
    crc, taken = 0, 0
    inflater = zlib.decompressobj(-zlib.MAX_WBITS)
    while header.packed is None or taken < header.packed or not header.packed:
        data = stream.read(CHUNK if header.packed is None else min(CHUNK, header.packed - taken))
        if not data and header.packed != taken:
            raise Fault(uri, "truncated", f"ends within {header.name[:200]!r}")
        taken += len(data)
        if header.method == _STORED:
            crc = zlib.crc32(data, crc)
            yield data
        while header.method == _DEFLATED and data:
            try:
                found = inflater.decompress(data, CHUNK)
            except zlib.error as error:
                raise Fault(uri, "damaged", f"{header.name[:200]!r}: {error}") from error
            crc, data = zlib.crc32(found, crc), inflater.unconsumed_tail
            yield found
        if inflater.eof or not header.packed:
            break
    if header.packed and header.method == _DEFLATED and not inflater.eof:
        raise Fault(uri, "damaged", f"{header.name[:200]!r} ends before its time")
    if not header.flags & _SIZES_AFTER and crc != header.crc:
        raise Fault(uri, "damaged", f"{header.name[:200]!r} is not what it was")
    ends.append(header.data + (header.packed if header.packed is not None else taken - len(inflater.unused_data)))


def _behind(stream: BinaryIO, header: _Header, end: int) -> int:
    if not header.flags & _SIZES_AFTER:
        return end
    stream.seek(end)
    follows = stream.read(max(_AFTERWORDS) + 2)
    fitting = (size for size in _AFTERWORDS if follows[size : size + 2] == b"PK")
    return end + next(fitting, _AFTERWORDS[0] if follows.startswith(b"PK") else _AFTERWORDS[2])
