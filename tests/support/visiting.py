"""Pages as a program reads them: what is asked, and the words, links and fields of the answer."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from lxml import html
from starlette.testclient import TestClient

from communique.views.server.app import make_app


class Page:
    """One answer: its status, its HTML, and what a reader sees of it."""

    def __init__(self, status: int, source: str) -> None:
        self.status, self.source = status, source
        self.tree = html.fromstring(source)

    @property
    def main(self) -> str:
        """The words of the content, blanks folded, without what only forms and lists to choose from have."""
        return " ".join(
            " ".join(self.tree.xpath("//main//text()[not(ancestor::select or ancestor::datalist)]")).split()
        )

    def links(self, within: str = "//main") -> list[str]:
        """Where the links lead, in their order."""
        return [str(found) for found in self.tree.xpath(f"{within}//a/@href")]

    def texts(self, path: str) -> list[str]:
        """The words of each element that an XPath finds."""
        return [" ".join(" ".join(found.itertext()).split()) for found in self.tree.xpath(path)]

    def value(self, name: str) -> str:
        """What stands in the first field of this name in the content."""
        return str(self.tree.xpath(f"//main//*[@name='{name}']")[0].get("value") or "")


class Visitor:
    """Asks for pages; redirects are not followed."""

    def __init__(self, client: TestClient) -> None:
        self.client = client

    def __call__(self, address: str, status: int = 200, /, **query: str | list[str]) -> Page:
        answer = self.client.get(address, params=query or None)
        assert answer.status_code == status, f"{address}: {answer.status_code}"
        return Page(answer.status_code, answer.text)

    def moved(self, address: str, /, **query: str) -> str:
        """Where a redirect leads."""
        answer = self.client.get(address, params=query or None)
        assert answer.status_code in (302, 303, 307, 308), f"{address}: {answer.status_code}"
        return answer.headers["location"]

    def through(self, address: str, path: str, most: int = 20) -> list[list[str]]:
        """What an XPath finds on a page and on each that its link to the next part leads to."""
        parts = []
        for _ in range(most):
            page = self(address)
            parts.append([str(one) for one in page.tree.xpath(path)])
            further = page.tree.xpath("//a[@rel='next']/@href")
            if not further:
                return parts
            address = str(further[0])
        raise AssertionError(f"more than {most} parts")


@contextmanager
def visiting(path: Path) -> Iterator[Visitor]:
    """A visitor of the pages of the record at ``path``."""
    with TestClient(make_app(path), base_url="http://127.0.0.1", follow_redirects=False) as client:
        yield Visitor(client)
