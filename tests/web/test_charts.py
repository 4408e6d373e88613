"""The charts of a dyad, drawn: zoomed by buttons, followed to an event, and drawn anew in the dark."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from browsing import clean, settled
from playwright.sync_api import Page

DYAD = "/IRN/SAU"
POINTS = "#timeline-chart .mark-symbol path"
LABELS = "#timeline-chart .role-axis-label text"


@pytest.fixture
def dyad(page: Page, serve: Any, sample_record: Path) -> Page:
    page.goto(serve(sample_record) + DYAD)
    settled(page)
    page.wait_for_selector("#timeline-chart .drawing[data-drawn]")
    page.wait_for_selector("#series-chart .drawing[data-drawn]")
    return page


def labels(page: Page) -> list[str]:
    return sorted(page.locator(LABELS).all_text_contents())


def test_every_dated_event_is_a_mark_that_says_what_it_is(dyad: Page) -> None:
    told = dyad.evaluate("async (path) => (await fetch(`/api/dyads${path}/timeline`)).json()", DYAD)
    marks = dyad.locator(POINTS)
    assert marks.count() == len(told["points"]) > 5
    said = {marks.nth(n).get_attribute("aria-label") for n in range(marks.count())}
    assert said == {point["words"] for point in told["points"]}
    hollow = sum(marks.nth(n).get_attribute("fill-opacity") == "0" for n in range(marks.count()))
    assert hollow == sum(point["shape"] == "ahead" for point in told["points"])
    clean(dyad)


def test_buttons_zoom_move_and_go_back(dyad: Page) -> None:
    whole = labels(dyad)
    button = dyad.get_by_role("button", name="Zoom in")
    button.focus()
    dyad.keyboard.press("Enter")
    settled(dyad)
    zoomed = labels(dyad)
    assert zoomed != whole
    dyad.get_by_role("button", name="Later").click()
    settled(dyad)
    assert labels(dyad) != zoomed
    dyad.get_by_role("button", name="Whole time").click()
    settled(dyad)
    assert labels(dyad) == whole
    clean(dyad)


def test_a_click_opens_the_event(dyad: Page) -> None:
    dyad.locator(POINTS).last.click(force=True)
    dyad.wait_for_url(re.compile("/events/e-[0-9a-f]{12}$"))
    clean(dyad)


def test_the_dark_has_its_own_colours(dyad: Page) -> None:
    changed = """([points, light]) => ![...document.querySelectorAll(points)]
        .some((point) => light.includes(point.getAttribute('fill')))"""
    light = {dyad.locator(POINTS).nth(n).get_attribute("fill") for n in range(3)}
    dyad.emulate_media(color_scheme="dark")
    dyad.wait_for_function(changed, arg=[POINTS, sorted(filter(None, light))])
    settled(dyad)
    dark = {dyad.locator(POINTS).nth(n).get_attribute("fill") for n in range(3)}
    assert not light & dark
    clean(dyad)


def test_a_chart_fits_the_window_when_that_changes(dyad: Page) -> None:
    dyad.set_viewport_size({"width": 390, "height": 800})
    dyad.wait_for_function("document.querySelector('#series-chart svg').getBoundingClientRect().width <= 390")
    clean(dyad)


def test_without_its_data_a_chart_says_so_and_opens_the_table(page: Page, serve: Any, sample_record: Path) -> None:
    page.route("**/timeline*", lambda route: route.fulfill(status=200, body="no JSON"))
    page.goto(serve(sample_record) + DYAD)
    settled(page)
    assert "The chart could not be drawn" in page.locator("#timeline-chart .drawing").inner_text()
    assert page.locator("#timeline-chart details").get_attribute("open") is not None
    assert page.locator("#timeline-chart table").is_visible()
