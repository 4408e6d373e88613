"""The gate: holds what the program reads against gold, and no figure may fall below its floor in `floors.toml`.

usage: python eval/gate.py [--bed NAME]... [--misses] [--raise]
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import subprocess
import sys
import tempfile
import tomllib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import Any

from crossings import crossings
from fields import in_dev, score_fields
from merging import FIGURES as FIGURES_OF_MERGING
from merging import in_dev as told_group
from merging import score_merging
from references import score_references
from relations import score_plover, score_relations
from score import FIGURES as FIGURES_OF_EXPORTS
from score import Figure, Miss, Row, rows_of_passages, score
from statements import FIGURES as FIGURES_OF_STATEMENTS
from statements import in_dev as told_statement
from statements import score_statements

ROOT = Path(__file__).resolve().parents[1]
FLOORS = Path(__file__).with_name("floors.toml")
CODING = ("event", "event_macro_f1", "kind", "coded_status", "sides", "sure", "calibration")
# F1, and the share of attributions with a cue of speech that are found (see the scorer beside the bench).
ATTRIBUTION = ("relation", "speech_relation", "source_span", "cue_span", "content_span")
STORIES = ("all_at_once", "on_arrival")  # BCubed F1, as if it were so many articles
COREFERENCE = ("conll", "lea", "conll_any_two", "lea_any_two")  # F1 by document clusters; with any two documents open
FIGURES = (
    *FIGURES_OF_EXPORTS,
    "together",
    "reference",
    *CODING,
    *FIGURES_OF_STATEMENTS,
    *ATTRIBUTION,
    *STORIES,
    *COREFERENCE,
    *FIGURES_OF_MERGING,
)
GOLDEN = ROOT / "tests" / "golden"
REFERENCES = GOLDEN / "references.jsonl"
PASSAGES = GOLDEN / "passages.jsonl"
EXPECTED = ROOT / "examples" / "expected.jsonl"
SHARED = ROOT.parent / "shared"  # articles that may not be given away lie beside the checkout, where there are any
RAISE = "python eval/gate.py --raise"


@dataclass(frozen=True, slots=True)
class Measured:
    """What a bed gave. ``skipped``: why it gave nothing."""

    figures: Mapping[str, Figure] = field(default_factory=dict)
    misses: Sequence[Miss] = ()
    skipped: str = ""


@dataclass(frozen=True, slots=True)
class Floor:
    """``tenths`` of a percent; the day it was set, and the command that set it."""

    tenths: int
    day: str
    by: str


Floors = Mapping[str, Mapping[str, Floor]]  # bed -> figure -> floor


class BadFloors(ValueError):
    """The file of floors is not what it should be."""


def passages(file: Path = PASSAGES) -> Measured:
    """The golden passages, each read by the coder alone: nothing is linked or merged."""
    from communique.annotate.pipeline import Coder, bare_document
    from communique.views.exports import jsonl

    gold, coder, export = list(_lines(file)), Coder(), []
    for passage in gold:
        day = passage["published"]
        document = bare_document(passage["text"], published=day and dt.date.fromisoformat(day))
        reading = coder.read_document(document)
        export.append(jsonl.document_row(document) | {"uri": passage["id"]})
        export += map(jsonl.claim_row, reading.claims)
        export += map(jsonl.statement_row, reading.statements)
    found = score(export, rows_of_passages(gold))
    return Measured(found.figures(), found.misses)


def sample(folder: Path | None = None, expected: Path = EXPECTED) -> Measured:
    """The shipped articles, built into a record and exported."""
    from communique import settings

    with tempfile.TemporaryDirectory() as scratch:
        found = score(_lines(_exported(folder or settings.sample_folder(), Path(scratch))), _lines(expected))
    return Measured(found.figures(), found.misses)


def seeds(shared: Path = SHARED) -> Measured:
    """The articles beside the checkout, likewise, judged by the scorer that lies with them."""
    scorer, gold = shared / "gold" / "score_gold.py", shared / "gold" / "seed_gold_dev.jsonl"
    if not (scorer.is_file() and gold.is_file()):
        return Measured(skipped="there is no shared/gold beside the checkout")
    with tempfile.TemporaryDirectory() as scratch:
        export = _exported(shared / "seeds", Path(scratch))
        command = [sys.executable, str(scorer), str(gold), str(export), "--json"]
        told = subprocess.run(command, check=True, capture_output=True, text=True).stdout
        together = crossings(_lines(export))
    return Measured({**figures_of_scorer(json.loads(told)), "together": together})


def references(file: Path = REFERENCES) -> Measured:
    """Whom the references of short passages are taken to mean."""
    from communique.annotate.pipeline import Coder

    figures, misses, _ = score_references(_lines(file), Coder())
    return Measured(figures, misses)


def claim_fields(field: str, file: Path | None = None) -> Measured:
    """The days ("date") or the places ("place") of claims, one to a row; misses of the half held out are not told."""
    from communique.annotate.pipeline import Coder

    rows = list(_lines(file or GOLDEN / f"claim_{field}s.jsonl"))
    told = {row["id"] for row in rows if in_dev(row)}
    figures, misses = score_fields(rows, field, Coder())
    return Measured(figures, [m for m in misses if m.row in told])


def relations(folder: Path = ROOT / "training" / "corpus") -> Measured:
    """Marked pairs of the corpus that the shipped model has not learnt from, and who is found unmarked."""
    return Measured(score_relations(folder))


def plover(shared: Path = SHARED) -> Measured:
    """The public PLOVER bed beside the checkout."""
    file = shared / "bench" / "plover_dev.tsv"
    return (
        Measured(score_plover(file))
        if file.is_file()
        else Measured(skipped="there is no shared/bench beside the checkout")
    )


def statements(file: Path = GOLDEN / "statements.jsonl") -> Measured:
    """Who says what through whose mouth in short passages; misses of the half held out are not told."""
    from communique.annotate.pipeline import Coder

    rows = list(_lines(file))
    told = {row["id"] for row in rows if told_statement(row)}
    figures, misses = score_statements(rows, Coder())
    return Measured(figures, [m for m in misses if m.row in told])


def attribution(shared: Path = SHARED) -> Measured:
    """The public bed of attributions beside the checkout, judged by the scorer that lies with it."""
    bed, scorer = shared / "bench" / "attribution_dev.jsonl", shared / "bench" / "score_attribution.py"
    if not (bed.is_file() and scorer.is_file()):
        return Measured(skipped="there is no shared/bench beside the checkout")
    from communique import api

    with tempfile.TemporaryDirectory() as scratch:
        predictions = Path(scratch) / "attributions.jsonl"
        rows = (
            {
                "id": a.id,
                "attributions": [
                    {"source": list(f.source), "cue": list(f.cue), "content": list(f.content)} for f in a.found
                ],
            }
            for a in api.bench_attribution(bed)
        )
        predictions.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8", newline="\n")
        command = [sys.executable, str(scorer), str(bed), str(predictions), "--json", "--by-type"]
        told = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
    recall, asked = told["relation_recall_by"]["cue:speech"]
    spans = {f"{role}_span": Figure(round(told[f"span.{role}"][2] * told["gold"]), told["gold"]) for role in _ROLES}
    return Measured(
        {
            "relation": Figure(round(told["relation"][2] * told["gold"]), told["gold"]),
            "speech_relation": Figure(round(recall * asked), asked),
            **spans,
        }
    )


def merging(file: Path = GOLDEN / "merging.jsonl") -> Measured:
    """Which reports are one happening and where they disagree; misses of the half held out are not told."""
    from communique.annotate.pipeline import Coder

    rows = list(_lines(file))
    told = {row["id"] for row in rows if told_group(row)}
    figures, misses = score_merging(rows, Coder())
    return Measured(figures, [m for m in misses if m.row in told])


def stories(shared: Path = SHARED) -> Measured:
    """The public bed of stories beside the checkout: all articles known at once, and each as it arrives."""
    bed = shared / "bench" / "stories_dev.jsonl"
    if not bed.is_file():
        return Measured(skipped="there is no shared/bench beside the checkout")
    from communique import api

    told = {name: api.stories_score(api.bench_stories(bed, arrival=name == "on_arrival")) for name in STORIES}
    return Measured({name: Figure(round(t["f1"] * t["judged"]), t["judged"]) for name, t in told.items()})


def coreference(shared: Path = SHARED) -> Measured:
    """The public bed of coreference of happenings: in documents of one story, and in any two."""
    bed = shared / "bench" / "coreference_dev.jsonl"
    if not bed.is_file():
        return Measured(skipped="there is no shared/bench beside the checkout")
    from communique import api

    figures = {}
    for ending, by_story in (("", True), ("_any_two", False)):
        told = api.coreference_score(api.bench_coreference(bed, by_story=by_story))
        figures |= {n + ending: Figure(round(told[n] * told["judged"]), told["judged"]) for n in ("conll", "lea")}
    return Measured(figures)


_ROLES = ("source", "cue", "content")
BEDS: Mapping[str, Callable[[], Measured]] = {
    "passages": passages,
    "references": references,
    "sample": sample,
    "seeds": seeds,
    "dates": lambda: claim_fields("date"),
    "places": lambda: claim_fields("place"),
    "relations": relations,
    "plover": plover,
    "statements": statements,
    "attribution": attribution,
    "merging": merging,
    "stories": stories,
    "coreference": coreference,
}


def figures_of_scorer(told: Mapping[str, Any]) -> dict[str, Figure]:
    """The outside scorer's rates as hits of asked; what it does not tell is left out.

    So are its precisions: its gold does not list all that stands in the articles, and a claim more would lower them.
    """
    asked = {"event_found": "events", "event_right": "events", "statement_found": "statements"}
    figures = {name: Figure(round((told[name] or 0) * told[of]), told[of]) for name, of in asked.items()}
    figures |= {name: Figure(*counts) for name, counts in told["fields"].items()}
    figures["published"] = Figure(told["published_right"], told["articles"])
    rows = told["events"] + told["statements"]
    figures["quotation_kept"] = Figure(max(0, rows - told["quotation_lost"]), rows)
    return {name: figures[name] for name in FIGURES if name in figures}


def read_floors(file: Path) -> Floors:
    """The floors in ``file``. Raises `BadFloors` naming what is wrong."""
    try:
        table = tomllib.loads(file.read_text(encoding="utf-8"), parse_float=Decimal)
    except (OSError, tomllib.TOMLDecodeError) as error:
        raise BadFloors(f"{file.name}: {error}") from None
    for bed, rows in table.items():
        if not isinstance(rows, dict):
            raise BadFloors(f"{file.name}: {bed} is no table")
    return {bed: {name: _floor(file, bed, name, v) for name, v in rows.items()} for bed, rows in table.items()}


def _floor(file: Path, bed: str, name: str, entry: Any) -> Floor:
    where = f"{file.name}: {bed}.{name}"
    if bed not in BEDS or name not in FIGURES:
        raise BadFloors(f"{where}: no such bed or figure")
    if not isinstance(entry, dict) or set(entry) != {"percent", "set", "by"}:
        raise BadFloors(f"{where}: percent, set and by are needed, nothing else")
    percent = entry["percent"]
    if (
        isinstance(percent, bool)
        or not isinstance(percent, int | Decimal)
        or percent * 10 % 1
        or not 0 <= percent <= 100
    ):
        raise BadFloors(f"{where}: percent is a number from 0 to 100 with one decimal, not {percent}")
    if not isinstance(entry["set"], dt.date) or not isinstance(entry["by"], str):
        raise BadFloors(f"{where}: set is a day, by a command")
    return Floor(int(percent * 10), entry["set"].isoformat(), entry["by"])


def floors_text(floors: Floors) -> str:
    """``floors`` as `read_floors` reads them."""
    blocks = [
        "# What no figure may fall below, in percent. `python eval/gate.py --raise` writes this file, upwards only."
    ]
    for bed in (b for b in BEDS if floors.get(b)):
        told = [(n, floors[bed][n]) for n in FIGURES if n in floors[bed]]
        lines = [f"{n} = {{ percent = {_percent(f.tenths)}, set = {f.day}, by = {json.dumps(f.by)} }}" for n, f in told]
        blocks.append("\n".join([f"[{bed}]", *lines]))
    return "\n\n".join(blocks) + "\n"


def raised(floors: Floors, measured: Mapping[str, Measured], day: str) -> Floors:
    """``floors`` brought up to what was measured, rounded down to whole percent. None comes down."""
    new = {bed: dict(rows) for bed, rows in floors.items()}
    for bed, got in measured.items():
        for name, figure in got.figures.items():
            tenths = None if figure.tenths is None else figure.tenths // 10 * 10
            old = new.get(bed, {}).get(name)
            if tenths is not None and (old is None or tenths > old.tenths):
                new.setdefault(bed, {})[name] = Floor(tenths, day, RAISE)
    return new


@dataclass(frozen=True, slots=True)
class Verdict:
    """One line of the table; ``word``: ok, BELOW, or new where no floor is set."""

    bed: str
    name: str
    figure: Figure
    floor: Floor | None
    word: str


def verdicts(measured: Mapping[str, Measured], floors: Floors) -> Iterator[Verdict]:
    """Every figure that was measured or has a floor. What a floor asks for and nothing was measured of is below it."""
    for bed, got in measured.items():
        pinned = {} if got.skipped else floors.get(bed, {})
        for name in FIGURES:
            figure, floor = got.figures.get(name, Figure()), pinned.get(name)
            if floor is not None:
                yield Verdict(bed, name, figure, floor, "ok" if (figure.tenths or 0) >= floor.tenths else "BELOW")
            elif figure.asked:
                yield Verdict(bed, name, figure, None, "new")


def table(measured: Mapping[str, Measured], lines: Iterable[Verdict]) -> str:
    """What is printed: one line a figure, and one for each bed that was skipped."""
    form = "{:9} {:20} {:>9} {:>10} {:>7}  {}"
    rows = [form.format("bed", "figure", "measured", "", "floor", "").rstrip()]
    for v in lines:
        counts = f"({v.figure.hits}/{v.figure.asked})"
        floor = "-" if v.floor is None else _percent(v.floor.tenths)
        rows.append(form.format(v.bed, v.name, _percent(v.figure.tenths), counts, floor, v.word))
    rows += [f"{bed:9} skipped: {got.skipped}" for bed, got in measured.items() if got.skipped]
    return "\n".join(rows) + "\n"


def misses_text(measured: Mapping[str, Measured]) -> str:
    """What was missed, by bed and figure."""
    told = ((FIGURES.index(m.figure), m, bed) for bed, got in measured.items() for m in got.misses)
    lines = []
    for _, m, bed in sorted(told, key=lambda t: (list(measured).index(t[2]), t[0], t[1])):
        lines.append(
            f"{bed} {m.figure} {m.file[:24]} {m.row}: “{m.quote[:110]}” wanted {m.wanted or '-'}; got {m.got or '-'}"
        )
    return "".join(line + "\n" for line in lines)


def main(
    arguments: Sequence[str], *, beds: Mapping[str, Callable[[], Measured]] = BEDS, floors_file: Path = FLOORS
) -> int:
    """0: no figure is below its floor; 1: one is; 2: the floors cannot be read."""
    from communique import settings

    parser = argparse.ArgumentParser(prog="eval/gate.py", description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--bed", action="append", choices=list(beds), help="only this bed (may be repeated)")
    parser.add_argument("--misses", action="store_true", help="tell what was missed as well")
    parser.add_argument("--raise", action="store_true", dest="lift", help="lift the floors to what was measured")
    options = parser.parse_args(arguments)
    try:
        floors = read_floors(floors_file)
    except BadFloors as error:
        sys.stderr.write(f"{error}\n")
        return 2
    measured = {name: beds[name]() for name in beds if name in (options.bed or beds)}
    lines = list(verdicts(measured, floors))
    sys.stdout.write((misses_text(measured) if options.misses else "") + table(measured, lines))
    if options.lift:
        text = floors_text(raised(floors, measured, settings.now()[:10]))
        floors_file.write_text(text, encoding="utf-8", newline="\n")
    return int(any(v.word == "BELOW" for v in lines))


def _exported(folder: Path, scratch: Path) -> Path:
    """An export of what is in ``folder``, from a record that is built for it under ``scratch``."""
    from communique import api
    from communique.views.exports import jsonl

    export = scratch / "export.jsonl"
    with api.create(scratch / "gate.record") as record:
        record.build([str(folder)])
        export.write_text("".join(line + "\n" for line in jsonl.lines(record)), encoding="utf-8", newline="\n")
    return export


def _lines(file: Path) -> Iterator[Row]:
    return map(json.loads, filter(str.strip, file.read_text(encoding="utf-8").split("\n")))


def _percent(tenths: int | None) -> str:
    return "-" if tenths is None else f"{tenths // 10}.{tenths % 10}"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
