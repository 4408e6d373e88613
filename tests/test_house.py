"""What must hold for the whole tree, and no tool checks for us."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest
import typer.main

from communique.views import cli

ROOT = Path(__file__).parents[1]
SOURCE = ROOT / "src" / "communique"
PYTHON = sorted(SOURCE.rglob("*.py"))
TEXTS = sorted(
    file
    for pattern in ("*.py", "*.md", "*.toml", "*.txt", "*.csv", "*.sql", "*.css", "Makefile", "run", "LICENSE", "*.cfg")
    for folder in ("src", "tests", "eval", "benchmarks", "examples", "training", ".ci")
    for file in (ROOT / folder).rglob(pattern)
    if file.is_file()
) + sorted(f for f in ROOT.iterdir() if f.is_file() and f.name != ".git")
MOST_LINES = 450
# Which modules may use what reaches outside; everything else gets it as an argument.
HOUSES = {
    "sqlite3": {"record/store.py", "record/migrations.py"},
    "socket": {"sources/web/http.py", "views/server/listen.py"},
    "httpx": {"sources/web/http.py"},
    "urllib3": {"sources/web/http.py"},
    "requests": {"sources/web/http.py"},
    "urllib.request": {"sources/web/http.py"},
    "http.client": {"sources/web/http.py"},
    "random": set(),
}


def names_of(files: list[Path]) -> list[str]:
    return [f.relative_to(ROOT).as_posix() for f in files]


@pytest.mark.parametrize("file", PYTHON, ids=names_of(PYTHON))
def test_a_source_file_is_short_enough_to_be_read(file: Path) -> None:
    assert file.read_text(encoding="utf-8").count("\n") <= MOST_LINES


@pytest.mark.parametrize("file", PYTHON, ids=names_of(PYTHON))
def test_a_source_file_does_not_print_and_stays_in_its_house(file: Path) -> None:
    tree = ast.parse(file.read_text(encoding="utf-8"))
    own = file.relative_to(SOURCE).as_posix()
    imported: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            assert node.func.id != "print", f"line {node.lineno}"
        if isinstance(node, ast.Import):
            imported |= {alias.name for alias in node.names}
        if isinstance(node, ast.ImportFrom) and node.module and not node.level:
            imported |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
            asks_environment = node.value.id == "os" and node.attr in ("environ", "getenv")
            assert not asks_environment or own == "settings.py", f"line {node.lineno}"
    assert not [n for n, homes in HOUSES.items() if n in imported and own not in homes]


def test_no_file_names_a_place_on_somebodys_machine() -> None:
    absolute = re.compile(r"(?<![\w.~/:-])/(?:work|home|root|farm|Users)/\w")
    found = []
    for file in TEXTS:
        try:
            lines = file.read_text(encoding="utf-8").split("\n")
        except (UnicodeDecodeError, FileNotFoundError):
            continue
        found += [f"{file.relative_to(ROOT)}:{n}" for n, line in enumerate(lines, 1) if absolute.search(line)]
    assert found == []


def test_there_is_no_drawer_for_everything() -> None:
    assert not [f for f in PYTHON if f.stem in ("utils", "util", "helpers", "misc", "common")]


COMMANDS = sorted(typer.main.get_command(cli.app).commands)  # type: ignore[attr-defined]


@pytest.mark.parametrize("command", [[], *([name] for name in COMMANDS)], ids=["communique", *COMMANDS])
def test_every_command_has_an_example_in_its_help(command: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main([*command, "--help"]) == 0
    told = capsys.readouterr().out
    assert re.search(rf"Examples:.*communique {' '.join(command)}", told, re.DOTALL)


@pytest.mark.parametrize(
    "file", ["CHANGELOG.md", "CONTRIBUTING.md", "LICENSE", "README.md", "constraints.txt", ".ci/run"]
)
def test_the_house_has_its_papers(file: str) -> None:
    assert (ROOT / file).stat().st_size > 0


def test_the_constraints_hold_versions_and_no_addresses() -> None:
    for line in (ROOT / "constraints.txt").read_text(encoding="utf-8").split("\n"):
        assert re.fullmatch(r"(?:[a-z0-9.-]+==[\w.]+(?: ; .+)?)?", line), line


def test_the_map_names_every_source_file_and_none_that_is_not_there() -> None:
    """`ARCHITECTURE.md` names files by their path under `src/communique/`, at least one line each."""
    page = (ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8")
    there = {f.relative_to(SOURCE).as_posix() for f in PYTHON if f.name != "__init__.py" or f.parent == SOURCE}
    named = {n.removeprefix("src/communique/") for n in re.findall(r"`((?:\w+/)*\w+\.py)`", page)}
    assert sorted(there - named) == []
    assert sorted(n for n in named if not ((SOURCE / n).exists() or (ROOT / n).exists())) == []
