"""The brief as Markdown, for notes and pull requests."""

from __future__ import annotations

import re
from collections.abc import Iterable

from communique.views.brief import Brief
from communique.views.render import sentences
from communique.views.render.plain import chain_line, count, pair, plain, shorten
from communique.views.shapes import EventRow

# Everything that Markdown would read as its own inside a line or a table cell.
_SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|!~&$])")


def escape(text: str) -> str:
    """Text that Markdown shows as it is.

    >>> escape("[red] a|b")
    '\\\\[red\\\\] a\\\\|b'
    """
    return _SPECIAL.sub(r"\\\1", plain(text))


def markdown(page: Brief) -> str:
    """A brief as a Markdown document, with its last line ended."""
    names = [s["name"] for s in page["states"]]
    left, codes = page["left_out"], " ".join(s["code"] for s in page["states"])
    out = [f"# {escape(pair(names[0], names[1] if len(names) > 1 else None))}", "", escape(sentences.covered(page))]
    out += _section("Timeline", _table(page["timeline"]), left["timeline"], f"communique events {codes}")
    out += _section("Undated", _table(page["undated"]), left["undated"], f"communique events {codes}")
    said = [
        f"- {escape(sentences.quotation(r))}  \n  {escape(sentences.statement_note(r))} · `{r['id']}`"
        for r in page["statements"]
    ]
    out += _section("Statements", said, left["statements"], f"communique statements {codes}")
    differ: list[str] = []
    for row in page["contradictions"]:
        differ.append(f"- {escape(sentences.subject(row))} (`{row['id']}`)")
        for side in row["values"]:
            through = "; ".join(chain_line(c) for c in side["chains"]) or count(len(side["claims"]), "claim")
            differ.append(f"  - **{escape(shorten(side['value'], 80))}**: {escape(through)}")
    out += _section("Contradictions", differ, left["contradictions"], f"communique contradictions {codes}")
    plans = [
        f"- {escape(sentences.when(r))}: {escape(sentences.event_line(r))} ({sentences.reports(r)}, `{r['id']}`)"
        for r in page["plans"]
    ]
    out += _section("Open plans", plans, 0, "")
    out += _section("Next", [f"- `{plain(s['command'])}`: {s['shows']}" for s in page["next"]], 0, "")
    return "\n".join(out) + "\n"


def _table(rows: Iterable[EventRow]) -> list[str]:
    lines = [
        _cells(
            sentences.when(r),
            sentences.names(r["who"]),
            sentences.what(r),
            sentences.whom(r),
            sentences.where(r),
            sentences.reports(r),
        )
        + f" `{r['id']}` |"
        for r in rows
    ]
    return (
        ["| When | Who | What | Whom | Where | Reports/origins | Id |", "|---|---|---|---|---|---|---|", *lines]
        if lines
        else []
    )


def _cells(*texts: str) -> str:
    return "| " + " | ".join(escape(t) for t in texts) + " |"


def _section(name: str, lines: list[str], left: int, command: str) -> list[str]:
    if not lines:
        return []
    more = sentences.left_out(left, f"`{command}`")
    return ["", f"## {name}", "", *lines, *(["", more] if more else [])]
