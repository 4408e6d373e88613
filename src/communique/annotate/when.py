"""The day of one claim: from its own clause first, then from what carries it, then from the story."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import TYPE_CHECKING

from communique.annotate.carriers import was_planned
from communique.annotate.climbs import alongside, head_of, steps_up
from communique.annotate.periods import TimeMention
from communique.annotate.stage import Paragraph
from communique.annotate.status import is_judged
from communique.model.values import PartialDate, Precision

if TYPE_CHECKING:
    from spacy.tokens import Token

_BOUNDS = frozenset({"since", "before", "until", "after"})
# Nouns that carry a date of their own.
_DATED = frozenset(
    "agreement accord deal treaty pact war revolution attack election statement declaration resolution law".split()
)
_DAYS = frozenset({Precision.DAY, Precision.RANGE})
_LEAVING = frozenset({"leave", "quit", "depart"})
_PERFECT = frozenset({"has", "have", "'ve", "’ve"})
_DONE = _PERFECT | {"had", "was", "were"}


def own_time(
    paragraph: Paragraph, times: list[TimeMention], act: tuple[Token, ...], written: dt.date | None = None
) -> TimeMention | None:
    """The date expression that hangs on the act (the predicate first, then what carries it); the nearest when
    several do. Where none does, that of what the act happened at.

    Args:
        paragraph: where the act stands.
        times: its dates.
        act: the predicate first, then what carries it.
        written: the last day on which the text may have been written; what is told as done was not done after it.
    """
    done = _is_done(act)
    best: tuple[int, int, TimeMention] | None = None
    hanging: list[TimeMention] = []
    for mention in times:
        if mention.duration_years is not None or (mention.since and not _is_perfect(act)):
            continue
        if not mention.since and counted_from(paragraph, mention) is not None and not _is_perfect(act):
            continue  # "the first visit since the one of the late king in 1973"
        if done and written is not None and mention.past is not None and mention.past[0] > written:
            continue  # "agreed to meet next week"
        at = head_of(paragraph.doc, mention.span.start - paragraph.offset, mention.span.end - paragraph.offset)
        if at is None or at.sent.start != act[0].sent.start or _is_deadline(at, act) or _is_of_who_judges(at, act[0]):
            continue
        if mention.text.lower().rstrip().endswith((" after", " before")):
            at = _beyond(at)
        climbed = [steps_up(at, act[0], verb, _is_of_another(at, since=mention.since)) for verb in act]
        distance = min((d for d in climbed if d is not None), default=None)
        if distance is not None:
            hanging.append(mention)
        if distance is not None and (best is None or (distance, abs(at.i - act[0].i)) < best[:2]):
            best = (distance, abs(at.i - act[0].i), mention)
    if best is not None:
        return _finer(best[2], hanging)
    return next((m for other in alongside(act) if (m := own_time(paragraph, times, (other,), written))), None)


def _finer(chosen: TimeMention, hanging: list[TimeMention]) -> TimeMention:
    """ "the third meeting of the year on Thursday": the day, where the nearest is a year that holds it."""
    if chosen.precision is not Precision.YEAR or chosen.past is None:
        return chosen
    first, last = chosen.past
    days = [m for m in hanging if m.precision in _DAYS and m.past and first <= m.past[0] and m.past[1] <= last]
    return days[0] if days else chosen


def counted_from(paragraph: Paragraph, mention: TimeMention) -> list[Token] | None:
    """The words between "since" and a date, where these are no clause of their own: "since the one of X in 1973"."""
    before: list[Token] = []
    end = mention.span.start - paragraph.offset
    for token in paragraph.doc:
        if token.idx >= end:
            break
        before = [] if token.is_sent_start else before
        before.append(token)
    at = next((n for n in range(len(before) - 1, -1, -1) if before[n].lower_ == "since"), None)
    if at is None:
        return None
    between = before[at + 1 :]
    clause = any(t.pos_ in {"VERB", "AUX"} or t.text in {",", ";", ":"} for t in between)
    return None if clause else between


def _beyond(at: Token) -> Token:
    """What "two years after the pact was signed" hangs on: not the clause that it counts from."""
    for node in (at, *at.ancestors):
        if node.dep_ == "advcl" or (node.dep_ == "prep" and node.lower_ in {"after", "before"}):
            return node.head
        if node.pos_ in {"VERB", "AUX"}:
            break
    return at


def _is_of_another(at: Token, *, since: bool) -> Callable[[Token], bool]:
    """Whether a token on the way up makes the date that of something else: "since", "before", "the treaty of ..."."""

    def stops(node: Token) -> bool:
        if node.dep_ == "prep" and node.lower_ == "as" and any(c.lower_ in {"in", "on", "at"} for c in node.children):
            return True  # "as in July, the delegations sat in separate rooms": that of July is another
        if node.dep_ in {"relcl", "acl"} and was_planned(node):
            return True
        if node.dep_ == "prep" and node.lower_ in _BOUNDS:
            return not (since and node.lower_ == "since")
        return node.pos_ == "NOUN" and node.i != at.i and node.lemma_.lower() in _DATED

    return stops


def _is_done(act: tuple[Token, ...]) -> bool:
    verb = next((t for t in act if t.pos_ in {"VERB", "AUX"}), None)
    if verb is None:
        return False
    return verb.tag_ == "VBD" or any(c.dep_ in {"aux", "auxpass"} and c.lower_ in _DONE for c in verb.children)


def _is_perfect(act: tuple[Token, ...]) -> bool:
    """ "has barred its banks since 2017"; but of "has made the first visit since 2017" the visit is of one day."""
    return any(
        c.dep_ in {"aux", "auxpass"} and c.lower_ in _PERFECT
        for t in act
        if t.pos_ in {"VERB", "AUX"}
        for c in t.children
    ) and not any(t.lower_ in {"first", "only"} for t in act[0].sent)


def _is_of_who_judges(at: Token, act: Token) -> bool:
    """ "deplored on Friday the decision of Chad to expel": the day on which it was deplored."""
    return act.dep_ == "acl" and is_judged(act.head) and not act.head.is_ancestor(at)


def _is_deadline(at: Token, act: tuple[Token, ...]) -> bool:
    """ "ordered the envoy to leave by Friday": by then he has to leave."""
    by = at.head if at.dep_ == "pobj" else None
    if "within" in {at.head.lower_, at.head.head.lower_} and any(t.lower_ in _LEAVING for t in at.sent):
        return True  # "were told to quit the country within two days"
    return by is not None and by.lower_ in {"by", "within"} and by.head.i not in {t.i for t in act}


def ahead_of(date: PartialDate | None, day: PartialDate | None) -> bool:
    """True when ``date`` lies wholly after the day of writing."""
    return bool(date and day and date.start and day.end and date.start > day.end)
