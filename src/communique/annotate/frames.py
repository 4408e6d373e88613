"""Fills one lexicon row at one predicate: does it match here, and which actors stand in its slots?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from communique.annotate.cargo import goods_of, senders_of
from communique.annotate.carriers import COUNTERS, carrier_of, counted_by
from communique.annotate.conditions import met
from communique.annotate.entities import RefKind
from communique.annotate.lexicon import Predicate, lexicon, word_classes
from communique.annotate.matches import Actor, Match, countries
from communique.annotate.syntax import Sentence, is_passive
from communique.model.ontology import EventType, ontology

if TYPE_CHECKING:
    from spacy.tokens import Token

_PLACE_SLOTS = frozenset("in at to into from near on over along off".split())
_AIMED = frozenset({EventType.ACCUSE, EventType.REJECT, EventType.PROTEST, EventType.SUPPORT})
_SHOTS = frozenset("shot gunfire fire shell missile rocket drone bullet shrapnel mortar".split())
_PAPERS = frozenset("agreement accord deal pact treaty memorandum protocol contract convention document".split())
_TRIPS = frozenset("visit trip tour stay journey stopover".split())
_WHEN = frozenset({"during", "on", "after", "following", "for"})
_COMES = frozenset("arrive land come fly travel touch".split())
_SPOKEN = frozenset(
    {"accusation", "charge", "claim", "allegation", "criticism", "demand", "proposal", "request", "threat"}
)


_DAYS = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday january february march april may june july august "
    "september october november december".split()
)


def _leads_a_day(word: Token) -> bool:
    """ "called Lavrov on Sunday" is no call on anybody."""
    if word.lower_ != "on":
        return False
    led = [t for c in word.children if c.dep_ == "pobj" for t in (c, *c.children)]
    return any(t.lower_ in _DAYS for t in led)


class Frames:
    """Matches lexicon rows in one paragraph."""

    def __init__(self, sentence: Sentence) -> None:
        self.sentence = sentence
        self.doc = sentence.doc

    def match(self, predicate: Predicate, token: Token) -> Match | None:
        """The row filled at ``token``, or None when its particle, object or other need is not met."""
        match = Match(predicate, token, carrier_of(token) if predicate.pos == "noun" else None)
        verb = token if predicate.pos == "verb" else match.carrier
        match.objects = self.sentence.objects(verb) if verb is not None and predicate.pos == "verb" else []
        if predicate.pos == "noun" and predicate.objects:
            match.objects = self.sentence.slot(token, "of")  # "the signing of eight memoranda"
        if predicate.needs == "persona":
            # "declared two diplomats persona non grata", which the parser takes for a clause
            match.objects += [t for t in token.subtree if t.i > token.i and t.lemma_.lower() in predicate.objects]
        if predicate.needs == "leave" and verb is not None:
            # "gave two diplomats a week to leave", which the parser takes for a length of time
            match.objects += [
                c for c in verb.children if c.dep_ == "npadvmod" and c.lemma_.lower() in predicate.objects
            ]
        if predicate.needs == "opens" and verb is not None and predicate.pos == "verb" and not match.objects:
            match.objects = self.sentence.subjects(token)  # "the embassy opened"
        if predicate.form == "agreement" and predicate.pos == "verb":
            match.objects = [self._paper(t) or t for t in match.objects]
        if not self._particles(predicate, token) or not self._objects(predicate, token, match):
            return None
        if predicate.needs == "names":
            match.objects = self.sentence.slot(token, "to")  # "put their names to a treaty"
        if predicate.objects and predicate.pos == "verb" and not match.objects:
            match.objects = [t for p in predicate.particles for t in self.sentence.slot(token, p)]  # "flew in rescuers"
        if predicate.needs == "cargo":
            match.objects = goods_of(self.sentence, token)
        for slot in predicate.source:
            tokens = self.fill(slot, match)
            if predicate.needs == "cargo" and slot == "subj":
                tokens = [t for s in tokens for t in senders_of(self.sentence, s)]
            match.sources = self._actors(
                self._voices(tokens) if slot == "subj" and predicate.needs != "cargo" else tokens, slot
            )
            if match.sources:
                match.reasons.append(f"source: {slot}")
                break
        if not match.sources and predicate.pos == "verb":
            self._hinted(match)
        several = len(countries(match.sources)) > 1 and ontology().reciprocal(predicate.event, predicate.form)
        placed = ontology().quad(predicate.event) == 4 or predicate.lemma in {"visit", "leave"}
        for slot in predicate.target:
            if several and slot in {"clause", "for", "on", *(["obj"] if predicate.event is EventType.AGREE else [])}:
                continue  # "both pledged to work with the UN": their pledge is to each other
            tokens = self.fill(slot, match)
            match.target_tokens = match.target_tokens or tokens
            tokens = self._doers(tokens, slot, match)
            taken = {e for _, e in match.sources}
            actors = [(r, e) for r, e in self._actors(tokens, slot, placed=placed) if e not in taken]
            if actors:
                match.targets, match.target_tokens = actors, tokens
                match.reasons.append(f"target: {slot}")
                break
        match.nested = sum(1 for t in match.target_tokens if not self.sentence.direct(t))
        return match if met(self.sentence, match) else None

    def _paper(self, pronoun: Token) -> Token | None:
        """ "finished an agreement but it has yet to be signed": the paper that "it" takes up."""
        if pronoun.lower_ not in {"it", "them", "they"}:
            return None
        start = pronoun.sent.start
        back = next((s.start for s in self.doc.sents if s.end == start), start) if start else start
        before = [t for t in self.doc[back : pronoun.i] if t.pos_ == "NOUN" and t.dep_ != "compound"]
        papers = [t for t in before if t.lemma_.lower() in _PAPERS]
        return papers[-1] if papers else None

    # -- slots --------------------------------------------------------------------------------------------------------

    def fill(self, slot: str, match: Match) -> list[Token]:
        """Tokens that stand in ``slot``."""
        token, carrier = match.token, match.carrier
        if slot == "whose":
            return [t for o in match.objects for t in (*self.sentence.possessors(o), *self.sentence.slot(o, "between"))]
        if match.predicate.needs == "opens" and slot != "obj":
            # "the embassy in Doha was opened", "opened in Doha"
            found = [t for o in match.objects for t in self.sentence.slot(o, slot)]
            return found or self.sentence.slot(token, slot)
        if match.predicate.pos == "verb":
            if slot == "subj":
                return self.sentence.subjects(token)
            if slot == "obj":
                return match.objects if match.predicate.needs != "cargo" else self.sentence.objects(token)
            if slot == "iobj":
                given_to = (
                    [c for c in token.children if c.dep_ == "nsubjpass"] if is_passive(token) and match.objects else []
                )
                return [c for c in token.children if c.dep_ == "dative" and c.pos_ != "ADP"] + [
                    t for t in given_to if t not in match.objects
                ]
            if slot == "clause":
                return self._of_clause(token)
            found = self.sentence.slot(token, slot)
            for particle in (
                c
                for c in token.children
                if c.dep_ in {"prt", "advmod", "acomp"} and c.lower_ in match.predicate.particles
            ):
                found += self.sentence.slot(particle, slot)
            for obj in (c for c in token.children if c.dep_ in {"dobj", "nsubjpass"}):
                found += [t for t in self.sentence.slot(obj, slot) if t not in found]
            for preposition in (c for c in token.children if c.dep_ == "prep"):
                found += [
                    t for t in self.sentence.slot(preposition, slot) if t not in found
                ]  # "pull out of", "from within"
                if slot == "with" and not found:  # "spoke by telephone with", "met for an hour with"
                    means = [c for c in preposition.children if c.lemma_.lower() in word_classes()["means"]]
                    found += [t for noun in means for t in self.sentence.slot(noun, slot)]
            return found
        if slot == "poss":
            return self.sentence.possessors(token)
        if slot == "subj":
            return self._bearers(token, carrier)
        if slot == "by":
            found = self.sentence.slot(token, "by") + self._agents(token)
            return found or self._hung_above(match, slot)
        found = self.sentence.slot(token, slot) or self._hung_above(match, slot)
        if slot == "between":
            found += self.sentence.slot(token, "among")
        for inner in self.sentence.slot(token, "of"):
            if inner.lemma_.lower() in {"understanding", "intent", "cooperation"} or match.predicate.objects:
                found += self.sentence.slot(inner, slot)  # "a memorandum of understanding between A and B"
            for goods in self.sentence.slot(inner, "of") if match.predicate.objects else ():
                found += self.sentence.slot(goods, slot)  # "the donation of 20 tons of rice to Malawi"
        bearer = counted_by(token)
        if bearer is not None:
            found += [t for t in self.sentence.slot(bearer, slot) if t not in found]
        if carrier is not None:
            found += [t for t in self.sentence.slot(carrier, slot) if t not in found]
        return [t for t in found if t.i != token.i]  # in "a round of talks" the talks are not whose they are

    def _hung_above(self, match: Match, slot: str) -> list[Token]:
        """ "welcomed the donation of rice to Malawi by X": parsers hang "to" and "by" on the verb."""
        token = match.token
        if match.carrier is not None or not match.predicate.objects or token.dep_ != "dobj":
            return []
        return [t for t in self.sentence.slot(token.head, slot) if t.i > token.i]

    def _of_clause(self, verb: Token) -> list[Token]:
        """Whom the infinitive or clause under the verb is about: "threatened to cut the hotline with Seoul",
        "demanded that Oslo pay".
        """
        found: list[Token] = []
        for clause in (c for c in verb.children if c.dep_ in {"xcomp", "ccomp", "advcl"} and c.i > verb.i):
            own = [c for c in clause.children if c.dep_ in {"nsubj", "nsubjpass"}]
            found += own
            for preposition in ("with", "against", "on", "to", "from"):
                found += self.sentence.slot(clause, preposition)
            for obj in self.sentence.objects(clause) if not is_passive(clause) else []:
                found.append(obj)
                for preposition in ("with", "against", "on", "to", "from"):
                    found += self.sentence.slot(obj, preposition)
        return found

    def _bearers(self, noun: Token, carrier: Token | None) -> list[Token]:
        if carrier is None:
            # "Lavrov, on his first visit, said": the noun hangs on the actor itself
            if noun.dep_ == "pobj" and noun.head.dep_ == "prep" and noun.head.head.pos_ in {"NOUN", "PROPN"}:
                return [noun.head.head] if noun.head.lower_ == "on" else []
            return self._travelling(noun)
        if is_passive(carrier):
            return [g for c in carrier.children if c.dep_ == "agent" for g in c.children if g.dep_ == "pobj"]
        subjects = self.sentence.subjects(carrier)
        return [t for t in subjects if t.i != noun.i]

    def _travelling(self, noun: Token) -> list[Token]:
        """ "said during a visit to Hanoi", "returned home after a trip to Lima": who did so is the visitor."""
        own = any(c.dep_ == "poss" for c in noun.children) or self.sentence.slot(noun, "by")
        if own or noun.dep_ != "pobj" or noun.head.lower_ not in _WHEN or noun.lemma_.lower() not in _TRIPS:
            return []
        verb = noun.head.head
        if noun.head.lower_ == "for" and verb.lemma_.lower() not in _COMES:
            return []
        subjects = self.sentence.subjects(verb) if verb.pos_ == "VERB" else []
        persons = {RefKind.PERSON, RefKind.OFFICE, RefKind.PRONOUN}
        return [t for t in subjects if (r := self.sentence.covering.get(t.i)) is not None and r.kind in persons]

    def _agents(self, noun: Token) -> list[Token]:
        """ "sanctions announced by the United States": the agent of the participle."""
        found = []
        for child in noun.children:
            if child.dep_ in {"acl", "relcl"} and is_passive(child):
                found += [g for c in child.children if c.dep_ == "agent" for g in c.children if g.dep_ == "pobj"]
        if noun.dep_ == "compound":
            found += self._agents(noun.head)
        return found

    def _hinted(self, match: Match) -> None:
        """Who did it, where neither subject nor agent says so but another part of the clause does."""
        verb, assault = match.token, match.predicate.event is EventType.ASSAULT
        if match.predicate.mode == "expel" and is_passive(verb):
            left = [c for c in verb.children if c.dep_ == "xcomp"]  # "expelled from Austria", "told to leave Austria"
            whence = [*self.fill("from", match), *(t for c in left for t in self.sentence.objects(c))]
            found, reason = self._actors(whence, "from"), "source: whence"
        elif match.predicate.mode == "release" and is_passive(verb):  # "freed from Venezuelan jails"
            found, reason = self._actors(self.fill("from", match), "from"), "source: whence"
        elif assault and is_passive(verb):
            found, reason = self._actors(self._by_what(verb), "by"), "source: whose strike it was"
            if not found:  # "wounded when troops of X opened fire"
                found, reason = self._actors(self._then(verb), "subj"), "source: who fired then"
        elif assault:  # "a missile fired from Yemen hit"
            fired = [c for t in self.fill("subj", match) for c in t.children if c.dep_ == "acl" and c.tag_ == "VBN"]
            whence = [t for c in fired for t in self.sentence.slot(c, "from")]
            found, reason = self._actors(whence, "from"), "source: whence it was fired"
        else:
            return
        if found:
            match.sources = found
            match.reasons.append(reason)

    def _then(self, verb: Token) -> list[Token]:
        """Who fired, in the clause that tells when somebody was hit."""
        clauses = [c for c in verb.children if c.dep_ == "advcl" and c.i > verb.i]
        clauses = [c for c in clauses if any(t.lower_ in {"when", "as", "after"} for t in c.lefts)]
        force = [
            c
            for c in clauses
            if not is_passive(c)
            and any(
                r.event is EventType.ASSAULT
                and (not r.objects or self._objects(r, c, Match(r, c, None, objects=self.sentence.objects(c))))
                for r in lexicon().get((c.lemma_.lower(), "verb"), ())
            )
        ]
        return [t for c in force for t in self._voices(self.sentence.subjects(c))]

    def _by_what(self, verb: Token) -> list[Token]:
        """ "killed in a strike by Syrian forces", "wounded in an Israeli raid": whose strike it was."""
        nouns = [n for p in ("in", "by", "during") for n in self.sentence.slot(verb, p)]
        acts = [
            n
            for n in nouns
            if not self.sentence.direct(n)
            and any(r.event is EventType.ASSAULT for r in lexicon().get((n.lemma_.lower(), "noun"), ()))
        ]
        shots = [n for n in nouns if n.lemma_.lower() in _SHOTS]
        return [
            t
            for n in (*acts, *shots)
            for t in (*self.sentence.possessors(n), *self.sentence.slot(n, "by"), *self.sentence.slot(n, "from"))
        ]

    def _uncounted(self, tokens: list[Token]) -> list[Token]:
        """ "the latest round of sanctions": what is counted, and not the counter."""
        out: list[Token] = []
        for token in tokens:
            inner = self.sentence.slot(token, "of") if token.lemma_.lower() in COUNTERS else []
            out.extend(inner or [token])
        return out

    def _voices(self, tokens: list[Token]) -> list[Token]:
        """Subjects that act: an actor named outright, or a body, weapon or paper of one; not "the climate of Samoa"."""
        voices = word_classes()["voices"]
        found = []
        for token in tokens:
            plain = not self.sentence.direct(token) and token.lemma_.lower() not in voices
            inner = self.sentence.slot(token, "of") if plain else []
            # "the last of 2,900 soldiers left", "most of the envoys"
            found += inner if token.pos_ in {"ADJ", "NUM", "PRON", "DET"} and inner else [token]
        return [t for t in found if self.sentence.direct(t) or t.lemma_.lower() in voices or t.pos_ == "PROPN"]

    def _doers(self, tokens: list[Token], slot: str, match: Match) -> list[Token]:
        """Whom an act's noun stands for as an object: "condemned the invasion of X by Y" is aimed at Y and never
        at X.
        """
        if match.predicate.pos == "noun" or slot in {"subj", "poss", "by"} or match.predicate.event not in _AIMED:
            return tokens
        out: list[Token] = []
        for token in self._uncounted(tokens):
            agents = self.sentence.slot(token, "by")
            if agents and not self.sentence.direct(token):
                out.extend(agents)  # "opposes launches by X against Y"
                continue
            rows = lexicon().get((token.lemma_.lower(), "noun"), ()) if not self.sentence.direct(token) else ()
            conflict = [r for r in rows if ontology().quad(r.event) >= 3]
            if conflict:
                out.extend(self.sentence.possessors(token) + self.sentence.slot(token, "by") + self._agents(token))
                if token.lemma_.lower() in _SPOKEN:
                    out.extend(self.sentence.slot(token, "of"))  # "dismissed the accusations of the United States"
            elif token.lemma_.lower() in _SPOKEN and not self.sentence.inside(token):
                # "rejected the charge which a spokesman made"
                out.extend(s for c in token.children if c.dep_ == "relcl" for s in self.sentence.subjects(c))
            else:
                out.append(token)
        return out

    def _actors(self, tokens: list[Token], slot: str, *, placed: bool = False) -> list[Actor]:
        out: list[Actor] = []
        places: list[Actor] = []
        for reference, entity in self.sentence.actors(tokens):
            unknown = reference.kind is RefKind.ORGANISATION and not (entity.sector or entity.country)
            if reference.kind is RefKind.OUTLET or unknown:
                continue
            if reference.kind is RefKind.PLACE and slot not in _PLACE_SLOTS:
                places.append((reference, entity))
            else:
                out.append((reference, entity))
        # "attacked a plant in X" is aimed at X, "left X" is, "criticised a plant in X" is not
        return out or (places if placed and slot == "obj" else [])

    # -- conditions ---------------------------------------------------------------------------------------------------

    def _particles(self, predicate: Predicate, token: Token) -> bool:
        near = list(token.children)
        following = token.nbor() if token.i + 1 < len(self.doc) else None
        if following is not None and following.tag_ == "RP" and following not in near:
            near.append(following)  # "handed over 400 tonnes": the parser may hang it on the number
        if len(predicate.particles) > 1:  # "take part in": the second stands under the first
            near += [g for c in token.children if c.lower_ in predicate.particles for g in c.children]
        slots = {*predicate.source, *predicate.target}

        def stands(particle: str) -> bool:
            for word in near:
                if _leads_a_day(word):
                    continue  # "called the president on Tuesday" is no call on anybody
                if particle in predicate.target and "obj" in predicate.target and _after_object(token, word):
                    continue  # "called the minister in a conversation by wire" does not call him in
                if word.lower_ == particle and (
                    word.dep_ in {"prt", "advmod", "dobj"}
                    or word.i == token.i + 1
                    or particle in {*slots, "with"}
                    or predicate.needs == "names"
                ):
                    return True
            return False

        return all(stands(p) for p in predicate.particles)

    def _objects(self, predicate: Predicate, token: Token, match: Match) -> bool:
        if not predicate.objects:
            return True
        tokens = list(match.objects)
        for preposition in predicate.particles:
            tokens += self.sentence.slot(token, preposition)
        for noun in list(tokens):
            tokens += list(noun.conjuncts)
            # "a dozen missiles", "tons of aid", "the signing of a declaration"
            tokens += [g for c in noun.children if c.lower_ == "of" for g in c.children if g.dep_ == "pobj"]
        if predicate.objects == word_classes()["people"] and any(
            t.tag_ == "NNPS" and self.sentence.direct(t) for t in tokens
        ):
            return True  # "freed 24 Colombians"
        return any(t.lemma_.lower() in predicate.objects or t.lower_ in predicate.objects for t in tokens)


def _after_object(verb: Token, preposition: Token) -> bool:
    """Whether the verb has its object already, and another noun stands after the preposition."""
    before = any(c.dep_ == "dobj" and c.i < preposition.i for c in verb.children)
    return before and any(c.dep_ == "pobj" for c in preposition.children)
