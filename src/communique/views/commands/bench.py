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
    from communique.api import AttributionAnswer, DatesAnswer, PublishedAnswer

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


@app.command("attribution", epilog=example("communique bench attribution polnear.jsonl --predictions found.jsonl"))
def attribution(
    path: PathArgument,
    predictions: PredictionsOption = None,
    outermost: Annotated[
        bool,
        typer.Option("--outermost-only/--nested", help="Leave out what stands in another's words."),
    ] = True,
    as_json: JsonOption = False,
) -> None:
    """Whose words, thoughts and wishes each text tells: source, cue and content."""
    from communique import api

    answers = []
    with progress(sys.stderr, colour=settings.load().colour) as watch:
        for answer in api.bench_attribution(path, nested=not outermost):
            answers.append(answer)
            if watch is not None:
                watch(api.Progress(len(answers), None, answer.id, "read"))
    if predictions is not None:
        write((json.dumps(_attribution_row(a), ensure_ascii=False) for a in answers), predictions)
    shape = api.attribution_score(answers)
    if as_json:
        write_json(shape)
        return
    line = f"{count(shape['texts'], 'text')}, {count(shape['predicted'], 'attribution')} found"
    if shape["f1"] is not None:
        line += f"; of {shape['gold']} in the bed {shape['right']} right (F1 {100 * shape['f1']:.1f})"
    write([line])


@app.command("stories", epilog=example("communique bench stories stories.jsonl --predictions found.jsonl"))
def stories(
    path: PathArgument,
    predictions: PredictionsOption = None,
    arrival: Annotated[
        bool,
        typer.Option("--arrival", help="Day by day: each article is assigned by those before it alone, once for all."),
    ] = False,
    as_json: JsonOption = False,
) -> None:
    """Which articles report one and the same happening, from title, text and day."""
    from communique import api

    answers = api.bench_stories(path, arrival=arrival)
    if predictions is not None:
        write((json.dumps({"id": a.id, "cluster": a.story}, ensure_ascii=False) for a in answers), predictions)
    shape = api.stories_score(answers)
    if as_json:
        write_json(shape)
        return
    line = f"{count(shape['articles'], 'article')}, {count(shape['stories'], 'story', 'stories')} found"
    if shape["f1"] is not None:
        line += (
            f"; {count(shape['gold'], 'story', 'stories')} in the bed, BCubed precision "
            f"{100 * shape['precision']:.1f}, recall {100 * shape['recall']:.1f}, F1 {100 * shape['f1']:.1f}"
        )
    write([line])


def _attribution_row(answer: AttributionAnswer) -> dict[str, Any]:
    return {
        "id": answer.id,
        "attributions": [
            {"source": list(a.source), "cue": list(a.cue), "content": list(a.content)} for a in answer.found
        ],
    }


@app.command("plover", epilog=example("communique bench plover plover.tsv --predictions coded.tsv"))
def plover(
    path: Annotated[Path, typer.Argument(metavar="PATH", help="The test bed: tab-separated, with its actors marked.")],
    predictions: Annotated[
        Path | None,
        typer.Option("--predictions", metavar="OUT", help="Write the codes there: id, event, score, source, target."),
    ] = None,
    as_json: JsonOption = False,
) -> None:
    """The PLOVER code of each marked relation; beside it, who and whom the finder takes where nothing is marked."""
    from communique import api

    answers = []
    with progress(sys.stderr, colour=settings.load().colour) as watch:
        for answer in api.bench_plover(path):
            answers.append(answer)
            if watch is not None:
                watch(api.Progress(len(answers), None, answer.id, "read"))
    if predictions is not None:
        rows = ("\t".join((a.id, a.event, f"{a.score:.4f}", _cell(a.source), _cell(a.target))) for a in answers)
        write(["id\tevent\tscore\tsource\ttarget", *rows], predictions)
    shape = api.plover_score(answers)
    if as_json:
        write_json(shape)
        return
    line = count(shape["relations"], "relation")
    if shape["judged"]:
        line += (
            f" coded; code right {_share(shape['right'], shape['judged'])}, macro-F1 {100 * shape['macro_f1']:.1f}, "
            f"of the surest four fifths right {100 * shape['accuracy_at_80']:.1f} %, calibration error "
            f"{shape['calibration_error']:.3f}; unmarked, both sides found {_share(shape['sides'], shape['paired'])}"
        )
    write([line])


def _cell(text: str) -> str:
    return " ".join(text.replace('"', "'").split())  # readers of tables take a quotation mark for their own


@app.command("throughput", epilog=example("communique bench throughput articles/"))
def throughput(
    path: Annotated[Path, typer.Argument(metavar="PATH", help="Articles: a file, a folder, a table, an archive.")],
    as_json: JsonOption = False,
) -> None:
    """CPU time of reading articles, beside what the language parser alone takes for the same texts."""
    from communique import api

    told = api.bench_throughput(path)
    if as_json:
        write_json(
            {
                "documents": told.documents,
                "words": told.words,
                "claims": told.claims,
                "parser_seconds": round(told.parser_seconds, 3),
                "reading_seconds": round(told.reading_seconds, 3),
                "ratio": round(told.ratio, 3),
                "relations_a_second": round(told.relations_a_second, 1),
            }
        )
        return
    write(
        [
            f"{count(told.documents, 'document')}, {count(told.words, 'word')}, {count(told.claims, 'claim')}: read in "
            f"{told.reading_seconds:.2f} CPU seconds, {told.ratio:.2f} times the {told.parser_seconds:.2f} of the "
            f"parser alone; {told.relations_a_second:.0f} relations coded a CPU second"
        ]
    )


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
