from __future__ import annotations

import pytest
from tests.merge.builders import Paper, build, report

from communique.merge.heads import heads

WHO, WHOM = "Rumen Aleksandrov/BGR", "Bujar Osmani/MKD"
CASES = [
    ("A Bulgarian delegation led by Deputy Minister Rumen Aleksandrov met Osmani.", ["Rumen Aleksandrov"]),
    ("The Bulgarian side was headed by the Secretary for Europe, Rumen Aleksandrov, and met.", ["Rumen Aleksandrov"]),
    ("Rumen Aleksandrov, the deputy minister, led his country's team as they met.", ["Rumen Aleksandrov"]),
    ("Aleksandrov, who heads the Bulgarian delegation, met Bujar Osmani.", ["Rumen Aleksandrov"]),
    ("At the head of the Bulgarian delegation was Mr. Aleksandrov when they met.", ["Rumen Aleksandrov"]),
    ("The head of the Bulgarian team, Rumen Aleksandrov, met them.", ["Rumen Aleksandrov"]),
    ("The talks, at which they met, were led by Aleksandrov and Osmani.", ["Rumen Aleksandrov"]),
    ("Aleksandrov met Osmani, who led the Macedonian team.", ["Bujar Osmani"]),
    ("Aleksandrov met Osmani.", []),
    ("Aleksandrov met the party led by Osmani's father.", []),
    ("The head of the EU delegation to Skopje, Aleksandrov, met him.", []),
    ("Aleksandrov led the applause when they met.", []),
    ("A government led by Aleksandrov met them.", []),
]  # fmt: skip


@pytest.mark.parametrize(("sentence", "expected"), CASES, ids=[c[0][:50] for c in CASES])
def test_heads(sentence: str, expected: list[str]) -> None:
    made = build([Paper("a")], [report("a", sentence, "met", WHO, WHOM, form="meeting")])
    (claim,) = made.claims
    (document,) = made.documents.values()
    assert [p.name for p in heads(claim, document.text)] == expected
