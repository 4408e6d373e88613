"""Words that ask for events, "Putin visit" or "visits 2022", as the filters of a list of events."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType

from typing_extensions import TypedDict

from communique.model.glances import Filters
from communique.model.ontology import ontology
from communique.views.brief import StateRef
from communique.views.finding import states_in
from communique.views.reader import Finder

_MOST_WORDS = 10
_SHORTEST = 3  # characters of a name that is looked up: parts of words count
_MOST_ACTORS = 3  # of those with one name
_YEAR = re.compile(r"(?:19|20)\d\d", re.ASCII)
_SMALL = frozenset(("a", "an", "the", "of", "in", "by", "to", "with", "and", "between", "all"))
_SPOKEN: Mapping[str, str] = MappingProxyType(
    {"visited": "visit", "visiting": "visit", "met": "meeting", "called": "call", "talks": "negotiation",
     "deal": "agreement", "deals": "agreement", "voted": "vote", "abstained": "vote", "drill": "exercise",
     "drills": "exercise"}
)  # fmt: skip


class EventsAsked(TypedDict):
    """A list of events: ``words`` name it, ``events`` is how long it is, ``query`` holds its filters as an address
    does (``state``, ``actor``, ``form``, ``since``, ``until``; only those that are asked for).
    """

    words: str
    events: int
    query: dict[str, str | list[str]]


def events_asked(record: Finder, text: str) -> list[EventsAsked]:
    """The lists of events that ``text`` asks for: nothing where no form or year is named, or where a word is neither
    these nor of a state or an actor. One name may be that of several actors.

    Args:
        record: where actors are looked up and events counted.
        text: what somebody typed.
    """
    words = re.findall(r"[^\s,;:!?()\"“”]+", text.casefold())
    if not 0 < len(words) <= _MOST_WORDS:
        return []
    form, words = _form(words)
    years = [word for word in words if _YEAR.fullmatch(word)]
    if not (form or years) or len(years) > 2:
        return []
    named = " ".join(word for word in words if word not in years)
    while named.partition(" ")[0] in _SMALL:
        named = named.partition(" ")[2]
    found = []
    for states, actor, name in _parties(record, named):
        first, last = (min(years), max(years)) if years else ("", "")
        filters = Filters(
            states=tuple(one["code"] for one in states),
            actor=actor or None,
            form=form or None,
            since=dt.date(int(first), 1, 1) if first else None,
            until=dt.date(int(last), 12, 31) if last else None,
        )
        number = len(record.event_keys(filters))
        if number:
            told: dict[str, str | list[str]] = {
                "state": list(filters.states),
                "actor": actor,
                "form": form,
                "since": first,
                "until": last,
            }
            query = {key: value for key, value in told.items() if value}
            found.append(EventsAsked(words=_words(form, states, name, first, last), events=number, query=query))
    return found


def _form(words: Sequence[str]) -> tuple[str, list[str]]:
    """The form that the words name, and the other words."""
    forms = {form: form for form, _ in ontology().forms}
    known = {**_SPOKEN, **forms, **{_several(form): form for form in forms}}
    for size in (2, 1):
        for at in range(len(words) - size + 1):
            if (form := known.get("-".join(words[at : at + size]))) is not None:
                return form, [*words[:at], *words[at + size :]]
    return "", list(words)


def _several(form: str) -> str:
    return f"{form[:-1]}ies" if form.endswith("y") else f"{form}s"


def _parties(record: Finder, text: str) -> Iterator[tuple[list[StateRef], str, str]]:
    """Who may be meant: states, the id of an actor or nothing, and its name."""
    if not text:
        yield [], "", ""
        return
    if states := states_in(text):
        yield states, "", ""
        return
    words = text.split()
    ways = [(text, "")]
    ways += [pair for at in range(1, len(words)) for pair in _halves(words, at)]
    for name, rest in ways:
        states = states_in(rest)
        if (rest and not states) or len(name) < _SHORTEST:
            continue
        if actors := [one for one in record.find_actors(name, limit=_MOST_ACTORS + 1) if one.kind != "state"]:
            yield from ((states, one.id, one.name) for one in actors[:_MOST_ACTORS])
            return


def _halves(words: Sequence[str], at: int) -> tuple[tuple[str, str], tuple[str, str]]:
    """A name and what may be a state, either way round; a small word between them is nobody's."""
    left, right = list(words[:at]), list(words[at:])
    while left and left[-1] in _SMALL:
        left.pop()
    while right and right[0] in _SMALL:
        right.pop(0)
    one, two = " ".join(left), " ".join(right)
    return (one, two), (two, one)


def _words(form: str, states: Sequence[StateRef], name: str, first: str, last: str) -> str:
    """The list in words: "visits with Vladimir Putin and Vietnam, 2022"."""
    kind = _several(form.replace("-", " ")) if form else "events"
    who = " and ".join(filter(None, [name, *(one["name"] for one in states)]))
    when = first if first == last else f"{first} to {last}"
    return f"{kind}{' with ' if who else ''}{who}{', ' if when else ''}{when}"
