"""Which offices a document tells of its own day."""

from __future__ import annotations

import datetime as dt

import pytest

TOLD = [
    ("Chilean President Ana Rojas met the press in Santiago.", {"president"}),
    ("Former Chilean President Ana Rojas met the press in Santiago.", set()),
    ("The late President Ana Rojas of Chile had signed it.", set()),
    ("Chilean President Ana Rojas died in a helicopter crash in May.", set()),
    ("Chile mourned after President Ana Rojas and Foreign Minister Luis Soto died in a crash.", set()),
    ("Chilean Foreign Minister Luis Soto was assassinated in Lima.", set()),
    ("Gunmen killed Chilean Foreign Minister Luis Soto in Lima.", set()),
    ("Peru sent condolences on the death of Chilean President Ana Rojas.", set()),
    ("Leaders came to Santiago for Chilean President Ana Rojas's funeral.", set()),
    ("Chilean President-elect Ana Rojas met the press in Santiago.", set()),
    ("Chilean President Ana Rojas said that two soldiers had died.", {"president"}),
    ("Chilean President Ana Rojas announced the death of a rebel chief.", {"president"}),
    ("Chilean Defence Minister Luis Soto said the army had killed ten rebels.", {"defence minister"}),
]


@pytest.mark.parametrize(("text", "positions"), TOLD)
def test_offices_of_the_day(text, positions, coder):
    reading = coder.read(text, published=dt.date(2024, 11, 20))
    assert {o.position for o in reading.offices} == positions
