"""Rows of a Parquet file, a few at a time, and only the columns that are asked for."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from typing import Any, BinaryIO

from communique.sources.base import told
from communique.sources.tables.table_text import CHUNK

_MOST_ROWS = 256  # held at once
# What a damaged file makes of the library is any of these; a read error of the file itself comes out of it as OSError.
_DAMAGE = (OSError, EOFError, ValueError, TypeError, LookupError, ArithmeticError, MemoryError, RuntimeError)


class Damaged(Exception):
    """The file cannot be read, or not further."""


@dataclass(frozen=True, slots=True)
class Table:
    """An open file. ``empty_row`` is a row as all are, without values: names of columns, objects within objects."""

    file: Any
    empty_row: dict[str, object]
    count: int

    def size(self) -> int:
        """Bytes to which the whole file unpacks, as it says itself.

        Raises:
            Damaged: it does not say.
        """
        # The sizes of single columns would be nearer, but to ask a damaged file for them ends the whole process: the
        # library throws there what Python never sees (pyarrow 26).
        with _damage():
            data = self.file.metadata
            return sum(max(0, data.row_group(i).total_byte_size) for i in range(data.num_row_groups))

    def rows(self, columns: Collection[str], item: int) -> Iterator[dict[str, object]]:
        """The rows with these columns; about ``item`` bytes are unpacked at once.

        Raises:
            Damaged: after the last row that could be read.
        """
        a_row = max(1, self.size() // max(1, self.count))
        at_once = max(1, min(_MOST_ROWS, item // a_row))
        with _damage():
            batches = iter(self.file.iter_batches(at_once, columns=list(columns), use_threads=False))
        while True:
            with _damage():
                batch = next(batches, None)
                if batch is None:
                    return
                columns_here = list(zip(batch.schema.names, batch.columns, strict=True))
            for i in range(batch.num_rows):
                row: dict[str, object] = {}
                for name, column in columns_here:
                    row.setdefault(name, _value(column[i]))  # of two columns of one name the first counts
                yield row


@contextmanager
def opened(stream: BinaryIO) -> Iterator[Table]:
    """The table in a stream that can be rewound.

    Raises:
        Damaged: it is none.
    """
    from pyarrow.parquet import ParquetFile  # slow to load, and seldom needed

    with _damage():
        head = ParquetFile(stream, pre_buffer=False)
        # Without a buffer size each column of a group of rows would be held whole. And a long text that stands in many
        # rows is once in the file: unless it is left so, a file of one megabyte unfolds to gigabytes.
        shared = list(_texts(head.schema))
        file = ParquetFile(stream, metadata=head.metadata, pre_buffer=False, buffer_size=CHUNK, read_dictionary=shared)
    try:
        with _damage():
            table = Table(file, {f.name: _empty(f.type) for f in file.schema_arrow}, file.metadata.num_rows)
        yield table
    finally:
        file.close()


@cache
def _kinds() -> tuple[type[Exception], ...]:
    from pyarrow import ArrowException

    return (ArrowException, AttributeError, *_DAMAGE)


@contextmanager
def _damage() -> Iterator[None]:
    try:
        yield
    except _kinds() as error:
        raise Damaged(told(error)) from error


def _empty(kind: Any) -> object:
    from pyarrow.types import is_struct

    return {kind.field(i).name: _empty(kind.field(i).type) for i in range(kind.num_fields)} if is_struct(kind) else None


def _texts(schema: Any) -> Iterator[str]:
    """The paths of the columns of texts, but for those in lists."""
    for i in range(len(schema)):
        column = schema.column(i)
        if column.physical_type == "BYTE_ARRAY" and column.max_repetition_level == 0:
            yield column.path


def _value(cell: Any) -> object:
    """What is in a cell; where Python has no value for it, its bytes, its text or its number."""
    ways = (cell.as_py, lambda: _bytes(cell), lambda: cell.cast("string").as_py(), lambda: cell.value)
    for way in ways:
        try:
            found: object = way()
        except _kinds():
            continue
        return found
    return None


def _bytes(cell: Any) -> bytes:
    text = cell.value if hasattr(cell, "dictionary") else cell  # one of many equal texts
    found: bytes = text.as_buffer().to_pybytes()
    return found
