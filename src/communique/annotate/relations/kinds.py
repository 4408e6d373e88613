"""The kinds of relation that the encoder tells apart, finer than PLOVER's events, and what each becomes there
(`data/kinds.csv`; the definitions are in `training/GUIDE.md`).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from communique.annotate.tables import rows
from communique.errors import BadTable
from communique.model.ontology import EventType, ontology

NONE = "none"


@dataclass(frozen=True, slots=True)
class Kind:
    """``event`` None: nothing passes between the two."""

    name: str
    event: EventType | None
    mode: str | None
    form: str | None


@cache
def kinds() -> Mapping[str, Kind]:
    """All kinds by name, in the order in which the encoder counts them.

    Raises:
        BadTable: an event, mode or form in the shipped table that the ontology lacks.
    """
    found: dict[str, Kind] = {}
    for line, row in rows("kinds.csv", ["kind", "event", "mode", "form"], ["kind"]):
        name, mode, form = row["kind"], row["mode"] or None, row["form"] or None
        event = EventType(row["event"]) if row["event"] else None
        if (event is None) != (name == NONE) or name in found:
            raise BadTable(f"kinds.csv:{line}: {name} has no event, or stands there twice")
        if event is not None and mode is not None and mode not in {m for m, _ in ontology().of(event).modes}:
            raise BadTable(f"kinds.csv:{line}: {event} has no mode {mode}")
        if form is not None and form not in {f for f, _ in ontology().forms}:
            raise BadTable(f"kinds.csv:{line}: unknown form {form}")
        found[name] = Kind(name, event, mode, form)
    return found
