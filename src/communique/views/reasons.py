"""Why something was decided, in plain words. Table: `reasons.toml`."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from functools import cache
from importlib import resources
from typing import Any

from communique.errors import BadTable

_TABLES = ("exact", "places", "begins")
_PAIR = re.compile(r"(?P<pair>\S+ and \S+): (?P<score>\d\.\d+): (?P<facts>.+)")
_FACT = re.compile(r"(?P<words>.+?) (?P<weight>[+-]\d+(?:\.\d+)?)")


def parse(raw: dict[str, Any]) -> dict[str, Mapping[str, str]]:
    """Check a parsed table of reasons.

    Raises:
        BadTable: a table missing or unknown, or an entry that is no text.
    """
    if set(raw) != set(_TABLES):
        raise BadTable(f"reasons.toml: tables are {', '.join(sorted(raw))}", f"there must be {', '.join(_TABLES)}")
    for table, rows in raw.items():
        for key, text in rows.items():
            if not isinstance(text, str) or (table == "begins") != ("{}" in text):
                raise BadTable(f"reasons.toml: [{table}] {key} is {text!r}", "write text, with {} under [begins]")
    return dict(raw)


@cache
def reasons() -> Mapping[str, Mapping[str, str]]:
    """The shipped table.

    Raises:
        BadTable: when `reasons.toml` is damaged.
    """
    text = resources.files("communique.views").joinpath("reasons.toml").read_text(encoding="utf-8")
    try:
        return parse(tomllib.loads(text))
    except tomllib.TOMLDecodeError as error:
        raise BadTable(f"reasons.toml: {error}", "reinstall communique") from error


def in_words(reason: str) -> str:
    """A reason of the coder for people.

    >>> in_words("verb visit"), in_words("source: subj"), in_words("target: with")
    ('the verb “visit”', 'who: its subject', 'whom: after “with”')
    """
    table = reasons()
    if reason in table["exact"]:
        return table["exact"][reason]
    for begin, text in table["begins"].items():
        if reason.startswith(begin):
            return text.replace("{}", reason.removeprefix(begin))
    side, _, place = reason.partition(": ")
    if side in ("source", "target") and place:
        found = table["places"].get(place, f"after “{place}”" if place.isalpha() else place)
        return f"{'who' if side == 'source' else 'whom'}: {found}"
    return reason


def joined_by(why: str) -> tuple[str, list[str]]:
    """What joined two claims: the pair with its probability, and a line each of what speaks for it and against it.

    >>> joined_by("c-1 and c-2: 0.96: before looking -2.5; same day +1.2")
    ('c-1 and c-2 are one, by 96%', ['for: same day (+1.2)', 'against: before looking (-2.5)'])
    """
    found = _PAIR.fullmatch(why)
    facts = [_FACT.fullmatch(fact) for fact in found["facts"].split("; ")] if found else []
    if found is None or not all(facts):
        return why, []
    sides: dict[str, list[str]] = {"for": [], "against": []}
    for fact in facts:
        if fact is not None:
            sides["against" if fact["weight"].startswith("-") else "for"].append(f"{fact['words']} ({fact['weight']})")
    head = f"{found['pair']} are one, by {float(found['score']):.0%}"
    return head, [f"{name}: {', '.join(listed)}" for name, listed in sides.items() if listed]
