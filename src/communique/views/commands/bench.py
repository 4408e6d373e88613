"""`bench`: what the program makes of public test beds, and how often it is right."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from communique import settings
from communique.views.commands.session import JsonOption, example, write, write_json
from communique.views.render.plain import count
from communique.views.render.progress import progress

if TYPE_CHECKING:
    from communique.api import DatesAnswer, PublishedAnswer

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


@app.command("dates", epilog=example("communique bench dates timex.jsonl --predictions found.jsonl"))
def dates(path: PathArgument, predictions: PredictionsOption = None, as_json: JsonOption = False) -> None:
    """The dates that each text names, as TIMEX3 values, counted from its own day."""
    from communique import api

    answers = []
    with progress(sys.stderr, colour=settings.load().colour) as watch:
        for answer in api.bench_dates(path):
            answers.append(answer)
            if watch is not None:
                watch(api.Progress(len(answers), None, answer.id, "read"))
    if predictions is not None:
        write((json.dumps(_timex_row(a), ensure_ascii=False) for a in answers), predictions)
    shape = dates_score(answers)
    if as_json:
        write_json(shape)
        return
    found, right = _share(shape["found"], shape["gold"]), _share(shape["right"], shape["found"])
    line = f"{count(shape['texts'], 'text')}, {count(shape['predicted'], 'date')} found"
    if shape["gold"]:
        line += (
            f"; of {shape['gold']} in the bed {shape['found']} found ({found}), value right {shape['right']} ({right})"
        )
    write([line])


def _timex_row(answer: DatesAnswer) -> dict[str, Any]:
    return {"id": answer.id, "timex": [{"start": s, "end": e, "value": v} for s, e, v in answer.found]}


def dates_score(answers: Sequence[DatesAnswer]) -> dict[str, Any]:
    """How many dates of the bed share a character with one that was found, and of how many of these the value is right.

    Relaxed match, strict value, as TempEval-3 counts them (UzZaman and others, 2013).
    """
    shape = {"texts": len(answers), "predicted": sum(len(a.found) for a in answers), "gold": 0, "found": 0, "right": 0}
    for answer in answers:
        for start, end, value in answer.gold:
            values = {v for s, e, v in answer.found if s < end and start < e}
            shape["gold"] += 1
            shape["found"] += bool(values)
            shape["right"] += value in values
    return shape


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
