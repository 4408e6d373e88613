from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from communique.errors import CannotWrite, NotARecord, RecordBusy, RecordMissing, RecordTooNew
from communique.record.migrations import APPLICATION_ID, STEPS
from communique.record.store import Store


def _foreign(path: Path) -> None:
    with sqlite3.connect(path) as db:
        db.execute("CREATE TABLE cookies (name TEXT)")
    db.close()


def _no_owner_no_table(path: Path) -> None:
    with sqlite3.connect(path) as db:
        db.execute("VACUUM")
    db.close()


def _newer(path: Path) -> None:
    Store.open(path, create=True).close()
    with sqlite3.connect(path) as db:
        db.execute("PRAGMA user_version = 99")
    db.close()


def _other_owner(path: Path) -> None:
    Store.open(path, create=True).close()
    with sqlite3.connect(path) as db:
        db.execute("PRAGMA application_id = 77")
    db.close()


def _cut_short(path: Path) -> None:
    Store.open(path, create=True).close()
    path.write_bytes(path.read_bytes()[:5000])


CASES = [
    ("missing", lambda path: None, False, RecordMissing),
    ("empty", lambda path: path.touch(), False, NotARecord),
    ("folder", lambda path: path.mkdir(), False, NotARecord),
    ("folder, create", lambda path: path.mkdir(), True, NotARecord),
    ("text", lambda path: path.write_text("Dear diary, today nothing happened."), False, NotARecord),
    ("text, create", lambda path: path.write_text("Dear diary, today nothing happened."), True, NotARecord),
    ("short", lambda path: path.write_bytes(b"SQLite"), True, NotARecord),
    ("only a header", lambda path: path.write_bytes(b"SQLite format 3\x00" + b"\x07" * 900), True, NotARecord),
    ("another program's", _foreign, True, NotARecord),
    ("another owner's", _other_owner, True, NotARecord),
    ("newer", _newer, True, RecordTooNew),
    ("cut short", _cut_short, False, NotARecord),
]


@pytest.mark.parametrize(("make", "create", "error"), [c[1:] for c in CASES], ids=[c[0] for c in CASES])
def test_what_is_no_record_is_refused_and_left_as_it_is(tmp_path: Path, make, create: bool, error: type) -> None:
    path = tmp_path / "r.record"
    make(path)
    before = path.read_bytes() if path.is_file() else None
    with pytest.raises(error) as caught, Store.open(path, create=create) as store:
        store.rows("SELECT count(*) FROM documents")  # damage may show only when it is read
    assert caught.value.hint
    assert before == (path.read_bytes() if path.is_file() else None)


def test_a_new_record_has_our_mark_and_is_in_wal_mode(tmp_path: Path) -> None:
    path = tmp_path / "new.record"
    with Store.open(path, create=True) as store:
        assert store.rows("PRAGMA journal_mode") == [("wal",)]
        assert store.rows("PRAGMA application_id") == [(APPLICATION_ID,)]
        assert store.rows("PRAGMA user_version") == [(STEPS[-1][0],)]
    with Store.open(path) as store:
        assert store.rows("SELECT count(*) FROM documents") == [(0,)]


@pytest.mark.parametrize("make", [lambda path: path.touch(), _no_owner_no_table], ids=["empty file", "empty database"])
def test_with_create_an_empty_file_becomes_a_record(tmp_path: Path, make) -> None:
    path = tmp_path / "r.record"
    make(path)
    with Store.open(path, create=True) as store:
        assert store.meta("dirty") is None


def test_a_folder_that_is_not_there_cannot_take_a_record(tmp_path: Path) -> None:
    with pytest.raises(CannotWrite):
        Store.open(tmp_path / "no" / "such" / "r.record", create=True)


def test_names_with_signs_that_addresses_use(tmp_path: Path) -> None:
    path = tmp_path / "50% #1? ü.record"
    with Store.open(path, create=True) as store, store.transaction():
        store.set_meta("dirty", "1")
    with Store.open(path) as store:
        assert store.meta("dirty") == "1"


def test_damage_in_the_middle_is_told_in_our_words(tmp_path: Path) -> None:
    path = tmp_path / "r.record"
    with Store.open(path, create=True) as store, store.transaction():
        store.execute_all(
            "INSERT INTO skipped (uri, reason, detail) VALUES (?, 'x', ?)", [(f"{n}", "y" * 500) for n in range(200)]
        )
    raw = bytearray(path.read_bytes())
    raw[8192:] = b"\xaa" * (len(raw) - 8192)
    path.write_bytes(raw)
    with pytest.raises(NotARecord, match="damaged"), Store.open(path) as store:
        store.rows("SELECT * FROM skipped")


def test_a_transaction_is_all_or_nothing(tmp_path: Path) -> None:
    with Store.open(tmp_path / "r.record", create=True) as store:
        with pytest.raises(KeyboardInterrupt), store.transaction():
            store.set_meta("a", "1")
            with store.transaction():
                store.set_meta("b", "2")
            raise KeyboardInterrupt
        assert store.meta("a") is None
        assert store.meta("b") is None
        with store.transaction():
            store.set_meta("a", "3")
        assert store.meta("a") == "3"
        with pytest.raises(RuntimeError):
            store.set_meta("a", "4")


def test_two_writers_one_waits_then_gives_up(tmp_path: Path) -> None:
    path = tmp_path / "r.record"
    with Store.open(path, create=True) as one, Store.open(path, busy_seconds=0.05) as two:
        with one.transaction():
            one.set_meta("who", "one")
            with pytest.raises(RecordBusy), two.transaction():
                pass
            assert two.meta("who") is None
        with two.transaction():
            two.set_meta("who", "two")
        assert one.meta("who") == "two"


def test_threads_may_share_a_store(tmp_path: Path) -> None:
    with Store.open(tmp_path / "r.record", create=True) as store:

        def count() -> None:
            for _ in range(20):
                with store.transaction():
                    store.set_meta("n", str(int(store.meta("n") or "0") + 1))

        threads = [threading.Thread(target=count) for _ in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert store.meta("n") == "80"


READER = """
import sys
from pathlib import Path
from communique.record.store import Store
with Store.open(Path(sys.argv[1])) as store:
    for line in sys.stdin:
        print(store.meta("n"), flush=True)
"""


def test_another_process_reads_while_this_one_writes(tmp_path: Path) -> None:
    path = tmp_path / "r.record"
    with Store.open(path, create=True) as store:
        with store.transaction():
            store.set_meta("n", "before")
        command = [sys.executable, "-c", READER, str(path)]
        with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as reader:
            assert reader.stdin is not None
            assert reader.stdout is not None

            def ask() -> str:
                reader.stdin.write("?\n")
                reader.stdin.flush()
                return reader.stdout.readline().strip()

            assert ask() == "before"
            with store.transaction():
                store.set_meta("n", "after")
                assert ask() == "before"  # it sees only what is finished, and does not wait for it
            assert ask() == "after"
            reader.stdin.close()


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write anywhere")
def test_in_a_read_only_folder_a_record_can_be_read(tmp_path: Path) -> None:
    folder = tmp_path / "shelf"
    folder.mkdir()
    path = folder / "r.record"
    with Store.open(path, create=True) as store, store.transaction():
        store.set_meta("n", "1")
    path.chmod(0o444)
    folder.chmod(0o555)
    try:
        with Store.open(path) as store:
            assert store.meta("n") == "1"
            with pytest.raises(CannotWrite), store.transaction():
                pass
        with pytest.raises(CannotWrite):
            Store.open(folder / "new.record", create=True)
    finally:
        folder.chmod(0o755)


def test_a_snapshot_is_of_one_state(tmp_path: Path) -> None:
    path = tmp_path / "r.record"
    with Store.open(path, create=True) as writer, Store.open(path) as reader:

        def write(value: str) -> None:
            with writer.transaction():
                writer.set_meta("n", value)

        write("1")
        with reader.snapshot():
            write("2")  # before anything is asked: the state is that at the beginning
            assert reader.meta("n") == "1"
            with reader.snapshot():
                write("3")
                assert reader.meta("n") == "1"
            assert reader.meta("n") == "1"
        assert reader.meta("n") == "3"
        with pytest.raises(KeyError), reader.snapshot():
            raise KeyError
        write("4")
        assert reader.meta("n") == "4"
        with reader.transaction():
            reader.set_meta("n", "5")
        assert writer.meta("n") == "5"


def test_snapshots_and_transactions_inside_each_other(tmp_path: Path) -> None:
    path = tmp_path / "r.record"
    with Store.open(path, create=True) as store, Store.open(path) as other:
        with store.transaction():
            store.set_meta("n", "1")
            with store.snapshot():
                assert store.meta("n") == "1"  # part of the transaction
                store.set_meta("n", "2")
            assert other.meta("n") is None  # which is not at its end yet
        assert other.meta("n") == "2"
        with store.snapshot():
            with pytest.raises(RuntimeError, match="snapshot"), store.transaction():
                store.set_meta("n", "3")
            with pytest.raises(RuntimeError):
                store.set_meta("n", "3")
            assert store.meta("n") == "2"
        with store.transaction():
            store.set_meta("n", "4")
        assert other.meta("n") == "4"


def test_in_a_snapshot_threads_wait_for_each_other(tmp_path: Path) -> None:
    with Store.open(tmp_path / "r.record", create=True) as store:
        begun, done = threading.Event(), threading.Event()

        def write() -> None:
            begun.set()
            with store.transaction():
                store.set_meta("n", "1")
            done.set()

        thread = threading.Thread(target=write)
        with store.snapshot():
            thread.start()
            assert begun.wait(5)
            assert not done.wait(0.05)
            assert store.meta("n") is None
        thread.join()
        assert store.meta("n") == "1"
