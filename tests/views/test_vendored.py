"""What others made and we ship is what they published, and each file says whose it is."""

from __future__ import annotations

import hashlib
import tomllib
from pathlib import Path
from typing import Any

import pytest

from communique.views import reader

VENDOR = Path(reader.__file__).parent / "static" / "vendor"
LIST = VENDOR / "VENDORED.toml"
FILES: list[dict[str, Any]] = tomllib.loads(LIST.read_text(encoding="utf-8"))["file"]


def sum_of(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


@pytest.mark.parametrize("row", FILES, ids=[row["name"] for row in FILES])
def test_a_vendored_file_is_the_one_that_was_listed(row: dict[str, Any]) -> None:
    content = (VENDOR / row["file"]).read_bytes()
    assert sum_of(content) == row["sha256"]
    assert row["version"][0].isdigit() and row["licence"]
    assert len((VENDOR / row["licence_text"]).read_text(encoding="utf-8")) > 500


@pytest.mark.parametrize("row", [r for r in FILES if "changed" in r], ids=lambda row: row["name"])
def test_nothing_but_the_told_changes_parts_a_file_from_its_original(row: dict[str, Any]) -> None:
    text = (VENDOR / row["file"]).read_bytes().decode()
    for theirs, ours in row["changed"]:
        assert text.count(ours) == 1
        text = text.replace(ours, theirs)
    assert sum_of(text.encode()) == row["original"]


def test_the_list_names_every_file_that_is_there() -> None:
    told = {LIST.name, *(r[key] for r in FILES for key in ("file", "licence_text", "bundled") if key in r)}
    assert told == {f.relative_to(VENDOR).as_posix() for f in VENDOR.rglob("*") if f.is_file()}
