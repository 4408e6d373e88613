"""How near two words for happenings are: the same, derived from each other, or told one by the other.

What means the same is told by `data/synonyms.csv`; derivation by endings ("announce", "announcement"), as in the word
families of Bauer and Nation (1993).
"""

from __future__ import annotations

import csv
import io
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib import resources

from communique.errors import BadTable

_COLUMNS = ["closeness", "topic", "words"]
_ENDINGS = frozenset(
    "|s|es|ed|d|ing|e|er|ers|or|ion|ions|ation|ations|ition|ment|ments|al|als|ance|ence|y|ive|ure|ness|th|age|able|"
    "ory|ial|ity|ally|ly|t|ant|ent|ist|ism|ee".split("|")
)
_STEM = 4  # letters that two words of one family share at least
_LONGEST_ENDING = 5
# "Checked into" and "checked in": the longer preposition only says that a place follows.
_PARTICLES = {"into": "in", "onto": "on", "upon": "on", "towards": "to", "toward": "to"}


class Nearness(StrEnum):
    """From the nearest to the farthest. ``LEMMA``: one verb, with different particles."""

    SAME = "same"
    LEMMA = "lemma"
    DERIVED = "derived"
    CLOSE = "close"
    NEAR = "near"
    FAR = "far"


@dataclass(frozen=True, slots=True)
class Word:
    """``lemma``: the dictionary form; ``phrase``: with its particle ("step_down"), else equal to it."""

    lemma: str
    phrase: str


def word(lemma: str, phrase: str) -> Word:
    """A word as it is looked up: its form mended where a headline's capital hid it ("Escapes"), its particle short."""
    base = base_form(lemma)
    particle = phrase.partition("_")[2]
    return Word(base, f"{base}_{_PARTICLES.get(particle, particle)}" if particle else base)


@cache
def base_form(lemma: str) -> str:
    """``lemma``, without an ending where only what is left stands in the table."""
    if lemma in _known():
        return lemma
    return next((form for form in _stripped(lemma) if form in _known()), lemma)


def _stripped(form: str) -> Iterator[str]:
    for ending, put in (
        ("ies", "y"),
        ("es", ""),
        ("s", ""),
        ("ied", "y"),
        ("ed", ""),
        ("ed", "e"),
        ("ing", ""),
        ("ing", "e"),
    ):
        if form.endswith(ending) and len(form) - len(ending) >= 3:
            stem = form.removesuffix(ending)
            yield stem + put
            if not put and len(stem) > 3 and stem[-1] == stem[-2]:  # "robbed"
                yield stem[:-1]


@cache
def nearness(one: Word, two: Word) -> Nearness:
    """How near two words are; the same whichever comes first."""
    if one.phrase == two.phrase:
        return Nearness.SAME
    if one.lemma == two.lemma:
        return Nearness.LEMMA
    if derived(one.lemma, two.lemma):
        return Nearness.DERIVED
    if _rows_of(one, "close") & _rows_of(two, "close"):
        return Nearness.CLOSE
    return Nearness.NEAR if _rows_of(one, "near") & _rows_of(two, "near") else Nearness.FAR


def derived(one: str, two: str) -> bool:
    """True when two words share a beginning and each goes on with an ending of English derivation only."""
    shared = 0
    for a, b in zip(one, two, strict=False):
        if a != b:
            break
        shared += 1
    if shared < max(_STEM, max(len(one), len(two)) - _LONGEST_ENDING):
        return False
    return one[shared:] in _ENDINGS and two[shared:] in _ENDINGS


def in_rows(lemma: str, topics: Iterable[str]) -> bool:
    """True when a word stands in a row of the table with one of these topics."""
    wanted = set(topics)
    return any(topic in wanted for _, topic, words in synonyms() if lemma in words)


def _rows_of(word: Word, closeness: str) -> frozenset[int]:
    """Numbers of the rows in which a word stands: as a phrase, or where no row has that, by its verb alone."""
    rows = _index()[closeness]
    return rows.get(word.phrase) or rows.get(word.lemma, frozenset())


@cache
def _index() -> dict[str, dict[str, frozenset[int]]]:
    found: dict[str, defaultdict[str, set[int]]] = {"close": defaultdict(set), "near": defaultdict(set)}
    for number, (closeness, _, words) in enumerate(synonyms()):
        for each in words:
            found[closeness][each].add(number)
    return {name: {w: frozenset(rows) for w, rows in table.items()} for name, table in found.items()}


@cache
def _known() -> frozenset[str]:
    return frozenset(w for _, _, words in synonyms() for w in words)


@cache
def synonyms() -> tuple[tuple[str, str, frozenset[str]], ...]:
    """The rows of `data/synonyms.csv`: closeness, topic, words.

    Raises:
        BadTable: other columns, an unknown closeness, a row with fewer than two words or with one twice or not in
            lower case, or two rows with one closeness and topic.
    """
    text = resources.files("communique.merge.mentions").joinpath("data", "synonyms.csv").read_text(encoding="utf-8")
    return tuple(read_synonyms(text))


def read_synonyms(text: str) -> Iterator[tuple[str, str, frozenset[str]]]:
    """What `synonyms` gives, of the table's ``text``."""
    reader = csv.reader(io.StringIO(text))
    header: list[str] | None = None
    seen = set[tuple[str, str]]()
    for cells in reader:
        if not cells or cells[0].startswith("#"):
            continue
        where = f"synonyms.csv:{reader.line_num}"
        if header is None:
            header = cells
            if header != _COLUMNS:
                raise BadTable(f"{where}: columns are {header}", f"they should be {_COLUMNS}")
            continue
        if len(cells) != len(_COLUMNS) or cells[0] not in ("close", "near") or not cells[1]:
            raise BadTable(f"{where}: {cells}", "a row is close or near, its topic, its words")
        words = cells[2].split("|")
        if len(words) < 2 or len(set(words)) != len(words) or not all(w and w == w.lower().strip() for w in words):
            raise BadTable(f"{where}: {cells[2]}", "two words or more, lower-case, each once, with | between")
        if (cells[0], cells[1]) in seen:
            raise BadTable(f"{where}: a second row {cells[0]},{cells[1]}", "put the words into one row")
        seen.add((cells[0], cells[1]))
        yield cells[0], cells[1], frozenset(words)
