"""What the readers of archives share: names that are refused or passed over, sidecars, and the handing over."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from typing import TypeAlias

from communique.errors import ItemError
from communique.model.records import Skipped
from communique.sources.archives.metered import Spool
from communique.sources.archives.unpacking import Source
from communique.sources.base import Blob, Desk, Item
from communique.sources.given import Told
from communique.sources.sidecars import described, passed_over, sidecar_of

Place: TypeAlias = tuple[str, str]
"""Folder within the archive, as ``a/b`` or empty, and name."""

Names: TypeAlias = Mapping[str, Collection[str]]
"""Each folder of an archive and the names of the files in it."""

Why: TypeAlias = tuple[str, str]
"""Reason and detail of what is not read."""

SILENCE: Why = ("", "")
"""Why something is not read that is not worth a word."""

_LONGEST_NAME = 4096  # characters, as long as the paths of any file system
_DRIVE = re.compile(r"[A-Za-z]:")


def handed(blob: Blob, source: Source | Spool, desk: Desk) -> Iterator[Item]:
    """What is in ``blob``; if its bytes end in a fault, that is told once, in the place of "unreadable"."""
    for item in desk.read(blob):
        if source.fault is not None and isinstance(item, Skipped) and item.reason == "unreadable":
            continue
        yield item
    if source.fault is not None:
        yield from source.fault.tell()


def member_uri(blob: Blob, name: str) -> str:
    """The address of a member, fit to be stored: names that are not UTF-8 carry lone surrogates."""
    return f"{blob.uri}!/{name[:_LONGEST_NAME].encode('utf-8', 'surrogateescape').decode('utf-8', 'replace')}"


def place_of(name: str) -> Place:
    """Folder and name, without what means nothing: ``./a//b.txt`` is ``("a", "b.txt")``."""
    folder, _, own = "/".join(part for part in name.split("/") if part not in ("", ".")).rpartition("/")
    return folder, own


def by_folder(names: Iterable[str]) -> Names:
    """The names of members, sorted into their folders; refused ones are left out."""
    found: dict[str, set[str]] = defaultdict(set)
    for name in names:
        if _refused(name) is None:
            folder, own = place_of(name)
            found[folder].add(own)
    return found


def trouble_with(name: str, names: Names) -> Why | None:
    """Why a member of this name is not read: ``unsafe-path``, or `SILENCE` for hidden files, litter and sidecars."""
    why = _refused(name)
    if why is not None:
        return "unsafe-path", why
    folder, own = place_of(name)
    hidden = not own or any(passed_over(part) for part in folder.split("/"))
    return SILENCE if hidden or passed_over(own, names.get(folder, ())) else None


def sidecar_place(name: str, names: Names) -> Place | None:
    """Where the sidecar of a member is, if it has one."""
    folder, own = place_of(name)
    found = sidecar_of(own, names.get(folder, ()))
    return None if found is None else (folder, found)


def with_sidecar(blob: Blob, uri: str, told: Callable[[], Told]) -> tuple[Blob, tuple[Skipped, ...]]:
    """The member as its sidecar at ``uri`` describes it, and notes on what could not be used."""
    try:
        found = told()
    except ItemError as error:
        return blob, (Skipped(uri, error.reason, error.detail),)
    blob, notes = described(blob, found)
    return blob, tuple(notes)


def _refused(name: str) -> str | None:
    """Why a member may not have this name; it is never used as a path, but nobody means well with such a one."""
    if len(name) > _LONGEST_NAME:
        return f"a name of {len(name):,} characters"
    if name.startswith("/") or _DRIVE.match(name):
        return "an absolute path"
    if "\\" in name or "\0" in name:
        return "a backslash or NUL in the name"
    return "a path that leads out of the archive" if ".." in name.split("/") else None
