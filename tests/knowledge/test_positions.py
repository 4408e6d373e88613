from __future__ import annotations

import pytest

from communique.errors import BadTable
from communique.knowledge.positions import POSITION_COLUMNS, parse_positions, position_titles, positions
from communique.knowledge.tables import parse_table

TITLES = [
    ("minister of foreign affairs", "foreign minister"),
    ("fm", "foreign minister"),
    ("foreign secretary", "foreign minister"),
    ("secretary of state", "foreign minister"),
    ("top diplomat", "foreign minister"),
    ("external affairs minister", "foreign minister"),
    ("defense secretary", "defence minister"),
    ("premier", "prime minister"),
    ("vice premier", "deputy prime minister"),
    ("party general secretary", "general secretary of the communist party"),
    ("general secretary", "general secretary of the communist party"),
    ("party chief", "general secretary of the communist party"),
    ("national assembly chairman", "speaker of parliament"),
    ("spokeswoman", "spokesperson"),
    ("special envoy", "envoy"),
    ("acting president", "president"),
    ("national security advisor", "national security adviser"),
    ("treasury secretary", "finance minister"),
    ("lawmaker", "lawmaker"),
]


@pytest.mark.parametrize(("alias", "title"), TITLES)
def test_titles(alias: str, title: str) -> None:
    assert position_titles()[alias].title == title


def test_ranks() -> None:
    ranks = {p.title: p.rank for p in positions()}
    assert ranks["president"] == 1
    assert ranks["president"] < ranks["prime minister"] < ranks["foreign minister"] < ranks["ambassador"]
    assert [p.rank for p in positions()] == sorted(p.rank for p in positions())


def test_of_some_offices_a_state_has_one() -> None:
    single = {p.title for p in positions() if p.single}
    assert {"foreign minister", "president", "king", "defence minister"} <= single
    assert not {"deputy prime minister", "ambassador", "general", "spokesperson", "vice president"} & single


BAD_POSITIONS = [
    ("President,,GOV,1,one", "'President' is not lower-case"),
    ("president,FM,GOV,1,one", "'FM' is not lower-case"),
    ("president,,XXX,1,one", "sector is 'XXX'"),
    ("president,,GOV,0,many", "rank is '0'"),
    ("a,x,GOV,1,one\nb,x,GOV,1,one", "title or alias 'x' stands on line 2 already"),
    ("a,,GOV,1,some", "holders is 'some'"),
]


@pytest.mark.parametrize(("line", "what"), BAD_POSITIONS)
def test_a_bad_position_is_refused(line: str, what: str) -> None:
    rows = parse_table("positions.csv", ",".join(POSITION_COLUMNS) + "\n" + line + "\n", POSITION_COLUMNS)
    with pytest.raises(BadTable) as caught:
        parse_positions(rows)
    assert what in caught.value.what
