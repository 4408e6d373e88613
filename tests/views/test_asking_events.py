"""Words that ask for lists of events."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from stored import store
from world import make_record

from communique import api
from communique.views.asking_events import events_asked


@pytest.fixture(scope="module")
def record(tmp_path_factory: pytest.TempPathFactory) -> Iterator[api.Record]:
    path: Path = store(make_record(), tmp_path_factory.mktemp("world") / "r.record")
    with api.open(path) as opened:
        yield opened


@pytest.mark.parametrize(
    ("words", "query"),
    [
        ("Solheim visit", {"actor": "person:ingrid-solheim.nor", "form": "visit"}),
        (
            "visits of Ingrid Solheim to Chile",
            {"actor": "person:ingrid-solheim.nor", "state": ["CHL"], "form": "visit"},
        ),
        ("Norway Chile visits 2023", {"state": ["NOR", "CHL"], "form": "visit", "since": "2023", "until": "2023"}),
        ("visits between Norway and Chile", {"state": ["NOR", "CHL"], "form": "visit"}),
        ("2020 to 2023", {"since": "2020", "until": "2023"}),
        ("VISITED", {"form": "visit"}),
    ],
)
def test_words_ask_for_events(record: api.Record, words: str, query: dict[str, str | list[str]]) -> None:
    [one] = events_asked(record, words)
    assert one["query"] == query
    assert one["events"] > 0


def test_a_list_is_named_in_words(record: api.Record) -> None:
    [one] = events_asked(record, "solheim visit chile 2023")
    assert one["words"] == "visits with Ingrid Solheim and Chile, 2023"


@pytest.mark.parametrize(
    "words", ["Solheim", "Norway Chile", "", "a closer map visit", "ceremonies", "visit 1850", "\x00 visit", "x " * 500]
)
def test_other_words_ask_for_none(record: api.Record, words: str) -> None:
    assert events_asked(record, words) == []
