"""Judging over REST: what is kept, how it is told, who may, and what a page of another site cannot do."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from small_record import small
from starlette.testclient import TestClient

import communique
from communique import api
from communique.views.door.queue import Queues
from communique.views.rest.judgements import WAITING
from communique.views.server.app import make_app


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return small(tmp_path_factory.mktemp("small") / "r.record")


@pytest.fixture
def file(shared: Path, tmp_path: Path) -> Path:
    copy = tmp_path / "communique.record"
    copy.write_bytes(shared.read_bytes())
    return copy


@pytest.fixture
def mine(file: Path) -> Iterator[TestClient]:
    with TestClient(make_app(file), base_url="http://127.0.0.1", follow_redirects=False) as made:
        yield made


@pytest.fixture
def written(file: Path) -> Iterator[api.Record]:
    with communique.open(file) as opened:
        yield opened


def asked(record: api.Record) -> dict[str, object]:
    return {"verdict": "wrong", "ids": [record.claims()[0].id], "by": "ana"}


def test_what_is_most_worth_deciding(mine: TestClient, written: api.Record) -> None:
    found = mine.get("/api/review", params={"limit": 2}).json()
    assert [row["subjects"] for row in found["items"]] == [list(c.subjects) for c in written.review(limit=2)]
    assert found["next"] is None and {"kind", "why", "yes", "no", "claims"} <= found["items"][0].keys()
    verdict, *ids = found["items"][0]["no"]
    kept = mine.post("/api/judgements", json={"verdict": verdict, "ids": ids, "by": "ana"})
    assert kept.status_code == 201
    left = mine.get("/api/review").json()["items"]
    assert [row["subjects"] for row in left] == [list(c.subjects) for c in written.review()]
    assert found["items"][0]["subjects"] not in [row["subjects"] for row in left]


def test_of_many_who_wait_for_the_ranking_most_are_told_to_come_again(file: Path) -> None:
    app = make_app(file)
    app.state.queues = Queues(app.state.records)
    app.state.queues.running = True  # somebody ranks, and does not come to an end
    with TestClient(app, base_url="http://127.0.0.1") as asker, ExitStack() as stack:
        while WAITING.acquire(blocking=False):
            stack.callback(WAITING.release)
        begun = time.monotonic()
        answer = asker.get("/api/review")
        assert (answer.status_code, answer.headers["retry-after"]) == (503, "5")
        assert time.monotonic() - begun < 20
        app.state.queues.running = False
    with TestClient(app, base_url="http://127.0.0.1") as asker:
        assert asker.get("/api/review").json()["items"]


def test_a_program_without_a_browser_judges_on_this_machine(mine: TestClient, written: api.Record) -> None:
    one, two = (e.id for e in written.events(form="visit"))
    answer = mine.post("/api/judgements", json={"verdict": "merge", "ids": [one, two], "by": "ana", "note": "one trip"})
    assert answer.status_code == 201
    shape = answer.json()
    (made,) = written.judgements()
    assert (shape["judgement"]["id"], shape["judgement"]["note"]) == (made.id, "one trip")
    assert [(len(e["claims"]), e["documents"]) for e in shape["events"]] == [(3, 3)]
    (row,) = mine.get("/api/judgements").json()["items"]
    assert row == shape["judgement"]


def test_judgements_as_rows_lines_and_a_table(mine: TestClient, written: api.Record) -> None:
    for by in ("ana", "ben", "eve"):
        written.judge("right", [written.claims()[0].id], by=by)
    first = mine.get("/api/judgements", params={"limit": 2}).json()
    rest = mine.get("/api/judgements", params={"limit": 2, "cursor": first["next"]}).json()
    assert [r["by"] for r in first["items"] + rest["items"]] == ["ana", "ben", "eve"] and rest["next"] is None
    lines = mine.get("/api/judgements", params={"format": "jsonl"}).text
    assert lines.splitlines() == list(written.judgement_lines())
    assert mine.get("/api/judgements", params={"format": "csv"}).text.startswith("id,verdict,subjects,")


def test_the_lines_are_taken_in_elsewhere(mine: TestClient, written: api.Record, tmp_path: Path) -> None:
    written.judge("wrong", [written.claims()[0].id], by="ana")
    lines = tmp_path / "mine.jsonl"
    lines.write_text(mine.get("/api/judgements", params={"format": "jsonl"}).text, encoding="utf-8")
    with communique.open(small(tmp_path / "other.record")) as other:
        assert other.import_judgements(lines) == 1


@pytest.mark.parametrize(
    ("given", "status", "told"),
    [
        ({"verdict": "maybe"}, 422, "there is no verdict maybe"),
        ({"ids": ["c-000000000000"]}, 404, "nothing has the id"),
        ({"ids": []}, 422, "cannot be understood"),
        ({"ids": "c-1"}, 422, "cannot be understood"),
        ({"by": ""}, 422, "cannot be understood"),
        ({"by": "  "}, 422, "nobody is named"),
        ({"field": "colour"}, 422, "there is no field colour"),
        ({"field": "date", "value": "yesterday"}, 422, "date cannot be yesterday"),
        ({"colour": "red"}, 422, "cannot be understood"),
        ({"note": "n" * 4001}, 422, "cannot be understood"),
        ({"by": "a\ud800"}, 422, ""),
        ({"by": "a\0"}, 422, "no text"),
    ],
)
def test_what_is_wrong_is_told_and_nothing_is_kept(
    mine: TestClient, written: api.Record, given: dict[str, object], status: int, told: str
) -> None:
    body = json.dumps({**asked(written), **given})
    answer = mine.post("/api/judgements", content=body, headers={"Content-Type": "application/json"})
    problem = answer.json()
    assert (answer.status_code, problem["status"]) == (status, status), problem
    assert told in problem["error"] and {"error", "hint", "details", "near"} <= problem.keys()
    assert written.judgements() == ()


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://elsewhere.example"},
        {"Origin": "http://127.0.0.1:81"},
        {"Origin": "null"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site", "Origin": "http://127.0.0.1"},
    ],
)
def test_a_page_of_another_site_changes_nothing(mine: TestClient, written: api.Record, headers: dict[str, str]) -> None:
    claim = written.claims()[0].id
    assert mine.post("/api/judgements", json=asked(written), headers=headers).status_code == 403
    form = {"verdict": "wrong", "ids": claim, "by": "ana"}
    assert mine.post("/judge", data=form, headers=headers).status_code == 403
    answer = {"answer": "y", "kind": "claim", "at": claim, "claims": claim, "by": "ana"}
    assert mine.post("/review", data=answer, headers=headers).status_code == 403
    assert written.judgements() == ()


def test_a_form_that_names_no_origin_is_of_no_page_of_ours(mine: TestClient, written: api.Record) -> None:
    form = {"verdict": "wrong", "ids": written.claims()[0].id, "by": "ana"}
    assert mine.post("/judge", data=form).status_code == 403
    assert written.judgements() == ()


def test_where_there_is_a_token_it_is_needed(file: Path, written: api.Record) -> None:
    with TestClient(make_app(file, token="secret"), base_url="http://127.0.0.1") as client:
        for headers in ({}, {"Authorization": "Bearer wrong"}, {"Origin": "http://127.0.0.1"}):
            answer = client.post("/api/judgements", json=asked(written), headers=headers)
            assert answer.status_code == 401 and answer.headers["www-authenticate"] == "Bearer"
        assert written.judgements() == ()
        given = {"Authorization": "Bearer secret"}
        assert client.post("/api/judgements", json=asked(written), headers=given).status_code == 201
    assert len(written.judgements()) == 1


def test_a_server_that_only_shows_keeps_nothing(file: Path, written: api.Record) -> None:
    with TestClient(make_app(file, read_only=True, token="secret"), base_url="http://127.0.0.1") as client:
        given = {"Authorization": "Bearer secret"}
        answer = client.post("/api/judgements", json=asked(written), headers=given)
        assert answer.status_code == 403 and "only shows" in answer.json()["error"]
    assert written.judgements() == ()
