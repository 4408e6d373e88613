"""Rows of a public test bed: one JSON object a line."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from communique.errors import NothingToRead, UsageError


def bed_rows(path: Path, *needed: str) -> Iterator[dict[str, Any]]:
    """The rows of a JSON Lines file in their order.

    Args:
        path: the file.
        needed: keys that every row must have, with text in them.

    Raises:
        NothingToRead: the file is not there or cannot be read.
        UsageError: a line is no JSON object, or lacks a key; the line is named.
    """
    try:
        with path.open(encoding="utf-8-sig") as lines:
            for number, line in enumerate(lines, start=1):
                if line.strip():
                    yield _row(path, number, line, needed)
    except (OSError, UnicodeDecodeError) as error:
        raise NothingToRead(f"{path} cannot be read: {error}", "name a test bed, such as stories.jsonl") from error


def _row(path: Path, number: int, line: str, needed: tuple[str, ...]) -> dict[str, Any]:
    try:
        row = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise UsageError(f"{path}:{number} is no JSON: {error}", "a test bed has one JSON object a line") from error
    if not isinstance(row, dict):
        raise UsageError(f"{path}:{number} is no JSON object", "a test bed has one JSON object a line")
    for key in needed:
        if not isinstance(row.get(key), str):
            raise UsageError(f"{path}:{number} has no text under {key!r}", f"each line needs {', '.join(needed)}")
    return row
