from __future__ import annotations

from typing import Any

import pytest
from tests.merge.builders import Paper, build, report

from communique.merge.events import merge_all

PAPERS = [Paper("a", "Nile Post", "2024-05-15"), Paper("b", "Gulf Courier", "2024-05-16")]
SIGNED: dict[str, Any] = {
    "event": "AGREE", "form": "agreement", "date": "2024-05-14", "details": {"kind": "agreement", "stage": "signed"},
}  # fmt: skip
CASES: list[tuple[str, str, str, list[str]]] = [
    ("put off", "The signing of the fuel agreement was put off.", "2024-05-16", ["not signed", "signed"]),
    ("not signed", "The fuel agreement has not been signed.", "2024-05-16", ["not signed", "signed"]),
    ("unsigned", "The agreement on fuel remains unsigned.", "2024-05-16", ["not signed", "signed"]),
    ("only initialled", "They have only initialled the fuel agreement.", "2024-05-16", ["initialled", "signed"]),
    ("signature is to follow", "The signature will follow once the fuel prices are known.", "2024-05-16",
     ["not signed", "signed"]),
    ("written before", "The fuel agreement has not been signed.", "2024-05-13", []),
    ("of another paper", "The visa agreement has not been signed.", "2024-05-16", []),
    ("of another year", "The fuel agreement was not signed in 2019.", "2024-05-16", []),
    ("weeks later", "The fuel agreement has not been signed.", "2024-06-16", []),
    ("it was signed, another was not", "They signed the fuel agreement, while the fuel contract was not signed.",
     "2024-05-16", []),
    ("it is to be ratified", "The fuel agreement has yet to be ratified.", "2024-05-16", []),
]  # fmt: skip


@pytest.mark.parametrize(("sentence", "published", "expected"), [c[1:] for c in CASES], ids=[c[0] for c in CASES])
def test_unsigned(sentence: str, published: str, expected: list[str]) -> None:
    rows = [
        report("a", "Chad and Cameroon signed a fuel agreement.", "signed", "TCD", "CMR", **SIGNED),
        report("b", "Chad and Cameroon met.", "met", "TCD", "CMR", form="meeting", date="2024-05-14"),
        report("b", sentence, "agreement" if "agreement" in sentence else "signature", "TCD", "CMR", event="AGREE"),
    ]
    made = build([PAPERS[0], Paper("b", "Gulf Courier", published)], rows)
    found = merge_all(made.claims, made.documents, {}).contradictions
    assert [v.value for x in found if x.field == "stage" for v in x.values] == expected
