"""The examples of the description are what the sample record answers: each is asked again and held against the file.

To renew them leave `{}` in `views/rest/data/examples.json`: the next run writes it anew and fails to say so.
"""

from __future__ import annotations

import json
import re
import shutil
import time
import tomllib
from collections.abc import Iterator
from importlib import resources
from pathlib import Path
from typing import Any

import pytest
from fastapi import FastAPI
from starlette.testclient import TestClient

from communique.views.rest.description import examples, operations
from communique.views.server.app import make_app

CALLS: dict[str, str] = tomllib.loads((Path(__file__).parent / "calls.toml").read_text(encoding="utf-8"))
FILE = Path(str(resources.files("communique.views.rest"))) / "data" / "examples.json"
ROWS, LINES = 2, 1
SEEN = "2026-01-01T00:00:00+00:00"


def shortened(answer: Any) -> Any:
    """Lists cut to their first two rows; when something was begun by this run stands as when the sample was built."""
    if isinstance(answer, dict):
        return {key: SEEN if key == "started" else shortened(value) for key, value in answer.items()}
    if isinstance(answer, list):
        return [shortened(one) for one in answer[:ROWS]]
    return answer


@pytest.fixture(scope="module")
def builder(sample: Path, app: FastAPI, tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    """A server with a record of its own that has read what the description gives as an example."""
    copy = Path(shutil.copy(sample, tmp_path_factory.mktemp("builds") / "sample.record"))
    sent = app.openapi()["paths"]["/api/builds"]["post"]["requestBody"]["content"]["application/json"]
    with TestClient(make_app(copy), base_url="http://127.0.0.1") as client:
        begun = client.post("/api/builds", json=sent["schema"]["examples"][0])
        assert begun.status_code == 202, begun.text
        until = time.monotonic() + 60
        while client.get(begun.headers["location"]).json()["state"] == "running":
            assert time.monotonic() < until, "the build does not end"
            time.sleep(0.05)
        yield client


def asked(client: TestClient, builder: TestClient) -> dict[str, Any]:
    whole: dict[str, Any] = {}
    made: dict[str, Any] = {}

    def held(match: re.Match[str]) -> str:
        name, *way = match[1].split(".")
        found = ask(name)
        for step in way:
            found = found[int(step)] if step.isdecimal() else found[step]
        return str(found)

    def ask(name: str) -> Any:
        if name not in whole:
            call = re.sub(r"{([\w.]+)}", held, CALLS[name])
            answer = (builder if "build" in name else client).get(call)
            is_json = answer.headers["content-type"] == "application/json"
            status = int(name.removeprefix("problem_")) if name.startswith("problem_") else 200
            assert answer.status_code == status, (call, answer.text)
            whole[name] = answer.json() if is_json else answer.text
            lines = "" if is_json else "".join(answer.text.splitlines(keepends=True)[:LINES])
            made[name] = {"call": call, "answer": shortened(whole[name]) if is_json else lines}
        return whole[name]

    for name in CALLS:
        ask(name)
    return {name: made[name] for name in CALLS}


def test_every_example_is_what_the_record_answers(client: TestClient, builder: TestClient) -> None:
    text = json.dumps(asked(client, builder), ensure_ascii=False, indent=1) + "\n"
    if FILE.read_text(encoding="utf-8").strip() == "{}":
        FILE.write_text(text, encoding="utf-8", newline="\n")
        pytest.fail("there were no examples: written, read them before you commit them")
    assert text == FILE.read_text(encoding="utf-8")


def test_every_route_has_an_example_and_every_example_a_route(app: FastAPI) -> None:
    told = app.openapi()
    names = {one["operationId"] for _, method, one in operations(told) if method == "get"}
    assert names == {name for name in examples() if not name.startswith("problem_")}


def test_the_description_shows_the_examples(app: FastAPI) -> None:
    for _, method, told in operations(app.openapi()):
        if method == "get":
            content = told["responses"]["200"]["content"]
            shown = [kind["example"] for kind in content.values() if "example" in kind]
            assert shown == [examples()[told["operationId"]]["answer"]], told["operationId"]
            for status in ("404", "422"):
                assert told["responses"][status]["content"]["application/json"]["example"]["status"] == int(status)


def test_no_example_names_a_place_on_somebodys_machine() -> None:
    assert not re.search(r"(?<![\w.~/:-])/(?:work|home|root|farm|Users|tmp)/", FILE.read_text(encoding="utf-8"))


def test_every_reference_of_the_description_leads_somewhere(app: FastAPI) -> None:
    told = app.openapi()
    references = set(re.findall(r'"\$ref": "#/([^"]+)"', json.dumps(told)))
    assert len(references) > 40
    for reference in references:
        found: Any = told
        for step in reference.split("/"):
            found = found[step]
