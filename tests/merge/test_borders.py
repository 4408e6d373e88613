from __future__ import annotations

import pytest
from tests.merge.builders import Paper, build, report

from communique.merge.borders import at_the_border, is_capital

CASES = [
    ("They met at the Jaber border crossing.", None, True),
    ("They met on Monday at a border post near Goma.", None, True),
    ("They met at Jaber crossing.", None, True),
    ("They met on the Ijevan-Gazakh section of the border.", None, True),
    ("They met on the state border.", None, True),
    ("They met for talks on the border.", None, False),
    ("They met in Zaranj at the border crossing.", "Zaranj/AFG", False),
    ("They met about the border crossing.", None, False),
    ("They met in Amman.", "Amman/JOR", False),
]


@pytest.mark.parametrize(("sentence", "place", "expected"), CASES, ids=[c[0] for c in CASES])
def test_at_the_border(sentence: str, place: str | None, expected: bool) -> None:
    made = build([Paper("a")], [report("a", sentence, "met", "JOR", "SYR", form="meeting", place=place)])
    (document,) = made.documents.values()
    assert at_the_border(made.claims[0], document.text) is expected


def test_capitals() -> None:
    assert is_capital("Damascus, SYR")
    assert not is_capital("Aleppo, SYR")
