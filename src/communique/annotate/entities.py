"""Second stage: every expression that refers to an actor, as its words alone tell; who is meant comes next
(coreference).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from communique.knowledge.tables import fold
from communique.model.values import ActorKind, Span


class RefKind(StrEnum):
    """How an expression refers."""

    PERSON = "person"  # a name, with or without its office
    OFFICE = "office"  # an office alone: "the Russian foreign minister"
    COUNTERPART = "counterpart"  # "his Vietnamese counterpart"
    STATE = "state"  # a state's name, capital or seat, acting
    PLACE = "place"  # the same words as a place: "in Hanoi"
    ADJECTIVE = "adjective"  # "Russian" before a noun that is no actor
    ROLE = "role"  # "the Russian side", "Vietnam's government"
    ORGANISATION = "organisation"
    OUTLET = "outlet"
    GROUP = "group"  # "the two ministers", "both countries"
    PRONOUN = "pronoun"
    DESCRIPTION = "description"  # "the Southeast Asian country", "the host"


def name_words(name: str) -> tuple[str, ...]:
    """The words of a name without case, diacritics and hyphens: "al-Rubayi" has two."""
    return tuple(fold(name).replace("-", " ").split())


@dataclass(eq=False, slots=True)
class Entity:
    """An actor as one document knows it. Grows while the document is read; ``order`` is that of first mention."""

    kind: ActorKind
    name: str
    order: int
    country: str | None = None
    sector: str | None = None
    offices: list[str] = field(default_factory=list)
    female: bool | None = None
    unnamed: bool = False  # known by an office only
    spellings: set[str] = field(default_factory=set)

    @property
    def office(self) -> str | None:
        """The first office it was given here."""
        return self.offices[0] if self.offices else None

    def words(self) -> frozenset[str]:
        """The words of the name in all its spellings here, folded."""
        return frozenset(w for name in (self.name, *self.spellings) for w in name_words(name))


@dataclass(eq=False, slots=True)
class Reference:
    """One expression: where it stands, how it refers, what its own words give, and (after coreference) whom it means.

    ``tokens`` is ``(paragraph, start, end)``; ``head`` the index of the token that the rest of the sentence hangs on;
    ``members`` names the parts of a coordinated office ("the Russian and Vietnamese presidents"): (name, country) each.
    """

    kind: RefKind
    span: Span
    text: str
    tokens: tuple[int, int, int]
    head: int
    dep: str = ""
    name: str = ""
    country: str | None = None
    sector: str | None = None
    office: str | None = None
    offices: tuple[str, ...] = ()
    female: bool | None = None  # what a style or title before the name tells
    part: str | None = None  # the part of a state that it names, or that the body named is of
    organisation: str | None = None  # whose office it is, where not a state's: "secretary-general of NATO"
    plural: bool = False
    basis: str = "name"
    actor_kind: ActorKind = ActorKind.UNKNOWN
    members: tuple[tuple[str, str | None], ...] = ()
    verb: str = ""  # lemma of the verb that it is the subject of
    sentence: int = 0  # number of its sentence in the paragraph
    quoted: bool = False  # stands inside a longer quotation
    beside: bool = False  # an office that a name is set beside: "the defence minister, General X,"
    body: str | None = None  # an organisation named within: "a European Union spokesman"
    counterpart: bool = False  # "his Chilean counterpart, X"
    posted: str | None = None  # state that an ambassador is sent to
    owner: int | None = None  # token of the possessive pronoun in "his counterpart"
    entities: tuple[Entity, ...] = ()
    through: tuple[Entity, ...] = ()  # who acts for them here: "the two sides" are two states, through two ministers

    @property
    def acting(self) -> tuple[Entity, ...]:
        """Who does what this expression is the subject of."""
        return self.through or self.entities
