"""What the README shows works: its commands and its Python, run on the shipped sample in a folder of its own.

In ``console`` blocks each line that begins with ``$ communique`` is run: ids become ids of the sample, the
folder ``articles/`` is the sample. ``python`` blocks without ``>>>`` are run as they stand; those with are doctests.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
README = ROOT / "README.md"
TEXT = README.read_text(encoding="utf-8") if README.exists() else ""
BLOCKS = re.findall(r"^```(console|python)\n(.*?)^```", TEXT, re.DOTALL | re.MULTILINE)
COMMANDS = [
    line.removeprefix("$ communique").strip()
    for kind, block in BLOCKS
    if kind == "console"
    for line in block.splitlines()
    if line.startswith("$ communique")
]
PROGRAMS = [block for kind, block in BLOCKS if kind == "python" and ">>>" not in block]
FIRST_OF = {"e": "event", "c": "claim", "s": "statement", "d": "document", "x": "contradiction"}


def shell(line: str, folder: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["bash", "-c", f'communique() {{ "{sys.executable}" -m communique.views.cli "$@"; }}; {line}'],
        cwd=folder,
        capture_output=True,
        text=True,
        encoding="utf-8",
        env={**os.environ, "PYTHONPATH": str(ROOT / "src")},
        timeout=300,
        check=False,
    )


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("readme")
    shutil.copytree(ROOT / "examples" / "articles", made / "articles")
    done = shell(
        "communique build articles/ && cp communique.record demo.record && cp communique.record my.record", made
    )
    assert done.returncode == 0, done.stderr
    return made


@pytest.fixture(scope="module")
def ids(folder: Path) -> dict[str, str]:
    lines = shell("communique export", folder).stdout.splitlines()
    found: dict[str, str] = {}
    for row in map(json.loads, lines):
        found.setdefault(row["kind"], row.get("id", ""))
    return found


@pytest.mark.parametrize("command", COMMANDS)
def test_a_command_of_the_readme_works(command: str, folder: Path, ids: dict[str, str]) -> None:
    real = re.sub(r"\b([ecsdx])-[0-9a-f]{4,12}…?", lambda m: ids[FIRST_OF[m[1]]], command)
    done = shell(f"communique {real}", folder)
    assert done.returncode == 0, done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("program", PROGRAMS)
def test_python_of_the_readme_works(program: str, folder: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", program],
        cwd=folder,
        capture_output=True,
        text=True,
        encoding="utf-8",
        env={**os.environ, "PYTHONPATH": str(ROOT / "src")},
        timeout=300,
        check=False,
    )
    assert done.returncode == 0, done.stderr
