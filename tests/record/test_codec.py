from __future__ import annotations

import sys
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from communique.model import judgements, records, values
from communique.record import codec

sys.path.insert(0, str(Path(__file__).parent))
from shapes import of

KINDS = [
    records.Document,
    records.Reading,
    records.Claim,
    records.Statement,
    records.Event,
    records.Contradiction,
    records.Office,
    judgements.Judgement,
    records.Source,
    records.Given,
]


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(data=st.data())
def test_a_value_comes_back_the_same(kind: type, data: st.DataObject) -> None:
    value = data.draw(of(kind))
    text = codec.dump_checked(value)
    back = codec.load(kind, text)
    assert back == value
    assert type(back) is kind
    assert codec.dump(back) == text


def test_spans_come_back_as_spans() -> None:
    part = records.Part(records.PartKind.BODY, values.Span(3, 9))
    back = codec.load(records.Part, codec.dump(part))
    assert isinstance(back.span, values.Span)
    assert isinstance(back.kind, records.PartKind)


@pytest.mark.parametrize(
    "value",
    [
        values.Quantity(float("inf"), "tonnes"),
        values.Quantity(float("nan"), "tonnes"),
        values.Place("a lone surrogate \ud800"),
    ],
    ids=["infinite", "not a number", "surrogate"],
)
def test_what_json_cannot_hold_is_refused(value: object) -> None:
    with pytest.raises(ValueError):
        codec.dump_checked(value)


def test_a_digest_tells_where_one_part_ends() -> None:
    assert codec.digest("ab", "c") != codec.digest("a", "bc")
    assert codec.digest("ab", "c") == codec.digest("ab", "c")
