from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from communique.errors import RecordTooNew
from communique.record import migrations, queries
from communique.record.store import Store

# A file of version 1, made by hand and much smaller than ours, and the steps that came after it.
VERSION_1 = "CREATE TABLE documents (id TEXT PRIMARY KEY, text TEXT); INSERT INTO documents VALUES ('d-1', 'a; b');"
LATER = (
    (1, VERSION_1),
    (2, "ALTER TABLE documents ADD COLUMN title TEXT;\nUPDATE documents SET title = substr(text, 1, 1);"),
    (
        3,
        "CREATE TRIGGER stay BEFORE DELETE ON documents BEGIN\n  SELECT RAISE(ABORT, 'no; never');\nEND;\n"
        "CREATE INDEX documents_title ON documents (title)",
    ),
)


def _version_1(path: Path) -> sqlite3.Connection:
    db = sqlite3.connect(path, isolation_level=None)
    db.executescript(VERSION_1)
    db.execute(f"PRAGMA application_id = {migrations.APPLICATION_ID}")
    db.execute("PRAGMA user_version = 1")
    return db


def test_an_older_file_is_brought_up_to_date(tmp_path: Path) -> None:
    db = _version_1(tmp_path / "old.record")
    assert migrations.check(db, "old.record", LATER) == 1
    assert migrations.migrate(db, LATER) == 3
    assert migrations.identity(db) == (migrations.APPLICATION_ID, 3)
    assert db.execute("SELECT id, text, title FROM documents").fetchall() == [("d-1", "a; b", "a")]
    with pytest.raises(sqlite3.IntegrityError, match="no; never"):
        db.execute("DELETE FROM documents")
    assert migrations.migrate(db, LATER) == 3
    db.close()


def test_a_step_that_fails_changes_nothing(tmp_path: Path) -> None:
    db = _version_1(tmp_path / "old.record")
    with pytest.raises(sqlite3.OperationalError):
        migrations.migrate(db, (*LATER, (4, "CREATE TABLE a (b); SELECT nonsense FROM nowhere;")))
    assert migrations.identity(db) == (migrations.APPLICATION_ID, 1)
    assert db.execute("SELECT * FROM documents").fetchall() == [("d-1", "a; b")]
    assert migrations.migrate(db, LATER) == 3
    db.close()


def test_a_store_opens_an_older_file_by_migrating_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "r.record"
    with Store.open(path, create=True) as store, store.transaction():
        store.set_meta("coder", "kept")
    last = migrations.STEPS[-1][0]
    newer = (*migrations.STEPS, (last + 1, "CREATE TABLE notes (id TEXT PRIMARY KEY);"))
    with monkeypatch.context() as patched:
        patched.setattr(migrations, "STEPS", newer)
        with Store.open(path) as store:
            assert store.meta("coder") == "kept"
            assert store.rows("SELECT count(*) FROM notes") == [(0,)]
    with pytest.raises(RecordTooNew, match=f"format {last + 1}"):
        Store.open(path)


def test_a_record_of_version_1_is_read(tmp_path: Path) -> None:
    path = tmp_path / "old.record"
    db = sqlite3.connect(path, isolation_level=None)
    migrations.migrate(db, migrations.STEPS[:1])
    db.execute(
        "INSERT INTO documents (id, content, digest, current, title, text, json)"
        " VALUES ('d-1', '', '', 1, 't', 'text', ?)",
        ('{"id":"d-1","text":"","title":"t","parts":[],"sightings":[]}',),
    )
    db.execute("INSERT INTO sightings VALUES ('a.txt', 'd-1', '', '{}', 'x', 1, 0, NULL)")
    db.close()
    with Store.open(path) as store:
        (document,) = queries.documents(store)
        assert (document.title, document.reuses) == ("t", ())


def test_shipped_steps_are_numbered_in_order() -> None:
    numbers = [number for number, _ in migrations.STEPS]
    assert numbers == list(range(1, len(numbers) + 1))


def test_what_an_older_record_had_merged_is_merged_again(tmp_path: Path) -> None:
    """Version 3 merged whole blocks: its claims stay, and all of them wait."""
    path = tmp_path / "old.record"
    db = sqlite3.connect(path, isolation_level=None)
    migrations.migrate(db, migrations.STEPS[:3])
    db.execute(
        "INSERT INTO claims (id, document, at, status, block, json) VALUES ('c-1', 'd-1', 0, 'actual', 'B', '{}')"
    )
    db.execute("INSERT INTO events (id, block, status, json) VALUES ('e-1', 'B', 'actual', '{}')")
    db.execute("INSERT INTO meta (key, value) VALUES ('dirty', '0')")
    db.close()
    with Store.open(path) as store:
        assert store.rows("SELECT claim FROM waiting") == [("c-1",)]
        assert store.rows("SELECT id, component FROM events") == [("e-1", "")]
        assert store.meta("dirty") == "1"
