"""The error tree. Two kinds only: an error of *this item* (skip it, record why, go on) and of *this run* (stop,
say what to do).

```
CommuniqueError
├── ItemError            this document cannot be read; `reason` is a stable word for counting
└── RunError             this run cannot go on; `exit_code` and `hint` tell the user what to do
    ├── UsageError           2  arguments that do not fit together
    ├── NothingToRead        3  no path exists, or no readable document in any of them
    ├── RecordMissing        4  the record file does not exist
    ├── NotARecord           5  the file is there and is no record of ours
    ├── RecordTooNew         6  written by a newer version
    ├── UnknownState         7  no such state
    ├── UnknownId            8  nothing in the record has this id
    ├── BadTable             9  a shipped or user table has a wrong row (also: ontology)
    ├── ModelMissing        10  a model package is not installed
    ├── RecordBusy          11  another process is writing to the record
    └── CannotWrite         12  an output file or folder cannot be written
```
"""

from __future__ import annotations


class CommuniqueError(Exception):
    """Root of everything this program raises on purpose."""


class ItemError(CommuniqueError):
    """One item cannot be read.

    Args:
        reason: a stable word for counting, such as ``empty``, ``encoding``, ``too-large``, ``no-text``; who raises it
            tells which.
        detail: what was seen, for people.
    """

    def __init__(self, reason: str, detail: str) -> None:
        super().__init__(f"{reason}: {detail}")
        self.reason = reason
        self.detail = detail


class RunError(CommuniqueError):
    """The run cannot go on.

    Args:
        what: one clear line that says what is wrong.
        hint: one line that says what to do.
        details: what is wrong with each part, one line each, where several are.
    """

    exit_code = 1

    def __init__(self, what: str, hint: str = "", details: tuple[str, ...] = ()) -> None:
        super().__init__(what)
        self.what = what
        self.hint = hint
        self.details = details


class UsageError(RunError):
    """Arguments that do not fit together."""

    exit_code = 2


class NothingToRead(RunError):
    """No path exists, or no readable document in any of them."""

    exit_code = 3


class RecordMissing(RunError):
    """The record file does not exist."""

    exit_code = 4


class NotARecord(RunError):
    """The file is there and is no record of ours."""

    exit_code = 5


class RecordTooNew(RunError):
    """The record was written by a newer version of this program."""

    exit_code = 6


class UnknownState(RunError):
    """No state has this code or name."""

    exit_code = 7


class UnknownId(RunError):
    """Nothing in the record has this id."""

    exit_code = 8


class BadTable(RunError):
    """A shipped or user-given table has a wrong row."""

    exit_code = 9


class ModelMissing(RunError):
    """A model package is not installed."""

    exit_code = 10


class RecordBusy(RunError):
    """Another process is writing to the record."""

    exit_code = 11


class CannotWrite(RunError):
    """An output file or folder cannot be written."""

    exit_code = 12
