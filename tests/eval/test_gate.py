from __future__ import annotations

import json
from pathlib import Path

import gate
import pytest
from gate import BadFloors, Floor, Measured
from hypothesis import given
from hypothesis import strategies as st
from score import FIGURES, Figure, Miss

DAY = "2026-11-22"
counts = st.integers(0, 40).flatmap(lambda asked: st.builds(Figure, st.integers(0, asked), st.just(asked)))
measurements = st.dictionaries(
    st.sampled_from(list(gate.BEDS)), st.builds(Measured, st.dictionaries(st.sampled_from(FIGURES), counts))
)
pinned = st.dictionaries(
    st.sampled_from(list(gate.BEDS)),
    st.dictionaries(
        st.sampled_from(FIGURES), st.builds(Floor, st.integers(0, 1000), st.just(DAY), st.just('a "b"')), min_size=1
    ),
)


@given(pinned, measurements)
def test_floors_only_rise_and_to_no_more_than_was_measured(old: gate.Floors, measured: dict[str, Measured]) -> None:
    new = gate.raised(old, measured, "2026-12-01")
    for bed, rows in old.items():
        for name, floor in rows.items():
            assert new[bed][name].tenths >= floor.tenths
            assert new[bed][name] == floor or new[bed][name].tenths > floor.tenths
    for bed, rows in new.items():
        for name, floor in rows.items():
            if floor != old.get(bed, {}).get(name):
                tenths = measured[bed].figures[name].tenths
                assert tenths is not None and floor.tenths % 10 == 0 and 0 <= tenths - floor.tenths < 10
    assert gate.raised(new, measured, "2026-12-02") == new


@given(pinned)
def test_floors_are_read_as_they_are_written(tmp_path_factory: pytest.TempPathFactory, floors: gate.Floors) -> None:
    file = tmp_path_factory.mktemp("floors") / "floors.toml"
    file.write_text(gate.floors_text(floors), encoding="utf-8")
    assert gate.read_floors(file) == floors


BAD = [
    ("[sample]\nstatus = 3", "percent, set and by"),
    ('[sample]\nstatus = { percent = 90.55, set = 2026-11-22, by = "x" }', "one decimal"),
    ('[sample]\nstatus = { percent = 101, set = 2026-11-22, by = "x" }', "from 0 to 100"),
    ('[sample]\nstatus = { percent = true, set = 2026-11-22, by = "x" }', "is a number"),
    ('[sample]\nstatus = { percent = nan, set = 2026-11-22, by = "x" }', "is a number"),
    ('[sample]\nstatus = { percent = 90, set = "today", by = "x" }', "set is a day"),
    ('[sample]\nbeauty = { percent = 90, set = 2026-11-22, by = "x" }', "no such bed or figure"),
    ("[sample]\nstatus = ", "floors.toml: "),
    ("sample = 3", "sample is no table"),
]


@pytest.mark.parametrize(("text", "told"), BAD)
def test_bad_floors_are_refused_by_name(tmp_path: Path, text: str, told: str, capsys) -> None:
    file = tmp_path / "floors.toml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(BadFloors, match=told):
        gate.read_floors(file)
    assert gate.main([], beds={}, floors_file=file) == 2
    assert "floors.toml" in capsys.readouterr().err


def run(tmp_path: Path, percent: str, figure: Figure, *arguments: str) -> tuple[int, str]:
    """The gate with one bed and one floor: its exit status, and the file of floors after it."""
    file = tmp_path / "floors.toml"
    file.write_text(f'[sample]\nstatus = {{ percent = {percent}, set = 2020-01-01, by = "hand" }}\n', encoding="utf-8")
    status = gate.main(arguments, beds={"sample": lambda: Measured({"status": figure})}, floors_file=file)
    return status, file.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("percent", "figure", "status", "word"),
    [
        ("90.0", Figure(9, 10), 0, "ok"),
        ("90.1", Figure(9, 10), 1, "BELOW"),
        ("66.6", Figure(2, 3), 0, "ok"),
        ("66.7", Figure(2, 3), 1, "BELOW"),
        ("1", Figure(0, 0), 1, "BELOW"),
        ("0", Figure(0, 0), 0, "ok"),
    ],
)
def test_a_figure_below_its_floor_fails(
    tmp_path: Path, percent: str, figure: Figure, status: int, word: str, capsys
) -> None:
    assert run(tmp_path, percent, figure)[0] == status
    assert capsys.readouterr().out.split("\n")[1].split()[-1] == word


def test_raise_lifts_to_whole_percent(tmp_path: Path) -> None:
    status, text = run(tmp_path, "50.5", Figure(2, 3), "--raise")
    assert status == 0
    assert "percent = 66.0" in text and gate.RAISE in text and "2020" not in text


@pytest.mark.parametrize(("percent", "status"), [("66.3", 0), ("66.0", 0), ("80.0", 1)])
def test_raise_lets_no_floor_down(tmp_path: Path, percent: str, status: int) -> None:
    got, text = run(tmp_path, percent, Figure(2, 3), "--raise")
    assert got == status
    assert f'percent = {percent}, set = 2020-01-01, by = "hand"' in text


def test_a_skipped_bed_is_told_and_keeps_its_floors(tmp_path: Path, capsys) -> None:
    file = tmp_path / "floors.toml"
    floors = {"seeds": {"status": Floor(900, DAY, "hand")}}
    file.write_text(gate.floors_text(floors), encoding="utf-8")
    beds = {"seeds": lambda: gate.seeds(tmp_path / "nowhere")}
    assert gate.main(["--raise"], beds=beds, floors_file=file) == 0
    assert "seeds     skipped: there is no shared/gold beside the checkout" in capsys.readouterr().out
    assert gate.read_floors(file) == floors


def test_the_pinned_floors_are_in_order() -> None:
    floors = gate.read_floors(gate.FLOORS)
    assert set(floors) == set(gate.BEDS)
    assert gate.FLOORS.read_text(encoding="utf-8") == gate.floors_text(floors)


def test_the_outside_scorer_is_understood() -> None:
    told = {
        "articles": 3,
        "published_right": 2,
        "events": 23,
        "event_found": 22 / 23,
        "event_right": 15 / 23,
        "statements": 20,
        "statement_found": None,
        "quotation_lost": 1,
        "fields": {"date": [17, 18], "verbatim": [0, 2]},
    }
    assert gate.figures_of_scorer(told) == {
        "event_found": Figure(22, 23),
        "event_right": Figure(15, 23),
        "statement_found": Figure(0, 20),
        "date": Figure(17, 18),
        "verbatim": Figure(0, 2),
        "published": Figure(2, 3),
        "quotation_kept": Figure(42, 43),
    }


VISIT = "The Norwegian foreign minister visited Chile on 3 May 2023."
ROW = {
    "plover": "CONSULT",
    "source": ["NOR"],
    "target": ["CHL"],
    "status": "actual",
    "date": ["2023-05-03", "2023-05-03"],
    "place": None,
    "mode": "visit",
    "quote": "visited Chile",
}


def test_passages_go_through_the_coder(tmp_path: Path) -> None:
    file = tmp_path / "passages.jsonl"
    passage = {"id": "one", "text": VISIT, "published": "2023-05-05", "events": [ROW], "statements": []}
    file.write_text(json.dumps(passage) + "\n", encoding="utf-8")
    got = gate.passages(file).figures
    assert [got[name] for name in ("event_right", "claim_precision", "date", "mode")] == [Figure(1, 1)] * 4


def test_the_sample_goes_through_a_record(tmp_path: Path) -> None:
    articles, expected = tmp_path / "articles", tmp_path / "expected.jsonl"
    articles.mkdir()
    (articles / "visit.txt").write_text(f"May 5, 2023\n\nA minister travels\n\n{VISIT}\n", encoding="utf-8")
    row = {"kind": "event", "id": "E1", "file": "visit.txt", "via": []} | ROW
    expected.write_text(json.dumps(row) + "\n", encoding="utf-8")
    found = gate.sample(articles, expected)
    assert found.figures["event_right"] == Figure(1, 1)
    assert found.figures["quotation_kept"] == Figure(1, 1)


def test_misses_are_told_in_the_order_of_the_figures() -> None:
    late = Miss("a.txt", "E1", "date", "on Tuesday", "2024-04-30", "-")
    early = Miss("b.txt", "E2", "event_found", "visited", "CONSULT", "")
    text = gate.misses_text({"sample": Measured(misses=[late, early]), "passages": Measured()})
    assert text.split("\n") == [
        "sample event_found b.txt E2: “visited” wanted CONSULT; got -",
        "sample date a.txt E1: “on Tuesday” wanted 2024-04-30; got -",
        "",
    ]
