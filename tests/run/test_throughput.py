"""Throughput: both measures in one run, over whatever is read."""

from __future__ import annotations

import itertools
import json
from pathlib import Path

import pytest

from communique.errors import NothingToRead
from communique.run.throughput import bench_throughput
from communique.settings import DEFAULT_MODEL
from communique.views.cli import main

TEXT = (
    "LUSAKA, June 2, 2020 (Xinhua) -- Zambia on Tuesday thanked Malawi for sending doctors to its flooded south, the "
    "foreign minister said at a press conference in the capital.\n\nMalawi recalled its envoy from Harare in protest "
    "at the arrest of four of its traders, who had been held at the border for nine days."
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "one.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "two.txt").write_text(
        "Le ministre a rencontré son homologue à Paris mardi matin. " * 6, encoding="utf-8"
    )
    return tmp_path


def test_the_clock_is_asked_around_each_measure(folder: Path) -> None:
    ticks = itertools.count(step=2.0)
    told = bench_throughput(folder, DEFAULT_MODEL, lambda: next(ticks), rounds=1)
    assert (told.documents, told.parser_seconds, told.reading_seconds, told.ratio) == (1, 2, 2, 1)
    assert told.words == len(TEXT.split()) and told.claims >= 2
    assert told.pairs >= 1 and told.relations_a_second == told.pairs / 2


def test_the_command_tells_the_ratio(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["bench", "throughput", str(folder), "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["documents"] == 1 and told["ratio"] > 0 and told["relations_a_second"] > 0
    assert main(["bench", "throughput", str(folder)]) == 0
    assert "times the" in capsys.readouterr().out


def test_nothing_in_english_is_told(tmp_path: Path) -> None:
    with pytest.raises(NothingToRead):
        bench_throughput(tmp_path, DEFAULT_MODEL, lambda: 0.0)
