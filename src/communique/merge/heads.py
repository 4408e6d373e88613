"""Who headed a delegation, by the words of the sentence: "led by X", "X headed the team", "at its head stood X"."""

from __future__ import annotations

import re
from collections.abc import Iterable

from communique.merge.block import party_of
from communique.merge.facts import named_person
from communique.model.records import Claim
from communique.model.values import Participant

_SIDE = (
    r"(?:delegations?|delegates|teams?|sides?|parties|party|missions?|groups?|negotiators|officials|experts|"
    r"commissions?)"
)
_TALKS = r"(?:talks|meetings?|rounds?|sessions?|negotiations|consultations)"
_LEAD = r"(?:led|headed|chaired|represented|fronted|presided over|co-chaired)"
_UP_TO_HIM = r"(?P<title>[^;:]{0,90})$"  # his titles, up to the name
_BEFORE = re.compile(
    rf"(?i)(?:\b(?:{_SIDE}|{_TALKS})\b[^;:]{{0,70}}?\b{_LEAD} by\b"
    rf"|\bat the head of [^;:]{{0,50}}?\b(?:was|is|stood|stands|were|sat)\b"
    rf"|\b(?:leading|heading) [^;:,]{{0,40}}?\b{_SIDE}\b[^;:,]{{0,20}}?\b(?:was|is|were)\b"
    rf"|\b(?:head|leader) of [^;:,]{{0,40}}?\b{_SIDE}\b(?! (?:to|in)\b),?){_UP_TO_HIM}"
)
_AFTER = re.compile(
    rf"(?i)^(?:,[^,;:]{{0,80}},|\s*\([^)]*\))?,?\s+(?:who\s+)?(?:has |had |is |was )?"
    rf"(?:led|headed|leads?|heads?|leading|heading|represented)\b[^.;:]{{0,50}}?\b{_SIDE}\b"
)


def heads(claim: Claim, text: str) -> tuple[Participant, ...]:
    """The named persons of a claim who, by its sentence, headed a side; in order of the text.

    Args:
        claim: its participants are looked at.
        text: of its document.
    """
    people = sorted((p for p in claim.participants() if named_person(p)), key=lambda p: p.span)
    inside = [p for p in people if claim.sentence.covers(p.span)]
    return tuple(p for p in inside if _leads(p, claim, text, inside))


def _leads(row: Participant, claim: Claim, text: str, people: Iterable[Participant]) -> bool:
    after = text[row.span.end : claim.sentence.end]
    if _AFTER.match(after):
        return True
    if after.startswith(("'s", "’s")):
        return False  # "led by X's deputy"
    start = claim.sentence.start
    found = _BEFORE.search(text[start : row.span.start])
    if found is None:
        return False
    # "led by X met Y": Y is no head
    since = start + found.start("title")
    return all(party_of(p) == party_of(row) for p in people if since <= p.span.start < row.span.start)
