"""The lists as text: one row a line in a pipe, a table that fits on a terminal."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from rich.console import RenderableType

from communique.views.render import brief_text, sentences
from communique.views.render.plain import count, plain, shorten
from communique.views.render.screen import Screen, line, table, underlined
from communique.views.shapes import (
    ActorRow,
    ContradictionRow,
    DocumentRow,
    EventRow,
    FormatRow,
    HitRow,
    OutletRow,
    SkippedRow,
    SourceRow,
    StatementRow,
)


def show_events(screen: Screen, rows: list[EventRow]) -> None:
    """Print events: in a pipe one a line, the words of the report last; elsewhere as a timeline."""
    if not rows:
        screen.show(_none("events"))
    elif screen.endless:
        columns = [(name, "fixed") for name in ("when", "event", "reports", "id", "words")]
        screen.show(
            table(
                screen,
                columns,
                [[sentences.when(r), sentences.event_line(r), sentences.reports(r), r["id"], sentences.said(r)]
                 for r in rows],
            )
        )  # fmt: skip
    else:
        screen.show(*brief_text.timeline(screen, rows))


def show_statements(screen: Screen, rows: Sequence[StatementRow]) -> None:
    """Print statements, two lines each."""
    screen.show(*[part for row in rows for part in brief_text.statement(row)] or [_none("statements")])


def show_contradictions(screen: Screen, rows: Sequence[ContradictionRow]) -> None:
    """Print contradictions with their sides."""
    screen.show(*[part for row in rows for part in brief_text.contradiction(row)] or [_none("contradictions")])


def show_actors(screen: Screen, rows: Sequence[ActorRow]) -> None:
    """Print actors, most mentioned first."""
    columns = [("name", "text"), ("kind", "fixed"), ("state", "fixed"), ("office", "text"), ("docs", "fixed")]
    columns += [("named", "fixed"), ("id", "text")]
    cells = [
        [
            shorten(r["name"], 60),
            r["kind"],
            r["country"] or "",
            "; ".join(dict.fromkeys(shorten(o["position"], 40) for o in r["offices"])),
            str(r["documents"]),
            str(r["mentions"]),
            plain(r["id"]),
        ]
        for r in rows
    ]
    screen.show(table(screen, columns, cells) if cells else _none("actors"))


def show_sources(screen: Screen, rows: Sequence[SourceRow]) -> None:
    """Print sources, those with most documents first."""
    columns = [("name", "text"), ("state", "fixed"), ("kind", "fixed"), ("ownership", "fixed"), ("docs", "fixed")]
    cells = [[shorten(r["name"], 60), r["country"] or "", r["kind"], r["ownership"], str(r["documents"])] for r in rows]
    screen.show(table(screen, columns, cells) if cells else _none("sources"))


def show_formats(screen: Screen, rows: Sequence[FormatRow]) -> None:
    """Print the formats that are read."""
    cells = [[r["name"], r["what"], " ".join(r["suffixes"]) or "by its first bytes"] for r in rows]
    columns = [("format", "fixed"), ("what it is", "text"), ("files that end in", "text")]
    screen.show(table(screen, columns, cells))


def show_outlets(screen: Screen, rows: Sequence[OutletRow]) -> None:
    """Print known outlets by name."""
    columns = [("name", "text"), ("state", "fixed"), ("kind", "fixed"), ("ownership", "fixed"), ("addresses", "text")]
    columns += [("also called", "text")]
    cells = [
        [r["name"], r["country"] or "", r["kind"], r["ownership"], " ".join(r["domains"]), ", ".join(r["aliases"])]
        for r in rows
    ]
    screen.show(table(screen, columns, cells))


def show_documents(screen: Screen, rows: Sequence[DocumentRow]) -> None:
    """Print documents by day of publication and what that rests on; ``=`` before the day marks a near copy of another.

    The language stands there where not all are English.
    """
    columns = [("id", "fixed"), ("published", "fixed"), ("by", "fixed"), ("source", "text"), ("title", "text")]
    columns += [("claims", "fixed"), ("said", "fixed")]
    foreign = any(r["language"] != "en" for r in rows)
    columns += [("language", "fixed")] if foreign else []
    cells = [
        [
            r["id"],
            f"{'=' if r['copy_of'] else ''}{_day(r)}",
            "inferred" if r["written"] else r["published_basis"],
            shorten(r["source"] or r["uri"].rsplit("/", 1)[-1], 40),
            shorten(r["title"], 100),
            str(r["claims"]),
            str(r["statements"]),
            *([plain(r["language"])] if foreign else []),
        ]
        for r in rows
    ]
    screen.show(table(screen, columns, cells) if cells else _none("documents"))


def _day(row: DocumentRow) -> str:
    if row["published"]:
        return row["published"]
    return row["written"]["shown"].removesuffix(" (inferred)") if row["written"] else "undated"


def show_skipped(screen: Screen, rows: Sequence[SkippedRow]) -> None:
    """Print what was not read, and why."""
    if not rows:
        screen.show(line("Nothing was skipped."))
        return
    cells = [[r["reason"], plain(r["uri"]), shorten(r["detail"], 120)] for r in rows]
    columns = [("reason", "fixed"), ("address", "text"), ("detail", "text")]
    screen.show(table(screen, columns, cells))
    if not screen.endless:  # rows that are counted by another program stay rows alone
        screen.show(line(f"{len(rows)} skipped: {reasons(rows)}"))


def reasons(rows: Sequence[SkippedRow]) -> str:
    """How many were skipped for which reason: "empty 2, format 11"."""
    return ", ".join(f"{reason} {number}" for reason, number in sorted(Counter(r["reason"] for r in rows).items()))


def show_hits(screen: Screen, rows: Sequence[HitRow]) -> None:
    """Print search answers: what, where, and the words around the match with the match underlined."""
    parts: list[RenderableType] = []
    for row in rows:
        parts.append(line(f"{row['kind']} {row['id']} · {shorten(row['title'], 80) or row['document']}"))
        parts.append(underlined(screen, row["excerpt"], row["marks"], indent=4))
    screen.show(*parts or [line("Nothing found.")])


def _none(noun: str) -> RenderableType:
    return line(f"No {noun} found ({count(0, 'row')}).")
