"""Sides that the ground tells: who arrives in a city visits its state, who bombs a house there attacks it, and a crowd
is of the place where it stands.
"""

from __future__ import annotations

from communique.annotate.build import ClaimBuilder
from communique.annotate.lexicon import word_classes
from communique.annotate.matches import Match, countries, party
from communique.annotate.stage import Draft
from communique.annotate.syntax import Sentence
from communique.model.ontology import EventType

_CROWDS = frozenset(
    "people protester demonstrator crowd thousands hundreds student mob worker resident activist thousand hundred "
    "opponent supporter rioter".split()
)


class Grounds:
    """Asked of the predicates of one paragraph."""

    def __init__(self, draft: Draft, sentence: Sentence, builder: ClaimBuilder) -> None:
        self.draft = draft
        self.sentence = sentence
        self.builder = builder

    def visited_or_hit(self, match: Match) -> None:
        """Who arrives in a city visits its state; who bombs a house there attacks it."""
        brings = match.predicate.event is EventType.AID and match.predicate.pos == "verb"
        cargo = match.predicate.needs == "cargo"
        arrives = match.predicate.form == "visit" or brings
        strikes = match.predicate.event is EventType.ASSAULT and match.predicate.pos == "verb"
        if match.targets or not ((match.sources and arrives) or (strikes and self._hits(match))):
            return
        hit = {t.i for noun in match.objects for t in noun.subtree} if strikes else set()
        own = countries(match.sources)
        for mention in self.draft.places:
            if (
                mention.tokens[0] != self.sentence.paragraph.index
                or mention.place.country is None
                or mention.place.country in own
            ):
                continue
            at = self.sentence.paragraph.doc[mention.head]
            node = at.head if at.dep_ == "appos" else at
            if brings and node.dep_ == "pobj" and node.head.dep_ == "prep" and node.head.head.dep_ == "pobj":
                node = node.head.head  # "sent doctors to the hospital in Apia"
            reached = at.dep_ == "dobj" and at.head.i == match.token.i and arrives  # "toured Lahore"
            if (
                reached
                or (strikes and at.i in hit and (at.dep_ == "dobj" or node.dep_ == "pobj"))
                or (
                    node.dep_ == "pobj"
                    and node.head.head.i
                    in {
                        match.token.i,
                        match.carrier.i if match.carrier is not None else -1,
                    }
                    and node.head.lower_ in ({"to", "into"} if brings and not cargo else {"in", "at", "to", "into"})
                )
            ):
                match.targets = [self.builder.state_at(mention)]
                match.reasons.append("target: state of the place")
                return

    def posted(self, match: Match) -> None:
        """ "recalled its ambassador in La Paz": from the state to which he was sent."""
        if match.predicate.event not in {EventType.SANCTION, EventType.CONSULT} or not match.predicate.objects:
            return
        own = countries(match.sources)
        if {party(e) for _, e in match.targets} - own:
            return
        envoys = match.objects if match.predicate.event is EventType.SANCTION else self.sentence.subjects(match.token)
        for token in envoys:
            reference = self.sentence.covering.get(token.i)
            if reference is not None and reference.posted and reference.posted not in own:
                match.targets = self.builder.state_known(reference.posted, token, meant=True)
                match.reasons.append("target: where the envoy was sent")
                return

    def _hits(self, match: Match) -> bool:
        """Buildings, or a city itself: "raided the port of Tyre", "shelled Goma"; not "attacked the proposal"."""
        nouns = {g.lemma_.lower() for t in match.objects for g in (t, *self.sentence.slot(t, "of"))}
        heads = {t.i for t in match.objects}
        index = self.sentence.paragraph.index
        named = any(m.tokens[0] == index and m.head in heads and m.city for m in self.draft.places)
        return named or bool(nouns & word_classes()["struck"])

    def crowd(self, match: Match) -> None:
        """ "Thousands rallied outside the French embassy in Niamey": a crowd without a state is of the place it
        stands in.
        """
        if (
            match.sources
            or match.predicate.event not in {EventType.PROTEST, EventType.ASSAULT}
            or match.predicate.pos != "verb"
        ):
            return
        subjects = self.sentence.subjects(match.token)
        if not any(t.lemma_.lower() in _CROWDS for s in subjects for t in s.subtree):
            return
        states = {e.country for _, e in match.targets}
        sentence = match.token.sent
        for mention in self.draft.places:
            head = (
                self.sentence.paragraph.doc[mention.head]
                if mention.tokens[0] == self.sentence.paragraph.index
                else None
            )
            if (
                head is not None
                and head.sent.start == sentence.start
                and mention.city
                and mention.place.country not in states
            ):
                match.sources = [self.builder.state_at(mention, words=subjects[0])]
                match.place = mention.place
                match.reasons.append("source: crowd of the place")
                return
