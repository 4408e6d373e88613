"""The PLOVER ontology as data: events, modes, contexts, sectors, forms, scores and quad codes, validated when loaded.

Source: openeventdata/PLOVER, PLOVER_MANUAL (tables ``ploverscores`` and quad categories) and CAMEO2PLOVER-2021. The
scores descend from the Goldstein (1992) scale for WEIS. Two repairs are explained at the head of ``ontology.toml``.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib import resources
from typing import Any

from communique.errors import BadTable


class EventType(StrEnum):
    """The sixteen PLOVER events."""

    AGREE = "AGREE"
    CONSULT = "CONSULT"
    SUPPORT = "SUPPORT"
    COOPERATE = "COOPERATE"
    AID = "AID"
    CONCEDE = "CONCEDE"
    RETREAT = "RETREAT"
    REQUEST = "REQUEST"
    ACCUSE = "ACCUSE"
    REJECT = "REJECT"
    THREATEN = "THREATEN"
    PROTEST = "PROTEST"
    MOBILIZE = "MOBILIZE"
    SANCTION = "SANCTION"
    COERCE = "COERCE"
    ASSAULT = "ASSAULT"


@dataclass(frozen=True, slots=True)
class EventDefinition:
    """One event of the codebook: our definition, Goldstein-style score, quad code, modes with their scores.

    ``reciprocal``: those who take part stand on the same footing (AGREE, CONSULT, COOPERATE).
    """

    type: EventType
    definition: str
    score: float
    quad: int
    reciprocal: bool
    modes: tuple[tuple[str, float], ...]


@dataclass(frozen=True, slots=True)
class Ontology:
    """The whole codebook."""

    version: str
    events: tuple[EventDefinition, ...]
    contexts: tuple[str, ...]
    sectors: tuple[str, ...]
    forms: tuple[tuple[str, bool], ...]
    quads: tuple[tuple[int, str], ...]

    def of(self, event: EventType) -> EventDefinition:
        """The definition of one event."""
        return next(d for d in self.events if d.type is event)

    def score(self, event: EventType, mode: str | None = None) -> float:
        """The score of an event, or of its mode where the codebook gives one; -10 to +10."""
        definition = self.of(event)
        return next((s for m, s in definition.modes if m == mode), definition.score)

    def quad(self, event: EventType) -> int:
        """1 verbal cooperation, 2 material cooperation, 3 verbal conflict, 4 material conflict."""
        return self.of(event).quad

    def reciprocal(self, event: EventType | None, form: str | None = None) -> bool:
        """True when participants stand on the same footing, so that source and target may change places."""
        if form is not None and (same := dict(self.forms).get(form)) is not None:
            return same
        return event is not None and self.of(event).reciprocal


def parse(table: dict[str, Any]) -> Ontology:
    """Build and check an ontology from a parsed TOML table.

    Raises:
        BadTable: an event missing or unknown, a score out of -10..10, a quad out of 1..4, a score whose sign
        contradicts the
            quad, or a wrong type.
    """
    try:
        events = tuple(_event(EventType(name), row) for name, row in table["events"].items())
        ontology = Ontology(
            version=str(table["version"]),
            events=events,
            contexts=tuple(str(c) for c in table["contexts"]),
            sectors=tuple(str(s) for s in table["sectors"]),
            forms=tuple((str(f), bool(r)) for f, r in table["forms"].items()),
            quads=tuple((int(q), str(n)) for q, n in table["quads"].items()),
        )
    except (KeyError, TypeError, ValueError) as error:
        raise BadTable(f"ontology: {error}", "every event needs definition, score, quad and reciprocal") from error
    missing = set(EventType) - {e.type for e in events}
    if missing:
        raise BadTable(f"ontology: no entry for {', '.join(sorted(missing))}", "add it under [events.NAME]")
    return ontology


def _event(event: EventType, row: dict[str, Any]) -> EventDefinition:
    modes = tuple((str(m), float(s)) for m, s in row.get("modes", {}).items())
    definition = EventDefinition(
        type=event,
        definition=str(row["definition"]),
        score=float(row["score"]),
        quad=int(row["quad"]),
        reciprocal=bool(row["reciprocal"]),
        modes=modes,
    )
    if definition.quad not in (1, 2, 3, 4):
        raise ValueError(f"{event} has quad {definition.quad}, not 1 to 4")
    for name, score in (("root", definition.score), *modes):
        if not -10 <= score <= 10:
            raise ValueError(f"{event} {name} has score {score}, not -10 to 10")
        # REQUEST is verbal conflict by the quad table and yet neutral to mildly positive by the score table.
        if event is not EventType.REQUEST and (score > 0) != (definition.quad <= 2):
            raise ValueError(f"{event} {name} has score {score} against quad {definition.quad}")
    return definition


@cache
def ontology() -> Ontology:
    """The shipped codebook.

    Raises:
        BadTable: when ``ontology.toml`` is damaged.
    """
    raw = resources.files("communique.model").joinpath("ontology.toml").read_text(encoding="utf-8")
    try:
        return parse(tomllib.loads(raw))
    except tomllib.TOMLDecodeError as error:
        raise BadTable(f"ontology.toml: {error}", "reinstall communique") from error
