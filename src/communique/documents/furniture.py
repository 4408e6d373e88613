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
_BAR = "|"
_CLOSING = 240  # characters before the end of a line; what closes it (a photo credit) is never longer


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule: the kind and reason it gives, in which zone, for lines of how many words, sentences included or not."""

    kind: PartKind
    why: str
    where: str
    words: int
    sentence: bool
    pattern: re.Pattern[str]

    @property
    def opens(self) -> bool:
        """True when the pattern can only be found at the start of a line."""
        return self.pattern.pattern.removeprefix("(?i)").startswith("^")

    @property
    def closes(self) -> bool:
        """True when the pattern is looked for near the end of a line only."""
        return not self.opens and self.pattern.pattern.endswith("$")


@cache
def rules(zones: tuple[str, ...] = ZONES) -> tuple[Rule, ...]:
    """The shipped rules for ``zones`` in their order: the first that fits decides.

    Raises:
        BadTable: when the table is damaged.
    """
    raw = resources.files("communique.documents").joinpath("data", _FILE).read_text(encoding="utf-8")
    return tuple(rule for rule in parse(raw) if rule.where in zones)


def first_fit(line: str, zones: tuple[str, ...], *, words: int, sentence: bool) -> Rule | None:
    """The first rule for ``zones`` that fits a ``line`` of so many ``words``, or None; ``sentence``: it ends as one."""
    # Most lines are prose: one pattern made of all that can only stand at the start lets nearly all of them go at once.
    opens = _openings(zones).match(line) is not None
    near_end = max(0, len(line) - _CLOSING)
    for rule, at_start, at_end in _ways(zones):
        if words > rule.words or (sentence and not rule.sentence) or (at_start and not opens):
            continue
        if rule.pattern.search(line, near_end if at_end else 0):
            return rule
    return None


@cache
def _ways(zones: tuple[str, ...]) -> tuple[tuple[Rule, bool, bool], ...]:
    return tuple((rule, rule.opens, rule.closes) for rule in rules(zones))


@cache
def _openings(zones: tuple[str, ...]) -> re.Pattern[str]:
    raw = [rule.pattern.pattern for rule in rules(zones) if rule.opens]
    return re.compile("|".join(f"(?i:{p.removeprefix('(?i)')})" if p.startswith("(?i)") else f"(?:{p})" for p in raw))


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
    for pattern in patterns:
        if pattern.removeprefix("(?i)").startswith("^") and _BAR in _outside_brackets(pattern):
            raise ValueError(f"{pattern!r}: put what may follow ^ in brackets")
    return [Rule(kind, str(row["why"]), where, words, sentence, re.compile(p)) for p in patterns]


def _outside_brackets(pattern: str) -> str:
    bare = re.sub(r"\\.|\[\^?\]?(?:\\.|[^\]\\])*\]", "", pattern)
    while (inner := re.sub(r"\([^()]*\)", "", bare)) != bare:
        bare = inner
    return bare
