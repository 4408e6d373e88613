"""Names of those who wrote a report, standing on a line of their own, and the outlets that they write for."""

from __future__ import annotations

import re
from functools import cache

from communique.documents.datelines import is_place
from communique.documents.dates import MONTHS, WEEKDAYS
from communique.documents.furniture import words_of
from communique.documents.outlets import DOMAIN, outlet_like
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
    r"service|agencies|agency|report|newsroom|admin(?:istrator)?))$"
)
_PLACE_AFTER = re.compile(r"(?i)\s+(?:in|from|reporting from|at)\s+(?=[^\W\d_])")
_HANDLE = re.compile(r"^(?:@\w+|\S+@\S+\.\w+|https?://\S+)$")
_STAFF_OF = re.compile(r"(?i)(?:['’]s?)?\s+(?:staff|desk|bureau|team|reporters?|correspondents?|writers?|staff \w+)$")
_LONGEST = 200  # characters


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
    pieces = _pieces(rest)
    if not pieces:
        return False
    names = roles = outlets = 0
    for at, piece in enumerate(pieces):
        name, *place = _PLACE_AFTER.split(piece, maxsplit=1)
        staffed = _STAFF_OF.sub("", name).removeprefix("the ")
        if place and not (place[0][0].isupper() and len(place[0].split()) <= 4):
            return False
        if _ROLE.match(name) or _HANDLE.match(name):
            roles += 1
        elif find_outlet(name) is not None or DOMAIN.match(name) or ((at or staffed != name) and outlet_like(staffed)):
            outlets += 1
        elif (is_name(name) or (start and _single(name))) and not is_place(name):
            names += 1
        elif not is_place(name):
            return False
    if start:
        return bool(names or roles or outlets)
    return bool(names and (roles or outlets)) or bool(roles and not names and len(bare.split()) <= 4)


def byline_outlets(text: str) -> tuple[str, ...]:
    """The outlets that a byline names, as written: known ones, and what looks like one behind a person's name.

    A name of two words is a person's in the first place ("By Emily Post"), and one that ends as surnames do anywhere,
    unless staff of it is meant.
    """
    bare = " ".join(text.split()).strip(" *_-–—|()[]")
    start = _START.match(bare)
    found: list[str] = []
    for at, piece in enumerate(_pieces(bare[start.end() :] if start else bare)):
        name = _STAFF_OF.sub("", _PLACE_AFTER.split(piece, maxsplit=1)[0]).removeprefix("the ")
        surname = name.rpartition(" ")[2].lower() in words_of("surnames")
        certain = name != piece or len(name.split()) > 2 or (at > 0 and not surname)
        if find_outlet(name) is not None or (certain and outlet_like(name)):
            found.append(name)
    return tuple(found)


def _pieces(text: str) -> list[str]:
    return [p for piece in re.split(r"\s*[,;|/•·–—&]\s*|\s+-\s+|\s+and\s+", text) if (p := piece.strip(" ."))]


def _single(name: str) -> bool:
    word = _NAME_WORD.fullmatch(name)
    return bool(word) and name[0].isupper() and name.lower() not in _no_names()
