"""The command line: parses, runs, and turns what goes wrong into one clear line and an exit code.

Exit codes: 0 done, 1 a fault of the program (of `diff`: the records differ), 2 wrong arguments, 3 to 12 as in `errors`,
130 after Ctrl-C, 141 when the reader of a pipe has gone.
"""

from __future__ import annotations

import io
import json
import sys
from collections.abc import Callable, Sequence
from typing import Annotated, Any

import typer

import communique
from communique.errors import RunError
from communique.views.commands import (
    bench,
    bench_coreference,
    build,
    diff,
    export,
    judging,
    lists,
    offices,
    pages,
    review,
    serve,
)
from communique.views.commands.session import ClosedPipe, example, silence_output
from communique.views.render.plain import plain

PIPE_CLOSED = 141  # what a shell reports of a program that SIGPIPE ended

app = typer.Typer(
    name="communique",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
    help="Reads news about relations between states and keeps the record: who did what to whom, and who says so.",
    epilog=example("communique demo", "communique build articles/", "communique brief RUS VNM"),
)

COMMANDS: tuple[tuple[str, Callable[..., None], str], ...] = (
    ("demo", build.demo, example("communique demo")),
    (
        "build",
        build.build,
        example(
            "communique build articles/",
            "communique build --source TASS --published 2022-07-06 talks.txt",
            "communique build news.jsonl.gz crawl.warc.gz --workers 2",
            "communique build table.csv --column text=body --column published=day",
            "communique build https://news.example/world/rss.xml",
        ),
    ),
    (
        "brief",
        pages.brief_command,
        example("communique brief RUS VNM --since 2021", "communique brief France Mali --format html -o page.html"),
    ),
    (
        "events",
        lists.events,
        example("communique events RUS VNM --form visit", "communique events IRN --event ACCUSE --json"),
    ),
    ("statements", lists.statements, example("communique statements RUS VNM", "communique statements IRN --json")),
    (
        "contradictions",
        lists.contradictions,
        example("communique contradictions RUS VNM --type contradiction --field date"),
    ),
    ("actors", lists.actors, example("communique actors", "communique actors RUS --kind person")),
    (
        "offices",
        offices.offices,
        example(
            "communique offices RUS --on 2021-09-28",
            "communique offices --use mine.csv",
            "communique offices --disputed",
        ),
    ),
    ("sources", lists.sources, example("communique sources", "communique sources TASS", "communique sources --known")),
    ("documents", lists.documents, example("communique documents", "communique documents --skipped")),
    ("compare", pages.compare_command, example("communique compare e-3fa2", "communique compare e-3fa2 --json")),
    ("show", pages.show_command, example("communique show e-3fa2", "communique show d-81b0c4 --json")),
    ("search", lists.search, example("communique search strategic partnership", "communique search --limit 5 vaccine")),
    (
        "review",
        review.review,
        example("communique review --by ana", "communique review --list --limit 5", "communique review --accuracy"),
    ),
    (
        "judge",
        judging.judge,
        example(
            "communique judge merge e-3fa2 e-91c0 --by ana",
            "communique judge split e-3fa2 c-77aa --by ana",
            "communique judge right e-3fa2 --field date --value 2023-10-11 --by ana",
            'communique judge wrong c-77aa --field place --note "the city of the dateline" --by ana',
            "communique judge withdrawn j-5e02 --by ana",
        ),
    ),
    (
        "serve",
        serve.serve,
        example(
            "communique serve",
            "communique serve --record talks.record --port 8500",
            "communique serve --host 0.0.0.0 --token",
        ),
    ),
    (
        "diff",
        diff.diff,
        example("communique diff monday.record tuesday.record", "communique diff a.record b.record --json"),
    ),
    (
        "export",
        export.export,
        example("communique export --format jsonl -o record.jsonl", "communique export | head -3"),
    ),
)
for _name, _function, _epilog in COMMANDS:
    app.command(_name, epilog=_epilog)(_function)
app.add_typer(judging.app)
bench.app.command("coreference", epilog=bench_coreference.EXAMPLE)(bench_coreference.coreference)
app.add_typer(bench.app)


def _version(asked: bool) -> None:
    if asked:
        typer.echo(f"communique {communique.__version__}")
        raise typer.Exit


@app.callback()
def _root(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version and stop.")
    ] = False,
) -> None:
    """Nothing to do before a command."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line and give its exit code; never raises for what users can cause.

    Args:
        arguments: without the program's name; by default those of this process.
    """
    given = list(sys.argv[1:] if arguments is None else arguments)
    as_json = "--json" in given
    _settle_encodings()
    try:
        code = app(given, prog_name="communique", standalone_mode=False)
        sys.stdout.flush()
    except (ClosedPipe, BrokenPipeError):
        silence_output()
        return PIPE_CLOSED
    except RunError as error:
        return _fail(error.what, error.hint, error.exit_code, error.details, as_json=as_json)
    except typer.TyperException as error:
        return _fail(_sentence(error.format_message()), _help_hint(error), error.exit_code, as_json=as_json)
    except (KeyboardInterrupt, typer.Abort):
        return 130
    return code if isinstance(code, int) else 0


def _fail(what: str, hint: str, code: int, details: Sequence[str] = (), *, as_json: bool) -> int:
    if as_json:
        told = {"error": what, "hint": hint, "exit_code": code} | ({"details": list(details)} if details else {})
        text = json.dumps(told, ensure_ascii=False)
    else:
        lines = [
            f"error: {plain(what)}",
            *(f"  {plain(d)}" for d in details),
            *([f"hint: {plain(hint)}"] if hint else []),
        ]
        text = "\n".join(lines)
    sys.stderr.write(f"{text}\n")
    return code


def _sentence(message: str) -> str:
    """The parser's message in the voice of ours: no capital, no full stop."""
    line = plain(message).rstrip(".")
    return line[:1].lower() + line[1:]


def _help_hint(error: typer.TyperException) -> str:
    context: Any = getattr(error, "ctx", None)
    return f"see {context.command_path if context else 'communique'} --help"


def _settle_encodings() -> None:
    """UTF-8 whatever the locale says, and no crash over a character that cannot be written."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="replace")


if __name__ == "__main__":
    sys.exit(main())
