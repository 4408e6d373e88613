"""The description of the REST API (OpenAPI) beyond what its routes say."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from functools import cache
from importlib import resources
from typing import Any

from fastapi import FastAPI

from communique.views.door.asking import EVENTS, FORMS, STATUSES
from communique.views.door.failures import Problem

PROBLEMS: dict[int | str, dict[str, Any]] = {
    404: {"model": Problem, "description": "There is no such thing, state or address; the hint says what comes near."},
    422: {"model": Problem, "description": "This cannot be asked: `error` and `details` say why."},
    503: {"model": Problem, "description": "The record is missing, locked, or none of ours; try again after a while."},
}
"""What may go wrong with any request."""

_WRITING: dict[str, str] = {
    "400": "The body cannot be read at all.",
    "401": "Writing needs the token, and it is missing or wrong.",
    "403": "This server only shows the record, or a page of another site sent this.",
    "409": "Something else is under way, or has been decided meanwhile.",
    "411": "The request does not say how long it is.",
    "413": "The body is larger than anything that the route takes.",
    "415": "The body is of another kind than the route takes.",
}
_TAGS: tuple[tuple[str, str], ...] = (
    ("Record", "The record as a whole: what there is, search, the export."),
    ("Events", "What happened, is planned or is denied, each with all reports of it."),
    ("Dyads", "What there is between two states."),
    ("Contradictions", "Where reports do not agree."),
    ("Documents", "What was read."),
    ("Claims", "What single sentences say."),
    ("Statements", "Who said what, and through whom we know."),
    ("Actors", "Who acts: states, persons, organisations; and who held which office."),
    ("Sources", "Who published the documents."),
    ("Judgements", "What people decided, and what is most worth deciding."),
)
_KNOWN: Mapping[str, tuple[str, ...]] = {"event": EVENTS, "form": FORMS, "status": STATUSES}
_NOT_CHANGED = "What was asked for is still what `If-None-Match` names; the answer is empty."


def describe(app: FastAPI) -> None:
    """Complete the description of ``app``."""
    plain = app.openapi
    made: dict[str, Any] = {}

    def described() -> dict[str, Any]:
        if not made:
            made.update(completed(plain()))
        return made

    app.openapi = described  # type: ignore[method-assign]  # the way that FastAPI names for this


def completed(schema: dict[str, Any]) -> dict[str, Any]:
    """A description with what holds for all routes, and with the examples."""
    schema["info"]["description"] = _data("about.md")
    used = {tag for _, _, told in operations(schema) for tag in told.get("tags", ())}
    schema["tags"] = [{"name": name, "description": what} for name, what in _TAGS if name in used]
    schema.setdefault("components", {})["securitySchemes"] = {"token": {"type": "http", "scheme": "bearer"}}
    for _, method, told in operations(schema):
        for content in told.get("requestBody", {}).get("content", {}).values():
            content["schema"] = _hoisted(content["schema"], schema["components"]["schemas"])
        for parameter in told.get("parameters", ()):
            _simplify(parameter)
        if method == "get":
            told["responses"]["304"] = {"description": _NOT_CHANGED}
        else:
            told["security"] = [{}, {"token": []}]
            for status, what in _WRITING.items():
                told["responses"].setdefault(status, _problem(what))
        _exemplify(told)
    return schema


def operations(schema: Mapping[str, Any]) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Each route of a description: its path, its method in lower case, and what is told of it."""
    for path, methods in schema["paths"].items():
        for method, told in methods.items():
            yield path, method, told


def _simplify(parameter: dict[str, Any]) -> None:
    """An address cannot say null, so a parameter that may be left out is told by what it holds when it is not."""
    schema = parameter["schema"]
    kinds = [one for one in schema.pop("anyOf", ()) if one.get("type") != "null"]
    if len(kinds) == 1:
        schema.update(kinds[0])
    elif kinds:
        schema["anyOf"] = kinds
    if parameter["name"] in _KNOWN and schema.get("type") == "string":
        schema["enum"] = list(_KNOWN[parameter["name"]])
        schema.pop("maxLength", None)


def _hoisted(schema: dict[str, Any], shapes: dict[str, Any]) -> dict[str, Any]:
    """A schema that brought its own shapes along, with these among all others, where references are looked up."""
    text = json.dumps(schema).replace("#/$defs/", "#/components/schemas/")
    made: dict[str, Any] = json.loads(text)
    shapes.update(made.pop("$defs", {}))
    return made


def _problem(what: str) -> dict[str, Any]:
    # Of one kind whatever kind of answer the route else gives.
    return {
        "description": what,
        "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Problem"}}},
    }


def _exemplify(told: dict[str, Any]) -> None:
    found = examples().get(told["operationId"])
    for status in [status for status in told["responses"] if status[:1] in "45"]:
        told["responses"][status] = answer = _problem(told["responses"][status]["description"])
        if (problem := examples().get(f"problem_{status}")) is not None:
            answer["content"]["application/json"]["example"] = problem["answer"]
    if found is not None:
        content = told["responses"]["200"]["content"]
        kind = "application/json" if "application/json" in content else next(iter(content))
        content[kind]["example"] = found["answer"]
        told["x-call"] = found["call"]


@cache
def examples() -> dict[str, Any]:
    """Calls with their answers by the name of the route; the tests make them of the sample and keep them true."""
    found: dict[str, Any] = json.loads(_data("examples.json"))
    return found


def _data(name: str) -> str:
    return (resources.files("communique.views.rest") / "data" / name).read_text(encoding="utf-8")
