"""How far two mentions seem to be of one happening: named features in points, as in `merge/compare.py`.

Who reports on events compares the words, then who and what stands around them, then where all that is told (Cybulska
and Vossen 2015, "Bag of events"; Barhom et al. 2019). The weights were set by hand, in round numbers, and kept where
they did well on news that nothing shipped is taken from.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import NamedTuple

from communique.merge.compare import Comparison, Feature, weighed
from communique.merge.mentions.facts import Mention, cosine
from communique.merge.mentions.words import Nearness, nearness


class Trust(NamedTuple):
    """What a nearness of two words is worth in ``points``; the points of a whole cosine of their ``meaning``, and the
    cosine (``usual``) that says nothing.
    """

    points: float
    meaning: float
    usual: float


WORDS: Mapping[Nearness, Trust] = MappingProxyType(
    {
        Nearness.SAME: Trust(0.5, 2.0, 0.7),
        Nearness.LEMMA: Trust(-0.5, 2.0, 0.7),
        Nearness.DERIVED: Trust(0.3, 2.0, 0.65),
        Nearness.CLOSE: Trust(-0.2, 4.0, 0.42),
        Nearness.NEAR: Trust(-1.0, 2.0, 0.45),
        Nearness.FAR: Trust(-4.0, 8.0, 0.45),
    }
)
WEIGHTS: Mapping[str, float] = MappingProxyType(
    {
        "sides": 0.5,  # subject or object share a word
        "other sides": 0.3,  # both are told, and share none
        "whom": 0.5,
        "rest": 0.6,
        "other rest": 0.2,
        "bearers": 1.0,
        "told": 0.2,  # for each word around one mention that is anywhere in the other's sentence
        "names": 0.3,
        "speech": 3.0,
        "speaker": 2.5,
        "other speaker": 1.0,
        "sentence": 4.0,
        "beside": 1.0,
        "wording": 1.0,
        "documents": 8.0,
    }
)
MEANT = 0.45  # words that the table does not bring together may be one when their meanings are at least so near
_FARTHEST = 0.3  # a cosine further from the usual one tells no more
_BEARERS = 0.5  # usual cosines
_WORDING = 0.2
_DOCUMENTS = 0.25
_ONE_REPORT = 0.45  # documents more alike than this are no nearer
_TOLD = 2
_BESIDE = 1  # once is chance, or a slip of whoever marked the mentions
_ALWAYS_BESIDE = 3


class Setting(NamedTuple):
    """How alike the documents (``documents``) and the wordings of the sentences of two mentions are, 0 to 1; and in how
    many sentences of documents like theirs both words are told, one beside the other.
    """

    documents: float
    wording: float
    beside: int = 0


def compare(one: Mention, two: Mention, setting: Setting) -> Comparison:
    """Compare two mentions; the result is the same whichever comes first."""
    a, b = (one, two) if one.id <= two.id else (two, one)
    return weighed(a.id, b.id, tuple(_features(a, b, setting)))


def _features(a: Mention, b: Mention, setting: Setting) -> Iterator[Feature]:
    near = nearness(a.word, b.word)
    trust = WORDS[near]
    yield Feature("word", 1.0, trust.points, f"{a.word.phrase}, {b.word.phrase}: {near}")
    meant = cosine(a.meaning, b.meaning)
    if meant is not None:
        value = max(-_FARTHEST, min(_FARTHEST, meant - trust.usual))
        yield Feature("meaning", value, trust.meaning, f"meanings {meant:.2f} alike")
    yield from _speakers(a, b) if a.speech and b.speech else _participants(a, b)
    if a.document == b.document and a.sentence == b.sentence:
        yield Feature("sentence", -1.0, WEIGHTS["sentence"], "told side by side in one sentence")
    if setting.beside > _BESIDE and a.word.lemma != b.word.lemma:
        times = min(setting.beside, _ALWAYS_BESIDE) - _BESIDE
        note = f"{setting.beside} sentences of these stories tell both"
        yield Feature("beside", -float(times), WEIGHTS["beside"], note)
    yield Feature("wording", setting.wording - _WORDING, WEIGHTS["wording"], f"wording {setting.wording:.2f} alike")
    alike = min(setting.documents, _ONE_REPORT) - _DOCUMENTS
    yield Feature("documents", alike, WEIGHTS["documents"], f"documents {setting.documents:.2f} alike")


def _speakers(a: Mention, b: Mention) -> Iterator[Feature]:
    """Everybody says something: two sayings are one only where the speaker is."""
    yield Feature("speech", -1.0, WEIGHTS["speech"], "many say many things")
    if a.who and b.who:
        yield _shared("speaker", a.who, b.who, "speaker", "other speaker")


def _participants(a: Mention, b: Mention) -> Iterator[Feature]:
    shared = bool(a.sides & b.sides)
    if a.sides and b.sides:
        yield _shared("sides", a.sides, b.sides, "sides", "other sides")
    if a.whom & b.whom:
        yield Feature("whom", 1.0, WEIGHTS["whom"], f"done to {_listed(a.whom & b.whom)}")
    if a.rest and b.rest:
        yield _shared("rest", a.rest, b.rest, "rest", "other rest")
    if not shared and a.names and b.names and not a.names & b.names:
        yield Feature("names", -1.0, WEIGHTS["names"], "no name in common")
    alike = cosine(a.bearers, b.bearers)
    if alike is not None:
        yield Feature("bearers", alike - _BEARERS, WEIGHTS["bearers"], f"who and what {alike:.2f} alike")
    told = len(a.around & b.words) + len(b.around & a.words)
    if told:
        yield Feature("told", float(min(told, _TOLD)), WEIGHTS["told"], "its participants are in the other's sentence")


def _shared(name: str, one: frozenset[str], two: frozenset[str], same: str, other: str) -> Feature:
    if one & two:
        return Feature(name, 1.0, WEIGHTS[same], f"{name}: {_listed(one & two)}")
    return Feature(name, -1.0, WEIGHTS[other], f"{name}: {_listed(one)}, not {_listed(two)}")


def _listed(words: frozenset[str]) -> str:
    return " ".join(sorted(words))
