"""What kinds of actors and sources, offices, and reasons of not reading are called on a page."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from communique.views.dates import day_text
from communique.views.shapes import ActorRow, OfficeRow, SourceRow

ACTORS = {
    "state": "state",
    "person": "person",
    "organisation": "organisation",
    "armed-group": "armed group",
    "unknown": "not known",
}
SECTORS = {
    "GOV": "government",
    "LEG": "parliament",
    "JUD": "courts",
    "MIL": "armed forces",
    "COP": "police",
    "SPY": "intelligence services",
    "PTY": "political party",
    "REB": "armed rebels",
    "OPP": "opposition",
    "BUS": "business",
    "MED": "media",
    "NGO": "non-governmental organisation",
    "IGO": "intergovernmental organisation",
    "CVL": "civilians",
    "EDU": "universities and research",
}
BODIES = {"igo": "international organisation"}
_OWNED = {
    "state": "owned by the state",
    "party": "owned by a party",
    "private": "privately owned",
    "public": "publicly owned",
    "exile": "run from exile",
}
REASONS = {
    "address": "the address cannot be used",
    "damaged": "the file is damaged",
    "date": "a date in it is no date",
    "empty": "there is nothing in it",
    "encoding": "its characters cannot be made out",
    "failed": "a fault of the program",
    "format": "of a format that is not read",
    "json": "it is not valid JSON",
    "long-line": "a line is too long",
    "missing": "it is not there",
    "no-text": "there is no text in it",
    "pdf": "the PDF cannot be read",
    "private-address": "an address of a private network",
    "redirects": "the address leads on and on",
    "scheme": "an address that is not of the web",
    "sidecar": "what lies beside it and describes it is wrong",
    "status": "the server answered with an error",
    "tls": "the connection was not safe",
    "too-complex": "too deeply nested",
    "too-large": "too large",
    "truncated": "it ends before its end",
    "unreachable": "it could not be reached",
    "unreadable": "it cannot be opened",
}


def sector(code: str | None) -> str:
    """A PLOVER sector in words; nothing for none."""
    return SECTORS.get(code or "", code or "")


def reason(code: str) -> str:
    """Why an item was not read, in words.

    >>> reason("no-text"), reason("binary")
    ('there is no text in it', 'binary')
    """
    return REASONS.get(code, code.replace("-", " "))


def owned(row: SourceRow) -> str:
    """Who owns a source, as far as that is known: "owned by the state"."""
    return _OWNED.get(row["ownership"], "")


def source_kind(row: SourceRow) -> str:
    """What a source is, as far as that is known: "agency, owned by the state"."""
    return ", ".join(filter(None, ["" if row["kind"] == "other" else row["kind"], owned(row)]))


def held(office: OfficeRow) -> str:
    """From when to when an office was held; of what texts tell, between which days they tell it.

    >>> held({"basis": "table", "since": "2021-04-05", "until": None})
    '5 Apr 2021 to now, or not known'
    """
    since, until = _day(office["since"]), _day(office["until"])
    if office["basis"] == "text":
        if not since:
            return "told without a day"
        return f"told on {since}" if until in ("", since) else f"told from {since} to {until}"
    if not since and not until:
        return "not known"
    return f"{since or 'not known'} to {until or 'now, or not known'}"


def office_of(office: OfficeRow, states: dict[str, str]) -> str:
    """Whose office it is: an organisation's, else a state's by its name."""
    return office["organisation"] or states.get(office["country"] or "", office["country"] or "")


def shown_by(office: OfficeRow) -> str:
    """What shows an office, where no words of a document stand beside it."""
    if office["basis"] == "text":
        return "documents"
    return "your own table of offices" if office["basis"] == "given" else "the table of offices that comes with us"


def positions(row: ActorRow) -> list[str]:
    """The positions of an actor, each once, at most three, the last told first."""
    told = sorted(row["offices"], key=lambda office: office["until"] or office["since"] or "", reverse=True)
    return list(dict.fromkeys(office["position"] for office in told))[:3]


def listed(names: Sequence[str]) -> str:
    """All names, as a sentence lists them.

    >>> listed(["A", "B", "C"])
    'A, B and C'
    """
    return " and ".join(filter(None, [", ".join(names[:-1]), *names[-1:]]))


def _day(day: str | None) -> str:
    return day_text(date.fromisoformat(day)) if day else ""
