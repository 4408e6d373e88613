"""Counts that stand in another sentence than the act that they belong to.

"Shells hit a resort. Nine people were killed and 23 wounded", "The resolution passed with 141 in favour", "The premier
arrived on Tuesday. With him are 33 people": the act is told once more, in the words that count.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from communique.annotate.attribution.participants import participant
from communique.annotate.counted_people import counted_people
from communique.annotate.delegations import company
from communique.annotate.entities import RefKind
from communique.annotate.lexicon import word_classes
from communique.annotate.quantities import CURRENCIES, casualties, counted
from communique.annotate.stage import Draft, Paragraph
from communique.annotate.story import Story
from communique.annotate.tallies import tally
from communique.model.ids import claim_id
from communique.model.ontology import EventType
from communique.model.records import Claim, Details, Status
from communique.model.values import ActorKind, PartialDate, Participant, Quantity, Span

if TYPE_CHECKING:
    from spacy.tokens import Span as Tokens

_REACH = 2  # sentences from the act to its count
_SCORE = 0.65
_DONE = frozenset({Status.ACTUAL, Status.ONGOING})
# Other dead than those of the act told of: earlier ones, those of a year, those who did it.
_OTHERS = re.compile(
    r"(?i)\b(?:similar|previous\w*|earlier|since|so far|last (?:year|month|week)|this year|brings?|bringing|in all|"
    r"overall|attackers?|assailants?|gunmen|insurgents?|militants?|rebels?|would|could|may|might)\b"
)
# A vote still to come, one that others had cast before, or one on a part of the text.
_UNDONE = re.compile(
    r"(?i)\b(?:amendments?|procedural|will|would|could|may|might|expected|needs?|needed|require[sd]?|"
    r"majority of|last year)\b"
)
_OF_VOTES = frozenset(
    "vote favour favor abstention abstain country state nation member delegation ballot tally majority text draft "
    "total number only measure document proposal session evening plenary voting".split()
)
_SUBJECTS = frozenset({"nsubj", "nsubjpass"})


@dataclass(frozen=True, slots=True)
class _Told:
    """One sentence with the claims that stand in it."""

    paragraph: Paragraph
    tokens: Tokens
    span: Span
    claims: tuple[Claim, ...]


class Recounts:
    """The stage: adds to ``draft.claims`` what is told by a count alone."""

    name = "recounts"
    needs = frozenset({"paragraphs", "references", "times", "statements", "anchor", "claims", "coded"})
    gives = frozenset({"recounted"})

    def __call__(self, draft: Draft) -> None:
        """First what a sentence tells by its own count, then what it counts of another's."""
        made = [*counted_people(draft, draft.claims)]
        claims = Story(draft).complete([*draft.claims, *made]) if made else draft.claims
        draft.claims = with_recounts(draft, claims)


def with_recounts(draft: Draft, claims: Sequence[Claim]) -> list[Claim]:
    """The claims, and those of sentences that only count what another tells."""
    told = []
    for paragraph in draft.paragraphs:
        for tokens in paragraph.sentences():
            span = paragraph.span(tokens.start_char, tokens.end_char)
            told.append(_Told(paragraph, tokens, span, tuple(c for c in claims if c.sentence == span)))
    out = {c.id: c for c in (_filled(told, c) for c in claims)}
    for number in range(len(told)):
        for claim in (*_dead(draft, told, number), *_company(draft, told, number), *_vote(draft, told, number)):
            out[claim.id] = claim
    return sorted(out.values(), key=lambda c: (c.predicate, c.id))


_LENT = frozenset({"loan", "credit", "grant", "financing", "facility"})
_GIVEN = frozenset({EventType.AID, EventType.AGREE})
_MOVED = frozenset({EventType.MOBILIZE, EventType.RETREAT, EventType.SANCTION})


def _filled(told: Sequence[_Told], claim: Claim) -> Claim:
    """The claim with what its verb's subject or object counts, where no count was read: "three planes landed"."""
    agreed = claim.event is EventType.AGREE and claim.form == "agreement"
    if claim.quantities or claim.event not in _MOVED | _GIVEN or (claim.form is not None and not agreed):
        return claim
    here = next((t for t in told if t.span == claim.sentence), None)
    if here is None:
        return claim
    if agreed:  # "an agreement on a loan of 450 million dollars"
        lent = [t for t in here.tokens if t.lemma_.lower() in _LENT]
        return replace(claim, quantities=tuple(q for q in counted(here.paragraph, lent) if q.unit in CURRENCIES))
    start = claim.predicate.start - here.paragraph.offset
    verb = next((t for t in here.tokens if t.idx == start and t.pos_ == "VERB"), None)
    nouns = [c for c in verb.children if c.dep_ in {"nsubj", "nsubjpass", "dobj"}] if verb is not None else []
    if verb is not None and claim.event in _GIVEN:  # "provide them with $25 million"
        nouns += [g for c in verb.children if c.lower_ == "with" for g in c.children if g.dep_ == "pobj"]
    return replace(claim, quantities=counted(here.paragraph, nouns))


def _dead(draft: Draft, told: Sequence[_Told], number: int) -> Iterator[Claim]:
    """The attack of a sentence near by, with its dead and wounded; nothing where the sentence tells of an attack."""
    here = told[number]
    if any(c.event is EventType.ASSAULT for c in here.claims) or _OTHERS.search(here.tokens.text):
        return
    counts = casualties(here.paragraph, here.tokens.root)
    if not counts:
        return
    attack = _near(told, number, lambda c: c.event is EventType.ASSAULT and bool(c.sources and c.targets))
    if attack is not None and _of_its_people(draft, here, attack) and _of_its_day(draft, here, attack):
        yield _again(draft, attack, counts, here.span)


def _near(told: Sequence[_Told], number: int, fits) -> Claim | None:  # type: ignore[no-untyped-def]
    """The last such claim of the sentences before, else the first of the next one."""
    before = [c for t in told[max(0, number - _REACH) : number] for c in t.claims]
    after = [c for t in told[number + 1 : number + 2] for c in t.claims]
    return next((c for c in (*reversed(before), *after) if c.status in _DONE and fits(c)), None)


def _of_its_people(draft: Draft, here: _Told, attack: Claim) -> bool:
    """Nobody is named of another state than the one that was hit."""
    hit = {p.country for p in attack.targets}
    named = {
        e.country
        for r in draft.references
        if r.tokens[0] == here.paragraph.index and here.tokens.start <= r.head < here.tokens.end
        and r.kind in {RefKind.STATE, RefKind.ADJECTIVE, RefKind.ROLE} and r.dep not in _SUBJECTS
        for e in r.entities if e.country
    }  # fmt: skip
    return named <= hit


def _of_its_day(draft: Draft, here: _Told, act: Claim) -> bool:
    """No other day is told than that of the act."""
    day = act.date
    days = [t.past for t in draft.times if here.span.covers(t.span) and t.past is not None]
    if day is None or day.start is None or day.end is None:
        return True
    return all(first <= day.end and day.start <= last for first, last in days)


def _company(draft: Draft, told: Sequence[_Told], number: int) -> Iterator[Claim]:
    """The visit of this sentence or of one before it, with how many came."""
    here = told[number]
    counts = company(here.tokens.text, lambda a, b: here.paragraph.span(here.tokens.start_char + a,
                                                                     here.tokens.start_char + b))  # fmt: skip
    if not counts:
        return
    own = [c for c in here.claims if _is_visit(c)]
    if own:
        if not any(q.unit == "delegate" for c in own for q in c.quantities):
            yield replace(own[0], quantities=(*own[0].quantities, *counts))
        return
    visit = _near(told, number, _is_visit)
    if visit is not None:
        yield _again(draft, visit, counts, here.span)


def _is_visit(claim: Claim) -> bool:
    return claim.form == "visit" and claim.status in _DONE and bool(claim.sources)


def _vote(draft: Draft, told: Sequence[_Told], number: int) -> Iterator[Claim]:
    """How a body voted, where its sentence counts those in favour: by the body named there, or shortly before.

    What was voted on are the nouns of the sentence, or of those around it where it has none of its own.
    """
    here = told[number]
    at = here.tokens.start_char
    counts = tally(here.tokens.text, lambda a, b: here.paragraph.span(at + a, at + b))
    if counts[:1] == () or counts[0].unit != "vote" or any(q.unit == "vote" for c in here.claims for q in c.quantities):
        return
    if _UNDONE.search(here.tokens.text):
        return
    around = [here, *reversed(told[max(0, number - _REACH) : number]), *told[number + 1 : number + 2]]
    body = next((p for t in around if (p := _body(draft, t, word_classes()["houses"])) is not None), None)
    if body is None and word_classes()["houses"] & {t.lemma_.lower() for t in here.tokens}:
        # "in the Permanent Council": of the organisation that the text tells of
        body = next((p for t in around if (p := _body(draft, t, None)) is not None), None)
    if body is None:
        return
    matter = next((m for t in around if (m := _matter(t, body))), None)
    near = [c for t in around for c in t.claims if c.status in _DONE and c.event is not EventType.CONSULT]
    lead = next((c for c in near if any(p.name == body.name for p in c.sources)), None)
    concerned = next((s for t in around if (s := _states(draft, t))), ())
    blank = Claim(
        id="", document=draft.document.id, event=None, predicate=here.span, spans=(), sentence=here.span,
        sources=(body,), targets=lead.targets if lead else concerned, status=Status.ACTUAL, score=_SCORE, form="vote",
        contexts=("diplomatic",), details=Details(choice="for", resolution=matter),
        date=_day(draft, around, lead), reasons=("vote: counted",),
    )  # fmt: skip
    yield _again(draft, blank, counts, here.span)


def _body(draft: Draft, told: _Told, houses: frozenset[str] | None) -> Participant | None:
    """A body that decides by vote, by its name; any organisation of states where no words for houses are given."""
    for row in draft.references:
        at = row.tokens[0] == told.paragraph.index and told.tokens.start <= row.head < told.tokens.end
        if at and row.kind is RefKind.ORGANISATION and row.entities:
            words = {w.lower() for w in row.text.split()}
            if words & houses if houses is not None else row.entities[0].sector == "IGO":
                return participant("source", row, row.entities[0])
    return None


def _states(draft: Draft, told: _Told) -> tuple[Participant, ...]:
    found: dict[str, Participant] = {}
    for row in draft.references:
        at = row.tokens[0] == told.paragraph.index and told.tokens.start <= row.head < told.tokens.end
        if at and row.kind in {RefKind.STATE, RefKind.PLACE, RefKind.ADJECTIVE}:
            for entity in row.entities:
                if entity.kind is ActorKind.STATE and entity.country:
                    found.setdefault(entity.country, participant("target", row, entity))
    return tuple(found.values())[:1]


def _matter(told: _Told, body: Participant) -> str | None:
    """The nouns of the sentence that are not of the body or of the vote."""
    own = {w.lower() for w in f"{body.text} {body.name}".split()}
    plain = _OF_VOTES | word_classes()["bills"] | word_classes()["houses"]
    words = [
        t.text for t in told.tokens
        if t.pos_ in {"NOUN", "PROPN"} and t.ent_type_ != "DATE"
        and t.lower_ not in own and t.lemma_.lower() not in plain
    ]  # fmt: skip
    return " ".join(words) or None


def _day(draft: Draft, around: Sequence[_Told], lead: Claim | None) -> PartialDate | None:
    """The first day told in the sentence or in those around it; else that of what the body did."""
    days = [t for here in around for t in draft.times if here.span.covers(t.span) and t.past and not t.since]
    single = next((t for t in days if t.past and t.past[0] == t.past[1]), None)
    return single.resolve(ahead=False) if single is not None else lead.date if lead is not None else None


def _again(draft: Draft, claim: Claim, counts: tuple[Quantity, ...], sentence: Span) -> Claim:
    """The claim, told by the words that count."""
    predicate = counts[0].span or sentence
    words = predicate.of(draft.document.text)
    sources, targets = (
        tuple(replace(p, span=predicate, text=words) for p in rows) for rows in (claim.sources, claim.targets)
    )
    around = [s for s in draft.statements if any(c.covers(predicate) for c in s.content_spans)]
    statement = min(around, key=lambda s: sum(c.end - c.start for c in s.content_spans), default=None)
    return replace(
        claim,
        id=claim_id(draft.document.id, f"{claim.event}{claim.form or ''} counted", predicate, [], []),
        predicate=predicate,
        spans=(predicate,),
        sentence=sentence,
        sources=sources,
        targets=targets,
        quantities=counts,
        statement=statement.id if statement else None,
        attribution=statement.attribution if statement else (),
        matter=None,
        score=min(claim.score, _SCORE),
        reasons=("counted apart", *claim.reasons),
    )
