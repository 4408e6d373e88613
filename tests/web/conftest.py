"""Pages in a real browser: Debian's chromium through Playwright, which brings none of its own."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Literal, Protocol, TypeAlias

import hostile
import pytest
from browsing import ARGUMENTS, DESKTOP, ONLY_HERE, chromium, serving, unwatch, watch
from playwright.sync_api import Browser, Page, ViewportSize, sync_playwright

import communique
from communique import settings

NO_BROWSER = "no chromium here: install it, or name it in COMMUNIQUE_CHROMIUM"
Scheme: TypeAlias = Literal["light", "dark"]


class Serve(Protocol):
    def __call__(self, path: Path, *, token: str | None = None, read_only: bool = False) -> str: ...


class OpenPage(Protocol):
    def __call__(self, *, color_scheme: Scheme = "light", viewport: ViewportSize = DESKTOP) -> Page: ...


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    found = chromium()
    if found is None:
        (pytest.fail if os.environ.get("CI") else pytest.skip)(NO_BROWSER)
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=found, args=[*ARGUMENTS, ONLY_HERE])
        yield started
        started.close()


@pytest.fixture(scope="session")
def sample_record(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The shipped sample, built once. Whoever writes takes a copy."""
    path = tmp_path_factory.mktemp("sample") / "sample.record"
    with communique.create(path) as record:
        record.build([str(settings.sample_folder())])
    return path


@pytest.fixture(scope="session")
def hostile_record(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Articles full of HTML and scripts that are news all the same."""
    return hostile.build(tmp_path_factory.mktemp("hostile"))


@pytest.fixture(scope="session")
def serve() -> Iterator[Serve]:
    """Serves a record until the end of all tests and gives the base address; the same record is served once."""
    with ExitStack() as stack:
        running: dict[tuple[Path, str | None, bool], str] = {}

        def serve(path: Path, *, token: str | None = None, read_only: bool = False) -> str:
            how = (path, token, read_only)
            if how not in running:
                running[how] = stack.enter_context(serving(path, token=token, read_only=read_only))
            return running[how]

        yield serve


@pytest.fixture
def open_page(browser: Browser) -> Iterator[OpenPage]:
    """Opens watched pages, each in a context of its own: `clean(page)` tells what happened on it."""
    with ExitStack() as stack:

        def open_page(*, color_scheme: Scheme = "light", viewport: ViewportSize = DESKTOP) -> Page:
            context = browser.new_context(
                color_scheme=color_scheme, viewport=viewport, locale="en-GB", timezone_id="UTC"
            )
            stack.callback(context.close)
            page = context.new_page()
            stack.callback(unwatch, page)
            watch(page)
            return page

        yield open_page


@pytest.fixture
def page(open_page: OpenPage) -> Page:
    """A watched page on a desktop, light."""
    return open_page()


@pytest.fixture(scope="session")
def keep(tmp_path_factory: pytest.TempPathFactory) -> Callable[[Page, str], None]:
    """Keeps a screenshot of the whole page under a name, in the folder COMMUNIQUE_SCREENSHOTS or pytest's own."""
    named = os.environ.get("COMMUNIQUE_SCREENSHOTS")
    folder = Path(named) if named else tmp_path_factory.mktemp("screenshots")
    folder.mkdir(parents=True, exist_ok=True)

    def keep(page: Page, name: str) -> None:
        page.screenshot(path=folder / f"{re.sub(r'[^a-z0-9]+', '_', name.lower()).strip('_')}.png", full_page=True)

    return keep
