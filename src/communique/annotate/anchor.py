"""When was an undated text written? The bounds that its own words imply: offices as they are held, durations since
a known day, dates told as past or as still to come.

An anchor is a range with basis ``inferred``. It serves to place "July 6"; it is never passed off as a day of
publication.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable

from communique.annotate.entities import Reference, RefKind
from communique.annotate.stage import Draft
from communique.annotate.times import find_times
from communique.annotate.told_dates import LAST, Window, told_windows
from communique.knowledge.happenings import happenings
from communique.knowledge.offices import tenures_of
from communique.model.values import Basis, PartialDate, Precision

_LINKED = re.compile(r"\b(?:since|after|because of|into|of|from|following|due to)\b", re.IGNORECASE)
_NEARLY = re.compile(r"\b(?:nearly|almost|close to|just under|less than)\b", re.IGNORECASE)
_MORE = re.compile(r"\b(?:more than|over|just over|at least)\b", re.IGNORECASE)
_DURATION = re.compile(r"\b(?:days?|weeks?|months?|years?|decades?)\b", re.IGNORECASE)
_HALF = re.compile(r"\band a half\b", re.IGNORECASE)


class Anchor:
    """The stage: publication day when there is one, else what can be inferred."""

    name = "anchor"
    needs = frozenset({"paragraphs", "references", "entities"})
    gives = frozenset({"anchor"})

    def __call__(self, draft: Draft) -> None:
        """Set ``draft.anchor``."""
        published = draft.document.published
        if published is not None:
            draft.anchor = PartialDate(published, published, Precision.DAY, Basis.STATED)
            return
        window = narrow([*office_windows(draft.references), *duration_windows(draft), *told_windows(draft)])
        if window is not None:
            draft.anchor = PartialDate(window[0], window[1], Precision.RANGE, Basis.INFERRED)


def office_windows(references: Iterable[Reference]) -> list[Window]:
    """One window for each person named with an office that the shipped table dates."""
    windows: dict[tuple[str, str], Window] = {}
    for reference in references:
        if reference.kind is not RefKind.PERSON or not reference.office or not reference.entities:
            continue
        if re.search(r"\b(?:former|then|late|ex|incoming|next)\b", reference.text, re.IGNORECASE):
            continue
        entity = reference.entities[0]
        for tenure in tenures_of(entity.name):
            if tenure.position == reference.office or reference.office.startswith(tenure.position):
                windows[entity.name, tenure.position] = (tenure.start, tenure.end or LAST)
    return [windows[key] for key in sorted(windows)]


def duration_windows(draft: Draft) -> list[Window]:
    """ "almost two years after the annexation of Crimea" bounds the day of writing from both sides."""
    windows = []
    for paragraph in draft.paragraphs:
        for sentence in paragraph.sentences():
            text = sentence.text
            lowered = text.lower()
            if not _DURATION.search(text):
                continue
            named = [(h.day, at) for h in happenings() if (at := _place(h.patterns, lowered)) >= 0]
            # Finding times is the slow part: once for a sentence, and only where a happening is named.
            for mention in find_times(text, None) if named else ():
                for day, at in named:
                    between = text[min(at, mention.span.end) : max(at, mention.span.end)]
                    if (
                        mention.duration_years
                        and mention.span.end <= at
                        and len(between) < 60
                        and _LINKED.search(between)
                    ):
                        windows.append(_since(day, mention.duration_years, text, mention.span.start, mention.span.end))
    return windows


def _place(patterns: Iterable[str], lowered: str) -> int:
    """Where the first of the patterns stands; -1 when none does."""
    return min((at for p in patterns if (at := lowered.find(p.lower())) >= 0), default=-1)


def _since(day: dt.date, years: float, text: str, start: int, end: int) -> Window:
    unit = 365.25 if years >= 1 else 30.44
    days = years * 365.25
    if _HALF.search(text[end : end + 12]) or _HALF.search(text[start:end]):
        days += 0 if _HALF.search(text[start:end]) and days % unit > 1 else unit / 2
    middle = day + dt.timedelta(days=days)
    before = text[max(0, start - 20) : start]
    slack = dt.timedelta(days=unit / 2)
    if _NEARLY.search(before):
        return middle - slack, middle
    if _MORE.search(before):
        return middle, middle + slack * 2
    return middle - slack, middle + slack


def narrow(windows: list[Window]) -> Window | None:
    """The stretch that most windows share; None when fewer than two bound it or a fifth of them disagree."""
    if not windows:
        return None
    best: tuple[int, Window] | None = None
    for start in sorted({w[0] for w in windows}):
        holding = [w for w in windows if w[0] <= start <= w[1]]
        shared = (start, min(w[1] for w in holding))
        if best is None or len(holding) > best[0]:
            best = (len(holding), shared)
    if best is None or best[0] * 5 < len(windows) * 4 or best[1][1] >= LAST:
        return None
    return best[1]
