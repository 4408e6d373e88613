"""`brief`, `show` and `compare`: one page on a pair of states, one thing down to its words, reports side by side."""

from __future__ import annotations

import io
from enum import StrEnum
from typing import Annotated

import typer

from communique import settings
from communique.errors import UsageError
from communique.views.brief import ALL, Brief, Limits, StateRef, brief, busiest_dyad, record_option
from communique.views.chain import show as chain_of
from communique.views.commands.session import (
    JsonOption,
    OutputOption,
    RecordOption,
    SinceOption,
    StatesArgument,
    UntilOption,
    WidthOption,
    opened,
    record_path,
    screen,
    state_refs,
    write,
    write_json,
)
from communique.views.comparison import compare
from communique.views.dates import parse_day
from communique.views.reader import Reader
from communique.views.render.brief_html import html
from communique.views.render.brief_markdown import markdown
from communique.views.render.brief_text import show_brief
from communique.views.render.chain_text import show_chain
from communique.views.render.comparison_text import show_comparison
from communique.views.render.screen import Screen


class BriefFormat(StrEnum):
    """What a brief can be printed as."""

    TEXT = "text"
    MD = "md"
    HTML = "html"
    JSON = "json"


def brief_command(
    states: StatesArgument = None,
    *,
    record: RecordOption = None,
    since: SinceOption = None,
    until: UntilOption = None,
    form: Annotated[BriefFormat, typer.Option("--format", help="What to print.")] = BriefFormat.TEXT,
    as_json: JsonOption = False,
    everything: Annotated[bool, typer.Option("--all", help="Leave nothing out, however long it gets.")] = False,
    output: OutputOption = None,
    width: WidthOption = None,
) -> None:
    """Two states in a page: timeline, statements, contradictions, open plans. Without states: the busiest pair."""
    named, first, last = state_refs(states), parse_day(since), parse_day(until, last=True)
    if first and last and last < first:
        raise UsageError(f"--until {until} lies before --since {since}", "change one of the two")
    form = BriefFormat.JSON if as_json else form
    with opened(record) as source:
        page = brief(
            source,
            named or _busiest(source),
            first,
            last,
            limits=ALL if everything or form is BriefFormat.JSON else Limits(),
            record_option=record_option(str(record_path(record)), str(settings.load().record)),
        )
    if form is BriefFormat.JSON:
        write_json(page, output)
    elif form is BriefFormat.TEXT and output is None:
        show_brief(screen(width), page)
    else:
        write([_as_text(page, form, width).rstrip("\n")], output)


def show_command(
    id: Annotated[str, typer.Argument(metavar="ID", help="An id as the lists print it, or a beginning of one.")],
    record: RecordOption = None,
    as_json: JsonOption = False,
    width: WidthOption = None,
) -> None:
    """One thing with its chain: an event down to the words of each report, a document with its parts, an actor."""
    with opened(record) as source:
        thing = chain_of(source, id)
    if as_json:
        write_json(thing)
    else:
        show_chain(screen(width), thing)


def compare_command(
    id: Annotated[str, typer.Argument(metavar="EVENT", help="An event's id, or a beginning of one.")],
    record: RecordOption = None,
    as_json: JsonOption = False,
    width: WidthOption = None,
) -> None:
    """The reports of one event side by side: what each says of every field, and what it has the two sides say."""
    with opened(record) as source:
        thing = compare(source, id)
    if as_json:
        write_json(thing)
    else:
        show_comparison(screen(width), thing)


def _as_text(page: Brief, form: BriefFormat, width: int | None) -> str:
    if form is BriefFormat.HTML:
        return html(page)
    if form is BriefFormat.MD:
        return markdown(page)
    held = io.StringIO()
    show_brief(Screen(held, width=width), page)
    return held.getvalue()


def _busiest(record: Reader) -> list[StateRef]:
    dyad = busiest_dyad(record)
    if dyad is None:
        raise UsageError("this record holds no event between two states", "name the states: communique brief RUS VNM")
    return state_refs(dyad)
