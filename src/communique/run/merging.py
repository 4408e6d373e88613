"""Merges what waits in a record, and settles what its events show of each other.

Work is done in jobs: the claims of some cells of one block as JSON, so that other processes can do them. What a job
makes is a function of its claims and their documents alone; the record is the same for any number of workers.
"""

from __future__ import annotations

import datetime as dt
import gc
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import FIRST_COMPLETED, Executor, Future, ProcessPoolExecutor, wait
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from functools import partial
from types import MappingProxyType
from typing import TypeVar

from communique.merge.judged import NOTHING, Judged
from communique.model.records import Claim, Contradiction, Statement, Status
from communique.record import codec, merging, queries
from communique.record.merging import Cell, ClaimRow, Days, KeptEvent, Near
from communique.record.store import Store
from communique.run.ports import Merging, Progress

WHOLE_CELL = 400  # claims; a smaller cell is merged whole
WHOLE_SHARE = 4  # ... and so is one of which a fourth waits
JOB = 2_000  # claims in one job, unless a single cell has more
IN_PARALLEL = 1_000  # waiting claims from which further processes are worth their start
AHEAD = 12_000  # claims under way for each process: some jobs take many times as long as others
PAUSE = 0.2  # seconds
COLLECTED_AFTER = 1_000_000  # objects made
REACH = 62  # days: how far apart events may be that show something of each other
CLOSE = 31  # ... and that may differ, or keep others from being told as differing

NOBODY: Mapping[str, Iterable[str]] = MappingProxyType({})

_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class Job:
    """Claims to merge, by cell, and the documents and statements that they stand in, all as they are kept."""

    block: str
    cells: tuple[tuple[str, ...], ...]
    documents: tuple[queries.DocumentRow, ...]
    statements: tuple[str, ...]
    judged: Judged

    def size(self) -> int:
        """How many claims it has."""
        return sum(map(len, self.cells))


@dataclass(frozen=True, slots=True)
class Done:
    """What a job made."""

    block: str
    claims: tuple[str, ...]
    events: tuple[KeptEvent, ...]
    contradictions: tuple[Contradiction, ...]


def merge_waiting(
    store: Store, rules: Merging, tell: Callable[[Progress], None], *, judged: Judged = NOTHING, workers: int = 1
) -> None:
    """Merge all that waits and settle what that touches, inside the caller's transaction.

    Args:
        store: the record.
        rules: the room's functions.
        tell: told after each job.
        judged: what people decided.
        workers: how many processes merge; few claims are merged in this one.
    """
    waiting = merging.cells(store)
    total = sum(cell.waiting for cell in waiting)
    done = 0
    with ExitStack() as stack:
        stack.enter_context(_seldom_collecting())
        pool: Executor | None = None
        if workers > 1 and total >= IN_PARALLEL:
            pool = stack.enter_context(ProcessPoolExecutor(workers))
        work = _Work(pool, partial(_merge, rules), _jobs(store, rules, waiting, judged), AHEAD * workers)
        for made in work.done():
            if made is None:  # nothing is, so there is time for something else
                _settle_idly(store, rules, judged, work.blocks())
                continue
            merging.put_made(store, made.block, made.claims, made.events, made.contradictions)
            done += len(made.claims)
            tell(Progress(min(done, total), total, made.block, "merge"))
        for block, stretches in merging.unsettled(store).items():
            _settle(store, rules, block, stretches, judged)


@contextmanager
def _seldom_collecting() -> Iterator[None]:
    """Look for cycles of objects seldom: what is made here has none, and looking took a third of the time."""
    before = gc.get_threshold()
    gc.set_threshold(COLLECTED_AFTER, *before[1:])
    try:
        yield
    finally:
        gc.set_threshold(*before)


class _Work:
    """Jobs under way, with at most ``depth`` claims in them, unless a single one has more.

    In which order they are done does not matter: what one makes is of claims that no other has.
    """

    def __init__(self, pool: Executor | None, work: Callable[[Job], Done], jobs: Iterator[Job], depth: int) -> None:
        self._pool, self._work, self._jobs, self._depth = pool, work, jobs, depth
        self._running: dict[Future[Done], Job] = {}

    def blocks(self) -> frozenset[str]:
        """The blocks of which a job is under way."""
        return frozenset(job.block for job in self._running.values())

    def done(self) -> Iterator[Done | None]:
        """What the jobs made; None, at times, while all that are left are under way and none is done."""
        if self._pool is None:
            yield from map(self._work, self._jobs)
            return
        for job in self._jobs:
            self._running[self._pool.submit(self._work, job)] = job
            while sum(job.size() for job in self._running.values()) >= self._depth:
                yield from self._taken(wait(self._running, return_when=FIRST_COMPLETED).done)
        while self._running:
            ready = wait(self._running, timeout=0, return_when=FIRST_COMPLETED).done
            if not ready:
                yield None
                ready = wait(self._running, timeout=PAUSE, return_when=FIRST_COMPLETED).done
            yield from self._taken(ready)

    def _taken(self, ready: Iterable[Future[Done]]) -> Iterator[Done]:
        for future in ready:
            del self._running[future]
            yield future.result()


# jobs -----------------------------------------------------------------------------------------------------------------


def _jobs(store: Store, rules: Merging, waiting: Sequence[Cell], judged: Judged) -> Iterator[Job]:
    concerned = merging.cells_of(store, judged.ids())
    block = ""
    cells: list[list[ClaimRow]] = []
    for cell in waiting:
        if cells and (cell.block != block or sum(map(len, cells)) + cell.total > JOB):
            yield _job(store, block, cells, judged)
            cells = []
        block = cell.block
        cells.append(_claims_of(store, rules, cell, whole=cell.name in concerned))
    if cells:
        yield _job(store, block, cells, judged)


def _claims_of(store: Store, rules: Merging, cell: Cell, *, whole: bool) -> list[ClaimRow]:
    """The claims to merge: all of a small or mostly new cell, else what waits and the components that it touches.

    ``whole``: people decided something in this cell, which comparing does not know of.
    """
    if whole or cell.total <= WHOLE_CELL or cell.waiting * WHOLE_SHARE >= cell.total:
        found = merging.all_in(store, cell.name)
        merging.disturb(store, [row.id for row in found])
        return found
    stretches = list(merging.merged_stretches(merging.days_waiting(store, cell.name)))
    fresh, others = merging.waiting_in(store, cell.name), merging.near(store, cell.name, stretches)
    words = merging.words_of(store, (row.document for row in (*fresh, *others)))
    touched = rules.touched([row.claim() for row in fresh], [row.claim() for row in others], words)
    merging.disturb(store, sorted(touched))
    return merging.waiting_in(store, cell.name)


def _job(store: Store, block: str, cells: Sequence[Sequence[ClaimRow]], judged: Judged) -> Job:
    rows = [row for cell in cells for row in cell]
    return Job(
        block,
        tuple(tuple(row.json for row in cell) for cell in cells),
        tuple(queries.rows_behind(store, {row.document for row in rows})),
        tuple(merging.statements_as_json(store, (row.statement for row in rows if row.statement))),
        judged.among([row.id for row in rows]) if judged.ids() else NOTHING,
    )


def _merge(rules: Merging, job: Job) -> Done:
    documents = {d.id: d for d in map(queries.document_of, job.documents)}
    statements = {s.id: s for s in (codec.load(Statement, text) for text in job.statements)}
    rows: list[KeptEvent] = []
    contradictions: list[Contradiction] = []
    ids: list[str] = []
    for texts in job.cells:
        claims = [codec.load(Claim, text) for text in texts]
        ids += [claim.id for claim in claims]
        made = rules.merge_claims(job.block, claims, documents, statements, judged=job.judged)
        rows += [KeptEvent.of(e, made.components[e.claims[0]], rules.days_of_event(e, documents)) for e in made.events]
        contradictions += made.contradictions
    return Done(job.block, tuple(ids), tuple(rows), tuple(contradictions))


# settling -------------------------------------------------------------------------------------------------------------


def _settle_idly(store: Store, rules: Merging, judged: Judged, busy: Collection[str]) -> None:
    """Settle one of the blocks of which all is merged, if there is one: none of those that are ``busy``."""
    for block, stretches in merging.unsettled(store).items():
        if block not in busy:
            _settle(store, rules, block, stretches, judged)
            return


def _settle(store: Store, rules: Merging, block: str, stretches: Sequence[Days], judged: Judged) -> None:
    touched = list(merging.merged_stretches(stretches, CLOSE))
    near = merging.events_near(store, block, list(merging.merged_stretches(stretches, 2 * REACH)), rules.shows)
    again = _within(near, list(merging.merged_stretches(stretches, REACH)))
    close = _within(near, touched)
    near |= merging.visits_counted(store, block)
    of_event = {claim: n.event.claims for n in near.values() for claim in n.event.claims}
    claims = _Asked(lambda ids: {c.id: c for c in queries.claims(store, ids=ids)}, of_event)
    documents = _Asked(lambda ids: {d.id: d for d in map(queries.document_of, queries.rows_behind(store, ids))})
    plans = [id for id in again if near[id].event.status is Status.PLANNED]
    # The first claim of an event tells its kind; those of a plan what it is.
    claims.ask({*(c for id in plans for c in near[id].event.claims), *(n.event.claims[0] for n in near.values())})
    coverage = [dt.date.fromisoformat(day) for day in merging.coverage(store, block)] if plans else []
    documents.ask(document for id in plans for document in near[id].event.documents)
    days = {id: row.days for id, row in near.items()}
    settled = rules.settle(
        [row.event for row in near.values()], again, claims, documents, coverage, judged=judged, days=days, close=close
    )
    merging.put_settled(store, block, near, settled.events)
    merging.clear_across(store, block, touched)
    # Where something is as it was, what differs there was not forgotten.
    local = [(x, days[x.event]) for x in settled.contradictions if x.event is not None and x.event in close]
    merging.put_contradictions(store, local, merging.ACROSS)
    merging.put_contradictions(store, [(x, (0, 0)) for x in settled.of_block], merging.OF_BLOCK)
    merging.all_settled(store, block)


def _within(near: Mapping[str, Near], stretches: Sequence[Days]) -> set[str]:
    return {id for id, row in near.items() if any(lo <= row.days[1] and row.days[0] <= hi for lo, hi in stretches)}


class _Asked(Mapping[str, _T]):
    """Things of the record by id, looked up when they are asked for and then kept; ``along``: with which others."""

    def __init__(
        self, look_up: Callable[[Sequence[str]], Mapping[str, _T]], along: Mapping[str, Iterable[str]] = NOBODY
    ) -> None:
        self._look_up = look_up
        self._along = along
        self._known: dict[str, _T] = {}

    def ask(self, ids: Iterable[str]) -> None:
        """Look up several at once."""
        self._known.update(self._look_up(sorted({id for id in ids if id not in self._known})))

    def __getitem__(self, id: str) -> _T:
        """The thing. Raises KeyError where the record has none."""
        if id not in self._known:
            self.ask((id, *self._along.get(id, ())))
        return self._known[id]

    def __iter__(self) -> Iterator[str]:
        """What has been asked for so far."""
        return iter(self._known)

    def __len__(self) -> int:
        """How many have been asked for so far."""
        return len(self._known)
