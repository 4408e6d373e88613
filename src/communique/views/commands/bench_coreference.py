"""`bench coreference`: mentions of happenings grouped over documents."""

from __future__ import annotations

import json
from typing import Annotated

import typer

from communique.views.commands.bench import PathArgument, PredictionsOption
from communique.views.commands.session import JsonOption, example, write, write_json
from communique.views.render.plain import count

EXAMPLE = example("communique bench coreference ecb.jsonl --predictions clusters.jsonl")


def coreference(
    path: PathArgument,
    predictions: PredictionsOption = None,
    by_story: Annotated[
        bool,
        typer.Option(
            "--document-clusters/--no-document-clusters",
            help="Look for one happening only in documents of one story, found by their texts; or in any two.",
        ),
    ] = True,
    as_json: JsonOption = False,
) -> None:
    """Which of the given mentions of happenings, in many documents, are of one happening."""
    from communique import api

    answers = api.bench_coreference(path, by_story=by_story)
    if predictions is not None:
        write((json.dumps({"id": a.id, "cluster": a.cluster}, ensure_ascii=False) for a in answers), predictions)
    shape = api.coreference_score(answers)
    if as_json:
        write_json(shape)
        return
    line = f"{count(shape['mentions'], 'mention')} in {count(shape['clusters'], 'cluster')}"
    if shape["judged"]:
        line += (
            f"; the bed has {shape['chains']} for {shape['judged']}: CoNLL F1 {100 * shape['conll']:.1f}, "
            f"LEA {100 * shape['lea']:.1f}"
        )
    write([line])
