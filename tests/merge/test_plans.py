from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.merge.builders import Paper, World, build, report

from communique.merge.events import merge_all
from communique.merge.plans import reach, settle_plan
from communique.model.records import Event, Outcome, Status

LULA, PENA = "Luiz Inacio Lula da Silva/BRA", "Santiago Pena/PRY"
PAPERS = [Paper("before", "Folha Post", "2024-05-01"), Paper("after", "Chaco Times", "2024-06-20")]


def settled(plan: dict[str, Any], *later: dict[str, Any]) -> tuple[Event, tuple[Event, ...]]:
    base: dict[str, Any] = {"who": LULA, "whom": PENA, "form": "meeting"}
    rows = []
    for number, row in enumerate(({"status": "planned", "paper": "before", **plan}, *later)):
        full = {**base, "paper": "after", **row}
        paper, who, whom = full.pop("paper"), full.pop("who"), full.pop("whom")
        rows.append(report(paper, f"Item {number}: they meet.", "meet", who, whom, **full))
    world = build(PAPERS, rows)
    events = merge_all(world.claims, world.documents, {}).events
    return next(e for e in events if e.status is Status.PLANNED), events


ON_15 = {"date": "2024-05-15"}
CASES = [
    ("kept", ON_15, [ON_15], Outcome.KEPT),
    ("kept, a day off by time zone", ON_15, [{"date": "2024-05-16"}], Outcome.KEPT),
    ("kept within a range", {"date": "2024-05-13..2024-05-19"}, [{"date": "2024-05-21"}], Outcome.KEPT),
    ("kept, the plan undated", {}, [{"date": "2024-05-28"}], Outcome.KEPT),
    ("kept, told with states only", ON_15, [{**ON_15, "who": "BRA", "whom": "PRY"}], Outcome.KEPT),
    ("moved", ON_15, [{"date": "2024-06-10"}], Outcome.MOVED),
    ("cancelled", ON_15, [{**ON_15, "status": "cancelled"}], Outcome.CANCELLED),
    ("cancelled without a day", ON_15, [{"status": "cancelled"}], Outcome.CANCELLED),
    (
        "missed: other things were covered",
        ON_15,
        [{"event": "ACCUSE", "form": None, "who": "BRA", "whom": "PRY"}],
        Outcome.MISSED,
    ),
    ("another person came", ON_15, [{**ON_15, "whom": "Ruben Ramirez/PRY"}], Outcome.MISSED),
    ("another kind", ON_15, [{**ON_15, "form": "call", "mode": "phone"}], Outcome.MISSED),
    ("another city", {**ON_15, "place": "Brussels/BEL"}, [{**ON_15, "place": "Hanoi/VNM"}], Outcome.MISSED),
    ("denied is not kept", ON_15, [{**ON_15, "status": "denied"}], Outcome.MISSED),
    ("open: nothing later", ON_15, [], Outcome.OPEN),
    ("open: still to come", {"date": "2024-07-15"}, [{"date": "2024-03-01"}], Outcome.OPEN),
    ("years later is no moving", ON_15, [{"date": "2026-05-15"}], Outcome.MISSED),
]


@pytest.mark.parametrize(("what", "plan", "later", "outcome"), CASES, ids=[c[0] for c in CASES])
def test_outcome(what: str, plan: dict[str, Any], later: list[dict[str, Any]], outcome: Outcome) -> None:
    event, events = settled(plan, *later)
    assert event.outcome is outcome
    if outcome in (Outcome.KEPT, Outcome.MOVED, Outcome.CANCELLED):
        assert event.outcome_event in {e.id for e in events} - {event.id}
    else:
        assert event.outcome_event is None


def test_a_plan_told_on_the_day_itself() -> None:
    event, _ = settled({"paper": "after", "date": "2024-06-20"}, {"date": "2024-06-20"})
    assert event.outcome is Outcome.KEPT


def test_the_nearest_happening_is_the_outcome() -> None:
    event, events = settled(ON_15, {"date": "2024-06-10"}, {"date": "2024-05-15"})
    kept = next(e for e in events if e.id == event.outcome_event)
    assert kept.date is not None and str(kept.date.start) == "2024-05-15"


def test_only_plans_have_outcomes() -> None:
    _, events = settled(ON_15, ON_15)
    assert all(e.outcome is None for e in events if e.status is not Status.PLANNED)


def test_a_visit_by_the_other_side_does_not_keep_the_plan() -> None:
    visit = {"form": "visit", "mode": "visit", **ON_15}
    event, _ = settled({**visit, "who": LULA, "whom": "PRY"}, {**visit, "who": PENA, "whom": "BRA"})
    assert event.outcome is Outcome.MISSED


# one plan, from whatever is near it ---------------------------------------------------------------------------------

MODI, BIDEN, WIDODO = "Narendra Modi/IND", "Joe Biden/USA", "Joko Widodo/IDN"
RUTO, MUSEVENI = "William Ruto/KEN", "Yoweri Museveni/UGA"
LAVROV, SON = "Sergey Lavrov/RUS", "Bui Thanh Son/VNM"
FIQI, TAYE = "Ahmed Moalim Fiqi/SOM", "Taye Atske Selassie/ETH"
PASHINYAN, ALIYEV = "Nikol Pashinyan/ARM", "Ilham Aliyev/AZE"

Row = tuple[str, str, str, str, str, dict[str, Any]]
"""Paper's day ("" for none), sentence, predicate, who, whom, rest."""


def told(*rows: Row) -> World:
    days = sorted({row[0] for row in rows})
    papers = [Paper(f"paper of {day or 'no day'}", f"Outlet {n}", day or None) for n, day in enumerate(days)]
    made = [
        report(f"paper of {day or 'no day'}", text, word, who, whom, **rest)
        for day, text, word, who, whom, rest in rows
    ]
    return build(papers, made)


def all_events(world: World) -> tuple[Event, ...]:
    """Events of all blocks."""
    return merge_all(world.claims, world.documents, {}).events


def settled_in(world: World, near: list[Event] | None = None) -> tuple[Event, ...]:
    """The plans of a world, settled from the events of all its blocks; coverage is every paper's day."""
    events = list(all_events(world)) if near is None else near
    claims = {c.id: c for c in world.claims}
    days = sorted(d.published for d in world.documents.values() if d.published)
    plans = [e for e in sorted(events, key=lambda e: e.id) if e.status is Status.PLANNED]
    done = [settle_plan(p, events, claims, world.documents, days) for p in plans]
    return tuple(sorted(done, key=lambda e: (str(e.date.start) if e.date else "", e.id)))


VISIT: dict[str, Any] = {"form": "visit", "mode": "visit"}
MEETING: dict[str, Any] = {"form": "meeting"}
PLAN: dict[str, Any] = {"status": "planned"}
RUTO_PLAN: Row = (
    "2024-05-01",
    "Ruto will visit Uganda on May 7.",
    "visit",
    RUTO,
    "UGA",
    {**VISIT, **PLAN, "date": "2024-05-07", "place": "Uganda/UGA"},
)
LATER: Row = (
    "2024-05-20",
    "Kenya criticised Uganda.",
    "criticised",
    "KEN",
    "UGA",
    {"event": "ACCUSE", "date": "2024-05-19"},
)

SETTLED: list[tuple[str, list[Row], list[Outcome]]] = [
    (
        "a visit kept by a meeting with its host there",
        [
            RUTO_PLAN,
            ("2024-05-08", "Ruto met Museveni in Entebbe.", "met", RUTO, MUSEVENI,
             {**MEETING, "date": "2024-05-07", "place": "Entebbe/UGA"}),
        ],
        [Outcome.KEPT],
    ),
    (
        "a visit kept by a meeting with somebody else there",
        [
            RUTO_PLAN,
            ("2024-05-08", "Ruto met Kagame in Kampala.", "met", RUTO, "Paul Kagame/RWA",
             {**MEETING, "date": "2024-05-08", "place": "Kampala/UGA"}),
        ],
        [Outcome.KEPT],
    ),
    (
        "a call with the host keeps no visit",
        [
            RUTO_PLAN,
            ("2024-05-08", "Ruto called Museveni.", "called", RUTO, MUSEVENI,
             {"form": "call", "mode": "phone", "date": "2024-05-07"}),
            LATER,
        ],
        [Outcome.MISSED],
    ),
    (
        "another Kenyan there keeps no visit of the president",
        [
            RUTO_PLAN,
            ("2024-05-08", "Mudavadi met Museveni in Entebbe.", "met", "Musalia Mudavadi/KEN", MUSEVENI,
             {**MEETING, "date": "2024-05-07", "place": "Entebbe/UGA"}),
            LATER,
        ],
        [Outcome.MISSED],
    ),
    (
        "the host came to the guest: not the visit",
        [
            RUTO_PLAN,
            ("2024-05-08", "Ruto met Museveni in Nairobi.", "met", RUTO, MUSEVENI,
             {**MEETING, "date": "2024-05-07", "place": "Nairobi/KEN"}),
            LATER,
        ],
        [Outcome.MISSED],
    ),
    (
        "a meeting kept by the visit at which the two met",
        [
            ("2022-07-01", "Lavrov and Son will meet in Hanoi on July 6.", "meet", LAVROV, SON,
             {**MEETING, **PLAN, "date": "2022-07-06", "place": "Hanoi/VNM"}),
            ("2022-07-07", "Lavrov visited Hanoi as the guest of Son.", "visited", LAVROV, SON,
             {**VISIT, "date": "2022-07-05..2022-07-06", "place": "Hanoi/VNM"}),
        ],
        [Outcome.KEPT],
    ),
    (
        "a meeting of two, told only as one's visit to the other's state: the day passed, nobody tells it",
        [
            ("2022-07-01", "Lavrov and Son will meet in Hanoi on July 6.", "meet", LAVROV, SON,
             {**MEETING, **PLAN, "date": "2022-07-06", "place": "Hanoi/VNM"}),
            ("2022-07-09", "Lavrov visited Hanoi.", "visited", LAVROV, "VNM",
             {**VISIT, "date": "2022-07-05..2022-07-06", "place": "Hanoi/VNM"}),
        ],
        [Outcome.MISSED],
    ),
    (
        "at a summit of many: whatever shows that he was there",
        [
            ("2022-11-01", "Modi will attend the G20 in Bali.", "attend", MODI, "@G20",
             {"form": "conference", **PLAN, "date": "2022-11-15..2022-11-16", "place": "Bali/IDN"}),
            ("2022-11-16", "Modi met Biden in Bali.", "met", MODI, BIDEN,
             {**MEETING, "date": "2022-11-15", "place": "Bali/IDN"}),
        ],
        [Outcome.KEPT],
    ),
    (
        "at a summit of many, the two who met there a month before",
        [
            ("2022-11-01", "Modi will attend the G20 in Bali.", "attend", MODI, "@G20",
             {"form": "conference", **PLAN, "date": "2022-11-15..2022-11-16", "place": "Bali/IDN"}),
            ("2022-10-16", "Modi met Biden in Bali.", "met", MODI, BIDEN,
             {**MEETING, "date": "2022-10-15", "place": "Bali/IDN"}),
        ],
        [Outcome.OPEN],
    ),
    (
        "a journey to three states, of which one stop is told",
        [
            ("2024-11-22", "Lai will visit the Marshall Islands, Tuvalu and Palau.", "visit", "Lai Ching-te/TWN",
             "MHL; TUV; PLW",
             {**VISIT, **PLAN, "date": "2024-11-30..2024-12-06", "place": "Marshall Islands/MHL"}),
            ("2024-12-06", "Lai visited Palau.", "visited", "Lai Ching-te/TWN", "PLW",
             {**VISIT, "date": "2024-12-05", "place": "Palau/PLW"}),
        ],
        [Outcome.KEPT],
    ),
    (
        "put off to another day: moved, and the new day kept",
        [
            RUTO_PLAN,
            ("2024-05-05", "Ruto's visit to Uganda was postponed to May 14.", "visit", RUTO, "UGA",
             {**VISIT, **PLAN, "date": "2024-05-14", "place": "Uganda/UGA"}),
            ("2024-05-15", "Ruto visited Uganda.", "visited", RUTO, "UGA",
             {**VISIT, "date": "2024-05-14", "place": "Uganda/UGA"}),
        ],
        [Outcome.MOVED, Outcome.KEPT],
    ),
    (
        "put off to another day: moved, and the new day open",
        [
            RUTO_PLAN,
            ("2024-05-05", "Ruto's visit to Uganda was postponed to May 14.", "visit", RUTO, "UGA",
             {**VISIT, **PLAN, "date": "2024-05-14", "place": "Uganda/UGA"}),
        ],
        [Outcome.MOVED, Outcome.OPEN],
    ),
    (
        "brought forward",
        [
            ("2024-07-02", "Fiqi and Taye will meet in Ankara on September 2.", "meet", FIQI, TAYE,
             {**MEETING, **PLAN, "date": "2024-09-02", "place": "Ankara/TUR"}),
            ("2024-08-14", "Fiqi and Taye met in Ankara.", "met", FIQI, TAYE,
             {**MEETING, "date": "2024-08-12", "place": "Ankara/TUR"}),
        ],
        [Outcome.MOVED],
    ),
    (
        "put off without a new day",
        [
            RUTO_PLAN,
            ("2024-05-05", "Ruto's visit to Uganda on May 7 was postponed indefinitely.", "visit", RUTO, "UGA",
             {**VISIT, **PLAN, "date": "2024-05-07", "place": "Uganda/UGA"}),
        ],
        [Outcome.CANCELLED],
    ),
    (
        "two rounds were planned: the second is not the first on another day",
        [
            ("2024-05-01", "Pashinyan and Aliyev will meet on May 10.", "meet", PASHINYAN, ALIYEV,
             {**MEETING, **PLAN, "date": "2024-05-10"}),
            ("2024-05-01", "A second meeting of theirs is set for May 24.", "meeting", PASHINYAN, ALIYEV,
             {**MEETING, **PLAN, "date": "2024-05-24"}),
            ("2024-05-25", "Pashinyan and Aliyev met.", "met", PASHINYAN, ALIYEV, {**MEETING, "date": "2024-05-24"}),
        ],
        [Outcome.MISSED, Outcome.KEPT],
    ),
    (
        "another meeting in another city, planned later, does not move the first",
        [
            ("2024-05-01", "Pashinyan and Aliyev will meet in Geneva on May 10.", "meet", PASHINYAN, ALIYEV,
             {**MEETING, **PLAN, "date": "2024-05-10", "place": "Geneva/CHE"}),
            ("2024-05-03", "Pashinyan and Aliyev will meet in Munich on May 24.", "meet", PASHINYAN, ALIYEV,
             {**MEETING, **PLAN, "date": "2024-05-24", "place": "Munich/DEU"}),
        ],
        [Outcome.OPEN, Outcome.OPEN],
    ),
    (
        "what a report tells beside its plan is what the plan follows on",
        [
            ("2024-05-10", "Pashinyan and Aliyev met on Friday.", "met", PASHINYAN, ALIYEV,
             {**MEETING, "date": "2024-05-10"}),
            ("2024-05-10", "They will meet again on June 4.", "meet", PASHINYAN, ALIYEV,
             {**MEETING, **PLAN, "date": "2024-06-04"}),
        ],
        [Outcome.OPEN],
    ),
    (
        "denied when its day had come",
        [
            RUTO_PLAN,
            ("2024-05-07", "Ruto's visit did not take place.", "visit", RUTO, "UGA",
             {**VISIT, "status": "denied", "date": "2024-05-07"}),
        ],
        [Outcome.MISSED],
    ),
    (
        "denied before its day: that is another matter",
        [
            RUTO_PLAN,
            ("2024-05-03", "No visit of Ruto has taken place.", "visit", RUTO, "UGA", {**VISIT, "status": "denied"}),
        ],
        [Outcome.OPEN],
    ),
    (
        "in the coming weeks: no day, never missed by guess",
        [
            ("2024-05-01", "Ruto will visit Uganda in the coming weeks.", "visit", RUTO, "UGA", {**VISIT, **PLAN}),
            ("2024-08-20", "Kenya criticised Uganda.", "criticised", "KEN", "UGA", {"event": "ACCUSE"}),
        ],
        [Outcome.OPEN],
    ),
    (
        "in the coming weeks, and it came about",
        [
            ("2024-05-01", "Ruto will visit Uganda in the coming weeks.", "visit", RUTO, "UGA", {**VISIT, **PLAN}),
            ("2024-06-10", "Ruto visited Uganda.", "visited", RUTO, "UGA", {**VISIT, "date": "2024-06-09"}),
        ],
        [Outcome.KEPT],
    ),
    (
        "in June, and in June it was",
        [
            ("2024-05-01", "The next round is in June.", "round", "ARM", "AZE",
             {"form": "negotiation", **PLAN, "date": "2024-06-01..2024-06-30"}),
            ("2024-06-20", "Armenia and Azerbaijan held talks.", "talks", "ARM", "AZE",
             {"form": "negotiation", "date": "2024-06-19"}),
        ],
        [Outcome.KEPT],
    ),
    (
        "in June, and the pair is only reported on until its last days",
        [
            ("2024-05-01", "The next round is in June.", "round", "ARM", "AZE",
             {"form": "negotiation", **PLAN, "date": "2024-06-01..2024-06-30"}),
            ("2024-07-02", "Armenia criticised Azerbaijan.", "criticised", "ARM", "AZE", {"event": "ACCUSE"}),
        ],
        [Outcome.OPEN],
    ),
    (
        "a day after: time zones are no missing",
        [RUTO_PLAN, ("2024-05-08", "Kenya criticised Uganda.", "criticised", "KEN", "UGA", {"event": "ACCUSE"})],
        [Outcome.OPEN],
    ),
    ("nothing at all", [RUTO_PLAN], [Outcome.OPEN]),
    (
        "an invitation, told with the meeting at which it was given",
        [
            ("2024-09-16", "Mirziyoyev met Scholz in Samarkand.", "met", "Shavkat Mirziyoyev/UZB", "Olaf Scholz/DEU",
             {**MEETING, "date": "2024-09-16", "place": "Samarkand/UZB"}),
            ("2024-09-16", "Mirziyoyev will visit Germany.", "visit", "Shavkat Mirziyoyev/UZB", "DEU",
             {**VISIT, **PLAN}),
            ("2024-09-18", "Mirziyoyev and Scholz met at a summit.", "met", "Shavkat Mirziyoyev/UZB", "Olaf Scholz/DEU",
             {**MEETING, "date": "2024-09-17"}),
        ],
        [Outcome.OPEN],
    ),
    (
        "a vote that was, and one to come, in one report",
        [
            ("2025-03-19", "Kyrgyz deputies ratified the treaty with Tajikistan.", "ratified", "KGZ", "TJK",
             {"event": "AGREE", "form": "agreement", "details": {"stage": "ratified"}, "date": "2025-03-19"}),
            ("2025-03-19", "Tajik deputies are to ratify it soon.", "ratify", "KGZ", "TJK",
             {"event": "AGREE", "form": "agreement", "details": {"stage": "ratified"}, **PLAN}),
        ],
        [Outcome.OPEN],
    ),
    (
        "ships came, and more are to come within the month",
        [
            ("2024-11-13", "Venezuela shipped fuel to Cuba on Tuesday.", "shipped", "VEN", "CUB",
             {"event": "AID", "form": None, "date": "2024-11-12"}),
            ("2024-11-13", "Venezuela will ship more in November.", "ship", "VEN", "CUB",
             {"event": "AID", "form": None, **PLAN, "date": "2024-11-01..2024-11-30"}),
        ],
        [Outcome.OPEN],
    ),
    (
        "a treaty in the near future, signed after three months",
        [
            ("2024-12-05", "The two will sign the treaty in the near future.", "sign", "KGZ", "TJK",
             {"event": "AGREE", "form": "agreement", "details": {"stage": "signed"}, **PLAN}),
            ("2025-03-14", "The two signed the treaty.", "signed", "KGZ", "TJK",
             {"event": "AGREE", "form": "agreement", "details": {"stage": "signed"}, "date": "2025-03-13"}),
        ],
        [Outcome.KEPT],
    ),
    (
        "a report of the plan tells that nothing came of it",
        [
            RUTO_PLAN,
            ("2024-05-08", "The visit of Ruto to Uganda set for May 7 did not take place.", "visit", RUTO, "UGA",
             {**VISIT, **PLAN, "date": "2024-05-07", "place": "Uganda/UGA"}),
        ],
        [Outcome.MISSED],
    ),
    (
        "a report of the plan tells before its day that no meeting has been held yet",
        [
            RUTO_PLAN,
            ("2024-05-03", "The visit of Ruto to Uganda on May 7 will be his first: none has been held yet.", "visit",
             RUTO, "UGA", {**VISIT, **PLAN, "date": "2024-05-07", "place": "Uganda/UGA"}),
        ],
        [Outcome.OPEN],
    ),
    (
        "brought forward, as the report of the happening recalls",
        [
            ("2024-07-02", "Fiqi and Taye will meet in Ankara on Sept. 2.", "meet", FIQI, TAYE,
             {**MEETING, **PLAN, "date": "2024-09-02", "place": "Ankara/TUR"}),
            ("2024-08-14", "Fiqi and Taye met in Ankara on Tuesday.", "met", FIQI, TAYE,
             {**MEETING, "date": "2024-08-13", "place": "Ankara/TUR"}),
            ("2024-08-14", "Their meeting had first been fixed for 2 September.", "meeting", FIQI, TAYE,
             {**MEETING, **PLAN, "date": "2024-09-02"}),
        ],
        [Outcome.MOVED],
    ),
    (
        "a year that was misread is no missed day",
        [("2024-07-02", "Ruto will visit Uganda on Sept. 2.", "visit", RUTO, "UGA",
          {**VISIT, **PLAN, "date": "2023-09-02"})],
        [Outcome.OPEN],
    ),
]  # fmt: skip


@pytest.mark.parametrize(("what", "rows", "expected"), SETTLED, ids=[c[0] for c in SETTLED])
def test_settle(what: str, rows: list[Row], expected: list[Outcome]) -> None:
    plans = settled_in(told(*rows))
    assert [p.outcome for p in plans] == expected, [p.outcome_why for p in plans]
    for plan in plans:
        assert plan.outcome is not None and plan.outcome_why.startswith(f"{plan.outcome.value}, ")
        if plan.outcome_event is not None:
            assert plan.outcome_event in plan.outcome_why


@pytest.mark.parametrize(("what", "rows", "expected"), SETTLED, ids=[c[0] for c in SETTLED])
@settings(max_examples=5, deadline=None)
@given(data=st.data())
def test_the_order_of_what_is_near_does_not_matter(
    what: str, rows: list[Row], expected: list[Outcome], data: st.DataObject
) -> None:
    world = told(*rows)
    near = data.draw(st.permutations(all_events(world)))
    assert settled_in(world, near) == settled_in(world)


def test_events_beyond_the_reach_of_a_plan_do_not_change_it() -> None:
    """What a query by days leaves out is not missed."""
    for _, rows, _ in SETTLED:
        world = told(*rows)
        claims = {c.id: c for c in world.claims}
        events = all_events(world)
        days = sorted(d.published for d in world.documents.values() if d.published)
        for plan in (e for e in events if e.status is Status.PLANNED):
            bounds = reach(plan, claims, world.documents)
            assert bounds is not None
            near = [
                e for e in events
                if e.date is None or e.date.start is None or e.date.end is None
                or (e.date.start <= bounds[1] and bounds[0] <= e.date.end)
            ]  # fmt: skip
            assert settle_plan(plan, near, claims, world.documents, days) == settle_plan(
                plan, events, claims, world.documents, days
            )


def test_merging_settles_plans() -> None:
    assert [e.outcome for e in all_events(told(RUTO_PLAN, LATER)) if e.status is Status.PLANNED] == [Outcome.MISSED]


def test_a_plan_whose_own_later_report_gives_another_day() -> None:
    """However the two reports came to be one event: what it was planned for first is the plan."""
    later = "Ruto's visit to Uganda was postponed to May 14."
    world = told(
        RUTO_PLAN,
        ("2024-05-05", later, "visit", RUTO, "UGA", {**VISIT, **PLAN, "date": "2024-05-14", "place": "Uganda/UGA"}),
    )
    first, second = settled_in(world)
    both = replace(
        first,
        claims=tuple(sorted((*first.claims, *second.claims))),
        documents=tuple(sorted((*first.documents, *second.documents))),
    )
    claims = {c.id: c for c in world.claims}
    found = settle_plan(both, [], claims, world.documents, [])
    assert found.outcome is Outcome.MOVED
    assert found.outcome_event is None
    assert found.outcome_why == f"moved, {second.documents[0]} tells it for 2024-05-14, not for 2024-05-07"


def test_what_decided_is_told() -> None:
    (plan,) = settled_in(told(*SETTLED[0][1]))
    assert plan.outcome_why.startswith("kept, a part of it is told for 2024-05-07 by e-")
    assert "(d-" in plan.outcome_why
    (missed,) = settled_in(told(RUTO_PLAN, LATER))
    assert missed.outcome_why == (
        "missed, its day, 2024-05-07, has passed, reports of the pair go on until 2024-05-20, and none tells it"
    )
