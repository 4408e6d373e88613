"""What is shown of an organisation beside what the documents say of it."""

from __future__ import annotations

import pytest

from communique.views.bodies import body_row


def since(actor: str, state: str) -> list[tuple[str | None, str | None]]:
    row = body_row(actor)
    assert row is not None
    return [(m["since"], m["until"]) for m in row["members"] if m["state"] == state]


@pytest.mark.parametrize(("actor", "state", "days"), [
    ("org:asean", "VNM", [("1995-07-28", None)]),
    ("org:asean", "THA", [(None, None)]),
    ("org:european-union", "GBR", [("1973-01-01", "2020-01-31")]),
    ("org:unesco", "CHN", [(None, None)]),
    ("org:asean", "CHN", []),
])  # fmt: skip
def test_members_with_their_days(actor: str, state: str, days: list[tuple[str | None, str | None]]) -> None:
    assert since(actor, state) == days


def test_a_company_has_its_state_and_no_members() -> None:
    row = body_row("org:petrovietnam")
    assert row is not None
    assert (row["kind"], row["state"], row["members"]) == ("company", "Vietnam", [])


@pytest.mark.parametrize("actor", ["org:club-of-two", "state:VNM", "person:to-lam.vnm"])
def test_what_no_table_has_gives_nothing(actor: str) -> None:
    assert body_row(actor) is None
