"""The brief as Markdown, for notes and pull requests."""

from __future__ import annotations

import re
from collections.abc import Sequence

from communique.views.brief import Brief
from communique.views.render import sentences
from communique.views.render.plain import pair, plain, shorten
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
    left = page["left_out"]
    codes = " ".join(s["code"] for s in page["states"]) + page["record_option"]
    events = f"communique events {codes}"
    out = [f"# {escape(pair(names[0], names[1] if len(names) > 1 else None))}", ""]
    out += [escape(sentences.summary(page)) + "  ", escape(sentences.covered(page))]
    out += _section("Timeline", _timeline(page["timeline"]), left["timeline"], events)
    out += _section("Undated", _timeline(page["undated"], dated=False), left["undated"], events)
    out += _section("With others", _timeline(page["others"]), left["others"], events)
    if away := sentences.hypothetical(page):
        out += ["", escape(away)]
    said = [
        f"- {escape(sentences.utterance(r))}  \n  {escape(sentences.statement_note(r))} · `{r['id']}`"
        for r in page["statements"]
    ]
    out += _section("Statements", said, left["statements"], f"communique statements {codes}")
    differ: list[str] = []
    for row in page["contradictions"]:
        differ.append(f"- {escape(sentences.subject(row))} (`{row['id']}`)")
        for side in row["values"]:
            differ += [
                f"  - **{escape(shorten(side['value'], 80))}**, {escape(through)}{_under(words, 4)}"
                for through, words in sentences.sides(side)
            ]
    number = len(page["contradictions"]) + left["contradictions"]
    name = f"Contradictions ({number})"
    out += _section(name, differ or ["none found"], left["contradictions"], f"communique contradictions {codes}")
    out += _section(f"Open plans ({len(page['plans'])})", _timeline(page["plans"]) or ["none found"], 0, "")
    out += _section("Next", [f"- `{plain(s['command'])}`: {s['shows']}" for s in page["next"]], 0, "")
    return "\n".join(out) + "\n"


def _timeline(rows: Sequence[EventRow], *, dated: bool = True) -> list[str]:
    lines: list[str] = []
    for day in sentences.days(rows):
        if dated and day.year:
            lines += ["", f"### {day.year}"]
        if dated and day.label:
            lines += ["", f"**{escape(day.label)}**", ""]
        lines += [
            f"- {escape(sentences.event_line(r))} · {sentences.reports(r)} · `{r['id']}`{_under(sentences.said(r), 2)}"
            for r in day.rows
        ]
    return lines[1:] if lines[:1] == [""] else lines


def _under(words: str, indent: int) -> str:
    return f"  \n{' ' * indent}{escape(words)}" if words else ""


def _section(name: str, lines: list[str], left: int, command: str) -> list[str]:
    if not lines:
        return []
    more = sentences.left_out(left, f"`{command}`")
    return ["", f"## {name}", "", *lines, *(["", more] if more else [])]
