"""Single things: all that a record holds is answered as described, by whole and shortened ids."""

from __future__ import annotations

from typing import Any

import pytest
import schemathesis
from fastapi import FastAPI
from schemathesis.schemas import BaseSchema
from starlette.testclient import TestClient

from communique import api
from communique.views.chain import show
from communique.views.comparison import compare
from communique.views.sources import source_page

IDS = {
    "/api/events/{id}": lambda r: [e.id for e in r.events()],
    "/api/events/{id}/compare": lambda r: [e.id for e in r.events()],
    "/api/contradictions/{id}": lambda r: [x.id for x in r.contradictions()],
    "/api/documents/{id}": lambda r: [d.id for d in r.documents()],
    "/api/claims/{id}": lambda r: [c.id for c in r.claims()],
    "/api/statements/{id}": lambda r: [s.id for s in r.statements()],
    "/api/actors/{id}": lambda r: [a.id for a in r.actors()],
    "/api/sources/{id}": lambda r: [s.id for s, _ in r.sources()],
}
OF_KIND = {"events": "e", "contradictions": "x", "documents": "d", "claims": "c", "statements": "s"}


@pytest.fixture(scope="module")
def described(app: FastAPI) -> BaseSchema:
    return schemathesis.openapi.from_dict(app.openapi())


def expected(record: api.Record, path: str, id: str) -> Any:
    if path.endswith("/compare"):
        return compare(record, id)
    return source_page(record, id) if "sources" in path else show(record, id)


def listed(value: Any) -> Any:
    """As JSON gives it back."""
    if isinstance(value, dict):
        return {k: listed(v) for k, v in value.items()}
    return [listed(v) for v in value] if isinstance(value, list | tuple) else value


@pytest.mark.parametrize("path", IDS)
def test_everything_is_answered_with_its_shape(
    client: TestClient, record: api.Record, described: BaseSchema, path: str
) -> None:
    ids = IDS[path](record)
    assert ids
    for id in ids:
        answer = client.get(path.replace("{id}", id))
        assert answer.status_code == 200, answer.text
        described[path]["GET"].validate_response(answer)
        assert answer.json() == listed(expected(record, path, id))


@pytest.mark.parametrize("things", OF_KIND)
def test_the_beginning_of_an_id_is_enough(client: TestClient, record: api.Record, things: str) -> None:
    id = IDS[f"/api/{things}/{{id}}"](record)[0]
    whole = client.get(f"/api/{things}/{id}").json()
    assert client.get(f"/api/{things}/{id[:8]}").json() == whole
    assert client.get(f"/api/{things}/{id[2:]}").json() == whole


@pytest.mark.parametrize("things", [*OF_KIND, "documents/{id}/text", "events/{id}/compare"])
def test_another_kind_of_thing_is_not_found_and_named(client: TestClient, record: api.Record, things: str) -> None:
    kind = things.split("/")[0]
    other = next(t for t in OF_KIND if t != kind)
    id = IDS[f"/api/{other}/{{id}}"](record)[0]
    path = things.replace("{id}", id) if "{id}" in things else f"{things}/{id}"
    answer = client.get(f"/api/{path}")
    assert answer.status_code == 404
    told = answer.json()
    assert told["error"] == f"no {kind.removesuffix('s')} has the id {id}"
    assert told["near"] == [id]
    assert other.removesuffix("s") in told["hint"]


def test_an_actor_is_found_by_a_name_that_only_one_has(client: TestClient, record: api.Record) -> None:
    names = [name for a in record.actors() for name in {a.name, *a.names}]
    actor = next(a for a in record.actors() if a.kind.value == "person" and names.count(a.name) == 1)
    assert client.get(f"/api/actors/{actor.name}").json()["row"]["id"] == actor.id


def test_an_event_has_no_name(client: TestClient, record: api.Record) -> None:
    assert client.get(f"/api/events/{record.actors()[0].name}").status_code == 404


def test_an_unknown_id_is_told_with_what_comes_near(client: TestClient, record: api.Record) -> None:
    id = record.events()[0].id
    near = f"{id[:-1]}{'0' if id[-1] != '0' else '1'}"
    answer = client.get(f"/api/events/{near}")
    assert answer.status_code == 404
    assert answer.json()["near"]
    assert all(one.startswith("e-") for one in answer.json()["near"])


def test_the_text_is_the_one_that_offsets_count_in(client: TestClient, record: api.Record) -> None:
    for document in record.documents():
        answer = client.get(f"/api/documents/{document.id}/text")
        assert answer.headers["content-type"] == "text/plain; charset=utf-8"
        text = answer.content.decode("utf-8")
        assert text == document.text
        for claim in client.get("/api/claims", params={"document": document.id, "limit": 500}).json()["items"]:
            sentence = claim["sentence"]
            assert text[sentence["start"] : sentence["end"]] == sentence["text"]


def test_what_is_not_there_is_told_with_what_comes_near(client: TestClient) -> None:
    for wrong, near in (
        ("/api/event", "/api/events"),
        ("/api/events/", "/api/events"),
        ("/api/statment", "/api/statements"),
    ):
        answer = client.get(wrong)
        assert answer.status_code == 404
        assert answer.json()["hint"] == f"near it: {near}"
    assert client.get("/api/x/y/z").json()["hint"].startswith("see /api")


def test_the_start_leads_to_every_list(client: TestClient, record: api.Record) -> None:
    start = client.get("/api").json()
    assert start["counts"] == record.counts()
    assert start["record"] == "sample.record"
    needed = {"search": {"q": "Riyadh"}, "claims": {"document": record.documents()[0].id}}
    for name, address in start["links"].items():
        assert client.get(address, params=needed.get(name)).status_code == 200, address
    for address in (start["help"], start["description"]):
        assert client.get(address).status_code == 200
