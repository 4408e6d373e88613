"""The watch itself: what no page of ours may do is seen when a page does it."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from browsing import PHONE, axe, clean, serving_app, settled, watched, wider_than_the_screen
from playwright.sync_api import Page
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route

from communique.views.door.headers import CSP, Wrapped
from communique.views.web.shell import static_folder

GOOD = "<h1>Good</h1><p>Nothing to see.</p>"
BODIES = {
    "good": GOOD,
    "inline script": f"{GOOD}<script>window.__pwned = 1</script>",
    "inline style": f'{GOOD}<p style="color: red">red</p>',
    "handler": f'{GOOD}<img src="/icon.svg" alt="" onload="window.__pwned = 1">',
    "elsewhere": f'{GOOD}<img src="http://elsewhere.example/x.png" alt="">',
    "missing": f'{GOOD}<img src="/missing.png" alt="">',
    "pale": f'{GOOD}<link rel="stylesheet" href="/pale.css"><p class="pale">hardly to be read</p>',
    "nameless": f'{GOOD}<form><input name="q"></form>',
    "wide": f"{GOOD}<pre>{'wide ' * 200}</pre>",
    "says so": f'{GOOD}<script src="/complains.js"></script>',
    "breaks": f'{GOOD}<script src="/breaks.js"></script>',
    "asks": f'{GOOD}<script src="/asks.js"></script>',
}
FILES = {
    "pale.css": ("text/css", ".pale { color: #ccc; background: #fff }"),
    "complains.js": ("text/javascript", "console.warn('not well')"),
    "breaks.js": ("text/javascript", "nothing.at.all()"),
    "asks.js": ("text/javascript", "alert('sure?')"),
}


def _answer(request: Request) -> Response:
    name = request.path_params["name"]
    if name == "icon.svg":
        return Response((static_folder() / "icon.svg").read_bytes(), media_type="image/svg+xml")
    if name in FILES:
        return Response(FILES[name][1], media_type=FILES[name][0])
    if name not in BODIES:
        return Response("", status_code=404)
    head = f'<html lang="en"><meta charset="utf-8"><title>{name}</title><link rel="icon" href="/icon.svg">'
    return HTMLResponse(f"<!DOCTYPE html>{head}<body><main>{BODIES[name]}</main></body></html>")


@pytest.fixture(scope="module")
def site() -> Iterator[str]:
    app = Starlette(routes=[Route("/{name}", _answer)])
    app.add_middleware(Wrapped)
    with serving_app(app) as address:
        yield address


def test_a_good_page_passes(site: str, page: Page) -> None:
    answer = page.goto(f"{site}/good")
    settled(page)
    assert answer is not None and answer.headers["content-security-policy"] == CSP
    clean(page)
    assert axe(page) == []
    assert wider_than_the_screen(page) == []


@pytest.mark.parametrize("name", ["inline script", "inline style", "handler"])
def test_what_the_policy_forbids_is_told_and_does_not_happen(name: str, site: str, page: Page) -> None:
    page.goto(f"{site}/{name}")
    settled(page)
    assert len(watched(page).refused) == 1
    assert page.evaluate("window.__pwned") is None
    with pytest.raises(AssertionError):
        clean(page)


@pytest.mark.parametrize(
    ("name", "seen"),
    [
        ("elsewhere", lambda w: w.said and w.refused),
        ("missing", lambda w: "404" in w.said[0]),
        ("says so", lambda w: w.said == ["warning: not well"]),
        ("breaks", lambda w: "nothing is not defined" in w.faults[0]),
        ("asks", lambda w: w.dialogs == ["alert: sure?"]),
    ],
)
def test_what_goes_wrong_is_told(name: str, seen: Callable[..., object], site: str, page: Page) -> None:
    page.goto(f"{site}/{name}")
    settled(page)
    assert seen(watched(page))
    with pytest.raises(AssertionError):
        clean(page)


def test_an_address_elsewhere_is_told_and_not_reached(site: str, page: Page) -> None:
    page.goto(f"{site}/good")
    page.evaluate("() => { location.href = 'http://elsewhere.example/' }")
    page.wait_for_timeout(300)
    assert watched(page).elsewhere(site) == ["http://elsewhere.example/"]
    assert "ERR_NAME_NOT_RESOLVED" in watched(page).failed[0]


@pytest.mark.parametrize(("name", "rule"), [("pale", "color-contrast"), ("nameless", "label")])
def test_what_shuts_people_out_is_told(name: str, rule: str, site: str, page: Page) -> None:
    page.goto(f"{site}/{name}")
    settled(page)
    assert [line.split(":")[0] for line in axe(page)] == [rule]


def test_a_page_too_wide_for_a_phone_is_told(site: str, open_page: Callable[..., Page]) -> None:
    page = open_page(viewport=PHONE)
    page.goto(f"{site}/wide")
    assert wider_than_the_screen(page)[-1].startswith("<pre>wide")
