"""Reads the case tables beside the tests and says what a reading found, in the plain words that the tables use."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from communique.annotate.attribution.told import Attributed
from communique.model.records import Claim, Mention, Statement

_CASES = Path(__file__).parent / "cases"


def cases(*names: str) -> list[Any]:
    """The rows of ``cases/NAME.jsonl`` as pytest parameters, named by group and text."""
    rows = [
        json.loads(line)
        for name in names
        for line in (_CASES / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
        if line.strip()
    ]
    return [pytest.param(row, id=f"{row['group']}: {row['text'][:60]}") for row in rows]


def days(start: dt.date | None, end: dt.date | None) -> str | None:
    """ "2019-03-12" or "2019-03-01/2019-03-31"."""
    if start is None:
        return None
    return str(start) if start == end else f"{start}/{end}"


def claim_words(claim: Claim) -> dict[str, Any]:
    """What the claim tables compare: sides by state, else by name."""
    return {
        "event": claim.event.value if claim.event else None,
        "source": sorted({p.country or p.name for p in claim.sources}),
        "target": sorted({p.country or p.name for p in claim.targets}),
        "status": claim.status.value,
        "form": claim.form,
        "mode": claim.mode,
        "date": days(claim.date.start, claim.date.end) if claim.date else None,
        "place": claim.place.name if claim.place else None,
        "place_country": claim.place.country if claim.place else None,
        "stage": claim.details.stage,
        "kind": claim.details.kind,
        "choice": claim.details.choice,
        "since": f"{claim.details.since[0]}-{claim.details.since[1]}" if claim.details.since else None,
        "outcome": claim.details.outcome,
        "quantities": ", ".join(f"{q.value:g} {q.unit} ({q.qualifier})" for q in claim.quantities),
        "attribution": " < ".join(link.name for link in claim.attribution) or None,
    }


def statement_words(statement: Statement, text: str) -> dict[str, Any]:
    """What the statement tables compare; the content without the comma or stop at its end."""
    return {
        "speakers": [p.name for p in statement.speakers],
        "addressees": [p.name for p in statement.addressees],
        "manner": statement.manner,
        "verbatim": statement.verbatim,
        "attribution": [link.name for link in statement.attribution],
        "content": " ".join(s.of(text) for s in statement.content_spans).strip(" ,."),
        "nested": statement.nested_in is not None,
        "occasion": statement.occasion,
        "medium": statement.medium,
        "stances": [f"{stance.sign}{stance.name}" for stance in statement.stances],
        "topics": list(statement.topics),
    }


def attribution_words(attribution: Attributed, text: str) -> dict[str, str]:
    """What the attribution tables compare: each role's words without quotation marks, "…" between two stretches."""
    roles = {"source": attribution.source, "cue": attribution.cue, "content": attribution.content}
    marks = str.maketrans("", "", '“”«»"')
    return {role: " … ".join(s.of(text).translate(marks) for s in spans) for role, spans in roles.items()}


def mention_words(mention: Mention) -> dict[str, Any]:
    """What the mention tables compare."""
    return {
        "text": mention.text,
        "name": mention.name,
        "country": mention.country,
        "kind": mention.actor_kind.value,
        "office": mention.office,
        "basis": mention.basis,
    }


def assert_found(wanted: Sequence[dict[str, Any]], found: Sequence[dict[str, Any]], *, only: bool = True) -> None:
    """Each wanted row agrees with a row of its own; with ``only``, nothing else was found."""
    rest = list(found)
    for row in wanted:
        at = next((i for i, f in enumerate(rest) if all(f[k] == v for k, v in row.items())), None)
        assert at is not None, f"missing {row}\nfound {list(found)}"
        rest.pop(at)
    assert not only or not rest, f"too much: {rest}"
