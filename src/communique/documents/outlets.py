"""Names of outlets that no table has to know: standing on a line of their own, or built as outlets' names are."""

from __future__ import annotations

import re
from functools import cache

from communique.documents.datelines import is_place
from communique.documents.furniture import words_of
from communique.documents.lines import fold
from communique.knowledge.sources import find_outlet
from communique.knowledge.states import states

DOMAIN = re.compile(r"(?i)^(?:www\.)?[a-z0-9][a-z0-9-]+(?:\.[a-z]{2,4}){1,2}$")
_ACRONYM = re.compile(r"^[A-Z]{2,8}$")
_NAME_WORD = re.compile(r"[^\W_][\w'’.-]*|&")
_LONGEST = 200  # characters
_MOST_WORDS = 6
_TRANSLATED_ASIDE = re.compile(r"(?i)[(\[]\s*(?:machine |auto-?)?translat[^()\[\]]*[)\]]")
_TRANSLATED_PIECE = re.compile(r"(?i)^(?:machine-?\s?|auto-?)?translat(?:ed|ion)\b(?: (?:by|from|with) .*)?$")
_DESK = re.compile(r"(?:(?:by|from) )?(?P<name>.+?)['’]s? (?:[A-Z][\w-]+ ){1,3}(?:Service|Bureau|Desk)")
_SEPARATOR = re.compile(r"\s*[/,;&|()+•·]\s*|\s+[-–—]\s+|\s+and\s+")


def outlet_like(name: str) -> bool:
    """True for a known outlet, and for a capitalised name that ends, or begins, as only outlets' names do.

    "Kinabalu Ledger" and "Radio Sahel" are, "World News" (a section), "State Media" and "Energy Agency" are not. A name
    that ends in a word which other things are called too ("News", "Media", "TV") needs a word that is neither a
    section's nor a place's.
    """
    if find_outlet(name) is not None:
        return True
    words = name.split()
    if not 2 <= len(words) <= _MOST_WORDS or not all(_NAME_WORD.fullmatch(w) for w in words):
        return False
    if not words[-1][0].isupper() or any(not w[0].isupper() and w not in words_of("small") and w != "&" for w in words):
        return False
    folded = [fold(w) for w in words]
    last, before = folded[-1], [w for w in folded[:-1] if w not in words_of("small")]
    if last in ("agency", "service"):
        return len(words) >= 3 and folded[-2] in ("news", "press")
    if last in words_of("outlet_nouns"):
        return any(w not in words_of("sections") for w in before)
    if last in words_of("wide_outlet_nouns"):
        return _named_apart(before)
    named = {w for w in folded[1:] if w not in words_of("small") and w != "the"}
    return folded[0] in ("radio", "tv", "voice") and bool(named) and not named & words_of("sections")


def _named_apart(words: list[str]) -> bool:
    return any(w not in words_of("sections") and w not in _of_states() and not is_place(w) for w in words)


@cache
def _of_states() -> frozenset[str]:
    forms = (form for s in states() for form in (*s.names, *s.adjectives, *s.people, *s.seats, *s.regions))
    return frozenset(word for form in forms for word in fold(form).split())


def same_outlet(one: str, other: str) -> bool:
    """True when two names are one outlet's: an alias, an article more, or, for an unknown one, its initials."""
    first, second = (fold(n).removeprefix("the ") for n in (one, other))
    if first == second:
        return True
    known, also = find_outlet(one), find_outlet(other)
    if known is not None and also is not None:
        return known.id == also.id
    if known is not None or also is not None:
        return False
    return _initials(one) == other.strip() or _initials(other) == one.strip()


def _initials(name: str) -> str | None:
    words = [w for w in re.split(r"[\s-]+", name) if w and w.lower() not in words_of("small")]
    return "".join(w[0] for w in words).upper() if len(words) > 1 else None


def outlets_in_line(text: str, *, last: bool = False) -> tuple[str, ...]:
    """The names of outlets that a line consists of ("VNA", "AFP/Reuters", "jm/dm (AFP, dpa)"); empty when it says more.

    ``last``: the line ends the text, where a bare domain, a row of capitals or a name built as outlets' names are can
    only be an outlet. Beside the note that the text is translated any name is one ("Sol | Translated from Spanish").
    """
    bare = " ".join(text.split())
    if len(bare) > _LONGEST:
        return ()
    translated = _TRANSLATED_ASIDE.search(bare) is not None
    bare = _TRANSLATED_ASIDE.sub("", bare).strip(" .*_-–—|()[]:")
    if not bare or len(bare) > 60:
        return ()
    if find_outlet(bare) is not None:
        return (bare,)
    if (desk := _DESK.fullmatch(bare)) is not None and find_outlet(desk["name"]) is not None:
        return (desk["name"],)
    pieces = [p for piece in _SEPARATOR.split(bare) if (p := piece.strip(" .-–—"))]
    if len(pieces) > 1 and any(_TRANSLATED_PIECE.match(p) for p in pieces):
        pieces, translated = [p for p in pieces if not _TRANSLATED_PIECE.match(p)], True
    if translated and len(pieces) == 1 and bare_name(pieces[0]):
        return (pieces[0],)
    if last and outlet_like(bare):
        return (bare,)
    found = []
    # Beside an agency in brackets capitals are another one: "(VNA/VNP)".
    agencies = len(pieces) > 1 and text.strip().startswith("(") and any(_known(p) for p in pieces)
    for piece in pieces:
        capitals = _ACRONYM.match(piece) and not is_place(piece) and (agencies or piece == text.strip(" .-–—"))
        if _known(piece) or (last and (capitals or DOMAIN.match(piece) or outlet_like(piece))):
            found.append(piece)
        elif not re.fullmatch(r"[a-z]{2,3}", piece):  # the initials of an editor
            return ()
    return tuple(found)


def bare_name(piece: str) -> bool:
    """True for a domain, or a few capitalised words that are no place: what can be an outlet where one is announced."""
    words = piece.split()
    capitals = all(w[0].isupper() or w in words_of("small") for w in words)
    return bool(DOMAIN.match(piece)) or (capitals and len(words) <= _MOST_WORDS and not is_place(piece))


def _known(piece: str) -> bool:
    return find_outlet(piece) is not None or piece.lower() in ("agencies", "news agencies")
