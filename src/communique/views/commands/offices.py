"""`offices`: who held which position when, and the user's own table of them."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from communique import settings
from communique.errors import UsageError
from communique.views.actors import office_rows
from communique.views.commands.session import (
    JsonOption,
    RecordOption,
    StatesArgument,
    WidthOption,
    codes_of,
    opened,
    record_path,
    screen,
    state_refs,
    write,
    write_json,
)
from communique.views.dates import parse_day
from communique.views.render.offices import show_offices
from communique.views.render.plain import count
from communique.views.render.progress import progress
from communique.views.rows import Library


def offices(
    states: StatesArgument = None,
    *,
    record: RecordOption = None,
    position: Annotated[
        str | None, typer.Option("--position", metavar="WORDS", help="Only positions with these words.")
    ] = None,
    on: Annotated[str | None, typer.Option("--on", metavar="DATE", help="Who held it on this day: 2021-09-28.")] = None,
    disputed: Annotated[bool, typer.Option("--disputed", help="Only those that something speaks against.")] = False,
    use: Annotated[
        Path | None,
        typer.Option(
            "--use", metavar="FILE", help="Make this CSV the record's own table, which goes before the shipped one."
        ),
    ] = None,
    forget: Annotated[bool, typer.Option("--forget", help="Take the record's own table away.")] = False,
    as_json: JsonOption = False,
    width: WidthOption = None,
) -> None:
    """Who held which position, from when to when, and what shows it: texts, your own table, the shipped one.

    Your own table has a header and the columns person, position, start, and state or organisation; if you like also
    end, surname, aliases (parted by |) and origin.
    """
    if use is not None and forget:
        raise UsageError("--use and --forget together", "give one of the two")
    if use is not None or forget:
        _change(record_path(record), use, as_json=as_json)
        return
    named, day = state_refs(states), parse_day(on, last=False)
    with opened(record) as source:
        shape = office_rows(
            source.offices(),
            countries=codes_of(named),
            position=position,
            on=day,
            disputed=disputed,
            library=Library(source) if as_json else None,
        )
    write_json(shape) if as_json else show_offices(screen(width), shape)


def _change(file: Path, table: Path | None, *, as_json: bool) -> None:
    from communique import api

    with progress(sys.stderr, colour=settings.load().colour) as watch, api.create(file) as record:
        rows = record.use_offices(table, watch)
        disputed = [o for o in record.offices() if o.basis == "given" and o.conflicts]
    if as_json:
        write_json({"record": str(file), "rows": rows, "disputed": len(disputed)})
        return
    own = f"{count(rows, 'row')} of your own {'goes' if rows == 1 else 'go'} before the shipped table"
    lines = [own if rows else "the record has no table of its own"]
    if disputed:
        lines.append(f"the shipped table says otherwise of {len(disputed)}: communique offices --disputed")
    write(lines)
