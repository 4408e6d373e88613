"""Words of offices and states: whether they name anybody, and which position of which organisation they mean."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from importlib import resources

from communique.knowledge.names import tokens
from communique.knowledge.organisations import Organisation, organisation_names
from communique.knowledge.positions import position_titles
from communique.knowledge.states import State, states

_ARTICLES = frozenset(("the", "a", "an", "his", "her", "their", "its", "our", "of", "s"))


@cache
def canonical(office: str) -> tuple[str, ...]:
    """The positions that an office in a document's words may be: "deputy premier and foreign minister" is two."""
    words = " ".join(office.lower().replace("-", " ").split())
    titles = position_titles()
    whole = titles.get(office.lower()) or titles.get(words)
    if whole is not None:
        return (whole.title,)
    parts = [titles[p.strip()].title for p in words.split(" and ") if p.strip() in titles]
    return tuple(dict.fromkeys(parts)) or (words,)


@cache
def _title_words() -> frozenset[str]:
    plain = resources.files("communique.link").joinpath("data/office_words.txt").read_text(encoding="utf-8").split()
    return frozenset(plain) | {w for alias in position_titles() for w in tokens(alias)}


@cache
def _state_words() -> frozenset[str]:
    def forms(state: State) -> Iterable[str]:
        names = (state.name, *state.names, *state.adjectives, *state.people)
        return (*names, *state.seats, *state.regions, state.capital or "")

    return frozenset(w for state in states() for form in forms(state) for w in (*tokens(form), *tokens(form + "'s")))


def is_description(name: str, office: str | None) -> bool:
    """True when ``name`` is words of offices and states only, so that it names no person."""
    words = tokens(name)
    known = _title_words() | set(tokens(office or ""))
    left = [w for w in words if w not in known]
    # Without an office from the annotator one bare word can be a surname ("King"), so it must be a phrase.
    if office is None and len(words) < 2:
        return False
    # A state's words may stand beside an office's ("Jordan's king"), but alone they can be a surname ("Jordan").
    return len(left) < len(words) and all(w in _state_words() for w in left)


def position_words(name: str) -> str:
    """A description's own words without articles and states: "the top Vietnamese leader" is "top leader"."""
    kept = [w for w in tokens(name) if w not in _state_words() and w not in _ARTICLES]
    return " ".join(kept) or name.lower()


def of_organisation(office: str) -> tuple[str, Organisation | None]:
    """ "secretary-general of NATO" taken apart; the second is None for the office of a state."""
    position, of, name = office.rpartition(" of ")
    known = organisation_names().get(name) if of else None
    return (position, known) if known is not None and known.country is None else (office, None)
