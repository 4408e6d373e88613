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
    (
        "The spokesman of the Ministry of Defence, Colonel Luis Soto, met the press in Chile.",
        {"spokesperson", "colonel"},
    ),
    ("Luis Soto, secretary of Iran's Supreme National Security Council, signed it.", {"security council secretary"}),
    ("The head of the Peruvian Navy met Chile's president.", set()),
    ("The Chilean defence minister met the press. Luis Soto was not there.", set()),
    ("Chilean Defence Minister Luis Soto said the army had killed ten rebels.", {"defence minister"}),
]


@pytest.mark.parametrize(("text", "positions"), TOLD)
def test_offices_of_the_day(text, positions, coder):
    reading = coder.read(text, published=dt.date(2024, 11, 20))
    assert {o.position for o in reading.offices} == positions


BODIES = [
    ("Hezbollah leader Luis Soto met Iran's foreign minister.", "leader", "Hezbollah"),
    ("Luis Soto, the secretary-general of Hezbollah, met Iran's foreign minister.", "secretary-general", "Hezbollah"),
    ("Gazprom chief executive Luis Soto met the Chinese president.", "chief executive", "Gazprom"),
    ("Houthi military spokesman Luis Soto threatened Israel.", "spokesperson", "Houthis"),
]


@pytest.mark.parametrize(("text", "position", "body"), BODIES)
def test_offices_of_bodies_that_no_state_is_led_by(text, position, body, coder):
    told = [o for o in coder.read(text, published=dt.date(2024, 11, 20)).offices if o.name == "Luis Soto"]
    assert [(o.position, o.organisation) for o in told] == [(position, body)]
