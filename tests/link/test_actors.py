from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace
from itertools import count

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from communique.link.actors import Actor, Linked, link
from communique.model.ids import claim_id, statement_id
from communique.model.ontology import EventType
from communique.model.records import Claim, Document, Mention, Office, Reading, Statement, Status
from communique.model.values import ActorKind, Basis, PartialDate, Participant, Precision, Span

PERSON, STATE, BODY = ActorKind.PERSON, ActorKind.STATE, ActorKind.ORGANISATION


class Maker:
    """Readings with as little writing as possible: each participant gets a span of its own."""

    def __init__(self) -> None:
        self.documents: dict[str, Document] = {}
        self.readings: list[Reading] = []
        self._at = count(0, 50)

    def who(
        self, name: str, country: str | None = None, *, kind: ActorKind = PERSON, office: str | None = None
    ) -> Participant:
        start = next(self._at)
        return Participant("source", name, Span(start, start + len(name)), name, kind, country, "GOV", office)

    def add(
        self,
        document: str,
        *people: Participant,
        published: str | None = None,
        day: str | None = None,
        offices: Sequence[tuple[str, str, str]] = (),
    ) -> None:
        written = dt.date.fromisoformat(published) if published else None
        self.documents[document] = Document(document, "", document, (), (), published=written)
        predicate = Span(next(self._at), next(self._at))
        when = dt.date.fromisoformat(day) if day else None
        date = PartialDate(when, when, Precision.DAY, Basis.STATED) if when else None
        claim = Claim(
            claim_id(document, "CONSULT", predicate, [p.span for p in people], []),
            document,
            EventType.CONSULT,
            predicate,
            (predicate,),
            predicate,
            people,
            (),
            Status.ACTUAL,
            0.9,
            date=date,
        )
        statement = Statement(
            statement_id(document, [predicate], [], []), document, people[:1], (), (), (), predicate, "said", False, 0.9
        )
        mentions = tuple(Mention(p.text, p.span, p.name, p.kind, country=p.country, office=p.office) for p in people)
        held = tuple(
            Office("", name, position, country, None, None, "text", document) for name, position, country in offices
        )
        self.readings.append(Reading(document, "test", (), mentions, held, (statement,), (claim,)))

    def link(self) -> Linked:
        return link(self.readings, self.documents)


def ids(linked: Linked, document: str) -> list[str | None]:
    return [p.actor for c in linked.claims[document] for p in c.participants()]


def actor(linked: Linked, key: str) -> Actor:
    return next(a for a in linked.actors if a.id == key)


def lavrovs() -> Maker:
    made = Maker()
    made.add("d1", made.who("Sergey Lavrov", "RUS"), made.who("VNM", "VNM", kind=STATE), published="2021-09-29")
    made.add("d2", made.who("Sergei Lavrov", "RUS"), made.who("ASEAN", kind=BODY), published="2020-05-30")
    made.add(
        "d3",
        made.who("Lavrov", "RUS"),
        made.who("the Russian foreign minister", "RUS", office="foreign minister"),
        published="2022-07-07",
    )
    made.add("d4", made.who("Sergei Lavrov"), published="2022-07-07")
    return made


def test_one_person_however_written() -> None:
    linked = lavrovs().link()
    found = {i for d in linked.claims for i in ids(linked, d)}
    assert found == {"person:sergey-lavrov.rus", "state:VNM", "org:asean"}
    person = actor(linked, "person:sergey-lavrov.rus")
    assert person.name == "Sergey Lavrov"
    assert person.country == "RUS"
    assert {"Lavrov", "Sergei Lavrov", "Sergey Lavrov"} <= set(person.names)
    assert person.documents == ("d1", "d2", "d3", "d4")
    assert person.mentions == 5
    assert any("office foreign minister of RUS on 2022-07-07: Sergey Lavrov, shipped table" in w for w in person.why)
    assert any(o.basis == "table" and o.position == "foreign minister" for o in person.offices)


def test_participants_and_speakers_are_filled() -> None:
    linked = lavrovs().link()
    row = linked.claims["d4"][0].sources[0]
    assert (row.actor, row.name, row.country) == ("person:sergey-lavrov.rus", "Sergey Lavrov", "RUS")
    assert row.text == "Sergei Lavrov"
    assert linked.statements["d3"][0].speakers[0].actor == "person:sergey-lavrov.rus"


@settings(max_examples=20, deadline=None)
@given(st.data())
def test_order_of_readings_does_not_matter(data: st.DataObject) -> None:
    made = lavrovs()
    made.add(
        "d5",
        made.who("Wang Yi", "CHN"),
        made.who("Wang Yi"),
        made.who("the Chinese foreign minister", "CHN", office="foreign minister"),
        published="2023-01-01",
        offices=[("Qin Gang", "foreign minister", "CHN")],
    )
    made.add("d6", made.who("Wang Wentao", "CHN"), made.who("Wang", "CHN"), published="2023-01-03")
    expected = made.link()
    assert link(data.draw(st.permutations(made.readings)), made.documents) == expected
    assert link(made.readings, dict(data.draw(st.permutations(sorted(made.documents.items()))))) == expected


def test_same_name_in_two_states_is_two_persons() -> None:
    made = Maker()
    made.add("d1", made.who("Ahmed Mahmoud", "SOM"))
    made.add("d2", made.who("Ahmad Mahmoud", "EGY"))
    made.add("d3", made.who("Ahmed Mahmoud"))
    linked = made.link()
    assert ids(linked, "d1") == ["person:ahmed-mahmoud.som"]
    assert ids(linked, "d2") == ["person:ahmad-mahmoud.egy"]
    assert ids(linked, "d3") == ["person:ahmed-mahmoud"]


def test_the_most_frequent_then_longest_form_names_a_person() -> None:
    made = Maker()
    for number in range(2):
        made.add(f"d{number}", made.who("Isaias Afewerki", "ERI"))
    made.add("d9", made.who("Isaias Afwerki", "ERI"))
    assert {a.name for a in made.link().actors} == {"Isaias Afewerki"}


def test_a_surname_with_two_owners_is_left_alone() -> None:
    made = Maker()
    made.add("d1", made.who("Mahinda Rajapaksa", "LKA"))
    made.add("d2", made.who("Gotabaya Rajapaksa", "LKA"))
    made.add("d3", made.who("Rajapaksa", "LKA"))
    made.add("d4", made.who("Rajapaksa", "LKA"), made.who("Mahinda Rajapaksa", "LKA"))
    linked = made.link()
    assert ids(linked, "d3") == ["person:rajapaksa.lka"]
    assert ids(linked, "d4") == ["person:mahinda-rajapaksa.lka"] * 2


OFFICES = [
    (
        "as a text says, near its day",
        "2023-05-01",
        "2023-02-01",
        [("2023-01-10", "Espen Barth Eide")],
        "person:espen-barth-eide.ata",
    ),
    (
        "the nearest text",
        "2023-05-01",
        "2023-02-01",
        [("2022-06-01", "Ine Soreide"), ("2023-01-10", "Espen Barth Eide")],
        "person:espen-barth-eide.ata",
    ),
    (
        "a text more than a year off",
        "2023-05-01",
        "2023-02-01",
        [("2021-01-10", "Espen Barth Eide")],
        "office:foreign-minister.ata",
    ),
    (
        "two texts of one day disagree",
        "2023-05-01",
        "2023-02-01",
        [("2023-01-10", "A Berg"), ("2023-01-10", "Ola Dahl")],
        "office:foreign-minister.ata",
    ),
    (
        "the claim's own day counts",
        "2023-05-01",
        "2021-03-01",
        [("2023-01-10", "Espen Barth Eide")],
        "office:foreign-minister.ata",
    ),
    (
        "the day of publication when the claim has none",
        "2023-02-01",
        None,
        [("2023-01-10", "Espen Barth Eide")],
        "person:espen-barth-eide.ata",
    ),
    ("nothing known", "2023-02-01", None, [], "office:foreign-minister.ata"),
]


@pytest.mark.parametrize(("what", "published", "day", "texts", "expected"), OFFICES, ids=[c[0] for c in OFFICES])
def test_an_office_without_a_name(
    what: str, published: str, day: str | None, texts: list[tuple[str, str]], expected: str
) -> None:
    # A state with no office holders in any shipped table, so that only the texts can tell.
    made = Maker()
    for number, (on, name) in enumerate(texts):
        made.add(f"t{number}", made.who(name, "ATA"), published=on, offices=[(name, "foreign minister", "ATA")])
    made.add("d", made.who("the foreign minister", "ATA", office="foreign minister"), published=published, day=day)
    linked = made.link()
    assert ids(linked, "d") == [expected]
    if expected.startswith("office:"):
        assert actor(linked, expected).name.startswith("foreign minister of ")
        assert linked.claims["d"][0].sources[0].country == "ATA"
    else:
        assert any(w.startswith("linked because: office foreign minister of ATA") for w in actor(linked, expected).why)


def test_an_undated_description_stays_unnamed() -> None:
    made = Maker()
    made.add("d", made.who("the Russian foreign minister", "RUS", office="foreign minister"))
    assert ids(made.link(), "d") == ["office:foreign-minister.rus"]


def test_the_table_tells_who_held_it_on_the_day() -> None:
    made = Maker()
    for document, day in (("before", "2020-05-29"), ("after", "2021-09-28")):
        made.add(document, made.who("the Vietnamese foreign minister", "VNM", office="foreign minister"), day=day)
    linked = made.link()
    assert ids(linked, "before") == ["person:pham-binh-minh.vnm"]
    assert ids(linked, "after") == ["person:bui-thanh-son.vnm"]


def test_a_name_beside_its_office_is_a_name() -> None:
    made = Maker()
    made.add("d", made.who("Petra Vale", "ATA", office="foreign minister"), day="2022-01-01")
    assert ids(made.link(), "d") == ["person:petra-vale.ata"]


def test_offices_said_by_texts_carry_the_actor() -> None:
    made = Maker()
    made.add(
        "d", made.who("Petra Vale", "ATA"), published="2022-01-01", offices=[("Petra Vale", "foreign minister", "ATA")]
    )
    (office,) = [o for o in made.link().offices if o.basis == "text"]
    assert (office.person, office.name, office.document) == ("person:petra-vale.ata", "Petra Vale", "d")


def test_bodies_of_two_states_with_one_name() -> None:
    made = Maker()
    made.add("d", made.who("Coast Survey", "NOR", kind=BODY), made.who("Coast Survey", "JPN", kind=BODY))
    assert ids(made.link(), "d") == ["org:coast-survey.nor", "org:coast-survey.jpn"]


def test_nothing_from_nothing() -> None:
    assert link([], {}) == Linked((), (), {}, {})


def test_a_reading_without_its_document() -> None:
    made = lavrovs()
    assert link(made.readings, {}).actors


def test_linking_twice_changes_nothing() -> None:
    made = lavrovs()
    once = made.link()
    again = [replace(r, claims=once.claims[r.document], statements=once.statements[r.document]) for r in made.readings]
    relinked = link(again, made.documents)
    assert relinked.claims == once.claims
