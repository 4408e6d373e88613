"""The description of the REST API (OpenAPI) beyond what its routes say."""

from __future__ import annotations

from fastapi import FastAPI


def describe(app: FastAPI) -> None:
    """Complete the description of ``app``."""
