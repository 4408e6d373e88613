"""Sides that a sentence leaves out, where the text leaves no doubt: those whom it names as present, those of the
happening told of before, else the two states that the text is about.

"Eleven agreements were signed on Monday in the presence of President X and the Sultan", "The talks ended without
result", "Four French diplomats have been thrown out". Who is named as doing it, or a third state in the sentence,
forbids it: then the act may be theirs.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from communique.annotate.build import ClaimBuilder
from communique.annotate.entities import Reference, RefKind
from communique.annotate.frames import Actor, Match, countries
from communique.annotate.lexicon import Predicate, word_classes
from communique.annotate.memory import paired_states
from communique.annotate.quantities import casualties
from communique.annotate.stage import Draft
from communique.annotate.syntax import Sentence, is_passive
from communique.model.ontology import EventType
from communique.model.records import Claim, PartKind, Status
from communique.model.values import ActorKind, Participant

if TYPE_CHECKING:
    from spacy.tokens import Token

_TALKS = frozenset({"meeting", "negotiation", "summit", "conference"})
_JOINT = _TALKS | {"call", "ceremony", "agreement"}
_AIMED = frozenset({EventType.AID, EventType.ASSAULT})
_EXPELLING = frozenset({"expel", "withdraw"})
_THIRD = frozenset(
    {
        RefKind.STATE,
        RefKind.PERSON,
        RefKind.OFFICE,
        RefKind.COUNTERPART,
        RefKind.ROLE,
        RefKind.ORGANISATION,
        RefKind.DESCRIPTION,
    }
)
# Through whom two others meet: such a third one does not make the meeting his own.
_HELPED = frozenset({"by", "through", "via", "under", "with"})
_HELPS = frozenset("host mediate broker arrange facilitate shuttle carry help".split())
_CARRIED_OUT = frozenset("carry launch conduct deliver send complete begin start take make give hand follow".split())
_OF_OTHERS = frozenset(
    "rebel jihadist militant terrorist insurgent suicide separatist guerrilla bandit gun bomb".split()
)
_DEFINITE = frozenset({"the", "this", "that", "these", "those", "such", "both", "their"})
_AT_TALKS = frozenset({"after", "during", "following", "at", "in"})
_PRESENT = frozenset({"presence", "eye", "patronage", "gaze"})


class Implied:
    """Fills in what one paragraph leaves out."""

    def __init__(self, draft: Draft, sentence: Sentence, builder: ClaimBuilder) -> None:
        self.draft = draft
        self.sentence = sentence
        self.builder = builder

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
        around = self._around(match)
        if around is not None:
            match.sources, match.targets = around
            match.reasons.append("source: whose clause it is")
            return
        if not self._is_told(match):
            return
        present = self._present(match)
        if present:
            match.sources, match.targets = present
            match.reasons.append("source: of those present")
            return
        if self._third(match, set(self._named[0])):
            return
        claim = next((c for c in reversed(before) if _like(c, match.predicate)), None)
        if claim is not None and _is_again(match.token):
            self._again(match, claim)
            return
        passing = match.predicate.pos == "noun" and match.carrier is None
        if passing and (match.predicate.form == "summit" or not _is_again(match.token)):
            return  # "on the sidelines of a summit in Bali"
        self._both(match, before)

    def _both(self, match: Match, before: Sequence[Claim]) -> None:
        pair = self.pair(before)
        sides = [self.builder.state_known(code, match.token, meant=True) for code in pair]
        if len(sides) == 2 and all(sides):
            match.sources, match.targets = sides
            match.reasons.append("source: the two states of the text")

    def _other(self, match: Match, own: set[str], before: Sequence[Claim]) -> None:
        """ "The minister held talks in Muscat": with the other side, where nobody else is named."""
        if match.predicate.form == "agreement" and match.token.dep_ == "relcl":
            return  # "the treaty, which X signed": known already
        named = [t for t in match.target_tokens if t.lemma_.lower() not in word_classes()["opposite"]]
        if (match.sources and named) or len(own) != 1 or self._third(match, set(self._named[0]) | own):
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
            if not match.sources and (
                match.token.dep_ == "relcl" or not doers or not all(self._stands_for_one(t) for t in doers)
            ):
                return
        if (
            match.predicate.pos == "noun"
            and match.carrier is None
            and not (match.sources and self._placed(match.token))
        ):
            return
        pair = self.pair(before)
        if not own < set(pair):
            return
        others = [
            a for code in pair if code not in own for a in self.builder.state_known(code, match.token, meant=True)
        ]
        if match.sources:
            match.targets = others
            match.reasons.append("target: the other side of the text")
        else:
            match.sources = others
            match.reasons.append("source: the other side of the text")

    def _visit(self, match: Match, before: Sequence[Claim]) -> None:
        """ "the official visit of President X": to the other side; "the visit ended on Monday": the one told of."""
        own = countries(match.sources)
        pair = self.pair(before)
        if match.sources and not match.targets and len(own) == 1:
            nouns = [t for t in match.target_tokens if t.pos_ in {"NOUN", "PROPN"} and not self._own_soil(t)]
            fits = match.predicate.pos == "noun" or match.predicate.lemma in {"arrive", "be"}
            if nouns or not fits or not own < set(pair) or self._third(match, set(pair)):
                return
            match.targets = [
                a for c in pair if c not in own for a in self.builder.state_known(c, match.token, meant=True)
            ]
            match.reasons.append("target: the other side of the text")
        elif match.targets and not match.sources:
            taken = countries(match.targets)
            verb = match.token if match.predicate.pos == "verb" else match.carrier
            doers = self.sentence.subjects(verb) if verb is not None else []
            plain = bool(doers) and all(self._stands_for_one(t) for t in doers) and len(taken) == 1
            if plain and taken < set(pair) and not self._third(match, set(pair)):
                match.sources = [
                    a for c in pair if c not in taken for a in self.builder.state_known(c, match.token, meant=True)
                ]
                match.reasons.append("source: the other side of the text")
        elif not own and not match.targets and match.predicate.pos == "noun" and self._is_told(match):
            claim = next((c for c in reversed(before) if c.form == "visit" and c.sources and c.targets), None)
            if claim is not None and _is_again(match.token) and not self._third(match, _parties(claim)):
                self._again(match, claim)

    def _own_soil(self, token: Token) -> bool:
        """ "a visit in our country", "was in the country": where the text is at home."""
        return token.lemma_.lower() in {"country", "soil", "capital"} and not self.sentence.inside(token)

    # -- what one does to the other -----------------------------------------------------------------------------------

    def _aimed(self, match: Match, before: Sequence[Claim]) -> None:
        event = match.predicate.event
        own = countries(match.sources) | countries(match.targets)
        earlier = next(
            (c for c in reversed(before) if c.event is event and c.sources and c.targets and _alike(c, match)), None
        )
        if match.sources and not match.targets:
            self._target(match, own, before, earlier)
        elif match.targets and not match.sources:
            self._source(match, own, before, earlier)
        elif (
            earlier is not None
            and self._is_told(match)
            and _is_carried_out(match)
            and not self._third(match, _parties(earlier))
        ):
            self._again(match, earlier)

    def _target(self, match: Match, own: set[str], before: Sequence[Claim], earlier: Claim | None) -> None:
        named = [
            t
            for t in match.target_tokens
            if t.pos_ in {"NOUN", "PROPN"} and t not in match.objects and not self._is_official(t)
        ]
        if named or not self._hits_something(match):
            return
        if match.predicate.event is EventType.AID and earlier is not None and not _parties_of(earlier.targets) & own:
            match.targets = [
                a
                for a in self.builder.again(earlier, match.token, without=own)
                if a[1].name in {p.name for p in earlier.targets}
            ]
            match.reasons.append("target: as told before")
            return
        pair = set(self.pair(before))
        if len(own) == 1 and own < pair and not self._third(match, pair, places=True):
            match.targets = [a for c in pair - own for a in self.builder.state_known(c, match.token, meant=True)]
            match.reasons.append("target: the other side of the text")

    def _origin(self, match: Match) -> list[Actor]:
        """ "20 tonnes of Turkish aid were delivered", "flour from Kuwait was handed over"."""
        nouns = [g for t in match.objects for g in (t, *self.sentence.slot(t, "of"))]
        inside = [r for n in nouns for c in n.children if c.dep_ in {"amod", "compound", "nmod"} for r in self._at(c)]
        inside += [r for n in nouns for t in self.sentence.slot(n, "from") for r in self.sentence.direct(t)]
        return [(r, e) for r in inside for e in r.entities if e.country][:1]

    def _at(self, token: Token) -> list[Reference]:
        reference = self.sentence.covering.get(token.i)
        return [reference] if reference is not None else []

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
        subjects = self.sentence.subjects(match.token) if match.predicate.pos == "verb" else []
        doers = word_classes()["troops"] | word_classes()["arms"] | word_classes()["rulers"]
        named = [t for t in subjects if t.lemma_.lower() not in doers]
        if named or (match.predicate.pos == "noun" and not _is_carried_out(match)):
            return
        if match.predicate.pos == "verb" and not (subjects or is_passive(match.token)):
            return
        if match.predicate.pos == "noun" and match.carrier is None and not self._placed(match.token):
            return  # "the invasion of Ukraine": named in passing
        aimed = match.predicate.pos == "noun" or "target: obj" in match.reasons
        if match.predicate.event is EventType.ASSAULT and not aimed:
            return  # "killed in an Israeli strike" is not aimed at Israel
        origin = self._origin(match) if match.predicate.event is EventType.AID else []
        if origin and not countries(origin) & own:
            match.sources = origin
            match.reasons.append("source: of what was given")
            return
        if earlier is not None and _parties_of(earlier.targets) & own and not _parties_of(earlier.sources) & own:
            match.sources = [
                a
                for a in self.builder.again(earlier, match.token, without=own)
                if a[1].name in {p.name for p in earlier.sources}
            ]
            match.reasons.append("source: as told before")
            return
        pair = set(self.pair(before))
        if len(own) == 1 and own < pair and not self._third(match, pair, places=True):
            match.sources = [a for c in pair - own for a in self.builder.state_known(c, match.token, meant=True)]
            match.reasons.append("source: the other side of the text")

    # -- who it can be ------------------------------------------------------------------------------------------------

    def _again(self, match: Match, claim: Claim) -> None:
        sides = self.builder.again(claim, match.token, without=set())
        sources = {p.country if claim.event is EventType.AGREE else p.name for p in claim.sources}
        match.sources = [a for a in sides if a[1].name in sources or (a[1].country or "") in sources]
        match.targets = [a for a in sides if a not in match.sources]
        match.reasons.append("source: as told before")

    def pair(self, before: Sequence[Claim]) -> tuple[str, ...]:
        """The two states of the text, where it is plainly about these two; else nothing.

        Both are named more often than any third, or something that is between just these two has been told.
        """
        pair, counts = self._named
        if len(pair) != 2:
            return ()
        thirds = max((n for c, n in counts.items() if c not in pair), default=0)
        least = min(counts[c] for c in pair)
        if any(c.sources and c.targets and _parties(c) == set(pair) for c in before):
            return pair if thirds <= 2 * least else ()
        home = self.draft.document.source.country if self.draft.document.source is not None else None
        often = all(counts[c] >= 2 or self._in_title(c) or c == home for c in pair)
        beside = not thirds and paired_states(self.draft)[pair[0], pair[1]] > 0  # "Oman and Yemen", and no other
        if not self.draft.pair or thirds >= least or not (often or beside):
            return ()
        return pair

    @cached_property
    def _named(self) -> tuple[tuple[str, ...], Counter[str]]:
        counts = Counter(e.country for r in self.draft.references for e in r.entities if e.country)
        pair = self.draft.pair
        if not pair and len(counts) > 1:
            ranked = counts.most_common(3)
            if len(ranked) == 2 or ranked[2][1] < ranked[1][1]:
                pair = tuple(sorted(code for code, _ in ranked[:2]))
        return pair, counts

    def _in_title(self, code: str) -> bool:
        titles = {p.index for p in self.draft.paragraphs if p.part.kind is PartKind.TITLE}
        return any(r.tokens[0] in titles and any(e.country == code for e in r.entities) for r in self.draft.references)

    def _third(self, match: Match, pair: set[str], *, places: bool = False) -> bool:
        """True when the sentence names somebody else who may be meant: no speaker, no host, no place to meet at."""
        for reference in self._references(match.token):
            if reference.kind is RefKind.PLACE and not places:
                continue
            if reference.kind is RefKind.ADJECTIVE and self._is_of(reference, match):
                pass  # "the trilateral Saudi-Chinese-Iranian committee met"
            elif reference.kind not in _THIRD and reference.kind is not RefKind.PLACE:
                continue
            others = [
                e for e in reference.entities if e.country or e.sector == "IGO" or e.kind is ActorKind.ARMED_GROUP
            ]
            if not others or all((e.country or e.name) in pair for e in others):
                continue
            if not self._speaks(reference) and not self._helps(reference):
                return True
        return False

    def _is_of(self, reference: Reference, match: Match) -> bool:
        """Whether an adjective says whose the happening is, or who takes part in it."""
        verb = match.token if match.predicate.pos == "verb" else match.carrier
        nouns = [match.token, *(self.sentence.subjects(verb) if verb is not None else [])]
        left = {
            t.i for n in nouns for c in n.children if c.dep_ in {"amod", "compound", "poss", "nmod"} for t in c.subtree
        }
        return reference.head in left

    def _references(self, token: Token) -> Iterator[Reference]:
        seen = set()
        marks = [t.i for t in token.sent if t.text == ";"]
        first = max((i for i in marks if i < token.i), default=token.sent.start)
        last = min((i for i in marks if i > token.i), default=token.sent.end)
        for other in self.sentence.doc[first:last]:
            reference = self.sentence.covering.get(other.i)
            if reference is not None and id(reference) not in seen:
                seen.add(id(reference))
                yield reference

    def _speaks(self, reference: Reference) -> bool:
        return any(s.touches(reference.span) for said in self.draft.statements for s in said.source_spans)

    def _helps(self, reference: Reference) -> bool:
        head = self.sentence.doc[reference.head]
        for node in (head, *head.ancestors):
            if node.lemma_.lower() in _HELPS or (node.dep_ in {"prep", "agent"} and node.lower_ in _HELPED - {"with"}):
                return True
            if node.pos_ in {"VERB", "AUX"}:
                return False
        return False

    def _present(self, match: Match) -> tuple[list[Actor], list[Actor]] | None:
        """The two states of those who watched: "in the presence of X and Y", "witnessed by", "X and Y witnessed"."""
        tokens: list[Token] = []
        for token in match.token.sent:
            if token.lemma_.lower() in _PRESENT:
                tokens += self.sentence.slot(token, "of")
            elif token.pos_ == "VERB" and token.lemma_.lower() in word_classes()["witness"]:
                passive = is_passive(token) or (token.tag_ == "VBN" and token.dep_ in {"acl", "advcl", "conj", "dep"})
                agents = [
                    g for c in token.children if c.dep_ in {"agent", "prep"} and c.lower_ == "by" for g in c.children
                ]
                tokens += agents if passive else self.sentence.subjects(token)
        found = _in_two([a for a in self.sentence.actors(tokens) if a[1].country])
        groups = [r for t in tokens if (r := self.sentence.covering.get(t.i)) and r.kind is RefKind.GROUP]
        if found is None and any(not r.entities for r in groups):
            # "the two prime ministers witnessed": both, whoever they are
            sides = [self.builder.state_known(code, match.token, meant=True) for code in self._named[0]]
            return (sides[0], sides[1]) if len(sides) == 2 and all(sides) else None
        return found

    def _around(self, match: Match) -> tuple[list[Actor], list[Actor]] | None:
        """ "X and Y agreed on a truce after talks in Z": the talks of those two."""
        token = match.token
        above = token.head.head if token.dep_ == "pobj" and token.head.lower_ in _AT_TALKS else None
        if match.predicate.pos != "noun" or match.carrier is not None or match.predicate.form not in _TALKS:
            return None
        verb = next(
            (t for t in (above, *(above.ancestors if above else ())) if t is not None and t.pos_ == "VERB"), None
        )
        if verb is None or match.target_tokens and self.sentence.actors(match.target_tokens):
            return None
        while True:
            found = _in_two([a for a in self.sentence.actors(self.sentence.subjects(verb)) if a[1].country])
            if found is not None or verb.dep_ not in {"conj", "ccomp", "xcomp"} or verb.head.pos_ != "VERB":
                return found
            verb = verb.head  # the parser may hang "after talks" on the clause that was agreed

    def _is_told(self, match: Match) -> bool:
        """True when the words tell of a happening of its own: a verb that says that it was, is or will be, a day or a
        place; not "the talks" in passing.
        """
        token = match.token
        if match.predicate.pos == "noun":
            if token.dep_ == "compound":
                return False
            verb = match.carrier
            if verb is not None and verb.lemma_.lower() == "host":
                return True
            if verb is None and match.predicate.event is EventType.ASSAULT:
                return self._placed(token) or bool(casualties(self.builder.paragraph, token))
            if verb is None:
                return self._placed(token) or (match.predicate.form == "agreement" and self._present(match) is not None)
            if verb.lemma_.lower() in {"arrange", "prepare"}:
                return False  # that talks were arranged tells of no talks
            named = [] if is_passive(verb) else [t for t in self.sentence.subjects(verb) if not _holds(t, token)]
            others = [t for t in match.target_tokens if t.pos_ in {"NOUN", "PROPN"}]
            return all(self._stands_for_both(t) for t in (*named, *others))
        if is_passive(token):
            counted = match.predicate.event is EventType.ASSAULT and bool(casualties(self.builder.paragraph, token))
            agents = self.sentence.subjects(token)
            plain = all(self._stands_for_both(t) for t in agents)  # "by the two ministers", where they are not known
            return plain and (bool(match.predicate.objects) or counted)
        subjects = self.sentence.subjects(token)
        if not subjects and token.tag_ == "VBD" and not match.target_tokens:
            # the parser found no subject of "the chiefs of staff of X and Y met": both are named
            near = {e.country for r in self._references(token) if r.kind is not RefKind.PLACE for e in r.entities}
            return len(self._named[0]) == 2 and set(self._named[0]) <= near
        return bool(subjects) and all(self._stands_for_both(t) for t in subjects) and not match.target_tokens

    def _stands_for_both(self, token: Token) -> bool:
        """ "the committee", "the two delegations", "experts": nobody in particular, so that it may be both."""
        reference = self.sentence.covering.get(token.i)
        if reference is not None and reference.entities:
            return False
        plain = not any(r.entities for r in self.sentence.inside(token)) and not any(
            c.lower_ == "of" for c in token.children
        )
        return plain and token.lemma_.lower() in word_classes()["joint"]

    def _stands_for_one(self, token: Token) -> bool:
        """ "the visitor", "the envoy": somebody of whom the words tell no state."""
        reference = self.sentence.covering.get(token.i)
        words = word_classes()["joint"] | word_classes()["opposite"]
        return (reference is None or not reference.entities) and token.lemma_.lower() in words

    def _placed(self, noun: Token) -> bool:
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
        return bool(days) or any(m.tokens[0] == index and m.head in inside and m.city for m in self.draft.places)


def _holds(phrase: Token, noun: Token) -> bool:
    """Whether the noun is counted by the phrase: "the fourth round of the talks"."""
    return noun.i == phrase.i or (noun.dep_ == "pobj" and noun.head.lower_ == "of" and noun.head.head.i == phrase.i)


def _in_two(found: list[Actor]) -> tuple[list[Actor], list[Actor]] | None:
    """Those of the first state and those of the second, where there are two."""
    order = list(dict.fromkeys(e.country for _, e in found))
    if len(order) != 2:
        return None
    first = [a for a in found if a[1].country == order[0]]
    return first, [a for a in found if a not in first]


def is_joint(predicate: Predicate) -> bool:
    """What is done by two together: talks, calls, ceremonies, agreements."""
    return predicate.form in _JOINT and predicate.event in {EventType.CONSULT, EventType.AGREE}


def _is_aimed(predicate: Predicate) -> bool:
    if predicate.event in _AIMED or predicate.lemma in {"summon", "call_in"}:
        return True
    if predicate.event is EventType.RETREAT:
        return predicate.mode == "release" and predicate.objects == word_classes()["people"]
    if predicate.event is EventType.MOBILIZE:
        return predicate.objects == word_classes()["bounds"]
    return predicate.event is EventType.SANCTION and predicate.mode in _EXPELLING and bool(predicate.objects)


def _is_carried_out(match: Match) -> bool:
    """ "another attack was carried out", "the delivery began", "the raid of Monday"; not "a rebel attack", nor aid that
    is suspended.
    """
    if match.predicate.pos == "verb":
        return True
    kind = [c for c in match.token.children if c.dep_ in {"compound", "amod"} and c.lemma_.lower() in _OF_OTHERS]
    if match.carrier is None:
        return _is_again(match.token) and not kind
    return match.carrier.lemma_.lower() in _CARRIED_OUT and not kind


def _like(claim: Claim, predicate: Predicate) -> bool:
    """Whether the claim can be what the predicate's noun takes up again."""
    if not claim.sources or not claim.targets:
        return False
    if predicate.form in _TALKS:
        return claim.event is EventType.CONSULT and (claim.form in _TALKS or claim.form is None)
    if predicate.form == "agreement":
        return claim.event is EventType.AGREE and claim.form == "agreement" and claim.status is Status.ACTUAL
    return claim.form == predicate.form


def _alike(claim: Claim, match: Match) -> bool:
    return match.predicate.event is not EventType.SANCTION or claim.mode == match.predicate.mode


def _is_again(token: Token) -> bool:
    """ "the talks", "no such meeting": a noun that takes up what was told."""
    return token.pos_ == "VERB" or any(c.lower_ in _DEFINITE for c in token.children)


def _parties(claim: Claim) -> set[str]:
    return _parties_of(claim.participants())


def _parties_of(people: Sequence[Participant]) -> set[str]:
    return {p.country or p.name for p in people}
