"""Offices as text: when they were held, and what shows it; and the list of them."""

from __future__ import annotations

from collections.abc import Sequence

from communique.views.render.plain import count, plain, shorten
from communique.views.render.screen import Screen, line, table
from communique.views.shapes import OfficeRow


def held(office: OfficeRow) -> str:
    """From when to when; of what texts tell, between which days they tell it."""
    since, until = office["since"], office["until"]
    if office["basis"] == "text":
        if since is None:
            return "told, undated"
        return f"told {since}" if until in (None, since) else f"told {since} to {until}"
    return f"{since or '?'} to {until or 'now or not known'}"


def shown_by(office: OfficeRow) -> str:
    """Documents, the user's own table or the shipped one, with where it can be checked."""
    if office["basis"] == "text":
        return count(len(office["documents"]), "document")
    whose = "your own table" if office["basis"] == "given" else "shipped table"
    return f"{whose} ({plain(office['origin'])})" if office["origin"] else whose


def show_offices(screen: Screen, rows: Sequence[OfficeRow]) -> None:
    """Print offices, one a line; what speaks against one below it."""
    if not rows:
        screen.show(line("no offices", "dim"))
        return
    columns = [("of", "fixed"), ("office", "text"), ("who", "text"), ("when", "fixed"), ("shown by", "text")]
    columns += [("disputed by", "text")] if any(r["conflicts"] for r in rows) else []
    cells = [
        [
            shorten(r["organisation"] or r["country"] or "", 40),
            shorten(r["position"], 50),
            shorten(r["name"], 60),
            held(r),
            shown_by(r),
            *(["; ".join(plain(c) for c in r["conflicts"])] if len(columns) > 5 else []),
        ]
        for r in rows
    ]
    screen.show(table(screen, columns, cells))
