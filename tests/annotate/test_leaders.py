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
        ("A Ghanaian delegation met Togolese President Faure Gnassingbe in Lome.", ["Ghana"]),
    ],
)
def test_leaders(text, names, read):
    (claim,) = read(text).claims
    assert [p.name for p in claim.sources] == names
