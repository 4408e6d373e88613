"""The first page over records that grow, with plans on both sides of today, and contradictions old and new."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path

import pytest
from memory import MemoryRecord
from small_record import ARTICLES, rooms
from stored import store
from world import make_record

import communique
from communique.api import Record
from communique.model.records import Event, Given, Outcome, Status
from communique.model.values import Basis, PartialDate, Precision
from communique.record.store import Store
from communique.run.build import build
from communique.sources.base import RawPage
from communique.views.home import PLANS, VOICES, Home, home

TODAY = dt.date(2021, 6, 2)
FIRST, SECOND = "2021-05-12T06:00:00+00:00", "2021-06-02T06:00:00+00:00"
DAYS = {"one.txt": "2021-05-07", "two.txt": "2021-05-08", "three.txt": "2021-05-11", "four.txt": "2021-06-01"}


def grow(path: Path, texts: Mapping[str, str], seen: str) -> Path:
    """A build of these texts at a moment, into the record at ``path``."""
    pages = [
        RawPage(
            uri,
            text.encode(),
            "text/plain",
            Given(uri.split(".")[0], dt.date.fromisoformat(DAYS.get(uri, "2021-06-01"))),
        )
        for uri, text in texts.items()
    ]
    with Store.open(path, create=True) as made:
        build(made, pages, rooms(), seen=seen)
    return path


def some(*names: str) -> dict[str, str]:
    return {name: ARTICLES[name] for name in names}


def of(path: Path, **asked: object) -> Home:
    with communique.open(path) as record:
        return home(record, today=TODAY, **asked)  # type: ignore[arg-type]


def lines(shape: Home) -> list[tuple[str, str]]:
    return [(row["date"]["shown"] if row["date"] else "", row["what"]) for row in shape["new"]["events"]]


def test_a_record_of_one_build_is_new_as_a_whole(tmp_path: Path) -> None:
    shape = of(grow(tmp_path / "a.record", ARTICLES, FIRST))
    assert shape["new"]["whole"]
    assert lines(shape)[0] == ("1 Jun 2021", "spoke by phone with")
    assert [day for day, _ in lines(shape)] == ["1 Jun 2021", "10 May 2021", "9 May 2021", "6 May 2021"]
    assert shape["new"]["again"] == []
    assert not shape["new"]["more"]
    holding = shape["holding"]
    assert (holding["built"], holding["brought"], holding["skipped"]) == (FIRST, 4, 0)
    assert holding["languages"] == [{"code": "en", "name": "English", "documents": 4}]
    assert holding["counts"]["events"] == 4


def test_only_what_the_last_build_brought_is_new(tmp_path: Path) -> None:
    path = grow(tmp_path / "a.record", some("one.txt", "three.txt"), FIRST)
    grow(path, some("two.txt"), SECOND)
    shape = of(path)
    assert (shape["holding"]["built"], shape["holding"]["brought"], shape["new"]["whole"]) == (SECOND, 1, False)
    assert lines(shape) == [("9 May 2021", "met with"), ("6 May 2021", "visited")]
    # The visit had been told by the first report before.
    assert [row["id"] for row in shape["new"]["events"] if row["id"] in shape["new"]["again"]] == [
        shape["new"]["events"][1]["id"]
    ]
    assert len(lines(of(path, since="all"))) == 3


def test_a_build_that_brings_nothing_is_no_news(tmp_path: Path) -> None:
    path = grow(tmp_path / "a.record", some("one.txt"), FIRST)
    grow(path, some("one.txt"), SECOND)
    assert of(path)["holding"]["built"] == FIRST


def test_the_last_week_is_counted_from_the_newest_document(tmp_path: Path) -> None:
    path = grow(tmp_path / "a.record", ARTICLES, FIRST)
    shape = of(path, since="week")
    assert (shape["new"]["since"], shape["new"]["until"]) == ("2021-05-26", "2021-06-01")
    assert shape["new"]["shown"] == "26 May – 1 Jun 2021"
    assert lines(shape) == [("1 Jun 2021", "spoke by phone with")]


def test_a_list_that_is_cut_says_so(tmp_path: Path) -> None:
    days = [dt.date(2021, 1, 1) + dt.timedelta(days=3 * n) for n in range(20)]
    texts = {f"n{n}.txt": f"Number {n}\n\nPeru visited Chile on {day}." for n, day in enumerate(days)}
    shape = of(grow(tmp_path / "a.record", texts, FIRST))
    assert len(shape["new"]["events"]) == 16
    assert shape["new"]["more"]
    assert lines(shape)[0][0] == "27 Feb 2021"


def plan(event: Event, id: str, first: str, last: str, outcome: Outcome | None = Outcome.OPEN) -> Event:
    days = PartialDate(dt.date.fromisoformat(first), dt.date.fromisoformat(last), Precision.RANGE, Basis.STATED)
    return replace(event, id=id, date=days, status=Status.PLANNED, outcome=outcome, claims=event.claims)


@pytest.fixture
def planned(tmp_path: Path) -> Iterator[Record]:
    """The invented record with plans around 5 May 2023, each from a claim of its own."""
    world = make_record()
    old = next(e for e in world.all_events if e.id == "e-3d5c00000033")
    (claim,) = (c for c in world.all_claims if c.id in old.claims)
    wanted = [
        ("e-000000000001", "2023-05-05", "2023-05-05", Outcome.OPEN),
        ("e-000000000002", "2023-05-04", "2023-05-04", Outcome.OPEN),
        ("e-000000000003", "2023-05-01", "2023-05-31", Outcome.OPEN),
        ("e-000000000004", "2023-06-01", "2023-06-30", None),
        ("e-000000000005", "2023-05-09", "2023-05-09", Outcome.CANCELLED),
        ("e-000000000006", "2022-12-01", "2022-12-01", Outcome.OPEN),
        ("e-000000000007", "2023-02-01", "2023-02-01", Outcome.KEPT),
    ]
    claims = [replace(claim, id=f"c-0000000000{n:02}") for n in range(1, 8)]
    events = [replace(plan(old, *w), claims=(c.id,)) for w, c in zip(wanted, claims, strict=True)]
    world.all_claims = (*world.all_claims, *claims)
    world.all_events = (*world.all_events, *events)
    with communique.open(store(world, tmp_path / "p.record")) as record:
        yield record


def test_plans_stand_by_how_near_their_day_is(planned: Record) -> None:
    shape = home(planned, today=dt.date(2023, 5, 5))
    assert [row["id"][-1] for row in shape["upcoming"]] == ["1", "3", "4"]
    assert [row["id"][-1] for row in shape["passed"]] == ["2", "6"]
    assert shape["today"] == "2023-05-05"
    # What is only planned is no event of the day.
    assert not {row["id"] for row in shape["new"]["events"]} & {f"e-00000000000{n}" for n in range(1, 8)}


def test_a_day_later_another_plan_has_passed(planned: Record) -> None:
    shape = home(planned, today=dt.date(2023, 5, 6))
    assert [row["id"][-1] for row in shape["upcoming"]] == ["3", "4"]
    assert [row["id"][-1] for row in shape["passed"]] == ["1", "2", "6"]


def test_of_many_plans_the_nearest_are_shown(tmp_path: Path) -> None:
    world = make_record()
    old = next(e for e in world.all_events if e.id == "e-3d5c00000033")
    (claim,) = (c for c in world.all_claims if c.id in old.claims)
    for n in range(1, 21):
        one = replace(claim, id=f"c-0000000000{n:02}")
        event = replace(plan(old, f"e-0000000000{n:02}", f"2023-07-{n:02}", f"2023-07-{n:02}"), claims=(one.id,))
        world.all_claims = (*world.all_claims, one)
        world.all_events = (*world.all_events, event)
    with communique.open(store(world, tmp_path / "p.record")) as record:
        shape = home(record, today=dt.date(2023, 7, 11))
    assert [int(row["id"][-2:]) for row in shape["upcoming"]] == list(range(11, 11 + PLANS))
    assert [int(row["id"][-2:]) for row in shape["passed"]] == list(range(10, 10 - PLANS, -1))


def test_only_real_contradictions_are_told(tmp_path: Path, record: MemoryRecord) -> None:
    with communique.open(store(record, tmp_path / "x.record")) as opened:
        shape = home(opened, today=TODAY)
    assert [row["type"] for row in shape["contradictions"]] == ["contradiction"]
    assert all(len(side["says"]) <= VOICES for row in shape["contradictions"] for side in row["values"])
    assert shape["fresh"] == []


def test_contradictions_of_the_newest_documents_come_first(tmp_path: Path) -> None:
    # The tiny merge takes reports of one form and day together, and lets those of one form contradict each other.
    path = grow(tmp_path / "a.record", ARTICLES, FIRST)
    with communique.open(path) as opened:
        assert home(opened, today=TODAY)["fresh"] == []  # all are of one build: none is fresher than another
    world = make_record()
    path = store(world, tmp_path / "x.record")
    with Store.open(path) as made, made.transaction():
        made.execute("UPDATE sightings SET seen = ?", (FIRST,))
        made.execute("UPDATE sightings SET seen = ? WHERE document = 'd-bbbbbbbbbbbb'", (SECOND,))
    with communique.open(path) as opened:
        assert home(opened, today=TODAY)["fresh"] == ["x-1d5c00000011"]


def test_the_busiest_pairs_come_with_their_years(tmp_path: Path) -> None:
    texts = {f"n{n}.txt": f"Number {n}\n\nPeru visited Chile on {2000 + n}-03-0{n}." for n in range(1, 7)}
    texts |= {"old.txt": "Long ago\n\nPeru visited Chile on 1961-03-01.", "four.txt": ARTICLES["four.txt"]}
    (one, two) = of(grow(tmp_path / "a.record", texts, FIRST))["dyads"]
    assert [s["name"] for s in one["states"]] == ["Chile", "Peru"]
    assert (one["events"], one["last"], one["step"], one["earlier"]) == (7, "2006-03-06", "year", 1)
    assert [bar["start"] for bar in one["bars"]] == [bar["start"] for bar in two["bars"]]
    assert (one["bars"][0]["shown"], one["bars"][-1]["shown"]) == ("1997", "2021")
    assert {bar["shown"]: bar["cooperation"] for bar in one["bars"] if bar["cooperation"]} == {
        str(2000 + n): 1 for n in range(1, 7)
    }
    assert one["words"] == (
        "Chile and Peru, 1997 to 2021 by year: 6 events of cooperation, most in 2001 (1); no conflict"
    )


def test_a_short_time_is_told_by_months(tmp_path: Path) -> None:
    (chile, _) = of(grow(tmp_path / "a.record", ARTICLES, FIRST))["dyads"]
    assert (chile["step"], [bar["shown"] for bar in chile["bars"]]) == ("month", ["May 2021", "Jun 2021"])
    assert chile["words"].endswith("3 events of cooperation, all in May 2021; no conflict")


def test_an_empty_record_has_nothing_new(tmp_path: Path) -> None:
    with communique.create(tmp_path / "e.record") as record:
        shape = home(record, today=TODAY)
    assert (shape["new"]["events"], shape["dyads"], shape["upcoming"], shape["passed"]) == ([], [], [], [])
    assert shape["holding"]["built"] is None
