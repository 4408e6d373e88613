"""How well the encoder codes marked relations, and finds unmarked ones.

Two beds: the twelfth of the corpus that the shipped model has not learnt from (`training/make_model.py`, `held_out`),
and, where it lies beside the checkout, the public PLOVER bed, through the same code as `communique bench plover`.

event          marked pairs with the right event, or rightly none
event_macro_f1 the mean F1 over events, in tenths of a percent of 100
kind           ... with the right kind
coded_status   ... with the right status, of those that have an event by both
sides          sentences in which both sides of the main relation are found where nothing is marked
sure           right among the four fifths that it is surest of
calibration    100 less the expected calibration error in percent (15 bins)
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from score import Figure

from communique.annotate.relations.coding import Codings, Pair
from communique.annotate.relations.finder import Finder
from communique.annotate.relations.kinds import NONE, kinds
from communique.run.scores import calibration_error, macro_f1

SHARE = 12  # as in training/make_model.py


def held_out(text: str) -> bool:
    """True for the sentences that no shipped model learns from."""
    return hashlib.blake2b(text.encode(), digest_size=4).digest()[0] % SHARE == 0


def score_relations(folder: Path) -> dict[str, Figure]:
    """The figures over the held-out sentences of the corpus in ``folder``."""
    rows = [
        row
        for file in sorted(folder.glob("*.jsonl"))
        for line in file.read_text("utf-8").splitlines()
        if held_out((row := json.loads(line))["text"])
    ]
    asked = [(row, r) for row in rows for r in row["relations"]]
    codings = Codings()(
        [Pair(row["text"], _span(row, r["source"]), _span(row, r["target"])) for row, r in asked],
    )
    events = [(str(kinds()[r["kind"]].event), str(c.event)) for (_, r), c in zip(asked, codings, strict=True)]
    told = [(r, c) for (_, r), c in zip(asked, codings, strict=True) if NONE not in (r["kind"], c.kind)]
    scores = [(c.score, a == b) for c, (a, b) in zip(codings, events, strict=True)]
    return {
        "event": _share([a == b for a, b in events]),
        "event_macro_f1": _percent(macro_f1(events)),
        "kind": _share([r["kind"] == c.kind for (_, r), c in zip(asked, codings, strict=True)]),
        "coded_status": _share([r["status"] == c.status.value for r, c in told]),
        "sides": _sides(rows),
        **certainty(scores),
    }


def score_plover(file: Path) -> dict[str, Figure]:
    """The figures over the public bed."""
    from communique.run.plover_bed import bench_plover
    from communique.settings import DEFAULT_MODEL

    answers = list(bench_plover(file, DEFAULT_MODEL))
    pairs = [(str(a.gold), a.event) for a in answers]
    return {
        "event": _share([a == b for a, b in pairs]),
        "event_macro_f1": _percent(macro_f1(pairs)),
        "sides": _share([a.sides_right for a in answers if a.sides_right is not None]),
        **certainty([(a.score, a.event == a.gold) for a in answers]),
    }


def certainty(scores: Sequence[tuple[float, bool]]) -> dict[str, Figure]:
    """What the scores are worth."""
    surest = sorted(scores, key=lambda s: -s[0])[: max(1, round(0.8 * len(scores)))]
    return {"sure": _share([right for _, right in surest]), "calibration": _percent(1 - calibration_error(scores))}


def _sides(rows: Sequence[dict[str, Any]]) -> Figure:
    whole = [row for row in rows if any(r["trigger"] for r in row["relations"])]
    right = []
    for row, found in zip(whole, Finder()([row["text"] for row in whole]), strict=True):
        main = next(r for r in row["relations"] if r["trigger"])
        wanted = (_span(row, main["source"]), _span(row, main["target"]))
        pairs = zip(wanted, (found.source, found.target), strict=True)
        right.append(all(b is not None and a[0] < b[1] and b[0] < a[1] for a, b in pairs))
    return _share(right)


def _span(row: dict[str, Any], actor: int) -> tuple[int, int]:
    start, end = row["actors"][actor]
    return start, end


def _share(right: Sequence[bool | None]) -> Figure:
    return Figure(sum(bool(r) for r in right), len(right))


def _percent(share: float) -> Figure:
    return Figure(int(1000 * share), 1000)
