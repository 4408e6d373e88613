"""`judge` and `judgements`: deciding without being asked, and what was decided."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from communique import settings
from communique.views.commands.session import (
    JsonOption,
    OutputOption,
    RecordOption,
    WidthOption,
    example,
    opened,
    record_path,
    screen,
    write,
    write_json,
)
from communique.views.deciding import Decided, decided
from communique.views.judgements import judgement_rows
from communique.views.render.judgements import said, show_judgements
from communique.views.render.plain import count, joined, plain

ByOption = Annotated[
    str | None, typer.Option("--by", metavar="NAME", help="Who judges; else COMMUNIQUE_BY.", show_default=False)
]
VERDICTS = "same, different, merge, split, wrong, right, withdrawn"

app = typer.Typer(
    name="judgements",
    invoke_without_command=True,
    help="What people decided, and how each decision stands; to and from files.",
    epilog=example("communique judgements", "communique judgements export -o mine.jsonl"),
)


def judge(
    verdict: Annotated[str, typer.Argument(metavar="VERDICT", help=f"One of: {VERDICTS}.")],
    ids: Annotated[list[str], typer.Argument(metavar="ID...", help="Claims, events, statements, contradictions.")],
    *,
    field: Annotated[
        str | None,
        typer.Option("--field", metavar="F", help="Only this field: date, place, who, whom, what, status..."),
    ] = None,
    value: Annotated[str | None, typer.Option("--value", metavar="V", help="What the field should say.")] = None,
    note: Annotated[str | None, typer.Option("--note", metavar="TEXT", help="Why, in your own words.")] = None,
    by: ByOption = None,
    record: RecordOption = None,
    as_json: JsonOption = False,
) -> None:
    """Decide something and merge again what it concerns. Judgements are only added: the latest counts.

    same, merge: the claims (or events) are one happening. different: they are not. split: the claims do not belong to
    their event. wrong: should not be there, or with --field: that field of it. right: is as it should be, or with
    --field and --value: has this value. withdrawn: a judgement (j-...) counts no more.
    """
    from communique import api

    with api.open(record_path(record)) as source:
        shape = decided(source, verdict, ids, by=who(by), field=field or "", value=value or "", note=note or "")
    write_json(shape) if as_json else write(decided_lines(shape))


def who(given: str | None) -> str:
    """Who judges: by the option, else by the environment; may be empty."""
    return given if given is not None else settings.load().by


def decided_lines(shape: Decided) -> list[str]:
    """What became of a judgement, for people."""
    row = shape["judgement"]
    lines = [f"{row['id']}: {said(row)} of {joined(row['subjects'], most=6)}, by {plain(row['by'])}"]
    if row["standing"] != "in force":
        lines.append(f"  {row['standing']}: {plain(row['why'])}")
    lines += [f"  overrules {o['id']} ({said(o)}, {plain(o['by'])}, {o['when'][:10]})" for o in shape["overrules"]]
    lines += [
        f"  now {e['id']}: {count(len(e['claims']), 'claim')} of {count(e['documents'], 'document')}"
        for e in shape["events"]
    ]
    if row["claims"] and not shape["events"]:
        lines.append("  now in no event")
    return lines


@app.callback()
def listed(
    context: typer.Context,
    record: RecordOption = None,
    as_json: JsonOption = False,
    width: WidthOption = None,
) -> None:
    """All judgements by time, each with its standing: in force, overruled, withdrawn or no longer applying, and why."""
    if context.invoked_subcommand is not None:
        return
    with opened(record) as source:
        shape = judgement_rows(source.standings())
    write_json(shape) if as_json else show_judgements(screen(width), shape)


@app.command("export", epilog=example("communique judgements export -o mine.jsonl"))
def export(record: RecordOption = None, output: OutputOption = None) -> None:
    """All judgements as JSON Lines, for another record of the same documents or for safe keeping."""
    with opened(record) as source:
        write(source.judgement_lines(), output)


@app.command("import", epilog=example("communique judgements import mine.jsonl --record other.record"))
def take_in(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="What judgements export wrote.")],
    record: RecordOption = None,
    as_json: JsonOption = False,
) -> None:
    """Take in judgements from a file; those that are there already change nothing. A wrong line, and none is taken."""
    from communique import api

    with api.open(record_path(record)) as source:
        new = source.import_judgements(file)
        standings = source.standings()
    lost = [s for s in standings if s.standing.value == "no longer applies"]
    if as_json:
        write_json({"new": new, "judgements": len(standings), "not_applying": judgement_rows(lost)})
        return
    lines = [f"{count(new, 'new judgement')}, {len(standings)} in the record"]
    if lost:
        lines.append(f"  {count(len(lost), 'does', 'do')} not apply here: communique judgements tells why")
    write(lines)
