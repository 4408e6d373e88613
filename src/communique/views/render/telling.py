"""What the values of a record are called on a page: fields, bases, statuses, kinds of parts, how sure we are."""

from __future__ import annotations

import re
from datetime import date

from communique import api
from communique.views.dates import DateShape, between
from communique.views.render.plain import joined
from communique.views.shapes import ContradictionRow, EventRow

FIELDS = {"sources": "who", "targets": "whom", "kind": "what", "since": "previous visit", "choice": "vote"}
JUDGED_FIELDS = ("date", "place", "who", "whom", "what", "status")
"""The fields that a form offers to judge."""

DIFFER = {
    "contradiction": "they contradict each other",
    "update": "a later figure",
    "scope": "not about the same",
    "precision": "told more or less exactly",
}
KINDS = {
    "contradiction": "Reports exclude each other here. The record shows both; it does not judge who is right.",
    "update": "A later report has another figure: things went on, so the earlier one need not have been wrong.",
    "scope": "The values count different things (another place, time or group), so both can hold.",
}
STATUSES = {
    "actual": "told as done",
    "planned": "told as planned",
    "ongoing": "told as going on",
    "hypothetical": "told as something that may happen",
    "denied": "told as not having happened",
    "cancelled": "told as called off",
}
DONE = {"actual": "done", "ongoing": "going on", "hypothetical": "possible", "cancelled": "called off"}
"""Statuses in a cell, where they are not their own word."""

OUTCOMES = {
    "kept": "it came about",
    "moved": "it was moved to another day",
    "cancelled": "it was called off",
    "missed": "its day passed without it",
    "open": "still open",
}
DATE_BASES = {
    "stated": "stated in the text",
    "relative": "counted from the day of publication",
    "story": "taken from the story’s main day",
    "inferred": "inferred: the text only bounds it",
    "judged": "decided by a person",
    "none": "not told",
}
PUBLISHED = {
    "given": "given with the file",
    "metadata": "from the page’s metadata",
    "header": "from a line at its head",
    "dateline": "from its dateline",
    "text": "from its text",
    "inferred": "inferred from its words",
    "none": "",
}
PARTS = {
    "title": "title",
    "standfirst": "standfirst",
    "body": "text",
    "dateline": "dateline",
    "header": "head of the page",
    "byline": "byline",
    "caption": "caption of a picture",
    "teaser": "teaser for another article",
    "credit": "credit",
    "repeat": "repetition",
    "footer": "footer",
}
ROLES = {"actor": "who speaks", "cue": "words that say so", "words": "what is said"}
_SEVERAL = {"person": "people", "man": "men", "woman": "women", "child": "children", "percent": "percent"} | {
    word: word for word in ("people", "dead", "killed", "wounded", "injured", "missing", "troops", "aircraft")
}
_SURE = ((0.95, "almost certain"), (0.85, "very likely"), (0.7, "likely"), (0.5, "more likely than not"))
_DAYS = re.compile(r"(\d{4}-\d{2}-\d{2})(?:\.\.|/)(\d{4}-\d{2}-\d{2})|(\d{4}-\d{2}-\d{2})", re.ASCII)


def certainty(score: float) -> str:
    """A calibrated probability in words and as a share.

    >>> certainty(0.94), certainty(0.31)
    ('very likely (94%)', 'doubtful (31%)')
    """
    word = next((word for least, word in _SURE if score >= least), "doubtful")
    return f"{word} ({score:.0%})"


def field(name: str) -> str:
    """What a reader calls a field of an event.

    >>> field("targets"), field("quantity: agreement"), field("previous visit")
    ('whom', 'how many agreements', 'previous visit')
    """
    if name.startswith("quantity: "):
        return f"how many {_several(name.removeprefix('quantity: '))}"
    return FIELDS.get(name, name)


def _several(unit: str) -> str:
    """What is counted, where there is more than one of it; what stands for a share or for many is left as it is."""
    first, _, rest = unit.partition(" of ")
    if first in _SEVERAL:
        first = _SEVERAL[first]
    elif first.isascii() and first.isalpha() and first.islower():
        first = (
            f"{first[:-1]}ies" if re.search("[^aeiou]y$", first) else f"{first}{'es' if first[-1:] in 'sxz' else 's'}"
        )
    return f"{first} of {rest}" if rest else first


def contested(row: ContradictionRow) -> str:
    """What reports do not agree on, as a heading.

    >>> contested({"subject": "agreement: Russia, To Lam", "field": "quantity: agreement"})
    'Agreement of Russia and To Lam: how many agreements'
    """
    return f"{subject(row['subject'])}: {field(row['field'])}"


def subject(text: str) -> str:
    """What a contradiction is about: "meeting: Sergey Lavrov, To Lam" as words.

    >>> subject("meeting: Sergey Lavrov, To Lam"), subject("Vladimir Putin visiting Vietnam"), subject("vote: ")
    ('Meeting of Sergey Lavrov and To Lam', 'Vladimir Putin visiting Vietnam', 'Vote')
    """
    kind, found, names = text.partition(": ")
    if found and re.fullmatch(r"[a-z][a-z _-]{2,30}", kind):
        named = joined([name for name in names.split(", ") if name], most=12)
        kind = re.sub("[-_]", " ", kind)
        text = f"{kind} of {named}" if named else kind
    return text[:1].upper() + text[1:]


def aside(part: str, why: str) -> str:
    """What stands over a part that was not read.

    >>> aside("caption", "stands under a picture"), aside("repeat", "repeats the title"), aside("footer", "")
    ('not read, caption of a picture: stands under a picture', 'not read: repeats the title', 'not read: footer')
    """
    name = PARTS.get(part, part)
    if not why or part == "repeat":
        return f"not read: {why or name}"
    return f"not read, {name}: {why}"


def value(text: str, name: str = "") -> str:
    """A value of the field ``name`` for people: days as they write them, a status in a word of every day.

    >>> value("2024-05-22..2024-07-19"), value("2023-11-11"), value("Hanoi"), value("actual", "status")
    ('22 May – 19 Jul 2024', '11 Nov 2023', 'Hanoi', 'done')
    """
    if name == "status":
        return DONE.get(text, text)
    found = _DAYS.fullmatch(text)
    if found is None:
        return text
    try:
        first = date.fromisoformat(found[1] or found[3])
        return between(first, date.fromisoformat(found[2]) if found[2] else first)
    except ValueError:
        return text


def when(date: DateShape | None) -> str:
    """A date without what its basis says anyway."""
    return date["shown"].removesuffix(" (inferred)") if date else "undated"


def state(code: str) -> str:
    """The name of a state; the code itself where no state has it."""
    return next((s.name for s in api.all_states() if s.code == code), code)


def dyad(row: EventRow) -> list[str]:
    """The codes of the two states that an event is between, or of the one that it is about; else none."""
    who = [ref["country"] for ref in row["who"] if ref["country"]]
    whom = [ref["country"] for ref in row["whom"] if ref["country"]]
    codes = list(dict.fromkeys([*who, *whom]))
    return codes if len(codes) <= 2 else []
