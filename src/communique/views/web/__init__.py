"""The pages, made on the server from the shapes of `views`."""

from __future__ import annotations

from fastapi import APIRouter


def routers() -> list[APIRouter]:
    """All pages; what has a name of its own before `/{state}` and `/{state}/{state}`."""
    from communique.views.web import (
        assets,
        building,
        document,
        event,
        home,
        judging,
        lists,
        network,
        review,
        search,
        statements,
        things,
    )

    return [
        assets.router,
        home.router,
        building.router,
        network.router,
        lists.router,
        statements.router,
        search.router,
        event.router,
        document.router,
        judging.router,
        review.router,
        things.router,
    ]
