"""Progress of a long run on standard error: a line that moves on a terminal, nothing anywhere else."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Protocol, TextIO

from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, MofNCompleteColumn, SpinnerColumn, TextColumn, TimeElapsedColumn
from rich.progress import Progress as Bar

from communique.views.render.plain import shorten

_STAGES = {"read": "reading", "link": "linking names", "merge": "merging reports"}


class Step(Protocol):
    """One sign of progress, as the run gives it."""

    @property
    def done(self) -> int:
        """Items behind us in this stage."""

    @property
    def total(self) -> int | None:
        """Items of this stage, None while not known."""

    @property
    def uri(self) -> str:
        """The item just done."""

    @property
    def stage(self) -> str:
        """``read``, ``link`` or ``merge``."""


@contextmanager
def progress(file: TextIO, *, colour: bool) -> Iterator[Callable[[Step], None] | None]:
    """Gives the callback for a run, or None where nobody watches. What it showed is gone afterwards."""
    console = Console(file=file, no_color=not colour or None)
    if not console.is_terminal:
        yield None
        return
    columns = (
        SpinnerColumn(),
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
    )
    with Bar(*columns, console=console, transient=True) as bar:
        task = bar.add_task("starting", total=None)

        def step(now: Step) -> None:
            name = escape(shorten(now.uri.rsplit("/", 1)[-1], 40))
            described = f"{_STAGES.get(now.stage, now.stage)} {name}".strip()
            bar.update(task, completed=now.done, total=now.total, description=described)

        yield step
