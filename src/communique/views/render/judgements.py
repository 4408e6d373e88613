"""Judgements as text: one a line or two, and how often the program was right where people judged."""

from __future__ import annotations

from collections.abc import Sequence

from rich.console import RenderableType

from communique.views.judgements import AccuracyRow, JudgementRow
from communique.views.render.plain import plain, shorten
from communique.views.render.screen import Screen, line, table

_WORDS = 100  # characters of a sentence that show which one it is


def show_judgements(screen: Screen, rows: Sequence[JudgementRow]) -> None:
    """Print judgements with their standing; in a pipe one a line."""
    if not rows:
        screen.show(line("Nobody judged anything yet: communique review"))
        return
    if screen.endless:
        columns = [(name, "fixed") for name in ("id", "when", "by", "verdict", "of", "standing", "why")]
        cells = [
            [r["id"], r["when"][:10], plain(r["by"]), said(r), " ".join(r["subjects"]), r["standing"], plain(r["why"])]
            for r in rows
        ]
        screen.show(table(screen, columns, cells))
        return
    parts: list[RenderableType] = []
    for row in rows:
        parts.append(line(f"{judgement_line(row)}", indent=2))
        parts.append(line(f"of {', '.join(row['subjects'])}", "dim", indent=6))
        parts += [line(f"“{shorten(words, _WORDS)}”", indent=6) for words in row["words"][:2]]
        why = f": {plain(row['why'])}" if row["why"] else ""
        parts.append(line(f"{row['standing']}{why}", "dim" if row["standing"] == "in force" else "yellow", indent=6))
    screen.show(*parts)


def said(row: JudgementRow) -> str:
    """What was decided, in a word or with its field and value: "right-value date 2023-10-11"."""
    return plain(" ".join(filter(None, (row["verdict"], row["field"], row["value"]))))


def judgement_line(row: JudgementRow) -> str:
    """One judgement in a line: what, by whom, when, and why in their own words."""
    note = f": {plain(row['note'])}" if row["note"] else ""
    return f"{said(row)} by {plain(row['by'])}, {row['when'][:10]}{note} ({row['id']})"


def show_accuracy(screen: Screen, rows: Sequence[AccuracyRow]) -> None:
    """Print what was measured, with the interval in which the share lies."""
    if not rows:
        screen.show(line("Nothing was judged yet, so nothing is measured: communique review"))
        return
    columns = [("what was judged", "text"), ("right", "fixed"), ("wrong", "fixed"), ("share", "fixed")]
    columns.append(("95 % interval", "fixed"))
    cells = [
        [plain(r["name"]), str(r["right"]), str(r["wrong"]), f"{r['share']:.0%}", f"{r['low']:.0%} to {r['high']:.0%}"]
        for r in rows
    ]
    screen.show(table(screen, columns, cells))
    if not screen.endless:
        screen.show(
            line("Of what people judged, which is what looked doubtful: it does not tell of the whole record.", "dim")
        )
