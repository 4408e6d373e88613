"""How rows read: the words of a cell or a line, the same in text, Markdown and HTML. All of it plain and shortened."""

from __future__ import annotations

from collections.abc import Sequence

from communique.views.brief import Brief
from communique.views.render.plain import chain_line, count, joined, plain, shorten
from communique.views.shapes import ActorRef, ContradictionRow, EventRow, StatementRow

QUOTE = 220  # characters of a quotation in a list: two or three lines of a terminal
TYPE_MARKS = {"contradiction": "≠", "update": "↻", "scope": "⊂"}
# What the verb form alone leaves open is said beside it.
_STATUS_MARKS = {"planned": "planned", "denied": "denied", "cancelled": "cancelled", "hypothetical": "hypothetical"}


def when(row: EventRow) -> str:
    """The date of an event, or "undated"."""
    return row["date"]["shown"] if row["date"] else "undated"


def names(refs: Sequence[ActorRef], most: int = 60) -> str:
    """Participants in a cell; a name too long is shortened by itself, so that the others stay."""
    return joined([shorten(ref["label"], most) for ref in refs])


def whom(row: EventRow) -> str:
    """Those on the other side, or what a vote was about."""
    about = shorten(row["about"], 60)
    listed = names(row["whom"])
    return f"{listed}: {about}" if listed and about else listed or about


def what(row: EventRow) -> str:
    """The verb phrase, the text's own words where they tell more, and the status where the verb does not tell it."""
    return " ".join(filter(None, [_verb(row), _marks(row)]))


def event_line(row: EventRow, *, place: bool = True) -> str:
    """An event as one line: who did what to whom, where."""
    line = " ".join(filter(None, [names(row["who"]) or "somebody", _verb(row), whom(row)]))
    if place and where(row):
        line += f", {where(row)}"
    return " ".join(filter(None, [line, _marks(row)]))


def where(row: EventRow, most: int = 60) -> str:
    """The place, where it says more than the names beside it: "visited Chile, Chile" is one Chile too many."""
    named = {ref["name"] for ref in (*row["who"], *row["whom"])}
    return "" if row["place"] is None or row["place"] in named else shorten(row["place"], most)


def _verb(row: EventRow) -> str:
    said = shorten(row["what"], 60)
    return f"{said} (“{shorten(row['words'], 48)}”)" if row["words"] else said


def _marks(row: EventRow) -> str:
    outcome = "" if row["outcome"] in (None, "open") else row["outcome"]
    told = ", ".join(dict.fromkeys(filter(None, [_STATUS_MARKS.get(row["status"], ""), outcome])))
    return f"({told})" if told else ""


def reports(row: EventRow) -> str:
    """How many documents, from how many independent origins, and ≠ where they do not agree."""
    return f"{row['documents']}/{row['origins']}{'≠' if row['contradictions'] else ''}"


def quotation(row: StatementRow, most: int = QUOTE) -> str:
    """The words of a statement, in quotation marks when they are verbatim."""
    words = shorten(row["quote"], most) or "(no words)"
    if not row["verbatim"]:
        return words
    # Marks of the text's own are kept: they show which of the words are the speaker's.
    return words if any(mark in words for mark in '“”"«»„') else f"“{words}”"


def statement_note(row: StatementRow) -> str:
    """The line under a quotation: its chain, manner, to whom, how sure, and where else it stands."""
    parts = [
        chain_line(row["chain"]),
        plain(row["manner"]) + (f" to {names(row['addressees'])}" if row["addressees"] else ""),
        "verbatim" if row["verbatim"] else "reported",
        f"{row['score']:.2f}",
        row["published"] or "",
        f"also in {count(len(row['also']), 'document')}" if row["also"] else "",
    ]
    return " · ".join(filter(None, parts))


def subject(row: ContradictionRow) -> str:
    """What a contradiction is about."""
    return f"{TYPE_MARKS.get(row['type'], '?')} {shorten(row['subject'], 120)}: {plain(row['field'])}"


def covered(page: Brief) -> str:
    """The line under the title: the period, and how much stands behind the page."""
    parts = [f"{count(page['documents'], 'document')} from {count(page['sources'], 'source')}"]
    if page["unsourced"]:
        known = page["documents"] - page["unsourced"]
        parts = [count(page["documents"], "document"), f"{known} of them from {count(page['sources'], 'known source')}"]
    return f"{page['period']['shown']} · {', '.join([*parts, count(page['origins'], 'independent origin')])}"


def left_out(number: int, command: str) -> str:
    """The line that tells what the page does not hold, and where it is; empty when nothing was left out."""
    return f"and {number} more: {command}" if number else ""
