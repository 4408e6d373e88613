"""Streams of bytes that nobody vouches for: counted, kept aside, ending in a clear word."""

from __future__ import annotations

import io
import tempfile
from collections.abc import Generator, Iterator
from dataclasses import dataclass, field
from types import TracebackType
from typing import BinaryIO, cast

from communique.model.records import Skipped
from communique.sources.base import Blob, Limits

CHUNK = 64 * 1024
"""Bytes that are read, unpacked or copied at once."""

_FLOOR = 8 * 1024 * 1024  # bytes; below it nothing is a bomb, however well it was packed
_IN_MEMORY = 4 * 1024 * 1024  # bytes of a member; longer ones lie in a temporary file without a name


class Fault(OSError):
    """Why a stream cannot be read on: ``bomb``, ``damaged``, ``truncated``, ``unsupported``.

    It passes through all readers that lie above the place; whoever tells it marks it, so that it is told once.
    """

    def __init__(self, uri: str, reason: str, detail: str) -> None:
        super().__init__(detail)
        self.uri = uri
        self.reason = reason
        self.was_told = False

    def tell(self) -> Iterator[Skipped]:
        """The note on it, the first time; nothing later."""
        if not self.was_told:
            self.was_told = True
            yield Skipped(self.uri, self.reason, str(self))


@dataclass(slots=True)
class Meter:
    """Counts the bytes that one archive really unpacks to, and with it what archives within it unpack to.

    Sizes in headers are claims and count for nothing. ``packed``: bytes of the archive read so far.
    """

    uri: str
    limits: Limits
    parent: Meter | None = None
    packed: int = 0
    spent: int = 0
    fault: Fault | None = None

    @classmethod
    def of(cls, blob: Blob, limits: Limits) -> Meter:
        """A meter for an archive; its spending counts for the archive it lies in, too."""
        around = getattr(blob.open, "meter", None)
        return cls(blob.uri, limits, around if isinstance(around, Meter) else None)

    @property
    def stopped(self) -> bool:
        """True when this archive, or one around it, has unpacked to all that it may."""
        return self.fault is not None or (self.parent is not None and self.parent.stopped)

    def spend(self, count: int) -> None:
        """Count so many more bytes.

        Raises:
            Fault: ``bomb`` when it is too much, the same one each time.
        """
        self.spent += count
        if self.parent is not None:
            self.parent.spend(count)  # first: if both have enough, the outer one ends it all
        allowed = min(self.limits.unpacked, max(_FLOOR, self.limits.ratio * self.packed))
        if self.fault is None and self.spent > allowed:
            self.fault = Fault(self.uri, "bomb", f"{self.packed:,} bytes unpack to more than {allowed:,}")
        if self.fault is not None:
            raise self.fault


class Stream(io.BufferedIOBase):
    """The bytes of some chunks as a stream, forward only.

    Where the chunks end in an error, small reads (up to `CHUNK` bytes) first give what came before it. A larger one
    wants a whole page and gets the error: half an article may say the opposite of the whole.
    """

    def __init__(self, chunks: Generator[bytes, None, None]) -> None:
        self._chunks = chunks
        self._buffer = b""
        self._at = 0
        self._position = 0
        self._error: OSError | None = None

    def readable(self) -> bool:
        """True."""
        return True

    def tell(self) -> int:
        """Bytes read so far."""
        return self._position

    def close(self) -> None:
        """Close what the chunks come from."""
        self._chunks.close()
        super().close()

    def read(self, size: int | None = -1, /) -> bytes:
        """Up to ``size`` bytes, or all.

        Raises:
            OSError: what the chunks end in.
        """
        wanted = -1 if size is None else size
        parts: list[bytes] = []
        missing = wanted
        while wanted < 0 or missing > 0:
            try:
                if not self._filled():
                    break
            except OSError:
                if parts and 0 <= wanted <= CHUNK:
                    break
                raise
            parts.append(self._take(missing if wanted >= 0 else len(self._buffer)))
            missing -= len(parts[-1])
        return b"".join(parts)

    def read1(self, size: int = -1, /) -> bytes:
        """What is at hand, up to ``size`` bytes; empty at the end."""
        if size == 0 or not self._filled():
            return b""
        return self._take(size if size > 0 else len(self._buffer))

    def readline(self, size: int | None = -1, /) -> bytes:
        """Up to and with the next line feed, or ``size`` bytes of it."""
        missing = -1 if size is None else size
        parts: list[bytes] = []
        while missing != 0 and self._filled():
            end = self._buffer.find(b"\n", self._at)
            length = (end + 1 if end >= 0 else len(self._buffer)) - self._at
            parts.append(self._take(length if missing < 0 else min(length, missing)))
            missing -= len(parts[-1]) if missing > 0 else 0
            if parts[-1].endswith(b"\n"):
                break
        return b"".join(parts)

    def _filled(self) -> bool:
        while self._at >= len(self._buffer):
            if self._error is not None:
                raise self._error
            try:
                chunk = next(self._chunks, None)
            except OSError as error:
                self._error = error
                raise
            if chunk is None:
                return False
            self._buffer, self._at = chunk, 0
        return True

    def _take(self, count: int) -> bytes:
        taken = self._buffer[self._at : self._at + count]
        self._at += len(taken)
        self._position += len(taken)
        return taken


@dataclass(slots=True)
class Spool:
    """Bytes kept aside, in memory or a temporary file that has no name, to be opened again and again.

    ``fault``: what the copying ended in; readers come upon it after the bytes that came before.
    """

    meter: Meter | None = None
    fault: Fault | None = None
    _file: tempfile.SpooledTemporaryFile[bytes] = field(
        default_factory=lambda: tempfile.SpooledTemporaryFile(max_size=_IN_MEMORY)  # noqa: SIM115  __exit__ closes it
    )

    def __enter__(self) -> Spool:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._file.close()

    def __call__(self) -> BinaryIO:
        """A stream from the start; it can be sought in, unless it ends in a fault."""
        if self.fault is not None:
            return cast(BinaryIO, Stream(self._cut()))
        return cast(BinaryIO, io.BufferedReader(_View(self)))

    def add(self, data: bytes) -> None:
        """Put bytes at the end."""
        self._file.seek(0, io.SEEK_END)
        self._file.write(data)

    def at(self, position: int, count: int) -> bytes:
        """Up to ``count`` bytes from ``position``."""
        self._file.seek(position)
        return self._file.read(count)

    def size(self) -> int:
        """Bytes in all."""
        return self._file.seek(0, io.SEEK_END)

    def _cut(self) -> Generator[bytes, None, None]:
        position = 0
        while chunk := self.at(position, CHUNK):
            position += len(chunk)
            yield chunk
        if self.fault is not None:
            raise self.fault


class _View(io.RawIOBase):
    """One reader's own place in a spool."""

    def __init__(self, spool: Spool) -> None:
        self._spool = spool
        self._position = 0

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def seek(self, offset: int, whence: int = io.SEEK_SET, /) -> int:
        base = {io.SEEK_SET: 0, io.SEEK_CUR: self._position, io.SEEK_END: self._spool.size()}[whence]
        if base + offset < 0:
            raise OSError("a place before the start")
        self._position = base + offset
        return self._position

    def readinto(self, buffer: bytearray | memoryview, /) -> int:  # type: ignore[override]  # typeshed's Buffer is 3.12
        found = self._spool.at(self._position, len(buffer))
        buffer[: len(found)] = found
        self._position += len(found)
        return len(found)


def copied(stream: BinaryIO, into: Spool, count: int | None = None) -> int:
    """Copy ``count`` bytes, or all, chunk by chunk; how many there were. A `Fault` is kept in ``into``."""
    done = 0
    try:
        while (count is None or done < count) and (
            chunk := stream.read(CHUNK if count is None else min(CHUNK, count - done))
        ):
            into.add(chunk)
            done += len(chunk)
    except Fault as fault:
        into.fault = fault
    return done
