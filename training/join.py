"""Fits how far the rules' score and the encoder's are to be trusted, where both speak of one claim."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

from calibrate import logistic
from corpus import Relation, Sentence

from communique.annotate.pipeline import Coder, bare_document
from communique.annotate.relations.coding import Codings
from communique.annotate.relations.encoder import Encoder
from communique.annotate.relations.joining import agreement, log_odds
from communique.annotate.relations.kinds import kinds
from communique.annotate.relations.learned import question
from communique.annotate.stage import Draft
from communique.model.ontology import ontology
from communique.model.records import Claim

PRIOR = (0.0, 0.5, 0.5)  # bias, rules, encoder: both trusted alike until the rows say otherwise
STRENGTH = 20.0


def joined(folder: Path, sentences: Sequence[Sentence]) -> int:
    """Write ``joining.json`` beside the network in ``folder``; gives the number of claims it rests on.

    The rules read each sentence as they would an article; a claim between two marked actors counts as right when the
    corpus has that relation, with that event, between them.
    """
    coder, codings = Coder(), Codings(Encoder(folder), folder)
    rows = []
    for sentence in sentences:
        draft = Draft(bare_document(sentence.text))
        coder.apply(draft, last="events")
        for claim in draft.claims:
            told = _relations_between(sentence, claim)
            pair = question(draft, claim)
            if told is None or pair is None:
                continue
            (coding,) = codings([pair])
            right = any(kinds()[r.kind].event is claim.event for r in told)
            rows.append(((log_odds(claim.score), log_odds(agreement(claim, coding))), right))
    bias, rules, network = logistic(rows, PRIOR, STRENGTH)
    told_weights = {"bias": round(bias, 4), "rules": round(rules, 4), "encoder": round(network, 4), "claims": len(rows)}
    (folder / "joining.json").write_text(json.dumps(told_weights, indent=1) + "\n", "utf-8")
    return len(rows)


def _relations_between(sentence: Sentence, claim: Claim) -> list[Relation] | None:
    """What the corpus says of the claim's two sides; None where these are not two of the marked actors."""
    sides = [
        {k for k, (start, end) in enumerate(sentence.actors) for p in side if p.span.start < end and start < p.span.end}
        for side in (claim.sources, claim.targets)
    ]
    if not sides[0] or not sides[1] or sides[0] & sides[1]:
        return None
    either = ontology().reciprocal(claim.event, claim.form)
    found = [
        r
        for r in sentence.relations
        if (r.source in sides[0] and r.target in sides[1])
        or ((either or claim.form == "visit") and r.source in sides[1] and r.target in sides[0])
    ]
    return found or None
