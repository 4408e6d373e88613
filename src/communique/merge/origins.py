"""From how many independent roots the reports of an event come.

Two papers that print one agency's report are one origin; so is everybody who only repeats what one person said. One
body of a government is one origin, whoever speaks for it; its minister and its president are two, and so are the
readouts of the two sides: each tells what it wants told.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from communique.merge.voices import Voice
from communique.merge.ways import Way, Ways, original_of
from communique.model.records import Claim, Document, Origin, Statement, Status
from communique.model.values import Step, StepKind

__all__ = ["original_of", "origins"]


def origins(
    claims: Sequence[Claim], documents: Mapping[str, Document], statements: Mapping[str, Statement]
) -> tuple[Origin, ...]:
    """The independent origins of some claims about one happening, by name, each with the steps that lead to it.

    A document that only denies what others tell is no telling of it, and leads to none of them.

    Args:
        claims: all that is told of it.
        documents: by id, at least those of the claims and the originals of what they copy and reuse.
        statements: by id, at least those that the claims stand in.
    """
    denied = {c.document for c in claims if c.status is Status.DENIED}
    told = {c.document for c in claims if c.status is not Status.DENIED} or denied
    ways = Ways([c for c in claims if c.document in told], documents, statements)
    found: defaultdict[str, list[tuple[str, Way]]] = defaultdict(list)
    listed = _narrowed([(id, way) for id in ways.documents for way in ways.of(id)])
    for id, way in listed:
        found[way.root.key].append((id, way))
    made = [_origin(group) for group in found.values()]
    return tuple(sorted(made, key=lambda o: (o.name, o.documents)))


def _origin(group: Sequence[tuple[str, Way]]) -> Origin:
    steps = tuple(sorted({step for _, way in group for step in way.steps}))
    return Origin(min(way.root for _, way in group).name, _why(steps), tuple(sorted({i for i, _ in group})), steps)


def _why(steps: Iterable[Step]) -> str:
    return "; ".join(f"{step.taker} {step.why}" for step in steps)


def _narrowed(ways: Sequence[tuple[str, Way]]) -> list[tuple[str, Way]]:
    """Where one report has it from "Moscow", or "Russian media", that one body, or outlet, of that state is meant which
    the other reports lead to, if it is one.
    """
    bodies: defaultdict[str, set[Voice]] = defaultdict(set)
    for _, way in ways:
        if way.root.wider:
            bodies[way.root.wider].add(way.root)
    made = []
    for id, way in ways:
        meant = bodies.get(way.root.key, set())
        if len({voice.key for voice in meant}) == 1:
            body = min(meant)
            why = f"means {body.name} here, by the other reports"
            way = Way(body, (*way.steps, Step(way.root.name, body.name, StepKind.SPEAKER, why)))
        made.append((id, way))
    return made
