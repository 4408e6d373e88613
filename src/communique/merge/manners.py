"""How two talked, by the words of the sentence: at one table, through others, or over a wire."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from communique.merge.disagreements import Said
from communique.merge.facts import city_of, named_person
from communique.model.ontology import EventType
from communique.model.records import Claim, Status

AT_ONE_TABLE, THROUGH_OTHERS, OVER_A_WIRE = "face to face", "through others", "by telephone or video"
MODES = {"phone": OVER_A_WIRE, "third-party": THROUGH_OTHERS}
_TABLE = re.compile(
    r"(?i)\b(?:face[- ]to[- ]face|in[- ]person|(?:at|around|across) (?:one|the same|a single|the) table|"
    r"in (?:one|the same|a single) room|sat (?:down )?(?:together|with|opposite)|"
    r"(?<!in)direct (?:talks|negotiations|meetings?|contacts?|dialogue)|(?:met|talked|spoke|negotiated) directly)\b"
)
_OTHERS = re.compile(
    r"(?i)\b(?:shuttl(?:ed|ing|es?) between|go-betweens?|separate (?:rooms|floors|buildings|hotels)|"
    r"(?:carr(?:ied|y|ying)|pass(?:ed|ing)?|relay(?:ed|ing)?|deliver(?:ed|ing)?|convey(?:ed|ing)?) "
    r"(?:\w+ ){0,2}(?:messages|papers|proposals|notes)|never (?:shared|sat)|without (?:ever )?(?:sitting|meeting)|"
    r"through (?:\w+ )?(?:mediators?|intermediar(?:y|ies)))\b"
)
_NOT = re.compile(
    r"(?i)\b(?:no|not|n['’]t|never|without|nor|instead of|rather than|refus\w+|before|ahead of)\b[^,;]{0,30}$"
)
_CAME_TOGETHER = re.compile(r"(?i)(?:met|meets|meet|received|receives|hosted|hosts|welcomed|welcomes)\b")


@dataclass(frozen=True, slots=True)
class How(Said):
    """One claim's word on how they talked. ``sure``: the very words say so; else it is only that they met in a city."""

    sure: bool


def manner(claim: Claim, text: str) -> How | None:
    """How the two talked; None where the sentence does not tell, and for what is no talk that was held.

    Args:
        claim: its mode tells what was read of it.
        text: of its document.
    """
    if claim.event is not EventType.CONSULT or claim.form == "visit":
        return None
    if claim.status not in (Status.ACTUAL, Status.ONGOING):
        return None
    sentence = claim.sentence.of(text)
    if claim.mode in MODES or claim.form == "call":
        return How(MODES.get(claim.mode or "", OVER_A_WIRE), claim, sure=True)
    if _OTHERS.search(sentence):
        return How(THROUGH_OTHERS, claim, sure=True)
    table = _TABLE.search(sentence)
    if table is not None:
        return None if _NOT.search(sentence[: table.start()]) else How(AT_ONE_TABLE, claim, sure=True)
    if _named_on_both(claim) and claim.place and claim.place.span and city_of(claim):
        return How(AT_ONE_TABLE, claim, sure=False) if _CAME_TOGETHER.match(claim.predicate.of(text)) else None
    return None


def _named_on_both(claim: Claim) -> bool:
    return any(map(named_person, claim.sources)) and any(map(named_person, claim.targets))


def cannot_both_be(a: How, b: How) -> bool:
    """Two documents say how, and differ. Who met in a city may have had others in between, but needed no wire."""
    if a.value == b.value or a.claim.document == b.claim.document:
        return False
    return (a.sure and b.sure) or OVER_A_WIRE in (a.value, b.value)


def told_both_ways(rows: Sequence[How]) -> frozenset[str]:
    """The documents that tell of more than one manner: theirs were several rounds."""
    ways = {(r.claim.document, r.value) for r in rows}
    documents = [document for document, _ in sorted(ways)]
    return frozenset(d for d in documents if documents.count(d) > 1)
