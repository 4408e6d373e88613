"""Claims: the lexicon's predicates with two sides, coded after PLOVER, with status, date, place and whose word it
is.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from communique.annotate.aftermath import with_outcomes
from communique.annotate.build import ClaimBuilder
from communique.annotate.carriers import counts, is_one_left_out, opens_again
from communique.annotate.codebook import recode, scheduled
from communique.annotate.distinct import distinct
from communique.annotate.entities import RefKind
from communique.annotate.frames import Frames
from communique.annotate.grounds import Grounds
from communique.annotate.headlines import headline_match
from communique.annotate.implied import Implied
from communique.annotate.leaders import with_leaders
from communique.annotate.lexicon import lexicon, word_classes
from communique.annotate.matches import Match, countries, party, split_reciprocal
from communique.annotate.previous import tells_of_first
from communique.annotate.relations.parties import is_party
from communique.annotate.stage import Draft, Paragraph
from communique.annotate.status import Standing, standing
from communique.annotate.story import Story
from communique.annotate.syntax import Sentence, is_passive
from communique.annotate.votes import retold, votes
from communique.knowledge.happenings import doers_of
from communique.model.ids import claim_id
from communique.model.ontology import EventType, ontology
from communique.model.records import Claim, PartKind, Status
from communique.model.values import ActorKind, PartialDate

if TYPE_CHECKING:
    from spacy.tokens import Token

_ANSWERING = frozenset({EventType.ACCUSE, EventType.REJECT, EventType.SUPPORT})
_ONE_SIDED = frozenset({EventType.ACCUSE, EventType.REJECT, EventType.REQUEST, EventType.SUPPORT})
_MUTUAL = word_classes()["ties"] | {"embassy", "blame", "fire"}  # "the two restored ties", "are to reopen embassies"
_ROUNDS = frozenset({"meeting", "negotiation", "summit"})
_FIGHTS = frozenset({"clash", "fight", "skirmish", "firefight", "shootout", "gunfight"})
_ACTS = word_classes()["act"] | word_classes()["plea"] | word_classes()["accord"] | word_classes()["force"]
_CONCLUDED = frozenset({"sign", "announce", "reach", "conclude", "ink", "seal", "strike"})
_EVENT_NOUNS = frozenset(
    "visit trip meeting talk summit agreement deal accord pact negotiation conversation call encounter tour".split()
)


class Events:
    """The stage: fills ``draft.claims``."""

    name = "events"
    needs = frozenset({"paragraphs", "references", "entities", "times", "places", "statements", "anchor"})
    gives = frozenset({"claims"})

    def __call__(self, draft: Draft) -> None:
        """Read every paragraph; then give the story's day and place to what has none of its own."""
        story = Story(draft)
        claims: list[Claim] = []
        for paragraph in draft.paragraphs:
            claims.extend(_Reader(draft, paragraph, claims).read())
        whole = with_outcomes(draft, story.complete(distinct(claims)))
        draft.claims = [_planned_when_ahead(c, draft.anchor) for c in whole]


class _Reader:
    """Reads one paragraph."""

    def __init__(self, draft: Draft, paragraph: Paragraph, before: list[Claim]) -> None:
        self.draft = draft
        self.paragraph = paragraph
        self.sentence = Sentence(draft, paragraph)
        self.frames = Frames(self.sentence)
        self.builder = ClaimBuilder(draft, paragraph, self.sentence)
        self.grounds = Grounds(draft, self.sentence, self.builder)
        self.implied = Implied(draft, self.sentence, self.builder)
        self.before = list(before)

    def read(self) -> list[Claim]:
        """The paragraph's claims in the order of their predicates."""
        out: list[Claim] = []
        for token in self.paragraph.doc:
            claim = self._at(token)
            if claim is not None:
                out.append(claim)
                self.before.append(claim)
        if not out and (self.paragraph.part.kind is PartKind.TITLE or len(self.draft.paragraphs) == 1):
            out.extend(self._headline())
        for vote in votes(self.sentence):
            made = self.builder.vote(vote)
            if made is not None:
                out.append(made)
        earlier = next((c for c in reversed((*self.before, *out)) if c.form == "vote" and c.event is None), None)
        return [*out, *(again for t in retold(self.sentence) if (again := self._retold(t, earlier)) is not None)]

    def _retold(self, token: Token, earlier: Claim | None) -> Claim | None:
        """The vote that the text told of before, with how it came out."""
        counts = self.builder.tally(token)
        if earlier is None or not counts:
            return None
        predicate, sentence = self.paragraph.span(token.idx, token.idx + len(token)), self.builder.sentence_of(token)
        id = claim_id(self.draft.document.id, f"vote {earlier.details.choice}", predicate, [], [])
        return replace(
            earlier, id=id, predicate=predicate, sentence=sentence, spans=(predicate,), quantities=counts, place=None
        )

    def _at(self, token: Token) -> Claim | None:
        pos = {"VERB": "verb", "AUX": "verb", "NOUN": "noun", "PROPN": "noun"}.get(token.pos_)
        lemma = token.lemma_.lower()
        if opens_again(token):
            pos, lemma = "verb", "reopen"
        if is_one_left_out(token) and any(c.form in _ROUNDS for c in self.before):
            pos, lemma = "noun", "round"
        if pos is None or (pos == "noun" and token.i in self.sentence.covering):
            return None
        if pos == "noun" and counts(self.sentence, token):
            return None
        for predicate in lexicon().get((lemma, pos), ()):
            match = self.frames.match(predicate, token)
            if match is None:
                continue
            claim = self._claim(match)
            if claim is not None:
                return claim
        return None

    def _hosts_alone(self, match: Match) -> bool:
        verb = match.carrier if match.predicate.pos == "noun" else match.token
        if verb is None or match.predicate.form == "summit":
            return False
        return self.sentence.hosts_alone(verb, (r for r, _ in (*match.sources, *match.targets)))

    def _headline(self) -> list[Claim]:
        for tokens in self.paragraph.sentences():
            match = headline_match(self.sentence, tokens)
            if match is not None:
                stands = Standing(Status.ACTUAL, negated=False, background=False, reasons=())
                coded = recode(match, stands)
                return [self.builder.claim(match, stands, coded)] if coded is not None else []
        return []

    def _claim(self, match: Match) -> Claim | None:
        predicate = match.predicate
        stands = standing(match.token, match.carrier)
        if stands.status is None and self._agreed_on(match, stands):
            stands = replace(stands, status=Status.PLANNED)
        if stands.status is None and not (self._own_gathering(match) and scheduled(match.token)):
            return None
        if stands.negated and predicate.form == "visit" and tells_of_first(match.token):
            # "never before had a king come": one has now
            stands = replace(stands, status=Status.ACTUAL, negated=False, background=True, reasons=("the first",))
        reciprocal = ontology().reciprocal(predicate.event, predicate.form) or bool(predicate.objects & _MUTUAL)
        reciprocal = reciprocal or (predicate.lemma in _FIGHTS and not match.targets)
        if reciprocal:
            split_reciprocal(match)
        self.grounds.visited_or_hit(match)
        self.grounds.posted(match)
        self._anaphora(match)
        self._elliptic(match)
        self.grounds.crowd(match)
        self._implied(match)
        self._parallel(match)
        match.sources = [a for a in match.sources if is_party(a)]
        match.targets = [a for a in match.targets if is_party(a)]
        self.implied.fill(match, self.before)
        if self._hosts_alone(match):
            return None
        self._host(match)
        if not self._two_sides(match) or self._nominal_noise(match, stands):
            return None
        coded = recode(match, stands)
        if predicate.event is EventType.CONSULT:
            match.sources = with_leaders(self.sentence, match.token, match.sources)
            match.targets = with_leaders(self.sentence, match.token, match.targets)
        return self.builder.claim(match, stands, coded) if coded is not None else None

    def _agreed_on(self, match: Match, stands: Standing) -> bool:
        """ "agreed to hold a second round in May", "accepted an invitation to visit": that is a plan."""
        agreed = any(r.startswith(("content of agree", "invited to")) for r in stands.reasons)
        told = match.predicate.event is EventType.CONSULT and match.predicate.form is not None
        return agreed and told and not stands.negated

    def _own_gathering(self, match: Match) -> bool:
        """ "invited him to attend the meeting to be held in August": the gathering is a plan of its own."""
        return (
            match.predicate.form in {"conference", "visit", "meeting", "summit"}
            and match.predicate.event is EventType.CONSULT
        )

    def _anaphora(self, match: Match) -> None:
        """ "criticised the visit": the sides of the visit told of before."""
        if not match.sources and match.predicate.form == "agreement" and match.predicate.pos == "noun":
            self._agreement_again(match)
        if (
            match.targets
            or not match.sources
            or match.predicate.event
            not in {
                EventType.ACCUSE,
                EventType.SUPPORT,
                EventType.REJECT,
            }
        ):
            return
        for token in match.target_tokens:
            lemma = token.lemma_.lower()
            if lemma not in _EVENT_NOUNS or not any(
                c.dep_ in {"det", "poss"} and c.lower_ in {"the", "this", "his", "its"} for c in token.children
            ):
                continue
            # the story's own visit comes first in the text; one told in passing does not take its place
            for claim in sorted(self.before, key=lambda c: (c.form != lemma, c.predicate)):
                if claim.form and claim.event in {EventType.CONSULT, EventType.AGREE}:
                    match.targets = self.builder.again(claim, token, without=countries(match.sources))
                    match.reasons.append(f"target: sides of {lemma} before")
                    return

    def _agreement_again(self, match: Match) -> None:
        """ "the eleven agreements that were announced": those between the sides told of before."""
        known = any(c.lower_ in {"the", "these", "those"} for c in match.token.children)
        told = any(c.dep_ in {"acl", "relcl"} and c.lemma_.lower() in _CONCLUDED for c in match.token.children)
        if not known or not told:
            return
        for claim in sorted(self.before, key=lambda c: (c.form != "agreement", -c.predicate.start)):
            if claim.status is Status.ACTUAL and claim.event in {EventType.AGREE, EventType.CONSULT}:
                sides = self.builder.again(claim, match.token, without=set())
                match.sources = [a for a in sides if a[1].name in {p.name for p in claim.sources}]
                match.targets = [a for a in sides if a[1].name in {p.name for p in claim.targets}]
                match.reasons.append("sides of the agreement before")
                return

    def _elliptic(self, match: Match) -> None:
        """ "Caracas demanded ..., but Port of Spain refused": who answers answers the one that asked."""
        if (
            match.targets
            or match.predicate.event not in {EventType.REJECT, EventType.CONCEDE, EventType.AGREE}
            or match.predicate.form
        ):
            return
        own = countries(match.sources)
        for claim in reversed(self.before):
            if claim.document != self.draft.document.id or claim.sentence.start < self.paragraph.offset:
                return
            if (
                claim.event in {EventType.REQUEST, EventType.ACCUSE, EventType.THREATEN}
                and {p.country or p.name for p in claim.targets} & own
            ):
                match.targets = self.builder.again(claim, match.token, without=own)
                match.reasons.append("target: who asked before")
                return

    def _implied(self, match: Match) -> None:
        """ "Tehran condemned the execution": a definite act with no doer named is the other side's, in a text about
        two states.
        """
        if match.targets or match.predicate.pos != "verb" or match.predicate.event not in _ANSWERING:
            return
        own = countries(match.sources)
        for token in match.target_tokens:
            phrase = self.paragraph.doc[token.left_edge.i : token.right_edge.i + 1].text
            known = [code for code in doers_of(phrase) if code not in own]
            match.targets = [a for code in known for a in self.builder.state_known(code, token)]
            if match.targets:
                match.reasons.append("target: whose act that is known to be")
                return
        others = [c for c in self.draft.pair if c not in own]
        if len(others) != 1 or not own <= set(self.draft.pair):
            return
        for token in match.target_tokens:
            definite = any(c.lower_ in {"the", "this", "these", "those"} for c in token.children)
            if definite and token.lemma_.lower() in _ACTS and not self.sentence.inside(token):
                match.targets = self.builder.state_known(others[0], token)
                match.reasons.append("target: the other side of the text")
                return

    def _parallel(self, match: Match) -> None:
        """ "Bahrain cut ties with Tehran, while Kuwait recalled its ambassador": the same target, in one sentence."""
        if match.targets or match.predicate.event is not EventType.SANCTION or match.predicate.pos != "verb":
            return
        start = self.paragraph.offset + match.token.sent.start_char
        for claim in reversed(self.before):
            if claim.event is EventType.SANCTION and claim.sentence.start == start and claim.targets:
                match.targets = self.builder.again(
                    claim, match.token, without=countries(match.sources) | {p.country or p.name for p in claim.sources}
                )
                match.reasons.append("target: as in the clause before")
                return

    def _host(self, match: Match) -> None:
        """ "Baghdad hosted talks between the two": the host takes part."""
        carrier = match.carrier
        if match.predicate.pos != "noun" or match.predicate.event is not EventType.CONSULT or carrier is None:
            return
        if carrier.lemma_.lower() != "host" or is_passive(carrier):
            return
        taken = countries(match.sources) | countries(match.targets)
        hosts = [a for a in self.sentence.actors(self.sentence.subjects(carrier)) if party(a[1]) not in taken]
        if match.sources:
            match.targets.extend(hosts)
        else:
            match.sources = hosts

    def _two_sides(self, match: Match) -> bool:
        """A claim of this record lies between two states, or a state and an organisation; not inside one state."""
        if not match.sources:
            # who stormed the embassy, a passive need not say
            passive = match.predicate.pos == "verb" and is_passive(match.token) and "target: obj" in match.reasons
            named = [r for r, _ in match.targets if r.kind is not RefKind.PRONOUN]
            return passive and bool(named) and match.predicate.event in {EventType.ASSAULT, EventType.PROTEST}
        if not match.targets:
            return self._alone(match)
        own = countries(match.sources)
        # "praised the visit to Russia by minister Bui": of the two sides inside the phrase, the speaker's own is no
        # target
        match.targets = [(r, e) for r, e in match.targets if party(e) not in own]
        return bool(match.targets)

    def _alone(self, match: Match) -> bool:
        """Acts that need no second side: an organisation's own gathering, troops on the move."""
        predicate = match.predicate
        if predicate.event is EventType.MOBILIZE:
            return predicate.pos == "verb" and bool(predicate.objects)
        if predicate.event is EventType.SANCTION and predicate.objects:
            return predicate.pos == "verb"
        if predicate.event in _ONE_SIDED and predicate.pos == "verb":
            # "condemned the attacks", "called on Muslim countries": an act of words towards what is no actor here
            nouns = [t for t in match.target_tokens if t.pos_ in {"NOUN", "PROPN"}]
            named = [r for t in nouns for r in (*self.sentence.direct(t), *self.sentence.inside(t))]
            if any(r.part is None for r in named):
                return False  # somebody is named, and was found to be no other side; "the attacks on Gaza" name none
            if predicate.event in {EventType.SUPPORT, EventType.REJECT} and predicate.form != "recognition":
                nouns = [t for t in nouns[:1] if t.lemma_.lower() in _ACTS]
            return bool(nouns) and any(e.kind is not ActorKind.ORGANISATION or e.country for _, e in match.sources)
        if (
            predicate.event is EventType.CONSULT
            and match.carrier is not None
            and match.carrier.lemma_.lower() == "host"
        ):
            return True
        gathers = predicate.lemma in {"gather", "convene", "meet"} and predicate.pos == "verb"
        return gathers and any(e.kind is ActorKind.ORGANISATION and e.country is None for _, e in match.sources)

    def _nominal_noise(self, match: Match, stands: Standing) -> bool:
        """A noun alone must be an act of its own: not a plan in general, a compound ("attack helicopter") or a
        title.
        """
        if match.predicate.pos == "verb":
            return match.token.dep_ == "amod"
        if "source: of" in match.reasons and all(e.country is None for _, e in match.sources + match.targets):
            return True  # "the summit of the Arab League and the Islamic Conference" is theirs, not between them
        vague = match.token.lemma_.lower() in {"conversation", "discussion", "dialogue"} and match.carrier is None
        if vague and "sides of one subject" in match.reasons:
            return True  # "in their first conversation since ..." refers to a talk told of already
        if match.token.dep_ == "compound" and match.predicate.event is not EventType.SANCTION:
            return True
        above = match.token.head.head if match.token.dep_ == "pobj" and match.token.head.lower_ == "of" else None
        if above is not None and above.lemma_.lower() in {"signing", "signature", "conclusion"}:
            return True  # "the signing of a pact": told by the signing
        if match.predicate.event in {EventType.AGREE, EventType.SUPPORT, EventType.AID, EventType.COOPERATE}:
            # "the agreement between A and B on trade" is talk about a thing that exists; an act needs its verb
            fresh = any(c.lower_ in {"a", "an"} or c.dep_ == "nummod" for c in match.token.children)
            told = any(c.dep_ in {"acl", "relcl"} for c in match.token.children)
            if match.carrier is not None and match.predicate.event is EventType.AID and _gives(match.carrier):
                return True  # "sent a consignment": the verb tells it
            # "the signing of eight memoranda", "a donation of 20 tonnes of rice by X to Y": the act itself
            told = told or bool(match.predicate.objects)
            return match.carrier is None and not told and not (fresh and "source: between" in match.reasons)
        return False


def _gives(verb: Token) -> bool:
    return any(p.event is EventType.AID for p in lexicon().get((verb.lemma_.lower(), "verb"), ()))


def _planned_when_ahead(claim: Claim, anchor: PartialDate | None) -> Claim:
    """A claim of a day that lies after the day of writing is a plan, whatever its tense."""
    day = claim.date.start if claim.date is not None else None
    written = anchor.end if anchor is not None else None
    ahead = day is not None and written is not None and day > written
    return replace(claim, status=Status.PLANNED) if ahead and claim.status is Status.ACTUAL else claim
