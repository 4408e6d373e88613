"""The filters of a list as its page shows them: what can be chosen, what is in force, and the way out of each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from typing import NamedTuple

from starlette.requests import Request

from communique import api
from communique.views.brief import StateRef
from communique.views.dates import day_text, parse_day
from communique.views.door.asking import query
from communique.views.render.plain import shorten


class Chip(NamedTuple):
    """A filter in force: what it lets through, and the address of the page without it."""

    words: str
    without: str


def chips(request: Request, told: Mapping[str, str], states: Sequence[StateRef] = ()) -> list[Chip]:
    """The filters in force, states first.

    Args:
        request: whose address has them.
        told: for each key of the query that is in force, what it lets through, in words.
        states: those that are asked for under ``state``.
    """
    found = [Chip(one["name"], without(request, state=[s["code"] for s in states if s is not one])) for one in states]
    return found + [Chip(shorten(words, 60), without(request, **{key: None})) for key, words in told.items() if words]


def without(request: Request, **changed: object) -> str:
    """The address of the page with other values for some keys, from its first part on."""
    kept: dict[str, object] = {key: request.query_params.getlist(key) for key in request.query_params}
    kept.pop("cursor", None)
    told = query(**{**kept, **changed})
    return f"{request.url.path}?{told}" if told else request.url.path


def period_words(since: str | None, until: str | None) -> dict[str, str]:
    """What ``since`` and ``until`` let through, by their keys. Raises `UsageError` for what is no day."""
    first, last = parse_day(since or None), parse_day(until or None, last=True)
    told = {}
    if first:
        told["since"] = f"since {day_text(first)}"
    if last:
        told["until"] = f"until {day_text(last)}"
    return told


@cache
def state_options() -> tuple[tuple[str, str], ...]:
    """All states of today by name: code and name."""
    return tuple(sorted(((s.code, s.name) for s in api.all_states() if not s.dissolved), key=lambda row: row[1]))
