"""The brief as one HTML page that stands alone: no script, nothing to fetch, fit for print."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape as html_escape
from importlib import resources

from communique.views.brief import Brief
from communique.views.render import sentences
from communique.views.render.plain import chain_line, count, pair, plain, shorten
from communique.views.shapes import ContradictionRow, EventRow, StatementRow


def html(page: Brief) -> str:
    """A brief as an HTML document."""
    names = [s["name"] for s in page["states"]]
    name = _text(pair(names[0], names[1] if len(names) > 1 else None))
    left, codes = page["left_out"], " ".join(s["code"] for s in page["states"])
    events = f"communique events {codes}"
    sections = [
        _section("Timeline", _table(page["timeline"]), left["timeline"], events),
        _section("Undated", _table(page["undated"]), left["undated"], events),
        _section(
            "Statements",
            "".join(map(_statement, page["statements"])),
            left["statements"],
            f"communique statements {codes}",
        ),
        _section(
            "Contradictions",
            "".join(map(_contradiction, page["contradictions"])),
            left["contradictions"],
            f"communique contradictions {codes}",
        ),
        _section("Open plans", _list(_plan(r) for r in page["plans"]), 0, ""),
        _section("Next", _list(f"<code>{_text(s['command'])}</code> {_text(s['shows'])}" for s in page["next"]), 0, ""),
    ]
    style = resources.files("communique.views.render").joinpath("brief.css").read_text(encoding="utf-8")
    return (
        f'<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        f'<meta name="viewport" content="width=device-width, initial-scale=1">\n<title>{name}</title>\n'
        f"<style>\n{style}</style>\n</head>\n<body>\n<header><h1>{name}</h1><p>{_text(sentences.covered(page))}</p></header>\n"
        f"<main>\n{''.join(sections)}</main>\n</body>\n</html>\n"
    )


def _text(text: str) -> str:
    return html_escape(plain(text))


def _section(name: str, body: str, left: int, command: str) -> str:
    if not body:
        return ""
    more = f"<p class=more>{_text(sentences.left_out(left, command))}</p>\n" if left else ""
    return f"<section><h2>{name}</h2>\n{body}{more}</section>\n"


def _table(rows: list[EventRow]) -> str:
    if not rows:
        return ""
    heads = "".join(
        f'<th scope="col">{h}</th>' for h in ("When", "Who", "What", "Whom", "Where", "Reports/origins", "Id")
    )
    lines = "".join(_row(r) for r in rows)
    return f"<table><thead><tr>{heads}</tr></thead>\n<tbody>\n{lines}</tbody></table>\n"


def _row(row: EventRow) -> str:
    cells = (
        sentences.when(row),
        sentences.names(row["who"]),
        sentences.what(row),
        sentences.whom(row),
        sentences.where(row),
        sentences.reports(row),
    )
    told = "".join(f"<td>{_text(cell)}</td>" for cell in cells)
    return f'<tr class="{_text(row["status"])}">{told}<td><code>{_text(row["id"])}</code></td></tr>\n'


def _statement(row: StatementRow) -> str:
    return (
        f'<blockquote id="{_text(row["id"])}"><p>{_text(sentences.quotation(row, 600))}</p>'
        f"<footer>{_text(sentences.statement_note(row))} · <code>{_text(row['id'])}</code></footer></blockquote>\n"
    )


def _contradiction(row: ContradictionRow) -> str:
    sides = "".join(
        f"<tr><td><strong>{_text(shorten(v['value'], 80))}</strong></td>"
        f"<td>{_text('; '.join(chain_line(c) for c in v['chains']) or count(len(v['claims']), 'claim'))}</td></tr>\n"
        for v in row["values"]
    )
    name = f"{_text(sentences.subject(row))} <code>{_text(row['id'])}</code>"
    return f"<h3>{name}</h3>\n<table><tbody>\n{sides}</tbody></table>\n"


def _plan(row: EventRow) -> str:
    return (
        f"{_text(sentences.when(row))}: {_text(sentences.event_line(row))} "
        f"({sentences.reports(row)}) <code>{_text(row['id'])}</code>"
    )


def _list(items: Iterable[str]) -> str:
    lines = "".join(f"<li>{item}</li>\n" for item in items)
    return f"<ul>\n{lines}</ul>\n" if lines else ""
