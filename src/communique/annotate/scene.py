"""What the rules of namesakes see of one paragraph: its parse, the tables' hits, and small questions about both."""

from __future__ import annotations

from functools import cached_property
from itertools import pairwise
from typing import TYPE_CHECKING

from communique.annotate.gazetteer import Hit, HitKind
from communique.annotate.truecase import is_title_case
from communique.knowledge.states import StateName

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token
    from spacy.tokens import Span as Tokens

_CALENDAR = frozenset(
    "january february march april may june july august september october november december jan jan. feb feb. mar mar. "
    "apr apr. jun jun. jul jul. aug aug. sept sept. sep sep. oct oct. nov nov. dec dec. monday tuesday wednesday "
    "thursday friday saturday sunday".split()
)


class Scene:
    """One paragraph with the hits of the tables in it."""

    def __init__(self, doc: Doc, hits: list[Hit]) -> None:
        self.doc = doc
        self.hits = hits
        self.covered = {i: h for h in hits for i in range(h.start, h.end)}
        self.states = [h for h in hits if h.kind is HitKind.STATE]

    def word(self, i: int) -> str:
        """The token's word in lower case; empty outside the paragraph."""
        return self.doc[i].lower_ if 0 <= i < len(self.doc) else ""

    def surface(self, hit: Hit) -> str:
        """The words of a hit as printed."""
        return self.doc[hit.start : hit.end].text

    def root(self, hit: Hit) -> Token:
        """The token that the rest of the sentence hangs on."""
        return self.doc[hit.start : hit.end].root

    def sentence(self, hit: Hit) -> Tokens:
        """The sentence that the hit stands in."""
        return self.doc[hit.start].sent

    def capital(self, i: int) -> bool:
        """True for a capitalised word that a longer name could have, not of the calendar."""
        if not 0 <= i < len(self.doc):
            return False
        token = self.doc[i]
        return (
            token.text[0].isupper()
            and token.text.replace("-", "").replace("’", "").replace("'", "").replace(".", "").isalpha()
            and token.lower_ not in _CALENDAR
            and token.pos_ in {"PROPN", "NOUN", "ADJ", "X"}
        )

    def run(self, start: int) -> int:
        """The end of the capitalised words, with hyphens between, that begin at ``start``."""
        end = start
        while self.capital(end) or (self.word(end) == "-" and self.capital(end + 1)):
            end += 1
        return end

    def title_case(self, i: int) -> bool:
        """True when capitals say nothing in the sentence of token ``i``."""
        return self._title_case[self.doc[i].sent.start]

    @cached_property
    def _title_case(self) -> dict[int, bool]:
        return {s.start: _is_headline(s) for s in self.doc.sents}

    def has(self, hit: Hit, words: frozenset[str]) -> bool:
        """True when the hit's sentence has one of the words, or a pair of neighbours that is one ("head teacher")."""
        tokens = [t.lower_ for t in self.sentence(hit)]
        pairs = (f"{a} {b}" for a, b in pairwise(tokens))
        return not words.isdisjoint(tokens) or any(pair in words for pair in pairs)


def _is_headline(sent: Tokens) -> bool:
    """True for capitals throughout or a title's case; a short sentence full of names has its verb in small letters."""
    words = [t for t in sent if t.is_alpha]
    if len(words) > 2 and all(t.text[0].isupper() for t in words):
        return True
    small_verb = any(t.pos_ == "VERB" and t.text.islower() and len(t) > 2 for t in words)
    return is_title_case(sent.text) and not small_verb


def names(hit: Hit) -> tuple[StateName, ...]:
    """What a hit of the table of states can stand for."""
    assert isinstance(hit.payload, tuple)
    return hit.payload


def form(hit: Hit) -> str:
    """The first form of a hit: name, abbreviation, adjective, people, capital or seat."""
    return names(hit)[0].form


def codes(hit: Hit) -> frozenset[str]:
    """The states that a hit can mean."""
    return frozenset(n.code for n in names(hit))
