"""The tables of namesakes: what else the names of states, peoples and capitals stand for, and which words show it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from communique.annotate.tables import rows
from communique.errors import BadTable
from communique.knowledge.parts import StatePart, part_names
from communique.knowledge.states import state_names

# Parts whose bare name is a city or a state before it is a part, so that the table of parts does not have it.
_SHARED = {"New York": "New York State", "Georgia": "US state of Georgia", "Washington": "Washington State"}


@cache
def word_class(name: str) -> frozenset[str]:
    """The words of one class, in lower case.

    Raises:
        BadTable: when the shipped table is damaged.
        KeyError: no class is called so.
    """
    return _classes()[name]


@cache
def _classes() -> Mapping[str, frozenset[str]]:
    found = {}
    for line, row in rows("namesake_words.csv", ["class", "words"], ["class", "words"]):
        words = row["words"].split("|")
        if row["words"] != row["words"].lower() or not all(words) or row["class"] in found:
            raise BadTable(f"namesake_words.csv:{line}: {row['class']}", "write each class once, words in lower case")
        found[row["class"]] = frozenset(words)
    return found


@cache
def things() -> Mapping[tuple[str, ...], frozenset[str]]:
    """Things called after states, by their words; the value holds the only names that make them one, or is empty.

    Raises:
        BadTable: a thing in capitals or listed twice.
    """
    found: dict[tuple[str, ...], frozenset[str]] = {}
    for line, row in rows("things.csv", ["word", "of", "kind"], ["word", "kind"]):
        words = tuple(row["word"].replace("-", " - ").split())  # as the parser parts them
        if row["word"] != row["word"].lower() or words in found:
            raise BadTable(f"things.csv:{line}: {row['word']}", "write each thing once, in lower case")
        found[words] = frozenset(row["of"].split("|")) if row["of"] else frozenset()
    return found


@dataclass(frozen=True, slots=True)
class Surroundings:
    """Words right before and after a name that make it something else. ``names`` is empty where any name will do."""

    before: tuple[tuple[str, ...], ...]
    names: frozenset[str]
    after: tuple[tuple[str, ...], ...]


@cache
def surroundings() -> tuple[Surroundings, ...]:
    """All rows of the table of phrases.

    Raises:
        BadTable: a row without words before or after.
    """
    found = []
    for line, row in rows("namesake_phrases.csv", ["before", "name", "after", "note"], ["name"]):
        if not row["before"] and not row["after"]:
            raise BadTable(f"namesake_phrases.csv:{line}: no words beside the name", "fill in before or after")
        before, after = (tuple(tuple(p.split()) for p in row[c].split("|") if p) for c in ("before", "after"))
        names = frozenset[str]() if row["name"] == "*" else frozenset(row["name"].split("|"))
        found.append(Surroundings(before, names, after))
    return tuple(found)


@dataclass(frozen=True, slots=True)
class Sense:
    """Something else that a name means. ``cues`` are words that show it in the whole text, ``near`` in its sentence;
    of each tuple all must be there. ``always``: no cue is needed.
    """

    surface: str
    part: str
    cues: tuple[tuple[re.Pattern[str], ...], ...]
    near: tuple[tuple[re.Pattern[str], ...], ...]
    always: bool


# What shows that the text is about a part of a state and not about a journey there.
_OF_A_PART = (
    "University of {0}|{0} State|{0} state|{0} police|{0} officials|{0} Gov.|{0} governor|{0} Governor|{0} town|"
    "{0} city|{0} county|{0} sheriff|{0} highway|{0} legislature|{0} lawmakers|{0} National Guard|rural {0}|"
    "western {0}|eastern {0}|northern {0}|southern {0}|central {0}"
)


def _cue(text: str) -> tuple[re.Pattern[str], ...]:
    # a cue in small letters may begin a sentence
    return tuple(re.compile(rf"(?<!\w){re.escape(w)}(?!\w)", re.I * w.islower()) for w in text.split("+"))


@cache
def senses() -> Mapping[str, tuple[Sense, ...]]:
    """Other meanings by the name that has them.

    Raises:
        BadTable: no state has that name, a row with neither part nor sense, or one with nothing that shows it.
    """
    found: dict[str, list[Sense]] = {}
    columns = ["surface", "part", "cues", "sense", "origin"]
    for line, row in rows("namesakes.csv", columns, ["surface", "origin"]):
        cues = [c for c in row["cues"].split("|") if c and c != "*"]
        if row["surface"] not in state_names():
            raise BadTable(f"namesakes.csv:{line}: no state is called {row['surface']!r}", "correct the surface")
        if not row["part"] and not (row["sense"] and row["cues"]):
            raise BadTable(f"namesakes.csv:{line}: neither a part nor a sense with cues", "fill them in")
        if row["part"]:
            cues += _OF_A_PART.format(row["part"]).split("|")
        wide = tuple(_cue(c) for c in cues if any(letter.isupper() for letter in c))
        near = tuple(_cue(c) for c in cues if not any(letter.isupper() for letter in c))
        found.setdefault(row["surface"], []).append(Sense(row["surface"], row["part"], wide, near, row["cues"] == "*"))
    return {surface: tuple(listed) for surface, listed in found.items()}


@cache
def regions() -> Mapping[tuple[str, ...], StatePart]:
    """Parts of states that nobody disputes, by the words of their names, for "Paris, Texas"."""
    found = {tuple(name.split()): p for name, p in part_names().items() if p.kind != "disputed"}
    for name, part in _SHARED.items():
        found[tuple(name.split())] = part_names()[part]
    return found


def shared_regions() -> frozenset[str]:
    """Names of parts that mean a state or a city first."""
    return frozenset(_SHARED)


@cache
def longest_region() -> int:
    """Words of the longest name in ``regions``."""
    return max(len(words) for words in regions())
