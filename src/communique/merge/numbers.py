"""Where the reports of one event count differently: contradictions, later figures, and parts beside their whole."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from communique.merge.disagreements import Said, clashing, listed, made_of
from communique.merge.facts import content_words
from communique.merge.fields import measure_text, quantity_text
from communique.merge.measures import MONEY, PEOPLE, apart, cargo_of_any_kind, measure, narrower, peoples
from communique.model.ontology import EventType
from communique.model.records import Claim, Contradiction, ContradictionKind, Document, Event
from communique.model.values import Quantity

_GROWING = re.compile(
    r"\b(?:so far|by now|now|to date|has risen|have risen|rose to|risen to|increased to|grown to|grew to|climbed to|"
    r"toll|in total|total of|brings? the|bringing the|updated|at least)\b",
    re.IGNORECASE,
)
_PART = re.compile(
    r"\b(?:including|includes?|included|among (?:them|which|these)|of (?:which|whom|them|these)|plus|another)\b"
    r"[^.;]{0,30}$",
    re.IGNORECASE,
)
_OF_THEM = re.compile(r"\s+(?:of (?:them|these|those|which|whom)|(?:(?:from|on|by) )?each|apiece)\b", re.IGNORECASE)
_PAPERS = "agreement"
_HALF = 0.5
_NEARLY = 0.75
_WORD = re.compile(r"[^\W\d_]+")
_OF_MONEY = content_words("dollars euros loan grant credit aid worth package help money funds support")
_TOLLS = frozenset(("dead", "wounded", "casualty"))  # these only grow while they are counted
_OF_PEOPLE = frozenset((EventType.RETREAT, EventType.SANCTION, EventType.COERCE, EventType.COOPERATE))


@dataclass(frozen=True, slots=True)
class _Counted(Said):
    quantity: Quantity


def numbers(event: Event, told: Sequence[Claim], documents: Mapping[str, Document]) -> list[Contradiction]:
    """The disagreements on what is counted in one event, of which ``told`` are the claims."""
    by_measure: defaultdict[str, list[_Counted]] = defaultdict(list)
    for claim in sorted(told, key=lambda c: c.id):
        for quantity in claim.quantities:
            by_measure[_name(event, quantity)].append(_Counted(quantity_text(quantity), claim, quantity))
    found: list[Contradiction] = []
    for name, rows in sorted(by_measure.items()):
        texts = {measure_text(r.quantity) for r in rows}
        what = texts.pop() if len(texts) == 1 else name
        counted = _in_lists(rows)
        own: defaultdict[str, list[Quantity]] = defaultdict(list)
        for row in rows:
            own[row.claim.document].append(row.quantity)
        parts = [r for r in rows if r in counted or _is_part(r, documents) or any(_is_kind_of(r, o) for o in rows)]
        wholes = [r for r in rows if r not in parts]
        struck = clashing(wholes, partial(_counts_clash, own=own, documents=documents))
        if struck:
            field = f"quantity: {what}"
            why = f"{what}: counted as {listed(struck)}"
            found.append(made_of(event, field, ContradictionKind.CONTRADICTION, struck, why))
        grown = clashing(wholes, lambda a, b: _numbers_apart(a, b) and _is_update(a, b, documents))
        if grown and not struck:
            why = f"{what}: counted as {listed(grown)}; the later report has the newer total"
            found.append(made_of(event, f"quantity: {what}", ContradictionKind.UPDATE, grown, why))
        found += _scopes(event, what, wholes, parts)
    return found


def _name(event: Event, quantity: Quantity) -> str:
    name = measure(quantity)[0]
    return "person" if name in PEOPLE and event.event in _OF_PEOPLE else name


def _in_lists(rows: Sequence[_Counted]) -> list[_Counted]:
    """What one claim counts beside others of its measure ("three agreements, seven memoranda"): none is its whole, save
    the largest where that is the sum of the others.
    """
    by_claim: defaultdict[str, list[_Counted]] = defaultdict(list)
    for row in rows:
        by_claim[row.claim.id].append(row)
    found = []
    for own in by_claim.values():
        most = max(own, key=lambda r: r.quantity.value)
        if len({r.quantity.value for r in own}) > 1 or len(own) > 2:
            rest = sum(r.quantity.value for r in own) - most.quantity.value
            found += [r for r in own if r is not most or rest != most.quantity.value]
    return found


def _scopes(event: Event, what: str, wholes: Sequence[_Counted], parts: Sequence[_Counted]) -> list[Contradiction]:
    """A part beside its whole looks like another number and is none."""
    beside = [(w, p) for p in parts for w in wholes if _numbers_apart(w, p)]
    if not beside:
        return []
    rows = list(dict.fromkeys(row for pair in beside for row in pair))
    why = f"{what}: {listed(p for _, p in beside)} is a part of {listed(w for w, _ in beside)}"
    return [made_of(event, f"quantity: {what}", ContradictionKind.SCOPE, rows, why)]


def _numbers_apart(a: _Counted, b: _Counted) -> bool:
    """Two reports give numbers of one thing that do not fit; one document's two numbers are not two reports' word."""
    of, theirs = measure(a.quantity)[1], measure(b.quantity)[1]
    one_thing = (not of or not theirs or of == theirs) and not _of_two_peoples(a.quantity, b.quantity)
    return a.claim.id != b.claim.id and one_thing and apart(a.quantity, b.quantity)


def _of_two_peoples(one: Quantity, two: Quantity) -> bool:
    """ "Two Pakistani soldiers", "three Afghan soldiers": the dead of two sides."""
    named = [frozenset(_WORD.findall(q.text.casefold())) & peoples().keys() for q in (one, two)]
    states = [{peoples()[word] for word in words} for words in named]
    return all(states) and states[0].isdisjoint(states[1])


def _tells_both(a: _Counted, b: _Counted, own: Mapping[str, Sequence[Quantity]]) -> bool:
    """One report counts as the other does, and something else beside it; or it counts two things in its own voice.

    Counts of one voice that are nearly alike ("a dozen", "the eleven agreements") are of one thing after all.
    ``own``: what each document counts by this measure.
    """
    if a.claim.document == b.claim.document:
        less, more = sorted((a.quantity.value, b.quantity.value))
        return a.claim.statement == b.claim.statement and less < _NEARLY * more
    return any(
        not apart(counted, other.quantity) for one, other in ((a, b), (b, a)) for counted in own[one.claim.document]
    )


def _other_gift(a: _Counted, b: _Counted, documents: Mapping[str, Document]) -> bool:
    """Of two sums of which one is not half of the other each is of another gift, where they are not for one thing."""
    if measure(a.quantity)[0] not in MONEY or a.claim.document == b.claim.document:
        return False
    less, more = sorted((a.quantity.value, b.quantity.value))
    one, two = (
        content_words(d.text[c.predicate.end : c.sentence.end])
        - content_words(" ".join(t for p in c.participants() for t in (p.name, p.text))) - _OF_MONEY
        for c in (a.claim, b.claim) if (d := documents.get(c.document)) is not None
    )  # fmt: skip
    return less < _HALF * more and bool(one) and bool(two) and one.isdisjoint(two)


def _counts_clash(
    a: _Counted, b: _Counted, own: Mapping[str, Sequence[Quantity]], documents: Mapping[str, Document]
) -> bool:
    if not _numbers_apart(a, b) or _is_update(a, b, documents):
        return False
    return not _other_gift(a, b, documents) and not _tells_both(a, b, own)


def _is_update(a: _Counted, b: _Counted, documents: Mapping[str, Document]) -> bool:
    """The larger figure comes from a later day and is a toll, or worded as a running total."""
    one, two = documents.get(a.claim.document), documents.get(b.claim.document)
    if one is None or two is None or one.published is None or two.published is None or one.published == two.published:
        return False
    older, newer = (a, b) if one.published < two.published else (b, a)
    sentence = newer.claim.sentence.of(documents[newer.claim.document].text)
    grown = measure(newer.quantity)[0] in _TOLLS or bool(_GROWING.search(sentence))
    return newer.quantity.value > older.quantity.value and grown


def _is_kind_of(one: _Counted, other: _Counted) -> bool:
    """Papers are counted by what they are on, cargo by what it is; of aircraft and soldiers each report names the type
    or does not.
    """
    if measure(one.quantity)[0] == _PAPERS:
        return narrower(one.quantity, other.quantity)
    named = bool(measure(one.quantity)[1]) and cargo_of_any_kind(other.quantity)
    return named and one.quantity.value < other.quantity.value


def _is_part(row: _Counted, documents: Mapping[str, Document]) -> bool:
    document = documents.get(row.claim.document)
    if document is None or row.quantity.span is None:
        return False
    start = max(row.claim.sentence.start, row.quantity.span.start - 100)
    before, after = document.text[start : row.quantity.span.start], document.text[row.quantity.span.end :][:12]
    return bool(_PART.search(before)) or bool(_OF_THEM.match(after))
