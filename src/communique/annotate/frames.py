"""Fills one lexicon row at one predicate: does it match here, and which actors stand in its slots?"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from communique.annotate.entities import Entity, Reference, RefKind
from communique.annotate.lexicon import Predicate, lexicon, word_classes
from communique.annotate.syntax import Sentence, is_passive
from communique.model.ontology import EventType, ontology
from communique.model.records import Status
from communique.model.values import ActorKind, Place

if TYPE_CHECKING:
    from spacy.tokens import Token

Actor = tuple[Reference, Entity]

LIGHT_VERBS = frozenset(
    "hold pay make have conduct begin start open give take lead co-chair wrap finish conclude continue undertake "
    "issue launch scrap abandon shelve delay reschedule defer arrange carry join engage enter impose reach sign "
    "attend resume cancel postpone schedule plan offer send deliver extend announce end kick host complete cut "
    "voice express exchange set fix expect convene stage renew break close wind".split()
)
_PLACE_SLOTS = frozenset("in at to into from near on over along off".split())
_PHONE = frozenset({"phone", "telephone", "video", "tele"})
_AIMED = frozenset({EventType.ACCUSE, EventType.REJECT, EventType.PROTEST, EventType.SUPPORT})
_GATHERINGS = frozenset(
    "meeting summit conference forum assembly session talks talk negotiations consultation gathering congress "
    "council".split()
)
_VOICES = frozenset(
    "office decision move action statement delegation law bill cabinet court measure resolution report note "
    "letter team jet warship vessel ship plane aircraft drone missile troop force strike attack navy army "
    "police government side authority leadership junta regime company firm bank embassy mission ministry "
    "parliament people citizen protester thousand hundred dozen crowd demonstrator visit embargo sanction "
    "pressure campaign soldier rocket artillery unit contingent battalion brigade regiment fleet convoy patrol "
    "guard commando gunman militant rebel fighter hacker agent diplomat negotiator head leader president "
    "minister party group movement militia".split()
)
_SPOKEN = frozenset(
    {"accusation", "charge", "claim", "allegation", "criticism", "demand", "proposal", "request", "threat"}
)
_COUNTERS = frozenset(
    {"round", "series", "session", "set", "day", "hour", "number", "dozen", "string", "bout", "pair", "couple"}
)
_RESIDENT = frozenset({"ambassador", "consul", "charge", "chargé", "commissioner", "attache"})
_VEHICLES = frozenset("truck bus boat ambulance helicopter lorry vehicle jet tank".split())
_HARM = frozenset(
    "consequence consequences retaliation retaliate response respond force attack strike war sanction sanctions "
    "punish punishment recall sever cut expel suspend close halt block withdraw break freeze retaliatory price "
    "cost escalation military destroy annihilate revenge countermeasures measures action pay severe".split()
)


@dataclass(slots=True)
class Match:
    """A predicate with its sides. ``carrier`` is the light verb when the predicate is a noun; ``nested`` counts
    actors found inside a phrase; ``words``: first and one past the last character of the deciding words in the
    paragraph, where they are not the predicate's own.
    """

    predicate: Predicate
    token: Token
    carrier: Token | None
    sources: list[Actor] = field(default_factory=list)
    targets: list[Actor] = field(default_factory=list)
    objects: list[Token] = field(default_factory=list)
    target_tokens: list[Token] = field(default_factory=list)
    nested: int = 0
    reasons: list[str] = field(default_factory=list)
    place: Place | None = None
    words: tuple[int, int] | None = None


class Frames:
    """Matches lexicon rows in one paragraph."""

    def __init__(self, sentence: Sentence) -> None:
        self.sentence = sentence
        self.doc = sentence.doc

    def match(self, predicate: Predicate, token: Token) -> Match | None:
        """The row filled at ``token``, or None when its particle, object or other need is not met."""
        match = Match(predicate, token, self.carrier(token) if predicate.pos == "noun" else None)
        verb = token if predicate.pos == "verb" else match.carrier
        match.objects = self.sentence.objects(verb) if verb is not None and predicate.pos == "verb" else []
        if predicate.pos == "noun" and predicate.objects:
            match.objects = self.sentence.slot(token, "of")  # "the signing of eight memoranda"
        if predicate.needs == "persona":
            # "declared two diplomats persona non grata", which the parser takes for a clause
            match.objects += [t for t in token.subtree if t.i > token.i and t.lemma_.lower() in predicate.objects]
        if not self._particles(predicate, token) or not self._objects(predicate, token, match):
            return None
        if predicate.needs == "names":
            match.objects = self.sentence.slot(token, "to")  # "put their names to a treaty"
        if predicate.objects and predicate.pos == "verb" and not match.objects:
            match.objects = [t for p in predicate.particles for t in self.sentence.slot(token, p)]  # "flew in rescuers"
        if predicate.needs == "cargo":
            match.objects = self._goods(token)
        for slot in predicate.source:
            tokens = self.fill(slot, match)
            if predicate.needs == "cargo" and slot == "subj":
                tokens = [t for s in tokens for t in self._senders(s)]
            match.sources = self._actors(
                self._voices(tokens) if slot == "subj" and predicate.needs != "cargo" else tokens, slot
            )
            if match.sources:
                match.reasons.append(f"source: {slot}")
                break
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
        return match if self._needs(match) else None

    # -- slots --------------------------------------------------------------------------------------------------------

    def fill(self, slot: str, match: Match) -> list[Token]:
        """Tokens that stand in ``slot``."""
        token, carrier = match.token, match.carrier
        if match.predicate.pos == "verb":
            if slot == "subj":
                return self.sentence.subjects(token)
            if slot == "obj":
                return match.objects
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
            return found
        if slot == "poss":
            return self.sentence.possessors(token)
        if slot == "subj":
            return self._bearers(token, carrier)
        if slot == "by":
            return self.sentence.slot(token, "by") + self._agents(token)
        found = self.sentence.slot(token, slot)
        if slot == "between":
            found += self.sentence.slot(token, "among")
        for inner in self.sentence.slot(token, "of"):
            if inner.lemma_.lower() in {"understanding", "intent", "cooperation"} or match.predicate.objects:
                found += self.sentence.slot(inner, slot)  # "a memorandum of understanding between A and B"
        bearer = self._counted(token)
        if bearer is not None:
            found += [t for t in self.sentence.slot(bearer, slot) if t not in found]
        if carrier is not None:
            found += [t for t in self.sentence.slot(carrier, slot) if t not in found]
        return [t for t in found if t.i != token.i]  # in "a round of talks" the talks are not whose they are

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

    def counts(self, noun: Token) -> bool:
        """ "five rounds of talks": what is counted tells, and not the counter."""
        of = self.sentence.slot(noun, "of") if noun.lemma_.lower() in _COUNTERS else []
        return any((t.lemma_.lower(), "noun") in lexicon() for t in of)

    def _counted(self, noun: Token) -> Token | None:
        """The noun that counts this one: "five rounds of talks", "a series of meetings"."""
        if noun.dep_ == "pobj" and noun.head.lower_ == "of" and noun.head.head.lemma_.lower() in _COUNTERS:
            return noun.head.head
        return None

    def carrier(self, noun: Token) -> Token | None:
        """The verb that carries a noun: "held talks", "talks were held", "is on a visit", "talks took place"."""
        node = self._counted(noun) or noun
        while node.dep_ in {"conj", "appos"} and node.head.pos_ in {"NOUN", "PROPN"}:
            node = node.head
        head = node.head
        if node.dep_ in {"attr", "nsubj"} and head.lemma_ == "be" and self._is_one_of_a_row(node):
            return head
        if node.dep_ in {"dobj", "nsubjpass", "attr"} and head.pos_ in {"VERB", "AUX"}:
            return head if head.lemma_.lower() in LIGHT_VERBS else None
        if node.dep_ == "nsubj" and head.pos_ in {"VERB", "AUX"}:
            return (
                head if head.lemma_.lower() in word_classes()["happens"] | {"come", "enter"} else self._to_happen(head)
            )
        if (
            node.dep_ == "pobj"
            and head.head.pos_ in {"VERB", "AUX"}
            and head.lower_ in {"on", "in", "for", "into", "during"}
        ):
            verb = head.head
            if verb.lemma_.lower() in {
                "be",
                "engage",
                "enter",
                "arrive",
                "come",
                "meet",
                "join",
                "take",
                "embark",
                "go",
                "travel",
                "fly",
                "set",
            }:
                return verb
        return None

    def _is_one_of_a_row(self, noun: Token) -> bool:
        """ "It was the eighth session", "the former meeting was in Lusaka"."""
        ordinal = {"first", "last", "former", "previous", "latest", "next"}
        ordinals = [
            c
            for c in noun.children
            if c.dep_ == "amod" and (c.lower_ in ordinal or c.lower_.endswith(("th", "rd", "nd")))
        ]
        if noun.dep_ == "attr":
            return bool(ordinals) or any(c.dep_ == "amod" and c.ent_type_ == "ORDINAL" for c in noun.children)
        where = [c for c in noun.head.children if c.dep_ == "prep" and c.lower_ in {"in", "at", "on"}]
        return bool(ordinals) and bool(where)

    def _to_happen(self, head: Token) -> Token | None:
        """What comes after the verb that the noun is subject of: "the talks are to open", "a round set for May did not
        take place".
        """
        words = word_classes()["happens"]
        if head.lemma_.lower() in {"be", "set", "fix", "schedule", "plan"}:
            after = (c for c in head.children if c.dep_ in {"xcomp", "conj", "acomp"} and c.i > head.i)
            found = next((c for c in after if c.pos_ == "VERB" and c.lemma_.lower() in words | LIGHT_VERBS), None)
            if found is not None:
                return found
        return head if head.tag_ == "VBN" and head.lemma_.lower() in LIGHT_VERBS else None

    def _bearers(self, noun: Token, carrier: Token | None) -> list[Token]:
        if carrier is None:
            # "Lavrov, on his first visit, said": the noun hangs on the actor itself
            if noun.dep_ == "pobj" and noun.head.dep_ == "prep" and noun.head.head.pos_ in {"NOUN", "PROPN"}:
                return [noun.head.head] if noun.head.lower_ == "on" else []
            return []
        if is_passive(carrier):
            return [g for c in carrier.children if c.dep_ == "agent" for g in c.children if g.dep_ == "pobj"]
        subjects = self.sentence.subjects(carrier)
        return [t for t in subjects if t.i != noun.i]

    def _agents(self, noun: Token) -> list[Token]:
        """ "sanctions announced by the United States": the agent of the participle."""
        found = []
        for child in noun.children:
            if child.dep_ in {"acl", "relcl"} and is_passive(child):
                found += [g for c in child.children if c.dep_ == "agent" for g in c.children if g.dep_ == "pobj"]
        if noun.dep_ == "compound":
            found += self._agents(noun.head)
        return found

    def _uncounted(self, tokens: list[Token]) -> list[Token]:
        """ "the latest round of sanctions": what is counted, and not the counter."""
        out: list[Token] = []
        for token in tokens:
            inner = self.sentence.slot(token, "of") if token.lemma_.lower() in _COUNTERS else []
            out.extend(inner or [token])
        return out

    def _voices(self, tokens: list[Token]) -> list[Token]:
        """Subjects that act: an actor named outright, or a body, weapon or paper of one; not "the climate of Samoa"."""
        return [t for t in tokens if self.sentence.direct(t) or t.lemma_.lower() in _VOICES or t.pos_ == "PROPN"]

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
        return any(t.lemma_.lower() in predicate.objects or t.lower_ in predicate.objects for t in tokens)

    def _needs(self, match: Match) -> bool:
        need = match.predicate.needs
        persons = {ActorKind.PERSON}
        match need:
            case "person-source":
                return any(e.kind in persons or r.kind is RefKind.ROLE for r, e in match.sources)
            case "person-target":
                own = {r.span for t in match.target_tokens for r in self.sentence.direct(t)}
                return any(r.span in own and (e.kind in persons or r.kind is RefKind.ROLE) for r, e in match.targets)
            case "no-person-target":
                direct = [r for t in match.target_tokens for r in self.sentence.direct(t)]
                return not any(r.kind in {RefKind.PERSON, RefKind.OFFICE} for r in direct)
            case "gathering":
                named = any(
                    r.kind is RefKind.ORGANISATION for t in match.target_tokens for r in self.sentence.direct(t)
                )
                return named or any(
                    t.lemma_.lower() in _GATHERINGS or t.lower_ in _GATHERINGS for t in match.target_tokens
                )
            case "partner":
                return len({e.country or e.name for _, e in match.sources + match.targets}) > 1
            case "light-verb":
                return match.carrier is not None
            case "people-source":
                return any(r.sector in {"CVL", "OPP", None} for r, _ in match.sources) or not match.sources
            case "phone":
                return bool(self.is_phone(match.token)) or (
                    match.carrier is not None and match.carrier.lemma_.lower() in {"hold", "have", "make"}
                )
            case "harm":
                return any(t.lower_ in _HARM for t in match.token.subtree)
            case "force":
                return any(
                    t.lemma_.lower() in {"attack", "strike", "airstrike", "raid", "bombing", "assault", "operation"}
                    for t in match.objects
                )
            case "stays" | "leaves" if any(w in _RESIDENT for _, e in match.sources for w in (e.office or "").split()):
                return False  # who lives there
            case "stays":  # "was in Tehran", of a visitor; "is in talks", "was in crisis" name no place
                known = any(e.kind in persons and (r.kind is RefKind.PERSON or r.country) for r, e in match.sources)
                whole = not any(c.dep_ in {"attr", "acomp", "xcomp"} for c in match.token.children)
                here = not match.targets and any(t.lemma_.lower() in {"country", "town"} for t in match.target_tokens)
                return known and whole and (here or any(r.kind is RefKind.PLACE for r, _ in match.targets))
            case "leaves":
                known = any(e.kind in persons for r, e in match.sources) and match.token.tag_ in {"VBD", "VBN", "VBZ"}
                return known and not any(c.dep_ in {"xcomp", "ccomp"} for c in match.token.children)
            case "expected":
                return is_passive(match.token) and any(e.kind in persons for _, e in match.sources)
            case "summons":
                to = {t.lemma_.lower() for t in self.sentence.slot(match.token, "to")}
                return is_passive(match.token) and bool(
                    to & {"ministry", "office", "department", "palace", "chancellery"}
                )
            case "calls":  # "called on President X at the palace", not "called on President X to resign"
                asks = any(c.dep_ in {"xcomp", "ccomp", "advcl"} and c.tag_ == "VB" for c in self._under(match.token))
                own = {r.span for t in match.target_tokens for r in self.sentence.direct(t)}
                person = any(r.span in own and e.kind in persons for r, e in match.targets)
                return person and (not asks or any(c.lower_ in {"in", "at"} for c in self._under(match.token)))
            case "names":
                return any(t.lemma_.lower() in word_classes()["names"] for t in self.sentence.objects(match.token))
            case "persona":
                return any(t.lower_ in {"persona", "personae"} for t in match.token.subtree)
            case "leave":
                after = [t for t in match.token.subtree if t.i > match.token.i and t.tag_ == "VB"]
                return any(t.lemma_.lower() in word_classes()["leaving"] for t in after) or any(
                    c.lower_ == "out" for c in self._under(match.token)
                )
            case "cargo":
                named = any(t.lemma_.lower() in word_classes()["cargo"] for t in self.sentence.subjects(match.token))
                return named and bool(match.objects)
            case "alert":
                return any(t.lower_ in {"alert", "standby", "readiness"} for t in match.token.subtree)
            case "intransitive":
                return not any(c.dep_ == "dobj" for c in match.token.children) and not is_passive(match.token)
        return True

    def _under(self, verb: Token) -> list[Token]:
        """What hangs on the verb, its particles and its object."""
        near = list(verb.children)
        return near + [g for c in near if c.dep_ in {"prep", "prt", "dobj", "pobj"} for g in c.children]

    def _goods(self, verb: Token) -> list[Token]:
        """What a plane or ship brings: "a train with aid", "a plane landed with 12 tonnes of medicines"."""
        words = word_classes()["goods"]
        subjects = self.sentence.subjects(verb)
        near = [t for s in subjects for t in s.subtree if t not in subjects]
        near += [t for n in self.sentence.slot(verb, "with") for t in (n, *n.conjuncts, *n.subtree)]
        own = [s for s in subjects if s.lemma_.lower() in words and s.lemma_.lower() not in _VEHICLES]
        return [t for t in dict.fromkeys((*own, *near)) if t.pos_ == "NOUN" and t.lemma_.lower() in words]

    def _senders(self, subject: Token) -> list[Token]:
        """ "a ship carrying rice from X", "an X-ian air force plane": the words inside that name a state."""
        own = [t for t in subject.subtree if t.i in self.sentence.covering]
        return [subject] if self.sentence.actors([subject]) else own[:1]

    def is_phone(self, noun: Token) -> bool:
        """ "a phone talk", "telephone conversation", "spoke by phone"."""
        return any(t.lower_ in _PHONE for t in noun.subtree if abs(t.i - noun.i) <= 6)


def countries(actors: list[Actor]) -> set[str]:
    """Who stands behind these actors: states by code, else the name."""
    return {party(e) for _, e in actors}


def party(entity: Entity) -> str:
    """The side an actor stands on: its state, but an armed group and an organisation stand for themselves."""
    if entity.kind is ActorKind.ARMED_GROUP:
        return entity.name
    return entity.country or entity.name


def split_reciprocal(match: Match) -> None:
    """ "The two ministers agreed": with no other side, those of the first state are source and the others target."""
    if len(countries(match.sources)) < 2 or (match.targets and not match.nested):
        return
    first = match.sources[0][1]
    own = party(first)
    match.targets = [(r, e) for r, e in match.sources if party(e) != own]
    match.sources = [(r, e) for r, e in match.sources if party(e) == own]
    match.reasons.append("sides of one subject")


def hypothetical(status: Status) -> bool:
    """True for what is only supposed."""
    return status is Status.HYPOTHETICAL
