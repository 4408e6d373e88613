"""Hand-made claims in few words, for tests of link and merge.

A world is a list of ``Report``: each is one sentence of one document with the claim that it makes and the label of the
happening it belongs to. Documents are put together from their reports' sentences, so that spans are real.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from communique.model.ids import claim_id, document_id, slug
from communique.model.ontology import EventType
from communique.model.records import Claim, Details, Document, Part, PartKind, Reuse, Sighting, Source, Status
from communique.model.values import (
    ActorKind,
    Basis,
    Link,
    LinkKind,
    PartialDate,
    Participant,
    Place,
    Precision,
    Qualifier,
    Quantity,
    Span,
)


@dataclass(frozen=True)
class Paper:
    """One document to be: its name, outlet, day of publication, the agencies it credits, the paper it copies.

    ``takes_from``: the paper that has its whole text word for word in its own. ``kind`` and ``country`` are the
    outlet's.
    """

    name: str
    outlet: str | None = None
    published: str | None = None
    credits: tuple[str, ...] = ()
    copy_of: str | None = None
    takes_from: str | None = None
    kind: str = "other"
    country: str | None = None


@dataclass(frozen=True)
class Report:
    """One sentence with its claim. Participants are written "Name/ISO", "ISO", "@organisation" or "?office/ISO"."""

    paper: str
    sentence: str
    predicate: str
    who: tuple[str, ...]
    whom: tuple[str, ...] = ()
    label: str = ""
    event: str | None = "CONSULT"
    date: str | None = None
    rest: dict[str, Any] = field(default_factory=dict)


def report(paper: str, sentence: str, predicate: str, who: str, whom: str = "", label: str = "", **rest: Any) -> Report:
    """A report with its participants parted by ``;``."""
    event, date = rest.pop("event", "CONSULT"), rest.pop("date", None)
    return Report(paper, sentence, predicate, _parts(who), _parts(whom), label, event, date, rest)


def _parts(text: str) -> tuple[str, ...]:
    return tuple(p.strip() for p in text.split(";") if p.strip())


@dataclass(frozen=True)
class World:
    """What was built: documents by id, claims, and each claim's label."""

    documents: dict[str, Document]
    claims: tuple[Claim, ...]
    labels: dict[str, str]

    def partition(self) -> set[frozenset[str]]:
        """The expected groups of claim ids."""
        groups: dict[str, set[str]] = {}
        for claim, label in self.labels.items():
            groups.setdefault(label, set()).add(claim)
        return {frozenset(g) for g in groups.values()}


def build(papers: Iterable[Paper], reports: Sequence[Report]) -> World:
    """Documents and claims from reports."""
    listed = list(papers)
    texts = {p.name: "\n".join([p.name, *(r.sentence for r in reports if r.paper == p.name)]) for p in listed}
    ids = {name: document_id(text.encode()) for name, text in texts.items()}
    documents = {ids[p.name]: _document(p, texts[p.name], ids) for p in listed}
    claims, labels = [], {}
    at: dict[str, int] = {}
    for number, row in enumerate(reports):
        text = texts[row.paper]
        start = text.index(row.sentence, at.get(row.paper, 0))
        at[row.paper] = start + len(row.sentence)
        claim = _claim(row, ids[row.paper], Span(start, start + len(row.sentence)))
        claims.append(claim)
        labels[claim.id] = row.label or str(number)
    return World(documents, tuple(claims), labels)


def _document(paper: Paper, text: str, ids: dict[str, str]) -> Document:
    return Document(
        id=ids[paper.name],
        text=text,
        title=paper.name,
        parts=(Part(PartKind.BODY, Span(0, len(text))),),
        sightings=(Sighting(f"{slug(paper.name)}.txt"),),
        source=Source(slug(paper.outlet), paper.outlet, paper.country, paper.kind) if paper.outlet else None,
        published=dt.date.fromisoformat(paper.published) if paper.published else None,
        credits=paper.credits,
        copy_of=ids[paper.copy_of] if paper.copy_of else None,
        reuses=(Reuse(Span(0, len(text)), ids[paper.takes_from]),) if paper.takes_from else (),
    )


def _claim(row: Report, document: str, sentence: Span) -> Claim:
    start = sentence.start + row.sentence.index(row.predicate)
    predicate = Span(start, start + len(row.predicate))
    sources = tuple(participant(w, "source", predicate) for w in row.who)
    targets = tuple(participant(w, "target", predicate) for w in row.whom)
    id = claim_id(document, str(row.event), predicate, [p.span for p in sources], [p.span for p in targets])
    rest = dict(row.rest)
    basis = Basis(rest.pop("basis", "stated"))
    quantities = tuple(_quantity(q, row.sentence, sentence.start) for q in rest.pop("quantities", ()))
    return Claim(
        id=id,
        document=document,
        event=EventType(row.event) if row.event else None,
        predicate=predicate,
        spans=(predicate,),
        sentence=sentence,
        sources=tuple(_where_named(p, row.sentence, sentence.start) for p in sources),
        targets=tuple(_where_named(p, row.sentence, sentence.start) for p in targets),
        status=Status(rest.pop("status", "actual")),
        score=rest.pop("score", 0.8),
        mode=rest.pop("mode", None),
        form=rest.pop("form", None),
        details=Details(**rest.pop("details", {})),
        date=date(row.date, basis) if row.date else None,
        place=_placed(rest.pop("place", None), row.sentence, sentence.start),
        quantities=quantities,
        attribution=tuple(_link(n) for n in rest.pop("via", ())),
        statement=rest.pop("statement", None),
        **rest,
    )


def participant(text: str, role: str, span: Span) -> Participant:
    """One participant from its short form, linked already."""
    if text.startswith("@"):
        return Participant(role, text[1:], span, text[1:], ActorKind.ORGANISATION, actor=f"org:{slug(text[1:])}")
    name, _, country = text.partition("/")
    if name.startswith("?"):
        actor = f"office:{slug(name[1:])}.{country.lower()}"
        return Participant(role, name[1:], span, name[1:], ActorKind.PERSON, country, office=name[1:], actor=actor)
    if not country:
        return Participant(role, name, span, name, ActorKind.STATE, name, actor=f"state:{name}")
    actor = f"person:{slug(name)}.{country.lower()}"
    return Participant(role, name, span, name, ActorKind.PERSON, country, actor=actor)


def _where_named(row: Participant, sentence: str, offset: int) -> Participant:
    """A person with the span of the surname, where the sentence has it."""
    at = sentence.find(row.name.split()[-1])
    return replace(row, span=Span(offset + at, offset + at + len(row.name.split()[-1]))) if at >= 0 else row


def date(text: str, basis: Basis = Basis.STATED) -> PartialDate:
    """ISO day, or two with two dots between."""
    first, _, last = text.partition("..")
    start, end = dt.date.fromisoformat(first), dt.date.fromisoformat(last or first)
    return PartialDate(start, end, Precision.DAY if start == end else Precision.RANGE, basis, text)


def place(text: str | None) -> Place | None:
    """A place written "Name/ISO"."""
    if text is None:
        return None
    name, _, country = text.partition("/")
    return Place(name, country or None)


def _placed(text: str | None, sentence: str, offset: int) -> Place | None:
    """With its span, where the sentence names it."""
    found = place(text)
    if found is None or found.name not in sentence:
        return found
    start = offset + sentence.index(found.name)
    return replace(found, span=Span(start, start + len(found.name)))


def _quantity(row: tuple[Any, ...], sentence: str, offset: int) -> Quantity:
    value, unit, words, *more = row
    start = offset + sentence.index(words)
    qualifier = Qualifier(more[0]) if more else Qualifier.EXACT
    return Quantity(value, unit, "", qualifier, words, Span(start, start + len(words)))


def _link(text: str) -> Link:
    """A medium, or a speaker after "~"; its state after "/"."""
    name, _, country = text.removeprefix("~").partition("/")
    kind = LinkKind.SPEAKER if text.startswith("~") else LinkKind.MEDIUM
    return Link(name, kind, country=country or None)
