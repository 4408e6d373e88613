"""The pages, made on the server from the shapes of `views`."""

from __future__ import annotations

from fastapi import APIRouter


def routers() -> list[APIRouter]:
    """All pages; what has a name of its own before `/{state}` and `/{state}/{state}`."""
    from communique.views.web import (
        actors,
        api_help,
        assets,
        building,
        document,
        dyad,
        event,
        help,
        home,
        judging,
        lists,
        network,
        review,
        search,
        sources,
        statements,
        things,
    )

    return [
        assets.router,
        api_help.router,
        home.router,
        building.router,
        network.router,
        lists.router,
        actors.router,
        statements.router,
        search.router,
        sources.router,
        help.router,
        event.router,
        document.router,
        judging.router,
        review.router,
        things.router,
        dyad.router,
    ]
