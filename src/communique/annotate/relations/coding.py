"""What passes between two marked actors of a sentence: the encoder's answer in the codebook's words, with a
calibrated probability, what came next, and the words that decided it.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from communique.annotate.relations.encoder import FOLDER, Answer, Encoder, encoder
from communique.annotate.relations.kinds import NONE, kinds
from communique.annotate.relations.marking import Chars, Marked, Pieces
from communique.model.ontology import EventType
from communique.model.records import Status

if TYPE_CHECKING:
    from pathlib import Path

_CONTEXT_AT = 0.5
_MOST_CONTEXTS = 3
_LONGEST_TRIGGER, _LONGEST_ACTOR = 8, 24  # pieces
_STARTS = 6  # beginnings that are tried


@dataclass(frozen=True, slots=True)
class Pair:
    """A question: what does the sentence say that ``source`` did to ``target``, by ``trigger`` where that is known?"""

    text: str
    source: Chars
    target: Chars
    trigger: Chars | None = None


@dataclass(frozen=True, slots=True)
class Coding:
    """The answer.

    ``event`` None: nothing passes between the two. ``score``: the calibrated probability of that event (or of nothing).
    ``events``: the probability of every event, and of nothing under None; they add up to 1. ``kinds``: of every kind.
    ``trigger``: the deciding words' offsets in the sentence.
    """

    event: EventType | None
    kind: str
    status: Status
    contexts: tuple[str, ...]
    score: float
    events: Mapping[EventType | None, float]
    kinds: Mapping[str, float]
    trigger: Chars | None

    @property
    def mode(self) -> str | None:
        """The mode of the likeliest kind."""
        return kinds()[self.kind].mode

    @property
    def form(self) -> str | None:
        """The diplomatic form of the likeliest kind."""
        return kinds()[self.kind].form

    @property
    def runner_up(self) -> tuple[EventType | None, float]:
        """The second likeliest event and its probability."""
        others = {e: p for e, p in self.events.items() if e is not self.event}
        second = max(others, key=lambda e: (others[e], str(e)))
        return second, others[second]


@dataclass(frozen=True, slots=True)
class Calibration:
    """How the network's numbers become probabilities: logits are divided by ``temperature`` (Guo et al. 2017), and the
    likeliest event's probability then goes through the steps of an isotonic fit (``levels`` at ``knots``).
    """

    temperature: float
    knots: tuple[float, ...]
    levels: tuple[float, ...]

    def score(self, probability: float) -> float:
        """The probability of being right, from that of the likeliest event; between knots on a straight line."""
        if not self.knots:
            return probability
        if probability <= self.knots[0]:
            return self.levels[0]
        for k in range(1, len(self.knots)):
            left, right = self.knots[k - 1], self.knots[k]
            if probability <= right:
                share = (probability - left) / (right - left)
                return self.levels[k - 1] + share * (self.levels[k] - self.levels[k - 1])
        return self.levels[-1]


class Codings:
    """Answers questions about pairs, many at once."""

    def __init__(self, network: Encoder | None = None, folder: Path = FOLDER) -> None:
        self._network = network or encoder()
        self._folder = folder

    @cached_property
    def calibration(self) -> Calibration:
        """Beside the network, where it has been fitted; else its numbers as they are."""
        file = self._folder / "calibration.json"
        if not file.is_file():
            return Calibration(1.0, (), ())
        told = json.loads(file.read_text("utf-8"))
        return Calibration(told["temperature"], tuple(told["knots"]), tuple(told["levels"]))

    def __call__(self, pairs: Sequence[Pair]) -> list[Coding]:
        """One coding for each pair, in order."""
        texts = list(dict.fromkeys(p.text for p in pairs))
        cut = dict(zip(texts, self._network.marking.pieces(texts), strict=True))
        marked = [
            self._network.marking.mark(cut[p.text], source=p.source, target=p.target, trigger=p.trigger) for p in pairs
        ]
        answers = self._network(marked)
        return [self._coding(cut[p.text], m, a, p.trigger) for p, m, a in zip(pairs, marked, answers, strict=True)]

    def _coding(self, pieces: Pieces, marked: Marked, answer: Answer, trigger: Chars | None) -> Coding:
        heads = self._network.heads
        by_kind = dict(zip(heads.kinds, softmax(answer.kind.tolist(), self.calibration.temperature), strict=True))
        by_event: dict[EventType | None, float] = {}
        for name, probability in by_kind.items():
            event = kinds()[name].event
            by_event[event] = by_event.get(event, 0.0) + probability
        best = max(by_event, key=lambda e: (by_event[e], str(e)))
        kind = max((k for k in by_kind if kinds()[k].event is best), key=lambda k: (by_kind[k], k))
        status = heads.statuses[max(range(len(heads.statuses)), key=lambda k: float(answer.status[k]))]
        likely = sorted(zip(answer.contexts.tolist(), heads.contexts, strict=True), reverse=True)[:_MOST_CONTEXTS]
        return Coding(
            event=best,
            kind=kind,
            status=Status(status),
            contexts=tuple(sorted(c for logit, c in likely if sigmoid(logit) >= _CONTEXT_AT)) if kind != NONE else (),
            score=round(self.calibration.score(by_event[best]), 4),
            events=by_event,
            kinds=by_kind,
            trigger=trigger or pointed(pieces, marked, answer, heads.pointers, "trigger"),
        )


def softmax(logits: Sequence[float], temperature: float = 1.0) -> list[float]:
    """Probabilities from logits."""
    top = max(logits)
    weights = [math.exp((x - top) / temperature) for x in logits]
    whole = sum(weights)
    return [w / whole for w in weights]


def sigmoid(logit: float) -> float:
    """The probability of a yes from its logit."""
    return 1 / (1 + math.exp(-logit)) if logit > -700 else 0.0


def pointed(pieces: Pieces, marked: Marked, answer: Answer, pointers: Sequence[str], what: str) -> Chars | None:
    """Where the network points for ``what`` (source, target or trigger): the best start and end; None for nowhere."""
    starts = answer.points[:, pointers.index(f"{what}_start")].tolist()
    ends = answer.points[:, pointers.index(f"{what}_end")].tolist()
    longest = _LONGEST_TRIGGER if what == "trigger" else _LONGEST_ACTOR
    words = [i for i, piece in enumerate(marked.pieces) if piece >= 0]
    best, first, last = starts[0] + ends[0], 0, 0  # the first piece stands for nowhere
    for i in sorted(words, key=lambda i: -starts[i])[:_STARTS]:
        for j in words:
            if i <= j < i + longest and starts[i] + ends[j] > best:
                best, first, last = starts[i] + ends[j], i, j
    if not first:
        return None
    return pieces.chars[marked.pieces[first]][0], pieces.chars[marked.pieces[last]][1]
