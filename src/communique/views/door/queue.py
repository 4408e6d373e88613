"""What there is to decide, ranked once for each state of the record by a thread of its own: nobody waits for that long
with a large record.
"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from starlette.requests import Request

from communique.errors import RunError
from communique.model.judgements import Stands
from communique.views.deciding import is_settled, still_stands
from communique.views.door.records import Records

if TYPE_CHECKING:
    from communique.api import Candidate, Record

log = logging.getLogger("communique.server")
SOON = 1.5  # seconds that a page waits for a new ranking before it shows the old one, or that one is being made

Stamp = tuple[tuple[int, int, int, int], ...]
"""What tells one state of the record from others without reading it."""


@dataclass(frozen=True, slots=True)
class Queue:
    """What there was to decide, best first.

    ``judged``: the ids of the judgements that were known then; ``fresh``: nothing was written since; ``seconds``: how
    long ranking took.
    """

    candidates: tuple[Candidate, ...]
    judged: frozenset[str]
    seconds: float
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
    """The queue of one record. Safe to share between threads."""

    def __init__(self, records: Records) -> None:
        self._records = records
        self._changed = threading.Condition()
        self._made: tuple[Stamp, Queue] | None = None
        self._error: tuple[Stamp, RunError] | None = None
        self._running = False
        self.since: float = 0.0

    def get(self, wait: float = SOON) -> Queue | None:
        """The queue of the record as it stands; while that takes longer than ``wait`` seconds, the one before, or None.

        Raises:
            RecordMissing, NotARecord, RecordTooNew, RecordBusy: when the record cannot be used.
        """
        until = time.monotonic() + wait
        with self._changed:
            while True:
                now = stamp(self._records.path)
                if self._made is not None and self._made[0] == now:
                    return self._made[1]
                if self._error is not None and self._error[0] == now:
                    error, self._error = self._error[1], None
                    raise error
                if not self._running:
                    self._running, self.since = True, time.monotonic()
                    threading.Thread(target=self._run, daemon=True, name="queue").start()
                left = until - time.monotonic()
                if left <= 0:
                    break
                self._changed.wait(left)
            if self._made is None:
                return None
            old = self._made[1]
            return Queue(old.candidates, old.judged, old.seconds, fresh=False)

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
                judged = frozenset(j.id for j in record.judgements())
                found = record.review()
            made = now, Queue(found, judged, time.monotonic() - begun)
        except RunError as error:
            failed = now, error
        except Exception as error:
            log.exception("the queue could not be made")
            failed = now, RunError("what there is to decide could not be ranked", f"{type(error).__name__}: {error}")
        with self._changed:
            self._made, self._error, self._running = made or self._made, failed, False
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


def queues(request: Request) -> Queues:
    """The queue of the application that serves ``request``."""
    state = request.app.state
    found = getattr(state, "queues", None)
    if found is None:
        found = state.queues = Queues(state.records)
    assert isinstance(found, Queues)
    return found
