"""What there is to decide, ranked once for each state of the record by a thread of its own: nobody waits for that long
with a large record.
"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from starlette.requests import Request

from communique.errors import RunError
from communique.model.judgements import Stands
from communique.views.deciding import is_settled, still_stands
from communique.views.door.ranking import HERE, ranked, ranked_elsewhere
from communique.views.door.records import Records

if TYPE_CHECKING:
    from communique.api import Candidate, Record

log = logging.getLogger("communique.server")
SOON = 1.5  # seconds that a page waits for a new ranking before it shows the old one, or that one is being made
_REST = 10  # times as long as ranking took, a queue is used before it is made anew

Stamp = tuple[tuple[int, int, int, int], ...]
"""What tells one state of the record from others without reading it."""


@dataclass(frozen=True, slots=True)
class Queue:
    """What there was to decide, best first.

    ``judged``: the ids of the judgements that were known then; ``seconds``: how long ranking took, ``at``: when it was
    done, by the monotonic clock; ``fresh``: nothing was written since.
    """

    candidates: tuple[Candidate, ...]
    judged: frozenset[str]
    seconds: float
    at: float = 0.0
    fresh: bool = True

    def left(self, standings: Sequence[Stands]) -> list[Candidate]:
        """What of it nobody judged since."""
        new = [s.judgement for s in standings if s.judgement.id not in self.judged and s.counts]
        return [one for one in self.candidates if not is_settled(one, new)]

    def stands(self, record: Record, one: Candidate) -> bool:
        """True when something of it is still as it was."""
        return self.fresh or still_stands(record, one)

    def standing(self, record: Record, limit: int) -> list[Candidate]:
        """The first of what is left to decide."""
        left = self.left(record.standings())
        return list(islice((one for one in left if self.stands(record, one)), limit))


class Queues:
    """The queue of one record. Safe to share between threads.

    What took long is not done again for every judgement: the queue from before leaves out what was judged meanwhile.
    """

    def __init__(self, records: Records) -> None:
        self._records = records
        self._changed = threading.Condition()
        self._made: tuple[Stamp, Queue] | None = None
        self._error: tuple[Stamp, RunError] | None = None
        self.running = False
        self.since: float = 0.0

    def get(self, wait: float | None = None, *, anew: bool = False) -> Queue | None:
        """The queue of the record as it stands; while that is not there, the one before, or None.

        Args:
            wait: so many seconds at most for a new one; `SOON` where nothing is said.
            anew: make a new one now, however long that takes.

        Raises:
            RecordMissing, NotARecord, RecordTooNew, RecordBusy: when the record cannot be used.
        """
        until = time.monotonic() + (SOON if wait is None else wait)
        with self._changed:
            while True:
                now = stamp(self._records.path)
                if self._made is not None and not _same_file(self._made[0], now):
                    self._made = None  # the record was replaced
                if self._made is not None and self._made[0] == now:
                    return self._made[1]
                if self._error is not None and self._error[0] == now:
                    error, self._error = self._error[1], None
                    raise error
                if not self.running and not anew and self._made is not None and not self._is_due(self._made[1]):
                    break
                if not self.running:
                    self.running, self.since = True, time.monotonic()
                    threading.Thread(target=self._run, daemon=True, name="queue").start()
                left = until - time.monotonic()
                if left <= 0:
                    break
                self._changed.wait(left)
            return None if self._made is None else replace(self._made[1], fresh=False)

    def _is_due(self, made: Queue) -> bool:
        """True when a new queue may be made: at once where that is quick, else not before it has been used a while."""
        return made.seconds < SOON or time.monotonic() - made.at > _REST * made.seconds

    def seconds(self) -> float:
        """How long the ranking under way has taken until now, in seconds."""
        return time.monotonic() - self.since

    def _run(self) -> None:
        # Taken before the record is read: what is written meanwhile makes it a stamp of the past.
        now, begun = stamp(self._records.path), time.monotonic()
        made: tuple[Stamp, Queue] | None = None
        failed: tuple[Stamp, RunError] | None = None
        try:
            with self._records.reading() as record:
                few = record.counts()["claims"] <= HERE
                found = ranked(record) if few else None
            candidates, judged = found or ranked_elsewhere(self._records.path)
            made = now, Queue(candidates, judged, time.monotonic() - begun, time.monotonic())
        except RunError as error:
            failed = now, error
        except Exception as error:
            log.exception("the queue could not be made")
            failed = now, RunError("what there is to decide could not be ranked", f"{type(error).__name__}: {error}")
        with self._changed:
            self._made, self._error, self.running = made or self._made, failed, False
            self._changed.notify_all()


def stamp(path: Path) -> Stamp:
    """What changes whenever something is written to the record: its file and the log beside it."""
    found: list[tuple[int, int, int, int]] = []
    for one in (path, Path(f"{path}-wal")):
        with suppress(OSError):
            told = one.stat()
            if told.st_size:  # an empty log comes with the first look
                found.append((told.st_dev, told.st_ino, told.st_mtime_ns, told.st_size))
    return tuple(found)


def _same_file(one: Stamp, two: Stamp) -> bool:
    return [f[:2] for f in one[:1]] == [f[:2] for f in two[:1]]


def queues(request: Request) -> Queues:
    """The queue of the application that serves ``request``."""
    state = request.app.state
    found = getattr(state, "queues", None)
    if found is None:
        found = state.queues = Queues(state.records)
    assert isinstance(found, Queues)
    return found
