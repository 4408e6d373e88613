"""What `review` offers: things to decide, each with its reason, the sentences that show it, and the answers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from typing_extensions import TypedDict

from communique.model.records import Claim, Contradiction, Event
from communique.model.values import Span
from communique.views.chain import ClaimChain, claim_chain, marked
from communique.views.events import event_rows
from communique.views.reader import CandidateLike, Reader
from communique.views.rows import Library, contradiction_rows
from communique.views.shapes import ContradictionRow, EventRow

ASKED = {
    "pair": "Do these two tell of one happening?",
    "join": "Do these two tell of one happening, as the record has it?",
    "contradiction": "Do these reports contradict each other?",
    "claim": "Does the text say this?",
}
ANSWERS = {
    "pair": ("Yes, make them one event", "No, they are two happenings"),
    "join": ("Yes, they are one", "No, take them apart"),
    "contradiction": ("Yes, they do", "No, they do not"),
    "claim": ("Yes, it does", "No, it does not"),
}
"""What yes and no mean of each kind, for a button."""
KINDS = {
    "pair": "two events that may be one",
    "join": "one event that may be two",
    "contradiction": "reports that do not agree",
    "claim": "a claim that may be wrong",
}


class ReviewRow(TypedDict):
    """One thing to decide.

    ``kind``: pair, join, contradiction or claim; ``worth`` (0 to 1) ranks it and ``why`` says what for; ``subjects``:
    the ids that a judgement names; ``stand_in``: the event of each claim, empty where it is in none of ``events``;
    ``compared``: how the pair compares; ``yes`` and ``no``: verdict and ids of a judgement.
    """

    kind: str
    worth: float
    why: str
    question: str
    subjects: list[str]
    events: list[EventRow]
    contradiction: ContradictionRow | None
    claims: list[ClaimChain]
    stand_in: list[str]
    compared: str
    yes: list[str]
    no: list[str]


def review_rows(record: Reader, candidates: Sequence[CandidateLike]) -> list[ReviewRow]:
    """Rows of what there is to decide, in its order."""
    library = Library(record)
    wanted = sorted({id for one in candidates for id in one.claims})
    claims = {c.id: c for c in record.claims(ids=wanted)}
    return [_row(record, one, claims, library) for one in candidates]


def _row(record: Reader, one: CandidateLike, claims: Mapping[str, Claim], library: Library) -> ReviewRow:
    events = [e for id in one.events if isinstance(e := record.get(id), Event)]
    differ = [
        x for id in one.subjects if one.kind == "contradiction" and isinstance(x := record.get(id), Contradiction)
    ]
    told_in = {id: event.id for event in events for id in event.claims}
    field = differ[0].field if differ else ""
    # In the order of the events, so that the first claim is of the first.
    told = sorted(one.claims, key=lambda id: one.events.index(told_in[id]) if id in told_in else len(one.events))
    shown = [_chain(claims[id], field, library) for id in told if id in claims]
    yes, no = answers(one)
    return ReviewRow(
        kind=one.kind,
        worth=one.worth,
        why=one.why,
        question=ASKED[one.kind],
        subjects=list(one.subjects),
        events=event_rows(record, events),
        contradiction=contradiction_rows(record, differ)[0] if differ else None,
        claims=shown,
        stand_in=[told_in.get(c["id"], "") for c in shown],
        compared=one.explained,
        yes=yes,
        no=no,
    )


def _chain(claim: Claim, field: str, library: Library) -> ClaimChain:
    """The chain of a claim; where reports differ in a field, the words of that field are marked in the sentence."""
    chain = claim_chain(claim, library)
    spans = [] if not field else [s for s in _words_of(claim, field) if s is not None and claim.sentence.touches(s)]
    if spans:
        chain["sentence"] = marked(library[claim.document].text, claim.sentence, [claim.predicate, *spans])
    return chain


def _words_of(claim: Claim, field: str) -> list[Span | None]:
    if field.startswith("quantity: "):
        return [q.span for q in claim.quantities if q.unit and q.unit in field] or [q.span for q in claim.quantities]
    found = {"date": claim.date, "place": claim.place}.get(field)
    return [] if found is None else [found.span]


def answers(one: CandidateLike) -> tuple[list[str], list[str]]:
    """The judgements that yes and no stand for: a verdict, then the ids that it names."""
    if one.kind == "pair":
        return ["merge", *one.subjects], ["different", *one.subjects]
    if one.kind == "join":
        return ["same", *one.subjects], ["different", *one.subjects]
    return ["right", *one.subjects], ["wrong", *one.subjects]
