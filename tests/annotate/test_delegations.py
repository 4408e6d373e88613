"""How many came."""

from __future__ import annotations

import pytest

from communique.annotate.delegations import company
from communique.model.values import Span

TOLD = [
    ("The premier arrived on Tuesday with a delegation of 26, his office said.", 26),
    ("With him are 33 people, among them twelve civil servants.", 33),
    ("She came at the head of a 14-member delegation.", 14),
    ("The king is accompanied by some forty officials.", 40),
    ("He was leading a group of about 20 traders.", 20),
    ("The delegation, which landed on Monday, has 22 members.", 22),
    ("The president took 60 people with him.", 60),
    ("He was received by a group of 40 officials.", None),
    ("They travelled in a party of two.", None),
    ("The mission of 1999 is forgotten.", None),
    ("The delegation met three ministers.", None),
]


@pytest.mark.parametrize(("sentence", "expected"), TOLD)
def test_company(sentence: str, expected: float | None) -> None:
    found = company(sentence, Span)
    assert [q.value for q in found] == ([expected] if expected else [])
    assert all(q.unit == "delegate" for q in found)
