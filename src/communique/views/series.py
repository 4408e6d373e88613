"""Cooperation and conflict over time: summed PLOVER scores, set against how many documents are held of each period."""

from __future__ import annotations

import calendar
import datetime as dt
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from math import fsum, sqrt

from typing_extensions import TypedDict

from communique.errors import UsageError
from communique.model.glances import Filters, Glance
from communique.model.ontology import EventType, ontology
from communique.model.records import Status
from communique.views.dates import between
from communique.views.reader import Finder

STEPS = {"month": 1, "quarter": 3, "year": 12}
"""How long a period may be, in months."""

SIDES = ("cooperation", "conflict")
PER = 100  # documents that a rate is told for where so many are held of any period; else it is told for one
_MOST_MONTHS, _MOST_QUARTERS = 36, 40  # periods that a chart shows well
_MOST = 2_400  # periods of an answer
_FEW = 5  # documents below which a rate rests on little
_BEYOND = 5  # years after the last document of a known day that events may still be shown in
_Z = 1.96  # standard deviations on either side that hold 95 %
_CAME_ABOUT = (Status.ACTUAL.value, Status.ONGOING.value)

HOW = (
    "Each event that came about counts with the score of its kind in the PLOVER codebook (after Goldstein 1992, from"
    " −10 to +10); what is above 0 is cooperation, what is below conflict, and the two are not set off against each"
    " other. Rates are sums per document that the record holds of the period (per 100, where it holds so many),"
    " copies left out. The thin lines show"
    " 95 % intervals of the sum taken as compound Poisson: were events to come independently and evenly, the"
    " variance of the sum is the sum of the squared scores. They say how much chance alone may move, not"
    " whether reports are right."
)
CITED = (
    "Goldstein, J. S. (1992): A Conflict-Cooperation Scale for WEIS Events Data. Journal of Conflict Resolution 36(2),"
    " 369–385; PLOVER Manual (openeventdata/PLOVER), table of scores."
)


class SeriesRow(TypedDict):
    """One side (cooperation or conflict) in one period, from ``start`` to ``end`` (ISO days, both included).

    ``documents``: held of the period; ``events``: how many of this side came about in it. ``score``: the sum of their
    PLOVER scores, which is negative for conflict, with the bounds of its 95 % interval; ``rate``: the same for
    ``per`` documents (100, or 1 in a series no period of which holds so many), None where none of the period is held.
    """

    period: str
    shown: str
    start: str
    end: str
    documents: int
    side: str
    events: int
    score: float
    low: float
    high: float
    per: int
    rate: float | None
    rate_low: float | None
    rate_high: float | None


class Series(TypedDict):
    """Both sides over time. ``step``: month, quarter or year; ``rows``: by period, cooperation before conflict.

    Of the events, ``counted`` stand in the rows and the others do not: ``earlier`` and ``later`` than all documents
    (``earliest``: the first day of the earlier ones), ``unsure``: the day is not known to within a period,
    ``unscored``: votes and what has no kind, ``neutral``: the score is 0, ``undone``: did not come about. ``recalled``:
    those of the counted in periods of which no document is held. ``undated``: documents of no known day. ``few``: rates
    of periods with fewer documents rest on little. ``notes`` tells all that for people; ``how`` and ``cited`` say how
    it is made.
    """

    step: str
    rows: list[SeriesRow]
    counted: int
    earlier: int
    earliest: str | None
    later: int
    unsure: int
    unscored: int
    neutral: int
    undone: int
    recalled: int
    few: int
    documents: int
    undated: int
    notes: list[str]
    how: str
    cited: str


@dataclass(slots=True)
class _Period:
    start: dt.date
    end: dt.date
    documents: int = 0
    scores: tuple[list[float], list[float]] = field(default_factory=lambda: ([], []))


def series(
    glances: Iterable[Glance],
    published: Mapping[dt.date | None, int],
    *,
    step: str | None = None,
    since: dt.date | None = None,
    until: dt.date | None = None,
) -> Series:
    """Cooperation and conflict by period, from the first document that is held to the last document or event.

    Events of more than five years after the last document of a known day are left out: such days are mistakes.

    The 95 % interval takes the sum S of the scores w as compound Poisson: events come independently, their number is
    Poisson, so that Var(S) is estimated by the sum of w². It is S ± 1.96 √Σw², clipped at 0, since a sum of one sign
    cannot cross it; where nothing was counted it has no width. It tells chance, not error of reading or of coverage.
    Scores: PLOVER manual, after Goldstein (1992), A Conflict-Cooperation Scale for WEIS Events Data.

    Args:
        glances: the events.
        published: how many documents were published on each day; None: of no known day.
        step: month, quarter or year; None takes the finest that a chart shows well.
        since: the first day that is asked for.
        until: the last.

    Raises:
        UsageError: no such step, or so many periods that nobody could read them.
    """
    held = {
        day: number
        for day, number in published.items()
        if day is not None and number and (since is None or since <= day) and (until is None or day <= until)
    }
    known = list(glances)
    first, last = _span(held, known, until)
    step = _step(step, first, last)
    periods = [] if first is None or last is None else _periods(step, first, last)
    starts = [p.start for p in periods]
    for day, number in held.items():
        periods[bisect_right(starts, day) - 1].documents += number
    left = dict.fromkeys(("earlier", "later", "unsure", "unscored", "neutral", "undone"), 0)
    earliest: dt.date | None = None
    for glance in known:
        score = score_of(glance.event, glance.mode)
        why = _why_not(glance, score)
        if not why and glance.start is not None and glance.end is not None:
            if _first_of(glance.start, step) != _first_of(glance.end, step):
                why = "unsure"
            elif not periods or glance.end < starts[0]:
                why, earliest = "earlier", min(earliest or glance.start, glance.start)
            elif glance.start > periods[-1].end:
                why = "later"
            else:
                periods[bisect_right(starts, glance.start) - 1].scores[score < 0].append(score)
        if why:
            left[why] += 1
    counted = sum(len(side) for p in periods for side in p.scores)
    per = PER if any(p.documents >= PER for p in periods) else 1
    made = Series(
        step=step,
        rows=[_row(p, step, at, per) for p in periods for at in range(len(SIDES))],
        counted=counted,
        earliest=None if earliest is None else earliest.isoformat(),
        recalled=sum(len(side) for p in periods if not p.documents for side in p.scores),
        few=_FEW,
        documents=sum(held.values()),
        undated=published.get(None, 0),
        notes=[],
        how=HOW,
        cited=CITED,
        earlier=left["earlier"],
        later=left["later"],
        unsure=left["unsure"],
        unscored=left["unscored"],
        neutral=left["neutral"],
        undone=left["undone"],
    )
    made["notes"] = _notes(made)
    return made


def series_of(
    record: Finder, filters: Filters, *, step: str | None = None, glances: Iterable[Glance] | None = None
) -> Series:
    """The series of the events that filters let through; of one source they are set against its documents alone.

    Args:
        record: where to read.
        filters: which events.
        step: as for `series`.
        glances: the events, where they are known already.

    Raises:
        UsageError: as `series` does.
    """
    known = record.glances(filters) if glances is None else glances
    if filters.source is None:
        return series(known, record.published(), step=step, since=filters.since, until=filters.until)
    held: Counter[dt.date | None] = Counter()
    for day, _ in record.document_keys(source=filters.source):
        held[None if day >= "9999" else dt.date.fromisoformat(day)] += 1
    made = series(known, held, step=step, since=filters.since, until=filters.until)
    made["notes"].insert(0, "Set against the documents of this source alone, copies among them.")
    return made


@cache
def score_of(event: str | None, mode: str | None) -> float:
    """The PLOVER score of an event by its values; 0 for what the codebook has no kind for."""
    return 0.0 if event is None else ontology().score(EventType(event), mode)


def _why_not(glance: Glance, score: float) -> str:
    """Why an event counts nowhere, whatever the period; nothing for one that counts."""
    if glance.status not in _CAME_ABOUT:
        return "undone"
    if glance.event is None:
        return "unscored"
    if not score:
        return "neutral"
    return "unsure" if glance.start is None or glance.end is None else ""


def _row(period: _Period, step: str, at: int, per: int) -> SeriesRow:
    scores, sign = period.scores[at], -1.0 if at else 1.0
    size, wide = fsum(abs(s) for s in scores), _Z * sqrt(fsum(s * s for s in scores))
    near, far = sign * max(size - wide, 0.0) + 0.0, sign * (size + wide) + 0.0  # + 0.0: there is no -0
    low, high = min(near, far), max(near, far)

    def rate(value: float) -> float | None:
        return round(per * value / period.documents + 0.0, 4) if period.documents else None

    return SeriesRow(
        period=_name(period.start, step),
        shown=between(period.start, period.end),
        start=period.start.isoformat(),
        end=period.end.isoformat(),
        documents=period.documents,
        side=SIDES[at],
        events=len(scores),
        score=round(sign * size + 0.0, 4),
        low=round(low, 4),
        high=round(high, 4),
        per=per,
        rate=rate(sign * size),
        rate_low=rate(low),
        rate_high=rate(high),
    )


def _span(
    held: Mapping[dt.date, int], glances: Iterable[Glance], until: dt.date | None
) -> tuple[dt.date | None, dt.date | None]:
    """The first and the last day to be shown; None where no document is held."""
    if not held:
        return None, None
    first, last = min(held), max(held)
    limit = last.replace(year=min(last.year + _BEYOND, dt.MAXYEAR), day=min(last.day, 28))
    days = [
        g.end
        for g in glances
        if g.end is not None and last < g.end <= limit and not _why_not(g, score_of(g.event, g.mode))
    ]
    last = max([last, *days])
    return first, last if until is None else max(min(last, until), first)


def _step(asked: str | None, first: dt.date | None, last: dt.date | None) -> str:
    """The step that is asked for, or the finest with which the span can be read."""
    if asked and asked not in STEPS:
        raise UsageError(f"there is no step {asked}", f"one of: {', '.join(STEPS)}")
    months = 0
    if first is not None and last is not None:
        months = 12 * (last.year - first.year) + last.month - first.month + 1
    if asked:
        if months > _MOST * STEPS[asked] and asked != "year":
            raise UsageError(f"{months // STEPS[asked]} {asked}s are too many", "ask for years, or for a shorter time")
        return asked
    if months <= _MOST_MONTHS:
        return "month"
    return "quarter" if months <= _MOST_QUARTERS * STEPS["quarter"] else "year"


def _first_of(day: dt.date, step: str) -> dt.date:
    """The first day of the period that holds a day."""
    months = STEPS[step]
    return day.replace(month=(day.month - 1) // months * months + 1, day=1)


def _periods(step: str, first: dt.date, last: dt.date) -> list[_Period]:
    """All periods from the one of the first day to that of the last, without a gap."""
    found: list[_Period] = []
    start = _first_of(first, step)
    while start <= last:
        month = start.month + STEPS[step] - 1
        end = start.replace(month=month, day=calendar.monthrange(start.year, month)[1])
        found.append(_Period(start, end))
        if end == dt.date.max:
            break
        start = end + dt.timedelta(days=1)
    return found


def _name(start: dt.date, step: str) -> str:
    if step == "year":
        return f"{start.year:04}"
    return f"{start:%Y-%m}" if step == "month" else f"{start.year:04}-Q{(start.month + 2) // 3}"


def _notes(made: Series) -> list[str]:
    """What the rows do not show, in sentences."""
    step, notes = made["step"], []

    def events(number: int) -> str:
        return f"{number} event" if number == 1 else f"{number} events"

    if not made["rows"]:
        notes.append("No document of a known day is held of this time, so that nothing can be set against coverage.")
    elif made["earlier"]:
        notes.append(
            f"{events(made['earlier'])} from before the first document (since {(made['earliest'] or '')[:4]}), which"
            " later reports recall, left out."
        )
    if made["recalled"]:
        notes.append(
            f"{events(made['recalled'])} in a {step} of which no document is held, told by later reports: counted in"
            " the table, without a rate."
        )
    if made["later"]:
        notes.append(f"{events(made['later'])} from after the time of the documents left out.")
    held = [row["documents"] for row in made["rows"][:: len(SIDES)] if row["documents"]]
    if few := sum(number < _FEW for number in held):
        notes.append(
            f"In {few} of {len(held)} {step}s fewer than {_FEW} documents are held: rates there rest on little (pale)."
        )
    if made["unsure"]:
        notes.append(f"{events(made['unsure'])} left out because the day is not known to within a {step}.")
    if made["undone"]:
        notes.append(f"{events(made['undone'])} that did not come about, or not yet, left out.")
    if made["unscored"] or made["neutral"]:
        notes.append(
            f"{events(made['unscored'] + made['neutral'])} that the codebook gives no score or the score 0 (votes,"
            " invitations) left out."
        )
    if number := made["undated"]:
        told = (
            f"{number} document of no known day counts" if number == 1 else f"{number} documents of no known day count"
        )
        notes.append(f"{told} in no {step}.")
    return notes
