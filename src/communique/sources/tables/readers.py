"""Articles in tables: JSON, one object a line or a list of them, separated values, Parquet."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import ExitStack
from itertools import islice, zip_longest

from communique.errors import ItemError
from communique.model.records import Skipped
from communique.sources.base import Blob, Desk, Item, told
from communique.sources.formats import suffix_of
from communique.sources.tables import parquet_rows
from communique.sources.tables.csv_rows import Line, dialect_of
from communique.sources.tables.csv_rows import rows as csv_rows
from communique.sources.tables.json_values import EndsEarly, Misshapen, Walk, parse
from communique.sources.tables.mappings import Row, fold, mappings
from communique.sources.tables.rows import Rows, columns_told
from communique.sources.tables.table_text import CHUNK, chunks, encoding_of, lines, rewindable, texts

_TABS = (".tsv", ".tab")
_BLANK_LINES = 1000  # at the head of a file, before it is taken as its name says


def read_jsonl(blob: Blob, desk: Desk) -> Iterator[Item]:
    """Articles as JSON objects, one a line; a page's number is that of its line.

    A file that begins like one JSON document is read as that. Reasons: ``too-large``, ``json``, ``encoding``,
    ``unreadable``, and those of `Rows`.
    """
    yield from _guarded(blob, lambda: _json_document(blob, desk) if _is_document(blob, desk) else _jsonl(blob, desk))


def read_json(blob: Blob, desk: Desk) -> Iterator[Item]:
    """Articles in one JSON document: a list of them, an object that holds such a list, or one; or one a line.

    A page's number is its place in the document. Reasons as for `read_jsonl`.
    """
    yield from _guarded(blob, lambda: _jsonl(blob, desk) if _is_lines(blob, desk) else _json_document(blob, desk))


def read_csv(blob: Blob, desk: Desk) -> Iterator[Item]:
    """Articles as rows under a header; a page's number is that of the line where its row begins.

    Reasons: ``columns`` when no column is known, ``csv``, ``ragged``, ``too-large``, ``encoding``, ``unreadable``, and
    those of `Rows`.
    """
    yield from _guarded(blob, lambda: _csv(blob, desk))


def read_parquet(blob: Blob, desk: Desk) -> Iterator[Item]:
    """Articles as rows of a Parquet file; a page's number is that of its row.

    Reasons: ``parquet`` when it is damaged, ``columns``, ``too-large``, ``unreadable``, and those of `Rows`.
    """
    yield from _guarded(blob, lambda: _parquet(blob, desk))


def _guarded(blob: Blob, items: Callable[[], Iterator[Item]]) -> Iterator[Item]:
    try:
        yield from items()
    except (OSError, EOFError) as error:
        yield Skipped(blob.uri, "unreadable", told(error))


def _jsonl(blob: Blob, desk: Desk) -> Iterator[Item]:
    rows = Rows(blob, desk, "line")
    with blob.open() as stream:
        for number, line in enumerate(lines(chunks(stream), desk.limits.item), 1):
            if line is None:
                yield from rows.broken(number, "too-large", f"more than {desk.limits.item:,} bytes")
            elif line.strip():
                yield from _json_row(rows, number, line)
    yield from rows.end()


def _json_row(rows: Rows, number: int, raw: bytes, *, rest: bool = False) -> Iterator[Item]:
    try:
        values = parse(raw)
    except ItemError as error:
        yield from rows.broken(number, error.reason, error.detail)
        return
    if isinstance(values, Mapping):
        packed = (values[key] for key in mappings().packed if isinstance(values.get(key), Mapping))
        values = next(packed, values)
    yield from rows.row(number, values, rest=rest)


def _json_document(blob: Blob, desk: Desk) -> Iterator[Item]:
    rows, known = Rows(blob, desk), mappings()
    number = 0
    with blob.open() as stream:
        walk = Walk(chunks(stream), desk.limits.item, known.lists, known.ways)
        try:
            for found in walk.articles():
                number += 1
                if found.raw is None:
                    yield from rows.broken(number, "too-large", f"more than {desk.limits.item:,} bytes")
                else:
                    yield from _json_row(rows, number, found.raw, rest=found.rest)
        except EndsEarly:
            after = f"after {number:,} articles" if number else "before its first article is complete"
            yield Skipped(blob.uri, "json", f"the file ends early, {after}")
            yield from rows.end(whole=False)
            return
        except Misshapen as error:
            yield Skipped(blob.uri, "json", f"{told(error)}; read so far: {number:,}")
            yield from rows.end(whole=False)
            return
    yield from rows.end()


def _first_lines(blob: Blob, desk: Desk) -> list[bytes]:
    """The first two lines that are not blank, stripped; what is longer than an article may be counts as blank."""
    with blob.open() as stream:
        head = islice(lines(chunks(stream), desk.limits.item), _BLANK_LINES)
        return list(islice((line.strip() for line in head if line is not None and line.strip()), 2))


def _is_lines(blob: Blob, desk: Desk) -> bool:
    """True where one object ends with its line and another follows, which no single JSON document can have."""
    first = _first_lines(blob, desk)
    return len(first) == 2 and first[0].startswith(b"{") and first[0].endswith(b"}") and first[1].startswith(b"{")


def _is_document(blob: Blob, desk: Desk) -> bool:
    """True where the first line opens a list, or an object that goes on in the next."""
    first = _first_lines(blob, desk)
    return bool(first) and (first[0].startswith(b"[") or first[0] == b"{")


def _csv(blob: Blob, desk: Desk) -> Iterator[Item]:
    rows = Rows(blob, desk, "line")
    with blob.open() as stream:
        encoding, stray = encoding_of(chunks(stream))
    with blob.open() as stream:
        head = next(texts(chunks(stream), encoding), "")
    first = "\t" if suffix_of(blob.name) in _TABS else ","
    dialect = dialect_of(head[:CHUNK], lambda names: rows.knows(Row(dict.fromkeys(names))), first)
    if stray:
        yield Skipped(blob.uri, "encoding", f"{stray:,} bytes are not UTF-8; read with a sign in place of each")
    with blob.open() as stream:
        yield from _under_header(rows, csv_rows(texts(chunks(stream), encoding), dialect, desk.limits.item))


def _under_header(rows: Rows, table: Iterator[Line]) -> Iterator[Item]:
    header: tuple[str, ...] = ()
    for line in table:
        if line.reason:
            yield from rows.broken(line.number, line.reason, line.detail)
            if not header:
                break  # without its header a table says nothing
        elif not header:
            header = tuple(name.strip() for name in line.cells)
            if not rows.knows(Row(dict.fromkeys(header))):
                yield rows.unknown_columns(columns_told(dict.fromkeys(header)))
                return
        elif any(map(str.strip, line.cells[len(header) :])):
            cells = f"{len(line.cells)} cells under {len(header)} columns"
            yield from rows.broken(line.number, "ragged", f"{cells}, so that none can be told to be the text")
        else:
            values: dict[str, object] = {}
            for name, cell in zip_longest(header, line.cells[: len(header)]):
                values.setdefault(name, cell)  # of two columns of one name the first counts
            yield from rows.row(line.number, values)
    yield from rows.end()


def _parquet(blob: Blob, desk: Desk) -> Iterator[Item]:
    rows = Rows(blob, desk)
    with ExitStack() as stack:
        stream = stack.enter_context(blob.open())
        whole = rewindable(stream, desk.limits.unpacked)
        if whole is None:
            yield Skipped(blob.uri, "too-large", f"more than {desk.limits.unpacked:,} bytes")
            return
        if whole is not stream:
            stack.enter_context(whole)
        try:
            table = stack.enter_context(parquet_rows.opened(whole))
            columns = _columns_of_use(table.empty_row, desk)
            size = table.size()
        except parquet_rows.Damaged as error:
            yield Skipped(blob.uri, "parquet", told(error))
            return
        if not rows.knows(Row(table.empty_row)):
            yield rows.unknown_columns(columns_told(table.empty_row))
        elif size > desk.limits.unpacked:
            yield Skipped(blob.uri, "too-large", f"unpacks to {size:,} bytes; the limit is {desk.limits.unpacked:,}")
        else:
            yield from _parquet_rows(rows, table.rows(columns, desk.limits.item))


def _parquet_rows(rows: Rows, found: Iterator[dict[str, object]]) -> Iterator[Item]:
    number, whole = 0, True
    while True:
        try:
            values = next(found, None)
        except parquet_rows.Damaged as error:
            yield Skipped(rows.blob.uri, "parquet", f"damaged after row {number:,}: {told(error)}")
            values, whole = None, False
        if values is None:
            break
        number += 1
        yield from rows.row(number, values)
    yield from rows.end(whole=whole)


def _columns_of_use(names: Iterable[str], desk: Desk) -> list[str]:
    """The columns that hold anything that is asked for: a table of news may have hundreds of others."""
    known = mappings().columns
    own = {part for column in desk.columns.values() for part in (fold(column), fold(column.partition(".")[0]))}
    return [name for name in names if fold(name) in known | own]
