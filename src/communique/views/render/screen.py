"""Where text goes: a terminal in its width and colour, or a pipe in plain lines of any length, one row a line."""

from __future__ import annotations

import io
from collections.abc import Sequence
from itertools import groupby
from operator import itemgetter
from typing import TextIO

from rich.cells import cell_len
from rich.console import Console, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from communique.views.render.plain import clean_char, plain

_ENDLESS = 1_000_000  # in a pipe nothing wraps: what reads it counts lines, not columns
WIDE = 100  # columns from which a table has room for all that it can show
FULL_TEXT = 10_000


class Screen:
    """Lays out text for one output.

    Args:
        file: where it goes.
        width: columns; by default the terminal's, or no limit where the output is no terminal.
        colour: False keeps even a terminal plain.
    """

    def __init__(self, file: TextIO, *, width: int | None = None, colour: bool = True) -> None:
        self._file = file
        probe = Console(file=file, no_color=not colour or None)
        self.styled = probe.is_terminal and not probe.is_dumb_terminal
        self.endless = width is None and not probe.is_terminal
        self.width = width or (_ENDLESS if self.endless else probe.width)
        self.wide = self.width >= WIDE
        self._no_color = True if not colour or probe.no_color else None

    def show(self, *things: RenderableType) -> None:
        """Print these one after the other."""
        if self.styled:
            self._console(self._file).print(*things, sep="\n")
            return
        held = io.StringIO()
        self._console(held).print(*things, sep="\n")
        # Cells are padded to their column's width; at the end of a line that is only noise in a pipe.
        lines = [line.rstrip() for line in held.getvalue().split("\n")]
        self._file.write("\n".join(lines))

    def _console(self, file: TextIO) -> Console:
        # Markup, emoji codes and highlighting would read the news as instructions.
        return Console(
            file=file,
            width=self.width,
            no_color=self._no_color,
            force_terminal=self.styled,
            color_system="auto" if self.styled else None,
            markup=False,
            emoji=False,
            highlight=False,
            legacy_windows=False,
        )


def heading(text: str, note: str = "") -> Text:
    """The title of a section, with a note in a quieter voice."""
    title = Text("\n")
    title.append(text.upper(), style="bold")
    if note:
        title.append(f"  {note}", style="dim")
    return title


def title(text: str) -> Text:
    """The title of the page."""
    return Text(plain(text), style="bold")


def line(text: str, style: str = "", *, indent: int = 0) -> RenderableType:
    """A line of text that wraps under itself. ``text`` is taken as it is: no markup."""
    return Padding(Text(text, style=style, overflow="fold"), (0, 0, 0, indent), expand=False)


def table(screen: Screen, columns: Sequence[tuple[str, str]], rows: Sequence[Sequence[str]]) -> Table:
    """A table of plain cells. ``columns`` are (heading, kind): ``text`` takes the room and wraps, ``fixed`` neither."""
    made = Table(box=None, padding=(0, 1, 0, 0), pad_edge=False, header_style="dim", expand=not screen.endless)
    for name, kind in columns:
        if screen.endless:
            made.add_column(Text(name), no_wrap=True)
        elif kind == "text":
            made.add_column(Text(name), overflow="fold", ratio=1)
        else:
            made.add_column(Text(name), overflow="fold", no_wrap=kind == "fixed")
    for row in rows:
        made.add_row(*(Text(cell) for cell in row))
    return made


def columns(cells: Sequence[tuple[str, int]]) -> Table:
    """One row of cells with their widths, each wrapped within its own; two columns lie between the last three."""
    made = Table.grid(padding=0)
    for _, width in cells:
        made.add_column(width=width, overflow="fold")
    made.add_row(*(Padding(Text(text), (0, 2 if 0 < at < len(cells) - 1 else 0, 0, 0)) for at, (text, _) in
                   enumerate(cells)))  # fmt: skip
    return made


def underlined(screen: Screen, text: str, marks: Sequence[tuple[int, int]], *, indent: int) -> RenderableType:
    """A sentence with its deciding words underlined: by style on a terminal, by ^^^^ under them elsewhere."""
    chars, flags = _shown_chars(text, marks)
    if screen.styled:
        styled = Text(overflow="fold")
        for marked, run in groupby(zip(chars, flags, strict=True), key=itemgetter(1)):
            styled.append("".join(char for char, _ in run), style="underline" if marked else "")
        return Padding(styled, (0, 0, 0, indent), expand=False)
    lines: list[str] = []
    for start, end in _wrapped(chars, max(screen.width - indent, 20)):
        lines.append("".join(chars[start:end]))
        under = "".join(
            ("^" if f else " ") * cell_len(c) for c, f in zip(chars[start:end], flags[start:end], strict=True)
        )
        if under.strip():
            lines.append(under.rstrip())
    return Padding(Text("\n".join(lines), no_wrap=True, overflow="ignore"), (0, 0, 0, indent), expand=False)


def _shown_chars(text: str, marks: Sequence[tuple[int, int]]) -> tuple[list[str], list[bool]]:
    """The characters that are shown, white space folded, each with whether it is marked."""
    chars: list[str] = []
    flags: list[bool] = []
    for at, raw in enumerate(text[:FULL_TEXT]):
        char = clean_char(raw)
        if not char or (char == " " and (not chars or chars[-1] == " ")):
            continue
        chars.append(char)
        flags.append(any(start <= at < end for start, end in marks))
    return chars, flags


def _wrapped(chars: Sequence[str], width: int) -> list[tuple[int, int]]:
    """Where lines begin and end: broken at blanks, inside a word only where it is longer than a line."""
    lines: list[tuple[int, int]] = []
    start, blank, used, at = 0, -1, 0, 0
    while at < len(chars):
        used += cell_len(chars[at])
        if chars[at] == " ":
            blank = at
        if used > width and at > start:
            end = blank if blank > start else at
            lines.append((start, end))
            start = end + 1 if end == blank else end
            at, used, blank = start, 0, -1
            continue
        at += 1
    if start < len(chars):
        lines.append((start, len(chars)))
    return lines
