"""A small invented record: two reports of one visit, a thank-you, a plan and a vote, between Norway and Chile."""

from __future__ import annotations

import datetime as dt

from memory import MemoryActor, MemoryHit, MemoryRecord

from communique.model.ontology import EventType
from communique.model.records import (
    Claim,
    Contradiction,
    ContradictionKind,
    ContradictionValue,
    Details,
    Document,
    Event,
    EventField,
    FieldValue,
    Office,
    Origin,
    Outcome,
    Part,
    PartKind,
    Sighting,
    Skipped,
    Source,
    Statement,
    Status,
)
from communique.model.values import (
    ActorKind,
    Basis,
    Link,
    LinkKind,
    PartialDate,
    Participant,
    Place,
    Precision,
    PublishedBasis,
    Qualifier,
    Quantity,
    Span,
)


def at(text: str, words: str, role: str = "") -> Span:
    start = text.index(words)
    return Span(start, start + len(words))


FJORD = Source("fjordposten", "Fjordposten", "NOR", "newspaper", "private")
ANDES = Source("agencia-andes", "Agencia Andes", "CHL", "agency", "state")

TEXT_A = (
    "Solheim in Santiago\n\nNorwegian Foreign Minister Ingrid Solheim visited Santiago on 3-4 May 2023, "
    "Agencia Andes said. She thanked Chile for its help in the Antarctic. “The south is closer to us than the map "
    "says,” she told President Pablo Rivas. It was the first visit since 2011. The two sides are to sign eleven "
    "agreements in Oslo.\n\nRead also: ten things about krill"
)
TEXT_B = (
    "Visita de la canciller\n\nIngrid Solheim visited Chile this week, the first such trip in more than two decades. "
    "“The south is closer to us than the map says,” the minister said. A dozen agreements will be signed in Oslo."
)


def person(text: str, words: str, role: str, **known: str) -> Participant:
    return Participant(role, words, at(text, words), kind=ActorKind.PERSON, **{"name": words} | known)  # type: ignore[arg-type]


def state(text: str, words: str, role: str, name: str, code: str) -> Participant:
    return Participant(role, words, at(text, words), name, ActorKind.STATE, code, actor=f"state:{code}")


def make_record() -> MemoryRecord:
    """Two reports of one visit that differ on when the last one was, a thank-you, a plan, and a vote without a day."""
    doc_a = Document(
        "d-aaaaaaaaaaaa",
        TEXT_A,
        "Solheim in Santiago",
        (
            Part(PartKind.TITLE, at(TEXT_A, "Solheim in Santiago")),
            Part(PartKind.BODY, Span(TEXT_A.index("Norwegian"), TEXT_A.index("\n\nRead"))),
            Part(
                PartKind.TEASER,
                at(TEXT_A, "Read also: ten things about krill"),
                "a line that points to another article",
            ),
        ),
        (Sighting("news/fjord.txt"),),
        FJORD,
        dt.date(2023, 5, 5),
        PublishedBasis.HEADER,
        credits=("Agencia Andes",),
        translated=True,
    )
    doc_b = Document(
        "d-bbbbbbbbbbbb",
        TEXT_B,
        "Visita de la canciller",
        (Part(PartKind.TITLE, at(TEXT_B, "Visita de la canciller")), Part(PartKind.BODY, Span(24, len(TEXT_B)))),
        (Sighting("news/andes.txt"),),
        ANDES,
    )
    solheim = {
        "name": "Ingrid Solheim",
        "country": "NOR",
        "sector": "GOV",
        "office": "foreign minister",
        "actor": "person:ingrid-solheim.nor",
    }
    who_a = person(TEXT_A, "Norwegian Foreign Minister Ingrid Solheim", "source", **solheim)
    who_b = person(TEXT_B, "Ingrid Solheim", "source", **solheim)
    chile_a = state(TEXT_A, "Santiago on", "target", "Chile", "CHL")
    chile_b = state(TEXT_B, "Chile", "target", "Chile", "CHL")
    norway = Participant("source", "Norway", Span(0, 0), "Norway", ActorKind.STATE, "NOR", actor="state:NOR")
    rivas = person(
        TEXT_A,
        "President Pablo Rivas",
        "addressee",
        name="Pablo Rivas",
        country="CHL",
        sector="GOV",
        actor="person:pablo-rivas.chl",
    )
    andes = Link("Agencia Andes", LinkKind.MEDIUM, at(TEXT_A, "Agencia Andes"))
    days = PartialDate(
        dt.date(2023, 5, 3),
        dt.date(2023, 5, 4),
        Precision.RANGE,
        Basis.STATED,
        "3-4 May 2023",
        at(TEXT_A, "3-4 May 2023"),
    )
    week = PartialDate(dt.date(2023, 5, 1), dt.date(2023, 5, 7), Precision.RANGE, Basis.STORY, "this week")
    santiago = Place("Santiago", "CHL", at(TEXT_A, "Santiago on"))

    def sentence(text: str, start: str, end: str) -> Span:
        return Span(text.index(start), text.index(end) + len(end))

    visit_a = Claim(
        "c-a00000000001",
        doc_a.id,
        EventType.CONSULT,
        at(TEXT_A, "visited"),
        (at(TEXT_A, "Norwegian Foreign Minister Ingrid Solheim"), at(TEXT_A, "visited"), at(TEXT_A, "3-4 May 2023")),
        sentence(TEXT_A, "Norwegian", "Andes said."),
        (who_a,),
        (chile_a,),
        Status.ACTUAL,
        0.95,
        "visit",
        "visit",
        ("diplomatic",),
        Details(since=(2011, 2011)),
        days,
        santiago,
        (),
        (andes,),
        reasons=("verb visit", "target: obj"),
    )
    visit_b = Claim(
        "c-b00000000001",
        doc_b.id,
        EventType.CONSULT,
        at(TEXT_B, "visited"),
        (at(TEXT_B, "Ingrid Solheim visited Chile"),),
        sentence(TEXT_B, "Ingrid", "decades."),
        (who_b,),
        (chile_b,),
        Status.ACTUAL,
        0.9,
        "visit",
        "visit",
        date=week,
    )
    thanks = Claim(
        "c-a00000000002",
        doc_a.id,
        EventType.SUPPORT,
        at(TEXT_A, "thanked"),
        (at(TEXT_A, "thanked"),),
        sentence(TEXT_A, "She thanked", "Antarctic."),
        (who_a,),
        (chile_a,),
        Status.ACTUAL,
        0.8,
        date=days,
        matter=at(TEXT_A, "for its help in the Antarctic"),
    )
    plan = Claim(
        "c-a00000000003",
        doc_a.id,
        EventType.AGREE,
        at(TEXT_A, "sign"),
        (at(TEXT_A, "sign eleven agreements"),),
        sentence(TEXT_A, "The two sides", "Oslo."),
        (norway,),
        (chile_a,),
        Status.PLANNED,
        0.7,
        None,
        "agreement",
        details=Details(stage="signed"),
        place=Place("Oslo", "NOR"),
        quantities=(Quantity(11, "", "agreements", Qualifier.EXACT, "eleven agreements"),),
        matter=at(TEXT_A, "eleven agreements in Oslo"),
    )
    vote = Claim(
        "c-b00000000002",
        doc_b.id,
        None,
        at(TEXT_B, "signed"),
        (at(TEXT_B, "signed"),),
        sentence(TEXT_B, "A dozen", "Oslo."),
        (norway,),
        (chile_b,),
        Status.DENIED,
        0.5,
        None,
        "vote",
        details=Details(choice="against", body="UN General Assembly", resolution="resolution 99/1"),
    )
    quote = "“The south is closer to us than the map says,”"
    said_a = Statement(
        "s-a00000000001",
        doc_a.id,
        (who_a,),
        (at(TEXT_A, "she"),),
        (at(TEXT_A, "told"),),
        (at(TEXT_A, quote),),
        sentence(TEXT_A, quote, "Rivas."),
        "said",
        True,
        0.97,
        (rivas,),
        (andes,),
    )
    said_b = Statement(
        "s-b00000000001",
        doc_b.id,
        (who_b,),
        (at(TEXT_B, "the minister"),),
        (at(TEXT_B, "said"),),
        (at(TEXT_B, quote),),
        sentence(TEXT_B, quote, "said."),
        "said",
        True,
        0.9,
    )
    origins = (
        Origin("Agencia Andes", "its own reporting, and credited by Fjordposten", (doc_a.id, doc_b.id)),
        Origin("Fjordposten", "its own reporting", (doc_a.id,)),
    )
    visit = Event(
        "e-1d5c00000011",
        "CHL-NOR",
        EventType.CONSULT,
        "visit",
        "visit",
        Status.ACTUAL,
        (visit_a.id, visit_b.id),
        (doc_a.id, doc_b.id),
        origins,
        (who_a,),
        (chile_a,),
        days,
        santiago,
        fields=(
            EventField(
                "date",
                (
                    FieldValue("2023-05-03/2023-05-04", (visit_a.id,)),
                    FieldValue("2023-05-01/2023-05-07", (visit_b.id,)),
                ),
            ),
            EventField("place", (FieldValue("Santiago", (visit_a.id,)),)),
        ),
        score=0.93,
        why=("same visitor, same host, days overlap",),
    )
    thank_event = Event(
        "e-2d5c00000022",
        "CHL-NOR",
        EventType.SUPPORT,
        None,
        None,
        Status.ACTUAL,
        (thanks.id,),
        (doc_a.id,),
        origins[1:],
        (who_a,),
        (chile_a,),
        days,
        None,
        score=0.8,
    )
    plan_event = Event(
        "e-3d5c00000033",
        "CHL-NOR",
        EventType.AGREE,
        None,
        "agreement",
        Status.PLANNED,
        (plan.id,),
        (doc_a.id,),
        origins[1:],
        (norway,),
        (chile_a,),
        None,
        Place("Oslo", "NOR"),
        Details(stage="signed"),
        outcome=Outcome.OPEN,
        score=0.7,
    )
    vote_event = Event(
        "e-4d5c00000044",
        "CHL-NOR",
        None,
        None,
        "vote",
        Status.DENIED,
        (vote.id,),
        (doc_b.id,),
        origins[:1],
        (norway,),
        (chile_b,),
        None,
        None,
        Details(choice="against", resolution="resolution 99/1"),
        score=0.5,
    )
    differ = Contradiction(
        "x-1d5c00000011",
        "CHL-NOR",
        visit.id,
        "Ingrid Solheim's visit to Chile",
        "previous visit",
        ContradictionKind.CONTRADICTION,
        (ContradictionValue("2011", (visit_a.id,)), ContradictionValue("before 2003", (visit_b.id,))),
        "the years exclude each other",
    )
    later = Contradiction(
        "x-2d5c00000022",
        "CHL-NOR",
        None,
        "agreements to sign",
        "quantity",
        ContradictionKind.UPDATE,
        (ContradictionValue("11", (plan.id,)), ContradictionValue("12", (vote.id,))),
    )
    office = Office(
        "person:ingrid-solheim.nor",
        "Ingrid Solheim",
        "foreign minister",
        "NOR",
        dt.date(2023, 5, 5),
        None,
        "text",
        doc_a.id,
        (who_a.span,),
    )
    minister = MemoryActor(
        "person:ingrid-solheim.nor",
        "Ingrid Solheim",
        ActorKind.PERSON,
        "NOR",
        "GOV",
        ("Ingrid Solheim", "Solheim"),
        (office,),
        (doc_a.id, doc_b.id),
        5,
        ("same surname and office in both",),
    )
    chile = MemoryActor("state:CHL", "Chile", ActorKind.STATE, "CHL", mentions=4, documents=(doc_a.id, doc_b.id))
    return MemoryRecord(
        (doc_a, doc_b),
        (visit_a, visit_b, thanks, plan, vote),
        (said_a, said_b),
        (visit, thank_event, plan_event, vote_event),
        (differ, later),
        (minister, chile),
        (Skipped("news/broken.bin", "binary", "not text"),),
        (MemoryHit("document", doc_a.id, doc_a.id, (at(TEXT_A, "Antarctic"),), 1.5),),
    )
