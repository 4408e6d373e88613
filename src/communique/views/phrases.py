"""How an event is said in words: a verb phrase from form, mode, stage, choice and status. Table: `phrases.toml`."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

from communique.errors import BadTable
from communique.model.ontology import EventType
from communique.model.records import Details, Status

_TABLES = ("forms", "stages", "choices", "modes", "events", "verbs", "manners", "words")
_WORD_LISTS = ("irregular", "after", "prepositions", "auxiliaries", "plain", "at_the")
_OPEN_ENDED = ("with", "to", "for", "against", "on", "from", "of", "before", "by")
# Where the text names the kind of agreement by one of these nouns, the noun can stand in the phrase itself.
_PACT = re.compile(
    r"\b(agreement|treaty|memorandum|deal|pact|protocol|declaration|contract|accord|plan|roadmap|statement)s?\b", re.I
)


@dataclass(frozen=True, slots=True)
class Phrase:
    """One verb phrase in the three forms that the statuses need."""

    past: str
    base: str
    gerund: str


# What the table says between a verb that is done to people and the state that they belong to.
_THEIR_PEOPLE = " people of"
_UNKNOWN = Phrase("took part with", "take part with", "taking part with")


@dataclass(frozen=True, slots=True)
class Tables:
    """The whole table. ``verbs`` are by event; ``manners`` give the verb of a statement and its preposition."""

    forms: Mapping[str, Phrase]
    stages: Mapping[str, Phrase]
    choices: Mapping[str, Phrase]
    modes: Mapping[str, Phrase]
    events: Mapping[str, Phrase]
    verbs: Mapping[str, Mapping[str, Phrase]]
    manners: Mapping[str, tuple[str, str]]
    words: Mapping[str, frozenset[str]]


def parse(raw: dict[str, Any]) -> Tables:
    """Check a parsed phrase table.

    Raises:
        BadTable: a table missing or unknown, an entry of a wrong shape, or a PLOVER event without a phrase.
    """
    if set(raw) != set(_TABLES):
        raise BadTable(f"phrases.toml: tables are {', '.join(sorted(raw))}", f"there must be {', '.join(_TABLES)}")
    events = {e.value for e in EventType}
    if missing := events - set(raw["events"]):
        raise BadTable(f"phrases.toml: no phrase for {', '.join(sorted(missing))}", "add it under [events]")
    if unknown := set(raw["verbs"]) - events:
        raise BadTable(f"phrases.toml: no event {', '.join(sorted(unknown))}", "write [verbs.EVENT]")
    if missing := set(_WORD_LISTS) - set(raw["words"]):
        raise BadTable(f"phrases.toml: no words for {', '.join(sorted(missing))}", "add them under [words]")
    return Tables(
        forms=_phrases("forms", raw["forms"]),
        stages=_phrases("stages", raw["stages"]),
        choices=_phrases("choices", raw["choices"]),
        modes=_phrases("modes", raw["modes"]),
        events=_phrases("events", raw["events"]),
        verbs={event: _phrases(f"verbs.{event}", rows) for event, rows in raw["verbs"].items()},
        manners={key: (row[0], row[1]) for key, row in raw["manners"].items() if _strings("manners", key, row, 2)},
        words={key: frozenset(str(words).split()) for key, words in raw["words"].items()},
    )


def _phrases(table: str, rows: dict[str, Any]) -> dict[str, Phrase]:
    return {key: Phrase(*_strings(table, key, row, 3)) for key, row in rows.items()}


def _strings(table: str, key: str, row: object, size: int) -> tuple[str, ...]:
    good = isinstance(row, list) and len(row) == size and all(isinstance(part, str) for part in row)
    if not (isinstance(row, list) and good and all(row if size == 3 else row[:1])):
        shape = "[past, base form, gerund]" if size == 3 else "[verb, preposition]"
        raise BadTable(f"phrases.toml: [{table}] {key} is {row!r}", f"write {shape}")
    return tuple(row)


@cache
def phrases() -> Tables:
    """The shipped table.

    Raises:
        BadTable: when `phrases.toml` is damaged.
    """
    text = resources.files("communique.views").joinpath("phrases.toml").read_text(encoding="utf-8")
    try:
        return parse(tomllib.loads(text))
    except tomllib.TOMLDecodeError as error:
        raise BadTable(f"phrases.toml: {error}", "reinstall communique") from error


def phrase(
    event: EventType | None,
    form: str | None,
    mode: str | None,
    *,
    details: Details | None = None,
    words: str = "",
    verb: str = "",
    persons: bool = False,
) -> Phrase:
    """The verb phrase of an event.

    Args:
        event: the PLOVER event, None for a vote.
        form: the diplomatic kind, where it is plain.
        mode: the PLOVER mode.
        details: stage and kind of an agreement, choice of a vote.
        words: the deciding words of its text; where the table knows their verb, it is the phrase.
        verb: the text's own past tense with its preposition, where it stands before the one acted on.
        persons: those acted on are people, not the state whose people they are.

    >>> phrase(EventType.CONSULT, "visit", "visit").past
    'visited'
    >>> phrase(EventType.SUPPORT, None, None, words="has thanked").past
    'thanked'
    >>> phrase(EventType.AGREE, "agreement", None, details=Details(kind="treaty", stage="signed")).past
    'signed a treaty with'
    >>> phrase(EventType.SANCTION, None, "expel").past, phrase(EventType.SANCTION, None, "expel", persons=True).past
    ('expelled people of', 'expelled')
    """
    tables = phrases()
    details = details or Details()
    if form == "vote" or details.choice:
        return tables.choices.get(details.choice or "unknown", tables.choices["unknown"])
    if event in (EventType.AGREE, None) and details.stage in tables.stages:
        return _with_kind(tables.stages[details.stage or ""], details.kind)
    if form in tables.forms:
        return tables.forms[form or ""]
    category = _telling_verb(tables, event, words) or tables.modes.get(f"{event} {mode}")
    category = category or tables.events.get(event or "") or _UNKNOWN
    if persons:
        category = Phrase(*(t.removesuffix(_THEIR_PEOPLE) for t in (category.past, category.base, category.gerund)))
    return Phrase(verb, category.base, category.gerund) if verb else category


def said(what: Phrase, status: Status, *, named: bool, many: bool = False, settled: bool = False) -> str:
    """The phrase as its status bends it.

    Args:
        what: the phrase.
        status: how it stands to the world.
        named: somebody stands after it.
        many: several are its subject.
        settled: it was planned, and more than that is known by now.

    >>> said(phrase(EventType.CONSULT, "meeting", None), Status.PLANNED, named=False)
    'to meet'
    """
    was = "were" if many else "was"
    text = {
        Status.ACTUAL: what.past,
        Status.ONGOING: f"{was} {what.gerund}",
        Status.PLANNED: f"{was} to {what.base}" if settled else f"to {what.base}",
        Status.HYPOTHETICAL: f"may {what.base}",
        Status.DENIED: f"did not {what.base}",
        Status.CANCELLED: f"{was} to {what.base}",
    }[status]
    return text if named else _closed(text)


def tells_more(words: str, what: str) -> bool:
    """True when the deciding words say something that the phrase does not: worth showing beside it.

    >>> tells_more("spoke highly of", "supported"), tells_more("visit", "visited")
    (True, False)
    """
    own = [w for w in re.findall(r"[^\W\d_]+", words.lower()) if len(w) > 3]
    known = re.findall(r"[^\W\d_]+", what.lower())
    return bool(own) and len(words) <= 48 and not any(k[:4] == w[:4] for w in own for k in known)


def manner(said: str) -> tuple[str, str]:
    """The verb that brings a statement, and the preposition before whom it is said to (may be empty).

    >>> manner("according to"), manner("noted")
    (('said', 'to'), ('noted', 'to'))
    """
    return phrases().manners.get(said, (said or "said", "to"))


def _telling_verb(tables: Tables, event: EventType | None, words: str) -> Phrase | None:
    head = next((w for w in re.findall(r"[a-z]+", words.lower()) if w not in tables.words["auxiliaries"]), "")
    for verb, row in tables.verbs.get(event or "", {}).items():
        stem = verb.removesuffix("e")
        if head in {verb, f"{verb}s", f"{verb}es", f"{stem}ed", f"{stem}ing"}:
            return row
    return None


def _with_kind(what: Phrase, kind: str | None) -> Phrase:
    noun = (kind or "").replace("-", " ").strip() or "agreement"
    if noun in ("document", "paper", "instrument", "signing"):
        noun = "agreement"  # "a document agreement" says no more
    if not _PACT.search(noun):
        noun = f"{noun} agreement"
    if not noun.endswith("s"):
        noun = f"{'an' if noun[0].lower() in 'aeiou' else 'a'} {noun}"
    return Phrase(*(form.replace("{kind}", noun) for form in (what.past, what.base, what.gerund)))


def _closed(text: str) -> str:
    head, _, last = text.rpartition(" ")
    return head if head and last in _OPEN_ENDED else text
