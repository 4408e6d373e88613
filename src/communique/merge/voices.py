"""Who a report can come from: outlets, bodies and persons, each with one key under whatever name a text gives it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from communique.knowledge.mouthpieces import body_in, state_in
from communique.knowledge.organisations import organisation_names
from communique.knowledge.sources import find_outlet
from communique.knowledge.states import display_name
from communique.model.ids import slug
from communique.model.records import Source, Statement
from communique.model.values import ActorKind, Link, LinkKind, Participant

_KEPT = 4096  # names at hand: the same few stand in every report
_SPOKESPERSON = "spokesperson"
# Offices that many hold: two texts that name one of these need not mean the same person.
_NOBODY = frozenset(("official", "diplomat", "lawmaker", "aide", "adviser", "minister", "envoy", "soldier", "source"))
_MEDIA = re.compile(
    r"(?i)\b(?:media|press|television|tv|radio|news|newspapers?|outlets?|stations?|agenc(?:y|ies)|broadcasters?)\b"
)
_NO_WORD = re.compile(r"[\d.]")  # "24.kg", "kremlin.ru"
_JOINT = re.compile(r"(?i)\bjoint (?:statement|communiqu[eé]|declaration|press release|readout)\b")
_ASIDE = re.compile(r"\s*[(\[](?P<words>[^()\[\]]*)[)\]]\s*")
_EXTRA = re.compile(r"(?i)^the\s+|\s+(?:news agency|press agency|agency|newspaper|website|online)$")
_OWN_GOVERNMENT = frozenset(("GOV", "MIL", "COP", "SPY"))


@dataclass(frozen=True, slots=True, order=True)
class Voice:
    """Somebody who tells something on his own account. ``key`` is what two reports must share to be one origin.

    ``wider``: the key of what this is one of: of the state whose body it is, for texts that only say "Moscow", or of
    its state's media, for those that say "Chinese state media".
    """

    key: str
    name: str
    wider: str = ""


@lru_cache(maxsize=_KEPT)
def outlet_voice(name: str) -> Voice:
    """An outlet by any of its names. A government's site is that government's body."""
    known = _known_outlet(name)
    if known is not None:
        return source_voice(known)
    return _body(name, None) or _organisation(name) or Voice(f"source:{_bare(name)}", name)


@lru_cache(maxsize=_KEPT)
def medium_voice(name: str, country: str | None) -> Voice | None:
    """A medium that a text names; a state's media where that is all it says, and None for just "state media"."""
    if _known_outlet(name) is not None or _NO_WORD.search(name):
        return outlet_voice(name)
    capitals = [w for w in name.split() if w[:1].isupper() and state_in(w) is None]
    if capitals or not _MEDIA.search(name):
        return outlet_voice(name) if capitals or state_in(name) else None
    state = state_in(name) or country
    return Voice(f"media:{state}", f"media of {display_name(state)}") if state else None


@lru_cache(maxsize=_KEPT)
def source_voice(source: Source) -> Voice:
    """Who publishes a document."""
    if source.kind not in ("agency", "newspaper", "broadcaster", "aggregator", "blog"):
        found = _body(source.name, source.country) or _organisation(source.name)
        if found is not None:
            return found
    known = _known_outlet(source.name) if source.kind != "government" else None
    if known is None or known.kind == "government":
        return Voice(f"source:{_bare(source.name)}", source.name)
    return Voice(f"source:{known.id}", known.name, f"media:{known.country}" if known.country else "")


@lru_cache(maxsize=_KEPT)
def partner_in(name: str) -> str | None:
    """The agency whose report an outlet prints, where its name is given with it ("Delta Post / AFP")."""
    first, _, last = name.rpartition("/")
    outlet = find_outlet(last.strip()) if first.strip() else None
    return outlet.name if outlet is not None and outlet.kind == "agency" else None


def _known_outlet(name: str) -> Source | None:
    aside = _ASIDE.search(name)
    bare = _ASIDE.sub(" ", name).strip()
    first = name.partition("/")[0].strip()
    names = (name, bare, first, *((aside["words"],) if aside else ()))
    return next((outlet for n in names if (outlet := find_outlet(n)) is not None), None)


def _bare(name: str) -> str:
    words = _ASIDE.sub(" ", name).partition("/")[0].strip()
    return slug(_EXTRA.sub("", words) or words or name)


def _body(name: str, country: str | None) -> Voice | None:
    body = body_in(name)
    state = state_in(name) or country
    if body is None or state is None:
        return None
    return Voice(f"body:{state}:{body}", f"{body} of {display_name(state)}", f"state:{state}")


def _organisation(name: str) -> Voice | None:
    known = organisation_names().get(name) or organisation_names().get(name.removeprefix("The ").removeprefix("the "))
    if known is None or known.sector == "MED":
        return None
    wider = f"state:{known.country}" if known.country and known.sector in _OWN_GOVERNMENT else ""
    return Voice(f"org:{known.id}", known.name, wider)


def speaker_voice(row: Participant, bodies: Mapping[str, str], home: str | None = None) -> Voice | None:
    """Who speaks; None for somebody who cannot be known again in another text ("a diplomat").

    Args:
        row: the speaker.
        bodies: actor id of a spokesperson -> the body spoken for, from ``bodies_of``.
        home: whose "foreign ministry" it is where the text does not say: the state that the outlet is of.
    """
    state = state_in(row.text) or row.country
    body = body_in(row.text)
    if row.kind is ActorKind.STATE:
        return _of_state(body, row.country or state, row.name)
    if row.kind in (ActorKind.ORGANISATION, ActorKind.ARMED_GROUP):
        if row.sector == "MED":
            return medium_voice(row.name, state)
        found = _of_state(body or body_in(row.name), state, "") if body or body_in(row.name) else None
        wider = f"state:{state}" if state and row.sector in _OWN_GOVERNMENT else ""
        return found or _organisation(row.name) or Voice(row.actor or f"org:{slug(row.name)}", row.name, wider)
    if row.kind is ActorKind.PERSON:
        if row.office == _SPOKESPERSON and state and (spoken := body or bodies.get(row.actor or row.name)):
            return _of_state(spoken, state, "")
        nameless = (row.actor or "").startswith("office:") or row.name.casefold() == (row.office or "").casefold()
        if nameless and row.office in _NOBODY:
            return None
        return Voice(row.actor or f"person:{slug(row.name)}", row.name)
    if _JOINT.search(row.text):
        return Voice("paper:joint", "their joint statement")  # of one happening there is one
    return _of_state(body, state or home, "") if body and (state or home) else None


def _of_state(body: str | None, state: str | None, name: str) -> Voice | None:
    if state is None:
        return None
    if body is None:
        return Voice(f"state:{state}", name or display_name(state))
    return Voice(f"body:{state}:{body}", f"{body} of {display_name(state)}", f"state:{state}")


def link_voice(link: Link) -> Voice | None:
    """Who a link of a chain is, where no statement tells more of him; None for an anonymous one."""
    if link.kind is LinkKind.MEDIUM:
        return medium_voice(link.name, link.country)
    if link.kind is LinkKind.ANONYMOUS:
        return None
    if link.country and link.name == display_name(link.country):
        return Voice(f"state:{link.country}", link.name)
    return _body(link.name, link.country) or _organisation(link.name) or Voice(f"person:{slug(link.name)}", link.name)


def bodies_of(statements: Iterable[Statement]) -> Mapping[str, str]:
    """For whom spokespersons speak, by actor id or name: where texts say it of one, and all the same."""
    found: dict[str, set[str]] = {}
    for statement in statements:
        for row in statement.speakers:
            body = body_in(row.text) if row.office == _SPOKESPERSON else None
            if body is not None:
                found.setdefault(row.actor or row.name, set()).add(body)
    return {who: min(named) for who, named in found.items() if len(named) == 1}
