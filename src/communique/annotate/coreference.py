"""Third stage: who is meant by each reference, within this one document."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING

from rapidfuzz import fuzz

from communique.annotate.entities import Entity, Reference, RefKind
from communique.annotate.stage import Draft
from communique.knowledge.offices import Tenure, tenures, tenures_of
from communique.knowledge.places import city_names
from communique.knowledge.states import display_name, states
from communique.model.records import PartKind
from communique.model.values import ActorKind

if TYPE_CHECKING:
    from spacy.tokens import Doc

_OF_STATE = frozenset({"GOV", "MIL", "LEG", "JUD", "COP", "SPY"})
_POLITIES = frozenset({"kingdom", "republic", "sultanate", "emirate"})
_GENERIC_OFFICES = frozenset(
    {"leader", "minister", "official", "diplomat", "head of state", "head of government", "chief", "envoy"}
)
_SUBJECTS = frozenset({"nsubj", "nsubjpass"})
_SPELLING = 80  # of 100: "Sergei"/"Sergey" is 83, "Anna"/"Ivan" 50
_FEMALE = frozenset({"ms", "ms.", "mrs", "mrs.", "queen", "princess", "chairwoman", "spokeswoman"})
_MALE = frozenset({"mr", "mr.", "king", "prince", "chairman", "spokesman"})


@dataclass(slots=True)
class _Memory:
    """What the document has named so far, most recent last."""

    entities: list[Entity] = field(default_factory=list)
    states: dict[str, Entity] = field(default_factory=dict)
    organisations: dict[str, Entity] = field(default_factory=dict)
    recent: list[tuple[Reference, tuple[Entity, ...]]] = field(default_factory=list)
    counts: dict[str, int] = field(default_factory=dict)
    home: str | None = None
    pairs: Counter[tuple[str, str]] = field(default_factory=Counter)

    def persons(self) -> list[Entity]:
        return [e for e in self.entities if e.kind is ActorKind.PERSON]

    def new(self, kind: ActorKind, name: str, *, country: str | None = None, sector: str | None = None) -> Entity:
        entity = Entity(kind, name, len(self.entities), country, sector)
        self.entities.append(entity)
        return entity

    def state(self, code: str) -> Entity:
        if code not in self.states:
            self.states[code] = self.new(ActorKind.STATE, display_name(code), country=code, sector="GOV")
        return self.states[code]


class Coreference:
    """Resolves names, short names, offices, counterparts, groups, descriptions and pronouns, in the order of the text."""

    name = "coreference"
    needs = frozenset({"paragraphs", "references"})
    gives = frozenset({"entities"})

    def __call__(self, draft: Draft) -> None:
        """Set ``entities`` of every reference that can be resolved."""
        memory = _Memory()
        # Full names first, wherever they stand: a headline's "Trong" is the "Nguyen Phu Trong" of the body.
        by_size = sorted(
            (r for r in draft.references if r.kind is RefKind.PERSON),
            key=lambda r: (-min(len(r.name.split()), 2), r.span),
        )
        mentioned = {r.country for r in draft.references if r.country}
        for code in sorted(mentioned):
            memory.counts[code] = sum(1 for r in draft.references if r.country == code)
        memory.home = home_state(draft, memory.counts)
        memory.pairs = paired_states(draft)
        for reference in by_size:
            self._person(reference, memory, mentioned)
        self._share_state(draft)
        self._appose(draft)
        self._at_home(draft, memory)
        for reference in draft.references:
            doc = draft.paragraphs[reference.tokens[0]].doc
            self._resolve(reference, memory, doc)
            if reference.entities:
                memory.recent.append((reference, reference.entities))

    def _resolve(self, reference: Reference, memory: _Memory, doc: Doc) -> None:
        match reference.kind:
            case RefKind.PERSON:
                return
            case RefKind.STATE | RefKind.PLACE | RefKind.ADJECTIVE:
                if reference.country:
                    reference.entities = (memory.state(reference.country),)
            case RefKind.ROLE:
                reference.entities = self._role(reference, memory)
            case RefKind.ORGANISATION | RefKind.OUTLET:
                reference.entities = (self._organisation(reference, memory),)
            case RefKind.OFFICE if reference.entities:
                return
            case RefKind.OFFICE:
                reference.entities = self._office(reference, memory, doc)
            case RefKind.COUNTERPART:
                reference.entities = self._counterpart(reference, memory, doc)
            case RefKind.GROUP:
                reference.entities = self._group(reference, memory, doc)
            case RefKind.PRONOUN:
                reference.entities = self._pronoun(reference, memory, doc)
            case RefKind.DESCRIPTION:
                reference.entities = self._description(reference, memory, doc)

    # -- persons ------------------------------------------------------------------------------------------------------

    def _person(self, reference: Reference, memory: _Memory, mentioned: set[str]) -> None:
        words = reference.name.lower().replace("-", " ").split()
        entity = next((e for e in memory.persons() if self._same_person(e, reference, words)), None)
        if entity is None:
            tenure = self._known(reference, mentioned)
            if tenure is not None and len(words) == 1:
                again = tenure.person.lower().replace("-", " ").split()
                entity = next((e for e in memory.persons() if e.words() == frozenset(again)), None)
            if entity is None:
                name = tenure.person if tenure is not None else reference.name
                entity = memory.new(ActorKind.PERSON, name, country=reference.country, sector=reference.sector)
            if tenure is not None and entity.country is None:
                entity.country = tenure.country
                entity.sector = entity.sector or "GOV"
        entity.spellings.add(reference.name)
        entity.country = entity.country or reference.country
        entity.sector = entity.sector or reference.sector
        for office in reference.offices or ((reference.office,) if reference.office else ()):
            if office not in entity.offices:
                entity.offices.append(office)
        first = reference.text.split()[0].lower()
        if first in _FEMALE or first in _MALE:
            entity.female = first in _FEMALE
        reference.basis = "name" if len(words) > 1 else "surname"
        reference.entities = (entity,)

    def _share_state(self, draft: Draft) -> None:
        """ "Kazakh Prime Minister A and Energy Minister B": the second is of the first's state, unless both hold one office."""
        persons = [r for r in draft.references if r.kind is RefKind.PERSON and r.entities]
        for before, after in pairwise(persons):
            first, second = before.entities[0], after.entities[0]
            if second.country or not first.country or not after.office or after.tokens[0] != before.tokens[0]:
                continue
            between = draft.paragraphs[after.tokens[0]].doc[before.tokens[2] : after.tokens[1]]
            if (
                {t.lower_ for t in between} <= {",", "and"}
                and len(between)
                and not set(first.offices) & set(second.offices)
            ):
                second.country = first.country

    def _appose(self, draft: Draft) -> None:
        """ "the Minister of Foreign Affairs, Prince X": an office and the name set beside it are one."""
        for office, person in pairwise(draft.references):
            if office.kind is not RefKind.OFFICE or person.kind is not RefKind.PERSON or person.dep != "appos":
                continue
            doc = draft.paragraphs[office.tokens[0]].doc
            if office.tokens[0] != person.tokens[0] or doc[office.tokens[2] : person.tokens[1]].text.strip() != ",":
                continue
            entity = person.entities[0]
            if office.country and entity.country and office.country != entity.country:
                continue
            entity.country = entity.country or office.country
            entity.offices[:0] = [o for o in office.offices if o not in entity.offices]
            office.entities = (entity,)

    def _at_home(self, draft: Draft, memory: _Memory) -> None:
        """The press names its own state's officials without the state: "Foreign Minister X" in that state's agency."""
        if memory.home is None:
            return
        for reference in draft.references:
            if reference.country is None and reference.kind is RefKind.PERSON and reference.office and reference.sector in _OF_STATE:
                entity = reference.entities[0]
                if entity.country is None and " of " not in reference.office.replace("minister of", "").replace("secretary of", ""):
                    entity.country = memory.home
            elif reference.country is None and reference.kind is RefKind.ROLE and "inistry" in reference.text:
                reference.country = memory.home
                reference.name = f"{display_name(memory.home)}: {reference.name}"

    def _same_person(self, entity: Entity, reference: Reference, words: list[str]) -> bool:
        if reference.country and entity.country and reference.country != entity.country:
            return False
        named = entity.name.lower().replace("-", " ").split()
        if words == named or set(words) <= entity.words():
            return True
        if len(words) != len(named) or len(words) < 2:
            return False
        # one spelled in two ways: the words pair off, all alike and at least one the same
        pairs = list(zip(words, named, strict=True))
        return any(a == b for a, b in pairs) and all(a == b or fuzz.ratio(a, b) >= _SPELLING for a, b in pairs)

    def _known(self, reference: Reference, mentioned: set[str]) -> Tenure | None:
        """What the shipped table knows of the name; a surname counts only for a state that the document names."""
        found = list(tenures_of(reference.name))
        if not found and " " not in reference.name and not reference.office:
            found = [t for t in _by_surname().get(reference.name, ()) if t.country in mentioned]
        if reference.country:
            found = [t for t in found if t.country == reference.country]
        people = {t.person for t in found}
        if len(people) == 1:
            return found[-1]
        # two holders of one surname in one state: the one in the better-known, later office would be a guess
        return None

    # -- offices and counterparts -------------------------------------------------------------------------------------

    def _office(self, reference: Reference, memory: _Memory, doc: Doc | None = None) -> tuple[Entity, ...]:
        country, office = reference.country, reference.office or ""
        if country is None and (owner := self._owner_country(reference, memory, doc)):
            country = owner
        holders = [
            e
            for e in memory.persons()
            if self._holds(e, office) and (country is None or e.country is None or e.country == country)
        ]
        if holders:
            return (self._latest(holders, memory),)
        if country is not None and office in _GENERIC_OFFICES:
            natives = [e for e in memory.persons() if e.country == country]
            leaders = [
                e
                for e in natives
                if any(
                    o
                    in {
                        "president",
                        "prime minister",
                        "king",
                        "general secretary of the communist party",
                        "general secretary",
                        "supreme leader",
                        "chancellor",
                    }
                    for o in e.offices
                )
            ]
            if office in {"leader", "head of state"} and leaders:
                return (self._latest(leaders, memory) if len(leaders) > 1 else leaders[0],)
            if natives and office in {"minister", "official", "diplomat"}:
                return (self._latest(natives, memory),)
        if country is None:
            return ()
        label = f"{office} of {display_name(country)}"
        unnamed = next((e for e in memory.persons() if e.name == label), None)
        if unnamed is None:
            unnamed = memory.new(ActorKind.PERSON, label, country=country, sector=reference.sector)
            unnamed.offices.append(office)
        return (unnamed,)

    def _owner_country(self, reference: Reference, memory: _Memory, doc: Doc | None) -> str | None:
        """ "the country’s foreign minister", "its president": the state last named."""
        if reference.owner is not None and doc is not None:
            word = doc[reference.owner].lower_
            kinds = {"its": False, "his": True, "her": True}
            for earlier, entities in reversed(memory.recent):
                person = entities[0].kind is ActorKind.PERSON
                if (
                    word in kinds
                    and len(entities) == 1
                    and entities[0].country
                    and person is kinds[word]
                    and earlier.kind is not RefKind.ADJECTIVE
                ):
                    return entities[0].country
            return None
        if "country" not in reference.text.lower() and "nation" not in reference.text.lower():
            return None
        for earlier, entities in reversed(memory.recent):
            if earlier.country and len(entities) == 1:
                return earlier.country
        return None

    def _holds(self, entity: Entity, office: str) -> bool:
        if not office:
            return False
        if office in entity.offices:
            return True
        if office in _GENERIC_OFFICES:
            return any(o.endswith(office) for o in entity.offices) and office != "president"
        # "general secretary" is short for "general secretary of the communist party"; "minister" alone is generic
        return any(o.startswith(f"{office} of") or office.startswith(f"{o} of") for o in entity.offices)

    def _latest(self, among: list[Entity], memory: _Memory) -> Entity:
        for _, entities in reversed(memory.recent):
            for entity in entities:
                if entity in among:
                    return entity
        return among[0]

    def _counterpart(self, reference: Reference, memory: _Memory, doc: Doc) -> tuple[Entity, ...]:
        owner = next(
            (es[0] for _, es in reversed(memory.recent) if len(es) == 1 and es[0].kind is ActorKind.PERSON), None
        )
        office = owner.office if owner is not None else None
        if reference.country is None:
            return ()
        natives = [e for e in memory.persons() if e.country == reference.country and e is not owner]
        same = [e for e in natives if office and self._holds(e, office)]
        if same:
            return (self._latest(same, memory),)
        named = [e for e in natives if not e.name.endswith(display_name(reference.country))]
        if office is None and len(named) == 1:
            return (named[0],)
        label = f"{office or 'counterpart'} of {display_name(reference.country)}"
        entity = next((e for e in memory.persons() if e.name == label), None)
        if entity is None:
            entity = memory.new(
                ActorKind.PERSON, label, country=reference.country, sector=owner.sector if owner else "GOV"
            )
            if office:
                entity.offices.append(office)
        return (entity,)

    # -- organisations and roles --------------------------------------------------------------------------------------

    def _organisation(self, reference: Reference, memory: _Memory) -> Entity:
        if reference.name not in memory.organisations:
            kind = ActorKind.ARMED_GROUP if reference.actor_kind is ActorKind.ARMED_GROUP else ActorKind.ORGANISATION
            memory.organisations[reference.name] = memory.new(
                kind, reference.name, country=reference.country, sector=reference.sector
            )
        return memory.organisations[reference.name]

    def _role(self, reference: Reference, memory: _Memory) -> tuple[Entity, ...]:
        if reference.country is None:
            return ()
        if reference.actor_kind is ActorKind.ORGANISATION and reference.name != display_name(reference.country):
            return (self._organisation(reference, memory),)
        return (memory.state(reference.country),)

    # -- groups -------------------------------------------------------------------------------------------------------

    def _group(self, reference: Reference, memory: _Memory, doc: Doc) -> tuple[Entity, ...]:
        if reference.members:
            return self._members(reference, memory)
        wanted = {"three": 3, "four": 4}.get(
            next((w for w in reference.text.lower().split() if w in {"three", "four"}), ""), 2
        )
        return self._opposite(reference, memory, wanted)

    def _members(self, reference: Reference, memory: _Memory) -> tuple[Entity, ...]:
        found = []
        for office, code in reference.members:
            if not office and code:
                found.append(memory.state(code))
                continue
            holders = [e for e in memory.persons() if e.country == code and self._holds(e, office)]
            if holders:
                found.append(holders[0])
            elif code:
                single = Reference(
                    kind=RefKind.OFFICE,
                    span=reference.span,
                    text=reference.text,
                    tokens=reference.tokens,
                    head=reference.head,
                    country=code,
                    office=office,
                    sector=reference.sector,
                )
                found.extend(self._office(single, memory))
        return tuple(dict.fromkeys(found))

    def _opposite(self, reference: Reference, memory: _Memory, wanted: int) -> tuple[Entity, ...]:
        """The latest actors of different states that can be this group: persons for "the two ministers", else states."""
        want_state = reference.actor_kind is ActorKind.STATE
        want_person = reference.actor_kind is ActorKind.PERSON
        latest: dict[str, Entity] = {}
        for _, entities in reversed(memory.recent):
            for entity in entities:
                if entity.country is None or entity.country in latest:
                    continue
                if want_person and entity.kind is not ActorKind.PERSON:
                    continue
                if want_state:
                    entity = memory.state(entity.country)
                latest[entity.country] = entity
        if want_person and len(latest) < wanted:
            return ()
        # the states that the document sets side by side, then those it names most; not one named in passing
        ranked = sorted(latest, key=lambda c: (-memory.counts.get(c, 0), c))[:wanted]
        if wanted == 2:
            paired = [p for p, _ in memory.pairs.most_common() if set(p) <= set(latest)]
            ranked = list(paired[0]) if paired else ranked
        if len(ranked) < wanted:
            return ()
        return tuple(sorted((latest[c] for c in ranked), key=lambda e: e.order))

    # -- pronouns and descriptions ------------------------------------------------------------------------------------

    def _pronoun(self, reference: Reference, memory: _Memory, doc: Doc) -> tuple[Entity, ...]:
        if reference.plural:
            return self._they(reference, memory, doc)
        person = reference.name in {"he", "she", "him", "her", "his", "hers"}
        if not person:
            return self._it(reference, memory, doc)
        female = reference.name in {"she", "her", "hers"}
        barred = self._clause_mates(reference, memory, doc)
        candidates = [
            (r, e)
            for r, es in memory.recent
            for e in es
            if e not in barred
            and len(es) == 1
            and e.kind is ActorKind.PERSON
            and (e.female is None or e.female == female)
            and r.kind is not RefKind.PRONOUN
        ]
        own = reference.tokens[0]
        return self._prefer_subject(candidates, reference, own, doc)

    def _clause_mates(self, reference: Reference, memory: _Memory, doc: Doc) -> set[Entity]:
        """Whom an object pronoun cannot mean: the subject of its own verb ("she will confront him")."""
        token = doc[reference.head]
        if token.dep_ not in {"dobj", "dative", "pobj"} or token.tag_ == "PRP$":
            return set()
        verb = token.head if token.head.pos_ != "ADP" else token.head.head
        subjects = {c.i for c in verb.children if c.dep_ == "nsubj"}
        return {
            e
            for r, es in memory.recent
            for e in es
            if r.tokens[0] == reference.tokens[0] and subjects.intersection(range(r.tokens[1], r.tokens[2]))
        }

    def _prefer_subject(
        self, candidates: list[tuple[Reference, Entity]], reference: Reference, paragraph: int, doc: Doc
    ) -> tuple[Entity, ...]:
        """The subject of this sentence, else of the one before, else the person named last: the press's usual way."""
        if not candidates:
            return ()
        sentence = doc[reference.head].sent
        here = [(r, e) for r, e in candidates if r.tokens[0] == paragraph and sentence.start <= r.head < sentence.end]
        subjects = [e for r, e in here if r.dep in _SUBJECTS | {"poss"}]
        if here and doc[reference.head].dep_ not in {"nsubj", "nsubjpass"}:
            return ((subjects or [here[-1][1]])[0],)
        if subjects:
            return (subjects[0],)
        earlier = [
            (r, e)
            for r, e in candidates
            if r.span < reference.span and not (r.tokens[0] == paragraph and r.head >= sentence.start)
        ]
        if not earlier:
            return (here[-1][1],) if here else ()
        last = earlier[-1][0]
        near = [(r, e) for r, e in earlier if r.tokens[0] == last.tokens[0]]
        topical = [(r, e) for r, e in near if r.basis != "pronoun" and r.dep in _SUBJECTS]
        return ((topical or near)[-1][1],)

    def _joined_subject(self, reference: Reference, memory: _Memory, doc: Doc) -> tuple[Entity, ...]:
        """ "Vietnam and Russia ..., in which they signed": the coordinated subject earlier in the paragraph."""
        here = [(r, es) for r, es in memory.recent if r.tokens[0] == reference.tokens[0] and r.span < reference.span]
        for first, entities in reversed(here):
            if first.dep not in _SUBJECTS or len(entities) != 1:
                continue
            inside = range(first.tokens[1], first.tokens[2])
            others = [
                es[0] for r, es in here if len(es) == 1 and doc[r.head].dep_ == "conj" and doc[r.head].head.i in inside
            ]
            members = tuple(dict.fromkeys((entities[0], *others)))
            if len({e.country or e.name for e in members}) > 1:
                return members
        return ()

    def _they(self, reference: Reference, memory: _Memory, doc: Doc) -> tuple[Entity, ...]:
        joined = self._joined_subject(reference, memory, doc)
        if joined:
            return joined
        groups = [
            (r, es)
            for r, es in memory.recent
            if len(es) > 1 and r.kind in {RefKind.GROUP, RefKind.PRONOUN} and r.tokens[0] >= reference.tokens[0] - 2
        ]
        # who acted before acts again: "The two officials noted the ties between the two countries. They also ..."
        acting = [es for r, es in groups if r.dep in _SUBJECTS]
        if groups:
            return (acting or [es for _, es in groups])[-1]
        stand_in = Reference(
            kind=RefKind.GROUP,
            span=reference.span,
            text=reference.text,
            tokens=reference.tokens,
            head=reference.head,
            actor_kind=ActorKind.PERSON,
        )
        return self._opposite(stand_in, memory, 2)

    def _it(self, reference: Reference, memory: _Memory, doc: Doc) -> tuple[Entity, ...]:
        token = doc[reference.head]
        sentence = token.sent
        states_here = [
            (r, es[0])
            for r, es in memory.recent
            if len(es) == 1
            and es[0].kind is not ActorKind.PERSON
            and r.kind in {RefKind.STATE, RefKind.ROLE, RefKind.ORGANISATION, RefKind.DESCRIPTION}
            and r.tokens[0] == reference.tokens[0]
        ]
        inside = [(r, e) for r, e in states_here if sentence.start <= r.head < sentence.end]
        subjects = [e for r, e in inside if r.dep in _SUBJECTS]
        if subjects and (token.tag_ == "PRP$" or token.dep_ not in {"dobj", "dative", "pobj"}):
            return (subjects[-1],)
        others = [e for _, e in inside if e not in subjects]
        if others:
            return (others[-1],)
        return (
            (states_here[-1][1],) if states_here and (token.tag_ == "PRP$" or token.dep_ in {"dobj", "dative"}) else ()
        )

    def _polity(self, word: str, memory: _Memory) -> tuple[Entity, ...]:
        """ "the kingdom": the state of the document that calls itself so; the home state before others."""
        having = [c for c in memory.counts if any(word in name.lower().split() for name in _names().get(c, ()))]
        if memory.home in having:
            return (memory.state(memory.home),) if memory.home else ()
        best = max(having, key=lambda c: (memory.counts[c], c), default=None)
        return (memory.state(best),) if best is not None else ()

    def _description(self, reference: Reference, memory: _Memory, doc: Doc) -> tuple[Entity, ...]:
        region = reference.name
        if region in _POLITIES:
            return self._polity(region, memory)
        order = [
            e
            for r, es in reversed(memory.recent)
            for e in es
            if r.kind in {RefKind.STATE, RefKind.PLACE, RefKind.ROLE, RefKind.DESCRIPTION}
            and len(es) == 1
            and e.country
        ]
        if region in {"host"}:
            return ()
        for entity in order:
            if region[:1].islower() or region in _regions().get(entity.country or "", ()):
                return (memory.state(entity.country),) if entity.country else ()
        for code in sorted(memory.counts, key=lambda c: -memory.counts[c]):
            if not region[:1].islower() and region in _regions().get(code, ()):
                return (memory.state(code),)
        return ()


def paired_states(draft: Draft) -> Counter[tuple[str, str]]:
    """How often two states stand side by side ("A and B", "A-B relations", "between A and B"), the title counting twice."""
    pairs: Counter[tuple[str, str]] = Counter()
    for first, second in pairwise(draft.references):
        if first.tokens[0] != second.tokens[0] or not first.country or not second.country or first.country == second.country:
            continue
        paragraph = draft.paragraphs[first.tokens[0]]
        between = {t.lower_ for t in paragraph.doc[first.tokens[2] : second.tokens[1]]}
        if between and between <= {"and", ",", "-", "–", "with", "the", "'s", "’s"}:
            low, high = sorted((first.country, second.country))
            pairs[low, high] += 2 if paragraph.part.kind is PartKind.TITLE else 1
    # a Counter keeps the order of first sight among equals: the pair that the text names first
    return pairs


def home_state(draft: Draft, counts: dict[str, int]) -> str | None:
    """The state whose officials a document names without saying which state: its outlet's, else its dateline's.

    Only a state that the text itself is much about; an exile paper's home is not where it is printed.
    """
    source = draft.document.source
    found = source.country if source is not None and source.ownership != "exile" else None
    for part in draft.document.parts:
        if found is None and part.kind is PartKind.DATELINE:
            words = part.span.of(draft.document.text)
            named = [c for name, cities in city_names().items() if name.lower() in words.lower() and words.lower().startswith(name.lower()) for c in cities[:1]]
            found = named[0].country if named else None
    ranked = sorted(counts, key=lambda c: (-counts[c], c))[:3]
    return found if found in ranked else None


@cache
def _by_surname() -> dict[str, tuple[Tenure, ...]]:
    found: dict[str, list[Tenure]] = {}
    for tenure in tenures():
        found.setdefault(tenure.surname, []).append(tenure)
    return {name: tuple(rows) for name, rows in found.items()}


@cache
def _names() -> dict[str, tuple[str, ...]]:
    return {state.code: state.names for state in states()}


@cache
def _regions() -> dict[str, tuple[str, ...]]:
    return {state.code: state.regions for state in states()}
