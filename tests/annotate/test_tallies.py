"""How votes came out."""

from __future__ import annotations

import pytest

from communique.annotate.tallies import tally
from communique.model.values import Span

TOLD = [
    ("It was adopted with 143 countries in favour, five against and 35 abstentions.", [143, 5, 35]),
    ("It was approved with 23 votes in favor, none against and 8 abstentions.", [23, None, 8]),
    ("The council rejected the text by five votes to four.", [5, None, None]),
    ("The council adopted it by 14 votes, with one abstention.", [14, None, 1]),
    ("It passed with 495 votes for, 73 against and 86 abstentions.", [495, 73, 86]),
    ("Thirteen members of the council voted in favour; the United States voted against it.", [13, None, None]),
    ("Twenty-one states voted in favour, seven voted against and 20 abstained.", [21, 7, 20]),
    ("The vote was 13-0 with two abstentions.", [13, None, 2]),
    ("In a vote of 12 to 1 the council extended the mission.", [12, None, None]),
    ("Thirty-five countries abstained.", [None, None, 35]),
    ("It was the third vote on the war in two years.", [None, None, None]),
    ("The council sent 14 observers for two years.", [None, None, None]),
]


@pytest.mark.parametrize(("sentence", "expected"), TOLD)
def test_tally(sentence: str, expected: list[float | None]) -> None:
    found = {q.unit: q.value for q in tally(sentence, Span)}
    assert [found.get(unit) for unit in ("vote", "vote against", "abstention")] == expected


def test_where_it_is_told() -> None:
    sentence = "It was approved with 23 votes in favor."
    (quantity,) = tally(sentence, Span)
    assert quantity.span is not None
    assert quantity.span.of(sentence) == quantity.text == "23 votes in favor"
