"""Who deals with whom, over small records by the tiny coder and an invented one."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest
from small_record import small

import communique
from communique.api import Record
from communique.views.brief import StateRef
from communique.views.network import leaning, network

TEXTS = {
    f"t{n}.txt": f"Text {n}\n\n{text}"
    for n, text in enumerate(
        (
            "Peru visited Chile on 2021-05-06. Peru met Chile on 2021-05-08. Peru called Chile on 2022-01-01.",
            "Ghana called Togo on 2021-06-01. Ghana met Togo on 2021-06-03.",
            "Peru met Ghana on 2021-06-05.",
            "Chile met Ghana on 2021-07-05.",
        )
    )
}
GHANA = StateRef(code="GHA", name="Ghana")


@pytest.fixture
def few(tmp_path: Path) -> Iterator[Record]:
    with communique.open(small(tmp_path / "n.record", TEXTS)) as record:
        yield record


def pairs(shape: object) -> list[tuple[str, int]]:
    return [("-".join(s["code"] for s in p["states"]), p["events"]) for p in shape["pairs"]]  # type: ignore[index]


def test_the_busiest_pair_stands_first(few: Record) -> None:
    shape = network(few)
    assert pairs(shape) == [("CHL-PER", 3), ("GHA-TGO", 2), ("CHL-GHA", 1), ("GHA-PER", 1)]
    first = shape["pairs"][0]
    assert (first["verbal_cooperation"], first["verbal_conflict"], first["leaning"]) == (3, 0, "cooperation")
    assert first["last"] == "2022-01-01"
    assert [(s["code"], s["events"], s["pairs"]) for s in shape["states"]] == [
        ("CHL", 4, 2),
        ("GHA", 4, 3),
        ("PER", 4, 2),
        ("TGO", 2, 1),
    ]
    assert shape["states"][3]["name"] == "Togo"
    assert (shape["left_out"], shape["left_out_most"]) == (0, 0)


def test_what_has_no_room_is_counted(few: Record) -> None:
    shape = network(few, most=1)
    assert pairs(shape) == [("CHL-PER", 3)]
    assert (shape["left_out"], shape["left_out_most"]) == (3, 2)
    assert {s["code"] for s in shape["states"]} == {"CHL", "PER"}


def test_a_period_and_a_least_number_leave_pairs_out(few: Record) -> None:
    assert pairs(network(few, least=2)) == [("CHL-PER", 3), ("GHA-TGO", 2)]
    period = network(few, since=dt.date(2021, 6, 1), until=dt.date(2021, 6, 30))
    assert pairs(period) == [("GHA-TGO", 2), ("GHA-PER", 1)]
    assert (period["since"], period["until"]) == ("2021-06-01", "2021-06-30")
    assert pairs(network(few, least=9)) == []


def test_a_neighbourhood_has_a_states_own_pairs_first(few: Record) -> None:
    # Chile and Peru deal with each other most, and both with Ghana.
    assert pairs(network(few, around=GHANA)) == [("GHA-TGO", 2), ("CHL-GHA", 1), ("GHA-PER", 1), ("CHL-PER", 3)]
    assert pairs(network(few, around=StateRef(code="TGO", name="Togo"))) == [("GHA-TGO", 2)]
    assert pairs(network(few, around=StateRef(code="FRA", name="France"))) == []


@pytest.mark.parametrize(
    ("together", "apart", "told"),
    [(3, 1, "cooperation"), (2, 1, "both"), (1, 2, "both"), (1, 3, "conflict"), (0, 1, "conflict"), (0, 0, "neither")],
)
def test_one_kind_dominates_when_it_is_clear(together: int, apart: int, told: str) -> None:
    assert leaning(together, apart) == told
