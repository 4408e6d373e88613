"""Brings the record up to date with what is given: item by item, then the finishing step.

Each document is kept with its reading in one transaction, so an interrupted build loses at most the one in hand. What
the record holds in the end does not depend on the order in which documents came, nor on how the work was cut up.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, fields, replace

from communique.errors import ItemError
from communique.model.ids import document_id
from communique.model.records import Given, Skipped
from communique.record import documents, queries
from communique.record.store import Store
from communique.run.crew import Crew, Job, Made, Reader, failure
from communique.run.finish import finish
from communique.run.ports import BuildReport, Progress, Rooms
from communique.run.remerge import weighed
from communique.sources.base import RawPage


def build(
    store: Store,
    items: Iterable[RawPage | Skipped],
    rooms: Rooms,
    *,
    seen: str = "",
    progress: Callable[[Progress], None] | None = None,
    workers: int = 1,
) -> BuildReport:
    """Bring the record up to date with ``items``.

    An item that cannot be read is noted and the rest goes on, also when a stage of the coder fails in a way that nobody
    foresaw. ``seen`` is the ISO time that new sightings carry. With ``workers`` above 1 documents are read in as many
    processes; the record is the same.

    Raises:
        RecordBusy, CannotWrite: as the store does.
        ModelMissing: when the coder has no model.
    """
    return _Build(store, rooms, seen, progress or (lambda _: None)).run(items, workers)


@dataclass(slots=True)
class _Build:
    """One build under way: what it works on, and its tallies."""

    store: Store
    rooms: Rooms
    seen: str
    tell: Callable[[Progress], None]
    coder: str = ""
    done: int = 0
    tally: dict[str, int] = field(default_factory=lambda: dict.fromkeys(("read", "unchanged", "replaced", "reread"), 0))
    skipped: dict[str, Skipped] = field(default_factory=dict)
    counted: set[str] = field(default_factory=set)  # documents that this build has read, and counted as such
    kept: set[str] = field(default_factory=set)  # addresses at which this build has kept something

    def run(self, items: Iterable[RawPage | Skipped], workers: int) -> BuildReport:
        coder = self.rooms.make_coder()
        self.coder = coder.version
        crew = Crew(self.rooms, Reader(coder, self.rooms.make_document), workers)
        try:
            for job, result in crew.results(self._jobs(items)):
                self._take(job, result)
            # Whatever has no reading by this coder: an earlier one read it, or a build was interrupted before it could.
            for job, result in crew.results(self._unread()):
                self._take_again(job, result)
        finally:
            crew.close()
        claims, statements = finish(self.store, self.rooms, self.coder, self.tell, workers=workers)
        return BuildReport(
            **self.tally,
            skipped=tuple(self.skipped[uri] for uri in sorted(self.skipped)),
            new_claims=claims,
            new_statements=statements,
            counts=queries.counts(self.store),
            languages=queries.languages(self.store),
            judgements_lost=len(weighed(self.store).judged.lost),
        )

    def _jobs(self, items: Iterable[RawPage | Skipped]) -> Iterator[Job]:
        for item in items:
            if isinstance(item, Skipped):
                self._skip(item)
                self._step(item.uri)
                continue
            id = document_id(item.content)
            known = documents.known(self.store, item.uri)
            again = known is not None and known.document == id
            page = replace(item, given=_both(known.given, item.given)) if known is not None and again else item
            work = not self._same(page, id)
            # With another day or source given, the content that this address already had may read otherwise.
            wanted = work and (again or not documents.is_read(self.store, id, self.coder))
            yield Job(page.uri, page=page, work=work, wanted=wanted, seen=page.seen or self.seen)

    def _same(self, page: RawPage, id: str) -> bool:
        """True when the record has just this page at this address already, or has it behind a later version."""
        known = documents.known(self.store, page.uri)
        if known is None:
            return False
        if known.document == id:
            return (known.given, known.extractor) == (page.given, self.rooms.extractor)
        return documents.was_seen(self.store, page.uri, id) is not None and self._superseded(page, id)

    def _superseded(self, page: RawPage, id: str) -> bool:
        """True when a later version than this page stands at its address already.

        What an archive kept in 2019 does not replace what it kept, or we saw, in 2020. Versions that come without a
        time of their own follow each other as builds do; within one build their order must not depend on that of files.
        """
        known = documents.known(self.store, page.uri)
        if known is None or known.document == id:
            return False
        if page.uri in self.kept:
            mine, theirs = (page.seen or self.seen, page.given, id), (known.seen, known.given, known.document)
            return _age(*mine) < _age(*theirs)
        return bool(page.seen) and _moment(page.seen) < _moment(known.seen)

    def _take(self, job: Job, result: Made | Skipped | None) -> None:
        assert job.page is not None
        if isinstance(result, Skipped):
            self._skip(result)
        elif result is None or self._same(job.page, result.document.id):
            self._unchanged(job.uri, document_id(job.page.content))
        else:
            behind = self._behind(job.page, result.document.id)
            try:
                with self.store.transaction():
                    outcome = self._keep(job.page, result)
            except (ItemError, ValueError) as error:  # ids that collide, or what JSON cannot hold
                self._skip(failure(job.uri, error))
            else:
                self.tally[outcome] += 1
                self.skipped.pop(job.uri, None)
                if behind is not None:
                    self._skip(behind)
        self._step(job.uri)

    def _behind(self, page: RawPage, id: str) -> Skipped | None:
        """A note on the text that will not be seen, of two that this build found at one address without a time."""
        known = documents.known(self.store, page.uri)
        if page.uri not in self.kept or page.seen or known is None or known.document == id:
            return None
        behind = id if self._superseded(page, id) else known.document
        why = "one of several texts at this address in one build, none with a time: another one is shown"
        return Skipped(f"{page.uri}#{behind}", "superseded", why)

    def _unchanged(self, uri: str, id: str) -> None:
        with self.store.transaction():
            documents.clear_skipped(self.store, uri)
        # One that a new coder is yet to read will count as read again.
        standing = documents.is_current(self.store, id)
        if not standing or id in self.counted or documents.is_read(self.store, id, self.coder):
            self.tally["unchanged"] += 1

    def _keep(self, page: RawPage, made: Made) -> str:
        """Keep a document, with its reading where it stands as it was read; says what it counts as."""
        store, id = self.store, made.document.id
        known = documents.known(store, page.uri)
        there = documents.is_current(store, id)
        superseded = self._superseded(page, id)
        content = hashlib.sha256(page.content).hexdigest()
        documents.put(store, made.document, content=content, extractor=self.rooms.extractor, superseded=superseded)
        self.kept.add(page.uri)
        if superseded:
            return "unchanged"
        if made.reading is not None:
            documents.put_reading(store, made.reading, made.read_from)
        store.set_meta("dirty", "1")
        if not there or (known is not None and known.document == id):
            self.counted.add(id)
        if known is not None:
            return "replaced" if known.document != id else "reread"
        return "unchanged" if there else "read"

    def _unread(self) -> Iterator[Job]:
        for id in documents.unread(self.store, self.coder):
            document = queries.document(self.store, id)
            assert document is not None
            yield Job(document.uri, document=document)

    def _take_again(self, job: Job, result: Made | Skipped | None) -> None:
        assert job.document is not None
        id = job.document.id
        if isinstance(result, Made) and result.reading is not None:
            try:
                with self.store.transaction():
                    documents.put_reading(self.store, result.reading, result.read_from)
                    self.store.set_meta("dirty", "1")
            except (ItemError, ValueError) as error:
                result = failure(job.uri, error)
            else:
                self.tally["reread"] += id not in self.counted
        if isinstance(result, Skipped):
            # As if it had come now for the first time: a document that this coder cannot read is not in the record.
            with self.store.transaction():
                documents.retire(self.store, id)
                self.store.set_meta("dirty", "1")
                for sighting in job.document.sightings:
                    self._skip(replace(result, uri=sighting.uri))
        self._step(job.uri)

    def _skip(self, skipped: Skipped) -> None:
        self.skipped[skipped.uri] = skipped
        with self.store.transaction():
            documents.put_skipped(self.store, skipped)

    def _step(self, uri: str) -> None:
        self.done += 1
        self.tell(Progress(self.done, None, uri, "read"))


def _age(seen: str, given: Given, id: str) -> tuple[str, str, str]:
    """Orders the versions of one page: when they were seen, when published, and where neither tells, by id."""
    return _moment(seen), given.published.isoformat() if given.published is not None else "", id


def _moment(seen: str) -> str:
    return seen[:19]  # to the second, without the zone: archives write UTC, with "Z" or without


def _both(before: Given, now: Given) -> Given:
    """What is given with a page: what was said of it once stands until something else is said."""
    told = {f.name: getattr(now, f.name) for f in fields(Given)}
    return replace(before, **{name: value for name, value in told.items() if value is not None})
