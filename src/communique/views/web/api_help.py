"""The page that explains the REST API, made of the API's own description."""

from __future__ import annotations

import json
import shlex
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

from fastapi import APIRouter
from markdown_it import MarkdownIt
from markupsafe import Markup, escape
from starlette.requests import Request
from starlette.responses import Response
from typing_extensions import TypedDict

from communique.views.web.shell import page, showable

router = APIRouter(include_in_schema=False)

_REF = "#/components/schemas/"
_PART = "Part of "


class FieldHelp(TypedDict):
    """A parameter or a key of a shape: what it holds in words, and whether it must be given (is always there)."""

    name: str
    kind: Markup
    needed: bool
    usual: str
    text: Markup


class RouteHelp(TypedDict):
    """One route: how it is asked, what it takes, an example call with its answer.

    ``shape``: which shape answers, or which its rows are of when it is a list (``listed``); ``kinds``: media types.
    """

    name: str
    method: str
    path: str
    summary: str
    text: Markup
    query: list[FieldHelp]
    body: list[FieldHelp]
    curl: Markup
    answer: Markup
    shape: str
    listed: bool
    kinds: list[str]


class GroupHelp(TypedDict):
    """The routes of one thing."""

    name: str
    text: Markup
    routes: list[RouteHelp]


class ShapeHelp(TypedDict):
    """One shape with its keys."""

    name: str
    text: Markup
    fields: list[FieldHelp]


@router.get("/help/api")
def api_help(request: Request) -> Response:
    """Every route with its parameters, an example call and its answer."""
    told = request.app.openapi()
    return page(
        request,
        "help_api.html",
        about=_html(told["info"]["description"]),
        groups=groups(told, str(request.base_url).rstrip("/")),
        shapes=shapes(told),
        description=request.app.openapi_url,
    )


def groups(told: Mapping[str, Any], base: str) -> list[GroupHelp]:
    """The routes of a description by their tags; ``base`` is the address that example calls begin with."""
    made: dict[str, GroupHelp] = {
        tag["name"]: GroupHelp(name=tag["name"], text=_html(tag["description"]), routes=[]) for tag in told["tags"]
    }
    for path, methods in told["paths"].items():
        for method, one in methods.items():
            name = one.get("tags", ["Record"])[0]
            group = made.setdefault(name, GroupHelp(name=name, text=Markup(""), routes=[]))
            group["routes"].append(_route(told, path, method, one, base))
    return [group for group in made.values() if group["routes"]]


def _route(told: Mapping[str, Any], path: str, method: str, one: Mapping[str, Any], base: str) -> RouteHelp:
    content: Mapping[str, Any] = next(
        (answer.get("content", {}) for status, answer in one["responses"].items() if status.startswith("2")), {}
    )
    main: Mapping[str, Any] = content.get("application/json") or next(iter(content.values()), {})
    sent = one.get("requestBody", {}).get("content", {}).get("application/json", {})
    names, shape = _names(told), _name(main.get("schema", {}))
    body = _resolved(told, sent.get("schema", {}))
    return RouteHelp(
        name=one["operationId"],
        method=method.upper(),
        path=path,
        summary=one.get("summary", ""),
        text=_html(one.get("description", "")),
        query=[
            _field(names, p["name"], p["schema"], p.get("required", False), p.get("description", ""))
            for p in one.get("parameters", ())
        ],
        body=_fields(names, body),
        curl=_whole(_curl(base, one.get("x-call") or path, method, _first(body.get("examples")))),
        answer=_whole(_shown(main.get("example"))),
        shape=shape.removeprefix(_PART),
        listed=shape.startswith(_PART),
        kinds=list(content),
    )


def shapes(told: Mapping[str, Any]) -> list[ShapeHelp]:
    """The shapes of a description by name."""
    return [
        ShapeHelp(name=name, text=_html(schema.get("description", "")), fields=_fields(_names(told), schema))
        for name, schema in sorted(told["components"]["schemas"].items())
        if name in _names(told)
    ]


def _names(told: Mapping[str, Any]) -> set[str]:
    """The shapes that stand on the page; what a part of a list is like is told once."""
    return {
        name
        for name, schema in told["components"]["schemas"].items()
        if "properties" in schema and not _title(name).startswith(_PART)
    }


def _fields(names: set[str], schema: Mapping[str, Any]) -> list[FieldHelp]:
    needed = schema.get("required", ())
    return [
        _field(names, name, one, name in needed, one.get("description", ""))
        for name, one in schema.get("properties", {}).items()
    ]


def _field(names: set[str], name: str, schema: Mapping[str, Any], needed: bool, text: str) -> FieldHelp:
    usual = schema.get("default")
    return FieldHelp(
        name=name,
        kind=_linked(kind_of(schema), names),
        needed=needed,
        usual="" if usual is None or usual is False else _shown(usual).strip('"'),
        text=_html(text or schema.get("description", "")),
    )


def _linked(kind: str, names: set[str]) -> Markup:
    """Words with the shapes in them as links."""
    link = Markup('<a href="#shape-{0}">{0}</a>')
    return Markup(" ").join(link.format(word) if word in names else word for word in kind.split(" "))


def kind_of(schema: Mapping[str, Any]) -> str:
    """What a schema lets in, in words.

    >>> kind_of({"type": "array", "items": {"anyOf": [{"type": "string"}, {"type": "null"}]}})
    'list of text or null'
    """
    if "$ref" in schema:
        return _title(schema["$ref"].removeprefix(_REF))
    if "const" in schema or "enum" in schema:
        return " · ".join(map(str, schema.get("enum", [schema.get("const")])))
    for joined in ("anyOf", "oneOf", "allOf"):
        if joined in schema:
            return " or ".join(dict.fromkeys(kind_of(one) for one in schema[joined]))
    if schema.get("type") == "array":
        inside = schema.get("items") or (schema.get("prefixItems") or [{}])[0]
        return f"list of {kind_of(inside)}"
    if schema.get("type") == "object":
        inside = schema.get("additionalProperties")
        return f"object of {kind_of(inside)}" if isinstance(inside, Mapping) and inside else "object"
    word: str = {"string": "text", "integer": "whole number", "boolean": "true or false"}.get(
        schema.get("type", ""), schema.get("type", "anything")
    )
    low, high = schema.get("minimum"), schema.get("maximum")
    return word + (f" {low} to {high}" if low is not None and high is not None else "")


def _resolved(told: Mapping[str, Any], schema: Mapping[str, Any]) -> Mapping[str, Any]:
    name = schema.get("$ref", "").removeprefix(_REF)
    found: Mapping[str, Any] = told["components"]["schemas"].get(name, schema)
    return found


def _name(schema: Mapping[str, Any]) -> str:
    """The shape that an answer is of, as `shapes` names it; nothing where it is none."""
    return _title(schema["$ref"].removeprefix(_REF)) if "$ref" in schema else ""


def _title(name: str) -> str:
    """A generated name without the underscores: Part of EventRow."""
    return name.rstrip("_").replace("_", " of ")


def _curl(base: str, call: str, method: str, body: object) -> str:
    words = ["curl"]
    if method != "get":
        words += ["-X", method.upper(), "-H", "Content-Type: application/json"]
        words += ["-d", json.dumps(body if body is not None else {}, ensure_ascii=False)]
    return shlex.join([*words, base + call])


def _shown(value: object) -> str:
    if value is None:
        return ""
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, indent=2)


def _first(listed: Sequence[object] | None) -> object:
    return listed[0] if listed else None


def _whole(text: str) -> Markup:
    """Text with its line ends and blanks, for what stands in ``pre``."""
    return escape(showable(text))


@cache
def _markdown() -> MarkdownIt:
    return MarkdownIt("commonmark", {"html": False})


@cache
def _html(text: str) -> Markup:
    """Words of ours, in Markdown, as HTML."""
    return Markup(_markdown().render(text.replace("``", "`")))
