"""Formats that leave the house, by name. Each gives text lines without line ends."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from communique.errors import UsageError
from communique.views.exports import jsonl
from communique.views.reader import Reader

Exporter = Callable[[Reader], Iterator[str]]
FORMATS: Mapping[str, Exporter] = {"jsonl": jsonl.lines}


def exporter(name: str) -> Exporter:
    """The exporter of a format.

    Raises:
        UsageError: no format has this name.
    """
    try:
        return FORMATS[name.lower()]
    except KeyError:
        raise UsageError(f"no export format {name!r}", f"there is: {', '.join(sorted(FORMATS))}") from None
