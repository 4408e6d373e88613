"""The user's own table of offices on its way into the record."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from communique.documents.decode import decode
from communique.errors import ItemError, NothingToRead
from communique.knowledge.given_offices import read_given_offices
from communique.knowledge.offices import Tenure
from communique.record import derived
from communique.record.store import Store
from communique.run.finish import finish
from communique.run.ports import Progress, Rooms
from communique.sources.files import read_small_file


def read_offices(file: Path) -> tuple[Tenure, ...]:
    """The offices in a CSV file.

    Raises:
        NothingToRead: there is no such file, or none that is text.
        BadTable: its columns or some of its rows are wrong; ``details`` names each row.
    """
    try:
        text = decode(read_small_file(file))
    except ItemError as error:
        raise NothingToRead(f"{file.as_posix()}: {error.detail}", "name a CSV file of offices") from error
    return read_given_offices(text, file.name)


def use_offices(store: Store, given: Sequence[Tenure], rooms: Rooms, tell: Callable[[Progress], None]) -> bool:
    """Make ``given`` the record's own table of offices, and link the record again when that changes it.

    Documents are not read again: who holds an office is asked when the record is linked.
    """
    with store.transaction():
        changed = derived.put_given_offices(store, given)
        if changed:
            store.set_meta("dirty", "1")
    coder = store.meta("coder")
    if changed and coder is not None:
        finish(store, rooms, coder, tell)
    return changed
