"""A claim as comparison needs it: what family of happening it is, who stands where, when, and in which words.

Made once for each claim, so that comparing a pair only looks at ready values.
"""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources
from typing import Protocol

from communique.knowledge.places import city_names, metros
from communique.merge.block import party_of
from communique.model.ontology import EventType, ontology
from communique.model.records import Claim, Details, Status
from communique.model.values import ActorKind, Basis, PartialDate, Participant, Precision

TALKS = frozenset((None, "meeting", "negotiation", "summit", "conference"))
_WORD = re.compile(r"[^\W\d_]{3,}")
_DEFINITE = re.compile(
    r"(?:\b(?:the|this|that|these|those|their|his|her|its|both)|['’]s)(?:\s+[\w'’-]+){0,3}\s*$", re.IGNORECASE
)
# Only a noun can take a happening up again ("the talks"); before a verb the article belongs to whoever acts.
_NOMINAL = re.compile(
    r"(?P<article>(?:the|this|that|these|those|their|his|her|its)\s+)?(?!(?:held|had|paid|made|hold|holds)\b)(?:[\w-]+\s+)?"
    r"(?:meetings?|talks|visits?|calls?|summits?|negotiations?|trips?|tours?|conversations?|dialogue|discussions?|"
    r"consultations?|conference|encounter|ceremony|attacks?|strikes?|raids?|shelling|vote|signing|exercises?|drills?|"
    r"agreements?|accords?|deals?|documents?|memoranda|treaty|pact)",
    re.IGNORECASE,
)
_AGAIN = re.compile(
    r"\b(?:again|second|third|fourth|another|resumed?|resumption|new round|next round|continued)\b", re.IGNORECASE
)
STATED = frozenset((Basis.STATED, Basis.RELATIVE, Basis.JUDGED))
FINAL_STAGES = frozenset(("proposed", "signed", "ratified", "in-force", "suspended", "ended"))
_PAPERS = re.compile(
    r"(?:agreement|accord|deal|document|treat|memorand|pact|protocol|contract|mou|declaration|instrument)",
    re.IGNORECASE,
)
_PAPERS_NAMED = re.compile(
    rf"\b{_PAPERS.pattern}\w*|\b(?:new|any|such|final|joint|single|intent|understanding)\b", re.IGNORECASE
)
_ABOUT = re.compile(
    r"\s+(?:on|for|about|over|concerning)\s+((?:(?!\b(?:between|with|was|were|has|have|had|is|are)\b)[^,.;]){3,60})"
)
# What two do to each other, whichever a report names first.
_FIGHTS = frozenset(
    f"{pos} {word}"
    for pos, words in (
        ("noun", "clash skirmish firefight shootout gunfight battle"),
        ("verb", "clash skirmish exchange trade"),
    )
    for word in words.split()
)
# "a protocol on wells" before "has not been signed"
_PAPER_BEFORE = re.compile(rf"(?:\b[a-z][\w-]*\s+){{0,2}}{_PAPERS.pattern}\w*(?:{_ABOUT.pattern})?")
IN_WORDS = frozenset(
    (EventType.AGREE, EventType.SUPPORT, EventType.REQUEST, EventType.ACCUSE, EventType.REJECT, EventType.THREATEN)
)


_NO_DETAILS = Details()


@dataclass(frozen=True, slots=True)
class Side:
    """One party's people in a claim: actor ids of named persons, and whether someone of it is a source or a target."""

    persons: frozenset[str]
    source: bool
    target: bool


class Who:
    """The sides of a claim, one object for all claims that have the same: what two of them come to is kept by it."""

    __slots__ = ("sides",)

    def __init__(self, sides: tuple[tuple[str, Side], ...]) -> None:
        self.sides: Mapping[str, Side] = dict(sides)


_who = lru_cache(maxsize=1 << 14)(Who)


@dataclass(frozen=True, slots=True)
class Facts:
    """One claim prepared. ``family``: what may merge at all; ``nature`` (talk, act, signing, content) sets the weights.

    ``days``: see `days_of`; ``topic``: the words that say what papers are about.
    """

    claim: Claim
    family: str
    nature: str
    standing: str
    reciprocal: bool
    who: Who
    sides: Mapping[str, Side]
    first: dt.date | None
    last: dt.date | None
    stated: bool
    published: dt.date | None
    city: str | None
    place_country: str | None
    words: frozenset[str]
    deciding: frozenset[str]
    detailed: bool
    denied: bool
    definite: bool
    again: bool
    doers: frozenset[str]
    done_to: frozenset[str]
    persons: frozenset[str]
    days: tuple[int, int]
    topic: frozenset[str]

    @property
    def id(self) -> str:
        """The claim's id."""
        return self.claim.id


class Written(Protocol):
    """What of a document a claim's facts need."""

    @property
    def text(self) -> str:
        """All of it."""

    @property
    def published(self) -> dt.date | None:
        """The day, where it is known."""


def facts_of(claim: Claim, document: Written | None) -> Facts:
    """Prepare one claim. Without its document there are no words and no day of publication."""
    family, nature = family_of(claim)
    text = document.text if document else ""
    sentence = claim.sentence.of(text)
    before = text[max(claim.sentence.start, claim.predicate.start - 60) : claim.predicate.start]
    first, last = known_days(claim.date)
    who = _who(tuple(_sides(claim, text).items()))
    sides = who.sides
    published = document.published if document else None
    return Facts(
        claim=claim,
        family=family,
        nature=nature,
        standing=standing_of(claim.status),
        reciprocal=_reciprocal(claim.event, claim.form) or not _FIGHTS.isdisjoint(claim.reasons),
        who=who,
        sides=sides,
        first=first,
        last=last,
        stated=claim.date is not None and claim.date.basis in STATED and not _day_of_denial(claim, first, published),
        published=published,
        city=city_of(claim),
        place_country=claim.place.country if claim.place else None,
        words=content_words(_wording(claim, text) if nature == "content" else sentence) - _names_of(claim),
        deciding=_name_words(claim.predicate.of(text)),
        detailed=claim.details != _NO_DETAILS,
        denied=claim.status is Status.DENIED,
        definite=_is_definite(before, claim.predicate.of(text)),
        again=bool(_AGAIN.search(sentence)),
        doers=frozenset(p for p, s in sides.items() if s.source),
        done_to=frozenset(p for p, s in sides.items() if s.target),
        persons=frozenset().union(*(s.persons for s in sides.values())),
        days=days_of(claim, published),
        topic=_topic(claim, text),
    )


def _topic(claim: Claim, text: str) -> frozenset[str]:
    """ "border" of "the border treaty with Uzbekistan"; nothing where only the paper is named, or no paper at all."""
    if claim.event is not EventType.AGREE or claim.form != "agreement":
        return frozenset()
    named = _ABOUT.match(text[claim.predicate.end : claim.sentence.end])  # "the deal on customs was not signed"
    matter = claim.matter.of(text) if claim.matter is not None else named[1] if named is not None else ""
    if not matter and _PAPERS.search(claim.predicate.of(text)) is None:
        before = [m.group() for m in _PAPER_BEFORE.finditer(text[claim.sentence.start : claim.predicate.start])]
        matter = before[-1] if before else ""
    words = content_words(_PAPERS_NAMED.sub(" ", matter))
    return words - _names_of(claim) - (_name_words(claim.place.name) if claim.place else frozenset())


def _day_of_denial(claim: Claim, first: dt.date | None, published: dt.date | None) -> bool:
    """ "No such meeting took place, he said on Monday": the day is that of the words, or may be."""
    if claim.status is not Status.DENIED or first is None or published is None:
        return False
    return 0 <= (published - first).days <= 1


@cache
def _reciprocal(event: EventType | None, form: str | None) -> bool:
    return ontology().reciprocal(event, form)


def _is_definite(before: str, predicate: str) -> bool:
    noun = _NOMINAL.fullmatch(predicate)
    return noun is not None and bool(noun["article"] or _DEFINITE.search(before))


def _wording(claim: Claim, text: str) -> str:
    """What was agreed, asked or blamed stands from the predicate on; the rest of a long sentence is about other things.

    Cut after 120 characters, for the same reason.
    """
    return text[claim.predicate.start : max(claim.predicate.end, min(claim.sentence.end, claim.predicate.end + 120))]


def family_of(claim: Claim) -> tuple[str, str]:
    """What a claim may merge with, and its nature: talk (who, when decide), act (when, where), signing, or content (the
    words).
    """
    if claim.event is None or claim.form == "vote":
        return "VOTE", "act"
    event = claim.event
    if event is EventType.CONSULT:
        form = {"visit": "visit", "phone": "call"}.get(claim.mode or "", "") if claim.form is None else claim.form
        return f"CONSULT:{'talks' if (form or None) in TALKS else form}", "talk"
    if event is EventType.AGREE and claim.form == "agreement" and _is_signing(claim):
        return str(event), "signing"
    if event in IN_WORDS:
        special = claim.form if claim.form in ("recognition", "appointment") else None
        return (f"{event}:{special}", "act") if special else (str(event), "content")
    return str(event), "act"


def _is_signing(claim: Claim) -> bool:
    """Papers were signed (ratified, ended, ...) or counted: an act of a day, no promise that its words tell apart."""
    return claim.details.stage in (FINAL_STAGES - {"proposed"}) | {"initialled"} or any(
        _PAPERS.match(q.unit) for q in claim.quantities
    )


def standing_of(status: Status) -> str:
    """Statuses that can be about one happening share a standing; a plan is another entry than what came of it."""
    return {Status.ONGOING: "actual", Status.DENIED: "actual"}.get(status, str(status))


def known_days(date: PartialDate | None) -> tuple[dt.date | None, dt.date | None]:
    """First and last day when both are known."""
    if date is None or date.precision is Precision.UNKNOWN or date.start is None or date.end is None:
        return None, None
    return date.start, date.end


FIRST_DAY, LAST_DAY = dt.date.min.toordinal(), dt.date.max.toordinal()
_STATED_REACH = 2  # days: time zones, a report that is a day off, the first and the last day of a trip
_INFERRED_REACH = 4  # a story's own day is that of its happening, or of its printing some days later
_WRITTEN_REACH = 14  # days before and after its publication in which an undated claim's happening is looked for


def days_of(claim: Claim, published: dt.date | None) -> tuple[int, int]:
    """First and last day on which a claim's happening may have been, as proleptic Gregorian ordinals, both included.

    `FIRST_DAY` to `LAST_DAY` where nothing bounds them.
    """
    first, last = known_days(claim.date)
    if first is not None and last is not None:
        stated = claim.date is not None and claim.date.basis in STATED
        return _widened(first.toordinal(), last.toordinal(), _STATED_REACH if stated else _INFERRED_REACH)
    if published is not None:
        return _widened(published.toordinal(), published.toordinal(), _WRITTEN_REACH)
    return FIRST_DAY, LAST_DAY


def _widened(first: int, last: int, reach: int) -> tuple[int, int]:
    return max(first - reach, FIRST_DAY), min(last + reach, LAST_DAY)


def named_person(row: Participant) -> str | None:
    """A named person's identity: the actor id, or the name before linking. An unnamed office holder is nobody."""
    if row.kind is not ActorKind.PERSON or (row.actor or "").startswith("office:"):
        return None
    return row.actor or f"name:{row.name.casefold()}"


def _sides(claim: Claim, text: str) -> dict[str, Side]:
    """By party, in order. Persons are those that the report names: whom else it means by an office is a guess."""
    found: dict[str, Side] = {}
    for row, source in [(r, True) for r in claim.sources] + [(r, False) for r in claim.targets]:
        party = party_of(row) or named_person(row) or f"name:{row.name.casefold()}"
        old = found.get(party, Side(frozenset(), False, False))
        person = named_person(row)
        persons = old.persons | {person} if person and is_named(row, text) else old.persons
        found[party] = Side(persons, old.source or source, old.target or not source)
    return dict(sorted(found.items())) if len(found) > 1 else found


def is_named(row: Participant, text: str) -> bool:
    """Some word of the person's name stands in the report, here or elsewhere; true where there is no report."""
    if not text or row.name in row.text:
        return True
    return not _folded_words(row.name).isdisjoint(_folded_words(row.text)) or not _folded_words(row.name).isdisjoint(
        _folded_words(text)
    )


@lru_cache(maxsize=1 << 12)
def _folded_words(text: str) -> frozenset[str]:
    return frozenset(map(fold, _WORD.findall(text)))


def city_of(claim: Claim) -> str | None:
    """The city of a claim's place by its main name with its state, when the place is a known city.

    A suburb or a palace town is its city: reports of one meeting name the one or the other.
    """
    if claim.place is None:
        return None
    name, country = claim.place.name, claim.place.country
    metro = metros().get((name, country or ""))
    if metro is not None:
        return f"{metro}, {country}"
    fitting = [c for c in city_names().get(name, ()) if country in (None, c.country)]
    if not fitting:
        return None
    return f"{metros().get((fitting[0].name, fitting[0].country), fitting[0].name)}, {fitting[0].country}"


def fold(text: str) -> str:
    """Lower case without diacritics."""
    plain = unicodedata.normalize("NFKD", text.casefold().replace("đ", "d"))
    return "".join(c for c in plain if not unicodedata.combining(c))


@cache
def common_words() -> frozenset[str]:
    """Words that any report of relations between states has: they tell no two happenings apart."""
    raw = resources.files("communique.merge").joinpath("data/common_words.txt").read_text(encoding="utf-8")
    return frozenset(raw.split())


@cache
def once_words() -> frozenset[str]:
    """Stems of words for what is done once, so that two reports of it in one week are of one act."""
    raw = resources.files("communique.merge").joinpath("data/once_words.txt").read_text(encoding="utf-8")
    return frozenset(_stem(word) for word in raw.split())


def content_words(text: str) -> frozenset[str]:
    """The words that carry meaning, folded and cut to a stem of six letters, so that "signed" meets "signing"."""
    return frozenset(term for word in _WORD.findall(text) if (term := _term(word)))


@lru_cache(maxsize=1 << 16)
def _term(word: str) -> str:
    folded = fold(word)
    return "" if folded in common_words() else _stem(folded)


def _stem(word: str) -> str:
    for ending in ("ings", "ing", "ies", "ed", "es", "s"):
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            word = word[: -len(ending)]
            break
    return word[:6]


def _names_of(claim: Claim) -> frozenset[str]:
    """Words of the participants' own names: both claims share these anyway, so they say nothing of the content."""
    return frozenset().union(*(_name_words(text) for p in claim.participants() for text in (p.name, p.text)))


_name_words = lru_cache(maxsize=1 << 14)(content_words)
