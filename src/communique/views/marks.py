"""Overlapping spans of a text as segments that do not overlap: every character once, with all that covers it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from communique.model.records import READ_PARTS, Claim, Document, Mention, MentionKind, Statement
from communique.model.values import Span

CLAIM, STATEMENT, ACTOR, DATE, PLACE = "claim", "statement", "actor", "date", "place"
_MENTIONED = {MentionKind.ACTOR: ACTOR, MentionKind.DATE: DATE, MentionKind.PLACE: PLACE}


@dataclass(frozen=True, slots=True)
class Mark:
    """What is marked in a text: a claim or statement by its ``id``, or an actor, date or place without one."""

    kind: str
    spans: tuple[Span, ...]
    id: str = ""


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch in which the same marks hold, the innermost (of the shortest span) first.

    ``begins``: the ids whose first segment this is.
    """

    span: Span
    marks: tuple[Mark, ...]
    begins: tuple[str, ...] = ()

    def ids(self) -> tuple[str, ...]:
        """The ids of all that covers it, the innermost first."""
        return tuple(m.id for m in self.marks if m.id)

    def opens(self, kinds: Iterable[str] = (CLAIM, STATEMENT)) -> str:
        """The id of the innermost mark of these kinds; empty where there is none."""
        return next((m.id for m in self.marks if m.id and m.kind in kinds), "")


@dataclass(frozen=True, slots=True)
class Block:
    """A part of a document with the blank text up to the next: ``why`` tells of one that was not read."""

    part: str
    span: Span
    read: bool
    why: str
    segments: tuple[Segment, ...]


def segments(whole: Span, marks: Sequence[Mark], cuts: Iterable[int] = ()) -> list[Segment]:
    """Cut ``whole`` at every boundary of a span and at ``cuts``. Of equally short spans the earlier mark is inside.

    >>> found = segments(Span(0, 5), [Mark("claim", (Span(1, 4),), "c-1"), Mark("actor", (Span(3, 5),))])
    >>> [(tuple(s.span), [m.kind for m in s.marks]) for s in found]
    [((0, 1), []), ((1, 3), ['claim']), ((3, 4), ['actor', 'claim']), ((4, 5), ['actor'])]
    """
    opening: dict[int, list[tuple[int, int]]] = {}
    closing: dict[int, list[tuple[int, int]]] = {}
    for order, mark in enumerate(marks):
        for span in mark.spans:
            start, end = max(span.start, whole.start), min(span.end, whole.end)
            if start < end:
                rank = (span.end - span.start, order)
                opening.setdefault(start, []).append(rank)
                closing.setdefault(end, []).append(rank)
    inner = {cut for cut in cuts if whole.start < cut < whole.end}
    bounds = sorted({whole.start, whole.end, *inner, *opening, *closing})
    found: list[Segment] = []
    seen: set[str] = set()
    active: list[tuple[int, int]] = []
    for start, end in pairwise(bounds):
        for rank in closing.get(start, ()):
            active.remove(rank)
        active.extend(opening.get(start, ()))
        covering = tuple(marks[order] for order in dict.fromkeys(order for _, order in sorted(active)))
        begins = tuple(dict.fromkeys(m.id for m in covering if m.id and m.id not in seen))
        seen.update(begins)
        found.append(Segment(Span(start, end), covering, begins))
    return found


def marks_of(claims: Iterable[Claim], statements: Iterable[Statement], mentions: Iterable[Mention] = ()) -> list[Mark]:
    """All that is marked in one document: a claim at its spans, a statement at its own, actors, dates and places."""
    found: list[Mark] = []
    named: dict[str, set[Span]] = {ACTOR: set(), DATE: set(), PLACE: set()}
    for claim in claims:
        found.append(Mark(CLAIM, claim.spans, claim.id))
        named[ACTOR].update(p.span for p in claim.participants())
        if claim.date is not None and claim.date.span is not None:
            named[DATE].add(claim.date.span)
        if claim.place is not None and claim.place.span is not None:
            named[PLACE].add(claim.place.span)
    for statement in statements:
        found.append(Mark(STATEMENT, statement.spans(), statement.id))
        named[ACTOR].update(p.span for p in (*statement.speakers, *statement.addressees))
    for mention in mentions:
        if mention.kind in _MENTIONED:
            named[_MENTIONED[mention.kind]].add(mention.span)
    # What no claim takes for a date may lie in a name: each kind by itself, one mark for all of its spans.
    found += [Mark(kind, tuple(sorted(s for s in spans if s.end > s.start))) for kind, spans in named.items()]
    return found


def blocks(document: Document, marks: Sequence[Mark]) -> list[Block]:
    """The whole text as its parts, each with its segments; blank text goes with the part before it."""
    length = len(document.text)
    starts = [0, *(p.span.start for p in document.parts[1:])]
    edges = [*starts, length]
    cuts = {edge for r in document.reuses for edge in r.span} | {edge for p in document.parts for edge in p.span}
    cut = segments(Span(0, length), marks, cuts | set(starts))
    if not document.parts:
        return [Block("body", Span(0, length), True, "", tuple(cut))] if cut else []
    found: list[Block] = []
    at = 0
    for part, end in zip(document.parts, edges[1:], strict=True):
        first = at
        while at < len(cut) and cut[at].span.start < end:
            at += 1
        own = tuple(cut[first:at])
        if own:
            whole = Span(own[0].span.start, own[-1].span.end)
            found.append(Block(part.kind.value, whole, part.kind in READ_PARTS, part.why, own))
    return found
