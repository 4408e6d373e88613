"""Builds that the pages or REST asked for: what was given is kept beside the record, read in a thread, and told."""

from __future__ import annotations

import datetime as dt
import hashlib
import re
import threading
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from starlette.requests import Request
from typing_extensions import TypedDict

from communique.errors import CannotWrite, CommuniqueError, RunError, UsageError
from communique.views.door.failures import Refused
from communique.views.rows import skipped_rows
from communique.views.shapes import SkippedRow

if TYPE_CHECKING:
    from communique.api import BuildReport, Progress

MOST_BYTES = 64 * 1024 * 1024  # given at once; more is for the command line, which need not hold it
_NAME = 100  # characters of a file's name
_KEPT_JOBS = 20


class BuildShape(TypedDict):
    """A build: ``state`` is running, done or failed; ``done`` of ``total`` (None while not known) in its ``stage``.

    ``said`` is the same for people; ``skipped`` what was not read and why; ``error`` and ``hint`` when it failed.
    """

    id: str
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
            if any(job["state"] == "running" for job in self._jobs.values()):
                raise Refused(409, "a build is under way", "wait until it is done, then try again")
            paths = [keep(self.folder, upload) for upload in uploads] + ([address] if address else [])
            job = _new(f"b-{len(self._jobs) + 1}")
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

    def all(self) -> list[BuildShape]:
        """All builds since the server started, latest first."""
        return list(reversed(self._jobs.values()))

    def _run(self, job: BuildShape, paths: list[str], source: str | None, published: dt.date | None) -> None:
        from communique import api

        def tell(step: Progress) -> None:
            job["stage"], job["done"], job["total"], job["item"] = step.stage, step.done, step.total, step.uri
            total = "" if step.total is None else f" of {step.total}"
            job["said"] = f"{step.stage} {step.done}{total}"

        try:
            with api.create(self.path) as record:
                report = record.build(paths, source=source or None, published=published, progress=tell)
            _done(job, report)
        except RunError as error:
            job["error"], job["hint"], job["state"] = error.what, error.hint, "failed"
            job["said"] = error.what
        except Exception as error:
            what = str(error) if isinstance(error, CommuniqueError) else f"{type(error).__name__}: {error}"
            job["error"], job["hint"], job["state"] = what, "this is a fault of the program: please report it", "failed"
            job["said"] = what
            if not isinstance(error, CommuniqueError):
                raise


def _new(id: str) -> BuildShape:
    return BuildShape(
        id=id,
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
    job["skipped"] = skipped_rows(report.skipped)
    told = [f"{job['read']} read", f"{job['unchanged']} known already" if job["unchanged"] else ""]
    told.append(f"{len(job['skipped'])} skipped" if job["skipped"] else "")
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
            if place.exists() and place.read_bytes() != upload.content:
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
    return (f"{stem[:_NAME]}{dot}{ending[:20]}" if stem else clean[:_NAME]) or "given"


def jobs(request: Request) -> Jobs:
    """The builds of the application that serves ``request``."""
    found = request.app.state.jobs
    assert isinstance(found, Jobs)
    return found
