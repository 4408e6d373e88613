"""Ranking what there is to decide; of a large record in a process of its own: that takes minutes, and the server has
pages to show meanwhile. ``python -m communique.views.door.ranking RECORD`` writes JSON.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from communique.errors import RunError

if TYPE_CHECKING:
    from communique.api import Candidate, Record

HERE = 5000  # claims of a record up to which the server ranks by itself

Ranked = tuple["tuple[Candidate, ...]", frozenset[str]]
"""What there is to decide, and the ids of the judgements that were known."""


def ranked(record: Record) -> Ranked:
    """Rank in this process."""
    return record.review(), frozenset(j.id for j in record.judgements())


def ranked_elsewhere(path: Path) -> Ranked:
    """Rank the record at ``path`` in another process.

    Raises:
        RunError: that failed.
    """
    from communique.api import Candidate

    command = [sys.executable, "-m", "communique.views.door.ranking", str(path)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        text = process.stdout.read()
    if process.returncode:
        raise RunError("what there is to decide could not be ranked", "the log of the server says why")
    found = json.loads(text)
    return tuple(_candidate(Candidate, row) for row in found["candidates"]), frozenset(found["judged"])


def _candidate(made: type[Candidate], row: dict[str, object]) -> Candidate:
    return made(**{key: tuple(value) if isinstance(value, list) else value for key, value in row.items()})  # type: ignore[arg-type]


def write(path: Path, out: TextIO) -> None:
    """Rank the record at ``path`` and write what was found."""
    from communique import api

    with api.open(path) as record, record.snapshot():
        candidates, judged = ranked(record)
    json.dump({"candidates": [asdict(one) for one in candidates], "judged": sorted(judged)}, out)


def _end_with_the_server() -> None:
    sys.stdin.read()  # ends when the server closes it, or is no more
    os._exit(1)


if __name__ == "__main__":
    threading.Thread(target=_end_with_the_server, daemon=True).start()
    write(Path(sys.argv[1]), sys.stdout)
