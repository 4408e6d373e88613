"""The record behind the server: a few open readings of one file, opened anew when the file was replaced."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from starlette.requests import Request

if TYPE_CHECKING:
    from communique.api import Record

MOST_IDLE = 4  # open readings that wait for the next request; requests beyond them open their own


@dataclass(frozen=True, slots=True)
class _Open:
    """An open record with what told its file from others when it was opened."""

    record: Record
    file: tuple[int, int]


class Records:
    """Lends the record at ``path`` to one request at a time. Safe to share between threads."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._idle: list[_Open] = []
        self._lock = threading.Lock()

    @contextmanager
    def reading(self) -> Iterator[Record]:
        """The record for one request: all that is asked inside is of one state of it, whoever builds meanwhile.

        Raises:
            RecordMissing, NotARecord, RecordTooNew, RecordBusy: when there is none that can be used.
        """
        with self._lent() as one, one.record.snapshot():
            yield one.record

    @contextmanager
    def writing(self) -> Iterator[Record]:
        """The record for a request that judges. Raises as `reading` does."""
        with self._lent() as one:
            yield one.record

    def close(self) -> None:
        """Close what is idle."""
        with self._lock:
            idle, self._idle = self._idle, []
        for one in idle:
            one.record.close()

    @contextmanager
    def _lent(self) -> Iterator[_Open]:
        one = self._take()
        try:
            yield one
        except BaseException:
            one.record.close()  # whatever state it is in, the next request shall not meet it
            raise
        with self._lock:
            keep = len(self._idle) < MOST_IDLE and _identity(self.path) == one.file
            if keep:
                self._idle.append(one)
        if not keep:
            one.record.close()

    def _take(self) -> _Open:
        from communique import api

        now = _identity(self.path)
        with self._lock:
            old = [one for one in self._idle if one.file != now]
            self._idle = [one for one in self._idle if one.file == now]
            found = self._idle.pop() if self._idle else None
        for one in old:
            one.record.close()
        if found is not None:
            return found
        record = api.open(self.path)
        return _Open(record, _identity(self.path) or (0, 0))


def _identity(path: Path) -> tuple[int, int] | None:
    """What stays the same while a file is written to, and is another when it is replaced; None where there is none."""
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino


def records(request: Request) -> Records:
    """The records of the application that serves ``request``."""
    found = request.app.state.records
    assert isinstance(found, Records)
    return found
