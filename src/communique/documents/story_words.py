"""What the words of an article weigh when stories are told apart.

A term weighs more the more often, the earlier and the rarer it stands (tf-idf: Spärck Jones, "A statistical
interpretation of term specificity and its application in retrieval", 1972). How rare a word is comes from a shipped
table (`data/word_bands.toml`, made by `training/word_bands.py`), and not from the articles that are grouped: there the
words of a large story look common, and a story would weaken its own links as it grows.
"""

from __future__ import annotations

import math
import re
import tomllib
from collections import defaultdict
from collections.abc import Mapping
from functools import cache
from importlib import resources

from communique.documents.wording import WORD
from communique.errors import BadTable

_FILE = "word_bands.toml"
_TITLE = 4.0  # a word of the title counts as much as so many at the head of the text
_LEAD = 100  # words into the text, from which a word counts half: reports give the news first, what led to it later
_READ = 30_000  # characters; what comes later counts next to nothing
_KEPT = 120  # terms; the heaviest ones
_MET = 40.0  # times that the commonest word stands in an article, about; a word counts that divided by its rank (Zipf)
_UNKNOWN = 100_000  # rank of a word that the table lacks
_FIGURE = 20_000  # rank of a figure that it lacks


def vector(title: str, text: str) -> dict[str, float]:
    """The heaviest terms of an article, 120 at most, with weights whose squares add up to 1; nothing where it has none.

    Terms are words without case and the ``s`` of plurals. Those of one letter and those that tell nothing are left out.
    """
    counts: dict[str, float] = defaultdict(float)
    for at, word in enumerate(WORD.findall(text[:_READ])):
        counts[folded(word)] += 1 / (1 + at / _LEAD)
    for word in WORD.findall(title):
        counts[folded(word)] += _TITLE
    rarity = _rarity()
    weights = {t: math.log1p(n) * rarity.get(t, _unlisted(t)) for t, n in counts.items() if len(t) > 1}
    heaviest = sorted((t for t in weights if weights[t] > 0), key=lambda t: (-weights[t], t))[:_KEPT]
    length = math.sqrt(math.fsum(weights[t] ** 2 for t in heaviest))
    return {t: weights[t] / length for t in heaviest}


def folded(word: str) -> str:
    """A word as a term."""
    word = word.casefold()
    if word[0].isdigit():
        return word
    word = word.replace(".", "")
    return word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith("ss") else word


def _unlisted(term: str) -> float:
    return rarity_of(_FIGURE if term[0].isdigit() else _UNKNOWN)


@cache
def rarity_of(rank: int) -> float:
    """The weight of a word that so many are more common than: minus the logarithm of the share of articles with it."""
    return -math.log(-math.expm1(-_MET / rank))


@cache
def _rarity() -> Mapping[str, float]:
    raw = resources.files("communique.documents").joinpath("data", _FILE).read_text(encoding="utf-8")
    return parse(raw)


def parse(raw: str) -> dict[str, float]:
    """Term -> weight, 0 for one that tells nothing; of words with one term the commonest decides.

    Raises:
        BadTable: no TOML, a list that is missing, empty or not lower-case, or a band that is no number.
    """
    try:
        table = tomllib.loads(raw)
    except tomllib.TOMLDecodeError as error:
        raise BadTable(f"{_FILE}: {error}", "correct the TOML") from error
    found: dict[str, float] = {}
    for name in ("ignored", "other_languages"):
        for word in _listed(table.get(name), name):
            found[folded(word)] = 0.0
    bands = table.get("more_common")
    if not isinstance(bands, dict) or not all(re.fullmatch(r"[1-9]\d{0,8}", rank) for rank in bands):
        raise BadTable(f"{_FILE}: more_common is no table of bands", "name each band by a number of words")
    for rank in sorted(map(int, bands)):
        for word in _listed(bands[str(rank)], str(rank)):
            found.setdefault(folded(word), rarity_of(rank))
    return found


def _listed(words: object, name: str) -> list[str]:
    listed = words.split() if isinstance(words, str) else []
    if not listed or any(w != w.casefold() for w in listed):
        raise BadTable(f"{_FILE}: {name} is missing, empty or not lower-case", "give lower-case words between blanks")
    return listed
