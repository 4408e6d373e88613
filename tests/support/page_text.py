"""The pages of single things as a test reads them: the text with what lies on it, and what a page says in words."""

from __future__ import annotations

from html.parser import HTMLParser
from pathlib import Path

from lxml import html
from starlette.testclient import TestClient

from communique.model.values import Span
from communique.views.server.app import make_app

VOID = {"input", "br", "meta", "link", "img", "hr"}


class Page(HTMLParser):
    """A page as a browser takes it: the text inside the element with the id ``text``, and which ids lie on it."""

    def __init__(self, source: str, inside: str = "text") -> None:
        super().__init__(convert_charrefs=True)
        self.text, self.under = "", dict[str, list[int]]()
        self.links: list[str] = []
        self._inside, self._open = inside, list[tuple[str, list[str]]]()
        self.feed(source)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        if self._open or found.get("id") == self._inside:
            ids = (found.get("data-marks") or "").split()
            if tag not in VOID:
                self._open.append((tag, ids))
            if tag == "a" and ids:
                self.links.append((found.get("href") or "").rsplit("/", 1)[-1])

    def handle_endtag(self, tag: str) -> None:
        if self._open:
            assert self._open.pop()[0] == tag

    def handle_data(self, data: str) -> None:
        if self._open:
            for _, ids in self._open:
                for id in ids:
                    self.under.setdefault(id, []).extend(range(len(self.text), len(self.text) + len(data)))
            self.text += data


def positions(spans: tuple[Span, ...]) -> list[int]:
    return sorted({i for span in spans for i in range(*span)})


def client_of(path: Path, *, read_only: bool = False) -> TestClient:
    return TestClient(make_app(path, read_only=read_only), base_url="http://127.0.0.1", follow_redirects=False)


def words(element: html.HtmlElement) -> str:
    return " ".join(" ".join(element.itertext()).split())


def shown(answer: str) -> str:
    return words(html.document_fromstring(answer).xpath("//main")[0])
