"""Hands each blob to the reader of its format, and knows what may be read how far."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from communique.errors import RunError
from communique.model.records import Given, Skipped
from communique.sources.base import Blob, Item, Limits, RawPage, told
from communique.sources.formats import SNIFFED, recognise, suffix_of
from communique.sources.given import both

_FORMATS_TOLD = "see communique sources for the formats that are read"
_OFFLINE = "named in a feed or site map; --follow fetches what those in files name"


@dataclass(frozen=True, slots=True)
class ReadingDesk:
    """The one `Desk`.

    Args:
        given: what the user says about all pages; what is said beside a page itself counts more.
        limits: how much is read.
        columns: the user's names of the columns of tables.
        web: how pages are had from the network; None where it may not be used.
    """

    given: Given = field(default_factory=Given)
    limits: Limits = field(default_factory=Limits)
    columns: Mapping[str, str] = field(default_factory=dict)
    web: Callable[[str], Blob | Skipped] | None = None
    _followed: set[str] = field(default_factory=set)

    def read(self, blob: Blob) -> Iterator[Item]:
        """What is in a blob. Reasons of its own: ``format``, ``nested``, ``unreadable``, ``failed``."""
        try:
            yield from self._read(blob)
        except RunError:
            raise
        except Exception as error:  # no reader should raise; where one does, only this blob must be lost
            yield Skipped(blob.uri, "failed", f"{type(error).__name__}: {told(error)}")

    def _read(self, blob: Blob) -> Iterator[Item]:
        if blob.depth > self.limits.depth:
            yield Skipped(blob.uri, "nested", f"archives within archives, more than {self.limits.depth} deep")
            return
        try:
            with blob.open() as stream:
                head = stream.read(SNIFFED)
        except (OSError, EOFError) as error:
            yield Skipped(blob.uri, "unreadable", told(error))
            return
        found = recognise(blob.name, head, blob.content_type)
        if found is None:
            kind = suffix_of(blob.name) or blob.content_type or "no suffix"
            yield Skipped(blob.uri, "format", f"{kind}: {_FORMATS_TOLD}")
            return
        for item in found.load()(blob, self):
            yield replace(item, given=both(item.given, self.given)) if isinstance(item, RawPage) else item

    def follow(self, uri: str, given: Given, depth: int) -> Iterator[Item]:
        """What is at a web address; nothing when it was followed before.

        Reasons of its own: ``offline``, ``nested``, and those of `http.Web`.
        """
        if uri in self._followed:
            return  # two feeds may name one article, and a feed may name itself
        self._followed.add(uri)
        if depth > self.limits.depth:
            yield Skipped(uri, "nested", f"feeds that name feeds, more than {self.limits.depth} deep")
            return
        if self.web is None:
            yield Skipped(uri, "offline", _OFFLINE)
            return
        got = self.web(uri)
        if isinstance(got, Skipped):
            yield got
            return
        yield from self.read(replace(got, given=both(given, got.given), depth=depth))
