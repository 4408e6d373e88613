"""The pages, made on the server from the shapes of `views`."""

from __future__ import annotations

from fastapi import APIRouter


def routers() -> list[APIRouter]:
    """All pages; what has a name of its own before `/{state}` and `/{state}/{state}`."""
    from communique.views.web import assets, building, home

    return [assets.router, home.router, building.router]
