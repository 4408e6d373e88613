"""The lists: events, statements, contradictions, actors, sources, documents, and search."""

from __future__ import annotations

from typing import Annotated

import typer

from communique.errors import UsageError
from communique.model.records import ContradictionKind
from communique.model.values import ActorKind
from communique.views import rows
from communique.views.actors import actor_rows
from communique.views.commands.session import (
    JsonOption,
    RecordOption,
    SinceOption,
    StatesArgument,
    UntilOption,
    WidthOption,
    codes_of,
    opened,
    record_path,
    screen,
    state_refs,
    write,
    write_json,
)
from communique.views.dates import parse_day
from communique.views.events import event_rows
from communique.views.render import lists
from communique.views.render.source_text import show_source
from communique.views.sources import source_page

_TYPES = tuple(kind.value for kind in ContradictionKind)


def events(
    states: StatesArgument = None,
    *,
    record: RecordOption = None,
    since: SinceOption = None,
    until: UntilOption = None,
    event: Annotated[
        str | None, typer.Option("--event", metavar="TYPE", help="One PLOVER event: CONSULT, AGREE, ACCUSE.")
    ] = None,
    form: Annotated[
        str | None, typer.Option("--form", metavar="FORM", help="One form: visit, meeting, agreement, vote.")
    ] = None,
    status: Annotated[
        str | None, typer.Option("--status", metavar="STATUS", help="One status: actual, planned, denied.")
    ] = None,
    as_json: JsonOption = False,
    width: WidthOption = None,
) -> None:
    """Events in the order of their days, the undated last."""
    named, first, last = state_refs(states), parse_day(since), parse_day(until, last=True)
    with opened(record) as source:
        found = source.events(
            states=codes_of(named),
            since=first,
            until=last,
            event=event,
            form=form,
            status=status,
        )
        shape = event_rows(source, found)
    if as_json:
        write_json(shape)
    else:
        lists.show_events(screen(width), shape)


def statements(
    states: StatesArgument = None,
    *,
    record: RecordOption = None,
    document: Annotated[
        str | None, typer.Option("--document", metavar="ID", help="Only those of one document.")
    ] = None,
    as_json: JsonOption = False,
    width: WidthOption = None,
) -> None:
    """Statements, strongest first, each with the way it came: publishing source, agencies, speaker."""
    named = state_refs(states)
    with opened(record) as source:
        codes = codes_of(named)
        shape = rows.statement_rows(source, source.statements(document=document, states=codes), codes)
    if as_json:
        write_json(shape)
    else:
        lists.show_statements(screen(width), shape)


def contradictions(
    states: StatesArgument = None,
    *,
    kind: Annotated[
        str | None, typer.Option("--type", metavar="TYPE", help="One kind: contradiction, update, scope.")
    ] = None,
    field: Annotated[
        str | None, typer.Option("--field", metavar="FIELD", help="One field: date, place, status, quantity, ...")
    ] = None,
    record: RecordOption = None,
    as_json: JsonOption = False,
    width: WidthOption = None,
) -> None:
    """Where reports do not agree: each value with those who say it."""
    named = state_refs(states)
    if kind is not None and kind not in _TYPES:
        raise UsageError(f"there is no type {kind}", f"one of: {', '.join(_TYPES)}")
    with opened(record) as source:
        found = [
            x
            for x in source.contradictions(states=codes_of(named))
            if kind in (None, x.kind.value) and field in (None, x.field, x.field.partition(":")[0])
        ]
        shape = rows.contradiction_rows(source, found)
    if as_json:
        write_json(shape)
    else:
        lists.show_contradictions(screen(width), shape)


def actors(
    states: StatesArgument = None,
    *,
    record: RecordOption = None,
    kind: Annotated[
        str | None, typer.Option("--kind", metavar="KIND", help="One kind: person, state, organisation, armed-group.")
    ] = None,
    as_json: JsonOption = False,
    width: WidthOption = None,
) -> None:
    """Actors, most often named first, with the offices they hold."""
    codes = codes_of(state_refs(states))
    kinds = [str(k) for k in ActorKind]
    if kind is not None and kind not in kinds:
        raise UsageError(f"there is no kind {kind}", f"one of: {', '.join(kinds)}")
    with opened(record) as source:
        wanted = [
            a for a in source.actors() if (not codes or a.country in codes) and (kind is None or a.kind.value == kind)
        ]
        shape = actor_rows(wanted)
    if as_json:
        write_json(shape)
    else:
        lists.show_actors(screen(width), shape)


def sources(
    name: Annotated[
        str | None, typer.Argument(metavar="[NAME]", help="One source: its name, or a part that no other has.")
    ] = None,
    *,
    record: RecordOption = None,
    known: Annotated[bool, typer.Option("--known", help="The outlets and agencies that are known instead.")] = False,
    formats: Annotated[bool, typer.Option("--formats", help="The formats that are read instead.")] = False,
    as_json: JsonOption = False,
    width: WidthOption = None,
) -> None:
    """Sources of the record, and the formats that are read; of one source whom it quotes and what it leaves out."""
    from communique import api

    if name is not None:
        if known or formats:
            raise UsageError("--known and --formats are not of one source", f"communique sources {name}")
        with opened(record) as held_by:
            page = source_page(held_by, name)
        write_json(page) if as_json else show_source(screen(width), page)
        return
    outlets, read = rows.outlet_rows(api.all_outlets()), rows.format_rows(api.all_formats())
    if known:
        write_json(outlets) if as_json else lists.show_outlets(screen(width), outlets)
        return
    if formats:
        write_json(read) if as_json else lists.show_formats(screen(width), read)
        return
    held = None
    if record is not None or record_path(None).exists():  # what can be read is told before there is a record, too
        with opened(record) as source:
            held = rows.source_rows(source.sources())
    if as_json:
        write_json(held or [])
        return
    if held is not None:
        lists.show_sources(screen(width), held)
        write([""])
    lists.show_formats(screen(width), read)
    write([f"{len(outlets)} outlets and agencies are known by name and address: communique sources --known"])


def documents(
    record: RecordOption = None,
    skipped: Annotated[bool, typer.Option("--skipped", help="What was not read instead, and why.")] = False,
    as_json: JsonOption = False,
    width: WidthOption = None,
) -> None:
    """Documents by day of publication, with how many claims and statements each gave."""
    with opened(record) as source:
        if skipped:
            left = rows.skipped_rows(source.skipped())
            write_json(left) if as_json else lists.show_skipped(screen(width), left)
            return
        shape = rows.document_rows(source, source.documents())
    if as_json:
        write_json(shape)
    else:
        lists.show_documents(screen(width), shape)


def search(
    words: Annotated[list[str], typer.Argument(metavar="WORDS...", help="Words that must all stand in the text.")],
    record: RecordOption = None,
    limit: Annotated[int, typer.Option("--limit", metavar="N", min=1, help="How many answers at most.")] = 20,
    as_json: JsonOption = False,
    width: WidthOption = None,
) -> None:
    """Full text over documents and statements, best first."""
    with opened(record) as source:
        shape = rows.hit_rows(source, source.search(" ".join(words), limit=limit))
    if as_json:
        write_json(shape)
    else:
        lists.show_hits(screen(width), shape)
