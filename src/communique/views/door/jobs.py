"""Builds that the pages or REST asked for: what was given is kept beside the record, read in a thread, and told."""

from __future__ import annotations

import datetime as dt
import hashlib
import logging
import re
import threading
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from starlette.requests import Request
from typing_extensions import TypedDict

from communique import settings
from communique.errors import CannotWrite, CommuniqueError, RunError, UsageError
from communique.views.door.failures import Refused, without_folder
from communique.views.rows import skipped_rows
from communique.views.shapes import SkippedRow

if TYPE_CHECKING:
    from communique.api import BuildReport, Progress

MOST_BYTES = 64 * 1024 * 1024  # given at once; more is for the command line, which need not hold it
MOST_SKIPPED = 500  # that a build tells of: an archive can hold 100,000 files; the record keeps them all
_NAME = 120  # bytes of a file's name; the file system takes 255, and a mark may be put behind it
_ENDING = 20
_KEPT_JOBS = 20
_STAGES = {"read": "reading", "link": "linking names", "merge": "merging reports"}

log = logging.getLogger("communique.server")


class BuildShape(TypedDict):
    """A build: ``state`` is running, done or failed; ``done`` of ``total`` (None while not known) in its ``stage``.

    ``given``: names of what is read; ``said`` is how far it is, for people; ``skipped`` what was not read and why, at
    most 500 of it (/api/skipped has all); ``error`` and ``hint`` when it failed. ``started``: an ISO time.
    """

    id: str
    started: str
    given: list[str]
    state: Literal["running", "done", "failed"]
    stage: str
    done: int
    total: int | None
    item: str
    said: str
    read: int
    unchanged: int
    new_claims: int
    new_statements: int
    skipped: list[SkippedRow]
    error: str
    hint: str


@dataclass(frozen=True, slots=True)
class Upload:
    """One file or text that was given: its name, and its bytes."""

    name: str
    content: bytes


class Jobs:
    """Builds into the record at ``path``, one at a time; what was dropped is kept in ``<record>.given/``."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.folder = path.with_name(f"{path.name}.given")
        self._jobs: dict[str, BuildShape] = {}
        self._lock = threading.Lock()

    def start(
        self,
        uploads: Sequence[Upload],
        *,
        address: str = "",
        source: str | None = None,
        published: dt.date | None = None,
    ) -> BuildShape:
        """Keep what was given and start to read it; returns at once.

        Args:
            uploads: files and pasted texts.
            address: a page, feed or site map on the web, http or https.
            source: who published them, where nothing in them says so.
            published: when, likewise.

        Raises:
            UsageError: nothing was given, too much, or an address of another kind.
            Refused: 409, a build is under way.
            CannotWrite: it cannot be kept.
        """
        if not uploads and not address:
            raise UsageError("nothing was given to read", "drop files, paste a text or name an address")
        if address and not address.lower().startswith(("http://", "https://")):
            raise UsageError(f"{address} is no web address", "files of this machine are built with: communique build")
        if sum(len(u.content) for u in uploads) > MOST_BYTES:
            raise UsageError("more than 64 MB at once", "build larger heaps with: communique build PATH")
        with self._lock:
            self._check_idle()
            paths = [keep(self.folder, upload) for upload in uploads] + ([address] if address else [])
            return self._begin(paths, source, published)

    def start_sample(self) -> BuildShape:
        """Start to read the articles of the shipped sample; returns at once.

        Raises:
            Refused: 409, a build is under way.
        """
        articles = [str(f) for f in sorted(settings.sample_folder().iterdir()) if f.suffix in (".txt", ".html")]
        with self._lock:
            self._check_idle()
            return self._begin(articles, None, None)

    def _check_idle(self) -> None:
        if self.under_way() is not None:
            raise Refused(409, "a build is under way", "wait until it is done, then try again; see /build")

    def _begin(self, paths: list[str], source: str | None, published: dt.date | None) -> BuildShape:
        job = _new(f"b-{len(self._jobs) + 1}", [p if "://" in p else Path(p).name for p in paths])
        self._jobs[job["id"]] = job
        for old in list(self._jobs)[:-_KEPT_JOBS]:
            self._jobs[old] = {**self._jobs[old], "skipped": []}
        threading.Thread(target=self._run, args=(job, paths, source, published), daemon=True, name=job["id"]).start()
        return job

    def get(self, id: str) -> BuildShape:
        """One build as it stands.

        Raises:
            Refused: 404.
        """
        found = self._jobs.get(id)
        if found is None:
            raise Refused(404, f"there is no build {id}", f"there are {len(self._jobs)} since the server started")
        return found

    def under_way(self) -> BuildShape | None:
        """The build that runs at this moment, if one does."""
        return next((job for job in self.all() if job["state"] == "running"), None)

    def all(self) -> list[BuildShape]:
        """All builds since the server started, latest first."""
        return list(reversed(self._jobs.values()))

    def _run(self, job: BuildShape, paths: list[str], source: str | None, published: dt.date | None) -> None:
        from communique import api

        def tell(step: Progress) -> None:
            job["stage"], job["done"], job["total"], job["item"] = step.stage, step.done, step.total, step.uri
            job["said"] = f"{_STAGES[step.stage]}: {step.done} {'so far' if step.total is None else f'of {step.total}'}"

        try:
            with api.create(self.path) as record:
                report = record.build(paths, source=source or None, published=published, progress=tell)
        except RunError as error:
            self._failed(job, error.what, error.hint)
        except Exception as error:  # whatever it is, whoever waits for the build must be told that it has ended
            log.exception("build %s failed", job["id"])
            what = str(error) if isinstance(error, CommuniqueError) else f"{type(error).__name__}: {error}"
            self._failed(job, what, "this is a fault of the program: please report it with the server's log")
        else:
            _done(job, report)

    def _failed(self, job: BuildShape, what: str, hint: str) -> None:
        # Where the folder is, who gave a file need not read in each line.
        job["error"] = job["said"] = without_folder(what.replace(f"{self.folder}/", ""), self.path)
        job["hint"] = hint
        job["state"] = "failed"


def _new(id: str, given: list[str]) -> BuildShape:
    return BuildShape(
        id=id,
        started=settings.now(),
        given=given,
        state="running",
        stage="start",
        done=0,
        total=None,
        item="",
        said="getting ready",
        read=0,
        unchanged=0,
        new_claims=0,
        new_statements=0,
        skipped=[],
        error="",
        hint="",
    )


def _done(job: BuildShape, report: BuildReport) -> None:
    job["read"], job["unchanged"] = report.read + report.replaced, report.unchanged
    job["new_claims"], job["new_statements"] = report.new_claims, report.new_statements
    job["skipped"] = skipped_rows(report.skipped)[:MOST_SKIPPED]
    told = [f"{job['read']} read" if job["read"] else "nothing new"]
    told.append(f"{job['unchanged']} known already" if job["unchanged"] else "")
    told.append(f"{len(report.skipped)} skipped" if report.skipped else "")
    job["said"] = ", ".join(filter(None, told))
    job["state"] = "done"


def keep(folder: Path, upload: Upload) -> str:
    """Write what was given to ``folder`` and return its path: the same bytes once, others of its name beside it.

    Raises:
        CannotWrite: that cannot be.
    """
    name = safe_name(upload.name)
    digest = hashlib.sha256(upload.content).hexdigest()[:8]
    stem, dot, ending = name.partition(".")
    try:
        folder.mkdir(exist_ok=True)
        for candidate in (name, f"{stem}-{digest}{dot}{ending}"):
            place = folder / candidate
            # A link would lead the bytes to wherever whoever put it there wants them.
            if place.is_symlink() or (place.exists() and place.read_bytes() != upload.content):
                continue
            place.write_bytes(upload.content)
            return str(place)
    except OSError as error:
        raise CannotWrite(f"{folder}: {error.strerror or error}", "look at the folder beside the record") from error
    raise CannotWrite(f"{folder / name} is another file", "rename the file that you give")


def safe_name(name: str) -> str:
    """The last part of a name without what a file name should not hold; ``given`` when nothing is left.

    >>> safe_name("../../etc/passwd"), safe_name(".hidden"), safe_name("a<b>.html")
    ('passwd', 'hidden', 'a-b-.html')
    """
    last = re.split(r"[/\\\\]", unicodedata.normalize("NFC", name))[-1]
    clean = "".join(c if c.isalnum() or c in " ._-()" else "-" for c in last).strip(" .")
    stem, dot, ending = clean.rpartition(".")
    return (f"{_cut(stem, _NAME)}{dot}{_cut(ending, _ENDING)}" if stem else _cut(clean, _NAME)) or "given"


def _cut(text: str, most: int) -> str:
    """At most so many bytes of a text, whole characters."""
    return text.encode("utf-8", "ignore")[:most].decode("utf-8", "ignore")


def jobs(request: Request) -> Jobs:
    """The builds of the application that serves ``request``."""
    found = request.app.state.jobs
    assert isinstance(found, Jobs)
    return found
