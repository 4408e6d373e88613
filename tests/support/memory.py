"""A record in memory: the second reader of the protocol that `api.Record` is the first of."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field

from communique.errors import UnknownId
from communique.model.judgements import Stands
from communique.model.records import (
    Claim,
    Contradiction,
    Document,
    Event,
    Office,
    Reading,
    Skipped,
    Source,
    Statement,
    Version,
)
from communique.model.values import ActorKind, Span


@dataclass(frozen=True)
class MemoryActor:
    id: str
    name: str
    kind: ActorKind
    country: str | None = None
    sector: str | None = None
    names: tuple[str, ...] = ()
    offices: tuple[Office, ...] = ()
    documents: tuple[str, ...] = ()
    mentions: int = 0
    why: tuple[str, ...] = ()


@dataclass(frozen=True)
class MemoryHit:
    kind: str
    id: str
    document: str
    spans: tuple[Span, ...]
    score: float


@dataclass
class MemoryRecord:
    """Everything in tuples; the same filters as a record's."""

    all_documents: tuple[Document, ...] = ()
    all_claims: tuple[Claim, ...] = ()
    all_statements: tuple[Statement, ...] = ()
    all_events: tuple[Event, ...] = ()
    all_contradictions: tuple[Contradiction, ...] = ()
    all_actors: tuple[MemoryActor, ...] = ()
    all_skipped: tuple[Skipped, ...] = ()
    hits: tuple[MemoryHit, ...] = field(default=())
    all_standings: tuple[Stands, ...] = ()

    def documents(self, *, source: str | None = None) -> tuple[Document, ...]:
        return tuple(d for d in self.all_documents if source is None or (d.source and d.source.id == source))

    def document(self, id: str) -> Document:
        return next(d for d in self.all_documents if d.id == id)

    def documents_with(self, ids: Sequence[str]) -> tuple[Document, ...]:
        return tuple(d for d in self.all_documents if d.id in ids)

    def skipped(self) -> tuple[Skipped, ...]:
        return self.all_skipped

    def sources(self) -> tuple[tuple[Source, int], ...]:
        held = [d.source for d in self.all_documents if d.source]
        return tuple((s, held.count(s)) for s in dict.fromkeys(held))

    def claims(self, *, document: str | None = None, ids: Sequence[str] | None = None) -> tuple[Claim, ...]:
        return tuple(
            c for c in self.all_claims if (document is None or c.document == document) and (ids is None or c.id in ids)
        )

    def statements(
        self, *, document: str | None = None, states: Sequence[str] = (), ids: Sequence[str] | None = None
    ) -> tuple[Statement, ...]:
        return tuple(
            s
            for s in self.all_statements
            if (document is None or s.document == document) and (ids is None or s.id in ids)
        )

    def events(
        self,
        *,
        states: Sequence[str] = (),
        since: dt.date | None = None,
        until: dt.date | None = None,
        event: str | None = None,
        form: str | None = None,
        status: str | None = None,
        documents: Sequence[str] | None = None,
    ) -> tuple[Event, ...]:
        def fits(e: Event) -> bool:
            countries = {p.country for p in (*e.sources, *e.targets)}
            start = e.date.start if e.date else None
            end = e.date.end if e.date else None
            return (
                set(states) <= countries
                and (since is None or end is None or end >= since)
                and (until is None or start is None or start <= until)
                and event in (None, e.event)
                and form in (None, e.form)
                and status in (None, e.status)
                and (documents is None or bool(set(documents) & set(e.documents)))
            )

        def day(e: Event) -> str:
            return e.date.start.isoformat() if e.date and e.date.start else "9999"

        return tuple(sorted(filter(fits, self.all_events), key=lambda e: (day(e), e.id)))

    def contradictions(self, *, states: Sequence[str] = ()) -> tuple[Contradiction, ...]:
        return self.all_contradictions

    def parts_of(self, event: str) -> tuple[Event, ...]:
        return tuple(e for e in self.events() if e.part_of == event)

    def contradictions_of(self, events: Sequence[str]) -> tuple[Contradiction, ...]:
        return tuple(x for x in self.all_contradictions if x.event in events)

    def actors(self) -> tuple[MemoryActor, ...]:
        return self.all_actors

    def offices(self) -> tuple[Office, ...]:
        return tuple(o for a in self.all_actors for o in a.offices)

    def reading(self, document_id: str) -> Reading | None:
        return None

    def versions(self, document_id: str) -> tuple[Version, ...]:
        return ()

    def get(self, id: str) -> Document | Claim | Statement | Event | Contradiction | MemoryActor:
        things = (
            *self.all_documents,
            *self.all_claims,
            *self.all_statements,
            *self.all_events,
            *self.all_contradictions,
            *self.all_actors,
        )
        for thing in things:
            if thing.id == id:
                return thing
        raise UnknownId(f"nothing has the id {id}", "ids look like e-0123456789ab")

    def search(self, words: str, *, limit: int = 20, kind: str | None = None) -> tuple[MemoryHit, ...]:
        return tuple(h for h in self.hits if kind in (None, h.kind))[:limit]

    def standings(self) -> tuple[Stands, ...]:
        return self.all_standings

    def comparison(self, one: str, two: str) -> str:
        return f"0.50: {one} beside {two} +0.0"

    def counts(self) -> dict[str, int]:
        return {"documents": len(self.all_documents), "events": len(self.all_events)}
