"""What a brief holds, in a line of words: how many visits, agreements, accusations. Table: `summary.toml`."""

from __future__ import annotations

import datetime as dt
import tomllib
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

from typing_extensions import TypedDict

from communique.errors import BadTable
from communique.model.ontology import EventType, ontology
from communique.model.records import Status
from communique.model.values import Basis, Precision
from communique.views.dates import DateShape, day_text
from communique.views.shapes import ContradictionRow


class Counted(TypedDict):
    """What of an event tells its kind and whether it came about; every `EventRow` has it."""

    event: str | None
    form: str | None
    mode: str | None
    status: str
    outcome: str | None


class Dated(TypedDict):
    """When something was; every `EventRow` has it."""

    date: DateShape | None


class Tally(TypedDict):
    """How many rows are of one kind; ``shown`` is the number with its words."""

    kind: str
    count: int
    shown: str


@dataclass(frozen=True, slots=True)
class Kinds:
    """The kinds in their order as (one, many), and which form or event belongs to which of them, by position."""

    names: tuple[tuple[str, str], ...]
    forms: Mapping[str, int]
    events: Mapping[str, int]


def parse(raw: dict[str, Any]) -> Kinds:
    """Check a parsed table of kinds.

    Raises:
        BadTable: an entry without its keys, one named twice, or an event or form of the codebook that none counts.
    """
    names: list[tuple[str, str]] = []
    forms: dict[str, int] = {}
    events: dict[str, int] = {}
    try:
        for at, row in enumerate(raw["kinds"]):
            names.append((str(row["one"]), str(row["many"])))
            for table, keys in ((forms, row["forms"]), (events, row["events"])):
                for key in keys:
                    if table.setdefault(str(key), at) != at:
                        raise BadTable(f"summary.toml: {key} stands in two kinds", "leave it in one")
    except (KeyError, TypeError) as error:
        raise BadTable(f"summary.toml: {error}", "every kind needs one, many, forms and events") from error
    missing = {e.value for e in EventType} - set(events) | {f for f, _ in ontology().forms} - set(forms)
    if missing - {EventType.REQUEST.value}:
        raise BadTable(f"summary.toml: nothing counts {', '.join(sorted(missing))}", "add it to a kind")
    return Kinds(tuple(names), forms, events)


@cache
def kinds() -> Kinds:
    """The shipped table.

    Raises:
        BadTable: when `summary.toml` is damaged.
    """
    text = resources.files("communique.views").joinpath("summary.toml").read_text(encoding="utf-8")
    try:
        return parse(tomllib.loads(text))
    except tomllib.TOMLDecodeError as error:
        raise BadTable(f"summary.toml: {error}", "reinstall communique") from error


def rank(row: Counted) -> int:
    """The place of a row's kind in the table: what opens a day stands first."""
    table = kinds()
    if row["form"] in table.forms:
        return table.forms[row["form"] or ""]
    by_mode = table.events.get(f"{row['event']} {row['mode']}")
    return by_mode if by_mode is not None else table.events.get(row["event"] or "", len(table.names) - 1)


def tallies(rows: Sequence[Counted]) -> list[Tally]:
    """How many rows are of each kind, in the order of the table; what did not come about is counted last, as that."""
    done: Counter[int] = Counter()
    undone: Counter[str] = Counter()
    for row in rows:
        if row["status"] in (Status.ACTUAL.value, Status.ONGOING.value):
            done[rank(row)] += 1
        elif row["status"] == Status.PLANNED.value:
            undone[f"planned and {row['outcome'] or 'open'}"] += 1
        else:
            undone[row["status"]] += 1
    names = kinds().names
    counted = [(one, number, one if number == 1 else many) for (one, many), number in
               ((names[at], done[at]) for at in sorted(done))]  # fmt: skip
    counted += [(name, undone[name], name) for name in sorted(undone)]
    return [Tally(kind=kind, count=number, shown=f"{number} {words}") for kind, number, words in counted]


def differences(rows: Sequence[ContradictionRow]) -> list[Tally]:
    """How many disagreements are of each type: only the first type is a contradiction."""
    found = Counter(row["type"] for row in rows)
    out = []
    for type, one, many in (
        ("contradiction", "contradiction", "contradictions"),
        ("update", "updated figure", "updated figures"),
        ("scope", "difference of scope", "differences of scope"),
    ):
        words = f"{found[type]} {one if found[type] == 1 else many}" if found[type] else f"no {one}"
        if found[type] or type == "contradiction":
            out.append(Tally(kind=type, count=found[type], shown=words))
    return out


def span_of(rows: Sequence[Dated]) -> str:
    """From when to when, in words; a month where a day is only inferred. Nothing where no row is dated.

    A range that the text only bounds says when its events can have been, not when they were.
    """
    dates = [d for r in rows if (d := r["date"]) is not None and (d["start"] or d["end"])]
    if not dates:
        return ""

    def text(day: str, date: Mapping[str, Any]) -> str:
        unsure = date["basis"] == Basis.INFERRED.value and date["precision"] != Precision.DAY.value
        return day_text(dt.date.fromisoformat(day), month=unsure or date["precision"] in ("month", "year"))

    first = min(dates, key=lambda d: (d["start"] or d["end"] or "", d["basis"]))
    last = max(dates, key=lambda d: (d["end"] or d["start"] or "", d["basis"]))
    if (first["start"], first["end"]) == (last["start"], last["end"]):
        return f"{'on' if first['shown'][:1].isdigit() and ' ' in first['shown'] else ''} {first['shown']}".strip()
    begin, end = text(first["start"] or first["end"] or "", first), text(last["end"] or last["start"] or "", last)
    if begin == end:
        return f"{'on' if begin[:1].isdigit() else 'in'} {begin}"
    return f"from {begin} to {end}"
