"""The REST API under `/api`: the shapes of `views`, as JSON, JSON Lines or CSV."""

from __future__ import annotations

from fastapi import APIRouter


def routers() -> list[APIRouter]:
    """All routes of the API."""
    return []
