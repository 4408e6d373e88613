"""What people decided about the record: judgements, what they are tied to, and how they stand. Only ever added to."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from communique.model.values import Span


class Verdict(StrEnum):
    """What a person decided."""

    SAME = "same"  # the claims (or those of the events) tell of one happening
    DIFFERENT = "different"  # what one subject tells is another happening than what the others tell
    WRONG = "wrong"  # should not be there; with a field: this field of it is wrong
    RIGHT = "right"  # is as it should be; with a field: this field of it is
    RIGHT_VALUE = "right-value"  # this field has this value
    MERGE = "merge"  # the events are one
    SPLIT = "split"  # the claims after the first subject, an event, do not belong to it
    WITHDRAWN = "withdrawn"  # the subjects are judgements, and do not count any more


JOINING = frozenset((Verdict.SAME, Verdict.MERGE))
PARTING = frozenset((Verdict.DIFFERENT, Verdict.SPLIT))


@dataclass(frozen=True, slots=True)
class Anchor:
    """One claim or statement that a judgement is about, as it stood then, so that it is found again in a new reading.

    Args:
        subject: the id that was judged: its own, or that of the event or contradiction that it belonged to.
        id: its own id then.
        document: the id of its document, a hash of the raw content, which no new reading changes.
        predicate: where its deciding words stood (of a statement, its cue).
        sentence: where its sentence stood.
        words: that sentence, so that it is found even when the text was cleaned anew and offsets moved.
        event: what it was coded as; empty for votes and statements.
        form: its form or mode, or the manner of a statement.
        who: the names on its two sides.
        side: of a contradiction, the value on whose side it stood.
        said: what it said of the judged field.
    """

    subject: str
    id: str
    document: str
    predicate: Span
    sentence: Span
    words: str
    event: str = ""
    form: str = ""
    who: str = ""
    side: str = ""
    said: str = ""


@dataclass(frozen=True, slots=True)
class Judgement:
    """A person's decision, only added, never changed.

    ``subjects`` are ids of claims, statements, events, contradictions or (withdrawn) judgements; ``when`` an ISO time;
    ``field`` and ``value`` name a field of an event as `show` does. Of a contradiction ``field`` is its own.
    """

    id: str
    verdict: Verdict
    subjects: tuple[str, ...]
    by: str
    when: str
    field: str = ""
    value: str = ""
    note: str = ""
    anchors: tuple[Anchor, ...] = ()


class Standing(StrEnum):
    """How a judgement stands in one record today."""

    IN_FORCE = "in force"
    IN_PART = "in force in part"
    OVERRULED = "overruled"
    WITHDRAWN = "withdrawn"
    LOST = "no longer applies"


@dataclass(frozen=True, slots=True)
class Stands:
    """A judgement with its standing.

    ``why``: what overrules it or why it no longer applies; ``found``: the ids of the claims and statements that it is
    about today; ``sides``: the same by what was held against or beside what; ``overruled_by``: ids of later judgements.
    """

    judgement: Judgement
    standing: Standing
    why: str = ""
    found: tuple[str, ...] = ()
    overruled_by: tuple[str, ...] = ()
    sides: tuple[tuple[str, ...], ...] = ()

    @property
    def counts(self) -> bool:
        """True when it decides anything today."""
        return self.standing in (Standing.IN_FORCE, Standing.IN_PART)
