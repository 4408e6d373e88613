"""A real browser that watches the pages it opens, and a real server for it to ask."""

from __future__ import annotations

import os
import shutil
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import axe_playwright_python
import uvicorn
from playwright.sync_api import ConsoleMessage, Page, ViewportSize
from starlette.types import ASGIApp as ASGIApplication

from communique.views.server.app import make_app

DESKTOP = ViewportSize(width=1280, height=900)
PHONE = ViewportSize(width=390, height=844)
ARGUMENTS = (
    "--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking"
    " --disable-component-update --disable-sync"
).split()
# Were a page to name another machine, nothing would be asked there: the name is not found, and the watch tells.
ONLY_HERE = "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"
AXE_TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
_TELL_REFUSED = """
document.addEventListener('securitypolicyviolation', (e) =>
  window.__refused(`${e.effectiveDirective} ${e.blockedURI} at ${e.sourceFile}:${e.lineNumber} ${e.sample}`));
"""


def chromium() -> str | None:
    """The browser of this machine, if it has one."""
    names = ("chromium", "chromium-browser", "google-chrome")
    return os.environ.get("COMMUNIQUE_CHROMIUM") or next((found for n in names if (found := shutil.which(n))), None)


@dataclass
class Watch:
    """What happened on a page since it was opened, whatever addresses it went through."""

    said: list[str] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)
    failed: list[str] = field(default_factory=list)
    dialogs: list[str] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)

    def elsewhere(self, origin: str) -> list[str]:
        """The addresses that were asked and are not of ``origin``."""
        inside = ("data:", "blob:", "about:")
        return [a for a in self.asked if not a.startswith(inside) and origin_of(a) != origin]


_WATCHES: dict[Page, Watch] = {}


def origin_of(address: str) -> str:
    parts = urlsplit(address)
    return f"{parts.scheme}://{parts.netloc}"


def watch(page: Page) -> Watch:
    """Begin to watch a page that has not gone anywhere yet."""
    seen = _WATCHES[page] = Watch()

    def on_console(message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            seen.said.append(f"{message.type}: {message.text}")

    def on_dialog(dialog: Any) -> None:
        seen.dialogs.append(f"{dialog.type}: {dialog.message}")
        dialog.dismiss()

    page.on("console", on_console)
    page.on("pageerror", lambda e: seen.faults.append(str(e)))
    page.on("dialog", on_dialog)
    page.on("requestfailed", lambda r: seen.failed.append(f"{r.method} {r.url}: {r.failure}"))
    page.on("request", lambda r: seen.asked.append(r.url))
    page.on("websocket", lambda w: seen.asked.append(w.url))
    page.expose_function("__refused", lambda told: seen.refused.append(told))
    page.add_init_script(_TELL_REFUSED)
    return seen


def unwatch(page: Page) -> None:
    _WATCHES.pop(page, None)


def watched(page: Page) -> Watch:
    """What was seen on ``page`` until now."""
    page.evaluate("0")  # lets reports that are on their way come in
    return _WATCHES[page]


def clean(page: Page, *, status: int = 200) -> None:
    """Nothing was complained about, and nobody but the page's own server was asked.

    Args:
        page: a watched page.
        status: what the page itself was answered with; the browser tells of a failure once.
    """
    seen = watched(page)
    told = f"error: Failed to load resource: the server responded with a status of {status}" if status >= 400 else None
    wrong = {
        "said": [line for n, line in enumerate(seen.said) if n or told is None or line.split(" (")[0] != told],
        "faults": seen.faults,
        "refused by the policy": seen.refused,
        "failed": seen.failed,
        "dialogs": seen.dialogs,
        "asked elsewhere": seen.elsewhere(origin_of(page.url)),
    }
    if complaints := {what: lines for what, lines in wrong.items() if lines}:
        raise AssertionError(f"{page.url}: {complaints}")
    assert seen.asked, "the page was never opened"


@cache
def _axe_source() -> str:
    return (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text(encoding="utf-8")


def axe(page: Page, without: tuple[str, ...] = ()) -> list[str]:
    """What axe-core finds wrong with the page as it stands (WCAG 2.2 A and AA), a line per rule and place.

    The policy of the page stays on: the browser runs axe as its own words, not as the page's.
    """
    page.evaluate(_axe_source())
    options = {"runOnly": AXE_TAGS, "resultTypes": ["violations"], "rules": {w: {"enabled": False} for w in without}}
    found = page.evaluate("(options) => axe.run(document, options)", options)
    return [
        f"{v['id']}: {v['help']} -- {' '.join(map(str, node['target']))} {node['html'][:160]} ({_why(node)})"
        for v in found["violations"]
        for node in v["nodes"][:5]
    ]


def _why(node: dict[str, Any]) -> str:
    checks = [*node["any"], *node["all"], *node["none"]]
    return "; ".join(check["message"] for check in checks[:2])


def settled(page: Page) -> None:
    """Wait until the page has asked for all it wants and drawn it."""
    page.wait_for_load_state("networkidle")
    page.evaluate("() => new Promise((go) => requestAnimationFrame(() => requestAnimationFrame(go)))")


def wider_than_the_screen(page: Page) -> list[str]:
    """What makes the page scroll sideways: nothing, or the elements that reach beyond the right edge."""
    found = page.evaluate(
        """() => {
          const root = document.scrollingElement, edge = root.clientWidth;
          if (root.scrollWidth <= edge) return [];
          const spills = (e) => getComputedStyle(e).overflowX === 'visible' && e.scrollWidth > e.clientWidth + 1;
          const beyond = (e) => e.getBoundingClientRect().right > edge + 1 || spills(e);
          const told = [...document.body.querySelectorAll('*')].filter(beyond);
          return [`${root.scrollWidth} > ${edge}`, ...told.slice(-5).map((e) => e.outerHTML.slice(0, 120))];
        }"""
    )
    return [str(f) for f in found]


def squeezed(page: Page) -> list[str]:
    """Cells of tables in which words stand one letter below the other."""
    found = page.evaluate(
        "() => [...document.querySelectorAll('main td, main th')]"
        ".filter((c) => !(c.closest('thead') && getComputedStyle(c.closest('thead')).position === 'absolute'))"
        ".filter((c) => c.innerText.trim() && c.clientWidth < 40 && c.clientHeight > 4 * Math.max(c.clientWidth, 24))"
        ".map((c) => `${c.clientWidth} by ${c.clientHeight}: ${c.innerText.slice(0, 60)}`)"
    )
    return [str(f) for f in found]


def whole(page: Page) -> None:
    """Whatever is opened has one heading, one main part, a title, a language, and nothing that shuts people out."""
    counts = {name: page.locator(name).count() for name in ("h1", "main", "html[lang]")}
    assert set(counts.values()) == {1}, f"{page.url}: {counts}"
    assert page.locator("h1").inner_text().strip(), f"{page.url}: the heading says nothing"
    assert page.title().split("·")[0].strip(), f"{page.url}: no title"
    wide, shut = wider_than_the_screen(page), axe(page)
    assert not wide, f"{page.url} scrolls sideways: {wide}"
    narrow = squeezed(page)
    assert not narrow, f"{page.url} has no room for {narrow}"
    assert not shut, f"{page.url}:\n" + "\n".join(shut)


@contextmanager
def serving_app(app: ASGIApplication) -> Iterator[str]:
    """Serve an application on a free port of this machine; gives the address, without a slash at the end."""
    door = socket.socket()
    door.bind(("127.0.0.1", 0))
    server = uvicorn.Server(uvicorn.Config(app, log_level="warning", access_log=False, lifespan="auto", ws="none"))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [door]}, daemon=True)
    thread.start()
    try:
        until = time.monotonic() + 20
        while not server.started:
            assert thread.is_alive() and time.monotonic() < until, "the server did not start"
            time.sleep(0.02)
        yield f"http://127.0.0.1:{door.getsockname()[1]}"
    finally:
        server.should_exit = True
        thread.join(10)
        door.close()


@contextmanager
def serving(path: Path, *, token: str | None = None, read_only: bool = False) -> Iterator[str]:
    """Serve the record at ``path`` as `communique serve` does; gives the address."""
    with serving_app(make_app(path, token=token, read_only=read_only)) as address:
        yield address
