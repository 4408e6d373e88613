"""What all commands share: the options, the record, the doors to standard output and to files."""

from __future__ import annotations

import io
import json
import os
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, cast

import typer

from communique import settings
from communique.errors import CannotWrite, UsageError
from communique.views.brief import StateRef
from communique.views.render.screen import Screen

if TYPE_CHECKING:
    from communique.api import Record

RecordOption = Annotated[
    Path | None,
    typer.Option("--record", metavar="FILE", help="The record; else COMMUNIQUE_RECORD, else ./communique.record."),
]
JsonOption = Annotated[bool, typer.Option("--json", help="Print JSON; errors too, on standard error.")]
WidthOption = Annotated[
    int | None,
    typer.Option("--width", metavar="N", min=40, help="Columns of text; else the terminal's, no limit in a pipe."),
]
OutputOption = Annotated[
    Path | None, typer.Option("-o", "--output", metavar="FILE", help="Write to FILE, not to standard output.")
]
StatesArgument = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="[STATE]...", help="One state, or two for what is between them: a code or a name.", show_default=False
    ),
]
SinceOption = Annotated[
    str | None, typer.Option("--since", metavar="DATE", help="From this day on: 2022, 2022-07 or 2022-07-05.")
]
UntilOption = Annotated[
    str | None, typer.Option("--until", metavar="DATE", help="Up to and with this day: 2022, 2022-07 or 2022-07-05.")
]


class ClosedPipe(Exception):
    """Who read our output has gone. Not an error: `| head` does it all the time."""


def example(*commands: str) -> str:
    """The end of a command's help: how it is used, one example a line."""
    return "\n\n".join(["Examples:", *(f"  {command}" for command in commands)])


def record_path(given: Path | None) -> Path:
    """The record that a command works on."""
    return given or settings.load().record


@contextmanager
def opened(given: Path | None) -> Iterator[Record]:
    """The record, open for reading.

    Raises:
        RecordMissing, NotARecord, RecordTooNew: as the API does.
    """
    from communique import api  # here, not above: help and wrong arguments must not wait for it

    with api.open(record_path(given)) as record:
        yield record


def state_refs(names: Sequence[str] | None) -> list[StateRef]:
    """States by code or name, each once, in the order given.

    Raises:
        UnknownState: no state has this name.
        UsageError: more than two.
    """
    if not names:
        return []
    from communique import api

    shown = {s.code: s.name for s in api.all_states()}
    codes = list(dict.fromkeys(api.state_code(name) for name in names))
    if len(codes) > 2:
        raise UsageError(f"{len(codes)} states given", "give one state, or two for what is between them")
    return [StateRef(code=code, name=shown[code]) for code in codes]


def codes_of(states: Sequence[StateRef]) -> list[str]:
    """The codes alone, as the record takes them."""
    return [s["code"] for s in states]


class _Out:
    """Standard output that turns a closed pipe into `ClosedPipe`, before anything on the way can swallow it."""

    def write(self, text: str) -> int:
        try:
            return sys.stdout.write(text)
        except BrokenPipeError:
            raise ClosedPipe from None

    def flush(self) -> None:
        try:
            sys.stdout.flush()
        except BrokenPipeError:
            raise ClosedPipe from None

    def __getattr__(self, name: str) -> Any:
        return getattr(sys.stdout, name)


def screen(width: int | None = None) -> Screen:
    """Standard output to lay text out on."""
    return Screen(cast(io.TextIOBase, _Out()), width=width, colour=settings.load().colour)  # type: ignore[arg-type]


def write(lines: Iterable[str], output: Path | None = None) -> None:
    """Write lines to standard output, or to a file that is only there when it is whole.

    Raises:
        CannotWrite: the file cannot be written.
    """
    if output is None:
        out = _Out()
        for line in lines:
            out.write(f"{line}\n")
        out.flush()
        return
    part = output.with_name(f"{output.name}.part")
    try:
        with part.open("w", encoding="utf-8", newline="\n", errors="replace") as file:
            file.writelines(f"{line}\n" for line in lines)
        part.replace(output)
    except OSError as error:
        part.unlink(missing_ok=True)
        raise CannotWrite(f"{output}: {error.strerror or error}", "give another place with -o FILE") from error


def write_json(shape: object, output: Path | None = None) -> None:
    """Print a shape as JSON, indented for people, in the order of its keys."""
    write([json.dumps(shape, ensure_ascii=False, indent=2)], output)


def silence_output() -> None:
    """Point standard output at nothing, so that what is left in its buffer does not complain when Python ends."""
    devnull = os.open(os.devnull, os.O_WRONLY)
    os.dup2(devnull, sys.stdout.fileno())
