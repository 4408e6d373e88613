"""`build` and `demo`: making a record."""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from communique import settings
from communique.errors import UsageError
from communique.views.brief import StateRef, brief, busiest_dyad, record_option
from communique.views.commands.session import (
    JsonOption,
    RecordOption,
    WidthOption,
    record_path,
    screen,
    write,
    write_json,
)
from communique.views.dates import parse_day
from communique.views.render.brief_text import show_brief
from communique.views.render.lists import reasons
from communique.views.render.plain import count, plain, shorten
from communique.views.render.progress import progress
from communique.views.render.stop import stopping
from communique.views.rows import skipped_rows

if TYPE_CHECKING:
    from communique.api import BuildReport

DEMO_RECORD = "demo.record"
_SKIPPED_SHOWN = 10
_SINGULAR = {"copies": "copy", "skipped": "skipped"}
_REASONS_FROM = 3  # so many skipped items are told by reason first


def build(
    paths: Annotated[
        list[str],
        typer.Argument(metavar="PATH|URL...", help="Files, folders, and addresses of pages, feeds and site maps."),
    ],
    *,
    record: RecordOption = None,
    source: Annotated[
        str | None, typer.Option("--source", metavar="NAME", help="Who published them, where the texts do not say.")
    ] = None,
    published: Annotated[
        str | None, typer.Option("--published", metavar="DATE", help="When they were published: 2022-07-05.")
    ] = None,
    column: Annotated[
        list[str] | None,
        typer.Option("--column", metavar="FIELD=NAME", help="What a table calls text, title, uri, source, published."),
    ] = None,
    follow: Annotated[
        bool, typer.Option("--follow", help="Fetch the pages that feeds and site maps in files name.")
    ] = False,
    private: Annotated[
        bool, typer.Option("--allow-private", help="Allow addresses of this machine and of private networks.")
    ] = False,
    workers: Annotated[int, typer.Option("--workers", metavar="N", min=1, help="Processes that read.")] = 1,
    offices: Annotated[
        Path | None, typer.Option("--offices", metavar="FILE", help="Your own table of offices; see `offices`.")
    ] = None,
    as_json: JsonOption = False,
) -> None:
    """Read articles into the record; what it already holds is not read again. See `sources` for the formats."""
    file = record_path(record)
    report = run_build(
        file,
        paths,
        source=source,
        published=parse_day(published, last=False),
        columns=_columns(column or ()),
        follow=follow,
        private=private,
        workers=workers,
        offices=offices,
    )
    if as_json:
        write_json(report_shape(report, file))
        return
    lines = report_lines(report)
    if report.counts.get("events"):
        option = record_option(str(file), settings.DEFAULT_RECORD)
        lines.append(f"next: communique brief{option}")
    write(lines)


def demo(record: RecordOption = None, width: WidthOption = None) -> None:
    """Build a record from the shipped sample, offline, and print the brief of its busiest pair of states."""
    from communique import api

    file = record or demo_path()
    report = run_build(file, sample_articles())
    write([*report_lines(report), f"record: {file}", ""])
    with api.open(file) as opened:
        dyad = busiest_dyad(opened)
        if dyad is None:
            raise UsageError("the sample holds no event between two states", "the installation is damaged: reinstall")
        names = {s.code: s.name for s in api.all_states()}
        states = [StateRef(code=code, name=names.get(code, code)) for code in dyad]
        option = record_option(str(file), str(settings.load().record))
        show_brief(screen(width), brief(opened, states, record_option=option))


def sample_articles() -> list[str]:
    """The articles of the shipped sample, and not what is told about them; seen from here where they lie below."""
    folder, here = settings.sample_folder(), Path.cwd()
    shown = folder.relative_to(here) if folder.is_relative_to(here) else folder
    return [str(file) for file in sorted(shown.iterdir()) if file.suffix in (".txt", ".html")]


def demo_path() -> Path:
    """Where the demo keeps its record: here, so that the commands it suggests work; else in a temporary folder."""
    here = Path(DEMO_RECORD)
    try:
        with tempfile.TemporaryFile(dir=Path()):
            return here
    except OSError:
        return Path(tempfile.mkdtemp(prefix="communique-")) / DEMO_RECORD


def _columns(named: Sequence[str]) -> dict[str, str]:
    """``text=body`` as field to column.

    Raises:
        UsageError: no ``=`` in it.
    """
    found = {}
    for pair in named:
        field, mark, name = pair.partition("=")
        if not mark or not name.strip():
            raise UsageError(f"--column {pair} names no column", "write --column text=body")
        found[field.strip().lower()] = name.strip()
    return found


def run_build(file: Path, paths: list[str], **options: Any) -> BuildReport:
    """Build into ``file``, which is made when it is not there, showing progress on a terminal.

    Args:
        file: the record.
        paths: what to read.
        options: as `api.Record.build` takes them.

    Raises:
        typer.Exit: 130 after Ctrl-C; what was read until then is kept.
    """
    try:
        with progress(sys.stderr, colour=settings.load().colour) as watch, stopping(watch) as step:
            from communique import api

            with api.create(file) as record:
                return record.build(paths, progress=step, **options)
    except KeyboardInterrupt:
        again = "what was read is kept, the same command goes on from there"
        sys.stderr.write(f"stopped: {again} ({plain(str(file))})\n")
        raise typer.Exit(130) from None


def report_lines(report: BuildReport) -> list[str]:
    """What a build did, for people."""
    done = [count(report.read, "document") + " read"]
    for number, what in ((report.unchanged, "unchanged"), (report.replaced, "replaced"), (report.reread, "read again")):
        done += [f"{number} {what}"] if number else []
    done += [f"{len(report.skipped)} skipped"] if report.skipped else []
    lines = [", ".join(done)]
    shown = skipped_rows(report.skipped)
    if len(shown) >= _REASONS_FROM:
        lines.append(f"  skipped by reason: {reasons(shown)}")
    lines += [
        f"  skipped {shorten(r['uri'], 100)}: {r['reason']}, {shorten(r['detail'], 120)}"
        for r in shown[:_SKIPPED_SHOWN]
    ]
    if len(shown) > _SKIPPED_SHOWN:
        lines.append(f"  and {len(shown) - _SKIPPED_SHOWN} more: communique documents --skipped")
    held = ", ".join(
        count(number, _SINGULAR.get(name, name[:-1]), name) for name, number in report.counts.items() if number
    )
    lines.append(
        f"new: {count(report.new_claims, 'claim')}, {count(report.new_statements, 'statement')}; in the record: {held}"
    )
    if lost := report.judgements_lost:
        told = f"{count(lost, 'judgement')} no longer {'applies' if lost == 1 else 'apply'}"
        lines.append(f"{told}: communique judgements tells why")
    others = {code: n for code, n in report.languages.items() if code != "en"}
    if others:
        told = ", ".join(
            f"{plain(code)} {n}" for code, n in sorted(others.items(), key=lambda pair: (-pair[1], pair[0]))
        )
        lines.append(f"not English, kept for search but not coded: {count(sum(others.values()), 'document')} ({told})")
    return lines


def report_shape(report: BuildReport, file: Path) -> dict[str, Any]:
    """What a build did, for scripts."""
    return {
        "record": str(file),
        "read": report.read,
        "unchanged": report.unchanged,
        "replaced": report.replaced,
        "reread": report.reread,
        "skipped": skipped_rows(report.skipped),
        "new_claims": report.new_claims,
        "new_statements": report.new_statements,
        "counts": dict(report.counts),
        "languages": dict(report.languages),
        "judgements_lost": report.judgements_lost,
    }
