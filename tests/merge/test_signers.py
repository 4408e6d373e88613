from __future__ import annotations

from typing import Any

import pytest
from tests.merge.builders import Paper, build, report

from communique.merge.events import merge_all

PAPERS = [Paper("a", "Nile Post", "2024-05-15"), Paper("b", "Gulf Courier", "2024-05-15")]
SIGNED: dict[str, Any] = {
    "event": "AGREE", "form": "agreement", "date": "2024-05-14", "details": {"kind": "agreement", "stage": "signed"},
}  # fmt: skip
RAIL = (
    "a",
    "Oleg Butkovic and Filip Radulovic signed a railway agreement.",
    "Oleg Butkovic/HRV",
    "Filip Radulovic/MNE",
)
CASES: list[tuple[str, tuple[str, str, str, str], list[str]]] = [
    ("other ministers signed it",
     ("b", "Gordan Radman signed the railway deal with Filip Ivanovic.", "Gordan Radman/HRV", "Filip Ivanovic/MNE"),
     ["Filip Ivanovic, Gordan Radman", "Filip Radulovic, Oleg Butkovic"]),
    ("one side is named, and another man",
     ("b", "Filip Ivanovic signed the railway agreement with Croatia.", "Filip Ivanovic/MNE", "HRV"),
     ["Filip Ivanovic", "Filip Radulovic, Oleg Butkovic"]),
    ("one of the two is the same",
     ("b", "Oleg Butkovic signed the railway deal with Filip Ivanovic.", "Oleg Butkovic/HRV", "Filip Ivanovic/MNE"),
     []),
    ("another paper of the same day",
     ("b", "Tamara Vujovic and Nina Obuljen signed a museum agreement.", "Tamara Vujovic/MNE", "Nina Obuljen/HRV"), []),
    ("nobody is named", ("b", "Croatia and Montenegro signed a railway agreement.", "HRV", "MNE"), []),
]  # fmt: skip


@pytest.mark.parametrize(("row", "expected"), [c[1:] for c in CASES], ids=[c[0] for c in CASES])
def test_signers(row: tuple[str, str, str, str], expected: list[str]) -> None:
    made = build(PAPERS, [report(p, s, "signed", who, whom, **SIGNED) for p, s, who, whom in (RAIL, row)])
    found = merge_all(made.claims, made.documents, {}).contradictions
    assert [v.value for x in found if x.field == "participants" for v in x.values] == expected


def test_the_paper_that_it_stands_for_is_named_before() -> None:
    told = [
        report("a", RAIL[1], "signed", RAIL[2], RAIL[3], **SIGNED),
        report("b", "The railway agreement is there.", "agreement", "HRV", "MNE", event="AGREE"),
        report(
            "b", "Radman signed it with Ivanovic.", "signed it", "Gordan Radman/HRV", "Filip Ivanovic/MNE", **SIGNED
        ),
    ]
    made = build(PAPERS, told)
    assert [x.field for x in merge_all(made.claims, made.documents, {}).contradictions] == ["participants"]
