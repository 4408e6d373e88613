"""Small rooms for the tests of the build: a second implementation of its ports, by rules that fit on a page.

A line ``Peru visited Chile on 2021-05-06.`` is a claim, ``Peru said: "..."`` a statement. Linking calls every state by
the least of the names that the whole record has for it, so that a new document can change what old ones come to;
merging puts claims of one form and day together. Here and not in a test module because worker processes must be able to
import it.
"""

from __future__ import annotations

import datetime as dt
import os
import re
import time
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations

from communique.documents.reuse import Reuse, Text
from communique.errors import ItemError
from communique.knowledge.offices import Tenure
from communique.model.ids import claim_id, contradiction_id, document_id, event_id, slug, statement_id
from communique.model.ontology import EventType
from communique.model.records import (
    Claim,
    Contradiction,
    ContradictionKind,
    ContradictionValue,
    Document,
    Event,
    Mention,
    Office,
    Part,
    PartKind,
    Reading,
    Sighting,
    Source,
    Statement,
    Status,
)
from communique.model.values import ActorKind, Basis, PartialDate, Participant, Precision, PublishedBasis, Span
from communique.record.merging import Words
from communique.run.ports import Merging, Rooms
from communique.sources.base import RawPage

CODES = {"Peru": "PER", "Republic of Peru": "PER", "Chile": "CHL", "Ghana": "GHA", "Togo": "TGO", "Lagos": "NGA"}
_NAME = "|".join(sorted(CODES, key=len, reverse=True))
_CLAIM = re.compile(rf"({_NAME}) (visited|met|called) ({_NAME}) on (\d{{4}}-\d\d-\d\d)")
_SAID = re.compile(rf'({_NAME}) said: "([^"]+)"')
_FORMS = {"visited": "visit", "met": "meeting", "called": "call"}


def make_document(page: RawPage, seen: str = "") -> Document:
    text = page.content.decode("utf-8").replace("\r\n", "\n")
    if "unreadable" in text:
        raise ItemError("no-text", "it says so itself")
    given = page.given
    source = None if given.source is None else Source(slug(given.source), given.source)
    basis = PublishedBasis.NONE if given.published is None else PublishedBasis.GIVEN
    return Document(
        id=document_id(page.content),
        text=text,
        title=text.split("\n", 1)[0],
        parts=(Part(PartKind.BODY, Span(0, len(text))),),
        sightings=(Sighting(page.uri, seen, given),),
        source=source,
        published=given.published,
        published_basis=basis,
    )


@dataclass(frozen=True)
class TinyCoder:
    version: str = "tiny-1"
    delay: float = 0.0

    def read_document(self, document: Document) -> Reading:
        time.sleep(self.delay)
        text = document.text
        if "fragile" in text and self.version != "tiny-1":
            raise RuntimeError("this version cannot take it")
        if "poison" in text:
            raise ZeroDivisionError("a fault\nnobody foresaw")
        if "deadly" in text:
            os._exit(9)
        claims = tuple(self._claim(document, match) for match in _CLAIM.finditer(text))
        if "twice" in text:
            claims += tuple(replace(claim, score=0.1) for claim in claims)
        statements = tuple(self._statement(document, match) for match in _SAID.finditer(text))
        mentions = tuple(
            Mention(m[0], Span(*m.span()), m[0], ActorKind.STATE, country=CODES[m[0]])
            for m in re.finditer(rf"\b(?:{_NAME})\b", text)
        )
        return Reading(document.id, self.version, (Span(0, len(text)),), mentions, (), statements, claims)

    def _claim(self, document: Document, match: re.Match[str]) -> Claim:
        day = dt.date.fromisoformat(match[4])
        one, two = _participant("source", match, 1), _participant("target", match, 3)
        verb = Span(*match.span(2))
        return Claim(
            id=claim_id(document.id, "CONSULT", verb, [one.span], [two.span]),
            document=document.id,
            event=EventType.CONSULT,
            predicate=verb,
            spans=(verb,),
            sentence=Span(*match.span()),
            sources=(one,),
            targets=(two,),
            status=Status.ACTUAL,
            score=0.5,
            form=_FORMS[match[2]],
            date=PartialDate(day, day, Precision.DAY, Basis.STATED, match[4], Span(*match.span(4))),
            reasons=(self.version, str(document.published)),
        )

    def _statement(self, document: Document, match: re.Match[str]) -> Statement:
        speaker, content = _participant("speaker", match, 1), Span(*match.span(2))
        id = statement_id(document.id, [speaker.span], [], [content])
        sentence = Span(*match.span())
        return Statement(id, document.id, (speaker,), (speaker.span,), (), (content,), sentence, "said", True, 0.5)


def _participant(role: str, match: re.Match[str], group: int) -> Participant:
    name = match[group]
    return Participant(role, name, Span(*match.span(group)), name, ActorKind.STATE, CODES[name])


@dataclass(frozen=True)
class TinyActor:
    id: str
    name: str
    mentions: int
    kind: ActorKind = ActorKind.STATE
    country: str | None = None
    names: tuple[str, ...] = ()


@dataclass(frozen=True)
class TinyLinked:
    actors: tuple[TinyActor, ...]
    offices: tuple[Office, ...]
    claims: Mapping[str, tuple[Claim, ...]]
    statements: Mapping[str, tuple[Statement, ...]]


def link(readings: Sequence[Reading], documents: Mapping[str, Document], given: Sequence[Tenure] = ()) -> TinyLinked:
    assert [r.document for r in readings] == sorted(documents)
    names: dict[str, list[str]] = {}
    for reading in readings:
        for mention in reading.mentions:
            names.setdefault(mention.country or "", []).append(mention.name)

    def linked(rows: tuple[Participant, ...]) -> tuple[Participant, ...]:
        return tuple(replace(p, name=min(names[p.country or ""]), actor=f"state:{p.country}") for p in rows)

    return TinyLinked(
        tuple(TinyActor(f"state:{code}", min(found), len(found)) for code, found in sorted(names.items())),
        tuple(Office(code, min(found), "state", code, None, None, "text") for code, found in sorted(names.items())),
        {
            r.document: tuple(replace(c, sources=linked(c.sources), targets=linked(c.targets)) for c in r.claims)
            for r in readings
        },
        {r.document: tuple(replace(s, speakers=linked(s.speakers)) for s in r.statements) for r in readings},
    )


def near_copies(texts: Sequence[tuple[str, str, str]]) -> dict[str, str]:
    first: dict[str, str] = {}
    copies = {}
    for id, _, text in sorted(texts, key=lambda row: row[1]):
        original = first.setdefault(re.sub(r"\W+", " ", text), id)
        if original != id:
            copies[id] = original
    return copies


def block_of(claim: Claim) -> str:
    return "-".join(sorted({p.country or "" for p in claim.participants()}))


@dataclass(frozen=True)
class TinySlot:
    block: str
    cell: str
    first: int
    last: int


def slots_of(claims: Iterable[Claim], documents: Mapping[str, Words], judged: object) -> dict[str, TinySlot]:
    slots = {}
    for claim in claims:
        day = claim.date.start.toordinal() if claim.date and claim.date.start else 0
        slots[claim.id] = TinySlot(block_of(claim), f"{block_of(claim)} {claim.form}", day, day)
    return slots


@dataclass(frozen=True)
class TinyMade:
    events: tuple[Event, ...]
    contradictions: tuple[Contradiction, ...]
    components: Mapping[str, str]


def touched(fresh: Sequence[Claim], others: Sequence[Claim], documents: Mapping[str, Words]) -> set[str]:
    days = {c.date for c in fresh}
    return {c.id for c in others if c.date in days}


def merge_claims(
    block: str,
    claims: Sequence[Claim],
    documents: Mapping[str, Document],
    statements: Mapping[str, Statement],
    *,
    judged: object = None,
) -> TinyMade:
    assert [c.id for c in claims] == sorted(c.id for c in claims)
    groups: dict[str, list[Claim]] = {}
    for claim in claims:
        groups.setdefault(str(claim.date.start if claim.date else None), []).append(claim)
    events = tuple(_event(block, group, documents) for _, group in sorted(groups.items()))
    return TinyMade(events, (), {c: e.claims[0] for e in events for c in e.claims})


def days_of_event(event: Event, documents: Mapping[str, Document]) -> tuple[int, int]:
    day = event.date.start.toordinal() if event.date and event.date.start else 0
    return day, day


@dataclass(frozen=True)
class TinySettled:
    events: tuple[Event, ...]
    contradictions: tuple[Contradiction, ...]
    of_block: tuple[Contradiction, ...]


def shows(event: str | None, form: str | None, status: str) -> bool:
    return True


def settle(
    events: Sequence[Event],
    again: Collection[str],
    claims: Mapping[str, Claim],
    documents: Mapping[str, Document],
    coverage: Sequence[dt.date],
    *,
    judged: object = None,
    days: object = None,
    close: Collection[str] | None = None,
) -> TinySettled:
    """Of two events of one form on days near each other, the two contradict."""
    found = []
    days: dict[str, list[Event]] = {}
    for event in events:
        days.setdefault(event.form or "", []).append(event)
    for form, apart in sorted(days.items()):
        for one, two in combinations(sorted(apart, key=lambda e: e.id), 2):
            if one.date is None or two.date is None or not {one.id, two.id} & set(again if close is None else close):
                continue
            if abs((one.date.start - two.date.start).days) <= 30:
                values = tuple(ContradictionValue(str(e.date.start if e.date else ""), e.claims) for e in (one, two))
                kind, key = ContradictionKind.CONTRADICTION, contradiction_id(one.block, form, [one.id, two.id])
                found.append(Contradiction(key, one.block, one.id, f"{one.block} {form}", "date", kind, values))
    return TinySettled(tuple(events), tuple(found), ())


MERGING = Merging(slots_of, touched, merge_claims, days_of_event, shows, settle)


def _event(block: str, group: list[Claim], documents: Mapping[str, Document]) -> Event:
    first = group[0]
    return Event(
        id=event_id(first.id),
        block=block,
        event=first.event,
        mode=None,
        form=first.form,
        status=first.status,
        claims=tuple(c.id for c in group),
        documents=tuple(sorted({c.document for c in group})),
        origins=(),
        sources=first.sources,
        targets=first.targets,
        date=first.date,
        place=None,
        # What an event says of its documents: copies and addresses, so that a change of either must show.
        why=tuple(sorted({f"{documents[c.document].uri} {documents[c.document].copy_of}" for c in group})),
    )


def reused(texts: Sequence[Text], copies: Mapping[str, str]) -> tuple[Reuse, ...]:
    """A line that ends in a whole line of an earlier text is taken from there."""
    entries = sorted(texts, key=lambda t: (t.key, t.id))
    found = []
    for i, later in enumerate(entries):
        for earlier in entries[:i]:
            for line in earlier.text.split("\n"):
                at = later.text.find(line)
                ends = at + len(line)
                if line and at > 0 and later.text[ends : ends + 1] in ("", "\n") and later.id not in copies:
                    found.append(Reuse(later.id, Span(at, ends), earlier.id))
    return tuple(sorted(found))


def rooms(version: str = "tiny-1", delay: float = 0.0, extractor: str = "x1") -> Rooms:
    return Rooms(
        make_coder=_Maker(version, delay),
        make_document=make_document,
        extractor=extractor,
        near_copies=near_copies,
        reused=reused,
        link=link,
        merging=MERGING,
        version="1",
    )


@dataclass(frozen=True)
class _Maker:
    version: str
    delay: float

    def __call__(self) -> TinyCoder:
        return TinyCoder(self.version, self.delay)
