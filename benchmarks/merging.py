"""How long merging takes, and how much memory, for many made-up claims; and for a few more on top of them.

usage: python benchmarks/merging.py [--claims N] [--add N] [--workers N] [--seed N] [--record FILE]

Happenings fall on pairs of states and on days by Zipf's law (the busiest pair of 19,900 has about a tenth of all, the
busiest of 3,650 days about a ninth), kinds as in a record of news. Each is told by one or more reports (Zipf again, up
to 200), which share persons, places, days and words as reports do: many name no person, a fifth gives no day, a third
only the story's, and every report has words of its own. A document holds up to twelve claims of one pair and some days.
Claims and documents are kept first; timed is what a build does then: merging all that waits, and settling.
"""

from __future__ import annotations

import argparse
import bisect
import datetime as dt
import hashlib
import itertools
import json
import resource
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random

from communique.knowledge.states import states
from communique.merge.judged import NOTHING
from communique.model.ids import claim_id, document_id, slug
from communique.model.ontology import EventType
from communique.model.records import Claim, Details, Document, Part, PartKind, Sighting, Source, Status
from communique.model.values import (
    ActorKind,
    Basis,
    PartialDate,
    Participant,
    Place,
    Precision,
    PublishedBasis,
    Quantity,
    Span,
)
from communique.record import derived, documents, queries
from communique.record.store import Store
from communique.run.house import MERGING
from communique.run.merging import merge_waiting

STATES = [state.code for state in states()][:200]
DAYS = 3650
FIRST = dt.date(2015, 1, 1)
PER_DOCUMENT = 12
CHUNK = 25_000  # claims kept at a time
# event, form, weight; the weights are those of a record of 5,000 articles, rounded
KINDS = [
    (EventType.CONSULT, "meeting", 14), (EventType.CONSULT, "visit", 9), (EventType.CONSULT, "call", 4),
    (EventType.AGREE, "agreement", 6), (EventType.AGREE, None, 8), (EventType.SUPPORT, None, 13),
    (EventType.COOPERATE, None, 9), (EventType.REQUEST, None, 7), (EventType.ACCUSE, None, 9),
    (EventType.REJECT, None, 6), (EventType.THREATEN, None, 3), (EventType.AID, None, 5),
    (EventType.SANCTION, None, 3), (EventType.ASSAULT, None, 3), (EventType.MOBILIZE, None, 1),
]  # fmt: skip
SYLLABLES = ["ba", "de", "fi", "go", "lu", "ma", "ne", "pi", "ro", "su", "ta", "ve", "wi", "zo", "ker", "lan", "mor"]
WORDS = ["".join(w) for w in itertools.product(SYLLABLES, SYLLABLES, SYLLABLES)]


class Zipf:
    """Ranks from 0, the first the most likely, by Zipf's law with exponent 1."""

    def __init__(self, size: int) -> None:
        self._sums = list(itertools.accumulate(1 / (n + 1) for n in range(size)))

    def draw(self, chance: Random) -> int:
        return bisect.bisect_left(self._sums, chance.random() * self._sums[-1])


@dataclass(slots=True)
class Happening:
    pair: tuple[str, str]
    day: int
    event: EventType
    form: str | None
    status: Status
    persons: tuple[str | None, str | None]
    city: str
    words: list[str]
    number: int


def happenings(chance: Random) -> Iterator[Happening]:
    pairs = [*itertools.combinations(STATES, 2)]
    days = [*range(DAYS)]
    chance.shuffle(pairs)
    chance.shuffle(days)
    by_pair, by_day = Zipf(len(pairs)), Zipf(DAYS)
    weights = [*itertools.accumulate(w for _, _, w in KINDS)]
    while True:
        pair = pairs[by_pair.draw(chance)]
        event, form, _ = KINDS[bisect.bisect_left(weights, chance.random() * weights[-1])]
        persons = [f"{side} minister {chance.randrange(6)}" if chance.random() < 0.7 else None for side in pair]
        status = Status.PLANNED if chance.random() < 0.1 else Status.ACTUAL
        words = chance.sample(WORDS, 12)
        city = f"{pair[chance.randrange(2)]} city {chance.randrange(3)}"
        day = days[by_day.draw(chance)]
        yield Happening(pair, day, event, form, status, (persons[0], persons[1]), city, words, chance.randrange(2, 400))


def reports(chance: Random) -> Iterator[Happening]:
    """Reports of happenings, those of one happening after each other, without end."""
    often = Zipf(200)
    return (h for h in happenings(chance) for _ in range(1 + often.draw(chance) // 6))


def sentence(chance: Random, told: Happening) -> str:
    own, other = chance.sample(told.words, 8), chance.sample(WORDS, 6)
    mixed = own + other
    chance.shuffle(mixed)
    return f"{told.pair[0]} {' '.join(mixed[:2])} acted {' '.join(mixed[2:])} {told.pair[1]}."


def made(chance: Random, listed: Iterable[Happening], mark: str) -> tuple[list[Document], list[Claim]]:
    """Documents with a claim for each report; ``mark`` tells those of one run from those of another."""
    by_pair: dict[tuple[str, str, int, int], list[Happening]] = {}
    for told in listed:
        by_pair.setdefault((*told.pair, told.day // 20, chance.randrange(8)), []).append(told)
    found: list[Document] = []
    claims: list[Claim] = []
    for _, group in sorted(by_pair.items(), key=lambda row: row[0]):
        for start in range(0, len(group), PER_DOCUMENT):
            document, its = written(chance, group[start : start + PER_DOCUMENT], mark, len(found))
            found.append(document)
            claims += its
    return found, claims


def written(chance: Random, group: Sequence[Happening], mark: str, number: int) -> tuple[Document, list[Claim]]:
    published = FIRST + dt.timedelta(days=max(h.day for h in group) + chance.randrange(3))
    sentences = [sentence(chance, told) for told in group]
    text = f"Report {mark} {number}\n\n" + "\n".join(sentences)
    outlet = f"Outlet {chance.randrange(300)}"
    document = Document(
        id=document_id(text.encode()), text=text, title=f"Report {mark} {number}",
        parts=(Part(PartKind.BODY, Span(0, len(text))),), sightings=(Sighting(f"made:{mark}/{number}"),),
        source=Source(slug(outlet), outlet), published=published, published_basis=PublishedBasis.GIVEN,
    )  # fmt: skip
    at, claims = len(text) - len("\n".join(sentences)), []
    for told, words in zip(group, sentences, strict=True):
        claims.append(claim(chance, told, document, Span(at, at + len(words))))
        at += len(words) + 1
    return document, claims


def claim(chance: Random, told: Happening, document: Document, span: Span) -> Claim:
    predicate = Span(at := document.text.index(" acted ", span.start) + 1, at + 5)
    sides = []
    for role, state, person, where in (
        ("source", told.pair[0], told.persons[0], Span(span.start, span.start + 3)),
        ("target", told.pair[1], told.persons[1], Span(span.end - 4, span.end - 1)),
    ):
        named = person if person is not None and chance.random() < 0.8 else None
        kind, name = (ActorKind.PERSON, named) if named else (ActorKind.STATE, f"State {state}")
        actor = f"person:{slug(name)}" if named else f"state:{state}"
        sides.append(Participant(role, state, where, name, kind, state, "GOV", None, actor))
    day, chosen = FIRST + dt.timedelta(days=told.day), chance.random()
    date = None
    if chosen < 0.8:
        basis = Basis.STATED if chosen < 0.45 else Basis.STORY
        date = PartialDate(day, day, Precision.DAY, basis, day.isoformat(), span)
    quantities = ()
    if chance.random() < 0.15:
        quantities = (Quantity(float(told.number), "tonnes", span=predicate, text=f"{told.number} tonnes"),)
    return Claim(
        id=claim_id(document.id, told.event, predicate, [sides[0].span], [sides[1].span]), document=document.id,
        event=told.event, predicate=predicate, spans=(predicate,), sentence=span, sources=(sides[0],),
        targets=(sides[1],), status=told.status, score=0.8, form=told.form,
        details=Details(stage="signed") if told.form == "agreement" else Details(), date=date,
        place=Place(told.city, told.city[:3]) if chance.random() < 0.5 else None, quantities=quantities,
    )  # fmt: skip


def keep(store: Store, chance: Random, listed: Iterable[Happening], mark: str) -> None:
    papers, claims = made(chance, listed, mark)
    with store.transaction():
        for paper in papers:
            content = hashlib.sha256(paper.text.encode()).hexdigest()
            documents.put(store, paper, content=content, extractor="made")
        slots = MERGING.slots_of(claims, {d.id: d for d in papers}, NOTHING)
        derived.add_claims(
            store, [derived.Placed(c, (s := slots[c.id]).block, s.cell, s.first, s.last) for c in claims]
        )


def sizes(count: int) -> Iterator[int]:
    """So many at a time that what is measured is the memory of merging, and not of making things up."""
    for start in range(0, count, CHUNK):
        yield min(CHUNK, count - start)


def timed(store: Store, workers: int) -> float:
    start = time.perf_counter()
    with store.transaction():
        merge_waiting(store, MERGING, lambda _: None, workers=workers)
    return time.perf_counter() - start


def peak() -> float:
    """GiB: the most that this process had, and the most that one of its workers had."""
    own, other = (resource.getrusage(w).ru_maxrss for w in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return (own + 2 * other) / 1024**2


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--claims", type=int, default=100_000)
    parser.add_argument("--add", type=int, default=1_000)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--record", type=Path, help="keep the record there")
    options = parser.parse_args()
    chance = Random(options.seed)
    with tempfile.TemporaryDirectory() as scratch:
        with Store.open(options.record or Path(scratch) / "made.record", create=True) as store:
            start = time.perf_counter()
            told = reports(chance)
            for chunk, size in enumerate(sizes(options.claims)):
                keep(store, chance, itertools.islice(told, size), f"a{chunk}")
            kept = time.perf_counter() - start
            first = timed(store, options.workers)
            keep(store, chance, itertools.islice(told, options.add), "b")
            more = timed(store, options.workers)
            counts = queries.counts(store)
        figures = {
            "claims": options.claims, "kept_s": round(kept, 1), "merge_s": round(first, 1),
            "us_a_claim": round(first / options.claims * 1e6), "added": options.add, "add_s": round(more, 2),
            "peak_gib": round(peak(), 2), "events": counts["events"], "contradictions": counts["contradictions"],
        }  # fmt: skip
        sys.stdout.write(json.dumps(figures) + "\n")


if __name__ == "__main__":
    main()
