"""`sources NAME` and the tree of origins, on worlds whose reports are merged as a build would."""

from __future__ import annotations

import io
from collections.abc import Iterable
from dataclasses import replace
from typing import Any

import pytest
from memory import MemoryRecord
from tests.merge.builders import Paper, World, build, participant, report

from communique.errors import UnknownId, UsageError
from communique.merge.events import merge_all
from communique.model.records import Origin, Statement
from communique.model.values import Span, Step, StepKind
from communique.views.chain import show
from communique.views.origins import OriginRow, StepRow, branches
from communique.views.render.chain_text import show_chain
from communique.views.render.screen import Screen
from communique.views.render.source_text import show_source
from communique.views.sources import SourcePage, find_source, source_page

AMIR, FAISAL = "Hossein Amir-Abdollahian/IRN", "Faisal bin Farhan/SAU"
MEETING: dict[str, Any] = {"form": "meeting", "date": "2023-04-06"}
PAPERS = [
    Paper("a", "Alborz Daily", "2023-04-06", kind="newspaper"),
    Paper("b", "Najd Courier", "2023-04-07"),
    Paper("c", "Gulf Mirror", "2023-04-07", credits=("Northern Wire",)),
    Paper("d", "Northern Wire", "2023-04-06", kind="agency"),
    Paper("e", "Alborz Daily", credits=("Northern Wire",), kind="newspaper"),
]
MET = [
    report("a", "The two ministers met on April 6.", "met", AMIR, FAISAL, **MEETING),
    report("b", "The two ministers met in Beijing.", "met", AMIR, FAISAL, **MEETING, place="Beijing/CHN"),
    report("c", "The ministers met in Beijing.", "met", FAISAL, AMIR, **MEETING, place="Beijing/CHN"),
    report("d", "The ministers met on Thursday in Beijing.", "met", AMIR, FAISAL, **MEETING, place="Beijing/CHN"),
]
SIGNED = [
    report(
        name, f"They signed {words} agreements.", "signed", AMIR, FAISAL, event="AGREE", form="agreement",
        date="2023-04-06", details={"stage": "signed"}, quantities=((number, "agreements", words),),
    )
    for name, words, number in (("b", "twelve", 12), ("d", "eleven", 11))
]  # fmt: skip
SAID = [("a", AMIR), ("b", AMIR), ("b", FAISAL), ("d", FAISAL), ("d", FAISAL)]


def record_of(world: World, said: Iterable[tuple[str, str]] = ()) -> MemoryRecord:
    ids = {d.title: id for id, d in world.documents.items()}
    statements = tuple(
        Statement(f"s-{n:012}", ids[paper], (replace(participant(who, "source", Span(0, 1)), sector="GOV"),),
                  (), (Span(0, 1),), (), Span(0, 1), "said", False, 0.9)
        for n, (paper, who) in enumerate(said)
    )  # fmt: skip
    merged = merge_all(world.claims, world.documents, {})
    documents = tuple(d for _, d in sorted(world.documents.items()))
    return MemoryRecord(documents, world.claims, statements, merged.events, merged.contradictions)


@pytest.fixture
def told() -> MemoryRecord:
    return record_of(build(PAPERS, [*MET, *SIGNED]), SAID)


def text_of(page: SourcePage, width: int = 100) -> str:
    held = io.StringIO()
    show_source(Screen(held, width=width), page)
    return held.getvalue()


def test_what_a_source_covers(told: MemoryRecord) -> None:
    page = source_page(told, "alborz daily")
    assert (page["documents"], page["all_documents"], page["undated"]) == (2, 5, 1)
    assert (page["start"], page["end"]) == ("2023-04-06", "2023-04-06")
    assert (page["events"], page["all_events"], page["few"]) == (1, 2, True)
    assert page["dyads"] == [{"states": ["IRN", "SAU"], "events": 1}]


def test_whom_it_quotes_and_whom_it_never_does(told: MemoryRecord) -> None:
    page = source_page(told, "Alborz Daily")
    assert [(q["name"], q["statements"], q["documents"]) for q in page["quoted"]] == [
        ("Hossein Amir-Abdollahian", 1, 1)
    ]
    assert page["quoted_states"] == [{"name": "IRN", "count": 1}]
    assert page["quoted_sectors"] == [{"name": "GOV", "count": 1}]
    assert page["unquoted"] == [
        {"country": "SAU", "states": ["IRN", "SAU"], "events": 1, "of": 1, "sources": ["Najd Courier", "Northern Wire"]}
    ]
    assert source_page(told, "Najd Courier")["unquoted"] == []


def test_how_often_it_was_first(told: MemoryRecord) -> None:
    one = source_page(told, "Northern Wire")["first"]
    assert one == {"first": 1, "same_day": 1, "later": 0, "unknown": 0, "of": 2}
    assert source_page(told, "Najd Courier")["first"] == {"first": 0, "same_day": 0, "later": 2, "unknown": 0, "of": 2}


def test_an_undated_report_may_be_the_first() -> None:
    papers = [Paper("a", "Post"), Paper("b", "Mail", "2023-04-06")]
    page = source_page(record_of(build(papers, [replace(r) for r in MET[:2]])), "Post")
    assert page["first"] == {"first": 0, "same_day": 0, "later": 0, "unknown": 1, "of": 1}


def test_whose_reports_it_has(told: MemoryRecord) -> None:
    assert source_page(told, "Gulf Mirror")["shares"] == [{"name": "Northern Wire", "own": False, "events": 1}]
    assert source_page(told, "Northern Wire")["shares"] == [{"name": "Northern Wire", "own": True, "events": 2}]


def test_with_what_it_is_contradicted(told: MemoryRecord) -> None:
    page = source_page(told, "Najd Courier")
    assert [(d["field"], d["own"]) for d in page["disputes"]] == [("quantity: agreement", ["12"])]
    assert page["disputes"][0]["others"] == [{"value": "11", "sources": ["Northern Wire"]}]
    assert page["disputed"] == 1
    assert source_page(told, "Alborz Daily")["disputes"] == []


def test_what_it_leaves_out(told: MemoryRecord) -> None:
    page = source_page(told, "Alborz Daily")
    assert [(f["field"], f["value"], f["origins"]) for f in page["left_fields"]] == [("place", "Beijing", 2)]
    assert [(e["event"]["event"], e["origins"], e["documents"]) for e in page["left_events"]] == [("AGREE", 2, 2)]
    assert page["left_events"][0]["within"] == page["left_fields"][0]["event"]["id"]


def test_what_only_one_origin_has_is_not_left_out() -> None:
    """Two papers with one agency's report are one origin."""
    papers = [Paper("a", "Alborz Daily", "2023-04-06"), Paper("c", "Gulf Mirror", credits=("Northern Wire",)),
              Paper("d", "Northern Wire", kind="agency")]  # fmt: skip
    page = source_page(record_of(build(papers, [r for r in MET if r.paper != "b"])), "Alborz Daily")
    assert page["left_fields"] == page["left_events"] == []


def test_background_of_other_years_is_not_left_out() -> None:
    old = [replace(r, date="2016-01-03") for r in SIGNED]
    page = source_page(record_of(build(PAPERS[:4], [*MET, *old])), "Alborz Daily")
    assert page["left_events"] == []


def test_the_text_has_counts_with_what_they_are_counted_in(told: MemoryRecord) -> None:
    text = text_of(source_page(told, "Alborz Daily"))
    for words in (
        "2 of the record’s 5 documents",
        "A small sample",
        "COVERS  1 of 2 events",
        "anybody of SAU; Najd Courier and Northern Wire at 1 of its 1 IRN–SAU event",
        "its own: 1\n",
        "on the same day as the first with 1",
        "place Beijing (2 origins) of 6 Apr 2023",
    ):
        assert words in text
    assert "%" not in text  # no rates of a small sample


def test_an_empty_source_has_a_page_too() -> None:
    world = build([Paper("a", "Post")], [])
    page = source_page(record_of(world), "Post")
    assert (page["events"], page["first"]["of"], page["shares"]) == (0, 0, [])
    assert "no event between two states" in text_of(page)


def test_a_source_is_found_by_its_name_or_a_part_of_it(told: MemoryRecord) -> None:
    assert find_source(told, "najd").name == "Najd Courier"
    assert find_source(told, "gulf-mirror").name == "Gulf Mirror"
    with pytest.raises(UnknownId, match="no source called Tihama"):
        find_source(told, "Tihama")
    with pytest.raises(UsageError, match="4 sources have r in their names"):
        find_source(told, "r")


def step(taker: str, giver: str, how: str = "medium") -> StepRow:
    return StepRow(taker=taker, source="", giver=giver, how=how, why="", claim="")


TREES = [
    ("one below another", [step("a", "b"), step("b", "ROOT")], [(0, "b"), (1, "a")]),
    ("two beside each other", [step("a", "ROOT"), step("b", "ROOT")], [(0, "a"), (0, "b")]),
    ("a circle ends", [step("a", "b"), step("b", "a"), step("a", "ROOT")], [(0, "a"), (1, "b"), (2, "a")]),
    ("the root's own", [step("ROOT", "d"), step("d", "ROOT"), step("x", "ROOT")], [(0, "d"), (1, "ROOT"), (0, "x")]),
]


@pytest.mark.parametrize(("what", "steps", "lines"), TREES, ids=[c[0] for c in TREES])
def test_the_tree_of_an_origin(what: str, steps: list[StepRow], lines: list[tuple[int, str]]) -> None:
    tree = branches(OriginRow(name="ROOT", why="", documents=[], steps=steps))
    assert [(b["depth"], b["step"]["taker"]) for b in tree] == lines


def test_show_draws_who_has_it_from_whom(told: MemoryRecord) -> None:
    event = next(e for e in told.events() if e.form == "meeting")
    thing = show(told, event.id)
    assert thing["kind"] == "event"
    held = io.StringIO()
    show_chain(Screen(held, width=120), thing)
    ids = {d.source.name: d.id for d in told.documents() if d.source}
    text = held.getvalue()
    assert "\n  Northern Wire\n" in text
    assert f"\n    Northern Wire ({ids['Northern Wire']}) tells it as its own report\n" in text
    assert f"\n    Gulf Mirror ({ids['Gulf Mirror']}) credits Northern Wire\n" in text


def test_a_foreign_name_in_a_step_stays_one_line(told: MemoryRecord) -> None:
    event = next(e for e in told.events() if e.form == "meeting")
    wild = Origin("A\x1b[31m\nB", "x", event.documents, (Step("C\nD", "A\x1b[31m\nB", StepKind.MEDIUM, "has\nit"),))
    changed = replace(told, all_events=(replace(event, origins=(wild,)),))
    held = io.StringIO()
    show_chain(Screen(held, width=120), show(changed, event.id))
    assert "  A�[31m B\n    C D has it\n" in held.getvalue()
