"""Recognises a record file and brings an older one up to date."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator, Sequence
from importlib import resources

from communique.errors import NotARecord, RecordTooNew
from communique.knowledge.tables import fold
from communique.model.ontology import EventType, ontology

APPLICATION_ID = 0x434D4E51  # "CMNQ", in the header of the file, where file(1) and SQLite look for it

Step = tuple[int, str]


def _shipped() -> tuple[Step, ...]:
    folder = resources.files("communique.record")
    names = ("schema.sql", "schema_2.sql", "schema_3.sql", "schema_4.sql", "schema_5.sql")
    return tuple((n, folder.joinpath(name).read_text(encoding="utf-8")) for n, name in enumerate(names, start=1))


STEPS: tuple[Step, ...] = _shipped()
"""``(version, SQL that leads to it from the one before)``, in order. A released step is never changed: add one."""


def identity(connection: sqlite3.Connection) -> tuple[int, int]:
    """``(application id, version)`` from the header of the file."""
    (application,) = connection.execute("PRAGMA application_id").fetchone()
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    return int(application), int(version)


def check(connection: sqlite3.Connection, name: str, steps: Sequence[Step] = STEPS) -> int:
    """The version of the record behind ``connection``; 0 for a database without a table or an owner.

    Raises:
        NotARecord: another program's database, or one of no program's with tables in it.
        RecordTooNew: a later version than the last of ``steps``.
    """
    application, version = identity(connection)
    if application == 0 and version == 0 and not connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]:
        return 0
    if application != APPLICATION_ID:
        raise NotARecord(f"{name} is a database of another program", "name another file with --record")
    if version > steps[-1][0]:
        raise RecordTooNew(
            f"{name} was written by a newer communique (format {version}, this one knows {steps[-1][0]})",
            "upgrade communique, or build a new record",
        )
    return version


def migrate(connection: sqlite3.Connection, steps: Sequence[Step] = STEPS) -> int:
    """Run the steps that are still to come, all in one transaction; returns the version reached.

    ``connection`` must be in autocommit mode (``isolation_level=None``). When a step fails, nothing has changed.
    """
    connection.create_function("reciprocal", 2, _reciprocal, deterministic=True)
    connection.create_function("folded", 1, fold, deterministic=True)  # what a step's SQL may ask beside SQLite's own
    connection.execute("BEGIN IMMEDIATE")
    try:
        # Asked again inside the transaction: another process may have migrated while this one waited.
        _, version = identity(connection)
        for number, script in steps:
            if number <= version:
                continue
            for statement in _statements(script):
                connection.execute(statement)
            version = number
        connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        connection.execute(f"PRAGMA user_version = {version}")
    except BaseException:
        connection.execute("ROLLBACK")
        raise
    connection.execute("COMMIT")
    return version


def _reciprocal(event: str | None, form: str | None) -> bool:
    return ontology().reciprocal(None if event is None else EventType(event), form)


def _statements(script: str) -> Iterator[str]:
    """The statements of a script one by one: ``executescript`` would commit the transaction they stand in."""
    statement = ""
    for piece in re.split(r"(?<=;)", script):
        statement += piece  # a semicolon may also stand in a string, a comment or a trigger
        if sqlite3.complete_statement(statement):
            yield statement
            statement = ""
    if statement.strip():
        yield statement
