"""What every reader of files and network hands over: raw pages, and notes on what it had to leave out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal, Protocol, TypeAlias

from communique.model.records import Given, Skipped

MediaType: TypeAlias = Literal["text/plain", "text/html"]


@dataclass(frozen=True, slots=True)
class RawPage:
    """One page as it was found: its address, its bytes untouched, what kind it is, and what was given with it."""

    uri: str
    content: bytes
    media_type: MediaType
    given: Given = field(default_factory=Given)


Item: TypeAlias = RawPage | Skipped


class Fetcher(Protocol):
    """One way of getting pages."""

    def fetch(self, where: str) -> Iterator[Item]:
        """All pages at ``where`` in a fixed order. An item that cannot be had comes as ``Skipped``; none raises."""
        ...
