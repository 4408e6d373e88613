"""When the previous one was: "the first visit since 2017", "the first in more than a decade", "never before had a
king of X set foot in Y".
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from communique.annotate.stage import Draft, Paragraph
from communique.annotate.when import counted_from
from communique.model.records import NEVER

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from spacy.tokens import Token

    from communique.annotate.periods import TimeMention
    from communique.model.values import Span

_FIRST = re.compile(r"\bfirst\b|\bfor the first time\b", re.IGNORECASE)
# What is first where a verb tells of the visit: it, its time, or whoever came; not "a first promise".
_FIRST_OF = re.compile(
    r"\bfor the first time\b|\bfirst(?:\W+[\w'’-]+){0,4}?\W+(?:since|in|visit|trip|journey|tour|stay|meeting|talks|"
    r"summit|time|contact|conversation|encounter|president|leader|minister|premier|chancellor|king|monarch|pope|head|official)\b",
    re.IGNORECASE,
)
_NEVER = re.compile(
    r"\bnever before\b|\bfirst[- ]ever\b|\bfirst (?:[\w'’-]+ ){1,4}ever\b(?! since)|"
    # "the first visit by a king of X": there was none before
    r"\bfirst (?:official |state )?(?:visit|trip|journey) (?:[\w'’-]+ ){0,3}?by (?:an?|any) (?:[\w'’.-]+ ){0,3}?"
    r"(?:president|king|queen|monarch|sovereign|sultan|emir|ruler|leader|head|prime minister|premier|chancellor|pope|"
    r"foreign minister)\b"
    r"(?![^.;]*\b(?:since|years?|decades?|months?|centur\w+|under|after|this|for|during|term)\b)|"
    r"\bnever (?:yet )?(?:set foot|visited|been)\b|\bno\b[^.;]{2,60}\bhad (?:ever|previously)\b",
    re.IGNORECASE,
)
# "the first by a Qatari ruler to Rwanda", with no word of a time: never before. Not "the first foreign leader".
_FIRST_BY = re.compile(
    r"\bthe first (?:(?:state |official )?(?:visit|trip|journey) )?(?:by|of|from) (?:a|an|any) "
    r"(?!foreign|western|world)[^,.;]+"
    r"|\bthe first (?!foreign|western|world|ever)(?:\w+ ){1,3}to (?:visit|set foot|travel)\b[^,.;]*",
    re.IGNORECASE,
)
_TIMED = re.compile(
    r"\b(?:since|in(?! (?:\w+ )?(?:\w+ )?history)|for|after|under|this|from \d+|of the (?:year|term)|abroad)"
    r"\b(?! [A-Z])"
)
_NONE_SINCE = re.compile(r"\b(?:no|not|never|nobody|neither)\b[^.;]*\bsince\b", re.IGNORECASE)
# "the first since the one of the late king in 1973"
_THE_ONE_IN = re.compile(
    r"\bsince (?:the one|that|the (?:last |only )?(?:visit|trip|journey)|"
    r"[^.,;]{2,40}\b(?:came|visited|went|travelled|traveled|flew|met|was (?:here|there)|set foot|stopped))\b"
    r"[^.,;]{0,50}\b(?:in|of)\s*$"
)
# "began a visit on Monday, the first by a president since 2008"
_APPOSED = re.compile(r", (?:the|his|her|their) first (?:by|since|in|of its kind)\b[^.;]*")
_FORM_WORDS = {"visit", "trip", "tour", "meeting", "summit", "talk", "call", "arrival"}
# What is no visit, so that the previous one was before it: "the first since the war of 2020".
_TURNS = frozenset(
    "clash war revolution independence coup pandemic crisis invasion conflict outbreak fall end start beginning split "
    "attack earthquake election rupture quarrel dispute break union unification partition founding".split()
)


def tells_of_first(token: Token) -> bool:
    """ "No president of X had set foot there since 1998", "never before had ...": the negation is of the time before,
    and says that now somebody did.
    """
    words = token.sent.text
    return bool(_NEVER.search(words) or _NONE_SINCE.search(words)) and any(
        t.lower_ in {"had", "has", "have"} and t.head.i in {token.i, token.head.i, t.i} for t in token.sent
    )


def _told_of(noun: Token) -> Iterable[Token]:
    """The noun with all that hangs on it: "his visit was the first since 2013" too."""
    told = noun.dep_ in {"nsubj", "nsubjpass"} and noun.head.lemma_ in {"be", "mark", "become"}
    return noun.head.subtree if told else noun.subtree


def previous_of(
    draft: Draft, paragraph: Paragraph, times: Sequence[TimeMention], token: Token, sentence: Span
) -> tuple[int, int] | None:
    """The years in which the one before lies, as (earliest, latest); `NEVER` where there was none.

    Args:
        draft: the document.
        paragraph: where the act stands.
        times: the dates of the paragraph.
        token: the predicate.
        sentence: its sentence.
    """
    noun = token.pos_ in {"NOUN", "PROPN"}
    if noun and token.lemma_.lower() not in _FORM_WORDS:
        return None
    words = " ".join(t.text for t in (_told_of(token) if noun else token.sent))
    after = token.doc[token.i : token.sent.end].text
    words += f" {apposed.group()}" if noun and (apposed := _APPOSED.search(after)) else ""
    none = not noun and tells_of_first(token)
    told = (_FIRST if noun else _FIRST_OF).search(words) or none or _NEVER.search(words) or _never_by(words)
    if not told:
        return None
    anchor = draft.anchor
    for mention in times:
        if not sentence.covers(mention.span):
            continue
        text = draft.document.text
        before = text[max(0, mention.span.start - 110) : mention.span.start].lower()
        since = counted_from(paragraph, mention)
        if mention.since or before.rstrip().endswith("since") or since is not None or _THE_ONE_IN.search(before):
            day = mention.past
            if day is None:
                return None
            if anchor is not None and anchor.start is not None and day[1].year == anchor.start.year:
                continue  # "he is there since Wednesday"; a turn of this year is no visit
            turn = any(t.lemma_.lower() in _TURNS for t in since or ())
            return (1900, day[1].year) if turn else (day[0].year, day[1].year)
        within = f"{before[-30:]}{mention.text.lower()}"
        counted = re.search(r"\b(in|for)\b(?:\s+[\w-]+){0,6}$", within)
        if mention.duration_years and counted and anchor is not None and anchor.end:
            last = int(anchor.end.year - mention.duration_years)
            more = re.search(r"\b(more than|over|at least)\b", within) is not None
            return (1900, last) if more else (last - 1, last + 1)
    return NEVER if _NEVER.search(words) or _never_by(words) else None


def _never_by(words: str) -> bool:
    found = _FIRST_BY.search(words)
    return found is not None and _TIMED.search(words[found.start() + len("the first") :]) is None
