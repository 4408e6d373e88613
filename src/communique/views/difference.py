"""What `diff A B` gives: events that one record has and the other has not or has otherwise, and what made it so.

Both may be of different documents, of one set of documents read by two versions of the coder, or one record before and
after somebody judged.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from typing_extensions import TypedDict

from communique.model.judgements import Stands
from communique.model.records import Claim, Contradiction, Event
from communique.views.dates import shown
from communique.views.events import event_rows
from communique.views.judgements import judgement_row
from communique.views.matching import match_claims, match_events
from communique.views.reader import Reader
from communique.views.rows import Library, contradiction_rows, quantity_text
from communique.views.shapes import ContradictionRow, EventRow
from communique.views.words import folded

A, B = "a", "b"


class FieldChange(TypedDict):
    """A field with its value in either record; None where it has none."""

    field: str
    a: str | None
    b: str | None


class ClaimChange(TypedDict):
    """A claim that came to an event, left it, or is read otherwise; ``a`` and ``b`` are its ids in the two records."""

    change: Literal["gained", "lost", "changed"]
    a: str | None
    b: str | None
    words: str
    fields: list[FieldChange]


class Reason(TypedDict):
    """What made a difference. ``kind``: document, reading, merge or judgement."""

    kind: Literal["document", "reading", "merge", "judgement"]
    text: str


class EventChange(TypedDict):
    """An event of which the two records do not tell the same; ``a`` and ``b`` as either has it."""

    change: Literal["gained", "lost", "changed"]
    a: EventRow | None
    b: EventRow | None
    fields: list[FieldChange]
    claims: list[ClaimChange]
    why: list[Reason]


class OnlyDocument(TypedDict):
    """A document that only one record has."""

    id: str
    title: str
    uri: str


class Difference(TypedDict):
    """How two records differ. ``coders``: the version that read each, where it can be told from a shared document."""

    kind: Literal["difference"]
    alike: bool
    coders: list[str | None]
    only_a: list[OnlyDocument]
    only_b: list[OnlyDocument]
    gained: int
    lost: int
    changed: int
    events: list[EventChange]
    contradictions_lost: list[ContradictionRow]
    contradictions_gained: list[ContradictionRow]


def difference(one: Reader, two: Reader) -> Difference:
    """How the second record differs from the first, in its events."""
    compared = _Both(one, two)
    changes = compared.changes()
    kinds = [c["change"] for c in changes]
    only_a, only_b = compared.only(A), compared.only(B)
    gone, new = compared.contradictions()
    return Difference(
        kind="difference",
        alike=not (changes or only_a or only_b or gone or new),
        coders=compared.coders(),
        only_a=only_a,
        only_b=only_b,
        gained=kinds.count("gained"),
        lost=kinds.count("lost"),
        changed=kinds.count("changed"),
        events=changes,
        contradictions_lost=contradiction_rows(one, gone),
        contradictions_gained=contradiction_rows(two, new),
    )


@dataclass(slots=True)
class _Side:
    """One record with what is asked of it again and again."""

    name: str
    record: Reader
    claims: dict[str, Claim]
    events: tuple[Event, ...]
    event_of: dict[str, Event]
    documents: dict[str, OnlyDocument]
    standings: dict[str, Stands]
    library: Library
    there: dict[str, str]  # claims of this record to those of the other


def _side(name: str, record: Reader) -> _Side:
    events = record.events()
    return _Side(
        name,
        record,
        {c.id: c for c in record.claims()},
        events,
        {c: e for e in events for c in e.claims},
        {d.id: OnlyDocument(id=d.id, title=d.title, uri=d.uri) for d in record.documents()},
        {s.judgement.id: s for s in record.standings() if s.counts},
        Library(record),
        {},
    )


class _Both:
    """Two records side by side."""

    def __init__(self, one: Reader, two: Reader) -> None:
        self.a, self.b = _side(A, one), _side(B, two)
        self.a.there = match_claims(self.a.claims.values(), self.b.claims.values())
        self.b.there = {b: a for a, b in self.a.there.items()}
        self.same = match_events(self.a.events, self.b.events, self.a.there)

    def only(self, name: str) -> list[OnlyDocument]:
        mine, other = (self.a, self.b) if name == A else (self.b, self.a)
        return [mine.documents[id] for id in sorted(mine.documents.keys() - other.documents.keys())]

    def coders(self) -> list[str | None]:
        for id in sorted(self.a.documents.keys() & self.b.documents.keys()):
            readings = [side.record.reading(id) for side in (self.a, self.b)]
            if all(readings):
                return [r.coder if r is not None else None for r in readings]
        return [None, None]

    def contradictions(self) -> tuple[list[Contradiction], list[Contradiction]]:
        """Those of the first record alone, and of the second: known by what they are about, not by their event's id."""

        def key(found: Contradiction) -> tuple[object, ...]:
            return (found.subject, found.field, found.kind, tuple(sorted(v.value for v in found.values)))

        one, two = self.a.record.contradictions(), self.b.record.contradictions()
        mine, theirs = {key(x) for x in one}, {key(x) for x in two}
        return [x for x in one if key(x) not in theirs], [x for x in two if key(x) not in mine]

    def changes(self) -> list[EventChange]:
        """Changed events in the order of the first record's days, lost ones among them, then those gained."""
        found: list[EventChange] = []
        back = set(self.same.values())
        by_id = {e.id: e for e in self.b.events}
        for event in self.a.events:
            other = by_id[self.same[event.id]] if event.id in self.same else None
            change = self._change(event, other)
            found += [change] if change is not None else []
        for event in self.b.events:
            if event.id not in back and (change := self._change(None, event)) is not None:
                found.append(change)
        return found

    def _change(self, one: Event | None, two: Event | None) -> EventChange | None:
        fields = _field_changes(_told(one), _told(two)) if one is not None and two is not None else []
        claims = self._claim_changes(one, two)
        if one is not None and two is not None and not fields and not claims:
            return None
        return EventChange(
            change="changed" if one is not None and two is not None else "gained" if one is None else "lost",
            a=None if one is None else event_rows(self.a.record, [one])[0],
            b=None if two is None else event_rows(self.b.record, [two])[0],
            fields=fields,
            claims=claims,
            why=self._why(one, two, claims),
        )

    def _claim_changes(self, one: Event | None, two: Event | None) -> list[ClaimChange]:
        mine = set() if one is None else set(one.claims)
        theirs = set() if two is None else set(two.claims)
        changes: list[ClaimChange] = []
        for id in sorted(mine):
            other = self.a.there.get(id)
            if other not in theirs:
                changes.append(self._moved("lost", self.a, id, other))
            elif fields := _field_changes(_says(self.a.claims[id]), _says(self.b.claims[other])):
                changes.append(
                    ClaimChange(change="changed", a=id, b=other, words=self._words(self.a, id), fields=fields)
                )
        changes += [
            self._moved("gained", self.b, id, self.b.there.get(id))
            for id in sorted(theirs)
            if self.b.there.get(id) not in mine
        ]
        return changes

    def _moved(self, change: Literal["gained", "lost"], side: _Side, id: str, other: str | None) -> ClaimChange:
        a, b = (id, other) if side is self.a else (other, id)
        return ClaimChange(change=change, a=a, b=b, words=self._words(side, id), fields=[])

    def _words(self, side: _Side, id: str) -> str:
        claim = side.claims.get(id)
        return "" if claim is None else folded(claim.sentence.of(side.library[claim.document].text))

    # why --------------------------------------------------------------------------------------------------------------

    def _why(self, one: Event | None, two: Event | None, claims: Sequence[ClaimChange]) -> list[Reason]:
        reasons = list(self._judged(one, two))
        for row in claims:
            if row["change"] == "changed":
                told = "; ".join(f"{f['field']} {f['a'] or 'nothing'} → {f['b'] or 'nothing'}" for f in row["fields"])
                reasons.append(Reason(kind="reading", text=f"{row['b']} is read otherwise: {told}"))
                continue
            side, other = (self.b, self.a) if row["change"] == "gained" else (self.a, self.b)
            event, id = (two, row["b"]) if side is self.b else (one, row["a"])
            if id is not None and event is not None:
                reasons += self._why_here(side, other, id, event)
        return list({(r["kind"], r["text"]): r for r in reasons}.values())

    def _why_here(self, side: _Side, other: _Side, id: str, event: Event) -> list[Reason]:
        """Why a claim is in this event of one record, and in the other record not in the event that is this one."""
        claim = side.claims.get(id)
        if claim is None:
            return []
        if claim.document not in other.documents:
            return [Reason(kind="document", text=f"{claim.document} is only in {side.name}")]
        there = side.there.get(id)
        if there is None:
            beside = [c.id for c in other.claims.values() if _one_sentence(c, claim) and c.id not in other.there]
            text = f"{id} is read only in {side.name}"
            text += f", where {other.name} reads {', '.join(sorted(beside))} in the same sentence" if beside else ""
            return [Reason(kind="reading", text=text)]
        home = other.event_of.get(there)
        if home is None:
            return [Reason(kind="judgement", text=f"{there} is in no event of {other.name}")]
        joined = self._joined(side, other, id, event)
        # Nothing joins it here: then it is what it stood with over there that has gone.
        return joined or self._joined(other, side, there, home)

    def _joined(self, side: _Side, other: _Side, id: str, event: Event) -> list[Reason]:
        """The comparisons that join a claim to others of its event which the other record keeps apart."""
        reasons = []
        home = other.event_of.get(side.there.get(id, ""))
        for told in event.why:
            pair = [c for c in event.claims if c in told.partition(": ")[0]]
            if id not in pair or len(pair) != 2:
                continue
            (mate,) = [c for c in pair if c != id]
            here, there = side.there.get(id), side.there.get(mate)
            if here is None or there is None or other.event_of.get(there) is home:
                continue
            against = other.record.comparison(here, there)
            words = f"{side.name} joins {told}; {other.name} keeps them apart: {against}"
            reasons.append(Reason(kind="merge", text=words))
        return reasons

    def _judged(self, one: Event | None, two: Event | None) -> Iterable[Reason]:
        """Judgements that only one of the records has and that are about these events."""
        for side, other, event in ((self.a, self.b, one), (self.b, self.a, two)):
            for id, stands in sorted(side.standings.items()):
                if id in other.standings:
                    continue
                mirrored = {side.there.get(c) for c in stands.found} | set(stands.found)
                claims = {*(event.claims if event is not None else ())}
                elsewhere = two if side is self.a else one
                claims |= {*(elsewhere.claims if elsewhere is not None else ())}
                if claims & mirrored:
                    row = judgement_row(stands)
                    what = " ".join(filter(None, (row["verdict"], row["field"], row["value"])))
                    yield Reason(kind="judgement", text=f"{what} by {row['by']} ({id}) only in {side.name}")


def _one_sentence(one: Claim, two: Claim) -> bool:
    return one.document == two.document and one.sentence.touches(two.sentence)


def _told(event: Event) -> dict[str, str]:
    """What an event comes to, by field: the best value of each, and what became of it."""
    told = {
        f.name: best.value + (f" (judged {best.judged})" if best.judged else "")
        for f in event.fields
        for best in f.values[:1]
    }
    told["event"] = str(event.event or "")
    told["outcome"] = str(event.outcome or "")
    told["documents"], told["origins"] = str(len(event.documents)), str(len(event.origins))
    return {name: value for name, value in told.items() if value}


def _says(claim: Claim) -> dict[str, str]:
    """What a claim says, by field, as people read it."""
    details = claim.details
    said = {
        "event": str(claim.event or ""),
        "kind": claim.form or claim.mode or "",
        "status": claim.status.value,
        "sources": ", ".join(sorted({p.name for p in claim.sources})),
        "targets": ", ".join(sorted({p.name for p in claim.targets})),
        "date": "" if claim.date is None else shown(claim.date),
        "place": "" if claim.place is None else claim.place.name,
        "quantities": ", ".join(sorted(quantity_text(q) for q in claim.quantities)),
        "agreement": details.kind or "",
        "stage": details.stage or "",
        "choice": details.choice or "",
        "body": details.body or "",
        "resolution": details.resolution or "",
        "since": "" if details.since is None else "–".join(str(y) for y in sorted(set(details.since))),
        "statement": "in a statement" if claim.statement else "",
        "attribution": " <- ".join(link.name for link in claim.attribution),
    }
    return {name: value for name, value in said.items() if value}


def _field_changes(one: Mapping[str, str], two: Mapping[str, str]) -> list[FieldChange]:
    names = list(dict.fromkeys((*one, *two)))
    return [
        FieldChange(field=name, a=one.get(name), b=two.get(name)) for name in names if one.get(name) != two.get(name)
    ]
