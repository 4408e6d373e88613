"""From an empty record to the first look at it, and what is refused on the way."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from browsing import clean, settled, whole
from playwright.sync_api import Page

Keep = Callable[[Page, str], None]
LONGEST = 60_000  # milliseconds that a build of the sample may take here


def test_a_newcomer_reads_the_sample(serve: Callable[..., str], tmp_path: Path, page: Page, keep: Keep) -> None:
    page.goto(serve(tmp_path / "new.record"))
    settled(page)
    keep(page, "welcome")
    whole(page)
    page.get_by_role("button", name="Read the sample").click()
    page.get_by_text("See what is new").wait_for(timeout=LONGEST)
    keep(page, "built")
    whole(page)
    page.get_by_text("See what is new").click()
    settled(page)
    assert "visited Saudi Arabia" in page.locator("main").inner_text()
    clean(page)


def test_a_pasted_text_is_read(serve: Callable[..., str], tmp_path: Path, page: Page, keep: Keep) -> None:
    page.goto(f"{serve(tmp_path / 'new.record')}/build")
    settled(page)
    page.get_by_label("or a text").fill(
        "Presidents meet in Lima\n\nLIMA, May 7, 2021 - Chilean President Sebastian Pinera met Peruvian President"
        " Francisco Sagasti in Lima on May 6, 2021.\n"
    )
    page.get_by_role("button", name="Add to the record").click()
    page.get_by_text("See what is new").wait_for(timeout=LONGEST)
    assert "1 document read" in page.locator("#state").inner_text()
    keep(page, "built of a text")
    clean(page)


def test_nothing_given_is_told(serve: Callable[..., str], sample_record: Path, page: Page, keep: Keep) -> None:
    page.goto(f"{serve(sample_record)}/build")
    settled(page)
    page.get_by_role("button", name="Add to the record").click()
    settled(page)
    told = page.get_by_role("alert").first
    told.wait_for()
    keep(page, "nothing given")
    assert told.inner_text().strip()
    whole(page)


def test_who_only_reads_is_offered_no_form(serve: Callable[..., str], sample_record: Path, page: Page) -> None:
    page.goto(f"{serve(sample_record, read_only=True)}/build")
    settled(page)
    assert page.locator("textarea, input[type=file]").count() == 0
    assert "--read-only" in page.locator("main").inner_text()
    clean(page)
    whole(page)
