"""Loader of ``data/furniture.toml``: what pages say about themselves, as rules on single lines."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

from communique.errors import BadTable
from communique.model.records import READ_PARTS, PartKind

ZONES = ("any", "head", "tail", "edge", "end")
_FILE = "furniture.toml"
_WORDS = "words.toml"


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule: the kind and reason it gives, in which zone, for lines of how many words, sentences included or not."""

    kind: PartKind
    why: str
    where: str
    words: int
    sentence: bool
    pattern: re.Pattern[str]


@cache
def rules() -> tuple[Rule, ...]:
    """The shipped rules in their order: the first that fits decides.

    Raises:
        BadTable: when the table is damaged.
    """
    raw = resources.files("communique.documents").joinpath("data", _FILE).read_text(encoding="utf-8")
    return parse(raw)


def parse(raw: str, name: str = _FILE) -> tuple[Rule, ...]:
    """Rules from TOML.

    Raises:
        BadTable: no TOML, a key missing or of a wrong type, a kind that is read for claims, an unknown zone, a pattern
            that is no regular expression; the number of the rule or the line is named.
    """
    try:
        table = tomllib.loads(raw)
    except tomllib.TOMLDecodeError as error:
        raise BadTable(f"{name}: {error}", "correct the TOML") from error
    rows = table.get("rule")
    if not isinstance(rows, list) or not rows:
        raise BadTable(f"{name}: no [[rule]]", "add at least one")
    found: list[Rule] = []
    for number, row in enumerate(rows, 1):
        try:
            found.extend(_rules_of(row))
        except (KeyError, TypeError, ValueError, re.error) as error:
            raise BadTable(f"{name}: rule {number}: {error}", "the head of the file says what a rule holds") from error
    return tuple(found)


@cache
def words_of(name: str) -> frozenset[str]:
    """One list of ``data/words.toml``.

    Raises:
        BadTable: the file is damaged, or has no such list.
    """
    raw = resources.files("communique.documents").joinpath("data", _WORDS).read_text(encoding="utf-8")
    return parse_words(raw, name)


def parse_words(raw: str, name: str) -> frozenset[str]:
    """One list of words from TOML.

    Raises:
        BadTable: no TOML, no such list, an empty one, or a word that is not lower-case.
    """
    try:
        listed = tomllib.loads(raw).get(name)
    except tomllib.TOMLDecodeError as error:
        raise BadTable(f"{_WORDS}: {error}", "correct the TOML") from error
    words = listed.split() if isinstance(listed, str) else []
    if not words or any(w != w.lower() for w in words):
        raise BadTable(f"{_WORDS}: {name} is missing, empty or not lower-case", "give lower-case words between blanks")
    return frozenset(words)


def _rules_of(row: dict[str, Any]) -> list[Rule]:
    kind = PartKind(row["kind"])
    if kind in READ_PARTS:
        raise ValueError(f"kind {kind.value} is read for claims; a rule can only put aside")
    where, words, sentence, patterns = row["where"], row["words"], row["sentence"], row["patterns"]
    if where not in ZONES:
        raise ValueError(f"where is {where!r}, not one of {', '.join(ZONES)}")
    if not isinstance(words, int) or isinstance(words, bool) or words < 1:
        raise ValueError(f"words is {words!r}, not a number from 1")
    if not isinstance(sentence, bool):
        raise TypeError(f"sentence is {sentence!r}, not true or false")
    if not isinstance(patterns, list) or not patterns:
        raise ValueError("no patterns")
    return [Rule(kind, str(row["why"]), where, words, sentence, re.compile(p)) for p in patterns]
