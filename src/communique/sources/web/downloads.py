"""Bytes on their way in: in memory while they are few, in a temporary file when they are many."""

from __future__ import annotations

import io
import os
import tempfile
import weakref
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO, cast


class Download:
    """What a server sent. Written once, then `open` reads it from the start as often as wanted.

    The temporary file is removed when nobody holds the download any more, at the latest when the program ends.

    Args:
        in_memory: bytes that are kept in memory; all goes to a file when there are more.
    """

    def __init__(self, in_memory: int) -> None:
        self.size = 0
        """Bytes written."""
        self._most = in_memory
        self._memory = bytearray()
        self._path: Path | None = None
        self._writer: io.BufferedWriter | None = None
        self._removal: weakref.finalize[..., Download] | None = None

    def write(self, chunk: bytes) -> None:
        """Add some bytes.

        Raises:
            OSError: the file cannot be written.
        """
        self.size += len(chunk)
        if self._writer is None:
            self._memory += chunk
            if self.size > self._most:
                self._to_file()
        else:
            self._writer.write(chunk)

    def close(self) -> None:
        """Nothing more comes.

        Raises:
            OSError: the file cannot be written.
        """
        if self._writer is not None:
            self._writer.close()

    def drop(self) -> None:
        """Nobody wants it after all."""
        with suppress(OSError):
            self.close()
        if self._removal is not None:
            self._removal()
        self._memory.clear()

    def open(self) -> BinaryIO:
        """A fresh stream from the start.

        Raises:
            OSError: the file is gone.
        """
        return io.BytesIO(self._memory) if self._path is None else cast(BinaryIO, self._path.open("rb"))

    def _to_file(self) -> None:
        handle, name = tempfile.mkstemp(prefix="communique-")
        self._path = Path(name)
        self._removal = weakref.finalize(self, _remove, name)
        self._writer = os.fdopen(handle, "wb")
        self._writer.write(self._memory)
        self._memory = bytearray()


def _remove(name: str) -> None:
    with suppress(OSError):
        Path(name).unlink()
