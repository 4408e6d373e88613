"""Persons' names in a parsed paragraph: the tables', the tagger's, and what follows a title or honorific."""

from __future__ import annotations

from typing import TYPE_CHECKING

from communique.annotate.gazetteer import Hit, HitKind
from communique.knowledge.places import city_names

if TYPE_CHECKING:
    from spacy.tokens import Doc

PARTICLES = frozenset("al bin bint ibn van von der den de da dos del la el di ben ter - ul ur".split())
_HONORIFICS = frozenset("mr mr. mrs mrs. ms ms. dr dr. sir comrade minister prince princess".split())
_CALENDAR = frozenset(
    "january february march april may june july august september october november december monday tuesday "
    "wednesday thursday friday saturday sunday".split()
)
_APPOSED = frozenset("counterpart colleague minister president premier ambassador envoy spokesman spokeswoman".split())
_NEVER = frozenset({"COVID-19", "COVID", "Covid", "Covid-19"})


def name_spans(doc: Doc, hits: list[Hit], known: frozenset[str] = frozenset()) -> dict[int, int]:
    """Token start to token end of every person's name. ``known``: single words that are names in this document."""
    taken = {i for h in hits if h.kind is not HitKind.PERSON for i in range(h.start, h.end)}
    spans = {h.start: h.end for h in hits if h.kind is HitKind.PERSON}
    listed = {i for s, e in spans.items() for i in range(s, e)}
    for entity in doc.ents:
        if entity.label_ == "PERSON" and not listed.intersection(range(entity.start, entity.end)):
            _add(doc, spans, taken, entity.start, entity.end)
    for hit in hits:
        if hit.kind is HitKind.TITLE and not hit.plural and hit.end < len(doc):
            _follow(doc, spans, taken, hit.end)
    for token in doc:
        if token.lower_ in _APPOSED and token.i + 3 < len(doc) and doc[token.i + 1].text == ",":
            i = token.i + 2
            if doc[i].pos_ == doc[i + 1].pos_ == "PROPN":
                _follow(doc, spans, taken, i)
        if token.lower_ in _HONORIFICS and token.i + 1 < len(doc) and token.text[0].isupper():
            _follow(doc, spans, taken, token.i + 1)
    covered = {i for s, e in spans.items() for i in range(s, e)}
    for token in doc:
        if (
            token.text in known
            and token.i not in covered
            and token.i not in taken
            and token.pos_ in {"PROPN", "NOUN", "ADJ", "VERB"}
        ):
            spans[token.i] = _right(doc, taken, token.i)
    return _without_overlap(spans)


def _namelike(doc: Doc, i: int) -> bool:
    token = doc[i]
    return (
        token.text[:1].isupper()
        and token.text.replace("-", "").replace("’", "").replace("'", "").replace(".", "").isalpha()
    )


def _add(doc: Doc, spans: dict[int, int], taken: set[int], start: int, end: int) -> None:
    while start < end and (start in taken or not _namelike(doc, start) or doc[start].lower_ in _HONORIFICS):
        start += 1
    stop = start
    while stop < end and stop not in taken and (_namelike(doc, stop) or doc[stop].lower_ in PARTICLES):
        stop += 1
    while stop > start and doc[stop - 1].lower_ in PARTICLES:
        stop -= 1  # a name ends in no particle; `_right` takes up "-soo" of "Yong-soo" again
    if stop <= start:
        return
    text = doc[start:stop].text
    if stop - start == 1 and text in city_names():
        return
    if text in _NEVER or doc[start].lower_ in _CALENDAR or (text.isupper() and len(text) <= 5 and stop - start == 1):
        return
    spans[start] = max(_right(doc, taken, stop - 1), spans.get(start, 0))


def _follow(doc: Doc, spans: dict[int, int], taken: set[int], i: int) -> None:
    """A name right after a title: capitalised words that the tagger holds for proper nouns."""
    if i in spans or i in taken or not _namelike(doc, i) or doc[i].lower_ in _CALENDAR:
        return
    if doc[i].pos_ not in {"PROPN", "NOUN", "ADJ"} or (doc[i].text.isupper() and len(doc[i]) > 3):
        return
    spans[i] = _right(doc, taken, i)


def _right(doc: Doc, taken: set[int], last: int) -> int:
    """The end of a name whose last known token is ``last``: further capitalised proper nouns of the same phrase
    belong to it.
    """
    end = last + 1
    sentence_end = doc[last].sent.end
    while end < sentence_end and end not in taken:
        if (_namelike(doc, end) and doc[end].pos_ == "PROPN" and doc[end].lower_ not in _CALENDAR | _HONORIFICS) or (
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


def _hyphen(doc: Doc, i: int) -> bool:
    return doc[i].text == "-" and not doc[i].whitespace_ and not doc[i - 1].whitespace_


def _without_overlap(spans: dict[int, int]) -> dict[int, int]:
    kept: dict[int, int] = {}
    until = -1
    for start in sorted(spans, key=lambda s: (s, -spans[s])):
        if start >= until:
            kept[start] = until = spans[start]
    return kept
