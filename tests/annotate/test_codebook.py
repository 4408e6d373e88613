"""Tense and polarity after the codebook."""

from __future__ import annotations

import pytest

from communique.model.ontology import EventType
from communique.model.records import Status

RULES = [
    ("Norway met Mali.", EventType.CONSULT, Status.ACTUAL),
    ("Norway will meet Mali.", EventType.CONSULT, Status.PLANNED),
    ("Norway will not meet Mali.", EventType.REJECT, Status.PLANNED),
    ("Norway sent rice to Mali.", EventType.AID, Status.ACTUAL),
    ("Norway will send rice to Mali.", EventType.AGREE, Status.PLANNED),
    ("Norway attacked Mali.", EventType.ASSAULT, Status.ACTUAL),
    ("Norway will attack Mali.", EventType.THREATEN, Status.PLANNED),
    ("Norway expelled the Malian ambassador.", EventType.SANCTION, Status.ACTUAL),
    ("Norway will expel the Malian ambassador.", EventType.THREATEN, Status.PLANNED),
    ("Norway will thank Mali.", EventType.SUPPORT, Status.PLANNED),
    ("Norway will sign a treaty with Mali.", EventType.AGREE, Status.PLANNED),
    ("Norway did not attack Mali.", EventType.ASSAULT, Status.DENIED),
    ("Norway might attack Mali.", EventType.ASSAULT, Status.HYPOTHETICAL),
    ("Norway threatened to attack Mali.", EventType.THREATEN, Status.ACTUAL),
]


@pytest.mark.parametrize(("text", "event", "status"), RULES)
def test_rule(text, event, status, read):
    (claim,) = read(text).claims
    assert (claim.event, claim.status) == (event, status)


@pytest.mark.parametrize(
    "text",
    [
        "The Norwegian premier spoke by phone with the Malian president.",
        "The Norwegian premier telephoned the Malian president.",
        "The Norwegian premier discussed rice with the Malian president by telephone.",
    ],
)
def test_calls(text, read):
    (claim,) = read(text).claims
    assert (claim.event, claim.mode, claim.form) == (EventType.CONSULT, "phone", "call")


def test_what_became_planned_loses_mode_and_form(read):
    (claim,) = read("Norway will expel the Malian ambassador.").claims
    assert (claim.mode, claim.form) == (None, None)
    assert "planned" in claim.reasons
