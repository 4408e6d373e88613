from __future__ import annotations

import pytest

from communique.errors import BadTable
from communique.knowledge.mouthpieces import COLUMNS, body_in, mouthpieces, parse_mouthpieces, state_in
from communique.knowledge.tables import parse_table

BODIES = [
    ("the Russian Foreign Ministry", "foreign ministry"),
    ("Ministry of Foreign Affairs of Japan", "foreign ministry"),
    ("India’s Ministry of External Affairs", "foreign ministry"),
    ("US State Department spokesman Matthew Miller", "foreign ministry"),
    ("Wisma Putra", "foreign ministry"),
    ("Ministry for Europe and Foreign Affairs, Paris", "foreign ministry"),
    ("the Foreign, Commonwealth and Development Office", "foreign ministry"),
    ("Ministerio de Relaciones Exteriores del Perú", "foreign ministry"),
    ("Brazil's Itamaraty", "foreign ministry"),
    ("The Kremlin", "presidency"),
    ("the Élysée", "presidency"),
    ("the Kazakh presidential press service", "presidency"),
    ("the Tanzanian Prime Minister's Office", "prime minister's office"),
    ("U.S. Department of Defense", "defence ministry"),
    ("the Estonian Defence Forces", "armed forces"),
    ("officials at the State Department", None),
    ("an official source at the foreign ministry", None),
    ("a note of the foreign ministry", None),
    ("a former Pentagon adviser", None),
    ("the embassy in Tallinn", None),
    ("Hakan Fidan", None),
    ("farmers near the border", None),
]


@pytest.mark.parametrize(("text", "body"), BODIES, ids=[text for text, _ in BODIES])
def test_body_in(text: str, body: str | None) -> None:
    assert body_in(text) == body


STATES = [
    ("Ministry of Foreign Affairs of Japan", "JPN"),
    ("Ministry of Defense of Azerbaijan", "AZE"),
    ("Turkish Foreign Ministry", "TUR"),
    ("Ministry for Europe and Foreign Affairs, Paris", "FRA"),
    ("Saudi Arabia's foreign ministry", "SAU"),
    ("Ministry of Foreign Affairs of the Kyrgyz Republic", "KGZ"),
    ("the foreign ministries of Peru and Chile", None),
    ("the foreign ministry", None),
]


@pytest.mark.parametrize(("text", "code"), STATES, ids=[text for text, _ in STATES])
def test_state_in(text: str, code: str | None) -> None:
    assert state_in(text) == code


def test_the_longest_pattern_comes_first() -> None:
    lengths = [len(pattern) for pattern in mouthpieces()]
    assert lengths == sorted(lengths, reverse=True)


@pytest.mark.parametrize(
    ("lines", "what"),
    [
        ("a,", "patterns is empty"),
        ("a,x\na,y", "body 'a' stands on line 2 already"),
        ("a,x\nb,X", "pattern 'x' stands on line 2 already"),
    ],
)
def test_a_wrong_row_is_named_with_its_line(lines: str, what: str) -> None:
    with pytest.raises(BadTable, match=what):
        parse_mouthpieces(parse_table("t.csv", f"{','.join(COLUMNS)}\n{lines}\n", COLUMNS))
