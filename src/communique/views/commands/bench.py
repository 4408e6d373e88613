"""`bench`: what the program makes of public test beds, and how often it is right."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from communique.views.commands.session import JsonOption, example, write, write_json
from communique.views.render.plain import count

if TYPE_CHECKING:
    from communique.api import PublishedAnswer

app = typer.Typer(
    name="bench",
    no_args_is_help=True,
    help="Run one room over a public test bed: predictions for outside scorers, and the score where the bed has it.",
    epilog=example("communique bench published stories.jsonl --predictions days.jsonl"),
)

PathArgument = Annotated[Path, typer.Argument(metavar="PATH", help="The test bed: JSON Lines.")]
PredictionsOption = Annotated[
    Path | None,
    typer.Option("--predictions", metavar="OUT", help="Write what was found there, one JSON object a line."),
]


@app.command("published", epilog=example("communique bench published stories.jsonl --predictions days.jsonl"))
def published(path: PathArgument, predictions: PredictionsOption = None, as_json: JsonOption = False) -> None:
    """The day of publication from the words of each article alone; its date and address are withheld."""
    from communique import api

    answers = list(api.bench_published(path))
    if predictions is not None:
        rows = ({"id": a.id, "published": a.published and a.published.isoformat(), "basis": a.basis} for a in answers)
        write((json.dumps(row, ensure_ascii=False) for row in rows), predictions)
    shape = published_score(answers)
    if as_json:
        write_json(shape)
        return
    line = f"{count(shape['articles'], 'article')}: a day found in {shape['found']}"
    if shape["judged"]:
        right, wrong = _share(shape["right"], shape["right"] + shape["wrong"]), _share(shape["wrong"], shape["judged"])
        line += f"; right {shape['right']} ({right} of those found), wrong {shape['wrong']} ({wrong} of all)"
    write([line])


def published_score(answers: Sequence[PublishedAnswer]) -> dict[str, Any]:
    """How many days were found, and of articles whose day the bed tells (``judged``) how many are right and wrong."""
    judged = [a for a in answers if a.gold is not None]
    found = [a for a in judged if a.published is not None]
    right = sum(a.published == a.gold for a in found)
    return {
        "articles": len(answers),
        "found": sum(a.published is not None for a in answers),
        "judged": len(judged),
        "right": right,
        "wrong": len(found) - right,
    }


def _share(part: int, whole: int) -> str:
    return f"{100 * part / whole:.1f} %" if whole else "none"
