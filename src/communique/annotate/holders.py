"""Who holds the office that a text names: "the Russian foreign minister", "his Chilean counterpart", "its
president".
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from communique.annotate.entities import Entity, Reference, RefKind
from communique.annotate.memory import Memory
from communique.knowledge.organisations import organisation_names
from communique.knowledge.parts import of_part
from communique.knowledge.states import display_name
from communique.model.values import ActorKind

if TYPE_CHECKING:
    from spacy.tokens import Doc

# What the holder of an office is called beside its title.
_ALSO: dict[str, frozenset[str]] = {
    "envoy": frozenset({"ambassador", "high commissioner", "charge d'affaires", "negotiator", "consul general"}),
    "diplomat": frozenset({"ambassador", "envoy", "high commissioner", "foreign minister", "deputy foreign minister"}),
    "head of state": frozenset({"president", "king", "queen", "emir", "sultan", "emperor", "supreme leader"}),
    "head of government": frozenset({"prime minister", "chancellor"}),
    "general": frozenset({"chief of the general staff", "commander"}),
    "commander": frozenset({"chief of the general staff", "general"}),
    "prince": frozenset({"crown prince"}),
    "commissioner": frozenset({"european commissioner", "high commissioner"}),
    "negotiator": frozenset({"envoy", "mediator"}),
    "mediator": frozenset({"envoy", "negotiator"}),
    "lawmaker": frozenset({"senator", "speaker of parliament"}),
}
TOP_OFFICES = frozenset(
    {"president", "prime minister", "king", "emir", "sultan", "chancellor", "head of state", "head of government"}
)
_LEADERS = frozenset({"leader", "head of state", "head of government"})
GENERIC_OFFICES = frozenset(
    {"leader", "minister", "official", "diplomat", "head of state", "head of government", "chief", "envoy"}
)


class HolderResolver:
    """Offices, counterparts, organisations and roles."""

    def _office(self, reference: Reference, memory: Memory, doc: Doc | None = None) -> tuple[Entity, ...]:
        country, office = reference.country, reference.office or ""
        if country is None and (owner := self._owner_country(reference, memory, doc)):
            country = owner
        indefinite = reference.text.lower().startswith(("a ", "an "))
        if (reference.owner is not None or indefinite) and country is None:
            return ()  # "his spokesman" of somebody whose state is not known
        holders = [
            e
            for e in memory.persons()
            if (e.unnamed or not indefinite)  # "a Saudi official" is nobody whom the text names
            and self._holds(e, office)
            and (country in (None, e.country) or self._may_be_of(e, country, reference, memory))
        ]
        if "visiting" in reference.text.lower().split():
            holders = [e for e in holders if e.country not in {memory.dateline, memory.home}] or holders
        if holders:
            return (self._latest(holders, memory),)
        if country is not None and office in GENERIC_OFFICES and not indefinite:
            natives = [e for e in memory.persons() if e.country == country and self._told_before(e, reference, memory)]
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
        named = [e for e in memory.persons() if e.country == country and not e.unnamed]
        if len(named) == 1 and not named[0].offices and reference.kind is RefKind.OFFICE and not of_part(office):
            return (named[0],)  # of whom nothing else is told: "Russia's X ... the Russian foreign minister"
        label = office if of_part(office) else f"{office} of {display_name(country)}"
        unnamed = next((e for e in memory.persons() if e.name == label), None)
        if unnamed is None:
            unnamed = memory.new(ActorKind.PERSON, label, country=country, sector=reference.sector)
            unnamed.unnamed = True
            unnamed.offices.append(office)
        return (unnamed,)

    @staticmethod
    def _may_be_of(entity: Entity, country: str | None, reference: Reference, memory: Memory) -> bool:
        """Of whom the text has not told a state, and whom it has named before."""
        before = HolderResolver._told_before(entity, reference, memory)
        return entity.country is None and country is not None and before

    @staticmethod
    def _told_before(entity: Entity, reference: Reference, memory: Memory) -> bool:
        return any(span < reference.span for span in memory.named.get(entity.order, ()))

    def _owner_country(self, reference: Reference, memory: Memory, doc: Doc | None) -> str | None:
        """ "the country’s foreign minister", "its president": the state last named."""
        if reference.owner is not None and doc is not None:
            word = doc[reference.owner].lower_
            if word == "its" and self._owned_by_many(reference, memory):
                return None
            kinds = {"its": False, "his": True, "her": True}
            for earlier, entities in reversed(memory.recent):
                person = entities[0].kind is ActorKind.PERSON
                if word in kinds and kinds[word] and person and len(entities) == 1 and entities[0].country is None:
                    return None  # "his spokesman" is not of the state of somebody named earlier
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

    @staticmethod
    def _owned_by_many(reference: Reference, memory: Memory) -> bool:
        """ "its envoy" after an organisation of many states that this sentence is about."""
        here = [
            es[0]
            for r, es in memory.recent
            if (r.tokens[0], r.sentence) == (reference.tokens[0], reference.sentence)
            and r.dep in {"nsubj", "nsubjpass"}
        ]
        return bool(here) and here[0].kind is ActorKind.ORGANISATION and here[0].country is None

    def _holds(self, entity: Entity, office: str) -> bool:
        if not office:
            return False
        if office in TOP_OFFICES and _LEADERS.intersection(entity.offices):
            return True
        if office in entity.offices or any(o in _ALSO.get(office, ()) for o in entity.offices):
            return True
        if office in GENERIC_OFFICES:
            return any(o.endswith(office) for o in entity.offices) and office != "president"
        if of_part(office):
            return False  # nobody else's: the president of Tatarstan is not Russia's
        # "general secretary" is short for "general secretary of the communist party"; "minister" alone is generic
        own = [o for o in entity.offices if not of_part(o)]
        return any(o.startswith(f"{office} of") or office.startswith(f"{o} of") for o in own)

    def _latest(self, among: list[Entity], memory: Memory) -> Entity:
        for _, entities in reversed(memory.recent):
            for entity in entities:
                if entity in among:
                    return entity
        return among[0]

    def _counterpart(self, reference: Reference, memory: Memory, doc: Doc) -> tuple[Entity, ...]:
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
        # One that no other office is told of, or the only one of that state
        open_ones = [e for e in named if not e.offices] or [
            e for e in named if office is None or self._alike(e, office) or "colleague" in reference.text.lower()
        ]
        if len(open_ones) == 1:
            return (open_ones[0],)
        label = f"{office or 'counterpart'} of {display_name(reference.country)}"
        entity = next((e for e in memory.persons() if e.name == label), None)
        if entity is None:
            entity = memory.new(
                ActorKind.PERSON, label, country=reference.country, sector=owner.sector if owner else "GOV"
            )
            entity.unnamed = True
            if office:
                entity.offices.append(office)
        return (entity,)

    @staticmethod
    def _alike(entity: Entity, office: str) -> bool:
        """Two ministers, of whatever portfolio, may be called counterparts."""
        return office.endswith("minister") and any(o.endswith("minister") for o in entity.offices)

    def _named_body(self, name: str, memory: Memory) -> Entity:
        """The entity of an organisation of the table, by its display name."""
        if name not in memory.organisations:
            known = organisation_names().get(name)
            country, sector = (known.country, known.sector) if known is not None else (None, None)
            memory.organisations[name] = memory.new(ActorKind.ORGANISATION, name, country=country, sector=sector)
        return memory.organisations[name]

    def _organisation(self, reference: Reference, memory: Memory) -> Entity:
        if reference.name not in memory.organisations:
            kind = ActorKind.ARMED_GROUP if reference.actor_kind is ActorKind.ARMED_GROUP else ActorKind.ORGANISATION
            memory.organisations[reference.name] = memory.new(
                kind, reference.name, country=reference.country, sector=reference.sector
            )
        return memory.organisations[reference.name]

    def _role(self, reference: Reference, memory: Memory) -> tuple[Entity, ...]:
        if reference.country is None:
            return (self._organisation(reference, memory),) if reference.actor_kind is ActorKind.ORGANISATION else ()
        if reference.actor_kind is ActorKind.ORGANISATION and reference.name != display_name(reference.country):
            return (self._organisation(reference, memory),)
        return (memory.state(reference.country),)
