"""`export`: the record in formats that other programs read."""

from __future__ import annotations

from typing import Annotated

import typer

from communique.views.commands.session import OutputOption, RecordOption, opened, write
from communique.views.exports import FORMATS, exporter


def export(
    form: Annotated[
        str, typer.Option("--format", metavar="NAME", help=f"One of: {', '.join(sorted(FORMATS))}.")
    ] = "jsonl",
    output: OutputOption = None,
    record: RecordOption = None,
) -> None:
    """Print the whole record; the same record gives the same bytes."""
    lines = exporter(form)
    with opened(record) as source:
        write(lines(source), output)
