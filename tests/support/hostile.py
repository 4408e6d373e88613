"""A record of the articles in `hostile.toml`, which would like to be programs."""

from __future__ import annotations

import csv
import io
import json
import re
import tomllib
from pathlib import Path
from typing import Any

import communique

LONG = "W" + "o" * 9_998 + "w"
"""A word of 10,000 characters without a place to break."""
CONTROLS = "a\x00b\x07c\x1b[31md\x7fe\x85f\u2028g"
"""Characters that no article should have: dropped or shown in another way, never sent on."""

_TABLE: dict[str, Any] = tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))
PAYLOADS: dict[str, str] = _TABLE["payloads"]
"""What must come back as the text it is, by what it is called in the articles."""
_FILLED = PAYLOADS | {"long": LONG, "controls": CONTROLS}


def filled(text: str) -> str:
    """A text with each ``<<name>>`` replaced by the payload of that name."""
    return re.sub(r"<<(\w+)>>", lambda found: _FILLED[found[1]], text)


def _filled_row(row: dict[str, str]) -> dict[str, str]:
    return {key: filled(value) for key, value in row.items()}


def articles(folder: Path) -> Path:
    """Write the articles into ``folder`` and give it back: a table, and files whose names are hostile too."""
    lines = [json.dumps(_filled_row(row), ensure_ascii=False) for row in _TABLE["article"]]
    (folder / "rows.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")
    for file in _TABLE["file"]:
        (folder / file["name"]).write_text(filled(file["text"]), encoding="utf-8")
    return folder


def offices() -> str:
    """The user's table of offices, as CSV."""
    told = io.StringIO()
    table = csv.DictWriter(told, ["person", "position", "state", "start", "aliases", "origin"], lineterminator="\n")
    table.writeheader()
    table.writerows(map(_filled_row, _TABLE["office"]))
    return told.getvalue()


def build(folder: Path) -> Path:
    """The record of these articles, in ``folder``, with a judgement whose words are no better."""
    inbox, table, path = folder / "articles", folder / "offices.csv", folder / "hostile.record"
    inbox.mkdir()
    table.write_text(offices(), encoding="utf-8")
    with communique.create(path) as record:
        record.build([str(articles(inbox))], offices=table)
        event = min(event.id for event in record.events())
        own = _filled_row(_TABLE["judgement"])
        record.judge("right", [event], by=own["by"], note=own["note"], now="2024-01-01T00:00:00Z")
    return path
