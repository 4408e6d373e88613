from __future__ import annotations

import datetime as dt
from math import sqrt
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from communique.errors import UsageError
from communique.model.glances import Glance
from communique.model.ontology import EventType, ontology
from communique.views.series import Series, SeriesRow, series

Held = dict[dt.date | None, int]
JAN, FEB, MAR = dt.date(2023, 1, 15), dt.date(2023, 2, 10), dt.date(2023, 3, 20)


def glance(
    day: dt.date | None, event: str | None = "CONSULT", *, end: dt.date | None = None, mode: str | None = None,
    status: str = "actual", id: str = "e-1", form: str | None = None,
) -> Glance:  # fmt: skip
    return Glance(id, event, mode, form, status, day, end or day, "day", "stated", 1, 1, False, None, None)


def row(made: Series, period: str, side: str) -> SeriesRow:
    return next(r for r in made["rows"] if (r["period"], r["side"]) == (period, side))


def test_numbers_as_by_hand() -> None:
    """Two meetings (2.5 each) and a visit (4) in January, an accusation (-3) and a sanction (-6) in March."""
    events = [
        glance(JAN), glance(JAN), glance(JAN, mode="visit"), glance(MAR, "ACCUSE"), glance(MAR, "SANCTION"),
    ]  # fmt: skip
    made = series(events, {JAN: 20, MAR: 500})
    assert made["step"] == "month"
    assert [r["period"] for r in made["rows"]] == ["2023-01", "2023-01", "2023-02", "2023-02", "2023-03", "2023-03"]
    january = row(made, "2023-01", "cooperation")
    # sum 9, variance 6.25 + 6.25 + 16 = 28.5, 1.96 sqrt(28.5) = 10.4635: the lower bound is clipped
    assert (january["events"], january["score"], january["low"], january["high"]) == (3, 9.0, 0.0, 19.4635)
    assert (january["rate"], january["rate_low"], january["rate_high"]) == (45.0, 0.0, 97.3177)
    march = row(made, "2023-03", "conflict")
    wide = 1.96 * sqrt(9 + 36)
    assert (march["events"], march["score"], march["rate"]) == (2, -9.0, -1.8)
    assert (march["low"], march["high"]) == (round(-9 - wide, 4), 0.0)
    assert made["counted"] == 5


def test_an_interval_that_does_not_reach_zero_is_not_clipped() -> None:
    made = series([glance(JAN, "AID", id=f"e-{i}") for i in range(16)], {JAN: 100})
    found = row(made, "2023-01", "cooperation")
    assert (found["score"], found["low"], found["high"]) == (160.0, 81.6, 238.4)  # 160 ± 1.96 * sqrt(1600)


def test_no_document_of_a_period_is_a_gap_and_told() -> None:
    made = series([glance(FEB), glance(JAN)], {JAN: 4, MAR: 4, None: 3})
    february = row(made, "2023-02", "cooperation")
    assert (february["events"], february["score"], february["documents"]) == (1, 2.5, 0)
    assert february["rate"] is february["rate_low"] is february["rate_high"] is None
    assert row(made, "2023-03", "cooperation")["rate"] == 0.0
    assert (made["recalled"], made["undated"]) == (1, 3)
    assert any("1 event in a month of which no document is held" in note for note in made["notes"])
    assert "3 documents of no known day count in no month." in made["notes"]


def test_what_later_reports_recall_is_told_as_such() -> None:
    made = series([glance(dt.date(1950, 1, 30), "SUPPORT"), glance(JAN), glance(dt.date(2024, 1, 1))], {JAN: 1})
    assert (made["counted"], made["earlier"], made["earliest"], made["later"]) == (2, 1, "1950-01-30", 0)
    assert (made["recalled"], made["rows"][-1]["period"], made["rows"][-1]["rate"]) == (1, "2024-01", None)
    assert made["notes"][0].startswith("1 event from before the first document (since 1950)")


def test_events_long_after_the_last_document_are_mistakes_and_told() -> None:
    made = series([glance(dt.date(2924, 1, 1)), glance(JAN)], {JAN: 1})
    assert (made["counted"], made["later"], len(made["rows"])) == (1, 1, 2)
    assert "1 event from after the time of the documents left out." in made["notes"]


def test_a_small_record_has_its_rates_by_the_document() -> None:
    made = series([glance(JAN), glance(MAR, "ACCUSE")], {JAN: 20, MAR: 99})
    assert {r["per"] for r in made["rows"]} == {1}
    assert row(made, "2023-01", "cooperation")["rate"] == 0.125  # 2.5 by 20
    many = series([glance(JAN), glance(MAR, "ACCUSE")], {JAN: 20, MAR: 100})
    assert {r["per"] for r in many["rows"]} == {100}
    assert row(many, "2023-01", "cooperation")["rate"] == 12.5


def test_rates_of_few_documents_are_told() -> None:
    made = series([glance(JAN)], {JAN: 4, FEB: 5})
    assert made["notes"] == ["In 1 of 2 months fewer than 5 documents are held: rates there rest on little (pale)."]


def test_only_a_day_known_to_within_the_period_counts() -> None:
    over_two = glance(dt.date(2023, 1, 20), end=dt.date(2023, 2, 3))
    within = glance(dt.date(2023, 1, 1), end=dt.date(2023, 1, 31))
    held: Held = {JAN: 1, FEB: 1}
    assert series([over_two, within, glance(None)], held, step="month")["unsure"] == 2
    by_quarter = series([over_two, within, glance(None)], held, step="quarter")
    assert (by_quarter["counted"], by_quarter["unsure"]) == (2, 1)
    assert [r["period"] for r in by_quarter["rows"]] == ["2023-Q1", "2023-Q1"]
    assert [r["shown"] for r in by_quarter["rows"]] == ["Jan–Mar 2023", "Jan–Mar 2023"]


def test_what_did_not_come_about_and_what_has_no_score_counts_nowhere() -> None:
    events = [
        glance(JAN, status="planned"), glance(JAN, status="denied"), glance(JAN, None, form="vote"),
        glance(JAN, "REQUEST", mode="meet"), glance(JAN, status="ongoing"),
    ]  # fmt: skip
    made = series(events, {JAN: 1})
    assert (made["undone"], made["unscored"], made["neutral"], made["counted"]) == (2, 1, 1, 1)


def test_the_step_follows_the_span_and_may_be_asked_for() -> None:
    assert series([], {dt.date(2020, 1, 1): 1, dt.date(2022, 12, 31): 1})["step"] == "month"
    assert series([], {dt.date(2020, 1, 1): 1, dt.date(2023, 1, 1): 1})["step"] == "quarter"
    assert series([], {dt.date(2010, 1, 1): 1, dt.date(2023, 1, 1): 1})["step"] == "year"
    assert series([], {dt.date(2010, 1, 1): 1, dt.date(2023, 1, 1): 1}, step="month")["step"] == "month"
    with pytest.raises(UsageError, match="no step week"):
        series([], {}, step="week")
    with pytest.raises(UsageError, match="too many"):
        series([], {dt.date(1, 1, 1): 1, dt.date.max: 1}, step="month")
    assert len(series([], {dt.date(1, 1, 1): 1, dt.date.max: 1})["rows"]) == 2 * 9999


def test_only_the_time_asked_for() -> None:
    held: Held = {JAN: 2, FEB: 3, MAR: 5}
    made = series([glance(FEB)], held, since=dt.date(2023, 2, 1), until=dt.date(2023, 2, 28))
    assert [(r["period"], r["documents"]) for r in made["rows"]] == [("2023-02", 3), ("2023-02", 3)]


def test_nothing_held_has_no_rows() -> None:
    made = series([glance(JAN)], {None: 2})
    assert (made["rows"], made["counted"], made["earlier"]) == ([], 0, 1)
    assert made["notes"][0].startswith("No document of a known day")


days = st.dates(dt.date(2020, 1, 1), dt.date(2023, 12, 31))
kinds = st.sampled_from([e.value for e in EventType])
statuses = st.sampled_from(["actual", "ongoing", "planned"])


@st.composite
def some_glances(draw: st.DrawFn) -> list[Glance]:
    found = []
    for number in range(draw(st.integers(0, 25))):
        start = draw(days)
        end = min(start + dt.timedelta(days=draw(st.integers(0, 40))), dt.date(2023, 12, 31))
        found.append(glance(start, draw(kinds), end=end, status=draw(statuses), id=f"e-{number}"))
    return found


some_days = st.dictionaries(days, st.integers(1, 9), max_size=8)


@given(some_glances(), some_days, st.sampled_from(["month", "quarter", "year"]), st.randoms())
def test_periods_add_up_in_any_order(glances: list[Glance], documents: Held, step: str, chance: Random) -> None:
    held: Held = {dt.date(2020, 1, 1): 1, dt.date(2023, 12, 31): 1, **documents}
    made = series(glances, held, step=step)
    chance.shuffle(glances)
    assert series(glances, held, step=step) == made
    # Written anew: whose first and last day have the same name of a period.
    size = {"month": 1, "quarter": 3, "year": 12}[step]
    told = [
        ontology().score(EventType(g.event))
        for g in glances
        if g.event and g.start and g.end and g.status != "planned"
        and (g.start.year, (g.start.month - 1) // size) == (g.end.year, (g.end.month - 1) // size)
    ]  # fmt: skip
    assert sum(r["score"] for r in made["rows"]) == pytest.approx(sum(told))
    assert sum(r["score"] for r in made["rows"] if r["side"] == "conflict") == pytest.approx(
        sum(s for s in told if s < 0)
    )
    assert sum(r["events"] for r in made["rows"]) == made["counted"] == sum(1 for s in told if s)
    assert sum(r["documents"] for r in made["rows"]) == 2 * sum(held.values())
    left = made["unsure"] + made["undone"] + made["neutral"]
    assert made["counted"] + left == len(glances)
    for r in made["rows"]:
        assert r["low"] <= r["score"] <= r["high"]
        assert (r["rate"] is None) == (r["documents"] == 0)
        assert r["low"] >= 0 if r["side"] == "cooperation" else r["high"] <= 0


@given(some_glances())
def test_years_are_the_sums_of_their_quarters_where_all_days_are_known(glances: list[Glance]) -> None:
    sure = [glance(g.start, g.event, status=g.status) for g in glances]
    held: Held = {dt.date(2020, 1, 1): 1, dt.date(2023, 12, 31): 1}
    years, quarters = (series(sure, held, step=step) for step in ("year", "quarter"))
    for found in years["rows"]:
        parts = [r for r in quarters["rows"] if r["side"] == found["side"] and r["period"][:4] == found["period"]]
        assert found["score"] == pytest.approx(sum(p["score"] for p in parts))
        assert found["events"] == sum(p["events"] for p in parts)
