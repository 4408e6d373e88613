"""Makes and reads documents, here or in worker processes, and hands the results back in the order of the jobs."""

from __future__ import annotations

import signal
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from multiprocessing import get_context

from communique.errors import ItemError, RunError
from communique.model.records import Document, Reading, Skipped
from communique.record import documents
from communique.run.ports import Coder, Rooms
from communique.sources.base import RawPage

_AHEAD = 4  # jobs waiting for each worker: enough to keep it busy, few enough to stay small
_LONGEST_DETAIL = 300  # characters of an unexpected error that are worth keeping


@dataclass(frozen=True, slots=True)
class Job:
    """One document to make (of ``page``), or to read again (``document``).

    Without ``work`` it only keeps its place in the order; without ``wanted`` no reading is asked for.
    """

    uri: str
    page: RawPage | None = None
    document: Document | None = None
    work: bool = True
    wanted: bool = True
    seen: str = ""


@dataclass(frozen=True, slots=True)
class Made:
    """A document, what of it a reading rests on (`documents.body`), and its reading where that was asked for."""

    document: Document
    read_from: str
    reading: Reading | None


class Reader:
    """Does jobs, one at a time."""

    def __init__(self, coder: Coder, make_document: Callable[[RawPage, str], Document]) -> None:
        self.coder = coder
        self.make_document = make_document

    def do(self, job: Job) -> Made | Skipped:
        """The document and its reading; or why it could not be read."""
        try:
            document = job.document
            if document is None:
                assert job.page is not None
                document = self.make_document(job.page, job.seen)
            read_from = documents.body(document)
            reading = self.coder.read_document(document) if job.wanted else None
        except RunError:
            raise
        except Exception as error:  # one document must never end the run, whatever is wrong with it
            return failure(job.uri, error)
        return Made(document, read_from, reading)


_reader: Reader | None = None  # in a worker process


def _enlist(make_coder: Callable[[], Coder], make_document: Callable[[RawPage, str], Document]) -> None:
    global _reader
    # The terminal sends an interrupt to all of the group; the first process decides what becomes of the others.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _reader = Reader(make_coder(), make_document)


def _work(job: Job) -> Made | Skipped:
    assert _reader is not None
    return _reader.do(job)


class Crew:
    """Does jobs here or in worker processes, and hands the results back in the order of the jobs."""

    def __init__(self, rooms: Rooms, reader: Reader, workers: int) -> None:
        self._rooms = rooms
        self._reader = reader
        self._workers = max(1, workers)
        self._pool: ProcessPoolExecutor | None = None

    def results(self, jobs: Iterable[Job]) -> Iterator[tuple[Job, Made | Skipped | None]]:
        """Each job with its result (None when it had no work), as soon as all before it are done."""
        if self._workers == 1:
            for job in jobs:
                yield job, self._reader.do(job) if job.work else None
            return
        waiting: deque[tuple[Job, Future[Made | Skipped] | None]] = deque()
        for job in jobs:
            waiting.append((job, self._submit(job) if job.work else None))
            if len(waiting) > _AHEAD * self._workers:
                yield self._first(waiting)
        while waiting:
            yield self._first(waiting)

    def close(self) -> None:
        """Let the workers finish what they have in hand, and go."""
        if self._pool is not None:
            self._pool.shutdown(wait=True, cancel_futures=True)
            self._pool = None

    def _submit(self, job: Job) -> Future[Made | Skipped]:
        if self._pool is None:
            self._pool = self._hire(self._workers)
        try:
            return self._pool.submit(_work, job)
        except BrokenProcessPool:
            self.close()
            self._pool = self._hire(self._workers)
            return self._pool.submit(_work, job)

    def _first(self, waiting: deque[tuple[Job, Future[Made | Skipped] | None]]) -> tuple[Job, Made | Skipped | None]:
        job, future = waiting.popleft()
        if future is None:
            return job, None
        try:
            return job, future.result()
        except BrokenProcessPool:
            return job, self._alone(job)
        except RunError:
            raise
        except Exception as error:  # a result that cannot be sent between processes
            return job, failure(job.uri, error)

    def _alone(self, job: Job) -> Made | Skipped:
        """Again, by itself: when a worker dies, all jobs in flight are lost, and only one of them is to blame."""
        with self._hire(1) as pool:
            try:
                return pool.submit(_work, job).result()
            except BrokenProcessPool:
                return Skipped(job.uri, "failed", "the process that read it died")

    def _hire(self, workers: int) -> ProcessPoolExecutor:
        rooms = self._rooms
        return ProcessPoolExecutor(
            workers,
            mp_context=get_context("spawn"),
            initializer=_enlist,
            initargs=(rooms.make_coder, rooms.make_document),
        )


def failure(uri: str, error: Exception) -> Skipped:
    """What to note of an item whose reading raised ``error``: its own reason, or ``failed`` for what nobody foresaw."""
    if isinstance(error, ItemError):
        return Skipped(uri, error.reason, error.detail)
    told = " ".join(str(error).split())
    return Skipped(uri, "failed", f"{type(error).__name__}: {told}"[:_LONGEST_DETAIL])
