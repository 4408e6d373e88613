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
from typing import TypedDict

from communique.model.records import Event, Statement
from communique.model.values import PartialDate
from communique.views.dates import between, iso
from communique.views.reader import Reader
from communique.views.rows import Library, contradiction_rows, event_rows, is_open_plan, statement_rows
from communique.views.shapes import ContradictionRow, EventRow, StatementRow


class StateRef(TypedDict):
    """A state by code and display name."""

    code: str
    name: str


class Period(TypedDict):
    """First and last day that the brief covers, ISO, and the same for people. None where no event is dated."""

    start: str | None
    end: str | None
    shown: str


class Step(TypedDict):
    """A command to try next, ready to paste, and what it shows."""

    command: str
    shows: str


class Brief(TypedDict):
    """The whole page. ``unsourced`` counts documents of no known source, ``left_out`` what had no room, by section."""

    states: list[StateRef]
    period: Period
    documents: int
    sources: int
    unsourced: int
    origins: int
    timeline: list[EventRow]
    undated: list[EventRow]
    statements: list[StatementRow]
    contradictions: list[ContradictionRow]
    plans: list[EventRow]
    left_out: dict[str, int]
    next: list[Step]


@dataclass(frozen=True, slots=True)
class Limits:
    """How many rows each section shows at most; None for all."""

    events: int | None = 40
    statements: int | None = 12
    contradictions: int | None = 20


ALL = Limits(None, None, None)


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
    rows = event_rows(record, events)
    dated = [r for r in rows if _is_dated(r)]
    undated = [r for r in rows if not _is_dated(r)]
    plans = [r for r in rows if is_open_plan(r)]
    said = statement_rows(record, statements)
    shown_ids = {e.id for e in events}
    against = contradiction_rows(
        record, [x for x in record.contradictions(states=codes) if x.event is None or x.event in shown_ids]
    )
    timeline, undated_kept = _best(dated, limits.events), _best(undated, limits.events)
    documents = sorted({d for e in events for d in e.documents} | {s.document for s in statements})
    library = Library(record)
    page = Brief(
        states=list(states),
        period=_period(events, since, until),
        documents=len(documents),
        sources=len({library[d].source for d in documents} - {None}),
        unsourced=sum(library[d].source is None for d in documents),
        origins=len({o.name for e in events for o in e.origins}),
        timeline=timeline,
        # An open plan without a day stands in its own section only.
        undated=[r for r in undated_kept if not is_open_plan(r)],
        statements=said[: limits.statements],
        contradictions=against[: limits.contradictions],
        plans=plans,
        left_out={
            "timeline": len(dated) - len(timeline),
            "undated": len(undated) - len(undated_kept),
            "statements": max(len(said) - (limits.statements or len(said)), 0),
            "contradictions": max(len(against) - (limits.contradictions or len(against)), 0),
        },
        next=[],
    )
    page["next"] = next_steps(page, record_option)
    return page


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


def _best(rows: list[EventRow], most: int | None) -> list[EventRow]:
    """The best reported of ``rows``, in the order they came."""
    if most is None or len(rows) <= most:
        return rows
    ranked = sorted(rows, key=lambda r: (-r["origins"], -r["documents"], not r["contradictions"], -r["score"], r["id"]))
    kept = {r["id"] for r in ranked[:most]}
    return [r for r in rows if r["id"] in kept]


def _within(
    record: Reader, statements: Sequence[Statement], since: dt.date | None, until: dt.date | None
) -> list[Statement]:
    """Statements published in the period; one of an undated document stays."""
    library = Library(record)

    def inside(day: dt.date | None) -> bool:
        return day is None or ((since is None or since <= day) and (until is None or day <= until))

    return [s for s in statements if inside(library[s.document].published)]


def _period(events: Sequence[Event], since: dt.date | None, until: dt.date | None) -> Period:
    dates: list[PartialDate] = [e.date for e in events if e.date is not None]
    first = since or min((d.start for d in dates if d.start), default=None)
    last = until or max((d.end for d in dates if d.end), default=None)
    if first is None or last is None or last < first:
        return Period(start=iso(first), end=iso(last), shown="no dated event")
    return Period(start=iso(first), end=iso(last), shown=between(first, last))
