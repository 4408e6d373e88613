"""Articles, feeds and site maps named by their web addresses."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from communique.model.records import Skipped
from communique.sources.base import Blob, Desk, Item


@dataclass(frozen=True, slots=True)
class WebFetcher:
    """Reads what is at a web address: a page, or a feed or site map and what it names.

    Args:
        desk: hands what comes to the reader of its format.
        web: gets one address; `http.Web`, whose reasons for what it skips come through.
    """

    desk: Desk
    web: Callable[[str], Blob | Skipped]

    def fetch(self, where: str) -> Iterator[Item]:
        """The pages at ``where`` in the order in which the server names them."""
        got = self.web(where)
        if isinstance(got, Skipped):
            yield got
        else:
            yield from self.desk.read(got)
