"""The brief: one pair of states (or one state) in a page. The face of the product.

What is shown is chosen by how well it is reported, and then set in the order of the days; nothing is judged.
"""

from __future__ import annotations

import datetime as dt
import shlex
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

from typing_extensions import TypedDict

from communique.model.records import Event, Outcome, Statement, Status
from communique.model.values import Basis, PartialDate
from communique.views.dates import between, iso
from communique.views.events import event_rows, is_open_plan
from communique.views.reader import Reader
from communique.views.rows import Library, contradiction_rows, statement_rows
from communique.views.sections import between_them
from communique.views.shapes import ContradictionRow, EventRow, PlannedRow, StatementRow
from communique.views.summary import Tally, differences, rank, span_of, tallies


class StateRef(TypedDict):
    """A state by code and display name."""

    code: str
    name: str


class Period(TypedDict):
    """First and last day that the brief covers, ISO, and the same for people. None where no event is dated.

    ``words``: from when to when the events between them were, for a sentence; empty where none is dated.
    """

    start: str | None
    end: str | None
    shown: str
    words: str


class Step(TypedDict):
    """A command to try next, ready to paste, and what it shows."""

    command: str
    shows: str


class Brief(TypedDict):
    """The whole page.

    ``summary`` counts what is between them (``events`` in all, by kind) and ``differences`` where
    reports differ, both before anything is left out for room.
    ``timeline`` and ``undated`` hold what is between the two states, ``others`` where they stand together with or
    against third parties. ``unsourced`` counts documents of no known source, ``origins`` the outlets, agencies and
    documents of no known source that all of them lead back to, ``left_out`` what had no room, by section, and under
    ``hypothetical`` what only may happen. ``record_option`` is what commands need to find the record.
    """

    states: list[StateRef]
    period: Period
    events: int
    summary: list[Tally]
    differences: list[Tally]
    documents: int
    sources: int
    unsourced: int
    origins: int
    timeline: list[EventRow]
    undated: list[EventRow]
    others: list[EventRow]
    statements: list[StatementRow]
    contradictions: list[ContradictionRow]
    plans: list[EventRow]
    left_out: dict[str, int]
    record_option: str
    next: list[Step]


@dataclass(frozen=True, slots=True)
class Limits:
    """How many rows each section shows at most; None for all."""

    events: int | None = 40
    statements: int | None = 12
    contradictions: int | None = 20
    others: int | None = 12


ALL = Limits(None, None, None, None)


def brief(
    record: Reader,
    states: Sequence[StateRef],
    since: dt.date | None = None,
    until: dt.date | None = None,
    *,
    limits: Limits | None = None,
    record_option: str = "",
) -> Brief:
    """The brief of one or two states.

    Args:
        record: where to read.
        states: one, or two for the dyad.
        since: first day, included.
        until: last day, included. With either, undated events are left out.
        limits: how many rows a section holds.
        record_option: what the next commands need to find this record (`` --record x.record``), empty for the default.
    """
    limits = limits or Limits()
    codes = [s["code"] for s in states]
    events = record.events(states=codes, since=since, until=until)
    statements = _within(record, record.statements(states=codes), since, until)
    rows = _settle(record, events, event_rows(record, events))
    kept = [r for r in rows if r["status"] != Status.HYPOTHETICAL.value]
    # An open plan stands in its own section only.
    plans = _put("plans", [r for r in kept if is_open_plan(r)])
    known = [r for r in kept if not is_open_plan(r)]
    theirs = {e.id for e in events if between_them(e, codes)}
    own = [r for r in known if r["id"] in theirs]
    dated = _put("timeline", [r for r in own if _is_dated(r)])
    undated = _put("undated", [r for r in own if not _is_dated(r)])
    others = _put("others", [r for r in known if r["id"] not in theirs])
    said = statement_rows(record, statements, codes)
    shown_ids = {e.id for e in events}
    against = contradiction_rows(
        record, [x for x in record.contradictions(states=codes) if x.event is None or x.event in shown_ids]
    )
    documents = sorted({d for e in events for d in e.documents} | {s.document for s in statements})
    library = Library(record)
    library.fetch(documents)
    page = Brief(
        states=list(states),
        period=_period(events, own, since, until),
        events=len(own),
        summary=tallies(own),
        differences=differences(against),
        documents=len(documents),
        sources=len({library[d].source for d in documents} - {None}),
        unsourced=sum(library[d].source is None for d in documents),
        origins=len({library.origin(d) for d in documents}),
        timeline=_best(dated, limits.events),
        undated=_best(undated, limits.events),
        others=_best(others, limits.others),
        statements=said[: limits.statements],
        contradictions=against[: limits.contradictions],
        plans=_in_order(plans),
        left_out={},
        record_option=record_option,
        next=[],
    )
    page["left_out"] = _left_out(page, dated=dated, undated=undated, others=others, statements=said, against=against)
    page["left_out"]["hypothetical"] = len(rows) - len(kept)
    page["next"] = next_steps(page, record_option)
    return page


def _left_out(
    page: Brief,
    *,
    dated: Sequence[object],
    undated: Sequence[object],
    others: Sequence[object],
    statements: Sequence[object],
    against: Sequence[object],
) -> dict[str, int]:
    """How many rows of each section the page does not show."""
    return {
        "timeline": len(dated) - len(page["timeline"]),
        "undated": len(undated) - len(page["undated"]),
        "others": len(others) - len(page["others"]),
        "statements": len(statements) - len(page["statements"]),
        "contradictions": len(against) - len(page["contradictions"]),
    }


def busiest_dyad(record: Reader) -> tuple[str, str] | None:
    """The pair of states with most events, by alphabet among equals; None where no event has two states."""
    pairs: Counter[tuple[str, str]] = Counter()
    for event in record.events():
        codes = sorted({p.country for p in (*event.sources, *event.targets) if p.country})
        pairs.update(combinations(codes, 2))
    return min(pairs, key=lambda p: (-pairs[p], p), default=None)


def next_steps(page: Brief, record_option: str = "") -> list[Step]:
    """Commands worth trying after this brief, with ids that are really in the record."""
    steps: list[tuple[str, str]] = []
    every = page["timeline"] + page["undated"]
    if every:
        most = min(every, key=lambda r: (-r["origins"], -r["documents"], r["id"]))
        steps.append((f"show {most['id']}", "the most reported event, down to the words of each report"))
    if page["contradictions"]:
        steps.append((f"show {page['contradictions'][0]['id']}", "who says what where the reports differ"))
    if page["statements"]:
        steps.append(
            (f"show {page['statements'][0]['id']}", "the strongest statement in its sentence, and how it came")
        )
    codes = " ".join(s["code"] for s in page["states"])
    if every:
        steps.append((f"events {codes} --json", "all events of the pair for a script"))
    steps.append(("export --format jsonl", "the whole record, one object a line"))
    return [Step(command=f"communique {command}{record_option}", shows=shows) for command, shows in steps]


def record_option(path: str, default: str) -> str:
    """What a pasted command needs to find the record at ``path``; nothing when it is the one found anyway."""
    return "" if path == default else f" --record {shlex.quote(path)}"


def _is_dated(row: EventRow) -> bool:
    return row["date"] is not None and (row["date"]["start"] or row["date"]["end"]) is not None


def _put(section: str, rows: list[EventRow]) -> list[EventRow]:
    for row in rows:
        row["section"] = section
    return rows


def _best(rows: list[EventRow], most: int | None) -> list[EventRow]:
    """The best reported of ``rows``, in the order of the days."""
    ranked = sorted(rows, key=lambda r: (-r["origins"], -r["documents"], not r["contradictions"], -r["score"], r["id"]))
    return _in_order(ranked[:most])


def _in_order(rows: Sequence[EventRow]) -> list[EventRow]:
    """By day, the undated last; within a day the stated before the inferred, then by kind: visits open a day."""

    def order(row: EventRow) -> tuple[object, ...]:
        date = row["date"]
        if date is None or not _is_dated(row):
            return ("9999", "9999", True, rank(row), row["id"])
        unsure = date["basis"] in (Basis.STORY.value, Basis.INFERRED.value)
        return (date["start"] or date["end"], date["end"] or date["start"], unsure, rank(row), row["id"])

    return sorted(rows, key=order)


def _settle(record: Reader, events: Sequence[Event], rows: list[EventRow]) -> list[EventRow]:
    """Rows without the plans that were kept: each of them is told at the event that came of it.

    A plan of which only a part is told, or something that shows it, stays: the part was not what was planned.
    """
    by_id = {r["id"]: r for r in rows}
    documents = {e.id: e.documents for e in events}
    library = Library(record)
    gone: set[str] = set()
    for row in rows:
        actual = by_id.get(row["outcome_event"] or "")
        kept = row["status"] == Status.PLANNED.value and row["outcome"] == Outcome.KEPT.value
        if kept and actual is not None and _is_it(row, actual):
            days = [day for d in documents[row["id"]] if (day := iso(library[d].published)) is not None]
            known = actual["planned"]
            if known is None or (known["day"] or "9999") > min(days, default="9999"):
                actual["planned"] = PlannedRow(event=row["id"], day=min(days, default=None))
            gone.add(row["id"])
    return [r for r in rows if r["id"] not in gone]


def _is_it(plan: EventRow, actual: EventRow) -> bool:
    return plan["event"] == actual["event"] and (plan["form"] == "visit") == (actual["form"] == "visit")


def _within(
    record: Reader, statements: Sequence[Statement], since: dt.date | None, until: dt.date | None
) -> list[Statement]:
    """Statements published in the period; one of an undated document stays."""
    library = Library(record)
    library.fetch(s.document for s in statements)

    def inside(day: dt.date | None) -> bool:
        return day is None or ((since is None or since <= day) and (until is None or day <= until))

    return [s for s in statements if inside(library[s.document].published)]


def _period(events: Sequence[Event], own: Sequence[EventRow], since: dt.date | None, until: dt.date | None) -> Period:
    dates: list[PartialDate] = [e.date for e in events if e.date is not None]
    first = since or min((d.start for d in dates if d.start), default=None)
    last = until or max((d.end for d in dates if d.end), default=None)
    words = span_of(own)
    if first is None or last is None or last < first:
        return Period(start=iso(first), end=iso(last), shown="no dated event", words=words)
    return Period(start=iso(first), end=iso(last), shown=between(first, last), words=words)
