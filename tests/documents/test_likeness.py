from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from communique.documents.likeness import likeness

# Two ferries and two weddings: the same words, other names and years.
FERRIES = "In {year} the ferry {ship} sank off {place}, and nine people drowned in the storm, said the coast guard."
WEDDINGS = "In {year} the princess wed {ship} in the cathedral of {place}, and a choir sang to the guests."
TEXTS = [
    FERRIES.format(year=2009, ship="Aurora", place="Cebu"),
    "Divers found the Aurora near Cebu: the ferry had sunk in 2009 in a storm, and people drowned.",
    FERRIES.format(year=2014, ship="Borealis", place="Busan"),
    "The Borealis sank near Busan in 2014; the ferry was full of people in a storm.",
    WEDDINGS.format(year=2009, ship="Olaf", place="Bergen"),
    "Guests in Bergen saw Olaf and the princess in 2009 as the choir sang in the cathedral.",
    "Copper prices rose.",
]


def test_one_story_is_more_alike_than_one_kind_of_story_and_that_more_than_another_kind() -> None:
    alike = likeness(TEXTS)
    assert min(alike[0, 1], alike[2, 3]) > max(alike[0, 2], alike[1, 3]) > max(alike[0, 4], alike[2, 5])
    assert not alike[6, :6].any()


def test_it_is_symmetric_from_nought_to_one() -> None:
    alike = likeness(TEXTS)
    assert np.allclose(alike, alike.T)
    assert (alike >= 0).all() and (alike <= 1 + 1e-9).all() and (np.diag(alike) == 1).all()


def test_addresses_are_left_out() -> None:
    plain = likeness(TEXTS)
    assert np.array_equal(plain, likeness([f"http : / / news . example / {n // 2}\n{t}" for n, t in enumerate(TEXTS)]))


def test_headlines_tell_words_and_no_names() -> None:
    lines = [f"{t}\nFerry Sinks Off Quiet Harbour Town" if n in (0, 4) else t for n, t in enumerate(TEXTS)]
    assert likeness(lines)[0, 4] > likeness(TEXTS)[0, 4]


def test_few_texts_and_empty_ones() -> None:
    assert likeness([]).shape == (0, 0)
    assert likeness(["", "The ferry sank."]).tolist() == [[1, 0], [0, 1]]


@given(st.permutations(range(len(TEXTS))))
def test_the_order_does_not_matter(order: list[int]) -> None:
    assert np.allclose(likeness([TEXTS[n] for n in order]), likeness(TEXTS)[np.ix_(order, order)])
