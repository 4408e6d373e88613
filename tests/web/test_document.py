"""The page of a document in a browser: a mark is its claim's spans, a click opens it, toggles hide, Escape closes."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from browsing import PHONE, clean, settled, whole
from playwright.sync_api import Page, expect

import communique
from communique.model.records import Claim, Document
from communique.model.values import Span
from communique.views.web.shell import showable

UNDER = """() => {
  const found = {};
  for (const e of document.querySelectorAll('#text [data-marks]'))
    for (const id of e.dataset.marks.split(' ')) found[id] = (found[id] || '') + e.textContent;
  return found;
}"""
# What stands out as the one that was pointed at, in the order of the text.
HELD = "() => [...document.querySelectorAll('#text .held')].map((e) => e.textContent).join('')"
LIT = "() => [...document.querySelectorAll('#text .lit')].map((e) => e.textContent).join('')"


def words_of(spans: tuple[Span, ...], text: str) -> str:
    return "".join(text[i] for i in sorted({i for span in spans for i in range(*span)}))


@pytest.fixture(scope="session")
def site(serve: Callable[..., str], sample_record: Path) -> str:
    return serve(sample_record)


@pytest.fixture(scope="session")
def richest(sample_record: Path) -> tuple[Document, tuple[Claim, ...]]:
    """The document with most claims, and these."""
    with communique.open(sample_record) as record:
        found = max(record.documents(), key=lambda d: (len(record.claims(document=d.id)), d.id))
        return found, record.claims(document=found.id)


@pytest.mark.parametrize("which", ["sample_record", "hostile_record"])
def test_what_lies_under_a_mark_is_exactly_its_spans(
    which: str, serve: Callable[..., str], page: Page, request: pytest.FixtureRequest
) -> None:
    path: Path = request.getfixturevalue(which)
    base, seen = serve(path), 0
    with communique.open(path) as record:
        documents = sorted(record.documents(), key=lambda d: (-len(record.claims(document=d.id)), d.id))[:6]
        for document in documents:
            page.goto(f"{base}/documents/{document.id}")
            # Controls and marks of direction are shown as other characters, each for one, so that offsets hold.
            text = showable(document.text)
            assert page.locator("#text").evaluate("e => e.textContent") == text
            expected = {c.id: words_of(c.spans, text) for c in record.claims(document=document.id)}
            expected |= {s.id: words_of(s.spans(), text) for s in record.statements(document=document.id)}
            assert page.evaluate(UNDER) == expected
            seen += len(expected)
    assert seen > 20
    clean(page)


def test_a_click_on_any_segment_opens_what_is_innermost_there(
    site: str, page: Page, richest: tuple[Document, tuple[Claim, ...]]
) -> None:
    document, claims = richest
    page.goto(f"{site}/documents/{document.id}")
    segments = page.locator("#text [data-marks]")
    opened = set()
    for at in range(min(segments.count(), 12)):
        id = segments.nth(at).get_attribute("data-marks").split()[0]  # type: ignore[union-attr]
        segments.nth(at).click()
        expect(page.locator("#panel")).to_be_visible()
        expect(page.locator(f"#opened a.id[href$='{id}']")).to_be_visible()
        assert urlsplit(page.url).fragment == id
        assert urlsplit(page.url).path == f"/documents/{document.id}"
        opened.add(id)
    assert len(opened) > 3
    held = next(c for c in claims if any(id == c.id for id in opened))
    page.goto(f"{site}/documents/{document.id}#{held.id}")
    assert page.evaluate(HELD) == words_of(held.spans, document.text)
    clean(page)


def test_escape_closes_and_leads_back_to_where_one_was(
    site: str, page: Page, richest: tuple[Document, tuple[Claim, ...]]
) -> None:
    page.goto(f"{site}/documents/{richest[0].id}")
    settled(page)
    link = page.locator("#text a[data-marks]").nth(2)
    id = str(link.get_attribute("href")).rsplit("/", 1)[-1]
    link.focus()
    page.keyboard.press("Enter")
    head = page.locator("#opened h2")
    expect(head).to_be_focused()
    whole(page)
    page.keyboard.press("Escape")
    expect(page.locator("#panel")).to_be_hidden()
    expect(link).to_be_focused()
    assert urlsplit(page.url).fragment == ""
    assert page.evaluate(HELD) == ""
    # The list beside the text leads there too.
    listed = page.locator(f"#found [data-opens='{id}']")
    listed.click()
    expect(head).to_be_focused()
    page.locator("#close").click()
    expect(page.locator("#panel")).to_be_hidden()
    expect(listed).to_be_focused()
    clean(page)


def test_each_claim_and_statement_is_met_once_by_the_tab_key(
    site: str, page: Page, richest: tuple[Document, tuple[Claim, ...]]
) -> None:
    page.goto(f"{site}/documents/{richest[0].id}")
    stops = page.locator("#text a[data-marks][href]:not([tabindex='-1'])")
    hrefs = [stops.nth(i).get_attribute("href") for i in range(stops.count())]
    assert len(hrefs) == len(set(hrefs)) > 3
    assert page.locator("#text span[tabindex]").count() == 0


def test_a_toggle_hides_a_kind_and_is_in_the_address(
    site: str, page: Page, richest: tuple[Document, tuple[Claim, ...]]
) -> None:
    document, _ = richest
    page.goto(f"{site}/documents/{document.id}")
    only = page.locator("#text .k-claim:not(.k-statement)").first
    line = "e => getComputedStyle(e).borderBottomStyle"
    assert only.evaluate(line) == "solid"
    page.get_by_label("claims").uncheck()
    assert only.evaluate(line) == "none"
    assert parse_qs(urlsplit(page.url).query)["marks"] == ["statements,actors,dates,places"]
    only.click()
    page.wait_for_timeout(200)
    expect(page.locator("#panel")).to_be_hidden()
    page.reload()
    expect(page.get_by_label("claims")).not_to_be_checked()
    assert page.locator("#text a[href^='/claims/']").count() == 0
    page.get_by_label("claims").check()
    assert "marks" not in parse_qs(urlsplit(page.url).query)
    only.click()
    expect(page.locator("#panel")).to_be_visible()
    clean(page)


def test_an_address_that_points_to_a_claim_shows_it(
    site: str, open_page: Callable[..., Page], richest: tuple[Document, tuple[Claim, ...]]
) -> None:
    document, claims = richest
    last = max(claims, key=lambda c: c.predicate)
    page = open_page(viewport=PHONE)
    page.goto(f"{site}/documents/{document.id}#{last.id}")
    settled(page)
    assert page.evaluate(HELD) == words_of(last.spans, document.text)
    expect(page.locator("#text .held").first).to_be_in_viewport()
    other = min(claims, key=lambda c: c.predicate)
    page.evaluate(f"location.hash = '{other.id}'")
    page.wait_for_function(f"({HELD})() !== {words_of(last.spans, document.text)!r}")
    assert page.evaluate(HELD) == words_of(other.spans, document.text)
    clean(page)


def test_to_point_at_a_word_lights_its_whole_claim(
    site: str, page: Page, richest: tuple[Document, tuple[Claim, ...]]
) -> None:
    document, claims = richest
    page.goto(f"{site}/documents/{document.id}")
    split = next(c for c in claims if len(c.spans) > 2)
    page.locator(f"#text [data-marks^='{split.id}']").last.hover()
    assert page.evaluate(LIT) == words_of(split.spans, document.text)
    page.locator("h1").hover()
    assert page.evaluate(LIT) == ""


def test_a_claim_within_a_statement_opens_from_its_panel_on_a_phone_too(
    site: str, sample_record: Path, open_page: Callable[..., Page], keep: Callable[[Page, str], None]
) -> None:
    with communique.open(sample_record) as record:
        claim = next(c for c in record.claims() if c.statement)
    page = open_page(viewport=PHONE, color_scheme="dark")
    page.goto(f"{site}/documents/{claim.document}")
    page.locator(f"#found [data-opens='{claim.statement}']").click()
    inner = page.locator(f"#opened [data-opens='{claim.id}']")
    expect(inner).to_be_visible()
    keep(page, "document panel phone dark")
    whole(page)
    inner.click()
    expect(page.locator(f"#opened a.id[href$='{claim.id}']")).to_be_attached()
    page.keyboard.press("Escape")
    expect(page.locator(f"#found [data-opens='{claim.statement}']")).to_be_focused()
    clean(page)
