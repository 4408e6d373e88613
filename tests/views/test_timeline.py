from __future__ import annotations

import datetime as dt
import time

from hypothesis import given
from hypothesis import strategies as st

from communique.model.glances import Glance
from communique.views.timeline import timeline_of

DAY = dt.date(2023, 5, 3)


def glance(id: str = "e-000000000001", **other: object) -> Glance:
    known: dict[str, object] = {
        "event": "CONSULT",
        "mode": "visit",
        "form": "visit",
        "status": "actual",
        "start": DAY,
        "end": DAY,
        "precision": "day",
        "basis": "stated",
        "documents": 3,
        "origins": 2,
        "contradicted": False,
        "outcome": None,
        "part_of": None,
    }
    return Glance(id, **{**known, **other})  # type: ignore[arg-type]


def test_a_point_says_in_words_what_it_is() -> None:
    end = dt.date(2023, 5, 5)
    made = timeline_of([glance(end=end, precision="range", contradicted=True)])
    (point,) = made["points"]
    assert point["words"] == (
        "3–5 May 2023 · visit · 3 reports from 2 independent origins · its reports contradict each other"
    )
    assert (point["start"], point["at"], point["end"]) == ("2023-05-03", "2023-05-04", "2023-05-05")
    assert (point["lane"], point["side"], point["shape"], point["href"]) == (
        "visits",
        "cooperation",
        "event",
        "/events/e-000000000001",
    )
    assert made["notes"] == []


def test_what_lies_ahead_and_what_was_denied_have_shapes_of_their_own() -> None:
    made = timeline_of(
        [
            glance("e-1", status="planned", outcome="missed", documents=1, origins=1),
            glance("e-2", status="denied", event="ASSAULT", form=None, mode=None),
            glance("e-3", event=None, form="vote", mode=None),
            glance("e-4", event="REQUEST", form=None, mode="meet"),
        ]
    )
    by_id = {p["id"]: p for p in made["points"]}
    assert by_id["e-1"]["shape"] == "ahead"
    assert (
        by_id["e-1"]["words"] == "3 May 2023 · visit · planned · outcome: missed · 1 report from 1 independent origin"
    )
    assert (by_id["e-2"]["shape"], by_id["e-2"]["side"]) == ("undone", "conflict")
    assert (by_id["e-3"]["lane"], by_id["e-3"]["side"]) == ("votes", "neither")
    assert by_id["e-4"]["side"] == "neither"
    assert [lane["lane"] for lane in made["lanes"]] == ["visits", "votes", "invitations", "uses of force"]
    assert [by_id[id]["order"] for id in ("e-1", "e-3", "e-4", "e-2")] == [0, 1, 2, 3]
    assert made["lanes"][0]["ahead"] == 1


def test_the_undated_are_counted_and_told() -> None:
    made = timeline_of([glance("e-1", start=None, end=None, precision="", basis=""), glance("e-2")])
    assert (made["events"], made["undated"], len(made["points"])) == (2, 1, 1)
    assert made["notes"] == ["1 event of no known day is not drawn."]


def test_those_of_one_day_do_not_hide_each_other() -> None:
    other_day = DAY + dt.timedelta(days=1)
    made = timeline_of(
        [
            *(glance(f"e-{i}", origins=1 + i) for i in range(6)),
            glance("e-x", start=other_day, end=other_day),
            glance("e-y", event="ACCUSE", form=None),
        ]
    )
    slots = {p["id"]: p["slot"] for p in made["points"]}
    assert [slots[f"e-{i}"] for i in (5, 4, 3, 2, 1, 0)] == [0, 1, -1, 2, -2, 0]
    assert (slots["e-x"], slots["e-y"]) == (0, 0)


def test_beyond_the_limit_those_with_most_origins_are_drawn_and_it_says_so() -> None:
    many = [
        glance(f"e-{i}", origins=i, start=DAY + dt.timedelta(days=i), end=DAY + dt.timedelta(days=i)) for i in range(9)
    ]
    made = timeline_of(many, most=3)
    assert [p["id"] for p in made["points"]] == ["e-6", "e-7", "e-8"]
    assert (made["left_out"], made["lanes"][0]["events"]) == (6, 9)
    assert made["notes"][0].startswith("3 of 9 dated events are drawn")
    least = timeline_of([*many, glance("e-x", origins=6, contradicted=True)], most=3)
    assert "e-x" in {p["id"] for p in least["points"]}


def test_ten_thousand_events_take_less_than_a_second() -> None:
    many = [
        glance(f"e-{i:012x}", start=DAY + dt.timedelta(days=i % 3000), end=DAY + dt.timedelta(days=i % 3000 + 9))
        for i in range(10_000)
    ]
    began = time.process_time()
    made = timeline_of(many)
    assert time.process_time() - began < 1
    assert len(made["points"]) == 1_500


days = st.dates(dt.date(1900, 1, 1), dt.date(2100, 1, 1))


@given(
    st.lists(st.tuples(days, st.integers(0, 4000), st.integers(1, 9), st.booleans()), max_size=30), st.integers(1, 40)
)
def test_every_event_is_drawn_or_counted(rows: list[tuple[dt.date, int, int, bool]], most: int) -> None:
    many = [
        glance(f"e-{i}", start=d, end=d + dt.timedelta(days=wide), origins=origins, contradicted=against)
        for i, (d, wide, origins, against) in enumerate(rows)
    ]
    made = timeline_of(many, most=most)
    assert len(made["points"]) + made["left_out"] + made["undated"] == made["events"] == len(rows)
    assert sum(lane["events"] for lane in made["lanes"]) == len(rows)
    assert all(p["start"] <= p["at"] <= p["end"] for p in made["points"])
    assert made == timeline_of(many[::-1], most=most)
