from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from small_record import small
from stored import store
from world import make_record

from communique import api
from communique.errors import UsageError
from communique.model.glances import Filters
from communique.model.records import Details, Event, Outcome, Status
from communique.model.values import Basis, PartialDate, Precision
from communique.views.brief import StateRef
from communique.views.dyad import dyad, state_page
from communique.views.narrowed import filtered_brief
from communique.views.papers import vote_rows
from communique.views.rows import Library

PERU, CHILE = StateRef(code="PER", name="Peru"), StateRef(code="CHL", name="Chile")
NORWAY = StateRef(code="NOR", name="Norway")
TODAY = dt.date(2023, 6, 1)


@pytest.fixture(scope="module")
def neighbours(tmp_path_factory: pytest.TempPathFactory) -> Iterator[api.Record]:
    with api.open(small(tmp_path_factory.mktemp("small") / "a.record")) as record:
        yield record


def far_apart(path: Path, *events: Event) -> api.Record:
    """The invented record of Norway and Chile; its events changed or joined by these."""
    world = make_record()
    known = {e.id: e for e in (*world.all_events, *events)}
    return api.open(store(replace(world, all_events=tuple(known.values())), path))


def of_world(id: str) -> Event:
    found: Event = next(e for e in make_record().all_events if e.id == id)
    return found


def on(day: dt.date) -> PartialDate:
    return PartialDate(day, day, Precision.DAY, Basis.STATED)


def test_a_dyad_says_in_a_line_what_there_is(neighbours: api.Record) -> None:
    page = dyad(neighbours, [PERU, CHILE], Filters(), today=TODAY)
    assert page["summary"]["words"] == (
        "3 events between them from 6 May 2021 to 10 May 2021: 2 visits, 1 meeting or call;"
        " no contradiction; no open plan"
    )
    assert [row["date"] and row["date"]["shown"] for row in page["events"]["items"]] == [
        "10 May 2021",
        "9 May 2021",
        "6 May 2021",
    ]
    assert [(s["state"], [row["quote"] for row in s["statements"]]) for s in page["said"]] == [
        (PERU, ["Chile is a good neighbour and a better host"]),
        (CHILE, []),
        (None, []),
    ]


def test_coverage_is_what_the_documents_of_the_events_lead_back_to(neighbours: api.Record) -> None:
    for filters in (Filters(states=("PER", "CHL")), Filters(), Filters(states=("GHA", "NOR"))):
        documents = {d for e in neighbours.events(states=filters.states) for d in e.documents}
        library = Library(neighbours)
        found = neighbours.coverage(filters)
        assert found.documents == len(documents)
        assert found.origins == len({library.origin(d) for d in documents})
        assert sum(number for _, _, number in found.sources) + found.unsourced == len(documents)


def test_copies_lead_back_to_one_origin_also_where_they_copy_each_other(tmp_path: Path) -> None:
    world = make_record()
    first, second = world.all_documents
    for number, (one, two) in enumerate(
        [
            (first, second),
            (replace(first, copy_of=None), replace(second, copy_of=first.id)),
            (replace(first, copy_of=second.id), replace(second, copy_of=first.id)),
            (replace(first, source=None, credits=(), copy_of=None), replace(second, credits=("TASS",), copy_of=None)),
        ]
    ):
        with api.open(store(replace(world, all_documents=(one, two)), tmp_path / f"{number}.record")) as record:
            library = Library(record)
            found = record.coverage(Filters(states=("NOR", "CHL")))
            assert (found.documents, found.origins) == (2, len({library.origin(d.id) for d in (one, two)}))
            assert found.unsourced == sum(d.source is None for d in (one, two))


def test_all_follows_the_filters(neighbours: api.Record) -> None:
    page = dyad(neighbours, [PERU, CHILE], Filters(form="meeting"), today=TODAY)
    assert page["summary"]["words"].startswith("1 event between them on 9 May 2021: 1 meeting or call;")
    assert [row["form"] for row in page["events"]["items"]] == ["meeting"]
    of_one = dyad(neighbours, [PERU, CHILE], Filters(source="three"), today=TODAY)
    assert of_one["summary"]["events"] == 1
    assert of_one["said"][0]["statements"] == []
    assert [s["id"] for s in of_one["summary"]["coverage"]["sources"]] == ["three"]
    later = dyad(neighbours, [PERU, CHILE], Filters(since=dt.date(2021, 5, 8)), today=TODAY)
    assert (later["summary"]["events"], later["said"][0]["statements"]) == (2, [])


def test_a_dyad_has_two_states(neighbours: api.Record) -> None:
    with pytest.raises(UsageError, match="two different states"):
        dyad(neighbours, [PERU], Filters(), today=TODAY)


def test_open_plans_stand_by_their_day(tmp_path: Path) -> None:
    plan = of_world("e-3d5c00000033")
    soon, late = on(dt.date(2023, 6, 1)), on(dt.date(2023, 5, 31))
    plans = [
        replace(plan, date=soon),
        replace(plan, id="e-3d5c00000034", date=late),
        replace(plan, id="e-3d5c00000035", date=None),
        replace(plan, id="e-3d5c00000036", date=soon, outcome=Outcome.MOVED),
        *(replace(plan, id=f"e-3d5c0000010{n}", date=on(dt.date(2024, 1, 9 - n))) for n in range(9)),
    ]
    with far_apart(tmp_path / "p.record", *plans) as record:
        found = dyad(record, [NORWAY, CHILE], Filters(), today=TODAY)
        told = found["plans"]
        assert [row["id"] for row in told["passed"]] == ["e-3d5c00000034"]
        assert [row["id"] for row in told["undated"]] == ["e-3d5c00000035"]
        assert [row["id"] for row in told["ahead"]] == [
            "e-3d5c00000033",
            *(f"e-3d5c0000010{n}" for n in range(8, 1, -1)),
        ]
        assert told["left_out"] == [2, 0, 0]
        assert found["summary"]["plans"] == 12
        assert "12 open plans" in found["summary"]["words"]


def test_agreements_tell_their_stage_and_whether_it_is_reached(tmp_path: Path) -> None:
    plan = of_world("e-3d5c00000033")
    kept = Details(kind="treaty", stage="in-force")
    done = replace(plan, id="e-3d5c00000034", status=Status.ACTUAL, outcome=None, date=on(TODAY), details=kept)
    with far_apart(tmp_path / "p.record", done) as record:
        rows = dyad(record, [NORWAY, CHILE], Filters(), today=TODAY)["agreements"]
        assert [(r["kind"], r["stage"], r["done"]) for r in rows] == [
            ("treaty", "in force", True),
            ("agreement", "signed", False),
        ]
        assert dyad(record, [NORWAY, CHILE], Filters(form="visit"), today=TODAY)["agreements"] == []


def test_votes_of_both_on_one_thing_are_one_row(tmp_path: Path) -> None:
    vote = of_world("e-4d5c00000044")
    resolution = vote.details.resolution
    other = replace(
        vote,
        id="e-4d5c00000045",
        sources=tuple(replace(p, name="Chile", country="CHL", actor="state:CHL") for p in vote.sources),
        targets=(),
        status=Status.ACTUAL,
        date=on(TODAY),
        details=replace(vote.details, choice="for", resolution=(resolution or "").upper(), body="United Nations"),
    )
    alone = replace(
        other, id="e-4d5c00000046", details=replace(other.details, resolution="another matter"), date=on(TODAY)
    )
    with far_apart(tmp_path / "v.record", other, alone) as record:
        (row,) = vote_rows(record, [NORWAY, CHILE], Filters())
        assert [(c["state"], c["choice"], c["status"]) for c in row["choices"]] == [
            ("Norway", "against", "denied"),
            ("Chile", "for", "actual"),
        ]
        assert (row["body"], row["about"], row["date"] and row["date"]["start"]) == ("United Nations", [], "2023-06-01")
        assert vote_rows(record, [NORWAY, CHILE], Filters(form="visit")) == []
        assert vote_rows(record, [NORWAY, CHILE], Filters(status="planned")) == []


def test_what_both_say_together_stands_by_itself(tmp_path: Path) -> None:
    world = make_record()
    words = world.all_statements[0]
    host = replace(words.speakers[0], name="Pablo Rivas", country="CHL", actor="person:pablo-rivas.chl")
    both = replace(words, id="s-bbbbbbbbbbbb", speakers=(*words.speakers, host))
    with api.open(store(replace(world, all_statements=(words, both)), tmp_path / "s.record")) as record:
        said = dyad(record, [NORWAY, CHILE], Filters(), today=TODAY)["said"]
        assert [[row["id"] for row in side["statements"]] for side in said] == [[words.id], [], [both.id]]


def test_contradictions_are_those_of_what_the_filters_let_through(tmp_path: Path) -> None:
    with far_apart(tmp_path / "c.record") as record:
        every = dyad(record, [NORWAY, CHILE], Filters(), today=TODAY)
        assert (len(every["contradictions"]), every["differences"]) == (2, 2)
        assert [x["type"] for x in every["contradictions"]] == ["contradiction", "update"]
        assert "; 1 contradiction; 1 updated figure; 1 open plan" in every["summary"]["words"]
        thanks = dyad(record, [NORWAY, CHILE], Filters(event="SUPPORT"), today=TODAY)
        assert thanks["contradictions"] == []
        only = dyad(record, [NORWAY, CHILE], Filters(contradicted=True), today=TODAY)
        assert [x["event"] for x in only["contradictions"]] == [row["id"] for row in only["events"]["items"]]


def test_a_brief_follows_the_filters_of_its_page(neighbours: api.Record) -> None:
    states = [PERU, CHILE]
    meetings = filtered_brief(neighbours, states, Filters(states=("PER", "CHL"), form="meeting"))
    assert [row["form"] for row in meetings["timeline"]] == ["meeting"]
    assert len(meetings["statements"]) == 1
    of_one = filtered_brief(neighbours, states, Filters(states=("PER", "CHL"), source="three"))
    assert (len(of_one["timeline"]), of_one["statements"]) == (1, [])
    assert filtered_brief(neighbours, states, Filters(states=("PER", "CHL")))["events"] == 3


def test_a_state_has_partners_bodies_and_events(neighbours: api.Record) -> None:
    page = state_page(neighbours, PERU, today=dt.date(2024, 1, 1))
    assert [(p["state"]["name"], p["events"], p["quads"]) for p in page["partners"]] == [("Chile", 3, [3, 0, 0, 0])]
    assert page["partners"][0]["last"] == "2021-05-10"
    assert "United Nations" in {b["name"] for b in page["bodies"]}
    assert len(page["events"]["items"]) == 3
