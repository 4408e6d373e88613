"""When two written forms of a name can be one person's: folding, transliteration, initials, word order.

The rules are about spelling only. Whether two forms *are* one person also needs their states: see ``link/persons.py``.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from functools import cache
from types import MappingProxyType

from rapidfuzz.distance import Levenshtein

from communique.knowledge.tables import Row, refuse_repeats, shipped_table

SPELLING_COLUMNS = ("spellings", "note")
_LETTERS = str.maketrans(
    {"đ": "d", "ð": "d", "ı": "i", "ł": "l", "ø": "o", "ß": "ss", "æ": "ae", "œ": "oe", "ə": "a", "þ": "th"}
)
_APOSTROPHES = re.compile(r"['’‘ʻʼ`´]")
_WORD = re.compile(r"[^\W_]+")
_HONORIFICS = frozenset(
    ("mr", "mrs", "ms", "dr", "prof", "sir", "lord", "dame", "hon", "excellency", "mister", "madam", "madame", "messrs")
)
_ARTICLES = frozenset(("al", "el", "as", "ash", "ad", "an", "ar"))  # the Arabic article in its assimilated spellings
_PARTICLES = frozenset(
    ("bin", "ibn", "bint", "abu", "da", "de", "del", "della", "di", "dos", "van", "von", "der", "le", "la")
)
# Applied in order to one lower-case ASCII token; each pair is a habit of one romanisation against another.
_SOUNDS: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern), to)
    for pattern, to in (
        (r"tch|tsch", "ch"),
        (r"sch", "sh"),
        (r"kh", "h"),
        (r"gh", "g"),
        (r"ck", "k"),
        (r"ks", "x"),
        (r"q", "k"),
        (r"w", "v"),
        (r"ph", "f"),
        (r"dj|dzh|zh", "j"),
        (r"ou|oo", "u"),
        (r"ee", "i"),
        (r"iy(?=[aeou])", "i"),
        (r"yu|iu", "u"),
        (r"ya|ia", "a"),
        (r"yo|io", "o"),
        (r"^ye|^je", "e"),
        (r"(?<=[^aeiou])ye|(?<=[^aeiou])ie", "e"),
        (r"(.)\1", r"\1"),
        (r"(ei|ey|ej|iy|ij|yi|yy|ii|y)$", "i"),
    )
)
_GENERATIONS = frozenset(("jr", "sr", "junior", "senior"))
_NEAR = 6  # letters a token needs before one letter may differ: shorter ones are other names ("Kim Jong Il")


@cache
def tokens(name: str) -> tuple[str, ...]:
    """The words of a name in lower-case ASCII, without honorifics and the Arabic article; hyphens part words."""
    plain = _APOSTROPHES.sub("", unicodedata.normalize("NFKD", name.lower().translate(_LETTERS)))
    words = _WORD.findall("".join(c for c in plain if not unicodedata.combining(c)))
    kept = [w for w in words if w not in _HONORIFICS]
    bare = [w for i, w in enumerate(kept) if w not in _ARTICLES or i == len(kept) - 1]
    return tuple(bare or kept or words)


@cache
def sound(token: str) -> str:
    """What romanisations of one name have in common: "sergei" and "sergey" give the same."""
    variant = spellings().get(token, token)
    for pattern, to in _SOUNDS:
        variant = pattern.sub(to, variant)
    return variant


def parse_spellings(rows: Iterable[Row]) -> dict[str, str]:
    """Spelling of a given name -> its first spelling.

    Raises:
        BadTable: a spelling that stands in two rows, or a row with fewer than two.
    """
    rows = tuple(rows)
    refuse_repeats(((r, s) for r in rows for s in r.many("spellings")), "spelling")
    for row in rows:
        if len(row.many("spellings")) < 2:
            raise row.bad("fewer than two spellings")
    return {s: r.many("spellings")[0] for r in rows for s in r.many("spellings")}


@cache
def spellings() -> Mapping[str, str]:
    """Spellings of given names over transliterations, each with the first of its row.

    Raises:
        BadTable: ``spellings.csv`` is damaged.
    """
    return MappingProxyType(parse_spellings(shipped_table("spellings.csv", SPELLING_COLUMNS)))


def _same_token(left: str, right: str) -> bool:
    if left == right or sound(left) == sound(right):
        return True
    one, two = sound(left), sound(right)
    if min(len(one), len(two)) < _NEAR or one[0] != two[0]:
        return False
    # A last vowel tells "Mario" from "Maria", so a difference there is never a slip of spelling.
    if len(one) == len(two) and one[:-1] == two[:-1]:
        return False
    return Levenshtein.distance(one, two, score_cutoff=1) <= 1


def _fits(token: str, whole: str) -> bool:
    return _same_token(token, whole) or (min(len(token), len(whole)) == 1 and token[0] == whole[0])


def is_full(name: str) -> bool:
    """True for a name of at least two whole words: a surname alone, or with initials, is not."""
    return sum(len(w) > 1 and w not in _PARTICLES for w in tokens(name)) >= 2


def same_spelling(left: str, right: str) -> bool:
    """True when two full names can be spellings of one: symmetric, but not transitive."""
    (one, born), (two, other) = _generation(tokens(left)), _generation(tokens(right))
    if not one or not two or (born and other and born != other):
        return False
    if one == two or "".join(one) == "".join(two) or sorted(map(sound, one)) == sorted(map(sound, two)):
        return True
    short, long = (one, two) if (len(one), one) <= (len(two), two) else (two, one)
    if len(short) == len(long):
        return all(_fits(a, b) for a, b in zip(short, long, strict=True))
    if len(short) < 2:
        return False
    if short[0] not in _PARTICLES and all(_same_token(a, b) for a, b in zip(short, long[-len(short) :], strict=True)):
        return True
    ends = _same_token(short[0], long[0]) and _same_token(short[-1], long[-1])
    return ends and _in_order(short[1:-1], long[1:-1])


def _generation(words: tuple[str, ...]) -> tuple[tuple[str, ...], str]:
    """The words of a name without "Jr." or "Sr." at their end, which only some reports write; and that."""
    return (words[:-1], words[-1]) if len(words) > 2 and words[-1] in _GENERATIONS else (words, "")


def _in_order(short: tuple[str, ...], long: tuple[str, ...]) -> bool:
    rest = iter(long)
    return all(any(_fits(s, word) for word in rest) for s in short)


def short_of(short: str, full: str) -> bool:
    """True when ``short`` (a surname, or initials and a surname) can stand for ``full``."""
    few, all_words = tokens(short), tokens(full)
    if not few or len(few) > len(all_words):
        return False
    if len(few) == 1:
        return _same_token(few[0], all_words[-1])
    if not _same_token(few[-1], all_words[-1]):
        return False
    return _in_order(few[:-1], all_words[:-1])


def keys(name: str) -> frozenset[str]:
    """Blocking keys, the first letters of its words' sounds: names that ``same_spelling`` accepts share one."""
    return frozenset(sound(w)[:1] for w in (*tokens(name), "".join(tokens(name))))
