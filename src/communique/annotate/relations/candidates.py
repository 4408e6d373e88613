"""Predicates with two sides that the lexicon does not claim: read off the dependency tree, or found by the encoder.

The tree gives what stands plainly there: a verb or noun of any kind with one side in its subject or possessor and
another in its object or after a preposition. The finder is asked about sentences that name two sides and of which
the lexicon makes nothing; where it points at the same word as the tree, its phrases are taken.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from communique.annotate.attribution.lexicon import reporting
from communique.annotate.build import ClaimBuilder
from communique.annotate.entities import Reference, RefKind
from communique.annotate.lexicon import Predicate, word_classes
from communique.annotate.matches import Actor, Match, countries, party
from communique.annotate.relations.coding import Coding, Pair
from communique.annotate.relations.finder import Found
from communique.annotate.relations.marking import overlap
from communique.annotate.relations.parties import is_party
from communique.annotate.stage import Draft, Paragraph
from communique.annotate.syntax import OBJECT_CONTROL, Sentence
from communique.model.values import Place, Span

if TYPE_CHECKING:
    from spacy.tokens import Span as Tokens
    from spacy.tokens import Token

    from communique.annotate.relations.marking import Chars

_FEWEST_WORDS = 6
_NEAR = 4  # tokens from a verb to the object that decides with it
_AIMED = ("with", "to", "against", "from", "for", "on", "of", "toward", "towards", "into", "at", "over", "between")
_STRUCK = ("on", "at", "against", "over", "into", "near", "from")  # after which a place can be what is acted on
_EMPTY = frozenset(  # verbs that say little without what follows: the finder points at the whole phrase
    "be have do become remain seem appear include contain say tell make take get go come put set bring keep".split()
)
_GOING = frozenset("leave depart return fly go come quit travel exit".split())
_INERT = word_classes()["inert"]  # what one thinks, is or has; in which the encoder reads an act
_HALTED = re.compile(r"\bon (?:hold|ice)\b")
_ACCORDS = word_classes()["accord"] | word_classes()["paper"] | {f"{w}s" for w in word_classes()["accord"]}


@dataclass(frozen=True, slots=True)
class Told:
    """A sentence of the document with what its paragraph knows. ``claimed``: tokens of claims that are no participants.

    ``both``: two sides are named as such; else one of them only as a place.
    """

    draft: Draft
    paragraph: Paragraph
    sentence: Sentence
    tokens: Tokens
    claimed: frozenset[int]
    both: bool


@dataclass(frozen=True, slots=True)
class Candidate:
    """A predicate with its sides, not yet coded. ``by``: tree or finder.

    ``place``: the target is the state of this place that was named ("shelled the port of Odesa"), which only acts of
    force and relief can mean. ``together``: both stood in one subject, so that only what is done together is meant.
    """

    told: Told
    token: Token
    sources: tuple[Actor, ...]
    targets: tuple[Actor, ...]
    pair: Pair
    by: str
    place: Place | None = None
    together: bool = False

    def match(self, coding: Coding) -> Match:
        """The same in the form in which the lexicon's matches come."""
        assert coding.event is not None and self.pair.trigger is not None
        pos = "noun" if self.token.pos_ in {"NOUN", "PROPN"} else "verb"
        form = coding.form
        words = self.pair.text[slice(*self.pair.trigger)].lower().split()
        willing = pos == "noun" and self.token.lemma_.lower() not in _ACCORDS and "to" in words
        if form == "agreement" and (willing or not set(words) & _ACCORDS):
            form = None  # "expressed readiness to sign an agreement": nothing that could have a stage
        if form == "recognition" and not any(w.startswith("recogn") for w in words):
            form = None  # "improved its relations", "reopened its embassy" are of that kind, and recognise nobody
        predicate = Predicate(
            self.token.lemma_.lower(), (), pos, coding.event, coding.mode, form, (), (), frozenset(), (), ""
        )
        sides = [list(self.sources), list(self.targets)]
        if coding.kind == "consult.host":
            sides.reverse()  # the record has the guest as source
        start = self.told.tokens.start_char
        return Match(
            predicate,
            self.token,
            None,
            sources=sides[0],
            targets=sides[1],
            objects=self.told.sentence.objects(self.token) if pos == "verb" else [],
            reasons=[self.by],
            place=self.place,
            words=(start + self.pair.trigger[0], start + self.pair.trigger[1]),
        )

    @property
    def faint(self) -> bool:
        """True where states are only named in adjectives: "Rwandan gunners" act, "Swedish timber" does not."""
        return all(r.kind is RefKind.ADJECTIVE for r, _ in (*self.sources, *self.targets))

    @property
    def halted(self) -> bool:
        """True for what was "put on hold": the words that decide stand apart, and the encoder sees what was halted."""
        verb = self.token if self.token.pos_ == "VERB" else self.token.head
        after = self.told.paragraph.doc.text[verb.idx : self.told.tokens.end_char]
        return verb.lemma_.lower() in {"put", "place"} and _HALTED.search(after) is not None

    @property
    def is_none(self) -> bool:
        """True for what reads like an act between two sides and is none, or none of its own."""
        named = (r for r, _ in (*self.sources, *self.targets))
        hosts = self.told.sentence.hosts_alone(self.token, named)
        return self.backwards or self.halted or self.idle or self.helped or hosts

    @property
    def idle(self) -> bool:
        """True for "breaks the image of isolation", "broke the deadlock": nothing between two sides is broken."""
        if self.token.lemma_.lower() != "break":
            return False
        objects = self.told.sentence.objects(self.token)
        return any(t.lemma_.lower() in word_classes()["unbroken"] for t in objects)

    @property
    def helped(self) -> bool:
        """True for what somebody is helped or let to do: "is helping Kim advance his programme" is an act of help."""
        verb = self.token.head
        bare = self.token.dep_ in {"ccomp", "xcomp"} and self.token.tag_ == "VB"
        return bare and verb.lemma_.lower() in {"help", "assist", "aid", "enable", "allow", "let"}

    @property
    def backwards(self) -> bool:
        """True where the source is what something was done to: "Tehran's envoys told to leave"."""
        node = self.token
        while True:
            doing = {t.i for subject in _acted_on(node) for t in (subject, *subject.subtree)}
            if any(r.head in doing and r.tokens[0] == self.told.paragraph.index for r, _ in self.sources):
                return True
            if node.dep_ not in {"xcomp", "ccomp", "advcl"} or node.head == node:
                return False
            node = node.head

    @property
    def leaves(self) -> bool:
        """True where somebody goes away who is no envoy: the end of a visit; to leave an organisation is an act."""
        if self.token.lemma_.lower() not in _GOING:
            return False
        about = [*self.told.sentence.subjects(self.token), *self.told.sentence.objects(self.token)]
        words = {w.lemma_.lower() for t in about for w in t.subtree}
        states = all(e.country is not None for _, e in self.targets)
        return states and not words & (word_classes()["diplomats"] | word_classes()["ties"])

    @property
    def hearsay(self) -> bool:
        """True where the source only says what somebody else did: "the minister said that envoys had been expelled"."""
        heads = {self.told.paragraph.doc[r.head] for r, _ in self.sources if r.tokens[0] == self.told.paragraph.index}
        node = self.token
        while node.head != node:
            if node.dep_ == "ccomp" and node.head.lemma_.lower() in reporting():
                return bool(heads & set(self.told.sentence.subjects(node.head))) and not heads & set(
                    self.told.sentence.subjects(self.token)
                )
            node = node.head
        return False


def told_sentences(draft: Draft) -> Iterator[Told]:
    """The sentences that name two sides, in order."""
    claimed = [
        s for c in draft.claims for s in c.spans if s == c.predicate or s not in {p.span for p in c.participants()}
    ]
    for paragraph in draft.paragraphs:
        sentence = Sentence(draft, paragraph)
        if not sentence.covering:
            continue
        for tokens in paragraph.sentences():
            if len(tokens) < _FEWEST_WORDS:
                continue
            at = paragraph.span(tokens.start_char, tokens.end_char)
            here = dict.fromkeys(r for i in range(tokens.start, tokens.end) if (r := sentence.covering.get(i)))
            sides = {party(e) for r in here if r.kind is not RefKind.PLACE for e in r.acting if _side(r, e)}
            both = len(sides) > 1
            if sides and not both:
                sides |= {e.country for r in here if r.kind is RefKind.PLACE for e in r.entities if e.country}
                sides |= {m.place.country for m in draft.places if at.covers(m.span) and m.place.country}
            if len(sides) < 2:
                continue
            inside = [p for p in claimed if at.covers(p)]
            known = frozenset(t.i for t in tokens for p in inside if p.touches(paragraph.span(t.idx, t.idx + len(t))))
            yield Told(draft, paragraph, sentence, tokens, known, both)


def _side(reference: Reference, entity: object) -> bool:
    return reference.kind is not RefKind.OUTLET and is_party((reference, entity))  # type: ignore[arg-type]


def by_tree(told: Told) -> list[Candidate]:
    """Verbs and nouns with two sides; words of speech are the finder's, they bring clauses."""
    found = []
    for token in told.tokens:
        if token.i in told.claimed or token.i in told.sentence.covering or token.lemma_.lower() in _INERT:
            continue
        if token.pos_ == "VERB" and token.lemma_.lower() not in _EMPTY and token.lemma_.lower() not in reporting():
            sources = _doers(told, told.sentence.subjects(token))
            tokens = _complements(told, token)
        elif token.pos_ == "NOUN":
            sources = _parties(told, told.sentence.possessors(token))
            tokens = [t for p in _AIMED for t in told.sentence.slot(token, p)]
        else:
            continue
        heads = [told.paragraph.doc[r.head].dep_ for r, _ in sources]
        together = len(countries(sources)) > 1 and token.pos_ == "VERB" and set(heads) <= {"nsubj", "conj"}
        made = _candidate(told, token, sources, tokens) if sources and (tokens or together) else None
        if made is not None:
            found.append(made)
    return found


def _acted_on(verb: Token) -> list[Token]:
    """Subjects to which the verb is done, also in a headline that drops "were"."""
    found = [c for c in verb.children if c.dep_ == "nsubjpass"]
    orders = verb.lemma_.lower() in OBJECT_CONTROL and not any(c.dep_ in {"dobj", "dative"} for c in verb.children)
    if orders and any(c.dep_ in {"xcomp", "advcl"} and c.tag_ == "VB" for c in verb.children):
        found += [c for c in verb.children if c.dep_ == "nsubj"]
    return found


def _complements(told: Told, verb: Token) -> list[Token]:
    """What a verb acts on: its object and what stands after prepositions."""
    found = [*told.sentence.objects(verb)]
    for preposition in _AIMED:
        found += [t for t in told.sentence.slot(verb, preposition) if t not in found]
    for noun in list(found):
        for preposition in _AIMED:
            found += [t for t in told.sentence.slot(noun, preposition) if t not in found]
    return found


def _parties(told: Told, tokens: list[Token]) -> list[Actor]:
    return [a for a in told.sentence.actors(tokens) if is_party(a) and a[0].kind is not RefKind.PLACE]


def _doers(told: Told, subjects: list[Token]) -> list[Actor]:
    """Who acts in a subject: named outright or before its noun ("Rwandan gunners"); not "the sanction of the Swede"."""
    found = []
    for subject in subjects:
        for reference, entity in _parties(told, [subject]):
            outright = reference.tokens[2] <= subject.i + 1 or reference in told.sentence.direct(subject)
            if outright and (reference, entity) not in found:
                found.append((reference, entity))
    return found


def _candidate(told: Told, token: Token, sources: list[Actor], tokens: list[Token]) -> Candidate | None:
    own = countries(sources)
    targets: list[Actor] = []
    source, target = _chars(told, sources), None
    for noun in tokens:  # the nearest that names another side
        targets = [a for a in _parties(told, [noun]) if party(a[1]) not in own]
        if targets:
            target = _phrase(told, noun, targets)
            break
    place = None
    struck = [] if targets else [t for p in _STRUCK for t in told.sentence.slot(token, p)]
    for noun in [*told.sentence.objects(token), *struck] if not targets and token.pos_ == "VERB" else ():
        targets, place = _of_places(told, list(noun.subtree), own)
        if targets:
            start, last = told.tokens.start_char, noun.right_edge
            target = (noun.left_edge.idx - start, last.idx + len(last) - start)
            break
    together = not targets and len(own) > 1
    if together:  # "Kazakhstan and Japan are to drill": only what is done together
        first = party(sources[0][1])
        sources, targets = (
            [a for a in sources if party(a[1]) == first],
            [a for a in sources if party(a[1]) != first],
        )
        source, target = _chars(told, sources), _chars(told, targets)
    trigger = _trigger(told, token)
    if source is None or target is None or overlap(source, target, trigger):
        return None
    pair = Pair(told.tokens.text, source, target, trigger)
    return Candidate(told, token, tuple(sources), tuple(targets), pair, "found in the tree", place, together)


def _trigger(told: Told, token: Token) -> Chars:
    """The word with its object beside it, where that is no actor: "exchanged fire", "handed a note"."""
    last = token
    if token.pos_ == "VERB":
        for noun in told.sentence.objects(token):
            near = token.i < noun.i <= token.i + _NEAR and not told.sentence.direct(noun)
            if near and not any(told.sentence.covering.get(i) for i in range(token.i + 1, noun.i + 1)):
                last = noun
                break
    start = told.tokens.start_char
    return token.idx - start, last.idx + len(last) - start


def _of_places(told: Told, tokens: list[Token], own: set[str]) -> tuple[list[Actor], Place | None]:
    """The state of the first place among these words that is another side's, and the place."""
    for reference in dict.fromkeys(r for t in tokens if (r := told.sentence.covering.get(t.i))):
        named = [e for e in reference.entities if e.country and e.country not in own]
        if reference.kind is RefKind.PLACE and named:
            return [(reference, named[0])], Place(named[0].name, named[0].country, reference.span)
    inside = {t.i for t in tokens}
    for mention in told.draft.places:
        if mention.tokens[0] != told.paragraph.index or mention.head not in inside:
            continue
        if mention.place.country and mention.place.country not in own:
            return [ClaimBuilder(told.draft, told.paragraph, told.sentence).state_at(mention)], mention.place
    return [], None


def _phrase(told: Told, noun: Token, side: list[Actor]) -> Chars | None:
    """From where the noun's phrase begins to the end of the actor named in it: "fishermen from Senegal"."""
    named = _chars(told, side)
    if named is None:
        return None
    start = noun.left_edge.idx - told.tokens.start_char
    end = noun.idx + len(noun) - told.tokens.start_char
    return (start, max(end, named[1])) if 0 <= start <= named[0] else named


def _chars(told: Told, side: list[Actor]) -> Chars | None:
    """Where the first of them stands in the sentence."""
    at = told.paragraph.offset + told.tokens.start_char
    for reference, _ in side:
        start, end = reference.span.start - at, reference.span.end - at
        if 0 <= start < end <= len(told.tokens.text):
            return start, end
    return None


def by_finder(told: Told, found: Found) -> Candidate | None:
    """What the finder points at, where these are parties of this record."""
    if found.source is None or found.target is None or found.trigger is None:
        return None
    token, source, target = (_head(told.tokens, span) for span in (found.trigger, found.source, found.target))
    if token is None or source is None or target is None or token.i in told.sentence.covering:
        return None
    if token.lemma_.lower() in _INERT:
        return None
    at = told.paragraph.offset + told.tokens.start_char
    named = Span(found.source[0] + at, found.source[1] + at)
    sources = [a for a in _doers(told, _listed(source, told.tokens, found.source)) if a[0].span.touches(named)]
    own = countries(sources)
    subjects = told.sentence.subjects(token) if token.pos_ == "VERB" else []
    if subjects and not own & countries(_doers(told, subjects)):
        return None  # the tree has another doer
    targets = [a for a in _parties(told, _listed(target, told.tokens, found.target)) if party(a[1]) not in own]
    place = None
    if not targets:
        inside = [t for t in target.subtree if t.idx < told.tokens.start_char + found.target[1]]
        targets, place = _of_places(told, inside, own)
    spans = (found.source, found.target, found.trigger)
    if not sources or not targets or token.i in told.claimed or overlap(*spans):
        return None
    pair = Pair(told.tokens.text, found.source, found.target, found.trigger)
    return Candidate(told, token, tuple(sources), tuple(targets), pair, "found by the encoder", place)


def _head(tokens: Tokens, span: Chars) -> Token | None:
    """The token that governs the others of a stretch of the sentence's characters."""
    start = tokens.start_char
    words = tokens.doc.char_span(start + span[0], start + span[1], alignment_mode="expand")
    if words is None or not len(words):
        return None
    verb = next((t for t in words if t.pos_ == "VERB"), None)
    return verb if verb is not None and words.root.pos_ == "AUX" else words.root  # "are to drill"


def _listed(head: Token, tokens: Tokens, span: Chars) -> list[Token]:
    """The head and what is coordinated with it inside the span."""
    start, end = tokens.start_char + span[0], tokens.start_char + span[1]
    return [head, *(t for t in head.conjuncts if start <= t.idx < end)]
