"""Which files describe an article beside them, and which are nobody's article: the same in folders and archives."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace
from pathlib import PurePosixPath

from communique.errors import ItemError
from communique.model.records import Skipped
from communique.sources.base import Blob, told
from communique.sources.given import Told, both, sidecar
from communique.sources.pages import complaints

PAGES = frozenset({".txt", ".text", ".md", ".markdown", ".html", ".htm", ".xhtml", ".pdf"})
"""Ends of the names of files that may have a sidecar, in lower case."""

_RECORDS = frozenset({".record", ".record-wal", ".record-shm"})  # our own, often beside the articles
_SIDECARS = (".json", ".yaml", ".yml")
_LITTER = frozenset({"thumbs.db", "desktop.ini", "__macosx"})
_OF_OTHERS = frozenset({".toml", ".meta", ".xmp"})  # what else programs lay beside a file to describe it
_LARGEST = 1024 * 1024  # bytes


def names_of_sidecars(name: str) -> Iterator[str]:
    """How the sidecar of a file may be called, the first that is there counts: "a.txt.json", "a.json"."""
    path = PurePosixPath(name)
    if path.suffix.lower() in PAGES:
        yield from (base + end for base in (path.name, path.stem) for end in _SIDECARS)


def sidecar_of(name: str, beside: Collection[str]) -> str | None:
    """The name of the sidecar of a file, if one is among the names ``beside`` it."""
    return next((found for found in names_of_sidecars(name) if found in beside), None)


def passed_over(name: str, beside: Collection[str] = ()) -> bool:
    """Hidden files, what editors and file managers leave behind, records, and what describes an article beside."""
    path = PurePosixPath(name)
    suffix = path.suffix.lower()
    if suffix in _RECORDS:
        return True
    if name.startswith((".", "~$")) or name.endswith("~") or name.lower() in _LITTER:
        return True
    if suffix not in _SIDECARS and suffix not in _OF_OTHERS:
        return False
    bases = (path.stem, *(path.stem + end for end in sorted(PAGES)))
    return any(PurePosixPath(base).suffix.lower() in PAGES and base in beside for base in bases)


def told_in(description: Blob) -> Told:
    """What a sidecar says.

    Raises:
        ItemError: ``sidecar`` when it cannot be had or understood.
    """
    try:
        with description.open() as stream:
            content = stream.read(_LARGEST + 1)
    except (OSError, EOFError) as error:
        raise ItemError("sidecar", told(error)) from error
    if len(content) > _LARGEST:
        raise ItemError("sidecar", f"more than {_LARGEST:,} bytes")
    return sidecar(content, description.name)


def described(blob: Blob, found: Told) -> tuple[Blob, Iterable[Skipped]]:
    """The article's blob with what its sidecar says, and a note on each thing there that could not be used."""
    uri = found.uri or blob.uri
    given = both(found.given, blob.given)
    return replace(blob, uri=uri, given=given, seen=found.seen or blob.seen), tuple(complaints(uri, found))
