"""Unpacking of gzip, bzip2 and xz: in chunks, counted, afresh each time."""

from __future__ import annotations

import bz2
import lzma
import zlib
from collections.abc import Callable, Generator
from contextlib import closing
from dataclasses import dataclass
from typing import BinaryIO, Protocol, cast

from communique.sources.archives.metered import CHUNK, Fault, Meter, Stream

_XZ_MEMORY = 512 * 1024 * 1024  # bytes; the strongest usual setting takes 65 MiB, a hostile header asks for gigabytes
_GZ = b"\x1f\x8b\x08"
_LONGEST_MAGIC = 6  # bytes
_INTAKE = 8 * 1024  # bytes; what a part leaves over is copied, and hostile files consist of parts of twenty bytes
_MOST_GAPS = 1000  # damaged places in one file, after which it is given up


@dataclass(slots=True)
class Source:
    """Opens something packed afresh each time; what it was read through before is not counted again.

    ``chunks`` gives its bytes from the start. ``fault`` is what they were found to end in.
    """

    meter: Meter
    chunks: Callable[[], Generator[bytes, None, None]]
    fault: Fault | None = None
    reached: int = 0

    def __call__(self) -> BinaryIO:
        """A stream from the start."""
        return cast(BinaryIO, Stream(self._counted()))

    def _counted(self) -> Generator[bytes, None, None]:
        position = 0
        try:
            with closing(self.chunks()) as chunks:
                for chunk in chunks:
                    position += len(chunk)
                    if position > self.reached:
                        fresh, self.reached = position - self.reached, position
                        self.meter.spend(fresh)
                    yield chunk
        except Fault as fault:
            self.fault = self.fault or fault
            raise self.fault from None


class _Unpacker(Protocol):
    """What the decompressors of the standard library have in common."""

    @property
    def eof(self) -> bool: ...
    @property
    def needs_input(self) -> bool: ...
    @property
    def unused_data(self) -> bytes: ...
    def decompress(self, data: bytes, max_length: int = ...) -> bytes: ...


class _Inflater:
    """gzip in the shape of the others."""

    def __init__(self) -> None:
        self._inner = zlib.decompressobj(16 + zlib.MAX_WBITS)
        self.needs_input = True

    @property
    def eof(self) -> bool:
        return self._inner.eof

    @property
    def unused_data(self) -> bytes:
        return self._inner.unused_data

    def decompress(self, data: bytes, max_length: int = CHUNK) -> bytes:
        found = self._inner.decompress(self._inner.unconsumed_tail + data, max_length)
        self.needs_input = not self._inner.unconsumed_tail and len(found) < max_length
        return found


@dataclass(slots=True)
class _Intake:
    """The packed bytes, counted."""

    stream: BinaryIO
    meter: Meter
    taken: int = 0

    def more(self) -> bytes:
        data = self.stream.read(_INTAKE)
        self.taken += len(data)
        self.meter.packed = max(self.meter.packed, self.taken)
        return data


def unpacked(
    open_: Callable[[], BinaryIO], meter: Meter, gaps: list[str] | None = None
) -> Generator[bytes, None, None]:
    """What gzip, bzip2 or xz data unpack to, by their first bytes; other bytes as they are.

    Several packed parts in a row count as one. With ``gaps``, a damaged gzip part is told there and reading goes on at
    the next one, as web archives allow, in which each record is a part.

    Raises:
        Fault: ``damaged``, ``truncated``, ``unsupported``.
        OSError: when the packed bytes cannot be read.
    """
    with open_() as stream:
        intake = _Intake(stream, meter)
        data = _topped(intake, b"")
        if _unpacker_for(data) is None:
            while data:
                yield data
                data = intake.more()
            return
        while data := _without_padding(intake, data):
            unpacker = _unpacker_for(data)
            try:
                if unpacker is None:
                    raise Fault(meter.uri, "damaged", "what follows the compressed data is not compressed")
                data = yield from _part(unpacker, data, intake)
            except Fault as fault:
                if gaps is None or fault.reason != "damaged" or len(gaps) >= _MOST_GAPS:
                    raise
                gaps.append(str(fault))
                data = _next_part(intake, data)


def _part(unpacker: _Unpacker, data: bytes, intake: _Intake) -> Generator[bytes, None, bytes]:
    uri = intake.meter.uri
    while True:
        try:
            found = unpacker.decompress(data, CHUNK)
        except lzma.LZMAError as error:
            reason = "unsupported" if "emory" in str(error) else "damaged"
            raise Fault(uri, reason, f"cannot be unpacked: {error}") from error
        except (zlib.error, OSError, EOFError, ValueError) as error:
            raise Fault(uri, "damaged", f"cannot be unpacked: {error}") from error
        if found:
            yield found
        if unpacker.eof:
            return unpacker.unused_data
        data = b""
        if unpacker.needs_input and not (data := intake.more()):
            raise Fault(uri, "truncated", "ends in the midst of compressed data")


def _next_part(intake: _Intake, data: bytes) -> bytes:
    """From the next place on that begins as gzip does; what was given to a failed unpacker is searched from its 2nd."""
    data = data[1:]
    while (at := data.find(_GZ)) < 0:
        more = intake.more()
        if not more:
            return b""
        data = data[-len(_GZ) :] + more
    return data[at:]


def _topped(intake: _Intake, data: bytes) -> bytes:
    while len(data) < _LONGEST_MAGIC and (more := intake.more()):
        data += more
    return data


def _without_padding(intake: _Intake, data: bytes) -> bytes:
    """Without NUL bytes at the start: tapes and xz fill up with them."""
    while not (data := data.lstrip(b"\0")):
        data = intake.more()
        if not data:
            return b""
    return _topped(intake, data)


def _unpacker_for(head: bytes) -> _Unpacker | None:
    if head.startswith(_GZ):
        return _Inflater()
    if head.startswith(b"BZh"):
        return bz2.BZ2Decompressor()
    if head.startswith(b"\xfd7zXZ\0"):
        return lzma.LZMADecompressor(memlimit=_XZ_MEMORY)
    return None
