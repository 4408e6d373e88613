"""Whether words tell of a happening of its own, or only name one in passing, or one of somebody else."""

from __future__ import annotations

from typing import TYPE_CHECKING

from communique.annotate.build import ClaimBuilder
from communique.annotate.entities import RefKind
from communique.annotate.lexicon import word_classes
from communique.annotate.matches import Match
from communique.annotate.pairs import Pair
from communique.annotate.quantities import casualties
from communique.annotate.syntax import Sentence, is_passive
from communique.model.ontology import EventType

if TYPE_CHECKING:
    from spacy.tokens import Token

_CARRIED_OUT = frozenset("carry launch conduct deliver send complete begin start take make give hand follow".split())
_OF_OTHERS = frozenset(
    "rebel jihadist militant terrorist insurgent suicide separatist guerrilla bandit gun bomb".split()
)
_DEFINITE = frozenset({"the", "this", "that", "these", "those", "such", "both", "their"})


class Telling:
    """Asked of the words of one paragraph."""

    def __init__(self, sentence: Sentence, builder: ClaimBuilder, pair: Pair) -> None:
        self.sentence = sentence
        self.builder = builder
        self.pair = pair

    def of_its_own(self, match: Match, *, watched: bool = False) -> bool:
        """True when the words tell of a happening of its own: a verb that says that it was, is or will be, a day or a
        place; not "the talks" in passing. ``watched``: those present are named.
        """
        token = match.token
        if match.predicate.needs == "toll":
            return True  # whoever counts the dead
        if match.predicate.pos == "noun":
            if token.dep_ == "compound":
                return False
            verb = match.carrier
            if verb is not None and verb.lemma_.lower() == "host":
                return True
            if verb is None and match.predicate.event is EventType.ASSAULT:
                return self.placed(token) or bool(casualties(self.builder.paragraph, token))
            if verb is None:
                return self.placed(token) or (match.predicate.form == "agreement" and watched)
            if verb.lemma_.lower() in {"arrange", "prepare"}:
                return False  # that talks were arranged tells of no talks
            told = verb.lemma_ == "be" and token.dep_ == "attr"  # "It was the fifth session of the commission"
            named = (
                [] if is_passive(verb) or told else [t for t in self.sentence.subjects(verb) if not _holds(t, token)]
            )
            others = [t for t in match.target_tokens if t.pos_ in {"NOUN", "PROPN"}]
            return all(self.stands_for_both(t) for t in (*named, *others))
        if is_passive(token):
            counted = match.predicate.event is EventType.ASSAULT and bool(casualties(self.builder.paragraph, token))
            agents = self.sentence.subjects(token)
            plain = all(self.stands_for_both(t) for t in agents)  # "by the two ministers", where they are not known
            return plain and (bool(match.predicate.objects) or counted)
        subjects = self.sentence.subjects(token)
        if not subjects and token.tag_ == "VBD" and not match.target_tokens:
            # the parser found no subject of "the chiefs of staff of X and Y met": both are named
            near = {e.country for r in self.pair.references(token) if r.kind is not RefKind.PLACE for e in r.entities}
            return len(self.pair.named[0]) == 2 and set(self.pair.named[0]) <= near
        return bool(subjects) and all(self.stands_for_both(t) for t in subjects) and not match.target_tokens

    def stands_for_both(self, token: Token) -> bool:
        """ "the committee", "the two delegations", "experts": nobody in particular, so that it may be both."""
        reference = self.sentence.covering.get(token.i)
        if reference is not None and any(e.country or e.sector for e in reference.entities):
            return False
        inside = [e for r in self.sentence.inside(token) for e in r.entities]
        whose = [t for t in self.sentence.slot(token, "of") if not _of_both(t)]
        plain = not any(e.country or e.sector for e in inside) and not whose
        return plain and (token.lower_ == "they" or token.lemma_.lower() in word_classes()["joint"])

    def stands_for_one(self, token: Token) -> bool:
        """ "the visitor", "the envoy": somebody of whom the words tell no state."""
        reference = self.sentence.covering.get(token.i)
        words = word_classes()["joint"] | word_classes()["opposite"]
        return (reference is None or not any(e.country for e in reference.entities)) and token.lemma_.lower() in words

    def placed(self, noun: Token) -> bool:
        """True when a day or a place of its own hangs on the noun: "the talks of 17-19 December"."""
        inside = {t.i for c in noun.children if c.dep_ in {"prep", "nmod", "npadvmod", "poss"} for t in c.subtree}
        index, doc = self.builder.paragraph.index, self.sentence.doc
        days = [
            t
            for t in self.builder.times
            if (at := doc.char_span(
                t.span.start - self.builder.paragraph.offset,
                t.span.end - self.builder.paragraph.offset,
                alignment_mode="expand",
            )) is not None
            and at.root.i in inside
        ]  # fmt: skip
        return bool(days) or any(m.tokens[0] == index and m.head in inside and m.city for m in self.pair.draft.places)


def _of_both(token: Token) -> bool:
    """ "the generals of the two armies", "experts of both ministries"."""
    return token.tag_ in {"NNS", "NNPS"} and any(c.lower_ in {"two", "both"} for c in token.children)


def _holds(phrase: Token, noun: Token) -> bool:
    """Whether the noun is counted by the phrase: "the fourth round of the talks"."""
    return noun.i == phrase.i or (noun.dep_ == "pobj" and noun.head.lower_ == "of" and noun.head.head.i == phrase.i)


def is_carried_out(match: Match) -> bool:
    """ "another attack was carried out", "the delivery began", "the raid of Monday"; not "a rebel attack", nor aid that
    is suspended.
    """
    if match.predicate.pos == "verb" or match.predicate.needs == "toll":
        return True
    kind = [c for c in match.token.children if c.dep_ in {"compound", "amod"} and c.lemma_.lower() in _OF_OTHERS]
    if match.carrier is None:
        return is_again(match.token) and not kind
    return match.carrier.lemma_.lower() in _CARRIED_OUT and not kind


def is_mere_again(match: Match) -> bool:
    """ "the meeting", "the talks"; not "the cabinet meeting", "the meeting with lawmakers"."""
    kind = [c for c in match.token.children if c.dep_ == "compound"]
    return is_again(match.token) and not kind and not match.target_tokens


def is_again(token: Token) -> bool:
    """ "the talks", "no such meeting": a noun that takes up what was told."""
    return token.pos_ == "VERB" or any(c.lower_ in _DEFINITE for c in token.children)
