"""The table of kinds holds together, and the guide tells of every kind."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from communique.annotate.relations import kinds as house
from communique.errors import BadTable
from communique.model.ontology import EventType

GUIDE = Path(__file__).parents[3] / "training" / "GUIDE.md"


def test_every_event_has_kinds_and_one_kind_is_nothing():
    events = [k.event for k in house.kinds().values()]
    assert set(events) == {*EventType, None}
    assert [k for k in house.kinds().values() if k.event is None] == [house.Kind(house.NONE, None, None, None)]


def test_a_kind_is_named_after_its_event():
    for kind in house.kinds().values():
        assert kind.event is None or kind.name.startswith(f"{kind.event.lower()}.")


def test_the_guide_defines_every_kind_and_no_other():
    told = re.findall(r"^\| ([a-z]+(?:\.[a-z-]+)?) \|", GUIDE.read_text("utf-8"), re.MULTILINE)
    assert [k for k in told if k != "kind"] == list(house.kinds())


WRONG = [
    ("agree.more,AGREE,loud,\n", "no mode loud"),
    ("agree.more,AGREE,,\nagree.more,AGREE,,\n", "stands there twice"),
    ("none,AGREE,,\n", "has no event"),
    ("other,,,\n", "has no event"),
    ("agree.more,AGREE,,dance\n", "unknown form dance"),
]


@pytest.mark.parametrize(("rows", "what"), WRONG)
def test_a_wrong_row_is_refused(rows, what, monkeypatch, tmp_path):
    table = tmp_path / "kinds.csv"
    table.write_text(f"kind,event,mode,form\n{rows}", "utf-8")
    read = house.rows
    monkeypatch.setattr(house, "rows", lambda name, columns, required: read(str(table), columns, required))
    with pytest.raises(BadTable) as caught:
        house.kinds.__wrapped__()
    assert what in caught.value.what
