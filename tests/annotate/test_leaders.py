"""Who led a delegation takes part in what it does."""

from __future__ import annotations

import pytest


@pytest.mark.parametrize(
    ("text", "names"),
    [
        (
            "A Ghanaian delegation led by Foreign Minister Shirley Ayorkor Botchwey met Togolese President Faure "
            "Gnassingbe in Lome.",
            ["Ghana", "Shirley Ayorkor Botchwey"],
        ),
        (
            "The Guatemalan team at Friday's talks with Belize in Belmopan was headed by Vice Minister Karla Samayoa.",
            ["Guatemala", "Karla Samayoa"],
        ),
        (
            "Foreign Minister Fuad Hussein of Iraq received in Baghdad a delegation from Kuwait headed by Ambassador "
            "Salem Al-Zamanan.",
            ["Kuwait", "Salem Al-Zamanan"],
        ),
        ("A Ghanaian delegation met Togolese President Faure Gnassingbe in Lome.", ["Ghana"]),
    ],
)
def test_leaders(text, names, read):
    (claim,) = read(text).claims
    assert [p.name for p in claim.sources] == names


def test_who_leads_is_of_the_state_of_the_team(read):
    text = "Indonesia and Malaysia met in Bandung. Leading the Malaysian team was Deputy Secretary Zurina Bashah."
    led = read(text).claims[-1]
    assert [(p.name, p.country) for p in led.sources] == [("Zurina Bashah", "MYS")]
