"""Talks that by one report came to nothing, and by another to an agreement, an event of its own."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence

from communique.merge.disagreements import Said, built, subject_of
from communique.merge.facts import content_words
from communique.merge.papers import city_words, signing_words
from communique.model.ontology import EventType
from communique.model.records import Claim, Contradiction, ContradictionKind, Document, Event, Status

_BEFORE, _AFTER = 1, 2  # days from the talks in which what they agreed on is told
_WRITTEN = 4  # days between the two reports
_CROWDED = 6  # so many agreements of a few days are no one round's
_AROUND = 300  # characters after a sentence that still tell what it is on
_DONE = frozenset({Status.ACTUAL, Status.ONGOING})
_REACHED = re.compile(
    r"(?i)\b(?:agree\w*|reach\w*|settle\w*|struck|strikes?|conclu\w*|seal\w*|clinch\w*|finali[sz]\w*|came to)\b"
)
_AGAIN = re.compile(
    r"(?i)\bagree\w*\s+(?:only\s+)?(?:to|on|that)\s+(?:\w+\s+){0,3}?"
    r"(?:meet|continue|resume|hold|keep|talk|return|another|further (?:talks|meetings?|rounds?|contacts?))\b"
)
_TALKS = re.compile(
    r"(?i)\b(?:talks|meetings?|met|negotiat\w+|rounds?|summits?|sessions?|visit\w*|sat down|delegations?)\b"
)


def results(
    events: Sequence[Event],
    again: Collection[str],
    claims: Mapping[str, Claim],
    documents: Mapping[str, Document],
    days: Mapping[str, tuple[int, int]],
) -> tuple[Contradiction, ...]:
    """Contradictions between fruitless talks and agreements of those days, by id.

    Args:
        events: of one block, in order of their ids.
        again: at least one of the two is among these.
        claims: by id, at least the events' own.
        documents: by id, at least those of the claims.
        days: first and last day of each event, as ordinals.
    """
    fruitless = [e for e in events if e.event is EventType.CONSULT and any(f.name == "outcome" for f in e.fields)]
    if not fruitless:
        return ()
    agreed: defaultdict[int, list[Event]] = defaultdict(list)
    for event in events:
        first, last = days[event.id]
        if event.event is EventType.AGREE and event.status is Status.ACTUAL and last - first <= _WRITTEN:
            agreed[first].append(event)
    found: dict[str, Contradiction] = {}
    for talks in fruitless:
        first, last = days[talks.id]
        if last - first > _WRITTEN:
            continue
        near = [e for day in range(first - _BEFORE - _WRITTEN, last + _AFTER + 1) for e in agreed.get(day, ())]
        near = [e for e in near if days[e.id][1] >= first - _BEFORE]
        if len(near) <= _CROWDED and (talks.id in again or any(e.id in again for e in near)):
            found |= {x.id: x for x in _apart(talks, near, claims, documents)}
    return tuple(found[i] for i in sorted(found))


def _apart(
    talks: Event, near: Sequence[Event], claims: Mapping[str, Claim], documents: Mapping[str, Document]
) -> Iterator[Contradiction]:
    told = [claims[i] for i in talks.claims]
    reached = [c for e in near for c in (claims[i] for i in e.claims) if _is_reached(c, documents)]
    some = {c.document for c in reached} | {c.document for c in told if c.details.outcome == "agreed"}
    failed = [c for c in told if c.details.outcome == "no-result" and c.status in _DONE and c.document not in some]
    of_talks = {c.document for c in told}
    nothing = {c.document for c in told if c.details.outcome == "no-result"}
    fitting = [
        c for c in reached
        if c.document not in nothing and any(_one_round(f, c, documents, linked=c.document in of_talks) for f in failed)
    ]  # fmt: skip
    if failed and fitting:
        said = [*(Said("no-result", c) for c in failed), *(Said("agreed", c) for c in fitting)]
        yield built(
            talks.block, talks.id, subject_of(talks), field="outcome", kind=ContradictionKind.CONTRADICTION, said=said,
            beside=True, why="by one report it came to nothing, by another to an agreement",
        )  # fmt: skip


def _is_reached(claim: Claim, documents: Mapping[str, Document]) -> bool:
    """Something was agreed on, and not only that they meet again."""
    document = documents.get(claim.document)
    if document is None or claim.status is not Status.ACTUAL or claim.details.stage == "proposed":
        return False
    if _AGAIN.search(document.text[claim.predicate.start : claim.sentence.end]):
        return False
    return claim.form == "agreement" or _REACHED.search(claim.predicate.of(document.text)) is not None


def _one_round(failed: Claim, reached: Claim, documents: Mapping[str, Document], *, linked: bool) -> bool:
    """The reports are written within days, and both of these talks or of one matter of talks."""
    one, two = documents.get(failed.document), documents.get(reached.document)
    if one is None or two is None:
        return False
    if one.published and two.published and abs((one.published - two.published).days) > _WRITTEN:
        return False
    return (linked or bool(_TALKS.search(_around(reached, two)))) and of_one_matter(failed, reached, documents)


def of_one_matter(a: Claim, b: Claim, documents: Mapping[str, Document]) -> bool:
    """Two reports of talks have a word of a matter in common, in their headlines or near the talks."""
    one, two = documents.get(a.document), documents.get(b.document)
    if one is None or two is None:
        return False
    return not _words(a, one).isdisjoint(_words(b, two))


def _around(claim: Claim, document: Document) -> str:
    """Its sentence with what is told just before and after it."""
    return document.text[max(0, claim.sentence.start - _AROUND) : claim.sentence.end + _AROUND]


def _words(claim: Claim, document: Document) -> frozenset[str]:
    """The words of the matter: no names, no places, no words of any talks."""
    names = content_words(" ".join(t for p in claim.participants() for t in (p.name, p.text)))
    told = f"{document.title or ''} {_around(claim, document)}"
    return content_words(_TALKS.sub(" ", told)) - names - signing_words() - city_words()
