"""The record file: opening it, its transactions, and SQLite's errors in the words of this program.

One process writes at a time, any number read meanwhile (write-ahead log). What is kept and how it is found again stand
in `documents`, `derived`, `queries` and `search`, which reach the database only through the doors here: `Store.rows`
(several of them of one state of the record inside `Store.snapshot`), and `Store.execute` inside `Store.transaction`.
"""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Self

from communique.errors import CannotWrite, NotARecord, RecordBusy, RecordMissing, RunError
from communique.record import migrations

BUSY_SECONDS = 10.0
CACHE_KIB = 65_536  # pages held in memory; the default of 2 MB reads the busiest pairs again and again
_MAGIC = b"SQLite format 3\x00"


class Store:
    """An open record file. Use `Store.open`; a context manager that closes it."""

    def __init__(self, connection: sqlite3.Connection, path: Path, *, writable: bool) -> None:
        self.path = path
        self.writable = writable
        self._connection = connection
        # One connection may serve several threads (the pages do so); a transaction is one thread's at a time.
        self._lock = threading.RLock()
        self._depth = 0
        self._held = False

    @classmethod
    def open(cls, path: Path, *, create: bool = False, busy_seconds: float = BUSY_SECONDS) -> Store:
        """Open the record at ``path``; with ``create``, make it when there is none (or an empty file).

        A record in a folder that cannot be written to is opened for reading only.

        Raises:
            RecordMissing: no such file, and not ``create``.
            NotARecord: a folder, an empty file without ``create``, another program's file, or a damaged one.
            RecordTooNew: written by a later version.
            RecordBusy: another process kept it locked for ``busy_seconds``.
            CannotWrite: it cannot be made here.
        """
        _look_at(path, create=create)
        with _translated(path):
            connection = _connect(path, busy_seconds, read_only=False)
            try:
                return cls._settle(connection, path)
            except sqlite3.OperationalError as error:
                connection.close()
                if not _is_read_only(error):
                    raise
            except BaseException:
                connection.close()
                raise
            connection = _connect(path, busy_seconds, read_only=True)
            try:
                if migrations.check(connection, path.name, migrations.STEPS) != migrations.STEPS[-1][0]:
                    raise CannotWrite(f"{path} cannot be brought up to date", "copy it to where it can be written to")
            except BaseException:
                connection.close()
                raise
            return cls(connection, path, writable=False)

    @classmethod
    def _settle(cls, connection: sqlite3.Connection, path: Path) -> Store:
        version = migrations.check(connection, path.name, migrations.STEPS)
        if version < migrations.STEPS[-1][0]:
            migrations.migrate(connection, migrations.STEPS)
        connection.execute("PRAGMA journal_mode = WAL")
        # In WAL mode NORMAL loses at most the last commits at a power cut, and never breaks the file.
        connection.execute("PRAGMA synchronous = NORMAL")
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute(f"PRAGMA cache_size = -{CACHE_KIB}")
        return cls(connection, path, writable=True)

    def close(self) -> None:
        """Close the file; a transaction under way is undone."""
        with self._lock, _translated(self.path):
            self._connection.close()

    def __enter__(self) -> Self:
        """The store itself."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close it."""
        self.close()

    def rows(self, sql: str, parameters: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
        """All rows of one SELECT."""
        with self._lock, _translated(self.path):
            return self._connection.execute(sql, parameters).fetchall()

    def execute(self, sql: str, parameters: Sequence[Any] = ()) -> int:
        """One change, inside `transaction`; returns how many rows it touched."""
        self._must_be_inside()
        with _translated(self.path):
            return self._connection.execute(sql, parameters).rowcount

    def execute_all(self, sql: str, parameters: Iterable[Sequence[Any]]) -> None:
        """The same change for many rows, inside `transaction`."""
        self._must_be_inside()
        with _translated(self.path):
            self._connection.executemany(sql, parameters)

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All or nothing of what is done inside. One inside another is part of the outer one.

        Raises:
            RecordBusy: another process is writing.
            CannotWrite: the file cannot be written to.
        """
        with self._lock:
            if self._depth:
                yield
                return
            if self._held:
                # What was read may be out of date by now, and must not decide what is written.
                raise RuntimeError("a transaction inside a snapshot")
            if not self.writable:
                raise CannotWrite(f"{self.path} can only be read", "copy it to a folder that can be written to")
            with _translated(self.path):
                self._connection.execute("BEGIN IMMEDIATE")
            self._depth = 1
            try:
                yield
                with _translated(self.path):
                    self._connection.execute("COMMIT")
            except BaseException:
                # SQLite may have rolled back on its own already (a full disk).
                if self._connection.in_transaction:
                    self._connection.execute("ROLLBACK")
                raise
            finally:
                self._depth = 0

    @contextmanager
    def snapshot(self) -> Iterator[None]:
        """All that is read inside is of one state of the record, whatever other processes write meanwhile.

        One inside another, or inside a transaction, is part of the outer one. Other threads that share this store wait.
        """
        with self._lock:
            if self._depth or self._held:
                yield
                return
            with _translated(self.path):
                self._connection.execute("BEGIN DEFERRED")
            self._held = True
            try:
                self.rows("SELECT 1 FROM sqlite_master LIMIT 1")  # only the first look fixes the state that is seen
                yield
            finally:
                self._held = False
                if self._connection.in_transaction:
                    self._connection.execute("ROLLBACK")

    def meta(self, key: str) -> str | None:
        """One fact about the record as a whole (``coder``, ``dirty``), or None."""
        found = self.rows("SELECT value FROM meta WHERE key = ?", (key,))
        return str(found[0][0]) if found else None

    def set_meta(self, key: str, value: str) -> None:
        """Set one fact about the record as a whole, inside `transaction`."""
        self.execute("INSERT OR REPLACE INTO meta (key, value) VALUES (?, ?)", (key, value))

    def _must_be_inside(self) -> None:
        if not self._depth:
            raise RuntimeError("a change to the record outside a transaction")


def _look_at(path: Path, *, create: bool) -> None:
    """What can be told before SQLite opens a file: it would make a missing one, and take an empty one as its own."""
    try:
        if path.is_dir():
            raise NotARecord(f"{path} is a folder", "name a file with --record")
        if not path.exists():
            if not create:
                raise RecordMissing(f"there is no record {path}", "make one with: communique build FILES --record FILE")
            if not path.absolute().parent.is_dir():
                raise CannotWrite(f"there is no folder {path.parent}", "make it first")
            return
        with path.open("rb") as file:
            head = file.read(len(_MAGIC))
    except OSError as error:
        raise NotARecord(f"{path} cannot be opened: {error.strerror}", "look at its permissions") from error
    if not head and create:
        return
    if head != _MAGIC:
        what = "is an empty file" if not head else "is not a record"
        raise NotARecord(f"{path} {what}", "name another file with --record")


def _connect(path: Path, busy_seconds: float, *, read_only: bool) -> sqlite3.Connection:
    query = ""
    if read_only:
        # Without a log beside it nobody is writing, and SQLite need not (and here cannot) make its shared-memory file.
        log = path.with_name(path.name + "-wal")
        query = "?mode=ro" if log.exists() and log.stat().st_size else "?mode=ro&immutable=1"
    connection = sqlite3.connect(
        path.absolute().as_uri() + query, uri=True, timeout=busy_seconds, isolation_level=None, check_same_thread=False
    )
    connection.execute("PRAGMA foreign_keys = ON")
    return connection


def _is_read_only(error: sqlite3.OperationalError) -> bool:
    return error.sqlite_errorcode & 0xFF in (sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PERM)


@contextmanager
def _translated(path: Path) -> Iterator[None]:
    try:
        yield
    except sqlite3.Error as error:
        raise _in_our_words(path, error) from error


def _in_our_words(path: Path, error: sqlite3.Error) -> RunError:
    code = getattr(error, "sqlite_errorcode", None)
    primary = None if code is None else code & 0xFF
    if primary in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
        return RecordBusy(f"another process is writing to {path}", "wait until it is done, then try again")
    if primary in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB):
        return NotARecord(f"{path} is damaged: {error}", "build it again from the documents")
    if primary in (sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PERM):
        return CannotWrite(f"{path} cannot be written to: {error}", "look at the permissions of file and folder")
    if primary in (sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR):
        return CannotWrite(f"{path} cannot be written to: {error}", "look at the space left on the disk")
    # Anything else is a fault of this program, not of the user's files: let it be seen as one.
    raise error
