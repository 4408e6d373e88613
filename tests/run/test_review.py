"""What is offered for review, in which order, and what is left when it was judged."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from memory import MemoryRecord
from small_record import small
from stored import store
from tests.merge.worlds import WORLDS, colombia_venezuela

import communique
from communique import api
from communique.errors import UnknownId
from communique.merge.events import merge_all
from communique.model.records import EventField
from communique.run.accuracy import Accuracy

# One meeting told twice, and two others on two days.
TEXTS = {
    "one.txt": "A long evening\n\nLIMA, May 7, 2021 - Peru met Chile on 2021-05-06. They spoke of copper and sea.\n",
    "two.txt": "Copper and the sea\n\nBOGOTA, May 9, 2021 - Peru met Chile on 2021-05-06. They spoke of copper.\n",
    "three.txt": "Elsewhere\n\nACCRA, June 1, 2021 - It is said that Ghana met Togo on 2021-06-01. It rained.\n",
    "four.txt": "Elsewhere again\n\nLOME, June 1, 2021 - It is said that Ghana met Togo on 2021-06-02. No rain fell.\n",
}


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return small(tmp_path_factory.mktemp("review") / "r.record", TEXTS)


@pytest.fixture
def record(shared: Path, tmp_path: Path):
    copy = tmp_path / "r.record"
    copy.write_bytes(shared.read_bytes())
    with communique.open(copy) as opened:
        yield opened


def subjects(record: api.Record, kind: str) -> list[tuple[str, ...]]:
    return [c.subjects for c in record.review() if c.kind == kind]


def test_the_most_doubtful_comes_first_and_says_why(record: api.Record) -> None:
    queue = record.review()
    assert [c.worth for c in queue] == sorted((c.worth for c in queue), reverse=True)
    assert {c.kind for c in queue} == {"join", "claim"}
    assert all(0 <= c.worth <= 1 and c.why and c.subjects and c.claims for c in queue)
    join = next(c for c in queue if c.kind == "join")
    assert "weakest join compares at" in join.why and join.explained.startswith("0.")
    assert record.review(limit=1) == queue[:1]


def test_what_was_judged_is_not_offered_again(record: api.Record) -> None:
    (join,) = {c.subjects for c in record.review() if c.kind == "join"}
    record.judge("different", join, by="ana")
    # What scores would join and a person keeps apart was decided: neither the join nor the pair is asked about.
    assert join not in subjects(record, "join")
    assert not [c for c in record.review() if c.kind == "pair" and set(c.claims) == set(join)]
    (claim, *_) = subjects(record, "claim")
    record.judge("right", claim, by="ana")
    assert claim not in subjects(record, "claim")
    record.judge("withdrawn", [record.judgements()[-1].id], by="ana")
    assert claim in subjects(record, "claim")


def test_two_events_near_the_threshold_are_offered(tmp_path: Path) -> None:
    found = []
    for n, make in enumerate(WORLDS):
        world = make()
        made = merge_all(world.claims, world.documents, {})
        held = MemoryRecord(tuple(world.documents.values()), world.claims, (), made.events, made.contradictions)
        with communique.open(store(held, tmp_path / f"{n}.record")) as record:
            found += [(c, {e.id: e for e in made.events}) for c in record.review() if c.kind == "pair"]
    assert found
    for candidate, events in found:
        left, right = candidate.subjects
        assert {c for c in candidate.claims if c in events[left].claims} | set(events[right].claims)
        assert "two events, that compare at" in candidate.why and 0 < candidate.worth <= 1


def test_how_two_claims_compare(record: api.Record) -> None:
    one, two = (record.events(states=["PER"])[0].claims)[:2]
    assert record.comparison(one, two).startswith("0.")
    assert record.comparison(two, one) == record.comparison(one, two)
    other = record.events(states=["GHA"])[0].claims[0]
    assert "two happenings" in record.comparison(one, other)
    with pytest.raises(UnknownId):
        record.comparison(one, "c-000000000000")


def measured(record: api.Record) -> dict[str, tuple[int, int]]:
    return {a.name: (a.right, a.wrong) for a in record.accuracy()}


def test_nothing_is_measured_where_nothing_was_judged(record: api.Record) -> None:
    assert record.accuracy() == ()


def test_right_and_wrong_are_counted_by_field_and_of_merges(record: api.Record) -> None:
    event = record.events(states=["PER"])[0]
    one, two = event.claims
    togo = record.events(states=["TGO"])
    record.judge("same", [one, two], by="ana")
    record.judge("right", [one], field="date", by="ana")
    record.judge("right", [two], field="date", value="2021-05-07", by="ana")
    record.judge("wrong", [two], field="targets", by="ana")
    record.judge("right", [event.id], field="status", by="ana")
    record.judge("right", togo[0].claims[:1], by="ana")
    assert measured(record) == {
        "merge: same": (1, 0), "claim": (1, 0), "date": (1, 1), "status": (1, 0), "targets": (0, 1)
    }  # fmt: skip
    record.judge("different", [one, two], by="ben")
    assert measured(record)["merge: different"] == (0, 1)
    assert "merge: same" not in measured(record)  # overruled


def test_the_interval_is_wilsons(record: api.Record) -> None:
    for claim in record.claims():
        record.judge("right", [claim.id], field="date", by="ana")
    n = len(record.claims())
    (found,) = record.accuracy()
    assert (found.name, found.right, found.wrong, found.share, found.high) == ("date", n, 0, 1.0, 1.0)
    assert isinstance(found, Accuracy) and found.low == pytest.approx(n / (n + 1.96**2), abs=1e-3)


def test_contradictions_are_offered_until_somebody_says_what_is_right(tmp_path: Path) -> None:
    world = colombia_venezuela()
    made = merge_all(world.claims, world.documents, {})
    days = next(x for x in made.contradictions if x.field == "date")
    event = next(e for e in made.events if e.id == days.event)
    field = next(f for f in event.fields if f.name == "date")
    judged = EventField("date", (replace(field.values[0], judged="right"), *field.values[1:]))
    settled = replace(event, fields=tuple(judged if f is field else f for f in event.fields))
    for name, events, offered in (
        ("open", made.events, True),
        ("settled", tuple(settled if e is event else e for e in made.events), False),
    ):
        held = MemoryRecord(tuple(world.documents.values()), world.claims, (), events, made.contradictions)
        with communique.open(store(held, tmp_path / name)) as record:
            assert ((days.id,) in subjects(record, "contradiction")) == offered
