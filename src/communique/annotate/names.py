"""Persons' names in a parsed paragraph: the tables', the tagger's, what follows a title or a style, and what the
document has named already.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from rapidfuzz import fuzz

from communique.annotate.gazetteer import Hit, HitKind
from communique.annotate.styles import is_style
from communique.knowledge.given_names import given_names
from communique.knowledge.names import sound
from communique.knowledge.places import city_names
from communique.knowledge.tables import fold

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

PARTICLES = frozenset("al bin bint ibn van von der den de da dos del la el di ben ter - ul ur binti".split())
_ARTICLES = frozenset("al el an as ar az ad at ash ul ur".split())  # written with a hyphen: "al-Humoud"
_HONORIFICS = frozenset("mr mr. mrs mrs. ms ms. dr dr. sir comrade minister prince princess".split())
_CALENDAR = frozenset(
    "january february march april may june july august september october november december monday tuesday "
    "wednesday thursday friday saturday sunday".split()
)
_APPOSED = frozenset("counterpart colleague minister president premier ambassador envoy spokesman spokeswoman".split())
_NEVER = frozenset({"COVID-19", "COVID", "Covid", "Covid-19"})
_NEAR = 82  # of 100: "Taufahema"/"Tafahema" is 94, "Hnatyshyn"/"Hnatyshin" 89
_MOST_WORDS = 5  # between a name and the title that is set beside it


@dataclass(frozen=True)
class KnownNames:
    """The names of persons that a first reading of the document found: whole names, and the single words of them."""

    whole: frozenset[tuple[str, ...]] = frozenset()
    words: frozenset[str] = frozenset()
    folded: frozenset[str] = frozenset()

    @classmethod
    def of(cls, names: Iterable[str]) -> KnownNames:
        """From display names."""
        split = [tuple(name.replace("-", " - ").split()) for name in names]
        words = {w for name in split for w in name if len(w) > 1 and w[0].isupper() and w.isalpha()}
        joined = {a + b for n in split for a, _, b in zip(n, n[1:], n[2:], strict=False) if a.lower() in _ARTICLES}
        return cls(frozenset(n for n in split if len(n) > 1), frozenset(words), frozenset(map(fold, words | joined)))

    def near(self, word: str) -> bool:
        """True for another spelling, or a misprint, of one known word: "Yildiray", "Hnatyshin", "Hog" for "Hong"."""
        plain = fold(word)
        return plain in self.folded or any(near_spelling(plain, known) for known in self.folded)


NOTHING_KNOWN = KnownNames()


def near_spelling(one: str, two: str) -> bool:
    """True for two spellings of one name of a person, both folded: "yuldashev" and "yuldoshev". Short ones must be the
    same but for a letter left out ("hog" for "hong").
    """
    if one == two:
        return True
    if not one or not two or one[0] != two[0] or abs(len(one) - len(two)) > 2:
        return False
    if min(len(one), len(two)) < 5:
        return len(one) != len(two) and one[-1] == two[-1] and fuzz.ratio(one, two) >= 85
    # A last vowel tells "Mario" from "Maria".
    if len(one) == len(two) and one[:-1] == two[:-1]:
        return False
    return fuzz.ratio(one, two) >= _NEAR or sound(one) == sound(two)


def name_spans(doc: Doc, hits: list[Hit], known: KnownNames = NOTHING_KNOWN) -> dict[int, int]:
    """Token start to token end of every person's name. ``known``: what this document has named already."""
    return _Finder(doc, hits, known).find()


class _Finder:
    def __init__(self, doc: Doc, hits: list[Hit], known: KnownNames) -> None:
        self.doc, self.hits, self.known = doc, hits, known
        self.taken = {i for h in hits if h.kind is not HitKind.PERSON for i in range(h.start, h.end)}
        self.spans = {h.start: h.end for h in hits if h.kind is HitKind.PERSON}

    def find(self) -> dict[int, int]:
        listed = {i for s, e in self.spans.items() for i in range(s, e)}
        self._whole()
        for entity in self.doc.ents:
            if entity.label_ == "PERSON" and not listed.intersection(range(entity.start, entity.end)):
                self._add(entity.start, entity.end)
        for hit in self.hits:
            if hit.kind is HitKind.TITLE and not hit.plural and hit.end < len(self.doc):
                self._follow(self._past_state(hit.end))
                self._apposed(hit.end)
        for token in self.doc:
            self._beside(token)
        self._again()
        return _without_overlap(self.spans)

    def _whole(self) -> None:
        """Whole names that the document has elsewhere, whatever the tagger makes of them here."""
        first: dict[str, list[tuple[str, ...]]] = {}
        for name in sorted(self.known.whole, key=lambda n: (-len(n), n)):
            first.setdefault(name[0], []).append(name)
        for token in self.doc:
            for name in first.get(token.text, ()):
                end = token.i + len(name)
                if tuple(t.text for t in self.doc[token.i : end]) == name and not self._overlaps(token.i, end):
                    self.spans[token.i] = max(end, self.spans.get(token.i, 0))
                    break

    def _overlaps(self, start: int, end: int) -> bool:
        return bool(self.taken.intersection(range(start, end)))

    def _beside(self, token: Token) -> None:
        doc, i = self.doc, token.i
        apposed = token.lower_ in _APPOSED and i + 3 < len(doc) and doc[i + 1].text == ","
        if apposed and doc[i + 2].pos_ == doc[i + 3].pos_ == "PROPN":
            self._follow(i + 2)
        if (token.lower_ in _HONORIFICS or is_style(token.text)) and i + 1 < len(doc) and token.text[0].isupper():
            self._follow(i + 1)
        if token.ent_type_ != "PERSON" and self._opens_a_name(i):
            self._add(i, self._right(i))

    def _opens_a_name(self, i: int) -> bool:
        """A given name with more of a name after it, or a run of proper nouns that a title is set beside."""
        doc = self.doc
        if not self._free(i) or (i and self._free(i - 1) and _namelike(doc, i - 1) and doc[i - 1].pos_ == "PROPN"):
            return False
        end = self._right(i)
        if end - i < 2 or doc[i].pos_ != "PROPN" or doc[i:end].text in city_names():
            return False
        if doc[i].text not in self.known.words and any(t.text in self.known.words for t in doc[i + 1 : end]):
            return False  # "Later Moyo": a word before a name that is known without it
        if fold(doc[i].text) in given_names() and not any(t.text.lower() in _PLACES for t in doc[i:end]):
            return True
        return self._titled(end)

    def _titled(self, end: int) -> bool:
        """ "X Y, a French Treasury official," sets a title beside what stands before it."""
        doc = self.doc
        if end + 1 >= len(doc) or doc[end].text != ",":
            return False
        opens = doc[end + 1].lower_
        if opens == "who":
            return True
        states = {h.start for h in self.hits if h.kind is HitKind.STATE}
        if opens not in {"a", "an", "the", "his", "her", "its"} and end + 1 not in states:
            return False
        titles = {h.start for h in self.hits if h.kind is HitKind.TITLE}
        for i in range(end + 2, min(len(doc), end + 2 + _MOST_WORDS)):
            if i in titles:
                return True
            if doc[i].is_punct or doc[i].pos_ in {"VERB", "AUX", "ADP"}:
                return False
        return False

    def _free(self, i: int) -> bool:
        return i not in self.taken and _namelike(self.doc, i) and self.doc[i].lower_ not in _CALENDAR

    def _again(self) -> None:
        """Single words that are names in this document, also in another spelling."""
        covered = {i for s, e in self.spans.items() for i in range(s, e)}
        for token in self.doc:
            if token.i in covered or token.i in self.taken or token.i in self.spans:
                continue
            if token.text in self.known.words and token.pos_ in {"PROPN", "NOUN", "ADJ", "VERB"}:
                self.spans[token.i] = self._right(token.i)
            elif self._may_be_misspelt(token) and self.known.near(token.text):
                self.spans[token.i] = token.i + 1

    def _may_be_misspelt(self, token: Token) -> bool:
        """A proper noun on its own; a short one only where it speaks or acts."""
        if token.pos_ != "PROPN" or len(token) < 3 or not self._free(token.i):
            return False
        alone = token.dep_ not in {"compound", "amod", "nmod"} or token.head.i in self.spans
        return alone and (len(token) >= 5 or self._speaks(token))

    @staticmethod
    def _speaks(token: Token) -> bool:
        return token.dep_ == "nsubj" and token.head.pos_ == "VERB"

    def _add(self, start: int, end: int) -> None:
        doc, taken = self.doc, self.taken
        while start < end and (start in taken or not _namelike(doc, start) or doc[start].lower_ in _HONORIFICS):
            start += 1
        stop = start
        while stop < end and stop not in taken and (_namelike(doc, stop) or self._joins(stop)):
            stop += 1
        while stop > start and doc[stop - 1].lower_ in PARTICLES:
            stop -= 1  # a name ends in no particle; `_right` takes up "-soo" of "Yong-soo" again
        if stop <= start:
            return
        text = doc[start:stop].text
        if stop - start == 1 and text in city_names():
            return
        if (
            text in _NEVER
            or doc[start].lower_ in _CALENDAR
            or (text.isupper() and len(text) <= 5 and stop - start == 1)
        ):
            return
        self.spans[start] = max(self._right(stop - 1), self.spans.get(start, 0))

    def _joins(self, i: int) -> bool:
        """A particle, or a hyphen without blanks: the dash of a dateline ends what stands before it."""
        return self.doc[i].lower_ in PARTICLES and (self.doc[i].text != "-" or _hyphen(self.doc, i))

    def _follow(self, i: int) -> None:
        """A name right after a title: capitalised words that the tagger holds for proper nouns."""
        doc = self.doc
        if doc[i].lower_ in _ARTICLES and self._articled(i):
            self.spans.setdefault(i, self._right(i + 2))
            return
        if i in self.spans or i in self.taken or not _namelike(doc, i) or doc[i].lower_ in _CALENDAR:
            return
        if doc[i].pos_ not in {"PROPN", "NOUN", "ADJ"} or (doc[i].text.isupper() and len(doc[i]) > 3):
            return
        self.spans[i] = self._right(i)

    def _past_state(self, i: int) -> int:
        """Past "of Viet Nam" in "the Prime Minister of Viet Nam X Y", as ministries write; not past an adjective, after
        which a body's name comes ("the spokesman of the Chilean Ministry").
        """
        if self.doc[i].lower_ != "of":
            return i
        j = i + 2 if self.doc[i + 1 : i + 2].text.lower() == "the" else i + 1
        for hit in self.hits:
            if hit.start == j and hit.kind is HitKind.STATE and isinstance(hit.payload, tuple):
                plain = any(name.form == "name" for name in hit.payload)
                return hit.end if plain and hit.end < len(self.doc) else i
        return i

    def _apposed(self, comma: int) -> None:
        """ "the Egyptian intelligence chief, X Y, received": two proper nouns at least, and an end."""
        doc = self.doc
        if comma + 2 >= len(doc) or doc[comma].text != "," or not (self._free(comma + 1) and self._free(comma + 2)):
            return
        end = self._right(comma + 2)
        ends = end >= len(doc) or doc[end].text in {",", ".", ")", ";"} or doc[end].lower_ == "and"
        if doc[comma + 1].pos_ == doc[comma + 2].pos_ == "PROPN" and ends:
            self.spans[comma + 1] = max(end, self.spans.get(comma + 1, 0))

    def _articled(self, i: int) -> bool:
        """ "al-Rubayi": the article, a hyphen, the name."""
        return i + 2 < len(self.doc) and self.doc[i + 1].text == "-" and _namelike(self.doc, i + 2)

    def _right(self, last: int) -> int:
        """The end of a name whose last known token is ``last``: further capitalised proper nouns of the same phrase
        belong to it.
        """
        doc, taken = self.doc, self.taken
        end = last + 1
        sentence_end = doc[last].sent.end
        while end < sentence_end and end not in taken:
            if doc[end].lower_ in _ARTICLES and self._articled(end) and end + 2 < sentence_end:
                end += 3
            elif (
                _namelike(doc, end) and doc[end].pos_ == "PROPN" and doc[end].lower_ not in _CALENDAR | _HONORIFICS
            ) or (
                doc[end].lower_ in PARTICLES
                and end + 1 < sentence_end
                and _namelike(doc, end + 1)
                and doc[end + 1].pos_ == "PROPN"
            ):
                end += 1
            elif _hyphen(doc, end) and end + 1 < sentence_end and doc[end + 1].is_alpha and end + 1 not in taken:
                end += 2  # "Yong-soo": the half after the hyphen is written small
            else:
                break
        return end


# Words that make a place or a body of what begins with a given name: "Victoria Falls", "San Jose State".
_PLACES = frozenset(
    "falls lake river beach island islands bay airport university college school hospital street road avenue square "
    "palace park stadium museum institute foundation center centre group company bank corporation inc ltd city county "
    "province state district prize award doctrine plan treaty act accords church cathedral mosque house hall hotel "
    "strait gulf sea ocean mountains mount valley desert peninsula party union league front movement army forces "
    "agency council committee association organization organisation times post news journal daily".split()
)


def _namelike(doc: Doc, i: int) -> bool:
    token = doc[i]
    return (
        token.text[:1].isupper()
        and token.text.replace("-", "").replace("’", "").replace("'", "").replace(".", "").isalpha()
    )


def _hyphen(doc: Doc, i: int) -> bool:
    return doc[i].text == "-" and not doc[i].whitespace_ and not doc[i - 1].whitespace_


def _without_overlap(spans: dict[int, int]) -> dict[int, int]:
    kept: dict[int, int] = {}
    until = -1
    for start in sorted(spans, key=lambda s: (s, -spans[s])):
        if start >= until:
            kept[start] = until = spans[start]
    return kept
