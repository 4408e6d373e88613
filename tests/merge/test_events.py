from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.merge.builders import World
from tests.merge.worlds import WORLDS, colombia_venezuela, ethiopia_eritrea, india_pakistan, iran_saudi, serbia_kosovo

from communique.merge.events import Merged, merge_all
from communique.model.records import ContradictionKind, Event, Outcome, Status


def merged(world: World) -> Merged:
    return merge_all(world.claims, world.documents, {})


def event_of(world: World, label: str) -> Event:
    claims = {c for c, found in world.labels.items() if found == label}
    return next(e for e in merged(world).events if claims & set(e.claims))


@pytest.mark.parametrize("make", WORLDS, ids=lambda f: f.__name__)
def test_claims_meet_as_they_should(make) -> None:
    world = make()
    got = {frozenset(e.claims) for e in merged(world).events}
    shown = {frozenset(world.labels[c] + ":" + c for c in g) for g in got}
    assert got == world.partition(), shown


@pytest.mark.parametrize("make", WORLDS, ids=lambda f: f.__name__)
@settings(max_examples=15, deadline=None)
@given(data=st.data())
def test_order_of_claims_and_documents_does_not_matter(make, data: st.DataObject) -> None:
    world = make()
    claims = data.draw(st.permutations(world.claims))
    documents = dict(data.draw(st.permutations(sorted(world.documents.items()))))
    assert merge_all(claims, documents, {}) == merged(world)


def test_a_number_of_agreements_told_differently() -> None:
    found = merged(colombia_venezuela()).contradictions
    numbers = next(x for x in found if x.field == "quantity: agreement")
    assert numbers.kind is ContradictionKind.CONTRADICTION
    assert [v.value for v in numbers.values] == ["11", "12"]
    assert numbers.event == event_of(colombia_venezuela(), "signing").id


def test_a_day_told_differently() -> None:
    world = colombia_venezuela()
    days = next(x for x in merged(world).contradictions if x.field == "date")
    assert [v.value for v in days.values] == ["2022-11-01", "2022-11-02"]
    assert all(len(v.claims) == 1 for v in days.values)


def test_a_growing_toll_is_an_update() -> None:
    found = [x for x in merged(india_pakistan()).contradictions if x.field.startswith("quantity")]
    assert [x.kind for x in found] == [ContradictionKind.UPDATE]


def test_a_denial_contradicts() -> None:
    world = serbia_kosovo()
    found = next(x for x in merged(world).contradictions if x.field == "status")
    assert [v.value for v in found.values] == ["denied", "happened"]


def test_the_previous_visit() -> None:
    world = ethiopia_eritrea()
    found = next(x for x in merged(world).contradictions if x.field == "previous visit")
    assert [v.value for v in found.values] == ["1985..1992", "1998"]
    assert found.subject == "Abiy Ahmed visiting Eritrea"
    assert found.event == event_of(world, "there").id


def test_no_contradiction_where_reports_agree() -> None:
    assert merged(iran_saudi()).contradictions == ()


def test_fields_of_a_meeting() -> None:
    event = event_of(iran_saudi(), "beijing")
    assert {p.name for p in event.sources + event.targets} == {"Hossein Amir-Abdollahian", "Faisal bin Farhan"}
    assert len(event.sources) == len(event.targets) == 1
    assert event.place is not None and event.place.name == "Beijing"
    assert event.date is not None and str(event.date.start) == "2023-04-06"
    assert [o.name for o in event.origins] == ["Gulf Courier", "Levant Post"]
    assert len(event.why) == 2
    assert event.score > 0.8


def test_a_plan_is_an_event_of_its_own() -> None:
    event = event_of(serbia_kosovo(), "plan")
    assert event.status is Status.PLANNED
    assert event.outcome is Outcome.OPEN


def test_an_event_is_named_by_its_earliest_claim() -> None:
    world = iran_saudi()
    whole = {e.id for e in merged(world).events}
    late = [c for c in world.claims if str(world.documents[c.document].published) == "2023-08-18"]
    early = [c for c in world.claims if c not in late]
    assert {e.id for e in merge_all(early, world.documents, {}).events} <= whole


def test_nothing_from_nothing() -> None:
    assert merge_all([], {}, {}) == Merged((), ())


def test_claims_without_their_documents() -> None:
    world = iran_saudi()
    assert merge_all(world.claims, {}, {}).events
