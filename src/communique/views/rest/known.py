"""Only what a route describes may be asked: a filter with a typo in its name would else be left out unnoticed."""

from __future__ import annotations

from difflib import get_close_matches
from typing import Any

from fastapi import FastAPI
from starlette.requests import Request

from communique.errors import UsageError


def only_known(request: Request) -> None:
    """Refuse a query with a parameter that the route does not have, or with two values where it takes one.

    Raises:
        UsageError: it has one; each in a line of ``details``, with the name that comes nearest.
    """
    taken = parameters(request.app, request.scope["route"].path, request.method)
    given = [name for name, _ in request.query_params.multi_items()]
    wrong = [_unknown(name, list(taken)) for name in dict.fromkeys(given) if name not in taken]
    wrong += [
        f"{name} is given {given.count(name)} times and takes one value"
        for name in dict.fromkeys(given)
        if given.count(name) > 1 and name in taken and not taken[name]
    ]
    if wrong:
        takes = f"it takes: {', '.join(taken)}" if taken else "it takes none"
        raise UsageError(wrong[0], f"{request.url.path} and its parameters: {takes}", tuple(wrong))


def parameters(app: FastAPI, path: str, method: str) -> dict[str, bool]:
    """The query parameters that a route describes, with whether they may be repeated."""
    told: dict[str, Any] = app.openapi()["paths"].get(path, {}).get(method.lower().replace("head", "get"), {})
    return {
        one["name"]: one["schema"].get("type") == "array" for one in told.get("parameters", ()) if one["in"] == "query"
    }


def _unknown(name: str, known: list[str]) -> str:
    near = get_close_matches(name.lower(), known, n=1)
    return f"there is no parameter {name}" + (f": did you mean {near[0]}?" if near else "")
