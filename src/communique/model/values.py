"""Small values that records are made of: spans, partial dates, places, participants, quantities, links of a chain,
steps to an origin.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

EARLIEST = dt.date(1900, 1, 1)
LATEST = dt.date(2049, 12, 31)  # a fixed bound, not "next year", so that the same text reads the same in any year
"""Days of publication outside of these are taken for damage."""


class Span(NamedTuple):
    """Half-open character offsets ``[start, end)`` into one document's text."""

    start: int
    end: int

    def of(self, text: str) -> str:
        """The words themselves."""
        return text[self.start : self.end]

    def touches(self, other: Span) -> bool:
        """True when the two share at least one character."""
        return self.start < other.end and other.start < self.end

    def covers(self, other: Span) -> bool:
        """True when ``other`` lies wholly inside."""
        return self.start <= other.start and other.end <= self.end

    def moved(self, by: int) -> Span:
        """The same stretch, ``by`` characters further."""
        return Span(self.start + by, self.end + by)


def hull(spans: Iterable[Span]) -> Span:
    """The smallest span that covers all of ``spans``.

    Raises:
        ValueError: when there are none.
    """
    listed = list(spans)
    if not listed:
        raise ValueError("no spans")
    return Span(min(s.start for s in listed), max(s.end for s in listed))


class Precision(StrEnum):
    """How exactly a date is known."""

    DAY = "day"
    MONTH = "month"
    YEAR = "year"
    RANGE = "range"
    UNKNOWN = "unknown"


class Basis(StrEnum):
    """What a date rests on."""

    STATED = "stated"  # written out in full
    RELATIVE = "relative"  # counted from the day of publication ("on Tuesday", "last year")
    STORY = "story"  # inherited from the story's main day
    INFERRED = "inferred"  # the text bounds it (the anchor of an undated document)
    JUDGED = "judged"  # a person decided
    NONE = "none"


class PublishedBasis(StrEnum):
    """How a document's day of publication was found."""

    GIVEN = "given"
    METADATA = "metadata"
    HEADER = "header"  # a line of its own at the head of the text ("May 30, 2020 | 06:45")
    DATELINE = "dateline"
    TEXT = "text"
    INFERRED = "inferred"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class PartialDate:
    """A day, or the days between which something lies. ``start`` and ``end`` are both included; None when not known."""

    start: dt.date | None
    end: dt.date | None
    precision: Precision
    basis: Basis
    text: str = ""
    span: Span | None = None

    def overlaps(self, other: PartialDate) -> bool:
        """True when both are known and share a day."""
        if self.start is None or self.end is None or other.start is None or other.end is None:
            return False
        return self.start <= other.end and other.start <= self.end


@dataclass(frozen=True, slots=True)
class Place:
    """Where something happened: a name as one would print it, and its state (ISO 3166-1 alpha-3) where known."""

    name: str
    country: str | None = None
    span: Span | None = None


class ActorKind(StrEnum):
    """What an actor is."""

    STATE = "state"
    PERSON = "person"
    ORGANISATION = "organisation"
    ARMED_GROUP = "armed-group"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Participant:
    """One actor in one role of a claim or statement, as the text names it and as it was resolved.

    ``text`` and ``span`` are the words in this document; ``name`` is the actor's display name; ``country`` is ISO
    3166-1 alpha-3; ``sector`` is a PLOVER sector (GOV, MIL, LEG, JUD, ...); ``office`` the position held in this
    document's words ("foreign minister"); ``actor`` the record-wide id, set by link.
    """

    role: str
    text: str
    span: Span
    name: str
    kind: ActorKind = ActorKind.UNKNOWN
    country: str | None = None
    sector: str | None = None
    office: str | None = None
    actor: str | None = None


class Qualifier(StrEnum):
    """How exactly a quantity is stated."""

    EXACT = "exact"
    ABOUT = "about"
    MORE_THAN = "more than"
    LESS_THAN = "less than"
    NEARLY = "nearly"


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number with what it counts: 11 *agreements*, 60 *percent* of *transactions*."""

    value: float
    unit: str
    of: str = ""
    qualifier: Qualifier = Qualifier.EXACT
    text: str = ""
    span: Span | None = None


class LinkKind(StrEnum):
    """What a link of an attribution chain is."""

    MEDIUM = "medium"
    SPEAKER = "speaker"
    ANONYMOUS = "anonymous"


@dataclass(frozen=True, slots=True)
class Link:
    """One link of an attribution chain. ``name`` is the display name; ``span`` is where this document names it.

    ``country`` and ``sector`` (PLOVER) are told of nameless links too: "Iranian officials" are GOV of IRN.
    """

    name: str
    kind: LinkKind
    span: Span | None = None
    country: str | None = None
    sector: str | None = None


@dataclass(frozen=True, slots=True)
class Stance:
    """What a speaker shows of a named actor by the manner of speaking: ``sign`` is "+" (thanked, praised) or "-"
    (condemned, accused).
    """

    name: str
    sign: str
    text: str
    span: Span
    country: str | None = None


class StepKind(StrEnum):
    """How somebody comes by a report."""

    OWN = "own"
    COPY = "copy"
    REUSE = "reuse"
    CREDIT = "credit"
    MEDIUM = "medium"
    SPEAKER = "speaker"


@dataclass(frozen=True, slots=True, order=True)
class Step:
    """One step of the way of a report back to its origin: ``taker`` has it from ``giver``.

    Both are document ids, or names of outlets and speakers; the last ``giver`` is the origin's name. ``why`` says it in
    words, with the taker as its subject; ``claim``: the claim that shows it, empty where the whole document does.
    """

    taker: str
    giver: str
    kind: StepKind
    why: str
    claim: str = ""
