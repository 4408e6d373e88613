"""What goes wrong, in the words of HTTP: one shape under `/api`, one page elsewhere, the same status for both."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

from typing_extensions import TypedDict

from communique.errors import (
    BadTable,
    CannotWrite,
    NotARecord,
    NothingToRead,
    RecordBusy,
    RecordMissing,
    RecordTooNew,
    RunError,
    UnknownId,
    UnknownState,
    UsageError,
)

STATUS: tuple[tuple[type[RunError], int], ...] = (
    (UnknownState, 404),
    (UnknownId, 404),
    (UsageError, 422),
    (NothingToRead, 422),
    (BadTable, 422),
    (RecordMissing, 503),
    (NotARecord, 503),
    (RecordTooNew, 503),
    (RecordBusy, 503),
    (CannotWrite, 503),
)
"""The HTTP status of each error of a run; any other is a fault of ours (500)."""

RETRY_SECONDS = 5
_NEAR = re.compile(r"(?<!looks like )\b(?:[dcsexj]-[0-9a-f]{12}|[a-z-]+:[\w.-]+)\b")


class Refused(RunError):
    """A request that may not be made: ``status`` is its HTTP status."""

    def __init__(self, status: int, what: str, hint: str = "") -> None:
        super().__init__(what, hint)
        self.status = status


class Problem(TypedDict):
    """What went wrong: ``error`` is one clear line, ``hint`` what to do, ``details`` one line for each wrong part.

    ``near``: ids in the hint that do exist.
    """

    status: int
    error: str
    hint: str
    details: list[str]
    near: list[str]


def status_of(error: RunError) -> int:
    """The HTTP status that tells this error."""
    if isinstance(error, Refused):
        return error.status
    return next((status for kind, status in STATUS if isinstance(error, kind)), 500)


def problem(error: RunError) -> Problem:
    """An error of a run as a shape."""
    return make_problem(status_of(error), error.what, error.hint, error.details)


def make_problem(status: int, what: str, hint: str = "", details: Sequence[str] = ()) -> Problem:
    """The shape of something that went wrong."""
    return Problem(status=status, error=what, hint=hint, details=list(details), near=_NEAR.findall(hint))


def without_folder(text: str, path: Path) -> str:
    """A line that names a file as only its folder's own people need: by its name alone.

    >>> without_folder("/data/ana/r.record is not a record", Path("/data/ana/r.record"))
    'r.record is not a record'
    """
    return text.replace(f"{path.parent}/", "") if path.is_absolute() and path.parent != path.parent.parent else text


def for_strangers(found: Problem, path: Path) -> Problem:
    """A problem as it is told over a network, where nobody need know how the folders of this machine are called."""
    hint, details = without_folder(found["hint"], path), [without_folder(one, path) for one in found["details"]]
    return {**found, "error": without_folder(found["error"], path), "hint": hint, "details": details}
