"""Rules and encoder in one calibrated score (logistic, fitted on the corpus by `training/`), and when to abstain."""

from __future__ import annotations

import json
import math
from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING

from communique.annotate.relations.coding import Coding
from communique.annotate.relations.encoder import FOLDER
from communique.model.ontology import EventType
from communique.model.records import Claim, Status

if TYPE_CHECKING:
    from pathlib import Path

_TINY = 1e-4
_WORTH_TELLING = 0.005
_YIELDING = frozenset({EventType.CONCEDE, EventType.RETREAT})
_PROMISED = frozenset({EventType.CONSULT, EventType.SUPPORT, EventType.COOPERATE, EventType.AID, *_YIELDING})
_ALONE_AT = 0.75  # what the encoder alone must reach to add a claim


class Joining:
    """Decides about claims by both."""

    def __init__(self, folder: Path = FOLDER) -> None:
        self._folder = folder

    @cached_property
    def _weights(self) -> tuple[float, float, float]:
        """Of nothing, of the rules' own score, of the encoder's (both as log-odds)."""
        file = self._folder / "joining.json"
        told = json.loads(file.read_text("utf-8")) if file.is_file() else {"bias": 0.0, "rules": 1.0, "encoder": 0.5}
        return told["bias"], told["rules"], told["encoder"]

    def judged(self, claim: Claim, coding: Coding | None) -> Claim:
        """The claim with the score of both."""
        if coding is None:
            return claim
        bias, rules, network = self._weights
        share = agreement(claim, coding)
        score = 1 / (1 + math.exp(-(bias + rules * log_odds(claim.score) + network * log_odds(share))))
        return replace(claim, score=round(score, 2), reasons=(*claim.reasons, *self.reasons(coding)))

    def alone(self, coding: Coding) -> float | None:
        """The score of a claim that only the encoder sees; None where it should not be made."""
        if coding.event is None or coding.score < _ALONE_AT:
            return None
        return round(coding.score, 2)

    @staticmethod
    def reasons(coding: Coding) -> tuple[str, ...]:
        """What the encoder says, what came next and by how much."""
        second, share = coding.runner_up
        told = f"encoder: {coding.event or 'nothing'} {coding.events[coding.event]:.0%}"
        return (
            f"{told}, next {second or 'nothing'} {share:.0%}" if share >= _WORTH_TELLING else f"{told}, none near it",
        )


def agreement(claim: Claim, coding: Coding) -> float:
    """How likely the encoder finds the claim's event, in the record's terms: CONCEDE and RETREAT are two words for one
    thing told in words or deeds, and a cooperative act that is still to come is AGREE for the encoder.
    """
    share = coding.events.get(claim.event, 0.0)
    if claim.event in _YIELDING:
        share += sum(coding.events.get(e, 0.0) for e in _YIELDING - {claim.event})
    if claim.event in _PROMISED and claim.status is not Status.ACTUAL:
        share += coding.events.get(EventType.AGREE, 0.0)
    return min(1.0, share)


def log_odds(probability: float) -> float:
    """The logit of a probability, kept finite."""
    inside = min(1 - _TINY, max(_TINY, probability))
    return math.log(inside / (1 - inside))
