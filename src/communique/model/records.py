"""What the record holds: sources, documents, claims, statements, offices, events, contradictions."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

from communique.model.ontology import EventType
from communique.model.values import (
    ActorKind,
    Link,
    PartialDate,
    Participant,
    Place,
    PublishedBasis,
    Quantity,
    Span,
    Stance,
    Step,
)


@dataclass(frozen=True, slots=True)
class Source:
    """An outlet or agency that publishes.

    ``kind``: agency, newspaper, broadcaster, government, aggregator, blog, other. ``ownership``: state, party, private,
    public, exile, unknown. ``country`` is ISO 3166-1 alpha-3 or None.
    """

    id: str
    name: str
    country: str | None = None
    kind: str = "other"
    ownership: str = "unknown"
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Given:
    """What was handed over with a text (on the command line, in a sidecar, in a feed): taken as true."""

    source: str | None = None
    published: dt.date | None = None
    title: str | None = None
    language: str | None = None


@dataclass(frozen=True, slots=True)
class Sighting:
    """One place where a document's content was seen. ``seen`` is an ISO time, or empty when the caller gave none."""

    uri: str
    seen: str = ""
    given: Given = Given()


@dataclass(frozen=True, slots=True)
class Version:
    """One of the texts that an address has shown over time: the document, when it was seen there, and whether it still
    stands.
    """

    uri: str
    document: str
    seen: str
    current: bool


class PartKind(StrEnum):
    """What a stretch of a document's text is. Only ``title``, ``standfirst`` and ``body`` are read for claims."""

    TITLE = "title"
    STANDFIRST = "standfirst"
    BODY = "body"
    DATELINE = "dateline"
    HEADER = "header"
    BYLINE = "byline"
    CAPTION = "caption"
    TEASER = "teaser"
    CREDIT = "credit"
    REPEAT = "repeat"
    FOOTER = "footer"


READ_PARTS = (PartKind.TITLE, PartKind.STANDFIRST, PartKind.BODY)


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of the text with its kind and, for what is not read, why it was put aside."""

    kind: PartKind
    span: Span
    why: str = ""


@dataclass(frozen=True, slots=True)
class Reuse:
    """A stretch of a text that stands, nearly word for word, in an earlier document: taken from there, or from where
    that has it.

    ``document`` is the earlier one's id, ``source`` its source's display name where that is known.
    """

    span: Span
    document: str
    source: str | None = None


@dataclass(frozen=True, slots=True)
class Document:
    """One published text, immutable. ``id`` is the hash of the raw content, so better cleaning does not rename it.

    ``parts`` tile the non-blank text in order and do not overlap. ``credits`` are display names of agencies it names
    as its origin. ``translated`` is None when not known. ``copy_of`` is the id of the document that this nearly
    repeats; ``reuses`` are stretches that it has from others, in order.
    """

    id: str
    text: str
    title: str
    parts: tuple[Part, ...]
    sightings: tuple[Sighting, ...]
    source: Source | None = None
    published: dt.date | None = None
    published_basis: PublishedBasis = PublishedBasis.NONE
    language: str = "en"
    translated: bool | None = None
    credits: tuple[str, ...] = ()
    copy_of: str | None = None
    reuses: tuple[Reuse, ...] = ()

    @property
    def uri(self) -> str:
        """The first address by sort order, so that it does not depend on the order of reading."""
        return min((s.uri for s in self.sightings), default="")

    def read_spans(self) -> tuple[Span, ...]:
        """The parts that claims are read from, in order."""
        return tuple(p.span for p in self.parts if p.kind in READ_PARTS)


@dataclass(frozen=True, slots=True)
class Skipped:
    """One item that was not read, and why. ``reason`` is a stable word for counting."""

    uri: str
    reason: str
    detail: str


class MentionKind(StrEnum):
    """What a mention names."""

    ACTOR = "actor"
    PLACE = "place"
    DATE = "date"
    QUANTITY = "quantity"


@dataclass(frozen=True, slots=True)
class Mention:
    """A span that names an actor, as far as one document can tell. ``basis`` says how it was resolved:

    name, surname, office, demonym, capital, counterpart, pronoun, group, description.
    """

    text: str
    span: Span
    name: str
    actor_kind: ActorKind
    kind: MentionKind = MentionKind.ACTOR
    country: str | None = None
    sector: str | None = None
    office: str | None = None
    basis: str = "name"
    actor: str | None = None


class Status(StrEnum):
    """How a claim stands to the world, by its own words."""

    ACTUAL = "actual"
    PLANNED = "planned"
    ONGOING = "ongoing"
    HYPOTHETICAL = "hypothetical"
    DENIED = "denied"
    CANCELLED = "cancelled"


NEVER = (0, 0)
"""``Details.since`` of what had never been before: earlier than any year."""


@dataclass(frozen=True, slots=True)
class Details:
    """What belongs to a claim's form.

    ``kind`` and ``stage`` of an agreement (stage: proposed, agreed, initialled, signed, ratified, in-force,
    suspended, ended);
    ``choice`` (for, against, abstain, veto), ``body`` and ``resolution`` of a vote; ``since``: the year of the
    previous one that "first visit since 2017" implies, as (earliest, latest), `NEVER` where there was none before;
    ``outcome`` of talks: "agreed" or "no-result", where it is told.
    """

    kind: str | None = None
    stage: str | None = None
    choice: str | None = None
    body: str | None = None
    resolution: str | None = None
    since: tuple[int, int] | None = None
    outcome: str | None = None


@dataclass(frozen=True, slots=True)
class Claim:
    """What one document asserts happened, will happen, or did not. ``predicate`` is the deciding word or words.

    ``event`` is None only for votes, where the codebook has no category and ``details.choice`` says what was done.
    ``spans`` are the predicate and every field's own, sorted. ``sentence`` covers the sentence it stands in.
    ``matter`` covers the words that say what it is about ("to send wheat", "for its stance on the war"). ``reasons``
    name, in order, what decided it.
    """

    id: str
    document: str
    event: EventType | None
    predicate: Span
    spans: tuple[Span, ...]
    sentence: Span
    sources: tuple[Participant, ...]
    targets: tuple[Participant, ...]
    status: Status
    score: float
    mode: str | None = None
    form: str | None = None
    contexts: tuple[str, ...] = ()
    details: Details = Details()
    date: PartialDate | None = None
    place: Place | None = None
    quantities: tuple[Quantity, ...] = ()
    attribution: tuple[Link, ...] = ()
    statement: str | None = None
    matter: Span | None = None
    reasons: tuple[str, ...] = ()

    def participants(self) -> tuple[Participant, ...]:
        """Sources, then targets."""
        return self.sources + self.targets


@dataclass(frozen=True, slots=True)
class Statement:
    """What a speaker is reported to have said. ``attribution`` runs from the outermost medium to the speaker's own
    mouthpiece; the document's own source is implied and not listed.

    ``verbatim`` is true when some of the content stands in quotation marks. ``occasion`` is on what occasion it was
    said (press-conference, call, letter, ...; empty where it is not told), ``medium`` the outlet or platform where.
    ``stances`` tell which actors the manner praises or blames, ``topics`` what it is about (PLOVER contexts).
    """

    id: str
    document: str
    speakers: tuple[Participant, ...]
    source_spans: tuple[Span, ...]
    cue_spans: tuple[Span, ...]
    content_spans: tuple[Span, ...]
    sentence: Span
    manner: str
    verbatim: bool
    score: float
    addressees: tuple[Participant, ...] = ()
    attribution: tuple[Link, ...] = ()
    nested_in: str | None = None
    occasion: str = ""
    medium: str = ""
    stances: tuple[Stance, ...] = ()
    topics: tuple[str, ...] = ()

    def spans(self) -> tuple[Span, ...]:
        """All its spans, sorted."""
        return tuple(sorted({*self.source_spans, *self.cue_spans, *self.content_spans}))


@dataclass(frozen=True, slots=True)
class Office:
    """Who held which position, and what shows it.

    ``basis``: ``table`` (shipped), ``given`` (the user's own table) or ``text`` (a document says so, on its day).
    ``organisation``: display name of whose office it is, where not a state's. ``conflicts``: who else is shown in this
    office on these days, and by what, a line each.
    """

    person: str
    name: str
    position: str
    country: str | None
    start: dt.date | None
    end: dt.date | None
    basis: str
    document: str | None = None
    spans: tuple[Span, ...] = ()
    origin: str = ""
    organisation: str | None = None
    conflicts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Reading:
    """All that one document says, by one version of the coder. A pure function of both.

    ``anchor`` is when the text was written, as far as known; ``sentences`` are the spans that were read.
    """

    document: str
    coder: str
    sentences: tuple[Span, ...]
    mentions: tuple[Mention, ...]
    offices: tuple[Office, ...]
    statements: tuple[Statement, ...]
    claims: tuple[Claim, ...]
    anchor: PartialDate | None = None


@dataclass(frozen=True, slots=True)
class FieldValue:
    """One value of an event's field and the claims that say so. ``judged``: "right" or "wrong" where people said so."""

    value: str
    supports: tuple[str, ...]
    judged: str = ""


@dataclass(frozen=True, slots=True)
class EventField:
    """One field of an event with all values found, best supported first."""

    name: str
    values: tuple[FieldValue, ...]


class Outcome(StrEnum):
    """What became of a planned event."""

    KEPT = "kept"
    MOVED = "moved"
    CANCELLED = "cancelled"
    MISSED = "missed"
    OPEN = "open"


@dataclass(frozen=True, slots=True)
class Origin:
    """An independent root of reports: its name, why, and the documents that lead back to it.

    ``steps``: who has it from whom, from each of the documents to the root; a tree, sorted.
    """

    name: str
    why: str
    documents: tuple[str, ...]
    steps: tuple[Step, ...] = ()


@dataclass(frozen=True, slots=True)
class Event:
    """Claims judged to be about one happening. ``id`` comes from its earliest claim, so that it is stable.

    ``sources`` and ``targets`` are the best supported participants; ``why`` tells what joined the claims,
    ``outcome_why`` what decided a plan's outcome, ``part_of`` the visit during which it was.
    """

    id: str
    block: str
    event: EventType | None
    mode: str | None
    form: str | None
    status: Status
    claims: tuple[str, ...]
    documents: tuple[str, ...]
    origins: tuple[Origin, ...]
    sources: tuple[Participant, ...]
    targets: tuple[Participant, ...]
    date: PartialDate | None
    place: Place | None
    details: Details = Details()
    fields: tuple[EventField, ...] = ()
    outcome: Outcome | None = None
    outcome_event: str | None = None
    part_of: str | None = None
    score: float = 0.0
    why: tuple[str, ...] = ()
    outcome_why: str = ""


class ContradictionKind(StrEnum):
    """What kind of disagreement it is."""

    CONTRADICTION = "contradiction"
    UPDATE = "update"
    SCOPE = "scope"


@dataclass(frozen=True, slots=True)
class ContradictionValue:
    """One side of a disagreement."""

    value: str
    claims: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Contradiction:
    """Reports that do not agree on one field of one event, or on one subject."""

    id: str
    block: str
    event: str | None
    subject: str
    field: str
    kind: ContradictionKind
    values: tuple[ContradictionValue, ...]
    why: str = ""
