"""Who can be a side of a claim in this record."""

from __future__ import annotations

from communique.annotate.entities import RefKind
from communique.annotate.matches import Actor
from communique.model.values import ActorKind


def is_party(actor: Actor) -> bool:
    """A state and whoever acts for one, an organisation of states, an armed group; no outlet."""
    reference, entity = actor
    if entity.country:
        return True
    return (
        (entity.kind in {ActorKind.ORGANISATION, ActorKind.ARMED_GROUP} or entity.sector == "IGO")
        and bool(entity.sector)
        and reference.kind is not RefKind.OUTLET
    )
