"""The page of the REST API: all that its description tells, each call of which works."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from fastapi import FastAPI
from lxml import html
from starlette.testclient import TestClient
from stored import store
from world import make_record

from communique.views.rest.description import examples, operations
from communique.views.server.app import make_app
from communique.views.web.api_help import kind_of

BASE = "http://127.0.0.1"


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> FastAPI:
    return make_app(store(make_record(), tmp_path_factory.mktemp("help") / "some.record"))


@pytest.fixture(scope="module")
def client(app: FastAPI) -> Iterator[TestClient]:
    with TestClient(app, base_url=BASE) as made:
        yield made


@pytest.fixture(scope="module")
def page(client: TestClient) -> Any:
    answer = client.get("/help/api")
    assert answer.status_code == 200
    return html.fromstring(answer.text)


def test_every_route_is_there_with_each_of_its_parameters(page: Any, app: FastAPI) -> None:
    routes = {route.get("id"): route for route in page.iterfind(".//article")}
    assert set(routes) == {told["operationId"] for _, _, told in operations(app.openapi())}
    for path, method, told in operations(app.openapi()):
        route = routes[told["operationId"]]
        assert f"{method.upper()} {path}" in route.findtext("h3/code")
        named = [" ".join(th.itertext()).strip() for th in route.iterfind(".//tbody//th")]
        for parameter in told.get("parameters", ()):
            assert parameter["name"] in named
        assert page.xpath(f"//nav//a[@href='#{told['operationId']}']")


def test_every_call_goes_to_this_server_and_is_that_of_the_example(page: Any, app: FastAPI) -> None:
    for _, method, told in operations(app.openapi()):
        (call,) = page.xpath(f"//article[@id='{told['operationId']}']/pre/code")
        words = shlex.split(call.text_content())
        assert words[0] == "curl"
        assert words[-1].startswith(f"{BASE}/api")
        if method == "get":
            assert words[1:] == [BASE + examples()[told["operationId"]]["call"]]
        else:
            assert words[1:3] == ["-X", "POST"]
            assert words[words.index("-d") + 1] != "{}"


def test_every_answer_is_shown_as_it_comes(page: Any) -> None:
    for name, example in examples().items():
        shown = page.xpath(f"//article[@id='{name}']/details/pre/code")
        if name.startswith("problem_"):
            assert shown == []
        elif isinstance(example["answer"], str):
            assert shown[0].text_content() == example["answer"]
        else:
            assert shown[0].text_content().startswith("{\n  ")


def test_every_link_within_the_page_leads_somewhere(page: Any) -> None:
    ids = page.xpath("//@id")
    assert len(ids) == len(set(ids))
    inside = [href[1:] for href in page.xpath("//a/@href") if href.startswith("#")]
    assert len(inside) > 50
    assert set(inside) <= set(ids)


def test_the_page_runs_nothing_of_its_own(client: TestClient) -> None:
    text = client.get("/help/api").text
    assert not re.search(r"<style|style=|<script>|\son\w+=|https?://(?!127\.0\.0\.1)", text)


def test_what_a_schema_holds_in_words() -> None:
    assert kind_of({"type": "integer", "minimum": 1, "maximum": 9}) == "whole number 1 to 9"
    assert kind_of({"enum": ["json", "csv"], "type": "string"}) == "json · csv"
    assert kind_of({"const": "event"}) == "event"
    assert kind_of({"type": "object", "additionalProperties": {"type": "integer"}}) == "object of whole number"
    assert kind_of({"anyOf": [{"$ref": "#/components/schemas/DateShape"}, {"type": "null"}]}) == "DateShape or null"
    assert (
        kind_of({"type": "array", "prefixItems": [{"type": "integer"}, {"type": "integer"}]}) == "list of whole number"
    )
    assert kind_of({}) == "anything"


def test_the_page_of_a_record_that_is_missing_is_there_too(tmp_path: Path) -> None:
    with TestClient(make_app(tmp_path / "none.record"), base_url=BASE) as client:
        assert client.get("/help/api").status_code == 200
