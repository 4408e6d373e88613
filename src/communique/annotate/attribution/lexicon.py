"""The lexicon of cues: which words show that something is said, thought or wanted by somebody, and where it stands."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from communique.annotate.tables import rows
from communique.errors import BadTable

_COLUMNS = ["lemma", "pos", "force", "manner", "frames", "addressee", "object"]
_POS = {"verb": "VERB", "noun": "NOUN", "adj": "ADJ"}
_SHAPES = frozenset({"clause", "inf", "obj", "ger", "small", "raising"})
_PREPOSITIONS = frozenset("about of on for to against with in as at over from".split())
_WHERE = frozenset({"", "passive", "addressee", "quote", "doc", "none", "thought", "marked", "both"})
REPORT, SPEECH, ATTITUDE = "report", "speech", "attitude"


@dataclass(frozen=True, slots=True)
class Word:
    """One cue. ``frames``: what may hold its content (a shape, or a preposition) and where that frame holds; see
    `data/attributions.csv`.

    ``objects``: nouns that a light verb needs ("express" + "hope"); ``particle``: "out" of "point out".
    """

    lemma: str
    pos: str
    force: str
    manner: str
    frames: Mapping[str, str]
    addressee: str
    objects: frozenset[str]
    particle: str = ""

    def says(self, how: str) -> bool:
        """True where content that stands in the frame ``how`` is a statement without quoted words too, and no mere
        thought or deed.
        """
        if self.force == ATTITUDE or how in {"raising", "passive", "inf", "noun"}:
            return False
        if how == "prep":
            return any(self.frames[p] != "thought" for p in self.prepositions)
        return self.frames.get(how, self.frames.get("small", "") if how == "obj" else "") != "thought"

    @property
    def prepositions(self) -> frozenset[str]:
        """Prepositions that hold content after it."""
        return frozenset(f for f, where in self.frames.items() if f not in _SHAPES and where != "none")


@cache
def lexicon() -> Mapping[tuple[str, str], tuple[Word, ...]]:
    """Cues by lemma and part of speech (VERB, NOUN, ADJ); those with a particle ("point out") first.

    Raises:
        BadTable: an unknown value in the shipped table.
    """
    found: dict[tuple[str, str], list[Word]] = {}
    for line, row in rows("attributions.csv", _COLUMNS, _COLUMNS[:5]):
        frames = {}
        for frame in row["frames"].split("|"):
            name, _, where = frame.partition(":")
            if where not in _WHERE:
                raise BadTable(f"attributions.csv:{line}: unknown frame {frame}", f"known are {sorted(_WHERE)}")
            if name in frames or (name not in _SHAPES and name not in _PREPOSITIONS):
                raise BadTable(
                    f"attributions.csv:{line}: {name} is no frame, or given twice", "see the notes on its head"
                )
            frames[name] = where
        if row["pos"] not in _POS or row["force"] not in {REPORT, SPEECH, ATTITUDE}:
            raise BadTable(f"attributions.csv:{line}: part of speech or force is wrong", "see the notes on its head")
        if row["addressee"] not in {"", "obj", "to", "with"}:
            raise BadTable(f"attributions.csv:{line}: addressee is wrong", "it is empty, obj, to or with")
        lemma, _, particle = row["lemma"].partition("_")
        objects = frozenset(w for w in row["object"].split("|") if w)
        pos = _POS[row["pos"]]
        word = Word(lemma, pos, row["force"], row["manner"], frames, row["addressee"], objects, particle)
        found.setdefault((lemma, pos), []).append(word)
    return {key: tuple(sorted(words, key=lambda w: not w.particle)) for key, words in found.items()}


@cache
def reporting() -> frozenset[str]:
    """Lemmas of the plain verbs of reporting, below which a clause is told and not asserted."""
    return frozenset(lemma for (lemma, _), words in lexicon().items() for w in words if w.force == REPORT)
