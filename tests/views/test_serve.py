"""`communique serve` as a process: it tells where it is, answers, and ends; what cannot be shown is told at once."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from small_record import small

from communique.views.cli import main


@contextmanager
def served(path: Path, *options: str) -> Iterator[tuple[str, list[str]]]:
    """The address of a server on ``path``, and the lines that it printed before it answered."""
    command = [sys.executable, "-m", "communique.views.cli", "serve", "--record", str(path), "--port", "0", *options]
    with subprocess.Popen(
        command,
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONUNBUFFERED": "1"},
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.default_int_handler),
    ) as process:
        assert process.stdout is not None
        try:
            lines = [process.stdout.readline()]
            found = re.search(r"http://[\d.]+:\d+", lines[0])
            assert found, lines
            if "--token" in options or not path.exists():
                lines.append(process.stdout.readline())
            yield found.group(), lines
        finally:
            process.send_signal(signal.SIGINT)
            assert process.wait(timeout=20) == 0


def test_it_answers_where_it_says_and_ends_with_ctrl_c(tmp_path: Path) -> None:
    with (
        served(small(tmp_path / "a.record")) as (address, lines),
        urllib.request.urlopen(f"{address}/") as answer,
    ):
        assert answer.status == 200
        assert "a.record" in lines[0]
        assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
        assert b"<h1" in answer.read()


def test_a_printed_token_lets_its_holder_in_and_nobody_else(tmp_path: Path) -> None:
    with served(small(tmp_path / "a.record"), "--token") as (address, lines):
        found = re.search(r"token: (\S+)", lines[1])
        assert found
        for token, status in ((found.group(1), 422), ("another", 401)):
            asked = urllib.request.Request(
                f"{address}/api/judgements",
                data=b"{}",
                headers={"Authorization": f"Bearer {token}", "Content-Type": "application/json"},
            )
            with pytest.raises(urllib.error.HTTPError) as told:
                urllib.request.urlopen(asked)
            assert told.value.code == status
            told.value.close()


def test_a_record_that_is_not_there_yet_is_no_obstacle(tmp_path: Path) -> None:
    with (
        served(tmp_path / "new.record") as (address, lines),
        urllib.request.urlopen(f"{address}/") as answer,
    ):
        assert "no such record yet" in lines[1]
        assert answer.status == 200
    assert not (tmp_path / "new.record").exists()


def test_what_is_no_record_is_told_before_anything_listens(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "a.txt").write_text("no record", encoding="utf-8")
    assert main(["serve", "--record", str(tmp_path / "a.txt")]) == 5
    assert "is not a record" in capsys.readouterr().err


def test_a_port_that_is_taken_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = small(tmp_path / "a.record")
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        assert main(["serve", "--record", str(path), "--port", str(other.getsockname()[1])]) == 2
    assert "cannot listen on 127.0.0.1" in capsys.readouterr().err


def test_a_token_for_nobody_makes_no_sense(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["serve", "--record", str(tmp_path / "x.record"), "--token", "--read-only"]) == 2
    assert "do not go together" in capsys.readouterr().err


@pytest.mark.parametrize(
    "token", ["t0ken", "elevensigns", "twelve signs and blanks", "двенадцать-букв", "semi;colon;and;more"]
)
def test_a_token_that_keeps_nobody_out_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, token: str
) -> None:
    monkeypatch.setenv("COMMUNIQUE_TOKEN", token)
    assert main(["serve", "--record", str(tmp_path / "x.record"), "--token"]) == 2
    told = capsys.readouterr().err
    assert "COMMUNIQUE_TOKEN" in told
    assert token not in told
