"""When an undated text was written, by its own words."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from communique.annotate.anchor import duration_windows, narrow
from communique.knowledge.happenings import happenings
from communique.model.values import Basis, Precision


def _d(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


A = (_d("2001-01-01"), _d("2005-12-31"))
B = (_d("2004-01-01"), _d("2008-12-31"))
C = (_d("2004-06-01"), _d("2004-07-31"))
FAR = (_d("1990-01-01"), _d("1991-12-31"))


@pytest.mark.parametrize(
    ("windows", "shared"),
    [
        ([], None),
        ([A], A),
        ([A, B], (_d("2004-01-01"), _d("2005-12-31"))),
        ([A, B, C], C),
        ([A, FAR], None),
        ([A, A, A, A, FAR], A),
        ([(A[0], _d("2100-01-01"))], None),
        ([(A[0], _d("2100-01-01")), B], B),
    ],
)
def test_narrow(windows, shared):
    assert narrow(windows) == shared


_DAYS = st.dates(_d("1990-01-01"), _d("2030-12-31"))
_WINDOWS = st.lists(st.tuples(_DAYS, _DAYS).map(lambda w: (min(w), max(w))), max_size=8)


@given(_WINDOWS, st.randoms(use_true_random=False))
def test_narrow_does_not_depend_on_order(windows, shuffler):
    shuffled = list(windows)
    shuffler.shuffle(shuffled)
    assert narrow(shuffled) == narrow(windows)


@given(_WINDOWS)
def test_what_is_shared_lies_in_four_fifths_of_the_windows(windows):
    shared = narrow(windows)
    if shared is not None:
        assert shared[0] <= shared[1]
        holding = [w for w in windows if w[0] <= shared[0] and shared[1] <= w[1]]
        assert len(holding) * 5 >= len(windows) * 4


def test_the_day_of_publication_is_the_anchor(read):
    anchor = read("Fiji sailed.", dt.date(2011, 5, 6)).anchor
    assert anchor is not None
    assert (anchor.start, anchor.end, anchor.precision) == (dt.date(2011, 5, 6), dt.date(2011, 5, 6), Precision.DAY)


def test_no_anchor_without_anything_that_bounds_it(read):
    assert read("Fiji sailed to Tonga on Tuesday.", None).anchor is None


@pytest.mark.parametrize("happening", happenings()[:6], ids=lambda h: h.name)
@pytest.mark.parametrize(
    ("before", "first", "last"),
    [("Two years", 1.4, 2.6), ("Nearly two years", 1.4, 2.01), ("More than two years", 1.99, 3.1)],
)
def test_a_duration_since_a_known_day_bounds_the_writing(before, first, last, happening, draft):
    text = f"{before} after the {happening.patterns[0]}, the market of the port was open again."
    windows = duration_windows(draft(text, None))
    assert all(start <= end for start, end in windows)
    assert any(
        (start - happening.day).days >= first * 365.25 - 1 and (end - happening.day).days <= last * 365.25 + 1
        for start, end in windows
    )


def test_an_inferred_anchor_is_a_range(read):
    happening = happenings()[0]
    anchor = read(f"Two years after the {happening.patterns[0]}, the market was open again.", None).anchor
    if anchor is not None:
        assert (anchor.precision, anchor.basis) == (Precision.RANGE, Basis.INFERRED)
