"""Long lists in parts: a cursor is the key of the last row that was seen, so that rows that come or go meanwhile move
nothing, and no row is seen twice or missed.
"""

from __future__ import annotations

import base64
import binascii
import json
from collections.abc import Callable, Sequence
from typing import Generic, TypeVar

from typing_extensions import TypedDict

from communique.errors import UsageError

T = TypeVar("T")
Key = tuple[str, str]
"""The key of a row in its list: what it is ordered by, then its id."""

USUAL, MOST = 50, 500
"""How many rows a part holds, and how many it may be asked to hold."""


class Part(TypedDict, Generic[T]):
    """A part of a list; ``next`` is the cursor of the part after it, None at the end."""

    items: list[T]
    next: str | None


def cursor_of(key: Key) -> str:
    """The cursor that leads on behind ``key``: text that an address can hold as it is."""
    return base64.urlsafe_b64encode(json.dumps(key, ensure_ascii=False).encode()).decode().rstrip("=")


def key_of(cursor: str | None) -> Key | None:
    """The key that a cursor stands for; None for none.

    >>> key_of(cursor_of(("2022-07-05", "e-1")))
    ('2022-07-05', 'e-1')

    Raises:
        UsageError: it is no cursor of ours.
    """
    if not cursor:
        return None
    try:
        found = json.loads(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
    except (ValueError, binascii.Error, RecursionError):
        found = None
    if not isinstance(found, list) or len(found) != 2 or not all(map(_is_text, found)):
        raise UsageError("this is no cursor of this list", "take it from next of the part before, or leave it out")
    return found[0], found[1]


def _is_text(one: object) -> bool:
    """True for text that a record can hold: JSON can spell halves of characters, which nothing can."""
    return isinstance(one, str) and not any("\ud800" <= c <= "\udfff" for c in one)


def part(
    keys: Callable[[Key | None, int], Sequence[Key]],
    rows: Callable[[list[str]], list[T]],
    *,
    cursor: str | None = None,
    limit: int = USUAL,
) -> Part[T]:
    """The part of a list that begins behind ``cursor``.

    Args:
        keys: the keys behind a key, at most so many, in the order of the list.
        rows: the rows with these ids, in the order of the ids.
        cursor: as `cursor_of` made it, or None for the beginning.
        limit: how many rows at most.

    Raises:
        UsageError: no cursor of ours.
    """
    found = list(keys(key_of(cursor), limit + 1))
    shown = found[:limit]
    return Part(
        items=rows([id for _, id in shown]) if shown else [],
        next=cursor_of(shown[-1]) if shown and len(found) > limit else None,
    )
