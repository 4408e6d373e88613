"""The brief as one HTML page that stands alone: no script, nothing to fetch, fit for print."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape as html_escape
from importlib import resources

from communique.views.brief import Brief
from communique.views.render import sentences
from communique.views.render.plain import count, pair, plain, shorten
from communique.views.shapes import ContradictionRow, EventRow, StatementRow


def html(page: Brief) -> str:
    """A brief as an HTML document."""
    names = [s["name"] for s in page["states"]]
    name = _text(pair(names[0], names[1] if len(names) > 1 else None))
    left = page["left_out"]
    codes = " ".join(s["code"] for s in page["states"]) + page["record_option"]
    events, away = f"communique events {codes}", sentences.hypothetical(page)
    number = len(page["contradictions"]) + left["contradictions"]
    none = "<p class=more>none found</p>\n"
    sections = [
        _section("Timeline", _timeline(page["timeline"]), left["timeline"], events),
        _section("Undated", _timeline(page["undated"], dated=False), left["undated"], events),
        _section("With others", _timeline(page["others"]), left["others"], events),
        f"<p class=more>{_text(away)}</p>\n" if away else "",
        _section(
            "Statements",
            "".join(map(_statement, page["statements"])),
            left["statements"],
            f"communique statements {codes}",
        ),
        _section(
            f"Contradictions ({number})",
            "".join(map(_contradiction, page["contradictions"])) or none,
            left["contradictions"],
            f"communique contradictions {codes}",
        ),
        _section(f"Open plans ({len(page['plans'])})", _timeline(page["plans"]) or none, 0, ""),
        _section("Next", _list(f"<code>{_text(s['command'])}</code> {_text(s['shows'])}" for s in page["next"]), 0, ""),
    ]
    style = resources.files("communique.views.render").joinpath("brief.css").read_text(encoding="utf-8")
    header = f"<h1>{name}</h1><p class=sum>{_text(sentences.summary(page))}</p><p>{_text(sentences.covered(page))}</p>"
    return (
        f'<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        f'<meta name="viewport" content="width=device-width, initial-scale=1">\n<title>{name}</title>\n'
        f"<style>\n{style}</style>\n</head>\n<body>\n<header>{header}</header>\n"
        f"<main>\n{''.join(sections)}</main>\n</body>\n</html>\n"
    )


def _text(text: str) -> str:
    return html_escape(plain(text))


def _section(name: str, body: str, left: int, command: str) -> str:
    if not body:
        return ""
    more = f"<p class=more>{_text(sentences.left_out(left, command))}</p>\n" if left else ""
    return f"<section><h2>{name}</h2>\n{body}{more}</section>\n"


def _timeline(rows: Sequence[EventRow], *, dated: bool = True) -> str:
    parts: list[str] = []
    for day in sentences.days(rows):
        if dated and day.year:
            parts.append(f"<h3>{_text(day.year)}</h3>\n")
        wide = "" if day.aside else " wide"
        label = f"<p class=when>{_text(day.label)}</p>" if dated else ""
        parts.append(
            f'<div class="day{wide if dated else " flat"}">{label}<ul>\n{"".join(map(_row, day.rows))}</ul></div>\n'
        )
    return "".join(parts)


def _row(row: EventRow) -> str:
    words = sentences.said(row, 240)
    differ = " differ" if row["contradictions"] else ""
    title = f"{count(row['documents'], 'report')} from {count(row['origins'], 'independent origin')}"
    return (
        f'<li class="{_text(row["status"])}" id="{_text(row["id"])}"><p>{_text(sentences.event_line(row))} '
        f'<span class=tag><span class="ref{differ}" title="{title}">{sentences.reports(row)}</span> '
        f"<code>{_text(row['id'])}</code></span></p>"
        f"{f'<p class=said>{_text(words)}</p>' if words else ''}</li>\n"
    )


def _statement(row: StatementRow) -> str:
    return (
        f'<blockquote id="{_text(row["id"])}"><p>{_text(sentences.utterance(row, 600))}</p>'
        f"<footer>{_text(sentences.statement_note(row))} · <code>{_text(row['id'])}</code></footer></blockquote>\n"
    )


def _contradiction(row: ContradictionRow) -> str:
    items = "".join(
        f"<li><p><strong>{_text(shorten(side['value'], 80))}</strong>, {_text(through)}</p>"
        f"{f'<p class=said>{_text(words)}</p>' if words else ''}</li>\n"
        for side in row["values"]
        for through, words in sentences.sides(side, 240)
    )
    return f"<h4>{_text(sentences.subject(row))} <code>{_text(row['id'])}</code></h4>\n<ul class=sides>\n{items}</ul>\n"


def _list(items: Iterable[str]) -> str:
    lines = "".join(f"<li>{item}</li>\n" for item in items)
    return f"<ul>\n{lines}</ul>\n" if lines else ""
