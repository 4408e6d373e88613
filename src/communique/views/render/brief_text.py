"""The brief as text."""

from __future__ import annotations

from collections.abc import Sequence

from rich.console import RenderableType

from communique.views.brief import Brief
from communique.views.render import sentences
from communique.views.render.plain import chain_line, count, pair, plain, shorten
from communique.views.render.screen import Screen, heading, line, table, title
from communique.views.shapes import ContradictionRow, EventRow, StatementRow

_SHORT_ID = 8  # "e-" and six digits: `show` takes any beginning that is the only one of its kind


def show_brief(screen: Screen, page: Brief) -> None:
    """Print a brief."""
    codes = " ".join(s["code"] for s in page["states"])
    left = page["left_out"]
    parts: list[RenderableType] = [*_head(page)]
    if page["timeline"]:
        parts += [
            heading("Timeline", "documents/independent origins, ≠ they differ, ~ day inferred"),
            timeline(screen, page["timeline"]),
            *_more(left["timeline"], f"communique events {codes}"),
        ]
    if page["undated"]:
        parts += [
            heading("Undated"),
            timeline(screen, page["undated"], dated=False),
            *_more(left["undated"], f"communique events {codes}"),
        ]
    if page["statements"]:
        parts.append(heading("Statements", "strongest first; from the publishing source to the speaker"))
        parts += [p for row in page["statements"] for p in statement(row)]
        parts += _more(left["statements"], f"communique statements {codes}")
    if page["contradictions"]:
        parts.append(heading("Contradictions", "≠ reports differ, ↻ a later figure, ⊂ a different scope"))
        parts += [p for row in page["contradictions"] for p in contradiction(row)]
        parts += _more(left["contradictions"], f"communique contradictions {codes}")
    if page["plans"]:
        parts.append(heading("Open plans", "announced, and nothing more known"))
        parts += [line(_plan(row), indent=2) for row in page["plans"]]
    if page["next"]:
        parts.append(heading("Next"))
        parts += steps(page)
    screen.show(*parts)


def _head(page: Brief) -> list[RenderableType]:
    states = [plain(s["name"]) for s in page["states"]]
    lines: list[RenderableType] = [
        title(pair(states[0], states[1] if len(states) > 1 else None)),
        line(sentences.covered(page)),
    ]
    if not (page["timeline"] or page["undated"] or page["plans"] or page["statements"]):
        lines.append(line("Nothing in this record is about them in this period."))
    return lines


def timeline(screen: Screen, rows: list[EventRow], *, dated: bool = True) -> RenderableType:
    """Events as a table; narrow screens have the place beside the verb and short ids."""
    columns = [("when", "when"), ("who", "text"), ("what", "text"), ("whom", "text"), ("where", "text")]
    columns += [("reports", "fixed"), ("id", "fixed")]
    digits = None if screen.wide else _telling_length([row["id"] for row in rows])
    cells = []
    for row in rows:
        place = sentences.where(row, 40)
        what = sentences.what(row)
        if not screen.wide:
            what = f"{what}, {place}" if place else what
        cells.append(
            [
                sentences.when(row),
                sentences.names(row["who"]),
                what,
                sentences.whom(row),
                place,
                sentences.reports(row),
                row["id"][:digits],
            ]
        )
    drop = ([] if dated else [0]) + ([] if screen.wide else [4])
    kept = [i for i in range(len(columns)) if i not in drop]
    return table(screen, [columns[i] for i in kept], [[row[i] for i in kept] for row in cells])


def _telling_length(ids: Sequence[str]) -> int:
    """How much of an id tells these apart; more than `show` asks for, as the record holds others."""
    longest = max(map(len, ids), default=_SHORT_ID)
    return next((n for n in range(_SHORT_ID, longest) if len({i[:n] for i in ids}) == len(set(ids))), longest)


def statement(row: StatementRow) -> list[RenderableType]:
    """A statement in two lines: the words, and how they came."""
    return [
        line(sentences.quotation(row), indent=2),
        line(f"{sentences.statement_note(row)} · {row['id']}", "dim", indent=4),
    ]


def contradiction(row: ContradictionRow) -> list[RenderableType]:
    """A contradiction: what it is about, then each value with those who say it."""
    lines = [line(f"{sentences.subject(row)}  ({row['id']})", indent=2)]
    width = max((len(shorten(v["value"], 40)) for v in row["values"]), default=0)
    for side in row["values"]:
        through = "; ".join(chain_line(c) for c in side["chains"]) or count(len(side["claims"]), "claim")
        lines.append(line(f"{shorten(side['value'], 40):<{width}}  {through}", indent=6))
    return lines


def steps(page: Brief) -> list[RenderableType]:
    """The commands to try next."""
    lines: list[RenderableType] = []
    for step in page["next"]:
        lines.append(line(plain(step["command"]), "bold", indent=2))
        lines.append(line(step["shows"], "dim", indent=6))
    return lines


def _plan(row: EventRow) -> str:
    return f"{sentences.when(row)}: {sentences.event_line(row)} · {sentences.reports(row)} · {row['id']}"


def _more(number: int, command: str) -> list[RenderableType]:
    text = sentences.left_out(number, command)
    return [line(text, "dim", indent=2)] if text else []
