"""The states of the world, today's and dissolved, with every form of their names that the press prints.

Names, demonyms and capitals were gathered from the Unicode CLDR (through babel), the CIA World Factbook and the UN's
list of members, then completed by hand with the forms of agencies. Codes are ISO 3166-1 alpha-3; dissolved states
keep their code of ISO 3166-3; Kosovo has the user-assigned XKX.
"""

from __future__ import annotations

import difflib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import Literal

from communique.errors import UnknownState
from communique.knowledge.tables import Row, fold, refuse_repeats, shipped_table

NameForm = Literal["name", "adjective", "people", "capital", "seat", "abbreviation"]

COLUMNS = (
    "code", "name", "names", "adjectives", "people", "capital", "capital_aliases", "seats", "regions", "origin",
)  # fmt: skip
DISSOLVED = ("CSK", "DDR", "SUN", "YUG")


@dataclass(frozen=True, slots=True)
class State:
    """One state.

    Args:
        code: ISO 3166-1 alpha-3, or 3166-3 for a dissolved state.
        name: the display name.
        names: all forms in print, ``name`` first: official, short, old ("Viet Nam", "Burma", "U.S.").
        adjectives: "Vietnamese", "British", "UK".
        people: nouns for its people, singular and plural ("Russian", "Russians").
        capital: display name, or None for a dissolved state whose capital is another's today.
        capital_aliases: other names of the capital, or of the city that stands for it ("Kiev", "Tel Aviv").
        seats: what stands for the government beside the capital ("Kremlin", "White House"), without the article.
        regions: adjectives of its region, nearest first, as in "the Southeast Asian country".
        origin: where it can be checked.
    """

    code: str
    name: str
    names: tuple[str, ...]
    adjectives: tuple[str, ...]
    people: tuple[str, ...]
    capital: str | None
    capital_aliases: tuple[str, ...]
    seats: tuple[str, ...]
    regions: tuple[str, ...]
    origin: str

    @property
    def dissolved(self) -> bool:
        """True when it no longer exists."""
        return self.code in DISSOLVED


@dataclass(frozen=True, slots=True)
class StateName:
    """One surface form and the state that it stands for."""

    text: str
    code: str
    form: NameForm


def parse_states(rows: Sequence[Row]) -> tuple[State, ...]:
    """Check and build states from the rows of a table, sorted by code.

    Raises:
        BadTable: a code that is not three capitals or stands twice, a display name that is not the first of
            ``names``, or a cell that does not fit.
    """
    refuse_repeats(((r, r.cells["code"]) for r in rows), "code")
    refuse_repeats(((r, r.cells["name"]) for r in rows), "name")
    return tuple(sorted((_state(r) for r in rows), key=lambda s: s.code))


def _state(row: Row) -> State:
    code = row.text("code")
    if len(code) != 3 or not (code.isascii() and code.isalpha() and code.isupper()):
        raise row.bad(f"code is {code!r}, not three capital letters")
    state = State(
        code=code,
        name=row.text("name"),
        names=row.many("names"),
        adjectives=row.many("adjectives"),
        people=row.many("people"),
        capital=row.optional("capital"),
        capital_aliases=row.many("capital_aliases"),
        seats=row.many("seats"),
        regions=row.many("regions"),
        origin=row.text("origin"),
    )
    if state.names[:1] != (state.name,):
        raise row.bad(f"names must begin with {state.name!r}")
    if state.capital is None and (state.capital_aliases or not state.dissolved):
        raise row.bad("capital is empty")
    if not state.regions:
        raise row.bad("regions is empty")
    return state


@cache
def states() -> tuple[State, ...]:
    """All states, sorted by code.

    Raises:
        BadTable: ``states.csv`` is damaged.
    """
    return parse_states(shipped_table("states.csv", COLUMNS))


@cache
def _by_code() -> Mapping[str, State]:
    return MappingProxyType({s.code: s for s in states()})


@cache
def state_codes() -> frozenset[str]:
    """All codes, for checking tables."""
    return frozenset(_by_code())


def state(code: str) -> State:
    """The state with this code.

    Raises:
        KeyError: no state has it.
    """
    return _by_code()[code]


@cache
def _by_folded_name() -> Mapping[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for one in states():
        for name in one.names:
            for key in {fold(name), fold(name).replace(".", "")}:
                codes = found.setdefault(key, [])
                if one.code not in codes:
                    codes.append(one.code)
    return MappingProxyType({k: tuple(v) for k, v in found.items()})


def display_name(code: str) -> str:
    """The display name of a state; the code itself when no table has it."""
    try:
        return state(code).name
    except KeyError:
        return code


def find_state(text: str) -> State:
    """The state that a person means by ``text``: a code or any of its names; case, diacritics and a leading "the" do
    not count.

    Raises:
        UnknownState: no state is called so (the hint names the nearest), or several are (the hint names their codes).
    """
    key = fold(text).removeprefix("the ")
    if key.upper() in _by_code():
        return state(key.upper())
    names = _by_folded_name()
    codes = names.get(key, names.get(key.replace(".", ""), ()))
    if len(codes) == 1:
        return state(codes[0])
    if codes:
        raise UnknownState(f"{text!r} names more than one state", f"say {' or '.join(codes)}")
    spelled = {**{c.lower(): c for c in _by_code()}, **{k: v[0] for k, v in names.items()}}
    near = dict.fromkeys(spelled[k] for k in difflib.get_close_matches(key, sorted(spelled), n=5, cutoff=0.6))
    meant = ", ".join(f"{state(code).name} ({code})" for code in list(near)[:3])
    hint = f"did you mean {meant}?" if near else "give an ISO code such as VNM, or a name such as Viet Nam"
    raise UnknownState(f"no state is called {text!r}", hint)


def _is_abbreviation(name: str) -> bool:
    bare = name.replace(".", "").replace(" ", "")
    return 2 <= len(bare) <= 5 and bare.isalpha() and bare.isupper()


def _forms(one: State) -> list[StateName]:
    listed = [StateName(n, one.code, "abbreviation" if _is_abbreviation(n) else "name") for n in one.names]
    listed += [StateName(n, one.code, "adjective") for n in one.adjectives]
    listed += [StateName(n, one.code, "people") for n in one.people]
    capitals = () if one.capital is None else (one.capital, *one.capital_aliases)
    # "Singapore" is the state before it is its city, so the capital adds nothing there.
    listed += [StateName(n, one.code, "capital") for n in capitals if n not in one.names]
    listed += [StateName(n, one.code, "seat") for n in one.seats]
    return listed


@cache
def state_names() -> Mapping[str, tuple[StateName, ...]]:
    """Every surface form exactly as printed, with what it can stand for.

    Several entries may be several forms of one state ("Vietnamese" is adjective and people) or, with different codes,
    a true ambiguity ("Congo", "Korean"): see ``ambiguous_names``. Entries run name, abbreviation, adjective, people,
    capital, seat. Forms without the article; a caller that meets "the Kremlin" looks up "Kremlin".
    """
    found: dict[str, dict[StateName, None]] = {}
    for one in states():
        for name in _forms(one):
            found.setdefault(name.text, {})[name] = None
    return MappingProxyType({text: tuple(names) for text, names in sorted(found.items())})


@cache
def ambiguous_names() -> Mapping[str, tuple[str, ...]]:
    """The surface forms that more than one state shares, with the codes."""
    coded = {text: tuple(dict.fromkeys(n.code for n in names)) for text, names in state_names().items()}
    return MappingProxyType({text: codes for text, codes in coded.items() if len(codes) > 1})
