"""What a build joins and what it tells: the functions of the rooms, its progress, its report."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, Protocol

from communique.knowledge.offices import Tenure
from communique.merge.facts import Written
from communique.merge.judged import Judged
from communique.model.records import Claim, Contradiction, Document, Event, Office, Reading, Skipped, Statement
from communique.record.narrow import ActorLike
from communique.sources.base import RawPage

if TYPE_CHECKING:
    from communique.documents.reuse import Reuse, Text  # brings numpy along


class Coder(Protocol):
    """What reads one document. ``version`` changes whenever a reading could."""

    @property
    def version(self) -> str:
        """Names the coder, its rules and its model."""

    def read_document(self, document: Document) -> Reading:
        """All that the document says: a pure function of it and of the version."""


class Linked(Protocol):
    """What link makes of all readings."""

    @property
    def actors(self) -> Sequence[ActorLike]:
        """Everybody, each once."""

    @property
    def offices(self) -> Sequence[Office]:
        """Who held what."""

    @property
    def claims(self) -> Mapping[str, Sequence[Claim]]:
        """By document, with the participants' actors filled in."""

    @property
    def statements(self) -> Mapping[str, Sequence[Statement]]:
        """By document, likewise."""


class Made(Protocol):
    """What merge makes of some claims of one cell."""

    @property
    def events(self) -> tuple[Event, ...]:
        """One for each happening."""

    @property
    def contradictions(self) -> tuple[Contradiction, ...]:
        """Where the reports of one event do not agree."""

    @property
    def components(self) -> Mapping[str, str]:
        """Each claim's component: the smallest id of those that likely pairs connect."""


class Settled(Protocol):
    """What merge makes of events near each other."""

    @property
    def events(self) -> tuple[Event, ...]:
        """The same, with what others show of them."""

    @property
    def contradictions(self) -> tuple[Contradiction, ...]:
        """Where events near each other do not agree."""

    @property
    def of_block(self) -> tuple[Contradiction, ...]:
        """Where any events of the block do not agree."""


class Placing(Protocol):
    """Where a claim stands among others: see `merge.slots.Slot`."""

    @property
    def block(self) -> str:
        """The two parties."""

    @property
    def cell(self) -> str:
        """Only claims of one cell are compared."""

    @property
    def first(self) -> int:
        """The first day on which it may have been, as an ordinal."""

    @property
    def last(self) -> int:
        """The last one."""


class SlotsOf(Protocol):
    """Where claims stand, by id, as they were judged."""

    def __call__(
        self, claims: Iterable[Claim], documents: Mapping[str, Written], judged: Judged, /
    ) -> Mapping[str, Placing]:
        """``documents``: their text and day of publication, by id."""


class MergeClaims(Protocol):
    """What makes events of claims of one cell, with the documents and statements near them, by id."""

    def __call__(
        self,
        block: str,
        claims: Sequence[Claim],
        documents: Mapping[str, Document],
        statements: Mapping[str, Statement],
        *,
        judged: Judged,
    ) -> Made:
        """Events and contradictions; what was ``judged`` of these claims holds before all else."""


class Settle(Protocol):
    """What settles events near each other."""

    def __call__(
        self,
        events: Sequence[Event],
        again: Collection[str],
        claims: Mapping[str, Claim],
        documents: Mapping[str, Document],
        coverage: Sequence[dt.date],
        *,
        judged: Judged,
        days: Mapping[str, tuple[int, int]],
        close: Collection[str] | None,
    ) -> Settled:
        """``again``: ids of those to settle, ``close``: of those that others may contradict anew; claims and documents
        by id; days of coverage; each event's days.
        """


@dataclass(frozen=True, slots=True)
class Merging:
    """The functions of merge, importable by name (picklable), so that other processes can use them.

    ``touched``: ids of the second claims of one cell that are likely one happening with some of the first. ``shows``:
    false for an event type, form and status of which no event shows anything of another, nor another of it.
    """

    slots_of: SlotsOf
    touched: Callable[[Sequence[Claim], Sequence[Claim], Mapping[str, Written]], set[str]]
    merge_claims: MergeClaims
    days_of_event: Callable[[Event, Mapping[str, Document]], tuple[int, int]]
    shows: Callable[[str | None, str | None, str], bool]
    settle: Settle


@dataclass(frozen=True, slots=True)
class Rooms:
    """The functions that a build joins. With more than one worker the first two must be importable by name (picklable).

    ``make_coder`` makes a coder in each worker; ``extractor`` is the version of ``make_document``; ``near_copies`` gets
    ``(id, order key, text)`` of every document and names the original of each copy; ``reused`` gets all documents and
    those, and tells what is taken from others; ``version`` is that of link and
    merge: when it changes, all is linked and merged again.
    """

    make_coder: Callable[[], Coder]
    make_document: Callable[[RawPage, str], Document]
    extractor: str
    near_copies: Callable[[Sequence[tuple[str, str, str]]], Mapping[str, str]]
    reused: Callable[[Sequence[Text], Mapping[str, str]], Sequence[Reuse]]
    link: Callable[[Sequence[Reading], Mapping[str, Document], Sequence[Tenure]], Linked]
    merging: Merging
    version: str


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a build is: ``done`` of ``total`` (None when not known), with the item just finished."""

    done: int
    total: int | None
    uri: str
    stage: Literal["read", "link", "merge"]


@dataclass(frozen=True, slots=True)
class BuildReport:
    """What a build did.

    ``read``: documents new to the record; ``unchanged``: items already there as they are; ``replaced``: addresses that
    show other content now; ``reread``: documents read again because the coder, the extractor or what was given with
    them changed; ``counts``: what the record holds now; ``languages``: how many documents in each, by ISO 639 code:
    what is not English is kept for search and not coded; ``judgements_lost``: how many judgements no longer apply.
    """

    read: int
    unchanged: int
    replaced: int
    reread: int
    skipped: tuple[Skipped, ...]
    new_claims: int
    new_statements: int
    counts: dict[str, int]
    languages: dict[str, int]
    judgements_lost: int = 0
