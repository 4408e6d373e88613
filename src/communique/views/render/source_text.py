"""`sources NAME` as text: one source, each count with what it is counted in."""

from __future__ import annotations

from collections.abc import Sequence

from rich.console import RenderableType

from communique.views.render import sentences
from communique.views.render.plain import count, joined, plain, shorten
from communique.views.render.screen import Screen, heading, line, table, title
from communique.views.sources import CountRow, DisputeRow, FirstRow, ShareRow, SourcePage, UnquotedRow

_MOST = 12  # rows of a list; --json has all
_VALUE = 80


def show_source(screen: Screen, page: SourcePage) -> None:
    """Print one source."""
    parts = [*_head(page), *_covers(page), *_quotes(screen, page), *_whose(page), *_first(page["first"])]
    screen.show(*parts, *_differs(page), *_leaves_out(page))


def _head(page: SourcePage) -> list[RenderableType]:
    row = page["row"]
    known = [row["country"] or "", row["kind"], f"owned: {row['ownership']}" if row["ownership"] != "unknown" else ""]
    days = f", {page['start']} to {page['end']}" if page["start"] else ""
    told = f"{page['documents']} of the record’s {count(page['all_documents'], 'document')}{days}"
    aside = [f"{page['undated']} undated"] if page["undated"] else []
    aside += [f"{page['copies']} nearly the same as another’s"] if page["copies"] else []
    parts = [
        title(plain(row["name"])),
        line(" · ".join(plain(k) for k in [*known, row["id"]] if k), "dim", indent=2),
        line("; ".join([told, *aside]), indent=2),
    ]
    if page["few"]:
        parts.append(line("A small sample: these counts tell of these documents, not of the source.", indent=2))
    return parts


def _covers(page: SourcePage) -> list[RenderableType]:
    parts: list[RenderableType] = [heading("Covers", f"{page['events']} of {count(page['all_events'], 'event')}")]
    rows = [line(f"{'–'.join(d['states'])}: {count(d['events'], 'event')}", indent=2) for d in page["dyads"]]
    return [*parts, *_cut(rows)] if rows else [*parts, line("no event between two states", "dim", indent=2)]


def _quotes(screen: Screen, page: SourcePage) -> list[RenderableType]:
    note = count(page["statements"], "statement")
    note += f", {page['unnamed']} of them of nobody named" if page["unnamed"] else ""
    parts: list[RenderableType] = [heading("Quotes", note)]
    for name, rows in (("by state", page["quoted_states"]), ("by sector", page["quoted_sectors"])):
        if rows:
            parts.append(line(f"{name}: {_counts(rows)}", indent=2))
    if page["quoted"]:
        cells = [
            [plain(q["name"]), q["country"] or "", q["sector"] or "", str(q["statements"]), str(q["documents"])]
            for q in page["quoted"][:_MOST]
        ]
        columns = [
            ("who", "text"),
            ("of", "fixed"),
            ("sector", "fixed"),
            ("statements", "fixed"),
            ("documents", "fixed"),
        ]
        parts.append(table(screen, columns, cells))
        parts += _more(len(page["quoted"]))
    if page["unquoted"]:
        parts.append(heading("Never quotes", "and others do, at events that it tells"))
        parts += _cut([line(_unquoted(row), indent=2) for row in page["unquoted"]])
    return parts


def _counts(rows: Sequence[CountRow]) -> str:
    return ", ".join(f"{r['name']} {r['count']}" for r in rows)


def _unquoted(row: UnquotedRow) -> str:
    of = f"{'–'.join(row['states'])} {'event' if row['of'] == 1 else 'events'}"
    return f"anybody of {row['country']}; {joined(row['sources'])} at {row['events']} of its {row['of']} {of}"


def _whose(page: SourcePage) -> list[RenderableType]:
    if not page["shares"]:
        return []
    parts: list[RenderableType] = [heading("Whose reports", f"of its {count(page['events'], 'event')}")]
    return [*parts, *_cut([line(_share(row, page), indent=2) for row in page["shares"]])]


def _share(row: ShareRow, page: SourcePage) -> str:
    rate = "" if page["few"] else f" ({row['events'] / page['events']:.0%})"
    whose = "its own" if row["own"] else f"from {plain(row['name'])}"
    if row["own"] and row["name"] != page["row"]["name"]:
        whose = f"its own, as {plain(row['name'])}"
    return f"{whose}: {row['events']}{rate}"


def _first(row: FirstRow) -> list[RenderableType]:
    if not row["of"]:
        return [heading("First"), line("no event of its own is told by others too", "dim", indent=2)]
    told = f"first with {row['first']}, on the same day as the first with {row['same_day']}, later with {row['later']}"
    told += f", of unknown order {row['unknown']}" if row["unknown"] else ""
    return [heading("First", f"of {count(row['of'], 'event')} that others tell too"), line(told, indent=2)]


def _differs(page: SourcePage) -> list[RenderableType]:
    if not page["disputes"]:
        return [heading("Differs"), line("no contradiction with others", "dim", indent=2)]
    note = f"{count(len(page['disputes']), 'contradiction')} in {page['disputed']} of {page['first']['of']} such events"
    return [heading("Differs", note), *_cut([line(_dispute(d), indent=2) for d in page["disputes"]])]


def _dispute(row: DisputeRow) -> str:
    own = ", ".join(shorten(v, _VALUE) for v in row["own"])
    others = "; ".join(f"{shorten(o['value'], _VALUE)}, says {joined(o['sources'])}" for o in row["others"])
    return f"{plain(row['subject'])}: {plain(row['field'])}: {own}; {others} ({row['id']})"


def _leaves_out(page: SourcePage) -> list[RenderableType]:
    note = "what at least two independent origins have of events that it tells"
    parts: list[RenderableType] = [heading("Leaves out", note)]
    rows: list[RenderableType] = [
        line(
            f"{plain(f['field'])} {shorten(f['value'], _VALUE)} ({count(f['origins'], 'origin')}) of "
            f"{sentences.when(f['event'])} {sentences.event_line(f['event'])} ({f['event']['id']})",
            indent=2,
        )
        for f in page["left_fields"]
    ]
    rows += [
        line(
            f"{sentences.when(e['event'])} {sentences.event_line(e['event'])} ({e['event']['id']}; "
            f"{count(e['origins'], 'origin')}), beside {e['within']}",
            indent=2,
        )
        for e in page["left_events"]
    ]
    return [*parts, *_cut(rows)] if rows else [*parts, line("nothing of that kind", "dim", indent=2)]


def _cut(rows: list[RenderableType]) -> list[RenderableType]:
    return [*rows[:_MOST], *_more(len(rows))]


def _more(number: int) -> list[RenderableType]:
    return [line(f"and {number - _MOST} more: --json has all", "dim", indent=2)] if number > _MOST else []
