"""Papers that one report has signed, and another, written later, only initialled or not signed at all."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import lru_cache

from communique.merge.disagreements import Said, built, subject_of
from communique.merge.facts import STATED, content_words, known_days
from communique.merge.papers import signing_words
from communique.model.ontology import EventType
from communique.model.records import Claim, Contradiction, ContradictionKind, Document, Event, PartKind, Status

_WRITTEN = 10  # days after the signing in which somebody sets it right
_DAYS_OFF = 3  # what else the other report tells may have been before
_CROWDED = 30  # events of those days; more are about many papers
_AROUND = 200  # characters before and after, in which the paper is named
_BESIDE = 80  # characters before and after "signed"
_SMALL = re.compile(r"(?<![\w-])[a-z][\w-]*")
_LIKE = "sign(?:ed|ing|atures?)?"
_OFF = r"(?:put off|postponed|delayed|deferred|cancelled|canceled|called off|held up|shelved|fell through|put back)"
_SENTENCE = re.compile(r"[^.!?\n]+(?:[.!?](?!\s)[^.!?\n]*)*")
_INITIALLED = re.compile(r"(?i)\b(?:initialled|initialed|(?:put|placed|affixed|set) (?:\w+ )?initials)\b")
_UNSIGNED = re.compile(
    r"(?i)\b(?:not|never|(?:has|have|is) yet to|still to|remains to|waits to) (?:\w+ ){0,2}?(?:sign|signed)\b"
    rf"|n['’]t (?:\w+ ){{0,2}}?sign(?:ed)?\b|\bunsigned\b|\bwithout (?:being |a |any )?{_LIKE}\b"
    rf"|\b{_OFF} (?:the |its |their )?(?:\w+ )?{_LIKE}\b"
    rf"|\b(?:signing|signature)\b[^.;,]{{0,60}}\b(?:was|were|has been|is) (?:\w+ )?{_OFF}\b"
    r"|\bsignatures? (?:is|are|was|were|will|would|has|remains?|missing|pending|to come|to follow)\b"
    r"(?! (?:\w+ )?(?:affixed|put|given|placed))"
)
_SIGNED = re.compile(r"(?i)(?<!be )\b(?:signed|inked)\b")
# What was not signed before, or is not by somebody else.
_NOT_IT = re.compile(
    r"(?i)\b(?:last (?:year|month)|in (?:19|20)\d\d|until|before|if|unless|would not|will not|convention)\b"
)


def unsigned(
    events: Sequence[Event],
    again: Collection[str],
    claims: Mapping[str, Claim],
    documents: Mapping[str, Document],
    days: Mapping[str, tuple[int, int]],
) -> tuple[Contradiction, ...]:
    """Contradictions between reports of a signing and later ones that there was none, by id.

    Args:
        events: of one block, in order of their ids.
        again: the event of the signing, or one that the other report tells, is among these.
        claims: by id, at least the events' own.
        documents: by id, at least those of the claims.
        days: first and last day of each event, as ordinals.
    """
    signed = [e for e in events if e.event is EventType.AGREE and e.form == "agreement" and e.details.stage == "signed"]
    if not signed:
        return ()
    by_day: defaultdict[int, list[Event]] = defaultdict(list)
    for event in events:
        first, last = days[event.id]
        if last - first <= _WRITTEN:
            by_day[first].append(event)
    found: dict[str, Contradiction] = {}
    for event in signed:
        day = days[event.id][0]
        if event.status is not Status.ACTUAL or days[event.id][1] - day > _WRITTEN:
            continue
        near = [e for d in range(day - _DAYS_OFF, day + _WRITTEN + 1) for e in by_day.get(d, ())]
        if len(near) > _CROWDED or not (event.id in again or any(e.id in again for e in near)):
            continue
        tellers: defaultdict[str, list[Event]] = defaultdict(list)
        for other in near:
            for id in other.documents:
                tellers[id].append(other)
        for id in sorted(tellers):
            document = documents.get(id)
            if document is not None and document.published is not None:
                late = document.published.toordinal() - day
                if 0 <= late <= _WRITTEN:
                    found |= {x.id: x for x in _apart(event, id, day, tellers[id], claims, documents)}
    return tuple(found[i] for i in sorted(found))


def _apart(
    event: Event,
    id: str,
    day: int,
    told: Sequence[Event],
    claims: Mapping[str, Claim],
    documents: Mapping[str, Document],
) -> Iterator[Contradiction]:
    document = documents[id]
    lines = [(a, b) for a, b in _lines(document.text) if _telling(document.text[a:b])]
    if not lines:  # as in nearly all; no claim needs to be looked up
        return
    own = [claims[i] for e in told for i in e.claims if claims[i].document == id]
    earlier = [c.predicate.start for c in own if _is_earlier(c, day)]
    lines = [(a, b) for a, b in lines if not any(a <= at < b for at in earlier)]
    if not lines:
        return
    others = [c for c in own if not any(a <= c.predicate.start < b for a, b in lines)]
    if any(c.details.stage == "signed" and c.status is Status.ACTUAL for c in others):
        return  # it tells of one that was
    inside = [claims[i] for i in event.claims if claims[i].document == id]
    if any(c.status is Status.DENIED or c.details.stage == "initialled" for c in inside):
        return  # told of the event itself
    signers = [
        c for c in (claims[i] for i in event.claims)
        if c.document != id and c.details.stage == "signed" and (d := documents.get(c.document))
        and not any(_telling(d.text[a:b]) for a, b in _lines(d.text))
    ]  # fmt: skip
    late = document.published is not None and document.published.toordinal() > day
    fitting = [
        (a, b) for a, b in lines
        if (late or _INITIALLED.search(document.text[a:b])) and _one_matter(signers, document, a, b, documents)
    ]  # fmt: skip
    if not signers or not fitting or not own:
        return
    start, end = fitting[0]
    near = min(own, key=lambda c: (c.event is not EventType.AGREE, abs(c.predicate.start - start), c.id))
    value = "initialled" if any(_INITIALLED.search(document.text[a:b]) for a, b in fitting) else "not signed"
    said = [*(Said("signed", c) for c in signers), Said(value, near)]
    yield built(
        event.block, event.id, subject_of(event), field="stage", kind=ContradictionKind.CONTRADICTION, said=said,
        beside=True, why=f"by a later report it was {value}: {' '.join(document.text[start:end].split())}",
    )  # fmt: skip


def _is_earlier(claim: Claim, day: int) -> bool:
    """ "initialled in May", what was signed in June."""
    _, last = known_days(claim.date)
    return claim.date is not None and claim.date.basis in STATED and last is not None and last.toordinal() < day


@lru_cache(maxsize=1 << 8)
def _lines(text: str) -> tuple[tuple[int, int], ...]:
    """First and last offset of each sentence, roughly."""
    return tuple(m.span() for m in _SENTENCE.finditer(text))


def _telling(sentence: str) -> bool:
    """Nothing else in it says that somebody signed."""
    if _NOT_IT.search(sentence):
        return False
    if _UNSIGNED.search(sentence):
        return _SIGNED.search(_UNSIGNED.sub(" ", sentence)) is None
    return _INITIALLED.search(sentence) is not None and _SIGNED.search(sentence) is None


def _one_matter(
    signers: Sequence[Claim], document: Document, start: int, end: int, documents: Mapping[str, Document]
) -> bool:
    """A word of what was signed stands near the sentence."""
    title = next((p.span.of(document.text) for p in document.parts if p.kind is PartKind.TITLE), "")
    near = _matter(f"{title} {document.text[max(0, start - _AROUND) : end + _AROUND]}")
    for claim in signers:
        text, at = documents[claim.document].text, claim.predicate
        signed = text[max(claim.sentence.start, at.start - _BESIDE) : min(claim.sentence.end, at.end + _BESIDE)]
        if near & _matter(signed):
            return True
    return False


def _matter(text: str) -> frozenset[str]:
    """Words in small letters: no names, no places, no days."""
    return content_words(" ".join(_SMALL.findall(text))) - signing_words()
