"""The shapes that all front ends show, as types: plain dicts ready for text, JSON, Markdown or HTML.

Dates are ISO strings beside a form for people, lists keep a fixed order, texts are whole (renderers shorten), and every
row carries the ids that lead back to the words. `rows`, `brief` and `chain` make them from a record.
"""

from __future__ import annotations

from typing_extensions import TypedDict

from communique.views.dates import DateShape


class ActorRef(TypedDict):
    """A participant as one row names it. ``label`` is the name with its state in brackets where that is not plain."""

    actor: str | None
    name: str
    label: str
    country: str | None
    office: str | None


class PlannedRow(TypedDict):
    """That an event was announced before: the planned event, and the day of the first report of it, ISO or None."""

    event: str
    day: str | None


class EventRow(TypedDict):
    """One event.

    ``what`` is a verb phrase and ``words`` the text's own deciding words where they tell more. ``said`` is what was
    done in the words of the report that says most, in one line, with quotation marks that pair; empty where it adds
    nothing.
    ``section`` is the part of a brief that the row stands in (timeline, undated, others, plans), empty elsewhere.
    ``planned`` is there when the event was announced before and came about; ``outcome_why`` says of a plan what decided
    what became of it.
    """

    id: str
    date: DateShape | None
    event: str | None
    form: str | None
    mode: str | None
    status: str
    who: list[ActorRef]
    what: str
    words: str
    said: str
    whom: list[ActorRef]
    about: str
    place: str | None
    documents: int
    origins: int
    contradictions: list[str]
    outcome: str | None
    outcome_event: str | None
    outcome_why: str
    part_of: str | None
    planned: PlannedRow | None
    section: str
    score: float


class StatementRow(TypedDict):
    """One statement. ``chain`` runs from the publishing source to the speakers; ``also``: documents that repeat it.

    ``occasion`` and ``medium``: when and where it was said, empty where that is not told; ``stances``: actors that the
    manner praises (+) or blames (-); ``topics``: PLOVER contexts. ``joint`` is what stands between the verb and the
    words in the text: nothing, "that", or ":" for all else. ``judged``: "right" or "wrong" where people said so.
    """

    id: str
    document: str
    published: str | None
    speakers: list[ActorRef]
    addressees: list[ActorRef]
    manner: str
    verbatim: bool
    chain: list[str]
    occasion: str
    medium: str
    stances: list[str]
    topics: list[str]
    joint: str
    quote: str
    also: list[str]
    judged: str
    score: float


class SaysRow(TypedDict):
    """One document that speaks for a side of a contradiction, with the words that do."""

    claim: str
    document: str
    source: str
    published: str | None
    chain: list[str]
    words: str


class SideRow(TypedDict):
    """One side of a contradiction: its value, the claims that say so, through whom we know, and in which words."""

    value: str
    claims: list[str]
    chains: list[list[str]]
    says: list[SaysRow]


class ContradictionRow(TypedDict):
    """Reports that do not agree on one field. ``type``: contradiction, update or scope."""

    id: str
    event: str | None
    subject: str
    field: str
    type: str
    values: list[SideRow]
    why: str


class OfficeWords(TypedDict):
    """The words of one document that give somebody an office; ``start`` and ``end`` are offsets into its text."""

    document: str
    source: str
    published: str | None
    start: int
    end: int
    text: str


class OfficeRow(TypedDict):
    """Who held which position, and what shows it.

    ``since`` and ``until`` are ISO days or None: of ``text``, between which days documents tell it. ``basis``: text,
    given (the user's own table) or table (shipped). ``conflicts``: who else is shown in this office then, a line each.
    """

    actor: str
    name: str
    position: str
    country: str | None
    organisation: str | None
    since: str | None
    until: str | None
    basis: str
    documents: list[str]
    origin: str
    conflicts: list[str]
    words: list[OfficeWords]


class ActorRow(TypedDict):
    """One actor of the record with its offices and how often it is named."""

    id: str
    name: str
    kind: str
    country: str | None
    sector: str | None
    names: list[str]
    offices: list[OfficeRow]
    documents: int
    mentions: int


class MemberRow(TypedDict):
    """A state in an organisation: ``since`` and ``until`` are ISO days or None; without ``until`` it is a member."""

    state: str
    name: str
    since: str | None
    until: str | None


class BodyRow(TypedDict):
    """What the shipped tables know of an organisation; ``state``: the name of the one that it is of."""

    kind: str
    state: str | None
    members: list[MemberRow]
    origin: str


class SourceRow(TypedDict):
    """One source and how many documents of it the record holds."""

    id: str
    name: str
    country: str | None
    kind: str
    ownership: str
    documents: int


class FormatRow(TypedDict):
    """One format that is read: its name, what it is, how files of it end."""

    name: str
    what: str
    suffixes: list[str]


class OutletRow(TypedDict):
    """One outlet or agency that is known by name and address; ``origin`` is where its row can be checked."""

    id: str
    name: str
    country: str | None
    kind: str
    ownership: str
    aliases: list[str]
    domains: list[str]
    origin: str


class DocumentRow(TypedDict):
    """One document and what was found in it. ``written``: when, by its own words, where its day is not known."""

    id: str
    title: str
    source: str | None
    published: str | None
    published_basis: str
    written: DateShape | None
    language: str
    uri: str
    copy_of: str | None
    claims: int
    statements: int


class SkippedRow(TypedDict):
    """One item that was not read, and why."""

    uri: str
    reason: str
    detail: str


class HitRow(TypedDict):
    """One answer of a search: words around the match; ``marks`` are the matched words as offsets into ``excerpt``."""

    kind: str
    id: str
    document: str
    title: str
    excerpt: str
    marks: list[tuple[int, int]]
    score: float
