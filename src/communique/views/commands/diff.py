"""`diff`: how two records differ, and what made the difference."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from communique.views.commands.session import JsonOption, WidthOption, screen, write_json
from communique.views.difference import difference
from communique.views.render.difference_text import show_difference

DIFFERENT = 1
"""The exit code when the records differ, as `diff` has it; errors have 2 and more."""


def diff(
    one: Annotated[Path, typer.Argument(metavar="A", help="A record.")],
    two: Annotated[Path, typer.Argument(metavar="B", help="Another: of other documents, coder or judgements.")],
    as_json: JsonOption = False,
    width: WidthOption = None,
) -> None:
    """Events that B has and A has not (+), the other way round (-), or otherwise (~), each with what made it so:
    a document, another reading of a sentence, another comparison, a judgement.

    Ends with 0 when both tell the same and with 1 when they do not.
    """
    from communique import api

    with api.open(one) as first, api.open(two) as second:
        shape = difference(first, second)
    if as_json:
        write_json(shape)
    else:
        show_difference(screen(width), shape, (str(one), str(two)))
    if not shape["alike"]:
        raise typer.Exit(DIFFERENT)
