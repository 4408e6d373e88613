"""The busiest pairs of states, each with how often they worked together and how often they clashed over time."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Literal

from typing_extensions import TypedDict

from communique import api
from communique.model.glances import Filters, Glance
from communique.model.ontology import EventType, ontology
from communique.model.records import Status
from communique.views.brief import StateRef
from communique.views.dates import day_text, iso
from communique.views.reader import Finder

Step = Literal["month", "quarter", "year"]

_LONGEST = 25  # years that fit into a small chart
_MONTHS: Mapping[Step, int] = {"month": 1, "quarter": 3, "year": 12}
_FITS: tuple[tuple[int, Step], ...] = ((18, "month"), (24, "quarter"))  # so many bars fit before a longer step is taken
_CAME_ABOUT = (Status.ACTUAL.value, Status.ONGOING.value)
_WIDE = dt.timedelta(days=366)  # an event of which only so wide a range is known stands in no bar


class Bar(TypedDict):
    """One period: its first day (ISO) and its name, and how many events of cooperation and of conflict began in it."""

    start: str
    shown: str
    cooperation: int
    conflict: int


class DyadCard(TypedDict):
    """A pair of states at a glance.

    ``events`` counts all between them, ``last`` is the last day of any that came about. ``bars`` are the same periods
    on all cards; they hold what came about, ``words`` says them, and ``earlier`` is how many lie before the first.
    """

    states: list[StateRef]
    events: int
    last: str | None
    step: Step
    bars: list[Bar]
    earlier: int
    words: str


def dyad_cards(record: Finder, *, most: int = 6) -> list[DyadCard]:
    """The busiest dyads, all over the same time."""
    names = {s.code: s.name for s in api.all_states()}
    pairs = record.pairs(limit=most)
    dated = [_dated(record.glances(Filters(states=p.states, between=True))) for p in pairs]
    step, starts = _axis([day for listed in dated for day, _ in listed])
    cards = []
    for pair, listed in zip(pairs, dated, strict=True):
        bars = _bars(listed, step, starts)
        earlier = sum(day < starts[0] for day, _ in listed) if starts else 0
        states = [StateRef(code=code, name=names.get(code, code)) for code in pair.states]
        cards.append(
            DyadCard(
                states=states,
                events=pair.events,
                last=iso(pair.last),
                step=step,
                bars=bars,
                earlier=earlier,
                words=_words(states, bars, step),
            )
        )
    return cards


def _dated(glances: Iterable[Glance]) -> list[tuple[dt.date, bool]]:
    """The first day of each event that came about and is of either kind, and whether it is cooperation."""
    out = []
    for glance in glances:
        if glance.status not in _CAME_ABOUT or glance.event is None or glance.start is None:
            continue
        if glance.end is not None and glance.end - glance.start <= _WIDE:
            out.append((glance.start, ontology().quad(EventType(glance.event)) <= 2))
    return out


def _axis(days: Sequence[dt.date]) -> tuple[Step, list[dt.date]]:
    """How long a bar is, and the first day of each; nothing where nothing is dated."""
    if not days:
        return "year", []
    last = max(days)
    first = max(min(days), dt.date(max(last.year - _LONGEST + 1, 1), 1, 1))
    months = (last.year - first.year) * 12 + last.month - first.month + 1
    step: Step = "year"
    for bars, fitting in _FITS:
        if months <= bars * _MONTHS[fitting]:
            step = fitting
            break
    starts = [_begin(first, step)]
    while (after := _after(starts[-1], step)) is not None and after <= last:
        starts.append(after)
    return step, starts


def _begin(day: dt.date, step: Step) -> dt.date:
    months = _MONTHS[step]
    return day.replace(month=(day.month - 1) // months * months + 1, day=1)


def _after(start: dt.date, step: Step) -> dt.date | None:
    month = start.month + _MONTHS[step]
    if month <= 12:
        return start.replace(month=month)
    return start.replace(year=start.year + 1, month=1) if start.year < dt.MAXYEAR else None


def _bars(dated: Sequence[tuple[dt.date, bool]], step: Step, starts: Sequence[dt.date]) -> list[Bar]:
    counted = Counter((_begin(day, step), together) for day, together in dated)
    return [
        Bar(
            start=start.isoformat(),
            shown=_name(start, step),
            cooperation=counted[start, True],
            conflict=counted[start, False],
        )
        for start in starts
    ]


def _name(start: dt.date, step: Step) -> str:
    if step == "year":
        return str(start.year)
    return day_text(start, month=True) if step == "month" else f"Q{(start.month + 2) // 3} {start.year}"


def _words(states: Sequence[StateRef], bars: Sequence[Bar], step: Step) -> str:
    """What a chart of these bars shows, in a sentence."""
    between = " and ".join(s["name"] for s in states)
    if not bars:
        return f"{between}: no dated event"
    first, last = bars[0]["shown"], bars[-1]["shown"]
    by = "" if first == last else f" by {step}"
    head = f"{between}, {first if first == last else f'{first} to {last}'}{by}"
    kinds = (("cooperation", [bar["cooperation"] for bar in bars]), ("conflict", [bar["conflict"] for bar in bars]))
    return f"{head}: {'; '.join(_told(name, numbers, bars) for name, numbers in kinds)}"


def _told(name: str, numbers: Sequence[int], bars: Sequence[Bar]) -> str:
    total, most = sum(numbers), max(numbers)
    if not total:
        return f"no {name}"
    top = bars[numbers.index(most)]["shown"]
    when = f", all in {top}" if most == total > 1 else f", in {top}" if total == 1 else f", most in {top} ({most})"
    return f"{total} {'event' if total == 1 else 'events'} of {name}{when if len(bars) > 1 else ''}"
