"""Where the reports of an event come from: each independent root with the steps that lead to it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from typing_extensions import TypedDict

from communique.model.records import Event, Origin
from communique.views.rows import Library, source_name


class StepRow(TypedDict):
    """``taker`` has the report from ``giver``: ids of documents, or names of outlets and speakers.

    ``source``: the taker's source where it is a document, else empty. ``how``: own, copy, reuse, credit, medium,
    speaker. ``why`` has the taker as its subject; ``claim`` shows it, empty where the whole document does.
    """

    taker: str
    source: str
    giver: str
    how: str
    why: str
    claim: str


class OriginRow(TypedDict):
    """An independent root of the reports, why it counts as one, and the steps that lead to it from each document."""

    name: str
    why: str
    documents: list[str]
    steps: list[StepRow]


class Branch(TypedDict):
    """One line of the tree under a root: a step, and how far from the root its giver stands."""

    depth: int
    step: StepRow


def origin_rows(event: Event, library: Library) -> list[OriginRow]:
    """The origins of one event, by name."""
    return [_row(origin, {*event.documents}, library) for origin in event.origins]


def _row(origin: Origin, own: set[str], library: Library) -> OriginRow:
    # A step may begin at a document that tells nothing of the event itself: the original of a copy.
    known = own | {step.giver for step in origin.steps if step.kind.value in ("copy", "reuse")}
    return OriginRow(
        name=origin.name,
        why=origin.why,
        documents=list(origin.documents),
        steps=[
            StepRow(
                taker=step.taker,
                source=source_name(library[step.taker]) if step.taker in known else "",
                giver=step.giver,
                how=step.kind.value,
                why=step.why,
                claim=step.claim,
            )
            for step in origin.steps
        ],
    )


def branches(origin: OriginRow) -> list[Branch]:
    """The tree under a root from the top: who has it from the root, and under each who has it from him.

    A step that stands under two others is shown once; one of a circle under the first that leads there.
    """
    return list(_under((origin["name"],), list(origin["steps"])))


def _under(above: tuple[str, ...], left: list[StepRow]) -> Iterator[Branch]:
    for step in [s for s in left if s["giver"] == above[-1]]:
        if step not in left:
            continue
        left.remove(step)
        yield Branch(depth=len(above) - 1, step=step)
        if step["taker"] not in above:
            yield from _under((*above, step["taker"]), left)


def roots_of(origins: Sequence[Origin], documents: set[str]) -> Iterator[tuple[str, bool]]:
    """The roots that some documents lead back to, each with whether it is their own report."""
    for origin in origins:
        if documents & set(origin.documents):
            yield origin.name, any(s.kind.value == "own" and s.taker in documents for s in origin.steps)
