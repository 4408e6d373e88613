"""The picture of the network, and files dropped on a page: what only a browser can do."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

from browsing import PHONE, clean, settled
from playwright.sync_api import Page, Route

from communique.api import all_states

PLACES = "() => document.getElementById('network').dataset.places"


def test_the_picture_is_the_same_each_time(
    serve: Callable[..., str], sample_record: Path, open_page: Callable[..., Page]
) -> None:
    address = f"{serve(sample_record)}/network"
    drawn = []
    for _ in range(2):
        page = open_page()
        page.goto(address)
        page.wait_for_function(PLACES)
        drawn.append(page.evaluate(PLACES))
        clean(page)
    assert drawn[0] == drawn[1]
    assert drawn[0].count(";") + 1 == page.locator("#nodes tbody tr").count()


def test_no_name_lies_on_another(
    serve: Callable[..., str], sample_record: Path, open_page: Callable[..., Page]
) -> None:
    """The script draws what the tables hold: here sixty pairs that have nothing to do with one another."""
    states = sorted(all_states(), key=lambda s: s.code)[:120]
    nodes = "".join(f'<tr data-code="{s.code}" data-name="{s.name}" data-events="9"><td></td></tr>' for s in states)
    pairs = "".join(
        f'<tr data-one="{one.code}" data-two="{two.code}" data-events="9" data-leaning="both"><td></td></tr>'
        for one, two in zip(states[::2], states[1::2], strict=True)
    )

    def fill(route: Route) -> None:
        answer = route.fetch()
        text = answer.text()
        for table, rows in (("pairs", pairs), ("nodes", nodes)):
            text = re.sub(f'(<table id="{table}".*?<tbody>).*?(</tbody>)', rf"\1{rows}\2", text, flags=re.S)
        route.fulfill(response=answer, body=text)

    page = open_page()
    page.route("**/network", fill)
    page.goto(f"{serve(sample_record)}/network")
    page.wait_for_function(PLACES)
    named = page.evaluate("() => document.getElementById('network').dataset.names").split("; ")
    boxes = [tuple(map(int, row.split()[1:])) for row in named]
    assert 60 < len(boxes) <= len(states)
    for at, (left, top, right, bottom) in enumerate(boxes):
        assert left >= 0 and top >= 0
        for others in boxes[at + 1 :]:
            assert right <= others[0] or others[2] <= left or bottom <= others[1] or others[3] <= top
    clean(page)


def test_the_wheel_scrolls_the_page_and_a_phone_has_the_tables_alone(
    serve: Callable[..., str], sample_record: Path, open_page: Callable[..., Page]
) -> None:
    address = f"{serve(sample_record)}/network"
    page = open_page()
    page.goto(address)
    page.wait_for_function(PLACES)
    page.locator("#network").hover()
    page.mouse.wheel(0, 300)
    page.wait_for_function("() => scrollY > 0")
    clean(page)
    phone = open_page(viewport=PHONE)
    phone.goto(address)
    settled(phone)
    assert not phone.locator("#network").is_visible()
    assert phone.locator("#pairs").is_visible()
    clean(phone)


def test_a_dropped_file_is_chosen_and_waits_for_the_button(
    serve: Callable[..., str], sample_record: Path, page: Page
) -> None:
    page.goto(f"{serve(sample_record)}/")
    settled(page)
    carried = page.evaluate_handle(
        "() => { const c = new DataTransfer(); c.items.add(new File(['Peru met Chile'], 'dropped.txt')); return c; }"
    )
    page.dispatch_event("main", "dragenter", {"dataTransfer": carried})
    assert page.locator(".drop").is_visible()
    page.dispatch_event("main", "drop", {"dataTransfer": carried})
    assert not page.locator(".drop").is_visible()
    assert page.locator(".chosen").inner_text() == "dropped.txt"
    assert page.evaluate("() => document.activeElement.textContent") == "Add to the record"
    clean(page)
