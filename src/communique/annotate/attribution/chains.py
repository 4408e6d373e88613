"""A statement as its sentence shows it, and what is added once the whole document is known: ids, nesting, chains."""

from __future__ import annotations

from dataclasses import dataclass, replace

from communique.annotate.stage import Draft
from communique.model.ids import statement_id
from communique.model.records import Statement
from communique.model.values import ActorKind, Link, LinkKind, Participant, Span, Stance


@dataclass(frozen=True, slots=True)
class Found:
    """A statement as its sentence shows it, before ids and chains. ``media``: outermost first."""

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
    occasion: str = ""
    medium: str = ""
    stances: tuple[Stance, ...] = ()
    topics: tuple[str, ...] = ()
    to_me: bool = False  # said to "me": to whoever tells it

    @property
    def size(self) -> int:
        """Characters of content."""
        return sum(c.end - c.start for c in self.content)


def finish(draft: Draft, found: list[Found]) -> list[Statement]:
    """The document's statements with ids, nesting and chains, in order."""
    keyed = {statement_id(draft.document.id, f.source, f.cue, f.content): f for f in found}
    outer = {key: _outer(key, one, keyed) for key, one in keyed.items()}
    out = []
    for key, one in keyed.items():
        out.append(
            Statement(
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
                addressees=_spoken_to(one, outer[key], keyed),
                attribution=_chain(key, keyed, outer),
                nested_in=outer[key],
                occasion=one.occasion,
                medium=one.medium,
                stances=one.stances,
                topics=one.topics,
            )
        )
    return sorted(out, key=in_order)


def in_order(statement: Statement) -> tuple[Span, Span, str]:
    """The order of the text, to sort by."""
    return (statement.sentence, min((*statement.cue_spans, *statement.content_spans)), statement.id)


def link_of(speaker: Participant) -> Link:
    """A speaker as a link, for what is told inside his own words."""
    kind = LinkKind.ANONYMOUS if speaker.kind is ActorKind.UNKNOWN else LinkKind.SPEAKER
    return Link(speaker.name, kind, speaker.span, speaker.country, speaker.sector)


def _spoken_to(one: Found, around: str | None, keyed: dict[str, Found]) -> tuple[Participant, ...]:
    """Who is spoken to; "he told me" was said to whoever tells it."""
    if one.addressees or not one.to_me or around is None:
        return one.addressees
    return tuple(replace(p, role="addressee") for p in keyed[around].speakers)


def _chain(key: str, keyed: dict[str, Found], outer: dict[str, str | None]) -> tuple[Link, ...]:
    """The chain of the statement around it and its speakers, else the media of its own sentence."""
    one, around = keyed[key], outer[key]
    if around is None:
        return tuple(dict.fromkeys(one.media))
    own = {p.name for p in one.speakers}
    told_by = keyed[around].speakers
    links = [*_chain(around, keyed, outer)]
    if not own & {p.name for p in told_by}:  # of three who speak together none is a link to the others
        links += [link_of(p) for p in told_by]
    links += [m for m in one.media if m.span is not None and any(c.covers(m.span) for c in keyed[around].content)]
    names: dict[str, Link] = {}
    for link in links:
        if link.name not in own:
            names.setdefault(link.name, link)
    return tuple(names.values())


def _outer(key: str, one: Found, keyed: dict[str, Found]) -> str | None:
    """The smallest statement whose content covers this one's cue."""
    if not one.cue:
        return None
    around = [
        (f.size, k)
        for k, f in keyed.items()
        if k != key and f.size > one.size and any(c.covers(one.cue[0]) for c in f.content)
    ]
    return min(around)[1] if around else None
