"""The description of the REST API (OpenAPI) beyond what its routes say."""

from __future__ import annotations

from typing import Any

from fastapi import FastAPI

from communique.views.door.failures import Problem

PROBLEMS: dict[int | str, dict[str, Any]] = {
    404: {"model": Problem, "description": "There is no such thing, state or address; the hint says what comes near."},
    422: {"model": Problem, "description": "The request makes no sense; error and details say why."},
    503: {"model": Problem, "description": "The record is missing, locked or of another version; try again later."},
}


def describe(app: FastAPI) -> None:
    """Complete the description of ``app``."""
