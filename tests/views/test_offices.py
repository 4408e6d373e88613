"""The command `offices`: the list, and the user's own table, taken whole or not at all."""

from __future__ import annotations

import datetime as dt
import io
import json
from dataclasses import replace
from pathlib import Path

import pytest
from memory import MemoryRecord
from stored import store

from communique.model.records import Office
from communique.views import cli
from communique.views.actors import office_rows
from communique.views.render.offices import show_offices
from communique.views.render.screen import Screen

DAY = dt.date(2023, 5, 5)
TEXT = Office("person:a", "A Berg", "foreign minister", "NOR", DAY, DAY, "text", "d-1")
TABLE = Office(
    "person:a", "A Berg", "foreign minister", "NOR", dt.date(2021, 1, 1), None, "table", origin="regjeringen.no"
)
BODY = Office("person:b", "B Lie", "secretary-general", None, DAY, DAY, "text", "d-1", organisation="NATO")
DOUBT = replace(TEXT, person="person:c", name="C Dahl", conflicts=("shipped table (regjeringen.no) has A Berg",))


def test_what_several_documents_tell_of_one_holder_is_one_row() -> None:
    later = replace(TEXT, document="d-2", start=dt.date(2023, 6, 1), end=dt.date(2023, 6, 1))
    told, listed = office_rows([later, TABLE, TEXT])[::-1]
    assert (told["since"], told["until"], told["documents"]) == ("2023-05-05", "2023-06-01", ["d-1", "d-2"])
    assert (listed["basis"], listed["until"], listed["origin"]) == ("table", None, "regjeringen.no")


@pytest.mark.parametrize(("options", "names"), [
    ({}, ["B Lie", "A Berg", "A Berg", "C Dahl"]),
    ({"countries": ["NOR"]}, ["A Berg", "A Berg", "C Dahl"]),
    ({"position": "Secretary"}, ["B Lie"]),
    ({"on": dt.date(2022, 1, 1)}, ["A Berg"]),
    ({"on": dt.date(2020, 1, 1)}, []),
    ({"disputed": True}, ["C Dahl"]),
])  # fmt: skip
def test_filters(options: dict[str, object], names: list[str]) -> None:
    assert [r["name"] for r in office_rows([DOUBT, TEXT, TABLE, BODY], **options)] == names  # type: ignore[arg-type]


def test_as_text() -> None:
    held = io.StringIO()
    show_offices(Screen(held), office_rows([DOUBT, TEXT, TABLE, BODY]))
    lines = [" ".join(line.split()) for line in held.getvalue().splitlines()]
    assert lines == [
        "of office who when shown by disputed by",
        "NATO secretary-general B Lie told 2023-05-05 1 document",
        "NOR foreign minister A Berg 2021-01-01 to now or not known shipped table (regjeringen.no)",
        "NOR foreign minister A Berg told 2023-05-05 1 document",
        "NOR foreign minister C Dahl told 2023-05-05 1 document shipped table (regjeringen.no) has A Berg",
    ]


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    code = cli.main(arguments)
    told = capsys.readouterr()
    return code, told.out, told.err


def test_an_own_table_is_taken_whole_or_not_at_all(
    record: MemoryRecord, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = str(store(record, tmp_path / "r.record"))
    good, bad = tmp_path / "good.csv", tmp_path / "bad.csv"
    good.write_text("person,position,state,start\nTaneti Abano,foreign minister,Kiribati,2020-01-01\n")
    bad.write_text("person,position,state,start\nRuti Kaure,president,Kiribati,2020-01-01\nX,king,Mars,2020-02-30\n")
    code, out, _ = run(capsys, "offices", "--use", str(good), "--record", file)
    assert (code, out) == (0, "1 row of your own goes before the shipped table\n")
    code, out, err = run(capsys, "offices", "--use", str(bad), "--record", file)
    assert (code, out) == (9, "")
    assert err.splitlines()[0] == "error: bad.csv: 1 row is wrong, so none was taken"
    assert [line[:9] for line in err.splitlines()[1:3]] == ["  line 3:", "  line 3:"]
    code, _, err = run(capsys, "offices", "--use", str(bad), "--record", file, "--json")
    assert code == 9
    assert len(json.loads(err)["details"]) == 2
    assert json.loads(run(capsys, "offices", "--use", str(good), "--record", file, "--json")[1])["rows"] == 1
    assert run(capsys, "offices", "--forget", "--record", file)[1] == "the record has no table of its own\n"


@pytest.mark.parametrize(("arguments", "code", "what"), [
    (("--use", "nowhere.csv"), 3, "nowhere.csv: no such file or folder"),
    (("--use", "x.csv", "--forget"), 2, "--use and --forget together"),
    (("--on", "someday"), 2, "someday"),
    (("Atlantis",), 7, "no state is called 'Atlantis'"),
])  # fmt: skip
def test_what_cannot_be_meant_is_told(
    record: MemoryRecord,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    arguments: tuple[str, ...],
    code: int,
    what: str,
) -> None:
    file = str(store(record, tmp_path / "r.record"))
    found, out, err = run(capsys, "offices", *arguments, "--record", file)
    assert (found, out) == (code, "")
    assert what in err
