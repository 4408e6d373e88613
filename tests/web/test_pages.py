"""Every page on the sample, as people see it: in a browser, light and dark, on a desk and on a phone."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from browsing import DESKTOP, PHONE, axe, clean, settled, whole
from playwright.sync_api import Page
from walk import BY_HAND, KINDS, Walked, walk

SCREENS = {"desktop": DESKTOP, "phone": PHONE}
NOT_THERE = ["/XXX", "/IRN/ZZZ", "/events/e-000000000000", "/actors/person:nobody.irn", "/nothing/at/all/here"]


@pytest.fixture(scope="session")
def sample_site(serve: Callable[..., str], sample_record: Path) -> str:
    return serve(sample_record)


@pytest.fixture(scope="session")
def walked(sample_site: str) -> Walked:
    return walk(sample_site, {**BY_HAND, "/search": "/search?q=Beijing"})


def test_no_link_leads_to_a_failure_or_away(walked: Walked) -> None:
    assert "\n".join(walked.faults) == ""
    assert [f for f in walked.foreign if not f.startswith(("http://", "https://"))] == []


@pytest.mark.parametrize("screen", SCREENS)
@pytest.mark.parametrize("kind", KINDS)
def test_a_page_is_whole(
    kind: str,
    screen: str,
    walked: Walked,
    sample_site: str,
    open_page: Callable[..., Page],
    keep: Callable[[Page, str], None],
) -> None:
    assert walked.found.get(kind), f"no link leads to {kind}"
    page, name = open_page(viewport=SCREENS[screen]), f"{kind.strip('/') or 'home'} {screen}"
    answer = page.goto(sample_site + walked.found[kind][0])
    settled(page)
    keep(page, name)
    assert answer is not None and answer.status == 200
    clean(page)
    whole(page)
    page.emulate_media(color_scheme="dark")
    settled(page)
    keep(page, f"{name} dark")
    clean(page)
    assert axe(page) == []


@pytest.mark.parametrize("address", NOT_THERE)
def test_what_is_not_there_is_a_page_too(
    address: str, sample_site: str, page: Page, keep: Callable[[Page, str], None]
) -> None:
    answer = page.goto(sample_site + address)
    settled(page)
    keep(page, f"not there {address}")
    assert answer is not None and answer.status == 404
    clean(page, status=404)
    whole(page)
