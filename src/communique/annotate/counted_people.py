"""People of one state of whom a sentence counts how many another state freed, sent away or harmed.

"Ninety-five Indians held in Pakistani jails came home", "Seven Ecuadorean envoys must quit Mexico", "Eleven Chadian
soldiers lost their lives in an attack by Sudanese gunmen": whose they are stands with the number, whose deed it was
with the jail, the door or the gun. Read only where no other words tell such a deed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from communique.annotate.attribution.participants import participant
from communique.annotate.entities import Entity, Reference, RefKind
from communique.annotate.lexicon import word_classes
from communique.annotate.quantities import casualties, counted
from communique.annotate.stage import Draft, Paragraph
from communique.annotate.when import own_time
from communique.model.ids import claim_id
from communique.model.ontology import EventType
from communique.model.records import Claim, Status
from communique.model.values import Quantity

if TYPE_CHECKING:
    from spacy.tokens import Span as Tokens
    from spacy.tokens import Token

_SCORE = 0.6
# Counts of a longer time, or of another one.
_IN_ALL = re.compile(
    r"(?i)\b(?:since|so far|to date|in all|in total|altogether|overall|this year|last (?:year|month|week)|previous\w*|"
    r"earlier|similar|another|more)\b"
)
_NOT_DONE = re.compile(
    r"(?i)\b(?:will|would|could|may|might|if|should|not|never|no|denied|plans?|planned|expected to|threatened|"
    r"demand\w*|urged?|called? (?:for|on)|ask(?:s|ed)|hopes?)\b"
)


@dataclass(frozen=True, slots=True)
class _Deed:
    """How a kind of deed is told: its words, and what stands beside the name of the state that did it."""

    event: EventType
    mode: str | None
    contexts: tuple[str, ...]
    words: re.Pattern[str]
    before: re.Pattern[str]
    after: re.Pattern[str]
    comes: frozenset[str] = frozenset()  # who comes, of his own state's will: that state does it, to the other


_DEEDS: tuple[_Deed, ...] = (
    _Deed(
        EventType.RETREAT, "release", ("legal",),
        re.compile(
            r"(?i)\b(?:freed|released|repatriated|deported|returned|set free|let go|handed (?:over|back)|"
            r"sent (?:home|back)|brought (?:home|back)|(?:came|come|flew|walked|crossed) (?:home|back))\b"
        ),
        re.compile(r"(?i)\b(?:by|from|in|left|of)\s+(?:the\s+)?$"),
        re.compile(r"(?i)^(?:\s+[\w-]+){0,1}\s+(?:jails?|prisons?|custody|captivity|detention|cells?|authorities)\b"),
    ),
    _Deed(
        EventType.SANCTION, "expel", ("diplomatic",),
        re.compile(
            r"(?i)(?:\b(?:must|have to|has to|told to|ordered to|given [\w -]{2,12} to|had to|obliged to)\s+"
            r"(?:leave|quit|go home|depart)\b|"
            r"\bhours? to (?:leave|quit|pack)\b|\b(?:declared|named|made)\b[^.;]{0,40}\b(?:non grata|unwelcome)\b|"
            r"\b(?:expelled|kicked out|thrown out|ordered out|sent packing)\b)"
        ),
        re.compile(r"(?i)\b(?:by|from|leave|quit|depart|of)\s+(?:the\s+)?$"),
        re.compile(r"(?i)^\s+(?:government|authorities|foreign ministry|ministry)\b"),
    ),
    _Deed(
        EventType.ASSAULT, None, ("military",),
        re.compile(
            r"(?i)\b(?:attack\w*|clash\w*|fighting|shelling|shelled|shells?|gunmen|gunfire|opened fire|strikes?|struck|"
            r"airstrikes?|raids?|raided|ambush\w*|rockets?|missiles?|drones?|bombard\w*|water cannon|rammed|battle|"
            r"fired?|shot|skirmish\w*)\b"
        ),
        re.compile(
            r"(?i)\b(?:(?:attack|fire|strike|raid|ambush|shelling)\s+(?:by|from)|"
            r"(?:fighting|clash\w*|battle|skirmish\w*)\s+(?:with|against|between(?:\s+[\w-]+\s+and)?))"
            r"\s+(?:suspected\s+)?(?:the\s+)?$"
        ),
        re.compile(
            r"(?i)^(?:['’]s)?(?:\s+[\w-]+){0,2}?\s+(?:soldiers?|troops?|army|forces?|gunmen|gunfire|fighters?|"
            r"coast ?guards?|navy|jets?|warplanes?|planes?|drones?|missiles?|rockets?|shells?|shelling|artillery|"
            r"strikes?|airstrikes?|raids?|attacks?|police|border guards?|ships?|vessels?|patrols?|"
            r"fire|mortars?|military|bombardment)\b"
        ),
    ),
)  # fmt: skip
_COMING = re.compile(
    r"(?i)\b(?:arrived|landed|touched down|disembarked|(?:flew|sailed|crossed|moved) (?:in|into|to)|reached|"
    r"set off|left for|(?:was|were) (?:deployed|sent|flown|dispatched))\b"
)
_THERE = re.compile(r"(?i)\b(?:in|at|to|into|for|reached|near)\s+(?:[\w'’-]+\s+){0,3}?(?:(?:in|of)\s+)?$")
_NO_WORDS = re.compile(r"(?!)")
_DEEDS += (
    _Deed(EventType.MOBILIZE, "troops", ("military",), _COMING, _THERE, _NO_WORDS, word_classes()["troops"]),
    _Deed(
        EventType.AID, None, (), _COMING, _THERE, _NO_WORDS,
        frozenset("plane flight aircraft ship vessel truck lorry rescuer doctor medic nurse firefighter".split()),
    ),
)  # fmt: skip
_FIGHT = re.compile(r"(?i)(?:clash|fighting|battle|skirmish)")  # of two, whichever is named first
_WHOSE = re.compile(r"^(?:\s+(?:of|from)\s+(?:the\s+)?)?$")
_NAMES = frozenset({RefKind.STATE, RefKind.PLACE, RefKind.ADJECTIVE, RefKind.ROLE, RefKind.ORGANISATION})


def counted_people(draft: Draft, claims: Sequence[Claim]) -> Iterator[Claim]:
    """The deeds of sentences that tell them by their count of people, in order."""
    for paragraph in draft.paragraphs:
        for tokens in paragraph.sentences():
            span = paragraph.span(tokens.start_char, tokens.end_char)
            told = {
                c.event for c in claims
                if c.sentence == span and c.sources and c.targets and c.status is not Status.HYPOTHETICAL
            }  # fmt: skip
            for deed in _DEEDS:
                word = deed.words.search(tokens.text) if deed.event not in told else None
                if word is None or _NOT_DONE.search(tokens.text[: word.start()]) or _IN_ALL.search(tokens.text):
                    continue
                made = _claim(draft, paragraph, tokens, deed, word)
                if made is not None:
                    yield made
                    break


def _claim(draft: Draft, paragraph: Paragraph, tokens: Tokens, deed: _Deed, word: re.Match[str]) -> Claim | None:
    counts = _counts(paragraph, tokens, deed)
    names = [r for r in draft.references if r.tokens[0] == paragraph.index and r.kind in _NAMES
             and tokens.start <= r.head < tokens.end and _state(r) is not None]  # fmt: skip
    theirs = next((r for q in counts for r in names if _is_whose(draft, q, r)), None)
    if theirs is None:
        return None
    text, end = draft.document.text, paragraph.offset + tokens.end_char
    others = [r for r in names if _state(r) != _state(theirs)]
    doers = [
        r for r in others
        if deed.after.search(text[r.span.end : min(end, r.span.end + 60)])
        or deed.before.search(text[max(paragraph.offset + tokens.start_char, r.span.start - 40) : r.span.start])
    ]  # fmt: skip
    if len({_state(r) for r in doers}) != 1:
        return None
    predicate = paragraph.span(tokens.start_char + word.start(), tokens.start_char + word.end())
    token = _token(tokens, word)
    sides = []
    first, second = (theirs, doers[0]) if deed.comes else (doers[0], theirs)
    for role, reference in (("source", first), ("target", second)):
        sides.append((participant(role, reference, _entity(draft, reference)),))
    start, last = paragraph.offset, paragraph.offset + len(paragraph.doc.text)
    times = [t for t in draft.times if start <= t.span.start < last]
    written = draft.anchor.end if draft.anchor is not None else None
    mention = own_time(paragraph, times, (token,), written)
    spans = {predicate, sides[0][0].span, sides[1][0].span}
    around = [s for s in draft.statements if any(c.covers(predicate) for c in s.content_spans)]
    statement = min(around, key=lambda s: sum(c.end - c.start for c in s.content_spans), default=None)
    return Claim(
        id=claim_id(
            draft.document.id, f"{deed.event} counted", predicate, [sides[0][0].span], [sides[1][0].span]
        ),
        document=draft.document.id,
        event=deed.event,
        predicate=predicate,
        spans=tuple(sorted(spans)),
        sentence=paragraph.span(tokens.start_char, tokens.end_char),
        sources=sides[0],
        targets=sides[1],
        status=Status.ACTUAL,
        score=_SCORE,
        mode=deed.mode,
        contexts=deed.contexts,
        date=mention.resolve(ahead=False) if mention is not None and not mention.since else None,
        quantities=counts,
        attribution=statement.attribution if statement else (),
        statement=statement.id if statement else None,
        reasons=("counted people", "noun clash") if _FIGHT.match(word.group()) else ("counted people",),
    )  # fmt: skip


def _counts(paragraph: Paragraph, tokens: Tokens, deed: _Deed) -> tuple[Quantity, ...]:
    if deed.event is EventType.ASSAULT:
        return casualties(paragraph, tokens.root)
    heads = [t for t in tokens if t.pos_ in {"NOUN", "PROPN", "ADJ"} and any(c.pos_ == "NUM" for c in t.children)]
    if deed.comes:
        heads = [t for t in heads if t.lemma_.lower() in deed.comes]
    return next((found for head in heads if (found := counted(paragraph, [head]))), ())


def _is_whose(draft: Draft, count: Quantity, name: Reference) -> bool:
    """ "98 Afghans", "24 Colombian prisoners", "six members of the Guyana Defence Force", "nine nationals of Mali"."""
    if count.span is None:
        return False
    if count.span.touches(name.span):
        return True
    between = draft.document.text[count.span.end : name.span.start]
    return count.span.end <= name.span.start and _WHOSE.match(between) is not None


def _state(reference: Reference) -> str | None:
    return reference.country or next((e.country for e in reference.entities if e.country), None)


def _entity(draft: Draft, reference: Reference) -> Entity:
    from communique.knowledge.states import display_name
    from communique.model.values import ActorKind

    code = _state(reference) or ""
    known = (e for r in draft.references for e in r.entities if e.kind is ActorKind.STATE and e.country == code)
    return next(known, None) or Entity(ActorKind.STATE, display_name(code), 10_000, country=code, sector="GOV")


def _token(tokens: Tokens, word: re.Match[str]) -> Token:
    """The verb of the words that tell the deed."""
    first, last = tokens.start_char + word.start(), tokens.start_char + word.end()
    inside = [t for t in tokens if first <= t.idx < last]
    return next((t for t in inside if t.pos_ == "VERB"), inside[0] if inside else tokens.root)
