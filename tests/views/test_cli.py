"""The command line on a real record: what it prints, how it fails, and how it gets on with pipes."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from memory import MemoryRecord
from rich.cells import cell_len
from stored import store
from typer.testing import CliRunner

from communique.views import cli
from communique.views.exports import jsonl

Run = Callable[..., tuple[int, str, str]]
SOURCE = Path(__file__).parents[2] / "src"


@pytest.fixture(autouse=True)
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("COMMUNIQUE_RECORD", "COLUMNS", "FORCE_COLOR"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def file(record: MemoryRecord, tmp_path: Path) -> Path:
    return store(record, tmp_path / "communique.record")


@pytest.fixture
def run(file: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    def command(*arguments: str) -> tuple[int, str, str]:
        code = cli.main(arguments)
        told = capsys.readouterr()
        return code, told.out, told.err

    return command


def process(*arguments: str, shell: str = "", **environment: str) -> subprocess.CompletedProcess[str]:
    """The program as its own process; with ``shell`` what stands after it on the line."""
    line = f'"{sys.executable}" -m communique.views.cli {" ".join(arguments)} {shell}'
    return subprocess.run(
        ["bash", "-c", f"set -o pipefail; {line}"],
        capture_output=True,
        text=True,
        encoding="utf-8",
        env={**os.environ, "PYTHONPATH": str(SOURCE), **environment},
        timeout=60,
        check=False,
    )


LISTS = {
    "events": ("events",),
    "events of a form": ("events", "Norway", "CHL", "--form", "visit"),
    "statements": ("statements", "NOR", "CHL"),
    "contradictions": ("contradictions",),
    "actors": ("actors",),
    "actors of a state": ("actors", "Norway", "--kind", "person"),
    "offices": ("offices",),
    "offices on a day": ("offices", "NOR", "--on", "2023-05-05", "--position", "foreign"),
    "sources": ("sources",),
    "known outlets": ("sources", "--known"),
    "formats": ("sources", "--formats"),
    "documents": ("documents",),
    "skipped": ("documents", "--skipped"),
    "search": ("search", "Antarctic"),
}


@pytest.mark.parametrize("arguments", LISTS.values(), ids=LISTS)
def test_every_list_is_text_or_json(run: Run, arguments: tuple[str, ...]) -> None:
    code, out, err = run(*arguments)
    assert (code, err) == (0, "")
    assert out.strip()
    code, out, err = run(*arguments, "--json")
    assert (code, err) == (0, "")
    shape = json.loads(out)
    assert isinstance(shape, list)
    assert shape


def test_one_source(run: Run) -> None:
    code, out, err = run("sources", "fjord")
    assert (code, err) == (0, "")
    assert out.startswith("Fjordposten\n")
    page = json.loads(run("sources", "Fjordposten", "--json")[1])
    assert (page["kind"], page["row"]["id"], page["documents"]) == ("source", "fjordposten", 1)
    assert run("sources", "Nobody")[0] == 8
    assert run("sources", "n")[0] == run("sources", "fjord", "--known")[0] == 2


def test_filters_of_events(run: Run) -> None:
    def ids(*arguments: str) -> list[str]:
        return [e["id"][:3] for e in json.loads(run("events", "--json", *arguments)[1])]

    assert ids() == ["e-1", "e-2", "e-3", "e-4"]
    assert ids("--status", "planned") == ["e-3"]
    assert ids("--event", "support") == ["e-2"]
    assert ids("NOR", "--since", "2024") == []
    assert ids("--since", "2023-05", "--until", "2023-05-03") == ["e-1", "e-2"]


@pytest.mark.parametrize(
    ("form", "start"),
    [("text", "Norway – Chile\n"), ("md", "# Norway – Chile\n"), ("html", "<!DOCTYPE html>"), ("json", "{")],
)
def test_the_brief_in_every_format_to_a_screen_or_a_file(run: Run, tmp_path: Path, form: str, start: str) -> None:
    code, out, err = run("brief", "Norway", "CHL", "--format", form)
    assert (code, err) == (0, "")
    assert out.startswith(start)
    assert run("brief", "Norway", "CHL", "--format", form, "-o", "page")[:2] == (0, "")
    assert (tmp_path / "page").read_text(encoding="utf-8") == out


def test_without_states_the_brief_is_of_the_busiest_pair(run: Run) -> None:
    assert run("brief")[1].startswith("Chile – Norway\n")


def test_the_brief_names_commands_that_work(run: Run, file: Path, tmp_path: Path) -> None:
    moved = file.rename(tmp_path / "my record.record")
    code, out, _ = run("brief", "NOR", "CHL", "--record", str(moved), "--json")
    assert code == 0
    for step in json.loads(out)["next"]:
        done = process(*step["command"].split(" ")[1:])
        assert (done.returncode, done.stderr) == (0, ""), step


@pytest.mark.parametrize(
    "id", ["e-1d5c", "e-1d5c00000011", "person:ingrid-solheim.nor", "Solheim", "CHL", "x-1d5c", "d-aaaa"]
)
def test_show_takes_ids_their_beginnings_and_names(run: Run, id: str) -> None:
    code, out, err = run("show", id)
    assert (code, err) == (0, "")
    assert out.strip()
    assert "kind" in json.loads(run("show", id, "--json")[1])


def test_export_prints_what_the_contract_says(run: Run, record: MemoryRecord, tmp_path: Path) -> None:
    code, out, err = run("export")
    assert (code, err) == (0, "")
    assert out.splitlines() == list(jsonl.lines(record))
    assert run("export", "--format", "jsonl", "-o", "all.jsonl")[0] == 0
    assert (tmp_path / "all.jsonl").read_bytes() == out.encode()
    assert sorted(f.name for f in tmp_path.iterdir() if f.suffix == ".part") == []


FAULTS = {
    "no record": (("events", "--record", "none.record"), 4),
    "not a record": (("events", "--record", "text.txt"), 5),
    "no state": (("brief", "Atlantis", "CHL"), 7),
    "no id": (("show", "e-ffffffffffff"), 8),
    "no such thing": (("show", "nobody at all"), 8),
    "no format": (("export", "--format", "xlsx"), 2),
    "no event": (("events", "--event", "DANCE"), 2),
    "no form": (("events", "--form", "dance"), 2),
    "no day": (("brief", "NOR", "CHL", "--since", "soon"), 2),
    "days turned": (("brief", "NOR", "CHL", "--since", "2024", "--until", "2023"), 2),
    "three states": (("events", "NOR", "CHL", "FRA"), 2),
    "no command": (("dance",), 2),
    "no option": (("events", "--dance"), 2),
    "no argument": (("show",), 2),
    "wrong choice": (("brief", "--format", "pdf"), 2),
    "no path": (("build", "nowhere"), 3),
    "no folder": (("export", "-o", "no/such/folder/x.jsonl"), 12),
}


@pytest.mark.parametrize(("arguments", "code"), FAULTS.values(), ids=FAULTS)
def test_what_goes_wrong_is_one_line_with_a_hint_and_its_code(
    run, tmp_path: Path, arguments: tuple[str, ...], code: int
) -> None:
    (tmp_path / "text.txt").write_text("some text, no record, and long enough to hold a header\n" * 9, encoding="utf-8")
    got, out, err = run(*arguments)
    assert (got, out) == (code, "")
    what, hint = err.splitlines()
    assert what.startswith("error: ")
    assert hint.startswith("hint: ")
    got, out, err = run(*arguments, "--json")
    if "no such option" not in err:  # `export` prints no JSON of its own
        told = json.loads(err)
        assert (got, told["exit_code"], out) == (code, code, "")
        assert told["error"]
        assert told["hint"]


def test_the_version_and_the_help(run: Run) -> None:
    assert run("--version")[1].startswith("communique ")
    code, out, _ = run("--help")
    assert code == 0
    assert [name for name, _, _ in cli.COMMANDS if name not in out] == []
    assert CliRunner().invoke(cli.app, ["events", "--help"]).exit_code == 0


def test_in_its_own_process_it_gives_the_same_and_the_same_again(file: Path) -> None:
    first = process("brief", "NOR", "CHL", PYTHONHASHSEED="1")
    again = process("brief", "NOR", "CHL", PYTHONHASHSEED="2")
    assert first.returncode == 0
    assert first.stdout == again.stdout
    assert "\x1b" not in first.stdout


def test_a_pipe_that_closes_early_is_no_error(file: Path) -> None:
    done = process("export", shell="| head -1")
    assert done.stderr == ""
    assert done.stdout.startswith('{"kind":"document"')
    closed = process("export", shell="| true")
    assert closed.stderr == ""
    assert closed.returncode in (0, cli.PIPE_CLOSED)


def test_any_locale_gets_utf_8(file: Path) -> None:
    plain = process("export", PYTHONIOENCODING="ascii", LC_ALL="C", PYTHONUTF8="0")
    assert plain.returncode == 0
    assert "“The south" in plain.stdout


def test_exit_codes_reach_the_shell(file: Path) -> None:
    assert process("show", "e-ffff").returncode == 8
    assert process("events", "--record", "none").returncode == 4
    assert process("events", COMMUNIQUE_RECORD="none").returncode == 4


def test_a_terminal_has_colour_unless_told_otherwise(file: Path) -> None:
    coloured = process("brief", "NOR", "CHL", FORCE_COLOR="1", TERM="xterm-256color", COLUMNS="80")
    assert "\x1b[1m" in coloured.stdout
    plain = process("brief", "NOR", "CHL", "--width", "72", NO_COLOR="1")
    assert "\x1b" not in plain.stdout
    assert max(map(cell_len, plain.stdout.splitlines())) <= 72
