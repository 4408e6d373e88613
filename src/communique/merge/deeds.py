"""What two do once, told for two days: a paper on one matter is signed once, and one bridge is opened once."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from communique.merge.facts import content_words, family_of
from communique.merge.papers import alike, city_words, signing_words
from communique.model.ontology import EventType
from communique.model.records import Claim, Document, Event

_TWO = 2
_OPENED = frozenset(("verb open", "verb reopen", "verb inaugurate", "verb hoist", "verb raise", "verb cut"))
_MORE = re.compile(
    r"(?i)\b(?:again|second|third|fourth|another|further|additional|two days (?:later|earlier)|new round)\b"
)
_OF_OPENING = content_words(
    "opened opening reopen reopened reopening inaugurated inauguration ceremony ribbon cut flag raised hoisted "
    "ambassador foreign affairs presence attended joint jointly years first time since again closed closure"
)


def opens(claim: Claim) -> bool:
    """An embassy, a bridge or a border post is opened."""
    return claim.reasons[:1] != () and claim.reasons[0] in _OPENED


def done_once(claim: Claim) -> bool:
    """A paper is signed, or something is opened: no two do that with one thing twice."""
    signed = claim.event is EventType.AGREE and claim.form == "agreement" and family_of(claim)[1] == "signing"
    return (signed and not claim.quantities) or opens(claim)


def one_deed(a: Event, b: Event, claims: Mapping[str, Claim], documents: Mapping[str, Document], *, gap: int) -> bool:
    """True when the reports of two days, ``gap`` days apart, are of one paper or one opening: they tell its matter
    alike. What two sign on days further apart must be told by more than one word.
    """
    one, two = ([claims[i] for i in e.claims] for e in (a, b))
    if not all(done_once(c) for c in (*one, *two)) or {opens(c) for c in one} != {opens(c) for c in two}:
        return False
    if any(_MORE.search(said) for said in _sentences((*one, *two), documents)):
        return False
    if {c.details.stage for c in one} != {c.details.stage for c in two}:
        return False
    matters = [[_matter(c, documents) for c in told] for told in (one, two)]
    if opens(one[0]):
        return any(m & n for m in matters[0] for n in matters[1])
    return any(alike(m, n) and (gap < _TWO or len(m & n) >= _TWO) for m in matters[0] for n in matters[1])


def _sentences(told: Sequence[Claim], documents: Mapping[str, Document]) -> Iterator[str]:
    return (c.sentence.of(d.text) for c in told if (d := documents.get(c.document)) is not None)


def _matter(claim: Claim, documents: Mapping[str, Document]) -> frozenset[str]:
    """The words of its sentence without those of any signing or opening, and without names of people and places."""
    document = documents.get(claim.document)
    if document is None:
        return frozenset()
    names = content_words(" ".join(p.name for p in claim.participants()))  # its words may be "the Embassy of Iran"
    words = content_words(claim.sentence.of(document.text)) - names
    if opens(claim):  # a bridge is a bridge, though there is a Bridgetown
        return words - _OF_OPENING - (content_words(claim.place.name) if claim.place is not None else frozenset())
    return words - city_words() - signing_words()
