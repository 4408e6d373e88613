"""Rows of judgements: what was decided of what, by whom, and how it stands today."""

from __future__ import annotations

from collections.abc import Sequence

from typing_extensions import TypedDict

from communique.model.judgements import JOINING, PARTING, Stands
from communique.views.reader import AccuracyLike


class JudgementRow(TypedDict):
    """One judgement.

    ``standing``: in force, in force in part, overruled, withdrawn, no longer applies; ``why``: by what, or because
    of what. ``words``: the sentences that it is about. ``claims``: ids of the claims and statements
    that it is about today.
    """

    id: str
    verdict: str
    subjects: list[str]
    field: str
    value: str
    note: str
    by: str
    when: str
    standing: str
    why: str
    overruled_by: list[str]
    claims: list[str]
    words: list[str]


class AccuracyRow(TypedDict):
    """How often the program was right in one thing that people judged: ``share`` with ``low`` and ``high`` (95 %)."""

    name: str
    right: int
    wrong: int
    share: float
    low: float
    high: float


def judgement_row(one: Stands) -> JudgementRow:
    """The row of one judgement."""
    judgement = one.judgement
    return JudgementRow(
        id=judgement.id,
        verdict=judgement.verdict.value,
        subjects=list(judgement.subjects),
        field=judgement.field,
        value=judgement.value,
        note=judgement.note,
        by=judgement.by,
        when=judgement.when,
        standing=one.standing.value,
        why=one.why,
        overruled_by=list(one.overruled_by),
        claims=list(one.found),
        words=list(dict.fromkeys(a.words for a in judgement.anchors if a.words)),
    )


def judgement_rows(standings: Sequence[Stands]) -> list[JudgementRow]:
    """Rows of judgements, in their order."""
    return [judgement_row(one) for one in standings]


def is_of_one(one: Stands) -> bool:
    """True of a judgement about single claims, false of one about how they hang together or about a whole event."""
    judgement = one.judgement
    if judgement.verdict in JOINING or judgement.verdict in PARTING:
        return False
    return all(anchor.subject == anchor.id for anchor in judgement.anchors)


def accuracy_rows(measured: Sequence[AccuracyLike]) -> list[AccuracyRow]:
    """Rows of what was measured, in its order."""
    return [
        AccuracyRow(
            name=one.name,
            right=one.right,
            wrong=one.wrong,
            share=round(one.right / (one.right + one.wrong), 4),
            low=one.low,
            high=one.high,
        )
        for one in measured
    ]
