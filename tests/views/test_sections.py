"""What a brief counts, sets apart and leaves out, on the invented record with more going on."""

from __future__ import annotations

import datetime as dt
import io
import tomllib
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from memory import MemoryRecord
from rich.cells import cell_len
from world import make_record

from communique.errors import BadTable
from communique.model.ontology import EventType, ontology
from communique.model.records import Details, Event, Outcome, Status
from communique.model.values import ActorKind, Basis, PartialDate, Participant, Precision, Span
from communique.views import reasons, summary
from communique.views.brief import StateRef, brief
from communique.views.render.brief_html import html
from communique.views.render.brief_markdown import markdown
from communique.views.render.brief_text import show_brief
from communique.views.render.screen import Screen
from communique.views.sections import between_them

NAMES = {"NOR": "Norway", "CHL": "Chile", "PER": "Peru", "FRA": "France"}


def side(role: str, codes: str) -> tuple[Participant, ...]:
    return tuple(
        Participant(role, NAMES[c], Span(0, 0), NAMES[c], ActorKind.STATE, c, actor=f"state:{c}") for c in codes.split()
    )


def event(number: int, kind: EventType | None, doing: str, done_to: str, **known: object) -> Event:
    base = make_record().all_events[1]
    return replace(
        base,
        **{  # type: ignore[arg-type]
            "id": f"e-{number:02d}aa00000000",
            "event": kind,
            "sources": side("source", doing),
            "targets": side("target", done_to),
            "claims": (),
            "date": None,
        }
        | known,
    )


def days(first: dt.date, last: dt.date | None = None, basis: Basis = Basis.STATED) -> PartialDate:
    return PartialDate(first, last or first, Precision.RANGE if last else Precision.DAY, basis)


BETWEEN = [
    (EventType.SUPPORT, None, "NOR", "CHL", True),
    (EventType.ACCUSE, None, "CHL PER", "NOR", True),
    (EventType.CONSULT, "meeting", "NOR CHL", "", True),
    (EventType.AGREE, "agreement", "NOR CHL", "PER", True),
    (EventType.COOPERATE, "exercise", "PER", "NOR CHL", True),
    (EventType.SUPPORT, None, "NOR CHL", "PER", False),
    (EventType.ACCUSE, None, "FRA", "NOR CHL", False),
    (EventType.REQUEST, None, "NOR CHL PER", "FRA", False),
    (EventType.CONSULT, "visit", "NOR CHL", "PER", False),
    (None, "vote", "NOR CHL", "", False),
]


@pytest.mark.parametrize(("kind", "form", "doing", "done_to", "between"), BETWEEN)
def test_between_them_is_what_one_does_to_the_other_or_both_do_together(
    kind: EventType | None, form: str | None, doing: str, done_to: str, between: bool
) -> None:
    found = event(1, kind, doing, done_to, form=form)
    assert between_them(found, ["NOR", "CHL"]) is between
    assert between_them(found, ["CHL", "NOR"]) is between
    assert between_them(found, ["NOR"])


def busy_record() -> MemoryRecord:
    made = make_record()
    visit = made.all_events[0]
    more = (
        event(11, EventType.CONSULT, "NOR", "CHL", form="visit", status=Status.HYPOTHETICAL),
        event(12, EventType.ACCUSE, "FRA", "NOR CHL", mode="disapprove", date=days(dt.date(2023, 6, 1))),
        event(13, EventType.CONSULT, "NOR", "CHL", form="visit", status=Status.PLANNED, outcome=Outcome.KEPT,
              outcome_event=visit.id, date=days(dt.date(2023, 5, 3))),
        event(14, EventType.CONSULT, "NOR", "CHL", form="summit", status=Status.PLANNED, outcome=Outcome.MISSED,
              date=days(dt.date(2022, 9, 1))),
        event(15, EventType.CONSULT, "NOR CHL", "", form="negotiation", status=Status.ONGOING,
              date=days(dt.date(2022, 9, 1))),
        event(16, EventType.ASSAULT, "NOR", "CHL", mode="aerial", status=Status.DENIED, date=days(dt.date(2022, 9, 2))),
        event(17, EventType.AGREE, "NOR", "CHL", form="agreement", details=Details(kind="memorandum", stage="signed"),
              date=days(dt.date(2024, 5, 22), dt.date(2024, 7, 19), Basis.INFERRED)),
    )  # fmt: skip
    return replace(made, all_events=(*made.all_events, *more))


STATES = [StateRef(code="NOR", name="Norway"), StateRef(code="CHL", name="Chile")]


def test_every_event_stands_in_one_section_only() -> None:
    page = brief(busy_record(), STATES)
    sections = [page["timeline"], page["undated"], page["others"], page["plans"]]
    ids = [r["id"] for rows in sections for r in rows]
    assert len(ids) == len(set(ids)) == 9
    assert {r["section"] for rows in sections for r in rows} == {"timeline", "undated", "others", "plans"}
    assert [r["id"][:4] for r in page["others"]] == ["e-12"]
    assert page["left_out"]["hypothetical"] == 1


def test_a_plan_that_was_kept_is_told_at_what_came_of_it() -> None:
    page = brief(busy_record(), STATES)
    (visit,) = [r for r in page["timeline"] if r["planned"]]
    assert visit["planned"] == {"event": "e-13aa00000000", "day": "2023-05-05"}
    assert ", as planned on 5 May 2023" in markdown(page).replace("\\", "")


def test_a_plan_of_which_only_a_part_came_about_stands_by_itself() -> None:
    made = busy_record()
    plan = replace(next(e for e in made.all_events if e.outcome is Outcome.KEPT), form="meeting")
    page = brief(replace(made, all_events=tuple(plan if e.id == plan.id else e for e in made.all_events)), STATES)
    assert not any(r["planned"] for r in page["timeline"])
    assert [r["outcome"] for r in page["timeline"] if r["id"] == plan.id] == ["kept"]


def test_the_summary_counts_what_is_between_them_and_no_denial_as_a_deed() -> None:
    page = brief(busy_record(), STATES)
    assert page["events"] == sum(t["count"] for t in page["summary"]) == 7
    kinds = {t["kind"]: t["count"] for t in page["summary"]}
    assert kinds["visit"] == 1
    assert kinds["denied"] == 2
    assert kinds["planned and missed"] == 1
    assert "use of force" not in kinds
    assert page["period"]["words"] == "from 1 Sep 2022 to Jul 2024"
    assert [t["shown"] for t in page["differences"]] == ["1 contradiction", "1 updated figure"]


@pytest.mark.parametrize("width", [60, 80, 120])
def test_a_busy_brief_in_text(golden: Callable[[str, str], None], width: int) -> None:
    held = io.StringIO()
    show_brief(Screen(held, width=width), brief(busy_record(), STATES))
    text = held.getvalue()
    assert max(map(cell_len, text.split("\n"))) <= width
    assert "communique events NOR CHL --status hypothetical" in " ".join(text.split())
    if width == 80:
        golden("brief_busy_80.txt", text)


def test_a_busy_brief_in_pages(golden: Callable[[str, str], None]) -> None:
    page = brief(busy_record(), STATES)
    golden("brief_busy.md", markdown(page))
    for name in ("Timeline", "Undated", "With others", "Statements", "Contradictions (2)", "Open plans (1)"):
        assert f"<h2>{name}</h2>" in html(page)
    assert html(page).count("<h3>") == 3


def test_an_empty_brief_says_that_nothing_was_found() -> None:
    page = brief(MemoryRecord(), STATES)
    held = io.StringIO()
    show_brief(Screen(held, width=80), page)
    assert held.getvalue().count("none found") == 2
    assert markdown(page).count("none found") == html(page).count("none found") == 2
    assert "0 events between them; no contradiction; no open plan" in held.getvalue()


SUMMARY = Path(summary.__file__).with_name("summary.toml").read_text(encoding="utf-8")


def test_every_event_of_the_codebook_is_counted_under_a_kind() -> None:
    table = summary.kinds()
    row = brief(busy_record(), STATES)["timeline"][0]
    for kind in EventType:
        assert table.names[summary.rank({**row, "event": kind.value, "form": None, "mode": None})][0] != "other event"
    for form, _ in ontology().forms:
        assert form in table.forms


@pytest.mark.parametrize(
    "raw",
    [
        {},
        {"kinds": [{"one": "visit"}]},
        {"kinds": [{"one": "a", "many": "b", "forms": ["visit"], "events": []}]},
        {"kinds": [*tomllib.loads(SUMMARY)["kinds"], {"one": "a", "many": "b", "forms": ["visit"], "events": []}]},
    ],
)
def test_a_damaged_table_of_kinds_is_refused(raw: dict[str, object]) -> None:
    with pytest.raises(BadTable):
        summary.parse(raw)


REASONS = [
    ("verb visit", "the verb “visit”"),
    ("source: subj", "who: its subject"),
    ("target: obj", "whom: its object"),
    ("target: with", "whom: after “with”"),
    ("source: crowd of the place", "who: the people of the place"),
    ("target: sides of visit before", "the two sides of the visit before"),
    ("denied by denied", "denied, by the word “denied”"),
    ("background", "told as background"),
    ("something new", "something new"),
]


@pytest.mark.parametrize(("reason", "words"), REASONS)
def test_a_reason_in_plain_words(reason: str, words: str) -> None:
    assert reasons.in_words(reason) == words


def test_what_joined_two_claims_in_plain_words() -> None:
    head, sides = reasons.joined_by(
        "c-1 and c-2: 0.96: before looking -2.5; same day 2021-09-28 +1.2; both in Oslo +0.8"
    )
    assert head == "c-1 and c-2 are one, by 96%"
    assert sides == ["for: same day 2021-09-28 (+1.2), both in Oslo (+0.8)", "against: before looking (-2.5)"]
    assert reasons.joined_by("the same visitor") == ("the same visitor", [])


@pytest.mark.parametrize(
    "raw", [{}, {"exact": {"a": 1}, "places": {}, "begins": {}}, {"exact": {}, "places": {}, "begins": {"a": "b"}}]
)
def test_a_damaged_table_of_reasons_is_refused(raw: dict[str, object]) -> None:
    with pytest.raises(BadTable):
        reasons.parse(raw)
