"""The brief as text."""

from __future__ import annotations

from collections.abc import Sequence

from rich.console import RenderableType

from communique.views.brief import Brief
from communique.views.render import sentences
from communique.views.render.plain import pair, plain, shorten
from communique.views.render.screen import Screen, columns, heading, line, title
from communique.views.shapes import ContradictionRow, EventRow, StatementRow

_SHORT_ID = 8  # "e-" and six digits: `show` takes any beginning that is the only one of its kind


def show_brief(screen: Screen, page: Brief) -> None:
    """Print a brief."""
    codes = " ".join(s["code"] for s in page["states"]) + page["record_option"]
    left = page["left_out"]
    events = f"communique events {codes}"
    parts: list[RenderableType] = [*_head(page)]
    note = "reports/independent origins, ≠ they differ, ~ day inferred"
    if page["timeline"]:
        parts += [heading("Timeline", note), *timeline(screen, page["timeline"]), *_more(left["timeline"], events)]
    if page["undated"]:
        parts += [heading("Undated"), *timeline(screen, page["undated"], dated=False), *_more(left["undated"], events)]
    if page["others"]:
        parts.append(heading("With others", "together, or with third parties on either side"))
        parts += [*timeline(screen, page["others"]), *_more(left["others"], events)]
    if away := sentences.hypothetical(page):
        parts += ["", line(away, "dim")]
    if page["statements"]:
        parts.append(heading("Statements", "their own first, then verbatim before reported, newest first"))
        parts += [p for row in page["statements"] for p in statement(row)]
        parts += _more(left["statements"], f"communique statements {codes}")
    number = len(page["contradictions"]) + left["contradictions"]
    parts.append(heading(f"Contradictions ({number})", "≠ reports differ, ↻ a later figure, ⊂ a different scope"))
    parts += [p for row in page["contradictions"] for p in contradiction(row)] or [line("none found", indent=2)]
    parts += _more(left["contradictions"], f"communique contradictions {codes}")
    parts.append(heading(f"Open plans ({len(page['plans'])})", "announced, and nothing more known"))
    parts += timeline(screen, page["plans"]) if page["plans"] else [line("none found", indent=2)]
    if page["next"]:
        parts.append(heading("Next"))
        parts += steps(page)
    screen.show(*parts)


def _head(page: Brief) -> list[RenderableType]:
    states = [plain(s["name"]) for s in page["states"]]
    lines: list[RenderableType] = [
        title(pair(states[0], states[1] if len(states) > 1 else None)),
        line(sentences.summary(page)),
        line(sentences.covered(page)),
    ]
    if not (page["timeline"] or page["undated"] or page["others"] or page["plans"] or page["statements"]):
        lines.append(line("Nothing in this record is about them in this period."))
    return lines


def timeline(screen: Screen, rows: Sequence[EventRow], *, dated: bool = True) -> list[RenderableType]:
    """Events in two lines each: who did what to whom, and under it the words of the report.

    Narrow screens have short ids. A date stands once before its events; a year opens its own where there are several.
    """
    days = sentences.days(rows)
    digits = None if screen.wide else _telling_length([row["id"] for row in rows])
    beside = [day.label for day in days if day.aside and day.label] if dated else []
    widths = (
        max(map(len, beside), default=0 if not dated else 2),
        max((len(sentences.reports(row)) for row in rows), default=0),
        max((len(row["id"][:digits]) for row in rows), default=0),
    )
    parts: list[RenderableType] = []
    for day in days:
        if day.year and dated:
            parts.append(line(day.year, "bold dim"))
        label = day.label if dated else ""
        if label and not day.aside:
            parts.append(line(label, "dim", indent=2))
        for at, row in enumerate(day.rows):
            shown = label if day.aside and (at == 0 or screen.endless) else ""
            parts += _entry(screen, row, shown, widths, digits)
    return parts


def _entry(
    screen: Screen, row: EventRow, label: str, widths: tuple[int, int, int], digits: int | None
) -> list[RenderableType]:
    when, reports, id = widths
    indent = 2 + when + (2 if when else 0)
    cells = [sentences.event_line(row), sentences.reports(row), row["id"][:digits]]
    if screen.endless:
        parts: list[RenderableType] = [line(f"  {label:<{when}}{'  ' if when else ''}{'  '.join(cells)}")]
    else:
        room = screen.width - indent - reports - id - 4
        parts = [columns([(f"  {label}", indent), (cells[0], room + 2), (cells[1], reports + 2), (cells[2], id)])]
    said = sentences.said(row, min(sentences.SAID, screen.width - indent - 2))
    return [*parts, line(said, "dim", indent=indent + 2)] if said else parts


def _telling_length(ids: Sequence[str]) -> int:
    """How much of an id tells these apart; more than `show` asks for, as the record holds others."""
    longest = max(map(len, ids), default=_SHORT_ID)
    return next((n for n in range(_SHORT_ID, longest) if len({i[:n] for i in ids}) == len(set(ids))), longest)


def statement(row: StatementRow) -> list[RenderableType]:
    """A statement in two lines: who said what, and how it came."""
    return [
        line(sentences.utterance(row), indent=2),
        line(f"{sentences.statement_note(row)} · {row['id']}", "dim", indent=4),
    ]


def contradiction(row: ContradictionRow) -> list[RenderableType]:
    """A contradiction: what it is about, then each value with those who say it and their words."""
    lines = [line(f"{sentences.subject(row)}  ({row['id']})", indent=2)]
    for side in row["values"]:
        for at, (through, words) in enumerate(sentences.sides(side)):
            value = shorten(side["value"], 60)
            lines.append(line(f"{value}, {through}" if at == 0 else f"also {through}", indent=4))
            lines += [line(words, "dim", indent=6)] if words else []
    return lines


def steps(page: Brief) -> list[RenderableType]:
    """The commands to try next."""
    lines: list[RenderableType] = []
    for step in page["next"]:
        lines.append(line(plain(step["command"]), "bold", indent=2))
        lines.append(line(step["shows"], "dim", indent=6))
    return lines


def _more(number: int, command: str) -> list[RenderableType]:
    text = sentences.left_out(number, command)
    return [line(text, "dim", indent=2)] if text else []
