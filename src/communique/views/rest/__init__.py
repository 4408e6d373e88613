"""The REST API under `/api`: the shapes of `views`, as JSON, JSON Lines or CSV."""

from __future__ import annotations

from fastapi import APIRouter, Depends
from fastapi.routing import APIRoute


def routers() -> list[APIRouter]:
    """All routes of the API."""
    from communique.views.rest import actors, builds, documents, dyads, events, home, judgements, network, start
    from communique.views.rest.description import PROBLEMS
    from communique.views.rest.known import only_known

    api = APIRouter()
    for router in (
        start.router,
        home.router,
        events.router,
        dyads.router,
        network.router,
        documents.router,
        actors.router,
        judgements.router,
        builds.router,
    ):
        api.include_router(
            router,
            dependencies=[Depends(only_known)],
            responses=PROBLEMS,
            generate_unique_id_function=_operation,
        )
    return [api, start.last]


def _operation(route: APIRoute) -> str:
    return route.name
