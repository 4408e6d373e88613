"""`demo` and `build` as a user meets them: the shipped sample, the real coder, a process of its own."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
COMMAND = [sys.executable, "-m", "communique.views.cli"]
ENVIRONMENT = {**os.environ, "PYTHONPATH": str(ROOT / "src")}


def communique(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [*COMMAND, *arguments],
        cwd=folder,
        env=ENVIRONMENT,
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=300,
        check=False,
    )


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("demo")


@pytest.fixture(scope="module")
def shown(folder: Path) -> str:
    done = communique(folder, "demo", "--width", "80")
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout


def test_the_demo_shows_the_brief_of_its_pair(shown: str) -> None:
    assert re.search(r"^15 documents read$", shown, re.MULTILINE)
    assert "Iran – Saudi Arabia" in shown
    for section in ("TIMELINE", "STATEMENTS", "NEXT"):
        assert section in shown


def test_what_the_demo_suggests_works(shown: str, folder: Path) -> None:
    commands = re.findall(r"^  communique (.+)$", shown, re.MULTILINE)
    assert len(commands) >= 4
    for command in commands:
        done = communique(folder, *command.split())
        assert (done.returncode, done.stderr) == (0, ""), command
        assert done.stdout


def test_the_demo_again_reads_nothing_again_and_shows_the_same(shown: str, folder: Path) -> None:
    done = communique(folder, "demo", "--width", "80")
    assert done.stdout.splitlines()[0] == "0 documents read, 15 unchanged"
    assert done.stdout.split("record: ")[1] == shown.split("record: ")[1]


def test_a_build_reports_in_json_too(folder: Path) -> None:
    (folder / "note.txt").write_text("Too short to be anything but read.\n", encoding="utf-8")
    (folder / "picture.txt").write_bytes(bytes(range(256)) * 8)
    done = communique(folder, "build", "note.txt", "picture.txt", "--record", "own.record", "--json")
    report = json.loads(done.stdout)
    assert (done.returncode, report["read"], report["record"]) == (0, 1, "own.record")
    assert [(s["uri"], s["reason"]) for s in report["skipped"]] == [("picture.txt", "binary")]


def test_ctrl_c_ends_with_one_line_and_keeps_what_was_read(tmp_path: Path) -> None:
    # Run in the background of a shell, the tests inherit that Ctrl-C is ignored, and hand it on to what they start.
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        _stopped_half_way(tmp_path)
    finally:
        signal.signal(signal.SIGINT, before)


def _stopped_half_way(tmp_path: Path) -> None:
    with subprocess.Popen(
        [*COMMAND, "build", str(ROOT / "examples" / "articles")],
        cwd=tmp_path,
        env=ENVIRONMENT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as running:
        for _ in range(600):
            if (tmp_path / "communique.record").exists():
                break
            time.sleep(0.05)
        time.sleep(0.2)
        running.send_signal(signal.SIGINT)
        out, err = running.communicate(timeout=60)
    assert (running.returncode, out) == (130, "")
    assert re.fullmatch(r"stopped: what was read is kept.*\n", err)
    assert communique(tmp_path, "documents").returncode == 0
