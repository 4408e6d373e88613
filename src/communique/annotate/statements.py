"""A statement as its sentence shows it, and what is added once the whole document is known: ids, nesting, chains."""

from __future__ import annotations

from dataclasses import dataclass

from communique.annotate.entities import Entity, Reference
from communique.annotate.stage import Draft
from communique.model.ids import statement_id
from communique.model.records import Statement
from communique.model.values import ActorKind, Link, LinkKind, Participant, Span


@dataclass(frozen=True, slots=True)
class Found:
    """A statement as its sentence shows it, before ids and chains."""

    speakers: tuple[Participant, ...]
    source: tuple[Span, ...]
    cue: tuple[Span, ...]
    content: tuple[Span, ...]
    sentence: Span
    manner: str
    verbatim: bool
    score: float
    addressees: tuple[Participant, ...] = ()
    media: tuple[Link, ...] = ()


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


def finish(draft: Draft, found: list[Found]) -> list[Statement]:
    """The document's statements with ids, nesting and chains, in order."""
    drafts = [(statement_id(draft.document.id, f.source, f.cue, f.content), f) for f in found]
    out: dict[str, Statement] = {}
    for key, one in drafts:
        outer = _outer(one, [(k, f) for k, f in drafts if k != key])
        chain = list(one.media)
        if outer is not None:
            speaker = outer[1].speakers[0]
            if speaker.name not in {p.name for p in one.speakers}:
                kind = LinkKind.ANONYMOUS if speaker.kind is ActorKind.UNKNOWN else LinkKind.SPEAKER
                chain.append(Link(speaker.name, kind, speaker.span, speaker.country))
        out[key] = Statement(
            id=key,
            document=draft.document.id,
            speakers=one.speakers,
            source_spans=one.source,
            cue_spans=one.cue,
            content_spans=one.content,
            sentence=one.sentence,
            manner=one.manner,
            verbatim=one.verbatim,
            score=one.score,
            addressees=one.addressees,
            attribution=tuple(dict.fromkeys(chain)),
            nested_in=outer[0] if outer else None,
        )
    return sorted(out.values(), key=lambda s: (s.sentence, s.id))


def _outer(one: Found, others: list[tuple[str, Found]]) -> tuple[str, Found] | None:
    """The smallest statement whose content covers this one's cue."""
    if not one.cue:
        return None
    around = [(k, f) for k, f in others if any(c.covers(one.cue[0]) for c in f.content)]
    return min(around, key=lambda kf: sum(c.end - c.start for c in kf[1].content), default=None)
