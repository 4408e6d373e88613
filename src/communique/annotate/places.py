"""Places in the text: cities and venues of the tables, and states and their parts where a preposition makes them
places.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from communique.annotate.entities import RefKind
from communique.annotate.namesake_tables import word_class
from communique.annotate.stage import Draft, Paragraph
from communique.annotate.whereabouts import dateline_city, is_part_of_a_name, which
from communique.knowledge.places import city_names, venues
from communique.knowledge.states import display_name
from communique.model.records import PartKind
from communique.model.values import Place, Span

if TYPE_CHECKING:
    from spacy.matcher import PhraseMatcher

    from communique.annotate.entities import Reference


@dataclass(frozen=True, slots=True)
class PlaceMention:
    """A named place. ``tokens`` is ``(paragraph, start, end)``, ``head`` the token the sentence hangs it on.

    ``city``: it is a city or a state's part, not a whole state.
    """

    place: Place
    span: Span
    tokens: tuple[int, int, int]
    head: int
    city: bool


@cache
def _matcher(vocabulary: object) -> PhraseMatcher:
    from spacy.lang.en import English
    from spacy.matcher import PhraseMatcher

    matcher = PhraseMatcher(vocabulary, attr="ORTH")  # type: ignore[arg-type]
    tokenizer = English(vocab=vocabulary)  # type: ignore[arg-type]
    for name in city_names():
        matcher.add(f"city|{name}", [tokenizer.make_doc(name)])
    for venue in venues():
        matcher.add(f"venue|{venue.name}", [tokenizer.make_doc(venue.name)])
    return matcher


class Places:
    """The stage: fills ``draft.places`` in the order of the text."""

    name = "places"
    needs = frozenset({"paragraphs", "references", "entities", "namesakes"})
    gives = frozenset({"places"})

    def __call__(self, draft: Draft) -> None:
        """Cities and venues first; a state or its part in a place's position where no city covers it."""
        persons = {
            (r.tokens[0], i)
            for r in draft.references
            if r.kind in {RefKind.PERSON, RefKind.OUTLET}
            or (r.kind is RefKind.ORGANISATION and len(r.text.split()) > 1)
            for i in range(*r.tokens[1:])
        }
        found = []
        for paragraph in draft.paragraphs:
            found.extend(_cities(paragraph, draft.references, persons | draft.namesakes))
        found.extend(_here(draft))
        parts = [r for r in draft.references if r.kind is RefKind.PLACE and r.part]
        # "the Kyiv region" is not the city
        found = [m for m in found if not any(_within(m.tokens, r.tokens) for r in parts)]
        taken = {(m.tokens[0], i) for m in found for i in range(*m.tokens[1:])}
        for reference in draft.references:
            if (
                reference.kind is RefKind.PLACE
                and (reference.tokens[0], reference.tokens[1]) not in taken
                and reference.country
            ):
                name = reference.part or display_name(reference.country)
                place = Place(name, reference.country, reference.span)
                exact = reference.part is not None
                found.append(PlaceMention(place, reference.span, reference.tokens, reference.head, city=exact))
        draft.places = sorted(found, key=lambda m: m.span)


def _here(draft: Draft) -> list[PlaceMention]:
    """ "Here", in a text whose dateline says where that is."""
    body = next((p for p in draft.paragraphs if p.part.kind is PartKind.BODY), None)
    city = dateline_city(body.doc.text) if body is not None else None
    if city is None:
        return []
    return [
        PlaceMention(Place(city.name, city.country, span), span, (p.index, t.i, t.i + 1), t.i, city=True)
        for p in draft.paragraphs
        for t in p.doc
        if t.lower_ == "here" and t.dep_ == "advmod" and (span := p.span(t.idx, t.idx + len(t)))
    ]


def _cities(paragraph: Paragraph, references: list[Reference], closed: set[tuple[int, int]]) -> list[PlaceMention]:
    doc, index, offset = paragraph.doc, paragraph.index, paragraph.offset
    found = []
    spans = sorted(_matcher(doc.vocab)(doc), key=lambda m: (m[1] - m[2], m[1]))
    taken: set[int] = set()
    for key, start, end in spans:
        if taken.intersection(range(start, end)) or any((index, i) in closed for i in range(start, end)):
            continue
        if is_part_of_a_name(doc, start, end):
            taken.update(range(start, end))
            continue
        kind, name = doc.vocab.strings[key].split("|", 1)
        if doc[end : end + 1].text.istitle() and doc[end].lower_ in word_class("tail"):
            continue  # "Cambridge Road", "Capitol Records"
        taken.update(range(start, end))
        tokens = doc[start:end]
        span = Span(tokens.start_char + offset, tokens.end_char + offset)
        if kind == "city":
            cities = city_names()[name]
            # the name itself may be read as a capital that stands for its state
            others = (r for r in references if r.tokens[0] != index or r.tokens[2] <= start or end <= r.tokens[1])
            nearby = sorted(others, key=lambda r: (r.tokens[0] != index, abs(r.tokens[1] - start)))
            country = which(cities, doc, (start, end), nearby)
            city = next((c for c in cities if c.country == country), cities[0])
            place, is_city = Place(city.name, country, span), True
        else:
            venue = next(v for v in venues() if v.name == name)
            place, is_city = Place(venue.city or venue.name, venue.country, span), venue.city is not None
        found.append(PlaceMention(place, span, (index, start, end), tokens.root.i, city=is_city))
    return found


def _within(inner: tuple[int, int, int], outer: tuple[int, int, int]) -> bool:
    """True when the tokens ``inner`` are some of ``outer``, not all."""
    return inner[0] == outer[0] and outer[1] <= inner[1] and inner[2] <= outer[2] and inner != outer
