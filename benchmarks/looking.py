"""How long what the pages ask of a large record takes, for its busiest pair of states and for the record as a whole.

usage: python benchmarks/looking.py --record FILE [--times N] [--page PATH ..]

FILE is what ``benchmarks/merging.py --record FILE`` leaves: claims and events, but nobody linked and nothing said. What
is missing is made up and kept there at the first use: every actor that a claim names, a statement of every second
claim's source, in that claim's sentence, and when each document came. Each question is asked N times on a warm record;
the middle time is told, by the clock and as this process spent it, which another program beside it does not lengthen
by much. The page of a dyad asks what is marked with a star, and is to be there in less than 300 ms.
Pages and REST addresses themselves are timed with ``--page``, where ONE and TWO stand for the two states: /ONE/TWO.
"""

from __future__ import annotations

import argparse
import json
import statistics
import sys
import time
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from starlette.testclient import TestClient

import communique
from communique.api import Record
from communique.link.actors import Actor
from communique.model.glances import Filters
from communique.model.ids import statement_id
from communique.model.records import Claim, Statement
from communique.record import derived, queries
from communique.record.store import Store
from communique.views.server.app import make_app

PAGE = 50
LATELY = "2024-12-01T00:00:00+00:00"
ROUND = 20_000  # claims read at a time


def said_by(claim: Claim) -> Statement:
    (speaker,), (listener,) = claim.sources, claim.targets
    content = claim.sentence
    return Statement(
        statement_id(claim.document, [speaker.span], [claim.predicate], [content]),
        claim.document,
        (replace(speaker, role="speaker"),),
        (speaker.span,),
        (claim.predicate,),
        (content,),
        claim.sentence,
        "said",
        verbatim=False,
        score=0.8,
        addressees=(replace(listener, role="addressee"),),
    )


def furnish(path: Path) -> None:
    """Make up who is who and what is said, where a record of claims has neither."""
    with Store.open(path) as store:
        if queries.counts(store)["actors"]:
            return
        ids = [id for (id,) in store.rows("SELECT id FROM claims ORDER BY id")]
        texts = dict(store.rows("SELECT id, text FROM documents"))
        mentions: Counter[str] = Counter()
        people: dict[str, Any] = {}
        told = []
        for start in range(0, len(ids), ROUND):
            for n, claim in enumerate(queries.claims(store, ids=ids[start : start + ROUND])):
                for p in claim.participants():
                    mentions[str(p.actor)] += 1
                    people[str(p.actor)] = p
                if n % 2 == 0:
                    states = frozenset(str(p.country) for p in claim.participants())
                    told.append(derived.Told(said_by(claim), claim.sentence.of(texts[claim.document]), states))
        with store.transaction():
            derived.put_actors(
                store,
                [
                    Actor(id, p.name, p.kind, p.country, p.sector, (p.name, f"{p.name} the elder"), (), (), count, ())
                    for id, count in sorted(mentions.items())
                    for p in (people[id],)
                ],
            )
            derived.put_statements(store, told)
            store.execute(  # each document came on the day after its own
                "UPDATE sightings SET seen = (SELECT date(published, '+1 day') || 'T06:00:00+00:00' FROM documents"
                " WHERE id = document)"
            )


def questions(record: Record) -> list[tuple[str, Callable[[], Sequence[Any] | Any]]]:
    """What is asked, by name; a star marks what the page of a dyad asks."""
    pair = record.pairs(limit=1)[0].states
    dyad, everything = Filters(states=pair), Filters()
    known = [g.id for g in record.glances(dyad)]
    events = [id for _, id in record.event_keys(dyad, newest=True, limit=PAGE)]
    middle = record.event_keys(dyad)[len(known) // 2]
    said = [id for _, id in record.statement_keys(states=pair, newest=True, limit=PAGE)]
    papers = [id for _, id in record.document_keys(limit=PAGE)]
    speaker = record.speakers(states=pair, limit=1)[0].actor
    source = str(record.sources()[0][0].id)
    return [
        ("* glances of the dyad", lambda: record.glances(dyad)),
        ("* glances of the dyad, one source", lambda: record.glances(replace(dyad, source=source))),
        ("* glances of the dyad, one kind", lambda: record.glances(replace(dyad, event="CONSULT", status="actual"))),
        ("* glances of the dyad, contradicted", lambda: record.glances(replace(dyad, contradicted=True))),
        ("* event_keys of the dyad", lambda: record.event_keys(dyad, newest=True, limit=PAGE)),
        ("* event_keys of the dyad, from the middle", lambda: record.event_keys(dyad, after=middle, limit=PAGE)),
        ("* events_with", lambda: record.events_with(events)),
        ("* contradictions_of all its events", lambda: record.contradictions_of(known)),
        ("* contradiction_keys of the dyad", lambda: record.contradiction_keys(states=pair)),
        ("* statement_keys of the dyad", lambda: record.statement_keys(states=pair, newest=True, limit=PAGE)),
        ("* statements by id", lambda: record.statements(ids=said)),
        ("* speakers of the dyad", lambda: record.speakers(states=pair, limit=20)),
        ("* encounters of the dyad", lambda: record.encounters(dyad, limit=20)),
        ("* published", record.published),
        ("* languages", record.languages),
        ("* counts", record.counts),
        ("glances of all", lambda: record.glances(everything)),
        ("event_keys of all, newest", lambda: record.event_keys(everything, newest=True, limit=PAGE)),
        ("statement_keys of all, newest", lambda: record.statement_keys(newest=True, limit=PAGE)),
        ("statement_keys of a speaker", lambda: record.statement_keys(speaker=speaker, limit=PAGE)),
        ("speakers of all", lambda: record.speakers(limit=20)),
        ("document_keys, newest", lambda: record.document_keys(newest=True, limit=PAGE)),
        ("document_keys of a source", lambda: record.document_keys(source=source, limit=PAGE)),
        ("tallies", lambda: record.tallies(papers)),
        ("pairs", lambda: record.pairs(limit=20)),
        ("encounters of all", lambda: record.encounters(everything, limit=100)),
        ("builds", record.builds),
        ("documents_seen", lambda: record.documents_seen(LATELY)),
        ("event_keys of what came lately", lambda: record.event_keys(Filters(seen=LATELY), newest=True, limit=PAGE)),
        ("actor_keys", lambda: record.actor_keys(limit=PAGE)),
        ("actors_with", lambda: record.actors_with([id for _, id in record.actor_keys(limit=PAGE)])),
        ("find_actors", lambda: record.find_actors("minister 3 eld")),
    ]


def timed(ask: Callable[[], Any], times: int) -> tuple[float, float, int]:
    """The middle time in ms, by the clock and of this process, and how many rows came."""
    taken, spent = [], []
    for _ in range(times):
        start, own = time.perf_counter(), time.process_time()
        found = ask()
        taken.append(time.perf_counter() - start)
        spent.append(time.process_time() - own)
    return statistics.median(taken) * 1000, statistics.median(spent) * 1000, len(found)


def tell(name: str, row: tuple[float, float, int], what: str) -> None:
    clock, own, size = row
    sys.stdout.write(f"{name:<44} {clock:8.1f} ms {own:8.1f} ms {size:>7} {what}\n")


def asked(client: TestClient, address: str) -> bytes:
    answer = client.get(address)
    if answer.status_code != 200:
        raise SystemExit(f"{address} answers {answer.status_code}: {answer.text[:300]}")
    return answer.content


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--record", type=Path, required=True)
    parser.add_argument("--times", type=int, default=7)
    parser.add_argument("--page", action="append", default=[], help="an address to ask the server for, too")
    options = parser.parse_args()
    furnish(options.record)
    with communique.open(options.record) as record:
        total = 0.0
        for name, ask in questions(record):
            row = timed(ask, options.times)
            total += row[1] if name.startswith("*") else 0
            tell(name, row, "rows")
        one, two = record.pairs(limit=1)[0].states
        for page in options.page:
            address = page.replace("ONE", one).replace("TWO", two)
            with TestClient(make_app(options.record), base_url="http://127.0.0.1") as client:
                tell(
                    address,
                    timed(lambda client=client, address=address: asked(client, address), options.times),
                    "bytes",
                )
        figures = {"dyad_ms": round(total, 1), **record.counts()}
        sys.stdout.write(json.dumps(figures) + "\n")


if __name__ == "__main__":
    main()
