"""Lists: parts that lead on, the same rows in each format, filters that let through what they should."""

from __future__ import annotations

import base64
import csv
import datetime as dt
import io
import json
from collections.abc import Iterator
from typing import Any

import pytest
import schemathesis
from fastapi import FastAPI
from starlette.testclient import TestClient

from communique import api
from communique.views.events import event_rows
from communique.views.rest.answers import columns, csv_text
from communique.views.shapes import ContradictionRow, EventRow, StatementRow

LISTS = {
    "/api/events": lambda r: [e.id for e in r.events()],
    "/api/statements": lambda r: sorted(s.id for s in r.statements()),
    "/api/contradictions": lambda r: sorted(x.id for x in r.contradictions()),
    "/api/documents": lambda r: sorted(d.id for d in r.documents()),
    "/api/actors": lambda r: sorted(a.id for a in r.actors()),
    "/api/sources": lambda r: sorted(s.id for s, _ in r.sources()),
}


def paged(client: TestClient, path: str, limit: int, **asked: Any) -> Iterator[dict[str, Any]]:
    """The rows of all parts, on from one to the next by the cursor, and by the Link header alike."""
    cursor: str | None = None
    while True:
        answer = client.get(path, params={**asked, "limit": limit, **({"cursor": cursor} if cursor else {})})
        assert answer.status_code == 200, answer.text
        part = answer.json()
        assert len(part["items"]) <= limit
        yield from part["items"]
        cursor = part["next"]
        if cursor is None:
            assert "link" not in answer.headers
            return
        assert len(part["items"]) == limit
        assert (
            client.get(answer.links["next"]["url"]).json()
            == client.get(path, params={**asked, "limit": limit, "cursor": cursor}).json()
        )


def test_all_parts_of_events_are_the_events_in_their_order(client: TestClient, record: api.Record) -> None:
    rows = list(paged(client, "/api/events", 7))
    assert [row["id"] for row in rows] == [e.id for e in record.events()]
    assert rows == event_rows(record, record.events())


@pytest.mark.parametrize("limit", [4, 500])
@pytest.mark.parametrize("path", LISTS)
def test_all_parts_together_have_each_row_once(client: TestClient, record: api.Record, path: str, limit: int) -> None:
    ids = [row["id"] for row in paged(client, path, limit)]
    assert sorted(ids) == sorted(LISTS[path](record))


@pytest.mark.parametrize("limit", [7, 500])
def test_lists_without_ids_are_whole_too(client: TestClient, record: api.Record, limit: int) -> None:
    states = list(paged(client, "/api/states", limit))
    assert [(s["code"], s["name"]) for s in states] == sorted((s.code, s.name) for s in api.all_states())
    offices = list(paged(client, "/api/offices", limit))
    assert sorted({(o["actor"], o["position"]) for o in offices}) == sorted(
        {(o.person, o.position) for o in record.offices()}
    )
    assert any(o["words"] for o in offices)
    claims = [c["id"] for d in record.documents() for c in paged(client, "/api/claims", limit, document=d.id)]
    assert sorted(claims) == sorted(c.id for c in record.claims())


def test_newest_is_the_latest_first(client: TestClient) -> None:
    for path, day in (("events", lambda r: r["date"] and r["date"]["end"]), ("documents", lambda r: r["published"])):
        days = [day(row) or "" for row in paged(client, f"/api/{path}", 20, newest="true")]
        assert days == sorted(days, reverse=True)
        assert days[0] > "2024"


FILTERS: list[tuple[dict[str, Any], dict[str, Any]]] = [
    ({"state": ["IRN", "SAU"]}, {"states": ("IRN", "SAU")}),
    ({"state": "Iran"}, {"states": ("IRN",)}),
    ({"since": "2023", "until": "2023-06"}, {"since": "2023-01-01", "until": "2023-06-30"}),
    ({"event": "consult"}, {"event": "CONSULT"}),
    ({"form": "meeting", "status": "actual"}, {"form": "meeting", "status": "actual"}),
]


@pytest.mark.parametrize(("asked", "meant"), FILTERS, ids=lambda f: "-".join(f))
def test_filters_let_through_what_the_record_does(
    client: TestClient, record: api.Record, asked: dict[str, Any], meant: dict[str, Any]
) -> None:

    days = {k: dt.date.fromisoformat(meant[k]) for k in ("since", "until") if k in meant}
    wanted = [e.id for e in record.events(**{**meant, **days})]
    assert 0 < len(wanted) < len(record.events())
    assert [row["id"] for row in paged(client, "/api/events", 9, **asked)] == wanted


def test_filters_by_source_actor_and_contradiction(client: TestClient, record: api.Record) -> None:
    source = record.sources()[0][0]
    of_source = {d.id for d in record.documents(source=source.id)}
    told = {e.id for e in record.events() if of_source & set(e.documents)}
    for name in (source.id, source.name, source.name.upper()):
        assert {r["id"] for r in paged(client, "/api/events", 50, source=name)} == told
    person = next(a.id for a in record.actors() if a.kind.value == "person" and _events_of(record, a.id))
    assert {r["id"] for r in paged(client, "/api/events", 50, actor=person)} == _events_of(record, person)
    against = {x.event for x in record.contradictions() if x.kind.value == "contradiction"} - {None}
    assert against
    assert {r["id"] for r in paged(client, "/api/events", 50, contradicted="true")} == against


def _events_of(record: api.Record, actor: str) -> set[str]:
    return {e.id for e in record.events() if any(p.actor == actor for p in (*e.sources, *e.targets))}


def test_an_actor_that_is_named_wrongly_is_told_by_who_comes_near(client: TestClient, record: api.Record) -> None:
    person = next(a for a in record.actors() if a.kind.value == "person")
    for path, name in (("/api/events", "actor"), ("/api/statements", "speaker")):
        answer = client.get(path, params={name: person.name})
        assert answer.status_code == 404
        assert person.id in answer.json()["near"]


def test_each_format_has_the_same_rows(client: TestClient) -> None:
    for path in (*LISTS, "/api/states", "/api/offices", "/api/search?q=Riyadh"):
        asked = f"{path}{'&' if '?' in path else '?'}limit=6"
        whole = client.get(asked)
        lines = client.get(f"{asked}&format=jsonl")
        table = client.get(f"{asked}&format=csv")
        assert lines.headers["content-type"] == "application/x-ndjson; charset=utf-8"
        assert [json.loads(line) for line in lines.text.splitlines()] == whole.json()["items"]
        assert table.headers["content-type"].startswith("text/csv; charset=utf-8")
        assert table.headers["content-disposition"].startswith("attachment")
        rows = list(csv.DictReader(io.StringIO(table.text, newline="")))
        assert len(rows) == len(whole.json()["items"])
        for answer in (lines, table):
            assert ("link" in answer.headers) == (whole.json()["next"] is not None)


def test_a_table_of_events_is_flat(client: TestClient, record: api.Record) -> None:
    text = client.get("/api/events", params={"format": "csv", "limit": 500}).text
    rows = list(csv.DictReader(io.StringIO(text, newline="")))
    for row, event in zip(rows, client.get("/api/events", params={"limit": 500}).json()["items"], strict=True):
        assert row["id"] == event["id"]
        assert row["date.start"] == ((event["date"] or {}).get("start") or "")
        assert row["who.label"] == "|".join(one["label"] for one in event["who"])
        assert row["documents"] == str(event["documents"])
        assert not any(cell.startswith(("{", "[")) for cell in row.values())


def test_an_empty_table_has_its_header(client: TestClient) -> None:
    text = client.get("/api/events", params={"format": "csv", "since": "1999", "until": "1999"}).text
    assert text.count("\r\n") == 1
    assert text.startswith("id,date.start,date.end,")
    assert client.get("/api/events", params={"format": "jsonl", "since": "1999", "until": "1999"}).text == ""


@pytest.mark.parametrize("begin", ["=", "+", "-", "@", "\t", "\r"])
def test_text_that_a_spreadsheet_would_run_is_defused(begin: str) -> None:
    row = dict.fromkeys((key for key, _ in columns(StatementRow)), "")
    row |= {
        "speakers": [],
        "addressees": [],
        "quote": f'{begin}cmd|"/c calc"!A1',
        "stances": [f"{begin}x"],
        "score": -1,
    }
    (told,) = csv.DictReader(io.StringIO(csv_text([row], StatementRow), newline=""))
    assert told["quote"] == f"'{row['quote']}"
    assert told["stances"] == f"'{begin}x"
    assert told["score"] == "-1"


def test_columns_of_nested_shapes() -> None:
    names = [f"{key}.{part}".rstrip(".") for key, part in columns(ContradictionRow)]
    assert names == [
        *("id", "event", "subject", "field", "type"),
        *("values.value", "values.claims", "values.chains", "values.says", "why"),
    ]
    assert ("planned", "day") in columns(EventRow)


WRONG = [
    ("/api/events?forms=visit", "there is no parameter forms: did you mean form?"),
    ("/api/events?State=IRN", "there is no parameter State: did you mean state?"),
    ("/api/events?form=visit&form=vote", "form is given 2 times and takes one value"),
    ("/api/statements?q=x", "there is no parameter q"),
    ("/api/events/e-0000?newest=true", "there is no parameter newest"),
    ("/api?limit=3", "there is no parameter limit"),
    ("/api/events?since=2024&until=2023", "until 2023 lies before since 2024"),
    ("/api/events?since=yesterday", "'yesterday' is not a date"),
    ("/api/events?form=dance", "there is no form dance"),
    ("/api/events?cursor=nonsense", "this is no cursor of this list"),
    ("/api/states?cursor=nonsense", "this is no cursor of this list"),
    ("/api/events?limit=0", "the request cannot be understood"),
    ("/api/events?limit=501", "the request cannot be understood"),
    ("/api/events?format=xml", "the request cannot be understood"),
    ("/api/events?state=IRN&state=SAU&state=CHN", "the request cannot be understood"),
    ("/api/claims", "the request cannot be understood"),
    ("/api/search?q=", "the request cannot be understood"),
]


@pytest.mark.parametrize(("address", "told"), WRONG, ids=[a for a, _ in WRONG])
def test_what_makes_no_sense_is_refused_with_the_reason(client: TestClient, address: str, told: str) -> None:
    answer = client.get(address)
    assert answer.status_code == 422
    assert answer.json()["error"] == told
    assert answer.json()["hint"]


def test_a_refused_parameter_is_told_with_those_that_there_are(client: TestClient, app: FastAPI) -> None:
    told = client.get("/api/events?forms=visit&lmit=3").json()
    assert told["details"] == [
        "there is no parameter forms: did you mean form?",
        "there is no parameter lmit: did you mean limit?",
    ]
    for one in app.openapi()["paths"]["/api/events"]["get"]["parameters"]:
        assert one["name"] in told["hint"]


@pytest.mark.parametrize("state", ["Atlantis", "XXX", "Irann"])
def test_an_unknown_state_is_not_found(client: TestClient, state: str) -> None:
    for path in ("events", "statements", "contradictions", "actors", "offices"):
        answer = client.get(f"/api/{path}", params={"state": state})
        assert (answer.status_code, answer.json()["status"]) == (404, 404)
        assert state in answer.json()["error"]


def test_lists_are_as_described(client: TestClient, app: FastAPI) -> None:
    described = schemathesis.openapi.from_dict(app.openapi())
    for path in (*LISTS, "/api/states", "/api/offices", "/api/skipped", "/api/search"):
        asked = {"q": "Riyadh"} if path.endswith("search") else {}
        for format in ("json", "jsonl", "csv"):
            answer = client.get(path, params={**asked, "limit": 500, "format": format})
            described[path]["GET"].validate_response(answer)


def test_the_same_question_has_the_same_bytes(client: TestClient) -> None:
    for path in (*LISTS, "/api/offices", "/api/export", "/api/openapi.json", "/help/api"):
        assert client.get(path).content == client.get(path).content


CURSORS = [
    ["2023-01-01"],
    ["a", "b", "c"],
    [1, 2],
    {"a": "b"},
    ["\ud800", "e-1"],
    ["a\x00", "e-1"],
    [None, None],
    "ab",
    7,
]


@pytest.mark.parametrize("made_up", CURSORS, ids=repr)
@pytest.mark.parametrize("path", ["/api/events", "/api/statements", "/api/states"])
def test_a_cursor_that_somebody_made_up_breaks_nothing(client: TestClient, path: str, made_up: object) -> None:
    cursor = base64.urlsafe_b64encode(json.dumps(made_up).encode()).decode()
    assert client.get(path, params={"cursor": cursor}).status_code in (200, 422)
