"""A record of many events, statements, contradictions and actors by chance: every column is filled in every way."""

from __future__ import annotations

import datetime as dt
import hashlib
from dataclasses import replace
from pathlib import Path
from random import Random

from communique.link.actors import Actor
from communique.model.ids import claim_id, contradiction_id, event_id, statement_id
from communique.model.ontology import EventType
from communique.model.records import (
    Claim,
    Contradiction,
    ContradictionKind,
    ContradictionValue,
    Document,
    Event,
    Origin,
    Outcome,
    Sighting,
    Source,
    Statement,
    Status,
)
from communique.model.values import ActorKind, Basis, PartialDate, Participant, Precision, PublishedBasis, Span
from communique.record import derived, documents, merging
from communique.record.store import Store

STATES = ("CHL", "GHA", "NOR", "PER", "TGO")
SOURCES = tuple(Source(f"source-{n}", f"Source {n}") for n in range(4))
FORMS = ("visit", "meeting", "call", None)
KINDS = (ActorKind.STATE, ActorKind.PERSON, ActorKind.PERSON, ActorKind.ORGANISATION, ActorKind.ARMED_GROUP)
NAMES = ("Óscar Ñandú", "Đặng Văn Ân", "Åse Øvrebø", "O’Brien", "João Conceição", "Straße", "Ya'akov Levy")
FIRST = dt.date(2021, 3, 1)
SEEN = tuple(f"2021-06-0{n}T08:00:00+00:00" for n in range(1, 5))


def crowd(path: Path, seed: int = 1, events: int = 90) -> Path:
    """A new record at ``path``; gives the path back."""
    chance = Random(seed)
    papers = [_document(chance, n) for n in range(events // 2)]
    actors = _actors(chance)
    with Store.open(path, create=True) as store, store.transaction():
        for paper in papers:
            content = hashlib.sha256(paper.text.encode()).hexdigest()
            documents.put(store, paper, content=content, extractor="test")
            if int(paper.id[2:]) % 4 == 0:  # two addresses at one time
                again = replace(paper, sightings=(Sighting(f"more/{paper.uri}", paper.sightings[0].seen),))
                documents.put(store, again, content=content, extractor="test")
        # Nothing is read of what an address showed before, or of what stands nowhere any more.
        documents.retire(store, papers[7].id)
        read = [p for p in papers if documents.is_current(store, p.id)]
        documents.set_copies(store, {p.id: read[0].id for p in read[1:] if chance.random() < 0.15})
        derived.put_actors(store, actors)
        made = [_event(chance, n, read, actors) for n in range(events)]
        derived.put_claims(store, [derived.Placed(c, "B", "B", 0, 0) for _, claims in made for c in claims])
        rows = [merging.KeptEvent.of(e, e.id, (0, 0)) for e, _ in made]
        merging.put_made(store, "B", [c.id for _, claims in made for c in claims], rows, ())
        found = {x.id: x for n in range(events // 2) for x in (_contradiction(chance, n, [e for e, _ in made]),)}
        merging.put_contradictions(store, [(x, (0, 0)) for x in found.values()], merging.ACROSS)
        derived.put_statements(store, [_told(chance, n, read, actors) for n in range(events)])
    return path


def _document(chance: Random, number: int) -> Document:
    text = f"Report {number}\n\n" + " ".join(chance.choices("one two three four five".split(), k=40))
    day = FIRST + dt.timedelta(days=chance.randrange(12)) if chance.random() < 0.8 else None
    address = f"page-{number % 40}.txt"  # some show another document later
    return Document(
        id=f"d-{number * 7919 % 100_000:012d}",
        text=text,
        title=f"Report {number}",
        parts=(),
        sightings=(Sighting(address, chance.choice((*SEEN, ""))),),
        source=chance.choice((*SOURCES, None)),
        published=day,
        published_basis=PublishedBasis.NONE if day is None else PublishedBasis.GIVEN,
    )


def _actors(chance: Random) -> list[Actor]:
    found = [Actor(f"state:{code}", code, ActorKind.STATE, code, None, (code,), (), (), 50, ()) for code in STATES]
    for n in range(25):
        name = f"{chance.choice(NAMES)} {'abcde'[n % 5]}"
        names = tuple(sorted({name, *(chance.choice(NAMES) for _ in range(chance.randrange(3)))}))
        kind, country = KINDS[n % len(KINDS)], chance.choice((*STATES, None))
        found.append(Actor(f"person:{n:02d}", name, kind, country, None, names, (), (), chance.randrange(4), ()))
    return found


def _people(chance: Random, role: str, actors: list[Actor]) -> tuple[Participant, ...]:
    chosen = chance.choices(actors, k=chance.choice((1, 1, 2, 3)))
    known = chance.random() < 0.9  # else one that nothing links
    return tuple(
        Participant(role, a.name, Span(0, 3), a.name, a.kind, a.country, None, None, a.id if known else None)
        for a in chosen
    )


def _date(chance: Random) -> PartialDate | None:
    start = FIRST + dt.timedelta(days=chance.randrange(12))
    end = start + dt.timedelta(days=chance.choice((0, 0, 3)))
    text = start.isoformat()
    return chance.choice(
        (
            None,
            PartialDate(None, None, Precision.UNKNOWN, Basis.NONE),
            PartialDate(None, end, Precision.RANGE, Basis.INFERRED, text),
            PartialDate(start, None, Precision.RANGE, Basis.RELATIVE, text),
            *(PartialDate(start, end, Precision.DAY if start == end else Precision.RANGE, Basis.STATED, text),) * 6,
        )
    )


def _event(chance: Random, number: int, papers: list[Document], actors: list[Actor]) -> tuple[Event, list[Claim]]:
    type_ = chance.choice((*(EventType.CONSULT,) * 3, EventType.AGREE, EventType.AID, EventType.ASSAULT, None))
    status = chance.choice((Status.ACTUAL, Status.ACTUAL, *Status))
    sources, targets = _people(chance, "source", actors), _people(chance, "target", actors)
    if chance.random() < 0.15:  # each of them stands on both sides
        sources = targets = (*sources, *targets)
    date, form = _date(chance), chance.choice(FORMS)
    claims = []
    for paper in chance.sample(papers, chance.choice((1, 1, 2, 3))):
        verb = Span(number % 30, number % 30 + 2)
        id = claim_id(paper.id, f"{type_} {number}", verb, [], [])
        claims.append(
            Claim(id, paper.id, type_, verb, (verb,), Span(0, 40), sources, targets, status, 0.5, form=form, date=date)
        )
    event = Event(
        id=event_id(claims[0].id),
        block="B",
        event=type_,
        mode=chance.choice((None, "visit")),
        form=form,
        status=status,
        claims=tuple(c.id for c in claims),
        documents=tuple(sorted({c.document for c in claims})),
        origins=tuple(Origin(f"Origin {n}", "own", (claims[0].document,)) for n in range(chance.randrange(3))),
        sources=sources,
        targets=targets,
        date=date,
        place=None,
        outcome=chance.choice((None, *Outcome)) if status is Status.PLANNED else None,
        part_of=chance.choice((None, "e-0123456789ab")),
    )
    return event, claims


def _contradiction(chance: Random, number: int, events: list[Event]) -> Contradiction:
    event, field = chance.choice(events), chance.choice(("date", "place", "quantity"))
    values = tuple(ContradictionValue(f"{number} {n}", (event.claims[0],)) for n in range(2))
    id = contradiction_id(event.id, field, [v.value for v in values])
    of = event.id if chance.random() < 0.8 else None
    return Contradiction(id, "B", of, "a subject", field, chance.choice([*ContradictionKind]), values)


def _told(chance: Random, number: int, papers: list[Document], actors: list[Actor]) -> derived.Told:
    paper, verb = chance.choice(papers), Span(number % 30, number % 30 + 2)
    speakers, addressees = _people(chance, "speaker", actors), _people(chance, "addressee", actors)
    statement = Statement(
        statement_id(paper.id, [], [verb], [Span(number, number + 1)]),
        paper.id,
        speakers if chance.random() < 0.9 else (),
        (),
        (verb,),
        (Span(2, 9),),
        Span(0, 40),
        "said",
        verbatim=False,
        score=0.5,
        addressees=addressees,
    )
    named = {p.country for p in (*statement.speakers, *addressees)} | {chance.choice((*STATES, None))}
    return derived.Told(statement, paper.text[2:9], frozenset(code for code in named if code is not None))
