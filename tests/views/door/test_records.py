"""The record behind the server: lent and given back, opened anew when its file is another, closed after an error."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path

import pytest
from small_record import ARTICLES, small
from stored import store
from world import make_record

from communique import api
from communique.errors import NotARecord, RecordMissing, UnknownId
from communique.views.door.records import MOST_IDLE, Records


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return store(make_record(), tmp_path / "some.record")


@pytest.fixture
def records(path: Path) -> Records:
    return Records(path)


def closed(record: api.Record) -> bool:
    try:
        record.counts()
    except Exception:
        return True
    return False


def test_what_is_given_back_is_lent_again(records: Records) -> None:
    with records.reading() as first:
        assert first.counts()["events"]
    with records.reading() as again:
        assert again is first
    records.close()


def test_two_at_a_time_have_one_each(records: Records) -> None:
    with records.reading() as one, records.reading() as two:
        assert one is not two
        assert one.counts() == two.counts()
    records.close()


def test_no_more_wait_than_are_useful(records: Records) -> None:
    with ExitStack() as stack:
        lent = [stack.enter_context(records.reading()) for _ in range(MOST_IDLE + 3)]
    assert sum(not closed(one) for one in lent) == MOST_IDLE
    records.close()
    assert all(closed(one) for one in lent)


def test_one_that_met_an_error_is_not_lent_again(records: Records) -> None:
    with pytest.raises(UnknownId), records.reading() as first:
        first.get("e-000000000000")
    assert closed(first)
    with records.reading() as other:
        assert other is not first
        assert other.counts()
    records.close()


def test_one_that_is_left_in_the_middle_is_not_lent_again(records: Records) -> None:
    def lines() -> object:
        with records.reading() as record:
            yield record
            yield record

    begun = lines()
    record = next(begun)  # type: ignore[call-overload]
    begun.close()  # type: ignore[attr-defined]
    assert closed(record)


def test_a_file_that_was_replaced_is_opened_anew(records: Records, path: Path, tmp_path: Path) -> None:
    with records.reading() as first:
        old = first.counts()
    small(tmp_path / "other.record").replace(path)
    with records.reading() as other:
        assert other is not first
        assert other.counts() != old
    assert closed(first)
    records.close()


def test_a_file_that_was_replaced_while_it_was_lent_is_read_to_its_end(
    records: Records, path: Path, tmp_path: Path
) -> None:
    with records.reading() as first:
        old = first.counts()
        small(tmp_path / "other.record").replace(path)
        assert first.counts() == old
    assert closed(first)
    with records.reading() as other:
        assert other.counts() != old
    records.close()


def test_all_that_a_request_reads_is_of_one_state(tmp_path: Path) -> None:
    path = small(tmp_path / "small.record", {"one.txt": ARTICLES["one.txt"]})
    records = Records(path)
    with records.reading() as before:
        seen = before.counts()
        small(path, ARTICLES)
        assert before.counts() == seen
    with records.reading() as after:
        assert after is before
        assert after.counts() != seen
    records.close()


def test_a_missing_record_is_told_until_there_is_one(tmp_path: Path) -> None:
    path = tmp_path / "later.record"
    records = Records(path)
    for _ in range(2):
        with pytest.raises(RecordMissing), records.reading():
            pytest.fail("there is no record to lend")
    store(make_record(), path)
    with records.reading() as found:
        assert found.counts()["events"]
    path.unlink()
    with pytest.raises(RecordMissing), records.reading():
        pytest.fail("there is no record to lend")
    assert closed(found)


def test_what_is_no_record_is_told(tmp_path: Path) -> None:
    path = tmp_path / "letter.record"
    path.write_text("Dear Sir")
    with pytest.raises(NotARecord), Records(path).reading():
        pytest.fail("this is no record")


def test_whoever_judges_may_write_and_reads_what_was_written(records: Records) -> None:
    with records.writing() as record, record._store.transaction():
        record._store.set_meta("dirty", "x")
    with records.reading() as same:
        assert same is record
        assert same._store.meta("dirty") == "x"
    records.close()


def test_many_threads_share_it(records: Records) -> None:
    wanted = [e.id for e in make_record().events()]
    together = threading.Barrier(8)

    def ask(_: int) -> list[str]:
        together.wait()
        with records.reading() as record:
            return [e.id for e in record.events()]

    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(ask, range(40))) == [wanted] * 40
    records.close()


def test_after_the_end_nothing_is_left_open(records: Records, path: Path) -> None:
    with records.reading():
        pass
    records.close()
    links = [link for link in Path("/proc/self/fd").iterdir() if link.is_symlink()]
    assert path not in [link.readlink() for link in links]
