"""Names of those who wrote a report, and names of outlets, standing on a line of their own."""

from __future__ import annotations

import re
from functools import cache

from communique.documents.datelines import is_place
from communique.documents.dates import MONTHS, WEEKDAYS
from communique.documents.furniture import words_of
from communique.knowledge.sources import find_outlet

_NAME_WORD = re.compile(r"(?:[^\W\d_]\.)+|[^\W\d_][^\W\d_]*(?:['’-][^\W\d_]+)*\.?")
_START = re.compile(
    r"(?i)^(?:by|written by|reported by|reporting by|report by|text by|text|story by|author|authors|reporter|"
    r"compiled by|edited by|translated by|correspondent|from our (?:own )?correspondent)\b\s*[:.]?\s*"
)
_ROLE = re.compile(
    r"(?i)^(?:(?:a |the |our |special |chief |senior |foreign |diplomatic |political |staff |news |web |world |"
    r"international |online |national |contributing |associated press |ap |reuters |guest )*"
    r"(?:correspondents?|reporters?|writers?|editors?|desk|columnist|contributor|staff|bureau(?: chief)?|team|analyst|"
    r"service|agencies|agency|report|newsroom))$"
)
_PLACE_AFTER = re.compile(r"(?i)\s+(?:in|from|reporting from|at)\s+(?=[^\W\d_])")
_HANDLE = re.compile(r"^(?:@\w+|\S+@\S+\.\w+|https?://\S+)$")
_DOMAIN = re.compile(r"(?i)^(?:www\.)?[a-z0-9][a-z0-9-]+(?:\.[a-z]{2,4}){1,2}$")
_LONGEST = 200  # characters
_ACRONYM = re.compile(r"^[A-Z]{2,8}$")


@cache
def _no_names() -> frozenset[str]:
    return words_of("no_names") | frozenset((*MONTHS, *WEEKDAYS))


def is_name(text: str) -> bool:
    """True for two to five capitalised words that may be a person's name. Whether it is one, only context tells."""
    words = text.split()
    if not 2 <= len(words) <= 5 or not all(_NAME_WORD.fullmatch(w) for w in words):
        return False
    if any(w.lower().rstrip(".") in _no_names() for w in words):
        return False
    return all(w[0].isupper() or w in words_of("particles") for w in words) and words[-1][0].isupper()


def is_byline(text: str) -> bool:
    """True for "by Jane Doe", "By X and Y in Hanoi", "Jane Doe, Daily News", "Web Desk": who wrote it, no more."""
    bare = " ".join(text.split()).strip(" *_-–—|()[]")
    if len(bare) > _LONGEST or len(bare.split()) > 16:
        return False
    start = _START.match(bare)
    rest = bare[start.end() :] if start else bare
    if not rest:
        return False
    pieces = [p.strip(" .") for p in re.split(r"\s*[,;|/•·–—&]\s*|\s+-\s+|\s+and\s+", rest) if p.strip(" .")]
    if not pieces:
        return False
    names = roles = outlets = 0
    for piece in pieces:
        name, *place = _PLACE_AFTER.split(piece, maxsplit=1)
        if place and not (place[0][0].isupper() and len(place[0].split()) <= 4):
            return False
        if _ROLE.match(name) or _HANDLE.match(name):
            roles += 1
        elif find_outlet(name) is not None or _DOMAIN.match(name):
            outlets += 1
        elif (is_name(name) or (start and _single(name))) and not is_place(name):
            names += 1
        elif not is_place(name):
            return False
    if start:
        return bool(names or roles or outlets)
    return bool(names and (roles or outlets)) or bool(roles and not names and len(bare.split()) <= 4)


def _single(name: str) -> bool:
    word = _NAME_WORD.fullmatch(name)
    return bool(word) and name[0].isupper() and name.lower() not in _no_names()


def outlets_in_line(text: str, *, last: bool = False) -> tuple[str, ...]:
    """The names of outlets that a line consists of ("VNA", "AFP/Reuters", "jm/dm (AFP, dpa)"); empty when it says more.

    ``last``: the line ends the text, where a bare domain or a row of capitals can only be an outlet.
    """
    bare = " ".join(text.split())
    if len(bare) > _LONGEST:
        return ()
    bare = re.sub(r"(?i)[(\[]\s*translated[^()\[\]]*[)\]]", "", bare).strip(" .*_-–—|()[]:")
    if not bare or len(bare) > 60:
        return ()
    if find_outlet(bare) is not None:
        return (bare,)
    pieces = [p for piece in re.split(r"\s*[/,;&|()+]\s*|\s+[-–—]\s+|\s+and\s+", bare) if (p := piece.strip(" .-–—"))]
    found = []
    for piece in pieces:
        capitals = _ACRONYM.match(piece) and piece == text.strip(" .-–—") and not is_place(piece)
        if _known(piece) or (last and (capitals or _DOMAIN.match(piece))):
            found.append(piece)
        elif not re.fullmatch(r"[a-z]{2,3}", piece):  # the initials of an editor
            return ()
    return tuple(found)


def _known(piece: str) -> bool:
    return find_outlet(piece) is not None or piece.lower() in ("agencies", "news agencies")
