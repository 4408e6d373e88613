"""What a model makes of relations that it has not learnt from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from corpus import Sentence

from communique.annotate.relations.coding import Coding
from communique.annotate.relations.encoder import Encoder
from communique.annotate.relations.finder import Finder
from communique.annotate.relations.kinds import NONE, kinds
from communique.run.scores import calibration_error, macro_f1


@dataclass(frozen=True, slots=True)
class Scores:
    """Percent, but for ``calibration_error`` (15 bins, of 1): macro-F1 and share right of events, share right of kinds,
    statuses, and of sentences whose main relation's source and target were both found where nothing was marked.
    """

    event_macro_f1: float
    event_right: float
    kind_right: float
    status_right: float
    sides_found: float
    calibration_error: float


def scores(held: Sequence[Sentence], right: Sequence[str], codings: Sequence[Coding], network: Encoder) -> Scores:
    """Hold ``codings`` of all relations of ``held``, in order, against what is right."""
    relations = [r for s in held for r in s.relations]
    events = [(str(kinds()[kind].event), str(c.event)) for kind, c in zip(right, codings, strict=True)]
    told = [(r.status, c.status) for r, c in zip(relations, codings, strict=True) if r.kind != NONE and c.kind != NONE]
    whole = [s for s in held if any(r.trigger for r in s.relations)]
    found = Finder(network)([s.text for s in whole])
    sides = 0
    for sentence, f in zip(whole, found, strict=True):
        main = next(r for r in sentence.relations if r.trigger)
        pair = (sentence.actors[main.source], sentence.actors[main.target])
        sides += all(
            a is not None and a[0] < b[1] and b[0] < a[1] for a, b in zip((f.source, f.target), pair, strict=True)
        )
    return Scores(
        event_macro_f1=percent(macro_f1(events)),
        event_right=percent(sum(a == b for a, b in events) / len(events)),
        kind_right=percent(sum(c.kind == kind for kind, c in zip(right, codings, strict=True)) / len(events)),
        status_right=percent(sum(a == b for a, b in told) / len(told)),
        sides_found=percent(sides / len(whole)),
        calibration_error=round(
            calibration_error([(c.score, a == b) for c, (a, b) in zip(codings, events, strict=True)]), 3
        ),
    )


def percent(share: float) -> float:
    """With one digit."""
    return round(100 * share, 1)
