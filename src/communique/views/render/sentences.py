"""How rows read: the words of a cell or a line, the same in text, Markdown and HTML. All of it plain and shortened."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from communique.views.brief import Brief
from communique.views.dates import day_text, without_year
from communique.views.phrases import manner, phrases
from communique.views.render.plain import chain_line, count, joined, plain, shorten
from communique.views.shapes import ActorRef, ContradictionRow, EventRow, SideRow, StatementRow
from communique.views.words import balanced, quoted

QUOTE = 220  # characters of a quotation in a list: two or three lines of a terminal
SAID = 100  # characters of a report's own words under an event
_NARROW = 13  # columns that a date may take beside its events; a longer one stands above them
TYPE_MARKS = {"contradiction": "≠", "update": "↻", "scope": "⊂"}
# What the verb form alone leaves open is said beside it.
STATUS_MARKS = {
    "planned": "planned",
    "ongoing": "ongoing",
    "denied": "so it is said",
    "cancelled": "cancelled",
    "hypothetical": "hypothetical",
}


@dataclass(frozen=True, slots=True)
class Day:
    """Rows of one date. ``year`` opens a year where there are several, ``aside``: the label fits beside the rows."""

    label: str
    rows: tuple[EventRow, ...]
    year: str = ""
    aside: bool = True


def days(rows: Sequence[EventRow]) -> list[Day]:
    """Consecutive rows of the same date, each date once; the undated under "undated"."""
    years = {_year(r) for r in rows if _year(r)}
    out: list[Day] = []
    shown = ""
    for (year, label), same in groupby(rows, key=lambda r: (_year(r), when(r))):
        heading = year if len(years) > 1 and year != shown else ""
        if len(years) > 1 and not year and shown:
            heading = "undated"
        shown = year or heading or shown
        short = without_year(label, int(year)) if len(years) > 1 and year else label
        if heading == "undated":
            short = ""
        out.append(Day(short, tuple(same), heading, len(short) <= _NARROW))
    return out


def _year(row: EventRow) -> str:
    date = row["date"]
    return "" if date is None else (date["start"] or date["end"] or "")[:4]


def when(row: EventRow) -> str:
    """The date of an event, or "undated"."""
    return row["date"]["shown"] if row["date"] else "undated"


def names(refs: Sequence[ActorRef], most: int = 60) -> str:
    """Participants in a cell; a name too long is shortened by itself, so that the others stay."""
    return joined([shorten(ref["label"], most) for ref in refs])


def whom(row: EventRow) -> str:
    """Those on the other side, or what a vote was about: "against Russia: a resolution" would name it twice."""
    return shorten(row["about"], 90) or names(row["whom"])


def event_line(row: EventRow, *, place: bool = True) -> str:
    """An event as one line: who did what to whom, where.

    An outcome or a denial follows in brackets.
    """
    verb = shorten(row["what"], 60)
    if verb.endswith(" on") and row["about"].split(" ")[0].endswith("ing"):
        verb = f"{verb.removesuffix(' on')} from"  # "abstained from condemning", not "on"
    line = " ".join(filter(None, [names(row["who"]) or "somebody", verb, whom(row)]))
    line = line[:1].upper() + line[1:]  # "protesters" may open it
    if place and where(row):
        line += _at(row)
    return " ".join(filter(None, [line + _announced(row), _marks(row)]))


def said(row: EventRow, most: int = SAID) -> str:
    """The report's own words in quotation marks, cut at a word; empty where they add nothing."""
    return quoted(shorten(row["said"], max(most - 2, 10))) if row["said"] else ""


def where(row: EventRow, most: int = 60) -> str:
    """The place, where it says more than the names beside it: "visited Chile, Chile" is one Chile too many."""
    named = {ref["name"] for ref in (*row["who"], *row["whom"])}
    known = row["place"] is None or row["place"] in named or row["place"] in row["about"]
    return "" if known else shorten(row["place"] or "", most)


def _at(row: EventRow) -> str:
    place = where(row)
    if row["form"] == "visit" and row["whom"] and all(ref["label"] == ref["name"] for ref in row["whom"]):
        return f" ({place})"
    if row["form"] == "vote":
        return f" at the {place}" if place.split(" ")[-1] in phrases().words["at_the"] else f" at {place}"
    return f" at the {place}" if place.split(" ")[-1] in phrases().words["at_the"] else f" in {place}"


def _marks(row: EventRow) -> str:
    marks = [STATUS_MARKS.get(row["status"], "")]
    if row["status"] == "planned" and row["outcome"]:
        marks = [row["outcome"]]
    told = ", ".join(filter(None, marks))
    return f"({told})" if told else ""


def _announced(row: EventRow) -> str:
    if row["planned"] is None:
        return ""
    announced = row["planned"]["day"]
    return f", as planned on {day(announced)}" if announced else ", as planned"


def reports(row: EventRow) -> str:
    """How many documents, from how many independent origins, and ≠ where they do not agree."""
    return f"{row['documents']}/{row['origins']}{'≠' if row['contradictions'] else ''}"


def quotation(row: StatementRow, most: int = QUOTE) -> str:
    """The words of a statement, in quotation marks when they are verbatim."""
    # The comma before "he said" is the sentence's, not the speaker's.
    words = re.sub(r",(?=[”\"»]?$)", "", balanced(shorten(row["quote"], most))) or "(no words)"
    if not row["verbatim"]:
        return words
    # Marks of the text's own are kept: they show which of the words are the speaker's.
    return words if any(mark in words for mark in '“”"«»„') else f"“{words}”"


def utterance(row: StatementRow, most: int = QUOTE) -> str:
    """A statement as one line: who said what to whom. The words join on as they do in the text."""
    verb, preposition = manner(plain(row["manner"]))
    words = quotation(row, most)
    if verb == "praised" and words.startswith("of "):  # from "spoke highly of"
        words = words.removeprefix("of ")
    joint = ":" if words[:1] in '“"«„(' else row["joint"]
    addressed = names(row["addressees"])
    # "thanked Beijing for": the text goes on with the one spoken to, under whatever name.
    repeated = not joint and not preposition
    to = " ".join(filter(None, [preposition, addressed])) if addressed and not repeated else ""
    if verb == "told" and not addressed:
        verb = "said"
    if to and not joint:
        joint = ":"
    head = " ".join(filter(None, [names(row["speakers"]) or "somebody", verb, to]))
    return f"{head}: {words}" if joint == ":" else " ".join(filter(None, [head, joint, words]))


def statement_note(row: StatementRow) -> str:
    """The line under a statement: the way it came, the day of its report, and where else it stands."""
    parts = [
        chain_line(row["chain"]),
        occasion(row),
        day(row["published"]),
        "verbatim" if row["verbatim"] else "reported",
        f"also in {count(len(row['also']), 'document')}" if row["also"] else "",
        f"judged {row['judged']}" if row["judged"] else "",
    ]
    return " · ".join(filter(None, parts))


def occasion(row: StatementRow) -> str:
    """When and where a statement was made, as far as the chain does not tell it: "press conference", "post on X"."""
    where = f"on {row['medium']}" if row["medium"] and row["medium"] not in row["chain"] else ""
    when = "to the press" if row["occasion"] == "press" else row["occasion"].replace("-", " ")
    return " ".join(filter(None, [when, where]))


def day(published: str | None) -> str:
    """The day of a report for people."""
    return day_text(dt.date.fromisoformat(published)) if published else "undated"


def subject(row: ContradictionRow) -> str:
    """What a contradiction is about."""
    return f"{TYPE_MARKS.get(row['type'], '?')} {shorten(row['subject'], 120)}: {plain(row['field'])}"


def sides(side: SideRow, most: int = 110) -> list[tuple[str, str]]:
    """Who says the value of one side, each with the words; counted claims where no document is at hand."""
    if not side["says"]:
        through = "; ".join(chain_line(c) for c in side["chains"]) or count(len(side["claims"]), "claim")
        return [(f"says {through}", "")]
    return [(f"says {chain_line(s['chain'])} ({day(s['published'])})", quoted(shorten(s["words"], most)))
            for s in side["says"]]  # fmt: skip


def summary(page: Brief) -> str:
    """What is between them, in words: how many events from when to when, of which kinds, and what is open."""
    between = "between them" if len(page["states"]) > 1 else ""
    plans = count(len(page["plans"]), "open plan") if page["plans"] else "no open plan"
    tail = [", ".join(t["shown"] for t in page["differences"]), plans]
    head = " ".join(filter(None, [count(page["events"], "event"), between, page["period"]["words"]]))
    kinds = ", ".join(t["shown"] for t in page["summary"])
    return "; ".join([f"{head}: {kinds}" if kinds else head, *tail])


def covered(page: Brief) -> str:
    """The second line: how much stands behind the page."""
    parts = [f"{count(page['documents'], 'document')} from {count(page['sources'], 'source')}"]
    if page["unsourced"]:
        known = page["documents"] - page["unsourced"]
        parts = [count(page["documents"], "document"), f"{known} of them from {count(page['sources'], 'known source')}"]
    return ", ".join([*parts, count(page["origins"], "independent origin")])


def left_out(number: int, command: str) -> str:
    """The line that tells what the page does not hold, and where it is; empty when nothing was left out."""
    return f"and {number} more: {command}" if number else ""


def hypothetical(page: Brief) -> str:
    """The line on what only may happen, with the command that lists it; empty when there is none."""
    number = page["left_out"]["hypothetical"]
    codes = " ".join(s["code"] for s in page["states"])
    them = "it" if number == 1 else "them"
    shows = f"communique events {codes} --status hypothetical{page['record_option']}"
    return f"{count(number, 'hypothetical event')} left out; to list {them}: {shows}" if number else ""
