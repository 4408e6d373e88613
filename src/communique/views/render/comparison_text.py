"""`compare EVENT` as text: a table where the reports fit beside each other, else the values with who says them."""

from __future__ import annotations

from rich.console import RenderableType

from communique.views.comparison import ComparedField, ComparedPart, Comparison, ReportRow
from communique.views.render import brief_text, sentences
from communique.views.render.plain import count, shorten
from communique.views.render.screen import Screen, heading, line, table, title

_BESIDE = 4  # reports that stand beside each other
_MOST = 6  # statements of one report
_MARKS = {**sentences.TYPE_MARKS, "precision": "~"}
_WORDS = {
    "contradiction": "they differ",
    "update": "a later figure",
    "scope": "a different scope",
    "precision": "told more or less exactly",
}
_FIELDS = {"sources": "who", "targets": "whom", "kind": "what", "since": "previous"}


def show_comparison(screen: Screen, thing: Comparison) -> None:
    """Print the reports of an event side by side."""
    row, reports = thing["row"], thing["reports"]
    parts: list[RenderableType] = [
        title(f"Event {row['id']}: {count(len(reports), 'report')}"),
        line(f"{sentences.when(row)} · {sentences.event_line(row)}", indent=2),
    ]
    if thing["fields"]:
        parts += [heading("Field by field", _legend(thing["fields"])), *_fields(screen, thing["fields"], reports)]
    if thing["parts"]:
        parts += [heading("Its parts", "and which report tells them"), *_parts(screen, thing["parts"], reports)]
    parts.append(heading("What the two sides say"))
    for report in reports:
        parts.append(line(_head(report), "bold", indent=2))
        for statement in report["statements"][:_MOST]:
            parts += brief_text.statement(statement)
        left = len(report["statements"]) - _MOST
        if left > 0:
            parts.append(line(f"and {left} more: communique show {report['document']}", "dim", indent=4))
        elif not report["statements"]:
            parts.append(line("no statement of theirs", "dim", indent=4))
    screen.show(*parts)


def _fields(screen: Screen, fields: list[ComparedField], reports: list[ReportRow]) -> list[RenderableType]:
    if len(reports) <= _BESIDE:
        columns = [("field", "fixed"), *((r["source"], "text") for r in reports)]
        return [table(screen, columns, [[_name(f), *(_cell(v) for v in f["values"])] for f in fields])]
    lines: list[RenderableType] = []
    for field in fields:
        by_value: dict[str, list[str]] = {}
        for report, values in zip(reports, field["values"], strict=True):
            by_value.setdefault(_cell(values), []).append(report["source"])
        lines.append(line(_name(field), "bold", indent=2))
        lines += [line(f"{value}: {', '.join(dict.fromkeys(who))}", indent=4) for value, who in by_value.items()]
    return lines


def _legend(fields: list[ComparedField]) -> str:
    """Only of the marks that are there."""
    there = {f["differ"] for f in fields}
    return ", ".join(f"{_MARKS[kind]} {words}" for kind, words in _WORDS.items() if kind in there)


def _parts(screen: Screen, parts: list[ComparedPart], reports: list[ReportRow]) -> list[RenderableType]:
    if len(reports) <= _BESIDE:
        columns = [("part", "text"), *((r["source"], "fixed") for r in reports)]
        cells = [[sentences.event_line(p["event"]), *("told" if t else "–" for t in p["told"])] for p in parts]
        return [table(screen, columns, cells)]
    lines = []
    for part in parts:
        tellers = [r["source"] for r, told in zip(reports, part["told"], strict=True) if told]
        lines.append(line(f"{sentences.event_line(part['event'])}: {', '.join(dict.fromkeys(tellers))}", indent=2))
    return lines


def _name(field: ComparedField) -> str:
    return f"{_FIELDS.get(field['field'], field['field'])} {_MARKS.get(field['differ'], '')}".rstrip()


def _cell(values: list[str]) -> str:
    return shorten("; ".join(values), 80) if values else "–"


def _head(report: ReportRow) -> str:
    side = f", of {report['side']}" if report["side"] else ""
    origin = f", from {report['origin']}" if report["origin"] != report["source"] else ""
    return f"{report['source']}{side}{origin} · {report['published'] or 'undated'} · {report['document']}"
