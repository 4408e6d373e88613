"""When the previous visit was, where reports of one block imply different years for it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from communique.knowledge.states import display_name
from communique.merge.block import parties_of
from communique.merge.disagreements import Said, built, clashing, listed
from communique.merge.facts import family_of, known_days, named_person
from communique.merge.fields import since_text
from communique.merge.firsts import Measure, measure_of, same_measure, years_apart
from communique.model.records import Claim, Contradiction, ContradictionKind, Document, Event

_TRIP_DAYS = 3
_TRIP_WRITTEN = 30


@dataclass(frozen=True, slots=True)
class _First(Said):
    """A claim that implies when the previous visit was: who came, to where, in which event."""

    since: tuple[int, int]
    visitors: frozenset[str]
    event: Event
    measure: Measure


def previous_visits(
    events: Sequence[Event], claims: Mapping[str, Claim], documents: Mapping[str, Document]
) -> list[Contradiction]:
    """Where reports of one block imply different years for the previous visit of the same to the same."""
    by_way: defaultdict[tuple[str, str], list[_First]] = defaultdict(list)
    for event in events:
        if not any(f.name == "since" for f in event.fields):
            continue
        for claim in (claims[i] for i in event.claims):
            way, since = _way(claim), claim.details.since
            if way is not None and since is not None:
                visitors = frozenset(p for r in claim.sources if (p := named_person(r)))
                document = documents.get(claim.document)
                measure = measure_of(claim.sentence.of(document.text) if document else "")
                by_way[way].append(_First(since_text(since) or "", claim, since, visitors, event, measure))
    found: list[Contradiction] = []
    for (guest, host), rows in sorted(by_way.items()):
        rows.sort(key=lambda r: r.claim.id)
        for trip in _trips(rows, documents):
            apart = clashing(trip, _since_clash)
            if apart:
                found.append(_previous(guest, host, apart))
    return found


def _previous(guest: str, host: str, apart: Sequence[_First]) -> Contradiction:
    names = sorted({p.name for r in apart for p in r.claim.sources if named_person(p)})
    subject = f"{', '.join(names) or display_name(guest)} visiting {display_name(host)}"
    ids = {r.event.id for r in apart}
    why = f"the previous visit is put as {listed(apart)}"
    return built(
        apart[0].event.block, ids.pop() if len(ids) == 1 else None, subject,
        field="previous visit", kind=ContradictionKind.CONTRADICTION, said=apart, why=why,
    )  # fmt: skip


def _since_clash(a: _First, b: _First) -> bool:
    return years_apart(a.since, b.since) and same_measure(a.measure, b.measure)


def _way(claim: Claim) -> tuple[str, str] | None:
    """Whose visit to whom: the first party of the sources, and of the targets or the place."""
    if family_of(claim)[0] != "CONSULT:visit":
        return None
    guests = parties_of(claim.sources)
    hosts = [p for p in parties_of(claim.targets) if p not in guests]
    if claim.place and claim.place.country and claim.place.country not in guests:
        hosts.append(claim.place.country)
    return (guests[0], hosts[0]) if guests and hosts else None


def _trips(rows: Sequence[_First], documents: Mapping[str, Document]) -> list[list[_First]]:
    """Rows that can be about one trip, each row in the first group of which it fits every member."""
    groups: list[list[_First]] = []
    for row in rows:
        home = next((g for g in groups if all(_same_trip(row, other, documents) for other in g)), None)
        if home is None:
            groups.append([row])
        else:
            home.append(row)
    return groups


def _same_trip(a: _First, b: _First, documents: Mapping[str, Document]) -> bool:
    if a.visitors and b.visitors and not a.visitors & b.visitors:
        return False
    if a.event.id == b.event.id:
        return True
    (first, last), (start, end) = known_days(a.event.date), known_days(b.event.date)
    if first and last and start and end:
        return max((first - end).days, (start - last).days) <= _TRIP_DAYS
    one, two = documents.get(a.claim.document), documents.get(b.claim.document)
    days = [d.published for d in (one, two) if d is not None and d.published is not None]
    return len(days) < 2 or abs((days[0] - days[1]).days) <= _TRIP_WRITTEN
