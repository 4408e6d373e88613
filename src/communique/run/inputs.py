"""From what a user names (files, folders, addresses) to the pages in it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from communique import settings
from communique.errors import UsageError
from communique.model.records import Given
from communique.model.values import EARLIEST, LATEST
from communique.sources.base import Item
from communique.sources.desk import ReadingDesk
from communique.sources.files import FileFetcher
from communique.sources.given import is_web

__all__ = ["COLUMNS", "check_given", "fetching", "is_there", "is_web"]

COLUMNS = ("text", "html", "title", "uri", "source", "published", "language", "seen")
"""The fields of an article that the columns of a table may hold."""


def check_given(published: dt.date | None, columns: Mapping[str, str]) -> None:
    """Refuse what cannot be meant.

    Raises:
        UsageError: a day out of range, or a column for a field that articles do not have.
    """
    if published is not None and not EARLIEST <= published <= LATEST:
        raise UsageError(
            f"the day {published} is out of range", f"give one from {EARLIEST.year} to {LATEST.year}, or none"
        )
    for name in columns:
        if name not in COLUMNS:
            raise UsageError(f"articles have no field {name}", f"one of: {', '.join(COLUMNS)}")


def is_there(where: str) -> bool:
    """True for a web address, and for a path at which something is, also where the system does not let us see what."""
    try:
        return is_web(where) or Path(where).exists()
    except OSError:  # no right to look, a name that is too long: the reader of files says which
        return True


def fetching(
    given: Given, columns: Mapping[str, str], *, online: bool, private: bool
) -> Callable[[str], Iterator[Item]]:
    """What reads a path or an address. The network is there only if ``online``, private addresses if ``private``."""
    if not online:
        return FileFetcher(ReadingDesk(given, columns=columns)).fetch
    from communique.sources.web.fetcher import WebFetcher
    from communique.sources.web.http import Web  # most builds never need it

    web = Web(settings.now, allow_private=private)
    desk = ReadingDesk(given, columns=columns, web=web)
    files, pages = FileFetcher(desk), WebFetcher(desk, web)
    return lambda where: (pages if is_web(where) else files).fetch(where)
