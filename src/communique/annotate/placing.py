"""The place of one claim: its own words first, then its host, the side that was visited, or the reporter's dateline."""

from __future__ import annotations

from typing import TYPE_CHECKING

from communique.annotate.codebook import Coded
from communique.annotate.matches import Match
from communique.annotate.scenes import own_place
from communique.annotate.stage import Draft
from communique.annotate.syntax import Sentence
from communique.annotate.whereabouts import dateline_city
from communique.knowledge.states import display_name
from communique.model.ontology import EventType
from communique.model.records import PartKind, Status
from communique.model.values import Place

if TYPE_CHECKING:
    from spacy.tokens import Token

# Acts that have a scene, so that the place of what they are done to is their own.
_SCENIC = frozenset(
    {
        EventType.CONSULT,
        EventType.ASSAULT,
        EventType.COOPERATE,
        EventType.PROTEST,
        EventType.AGREE,
        EventType.AID,
        EventType.RETREAT,
    }
)
_SPOKEN = frozenset(
    {EventType.ACCUSE, EventType.REJECT, EventType.REQUEST, EventType.SUPPORT, EventType.THREATEN, EventType.CONCEDE}
)
_GATHERED = frozenset({"meeting", "summit", "conference", "agreement"})
_NOWHERE = frozenset({"call", "letter"})  # forms of acts whose sides are in different places


def place_of(draft: Draft, sentence: Sentence, match: Match, coded: Coded, act: tuple[Token, ...]) -> Place | None:
    """Where the matched act happened; None where the words give no scene.

    Args:
        draft: the document.
        sentence: the references of the paragraph.
        match: the predicate and its sides.
        coded: what the act is.
        act: the predicate first, then what carries it.
    """
    if coded.form in _NOWHERE:
        return None
    index = sentence.paragraph.index
    sides = [*match.sources, *match.targets]
    found = own_place(
        sentence.paragraph,
        draft.places,
        act,
        moving=coded.form == "visit",
        leaving=coded.event is EventType.RETREAT,
        scene=coded.form is not None or coded.event in _SCENIC,
        spoken=coded.event in _SPOKEN or (coded.event is EventType.CONSULT and coded.form is None),
        through=frozenset(i for r, _ in sides if r.tokens[0] == index for i in range(r.tokens[1], r.tokens[2])),
    )
    found = found or match.place or _dateline(draft, sentence, match, coded)
    if found is None and match.carrier is not None and match.carrier.lemma_.lower() == "host":
        hosts = [(r, e) for r, e in sentence.actors(sentence.subjects(match.carrier)) if e.country]
        if hosts:
            reference, entity = hosts[0]
            name = reference.text if reference.basis == "capital" else display_name(entity.country or "")
            found = Place(reference.part or name, entity.country, reference.span)
    if coded.form != "visit" or not match.targets:
        return found
    reference, entity = match.targets[0]
    if found is not None and found.country in {None, entity.country}:
        return found
    if entity.country is None:
        return None
    return Place(reference.part or display_name(entity.country), entity.country, reference.span)


def _dateline(draft: Draft, sentence: Sentence, match: Match, coded: Coded) -> Place | None:
    """Where the reporter was, when states other than the one he was in met there."""
    if coded.form not in _GATHERED or coded.status not in {Status.ACTUAL, Status.ONGOING}:
        return None
    body = next((p for p in draft.paragraphs if p.part.kind is PartKind.BODY), None)
    city = dateline_city(sentence.doc.text) if body is sentence.paragraph else None
    sides = {e.country for _, e in (*match.sources, *match.targets)}
    if city is None or city.country in sides or len(sides) < 2:
        return None
    return Place(city.name, city.country)
