"""The day and the place of one claim: from its own clause first, then from what carries it, then from the story."""

from __future__ import annotations

from typing import TYPE_CHECKING

from communique.annotate.places import PlaceMention
from communique.annotate.stage import Paragraph
from communique.annotate.times import TimeMention
from communique.model.values import PartialDate, Place

if TYPE_CHECKING:
    from spacy.tokens import Token


def own_time(paragraph: Paragraph, times: list[TimeMention], token: Token, carrier: Token | None) -> TimeMention | None:
    """The date expression that hangs on the predicate or its carrier; the nearest when several do."""
    best: tuple[int, int, TimeMention] | None = None
    for mention in times:
        if mention.duration_years is not None or mention.since:
            continue
        at = _token_at(paragraph, mention.span.start, mention.span.end)
        if at is None or at.sent.start != token.sent.start:
            continue
        distance = _climb(at, token, carrier)
        if distance is not None and (best is None or (distance, abs(at.i - token.i)) < best[:2]):
            best = (distance, abs(at.i - token.i), mention)
    return best[2] if best else None


def own_place(paragraph: Paragraph, places: list[PlaceMention], token: Token, carrier: Token | None) -> Place | None:
    """The place that hangs on the predicate or its carrier by "in", "at", "to"; a city before a state."""
    best: tuple[int, int, PlaceMention] | None = None
    for mention in places:
        if mention.tokens[0] != paragraph.index:
            continue
        at = paragraph.doc[mention.head]
        if at.sent.start != token.sent.start:
            continue
        distance = _climb(at, token, carrier)
        if distance is None or not _locative(at):
            continue
        rank = (0 if mention.city else 1, distance)
        if best is None or rank < best[:2]:
            best = (*rank, mention)
    return best[2].place if best else None


def _locative(token: Token) -> bool:
    node = token
    for _ in range(3):
        if node.dep_ == "pobj":
            return node.head.lower_ in {"in", "at", "to", "near", "on", "from", "outside", "into"}
        if node.dep_ in {"appos", "compound", "conj", "nmod", "poss", "npadvmod"}:
            node = node.head
            continue
        return False
    return False


def _climb(at: Token, token: Token, carrier: Token | None) -> int | None:
    """Steps up the tree from ``at`` until the predicate or its carrier; None when another clause lies between."""
    steps = 0
    node = at
    while True:
        if node.i == token.i or (carrier is not None and node.i == carrier.i):
            return steps
        if node.head is node or steps > 8:
            break
        if node.pos_ in {"VERB", "AUX"} and node.i != at.i and node.dep_ in {"relcl", "advcl", "ccomp", "acl", "conj"}:
            break
        node = node.head
        steps += 1
    # the predicate hangs on the clause that the date stands in: "during his meeting ... on Tuesday", "asked ... on Monday to send"
    above = token
    for climbed in range(1, 4):
        if above.head is above or above.dep_ in {"relcl", "ccomp", "advcl"}:
            return None
        above = above.head
        if above.i == node.i:
            return steps + climbed + 3
    return None


def _token_at(paragraph: Paragraph, start: int, end: int) -> Token | None:
    span = paragraph.doc.char_span(start - paragraph.offset, end - paragraph.offset, alignment_mode="expand")
    if span is None or not len(span):
        return None
    root = span.root
    # "On the morning of July 6": the recogniser's span may begin with the preposition
    return root if root.pos_ != "ADP" else next((t for t in span if t.pos_ != "ADP"), root)


def ahead_of(date: PartialDate | None, day: PartialDate | None) -> bool:
    """True when ``date`` lies wholly after the day of writing."""
    return bool(date and day and date.start and day.end and date.start > day.end)
