"""Every page on news that would like to be programs: shown as the words they are, and nothing of them runs."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlencode

import hostile
import pytest
from browsing import DESKTOP, PHONE, clean, settled, whole
from playwright.sync_api import Page
from walk import BY_HAND, KINDS, Walked, walk

import communique

# What a form asks for, with words of the articles in it.
ASKED = {
    **BY_HAND,
    "/search": "/search?" + urlencode({"q": f"{hostile.PAYLOADS['image']} {hostile.PAYLOADS['template']} Beijing"}),
}
MOST_PAGES = 2  # of each kind
# No page of ours has any of these, whatever it shows.
NEVER = (
    "img[src='x']",
    "iframe",
    "object",
    "embed",
    "base",
    "svg[onload]",
    "script:not([src])",
    "[onerror], [onload], [onclick], [onfocus]",
    "a[href^='javascript:' i], a[href^='data:' i]",
    "[hx-on\\:click], [data-hx-post]",
    "b[hx-get]",
    "input[autofocus][onfocus]",
)


@pytest.fixture(scope="session")
def hostile_site(serve: Callable[..., str], hostile_record: Path) -> str:
    return serve(hostile_record)


@pytest.fixture(scope="session")
def hostile_walk(hostile_site: str) -> Walked:
    return walk(hostile_site, ASKED)


@pytest.fixture(scope="session")
def texts(hostile_record: Path) -> str:
    with communique.open(hostile_record) as record:
        documents = record.documents()
        return "\n".join(f"{d.text}\n{d.title}\n{d.uri}\n{d.source.name if d.source else ''}" for d in documents)


@pytest.mark.parametrize("payload", [*hostile.PAYLOADS.values(), hostile.LONG], ids=[*hostile.PAYLOADS, "long"])
def test_a_hostile_text_is_in_the_record(payload: str, texts: str) -> None:
    assert payload in texts


def test_the_hostile_record_has_something_for_every_page(hostile_record: Path) -> None:
    with communique.open(hostile_record) as record:
        counts = record.counts()
        texts = {d.id: d.text for d in record.documents()}
        assert min(counts[n] for n in ("documents", "claims", "statements", "events", "contradictions")) >= 2
        said = [span.of(texts[s.document]) for s in record.statements() for span in s.content_spans]
        unsaid = {name for name, p in hostile.PAYLOADS.items() if not any(p in words for words in said)}
        assert unsaid <= {"single"}  # its own quotation mark ends the speech that it stands in
        assert any("<" in name for a in record.actors() for name in a.names)
        assert any(hostile.LONG.lower() in a.id for a in record.actors())
        told_apart = {c for x in record.contradictions() for v in x.values for c in v.claims}
        assert len({c.document for c in record.claims(ids=sorted(told_apart))}) >= 2
        (judged,) = record.judgements()
        assert judged.by == hostile.PAYLOADS["image"]


def test_no_link_of_an_article_becomes_one_of_ours(hostile_walk: Walked) -> None:
    assert "\n".join(hostile_walk.faults) == ""
    assert [f for f in hostile_walk.foreign if not f.startswith(("http://", "https://"))] == []


@pytest.mark.parametrize("kind", KINDS)
def test_nothing_of_an_article_runs(
    kind: str,
    hostile_walk: Walked,
    hostile_site: str,
    open_page: Callable[..., Page],
    keep: Callable[[Page, str], None],
) -> None:
    found = hostile_walk.found.get(kind, [])[:MOST_PAGES]
    assert found, f"no link leads to {kind}"
    for n, address in enumerate(found):
        page = open_page(viewport=DESKTOP if n else PHONE)
        answer = page.goto(hostile_site + address)
        settled(page)
        keep(page, f"hostile {kind.strip('/') or 'home'} {n}")
        assert answer is not None and answer.status == 200, address[:200]
        clean(page)
        assert page.evaluate("window.__pwned") is None
        assert {selector: page.locator(selector).count() for selector in NEVER} == dict.fromkeys(NEVER, 0)
        assert not any(c in page.content() for c in "\x00\x07\x1b\x7f\u202e\u2067")
        assert "49" not in page.title()
        whole(page)
        page.close()
