"""Who speaks, and to whom: phrases of the text as participants."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING

from communique.annotate.attribution.occasions import DOCUMENT, occasion_at
from communique.annotate.entities import Entity, Reference, RefKind
from communique.annotate.media import as_medium
from communique.annotate.syntax import Sentence
from communique.model.values import ActorKind, Participant, Span

if TYPE_CHECKING:
    from spacy.tokens import Token

# Nouns for people and bodies that speak without a name.
_HUMAN = frozenset(
    "official source analyst expert minister ministry spokesman spokeswoman spokesperson diplomat leader "
    "president premier adviser advisor aide activist lawyer witness resident observer critic researcher professor "
    "academic commander general officer envoy ambassador lawmaker politician economist editor journalist "
    "government authority statement communique declaration readout document resident police army military group "
    "organisation organization embassy consulate movement coalition union alliance bloc militia rebel company "
    "presidency palace court office mission side party both one people who".split()
)
_NAMELESS = frozenset("official diplomat negotiator lawmaker envoy adviser advisor aide".split())
_STANDS_FOR_SOMEBODY = frozenset({RefKind.OFFICE, RefKind.ORGANISATION, RefKind.ROLE, RefKind.COUNTERPART})
# What one can go by without its speaking: "according to the constitution".
_THINGS = frozenset(
    "poll survey data law plan schedule constitution agreement treaty structure rule tradition estimate figure "
    "statistic record tally count map need custom logic timetable calendar standard definition principle "
    "bill clock face sign text".split()
)
_NO_AUTHORS = frozenset({RefKind.OUTLET, RefKind.PLACE})
_UNRESOLVED = frozenset(
    {RefKind.GROUP, RefKind.PERSON, RefKind.DESCRIPTION}
)  # kept by their words where nobody is meant
_NOBODY_SPOKEN_TO = frozenset({RefKind.OUTLET, RefKind.PLACE})


def participant(role: str, reference: Reference, entity: Entity) -> Participant:
    """A participant from a resolved reference."""
    return Participant(
        role=role,
        text=reference.text,
        span=reference.span,
        name=entity.name,
        kind=entity.kind,
        country=entity.country,
        sector=entity.sector,
        office=entity.office or reference.office,
    )


def speakers(sentence: Sentence, tokens: Iterable[Token], *, anybody: bool) -> tuple[Participant, ...]:
    """Whom the phrases headed by these tokens name as speakers; media apart.

    Args:
        anybody: any noun may speak ("the fishermen said"), not only one of people and bodies.
    """
    found: list[Participant] = []
    for token in tokens:
        if as_medium(sentence, token) is not None:
            continue
        written_by = _owners(sentence, token)
        if written_by:
            found.extend(written_by)
            continue
        named = False
        for reference in sentence.direct(token):
            if reference.kind is RefKind.OUTLET:
                continue
            named = named or reference.kind not in _UNRESOLVED or bool(reference.acting)
            if reference.kind is RefKind.ROLE and reference.plural and _nameless(sentence, reference):
                found.append(_anonymous(reference))
                continue
            reference = _named_beside(sentence, reference)
            found.extend(participant("speaker", reference, e) for e in reference.acting)
            if not reference.entities and reference.kind in _STANDS_FOR_SOMEBODY:
                found.append(_anonymous(reference))
        if not named:
            unnamed = _unnamed(sentence, token, anybody=anybody)
            if unnamed is not None:
                found.append(unnamed)
    return tuple(dict.fromkeys(found))


def _owners(sentence: Sentence, document: Token) -> list[Participant]:
    """ "According to her post": whose words a document holds."""
    if occasion_at(document) not in DOCUMENT:
        return []
    before = [c.i for c in document.children if c.dep_ in {"poss", "compound", "amod", "nmod"}]
    owners = [r for i in before if (r := sentence.covering.get(i)) is not None]
    owners += [r for p in ("by", "of", "from") for t in sentence.slot(document, p) for r in sentence.direct(t)]
    return [participant("speaker", r, e) for r in owners if r.kind not in _NO_AUTHORS for e in r.acting]


def _named_beside(sentence: Sentence, office: Reference) -> Reference:
    """ "Kenya's principal secretary, Josphat Wanyonyi": the name that stands beside an office without a holder."""
    if office.kind not in {RefKind.OFFICE, RefKind.COUNTERPART} or not all(e.unnamed for e in office.entities):
        return office
    end = office.tokens[2]
    while (
        end < len(sentence.doc)
        and sentence.doc[end].dep_ in {"prep", "pobj", "compound", "amod"}
        and end < office.tokens[2] + 6
    ):
        end += 1
    comma = end < len(sentence.doc) and sentence.doc[end].text == ","
    beside = sentence.covering.get(end + comma)
    if beside is None or beside.kind is not RefKind.PERSON or len(beside.acting) != 1:
        return office
    same = beside.country in {None, office.country} or office.country is None
    return beside if same and (comma or end == office.tokens[2]) else office


def addressees(
    sentence: Sentence, tokens: Iterable[Token], spoken_by: tuple[Participant, ...], *, anybody: bool = False
) -> tuple[Participant, ...]:
    """Who is named by these phrases and does not speak himself: "told a press conference in Riyadh" speaks to no
    state.

    Args:
        anybody: whoever has no name is kept by the words: only where the phrase is sure to name who is spoken to.
    """
    found: list[Participant] = []
    for token in tokens:
        if as_medium(sentence, token) is not None or occasion_at(token) == "session":
            continue
        direct = (_named_beside(sentence, r) for r in sentence.direct(token))
        named = [r for r in direct if r.kind not in _NOBODY_SPOKEN_TO and r.sector != "MED"]
        found += [participant("addressee", r, e) for r in named for e in r.acting if e.sector != "MED"]
        found += [_anonymous(r, "addressee") for r in named if _is_nameless_holder(r)]
        if anybody and not named and token.pos_ in {"NOUN", "PROPN"}:
            unnamed = _unnamed(sentence, token, anybody=token.pos_ == "PROPN")
            found += [replace(unnamed, role="addressee")] if unnamed is not None else []
    return tuple(dict.fromkeys(a for a in found if all(a.name != p.name for p in spoken_by)))


def _is_nameless_holder(reference: Reference) -> bool:
    return not reference.entities and reference.kind in _STANDS_FOR_SOMEBODY and not reference.plural


def _nameless(sentence: Sentence, reference: Reference) -> bool:
    """ "Iranian officials": somebody of a state whom the report does not name, and not the state itself."""
    return sentence.doc[reference.tokens[2] - 1].lemma_.lower() in _NAMELESS


def _unnamed(sentence: Sentence, token: Token, *, anybody: bool) -> Participant | None:
    """ "officials", "a source close to the talks": kept as they are called, with the state their words give."""
    if any(c.lower_ in {"no", "neither", "nobody"} for c in token.children):
        return None
    named = token.pos_ == "PROPN" and (anybody or token.ent_type_ in {"PERSON", "ORG", "NORP"})
    human = token.lemma_.lower() in _HUMAN
    noun = token.pos_ in {"NOUN", "PROPN", "NUM"}
    # "quoting an official close to the talks": the tagger sees two adjectives
    common = (noun and (anybody or human)) or (human and token.dep_ in {"nsubj", "dobj", "pobj"})
    if (not named and not common) or token.lemma_.lower() in _THINGS:
        return None
    stop = token.i + 1
    if stop < len(sentence.doc) and sentence.doc[stop].dep_ in {"prep", "amod"} and sentence.doc[stop].head == token:
        stop = sentence.doc[stop].right_edge.i + 1  # "a source close to the talks"
    words = sentence.doc[token.left_edge.i : stop]
    inside = sentence.inside(token)
    return Participant(
        role="speaker",
        text=words.text,
        span=_span(sentence, words.start_char, words.end_char),
        name=words.text,
        kind=ActorKind.UNKNOWN,
        country=next((r.country for r in inside if r.country), None),
        sector="GOV"
        if token.lemma_.lower() in {"official", "diplomat", "minister", "ministry", "government"}
        else None,
    )


def _span(sentence: Sentence, start: int, end: int) -> Span:
    return sentence.paragraph.span(start, end)


def _anonymous(reference: Reference, role: str = "speaker") -> Participant:
    """Who is called by an office, a body or a role and never named."""
    return Participant(
        role=role,
        text=reference.text,
        span=reference.span,
        name=reference.text,
        kind=ActorKind.UNKNOWN,
        country=reference.country,
        sector=reference.sector,
        office=reference.office,
    )
