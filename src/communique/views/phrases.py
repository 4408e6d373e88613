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

_TABLES = ("forms", "stages", "choices", "modes", "events", "verbs")
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


Tables = Mapping[str, Mapping[str, Phrase]]


def parse(raw: dict[str, Any]) -> dict[str, dict[str, Phrase]]:
    """Check a parsed phrase table.

    Raises:
        BadTable: a table missing or unknown, an entry that is not three strings, or a PLOVER event without a phrase.
    """
    if set(raw) != set(_TABLES):
        raise BadTable(f"phrases.toml: tables are {', '.join(sorted(raw))}", f"there must be {', '.join(_TABLES)}")
    tables: dict[str, dict[str, Phrase]] = {}
    for table, rows in raw.items():
        tables[table] = {}
        for key, row in rows.items():
            if not (isinstance(row, list) and len(row) == 3 and all(isinstance(p, str) and p for p in row)):
                raise BadTable(f"phrases.toml: [{table}] {key} is {row!r}", "write [past, base form, gerund]")
            tables[table][key] = Phrase(*row)
    if missing := {e.value for e in EventType} - set(tables["events"]):
        raise BadTable(f"phrases.toml: no phrase for {', '.join(sorted(missing))}", "add it under [events]")
    return tables


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
    event: EventType | None, form: str | None, mode: str | None, *, details: Details | None = None, words: str = ""
) -> Phrase:
    """The verb phrase of an event. ``words`` are the deciding words of its text; they win where they tell more.

    >>> phrase(EventType.CONSULT, "visit", "visit").past
    'visited'
    >>> phrase(EventType.SUPPORT, None, None, words="has thanked").past
    'thanked'
    >>> phrase(EventType.AGREE, "agreement", None, details=Details(kind="treaty", stage="signed")).past
    'signed a treaty with'
    """
    tables = phrases()
    details = details or Details()
    if form == "vote" or details.choice:
        return tables["choices"].get(details.choice or "unknown", tables["choices"]["unknown"])
    if event in (EventType.AGREE, None) and details.stage in tables["stages"]:
        return _with_kind(tables["stages"][details.stage or ""], details.kind)
    if form in tables["forms"]:
        return tables["forms"][form or ""]
    if told := _telling_verb(tables["verbs"], words):
        return told
    by_mode = tables["modes"].get(f"{event} {mode}")
    return (
        by_mode or tables["events"].get(event or "") or Phrase("took part with", "take part with", "taking part with")
    )


def said(what: Phrase, status: Status, *, named: bool) -> str:
    """The phrase as its status bends it. ``named``: somebody stands after it.

    >>> said(phrase(EventType.CONSULT, "meeting", None), Status.PLANNED, named=False)
    'to meet'
    """
    text = {
        Status.ACTUAL: what.past,
        Status.ONGOING: what.gerund,
        Status.PLANNED: f"to {what.base}",
        Status.HYPOTHETICAL: f"may {what.base}",
        Status.DENIED: f"did not {what.base}",
        Status.CANCELLED: f"was to {what.base}",
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


def _telling_verb(verbs: Mapping[str, Phrase], words: str) -> Phrase | None:
    tokens = re.findall(r"[a-z]+", words.lower())
    for verb, row in verbs.items():
        stem = verb.removesuffix("e")
        inflected = {verb, f"{verb}s", f"{verb}es", f"{stem}ed", f"{stem}ing"}
        if inflected & set(tokens):
            return row
    return None


def _with_kind(what: Phrase, kind: str | None) -> Phrase:
    noun = (kind or "").replace("-", " ").strip() or "agreement"
    if not _PACT.search(noun):
        noun = f"{noun} agreement"
    if not noun.endswith("s"):
        noun = f"{'an' if noun[0].lower() in 'aeiou' else 'a'} {noun}"
    return Phrase(*(form.replace("{kind}", noun) for form in (what.past, what.base, what.gerund)))


def _closed(text: str) -> str:
    head, _, last = text.rpartition(" ")
    return head if head and last in _OPEN_ENDED else text
