"""Loads the annotators' own tables (roles, cues, predicates, ...), validated row by row."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from importlib import resources

from communique.errors import BadTable


def rows(name: str, columns: Sequence[str], required: Sequence[str] = ()) -> Iterator[tuple[int, dict[str, str]]]:
    """Line number and cells of each row of ``annotate/data/NAME``; lines that begin with ``#`` are notes.

    Raises:
        BadTable: columns other than ``columns``, a row of another length, or an empty cell in a ``required`` column.
    """
    text = resources.files("communique.annotate").joinpath("data", name).read_text(encoding="utf-8")
    reader = csv.reader(io.StringIO(text))
    header: list[str] | None = None
    for cells in reader:
        if not cells or cells[0].startswith("#"):
            continue
        if header is None:
            header = cells
            if header != list(columns):
                raise BadTable(f"{name}: columns are {header}", f"they should be {list(columns)}")
            continue
        if len(cells) != len(header):
            raise BadTable(f"{name}:{reader.line_num}: {len(cells)} cells", f"there should be {len(header)}")
        row = {key: cell.strip() for key, cell in zip(header, cells, strict=True)}
        for key in required:
            if not row[key]:
                raise BadTable(f"{name}:{reader.line_num}: no {key}", "fill it in")
        yield reader.line_num, row
