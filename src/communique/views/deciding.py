"""Deciding one thing: what an answer of `review` stands for, and what became of a judgement; for commands and pages.

The answers are y (yes), n (no), m (merge), s (split), w (wrong) and v (right value).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from typing_extensions import TypedDict

from communique.errors import UsageError
from communique.model.judgements import Judgement, Stands, Verdict
from communique.views.judgements import JudgementRow, judgement_row, judgement_rows
from communique.views.reader import CandidateLike
from communique.views.review import ReviewRow

if TYPE_CHECKING:
    from communique.api import Record

KINDS = ("pair", "join", "contradiction", "claim")
FIELDS = ("date", "place", "who", "whom", "what", "status", "since", "outcome", "agreement", "stage", "choice")
"""The fields that are offered for judging; beside them ``quantity: `` with what is counted."""
_SHOWN_AS = {"previous visit": "since"}  # contradictions call some fields otherwise than events
_OF_EVENT = "e"


class EventNow(TypedDict):
    """An event that claims of a judgement are in now; ``documents``: how many tell it."""

    id: str
    claims: list[str]
    documents: int


class Decided(TypedDict):
    """What became of a judgement: itself, those that it overrules, and the events that its claims are in now.

    ``agrees``: what others said the same of the same; the later of two counts, so they may be among the overruled.
    """

    judgement: JudgementRow
    overrules: list[JudgementRow]
    agrees: list[JudgementRow]
    events: list[EventNow]


@dataclass(frozen=True, slots=True)
class Wanted:
    """A judgement that an answer stands for."""

    verdict: str
    ids: tuple[str, ...]
    field: str = ""
    value: str = ""


@dataclass(frozen=True, slots=True)
class Offered:
    """One thing to decide, as far as answers need it; ``field``: the one that a contradiction is about."""

    kind: str
    subjects: tuple[str, ...]
    claims: tuple[str, ...]
    events: tuple[str, ...]
    field: str = ""


def decided(
    record: Record,
    verdict: str,
    ids: Sequence[str],
    *,
    by: str,
    field: str = "",
    value: str = "",
    note: str = "",
) -> Decided:
    """Judge, and tell what became of it.

    Raises:
        UsageError, UnknownId, RecordBusy, CannotWrite: as `api.Record.judge` does; or text that cannot be kept.
    """
    _must_be_text(*ids, by, field, value, note)
    decision = record.judge(verdict, ids, by=by, field=field, value=value, note=note)
    return became(record, decision.judgement.id, decision.overrules)


def became(record: Record, id: str, overrules: Sequence[Stands] | None = None) -> Decided:
    """What became of a judgement that is in the record; ``overrules``: where they are known already.

    Raises:
        UsageError: there is no such judgement.
    """
    standings = record.standings()
    stands = next((s for s in standings if s.judgement.id == id), None)
    if stands is None:
        raise UsageError(f"no judgement has the id {id}", "all are at /judgements")
    if overrules is None:
        overrules = [s for s in standings if id in s.overruled_by]
    events = record.events_of(stands.found)
    return Decided(
        judgement=judgement_row(stands),
        overrules=judgement_rows(overrules),
        agrees=judgement_rows([s for s in standings if _agrees(s, stands)]),
        events=[EventNow(id=e.id, claims=list(e.claims), documents=len(e.documents)) for e in events],
    )


def _agrees(one: Stands, other: Stands) -> bool:
    """True when somebody else had said of the same what the later ``other`` says, and it counted until then."""
    mine, theirs = other.judgement, one.judgement
    return (
        mine.by != theirs.by
        and (one.counts or mine.id in one.overruled_by)
        and (_means(mine.verdict), mine.field, mine.value) == (_means(theirs.verdict), theirs.field, theirs.value)
        and bool(other.found)
        and set(one.found) == set(other.found)
    )


def _means(verdict: Verdict) -> Verdict:
    return Verdict.SAME if verdict is Verdict.MERGE else verdict


def _must_be_text(*given: str) -> None:
    for text in given:
        if any("\ud800" <= c <= "\udfff" or c == "\0" for c in text):
            raise UsageError("this holds characters that are no text", "write it anew")


def offered(row: ReviewRow) -> Offered:
    """What answers need of a row of the queue."""
    found = row["contradiction"]
    return Offered(
        kind=row["kind"],
        subjects=tuple(row["subjects"]),
        claims=tuple(c["id"] for c in row["claims"]),
        events=tuple(e["id"] for e in row["events"]),
        field="" if found is None else field_of(found["field"]),
    )


def field_of(field: str) -> str:
    """The field of an event that a contradiction is about, by its name there."""
    return _SHOWN_AS.get(field, field)


def wanted(one: Offered, answer: str, *, claim: str = "", field: str = "", value: str = "") -> Wanted:
    """The judgement that an answer stands for.

    Args:
        one: what is decided.
        answer: y, n, m, s, w or v.
        claim: of s, w and v: which one, by its number in the order shown or by its id; ``e`` is the event. A single
            claim needs no naming.
        field: of w and v: which; of a contradiction its own.
        value: of v.

    Raises:
        UsageError: no such answer, or one that does not fit.
    """
    if answer == "y":
        return Wanted({"pair": "merge", "join": "same"}.get(one.kind, "right"), one.subjects)
    if answer == "n":
        return Wanted("different" if one.kind in ("pair", "join") else "wrong", one.subjects)
    if answer == "m":
        if one.kind != "pair":
            raise UsageError("there are no two events here to merge", "y says that they are one already")
        return Wanted("merge", one.subjects)
    if answer == "s":
        return Wanted("split", (_one_of(one, claim),))
    if answer == "w":
        return Wanted("wrong", (_one_of(one, claim),), field)
    if answer == "v":
        if one.field and one.events and not claim:
            return Wanted("right", one.events[:1], one.field, value)
        return Wanted("right", (_one_of(one, claim, event=True),), field, value)
    raise UsageError(f"{answer or 'nothing'} is no answer", "y, n, m, s, w or v")


def on_claims(one: Offered, found: Wanted) -> Wanted | None:
    """The same, said of the two claims that were shown: for when the events of a pair are no more. None: cannot be."""
    if one.kind != "pair" or len(one.claims) != 2 or found.verdict not in ("merge", "different"):
        return None
    return replace(found, verdict="same" if found.verdict == "merge" else "different", ids=one.claims)


def _one_of(one: Offered, claim: str, *, event: bool = False) -> str:
    """The id of the claim that is meant."""
    named = claim.strip()
    if event and named == _OF_EVENT and one.events:
        return one.events[0]
    if named in one.claims or (event and named in one.events):
        return named
    if not named and len(one.claims) == 1:
        return one.claims[0]
    if not (named.isascii() and named.isdigit()) or not 1 <= int(named) <= len(one.claims):
        raise UsageError(f"there is no claim {named}".rstrip(), f"1 to {len(one.claims)}")
    return one.claims[int(named) - 1]


def key(one: CandidateLike) -> tuple[str, ...]:
    """What tells one thing to decide from others."""
    return (one.kind, *one.subjects)


def still_stands(record: Record, one: CandidateLike) -> bool:
    """True when the claims of what was offered are still in just the events that it was offered for."""
    if one.kind == "contradiction":
        return bool(record.contradictions_with(one.subjects))
    return tuple(e.id for e in record.events_of(one.claims)) == tuple(sorted(one.events))


def is_settled(one: CandidateLike, judged: Sequence[Judgement]) -> bool:
    """True when any of these judgements, which came after the queue was made, answers what it offers."""
    return any(_answers(j, one) for j in judged)


def _answers(judgement: Judgement, one: CandidateLike) -> bool:
    named = set(judgement.subjects)
    if named == set(one.subjects):
        return True
    if one.kind in ("pair", "join"):  # whether two are one is told of both
        return named == set(one.claims)
    if one.kind == "contradiction":  # somebody said what the field really is
        return judgement.verdict is Verdict.RIGHT_VALUE and bool(named & set(one.events))
    return bool(named & set(one.claims))
