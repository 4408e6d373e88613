"""What became of a planned event: looked for among what is told of the same people in the days around it.

``settle_plan`` decides one plan from the events near it, so that a query can feed it.
Nothing here depends on any order: of several events that answer a plan the closest counts, then the lowest id.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from communique.merge.facts import TALKS, known_days
from communique.merge.undertakings import Fit, fit_of, shared_persons
from communique.model.ontology import EventType
from communique.model.records import Claim, Document, Event, Outcome, Status
from communique.model.values import PartialDate

_DAY_SLACK = dt.timedelta(days=1)  # time zones, and "on Tuesday" counted from another capital
_WIDE_SLACK = dt.timedelta(days=3)  # "next week", "early August"
# "Five rounds in 2021 and 2022" keeps no plan for one day: a happening told less exactly than this settles nothing.
_WIDE = dt.timedelta(days=62)
_MOVED_WITHIN = dt.timedelta(days=45)
# How long after an undated plan a happening may still be it. The same two talk again soon anyway; a visit, a signing, a
# delivery takes longer, and comes seldom.
_TALKS_WITHIN = dt.timedelta(days=60)
_UNDATED_WITHIN = dt.timedelta(days=120)
_NONE = dt.timedelta(0)
_HAPPENED = (Status.ACTUAL, Status.ONGOING)

# No day, whatever a recogniser makes of it.
_VAGUE = re.compile(r"(?i)\b(?:coming|near future|soon|shortly|upcoming|forthcoming|next few|some time|later|ahead)\b")
_NEW_DAY = re.compile(
    r"(?i)\b(?:postpon\w*|reschedul\w*|put (?:off|back)|push(?:ed|es)? back|delay(?:ed|s|ing)?|deferr?\w*|moved|"
    r"shift(?:ed|s)?|brought forward|new date|instead of|first (?:fixed|planned|scheduled|set)|originally)\b"
)
_OFF = re.compile(
    r"(?i)\b(?:call(?:ed|s|ing)? (?:it )?off|cancel\w*|scrapp?ed|abandoned|will not (?:take place|go ahead|be held)|"
    r"(?:postpon\w*|put off|delay\w*|defer\w*|suspend\w*|shelved)\b[^.;]*\b(?:indefinitely|sine die|"
    r"until further notice|(?:no|without (?:a|any|setting|naming|giving)(?: a)?) (?:new )?(?:date|day)))\b"
)
_NOT_HELD = re.compile(
    r"(?i)\b(?:(?:did|does|has|have|had) (?:not|never)|didn['’]t|never|failed to|without) (?:yet )?"
    r"(?:tak(?:e|en|ing) place|took place|be(?:en|ing)? held|happen(?:ed|ing)?|materiali[sz]ed?|com(?:e|ing) about|"
    r"go(?:ne)? ahead|arriv(?:ed?|ing))\b|\bwas(?: not|n['’]t) held\b"
)
_AGAIN = re.compile(r"(?i)\b(?:again|another|second|third|fourth|next|further)\b")


@dataclass(frozen=True, slots=True)
class Window:
    """The days on which a plan is to be carried out, both included; ``stated`` when its own words tell them."""

    first: dt.date
    last: dt.date
    stated: bool

    def widened(self) -> Window:
        """With the days by which reports of one day differ."""
        slack = _DAY_SLACK if self.first == self.last else _WIDE_SLACK
        return Window(self.first - slack, self.last + slack, self.stated) if self.stated else self

    def gap(self, first: dt.date, last: dt.date) -> dt.timedelta:
        """How far some days are from it; nothing when they share one."""
        return max(self.first - last, first - self.last, _NONE)

    def __str__(self) -> str:
        return f"{self.first}" if self.first == self.last else f"{self.first} to {self.last}"


def reach(
    plan: Event, claims: Mapping[str, Claim], documents: Mapping[str, Document]
) -> tuple[dt.date, dt.date] | None:
    """First and last day of the events that can decide a plan; undated ones that its documents' days bound count too.

    None where neither the plan nor any document that tells it has a day: only events of its own documents count then.
    """
    window = window_of(plan, claims, documents)
    if window is None:
        return None
    wide = window.widened()
    return (wide.first - _MOVED_WITHIN, wide.last + _MOVED_WITHIN) if window.stated else (wide.first, wide.last)


def settle_plan(
    plan: Event,
    near: Iterable[Event],
    claims: Mapping[str, Claim],
    documents: Mapping[str, Document],
    coverage: Sequence[dt.date],
) -> Event:
    """One planned event with ``outcome``, ``outcome_event`` and ``outcome_why``.

    Kept: it is told, or a part of it, or that its people are there then. Moved: it is told or planned for another day.
    Cancelled: called off, or put off without a new day. Missed: its day has passed by more than the slack of reports,
    the pair is still reported on, and nobody tells it; or it is denied. Open: all else; a plan without a day is never
    missed.

    Args:
        plan: an event with status planned.
        near: events of its parties or persons, of any block and status, around its day (``reach``); itself may be
            among them; more do no harm.
        claims: by id, at least those of the plan and of ``near``.
        documents: by id, at least those of these claims.
        coverage: days on which anything was published about the plan's parties.
    """
    case = _Case(plan, near, claims, documents, coverage)
    for decide in (case.kept, case.moved, case.cancelled, case.missed):
        found = decide()
        if found is not None:
            return found
    return case.open()


def window_of(plan: Event, claims: Mapping[str, Claim], documents: Mapping[str, Document]) -> Window | None:
    """When a plan is to be carried out: on the days told, else within two months of being told, else not known."""
    told = _told(plan, documents)
    first, last = known_days(plan.date)
    # A plan for a day gone by is a misread year, and "in the coming weeks" no day.
    if first is not None and last is not None and not _is_vague(plan.date) and not (told and last < min(told)):
        return Window(first, last, stated=True)
    within = _TALKS_WITHIN if plan.form in TALKS | {"call"} and plan.event is EventType.CONSULT else _UNDATED_WITHIN
    return Window(min(told), min(told) + within, stated=False) if told else None


class _Case:
    """A plan with the events that could be what became of it."""

    def __init__(
        self,
        plan: Event,
        near: Iterable[Event],
        claims: Mapping[str, Claim],
        documents: Mapping[str, Document],
        coverage: Sequence[dt.date],
    ) -> None:
        self.plan, self.claims, self.documents = plan, claims, documents
        self.window = window_of(plan, claims, documents)
        others = {e.id: e for e in near if e.id != plan.id}
        fits = ((fit_of(plan, e, claims, closely=not self._is_then(e)), e) for _, e in sorted(others.items()))
        self.like = [(fit, e) for fit, e in fits if fit is not None]
        self.announced = min(_told(plan, documents), default=None)
        self.latest = max(coverage, default=None)

    def kept(self) -> Event | None:
        """Told on its days."""
        rows: list[tuple[Fit, int, int, str]] = []
        for fit, event in self.like:
            if event.status not in _HAPPENED:
                continue
            if self.window is None:
                # An undated report that tells of a visit both as to come and as made tells of one visit.
                undated = {i for i in self.plan.documents if i in self.documents and not self.documents[i].published}
                if fit is Fit.SAME and undated & set(event.documents):
                    rows.append((fit, 0, 0, event.id))
                continue
            days = self._days(event)
            if days is None or not self._is_then(event):
                continue
            if not self.window.stated and fit is Fit.THERE:
                continue
            if self._came_before(event, days):
                continue
            rows.append((fit, self.window.gap(*days).days, -shared_persons(self.plan, event), event.id))
        if not rows:
            return None
        fit, _, _, id = min(rows)
        event = self._event(id)
        how = {
            Fit.SAME: "it is told",
            Fit.PART: "a part of it is told",
            Fit.THERE: "its people are told of in its place, or together,",
        }[fit]
        return self._as(Outcome.KEPT, f"{how} {self._when(event)}", event)

    def _is_then(self, event: Event) -> bool:
        """It happened on the plan's days: only of such it matters whether it is but a part of what was planned."""
        if self.window is None or event.status not in _HAPPENED:
            return False
        days = self._days(event)
        return days is not None and days[1] - days[0] <= _WIDE and not self.window.widened().gap(*days)

    def _came_before(self, event: Event, days: tuple[dt.date, dt.date]) -> bool:
        """What the first report of a plan tells as done, or what lies before that report, is what the plan follows on.

        Unless the plan is for that very day and that very kind of thing: then one report tells it in two tenses.
        """
        if self.announced is None or (days == known_days(self.plan.date) and event.form == self.plan.form):
            return False
        stated = self.window is not None and self.window.stated
        return days[1] < self.announced or (not stated and days[1] == self.announced) or self._told_with(event)

    def _told_with(self, event: Event) -> bool:
        """The event is told by the report that first tells the plan."""
        first = {i for i in self.plan.documents if (d := self.documents.get(i)) and d.published == self.announced}
        return bool(first & set(event.documents))

    def moved(self) -> Event | None:
        """Told or planned for another day."""
        if self.window is None or not self.window.stated:
            return None
        rows: list[tuple[bool, int, int, str]] = []
        for fit, event in self.like:
            happened = event.status in _HAPPENED
            days = self._days(event) if happened or known_days(event.date)[0] else None
            if fit is not Fit.SAME or days is None:
                continue
            first, last = days
            gap = self.window.gap(first, last)
            if not self.window.widened().gap(first, last) or gap > _MOVED_WITHIN or last - first > _WIDE:
                continue
            if self._is_other_day(event, first):
                planned = event.status is Status.PLANNED
                rows.append((planned, gap.days, -shared_persons(self.plan, event), event.id))
        if not rows:
            return self._moved_in_own_words()
        planned, _, _, id = min(rows)
        event = self._event(id)
        what = "it is now planned" if planned else "it is told"
        return self._as(Outcome.MOVED, f"{what} {self._when(event)}, not for {self.window}", event)

    def _moved_in_own_words(self) -> Event | None:
        """A later report of the plan itself gives another day for it."""
        for claim, document in self._own():
            first, last = known_days(claim.date)
            later = document.published and self.announced and document.published > self.announced
            if not later or first is None or last is None or not _NEW_DAY.search(claim.sentence.of(document.text)):
                continue
            assert self.window is not None
            if self.window.widened().gap(first, last) and first >= self.window.first:
                why = f"{document.id} tells it for {Window(first, last, stated=True)}, not for {self.window}"
                return self._as(Outcome.MOVED, why)
        return None

    def _is_other_day(self, event: Event, first: dt.date) -> bool:
        """True where the event is this plan on another day, and no other round of the same people."""
        words = self._words(event)
        if event.status in _HAPPENED:
            assert self.window is not None
            if first < self.window.first:
                # Before its day: what the plan's own report tells happened, or what had, is what it follows on.
                after = self.announced is not None and first > self.announced
                return after and not self._told_with(event) and not self._was_planned(event)
            return not self._was_planned(event)
        if event.status is not Status.PLANNED:
            return event.status is Status.CANCELLED and bool(_NEW_DAY.search(words)) and not _OFF.search(words)
        told = min(_told(event, self.documents), default=None)
        later = told is not None and self.announced is not None and told > self.announced
        if _NEW_DAY.search(words):
            return later or told is None or self.announced is None or (told == self.announced and first > self._last())
        # Without a word of it, another day for the same two persons is a new day only once the old one has gone by.
        return later and self._passed() and shared_persons(self.plan, event) > 1 and not _AGAIN.search(words)

    def _was_planned(self, event: Event) -> bool:
        """The happening answers another plan, told no later than this one: there were to be two."""
        days = self._days(event)
        for fit, other in self.like:
            if fit is not Fit.SAME or other.status is not Status.PLANNED or days is None:
                continue
            window = window_of(other, self.claims, self.documents)
            if window is None or not window.stated or window.widened().gap(*days):
                continue
            told = min(_told(other, self.documents), default=None)
            if not _NEW_DAY.search(self._words(other)) and (
                told is None or self.announced is None or told <= self.announced or _AGAIN.search(self._words(other))
            ):
                return True
        return False

    def cancelled(self) -> Event | None:
        """Called off, by an event of its own or in the words of its own latest report."""
        rows = [
            (fit, e.id) for fit, e in self.like
            if fit is Fit.SAME and e.status is Status.CANCELLED and self._concerns(e)
        ]  # fmt: skip
        if rows:
            event = self._event(min(rows)[1])
            return self._as(Outcome.CANCELLED, f"it is told to be called off {self._when(event)}", event)
        for claim, document in self._own():
            if _OFF.search(claim.sentence.of(document.text)):
                return self._as(Outcome.CANCELLED, f"{document.id} tells it to be called off, or put off without a day")
        return None

    def _own(self) -> list[tuple[Claim, Document]]:
        """Its own claims with their documents, by id."""
        told = [self.claims[id] for id in sorted(self.plan.claims) if id in self.claims]
        return [(c, d) for c in told if (d := self.documents.get(c.document)) is not None]

    def missed(self) -> Event | None:
        """Denied, or gone by although the pair is still reported on."""
        denied = [
            e for fit, e in self.like
            if fit is Fit.SAME
            and e.status is Status.DENIED
            and self._concerns(e)
            and any(self._day_had_come(d) for i in e.documents if (d := self.documents.get(i)) is not None)
        ]  # fmt: skip
        if denied:
            return self._as(Outcome.MISSED, f"{denied[0].id} denies it ({', '.join(denied[0].documents)})")
        for claim, document in self._own():
            if self._day_had_come(document) and _NOT_HELD.search(claim.sentence.of(document.text)):
                return self._as(Outcome.MISSED, f"{document.id} tells that it did not come about")
        if self._passed():
            why = (
                f"its day, {self.window}, has passed, reports of the pair go on until {self.latest}, and none tells it"
            )
            return self._as(Outcome.MISSED, why)
        return None

    def open(self) -> Event:
        """Nothing is known."""
        if self.window is None or not self.window.stated:
            return self._as(Outcome.OPEN, "no day is told for it, and nothing that could be it")
        until = f"; the last one is of {self.latest}" if self.latest else ""
        return self._as(Outcome.OPEN, f"its day is {self.window}, and no later report of the pair is there{until}")

    def _passed(self) -> bool:
        """Only what was covered afterwards can be said to have been missed, and only what had a day."""
        if self.window is None or not self.window.stated or self.latest is None:
            return False
        return self.latest > self.window.widened().last

    def _day_had_come(self, document: Document) -> bool:
        """Published when its day had come: before that "no day was named" denies nothing that was planned."""
        stated = self.window is not None and self.window.stated
        return stated and document.published is not None and document.published >= self._last()

    def _last(self) -> dt.date:
        assert self.window is not None
        return self.window.last

    def _concerns(self, event: Event) -> bool:
        """What is called off, or denied, is this: its day fits, or it was told after this was announced."""
        first, last = known_days(event.date)
        if self.window is not None and first is not None and last is not None and not _is_vague(event.date):
            near = not self.window.widened().gap(first, last)
            # A story's own day is that of the calling off.
            if near or event.date is None or event.date.basis.value in ("stated", "relative"):
                return near
        told = _told(event, self.documents)
        return not told or self.announced is None or max(told) >= self.announced

    def _days(self, event: Event) -> tuple[dt.date, dt.date] | None:
        first, last = known_days(event.date)
        if first is not None and last is not None:
            return first, last
        told = _told(event, self.documents)
        return (min(told), min(told)) if told else None

    def _words(self, event: Event) -> str:
        """The sentences in which it is told."""
        told = [self.claims[i] for i in event.claims if i in self.claims]
        return " ".join(c.sentence.of(d.text) for c in told if (d := self.documents.get(c.document)) is not None)

    def _event(self, id: str) -> Event:
        return next(e for _, e in self.like if e.id == id)

    def _when(self, event: Event) -> str:
        first, last = known_days(event.date)
        days = "" if first is None or last is None else f"for {Window(first, last, stated=True)} "
        return f"{days}by {event.id} ({', '.join(event.documents)})"

    def _as(self, outcome: Outcome, why: str, event: Event | None = None) -> Event:
        decided = event.id if event is not None else None
        return replace(self.plan, outcome=outcome, outcome_event=decided, outcome_why=f"{outcome.value}, {why}")


def _told(event: Event, documents: Mapping[str, Document]) -> list[dt.date]:
    """The days on which it was reported."""
    return [d.published for i in event.documents if (d := documents.get(i)) and d.published]


def _is_vague(date: PartialDate | None) -> bool:
    return date is not None and bool(_VAGUE.search(date.text)) and not re.search(r"\d", date.text)
