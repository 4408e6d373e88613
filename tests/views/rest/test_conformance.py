"""The API held against its own description by schemathesis: whatever its parameters allow, and what they do not."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest
import schemathesis
from fastapi import FastAPI
from hypothesis import HealthCheck, given, settings
from schemathesis.generation import GenerationMode
from schemathesis.schemas import BaseSchema
from schemathesis.specs.openapi import checks

from communique.views.rest.description import operations
from communique.views.server.app import make_app

HERE = {"Host": "127.0.0.1"}
CHECKS = [
    schemathesis.checks.not_a_server_error,
    checks.status_code_conformance,
    checks.content_type_conformance,
    checks.response_headers_conformance,
    checks.response_schema_conformance,
]
BOUNDED = settings(
    max_examples=10, derandomize=True, database=None, deadline=None, suppress_health_check=list(HealthCheck)
)
ROUTES = list(operations(make_app(Path("none")).openapi()))
READING = [path for path, method, _ in ROUTES if method == "get"]
TAKING = [path for path, method, told in ROUTES if method == "get" and told.get("parameters")]
WRITING = [path for path, method, _ in ROUTES if method != "get"]


@pytest.fixture(scope="module")
def described(app: FastAPI) -> BaseSchema:
    return schemathesis.openapi.from_asgi("/api/openapi.json", app, headers=HERE)


@pytest.mark.parametrize("path", READING)
def test_what_may_be_asked_is_answered_as_described(described: BaseSchema, path: str) -> None:
    @BOUNDED
    @given(described[path]["GET"].as_strategy())
    def hold(case: schemathesis.Case) -> None:
        case.call_and_validate(checks=CHECKS, headers=HERE)

    hold()


@pytest.mark.parametrize("path", TAKING)
def test_what_may_not_be_asked_is_refused_as_described(described: BaseSchema, path: str) -> None:
    @BOUNDED
    @given(described[path]["GET"].as_strategy(GenerationMode.NEGATIVE))
    def hold(case: schemathesis.Case) -> None:
        case.call_and_validate(checks=[*CHECKS, checks.negative_data_rejection], headers=HERE)

    hold()


@pytest.mark.parametrize("path", WRITING)
def test_what_may_not_be_written_is_refused_as_described(described: BaseSchema, path: str, sample: Path) -> None:
    before = hashlib.sha256(sample.read_bytes()).digest()

    @BOUNDED
    @given(described[path]["POST"].as_strategy(GenerationMode.NEGATIVE))
    def hold(case: schemathesis.Case) -> None:
        case.call_and_validate(checks=[*CHECKS, checks.negative_data_rejection], headers=HERE)

    hold()
    assert hashlib.sha256(sample.read_bytes()).digest() == before
    assert not sample.with_name(f"{sample.name}.given").exists()


@pytest.mark.parametrize("path", WRITING)
def test_a_server_that_only_shows_lets_nothing_in(sample: Path, path: str) -> None:
    shown = schemathesis.openapi.from_asgi("/api/openapi.json", make_app(sample, read_only=True), headers=HERE)

    @BOUNDED
    @given(shown[path]["POST"].as_strategy())
    def hold(case: schemathesis.Case) -> None:
        response = case.call_and_validate(checks=CHECKS, headers=HERE)
        assert response.status_code == 403

    hold()
