"""Sides that a sentence leaves out, where the text leaves no doubt: those whom it names as present, those of the
happening told of before, else the two states that the text is about.

"Eleven agreements were signed on Monday in the presence of President X and the Sultan", "The talks ended without
result", "Four French diplomats have been thrown out". Who is named as doing it, or a third state in the sentence,
forbids it: then the act may be theirs.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from communique.annotate.attribution.lexicon import reporting
from communique.annotate.build import ClaimBuilder
from communique.annotate.conditions import unknown_officials
from communique.annotate.entities import Reference, RefKind
from communique.annotate.lexicon import Predicate, lexicon, word_classes
from communique.annotate.matches import Actor, Match, countries
from communique.annotate.pairs import Pair, parties, parties_of
from communique.annotate.stage import Draft
from communique.annotate.status import standing
from communique.annotate.syntax import Sentence, is_passive
from communique.annotate.telling import Telling, is_again, is_carried_out, is_mere_again
from communique.annotate.witnesses import Sides, around, present, stands_at
from communique.model.ontology import EventType
from communique.model.records import Claim, Status

if TYPE_CHECKING:
    from spacy.tokens import Token

_TALKS = frozenset({"meeting", "negotiation", "summit", "conference"})
_MUTUAL = frozenset({EventType.CONSULT, EventType.AGREE})
_JOINT = _TALKS | {"call", "ceremony", "agreement"}
_LED = frozenset({"verb lead", "verb head", "verb represent"})  # of which only the heads of delegations are told
_AIMED = frozenset({EventType.AID, EventType.ASSAULT})
_MORE = frozenset({"another", "next", "second", "third", "new"})
_EXPELLING = frozenset({"expel", "withdraw"})
_STRETCHES = frozenset("year decade century month week day time history generation memory".split())


class Implied:
    """Fills in what one paragraph leaves out."""

    def __init__(self, draft: Draft, sentence: Sentence, builder: ClaimBuilder) -> None:
        self.draft = draft
        self.sentence = sentence
        self.builder = builder
        self.pair = Pair(draft, sentence)
        self.telling = Telling(sentence, builder, self.pair)

    def fill(self, match: Match, before: Sequence[Claim]) -> None:
        """Give ``match`` the sides that it lacks, with the reason; or leave it as it is."""
        if match.sources and match.targets:
            return
        predicate = match.predicate
        if is_joint(predicate):
            self._joint(match, before)
        elif predicate.form == "visit":
            self._visit(match, before)
        elif _is_aimed(predicate):
            self._aimed(match, before)

    # -- what two do together -----------------------------------------------------------------------------------------

    def _joint(self, match: Match, before: Sequence[Claim]) -> None:
        own = countries(match.sources) | countries(match.targets)
        if own:
            self._other(match, own, before)
            return
        theirs = match.predicate.form in {"meeting", "negotiation"}  # a summit may be of many
        clause = around(self.sentence, match) if theirs else None
        if clause is None and theirs and stands_at(match) is not None:
            # "the two agreed on a tariff, officials said at the end of their meeting": whose claim it stands beside
            at = self.builder.sentence_of(match.token)
            beside = next(
                (c for c in reversed(before) if c.sentence == at and len(parties(c)) == 2 and c.event in _MUTUAL), None
            )
            if beside is not None and beside.sources and beside.targets:
                self._again(match, beside)
                return
        if clause is not None:
            match.sources, match.targets = clause
            match.reasons.append("source: whose clause it is")
            return
        watching = present(self.sentence, match, self._states(match))
        at_it = stands_at(match) is not None and is_mere_again(match)  # "during the meeting, X thanked Y"
        if not at_it and not self.telling.of_its_own(match, watched=watching is not None):
            return
        if watching is not None:
            match.sources, match.targets = watching
            match.reasons.append("source: of those present")
            return
        if self.pair.third(match, set(self.pair.named[0])):
            return
        alike = [c for c in reversed(before) if _like(c, match.predicate)]
        claim = next((c for c in alike if c.reasons[0] not in _LED), next(iter(alike), None))
        if claim is not None and is_again(match.token):
            self._again(match, claim)
            return
        passing = match.predicate.pos == "noun" and match.carrier is None
        if passing and (match.predicate.form == "summit" or not is_again(match.token)):
            return  # "on the sidelines of a summit in Bali"
        self._both(match, before)

    def _both(self, match: Match, before: Sequence[Claim]) -> None:
        sides = self._states(match) if self.pair.clear(before) else None
        if sides is not None:
            match.sources, match.targets = sides
            match.reasons.append("source: the two states of the text")

    def _states(self, match: Match) -> Sides | None:
        sides = [self._state(code, match) for code in self.pair.named[0]]
        return (sides[0], sides[1]) if len(sides) == 2 and all(sides) else None

    def _state(self, code: str, match: Match) -> list[Actor]:
        return self.builder.state_known(code, match.token, meant=True)

    def _opposite(self, match: Match, own: set[str], before: Sequence[Claim], *, ruled: bool = False) -> None:
        """Fill the side that is empty with the other of the two states, where the one is known.

        ``ruled``: a government did it, so that two states named are enough.
        """
        pair = self.pair.clear(before)
        if not pair and ruled and len(self.pair.named[1]) == len(self.pair.named[0]):
            pair = self.pair.named[0]
        if len(own) != 1 or not own < set(pair):
            return
        others = [a for code in pair if code not in own for a in self._state(code, match)]
        if match.sources:
            match.targets = others
            match.reasons.append("target: the other side of the text")
        else:
            match.sources = others
            match.reasons.append("source: the other side of the text")

    def _other(self, match: Match, own: set[str], before: Sequence[Claim]) -> None:
        """ "The minister held talks in Muscat": with the other side, where nobody else is named."""
        if match.predicate.form == "agreement" and match.token.dep_ == "relcl":
            return  # "the treaty, which X signed": known already
        if match.targets and not match.sources and (self._speakers(match) or self._of_the_clause(match)):
            return
        named = [t for t in match.target_tokens if t.lemma_.lower() not in word_classes()["opposite"]]
        if (match.sources and named) or len(own) != 1 or self.pair.third(match, set(self.pair.named[0]) | own):
            return
        if match.predicate.pos == "verb":
            led = (
                bool(match.predicate.objects)
                and match.token.dep_ != "acl"
                and any(_like(c, match.predicate) for c in before)
            )
            named_by_form = match.predicate.form in {"agreement", "ceremony"}
            if not named_by_form and not match.target_tokens and not led:
                return  # "the minister met": whom, nobody knows; but who led the delegation sat in the talks told of
            doers = [] if match.sources else self.sentence.subjects(match.token)
            if match.predicate.source == ("obj",):
                doers = unknown_officials(self.sentence, match)  # "the emir received the ambassador"
            if not match.sources and (
                match.token.dep_ == "relcl" or not doers or not all(self.telling.stands_for_one(t) for t in doers)
            ):
                return
        if (
            match.predicate.pos == "noun"
            and match.carrier is None
            and not (match.sources and self.telling.placed(match.token))
        ):
            return
        self._opposite(match, own, before)

    def _speakers(self, match: Match) -> bool:
        """ "Pakistan said that the meeting with India never took place": between them and who says so."""
        verb = match.carrier if match.predicate.pos == "noun" else None
        if verb is None or verb.dep_ != "ccomp" or verb.head.lemma_.lower() not in reporting():
            return False
        saying = [
            a
            for a in self.sentence.actors(self.sentence.subjects(verb.head))
            if a[1].country and a[1].country not in countries(match.targets)
        ]
        if len(countries(saying)) != 1 or self.pair.third(match, countries(saying) | countries(match.targets)):
            return False
        match.sources = self._state(saying[0][1].country or "", match)
        match.reasons.append("source: who says so")
        return bool(match.sources)

    def _of_the_clause(self, match: Match) -> bool:
        """ "X said after talks with Y", "returned from Z, where talks with Y had ended": those are X's."""
        verb = stands_at(match)
        if match.carrier is not None and match.carrier.dep_ == "relcl":
            here = any(c.lower_ in {"where", "when"} for c in match.carrier.children)
            verb = next((t for t in match.carrier.ancestors if t.pos_ == "VERB"), None) if here else None
        if verb is None or standing(verb).status not in {Status.ACTUAL, Status.ONGOING}:
            return False
        theirs = countries(match.targets)
        found = [a for a in self.sentence.actors(self.sentence.subjects(verb)) if a[1].country]
        if len(countries(found)) != 1 or countries(found) & theirs:
            return False
        match.sources = found
        match.reasons.append("source: whose clause it is")
        return True

    def _visit(self, match: Match, before: Sequence[Claim]) -> None:
        """ "the official visit of President X": to the other side; "the visit ended on Monday": the one told of."""
        own = countries(match.sources)
        third = self.pair.third(match, set(self.pair.named[0]))
        if match.sources and not match.targets:
            nouns = [t for t in match.target_tokens if t.pos_ in {"NOUN", "PROPN"} and not self._own_soil(t)]
            nouns = [t for t in nouns if t.lemma_.lower() not in _STRETCHES]  # "the first visit in 30 years"
            lemma = match.predicate.lemma  # "said on his arrival" may be at home
            fits = (match.predicate.pos == "noun" and lemma != "arrival") or lemma in {"arrive", "be"}
            if not nouns and fits and not third:
                self._opposite(match, own, before)
        elif match.targets and not match.sources:
            verb = match.token if match.predicate.pos == "verb" else match.carrier
            doers = self.sentence.subjects(verb) if verb is not None else []
            if doers and all(self.telling.stands_for_one(t) for t in doers) and not third:
                self._opposite(match, countries(match.targets), before)
        elif not own and not match.targets and match.predicate.pos == "noun" and self.telling.of_its_own(match):
            claim = next((c for c in reversed(before) if c.form == "visit" and c.sources and c.targets), None)
            more = any(c.lower_ in _MORE for c in match.token.children)  # "another trip is planned"
            if claim is not None and (more or is_again(match.token)) and not self.pair.third(match, parties(claim)):
                self._again(match, claim)

    def _own_soil(self, token: Token) -> bool:
        """ "a visit in our country", "was in the country": where the text is at home."""
        return token.lemma_.lower() in {"country", "soil", "capital"} and not self.sentence.inside(token)

    # -- what one does to the other -----------------------------------------------------------------------------------

    def _aimed(self, match: Match, before: Sequence[Claim]) -> None:
        event = match.predicate.event
        own = countries(match.sources) | countries(match.targets)
        if match.predicate.pos == "noun" and match.carrier is not None and _tells(match.carrier, event):
            return  # "launched strikes", "sent a consignment": the verb tells it
        earlier = next(
            (c for c in reversed(before) if c.event is event and c.sources and c.targets and _alike(c, match)), None
        )
        if match.sources and not match.targets:
            self._target(match, own, before, earlier)
        elif match.targets and not match.sources:
            self._source(match, own, before, earlier)
        elif (
            earlier is not None
            and self.telling.of_its_own(match)
            and is_carried_out(match)
            and not self.pair.third(match, parties(earlier))
        ):
            self._again(match, earlier)

    def _target(self, match: Match, own: set[str], before: Sequence[Claim], earlier: Claim | None) -> None:
        states = all(r.kind in {RefKind.STATE, RefKind.ORGANISATION} for r, _ in match.sources)
        if match.predicate.event is EventType.AGREE and not states:
            return  # a president may promise money at home
        promised = states and match.predicate.event in {EventType.AID, EventType.AGREE}
        named = [
            t
            for t in match.target_tokens
            if t.pos_ in {"NOUN", "PROPN"}
            and t not in match.objects
            and not self._is_official(t)
            and not (promised and self._is_nobodys(t))
        ]
        if named or not self._hits_something(match):
            return
        if match.predicate.event is EventType.AID and earlier is not None and not parties_of(earlier.targets) & own:
            match.targets = [
                a
                for a in self.builder.again(earlier, match.token, without=own)
                if a[1].name in {p.name for p in earlier.targets}
            ]
            match.reasons.append("target: as told before")
            return
        if not self.pair.third(match, set(self.pair.named[0]), places=True):
            self._opposite(match, own, before)

    def _origin(self, match: Match) -> list[Actor]:
        """ "20 tonnes of Turkish aid were delivered", "flour from Kuwait was handed over"."""
        nouns = [g for t in match.objects for g in (t, *self.sentence.slot(t, "of"))]
        inside = [r for n in nouns for c in n.children if c.dep_ in {"amod", "compound", "nmod"} for r in self._at(c)]
        inside += [r for n in nouns for t in self.sentence.slot(n, "from") for r in self.sentence.direct(t)]
        return [(r, e) for r in inside for e in r.entities if e.country][:1]

    def _at(self, token: Token) -> list[Reference]:
        reference = self.sentence.covering.get(token.i)
        return [reference] if reference is not None else []

    def _is_nobodys(self, token: Token) -> bool:
        """ "money for the army", "tents for the victims": those of the state that the text tells of."""
        return token.pos_ == "NOUN" and token.i not in self.sentence.covering and not self.sentence.inside(token)

    def _is_official(self, token: Token) -> bool:
        """A minister whose state is not told: of the two states his words go by."""
        reference = self.sentence.covering.get(token.i)
        return reference is not None and bool(reference.office) and not any(e.country for e in reference.entities)

    def _hits_something(self, match: Match) -> bool:
        """Goods that one can carry, diplomats, or what missiles hit: "struck a building", not "is fighting rebels"."""
        nouns = {g.lemma_.lower() for t in match.objects for g in (t, *self.sentence.slot(t, "of"))}
        if match.predicate.event is EventType.ASSAULT:
            return bool(nouns & word_classes()["struck"])
        return bool(match.predicate.objects) and not nouns <= word_classes()["favours"]

    def _source(self, match: Match, own: set[str], before: Sequence[Claim], earlier: Claim | None) -> None:
        """ "Four French diplomats were thrown out", "the depot was hit by two missiles"."""
        origin = self._origin(match) if match.predicate.event is EventType.AID else []
        taker = "from" in match.predicate.source  # "Malawi received Russian fertiliser"
        if origin and not countries(origin) & own and (taker or not self.sentence.subjects(match.token)):
            match.sources = origin
            match.reasons.append("source: of what was given")
            return
        subjects = self.sentence.subjects(match.token) if match.predicate.pos == "verb" else []
        doers = word_classes()["troops"] | word_classes()["arms"] | word_classes()["rulers"]
        brought = word_classes()["cargo"] if match.predicate.needs == "cargo" else frozenset()
        named = [t for t in subjects if t.lemma_.lower() not in doers | brought and not taker]
        if named or (match.predicate.pos == "noun" and not is_carried_out(match)):
            return
        if match.predicate.pos == "verb" and not (subjects or is_passive(match.token)):
            return
        if match.predicate.pos == "noun" and match.carrier is None and not self.telling.placed(match.token):
            return  # "the invasion of Ukraine": named in passing
        aimed = match.predicate.pos == "noun" or {"target: obj", "target: state of the place"} & {*match.reasons}
        if match.predicate.event is EventType.ASSAULT and not aimed:
            return  # "killed in an Israeli strike" is not aimed at Israel
        if earlier is not None and parties_of(earlier.targets) & own and not parties_of(earlier.sources) & own:
            match.sources = [
                a
                for a in self.builder.again(earlier, match.token, without=own)
                if a[1].name in {p.name for p in earlier.sources}
            ]
            match.reasons.append("source: as told before")
            return
        if not self.pair.third(match, set(self.pair.named[0]), places=True):
            ruled = any(t.lemma_.lower() in word_classes()["rulers"] for t in subjects)
            self._opposite(match, own, before, ruled=ruled)

    # -- who it can be ------------------------------------------------------------------------------------------------

    def _again(self, match: Match, claim: Claim) -> None:
        sides = self.builder.again(claim, match.token, without=set())
        sources = {p.country if claim.event is EventType.AGREE else p.name for p in claim.sources}
        match.sources = [a for a in sides if a[1].name in sources or (a[1].country or "") in sources]
        match.targets = [a for a in sides if a not in match.sources]
        match.reasons.append("source: as told before")


def is_joint(predicate: Predicate) -> bool:
    """What is done by two together: talks, calls, ceremonies, agreements."""
    talk = predicate.form is None and predicate.event is EventType.CONSULT
    return (predicate.form in _JOINT or talk) and predicate.event in _MUTUAL


def _is_aimed(predicate: Predicate) -> bool:
    if predicate.event in _AIMED or predicate.lemma == "summon":
        return True
    if predicate.event is EventType.AGREE and predicate.form is None:  # "promised fresh money for the army"
        return predicate.objects in (word_classes()["money"], word_classes()["goods"])
    if predicate.event is EventType.COERCE:
        return predicate.mode == "arrest" and predicate.pos == "verb"
    if predicate.event is EventType.RETREAT:
        return predicate.mode == "release" and predicate.objects == word_classes()["people"]
    if predicate.event is EventType.MOBILIZE:
        return predicate.objects == word_classes()["bounds"]
    return predicate.event is EventType.SANCTION and predicate.mode in _EXPELLING and bool(predicate.objects)


def _like(claim: Claim, predicate: Predicate) -> bool:
    """Whether the claim can be what the predicate's noun takes up again."""
    if not claim.sources or not claim.targets:
        return False
    if predicate.form in _TALKS or predicate.form is None:
        return claim.event is EventType.CONSULT and (claim.form in _TALKS | {"call"} or claim.form is None)
    if predicate.form == "agreement":
        return claim.event is EventType.AGREE and claim.form == "agreement" and claim.status is Status.ACTUAL
    return claim.form == predicate.form


def _tells(verb: Token, event: EventType) -> bool:
    return any(p.event is event and p.objects for p in lexicon().get((verb.lemma_.lower(), "verb"), ()))


def _alike(claim: Claim, match: Match) -> bool:
    return match.predicate.event is not EventType.SANCTION or claim.mode == match.predicate.mode
