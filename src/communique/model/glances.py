"""What lists and charts need of many events at once: a few columns each, without claims, texts or reasons."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Filters:
    """Which events are wanted; what is None or empty lets all through.

    ``states``: ISO codes, each of them takes part (two are a dyad); ``since`` and ``until``: only events that may have
    a day between them (both included; undated ones are left out then); ``event``, ``form``, ``status`` as in the
    codebook; ``source``: id of a source, one of whose documents tells it; ``actor``: id of who takes part;
    ``contradicted``: only those whose reports contradict each other; ``between``: of two states only what is between
    them (`dyads.pairs_of`), not what they do beside each other; ``seen``: an ISO time, only those that a document
    tells which came at that time or later.
    """

    states: tuple[str, ...] = ()
    since: dt.date | None = None
    until: dt.date | None = None
    event: str | None = None
    form: str | None = None
    status: str | None = None
    source: str | None = None
    actor: str | None = None
    contradicted: bool = False
    between: bool = False
    seen: str | None = None


@dataclass(frozen=True, slots=True)
class Glance:
    """An event at a glance.

    ``event``, ``mode``, ``form``, ``status``, ``outcome`` are as in `records.Event`, by their values; ``start`` and
    ``end`` are the first and last day that it may have been on, None where nothing is known; ``precision`` and
    ``basis`` those of its date, empty where it has none. ``documents`` and ``origins`` are counts. ``contradicted``:
    its reports contradict each other on something (updates and differences of scope do not count).
    """

    id: str
    event: str | None
    mode: str | None
    form: str | None
    status: str
    start: dt.date | None
    end: dt.date | None
    precision: str
    basis: str
    documents: int
    origins: int
    contradicted: bool
    outcome: str | None
    part_of: str | None


@dataclass(frozen=True, slots=True)
class Coverage:
    """What stands behind some events: documents, their sources, and the outlets, agencies and documents of no known
    source that all of them lead back to. ``sources``: id, name and how many of the documents it has, those with most
    first; ``unsourced``: documents of no known source.
    """

    documents: int
    sources: tuple[tuple[str, str, int], ...]
    unsourced: int
    origins: int


@dataclass(frozen=True, slots=True)
class PairCount:
    """How many events two states (by code, in order) have between them.

    ``quads``: how many of them are verbal cooperation, material cooperation, verbal conflict, material conflict
    (PLOVER's quad categories 1 to 4, in this order; votes are in none); ``last``: the last day of any that came about.
    """

    states: tuple[str, str]
    events: int
    quads: tuple[int, int, int, int]
    last: dt.date | None


@dataclass(frozen=True, slots=True)
class Encounter:
    """How often two persons (or bodies) of different states met, called or talked: actual CONSULT events of both.

    ``one`` and ``two`` are actor ids with their display names and states; ``first`` and ``last`` the days that bound
    these events, None where none is dated; ``latest`` the id of the last of them.
    """

    one: str
    one_name: str
    one_state: str
    two: str
    two_name: str
    two_state: str
    events: int
    first: dt.date | None
    last: dt.date | None
    latest: str


@dataclass(frozen=True, slots=True)
class SpeakerCount:
    """How many statements somebody makes, in how many documents, published from when to when."""

    actor: str
    name: str
    state: str | None
    statements: int
    documents: int
    first: dt.date | None
    last: dt.date | None


@dataclass(frozen=True, slots=True)
class Build:
    """One time at which documents came into the record: an ISO time with seconds, and how many came."""

    seen: str
    documents: int


@dataclass(frozen=True, slots=True)
class Found:
    """Somebody whom a search for a name finds: actor id, display name, kind, state, and how often it is named."""

    id: str
    name: str
    kind: str
    country: str | None
    mentions: int
