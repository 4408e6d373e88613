"""Where the names that the tables know stand in a parsed paragraph: states and their parts, organisations, outlets,
titles, persons.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from communique.knowledge.offices import tenures
from communique.knowledge.organisations import Organisation, organisation_names
from communique.knowledge.parts import StatePart, part_adjectives, part_names
from communique.knowledge.places import areas
from communique.knowledge.positions import Position, position_titles
from communique.knowledge.sources import outlet_names
from communique.knowledge.states import StateName, state_names
from communique.model.records import Source

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.matcher import PhraseMatcher
    from spacy.tokens import Doc


class HitKind(StrEnum):
    """Which table a hit comes from, in order of preference when two of one length overlap."""

    PERSON = "person"
    OUTLET = "outlet"
    ORGANISATION = "organisation"
    TITLE = "title"
    STATE = "state"
    AREA = "area"  # names no actor: "South China Sea", "Latin America"
    PART = "part"  # "Texas", "Chechen"


Payload = tuple[StateName, ...] | Organisation | Source | Position | StatePart | str


@dataclass(frozen=True, slots=True)
class Hit:
    """Tokens ``[start, end)`` match an entry of a table. ``plural`` is set for titles ("foreign ministers")."""

    start: int
    end: int
    kind: HitKind
    payload: Payload
    plural: bool = False


def _plurals(title: str) -> Iterable[str]:
    """Plural forms of a title: "minister of defence" gives "ministers of defence"."""
    head, of, tail = title.partition(" of ")
    if head.endswith("y") and not head.endswith("ey"):
        yield f"{head[:-1]}ies{of}{tail}"
    elif head.endswith("man"):
        yield f"{head[:-3]}men{of}{tail}"
    else:
        yield f"{head}s{of}{tail}"


# A style before a name is read as a title, so that the office it may be part of ("Crown Prince") is not lost.
_STYLES = frozenset(
    {"Prince", "Princess", "King", "Queen", "Sheikh", "Sheikha", "Emir", "Sultan", "General", "Ayatollah"}
)


class Gazetteer:
    """Matches every table at once, token by token. Titles by any case, all others by exact case.

    What names a part of a state is neither the state ("Scotland") nor a mere area ("New Mexico").
    """

    def __init__(self, nlp: Language) -> None:
        from spacy.matcher import PhraseMatcher

        self._exact = PhraseMatcher(nlp.vocab, attr="ORTH")
        self._titles = PhraseMatcher(nlp.vocab, attr="LOWER")
        self._payloads: dict[str, tuple[HitKind, Payload, bool]] = {}
        self._nlp = nlp
        parts = {**part_names(), **part_adjectives()}
        for surface, part in parts.items():
            self._add(self._exact, HitKind.PART, surface, part)
        for surface, names in state_names().items():
            if surface not in parts:
                self._add(self._exact, HitKind.STATE, surface, names)
        for surface, organisation in organisation_names().items():
            self._add(self._exact, HitKind.ORGANISATION, surface, organisation)
        for surface, source in outlet_names().items():
            self._add(self._exact, HitKind.OUTLET, surface, source)
        for area in areas():
            if area not in parts:
                self._add(self._exact, HitKind.AREA, area, area)
        for tenure in tenures():
            for name in (tenure.person, *tenure.aliases):
                if " " in name and name.split()[0] not in _STYLES:
                    self._add(self._exact, HitKind.PERSON, name, tenure.person)
        for surface, position in position_titles().items():
            self._add(self._titles, HitKind.TITLE, surface, position)
            for plural in _plurals(surface):
                self._add(self._titles, HitKind.TITLE, plural, position, plural=True)

    def _add(
        self, matcher: PhraseMatcher, kind: HitKind, surface: str, payload: Payload, *, plural: bool = False
    ) -> None:
        key = f"{kind}|{surface}|{int(plural)}"
        if key not in self._payloads:
            self._payloads[key] = (kind, payload, plural)
            matcher.add(key, [self._nlp.make_doc(surface)])

    def hits(self, doc: Doc) -> list[Hit]:
        """Non-overlapping hits in order; the longest wins, then the kind's own order."""
        found = []
        for matcher in (self._exact, self._titles):
            for match, start, end in matcher(doc):
                kind, payload, plural = self._payloads[doc.vocab.strings[match]]
                if kind is HitKind.TITLE:
                    if (
                        _lower_case_acronym(doc, start, end)
                        or doc[start].pos_ in {"VERB", "ADV"}
                        or (end - start == 1 and doc[start].pos_ == "ADJ")
                    ):
                        continue
                    # "the two Prime Ministers": taggers take capitals for one name
                    counted = plural and start > 0 and doc[start - 1].lower_ in {"two", "both", "three"}
                    plural = counted or _is_plural(doc, start, end)
                found.append(Hit(start, end, kind, payload, plural))
        order = list(HitKind)
        found.sort(key=lambda h: (h.start - h.end, order.index(h.kind), h.start, h.plural))
        taken: set[int] = set()
        kept = []
        for hit in found:
            if not taken.intersection(range(hit.start, hit.end)):
                taken.update(range(hit.start, hit.end))
                kept.append(hit)
        return sorted(kept, key=lambda h: h.start)


def _is_plural(doc: Doc, start: int, end: int) -> bool:
    """True for "foreign ministers" and "ministers of foreign affairs": the noun before "of" counts."""
    head = next((i for i in range(start, end) if doc[i].lower_ in {"of", "for"}), end) - 1
    return doc[max(head, start)].tag_ in {"NNS", "NNPS"}


def _lower_case_acronym(doc: Doc, start: int, end: int) -> bool:
    """ "pm" and "fm" are titles only in capitals: otherwise an hour and a wave band."""
    return (
        end - start == 1
        and len(doc[start]) <= 3
        and not doc[start].text.isupper()
        and doc[start].lower_ in {"pm", "fm", "ag"}
    )
