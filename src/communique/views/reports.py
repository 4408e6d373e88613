"""What the pages of single things show beside their chain: who says each value, the tree of origins, words by role."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from typing_extensions import TypedDict

from communique.model.records import Claim, Document, Statement
from communique.model.values import Participant, Span, hull
from communique.views.chain import ClaimChain, DocumentRef, EventChain, FieldSupport
from communique.views.comparison import Comparison, ReportRow
from communique.views.dates import iso
from communique.views.marks import ACTOR, Mark, Segment, segments
from communique.views.origins import OriginRow, StepRow, branches
from communique.views.rows import actor_ref, quantity_text
from communique.views.shapes import ActorRef, StatementRow
from communique.views.words import folded

CUE, WORDS = "cue", "words"
"""Kinds of marks in the sentence of a statement, beside its speaker."""

EVIDENCE, VALUE = "evidence", "value"
"""Kinds of marks in the sentence of a claim that speaks for one side."""


class SayerRow(TypedDict):
    """One report that says a value: its claims with their numbers on the page."""

    document: str
    source: str
    claims: list[tuple[int, str]]


class SaidValue(TypedDict):
    """One value of a field and who says so; ``judged``: "right" or "wrong" where people said so."""

    value: str
    judged: str
    says: list[SayerRow]


class SaidField(TypedDict):
    """One field of an event, the best supported value first; ``differ`` as `ComparedField` has it."""

    field: str
    differ: str
    values: list[SaidValue]


class ReportClaims(TypedDict):
    """The claims of one report, each with its number among those of the event."""

    document: DocumentRef
    claims: list[tuple[int, ClaimChain]]


class Node(TypedDict):
    """A step of the way of a report, and who has it from its taker."""

    step: StepRow
    under: list[Node]


class Tree(TypedDict):
    """An independent root and the reports that lead back to it."""

    name: str
    why: str
    documents: list[str]
    under: list[Node]


class LeftOut(TypedDict):
    """A report and the fields and parts of a visit that others tell and it does not."""

    report: ReportRow
    fields: list[str]
    parts: list[str]


class WordsRow(TypedDict):
    """The words that fill one role of a claim, and what they were taken for. ``start`` is an offset into the text."""

    role: str
    words: str
    start: int | None
    ref: ActorRef | None
    taken: str


class FoundRow(TypedDict):
    """A claim or statement in the order of the text: exactly one of ``claim`` and ``statement`` is there."""

    id: str
    start: int
    claim: ClaimChain | None
    statement: StatementRow | None


def said_fields(chain: EventChain, compared: Comparison) -> list[SaidField]:
    """The fields of an event with who says each value."""
    told = {claim["id"]: (number, claim) for number, claim in enumerate(chain["claims"], 1)}
    differ = {field["field"]: field["differ"] for field in compared["fields"]}
    return [_said_field(field, told, differ.get(field["field"], "")) for field in chain["fields"]]


def _said_field(field: FieldSupport, told: Mapping[str, tuple[int, ClaimChain]], differ: str) -> SaidField:
    return SaidField(
        field=field["field"],
        differ=differ,
        values=[
            SaidValue(value=v["value"], judged=v["judged"], says=_sayers(v["supports"], told)) for v in field["values"]
        ],
    )


def _sayers(ids: Sequence[str], told: Mapping[str, tuple[int, ClaimChain]]) -> list[SayerRow]:
    found: dict[str, SayerRow] = {}
    for number, claim in sorted((told[id] for id in ids if id in told), key=lambda pair: pair[0]):
        document = claim["document"]
        row = found.setdefault(document["id"], SayerRow(document=document["id"], source=document["source"], claims=[]))
        row["claims"].append((number, claim["id"]))
    return list(found.values())


def by_report(claims: Sequence[ClaimChain]) -> list[ReportClaims]:
    """Claims under the reports that they stand in, in their order."""
    found: dict[str, ReportClaims] = {}
    for number, claim in enumerate(claims, 1):
        document = claim["document"]
        found.setdefault(document["id"], ReportClaims(document=document, claims=[]))["claims"].append((number, claim))
    return list(found.values())


def tree(origin: OriginRow) -> Tree:
    """The way of the reports from one root down."""
    top: list[Node] = []
    under = [top]
    for branch in branches(origin):
        del under[branch["depth"] + 1 :]
        node = Node(step=branch["step"], under=[])
        under[-1].append(node)
        under.append(node["under"])
    return Tree(name=origin["name"], why=origin["why"], documents=origin["documents"], under=top)


def left_out(compared: Comparison) -> list[LeftOut]:
    """What each report leaves out of what the others tell; reports that leave nothing out are not among them."""
    found = []
    for at, report in enumerate(compared["reports"]):
        fields = [f["field"] for f in compared["fields"] if not f["values"][at] and any(f["values"])]
        parts = [p["event"]["id"] for p in compared["parts"] if not p["told"][at] and any(p["told"])]
        if fields or parts:
            found.append(LeftOut(report=report, fields=fields, parts=parts))
    return found


def claim_words(claim: Claim, document: Document, when: str) -> list[WordsRow]:
    """The words of a claim by role, in the order in which one checks them.

    Args:
        claim: whose words.
        document: the one that it stands in.
        when: its date in words.
    """
    text = document.text
    rows = [_participant("who", p, text) for p in claim.sources]
    rows.append(_words("what", claim.predicate, text, ""))
    rows += [_participant("whom", p, text) for p in claim.targets]
    if claim.matter is not None:
        rows.append(_words("about", claim.matter, text, ""))
    if claim.date is not None:
        rows.append(_words("when", claim.date.span, text, when))
    if claim.place is not None:
        rows.append(_words("where", claim.place.span, text, claim.place.name))
    rows += [_words("how many", q.span, text, quantity_text(q)) for q in claim.quantities]
    return rows


def _participant(role: str, participant: Participant, text: str) -> WordsRow:
    row = _words(role, participant.span, text, participant.office or "")
    row["ref"] = actor_ref(participant)
    return row


def _words(role: str, span: Span | None, text: str, taken: str) -> WordsRow:
    found = span is not None and span.end > span.start
    return WordsRow(
        role=role,
        words=folded(span.of(text)) if found and span else "",
        start=span.start if found and span else None,
        ref=None,
        taken=taken,
    )


def statement_marks(statement: Statement) -> list[Mark]:
    """Who speaks, the words that say so, and what is said, each at its spans."""
    return [
        Mark(ACTOR, statement.source_spans),
        Mark(CUE, statement.cue_spans),
        Mark(WORDS, statement.content_spans),
    ]


def value_segments(claim: Claim, value: str, text: str) -> list[Segment]:
    """The sentence of a claim with what decided it, and the words of ``value`` (one side of a contradiction) in it."""
    told: list[Span | None] = [q.span for q in claim.quantities if f"{q.value:g}" in value.split()]
    if claim.date is not None and iso(claim.date.start) in re.split(r"\.\.|/", value):
        told.append(claim.date.span)
    if claim.place is not None and claim.place.name == value:
        told.append(claim.place.span)
    told += [p.span for p in claim.participants() if value in (p.name, p.text)]
    for year in set(re.findall(r"\b\d{4}\b", value)):
        told += [
            Span(*m.span()).moved(claim.sentence.start) for m in re.finditer(rf"\b{year}\b", claim.sentence.of(text))
        ]
    near = [s for s in told if s is not None and s.end > s.start and s.touches(claim.sentence)]
    evidence = [s for s in claim.spans if s.touches(claim.sentence)]
    return segments(
        hull([claim.sentence, *near, *evidence]), [Mark(VALUE, tuple(near)), Mark(EVIDENCE, tuple(evidence))]
    )


def found_rows(
    claims: Sequence[tuple[int, ClaimChain]], statements: Sequence[tuple[int, StatementRow]]
) -> list[FoundRow]:
    """Claims and statements, each with where it begins, in the order of the text."""
    rows = [FoundRow(id=s["id"], start=start, claim=None, statement=s) for start, s in statements]
    rows += [FoundRow(id=c["id"], start=start, claim=c, statement=None) for start, c in claims]
    return sorted(rows, key=lambda row: (row["start"], row["claim"] is not None, row["id"]))
