"""What pages find, against the slow way, on a record of everything by chance and on the shipped sample."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import slowly
from crowd import FIRST, SEEN, SOURCES, STATES, crowd
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import communique
from communique import api
from communique.errors import UnknownState, UsageError
from communique.model.glances import Filters
from communique.model.values import ActorKind
from communique.views.reader import Finder

SAMPLE = Path(__file__).parents[2] / "examples" / "articles"
Key = tuple[str, str]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Iterator[api.Record]:
    with communique.open(crowd(tmp_path_factory.mktemp("crowd") / "r.record")) as record:
        yield record


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Iterator[api.Record]:
    with communique.create(tmp_path_factory.mktemp("sample") / "r.record") as record:
        record.build([str(SAMPLE)])
        yield record


@pytest.fixture(params=["made", "sample"])
def record(request: pytest.FixtureRequest) -> api.Record:
    found: api.Record = request.getfixturevalue(request.param)
    return found


def chosen(made: api.Record) -> Iterator[Filters]:
    """Each filter alone, and some together."""
    first = made.events()[0]
    busiest = made.pairs()[0].states
    actor = Counter(p.actor for e in made.events() for p in (*e.sources, *e.targets) if p.actor).most_common(1)[0][0]
    source = made.sources()[0][0].id
    day = next(g.start for g in made.glances(Filters()) if g.start)
    alone: list[dict[str, Any]] = [
        {}, {"states": busiest}, {"states": busiest[:1]}, {"since": day}, {"until": day}, {"since": day, "until": day},
        {"event": "CONSULT"}, {"event": "consult", "status": "Actual"}, {"form": "meeting"}, {"status": first.status},
        {"source": source}, {"actor": actor}, {"contradicted": True}, {"seen": "2021-06-03T08:00:00+00:00"},
        {"source": "no-such"}, {"actor": "no:such"},
    ]  # fmt: skip
    yield from (Filters(**one) for one in alone)
    yield from (Filters(**{"states": busiest, **one}) for one in alone)
    yield Filters(states=busiest, source=source, actor=actor, since=day, contradicted=True)


def all_parts(ask: Callable[..., tuple[Key, ...]], size: int) -> list[Key]:
    found: list[Key] = []
    while part := ask(after=found[-1] if found else None, limit=size):
        assert len(part) <= size
        assert not set(part) & set(found)  # or it would never end
        found += part
    return found


def test_a_record_finds_what_pages_ask(made: api.Record) -> None:
    finder: Finder = made
    assert finder.glances(Filters())


def test_events_at_a_glance_and_their_keys(record: api.Record) -> None:
    some = 0
    for filters in chosen(record):
        assert list(record.glances(filters)) == slowly.glances(record, filters), filters
        for newest in (False, True):
            keys = slowly.event_keys(record, filters, newest=newest)
            assert list(record.event_keys(filters, newest=newest)) == keys, filters
            some += len(keys) > 1
    assert some > 10


DAYS = st.none() | st.integers(-1, 15).map(lambda n: FIRST + dt.timedelta(days=n))
FILTERS = st.builds(
    Filters,
    states=st.lists(st.sampled_from(STATES), max_size=3, unique=True).map(tuple),
    since=DAYS,
    until=DAYS,
    event=st.sampled_from([None, None, "CONSULT", "AGREE"]),
    form=st.sampled_from([None, None, "visit"]),
    status=st.sampled_from([None, None, "actual", "planned"]),
    source=st.sampled_from([None, None, None, *(s.id for s in SOURCES)]),
    actor=st.sampled_from([None, None, None, *(f"person:{n:02d}" for n in range(4)), "state:PER"]),
    contradicted=st.booleans(),
    seen=st.sampled_from([None, None, *SEEN, ""]),
)
QUICK = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@QUICK
@given(filters=FILTERS, newest=st.booleans(), size=st.integers(1, 40))
def test_any_filters_find_the_same_in_parts_of_any_size(
    made: api.Record, filters: Filters, newest: bool, size: int
) -> None:
    assert list(made.glances(filters)) == slowly.glances(made, filters)
    keys = slowly.event_keys(made, filters, newest=newest)
    assert all_parts(lambda **part: made.event_keys(filters, newest=newest, **part), size) == keys
    assert list(made.encounters(filters)) == slowly.encounters(made, filters)


def test_who_met_whom(record: api.Record) -> None:
    everyone = record.encounters(Filters())
    assert everyone
    for filters in chosen(record):
        found = slowly.encounters(record, filters)
        assert list(record.encounters(filters)) == found, filters
        assert list(record.encounters(filters, limit=2)) == found[:2]
    for row in everyone:
        assert (row.one_state, row.one) < (row.two_state, row.two)
        held = record.events_with([row.latest])[0]
        assert {row.one, row.two} <= {p.actor for p in (*held.sources, *held.targets)}


@pytest.mark.parametrize("since", [None, dt.date(2021, 3, 5)])
@pytest.mark.parametrize("until", [None, dt.date(2023, 3, 8), dt.date(2021, 3, 8)])
def test_pairs_of_states(record: api.Record, since: dt.date | None, until: dt.date | None) -> None:
    found = slowly.pairs(record, since, until)
    assert list(record.pairs(since=since, until=until)) == found
    assert list(record.pairs(since=since, until=until, limit=3)) == found[:3]
    for row in found[:3]:
        assert len(record.glances(Filters(states=row.states, since=since, until=until, between=True))) == row.events


def test_events_and_contradictions_by_id_in_the_order_asked(record: api.Record) -> None:
    events, found = record.events()[:6], record.contradictions()
    ids = [e.id for e in reversed(events)]
    assert record.events_with([*ids, "e-none", ids[0]]) == tuple(reversed(events))
    assert record.contradictions_with([x.id for x in reversed(found)]) == tuple(reversed(found))
    named = [x.event for x in found if x.event][:3]
    assert record.contradictions_of(named) == tuple(x for x in found if x.event in named)
    assert record.contradictions_of(["e-none"]) == record.contradictions_with([]) == ()


@pytest.mark.parametrize("kind", [None, "contradiction", "update", "scope"])
@pytest.mark.parametrize("field", [None, "date"])
@pytest.mark.parametrize("how_many", [0, 1, 2])
def test_contradictions_the_real_ones_first(
    record: api.Record, kind: str | None, field: str | None, how_many: int
) -> None:
    states = record.pairs()[0].states[:how_many]
    ranks = {"contradiction": "0", "update": "1", "scope": "2"}
    keys = sorted(
        (ranks[x.kind], x.id)
        for x in record.contradictions(states=states)
        if kind in (None, x.kind) and field in (None, x.field)
    )
    assert list(record.contradiction_keys(states=states, kind=kind, field=field)) == keys
    for size in (1, 4):
        asked = {"states": states, "kind": kind, "field": field}
        assert all_parts(lambda asked=asked, **part: record.contradiction_keys(**asked, **part), size) == keys


@pytest.mark.parametrize("newest", [False, True])
def test_statements_by_day_in_parts(record: api.Record, newest: bool) -> None:
    busiest = record.pairs()[0].states
    day = next(d.published for d in record.documents() if d.published)
    speaker = record.speakers(states=busiest)[0].actor
    asked: list[dict[str, Any]] = [
        {}, {"states": busiest}, {"states": busiest[:1]}, {"speaker": speaker}, {"since": day}, {"until": day},
        {"since": day, "until": day}, {"states": busiest, "speaker": speaker, "since": day}, {"speaker": "no:such"},
    ]  # fmt: skip
    for one in asked:
        found = slowly.statements(record, **one)
        keys = slowly.in_order(((d, s.id) for d, s in found), newest=newest)
        assert list(record.statement_keys(**one, newest=newest)) == keys, one
        for size in (1, 7):
            parts = all_parts(lambda one=one, **part: record.statement_keys(**one, newest=newest, **part), size)
            assert parts == keys


def test_who_speaks(record: api.Record) -> None:
    for states in ((), *(row.states for row in record.pairs(limit=3)), record.pairs()[0].states[:1]):
        found = slowly.speakers(record, states)
        assert list(record.speakers(states=states)) == found
        assert list(record.speakers(states=states, limit=1)) == found[:1]
    assert record.speakers()[0].statements == len(record.statement_keys(speaker=record.speakers()[0].actor))


@pytest.mark.parametrize("newest", [False, True])
def test_documents_by_day_in_parts(record: api.Record, newest: bool) -> None:
    for source in (None, *(s.id for s, _ in record.sources()), "no-such"):
        keys = slowly.in_order(((d.published, d.id) for d in record.documents(source=source)), newest=newest)
        assert list(record.document_keys(source=source, newest=newest)) == keys
        for size in (1, 6):
            parts = all_parts(
                lambda source=source, **part: record.document_keys(source=source, newest=newest, **part), size
            )
            assert parts == keys


def test_what_documents_hold_and_when_they_came(record: api.Record) -> None:
    papers = record.documents()
    ids = [d.id for d in papers]
    claims, told = Counter(c.document for c in record.claims()), Counter(s.document for s in record.statements())
    assert record.tallies([*ids, "d-none"]) == {**{id: (claims[id], told[id]) for id in ids}, "d-none": (0, 0)}
    own = Counter(d.published for d in papers if d.copy_of is None)
    assert record.published() == own
    assert sum(own.values()) < len(papers)
    by_day = [day for day in record.published() if day]
    assert by_day == sorted(by_day)
    assert list(record.builds(limit=99)) == slowly.builds(record)
    for build in record.builds():
        seen = [d.id for d in papers if any(s.seen >= build.seen for s in d.sightings)]
        assert list(record.documents_seen(build.seen)) == sorted(seen)


def test_actors_the_most_mentioned_first(record: api.Record) -> None:
    everyone = record.actors()
    for state in (None, "PER", "Peru", "IRN"):
        for kind in (None, *ActorKind):
            code = {"Peru": "PER"}.get(state or "", state)
            wanted = [a for a in everyone if state is None or a.country == code]
            wanted = sorted((a for a in wanted if kind in (None, a.kind)), key=lambda a: (-a.mentions, a.name, a.id))
            keys = record.actor_keys(state=state, kind=kind)
            assert [id for _, id in keys] == [a.id for a in wanted]
            assert list(keys) == sorted(keys)
            assert all_parts(lambda s=state, k=kind, **part: record.actor_keys(state=s, kind=k, **part), 4) == [*keys]
            assert record.actors_with([a.id for a in wanted]) == tuple(wanted)
    assert record.actors_with(["no:such"]) == ()


@pytest.mark.parametrize(
    "words",
    ["oscar", "NANDU osc", "dang van", "an  an", "o'brien a", "ase ovrebo", "strasse", "bin mohammed", "", "%", "q"],
)
def test_people_are_found_by_any_part_of_a_name(record: api.Record, words: str) -> None:
    found = slowly.find_actors(record, words)
    assert list(record.find_actors(words, limit=99)) == found
    assert list(record.find_actors(words, limit=1)) == found[:1]


def test_names_are_found_whatever_their_accents(made: api.Record, sample: api.Record) -> None:
    assert {a.name[:-2] for a in made.find_actors("đang van", limit=99)} >= {"Đặng Văn Ân"}
    assert sample.find_actors("RAISI")[0].name == "Ebrahim Raisi"
    assert made.find_actors("\ud800 \x00") == ()


def test_limits_below_one_find_nothing(made: api.Record) -> None:
    for limit in (0, -3):
        assert made.event_keys(Filters(), limit=limit) == made.pairs(limit=limit) == made.builds(limit=limit) == ()
        assert made.find_actors("a", limit=limit) == made.encounters(Filters(), limit=limit) == ()


def test_states_may_be_named_and_what_is_not_known_is_told(made: api.Record) -> None:
    named = Filters(states=("Peru", "Chile", "PER"))
    assert made.glances(named) == made.glances(Filters(states=("CHL", "PER"))) != ()
    with pytest.raises(UnknownState):
        made.event_keys(Filters(states=("Atlantis",)))
    with pytest.raises(UnknownState):
        made.actor_keys(state="Atlantis")
    for wrong in (Filters(event="DANCE"), Filters(form="dance"), Filters(status="maybe")):
        for ask in (made.glances, made.event_keys, made.encounters):
            with pytest.raises(UsageError) as caught:
                ask(wrong)
            assert "one of: " in str(caught.value.hint)
    with pytest.raises(UsageError):
        made.contradiction_keys(kind="quarrel")
    with pytest.raises(UsageError):
        made.actor_keys(kind="ghost")


def test_what_is_asked_in_a_snapshot_is_of_one_state_of_the_record(tmp_path: Path) -> None:
    path = crowd(tmp_path / "r.record", seed=2, events=20)
    with communique.open(path) as reader, communique.create(path) as writer:
        with reader.snapshot():
            before = reader.glances(Filters()), reader.find_actors("a"), reader.counts()
            with writer._store.transaction():
                writer._store.execute("DELETE FROM events")
                writer._store.execute("DELETE FROM actors")
            assert (reader.glances(Filters()), reader.find_actors("a"), reader.counts()) == before
        assert (reader.glances(Filters()), reader.find_actors("a"), reader.pairs()) == ((), (), ())
