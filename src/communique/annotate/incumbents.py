"""Who is said to hold which office: what a document tells of its own day."""

from __future__ import annotations

from typing import TYPE_CHECKING

from communique.annotate.entities import Entity, Reference, RefKind
from communique.annotate.stage import Draft
from communique.model.ids import slug
from communique.model.records import Office
from communique.model.values import ActorKind, Span

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_OCCUPATIONS = frozenset({"analyst", "activist", "journalist", "official", "diplomat"})  # nobody holds one for a state
_OVER = frozenset("former then late ex incoming elect designate slain deceased deposed ousted".split())
_DIES = frozenset("die perish kill assassinate murder bury".split())
_DEATHS = frozenset("death killing assassination funeral murder burial passing memory anniversary".split())


def offices_told(draft: Draft) -> list[Office]:
    """Who is said to hold which office, by this document, on its day; not who held it before, or died in it."""
    spans: dict[tuple[str, str, str | None, str | None], list[Span]] = {}
    for reference in draft.references:
        telling = reference.kind is RefKind.PERSON or reference.beside
        if not telling or not reference.office or not reference.entities:
            continue
        entity = reference.entities[0]
        told = entity.kind is ActorKind.PERSON and not _is_over(reference, draft)
        if told and reference.office not in _OCCUPATIONS and not _more_is_told(reference.office, entity):
            body = reference.organisation
            position = reference.office.removesuffix(f" of {body}") if body else reference.office
            spans.setdefault((entity.name, position, entity.country, body), []).append(reference.span)
    anchor = draft.anchor
    return [
        Office(
            person=slug(name),
            name=name,
            position=position,
            country=country,
            start=anchor.start if anchor else None,
            end=anchor.end if anchor else None,
            basis="text",
            document=draft.document.id,
            spans=tuple(where),
            organisation=body,
        )
        for (name, position, country, body), where in sorted(spans.items(), key=lambda kv: kv[1])
    ]


def _more_is_told(office: str, entity: Entity) -> bool:
    """ "Minister X" of whom the text says elsewhere of what."""
    return office == "minister" and any(o != office and o.endswith(office) for o in entity.offices)


def _is_over(reference: Reference, draft: Draft) -> bool:
    """True for "former President X", and for "President X" where the clause says that he died."""
    words = reference.text.lower().replace("-", " ").split()
    doc = draft.paragraphs[reference.tokens[0]].doc
    return not _OVER.isdisjoint(words) or _dies(reference, doc) or _die_together(reference, draft, doc)


def _dies(reference: Reference, doc: Doc) -> bool:
    """ "President X and his minister died", "the death of President X", "President X's funeral"."""
    token: Token = doc[reference.tokens[1] : reference.tokens[2]].root
    while token.dep_ in {"conj", "appos"}:
        token = token.head
    head = token.head
    if token.dep_ in {"nsubj", "nsubjpass"}:
        passive = token.dep_ == "nsubjpass"
        return head.lemma_.lower() in _DIES and (passive or head.lemma_.lower() in {"die", "perish"})
    if token.dep_ == "dobj":
        return head.lemma_.lower() in _DIES
    if token.dep_ == "pobj" and head.lower_ == "of":
        return head.head.lemma_.lower() in _DEATHS
    return token.dep_ == "poss" and head.lemma_.lower() in _DEATHS


def _die_together(reference: Reference, draft: Draft, doc: Doc) -> bool:
    """ "after President X and Foreign Minister Y died": by the words, for parsers take X alone to follow "after"."""
    ends = {r.tokens[1]: r.tokens[2] for r in draft.references if r.tokens[0] == reference.tokens[0]}
    at = reference.tokens[2]
    while at < len(doc) and doc[at].lower_ in {"and", ","} and at + 1 in ends:
        at = ends[at + 1]
    return at < len(doc) and doc[at].lemma_.lower() in {"die", "perish"}
