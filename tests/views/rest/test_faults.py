"""A record that is replaced, locked, missing or none of ours while it is served; what is not asked again; HEAD."""

from __future__ import annotations

import re
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from looping import run
from memory import MemoryRecord
from small_record import ARTICLES, small
from starlette.requests import Request
from starlette.responses import StreamingResponse
from starlette.testclient import TestClient
from stored import store
from world import make_record

from communique import api
from communique.record import migrations
from communique.record import store as record_store
from communique.views.exports import jsonl
from communique.views.rest.start import MAKING, export
from communique.views.server.app import make_app

LISTS = ("events", "statements", "contradictions", "documents", "actors", "sources", "offices")
LOCK = """
import sqlite3, sys
held = sqlite3.connect(sys.argv[1], isolation_level=None)
held.execute(sys.argv[2])
held.execute("BEGIN EXCLUSIVE")
print("held", flush=True)
sys.stdin.readline()
held.execute("ROLLBACK")
held.close()
"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return store(make_record(), tmp_path / "some.record")


def serve(path: Path) -> TestClient:
    return TestClient(make_app(path), base_url="http://127.0.0.1", raise_server_exceptions=False)


@pytest.fixture
def client(path: Path) -> Iterator[TestClient]:
    with serve(path) as made:
        yield made


def events(client: TestClient) -> list[str]:
    answer = client.get("/api/events")
    assert answer.status_code == 200, answer.text
    return [row["id"] for row in answer.json()["items"]]


def refused(client: TestClient, address: str) -> dict[str, object]:
    """What a record that cannot be read now is answered with."""
    answer = client.get(address)
    assert answer.status_code == 503
    assert int(answer.headers["retry-after"]) > 0
    assert answer.headers["content-type"] == "application/json"
    told: dict[str, object] = answer.json()
    assert set(told) == {"status", "error", "hint", "details", "near"}
    assert told["status"] == 503
    assert told["hint"]
    return told


def test_a_record_that_was_replaced_is_shown_from_the_next_request_on(
    client: TestClient, path: Path, tmp_path: Path
) -> None:
    assert events(client) == [e.id for e in make_record().events()]
    other = small(tmp_path / "other.record")
    with api.open(other) as record:
        wanted = [e.id for e in record.events()]
    other.replace(path)
    assert events(client) == wanted


def test_a_record_that_is_built_further_is_shown_as_it_is_now(tmp_path: Path) -> None:
    path = small(tmp_path / "small.record", {"one.txt": ARTICLES["one.txt"]})
    with serve(path) as client:
        before, tag = events(client), client.get("/api/events").headers["etag"]
        small(path, ARTICLES)
        assert len(events(client)) > len(before)
        again = client.get("/api/events", headers={"if-none-match": tag})
        assert again.status_code == 200
        assert again.headers["etag"] != tag


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Waits a moment for a lock rather than ten seconds."""
    monkeypatch.setattr(record_store.Store.open.__func__, "__kwdefaults__", {"create": False, "busy_seconds": 0.1})


def holding(path: Path, pragma: str) -> subprocess.Popen[str]:
    """Another process that keeps the record to itself until its input ends."""
    command = [sys.executable, "-c", LOCK, str(path), pragma]
    process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None and process.stdout.readline() == "held\n"
    return process


def test_readers_go_on_while_somebody_writes(client: TestClient, path: Path) -> None:
    wanted = events(client)
    with holding(path, "PRAGMA journal_mode") as process:
        assert events(client) == wanted
        process.communicate("")


def test_a_record_that_is_locked_is_told_and_then_shown_again(path: Path, impatient: None) -> None:
    wanted = [e.id for e in make_record().events()]
    with serve(path) as client:
        client.app.state.records.close()  # type: ignore[attr-defined]  # nobody reads, so that it can be locked
        # The lock that keeps readers out as well.
        with holding(path, "PRAGMA locking_mode = EXCLUSIVE") as process:
            for address in ("/api/events", "/api/export", "/api", f"/api/events/{wanted[0]}"):
                told = refused(client, address)
                assert "another process is writing" in str(told["error"])
            process.communicate("")
        assert events(client) == wanted


def test_a_record_that_is_missing_is_told_with_how_to_make_one(tmp_path: Path) -> None:
    with serve(tmp_path / "none.record") as client:
        for address in ("/api", *(f"/api/{one}" for one in LISTS), "/api/export", "/api/skipped"):
            told = refused(client, address)
            assert "there is no record" in str(told["error"])
            assert "communique build" in str(told["hint"])


def test_a_record_that_comes_later_is_shown(tmp_path: Path) -> None:
    path = tmp_path / "later.record"
    with serve(path) as client:
        refused(client, "/api/events")
        store(make_record(), path)
        assert events(client)
        path.rename(tmp_path / "gone.record")
        refused(client, "/api/events")


def test_states_are_known_without_a_record(tmp_path: Path) -> None:
    with serve(tmp_path / "none.record") as client:
        assert client.get("/api/states").status_code == 200
        assert client.get("/api/openapi.json").status_code == 200
        assert client.get("/help/api").status_code == 200


def foreign(path: Path) -> None:
    with sqlite3.connect(path) as made:
        made.execute("CREATE TABLE things (id)")
    made.close()


def newer(path: Path) -> None:
    store(make_record(), path)
    with sqlite3.connect(path, isolation_level=None) as made:
        made.execute(f"PRAGMA user_version = {migrations.STEPS[-1][0] + 1}")
    made.close()


@pytest.mark.parametrize(
    ("make", "says"),
    [
        (foreign, "not a record|another program"),
        (newer, "newer|later"),
        (lambda path: path.write_text("Dear Sir"), "not a record"),
        (lambda path: path.write_bytes(b""), "empty"),
        (lambda path: path.mkdir(), "folder"),
    ],
    ids=["foreign", "newer", "letter", "empty", "folder"],
)
def test_what_is_no_record_of_ours_is_told_in_our_words(tmp_path: Path, make: object, says: str) -> None:
    path = tmp_path / "odd.record"
    make(path)  # type: ignore[operator]
    with serve(path) as client:
        told = refused(client, "/api/events")
        assert re.search(says, str(told["error"])), told


def test_a_fault_of_ours_is_told_without_its_insides(client: TestClient, path: Path) -> None:
    with sqlite3.connect(path, isolation_level=None) as broken:
        broken.execute("UPDATE events SET json = '{\"secret\": 1}'")
    broken.close()
    answer = client.get("/api/events")
    assert answer.status_code == 500
    assert answer.json()["error"] == "a fault of the program"
    assert "secret" not in answer.text
    assert client.get("/api/documents").status_code == 200


def test_what_has_not_changed_is_not_sent_again(client: TestClient) -> None:
    for address in ("/api", "/api/events", "/api/events?format=csv", "/api/openapi.json", "/help/api"):
        first = client.get(address)
        assert first.headers["cache-control"] == "no-cache"
        again = client.get(address, headers={"if-none-match": first.headers["etag"]})
        assert (again.status_code, again.content) == (304, b"")
        assert again.headers["etag"] == first.headers["etag"]
        other = client.get(address, headers={"if-none-match": '"other"'})
        assert (other.status_code, other.content) == (200, first.content)


def test_head_is_get_without_its_body(client: TestClient) -> None:
    documents = client.get("/api/documents").json()["items"]
    for address in ("/api", "/api/events?limit=1", f"/api/documents/{documents[0]['id']}/text", "/api/export", "/"):
        whole, head = client.get(address), client.head(address)
        assert (head.status_code, head.content) == (whole.status_code, b"")
        assert dict(head.headers) == dict(whole.headers)
    assert client.head("/api/events/e-000000000000").status_code == 404


def test_the_export_is_that_of_the_command(client: TestClient, path: Path) -> None:
    with api.open(path) as record:
        wanted = "".join(f"{line}\n" for line in jsonl.lines(record))
    answer = client.get("/api/export")
    assert answer.content == wanted.encode()
    assert answer.headers["content-type"] == "application/x-ndjson; charset=utf-8"
    assert "content-length" not in answer.headers  # it comes in pieces, and is not held whole
    assert client.get("/api/export?format=jsonl").content == answer.content
    assert client.get("/api/export?format=xml").status_code == 422


def test_an_export_that_is_broken_off_gives_the_record_back(path: Path) -> None:
    with serve(path) as client, client.stream("GET", "/api/export") as answer:
        assert next(answer.iter_lines())
    assert shutil.copy(path, path.with_suffix(".copy"))
    with api.create(path) as record, record._store.transaction():
        pass


def test_an_export_is_sent_by_other_threads_than_made_it_and_holds_no_state_of_the_record(path: Path) -> None:
    app = make_app(path)
    answer = export(Request({"type": "http", "app": app}))
    assert isinstance(answer, StreamingResponse)
    records = app.state.records
    with records.reading() as lent:
        wanted = "".join(f"{line}\n" for line in jsonl.lines(lent))
    assert [one.record for one in records._idle] == [lent]  # the one that the export had

    async def sent() -> bytes:
        return b"".join([piece async for piece in answer.body_iterator if isinstance(piece, bytes)])

    assert run(sent()) == wanted.encode()
    records.close()


def test_exports_that_would_take_all_memory_are_refused(client: TestClient) -> None:
    with ExitStack() as stack:
        while MAKING.acquire(blocking=False):
            stack.callback(MAKING.release)
        answer = client.get("/api/export")
        assert (answer.status_code, answer.headers["retry-after"]) == (503, "5")
    assert client.get("/api/export").status_code == 200
    assert client.get("/api/export").status_code == 200
    assert client.get("/api/export").status_code == 200


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE"])
def test_nothing_but_reading_is_allowed_where_nothing_is_written(client: TestClient, path: Path, method: str) -> None:
    before = path.read_bytes()
    answer = client.request(method, "/api/events", json={})
    assert answer.status_code == 405
    assert answer.json()["status"] == 405
    assert "GET" in answer.headers["allow"]
    assert path.read_bytes() == before


def test_answers_run_nothing_and_are_framed_nowhere(client: TestClient) -> None:
    for address in ("/api/events", "/api/events?format=csv", "/api/export", "/api/none"):
        headers = client.get(address).headers
        assert headers["x-content-type-options"] == "nosniff"
        assert "default-src 'none'" in headers["content-security-policy"]
        assert headers["cross-origin-resource-policy"] == "same-origin"
        assert "access-control-allow-origin" not in headers


def test_another_name_for_this_machine_is_refused(client: TestClient) -> None:
    answer = client.get("/api/events", headers={"host": "evil.example"})
    assert answer.status_code == 421
    assert answer.json()["status"] == 421


def test_memory_and_file_give_the_same(client: TestClient) -> None:
    held: MemoryRecord = make_record()
    assert client.get("/api").json()["counts"]["events"] == len(held.events())
