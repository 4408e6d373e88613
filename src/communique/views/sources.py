"""What `sources NAME` gives: what a source covers, whom it quotes and never does, whose reports it has, and what it
leaves out. Counts with what they are counted in; nothing is judged.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from functools import cache
from itertools import combinations
from typing import Literal

from typing_extensions import TypedDict

from communique.errors import UnknownId, UsageError
from communique.model.records import ContradictionKind, Document, Event, Source, Statement
from communique.model.values import ActorKind, Participant
from communique.views.dates import iso
from communique.views.omissions import LeftEventRow, LeftFieldRow, left_events, left_fields
from communique.views.origins import roots_of
from communique.views.reader import Reader
from communique.views.rows import Library, source_name, source_rows
from communique.views.shapes import SourceRow

FEW = 10
"""Documents, or events, below which counts say little of a source."""


class CountRow(TypedDict):
    """How often something was counted."""

    name: str
    count: int


class DyadRow(TypedDict):
    """How many events between two states a source tells."""

    states: list[str]
    events: int


class QuotedRow(TypedDict):
    """Somebody whom the source quotes: in how many statements, of how many documents."""

    actor: str | None
    name: str
    country: str | None
    sector: str | None
    statements: int
    documents: int


class UnquotedRow(TypedDict):
    """A side of a dyad that the source covers and quotes in none of its documents.

    At ``events`` of its ``of`` events of the dyad the other ``sources`` quote that side in their reports.
    """

    country: str
    states: list[str]
    events: int
    of: int
    sources: list[str]


class FirstRow(TypedDict):
    """Of ``of`` events that others tell too: published before all of them, on the same day as the first of them, later,
    or of no known day.
    """

    first: int
    same_day: int
    later: int
    unknown: int
    of: int


class ShareRow(TypedDict):
    """How many of the source's events lead back to one origin; ``own``: to its own reporting."""

    name: str
    own: bool
    events: int


class OtherValue(TypedDict):
    """What others say instead, and who they are."""

    value: str
    sources: list[str]


class DisputeRow(TypedDict):
    """A contradiction on one side of which the source stands."""

    id: str
    event: str | None
    subject: str
    field: str
    own: list[str]
    others: list[OtherValue]


class SourcePage(TypedDict):
    """One source. ``start`` and ``end``: first and last day of its dated documents, ISO; ``few``: its documents or
    events are so few that counts say little.

    ``documents`` of ``all_documents`` and ``events`` of ``all_events`` of the record are its own; ``disputed`` counts
    the events of ``disputes``; ``statements`` are those in its documents: of ``unnamed`` nobody knows who speaks.
    """

    kind: Literal["source"]
    row: SourceRow
    documents: int
    all_documents: int
    undated: int
    copies: int
    start: str | None
    end: str | None
    events: int
    all_events: int
    few: bool
    dyads: list[DyadRow]
    statements: int
    unnamed: int
    quoted: list[QuotedRow]
    quoted_states: list[CountRow]
    quoted_sectors: list[CountRow]
    unquoted: list[UnquotedRow]
    first: FirstRow
    shares: list[ShareRow]
    disputed: int
    disputes: list[DisputeRow]
    left_fields: list[LeftFieldRow]
    left_events: list[LeftEventRow]


def source_page(record: Reader, name: str) -> SourcePage:
    """All about the source with this name, alias or id.

    Raises:
        UnknownId: the record has no source of that name.
        UsageError: several have it.
    """
    source = find_source(record, name)
    documents = record.documents(source=source.id)
    own = {d.id for d in documents}
    events = record.events(documents=sorted(own))
    around = sorted({d for e in events for d in e.documents})
    claims = {c.id: c for c in record.claims(ids=sorted({i for e in events for i in e.claims}))}
    statements = [s for id in sorted(own) for s in record.statements(document=id)]
    library = Library(record)
    library.fetch(around)
    days = [d.published for d in documents if d.published is not None]
    quoted = _quoted(statements)
    disputes = _disputes(record, events, own, library)
    counts = record.counts()
    return SourcePage(
        kind="source",
        row=source_rows([(source, len(documents))])[0],
        documents=len(documents),
        all_documents=counts.get("documents", 0),
        undated=len(documents) - len(days),
        copies=sum(d.copy_of is not None for d in documents),
        start=iso(min(days, default=None)),
        end=iso(max(days, default=None)),
        events=len(events),
        all_events=counts.get("events", 0),
        few=min(len(events), len(documents)) < FEW,
        dyads=_dyads(events),
        statements=len(statements),
        unnamed=sum(all(p.kind is ActorKind.UNKNOWN for p in s.speakers) for s in statements),
        quoted=quoted,
        quoted_states=_tally(statements, lambda p: p.country),
        quoted_sectors=_tally(statements, lambda p: p.sector),
        unquoted=_unquoted(record, events, own, library),
        first=_first(events, own, library),
        shares=_shares(events, own),
        disputed=len({d["event"] for d in disputes if d["event"]}),
        disputes=disputes,
        left_fields=left_fields(record, events, claims, own),
        left_events=left_events(record, events, record.events(documents=around), own),
    )


def find_source(record: Reader, name: str) -> Source:
    """The source of the record with this name, alias or id; else the only one whose name contains it.

    Raises:
        UnknownId: there is none.
        UsageError: several contain it.
    """
    wanted = name.strip().casefold()
    held = [source for source, _ in record.sources()]
    exact = [s for s in held if wanted in {s.id.casefold(), s.name.casefold(), *(a.casefold() for a in s.aliases)}]
    found = exact[:1] or [s for s in held if wanted and wanted in s.name.casefold()]
    if len(found) > 1:
        names = ", ".join(sorted(s.name for s in found))
        raise UsageError(f"{len(found)} sources have {name} in their names", f"name one of them: {names}")
    if not found:
        raise UnknownId(f"the record has no source called {name}", "communique sources lists them")
    return found[0]


def _dyads(events: Iterable[Event]) -> list[DyadRow]:
    pairs = Counter(pair for event in events for pair in combinations(_states(event), 2))
    return [
        DyadRow(states=list(pair), events=n) for pair, n in sorted(pairs.items(), key=lambda row: (-row[1], row[0]))
    ]


def _states(event: Event) -> list[str]:
    return sorted({p.country for p in (*event.sources, *event.targets) if p.country})


def _quoted(statements: Sequence[Statement]) -> list[QuotedRow]:
    """Speakers who have a name or an office, most quoted first."""
    rows: dict[str, list[tuple[Participant, Statement]]] = {}
    for statement in statements:
        for speaker in statement.speakers:
            if speaker.kind is not ActorKind.UNKNOWN:
                rows.setdefault(speaker.actor or speaker.name, []).append((speaker, statement))
    made = [
        QuotedRow(
            actor=told[0][0].actor,
            name=min(p.name for p, _ in told),
            country=min((p.country for p, _ in told if p.country), default=None),
            sector=min((p.sector for p, _ in told if p.sector), default=None),
            statements=len({s.id for _, s in told}),
            documents=len({s.document for _, s in told}),
        )
        for told in rows.values()
    ]
    return sorted(made, key=lambda r: (-r["statements"], -r["documents"], r["name"], r["actor"] or ""))


def _tally(statements: Iterable[Statement], of: Callable[[Participant], str | None]) -> list[CountRow]:
    """In how many statements somebody of each state, or sector, speaks."""
    counts = Counter(key for s in statements for key in {of(p) for p in s.speakers} if key is not None)
    return [CountRow(name=k, count=n) for k, n in sorted(counts.items(), key=lambda row: (-row[1], row[0]))]


def _unquoted(record: Reader, events: Sequence[Event], own: set[str], library: Library) -> list[UnquotedRow]:
    """Sides of its dyads whom the source never quotes, and others do at the same events."""

    @cache  # of others' documents only those are looked up that may quote a side whom the source does not
    def spoken(document: str) -> frozenset[str | None]:
        return frozenset(p.country for s in record.statements(document=document) for p in s.speakers)

    heard = {country for d in own for country in spoken(d)}
    rows: list[UnquotedRow] = []
    for pair in sorted({pair for event in events for pair in combinations(_states(event), 2)}):
        of_pair = [e for e in events if set(pair) <= set(_states(e))]
        for side in pair:
            if side in heard:
                continue
            others = {e.id: {d for d in e.documents if d not in own and side in spoken(d)} for e in of_pair}
            sources = sorted({source_name(library[d]) for found in others.values() for d in found})
            if sources:
                rows.append(
                    UnquotedRow(
                        country=side,
                        states=list(pair),
                        events=sum(bool(found) for found in others.values()),
                        of=len(of_pair),
                        sources=sources,
                    )
                )
    return sorted(rows, key=lambda r: (-r["events"], r["states"], r["country"]))


def _first(events: Iterable[Event], own: set[str], library: Library) -> FirstRow:
    row = FirstRow(first=0, same_day=0, later=0, unknown=0, of=0)
    for event in events:
        mine = [library[d] for d in event.documents if d in own]
        others = [library[d] for d in event.documents if d not in own]
        if not others:
            continue
        row["of"] += 1
        one, two = _earliest(mine), _earliest(others)
        if one is None or two is None:
            row["unknown"] += 1
        elif one < two:
            row["first"] += 1
        elif one == two:
            row["same_day"] += 1
        else:
            row["later"] += 1
    return row


def _earliest(documents: Sequence[Document]) -> str | None:
    """The first day of publication; None where one of them has none, for that one may be the first."""
    days = [iso(d.published) for d in documents]
    return None if None in days else min(d for d in days if d is not None)


def _shares(events: Iterable[Event], own: set[str]) -> list[ShareRow]:
    counts = Counter(root for event in events for root in set(roots_of(event.origins, own)))
    return [
        ShareRow(name=name, own=is_own, events=n)
        for (name, is_own), n in sorted(counts.items(), key=lambda row: (not row[0][1], -row[1], row[0]))
    ]


def _disputes(record: Reader, events: Sequence[Event], own: set[str], library: Library) -> list[DisputeRow]:
    ids = {e.id for e in events}
    found = [x for x in record.contradictions_of(sorted(ids)) if x.kind is ContradictionKind.CONTRADICTION]
    claims = {c.id: c for c in record.claims(ids=sorted({i for x in found for v in x.values for i in v.claims}))}
    rows = []
    for one in found:
        sides = {v.value: {claims[i].document for i in v.claims if i in claims} for v in one.values}
        mine = [value for value, documents in sides.items() if documents & own]
        others = [
            OtherValue(value=value, sources=sorted({source_name(library[d]) for d in documents - own}))
            for value, documents in sides.items()
            if documents - own and value not in mine
        ]
        if mine and others:
            rows.append(
                DisputeRow(id=one.id, event=one.event, subject=one.subject, field=one.field, own=mine, others=others)
            )
    return rows
