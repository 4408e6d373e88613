from __future__ import annotations

import pytest
from tests.merge.builders import Paper, build, report

from communique.merge.block import block_of

CASES = [
    ("Sergey Lavrov/RUS", "Bui Thanh Son/VNM", "RUS-VNM"),
    ("VNM", "RUS", "RUS-VNM"),
    ("IRN; SAU", "", "IRN-SAU"),
    ("@ASEAN", "RUS", "RUS-ASEAN"),
    ("RUS", "@ASEAN", "RUS-ASEAN"),
    ("Anwar Ibrahim/MYS", "@ASEAN; LAO", "LAO-MYS"),
    ("SRB", "", "SRB"),
    ("", "XKX", "XKX"),
    ("@NATO", "@African Union", "AFRICAN-UNION-NATO"),
    ("?president/COL", "VEN", "COL-VEN"),
    ("USA; EGY", "SDN", "SDN-USA"),
    ("", "", "NONE"),
]


@pytest.mark.parametrize(("who", "whom", "block"), CASES)
def test_block(who: str, whom: str, block: str) -> None:
    claim = build([Paper("p")], [report("p", "They met.", "met", who, whom)]).claims[0]
    assert block_of(claim) == block


def test_both_directions_share_a_block() -> None:
    rows = [report("p", "They met.", "met", "ETH", "ERI"), report("p", "They talked.", "talked", "ERI", "ETH")]
    assert len({block_of(c) for c in build([Paper("p")], rows).claims}) == 1


@pytest.mark.parametrize(
    ("who", "whom", "form", "block"),
    [
        ("@United Nations", "RUS; UKR", "vote", "UNITED-NATIONS"),
        ("@United Nations", "", "vote", "UNITED-NATIONS"),
        ("HUN", "UKR", "vote", "HUN-UKR"),
        ("@United Nations", "RUS", None, "RUS-UNITED-NATIONS"),
    ],
)
def test_what_a_body_votes_on_is_its_own(who: str, whom: str, form: str | None, block: str) -> None:
    row = report("p", "It adopted the text.", "adopted", who, whom, event=None if form else "SUPPORT", form=form)
    assert block_of(build([Paper("p")], [row]).claims[0]) == block
