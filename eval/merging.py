"""Which reports are one happening and where they disagree, held against `tests/golden/merging.jsonl`.

A row of the bed is a group of 2 to 5 short reports (``docs``) with its happenings (``events``: form, status, the
quotations that mention each, from how many independent origins it comes, what became of a plan) and where the reports
differ (``disagreements``: contradiction, update, scope or precision; field; the values with their quotations). The
reports are read, linked and merged as a build does it. Figures, each as hits of asked:

contradiction_precision  contradictions told that the bed has: same field, and claims on two of its sides stand where
                         the bed quotes two of its values (numbers: in those sentences; else in those documents)
contradiction_recall     contradictions of the bed that are told so
contradiction_of_read    ... of those of which two values stand in sentences with a claim of the coder, whatever it
                         says: what merging makes of what was read
update, scope            disagreements of that kind in the bed that are told as such, or not told as contradictions
mention_found            mentions of happenings that a claim of a fitting form stands at
one_event                pairs of such claims, mentions of one happening, that are in one event
two_events               pairs of such claims, mentions of two happenings of like form, that are in two
origins                  happenings of the bed with an event whose origins are as many as the bed says
outcome                  plans of the bed with an event whose outcome is the bed's
"""

from __future__ import annotations

import datetime as dt
import zlib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations
from typing import TYPE_CHECKING, Any, Protocol

from score import Figure, Miss

if TYPE_CHECKING:
    from communique.model.records import Claim, Contradiction, Document, Event, Reading
    from communique.model.values import Span

Row = Mapping[str, Any]
FIGURES = (
    "contradiction_precision",
    "contradiction_recall",
    "contradiction_of_read",
    "update",
    "scope",
    "mention_found",
    "one_event",
    "two_events",
    "origins",
    "outcome",
)
# Names of fields in a record, and what the bed calls them.
_FIELDS = {"quantity": "number", "previous visit": "previous occasion", "since": "previous occasion"}
_CONSULT = frozenset(
    "visit meeting call summit negotiation conference press-conference ceremony letter cooperation".split()
)
# Which events of PLOVER a form of the bed may be coded as, where the form itself is not the claim's.
_EVENTS: Mapping[str, frozenset[str]] = {
    "agreement": frozenset({"AGREE", "COOPERATE", "CONCEDE"}),
    "vote": frozenset({"SUPPORT", "REJECT", "ACCUSE"}),
    "recognition": frozenset({"SUPPORT", "REJECT"}),
    "appointment": frozenset({"SUPPORT", "CONSULT"}),
    "aid": frozenset({"AID", "AGREE", "COOPERATE", "SUPPORT"}),
    "sanction": frozenset({"SANCTION", "REJECT", "COERCE"}),
    "expulsion": frozenset({"SANCTION", "COERCE"}),
    "attack": frozenset({"ASSAULT", "COERCE"}),
    "mobilization": frozenset({"MOBILIZE", "THREATEN", "COERCE"}),
    "protest": frozenset({"PROTEST", "ACCUSE", "REJECT", "REQUEST"}),
    "accusation": frozenset({"ACCUSE", "REJECT"}),
    "threat": frozenset({"THREATEN"}),
    "rejection": frozenset({"REJECT", "ACCUSE"}),
    "release": frozenset({"RETREAT", "CONCEDE", "COOPERATE", "AGREE"}),
    "withdrawal": frozenset({"RETREAT", "SANCTION", "CONCEDE"}),
    "cooperation": frozenset({"COOPERATE", "AGREE", "CONSULT", "MOBILIZE"}),
    "letter": frozenset({"CONSULT", "REQUEST", "AGREE", "SUPPORT"}),
}


class Reader(Protocol):
    """What reads one document."""

    def read_document(self, document: Document) -> Reading:
        """All that it says."""


@dataclass(frozen=True, slots=True)
class Group:
    """One row read, linked and merged. ``documents``: by the row's keys."""

    documents: Mapping[str, Document]
    claims: Mapping[str, Claim]
    events: Sequence[Event]
    contradictions: Sequence[Contradiction]

    def place(self, quote: Mapping[str, str]) -> tuple[str, Span]:
        """The document and the span of a quotation of the row."""
        from communique.model.values import Span

        document = self.documents[quote["doc"]]
        at = document.text.find(quote["quote"])
        return document.id, Span(at, at + len(quote["quote"]))


def in_dev(row: Row) -> bool:
    """True for the half of the bed whose misses are told; no rule is made by the other."""
    return zlib.crc32(row["id"].encode()) % 2 == 0


def read_group(row: Row, coder: Reader) -> Group:
    """Read, link and merge the reports of one row."""
    from communique.documents.duplicates import near_copies
    from communique.documents.extract import make_document
    from communique.link.actors import link
    from communique.merge.events import merge_all
    from communique.model.records import Given
    from communique.sources.base import RawPage

    documents = {}
    for doc in row["docs"]:
        day = doc["published"] and dt.date.fromisoformat(doc["published"])
        given = Given(source=doc["source"], published=day, title=doc["title"])
        text = f"{doc['title']}\n\n" + doc["text"].replace("\n", "\n\n") + "\n"
        documents[doc["key"]] = make_document(RawPage(f"{row['id']}{doc['key']}", text.encode(), "text/plain", given))
    by_id = {d.id: d for d in documents.values()}
    copies = near_copies([(d.id, f"{d.published}\n{d.uri}", d.text) for d in by_id.values()])
    by_id = {i: replace(d, copy_of=copies.get(i)) for i, d in by_id.items()}
    readings = [coder.read_document(d) for d in by_id.values()]
    linked = link(readings, by_id, ())
    claims = {c.id: c for found in linked.claims.values() for c in found}
    statements = {s.id: s for found in linked.statements.values() for s in found}
    made = merge_all(list(claims.values()), by_id, statements)
    return Group({k: by_id[d.id] for k, d in documents.items()}, claims, made.events, made.contradictions)


def score_merging(rows: Iterable[Row], coder: Reader) -> tuple[dict[str, Figure], tuple[Miss, ...]]:
    """The figures, and what was missed."""
    tally = _Tally()
    for row in rows:
        group = read_group(row, coder)
        _disagreements(row, group, tally)
        _happenings(row, group, tally)
    return {name: Figure(tally.hits[name], tally.asked[name]) for name in FIGURES}, tuple(tally.misses)


class _Tally:
    def __init__(self) -> None:
        self.hits: Counter[str] = Counter()
        self.asked: Counter[str] = Counter()
        self.misses: list[Miss] = []

    def note(self, figure: str, row: Row, *, right: bool, quote: str, wanted: str, got: str) -> None:
        self.asked[figure] += 1
        self.hits[figure] += right
        if not right:
            self.misses.append(Miss(row["region"], row["id"], figure, quote, wanted, got))


# disagreements --------------------------------------------------------------------------------------------------------


def _field(name: str) -> str:
    plain = name.partition(":")[0]
    return _FIELDS.get(plain, plain)


def _sides(group: Group, gold: Row) -> list[list[tuple[str, Span]]]:
    return [[group.place(q) for q in value["quotes"]] for value in gold["values"]]


def _tells(group: Group, found: Contradiction, gold: Row) -> bool:
    """Two of its values are said where two different values of the bed are quoted.

    Numbers in the very sentences; whether, when and where in the same documents: these are told more than once.
    """
    if _field(found.field) != gold["field"]:
        return False
    quoted = _sides(group, gold)
    touched: list[set[int]] = []
    for value in found.values:
        claims = [group.claims[i] for i in value.claims]
        at = {
            n
            for n, places in enumerate(quoted)
            if any(
                c.document == d and (gold["field"] != "number" or c.sentence.touches(s))
                for c in claims
                for d, s in places
            )
        }
        touched.append(at)
    return any(a != b for one, two in combinations(touched, 2) for a in one for b in two)


def _disagreements(row: Row, group: Group, tally: _Tally) -> None:
    told = [c for c in group.contradictions if c.kind == "contradiction"]
    gold = [g for g in row["disagreements"] if g["type"] == "contradiction"]
    for found in told:
        right = any(_tells(group, found, g) for g in gold)
        tally.note("contradiction_precision", row, right=right, quote=found.subject, wanted="", got=_shown(found))
    for wanted in row["disagreements"]:
        kind = wanted["type"]
        shown = f"{kind} {wanted['field']}: " + " / ".join(str(v["value"]) for v in wanted["values"])
        matching = [c for c in group.contradictions if _tells(group, c, wanted)]
        got = "; ".join(f"{c.kind} {_shown(c)}" for c in matching)
        quote = wanted["values"][0]["quotes"][0]["quote"]
        if kind == "contradiction":
            right = any(c.kind == "contradiction" for c in matching)
            tally.note("contradiction_recall", row, right=right, quote=quote, wanted=shown, got=got)
            read = [
                any(c.document == d and c.sentence.touches(s) for c in group.claims.values() for d, s in places)
                for places in _sides(group, wanted)
            ]
            if sum(read) > 1:
                tally.note("contradiction_of_read", row, right=right, quote=quote, wanted=shown, got=got)
        elif kind in ("update", "scope"):
            right = all(c.kind != "contradiction" for c in matching)
            tally.note(kind, row, right=right, quote=quote, wanted=shown, got=got)


def _shown(found: Contradiction) -> str:
    return f"{found.field}: " + " / ".join(v.value for v in found.values)


# happenings -----------------------------------------------------------------------------------------------------------


def _fits(claim: Claim, form: str) -> bool:
    if claim.form == form or form == "other":
        return True
    if form in _CONSULT and str(claim.event) == "CONSULT":
        # A visit is no meeting; of the other forms one report says "talks" where another says "meeting".
        return (form == "visit") == (claim.form == "visit") and (form == "call") <= (claim.form in ("call", None))
    return str(claim.event) in _EVENTS.get(form, frozenset())


def _mention(group: Group, quote: Mapping[str, str], form: str) -> Claim | None:
    """The claim of a fitting form whose deciding words stand in the quotation, else nearest to it in its sentence."""
    document, span = group.place(quote)
    inside = [c for c in group.claims.values() if c.document == document and c.sentence.touches(span)]
    fitting = [c for c in inside if _fits(c, form)]

    def far(claim: Claim) -> tuple[bool, bool, int, str]:
        away = abs(claim.predicate.start - span.start)
        return (claim.form != form, not claim.predicate.touches(span), away, claim.id)

    return min(fitting, key=far, default=None)


def _happenings(row: Row, group: Group, tally: _Tally) -> None:
    event_of = {claim: event for event in group.events for claim in event.claims}
    at: list[tuple[str, str, Claim]] = []
    for gold in row["events"]:
        found = {}
        for quote in gold["mentions"]:
            claim = _mention(group, quote, gold["form"])
            tally.note(
                "mention_found", row, right=claim is not None, quote=quote["quote"], wanted=gold["form"], got="-"
            )
            if claim is not None:
                found[claim.id] = claim
        at += [(gold["key"], gold["form"], claim) for claim in found.values()]
        events = list({event_of[c].id: event_of[c] for c in found if c in event_of}.values())
        if gold["status"] == "planned" and events:
            outcomes = {str(e.outcome) for e in events if e.outcome is not None}
            right = outcomes == {gold["outcome"]} if outcomes else False
            quote = gold["mentions"][0]["quote"]
            tally.note("outcome", row, right=right, quote=quote, wanted=gold["outcome"], got=", ".join(outcomes))
        elif events and len({c.document for c in found.values()}) == len({q["doc"] for q in gold["mentions"]}):
            best = max(events, key=lambda e: (len(set(e.claims) & set(found)), e.id))
            quote, got = gold["mentions"][0]["quote"], f"{len(best.origins)} of {len(events)} events"
            right = len(best.origins) == gold["origins"]
            tally.note("origins", row, right=right, quote=quote, wanted=str(gold["origins"]), got=got)
    for (one, form, a), (two, other, b) in combinations(at, 2):
        if a.id == b.id:
            continue
        together = event_of[a.id].id == event_of[b.id].id
        text = {d.id: d.text for d in group.documents.values()}
        quote = f"{a.sentence.of(text[a.document])[:90]} | {b.sentence.of(text[b.document])[:90]}"
        if one == two:
            tally.note("one_event", row, right=together, quote=quote, wanted=form, got="two")
        elif form == other:
            tally.note("two_events", row, right=not together, quote=quote, wanted=form, got="one")
