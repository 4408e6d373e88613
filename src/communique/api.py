"""The record as Python users and the views see it: open it, build it, ask it.

```python
import communique

with communique.create("my.record") as record:
    record.build(["articles/"])
    for event in record.events(states=("RUS", "VNM")):
        print(event.date, event.form)
```

What is heavy to load (the language model, link, merge) is loaded by what needs it, so that a look-up answers at once.
"""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, Any, Self

from communique import settings
from communique.errors import NothingToRead, UnknownId
from communique.knowledge.memberships import Membership, memberships, organisations_of
from communique.knowledge.organisations import Organisation, organisation
from communique.knowledge.sources import Outlet, outlet_table
from communique.knowledge.states import State, find_state, states
from communique.model.records import (
    Claim,
    Contradiction,
    Document,
    Event,
    Given,
    Office,
    Reading,
    Skipped,
    Source,
    Statement,
    Version,
)
from communique.record import derived, documents, queries
from communique.record.search import Hit, search
from communique.record.store import Store
from communique.run.find_record import Finding, codes, event_of, form_of, status_of
from communique.run.judge_record import Judging
from communique.run.ports import BuildReport, Progress, Rooms

if TYPE_CHECKING:
    from communique.annotate.pipeline import Coder
    from communique.link.actors import Actor
    from communique.run.bench import DatesAnswer, PublishedAnswer, bench_dates, bench_published
    from communique.run.plover_bed import PloverAnswer, bench_plover, plover_score
    from communique.run.review import Candidate
    from communique.run.throughput import Throughput, bench_throughput
    from communique.sources.formats import Format

__all__ = [
    "Actor",
    "BuildReport",
    "Candidate",
    "Coder",
    "DatesAnswer",
    "Format",
    "Hit",
    "Membership",
    "Organisation",
    "Outlet",
    "PloverAnswer",
    "Progress",
    "PublishedAnswer",
    "Record",
    "State",
    "Throughput",
    "all_formats",
    "all_outlets",
    "all_states",
    "bench_dates",
    "bench_plover",
    "bench_published",
    "bench_throughput",
    "create",
    "memberships",
    "open",
    "organisation",
    "organisations_of",
    "plover_score",
    "state_code",
]

_LATE = {
    "Actor": "link.actors",
    "AttributionAnswer": "run.attribution_bed",
    "Candidate": "run.review",
    "Coder": "annotate.pipeline",
    "DatesAnswer": "run.bench",
    "Format": "sources.formats",
    "PloverAnswer": "run.plover_bed",
    "PublishedAnswer": "run.bench",
    "StoryAnswer": "run.stories_bed",
    "Throughput": "run.throughput",
    "attribution_score": "run.attribution_bed",
    "bench_attribution": "run.attribution_bed",
    "bench_coreference": "run.coreference_bed",
    "bench_dates": "run.bench",
    "bench_plover": "run.plover_bed",
    "bench_published": "run.bench",
    "bench_stories": "run.stories_bed",
    "bench_throughput": "run.throughput",
    "coreference_score": "run.coreference_bed",
    "plover_score": "run.plover_bed",
    "stories_score": "run.stories_bed",
}
_KINDS: dict[str, tuple[str, type[Any]]] = {
    "d": ("documents", Document),
    "c": ("claims", Claim),
    "s": ("statements", Statement),
    "e": ("events", Event),
    "x": ("contradictions", Contradiction),
}
_HEX_ID = re.compile(r"(?:([dcsex])-)?([0-9a-f]+)")
_FULL, _SHORTEST = 12, 4  # hex digits of an id, and the fewest that may stand for it
_NAME_SOME = "name articles, or folders, tables, feeds or archives of them; communique sources tells what is read"
_LOOK = "an id looks like e-0123456789ab; its first four digits are enough where no other begins so"


def __getattr__(name: str) -> Any:
    # Loaded when asked for: some bring a language model along, others the tables of offices.
    if name in _LATE:
        from importlib import import_module

        return getattr(import_module(f"communique.{_LATE[name]}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def open(path: str | Path) -> Record:
    """The record at ``path``.

    Raises:
        RecordMissing, NotARecord, RecordTooNew, RecordBusy: when there is none that can be used.
    """
    return Record(Store.open(Path(path)))


def create(path: str | Path) -> Record:
    """The record at ``path``; a new one when there is none.

    Raises:
        NotARecord, RecordTooNew, RecordBusy, CannotWrite: when that cannot be.
    """
    return Record(Store.open(Path(path), create=True))


def state_code(text: str) -> str:
    """The ISO 3166-1 alpha-3 code for a code or any name of a state. Raises `UnknownState` with what comes near."""
    return find_state(text).code


def all_states() -> tuple[State, ...]:
    """Every state that is known."""
    return states()


def all_outlets() -> tuple[Outlet, ...]:
    """Every outlet and agency that the shipped table knows, by id, with domains and where the row can be checked."""
    return outlet_table()


def all_formats() -> tuple[Format, ...]:
    """Every format that is read, plain ones first, archives last."""
    from communique.sources.formats import FORMATS

    return FORMATS


class Record(Finding, Judging):
    """An open record. Made by `open` or `create`; a context manager that closes it."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self.path = store.path

    def _rooms(self) -> Rooms:
        import communique
        from communique.run.house import rooms

        return rooms(settings.load().model, communique.__version__)

    def close(self) -> None:
        """Close the file."""
        self._store.close()

    def __enter__(self) -> Self:
        """The record itself."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close it."""
        self.close()

    def build(
        self,
        paths: Sequence[str],
        *,
        source: str | None = None,
        published: dt.date | None = None,
        columns: Mapping[str, str] | None = None,
        follow: bool = False,
        private: bool = False,
        workers: int = 1,
        offices: str | Path | None = None,
        progress: Callable[[Progress], None] | None = None,
    ) -> BuildReport:
        """Read files, folders and web addresses into the record; what it has already is left alone.

        Nothing is asked of the network unless a web address is among ``paths`` or ``follow`` is set.

        Args:
            paths: files, folders and addresses of pages, feeds and site maps; folders are read with all in them.
            source: the outlet that published them, where nothing beside them says so.
            published: the day on which they were published, likewise.
            columns: what tables call our fields (text, html, title, uri, source, published, language, seen), where they
                call them something that is not known.
            follow: fetch the pages that feeds and site maps in files name.
            private: allow addresses of this machine and of private networks.
            workers: how many processes read at the same time; the record is the same for any number.
            offices: the user's own table of offices, as `use_offices` takes it; else the record keeps the one it has.
            progress: told after each step.

        Raises:
            NothingToRead: no path exists, or nothing in them can be read and the record is empty.
            BadTable: the table of offices is wrong; nothing has been read then.
            RecordBusy, CannotWrite, ModelMissing: when it cannot go on. What was read until then is kept.
        """
        from communique.run.build import build
        from communique.run.inputs import check_given, fetching, is_there, is_web
        from communique.run.offices import read_offices

        if not any(map(is_there, paths)):
            what = f"there is no {' or '.join(paths)}" if paths else "no file, folder or address was named"
            raise NothingToRead(what, _NAME_SOME)
        check_given(published, columns or {})
        own_offices = None if offices is None else read_offices(Path(offices))
        with self._store.transaction():
            for path in paths:  # a folder that had nothing to read yesterday may have something now
                documents.clear_skipped_in(self._store, path if is_web(path) else PurePath(path).as_posix())
            if own_offices is not None and derived.put_given_offices(self._store, own_offices):
                self._store.set_meta("dirty", "1")
        online = follow or any(is_web(path) for path in paths)
        given = Given(source=source, published=published)
        fetch = fetching(given, columns or {}, online=online, private=private)
        report = build(
            self._store,
            (item for path in paths for item in fetch(path)),
            self._rooms(),
            seen=settings.now(),
            progress=progress,
            workers=workers,
        )
        if not report.counts["documents"]:
            raise _nothing(paths, report)
        return report

    def use_offices(self, file: str | Path | None, progress: Callable[[Progress], None] | None = None) -> int:
        """Make a table the record's own table of offices, which goes before the shipped one; link the record again.

        Args:
            file: CSV with ``person``, ``position``, ``start``, ``state`` or ``organisation``, and if you like ``end``,
                ``surname``, ``aliases``, ``origin``; None takes the record's own table away.
            progress: told after each step.

        Returns:
            How many rows the record's own table has now.

        Raises:
            NothingToRead: there is no such file.
            BadTable: columns or rows are wrong, each named with its line in ``details``; nothing of it is taken.
        """
        from communique.run.offices import read_offices, use_offices

        given = () if file is None else read_offices(Path(file))
        use_offices(self._store, given, self._rooms(), progress or (lambda _: None))
        return len(given)

    def documents(self, *, source: str | None = None) -> tuple[Document, ...]:
        """The documents, by id; ``source``: those of the source with this id. What an address showed before it changed
        is not among them.
        """
        return queries.documents(self._store, source=source)

    def document(self, id: str) -> Document:
        """One document, also one that has been superseded. Raises `UnknownId`."""
        found = self._get_hex(id, only="d")
        assert isinstance(found, Document)
        return found

    def reading(self, document_id: str) -> Reading | None:
        """What the coder made of one document, before linking; None when it has not been read."""
        return queries.reading(self._store, document_id)

    def versions(self, document_id: str) -> tuple[Version, ...]:
        """What the addresses of a document have shown over time; empty when they only ever showed this document."""
        return queries.versions(self._store, document_id)

    def skipped(self) -> tuple[Skipped, ...]:
        """What was not read, and why, by address."""
        return queries.skipped(self._store)

    def sources(self) -> tuple[tuple[Source, int], ...]:
        """The sources with how many documents each has, by id."""
        return queries.sources(self._store)

    def claims(self, *, document: str | None = None, ids: Sequence[str] | None = None) -> tuple[Claim, ...]:
        """Claims, by document and where they stand in it: all, those of one document, or those with these ids."""
        return queries.claims(self._store, document=document, ids=ids)

    def statements(
        self, *, document: str | None = None, states: Sequence[str] = (), ids: Sequence[str] | None = None
    ) -> tuple[Statement, ...]:
        """Statements, by document and where they stand in it.

        ``states``: codes or names; each of them speaks, is addressed, or is named in what is said.
        """
        return queries.statements(self._store, document=document, states=codes(states), ids=ids)

    def events(
        self,
        *,
        states: Sequence[str] = (),
        since: dt.date | None = None,
        until: dt.date | None = None,
        event: str | None = None,
        form: str | None = None,
        status: str | None = None,
        documents: Sequence[str] | None = None,
    ) -> tuple[Event, ...]:
        """Events by first day (undated last), then id.

        Args:
            states: codes or names; each of them takes part: two are a dyad.
            since: only events that may have lasted until this day or later; undated ones are left out.
            until: only events that may have begun on this day or earlier; likewise.
            event: a PLOVER event, such as CONSULT.
            form: a diplomatic form, such as visit.
            status: such as planned.
            documents: only events that one of the documents with these ids tells.

        Raises:
            UnknownState: no such state.
            UsageError: no such event, form or status.
        """
        return queries.events(
            self._store,
            states=codes(states),
            since=since,
            until=until,
            event=event_of(event),
            form=form_of(form),
            status=status_of(status),
            documents=documents,
        )

    def contradictions(self, *, states: Sequence[str] = ()) -> tuple[Contradiction, ...]:
        """Where reports do not agree, by id; ``states``: codes or names that the event or one of the sides names."""
        return queries.contradictions(self._store, states=codes(states))

    def actors(self) -> tuple[Actor, ...]:
        """Who takes part in anything, by id."""
        from communique.link.actors import Actor

        return queries.actors(self._store, Actor)

    def offices(self) -> tuple[Office, ...]:
        """Who held which position: by the documents, by the user's own table, and by the shipped one for all others."""
        return queries.offices(self._store)

    def get(self, id: str) -> Document | Claim | Statement | Event | Contradiction | Actor:
        """The one thing with this id, or whose id begins so.

        Raises:
            UnknownId: nothing has it, or several things do; the hint says what comes near.
        """
        wanted = id.strip()
        if _HEX_ID.fullmatch(wanted.lower()):
            return self._get_hex(wanted)
        from communique.link.actors import Actor

        actor = queries.one(self._store, "actors", Actor, wanted)
        if actor is None:
            near = queries.ids_around(self._store, "actors", wanted, limit=2) if ":" in wanted else ()
            raise UnknownId(f"nothing has the id {wanted}", f"near it: {', '.join(near)}" if near else _LOOK)
        return actor

    def search(self, words: str, *, limit: int = 20, kind: str | None = None) -> tuple[Hit, ...]:
        """The best documents and statements (or those of one ``kind``) with all the words.

        ``"a phrase"`` and ``begin*`` are understood.
        """
        return search(self._store, words, limit=limit, kind=kind)

    def counts(self) -> dict[str, int]:
        """How many of each thing there are."""
        return queries.counts(self._store)

    def _get_hex(self, id: str, only: str = "") -> Document | Claim | Statement | Event | Contradiction:
        match = _HEX_ID.fullmatch(id.strip().lower())
        if match is None or (only and match[1] not in (None, only)):
            raise UnknownId(f"no document has the id {id}", _LOOK.replace("e-", "d-"))
        letter, digits = match[1] or only, match[2]
        if len(digits) < _SHORTEST:
            raise UnknownId(f"{id} is too short for an id", _LOOK)
        kinds = [letter] if letter else list(_KINDS)
        found = [
            (kind, whole)
            for kind in kinds
            for whole in queries.ids_from(self._store, _KINDS[kind][0], f"{kind}-{digits}", limit=_FULL)
        ]
        if len(found) > 1:
            raise UnknownId(
                f"{len(found)} things have an id that begins with {id}", ", ".join(whole for _, whole in found)
            )
        if not found:
            near = [n for k in kinds for n in queries.ids_around(self._store, _KINDS[k][0], f"{k}-{digits}", limit=1)]
            raise UnknownId(f"nothing has the id {id}", f"near it: {', '.join(near)}" if near else _LOOK)
        kind, whole = found[0]
        thing = queries.document(self._store, whole) if kind == "d" else queries.one(self._store, *_KINDS[kind], whole)
        if thing is None:  # gone between the two questions: another process is building
            raise UnknownId(f"nothing has the id {id}", _LOOK)
        return thing


def _nothing(paths: Sequence[str], report: BuildReport) -> NothingToRead:
    reasons = Counter(skipped.reason for skipped in report.skipped)
    told = ", ".join(f"{reason} {count}" for reason, count in sorted(reasons.items())) or "the folders are empty"
    # What nobody foresaw is a fault of the program, and no other files would help.
    failed = next((skipped.detail for skipped in report.skipped if skipped.reason == "failed"), None)
    hint = _NAME_SOME if failed is None else f"please report it; the first that failed: {failed}"
    if len(report.skipped) == 1 and failed is None:
        told = f"{told}: {report.skipped[0].detail}"
    return NothingToRead(f"nothing could be read in {', '.join(paths)} ({told})", hint)
